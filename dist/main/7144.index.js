export const id = 7144;
export const ids = [7144];
export const modules = {

/***/ 47144:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   judgeReleaseImage: () => (/* binding */ judgeReleaseImage)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26393);
/* harmony import */ var _deploy_actions_registries__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(70366);
/* harmony import */ var _common_image_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7507);



/** A scan on push takes about as long as the jobs between the push and this one. */
const SCAN_WAIT_MS = 120_000;
/** Asks for the image of a release: its tag, that it is there, its scan and its variables, as one row named `image`. */
async function judgeReleaseImage(context, policy, token) {
    const { clock, log, signal } = context;
    const unpinned = judgeReference(policy.image);
    if (unpinned !== undefined)
        return { evidence: unpinned, digest: undefined, artifact: undefined };
    const registry = await (0,_common_image_js__WEBPACK_IMPORTED_MODULE_2__.openRegistry)(context, policy, (0,_deploy_actions_registries__WEBPACK_IMPORTED_MODULE_1__/* .parseImageReference */ .o_)(policy.image.reference), token);
    const { environment } = policy;
    const onProgress = (text) => log.info(text);
    const options = { environment, clock, scanWaitMs: SCAN_WAIT_MS, onProgress };
    const verdict = await (0,_deploy_actions_registries__WEBPACK_IMPORTED_MODULE_1__/* .judgeImage */ .xQ)(policy.image, registry, options, signal);
    for (const item of verdict.evidence) {
        log.info(`${item.outcome}: ${item.name}: found ${item.found}, required ${item.required}`);
    }
    const { image, digest } = verdict;
    const artifact = digest === undefined ? undefined : (0,_common_image_js__WEBPACK_IMPORTED_MODULE_2__.artifactOf)({ image, digest });
    return { evidence: oneRow(verdict), digest, artifact };
}
/** The row of a reference that pins nothing, as `latest` does. */
function judgeReference({ reference }) {
    try {
        (0,_deploy_actions_registries__WEBPACK_IMPORTED_MODULE_1__/* .parseImageReference */ .o_)(reference);
        return undefined;
    }
    catch (error) {
        if (!(error instanceof _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ) || error.code !== "config")
            throw error;
        return {
            name: "image",
            outcome: "fail",
            reason: "image_not_pinned",
            required: "a tag other than latest, or a digest",
            found: (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .printable */ .g$)(reference),
            advice: [error.message, error.hint ?? ""].join(" ").trim(),
            sources: [(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .printable */ .g$)(reference)],
        };
    }
}
function oneRow({ image, digest, outcome, reason, evidence }) {
    const bad = evidence.filter((item) => item.outcome !== "pass");
    // "image scan" is "scan" in a row that is named "image".
    const about = ({ name }, text) => `${name.replace(/^image ?/, "")} ${text}`.trim();
    return {
        name: "image",
        outcome,
        reason: outcome === "pass" ? "passed" : reason,
        required: evidence.map((item) => about(item, item.required)).join("; "),
        found: [digest ?? "", ...bad.map((item) => about(item, item.found))]
            .filter((text, index, all) => text !== "" && all.indexOf(text) === index)
            .join("; "),
        advice: bad.map((item) => item.advice).join("; "),
        sources: [image.text],
    };
}


/***/ })

};
