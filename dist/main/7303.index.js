export const id = 7303;
export const ids = [7303];
export const modules = {

/***/ 47303:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   openExec: () => (/* binding */ openExec)
/* harmony export */ });
/* harmony import */ var _deploy_actions_metrics__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79735);
/* harmony import */ var _deploy_actions_platforms__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(98099);


/** The user's own commands; `observe` may count. */
function openExec({ clock, exec, runner }, { environment }, target) {
    const access = { target, exec, environment, env: runner.env, clock, workspace: runner.workspace };
    return {
        platform: (0,_deploy_actions_platforms__WEBPACK_IMPORTED_MODULE_1__/* .createExecPlatform */ .Vb)(access),
        counts: true,
        metricsFor: async () => (0,_deploy_actions_metrics__WEBPACK_IMPORTED_MODULE_0__/* .createExecMetricSource */ .Hv)({ readCounts: (signal) => (0,_deploy_actions_platforms__WEBPACK_IMPORTED_MODULE_1__/* .readExecCounts */ .KQ)(access, signal), clock }),
    };
}


/***/ })

};
