export const id = 2777;
export const ids = [2777];
export const modules = {

/***/ 72777:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   readSample: () => (/* binding */ readSample),
/* harmony export */   sampleDrift: () => (/* binding */ sampleDrift)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var _deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(71650);
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(26393);



const MAX_BYTES = 262_144;
/**
 * Where the sample of a service's variables and what the environment gives it have drifted apart. Only names are read: whatever
 * stands for a value is neither kept nor printed. A variable of the target that the sample lacks is a warning: the service may not
 * need it any more.
 */
async function sampleDrift({ runner, log }, policy) {
    const { envSample, variables } = policy.preflight;
    if (envSample === undefined)
        return [];
    const path = (0,_deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_1__/* .resolveInWorkspace */ .z1)(runner.workspace, envSample, "config");
    let text;
    try {
        text = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(path, "utf8");
    }
    catch (error) {
        const hint = "Check the code out first, or correct preflight.env-sample.";
        return [{ code: "not_found", text: `${envSample} cannot be read: ${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_2__/* .errorMessage */ .gJ)(error)}`, hint }];
    }
    if (text.length > MAX_BYTES) {
        const found = `${envSample} has ${text.length} characters; expected a list of names, at most ${MAX_BYTES}`;
        return [{ code: "not_as_expected", text: found, hint: undefined }];
    }
    const { names, unread } = readSample(text);
    const ofTarget = namesOfTarget(policy.target);
    const ofJob = Object.keys(runner.env).filter((name) => (runner.env[name] ?? "") !== "");
    const given = new Set([...ofTarget, ...ofJob, ...variables]);
    const sampled = new Set(names.map(({ name }) => name));
    const undocumented = ofTarget.filter((name) => !sampled.has(name));
    if (undocumented.length > 0)
        log.warning(`${envSample} does not name ${undocumented.join(", ")}, which the target gives the service.`);
    return [
        ...unread.map((line) => ({
            code: "not_as_expected",
            text: `${envSample}:${line} is no NAME=value, comment or empty line`,
            hint: undefined,
        })),
        ...names
            .filter(({ name }) => !given.has(name))
            .map(({ name, line }) => {
            const alike = (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_2__/* .nearest */ .pA)(name, [...given]);
            return {
                code: "variable_missing",
                text: `${envSample}:${line} names ${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_2__/* .printable */ .g$)(name)}, which this environment does not give${alike === undefined ? "" : `; there is ${alike}`}.`,
                hint: "Set it in `env:` of the job, name it in the target's environment or secrets, or take it out of the sample.",
            };
        }),
    ];
}
/** The names of a sample in the form of dotenv files, and the lines that are nothing it knows. */
function readSample(text) {
    const names = [];
    const unread = [];
    let openQuote;
    for (const [index, line] of text
        .replace(/^\uFEFF/, "")
        .split(/\r\n|\n|\r/)
        .entries()) {
        if (openQuote !== undefined) {
            // The value of an earlier line goes on over this one.
            if (line.includes(openQuote))
                openQuote = undefined;
            continue;
        }
        if (/^\s*(?:#|$)/.test(line))
            continue;
        const match = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(.*)$/.exec(line);
        if (match?.[1] === undefined) {
            unread.push(index + 1);
            continue;
        }
        names.push({ name: match[1], line: index + 1 });
        const [quote = ""] = match[2] ?? "";
        if (/["'`]/.test(quote) && !(match[2] ?? "").slice(1).includes(quote))
            openQuote = quote;
    }
    return { names, unread };
}
function namesOfTarget(target) {
    if (target.platform !== "aws-ecs")
        return [];
    return [...Object.keys(target.environment), ...Object.keys(target.secrets)];
}


/***/ })

};
