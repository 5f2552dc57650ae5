export const id = 9888;
export const ids = [9888];
export const modules = {

/***/ 7507:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  artifactOf: () => (/* binding */ artifactOf),
  digestIn: () => (/* binding */ digestIn),
  openRegistry: () => (/* binding */ openRegistry),
  promoteImage: () => (/* binding */ promoteImage),
  withImage: () => (/* binding */ withImage)
});

// EXTERNAL MODULE: ./packages/kernel/lib/index.js + 9 modules
var lib = __webpack_require__(26393);
// EXTERNAL MODULE: ./packages/registries/lib/index.js + 4 modules
var registries_lib = __webpack_require__(70366);
// EXTERNAL MODULE: ./actions/lib/common/access.js
var common_access = __webpack_require__(81207);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
;// CONCATENATED MODULE: ./actions/lib/common/registry-login.js




const MAX_BYTES = 1_024 * 1_024;
/**
 * The login of an earlier step (`docker login`) for the registry of an image, else the job's own token for GitHub's
 * registry; `undefined`: anonymously. A password that a credential helper keeps is not to be had.
 */
async function registryLogin({ runner, secrets, log }, image, token) {
    const found = await dockerLogin(runner, image.registry);
    if (found !== undefined) {
        log.debug(`${image.registry}: uses the login of an earlier step`);
        return { ...found, password: secrets.mask(found.password) };
    }
    const isGitHub = image.kind === "ghcr" && runner.serverUrl === "https://github.com";
    return isGitHub && token !== undefined ? { user: runner.actor, password: token } : undefined;
}
/** docs.docker.com/reference/cli/docker/login: `auths` by host, `auth` is base64 of `user:password`. */
async function dockerLogin({ env }, registry) {
    const auths = await readAuths((0,external_node_path_.join)(env.DOCKER_CONFIG || (0,external_node_path_.join)(env.HOME || (0,external_node_os_.homedir)(), ".docker"), "config.json"));
    const entry = Object.entries(auths).find(([name]) => hostOf(name) === registry)?.[1];
    if (!(0,lib/* isObject */.Gv)(entry) || typeof entry.auth !== "string")
        return undefined;
    const text = Buffer.from(entry.auth, "base64").toString("utf8");
    const colon = text.indexOf(":");
    const password = text.slice(colon + 1);
    return colon < 1 || password === "" ? undefined : { user: text.slice(0, colon), password };
}
async function readAuths(file) {
    try {
        if ((await (0,promises_.stat)(file)).size > MAX_BYTES)
            return {};
        const config = JSON.parse(await (0,promises_.readFile)(file, "utf8"));
        return (0,lib/* isObject */.Gv)(config) && (0,lib/* isObject */.Gv)(config.auths) ? config.auths : {};
    }
    catch {
        // No file, or one that is not Docker's: there is no login in it.
        return {};
    }
}
function hostOf(name) {
    const host = name.replace(/^https?:\/\//, "").replace(/\/.*$/, "");
    return host === "index.docker.io" || host === "registry-1.docker.io" ? "docker.io" : host;
}

;// CONCATENATED MODULE: ./actions/lib/common/image.js




/** The registry an image is in: Amazon's by the sign-in of the policy, any other by the login the job has. */
async function openRegistry(context, policy, image, token) {
    const { http, clock, secrets } = context;
    if (image.kind === "ecr") {
        const access = await (0,common_access/* openAccess */.bg)(context, policy).aws(image.region);
        return (0,registries_lib/* createEcrRegistry */.EO)({ access, http, clock });
    }
    const login = await registryLogin(context, image, token);
    return (0,registries_lib/* createOciRegistry */.$5)({ http, secrets, login, plainHttp: isThisMachine(image) });
}
/** What is deployed, by its content: `host/repository@sha256:…`. */
function artifactOf({ image, digest }) {
    return `${(0,registries_lib/* repositoryText */.g_)(image)}@${digest}`;
}
/** The digest in an artifact, where it is one of this image's repository. */
function digestIn(artifact, image) {
    const prefix = `${(0,registries_lib/* repositoryText */.g_)(image)}@`;
    return artifact?.startsWith(prefix) ? artifact.slice(prefix.length) : undefined;
}
/**
 * The release with its image as the artifact, as its tag points now, where the policy names an image and nobody named an
 * artifact. Rejects with `config` when the image is not there, with the nearest names.
 */
async function withImage(context, policy, release, token) {
    if (policy.image === undefined || release.artifact !== undefined)
        return release;
    const image = (0,registries_lib/* parseImageReference */.o_)(policy.image.reference);
    const digest = image.digest ?? (await findDigest(context, policy, image, token));
    context.log.info(`image ${image.text} is ${digest}`);
    return { ...release, artifact: artifactOf({ image, digest }) };
}
async function findDigest(context, policy, image, token) {
    const registry = await openRegistry(context, policy, image, token);
    const found = await registry.find(image, context.signal);
    if (found.found)
        return found.digest;
    throw new lib/* ActionError */.lZ("config", `The image ${image.text} cannot be deployed: ${found.text}.`, {
        hint: `${found.advice}.`,
    });
}
/**
 * Gives the image of a verified release the tag the policy wants; `undefined` when it wants none. The release is live and
 * good whatever becomes of the tag: a failure is said, loudly, and returned.
 */
async function promoteImage(context, policy, artifact, token) {
    const { log, signal } = context;
    const { promoteTo: tag, reference } = policy.image;
    if (tag === undefined)
        return undefined;
    try {
        const image = (0,registries_lib/* parseImageReference */.o_)(reference);
        const known = digestIn(artifact, image) ?? image.digest;
        const digest = known ?? (await findDigest(context, policy, image, token));
        const registry = await openRegistry(context, policy, image, token);
        const { changed } = await registry.promote(image, digest, tag, signal);
        log.info(`image ${(0,registries_lib/* repositoryText */.g_)(image)}@${digest} ${changed ? "has the tag" : "had the tag already:"} ${tag}`);
        return { tag, digest };
    }
    catch (error) {
        const hint = error instanceof lib/* ActionError */.lZ && error.hint !== undefined ? ` ${error.hint}` : "";
        const problem = `the image did not get the tag ${tag}: ${(0,lib/* errorMessage */.gJ)(error)}`;
        log.error(`The release is live and verified, but ${problem}${hint}`, { title: "Image not promoted" });
        return { tag, problem };
    }
}
/** As Docker does: a registry on this machine is asked without TLS. */
function isThisMachine({ registry }) {
    return /^(?:localhost|127\.0\.0\.1)(?::\d+)?$/.test(registry);
}


/***/ }),

