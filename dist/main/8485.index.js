export const id = 8485;
export const ids = [8485];
export const modules = {

/***/ 8485:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   run: () => (/* binding */ run)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26393);
/* harmony import */ var _common_deployment_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(64190);
/* harmony import */ var _common_ledger_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(66372);
/* harmony import */ var _common_outcome_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(12877);
/* harmony import */ var _common_platform_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(18690);
/* harmony import */ var _common_policy_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(54039);
/* harmony import */ var _common_preflight_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(27638);
/* harmony import */ var _analysis_outputs_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(43559);
/* harmony import */ var _deploy_release_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(47092);
/* harmony import */ var _render_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(93833);










/** Rolls a release out, or says how it would. */
async function run(context) {
    const { inputs, outputs, summary, log, signal } = context;
    const release = (0,_common_deployment_js__WEBPACK_IMPORTED_MODULE_1__/* .releaseOf */ .l7)(inputs, context);
    const { policy, source } = await (0,_common_policy_js__WEBPACK_IMPORTED_MODULE_5__.loadPolicy)(context, {
        environment: inputs.environment,
        file: inputs.config,
        token: inputs["github-token"],
        overrides: overridesOf(context),
        placeholders: (0,_common_deployment_js__WEBPACK_IMPORTED_MODULE_1__/* .placeholdersOf */ .iJ)(release, inputs.environment),
    });
    outputs.set("policy-commit", source.commit ?? "");
    const plan = (0,_common_deployment_js__WEBPACK_IMPORTED_MODULE_1__/* .planRollout */ .ne)(policy, release);
    const subject = `${policy.environment}, ${source.text}`;
    if (inputs.plan) {
        const target = await (0,_common_platform_js__WEBPACK_IMPORTED_MODULE_4__/* .openTarget */ .A)(context, policy, { allowStart: false });
        await (0,_common_preflight_js__WEBPACK_IMPORTED_MODULE_6__/* .preflight */ .M)(context, policy, target);
        await (0,_deploy_release_js__WEBPACK_IMPORTED_MODULE_8__/* .refuseWhatCannotHold */ .DL)(context, { policy, release, target });
        const traffic = await target.platform.observe(signal);
        const live = traffic.stable?.release.version ?? "nothing";
        const sentence = `${release.version} would be rolled out to ${policy.environment} over ${live}`;
        summary.add((0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .joinMarkdown */ .UF)([(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__.md) `## Plan (${subject})`, (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__.md) `${sentence}.`, (0,_render_js__WEBPACK_IMPORTED_MODULE_9__/* .renderPlan */ .E)(plan)]), 1);
        return (0,_common_outcome_js__WEBPACK_IMPORTED_MODULE_3__/* .conclude */ .E)({ outcome: "pass", reason: "planned", sentence, evidence: [] }, outputs);
    }
    // Taking a release back is never a matter of the hour.
    if (inputs["take-back"] === undefined)
        (0,_common_deployment_js__WEBPACK_IMPORTED_MODULE_1__/* .checkWindow */ .pr)(context, policy, inputs["break-glass"]);
    const target = await (0,_common_platform_js__WEBPACK_IMPORTED_MODULE_4__/* .openTarget */ .A)(context, policy, { allowStart: true });
    // What has to go is taken back with whatever rights there are.
    if (inputs["take-back"] === undefined)
        await (0,_common_preflight_js__WEBPACK_IMPORTED_MODULE_6__/* .preflight */ .M)(context, policy, target);
    const ledger = await (0,_common_ledger_js__WEBPACK_IMPORTED_MODULE_2__/* .openLedger */ .au)(context, {
        file: inputs.ledger,
        token: inputs["github-token"],
    });
    if (inputs["take-back"] !== undefined) {
        const { candidate } = await target.platform.observe(signal);
        if (candidate?.release.version !== release.version) {
            const found = candidate === null ? "there is no candidate" : `the candidate is ${candidate.release.version}`;
            const sentence = `nothing of ${release.version} to take back: ${found}`;
            return (0,_common_outcome_js__WEBPACK_IMPORTED_MODULE_3__/* .conclude */ .E)({ outcome: "pass", reason: "nothing_to_take_back", sentence, evidence: [] }, outputs);
        }
    }
    const deployed = await (0,_deploy_release_js__WEBPACK_IMPORTED_MODULE_8__/* .deployRelease */ .H_)(context, {
        policy,
        release: await pinned(context, policy, release),
        target,
        ledger,
        kind: inputs.kind,
        planned: inputs.planned,
        reason: inputs["break-glass"],
        migrations: parseMigrations(inputs.migrations),
        snapshot: await snapshotGiven(context, policy, target),
        closedBy: inputs.record === "leave-open" ? "later-step" : "rollout",
        until: inputs.until,
        continues: inputs.continue && inputs["take-back"] === undefined,
        takeBack: inputs["take-back"],
    });
    const { record, end, unrecorded, keeper } = deployed;
    log.debug(`deployment ${record.id} ${record.url}`);
    outputs.set("outcome", end.outcome);
    outputs.set("release", end.traffic.stable?.release.version ?? "");
    outputs.set("previous", end.previous ?? "");
    outputs.set("requests", end.totals?.requests ?? "");
    outputs.set("errors", end.totals?.errors ?? "");
    const analysis = (0,_analysis_outputs_js__WEBPACK_IMPORTED_MODULE_7__/* .analysisOutputs */ .H)(keeper.verdict);
    outputs.set("analysis-outcome", analysis.outcome);
    outputs.set("analysis-reason", analysis.reason);
    outputs.set("evidence-regressed", analysis.regressed);
    outputs.set("evidence-certified", analysis.certified);
    for (const [index, section] of (0,_render_js__WEBPACK_IMPORTED_MODULE_9__/* .renderRollout */ .i)(end, plan, subject, keeper).entries())
        summary.add(section, index + 1);
    const result = (0,_common_outcome_js__WEBPACK_IMPORTED_MODULE_3__/* .concludeRollout */ .N)(end.verdict, outputs);
    if (unrecorded !== undefined)
        throw unrecorded;
    await promote(context, policy, deployed);
    return result;
}
/**
 * The release by the digest its image has now; a later stage, and a way back, are about the one it was begun with, which the
 * record knows.
 */
