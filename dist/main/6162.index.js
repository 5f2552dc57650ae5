export const id = 6162;
export const ids = [6162];
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

/***/ 86162:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openKubernetesClient: () => (/* binding */ openKubernetesClient)
});

// EXTERNAL MODULE: ./packages/kernel/lib/index.js + 9 modules
var lib = __webpack_require__(26393);
;// CONCATENATED MODULE: ./packages/platforms/lib/kubernetes/access/cluster-connection.js
/** The connection of a cluster that was handed in. */
function connectCluster(access, user) {
    return {
        server: access.server,
        ca: access.caData === undefined ? undefined : toPem(access.caData),
        tlsServerName: undefined,
        isInsecure: false,
        proxyUrl: undefined,
        user,
        credentials: {
            get: async (signal) => ({
                authorization: `Bearer ${(await access.tokens.get(signal)).value}`,
                certificate: undefined,
            }),
        },
    };
}
/** PEM as it is, base64 decoded. */
function toPem(data) {
    return data.includes("-----BEGIN") ? data : Buffer.from(data, "base64").toString("utf8");
}

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/access/read-kubeconfig.js + 1 modules
var read_kubeconfig = __webpack_require__(13676);
;// CONCATENATED MODULE: ./packages/platforms/lib/kubernetes/access/connect-in-cluster.js



/** Where Kubernetes mounts the service account of a pod. */
const SERVICE_ACCOUNT_FOLDER = "/var/run/secrets/kubernetes.io/serviceaccount";
/** The API server as the pod this runs in sees it, with the token of its service account (read anew: it is renewed). */
async function connectInCluster(env, secrets, folder = SERVICE_ACCOUNT_FOLDER) {
    const host = env.KUBERNETES_SERVICE_HOST ?? "";
    const port = env.KUBERNETES_SERVICE_PORT ?? "443";
    if (host === "") {
        throw new lib/* ActionError */.lZ("config", "Access in-cluster, but this does not run in a pod: KUBERNETES_SERVICE_HOST is not set.", {
            hint: "Use a runner inside the cluster, or name another access in the target: kubeconfig, eks, aks or gke.",
        });
    }
    const read = async (file) => {
        const path = (0,external_node_path_.join)(folder, file);
        try {
            return await (0,read_kubeconfig/* readCapped */.E)(path, "service account file");
        }
        catch (error) {
            if ((0,lib/* systemErrorCode */.vq)(error) !== "ENOENT")
                throw error;
            throw new lib/* ActionError */.lZ("config", `Access in-cluster, but ${path} does not exist.`, {
                hint: "Give the runner's pod a service account (automountServiceAccountToken must not be false).",
            });
        }
    };
    const ca = await read("ca.crt");
    await read("token");
    return {
        server: `https://${host.includes(":") ? `[${host}]` : host}:${port}`,
        ca,
        tlsServerName: undefined,
        isInsecure: false,
        proxyUrl: undefined,
        user: "the service account of this pod",
        credentials: {
            get: async () => ({
                authorization: `Bearer ${secrets.mask((await read("token")).trim())}`,
                certificate: undefined,
            }),
        },
    };
}

;// CONCATENATED MODULE: ./packages/platforms/lib/kubernetes/access/exec-credentials.js


