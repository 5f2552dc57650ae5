export const id = 2814;
export const ids = [2814];
export const modules = {

/***/ 47869:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ adviseTag)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26393);

const SHOWN = 5;
/** What to do about a tag that is not there: the nearest one, or the newest (`tags`: newest first). */
function adviseTag(tag, tags) {
    if (tags.length === 0)
        return "push the image first: the repository holds no tagged image";
    const near = (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .nearest */ .pA)(tag, tags);
    const shown = tags.slice(0, SHOWN).join(", ");
    const newest = `the newest tags are ${shown}${tags.length > SHOWN ? ", …" : ""}`;
    return near === undefined
        ? `push the image first; ${newest}`
        : `push the image first, or did you mean ${near}? (${newest})`;
}


/***/ }),

/***/ 52814:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openOciRegistry: () => (/* binding */ openOciRegistry)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./packages/kernel/lib/index.js + 9 modules
var lib = __webpack_require__(26393);
// EXTERNAL MODULE: ./packages/registries/lib/image-reference.js
var image_reference = __webpack_require__(82804);
// EXTERNAL MODULE: ./packages/registries/lib/image-variables.js
var image_variables = __webpack_require__(29044);
// EXTERNAL MODULE: ./packages/registries/lib/manifest.js
var lib_manifest = __webpack_require__(6828);
// EXTERNAL MODULE: ./packages/registries/lib/nearest-tags.js
var nearest_tags = __webpack_require__(47869);
;// CONCATENATED MODULE: ./packages/registries/lib/oci/oci-token.js


/** Reads a `WWW-Authenticate` header of the token flow; `undefined` for anything else. */
function readChallenge(header) {
    if (header === undefined || !/^bearer\s/i.test(header))
        return undefined;
    const fields = new Map(Array.from(header.matchAll(/([a-z_]+)="([^"]*)"/gi), (match) => [
        String(match[1]).toLowerCase(),
        String(match[2]),
    ]));
    const realm = fields.get("realm");
    return realm === undefined || !URL.canParse(realm) ? undefined : { realm, service: fields.get("service") };
}
/**
 * A token for one repository (distribution.github.io/distribution/spec/auth/token). A realm that is not https is used
 * only on the registry's own host, so that a registry cannot have a password sent elsewhere in clear.
 */
async function fetchRegistryToken({ http, secrets, login, }, challenge, origin, scope, signal) {
    const url = new URL(challenge.realm);
    if (url.protocol !== "https:" && url.origin !== origin) {
        throw new lib/* ActionError */.lZ("remote", `${origin} sends its clients to ${url.origin} for a token, which is not https.`);
    }
    if (challenge.service !== undefined)
        url.searchParams.set("service", challenge.service);
    url.searchParams.set("scope", scope);
    const answer = await http.send({
        url: url.href,
        headers: login === undefined ? {} : { authorization: basic(login, secrets) },
        signal,
    });
    const body = (0,lib_manifest/* parseObject */.lj)(new TextDecoder().decode(answer.body));
    const token = body?.token ?? body?.access_token;
    if (answer.status !== 200 || typeof token !== "string" || token === "") {
        throw new lib/* ActionError */.lZ("permission", `${url.host} answered ${answer.status} instead of a token for ${scope}.`, {
            hint: login === undefined
                ? "Sign in: give the registry a user and a token that may read packages (on GitHub: permissions: packages: read)."
                : `Let ${login.user} read this repository (on GitHub: permissions: packages: read, and the repository's access to the package).`,
        });
    }
    return secrets.mask(token);
}
function basic({ user, password }, secrets) {
    const pair = btoa(String.fromCharCode(...new TextEncoder().encode(`${user}:${password}`)));
    return `Basic ${secrets.mask(pair)}`;
}

;// CONCATENATED MODULE: ./packages/registries/lib/oci/oci-client.js