/***/ 82804:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ repositoryText),
/* harmony export */   o: () => (/* binding */ parseImageReference)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26393);

// github.com/distribution/reference: grammar of names, tags and digests.
const COMPONENT = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
const REPOSITORY = new RegExp(`^${COMPONENT}(?:/${COMPONENT})*$`);
const HOST = /^(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*(?::\d{1,5})?$/;
const TAG = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
const DIGEST = /^sha256:[0-9a-f]{64}$/;
const ECR_HOST = /^(\d{12})\.dkr(?:\.ecr(?:-fips)?\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?|-ecr(?:-fips)?\.([a-z0-9-]+)\.on\.aws)$/;
const LONGEST = 600;
/**
 * Reads `host/repository:tag`, `…@sha256:…` or both. `latest` and a reference without tag and digest are refused: nobody
 * could say later what ran. Rejects with a `config` ActionError that shows the right form.
 */
function parseImageReference(text) {
    const source = text.trim();
    if (source.length > LONGEST)
        throw refuse(source.slice(0, 80), `it has ${source.length} characters`);
    const at = source.indexOf("@");
    const digest = at === -1 ? undefined : source.slice(at + 1);
    const named = at === -1 ? source : source.slice(0, at);
    if (digest !== undefined && !DIGEST.test(digest)) {
        throw refuse(source, `"${digest}" is no digest, expected sha256: and 64 hexadecimal digits`);
    }
    const slash = named.indexOf("/");
    const first = slash === -1 ? "" : named.slice(0, slash);
    const hasHost = first.includes(".") || first.includes(":") || first === "localhost";
    const registry = hasHost ? first : "docker.io";
    const rest = hasHost ? named.slice(slash + 1) : named;
    const colon = rest.lastIndexOf(":");
    const path = colon === -1 ? rest : rest.slice(0, colon);
    const tag = colon === -1 ? undefined : rest.slice(colon + 1);
    if (!HOST.test(registry))
        throw refuse(source, `"${registry}" is no host`);
    if (!REPOSITORY.test(path))
        throw refuse(source, badRepository(path));
    if (tag !== undefined && !TAG.test(tag))
        throw refuse(source, `"${tag}" is no tag`);
    if (tag === "latest") {
        throw refuse(source, "latest moves with every push, so that nobody knows what was deployed", unpinned(path));
    }
    if (tag === undefined && digest === undefined) {
        throw refuse(source, "it has neither tag nor digest, which means latest", unpinned(path));
    }
    return { text: source, ...identify(registry, path), tag, digest };
}
/** `registry/repository` without tag and digest, for messages. */
function repositoryText({ registry, repository }) {
    return `${registry}/${repository}`;
}
function identify(host, path) {
    const registry = host === "index.docker.io" || host === "registry-1.docker.io" ? "docker.io" : host;
    const [, account, region, dualStackRegion] = ECR_HOST.exec(registry) ?? [];
    if (account !== undefined) {
        return { kind: "ecr", registry, account, region: region ?? dualStackRegion, repository: path };
    }
    const none = { account: undefined, region: undefined };
    if (registry === "docker.io") {
        const repository = path.includes("/") ? path : `library/${path}`;
        return { kind: "docker-hub", registry, ...none, repository };
    }
    return { kind: registry === "ghcr.io" ? "ghcr" : "oci", registry, ...none, repository: path };
}
function badRepository(path) {
    if (path === "")
        return "the repository is missing";
    const lower = path.toLowerCase();
    const meant = REPOSITORY.test(lower) ? `; did you mean "${lower}"?` : "";
    return `"${path}" is no repository name (lower case letters, digits, ".", "_", "-" and "/")${meant}`;
}
function unpinned(path) {
    return `Name what was built: a tag of the commit or the version (${path}:main-1a2b3c4, ${path}:release-1.2.3), or the digest.`;
}
function refuse(source, why, hint) {
    return new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("config", `The image ${JSON.stringify(source)} cannot be used: ${why}.`, {
        hint: hint ??
            "Write it as host/repository:tag or host/repository@sha256:…, e.g. 123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop:main-1a2b3c4.",
    });
}


/***/ }),

