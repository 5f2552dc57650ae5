export const id = 453;
export const ids = [453,424];
export const modules = {

/***/ 13676:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  E: () => (/* binding */ readCapped),
  U: () => (/* binding */ readKubeconfig)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/kernel/lib/index.js + 9 modules
var lib = __webpack_require__(26393);
// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(38815);
;// CONCATENATED MODULE: ./packages/platforms/lib/kubernetes/access/kubeconfig-file.js


/** Parses and merges the files in order. Error: `config` with file and line. */
function mergeKubeconfigs(texts) {
    const parsed = texts.map(parseKubeconfig);
    const merge = (key) => {
        const byName = new Map();
        for (const entry of parsed.flatMap((one) => one[key])) {
            if (!byName.has(entry.name))
                byName.set(entry.name, entry);
        }
        return [...byName.values()];
    };
    return {
        files: texts.map(({ file }) => file),
        currentContext: parsed.map((one) => one.currentContext).find((name) => name !== undefined),
        contexts: merge("contexts"),
        clusters: merge("clusters"),
        users: merge("users"),
    };
}
function parseKubeconfig(source) {
    const { file, folder, text } = source;
    const document = (0,dist/* parseDocument */.Tp)(text);
    const [problem] = document.errors;
    if (problem !== undefined) {
        const line = problem.linePos?.[0].line;
        throw new lib/* ActionError */.lZ("config", `The kubeconfig ${file} is not YAML: ${problem.message.split("\n")[0]}`, {
            location: { file, ...(line === undefined ? {} : { line }) },
        });
    }
    const root = toPlain(document, file);
    if (!(0,lib/* isObject */.Gv)(root)) {
        throw new lib/* ActionError */.lZ("config", `The kubeconfig ${file} is not a mapping with clusters, users and contexts.`);
    }
    const entries = (key, bodyKey) => {
        const list = root[key] ?? [];
        if (!Array.isArray(list))
            throw new lib/* ActionError */.lZ("config", `${key} of the kubeconfig ${file} is not a list.`);
        return list.flatMap((item) => {
            if (!(0,lib/* isObject */.Gv)(item) || typeof item.name !== "string")
                return [];
            const body = item[bodyKey];
            return [{ name: item.name, body: (0,lib/* isObject */.Gv)(body) ? body : {}, folder, file }];
        });
    };
    const current = root["current-context"];
    return {
        files: [file],
        currentContext: typeof current === "string" && current !== "" ? current : undefined,
        contexts: entries("contexts", "context"),
        clusters: entries("clusters", "cluster"),
        users: entries("users", "user"),
    };
}
function toPlain(document, file) {
    try {
        // A file of a few lines must not unfold to gigabytes.
        return document.toJS({ maxAliasCount: 100 });
    }
    catch (error) {
        throw new lib/* ActionError */.lZ("config", `The kubeconfig ${file} cannot be read as YAML.`, { cause: error });
    }
}

;// CONCATENATED MODULE: ./packages/platforms/lib/kubernetes/access/read-kubeconfig.js




const MAX_BYTES = 4 * 1_024 * 1_024;
/** The kubeconfig of `path`, else of the files KUBECONFIG names, else ~/.kube/config. */
async function readKubeconfig(path, env) {
    const listed = (env.KUBECONFIG ?? "").split(external_node_path_.delimiter).filter((file) => file !== "");
    const home = env.HOME ?? env.USERPROFILE;
    const standard = home === undefined ? [] : [(0,external_node_path_.join)(home, ".kube", "config")];
    const files = path !== undefined ? [path] : listed.length > 0 ? listed : standard;
    const texts = [];
    for (const file of files) {
        const text = await readIfThere(file);
        if (text !== undefined)
            texts.push({ file, folder: (0,external_node_path_.dirname)((0,external_node_path_.resolve)(file)), text });
    }
    if (texts.length > 0)
        return mergeKubeconfigs(texts);
    const origin = path !== undefined ? "the target" : listed.length > 0 ? "KUBECONFIG" : "the default";
    const names = files.length === 0 ? "no file (HOME is not set)" : files.join(", ");
    throw new lib/* ActionError */.lZ("config", `There is no kubeconfig: ${names} (named by ${origin}) does not exist.`, {
        hint: "Run the cluster's login action before this one, set KUBECONFIG, or name another access (in-cluster, eks, aks, gke) in the target.",
    });
}
async function readIfThere(file) {
    try {
        return await readCapped(file, "kubeconfig");
    }
    catch (error) {
        if ((0,lib/* systemErrorCode */.vq)(error) === "ENOENT")
            return undefined;
        throw error;
    }
}
/** The text of a file of at most 4 MiB; ENOENT is passed on, anything else names the file. */
async function readCapped(file, what) {
    let found;
    try {
        found = await (0,promises_.stat)(file);
    }
    catch (error) {
        if ((0,lib/* systemErrorCode */.vq)(error) === "ENOENT")
            throw error;
        throw new lib/* ActionError */.lZ("config", `The ${what} ${file} cannot be read.`, { cause: error });
    }
    if (!found.isFile())
        throw new lib/* ActionError */.lZ("config", `The ${what} ${file} is not a file.`);
    const handle = await (0,promises_.open)(file, "r").catch((error) => {
        throw new lib/* ActionError */.lZ("config", `The ${what} ${file} cannot be read.`, { cause: error });
    });
    try {
        const { bytesRead, buffer } = await handle.read(Buffer.alloc(Math.min(MAX_BYTES + 1, found.size + 1)));
        if (bytesRead > MAX_BYTES)
            throw new lib/* ActionError */.lZ("config", `The ${what} ${file} is larger than 4 MiB.`);
        return buffer.subarray(0, bytesRead).toString("utf8");
    }
    finally {
        await handle.close();
    }
}


/***/ }),