/** One repository of a registry; tokens are asked for when the registry wants one, and kept. */
class OciClient {
    #http;
    #secrets;
    #login;
    #origin;
    #repository;
    #tokens = new Map();
    constructor(options, image) {
        this.#http = options.http;
        this.#secrets = options.secrets;
        this.#login = options.login;
        const host = image.kind === "docker-hub" ? "registry-1.docker.io" : image.registry;
        this.#origin = `${options.plainHttp ? "http" : "https"}://${host}`;
        this.#repository = image.repository;
    }
    /** The answer, whatever its status is, except 401 and 403. */
    async send(request, signal) {
        const access = request.access ?? "pull";
        const scope = `repository:${this.#repository}:${access}`;
        let answer = await this.#http.send(this.#request(request, scope, signal));
        const challenge = answer.status === 401 ? readChallenge(answer.headers["www-authenticate"]) : undefined;
        if (challenge !== undefined) {
            const stands = { http: this.#http, secrets: this.#secrets, login: this.#login };
            this.#tokens.set(scope, await fetchRegistryToken(stands, challenge, this.#origin, scope, signal));
            answer = await this.#http.send(this.#request(request, scope, signal));
        }
        if (answer.status !== 401 && answer.status !== 403)
            return answer;
        throw new lib/* ActionError */.lZ("permission", `${this.#origin} answered ${answer.status} about ${this.#repository}.`, {
            hint: `Sign in with a user that may ${access === "pull" ? "read" : "write"} it (on GitHub: permissions: packages: ${access === "pull" ? "read" : "write"}).`,
        });
    }
    #request(request, scope, signal) {
        const token = this.#tokens.get(scope);
        return {
            method: request.method ?? "GET",
            url: `${this.#origin}/v2/${this.#repository}/${request.path}`,
            headers: {
                ...request.headers,
                ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
            },
            ...(request.body === undefined ? {} : { body: request.body }),
            ...(request.maxBodyBytes === undefined ? {} : { maxBodyBytes: request.maxBodyBytes }),
            // A blob is often behind a redirect to a store; credentials do not go along.
            redirect: "follow",
            signal,
        };
    }
}

;// CONCATENATED MODULE: ./packages/registries/lib/oci/oci-registry.js