async function pinned(context, policy, release) {
    const { inputs } = context;
    if (policy.image === undefined || inputs.continue || inputs["take-back"] !== undefined)
        return release;
    const { withImage } = await Promise.all(/* import() */[__webpack_require__.e(9800), __webpack_require__.e(7765), __webpack_require__.e(9888)]).then(__webpack_require__.bind(__webpack_require__, 7507));
    return withImage(context, policy, release, inputs["github-token"]);
}
/** The snapshot an earlier step took, as the record names it. */
async function snapshotGiven({ inputs }, policy, target) {
    const id = inputs.snapshot;
    const backup = policy.migrate?.backup;
    if (id === undefined)
        return undefined;
    if (!/^[A-Za-z][A-Za-z0-9:-]*$/.test(id)) {
        throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("input", `Input snapshot is "${id}", which is no identifier of a snapshot.`, {
            hint: "Pass the output `snapshot` of the migrate action as it is.",
        });
    }
    if (backup === undefined) {
        throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("input", `Input snapshot is given, but ${policy.environment} has no migrate.backup.`);
    }
    const region = backup.region ?? (await target.access.aws(undefined)).region;
    return { id, kind: backup.kind, region, source: backup.rds };
}
/** Gives the image of a release that this run verified its tag; a failure is said and changes nothing. */
async function promote(context, policy, { record, end }) {
    const { inputs, outputs, summary } = context;
    const { image } = policy;
    const isVerified = end.outcome === "promoted" && end.verdict.outcome === "pass" && inputs.record === "close";
    if (image?.promoteTo === undefined || !isVerified)
        return;
    const { promoteImage } = await Promise.all(/* import() */[__webpack_require__.e(9800), __webpack_require__.e(7765), __webpack_require__.e(9888)]).then(__webpack_require__.bind(__webpack_require__, 7507));
    const { renderPromotion } = await __webpack_require__.e(/* import() */ 7517).then(__webpack_require__.bind(__webpack_require__, 47517));
    const { artifact } = record.release;
    const promoted = await promoteImage(context, { ...policy, image }, artifact, inputs["github-token"]);
    if (promoted === undefined)
        return;
    outputs.set("image-promoted", "digest" in promoted ? promoted.tag : "");
    summary.add(renderPromotion(promoted), 3);
}
function overridesOf({ inputs }) {
    const overrides = {};
    if (inputs.steps !== undefined) {
        overrides["rollout.steps"] = { value: inputs.steps.map(parseStep), place: "steps" };
    }
    if (inputs["min-requests"] !== undefined) {
        overrides["rollout.min-requests"] = { value: inputs["min-requests"], place: "min-requests" };
    }
    if (inputs["on-inconclusive"] !== undefined) {
        overrides["rollout.on-inconclusive"] = { value: inputs["on-inconclusive"], place: "on-inconclusive" };
    }
    return overrides;
}
function parseStep(line) {
    const [weight, bake, ...rest] = line.split(/\s+/);
    if (weight === undefined || rest.length > 0) {
        throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("input", `Input steps has the line "${line}", expected a weight and a bake, e.g. 25% 5m.`);
    }
    return { weight, ...(bake === undefined ? {} : { bake }) };
}
function parseMigrations(text) {
    if (text === undefined)
        return [];
    try {
        const value = JSON.parse(text);
        if (Array.isArray(value) && value.every((item) => typeof item === "string"))
            return value;
    }
    catch {
        // Falls through to the message below.
    }
    throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("input", `Input migrations is "${text}", expected a JSON list of versions such as ["0002"].`, {
        hint: "Pass the output `applied` of the migrate action as it is.",
    });
}


/***/ })

};