/***/ 77162:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  KW: () => (/* binding */ cancelled),
  yM: () => (/* binding */ createApiCaller)
});

// UNUSED EXPORTS: statusText

// EXTERNAL MODULE: ./packages/kernel/lib/index.js + 9 modules
var lib = __webpack_require__(26393);
// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/client/api-unanswered.js
var api_unanswered = __webpack_require__(86828);
;// CONCATENATED MODULE: ./packages/platforms/lib/kubernetes/client/retry.js
/** No try begins later than this after the first: an API server that is replaced is gone for a minute. */
const RETRY_FOR_MS = 90_000;
const BASE_MS = 250;
const CAP_MS = 5_000;
/** Milliseconds to wait before the next try, or `undefined` when this one was the last. */
function retryDelay(moment) {
    const asked = askedDelay(moment.retryAfter, moment.nowMs);
    // Half fixed, half by chance: callers that failed together do not come back together, and none comes back at once.
    const step = Math.min(CAP_MS, BASE_MS * 2 ** (moment.attempt - 1));
    const delayMs = Math.round(Math.max(asked ?? 0, step * (0.5 + moment.random / 2)));
    return moment.elapsedMs + delayMs <= RETRY_FOR_MS ? delayMs : undefined;
}
/** Whether a status says that a later try may succeed. */
function isTransient(status) {
    return status === 408 || status === 429 || (status >= 500 && status !== 501);
}
function askedDelay(value, nowMs) {
    const text = value?.trim() ?? "";
    if (/^\d+$/.test(text))
        return Number(text) * 1_000;
    const date = Date.parse(text);
    return Number.isFinite(date) ? Math.max(0, date - nowMs) : undefined;
}

;// CONCATENATED MODULE: ./packages/platforms/lib/kubernetes/client/api-caller.js



