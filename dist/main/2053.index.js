export const id = 2053;
export const ids = [2053];
export const modules = {

/***/ 75743:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ NOBODY_COUNTS)
/* harmony export */ });
/** For a platform that has no counters of its own. */
const NOBODY_COUNTS = {
    counts: false,
    metricsFor: async () => undefined,
};


/***/ }),

/***/ 82053:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   openEcs: () => (/* binding */ openEcs),
/* harmony export */   openLambda: () => (/* binding */ openLambda),
/* harmony export */   openStaticSite: () => (/* binding */ openStaticSite)
/* harmony export */ });
/* harmony import */ var _deploy_actions_platforms__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(98099);
/* harmony import */ var _target_access_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(75743);


/** Services of an ECS cluster. */
async function openEcs({ clock, http, log }, run, target) {
    const access = await run.aws(target.region);
    return { ..._target_access_js__WEBPACK_IMPORTED_MODULE_1__/* .NOBODY_COUNTS */ .b, platform: await (0,_deploy_actions_platforms__WEBPACK_IMPORTED_MODULE_0__/* .createEcsPlatform */ .$N)({ target, access, http, clock, log }) };
}
/** A Lambda function behind an alias. */
async function openLambda({ clock, http, log }, run, target) {
    const access = await run.aws(target.region);
    return { ..._target_access_js__WEBPACK_IMPORTED_MODULE_1__/* .NOBODY_COUNTS */ .b, platform: await (0,_deploy_actions_platforms__WEBPACK_IMPORTED_MODULE_0__/* .createLambdaPlatform */ .dC)({ target, access, http, clock, log }) };
}
/** A static site in a bucket behind CloudFront. */
async function openStaticSite({ clock, http, log, runner }, run, target) {
    const access = await run.aws(target.region);
    const { workspace } = runner;
    return {
        ..._target_access_js__WEBPACK_IMPORTED_MODULE_1__/* .NOBODY_COUNTS */ .b,
        platform: await (0,_deploy_actions_platforms__WEBPACK_IMPORTED_MODULE_0__/* .createStaticSitePlatform */ .lT)({ target, access, http, clock, log, workspace }),
    };
}


/***/ })

};