/***/ 29044:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ looksLikeSecret),
/* harmony export */   z: () => (/* binding */ readImageVariables)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26393);
/* harmony import */ var _manifest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6828);


const NAME = /^[A-Za-z_][A-Za-z0-9_.-]*$/;
const SECRET_WORD = /(?:^|[_.-])(?:SECRETS?|PASSWORDS?|PASSWD|PWD|PASS|PASSPHRASE|TOKENS?|API_?KEYS?|APIKEYS?|ACCESS_?KEYS?|PRIVATE_?KEYS?|ENCRYPTION_?KEYS?|SIGNING_?KEYS?|SECRET_?KEYS?|CREDENTIALS?|CONNECTION_?STRING)(?:$|[_.-])/i;
/** A path, an address or a setting of a secret is none; neither are the working directory and stand-ins of a build. */
const HARMLESS = /(?:^|[_.-])(?:FILE|PATH|DIR|ARN|ID|NAME|URL|URI|ENDPOINT|HEADER|TTL|EXPIRY|EXPIRES_?IN|LENGTH|TYPE|ISSUER|ALGORITHM|DUMMY|ENABLED|PROVIDER|STORE)$|^(?:OLD)?PWD$|^(?:MAX|MIN|NUM)_/i;
const PASSWORD_IN_URL = /^[a-z][a-z0-9+.-]*:\/\/[^/?#\s:@]*:[^/?#\s@]+@/i;
/** Whether a variable's name says that its value is a secret. */
function looksLikeSecret(name) {
    return SECRET_WORD.test(name) && !HARMLESS.test(name);
}
/**
 * The variables with a value in an image configuration (OCI image spec 1.1: `config.Env`, `history[].created_by`). The
 * history also keeps build arguments: `RUN |1 NPM_TOKEN=… /bin/sh -c …`. `undefined` when the text is no configuration.
 */
function readImageVariables(text) {
    const root = (0,_manifest_js__WEBPACK_IMPORTED_MODULE_1__/* .parseObject */ .lj)(text);
    if (root === undefined)
        return undefined;
    const { config, history } = root;
    if (config !== undefined && config !== null && !(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .isObject */ .Gv)(config))
        return undefined;
    if (config === undefined && history === undefined && root.rootfs === undefined)
        return undefined;
    const env = (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .isObject */ .Gv)(config) && Array.isArray(config.Env) ? config.Env : [];
    const commands = (Array.isArray(history) ? history : []).flatMap((entry) => (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .isObject */ .Gv)(entry) && typeof entry.created_by === "string" ? [entry.created_by] : []);
    const found = [
        ...env.flatMap((pair) => (typeof pair === "string" ? variable(pair, "environment") : [])),
        ...commands.flatMap((command) => assignments(command).flatMap((pair) => variable(pair, "build history"))),
    ];
    return unique(found);
}
/** `NAME=value` pairs that a line of the build history shows. */
function assignments(command) {
    const line = command.replace(/^\/bin\/sh -c #\(nop\)\s+/, "");
    const instruction = /^(?:ENV|ARG)\s+(.*)$/s.exec(line)?.[1];
    if (instruction !== undefined)
        return pairsOf(instruction);
    // What is before the shell are the build arguments; what is behind it is a script of the author.
    const args = /^(?:RUN\s+)?\|\d+\s+(.*?)\s*(?:\/bin\/|\/usr\/bin\/|sh -c|$)/s.exec(line)?.[1];
    return args === undefined ? [] : pairsOf(args);
}
function pairsOf(text) {
    return Array.from(text.matchAll(/(?:^|\s)([A-Za-z_][A-Za-z0-9_.-]*)=(\S*)/g), (match) => `${match[1]}=${match[2]}`);
}
function variable(pair, place) {
    const at = pair.indexOf("=");
    const name = pair.slice(0, at);
    const value = pair.slice(at + 1);
    if (at < 1 || value === "" || value === '""' || !NAME.test(name))
        return [];
    return [{ name, place, hasPasswordInUrl: PASSWORD_IN_URL.test(value.replace(/^["']/, "")) }];
}
function unique(variables) {
    return [...new Map(variables.map((item) => [`${item.place} ${item.name}`, item])).values()];
}


/***/ }),

/***/ 70366:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  EO: () => (/* reexport */ createEcrRegistry),
  $5: () => (/* reexport */ createOciRegistry),
  xQ: () => (/* reexport */ judgeImage),
  o_: () => (/* reexport */ image_reference/* parseImageReference */.o),
  g_: () => (/* reexport */ image_reference/* repositoryText */.g)
});

// UNUSED EXPORTS: ecrCalls, judgeTag, looksLikeSecret, tagExample

;// CONCATENATED MODULE: ./packages/registries/lib/ecr/calls.js
const OPERATIONS = [
    "BatchGetImage",
    "DescribeImageScanFindings",
    "DescribeImages",
    "DescribeRepositories",
    "GetDownloadUrlForLayer",
    "PutImage",
];
/** Every call the ECR registry makes; `PutImage` only to promote, `GetDownloadUrlForLayer` only to look for secrets. */
const ecrCalls = OPERATIONS.map((operation) => ({
    api: "aws",
    service: "ecr",
    operation,
}));

// EXTERNAL MODULE: ./packages/registries/lib/image-reference.js
var image_reference = __webpack_require__(82804);
// EXTERNAL MODULE: ./packages/registries/lib/image-variables.js
var image_variables = __webpack_require__(29044);
// EXTERNAL MODULE: ./packages/conditions/lib/index.js + 12 modules
var lib = __webpack_require__(16780);
// EXTERNAL MODULE: ./packages/kernel/lib/index.js + 9 modules
var kernel_lib = __webpack_require__(26393);
// EXTERNAL MODULE: ./packages/reports/lib/index.js + 29 modules
var reports_lib = __webpack_require__(47765);
;// CONCATENATED MODULE: ./packages/registries/lib/tag-example.js
/**
 * A tag that a regular expression accepts, for a message, or `undefined` where none is found. Knows literals, classes,
 * groups, alternatives (the first), and counts (the least, at least one); the answer is checked against the expression.
 */
function tagExample(pattern) {
    const wanted = wholeTag(pattern);
    if (wanted === undefined)
        return undefined;
    const made = new Maker(pattern).make();
    return made !== undefined && made !== "" && wanted.test(made) ? made : undefined;
}
/** The expression for a whole tag; `undefined` when it is none. */
function wholeTag(pattern) {
    try {
        return new RegExp(`^(?:${pattern})$`, "u");
    }
    catch {
        return undefined;
    }
}
const CLASS_EXAMPLES = { d: "1", w: "a", s: " ", D: "a", W: "-", S: "a" };
const WALK = "1a2b3c4d5e6f7890";
class Maker {
    #pattern;
    #at = 0;
    constructor(pattern) {
        this.#pattern = pattern;
    }
    make() {
        const text = this.#alternatives();
        return this.#at === this.#pattern.length ? text : undefined;
    }
    #alternatives() {
        const first = this.#sequence();
        while (this.#take("|"))
            this.#sequence();
        return first;
    }
    #sequence() {
        let text = "";
        while (this.#at < this.#pattern.length && !/[|)]/.test(this.#pattern[this.#at] ?? "")) {
            const atom = this.#atom();
            const count = this.#count();
            text = text === undefined || atom === undefined ? undefined : text + atom(count);
        }
        return text;
    }
    #atom() {
        const char = this.#pattern[this.#at] ?? "";
        this.#at += 1;
        if (char === "^" || char === "$")
            return () => "";
        if (char === "(")
            return this.#group();
        if (char === "[")
            return this.#class();
        if (char === ".")
            return (count) => "x".repeat(count);
        if (char !== "\\")
            return (count) => char.repeat(count);
        const escaped = this.#pattern[this.#at] ?? "";
        this.#at += 1;
        const example = CLASS_EXAMPLES[escaped];
        if (example !== undefined)
            return (count) => example.repeat(count);
        return /[a-zA-Z0-9]/.test(escaped) ? undefined : (count) => escaped.repeat(count);
    }
    #group() {
        const head = /^\?(?::|<[A-Za-z_]\w*>)/.exec(this.#pattern.slice(this.#at))?.[0];
        this.#at += head?.length ?? 0;
        const inner = this.#pattern[this.#at] === "?" ? undefined : this.#alternatives();
        if (!this.#take(")") || inner === undefined)
            return undefined;
        return (count) => inner.repeat(count);
    }
    #class() {
        const source = /^\^?\]?(?:\\.|[^\]\\])*\]/.exec(this.#pattern.slice(this.#at))?.[0];
        if (source === undefined)
            return undefined;
        this.#at += source.length;
        const allowed = wholeTag(`[${source}`);
        const letters = [...`${WALK}abcxyzABCXYZ._-`].filter((letter) => allowed?.test(letter) === true);
        if (letters.length === 0)
            return undefined;
        return (count) => Array.from({ length: count }, (_, index) => letters[index % letters.length]).join("");
    }
    #count() {
        const match = /^(?:[*+?]|\{(\d+)(?:,\d*)?\})\??/.exec(this.#pattern.slice(this.#at));
        if (match === null)
            return 1;
        this.#at += match[0].length;
        return Math.min(64, match[1] === undefined ? 1 : Number(match[1]));
    }
    #take(char) {
        if (this.#pattern[this.#at] !== char)
            return false;
        this.#at += 1;
        return true;
    }
}