const TRY_TIMEOUT_MS = 10_000;
const MAX_BODY_BYTES = 16 * 1_024 * 1_024;
/** Before the first answer a wrong address is likelier than an outage. */
const FIRST_CONTACT_MS = 15_000;
/** The caller of one cluster. */
function createApiCaller(options) {
    let hasAnswered = false;
    return {
        async call(request) {
            const { clock, random } = options;
            const begin = clock.now();
            let mayHaveTakenEffect = false;
            let isRefused = false;
            for (let attempt = 1;; attempt += 1) {
                const tried = await tryOnce(options, request, isRefused);
                if (tried.kind === "answer") {
                    const { answer } = tried;
                    hasAnswered = true;
                    // Tokens end in the middle of a rollout: one 401 asks for a new one.
                    if (answer.status === 401 && !isRefused) {
                        isRefused = true;
                        continue;
                    }
                    if (!isTransient(answer.status)) {
                        const { status, body: text, truncated } = answer;
                        return { status, text, truncated, mayHaveTakenEffect };
                    }
                }
                mayHaveTakenEffect ||= mayHaveReached(tried);
                const retryAfter = tried.kind === "answer" ? tried.answer.headers["retry-after"] : undefined;
                const elapsedMs = clock.now() - begin;
                const moment = { attempt, elapsedMs, random: random.next(), retryAfter, nowMs: clock.now() };
                const isHopeless = tried.kind === "failure" && tried.failure.failure === "tls";
                const isStranger = !hasAnswered && elapsedMs > FIRST_CONTACT_MS;
                const delayMs = request.retry === false || isHopeless || isStranger ? undefined : retryDelay(moment);
                if (delayMs === undefined)
                    throw gaveUp(options, request, tried, attempt, elapsedMs);
                await clock.sleep(delayMs, request.signal);
                if (mayHaveTakenEffect && request.alreadyDone !== undefined) {
                    const done = await request.alreadyDone();
                    if (done !== undefined)
                        return done;
                }
            }
        },
    };
}
async function tryOnce(options, request, isRefused) {
    const { connection, transport } = options;
    if (request.signal.aborted)
        throw cancelled(request.signal);
    const credential = await connection.credentials.get(request.signal, isRefused);
    const { authorization, certificate } = credential;
    try {
        const answer = await transport.send({
            method: request.method,
            path: request.path,
            headers: {
                accept: "application/json, */*",
                "user-agent": options.userAgent,
                ...(request.body === undefined ? {} : { "content-type": request.contentType ?? "application/json" }),
                ...(authorization === undefined ? {} : { authorization }),
            },
            body: request.body === undefined ? undefined : JSON.stringify(request.body),
            certificate,
            timeoutMs: TRY_TIMEOUT_MS,
            maxBodyBytes: request.maxBodyBytes ?? MAX_BODY_BYTES,
            signal: request.signal,
        });
        return { kind: "answer", answer };
    }
    catch (error) {
        if (request.signal.aborted)
            throw cancelled(request.signal);
        if (error instanceof lib/* HttpFailure */.HR)
            return { kind: "failure", failure: error };
        throw error;
    }
}
/** The signal's reason as a `cancelled` error. */
function cancelled(signal) {
    const reason = signal.reason;
    if (reason instanceof lib/* ActionError */.lZ && reason.code === "cancelled")
        return reason;
    return new lib/* ActionError */.lZ("cancelled", "Cancelled during a call to the Kubernetes API.", { cause: reason });
}
function mayHaveReached(tried) {
    if (tried.kind === "answer")
        return tried.answer.status >= 500;
    return !["refused", "dns", "tls", "proxy"].includes(tried.failure.failure);
}
function gaveUp(options, request, tried, attempts, elapsedMs) {
    const { connection, redact } = options;
    const tries = attempts === 1 ? "" : `, after ${attempts} attempts in ${(0,lib/* formatDuration */.a3)(elapsedMs)}`;
    const reason = tried.kind === "failure"
        ? tried.failure.message
        : `the API server answers ${tried.answer.status}: ${statusText(tried.answer.body)}`;
    return new api_unanswered/* ApiUnanswered */.h(redact(`Could not ${request.what} as ${connection.user}: ${reason}${tries}.`), {
        ...(tried.kind === "failure" ? { cause: tried.failure } : {}),
        hint: hintOf(tried, connection),
    });
}
function hintOf(tried, connection) {
    if (tried.kind === "answer" || elapsedOutage.has(tried.failure.failure)) {
        return `Check that the API server at ${connection.server} is up and that this runner reaches it (a private endpoint needs a runner inside its network), then run again: it looks at the cluster anew and goes on.`;
    }
    if (tried.failure.failure === "tls") {
        return `Check the certificate authority given for ${connection.server} and the name in its certificate.`;
    }
    return `Check the address ${connection.server} and the proxy settings of this runner.`;
}
const elapsedOutage = new Set(["timeout", "reset", "refused"]);
/** The message of a `Status` object, or the first characters of anything else. */
function statusText(body) {
    try {
        const parsed = JSON.parse(body);
        if (typeof parsed === "object" && parsed !== null && "message" in parsed)
            return String(parsed.message);
    }
    catch {
        // Not JSON: a proxy or load balancer in between answered.
    }
    return body.trim().slice(0, 200);
}


