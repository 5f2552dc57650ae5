export const id = 765;
export const ids = [765];
export const modules = {

/***/ 50765:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   openHaproxy: () => (/* binding */ openHaproxy)
/* harmony export */ });
/* harmony import */ var _deploy_actions_metrics__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79735);
/* harmony import */ var _deploy_actions_platforms__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(98099);


/** Two servers of an HAProxy backend; HAProxy counts. */
async function openHaproxy({ clock, exec, http, log, runner }, { environment }, target) {
    const { env, workspace } = runner;
    const access = { target, exec, http, clock, log, env, workspace, environment };
    return {
        platform: await (0,_deploy_actions_platforms__WEBPACK_IMPORTED_MODULE_1__/* .createHaproxyPlatform */ .N8)(access),
        counts: true,
        metricsFor: async () => (0,_deploy_actions_metrics__WEBPACK_IMPORTED_MODULE_0__/* .createHaproxyMetricSource */ .PU)({ readCounts: (signal) => (0,_deploy_actions_platforms__WEBPACK_IMPORTED_MODULE_1__/* .readHaproxyCounts */ .SZ)(access, signal), clock }),
    };
}


/***/ })

};
