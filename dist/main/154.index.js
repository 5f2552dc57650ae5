export const id = 154;
export const ids = [154];
export const modules = {

/***/ 60154:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   missingTools: () => (/* binding */ missingTools)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26393);
/* harmony import */ var semver__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(62088);
/* harmony import */ var _child_env_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(73585);



const TOOL_TIMEOUT_MS = 20_000;
/** How programs are asked for their version; the first form that answers with one counts. */
const QUESTIONS = [["--version"], ["version", "--client"], ["version"], ["-V"]];
const VERSION = /\bv?(\d+\.\d+(?:\.\d+)?(?:-[0-9A-Za-z.-]+)?)/;
/** Programs that are missing or of another version than the ranges (`>= 1.30`, `^9`) say, one problem each. */
async function missingTools(context, tools) {
    const found = await Promise.all(Object.entries(tools).map(async ([tool, range]) => judge(tool, range, await versionOf(context, tool))));
    return found.filter((problem) => problem !== undefined);
}
function judge(tool, range, found) {
    const wanted = `the policy's preflight.tools asks for ${tool} ${range}`;
    if (found.kind === "missing") {
        return {
            code: "tool_missing",
            text: `${tool} is not on PATH; ${wanted}`,
            hint: `Install ${tool} in a step before this one.`,
        };
    }
    const version = found.kind === "version" ? semver__WEBPACK_IMPORTED_MODULE_1__.coerce(found.text, { includePrerelease: true }) : null;
    if (version === null) {
        const said = found.kind === "unreadable" ? found.said : found.text;
        return {
            code: "tool_version_unknown",
            text: `${tool} does not say its version (it says "${said}"); ${wanted}`,
            hint: undefined,
        };
    }
    if (semver__WEBPACK_IMPORTED_MODULE_1__.satisfies(version, range, { includePrerelease: true }))
        return undefined;
    return {
        code: "tool_version",
        text: `${tool} is ${version.version}; ${wanted}`,
        hint: `Install ${tool} ${range} in a step before this one.`,
    };
}
async function versionOf({ exec, runner, signal }, tool) {
    let said = "";
    for (const question of QUESTIONS) {
        try {
            const argv = [tool, ...question];
            const request = { argv, env: (0,_child_env_js__WEBPACK_IMPORTED_MODULE_2__/* .childEnv */ .g)(runner), timeoutMs: TOOL_TIMEOUT_MS, signal };
            const { stdout, stderr } = await exec.run(request);
            const text = VERSION.exec(`${stdout}\n${stderr}`)?.[1];
            if (text !== undefined)
                return { kind: "version", text };
            said ||= `${stdout}${stderr}`.trim().split("\n")[0] ?? "";
        }
        catch (error) {
            if (error instanceof _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ && error.code === "config")
                return { kind: "missing" };
            throw error;
        }
    }
    return { kind: "unreadable", said: said.slice(0, 80) };
}


/***/ })

};