/***/ }),

/***/ 86828:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ ApiUnanswered)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26393);

/** The API server gave no usable answer until patience ended: what was asked for last may have taken effect all the same. */
class ApiUnanswered extends _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ {
    constructor(message, options) {
        super("remote", message, options);
    }
}


/***/ }),

/***/ 90453:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createKubernetesPlatform: () => (/* binding */ createKubernetesPlatform)
});

// EXTERNAL MODULE: ./packages/kernel/lib/index.js + 9 modules
var lib = __webpack_require__(26393);
// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/create-route.js
var create_route = __webpack_require__(39739);
// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/deployment/wait-for-deployment.js
var wait_for_deployment = __webpack_require__(12430);
// EXTERNAL MODULE: ./packages/platforms/lib/traffic-state.js
var traffic_state = __webpack_require__(40291);
// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/client/api-unanswered.js
var api_unanswered = __webpack_require__(86828);
;// CONCATENATED MODULE: ./packages/platforms/lib/kubernetes/last-traffic.js


/** The platform; where the API server is gone, its error also says how the traffic was last seen. */
function tellingLastTraffic(platform) {
    let last;
    const remember = async (isChange, ask) => {
        try {
            last = await ask();
            return last;
        }
        catch (error) {
            if (!(error instanceof api_unanswered/* ApiUnanswered */.h) || last === undefined)
                throw error;
            const then = isChange ? "; whether this call changed it is not known" : "";
            const text = `${error.message} The traffic was last seen as ${(0,traffic_state/* showTraffic */.xC)(last)}${then}.`;
            throw new api_unanswered/* ApiUnanswered */.h(text, {
                cause: error.cause,
                ...(error.hint === undefined ? {} : { hint: error.hint }),
            });
        }
    };
    return {
        ...platform,
        observe: (...call) => remember(false, () => platform.observe(...call)),
        setWeight: (...call) => remember(true, () => platform.setWeight(...call)),
        promote: (...call) => remember(true, () => platform.promote(...call)),
        abort: (...call) => remember(true, () => platform.abort(...call)),
        restore: (...call) => remember(true, () => platform.restore(...call)),
    };
}

// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/preflight.js
var preflight = __webpack_require__(40424);
// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/kubernetes-calls.js
var kubernetes_calls = __webpack_require__(20955);
;// CONCATENATED MODULE: ./packages/platforms/lib/kubernetes/preflight-access.js


/** Read-only: is the namespace there, and may this user make every call the platform makes in it. */
async function preflightAccess(options, signal) {
    const namespace = await lookForNamespace(options.client, signal);
    if (namespace !== undefined)
        return [namespace];
    const permissions = await missingPermissions(options, signal);
    return permissions === undefined ? [] : [permissions];
}
async function lookForNamespace(client, signal) {
    const { exists, others } = await client.lookAtNamespace(signal);
    if (exists !== false)
        return undefined;
    return {
        code: "not_found",
        text: `There is no namespace "${client.namespace}" at ${client.describe}.${(0,lib/* suggest */.ZA)(client.namespace, others)}`,
        hint: "Correct `namespace` of the target, or choose the context of the right cluster.",
    };
}
/** One problem with every call that is not allowed. */
async function missingPermissions(options, signal) {
    const { client, target } = options;
    const calls = await (0,kubernetes_calls/* kubernetesCalls */.y)(target);
    const answers = await Promise.all(calls.map(async (call) => ({ call, may: await client.mayI(call, signal) })));
    const missing = new Map();
    for (const { call } of answers.filter(({ may }) => !may)) {
        const resource = call.group === "" ? call.resource : `${call.resource}.${call.group}`;
        missing.set(resource, [...(missing.get(resource) ?? []), call.verb]);
    }
    if (missing.size === 0)
        return undefined;
    const list = [...missing].map(([resource, verbs]) => `${resource}: ${verbs.join(", ")}`).join("; ");
    return {
        code: "permission_missing",
        text: `${client.describe} may not do all of what this target needs in namespace ${client.namespace}. Missing: ${list}.`,
        hint: "Add these verbs to the Role that is bound to this user in the namespace.",
    };
}

;// CONCATENATED MODULE: ./packages/platforms/lib/kubernetes/kubernetes-platform.js