const VERSIONS = ["client.authentication.k8s.io/v1", "client.authentication.k8s.io/v1beta1"];
const TIMEOUT_MS = 60_000;
/** A credential that ends sooner than this is asked for anew. */
const MARGIN_MS = 60_000;
/** The credentials of an exec plugin (client-go credential plugins), run by argv and asked again before they end. */
function createExecCredentials(user, cluster, server, ports) {
    const plugin = readPlugin(user);
    let known;
    return {
        async get(signal, isRefused) {
            const now = ports.clock.now();
            const isGood = known?.expiresAt === undefined || known.expiresAt - now > MARGIN_MS;
            if (known !== undefined && isGood && !isRefused)
                return known.credential;
            const info = plugin.provideClusterInfo ? clusterInfo(cluster, server) : undefined;
            known = await runPlugin(plugin, user, info, ports, signal);
            return known.credential;
        },
    };
}
function readPlugin(user) {
    const { exec } = user.body;
    const where = `exec of user "${user.name}" in ${user.file}`;
    if (!(0,lib/* isObject */.Gv)(exec) || typeof exec.command !== "string" || exec.command === "") {
        throw new lib/* ActionError */.lZ("config", `${where} names no command.`);
    }
    const apiVersion = typeof exec.apiVersion === "string" ? exec.apiVersion : "";
    if (!VERSIONS.includes(apiVersion)) {
        throw new lib/* ActionError */.lZ("config", `${where} has apiVersion "${apiVersion}", expected ${VERSIONS.join(" or ")}.`, {
            hint: "Write the kubeconfig anew with the cloud's current tool.",
        });
    }
    if (exec.interactiveMode === "Always") {
        throw new lib/* ActionError */.lZ("config", `${where} asks a person (interactiveMode: Always): there is none in a workflow.`);
    }
    const args = Array.isArray(exec.args) ? exec.args.map(String) : [];
    const pairs = (Array.isArray(exec.env) ? exec.env : []).flatMap((pair) => (0,lib/* isObject */.Gv)(pair) && typeof pair.name === "string" ? [[pair.name, String(pair.value ?? "")]] : []);
    // As client-go: a command with a slash is relative to the file it stands in.
    const command = /[\\/]/.test(exec.command) ? (0,external_node_path_.resolve)(user.folder, exec.command) : exec.command;
    return {
        argv: [command, ...args],
        apiVersion,
        env: Object.fromEntries(pairs),
        installHint: typeof exec.installHint === "string" ? exec.installHint.trim() : undefined,
        provideClusterInfo: exec.provideClusterInfo === true,
    };
}
async function runPlugin(plugin, user, cluster, ports, signal) {
    const { apiVersion, argv } = plugin;
    const command = argv[0] ?? "";
    const what = `The exec plugin ${command} of user "${user.name}" in ${user.file}`;
    const info = {
        apiVersion,
        kind: "ExecCredential",
        spec: { interactive: false, ...(cluster === undefined ? {} : { cluster }) },
    };
    const inherited = Object.entries(ports.env).flatMap(([name, value]) => value === undefined ? [] : [[name, value]]);
    const result = await ports.exec
        .run({
        argv,
        env: { ...Object.fromEntries(inherited), ...plugin.env, KUBERNETES_EXEC_INFO: JSON.stringify(info) },
        timeoutMs: TIMEOUT_MS,
        signal,
    })
        .catch((error) => {
        if (!(error instanceof lib/* ActionError */.lZ) || error.code !== "config")
            throw error;
        throw new lib/* ActionError */.lZ("config", `${what} is not installed on this runner.`, {
            cause: error,
            hint: plugin.installHint ??
                `Install ${command} in a step before this one, or name eks, aks or gke as access in the target: then no plugin is needed.`,
        });
    });
    if (result.exitCode !== 0) {
        const ending = result.timedOut
            ? "did not end in time"
            : `ended with exit code ${result.exitCode ?? "none"}`;
        const said = (0,lib/* printable */.g$)(ports.secrets.redact((0,lib/* tail */.RT)(result.stderr, 3)));
        throw new lib/* ActionError */.lZ("permission", `${what} ${ending}: ${said === "" ? "it said nothing" : said}`, {
            hint: "Sign in to the cloud in a step before this one, and check that the plugin's own permissions suffice.",
        });
    }
    return readCredential(result.stdout, what, ports);
}
function readCredential(stdout, what, ports) {
    let parsed;
    try {
        parsed = JSON.parse(stdout);
    }
    catch {
        // What it printed may hold a token: it is not shown.
        throw new lib/* ActionError */.lZ("config", `${what} printed no JSON.`);
    }
    const status = (0,lib/* isObject */.Gv)(parsed) && (0,lib/* isObject */.Gv)(parsed.status) ? parsed.status : {};
    const { token, clientCertificateData, clientKeyData, expirationTimestamp } = status;
    const expiry = typeof expirationTimestamp === "string" ? Date.parse(expirationTimestamp) : Number.NaN;
    const hasToken = typeof token === "string" && token !== "";
    const hasPair = typeof clientCertificateData === "string" && typeof clientKeyData === "string";
    if (!hasToken && !hasPair) {
        throw new lib/* ActionError */.lZ("config", `${what} printed an ExecCredential without status.token and without a certificate.`);
    }
    if (hasPair)
        ports.secrets.mask(clientKeyData);
    return {
        credential: {
            authorization: hasToken ? `Bearer ${ports.secrets.mask(token)}` : undefined,
            certificate: hasPair ? { certificate: clientCertificateData, key: clientKeyData } : undefined,
        },
        expiresAt: Number.isFinite(expiry) ? expiry : undefined,
    };
}
function clusterInfo(cluster, server) {
    const { body } = cluster;
    return {
        server,
        ...(body["certificate-authority-data"] === undefined
            ? {}
            : { "certificate-authority-data": body["certificate-authority-data"] }),
        ...(body["insecure-skip-tls-verify"] === true ? { "insecure-skip-tls-verify": true } : {}),
        ...(body["tls-server-name"] === undefined ? {} : { "tls-server-name": body["tls-server-name"] }),
        ...(body["proxy-url"] === undefined ? {} : { "proxy-url": body["proxy-url"] }),
        config: execConfig(body.extensions),
    };
}
/** The cluster extension that client-go hands to plugins. */
function execConfig(extensions) {
    if (!Array.isArray(extensions))
        return undefined;
    const found = extensions.find((extension) => (0,lib/* isObject */.Gv)(extension) && extension.name === "client.authentication.k8s.io/exec");
    return (0,lib/* isObject */.Gv)(found) ? found.extension : undefined;
}

;// CONCATENATED MODULE: ./packages/platforms/lib/kubernetes/access/connect-kubeconfig.js




