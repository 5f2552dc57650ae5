export const id = 7517;
export const ids = [7517];
export const modules = {

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


/***/ })

};