/** The platform of a Kubernetes target; only the code of its workload and route is loaded. */
async function createKubernetesPlatform(options) {
    const platform = await createOfWorkload(options);
    return tellingLastTraffic({
        ...platform,
        preflight: async (signal) => {
            const problems = await preflightAccess(options, signal);
            // What may not be read cannot be looked for.
            return problems.length > 0 ? problems : ((await platform.preflight?.(signal)) ?? []);
        },
    });
}
async function createOfWorkload(options) {
    const { workload } = options.target;
    switch (workload.kind) {
        case "rollout": {
            const { createArgoRolloutsPlatform } = await Promise.all(/* import() */[__webpack_require__.e(2470), __webpack_require__.e(5383)]).then(__webpack_require__.bind(__webpack_require__, 45383));
            return createArgoRolloutsPlatform(options);
        }
        case "canary": {
            const { createFlaggerPlatform } = await Promise.all(/* import() */[__webpack_require__.e(2470), __webpack_require__.e(7605)]).then(__webpack_require__.bind(__webpack_require__, 47605));
            return createFlaggerPlatform(options);
        }
        case "deployment":
            return createOfDeployment(options);
        default:
            return (0,lib/* assertNever */.xb)(workload);
    }
}
async function createOfDeployment(options) {
    const { client, clock, target } = options;
    const { route, workload, candidateWorkload, readyTimeoutMs } = target;
    const stable = workload.name;
    if (route.kind === "rolling") {
        const { createRollingMovement } = await Promise.all(/* import() */[__webpack_require__.e(2470), __webpack_require__.e(9088)]).then(__webpack_require__.bind(__webpack_require__, 19088));
        return assemble(options, createRollingMovement({ ...options, stable }), undefined);
    }
    const { createDeploymentMovement } = await Promise.all(/* import() */[__webpack_require__.e(2470), __webpack_require__.e(748)]).then(__webpack_require__.bind(__webpack_require__, 50748));
    const candidate = candidateWorkload ?? `${stable}-candidate`;
    const routeFor = await (0,create_route/* loadRoute */.u)(target, route, client, async (name, signal) => {
        const then = "Traffic stays as it is now. Run again: it goes on from there.";
        await (0,wait_for_deployment/* requireDeployment */.lH)({ client, clock, name, timeoutMs: readyTimeoutMs, signal }, then);
    });
    const movement = createDeploymentMovement({ ...options, stable, candidate, routeFor });
    return assemble(options, movement, routeFor(undefined));
}
function assemble(options, movement, route) {
    if (route?.warning !== undefined)
        options.log.warning(route.warning);
    return {
        name: "kubernetes",
        capabilities: capabilitiesOf(options, route),
        ...movement,
        preflight: (signal) => (0,preflight/* preflight */.M)(options, route, signal),
    };
}
function capabilitiesOf({ target }, route) {
    const traffic = route?.capabilities ?? {
        traffic: "all-at-once",
        granularity: 100,
        candidateHeader: undefined,
    };
    return {
        ...traffic,
        // Its Service is reached from inside the cluster only.
        candidateUrl: route !== undefined && traffic.traffic !== "replicas" && target.access.kind === "in-cluster",
        waitsForFree: false,
        keepsStableWarm: route !== undefined && traffic.traffic !== "replicas",
    };
}


/***/ }),

/***/ 52412:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   PX: () => (/* binding */ readManifests),
/* harmony export */   QP: () => (/* binding */ typeOf),
/* harmony export */   qi: () => (/* binding */ applyObject),
/* harmony export */   xg: () => (/* binding */ applyMissing)
/* harmony export */ });
/* unused harmony export parseManifest */
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(26393);
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(38815);
/* harmony import */ var _access_read_kubeconfig_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(13676);
/* harmony import */ var _client_api_caller_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(77162);






