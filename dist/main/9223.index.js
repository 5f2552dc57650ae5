export const id = 9223;
export const ids = [9223];
export const modules = {

/***/ 19223:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   readParameter: () => (/* binding */ readParameter),
/* harmony export */   readSecretsManager: () => (/* binding */ readSecretsManager)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26393);
/* harmony import */ var _aws_access_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(50872);
/* harmony import */ var _found_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(85118);



/** The value of a secret of Secrets Manager, or of one key of its JSON. */
async function readSecretsManager(reference, access, ports, signal) {
    const { SecretsManagerClient, GetSecretValueCommand } = await Promise.all(/* import() */[__webpack_require__.e(5118), __webpack_require__.e(5861), __webpack_require__.e(2994)]).then(__webpack_require__.t.bind(__webpack_require__, 12994, 19));
    const at = inRegionOf(reference.id, access);
    const config = (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .awsClientConfig */ .rw)(at, ports.http, signal);
    const client = (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .reportAwsCalls */ .Dz)(new SecretsManagerClient(config), "secretsmanager", at);
    try {
        const answer = await client.send(new GetSecretValueCommand({ SecretId: reference.id }));
        const value = answer.SecretString ?? Buffer.from(answer.SecretBinary ?? []).toString("utf8");
        if (reference.key === undefined)
            return value;
        ports.secrets.mask(value);
        return (0,_found_js__WEBPACK_IMPORTED_MODULE_2__/* .valueAtKey */ .MA)(reference, parseFields(reference, value), reference.key);
    }
    catch (error) {
        throw failed(error, reference, at.region, "secretsmanager:GetSecretValue");
    }
    finally {
        client.destroy();
    }
}
/** The value of a parameter of SSM, decrypted. */
async function readParameter(reference, access, ports, signal) {
    const { SSMClient, GetParameterCommand } = await Promise.all(/* import() */[__webpack_require__.e(5118), __webpack_require__.e(5861), __webpack_require__.e(4736)]).then(__webpack_require__.t.bind(__webpack_require__, 34736, 19));
    const at = inRegionOf(reference.name, access);
    const client = (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .reportAwsCalls */ .Dz)(new SSMClient((0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .awsClientConfig */ .rw)(at, ports.http, signal)), "ssm", at);
    try {
        const answer = await client.send(new GetParameterCommand({ Name: reference.name, WithDecryption: true }));
        const value = answer.Parameter?.Value;
        if (value === undefined)
            throw (0,_found_js__WEBPACK_IMPORTED_MODULE_2__/* .storeFailed */ .DO)(reference, "the answer holds no value");
        return value;
    }
    catch (error) {
        throw failed(error, reference, at.region, "ssm:GetParameter");
    }
    finally {
        client.destroy();
    }
}
/** An ARN names its region. */
function inRegionOf(name, access) {
    const region = name.startsWith("arn:") ? name.split(":")[3] : undefined;
    if (region === undefined || region === "")
        return access;
    if (!/^[a-z]{2,}(-[a-z]+)+-\d+$/.test(region))
        throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("config", `${name}: "${region}" is no AWS region.`);
    return (0,_aws_access_js__WEBPACK_IMPORTED_MODULE_1__/* .awsAccessInRegion */ .fy)(access, region);
}
function parseFields(reference, text) {
    try {
        const value = JSON.parse(text);
        if ((0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .isObject */ .Gv)(value))
            return value;
    }
    catch {
        // The parser's message quotes the secret.
    }
    throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("config", `${reference.text}: the secret is no JSON object, so it has no key "${reference.key}".`);
}
function failed(error, reference, region, action) {
    if (error instanceof _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ)
        return error;
    const name = (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .awsErrorName */ .ZH)(error) ?? "";
    const status = error.$metadata?.httpStatusCode;
    if (/^(ResourceNotFoundException|ParameterNotFound|ParameterVersionNotFound)$/.test(name)) {
        return (0,_found_js__WEBPACK_IMPORTED_MODULE_2__/* .secretMissing */ .zy)(reference, region, error);
    }
    if (/AccessDenied|NotAuthorized|DecryptionFailure|KMS|InvalidKeyId/.test(name) || status === 403) {
        const what = reference.store === "aws-ssm" ? "parameter" : "secret";
        return (0,_found_js__WEBPACK_IMPORTED_MODULE_2__/* .secretForbidden */ .i$)(reference, region, `Allow ${action} on this ${what} to the role of this job, and kms:Decrypt where a key of your own encrypts it.`, error);
    }
    return (0,_found_js__WEBPACK_IMPORTED_MODULE_2__/* .storeFailed */ .DO)(reference, `${name === "" ? "" : `${name}: `}${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .errorMessage */ .gJ)(error)}`, error);
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
