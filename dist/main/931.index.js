export const id = 931;
export const ids = [931,7517];
export const modules = {

/***/ 64190:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   iJ: () => (/* binding */ placeholdersOf),
/* harmony export */   l7: () => (/* binding */ releaseOf),
/* harmony export */   ne: () => (/* binding */ planRollout),
/* harmony export */   pr: () => (/* binding */ checkWindow)
/* harmony export */ });
/* harmony import */ var _deploy_actions_deploy_config__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(70297);
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(26393);


/** The release an action's inputs name. */
function releaseOf(inputs, context) {
    const commit = inputs.commit ?? context.runner.sha;
    return {
        version: inputs.release,
        ...(commit === undefined ? {} : { commit }),
        ...(inputs.artifact === undefined ? {} : { artifact: inputs.artifact }),
    };
}
/** The values of the placeholders in the policy file. */
function placeholdersOf(release, environment) {
    return {
        release: release.version,
        environment,
        ...(release.commit === undefined ? {} : { commit: release.commit }),
    };
}
/** The rollout of a release by a policy. */
function planRollout(policy, candidate) {
    const { rollout } = policy;
    return {
        candidate,
        steps: rollout.steps,
        triggers: rollout.abortWhen,
        minRequests: rollout.minRequests,
        onInconclusive: rollout.onInconclusive,
        graceMs: rollout.graceMs,
        ...("readyTimeoutMs" in policy.target ? { readyTimeoutMs: policy.target.readyTimeoutMs } : {}),
        ...(rollout.drivenBy === "engine" ? { drivenByEngine: true } : {}),
        ...(rollout.analysis === undefined ? {} : { analysis: rollout.analysis }),
    };
}
/**
 * Refuses to deploy outside the windows of the environment, or into one that closes before the rollout can be done.
 *
 * `breakGlass` is a person's reason to deploy all the same; it is printed as a warning.
 */
function checkWindow(context, policy, breakGlass) {
    const neededMs = policy.rollout.steps.reduce((sum, step) => sum + step.bakeMs, 0) +
        (policy.verify === undefined ? 0 : policy.verify.settleMs + policy.verify.forMs);
    const window = (0,_deploy_actions_deploy_config__WEBPACK_IMPORTED_MODULE_0__/* .isWindowOpen */ .fL)(policy.windows, context.clock.now(), neededMs);
    if (window.open)
        return;
    const next = window.next === undefined ? "" : ` The next window opens at ${new Date(window.next).toISOString()}.`;
    const text = `${policy.environment} is outside its deployment windows, or this one closes before the rollout's ${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_1__/* .formatDuration */ .a3)(neededMs)} are over.${next}`;
    if (breakGlass !== undefined) {
        context.log.warning(`${text} Deploying all the same: ${breakGlass}`, { title: "Break glass" });
        return;
    }
    throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ("conflict", text, {
        hint: "Wait for the window, or give the input break-glass a reason; it is recorded.",
    });
}


/***/ }),

/***/ 47517:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   renderPromotion: () => (/* binding */ renderPromotion)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26393);

/** The section of a summary about the tag of a verified image. */
function renderPromotion(promoted) {
    if ("digest" in promoted)
        return (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__.md) `Image ${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .inlineCode */ .ti)(promoted.digest)} has the tag ${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .inlineCode */ .ti)(promoted.tag)}.`;
    return (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .joinMarkdown */ .UF)([
        (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__.md) `### ⚠️ Image not promoted`,
        (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__.md) `The release is live and verified, but ${promoted.problem}`,
    ]);
}


/***/ }),

/***/ 30931:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   promoteDeployed: () => (/* binding */ promoteDeployed)
/* harmony export */ });
/* harmony import */ var _deploy_actions_deploy_config__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(70297);
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(26393);
/* harmony import */ var _common_deployment_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(64190);
/* harmony import */ var _common_image_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7507);
/* harmony import */ var _common_render_image_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(47517);





/**
 * Gives the image of a deployment that was just verified its tag: the digest that was deployed, as the record has it.
 * `openPolicy`: with its `${release}` still open.
 */
async function promoteDeployed(context, openPolicy, ledger, id) {
    const { inputs, outputs, summary, log } = context;
    const record = await findRecord(context, openPolicy, ledger, id);
    if (record === undefined) {
        log.error(`The ledger does not show deployment ${id} of ${openPolicy.environment}: its image got no tag.`, {
            title: "Image not promoted",
        });
        return;
    }
    const policy = (0,_deploy_actions_deploy_config__WEBPACK_IMPORTED_MODULE_0__/* .substitute */ .V2)(openPolicy, (0,_common_deployment_js__WEBPACK_IMPORTED_MODULE_2__/* .placeholdersOf */ .iJ)(record.release, openPolicy.environment));
    const { artifact } = record.release;
    const image = policy.image ?? openPolicy.image;
    const promoted = await (0,_common_image_js__WEBPACK_IMPORTED_MODULE_3__.promoteImage)(context, { ...policy, image }, artifact, inputs["github-token"]);
    if (promoted === undefined)
        return;
    outputs.set("image-promoted", "digest" in promoted ? promoted.tag : "");
    summary.add((0,_common_render_image_js__WEBPACK_IMPORTED_MODULE_4__.renderPromotion)(promoted), 2);
}
async function findRecord({ log, signal }, { service, environment }, ledger, id) {
    try {
        return (await ledger.list({ service, environment }, signal)).find((record) => record.id === id);
    }
    catch (error) {
        log.warning(`The ledger cannot be read: ${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_1__/* .errorMessage */ .gJ)(error)}`);
        return undefined;
    }
}


/***/ })

};