const MAX_FILES = 200;
/** The objects of the target's manifest files, in order. Error: `config` with file and line. */
async function readManifests(context, signal) {
    const objects = [];
    for (const pattern of context.target.manifests) {
        const files = await filesOf(pattern, context.workspace);
        for (const file of files) {
            if (signal.aborted)
                throw (0,_client_api_caller_js__WEBPACK_IMPORTED_MODULE_5__/* .cancelled */ .KW)(signal);
            const text = await (0,_access_read_kubeconfig_js__WEBPACK_IMPORTED_MODULE_4__/* .readCapped */ .E)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(context.workspace, file), "manifest");
            objects.push(...parseManifest(file, text, context.client.namespace));
        }
    }
    return objects;
}
async function filesOf(pattern, workspace) {
    const outside = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(workspace, (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(workspace, pattern)).startsWith("..");
    if ((0,node_path__WEBPACK_IMPORTED_MODULE_1__.isAbsolute)(pattern) || outside) {
        throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ("config", `The manifest ${pattern} is outside the workspace.`, {
            hint: "Name manifests relative to the workspace.",
        });
    }
    const files = [];
    for await (const file of (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.glob)(pattern, { cwd: workspace })) {
        files.push(file);
        if (files.length > MAX_FILES)
            throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ("config", `${pattern} matches more than ${MAX_FILES} files.`);
    }
    if (files.length === 0)
        throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ("config", `No manifest matches ${pattern} in the workspace.`);
    return files.sort();
}
/** The objects of one manifest text (YAML documents or JSON; a List is taken apart). */
function parseManifest(file, text, namespace) {
    const documents = (0,yaml__WEBPACK_IMPORTED_MODULE_3__/* .parseAllDocuments */ .hR)(text);
    if (!Array.isArray(documents))
        return [];
    return documents.flatMap((document) => {
        const [problem] = document.errors;
        const line = problem?.linePos?.[0].line;
        if (problem !== undefined) {
            throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ("config", `The manifest ${file} is not YAML: ${problem.message.split("\n")[0]}`, {
                location: { file, ...(line === undefined ? {} : { line }) },
            });
        }
        const value = document.toJS({ maxAliasCount: 100 });
        if (value === null || value === undefined)
            return [];
        const items = (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_2__/* .isObject */ .Gv)(value) && value.kind === "List" && Array.isArray(value.items) ? value.items : [value];
        return items.map((item) => checkObject(item, file, namespace));
    });
}
function checkObject(item, file, namespace) {
    const metadata = (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_2__/* .isObject */ .Gv)(item) ? item.metadata : undefined;
    if (!(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_2__/* .isObject */ .Gv)(item) ||
        typeof item.apiVersion !== "string" ||
        typeof item.kind !== "string" ||
        !(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_2__/* .isObject */ .Gv)(metadata) ||
        typeof metadata.name !== "string") {
        throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ("config", `An object in ${file} has no apiVersion, kind or metadata.name.`, {
            location: { file },
            hint: "Templates (Helm, kustomize) are rendered before: `kustomize build … > manifests.yaml`.",
        });
    }
    const { name } = metadata;
    if (metadata.namespace !== undefined && metadata.namespace !== namespace) {
        throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ("config", `${item.kind} ${name} in ${file} is for namespace ${String(metadata.namespace)}, the target's is ${namespace}.`, { location: { file } });
    }
    const { status: _status, ...object } = item;
    return {
        ...object,
        apiVersion: item.apiVersion,
        kind: item.kind,
        metadata: { ...metadata, name, namespace },
    };
}
/** The resource type of a manifest's object. Error: `config` when the cluster does not serve it or it has no namespace. */
async function typeOf(client, object, signal) {
    const { apiVersion, kind, metadata } = object;
    const found = await client.resolve(apiVersion, kind, signal);
    if (found === undefined) {
        throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ("config", `The cluster does not serve ${kind} of ${apiVersion}, which the manifest of ${metadata.name} is.`, {
            hint: "Install its custom resource definition first, or correct apiVersion.",
        });
    }
    if (!found.isNamespaced) {
        throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ("config", `${kind} ${metadata.name} belongs to the whole cluster: only objects of the target's namespace are applied.`, {
            hint: "Take it out of the target's manifests and apply it with the cluster's own set-up.",
        });
    }
    return found.type;
}
/** Applies an object server-side; what the manifest says wins over whoever wrote it before. */
async function applyObject(client, object, signal) {
    const type = await typeOf(client, object, signal);
    return client.patch(type, object.metadata.name, { type: "apply", body: object, force: true }, signal);
}
/** Applies the objects that are not there yet. */
async function applyMissing(client, objects, signal) {
    for (const object of objects) {
        const type = await typeOf(client, object, signal);
        if ((await client.read(type, object.metadata.name, signal)) === undefined) {
            await applyObject(client, object, signal);
        }
    }
}


/***/ }),