/** The connection of a context, `undefined`: of the current one. Errors: `config`, with what is there instead. */
async function connectKubeconfig(config, contextName, ports) {
    const files = config.files.join(", ");
    const wanted = contextName ?? config.currentContext;
    if (wanted === undefined) {
        const names = config.contexts.map(({ name }) => name).join(", ");
        throw new lib/* ActionError */.lZ("config", `The kubeconfig ${files} has no current context.`, {
            hint: names === "" ? "It has no context at all." : `Name one in the target: ${names}.`,
        });
    }
    const context = pick(config.contexts, wanted, "context", files);
    const cluster = pick(config.clusters, connect_kubeconfig_text(context, "cluster", "context"), "cluster", files);
    const userName = connect_kubeconfig_text(context, "user", "context");
    const user = userName === "" ? undefined : pick(config.users, userName, "user", files);
    const server = connect_kubeconfig_text(cluster, "server", "cluster");
    if (!/^https?:\/\/./.test(server) || !URL.canParse(server)) {
        throw new lib/* ActionError */.lZ("config", `server of cluster "${cluster.name}" in ${cluster.file} is no URL: "${server}".`);
    }
    return {
        server,
        ca: await material(cluster, "certificate-authority", "cluster"),
        tlsServerName: optional(cluster, "tls-server-name"),
        isInsecure: cluster.body["insecure-skip-tls-verify"] === true,
        proxyUrl: optional(cluster, "proxy-url"),
        user: user === undefined ? "nobody (the context names no user)" : `user "${user.name}"`,
        credentials: user === undefined ? anonymous : await credentialsOf(user, cluster, server, ports),
    };
}
const anonymous = {
    get: async () => ({ authorization: undefined, certificate: undefined }),
};
async function credentialsOf(user, cluster, server, ports) {
    const { body } = user;
    if (body.as !== undefined || body["as-groups"] !== undefined || body["as-uid"] !== undefined) {
        throw new lib/* ActionError */.lZ("config", `User "${user.name}" in ${user.file} impersonates another one (as), which is not supported.`, {
            hint: "Use a user of its own with just the permissions of this deployment.",
        });
    }
    const provider = body["auth-provider"];
    if (provider !== undefined) {
        const name = (0,lib/* isObject */.Gv)(provider) && typeof provider.name === "string" ? ` "${provider.name}"` : "";
        throw new lib/* ActionError */.lZ("config", `User "${user.name}" in ${user.file} signs in with the auth-provider${name}, which Kubernetes removed in 1.26.`, {
            hint: "Write the kubeconfig anew with the cloud's own tool (it uses an exec plugin today), or name eks, aks or gke as access in the target.",
        });
    }
    if (body.exec !== undefined)
        return createExecCredentials(user, cluster, server, ports);
    const certificate = await material(user, "client-certificate", "user");
    const key = await material(user, "client-key", "user");
    if ((certificate === undefined) !== (key === undefined)) {
        const missing = certificate === undefined ? "client-certificate" : "client-key";
        throw new lib/* ActionError */.lZ("config", `User "${user.name}" in ${user.file} has no ${missing}.`);
    }
    if (key !== undefined)
        ports.secrets.mask(key);
    const pair = certificate === undefined || key === undefined ? undefined : { certificate, key };
    const token = optional(user, "token");
    const tokenFile = optional(user, "tokenFile");
    const username = optional(user, "username");
    const password = optional(user, "password");
    return {
        get: async () => {
            // As client-go: the file wins over the token, and is read anew because what is in it is renewed.
            const bearer = tokenFile === undefined ? token : await readToken(user, tokenFile);
            if (bearer !== undefined) {
                return { authorization: `Bearer ${ports.secrets.mask(bearer)}`, certificate: pair };
            }
            if (username === undefined)
                return { authorization: undefined, certificate: pair };
            const basic = Buffer.from(`${username}:${ports.secrets.mask(password ?? "")}`).toString("base64");
            return { authorization: `Basic ${ports.secrets.mask(basic)}`, certificate: pair };
        },
    };
}
async function readToken(user, tokenFile) {
    const file = (0,external_node_path_.resolve)(user.folder, tokenFile);
    try {
        const token = (await (0,read_kubeconfig/* readCapped */.E)(file, "token file")).trim();
        if (token !== "")
            return token;
    }
    catch (error) {
        if ((0,lib/* systemErrorCode */.vq)(error) !== "ENOENT")
            throw error;
        throw new lib/* ActionError */.lZ("config", `tokenFile of user "${user.name}" in ${user.file} does not exist: ${file}.`);
    }
    throw new lib/* ActionError */.lZ("config", `tokenFile of user "${user.name}" in ${user.file} is empty: ${file}.`);
}
/** PEM of `<key>-data` (base64), else of the file `<key>` names. */
async function material(entry, key, kind) {
    const data = optional(entry, `${key}-data`);
    if (data !== undefined) {
        const pem = Buffer.from(data, "base64").toString("utf8");
        if (pem.includes("-----BEGIN"))
            return pem;
        throw new lib/* ActionError */.lZ("config", `${key}-data of ${kind} "${entry.name}" in ${entry.file} is not the base64 of a PEM text.`);
    }
    const path = optional(entry, key);
    if (path === undefined)
        return undefined;
    const file = (0,external_node_path_.resolve)(entry.folder, path);
    try {
        return await (0,read_kubeconfig/* readCapped */.E)(file, key);
    }
    catch (error) {
        if ((0,lib/* systemErrorCode */.vq)(error) !== "ENOENT")
            throw error;
        throw new lib/* ActionError */.lZ("config", `${key} of ${kind} "${entry.name}" in ${entry.file} does not exist: ${file}.`);
    }
}
function pick(entries, name, kind, files) {
    const found = entries.find((entry) => entry.name === name);
    if (found !== undefined)
        return found;
    const names = entries.map((entry) => entry.name);
    throw new lib/* ActionError */.lZ("config", `The kubeconfig ${files} has no ${kind} "${name}".${(0,lib/* suggest */.ZA)(name, names)}`);
}
function connect_kubeconfig_text(entry, key, kind) {
    const value = entry.body[key];
    if (typeof value === "string")
        return value;
    if (value === undefined && key === "user")
        return "";
    throw new lib/* ActionError */.lZ("config", `${key} of ${kind} "${entry.name}" in ${entry.file} is not a text.`);
}
function optional(entry, key) {
    const value = entry.body[key];
    return typeof value === "string" && value !== "" ? value : undefined;
}

// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/client/api-caller.js + 1 modules
var api_caller = __webpack_require__(77162);
// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/kubernetes-client.js
var kubernetes_client = __webpack_require__(97671);
;// CONCATENATED MODULE: ./packages/platforms/lib/kubernetes/client/resource-path.js
/** Path of a resource type in a namespace, of one object of it, or of an object's subresource; `undefined`: cluster-wide. */
function resourcePath(type, namespace, name, subresource) {
    const root = type.group === "" ? `/api/${type.version}` : `/apis/${type.group}/${type.version}`;
    const scope = namespace === undefined ? "" : `/namespaces/${encodeURIComponent(namespace)}`;
    const object = name === undefined ? "" : `/${encodeURIComponent(name)}`;
    const below = subresource === undefined ? "" : `/${subresource}`;
    return `${root}${scope}/${type.plural}${object}${below}`;
}
/** `deployments.apps`, `services`: a resource as kubectl names it. */
function resourceName(type) {
    return type.group === "" ? type.plural : `${type.plural}.${type.group}`;
}
/** `?a=b&c=d` of what is defined, or nothing. */
function queryOf(parameters) {
    const search = new URLSearchParams();
    for (const [name, value] of Object.entries(parameters))
        if (value !== undefined)
            search.set(name, value);
    const text = search.toString();
    return text === "" ? "" : `?${text}`;
}

;// CONCATENATED MODULE: ./packages/platforms/lib/kubernetes/client/api-error.js


/** `patch deployments.apps "web" in namespace shop`. */
function describeAsked(asked) {
    const below = asked.subresource === undefined ? "" : `/${asked.subresource}`;
    const name = asked.name === undefined ? "" : ` "${asked.name}"`;
    return `${asked.verb} ${resourceName(asked.type)}${below}${name} in namespace ${asked.namespace}`;
}
/** The `Status` of an answer that is no success. */
function readStatus(answer) {
    try {
        const parsed = JSON.parse(answer.text);
        return {
            message: typeof parsed.message === "string" ? parsed.message : answer.text.slice(0, 300),
            reason: typeof parsed.reason === "string" ? parsed.reason : undefined,
            causes: parsed.details?.causes ?? [],
        };
    }
    catch {
        return { message: answer.text.trim().slice(0, 300), reason: undefined, causes: [] };
    }
}
/** The error of a refused request. `isGuarded`: a JSON patch whose `test` operations guard it. */
function toApiError(answer, asked, isGuarded) {
    const status = readStatus(answer);
    const what = describeAsked(asked);
    switch (answer.status) {
        case 401:
            return new lib/* ActionError */.lZ("permission", `Not signed in: could not ${what} as ${asked.user}: ${status.message}`, {
                hint: "The API server does not accept the token or certificate. Check that it is of this cluster and has not expired.",
            });
        case 403:
            return new lib/* ActionError */.lZ("permission", `${asked.user} may not ${what}: ${status.message}`, {
                hint: `Grant it with a Role and RoleBinding in namespace ${asked.namespace}: apiGroups: ["${asked.type.group}"], resources: ["${resourceOf(asked)}"], verbs: ["${asked.verb}"].`,
            });
        case 404:
            return new lib/* ActionError */.lZ("config", `Could not ${what}: ${status.message}`);
        case 409:
            return new lib/* ActionError */.lZ("conflict", `Could not ${what}: ${status.message}`, {
                hint: "Somebody else changed it at the same moment. Run again: it looks at the cluster anew and goes on from there.",
            });
        case 422:
            return isGuarded && status.causes.length === 0
                ? new lib/* ActionError */.lZ("conflict", `Could not ${what}: it is not as it was read (${status.message})`, {
                    hint: "Somebody else changed it meanwhile. Run again: it looks at the cluster anew and goes on from there.",
                })
                : new lib/* ActionError */.lZ("config", `Could not ${what}, the API server finds it invalid: ${status.message}`);
        case 400:
        case 415:
            return new lib/* ActionError */.lZ("config", `Could not ${what}: ${status.message}`);
        default:
            return new lib/* ActionError */.lZ("remote", `Could not ${what}: the API server answers ${answer.status}: ${status.message}`);
    }
}
function resourceOf(asked) {
    return asked.subresource === undefined ? asked.type.plural : `${asked.type.plural}/${asked.subresource}`;
}

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
;// CONCATENATED MODULE: ./packages/platforms/lib/kubernetes/client/took-effect.js