;// CONCATENATED MODULE: ./packages/registries/lib/judge-image.js






const POLL_MS = 5_000;
const SHOWN_NAMES = 10;
/**
 * Whether the image of a release may be deployed: its tag, that it is there, its scan, its variables. Rejects as
 * {@link parseImageReference} for a reference that pins nothing, and as the registry does.
 */
async function judgeImage(policy, registry, options, signal) {
    const image = (0,image_reference/* parseImageReference */.o)(policy.reference);
    const tagEvidence = judgeTag(image, policy.tag, options.environment);
    const lookup = await registry.find(image, signal);
    const evidence = [tagEvidence, judgeLookup(image, lookup)];
    const digest = lookup.found ? lookup.digest : undefined;
    if (lookup.found) {
        if (policy.scan !== undefined) {
            const scan = await scanWithin(registry, image, lookup.digest, options, signal);
            evidence.push(judgeScan(image, policy.scan, scan));
        }
        if (policy.noSecrets) {
            evidence.push(judgeVariables(image, await registry.variables(image, lookup.digest, signal)));
        }
    }
    return { ...(0,lib/* judge */.S4)(evidence, `image ${(0,image_reference/* repositoryText */.g)(image)}`), image, digest };
}
/** The evidence about a tag: it must match the environment's expression as a whole. */
function judgeTag(image, pattern, environment) {
    const required = pattern === undefined ? "not latest" : `/${pattern}/`;
    const base = {
        name: "image tag",
        required,
        found: image.tag ?? `digest ${image.digest}`,
        sources: [image.text],
    };
    const pass = { ...base, outcome: "pass", reason: "passed", advice: "" };
    if (pattern === undefined)
        return pass;
    const wanted = wholeTag(pattern);
    if (wanted === undefined) {
        throw new kernel_lib/* ActionError */.lZ("config", `The tag policy of ${environment} is no regular expression: /${pattern}/.`);
    }
    if (image.tag !== undefined && wanted.test(image.tag))
        return pass;
    const example = tagExample(pattern);
    const like = example === undefined ? "" : `, such as ${example}`;
    return {
        ...base,
        outcome: "fail",
        reason: "tag_not_allowed",
        advice: `deploy an image to ${environment} by a tag that matches /${pattern}/${like}`,
    };
}
function judgeLookup(image, lookup) {
    const required = image.tag !== undefined && image.digest !== undefined ? image.digest : "is there";
    const base = { name: "image", required, sources: [image.text] };
    if (!lookup.found) {
        const { reason, text, advice } = lookup;
        return { ...base, outcome: "fail", reason, found: (0,kernel_lib/* printable */.g$)(text), advice: (0,kernel_lib/* printable */.g$)(advice) };
    }
    if (image.digest !== undefined && image.digest !== lookup.digest) {
        return {
            ...base,
            outcome: "fail",
            reason: "tag_moved",
            found: `${image.tag} is ${lookup.digest} now`,
            advice: `deploy ${(0,image_reference/* repositoryText */.g)(image)}@${image.digest} without the tag, or judge what the tag points to now`,
        };
    }
    return { ...base, outcome: "pass", reason: "passed", found: lookup.digest, advice: "" };
}
async function scanWithin(registry, image, digest, { clock, scanWaitMs = 0, onProgress }, signal) {
    const endsAt = clock.now() + scanWaitMs;
    for (;;) {
        const scan = await registry.scan(image, digest, signal);
        const restMs = endsAt - clock.now();
        if (scan.known || scan.reason !== "scan_pending" || restMs <= 0)
            return scan;
        onProgress?.(`Waiting for the scan of ${(0,image_reference/* repositoryText */.g)(image)}: ${scan.text} (${(0,kernel_lib/* formatDuration */.a3)(restMs)} left)`);
        await clock.sleep(Math.min(POLL_MS, restMs), signal);
    }
}
function judgeScan(image, condition, scan) {
    const sources = [image.text];
    if (scan.known)
        return (0,reports_lib/* judgeReport */.wI)("findings", scan.model, condition, "image scan", sources);
    return {
        name: "image scan",
        outcome: "inconclusive",
        reason: scan.reason,
        required: condition.text,
        found: (0,kernel_lib/* printable */.g$)(scan.text),
        advice: (0,kernel_lib/* printable */.g$)(scan.advice),
        sources,
    };
}
function judgeVariables(image, lookup) {
    const base = { name: "image variables", required: "no secrets", sources: [image.text] };
    if (!lookup.known) {
        const found = (0,kernel_lib/* printable */.g$)(lookup.text);
        return { ...base, outcome: "inconclusive", reason: lookup.reason, found, advice: "push the image again" };
    }
    const bad = lookup.variables.filter((item) => item.hasPasswordInUrl || (0,image_variables/* looksLikeSecret */.W)(item.name));
    if (bad.length === 0) {
        const found = (0,kernel_lib/* plural */.LS)(lookup.variables.length, "variable");
        return { ...base, outcome: "pass", reason: "passed", found: `none in ${found}`, advice: "" };
    }
    const names = bad
        .slice(0, SHOWN_NAMES)
        .map((item) => `${(0,kernel_lib/* printable */.g$)(item.name).slice(0, 80)} (${item.place})`);
    const more = bad.length > SHOWN_NAMES ? ` and ${bad.length - SHOWN_NAMES} more` : "";
    return {
        ...base,
        outcome: "fail",
        reason: "secrets_in_image",
        found: `${names.join(", ")}${more}`,
        advice: "give them to the container when it starts (secrets of the task or pod), build with --secret instead of ARG, and replace what was published",
    };
}

