export const id = 811;
export const ids = [811];
export const modules = {

/***/ 40811:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   openLocal: () => (/* binding */ openLocal)
/* harmony export */ });
/* harmony import */ var _deploy_actions_metrics__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79735);
/* harmony import */ var _deploy_actions_platforms__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(98099);


/** The embedded target; its supervisor counts. */
function openLocal(context, target, { allowStart }) {
    const { clock, http, runner } = context;
    const local = { target, workspace: runner.workspace, http, clock };
    return {
        platform: (0,_deploy_actions_platforms__WEBPACK_IMPORTED_MODULE_1__/* .createLocalPlatform */ .bq)({
            ...local,
            supervisorArgv: context.selfArgv("local-supervisor"),
            env: runner.env,
            allowStart,
            actor: `run ${runner.runId} by ${runner.actor}`,
        }),
        counts: true,
        metricsFor: async (traffic, plan) => (0,_deploy_actions_metrics__WEBPACK_IMPORTED_MODULE_0__/* .createLocalMetricSource */ .L9)({
            fetchText: (signal) => (0,_deploy_actions_platforms__WEBPACK_IMPORTED_MODULE_1__/* .readLocalMetricsText */ .OF)(local, signal),
            candidateVersion: plan.candidate.version,
            stableVersion: traffic.stable?.release.version,
            clock,
        }),
    };
}


/***/ })

};
