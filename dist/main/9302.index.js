export const id = 9302;
export const ids = [9302];
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

/***/ 19302:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   readVaultSecret: () => (/* binding */ readVaultSecret)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26393);
/* harmony import */ var _http_json_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(29069);
/* harmony import */ var _vault_call_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(84199);
/* harmony import */ var _found_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(85118);




/** The value at a key of a secret of Vault's KV version 2. */
async function readVaultSecret(reference, sources, signal) {
    const vault = sources.vault();
    const token = await vault.get(signal);
    const path = reference.path.split("/").map(encode).join("/");
    // A mount with a slash in its name is written with %2F.
    const mount = decode(reference.mount).split("/").map(encode).join("/");
    const answer = await (0,_vault_call_js__WEBPACK_IMPORTED_MODULE_2__/* .vaultCall */ .$)(vault.place, sources.ports, {
        method: "GET",
        path: `${mount}/data/${path}`,
        token: token.value,
        signal,
    });
    const data = (0,_http_json_js__WEBPACK_IMPORTED_MODULE_1__/* .valueAt */ .fK)(answer.body, "data", "data");
    if (answer.status === 200 && (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .isObject */ .Gv)(data)) {
        for (const value of Object.values(data))
            if (typeof value === "string")
                sources.ports.secrets.mask(value);
        return (0,_found_js__WEBPACK_IMPORTED_MODULE_3__/* .valueAtKey */ .MA)(reference, data, reference.key);
    }
    // A deleted version is a 404 with metadata.
    if (answer.status === 404)
        throw (0,_found_js__WEBPACK_IMPORTED_MODULE_3__/* .secretMissing */ .zy)(reference, vault.place.url);
    if (answer.status === 403) {
        throw (0,_found_js__WEBPACK_IMPORTED_MODULE_3__/* .secretForbidden */ .i$)(reference, vault.place.url, `Give the role's policy: path "${mount}/data/${path}" { capabilities = ["read"] }. Vault says the same of a mount that does not exist.`);
    }
    throw (0,_found_js__WEBPACK_IMPORTED_MODULE_3__/* .storeFailed */ .DO)(reference, answer.status === 200 ? "the answer is not that of a KV version 2 mount" : answer.text);
}
const encode = (part) => encodeURIComponent(decode(part));
function decode(part) {
    try {
        return decodeURIComponent(part);
    }
    catch {
        return part;
    }
}


/***/ })

};