;// CONCATENATED MODULE: ./packages/registries/lib/registry-factories.js
/** Amazon ECR. Code and SDK are loaded with the first question. */
function createEcrRegistry(options) {
    return lazily("ecr", async () => (await __webpack_require__.e(/* import() */ 5070).then(__webpack_require__.bind(__webpack_require__, 75070))).openEcrRegistry(options));
}
/** Any registry of the OCI distribution specification (GitHub's, Docker Hub, …). It knows no scans. */
function createOciRegistry(options) {
    return lazily("oci", async () => (await __webpack_require__.e(/* import() */ 2814).then(__webpack_require__.bind(__webpack_require__, 52814))).openOciRegistry(options));
}
function lazily(name, open) {
    let opened;
    const registry = () => {
        opened ??= open();
        return opened;
    };
    return {
        name,
        find: async (image, signal) => (await registry()).find(image, signal),
        scan: async (image, digest, signal) => (await registry()).scan(image, digest, signal),
        variables: async (image, digest, signal) => (await registry()).variables(image, digest, signal),
        promote: async (image, digest, tag, signal) => (await registry()).promote(image, digest, tag, signal),
    };
}

;// CONCATENATED MODULE: ./packages/registries/lib/index.js









/***/ }),

/***/ 6828:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   WI: () => (/* binding */ readManifest),
/* harmony export */   _P: () => (/* binding */ MANIFEST_TYPES),
/* harmony export */   lj: () => (/* binding */ parseObject)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26393);