const ACCEPT = { accept: lib_manifest/* MANIFEST_TYPES */._P.join(", ") };
const MAX_BYTES = 4 * 1_024 * 1_024;
const DIGEST = /^sha256:[0-9a-f]{64}$/;
/** github.com/opencontainers/distribution-spec 1.1. */
function openOciRegistry({ http, secrets, login, plainHttp = false }) {
    const connect = (image) => new OciClient({ http, secrets, login, plainHttp }, image);
    return {
        name: "oci",
        find: (image, signal) => find(connect(image), image, signal),
        scan: async () => ({
            known: false,
            reason: "scan_not_offered",
            text: "this registry offers no scan findings",
            advice: "scan the image in CI and judge the SARIF report with a findings gate",
        }),
        variables: (image, digest, signal) => variables(connect(image), image, digest, signal),
        promote: async (image, digest, tag, signal) => {
            const client = connect(image);
            const before = await find(client, { ...image, tag, digest: undefined }, signal);
            if (before.found && before.digest === digest)
                return { digest, tag, changed: false };
            if (before.found) {
                const text = `The tag ${tag} of ${(0,image_reference/* repositoryText */.g)(image)} is ${before.digest}, not ${digest}; it was not moved.`;
                throw new lib/* ActionError */.lZ("conflict", text, {
                    hint: "A tag that says what was released never moves: promote to one of its own for each release.",
                });
            }
            const manifest = await readText(client, image, `manifests/${digest}`, ACCEPT, signal);
            const answer = await client.send({
                method: "PUT",
                path: `manifests/${tag}`,
                access: "pull,push",
                body: manifest.text,
                headers: { "content-type": manifest.contentType ?? "application/vnd.oci.image.manifest.v1+json" },
            }, signal);
            if (answer.status !== 201)
                throw unexpected(image, `the tag ${tag}`, answer);
            return { digest, tag, changed: true };
        },
    };
}
async function find(client, image, signal) {
    const name = image.tag ?? image.digest ?? "";
    const request = { path: `manifests/${name}`, headers: ACCEPT, maxBodyBytes: MAX_BYTES };
    const head = await client.send({ ...request, method: "HEAD" }, signal);
    if (head.status === 404)
        return missing(client, image, signal);
    if (head.status !== 200)
        throw unexpected(image, name, head);
    let digest = head.headers["docker-content-digest"];
    if (digest === undefined) {
        const whole = await client.send(request, signal);
        if (whole.status !== 200 || whole.truncated)
            throw unexpected(image, name, whole);
        digest = `sha256:${(0,external_node_crypto_.createHash)("sha256").update(whole.body).digest("hex")}`;
    }
    if (!DIGEST.test(digest)) {
        throw new lib/* ActionError */.lZ("remote", `${image.registry} names the digest of ${image.text} in a form that is not understood.`);
    }
    return { found: true, digest, mediaType: head.headers["content-type"], tags: [], pushedAt: undefined };
}
async function missing(client, image, signal) {
    const answer = await client.send({ path: "tags/list?n=1000" }, signal);
    const body = answer.status === 200 ? (0,lib_manifest/* parseObject */.lj)(new TextDecoder().decode(answer.body)) : undefined;
    if (body === undefined || !Array.isArray(body.tags)) {
        return {
            found: false,
            reason: "repository_not_found",
            text: `the registry ${image.registry} shows no repository ${image.repository}`,
            advice: "look at the name, and whether this job may read it",
        };
    }
    const tags = body.tags.filter((tag) => typeof tag === "string");
    return {
        found: false,
        reason: "image_not_found",
        text: `${(0,image_reference/* repositoryText */.g)(image)} has no image ${image.tag ?? image.digest}`,
        advice: (0,nearest_tags/* adviseTag */.d)(image.tag ?? "", tags.toReversed()),
    };
}
async function variables(client, image, digest, signal) {
    const found = [];
    const queue = [digest];
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        const manifest = (0,lib_manifest/* readManifest */.WI)((await readText(client, image, `manifests/${next}`, ACCEPT, signal)).text);
        if (manifest.kind === "unknown" || (manifest.kind === "index" && next !== digest)) {
            const text = manifest.kind === "unknown" ? manifest.text : "its index lists an index";
            return { known: false, reason: "manifest_unreadable", text };
        }
        if (manifest.kind === "index") {
            queue.push(...manifest.digests);
            continue;
        }
        const config = await readText(client, image, `blobs/${manifest.configDigest}`, {}, signal);
        const own = config.digest === manifest.configDigest ? (0,image_variables/* readImageVariables */.z)(config.text) : undefined;
        if (own === undefined) {
            const text = `the configuration ${manifest.configDigest} of the image cannot be read`;
            return { known: false, reason: "configuration_unreadable", text };
        }
        found.push(...own);
    }
    return { known: true, variables: found };
}
async function readText(client, image, path, headers, signal) {
    const answer = await client.send({ path, headers, maxBodyBytes: MAX_BYTES }, signal);
    if (answer.status !== 200 || answer.truncated)
        throw unexpected(image, path, answer);
    return {
        text: new TextDecoder().decode(answer.body),
        digest: `sha256:${(0,external_node_crypto_.createHash)("sha256").update(answer.body).digest("hex")}`,
        contentType: answer.headers["content-type"],
    };
}
function unexpected(image, what, answer) {
    const why = answer.truncated ? "with more than can be read" : `with ${answer.status}`;
    return new lib/* ActionError */.lZ("remote", `${image.registry} answered ${why} about ${what} of ${image.repository}.`);
}


/***/ })

};