/***/ 40424:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ preflight)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26393);
/* harmony import */ var _kubernetes_client_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(97671);
/* harmony import */ var _manifests_manifests_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(52412);
/* harmony import */ var _release_image_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(18738);




/** Read-only: is everything there that the target names. */
async function preflight(options, route, signal) {
    const { workload } = options.target;
    const looks = workload.kind === "deployment"
        ? [
            () => lookAtDeployments(options, signal),
            () => lookAtRoute(options, route, signal),
            () => lookAtManifests(options, signal),
        ]
        : [];
    const problems = [];
    for (const look of looks)
        problems.push(...(await collect(look)));
    return problems;
}
async function lookAtDeployments({ client, target }, signal) {
    const { workload, candidateWorkload, container, manifests } = target;
    const where = `Deployment ${client.namespace}/${workload.name}`;
    const mayCome = manifests.length > 0;
    const stable = mayCome
        ? await client.read(_kubernetes_client_js__WEBPACK_IMPORTED_MODULE_1__/* .DEPLOYMENTS */ .$i, workload.name, signal)
        : await client.require(_kubernetes_client_js__WEBPACK_IMPORTED_MODULE_1__/* .DEPLOYMENTS */ .$i, workload.name, signal);
    if (stable !== undefined)
        (0,_release_image_js__WEBPACK_IMPORTED_MODULE_3__/* .containerOf */ .t8)(stable.spec.template, container, where);
    if (candidateWorkload !== undefined)
        await client.require(_kubernetes_client_js__WEBPACK_IMPORTED_MODULE_1__/* .DEPLOYMENTS */ .$i, candidateWorkload, signal);
    return [];
}
async function lookAtRoute({ client, target, log }, route, signal) {
    if (route === undefined)
        return [];
    const stable = await client.read(_kubernetes_client_js__WEBPACK_IMPORTED_MODULE_1__/* .DEPLOYMENTS */ .$i, target.workload.name, signal);
    // A first deploy brings its route with its manifests.
    if (stable === undefined && target.manifests.length > 0)
        return [];
    const services = await route.services(signal);
    await route.read(services, signal);
    await client.require(_kubernetes_client_js__WEBPACK_IMPORTED_MODULE_1__/* .SERVICES */ .Bg, services.stable, signal);
    const others = (await route.elsewhere?.(services, signal)) ?? [];
    if (others.length > 0) {
        log.warning(`Besides ${route.describe}, ${others.join(", ")} also ${others.length === 1 ? "sends" : "send"} requests to Service ${services.stable}: they stay at stable whatever the weight is.`);
    }
    return [];
}
async function lookAtManifests(options, signal) {
    const { client } = options;
    const objects = await (0,_manifests_manifests_js__WEBPACK_IMPORTED_MODULE_2__/* .readManifests */ .PX)(options, signal);
    const problems = [];
    for (const object of objects) {
        problems.push(...(await collect(async () => {
            const type = await (0,_manifests_manifests_js__WEBPACK_IMPORTED_MODULE_2__/* .typeOf */ .QP)(client, object, signal);
            const resource = { api: "kubernetes", group: type.group, resource: type.plural };
            const verbs = ["get", "create", "patch"];
            const answers = await Promise.all(verbs.map(async (verb) => ((await client.mayI({ ...resource, verb }, signal)) ? [] : [verb])));
            const missing = answers.flat();
            if (missing.length === 0)
                return [];
            const name = `${object.kind} ${object.metadata.name}`;
            return [
                {
                    code: "permission_missing",
                    text: `${client.describe} may not ${missing.join(", ")} ${type.plural} in namespace ${client.namespace}, which the manifest of ${name} needs.`,
                    hint: "Add these verbs to the Role that is bound to this user in the namespace.",
                },
            ];
        })));
    }
    return problems;
}
/** What a look found missing, as problems; a fault of the cluster stays an error. */
async function collect(look) {
    try {
        return await look();
    }
    catch (error) {
        if (!(error instanceof _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ) || (error.code !== "config" && error.code !== "permission"))
            throw error;
        const code = error.code === "config" ? "not_found" : "permission_missing";
        return [{ code, text: error.message, hint: error.hint }];
    }
}


/***/ })

};