/** Media types of a manifest that are understood (OCI image spec 1.1, Docker image manifest v2 schema 2). */
const MANIFEST_TYPES = [
    "application/vnd.oci.image.index.v1+json",
    "application/vnd.oci.image.manifest.v1+json",
    "application/vnd.docker.distribution.manifest.list.v2+json",
    "application/vnd.docker.distribution.manifest.v2+json",
];
const DIGEST = /^sha256:[0-9a-f]{64}$/;
const MAX_PLATFORMS = 32;
/** Reads a manifest. Attestations in an index (platform `unknown`) are no images and are left out. */
function readManifest(text) {
    const root = parseObject(text);
    if (root === undefined)
        return { kind: "unknown", text: "its manifest is no JSON object" };
    if (Array.isArray(root.manifests)) {
        const digests = root.manifests.filter(isImage).map((entry) => String(entry.digest));
        if (digests.length === 0)
            return { kind: "unknown", text: "its index lists no image" };
        if (digests.length > MAX_PLATFORMS || !digests.every((digest) => DIGEST.test(digest))) {
            return {
                kind: "unknown",
                text: `its index lists ${digests.length} images in a form that is not understood`,
            };
        }
        return { kind: "index", digests };
    }
    const config = root.config;
    const digest = (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .isObject */ .Gv)(config) ? config.digest : undefined;
    if (typeof digest !== "string" || !DIGEST.test(digest)) {
        return { kind: "unknown", text: "its manifest names no configuration" };
    }
    return { kind: "image", configDigest: digest };
}
/** A JSON object, or `undefined` for anything else. */
function parseObject(text) {
    try {
        const value = JSON.parse(text);
        return (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .isObject */ .Gv)(value) ? value : undefined;
    }
    catch {
        return undefined;
    }
}
function isImage(entry) {
    if (!(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .isObject */ .Gv)(entry))
        return false;
    const platform = entry.platform;
    return !((0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .isObject */ .Gv)(platform) && platform.architecture === "unknown");
}


/***/ })

};
