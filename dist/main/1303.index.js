export const id = 1303;
export const ids = [1303];
export const modules = {

/***/ 71303:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   readKeyVault: () => (/* binding */ readKeyVault)
/* harmony export */ });
/* harmony import */ var _azure_cloud_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(68609);
/* harmony import */ var _http_json_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(29069);
/* harmony import */ var _found_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(85118);



const API_VERSION = "7.4";
/** The value of a secret of Azure Key Vault; its newest enabled version unless one is named. */
async function readKeyVault(reference, sources, signal) {
    const isWhole = reference.vaultHost.includes(".");
    const host = isWhole ? reference.vaultHost : `${reference.vaultHost}.${sources.keyVaultSuffix}`;
    const suffix = _azure_cloud_js__WEBPACK_IMPORTED_MODULE_0__/* .VAULT_SUFFIXES */ .RE.find((one) => host.endsWith(`.${one}`)) ?? sources.keyVaultSuffix;
    const token = await sources.azure(`https://${suffix}`).get(signal);
    const version = reference.version === undefined ? "" : `/${reference.version}`;
    const answer = await (0,_http_json_js__WEBPACK_IMPORTED_MODULE_1__/* .sendJson */ .jD)(sources.ports, {
        url: `https://${host}/secrets/${reference.name}${version}?api-version=${API_VERSION}`,
        headers: { authorization: `Bearer ${token.value}` },
        signal,
    });
    const value = (0,_http_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(answer.body, "value");
    if (answer.status === 200 && value !== undefined)
        return value;
    if (answer.status === 404)
        throw (0,_found_js__WEBPACK_IMPORTED_MODULE_2__/* .secretMissing */ .zy)(reference, host);
    if (answer.status === 401 || answer.status === 403)
        throw (0,_found_js__WEBPACK_IMPORTED_MODULE_2__/* .secretForbidden */ .i$)(reference, host, allow(answer));
    throw (0,_found_js__WEBPACK_IMPORTED_MODULE_2__/* .storeFailed */ .DO)(reference, answer.status === 200 ? "the answer holds no value" : answer.text);
}
function allow(answer) {
    const inner = (0,_http_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(answer.body, "error", "innererror", "code");
    if (inner === "ForbiddenByFirewall" || inner === "ForbiddenByConnection") {
        return "The vault's firewall does not let this runner in: allow its address or use a runner inside the network.";
    }
    if (inner === "SecretDisabled")
        return "The secret is disabled: enable it, or name a version that is enabled.";
    return 'Give the application of this job the role "Key Vault Secrets User" on the vault (Microsoft.KeyVault/vaults/secrets/getSecret/action), or with access policies the secret permission "get".';
}


/***/ }),

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


/***/ })

};