/** Whether the object already is as a merge patch or a created object wants it (server's own additions aside). */
function isContained(wanted, found) {
    if (wanted === null)
        return found === undefined || found === null;
    if (Array.isArray(wanted)) {
        return (Array.isArray(found) &&
            found.length === wanted.length &&
            wanted.every((item, index) => isContained(item, found[index])));
    }
    if (!(0,lib/* isObject */.Gv)(wanted))
        return (0,external_node_util_.isDeepStrictEqual)(wanted, found);
    if (!(0,lib/* isObject */.Gv)(found))
        return Object.keys(wanted).length === 0 && found === undefined;
    return Object.entries(wanted).every(([key, value]) => key === "resourceVersion" || isContained(value, found[key]));
}
/** Whether the object already is as the operations of a JSON patch leave it; its `test` operations are not asked. */
function isPatched(operations, found) {
    return operations.every((operation) => {
        if (operation.op === "test")
            return true;
        const parts = operation.path
            .split("/")
            .slice(1)
            .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
        if (operation.op !== "remove" && parts.at(-1) === "-") {
            const list = valueAt(found, parts.slice(0, -1));
            return Array.isArray(list) && list.some((item) => isContained(operation.value, item));
        }
        const value = valueAt(found, parts);
        return operation.op === "remove" ? value === undefined : isContained(operation.value, value);
    });
}
function valueAt(root, parts) {
    let current = root;
    for (const part of parts) {
        if (Array.isArray(current))
            current = current[Number(part)];
        else if ((0,lib/* isObject */.Gv)(current))
            current = current[part];
        else
            return undefined;
    }
    return current;
}

;// CONCATENATED MODULE: ./packages/platforms/lib/kubernetes/client/api-client.js





