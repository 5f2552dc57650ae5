export const id = 8494;
export const ids = [8494];
export const modules = {

/***/ 85118:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   DO: () => (/* binding */ storeFailed),
/* harmony export */   MA: () => (/* binding */ valueAtKey),
/* harmony export */   i$: () => (/* binding */ secretForbidden),
/* harmony export */   zy: () => (/* binding */ secretMissing)
/* harmony export */ });
/* unused harmony export storeName */
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26393);

const NAMES = {
    "aws-secretsmanager": "AWS Secrets Manager",
    "aws-ssm": "AWS Systems Manager Parameter Store",
    "azure-keyvault": "Azure Key Vault",
    vault: "Vault",
    "gcp-secretmanager": "Google Secret Manager",
};
/** Name of a store for people. */
function storeName(reference) {
    return NAMES[reference.store];
}
/** There is no such secret. `where`: region, vault, project or URL that was asked. */
function secretMissing(reference, where, cause) {
    return new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("config", `${reference.text} is not there: ${storeName(reference)} (${where}) has no such secret.`, {
        cause,
        hint: "Correct the reference in deploy.yml, or make the secret. Nothing was changed.",
    });
}
/** The job may not read it. `allow`: the permission to give, and to whom. */
function secretForbidden(reference, where, allow, cause) {
    return new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("permission", `${reference.text} may not be read by this job in ${storeName(reference)} (${where}).`, {
        cause,
        hint: allow,
    });
}
/** The store did not answer as it should. */
function storeFailed(reference, what, cause) {
    return new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("remote", `${reference.text} could not be read from ${storeName(reference)}: ${what}`, { cause });
}
/**
 * The text at a key of an object. Says the names of the keys there are when it is missing: names, never values.
 */
function valueAtKey(reference, fields, key) {
    const value = Object.hasOwn(fields, key) ? fields[key] : undefined;
    if (value === undefined || value === null) {
        throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("config", `${reference.text}: the secret has no key "${key}".${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .suggest */ .ZA)(key, Object.keys(fields))}`);
    }
    return typeof value === "string" ? value : JSON.stringify(value);
}


/***/ }),

/***/ 78494:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   readGoogleSecret: () => (/* binding */ readGoogleSecret)
/* harmony export */ });
/* harmony import */ var _http_json_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(29069);
/* harmony import */ var _found_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(85118);


/** The value of a version of a secret of Google Secret Manager. */
async function readGoogleSecret(reference, sources, signal) {
    const { project, name, version } = reference;
    const token = await sources.google().get(signal);
    const answer = await (0,_http_json_js__WEBPACK_IMPORTED_MODULE_0__/* .sendJson */ .jD)(sources.ports, {
        url: `https://secretmanager.googleapis.com/v1/projects/${project}/secrets/${name}/versions/${version}:access`,
        headers: { authorization: `Bearer ${token.value}` },
        signal,
    });
    const data = (0,_http_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(answer.body, "payload", "data");
    if (answer.status === 200 && data !== undefined)
        return Buffer.from(data, "base64").toString("utf8");
    const where = `project ${project}`;
    if (answer.status === 404)
        throw (0,_found_js__WEBPACK_IMPORTED_MODULE_1__/* .secretMissing */ .zy)(reference, where);
    if (answer.status === 401 || answer.status === 403) {
        throw (0,_found_js__WEBPACK_IMPORTED_MODULE_1__/* .secretForbidden */ .i$)(reference, where, `Give the principal of this job roles/secretmanager.secretAccessor on ${name} (secretmanager.versions.access).`);
    }
    throw (0,_found_js__WEBPACK_IMPORTED_MODULE_1__/* .storeFailed */ .DO)(reference, answer.status === 200 ? "the answer holds no value" : answer.text);
}


/***/ })

};
