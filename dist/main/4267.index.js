export const id = 4267;
export const ids = [4267];
export const modules = {

/***/ 64267:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   printText: () => (/* binding */ printText)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26393);
/* harmony import */ var _cli_help_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(16503);
/* harmony import */ var _ending_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(73826);



/** Runs a command that prints a text; returns the exit code. */
async function printText(entry, argv, host) {
    const { options, render } = await entry.loadText();
    if (argv.includes("--help") || argv.includes("-h")) {
        host.stdout.write(`${(0,_cli_help_js__WEBPACK_IMPORTED_MODULE_1__/* .renderTextOptions */ .kf)(entry, options)}\n`);
        return _ending_js__WEBPACK_IMPORTED_MODULE_2__/* .EXIT */ .dc.ok;
    }
    const given = { ...fromEnvironment(options, host), ...parse(entry, options, argv) };
    host.stdout.write(`${render(given).trimEnd()}\n`);
    return _ending_js__WEBPACK_IMPORTED_MODULE_2__/* .EXIT */ .dc.ok;
}
function fromEnvironment(options, host) {
    return Object.fromEntries(options.flatMap(({ name, env }) => (env === undefined ? [] : [[name, host.env[env]]])));
}
function parse({ command }, options, argv) {
    const names = options.map(({ name }) => name);
    const given = {};
    for (let index = 0; index < argv.length; index += 1) {
        const word = argv[index] ?? "";
        const [, name, inline] = /^--([\w-]+)(?:=(.*))?$/s.exec(word) ?? [];
        if (name === undefined || !names.includes(name)) {
            throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("input", `"${word}" is not an option of ${command}.${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .suggest */ .ZA)(name ?? word, names)}`, {
                hint: `deploy-actions ${command} --help lists its options.`,
            });
        }
        const value = inline ?? argv[index + 1];
        if (value === undefined)
            throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("input", `--${name} has no value.`);
        if (inline === undefined)
            index += 1;
        given[name] = value;
    }
    return given;
}


/***/ })

};