const PAGE_SIZE = 500;
const MAX_OBJECTS = 10_000;
const MAX_LOG_BYTES = 64 * 1_024;
const GONE_POLL_MS = 500;
const GONE_WITHIN_MS = 90_000;
const PATCH_TYPES = {
    json: "application/json-patch+json",
    merge: "application/merge-patch+json",
    apply: "application/apply-patch+yaml",
};
/** The client of one namespace over a caller. */
function createApiClient(options) {
    const { caller, clock, namespace, server, user } = options;
    const asked = (verb, type, name, subresource) => {
        const resource = subresource === undefined ? type.plural : `${type.plural}/${subresource}`;
        options.onCall?.({ api: "kubernetes", verb, group: type.group, resource });
        return { verb, type, name, subresource, namespace, user };
    };
    const call = (what, request) => caller.call({ ...request, what: describeAsked(what) });
    const get = async (type, name, signal, subresource) => {
        const what = asked("get", type, name, subresource);
        const answer = await call(what, {
            method: "GET",
            path: resourcePath(type, namespace, name, subresource),
            signal,
        });
        if (answer.status !== 200 && answer.status !== 404)
            throw toApiError(answer, what, false);
        return answer;
    };
    const client = {
        namespace,
        describe: `${server} as ${user}`,
        async read(type, name, signal) {
            const answer = await get(type, name, signal);
            return answer.status === 404 ? undefined : parse(answer);
        },
        async require(type, name, signal) {
            const found = await client.read(type, name, signal);
            if (found !== undefined)
                return found;
            throw await notFound(client, type, name, signal);
        },
        async list(type, selectors, signal) {
            const what = asked("list", type);
            const items = [];
            let next;
            do {
                const query = queryOf({ ...selectors, limit: String(PAGE_SIZE), continue: next });
                const path = resourcePath(type, namespace) + query;
                const answer = await call(what, { method: "GET", path, signal });
                if (answer.status === 410 && next !== undefined) {
                    // The list changed too much while it was read: begin again, without what was collected.
                    items.length = 0;
                    next = undefined;
                    continue;
                }
                if (answer.status !== 200)
                    throw toApiError(answer, what, false);
                const page = parse(answer);
                // Items of a list do not say what they are.
                const { version, group, kind } = type;
                const apiVersion = group === "" ? version : `${group}/${version}`;
                items.push(...(page.items ?? []).map((item) => ({ ...item, apiVersion, kind })));
                next = page.metadata?.continue;
                if (items.length > MAX_OBJECTS) {
                    throw new lib/* ActionError */.lZ("remote", `More than ${MAX_OBJECTS} ${resourceName(type)} in namespace ${namespace}: not read further.`);
                }
            } while (next !== undefined && next !== "");
            return items;
        },
        async create(type, object, signal) {
            const { name } = object.metadata;
            const what = asked("create", type, name);
            const path = resourcePath(type, namespace) + queryOf({ fieldManager: kubernetes_client/* FIELD_MANAGER */.vy });
            const answer = await call(what, { method: "POST", path, body: object, signal });
            if (answer.status < 300)
                return parse(answer);
            if (answer.status === 409 && answer.mayHaveTakenEffect) {
                const found = await client.read(type, name, signal);
                if (found !== undefined && isContained(object, found))
                    return found;
            }
            throw toApiError(answer, what, false);
        },
        async patch(type, name, patch, signal, subresource) {
            const what = asked("patch", type, name, subresource);
            const isDone = (answer) => answer.status === 200 &&
                (patch.type === "json"
                    ? isPatched(patch.operations, parse(answer))
                    : isContained(patch.body, parse(answer)));
            const query = queryOf({
                fieldManager: kubernetes_client/* FIELD_MANAGER */.vy,
                force: patch.type === "apply" ? String(patch.force) : undefined,
            });
            const answer = await call(what, {
                method: "PATCH",
                path: resourcePath(type, namespace, name, subresource) + query,
                body: patch.type === "json" ? patch.operations : patch.body,
                contentType: PATCH_TYPES[patch.type],
                signal,
                // Operations that append would do so twice.
                ...(patch.type === "json"
                    ? {
                        alreadyDone: async () => {
                            const found = await get(type, name, signal, subresource);
                            return isDone(found) ? found : undefined;
                        },
                    }
                    : {}),
            });
            if (answer.status < 300)
                return parse(answer);
            if (answer.mayHaveTakenEffect && (answer.status === 409 || answer.status === 422)) {
                const found = await get(type, name, signal, subresource);
                if (isDone(found))
                    return parse(found);
            }
            if (answer.status === 404)
                throw await notFound(client, type, name, signal);
            throw toApiError(answer, what, patch.type === "json");
        },
        async remove(type, name, signal, { uid, propagation = "Background" } = {}) {
            const what = asked("delete", type, name);
            const body = {
                kind: "DeleteOptions",
                apiVersion: "v1",
                propagationPolicy: propagation,
                ...(uid === undefined ? {} : { preconditions: { uid } }),
            };
            const path = resourcePath(type, namespace, name);
            const answer = await call(what, { method: "DELETE", path, body, signal });
            if (answer.status === 404)
                return;
            if (answer.status === 409 && uid !== undefined) {
                // Another object has the name now: the one that was meant is gone. A 409 has other reasons too.
                const found = await client.read(type, name, signal);
                if (found?.metadata.uid !== uid)
                    return;
            }
            if (answer.status >= 300)
                throw toApiError(answer, what, false);
            if (propagation === "Foreground")
                await waitUntilGone(client, clock, type, name, signal);
        },
        async podLog(pod, container, { lines, previous }, signal) {
            const what = asked("get", kubernetes_client/* PODS */.Dp, pod, "log");
            const query = queryOf({
                container,
                tailLines: String(lines),
                previous: previous ? "true" : undefined,
                limitBytes: String(MAX_LOG_BYTES),
            });
            const path = resourcePath(kubernetes_client/* PODS */.Dp, namespace, pod, "log") + query;
            const request = { method: "GET", path, retry: false, maxBodyBytes: MAX_LOG_BYTES, signal };
            const answer = await call(what, request);
            // 400: the container has not started, or had no run before this one.
            if (answer.status === 400 || answer.status === 404)
                return [];
            if (answer.status !== 200)
                throw toApiError(answer, what, false);
            return answer.text.split(/\r?\n/).filter((line) => line.trim() !== "");
        },
        async mayI(wanted, signal) {
            const [resource, subresource] = wanted.resource.split("/");
            const attributes = { namespace, verb: wanted.verb, group: wanted.group, resource };
            const resourceAttributes = subresource === undefined ? attributes : { ...attributes, subresource };
            const answer = await caller.call({
                method: "POST",
                path: "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
                body: {
                    apiVersion: "authorization.k8s.io/v1",
                    kind: "SelfSubjectAccessReview",
                    spec: { resourceAttributes },
                },
                what: `ask whether ${user} may ${wanted.verb} ${wanted.resource} in namespace ${namespace}`,
                signal,
            });
            if (answer.status >= 300) {
                throw toApiError(answer, { verb: "create", type: ACCESS_REVIEWS, name: undefined, subresource: undefined, namespace, user }, false);
            }
            return parse(answer).status?.allowed === true;
        },
        async serves(type, signal) {
            const resources = await discover(options, type.group, type.version, signal);
            return resources?.some((resource) => resource.name === type.plural) === true;
        },
        async resolve(apiVersion, kind, signal) {
            const [first = "", second] = apiVersion.split("/");
            const [group, version] = second === undefined ? ["", first] : [first, second];
            const resources = await discover(options, group, version, signal);
            const found = resources?.find((one) => one.kind === kind && !one.name.includes("/"));
            if (found === undefined)
                return undefined;
            return { type: { group, version, plural: found.name, kind }, isNamespaced: found.namespaced };
        },
        async lookAtNamespace(signal) {
            const request = { method: "GET", what: `look for namespace ${namespace}`, signal };
            const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}`;
            options.onCall?.({ api: "kubernetes", verb: "get", group: "", resource: "namespaces" });
            const found = await caller.call({ ...request, path });
            if (found.status !== 404)
                return { exists: found.status === 200 ? true : undefined, others: [] };
            options.onCall?.({ api: "kubernetes", verb: "list", group: "", resource: "namespaces" });
            const all = await caller.call({ ...request, path: "/api/v1/namespaces?limit=500" });
            if (all.status !== 200)
                return { exists: false, others: [] };
            const { items = [] } = parse(all);
            return { exists: false, others: items.map(({ metadata }) => metadata.name) };
        },
    };
    return client;
}
const ACCESS_REVIEWS = {
    group: "authorization.k8s.io",
    version: "v1",
    plural: "selfsubjectaccessreviews",
    kind: "SelfSubjectAccessReview",
};
/** The resources of a group and version; `undefined`: not served. */
async function discover({ caller, user }, group, version, signal) {
    const path = group === "" ? `/api/${version}` : `/apis/${group}/${version}`;
    const what = `ask what the cluster serves under ${path}`;
    const answer = await caller.call({ method: "GET", path, what, signal });
    if (answer.status === 404)
        return undefined;
    if (answer.status === 200)
        return parse(answer).resources ?? [];
    throw new lib/* ActionError */.lZ(answer.status === 401 || answer.status === 403 ? "permission" : "remote", `Could not ${what} as ${user}: ${readStatus(answer).message}`);
}
function parse(answer) {
    if (answer.truncated) {
        throw new lib/* ActionError */.lZ("remote", "The API server's answer is larger than 16 MiB: not read further.");
    }
    try {
        return JSON.parse(answer.text);
    }
    catch (error) {
        throw new lib/* ActionError */.lZ("remote", "The API server's answer is not JSON.", {
            cause: error,
            hint: "Something between this runner and the API server (a proxy, a login page) may have answered instead.",
        });
    }
}
/** Why an object is not there: its kind is not served, the namespace is missing, or the name is; with the nearest names. */
async function notFound(client, type, name, signal) {
    if (!(await client.serves(type, signal))) {
        return new lib/* ActionError */.lZ("config", `The cluster does not serve ${resourceName(type)} ${type.version}, so there is no ${type.kind} "${name}".`, { hint: `Install the custom resource definition of ${type.kind}, or choose another route.` });
    }
    const names = await namesOf(client, type, signal);
    const where = `in namespace ${client.namespace}`;
    const near = names === undefined ? "" : (0,lib/* suggest */.ZA)(name, names);
    const none = names?.length === 0 ? ` There is no ${type.kind} at all in it: is it the right namespace?` : "";
    return new lib/* ActionError */.lZ("config", `There is no ${type.kind} "${name}" ${where}.${near}${none}`);
}
async function namesOf(client, type, signal) {
    try {
        return (await client.list(type, {}, signal)).map((object) => object.metadata.name).sort();
    }
    catch (error) {
        if (error instanceof lib/* ActionError */.lZ && error.code === "cancelled")
            throw error;
        return undefined;
    }
}
async function waitUntilGone(client, clock, type, name, signal) {
    const first = await client.read(type, name, signal);
    const deadline = clock.now() + GONE_WITHIN_MS;
    for (let found = first; found !== undefined; found = await client.read(type, name, signal)) {
        if (found.metadata.uid !== first?.metadata.uid)
            return;
        if (clock.now() >= deadline) {
            const waiting = found.metadata.name;
            throw new lib/* ActionError */.lZ("remote", `${type.kind} ${client.namespace}/${waiting} was deleted but is still there.`, {
                hint: "A finalizer holds it: `kubectl get … -o yaml` shows which in metadata.finalizers.",
            });
        }
        await clock.sleep(GONE_POLL_MS, signal);
    }
}

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(37067);
// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __webpack_require__(44708);
;// CONCATENATED MODULE: ./packages/platforms/lib/kubernetes/client/transport-failure.js

const DNS = new Set(["ENOTFOUND", "EAI_AGAIN", "EAI_FAIL", "EAI_NODATA"]);
const RESET = new Set(["ECONNRESET", "ECONNABORTED", "EPIPE"]);
const TLS = /^(ERR_TLS_|ERR_SSL_|CERT_|CRL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|INVALID_CA|EPROTO$)/;
/** What node:https threw, as a failure that names the call. */
function toTransportFailure(error, call, url) {
    if (error instanceof lib/* HttpFailure */.HR)
        return error;
    const code = (0,lib/* systemErrorCode */.vq)(error);
    const failure = classify(code);
    const suffix = code === undefined ? "" : ` (${code})`;
    return new lib/* HttpFailure */.HR(failure, `${call} failed: ${reason(failure, error, url)}${suffix}`, code, error);
}
function classify(code) {
    if (code === undefined)
        return "network";
    if (DNS.has(code))
        return "dns";
    if (code === "ECONNREFUSED")
        return "refused";
    if (code === "ETIMEDOUT")
        return "timeout";
    if (RESET.has(code))
        return "reset";
    if (code.startsWith("ERR_PROXY"))
        return "proxy";
    return TLS.test(code) ? "tls" : "network";
}
function reason(failure, error, url) {
    switch (failure) {
        case "dns":
            return `the name ${url.hostname} does not resolve`;
        case "refused":
            return `nothing accepts connections on ${url.host}`;
        case "timeout":
            return `${url.host} does not answer`;
        case "reset":
            return "the connection was closed before the answer was complete";
        case "tls":
            return `no secure connection: ${(0,lib/* errorMessage */.gJ)(error)}`;
        case "proxy":
        case "network":
            return (0,lib/* errorMessage */.gJ)(error);
    }
}

;// CONCATENATED MODULE: ./packages/platforms/lib/kubernetes/client/node-transport.js




/**
 * The transport on node:https, which takes a cluster's own CA and client certificates. HTTPS_PROXY and NO_PROXY of `env`, or the
 * cluster's own `proxy-url`, are honoured.
 */
function createNodeTransport(connection, env) {
    const server = new URL(connection.server);
    let agent;
    const agentFor = (certificate) => {
        // A renewed certificate needs connections of its own: TLS signs in once for each.
        if (agent !== undefined && agent.certificate?.certificate === certificate?.certificate)
            return agent.agent;
        agent?.agent.destroy();
        agent = { agent: createAgent(connection, certificate, env), certificate };
        return agent.agent;
    };
    return {
        send: (request) => send(server, agentFor(request.certificate), request),
        close: () => {
            agent?.agent.destroy();
            agent = undefined;
        },
    };
}
function createAgent(connection, certificate, env) {
    const { proxyUrl } = connection;
    const proxyEnv = proxyUrl === undefined
        ? {
            HTTPS_PROXY: env.https_proxy ?? env.HTTPS_PROXY,
            HTTP_PROXY: env.http_proxy ?? env.HTTP_PROXY,
            NO_PROXY: env.no_proxy ?? env.NO_PROXY,
        }
        : { HTTPS_PROXY: proxyUrl, HTTP_PROXY: proxyUrl };
    const shared = { keepAlive: true, maxSockets: 8, scheduling: "lifo", proxyEnv };
    if (connection.server.startsWith("http:"))
        return new external_node_http_.Agent(shared);
    return new external_node_https_.Agent({
        ...shared,
        ...(connection.ca === undefined ? {} : { ca: connection.ca }),
        ...(connection.tlsServerName === undefined ? {} : { servername: connection.tlsServerName }),
        ...(certificate === undefined ? {} : { cert: certificate.certificate, key: certificate.key }),
        rejectUnauthorized: !connection.isInsecure,
    });
}
function send(server, agent, request) {
    const { method, timeoutMs, signal } = request;
    const url = new URL(server.pathname.replace(/\/$/, "") + request.path, server);
    const call = `${method} ${url.origin}${url.pathname}`;
    return new Promise((resolve, reject) => {
        signal.throwIfAborted();
        // Said explicitly: Node sends the body of a DELETE without its length.
        const length = Buffer.byteLength(request.body ?? "");
        const headers = {
            ...request.headers,
            "accept-encoding": "identity",
            ...(request.body === undefined ? {} : { "content-length": String(length) }),
        };
        const begin = url.protocol === "http:" ? external_node_http_.request : external_node_https_.request;
        const outgoing = begin(url, { method, headers, agent });
        const onAbort = () => void outgoing.destroy();
        const timer = setTimeout(() => {
            const text = `${call} failed: no complete answer within ${(0,lib/* formatDuration */.a3)(timeoutMs)}`;
            outgoing.destroy(new lib/* HttpFailure */.HR("timeout", text));
        }, timeoutMs);
        const end = () => {
            clearTimeout(timer);
            signal.removeEventListener("abort", onAbort);
        };
        const fail = (error) => {
            end();
            reject(signal.aborted ? signal.reason : toTransportFailure(error, call, url));
        };
        signal.addEventListener("abort", onAbort, { once: true });
        outgoing.on("error", fail);
        outgoing.on("response", (incoming) => {
            readBody(incoming, request.maxBodyBytes).then((answer) => {
                end();
                resolve(answer);
            }, fail);
        });
        outgoing.end(request.body);
    });
}
function readBody(incoming, maxBytes) {
    return new Promise((resolve, reject) => {
        const chunks = [];
        let length = 0;
        const finish = (truncated) => {
            const headers = Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, [value ?? ""].flat().join(", ")]));
            const body = Buffer.concat(chunks).subarray(0, maxBytes).toString("utf8");
            resolve({ status: incoming.statusCode ?? 0, headers, body, truncated });
        };
        incoming.on("data", (chunk) => {
            chunks.push(chunk);
            length += chunk.length;
            if (length <= maxBytes)
                return;
            finish(true);
            incoming.destroy();
        });
        incoming.on("end", () => finish(false));
        incoming.on("error", reject);
        incoming.on("aborted", () => reject(new lib/* HttpFailure */.HR("reset", "the answer broke off")));
    });
}

;// CONCATENATED MODULE: ./packages/platforms/lib/kubernetes/open-kubernetes-client.js








/** Finds the cluster and opens a client of it; nothing is asked of the cluster yet. Errors: `config`. */
async function openKubernetesClient(options) {
    const { clock, random, env, namespace, log, secrets } = options;
    const connection = await connect(options);
    if (connection.isInsecure) {
        log.warning(`The certificate of ${connection.server} is not verified (insecure-skip-tls-verify in the kubeconfig): anyone in between could read the credentials.`);
    }
    const transport = options.transport?.(connection) ?? createNodeTransport(connection, env);
    const { server, user } = connection;
    const caller = (0,api_caller/* createApiCaller */.yM)({
        connection,
        transport,
        clock,
        random,
        redact: (text) => secrets.redact(text),
        userAgent: options.userAgent ?? "deploy-actions",
    });
    return createApiClient({
        caller,
        clock,
        namespace,
        server,
        user,
        ...(options.onCall === undefined ? {} : { onCall: options.onCall }),
    });
}
async function connect(options) {
    const { access, env, secrets, clusterAccess } = options;
    switch (access.kind) {
        case "kubeconfig":
            return connectKubeconfig(await (0,read_kubeconfig/* readKubeconfig */.U)(access.path, env), access.context, options);
        case "in-cluster":
            return connectInCluster(env, secrets);
        case "eks":
        case "aks":
        case "gke":
            if (clusterAccess === undefined) {
                throw new lib/* ActionError */.lZ("internal", `Access ${access.kind} needs the cluster to be handed in.`);
            }
            return connectCluster(clusterAccess, `the identity of this run (${access.kind})`);
        default:
            return (0,lib/* assertNever */.xb)(access);
    }
}


/***/ })

};
