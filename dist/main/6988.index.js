export const id = 6988;
export const ids = [6988];
export const modules = {

/***/ 33412:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ createProbes),
/* harmony export */   d: () => (/* binding */ createCandidateProbes)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26393);
/* harmony import */ var _deploy_actions_probes__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(29867);
/* harmony import */ var _access_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(81207);
/* harmony import */ var _child_env_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(73585);




/** The checks as probes of whatever answers at their URLs. */
function createProbes(checks, context) {
    return checks.map((check) => createProbe(check, context));
}
/**
 * The checks as probes of the candidate alone, by the platform's header or the candidate's own URL.
 *
 * A check that cannot be sent to the candidate (a command, a platform without either) is left out: asked of everybody,
 * its answers would mostly be stable's.
 */
function createCandidateProbes(checks, capabilities, candidate, context) {
    return checks.flatMap((check) => {
        if (check.kind !== "http")
            return [];
        const aimed = aimAtCandidate(check, capabilities, candidate.url);
        return aimed === undefined ? [] : [createProbe(aimed, context)];
    });
}
function aimAtCandidate(check, capabilities, candidateUrl) {
    const header = capabilities.candidateHeader;
    // One look of the rollout is one request; saying the version K times in a row is the verification's job.
    const once = check.version === undefined ? check : { ...check, version: { ...check.version, consecutive: 1 } };
    if (header !== undefined)
        return { ...once, headers: { ...once.headers, [header.name]: header.value } };
    if (candidateUrl === undefined)
        return undefined;
    const asked = new URL(check.url);
    return { ...once, url: new URL(`${asked.pathname}${asked.search}`, candidateUrl).href };
}
/** The client with references in headers resolved as late as can be: when a request is sent. */
function withSecretHeaders(context) {
    const { http } = context;
    return {
        send: async (request) => {
            const headers = Object.entries(request.headers ?? {});
            if (!headers.some(([, value]) => (0,_access_js__WEBPACK_IMPORTED_MODULE_2__/* .mayHoldSecret */ .dV)(value)))
                return http.send(request);
            const filled = await Promise.all(headers.map(async ([name, value]) => [name, await fillIn(context, name, value, request.signal)]));
            return http.send({ ...request, headers: Object.fromEntries(filled) });
        },
    };
}
/** A store that does not answer says nothing about the system that is checked: what it met is no cause of the error. */
async function fillIn(context, name, value, signal) {
    if (!(0,_access_js__WEBPACK_IMPORTED_MODULE_2__/* .mayHoldSecret */ .dV)(value))
        return value;
    const access = (0,_access_js__WEBPACK_IMPORTED_MODULE_2__/* .accessOfRun */ .XE)(context);
    if (access === undefined)
        throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("internal", `Nothing resolves the header ${name}.`);
    try {
        return await access.secret(value, signal);
    }
    catch (error) {
        if (signal.aborted)
            throw error;
        const { code, message, hint } = (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .toActionError */ .ie)(error);
        throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ(code, `The header ${name} cannot be filled in: ${message}`, hint === undefined ? {} : { hint });
    }
}
function createProbe(check, context) {
    const { exec, clock, secrets, runner } = context;
    const http = withSecretHeaders(context);
    switch (check.kind) {
        case "http":
            return (0,_deploy_actions_probes__WEBPACK_IMPORTED_MODULE_1__/* .createHttpProbe */ .Xx)({ check, http, clock, secrets });
        case "command":
            return (0,_deploy_actions_probes__WEBPACK_IMPORTED_MODULE_1__/* .createCommandProbe */ .MX)({ check, exec, env: (0,_child_env_js__WEBPACK_IMPORTED_MODULE_3__/* .childEnv */ .g)(runner), clock, secrets });
        default:
            return (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .assertNever */ .xb)(check);
    }
}


/***/ }),

/***/ 73585:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ childEnv)
/* harmony export */ });
// Not for programs we start: the runner's tokens, and the files through which a step speaks to the runner.
const WITHHELD = /^(ACTIONS_|STATE_|INPUT_|GITHUB_TOKEN$|GITHUB_(ENV|OUTPUT|PATH|STATE|STEP_SUMMARY)$|DATABASE_URL$)/;
/** The environment of a check's or gate's program: the runner's own, without its tokens and command files. */
function childEnv(runner) {
    return Object.fromEntries(Object.entries(runner.env).filter(([name]) => !WITHHELD.test(name)));
}


/***/ }),

/***/ 78773:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CU: () => (/* binding */ BEFORE_TRAFFIC),
/* harmony export */   Eo: () => (/* binding */ whilePreparing),
/* harmony export */   Lr: () => (/* binding */ whileVerifying)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26393);
/* harmony import */ var _deploy_actions_ledger__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(11030);
/* harmony import */ var _ledger_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(66372);



/** Reason of a sign of life of a deployment that has touched no traffic yet. */
const BEFORE_TRAFFIC = "before_traffic";
const VERIFYING = { phase: "verifying", weight: 100, note: "still verifying" };
const PREPARING = { phase: "started", note: "still before any traffic", reason: BEFORE_TRAFFIC };
/** Does `work` while the open record `id` says regularly that it is being verified. See {@link whileBeating}. */
function whileVerifying(context, ledger, id, work) {
    return whileBeating(context, ledger, id, VERIFYING, work);
}
/** The same for what comes before any traffic: a snapshot or a migration may take its time. */
function whilePreparing(context, ledger, id, work) {
    return whileBeating(context, ledger, id, PREPARING, work);
}
/**
 * Does `work` while the open record gives regular signs of life: without news another run would take it for dead. A beat
 * that fails is only said; a record that another run closed meanwhile ends the beating.
 */
async function whileBeating(context, ledger, id, sign, work) {
    const { clock, log } = context;
    const done = new AbortController();
    const whileWorking = AbortSignal.any([context.signal, done.signal]);
    const beat = async () => {
        for (;;) {
            await clock.sleep((0,_deploy_actions_ledger__WEBPACK_IMPORTED_MODULE_1__/* .heartbeatMs */ .fO)(_ledger_js__WEBPACK_IMPORTED_MODULE_2__/* .LIVE_MS */ .W_), whileWorking);
            try {
                // Not cut short when the work is done: it could reach the ledger after the end of the record.
                await ledger.append(id, sign, context.signal);
            }
            catch (error) {
                if (context.signal.aborted)
                    return;
                log.warning(`The ledger did not take a sign of life: ${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .errorMessage */ .gJ)(error)}`);
                if (error instanceof _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ && error.code === "conflict")
                    return;
            }
        }
    };
    // The sleep rejects when the work is done.
    const beating = beat().catch(() => undefined);
    try {
        return await work();
    }
    finally {
        done.abort();
        await beating;
    }
}


/***/ }),

/***/ 29867:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  MX: () => (/* reexport */ createCommandProbe),
  Xx: () => (/* reexport */ createHttpProbe),
  cC: () => (/* reexport */ watchHealth)
});

// UNUSED EXPORTS: binomialCdf, binomialLower, binomialUpper, cleanTrialsFor, compareWithBefore, judgeHealth, minimumSamples, nearestRank, quantileInterval, summariseChecks

// EXTERNAL MODULE: ./packages/kernel/lib/index.js + 9 modules
var lib = __webpack_require__(26393);
;// CONCATENATED MODULE: ./packages/probes/lib/describe.js

const MAX_DETAIL_BYTES = 2_048;
/** A URL for people: without user, password and query, which may hold secrets. */
function describeUrl(url) {
    if (!URL.canParse(url))
        return (0,lib/* printable */.g$)((0,lib/* truncateUtf8 */.Ck)(url.split("?")[0] ?? "", 200));
    const { origin, pathname } = new URL(url);
    return (0,lib/* truncateUtf8 */.Ck)(`${origin}${pathname}`, 400);
}
/** Text from outside on one line, harmless to print, redacted and at most 2 KiB. */
function oneLine(text, secrets) {
    const redacted = secrets?.redact(text) ?? text;
    return (0,lib/* truncateUtf8 */.Ck)((0,lib/* printable */.g$)(redacted.trim().replace(/\s*[\r\n]+\s*/g, " | ")), MAX_DETAIL_BYTES);
}
/** The beginning of a text from outside in quotes, for a message. */
function quote(text, maxBytes = 80) {
    return `"${(0,lib/* truncateUtf8 */.Ck)(text.trim().replace(/\s+/g, " "), maxBytes)}"`;
}

;// CONCATENATED MODULE: ./packages/probes/lib/command-probe.js


const MAX_OUTPUT_BYTES = 65_536;
const TAIL_LINES = 5;
/**
 * A probe that runs a program: exit code 0 is healthy, any other and a time-out are not. A program that cannot be
 * started says nothing about the system: `unknown`.
 */
function createCommandProbe(options) {
    const { check, exec, env, clock, secrets } = options;
    const source = check.argv[0] ?? "";
    async function run(signal) {
        const at = clock.now();
        // A program's run time is not the latency of the system, so it never enters a percentile.
        const base = { check: check.name, at, latencyMs: undefined, version: undefined };
        const detail = (text) => oneLine(`${source}: ${text}`, secrets);
        try {
            const result = await exec.run({
                argv: check.argv,
                env,
                timeoutMs: check.timeoutMs,
                maxOutputBytes: MAX_OUTPUT_BYTES,
                signal,
            });
            if (result.exitCode === 0 && !result.timedOut) {
                return { ...base, result: "healthy", reason: "ok", detail: detail("exit code 0") };
            }
            const { reason, text } = describeFailure(result, check.timeoutMs);
            return { ...base, result: "unhealthy", reason, detail: detail(text) };
        }
        catch (error) {
            if (signal.aborted)
                throw error;
            return { ...base, result: "unknown", reason: "command_not_run", detail: detail((0,lib/* errorMessage */.gJ)(error)) };
        }
    }
    return { check: check.name, kind: "command", critical: check.critical, source, run };
}
function describeFailure(result, timeoutMs) {
    const output = (0,lib/* tail */.RT)(result.stderr.trim() === "" ? result.stdout : result.stderr, TAIL_LINES);
    const ending = output.trim() === "" ? "without output" : output;
    if (result.timedOut)
        return { reason: "timeout", text: `no end within ${timeoutMs} ms: ${ending}` };
    if (result.exitCode === null)
        return { reason: "command_killed", text: `killed: ${ending}` };
    return { reason: "exit_code", text: `exit code ${result.exitCode}: ${ending}` };
}

;// CONCATENATED MODULE: ./packages/probes/lib/json-path.js

const SEGMENT = /\.?([^.[\]'"\s]+)|\[(\d{1,9})\]|\[(?:'([^']*)'|"([^"]*)")\]/y;
/**
 * Parses the subset of JSONPath that leads to exactly one value: `$.checks.db[0]['response time']`. The leading `$` may
 * be left out; there are no wildcards, filters or expressions.
 */
function parseJsonPath(text) {
    const source = text.trim();
    const rooted = source.startsWith("$");
    let offset = rooted ? 1 : 0;
    const segments = [];
    while (offset < source.length) {
        SEGMENT.lastIndex = offset;
        const match = SEGMENT.exec(source);
        if (match === null)
            return { ok: false, offset };
        const [whole, name, index, single, double] = match;
        // A name joins the one before it with a dot; only the first of a path without `$` has none.
        const isFirstBare = !rooted && offset === 0;
        if (name !== undefined && whole.startsWith(".") === isFirstBare)
            return { ok: false, offset };
        segments.push(index === undefined ? (name ?? single ?? double ?? "") : Number(index));
        offset = SEGMENT.lastIndex;
    }
    return segments.length === 0 && !rooted ? { ok: false, offset: 0 } : { ok: true, segments };
}
/** Follows a path through own keys only (`__proto__` and `length` lead nowhere unless the document has them). */
function readJsonPath(value, segments) {
    let current = value;
    let at = "$";
    for (const segment of segments) {
        if (typeof segment === "number" && Array.isArray(current) && segment < current.length) {
            current = current[segment];
            at += `[${segment}]`;
        }
        else if (typeof segment === "string" && (0,lib/* isObject */.Gv)(current) && Object.hasOwn(current, segment)) {
            current = current[segment];
            at += `.${segment}`;
        }
        else {
            return { found: false, at };
        }
    }
    return { found: true, value: current };
}

;// CONCATENATED MODULE: ./packages/probes/lib/http-plan.js


/** Parses the paths of a check; throws a `config` ActionError that names the check and the place. */
function planHttpCheck(check) {
    const json = check.json.map((item) => ({
        path: item.path,
        segments: parsePath(check.name, item.path),
        expect: item.expect,
    }));
    const version = check.version === undefined
        ? undefined
        : {
            expected: check.version.expected,
            place: parseVersionPlace(check.name, check.version.from),
        };
    const needsJson = json.length > 0 || version?.place.kind === "json" || version?.place.kind === "auto";
    const needsBody = needsJson || version?.place.kind === "body" || check.contains !== undefined;
    if (needsBody && check.method === "HEAD") {
        throw new lib/* ActionError */.lZ("config", `Check "${check.name}" expects something of the body but asks with HEAD`, {
            hint: "Use method GET, or expect only a status, headers or a version from a header.",
        });
    }
    return { check, json, version, needsJson, needsBody };
}
function parsePath(name, path) {
    const parsed = parseJsonPath(path);
    if (parsed.ok)
        return parsed.segments;
    throw new lib/* ActionError */.lZ("config", `Check "${name}": JSON path "${path}" cannot be read from character ${parsed.offset + 1} on`, { hint: "A path is made of names and indexes, such as $.checks.db[0]['response time']." });
}
function parseVersionPlace(name, from) {
    const text = from.trim();
    if (text === "body" || text === "auto")
        return { kind: text };
    const header = /^header:\s*([!#$%&'*+.^_`|~0-9A-Za-z-]+)$/.exec(text)?.[1];
    if (header !== undefined)
        return { kind: "header", name: header.toLowerCase() };
    if (text.startsWith("json:")) {
        const path = text.slice("json:".length).trim();
        return { kind: "json", path, segments: parsePath(name, path) };
    }
    const near = (0,lib/* suggest */.ZA)(text, ["body", "auto", "header:x-version", "json:$.version"]);
    throw new lib/* ActionError */.lZ("config", `Check "${name}": "${from}" is not a place where a version can be read`, {
        hint: `${near.trim()} A place is json:<path>, header:<name>, body or auto.`,
    });
}

;// CONCATENATED MODULE: ./packages/probes/lib/finding.js
/** The system answered, and the answer is wrong. */
function unhealthy(reason, found) {
    return { result: "unhealthy", reason, found };
}
/** Nobody can say: never a pass. */
function unknown(reason, found) {
    return { result: "unknown", reason, found };
}

;// CONCATENATED MODULE: ./packages/probes/lib/judge-failure.js


/** What it means for the system that no answer came; `unknown` where the fault is on this side of the line. */
function judgeFailure(error) {
    const failure = findHttpFailure(error);
    if (failure === undefined)
        return unknown("request_failed", (0,lib/* errorMessage */.gJ)(error));
    const found = failure.message;
    switch (failure.failure) {
        case "dns":
            // The name does not exist: users cannot reach it either. A resolver that does not answer is the runner's trouble.
            return failure.systemCode === "EAI_AGAIN"
                ? unknown("resolver_unavailable", found)
                : unhealthy("dns", found);
        case "refused":
            return unhealthy("connection_refused", found);
        case "tls":
            return unhealthy(failure.systemCode === "CERT_HAS_EXPIRED" ? "tls_expired" : "tls", found);
        case "timeout":
            return unhealthy("timeout", found);
        case "reset":
            return unhealthy("connection_reset", found);
        case "proxy":
            return unknown("proxy", found);
        case "network":
            // GitHub-hosted runners have no IPv6 route: that says nothing about the system.
            return failure.systemCode === "ENETUNREACH"
                ? unknown("network_unreachable", found)
                : unhealthy("network", found);
    }
}
function findHttpFailure(error) {
    for (let current = error; current instanceof Error; current = current.cause) {
        if (current instanceof lib/* HttpFailure */.HR)
            return current;
    }
    return undefined;
}

;// CONCATENATED MODULE: ./packages/probes/lib/health-format.js

// Words of health+json (draft-inadarei-api-health-check), Spring Boot Actuator, ASP.NET Core, MicroProfile Health,
// NestJS Terminus and gRPC health; whole words, since "unhealthy" holds "healthy".
const CLASSES = new Map([
    ...["pass", "passing", "ok", "up", "healthy", "serving", "success"].map((word) => [word, "pass"]),
    ...["warn", "warning", "degraded"].map((word) => [word, "warn"]),
    ...["fail", "failed", "error", "down", "unhealthy", "out_of_service", "not_serving", "critical"].map((word) => [word, "fail"]),
]);
// Keys that stand beside `status` in health documents and hardly anywhere else.
const HEALTH_KEYS = ["components", "checks", "groups", "entries", "totalDuration", "results", "details"];
const HEALTH_PATH = /\/(health|healthz|healthcheck|health-check|ready|readyz|live|livez|readiness|liveness)\b/i;
/** The class of a status word: the exact word in any case, never a part of it. */
function classifyStatus(token) {
    return CLASSES.get(token.trim().toLowerCase()) ?? "unknown";
}
/** Whether the path of a URL is one that asks for health, so that any other kind of answer is suspicious. */
function isHealthPath(url) {
    return URL.canParse(url) && HEALTH_PATH.test(new URL(url).pathname);
}
/** The reading of a one-word text body (`Healthy`, `UNHEALTHY`); `undefined` for any other text. */
function readHealthText(text) {
    const token = text.trim();
    const found = classifyStatus(token);
    return found === "unknown" ? undefined : { class: found, token, failedPart: undefined };
}
/**
 * The reading of a JSON body in one of the known health shapes; `undefined` when it is not one. A status word nobody
 * knows is read as `unknown` only where the document or the URL shows that it is about health.
 */
function readHealthJson(value, url) {
    if (!(0,lib/* isObject */.Gv)(value))
        return undefined;
    for (const key of ["ok", "healthy", "success"]) {
        if (value[key] === false)
            return { class: "fail", token: `${key}: false`, failedPart: undefined };
    }
    if (typeof value.status !== "string") {
        const yes = ["ok", "healthy"].find((key) => value[key] === true);
        return yes === undefined
            ? readErrorKey(value)
            : { class: "pass", token: `${yes}: true`, failedPart: undefined };
    }
    const found = classifyStatus(value.status);
    if (found === "pass") {
        return readErrorKey(value) ?? { class: "pass", token: value.status, failedPart: findFailedPart(value) };
    }
    if (found === "unknown" && !isAboutHealth(value, url))
        return undefined;
    return { class: found, token: value.status, failedPart: undefined };
}
/** Whether an answer with status 503 says that the application has not finished starting (MicroProfile Health). */
function isNotStarted(value) {
    return ((0,lib/* isObject */.Gv)(value) &&
        typeof value.status === "string" &&
        classifyStatus(value.status) === "fail" &&
        Array.isArray(value.checks) &&
        value.checks.length === 0);
}
/** Whether an instance says that it is draining before it stops (NestJS Terminus). */
function isShuttingDown(value) {
    return (0,lib/* isObject */.Gv)(value) && value.status === "shutting_down";
}
function isAboutHealth(value, url) {
    const keys = Object.keys(value);
    return keys.length === 1 || isHealthPath(url) || HEALTH_KEYS.some((key) => keys.includes(key));
}
// `{data, error}` answers 200 with the error in the body; Terminus has an empty `error` object when all is well.
function readErrorKey(value) {
    const error = value.error;
    const isEmpty = error === undefined ||
        error === null ||
        error === false ||
        error === "" ||
        (typeof error === "object" && Object.keys(error).length === 0);
    return isEmpty ? undefined : { class: "fail", token: "error", failedPart: undefined };
}
function findFailedPart(value) {
    for (const key of ["components", "checks", "entries", "results", "details"]) {
        const parts = value[key];
        if (typeof parts !== "object" || parts === null)
            continue;
        for (const [name, part] of Object.entries(parts)) {
            for (const item of Array.isArray(part) ? part : [part]) {
                if (!(0,lib/* isObject */.Gv)(item) || typeof item.status !== "string")
                    continue;
                if (classifyStatus(item.status) === "fail")
                    return typeof item.name === "string" ? item.name : name;
            }
        }
    }
    return undefined;
}

;// CONCATENATED MODULE: ./packages/probes/lib/judge-body.js




const LOGIN_TITLE = /<title[^>]*>[^<]*\b(log ?in|log ?on|sign ?in|single sign|sso|authenticat)/i;
const PASSWORD_FIELD = /<input[^>]+type\s*=\s*["']?password/i;
/** The body as such: whole, there where something of it is expected, JSON where JSON is needed, no login page. */
function judgeBody(reply) {
    const { response, plan, json, text } = reply;
    if (response.truncated) {
        const read = (0,lib/* formatBytes */.z3)(response.body.length);
        return { ...unknown("body_too_large", `a body longer than the ${read} that are read`), isFinal: true };
    }
    if (!json.parsed && json.looksLike === "nothing")
        return judgeEmptyBody(reply);
    if (plan.needsJson && !json.parsed) {
        return unhealthy("not_json", `${json.looksLike === "html" ? "HTML" : "text"}, expected JSON: ${quote(text)}`);
    }
    if (json.parsed || json.looksLike !== "html" || plan.check.contains !== undefined)
        return undefined;
    if (PASSWORD_FIELD.test(text) || LOGIN_TITLE.test(text)) {
        return unhealthy("login_page", "a login page instead of the answer");
    }
    if (!isHealthPath(plan.check.url))
        return undefined;
    return unknown("html_unexpected", "an HTML page where a health answer was expected");
}
// With the default statuses and nothing else expected, an empty 200 may come from anything that listens there.
function judgeEmptyBody({ plan, response }) {
    if (plan.needsBody)
        return unhealthy("empty_body", "an empty body");
    const { method, status, expectHeaders } = plan.check;
    const isDefaultStatus = status.length === 1 && status[0]?.from === 200 && status[0].to === 299;
    const isNothingSaid = isDefaultStatus &&
        method !== "HEAD" &&
        response.status !== 204 &&
        plan.version === undefined &&
        Object.keys(expectHeaders).length === 0;
    return isNothingSaid ? unknown("empty_body", `${response.status} with an empty body`) : undefined;
}
/** What the body itself says about health, where the check does not say itself what in it must hold. */
function judgeHealthFormat({ plan, response, json, text }) {
    if (plan.json.length > 0)
        return undefined;
    const reading = json.parsed
        ? (readHealthJson(json.value, response.url) ??
            (typeof json.value === "string" ? readHealthText(json.value) : undefined))
        : readHealthText(text);
    if (reading === undefined)
        return undefined;
    switch (reading.class) {
        case "fail":
            return unhealthy("status_down", `${response.status} whose body says ${quote(reading.token)}`);
        case "warn":
            // A check whose own text is this very word has decided that it is good enough.
            if (classifyStatus(plan.check.contains ?? "") === "warn")
                return undefined;
            return unknown("status_degraded", `${response.status} whose body says ${quote(reading.token)}`);
        case "unknown":
            return unknown("status_token_unknown", `a body with the status ${quote(reading.token)}`);
        case "pass":
            if (reading.failedPart === undefined)
                return undefined;
            return unknown("component_down", `a body that says ${reading.token} but ${quote(reading.failedPart)} is down`);
    }
}

;// CONCATENATED MODULE: ./packages/probes/lib/judge-envelope.js



/** The status: expected, a redirect, the proxy's own failure, or wrong. */
function judgeStatus(reply) {
    const { response, plan, json } = reply;
    const { status } = response;
    if (isProxyFailure(reply)) {
        return { ...unknown("proxy", `${status} that a proxy may have made`), isFinal: true };
    }
    if (plan.check.status.some((range) => status >= range.from && status <= range.to))
        return undefined;
    if (status >= 300 && status < 400 && status !== 304) {
        const target = describeLocation(response.headers.location, response.url);
        return unhealthy("redirected", `${status} to ${target}, expected ${formatRanges(plan.check.status)}`);
    }
    if (status === 503 && json.parsed && isNotStarted(json.value)) {
        return {
            ...unknown("not_started", "503 with no checks yet: the application is starting"),
            isFinal: true,
        };
    }
    if (status === 503 && json.parsed && isShuttingDown(json.value)) {
        return {
            ...unknown("shutting_down", "503 of an instance that drains before it stops"),
            isFinal: true,
        };
    }
    return unhealthy("status_unexpected", `${status}, expected ${formatRanges(plan.check.status)}`);
}
/** A followed redirect must end where the check asked: same host and path (`http` may become `https`). */
function judgePlace({ plan, response }) {
    if (response.redirects === 0)
        return undefined;
    const asked = new URL(plan.check.url);
    const answered = new URL(response.url);
    const isSame = asked.hostname === answered.hostname && withoutSlash(asked.pathname) === withoutSlash(answered.pathname);
    if (isSame)
        return undefined;
    return unhealthy("redirected", `followed to ${describeUrl(response.url)}`);
}
/** An answer out of a cache says nothing about the system now, unless the check itself asks for that header. */
function judgeFreshness({ plan, response }) {
    const { headers } = response;
    const sign = [
        ["age", Number(headers.age) > 0],
        ["cf-cache-status", /^(hit|stale|updating)$/i.test(headers["cf-cache-status"] ?? "")],
        ["x-cache", /\bhit\b/i.test(headers["x-cache"] ?? "")],
        ["x-vercel-cache", /^(hit|stale)$/i.test(headers["x-vercel-cache"] ?? "")],
        ["cache-status", /;\s*hit\b/i.test(headers["cache-status"] ?? "")],
    ].find(([name, isCached]) => isCached && !Object.hasOwn(plan.check.expectHeaders, String(name)));
    if (sign === undefined)
        return undefined;
    const name = String(sign[0]);
    return unknown("cached", `an answer from a cache (${name}: ${(headers[name] ?? "").slice(0, 60)})`);
}
/** Headers that must hold a text. */
function judgeHeaders({ plan, response }) {
    for (const [name, text] of Object.entries(plan.check.expectHeaders)) {
        const value = response.headers[name.toLowerCase()];
        if (value === undefined)
            return unhealthy("header_missing", `no header ${name}, expected "${text}" in it`);
        if (!value.includes(text)) {
            return unhealthy("header_unexpected", `header ${name} is "${value.slice(0, 80)}", expected "${text}" in it`);
        }
    }
    return undefined;
}
// Through CONNECT (https) the proxy's own failure is a failed connection; in plain HTTP its 502 looks like the system's.
function isProxyFailure({ response }) {
    if (response.status === 407)
        return true;
    return response.proxied && response.url.startsWith("http:") && [502, 503, 504].includes(response.status);
}
function describeLocation(location, base) {
    if (location === undefined)
        return "nowhere";
    return describeUrl(URL.canParse(location, base) ? new URL(location, base).href : location);
}
function withoutSlash(path) {
    return path.replace(/\/+$/, "");
}
function formatRanges(ranges) {
    return ranges.map(({ from, to }) => (from === to ? `${from}` : `${from}-${to}`)).join(", ");
}

// EXTERNAL MODULE: ./packages/conditions/lib/index.js + 12 modules
var conditions_lib = __webpack_require__(16780);
;// CONCATENATED MODULE: ./packages/probes/lib/judge-expectations.js





/** The version the answer claims must be the expected one, exactly. */
function judgeIdentity({ plan, version }) {
    if (plan.version === undefined || version === plan.version.expected)
        return undefined;
    const { expected, place } = plan.version;
    if (version === undefined) {
        const where = place.kind === "json" ? place.path : place.kind === "header" ? `header ${place.name}` : "the answer";
        return unhealthy("version_missing", `no version in ${where}, expected "${expected}"`);
    }
    return unhealthy("version_mismatch", `version ${quote(version)}, expected "${expected}"`);
}
/** Every JSON expectation, without casts: a missing path or another type never becomes a value. */
function judgeJson({ plan, json }) {
    if (!json.parsed)
        return undefined;
    for (const item of plan.json) {
        const finding = judgeExpectation(json.value, item);
        if (finding !== undefined)
            return finding;
    }
    return undefined;
}
function judgeExpectation(value, item) {
    const found = readJsonPath(value, item.segments);
    if (!found.found)
        return unhealthy("json_path_missing", `no ${item.path} in the body (it ends at ${found.at})`);
    const shown = `${item.path} is ${show(found.value)}`;
    if ("equals" in item.expect) {
        const { equals } = item.expect;
        return found.value === equals
            ? undefined
            : unhealthy("json_unexpected", `${shown}, expected ${JSON.stringify(equals)}`);
    }
    const { condition } = item.expect;
    if (typeof found.value !== "number") {
        return unhealthy("json_not_a_number", `${shown}, expected a number ${condition.text}`);
    }
    return judgeCondition(condition, found.value, shown, "json_unexpected");
}
/** The text the body must hold. */
function judgeText({ plan, text }) {
    const { contains } = plan.check;
    if (contains === undefined || text.includes(contains))
        return undefined;
    return unhealthy("text_missing", `a body without "${contains}": ${quote(text)}`);
}
/** How long this one answer took. */
function judgeLatency({ plan, latencyMs }) {
    const { latency } = plan.check;
    if (latency === undefined)
        return undefined;
    return judgeCondition(latency, latencyMs, `${Math.round(latencyMs)} ms`, "too_slow");
}
function judgeCondition(condition, value, shown, reason) {
    // A number in a body has no unit of its own: it is meant in the one the condition is written in.
    const unit = condition.kind === "threshold" ? condition.unit : "count";
    const { holds, ...rest } = {
        reason: "",
        text: "",
        ...(0,conditions_lib/* evaluate */._3)(condition, { known: true, value, unit, text: shown }),
    };
    if (holds === true)
        return undefined;
    if (holds === false)
        return unhealthy(reason, `${shown}, expected ${condition.text}`);
    return unknown(rest.reason, `${shown}: ${rest.text}`);
}
function show(value) {
    if (Array.isArray(value))
        return `a list of ${value.length}`;
    return (0,lib/* isObject */.Gv)(value) ? "an object" : typeof value === "string" ? quote(value) : JSON.stringify(value);
}

;// CONCATENATED MODULE: ./packages/probes/lib/judge-reply.js



const STAGES = [
    judgeStatus,
    judgePlace,
    judgeFreshness,
    judgeBody,
    judgeHealthFormat,
    judgeIdentity,
    judgeJson,
    judgeText,
    judgeHeaders,
    judgeLatency,
];
/**
 * What is wrong with an answer, `undefined` when nothing is. The first unhealthy stage wins; what is merely unknown
 * counts only when no stage is unhealthy, since the worse of two answers is the safe one.
 */
function judgeReply(reply) {
    let firstUnknown;
    for (const stage of STAGES) {
        const finding = stage(reply);
        if (finding?.result === "unhealthy" || finding?.isFinal === true)
            return finding;
        firstUnknown ??= finding;
    }
    return firstUnknown;
}

;// CONCATENATED MODULE: ./packages/probes/lib/reply.js

// Where releases usually say who they are: health+json's releaseId comes before version, which is the API's there.
const VERSION_PATHS = [
    ["releaseId"],
    ["release"],
    ["version"],
    ["build", "version"],
    ["app", "version"],
    ["git", "commit", "id", "full"],
    ["git", "commit", "id"],
    ["commit"],
    ["sha"],
    ["revision"],
];
/** Decodes and parses an answer; nothing in it can throw. */
function readReply(plan, response, latencyMs) {
    const text = new TextDecoder().decode(response.body);
    const json = parseBody(text, response.headers["content-type"] ?? "");
    return { plan, response, latencyMs, text, json, version: readVersion(plan, response, text, json) };
}
function parseBody(text, contentType) {
    if (text.trim() === "")
        return { parsed: false, looksLike: "nothing" };
    try {
        return { parsed: true, value: JSON.parse(text) };
    }
    catch {
        const isHtml = /\bhtml\b/i.test(contentType) || /^\s*<(!doctype|html|head|body)\b/i.test(text);
        return { parsed: false, looksLike: isHtml ? "html" : "text" };
    }
}
function readVersion(plan, response, text, json) {
    const place = plan.version?.place;
    switch (place?.kind) {
        case undefined:
            return undefined;
        case "header":
            return asVersion(response.headers[place.name]);
        case "body":
            return asVersion(text);
        case "json":
            return json.parsed ? versionAt(json.value, place.segments) : undefined;
        case "auto": {
            if (!json.parsed)
                return undefined;
            const claimed = VERSION_PATHS.map((path) => versionAt(json.value, path));
            // A document may name its API's version beside the commit: any of the usual places may be the one meant.
            return (claimed.find((item) => item === plan.version?.expected) ?? claimed.find((item) => item !== undefined));
        }
    }
}
function versionAt(value, segments) {
    const found = readJsonPath(value, segments);
    return found.found ? asVersion(found.value) : undefined;
}
// A build number may be a JSON integer; it is compared as text, so that 1.0 and "1.0" still differ.
function asVersion(value) {
    if (Number.isSafeInteger(value))
        return String(value);
    return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
}

;// CONCATENATED MODULE: ./packages/probes/lib/http-probe.js





const MAX_BODY_BYTES = 1_048_576;
/**
 * A probe that asks over HTTP: one look is one request on a fresh connection, without retry, judged stage by stage.
 *
 * Throws a `config` ActionError when a path or version place of the check cannot be read.
 */
function createHttpProbe(options) {
    const { check, http, clock, secrets } = options;
    const plan = planHttpCheck(check);
    const source = describeUrl(check.url);
    const asked = `${check.method} ${source}`;
    async function run(signal) {
        const at = clock.now();
        const sample = (finding, latencyMs, rest) => ({
            check: check.name,
            at,
            result: finding?.result ?? "healthy",
            reason: finding?.reason ?? "ok",
            latencyMs,
            version: undefined,
            detail: "",
            ...rest,
        });
        try {
            const response = await http.send({ ...request(check), signal });
            const latencyMs = clock.now() - at;
            const reply = readReply(plan, response, latencyMs);
            const finding = judgeReply(reply);
            return sample(finding, latencyMs, {
                version: reply.version === undefined ? undefined : oneLine(reply.version, secrets).slice(0, 200),
                detail: oneLine(`${asked}: ${finding?.found ?? `${response.status} in ${latencyMs} ms`}`, secrets),
            });
        }
        catch (error) {
            if (signal.aborted)
                throw error;
            const finding = judgeFailure(error);
            const elapsedMs = clock.now() - at;
            const latencyMs = finding.reason === "timeout" ? Math.max(elapsedMs, check.timeoutMs) : elapsedMs;
            return sample(finding, finding.result === "unknown" ? undefined : latencyMs, {
                detail: oneLine(finding.found, secrets),
            });
        }
    }
    return {
        check: check.name,
        kind: "http",
        critical: check.critical,
        source,
        ...(check.version === undefined
            ? {}
            : {
                expectsVersion: {
                    expected: check.version.expected,
                    consecutive: Math.max(1, check.version.consecutive),
                },
            }),
        run,
    };
}
function request(check) {
    const own = Object.entries(check.headers).map(([name, value]) => [name.toLowerCase(), value]);
    return {
        method: check.method,
        url: check.url,
        headers: { "cache-control": "no-cache", ...Object.fromEntries(own) },
        ...(check.body === undefined ? {} : { body: check.body }),
        timeoutMs: check.timeoutMs,
        maxBodyBytes: MAX_BODY_BYTES,
        redirect: check.followRedirects ? "follow" : "manual",
        retry: "never",
        // A kept connection is pinned to one backend behind most balancers and would hide the others.
        freshConnection: true,
    };
}

;// CONCATENATED MODULE: ./packages/probes/lib/advice.js
const ADVICE = {
    version_mismatch: "An old version still answers: look at what the load balancer routes to and whether the rollout has finished",
    version_missing: "Make the answer say its version, or correct `version.from`",
    redirected: "Ask the final URL, or expect this status if the redirect is the right answer",
    login_page: "Ask a URL that needs no login, or send the header that lets the check in",
    not_json: "Ask the URL that answers JSON; HTML is often a login or error page",
    cached: "Ask a URL that is not cached, or name the cache header in `expect-headers`",
    empty_body: "Expect exactly this status (`status: 200`) if an empty answer is healthy, or ask a URL with a body",
    html_unexpected: "Ask the health URL itself, or say with `contains` what the page must hold",
    status_degraded: "Expect the word with `contains` or `json` if degraded is good enough",
    status_token_unknown: "Say with `json` which status is healthy",
    component_down: "Look at the part that is down, or say with `json` what has to hold",
    body_too_large: "Ask a URL with a smaller answer",
    proxy: "Look at the runner's proxy, or add the host to NO_PROXY",
    resolver_unavailable: "Look at the runner's DNS",
    network_unreachable: "Run on a runner that has a route to the address (hosted runners have no IPv6)",
    dns: "Correct the host name, or create its DNS record",
    tls_expired: "Renew the certificate",
    dropped: "Raise the interval or lower the time-out: answers take longer than looks come",
    command_not_run: "Install the program on the runner, or correct the first word of `run`",
};
/** What to do about a sample's reason code. */
function adviceFor(reason) {
    return ADVICE[reason] ?? "Look at the service's own log at this time";
}

;// CONCATENATED MODULE: ./packages/probes/lib/streaks.js
/**
 * Finds what ends a check early: one failure of a critical check, or `max` failures in a row. `slots` are its samples in
 * the order in which they were due; `undefined` (no answer yet) ends a row, an unknown sample neither adds nor ends one.
 */
function findTrip(slots, criteria, max) {
    const settledFrom = criteria.expectsVersion === undefined ? 0 : switchedOverAt(slots, criteria);
    let run = 0;
    for (const [index, sample] of slots.entries()) {
        if (sample === undefined || sample.result === "healthy")
            run = 0;
        if (sample?.result !== "unhealthy")
            continue;
        run += 1;
        const isExcused = sample.reason === "version_mismatch" && index < settledFrom;
        if (criteria.critical && !isExcused)
            return { reason: "critical_failure", sample, run };
        if (run >= max)
            return { reason: "consecutive_failures", sample, run };
    }
    return undefined;
}
/**
 * Index of the first of the `consecutive` replies in a row that say the expected version; the number of slots while
 * there are none. Until then an old instance may still be answering; from then on it must not. A sample without any
 * version (a time-out) is no reply.
 */
function switchedOverAt(slots, { expectsVersion }) {
    let first = 0;
    let run = 0;
    for (const [index, sample] of slots.entries()) {
        if (sample?.version === undefined)
            continue;
        if (sample.version !== expectsVersion?.expected) {
            run = 0;
            continue;
        }
        if (run === 0)
            first = index;
        run += 1;
        if (run >= expectsVersion.consecutive)
            return first;
    }
    return slots.length;
}
/** The longest row of unhealthy samples; unknown ones neither add nor end it. */
function longestFailureRun(samples) {
    let longest = 0;
    let run = 0;
    for (const { result } of samples) {
        if (result === "healthy")
            run = 0;
        if (result === "unhealthy")
            run += 1;
        longest = Math.max(longest, run);
    }
    return longest;
}

;// CONCATENATED MODULE: ./packages/probes/lib/judge-check.js



/** The samples of a check that count as failed: not those of an old version before the switch-over. */
function failedSamples(samples, criteria) {
    const settledFrom = criteria.expectsVersion === undefined ? 0 : switchedOverAt(samples, criteria);
    return samples.filter(({ result, reason }, index) => result === "unhealthy" && !(reason === "version_mismatch" && index < settledFrom));
}
/** The evidence of one check over its samples, which are in the order in which they were due. */
function judgeCheck(check, samples, criteria) {
    const answer = (outcome, reason, found, advice) => ({
        name: check.name,
        outcome,
        reason,
        required: describeRequirement(check, criteria),
        found,
        advice,
        sources: check.source === undefined ? [] : [check.source],
    });
    if (samples.length === 0) {
        return answer("inconclusive", "no_samples", "nothing", "Watch at least one interval long");
    }
    const trip = findTrip(samples, check, criteria.maxConsecutiveFailures);
    if (trip !== undefined) {
        const rows = trip.run === 1 ? "a failure" : `${trip.run} failures in a row`;
        return answer("fail", trip.reason, `${rows}: ${explain(trip.sample)}`, adviceFor(trip.sample.reason));
    }
    const failed = failedSamples(samples, check);
    const last = failed.at(-1);
    if (last !== undefined && criteria.errorRate === undefined) {
        const found = `${failed.length} of ${samples.length} failed: ${explain(last)}`;
        return answer("fail", "failed_samples", found, adviceFor(last.reason));
    }
    return (judgeVersion(check, samples, answer) ??
        judgeUnknown(samples, criteria.maxConsecutiveFailures, answer) ??
        answer("pass", "passed", describeGood(samples, failed.length), ""));
}
function judgeVersion({ expectsVersion }, samples, answer) {
    if (expectsVersion === undefined)
        return undefined;
    const { expected, consecutive } = expectsVersion;
    const replies = samples.filter((sample) => sample.version !== undefined);
    const latest = replies.slice(-consecutive);
    const wrong = latest.findLast((sample) => sample.version !== expected);
    if (wrong !== undefined) {
        return answer("fail", "version_mismatch", explain(wrong), adviceFor("version_mismatch"));
    }
    if (latest.length >= consecutive)
        return undefined;
    const found = `${(0,lib/* plural */.LS)(replies.length, "reply", "replies")} with a version`;
    return answer("inconclusive", "too_few_replies", found, `Watch until ${consecutive} replies have come`);
}
function judgeUnknown(samples, maxConsecutiveFailures, answer) {
    const unknown = samples.filter((sample) => sample.result === "unknown");
    const last = unknown.at(-1);
    if (last === undefined || unknown.length * 2 <= samples.length)
        return undefined;
    // Not started is forgiven look by look; as the only answer ever it is a service that does not start.
    const neverStarted = samples.length >= maxConsecutiveFailures && samples.every((sample) => sample.reason === "not_started");
    const found = `${unknown.length} of ${samples.length} unknown: ${explain(last)}`;
    if (neverStarted)
        return answer("fail", "not_started", found, adviceFor("not_started"));
    return answer("inconclusive", unknown.length === samples.length ? "all_unknown" : "mostly_unknown", found, adviceFor(last.reason));
}
function describeRequirement(check, criteria) {
    const failures = check.critical || criteria.errorRate === undefined
        ? "no failure"
        : `fewer than ${criteria.maxConsecutiveFailures} failures in a row`;
    if (check.expectsVersion === undefined)
        return failures;
    const { expected, consecutive } = check.expectsVersion;
    return `${failures}, version ${expected} in ${(0,lib/* plural */.LS)(consecutive, "reply", "replies")} in a row`;
}
function describeGood(samples, failed) {
    const count = (result) => samples.filter((sample) => sample.result === result).length;
    const excused = count("unhealthy") - failed;
    return [
        `${count("healthy")} of ${samples.length} healthy`,
        ...(failed > 0 ? [`${failed} failed`] : []),
        ...(excused > 0 ? [`${excused} of the old version before the switch-over`] : []),
        ...(count("unknown") > 0 ? [`${count("unknown")} unknown`] : []),
    ].join(", ");
}
function explain(sample) {
    return `${sample.reason} (${sample.detail})`;
}

;// CONCATENATED MODULE: ./packages/probes/lib/binomial.js
/** P(X <= k) of a binomial distribution with n trials of probability p. Exact up to rounding. */
function binomialCdf(k, n, p) {
    if (k < 0)
        return 0;
    if (k >= n || p <= 0)
        return 1;
    if (p >= 1)
        return 0;
    // Summing away from the mode keeps every term below the first one, so that nothing that counts is lost.
    return k < n * p ? sumTail(k, n, p) : 1 - sumTail(n - k - 1, n, 1 - p);
}
/** P(X <= k) for k below the mean: terms k, k-1, … fall. */
function sumTail(k, n, p) {
    let term = Math.exp(logChoose(n, k) + k * Math.log(p) + (n - k) * Math.log1p(-p));
    let sum = term;
    for (let j = k; j > 0 && term > sum * 1e-17; j -= 1) {
        term *= ((j / (n - j + 1)) * (1 - p)) / p;
        sum += term;
    }
    return sum;
}
function logChoose(n, k) {
    let sum = 0;
    for (let j = 1, smaller = Math.min(k, n - k); j <= smaller; j += 1) {
        sum += Math.log((n - smaller + j) / j);
    }
    return sum;
}
/**
 * The highest failure probability (0 to 1) that `failures` of `n` leave possible: one-sided exact (Clopper-Pearson)
 * bound. 1 when nothing was seen.
 */
function binomialUpper(failures, n, confidence = 0.95) {
    if (n <= 0 || failures >= n)
        return 1;
    let low = failures / n;
    let high = 1;
    while (high - low > 1e-12) {
        const middle = (low + high) / 2;
        if (binomialCdf(failures, n, middle) > 1 - confidence)
            low = middle;
        else
            high = middle;
    }
    return high;
}
/** The lowest failure probability that `failures` of `n` leave possible: the mirror of {@link binomialUpper}. */
function binomialLower(failures, n, confidence = 0.95) {
    return n <= 0 ? 0 : 1 - binomialUpper(n - failures, n, confidence);
}
/** How many trials without any failure prove a failure probability below `limit` (0 to 1); infinite for 0. */
function cleanTrialsFor(limit, confidence = 0.95) {
    if (limit <= 0)
        return Number.POSITIVE_INFINITY;
    return limit >= 1 ? 1 : Math.ceil(Math.log(1 - confidence) / Math.log1p(-limit));
}

;// CONCATENATED MODULE: ./packages/probes/lib/judge-error-rate.js



/**
 * Whether the share of failed samples satisfies the condition, with one-sided exact 95 % bounds: it passes when even the
 * highest rate the samples leave possible does, fails when even the lowest does not, and is `inconclusive` between.
 *
 * A limit of 0 can never be proven by counting, so it is taken as "none failed" and judged on the observed rate.
 */
function judgeErrorRate(condition, failed, known) {
    const base = { name: "error-rate", required: condition.text, sources: [] };
    if (known === 0) {
        return {
            ...base,
            outcome: "inconclusive",
            reason: "no_samples",
            found: "nothing",
            advice: "Watch at least one interval long",
        };
    }
    const observed = (100 * failed) / known;
    const isZeroLimit = condition.kind === "threshold" && condition.limit === 0;
    const upper = isZeroLimit ? observed : 100 * binomialUpper(failed, known);
    const lower = isZeroLimit ? observed : 100 * binomialLower(failed, known);
    const bounds = `95 % bounds ${(0,lib/* formatPercent */.l9)(lower, 2)} and ${(0,lib/* formatPercent */.l9)(upper, 2)}`;
    const found = `${(0,lib/* formatPercent */.l9)(observed, 2)} (${(0,lib/* formatCount */.B4)(failed)} of ${(0,lib/* formatCount */.B4)(known)} samples failed${isZeroLimit ? "" : `, ${bounds}`})`;
    const best = holdsAt(condition, lower, found);
    const worst = holdsAt(condition, upper, found);
    for (const answer of [best, worst]) {
        if (answer.holds === "unknown") {
            const advice = "Write the error rate as a per cent, such as `< 1%`";
            return { ...base, outcome: "inconclusive", reason: answer.reason, found: answer.text, advice };
        }
    }
    if (best.holds !== true && worst.holds !== true) {
        const advice = "Look at the failed samples and the service's own log";
        return { ...base, outcome: "fail", reason: "error_rate_too_high", found, advice };
    }
    if (best.holds === true && worst.holds === true) {
        return { ...base, outcome: "pass", reason: "passed", found, advice: "" };
    }
    return {
        ...base,
        outcome: "inconclusive",
        reason: "error_rate_unproven",
        found,
        advice: advise(condition),
    };
}
function holdsAt(condition, value, text) {
    return (0,conditions_lib/* evaluate */._3)(condition, { known: true, value, unit: "percent", text });
}
function advise(condition) {
    const limit = condition.kind === "threshold" && condition.operator.startsWith("<") ? condition.limit : 0;
    const needed = cleanTrialsFor(limit / 100);
    if (!Number.isFinite(needed))
        return "Watch longer or look more often";
    return `Watch longer or look more often: without any failure ${(0,lib/* formatCount */.B4)(needed)} samples prove it`;
}

;// CONCATENATED MODULE: ./packages/probes/lib/quantile.js

/** The nearest-rank percentile (0 < percentile <= 100) of ascending values; `undefined` of nothing. */
function nearestRank(ascending, percentile) {
    // 1e-9 undoes the representation error of products such as 0.95 * 20.
    const rank = Math.ceil((percentile / 100) * ascending.length - 1e-9);
    return ascending[Math.max(1, rank) - 1];
}
/**
 * The distribution-free two-sided interval of a percentile from n values, as ranks. Each of its ends alone is a
 * one-sided bound of (1 + confidence) / 2, so 0.9 gives one-sided 95 % bounds.
 */
function quantileInterval(n, percentile, confidence = 0.95) {
    const p = percentile / 100;
    const side = (1 - confidence) / 2;
    let lower;
    let upper;
    for (let rank = 1; rank <= n; rank += 1) {
        const below = binomialCdf(rank - 1, n, p);
        if (below <= side + 1e-12)
            lower = rank;
        if (below >= 1 - side - 1e-12) {
            upper = rank;
            break;
        }
    }
    return { lower, upper };
}
/** Fewest values whose largest is, one-sided, not below the percentile: 59 for p95, 299 for p99 at 95 %. */
function minimumSamples(percentile, confidence = 0.95) {
    if (percentile >= 100)
        return Number.POSITIVE_INFINITY;
    return Math.max(1, Math.ceil(Math.log(1 - confidence) / Math.log(percentile / 100)));
}

;// CONCATENATED MODULE: ./packages/probes/lib/judge-latency.js



const DEFAULT_PERCENTILE = 95;
// Below this a ratio to a baseline measures the runner's noise, not the release.
const BASELINE_FLOOR_MS = 20;
// `evaluate` rightly refuses infinity; nothing takes this long.
const ENDLESS_MS = Number.MAX_SAFE_INTEGER;
/** The percentile a latency condition speaks of: its own, or p95. */
function latencyPercentile(condition) {
    const named = condition.kind === "threshold" || condition.kind === "baseline" ? condition.percentile : undefined;
    return named ?? DEFAULT_PERCENTILE;
}
/** The latencies of a check, ascending. A time-out is one of them, with at least its time-out. */
function latenciesOf(samples) {
    return samples
        .flatMap(({ latencyMs }) => (latencyMs === undefined ? [] : [latencyMs]))
        .sort((a, b) => a - b);
}
/**
 * Whether a percentile of one check's latency satisfies the condition, with distribution-free one-sided 95 % bounds
 * from order statistics: pass when the upper bound does, fail when the lower does not, else `inconclusive`. Fewer
 * samples than an upper bound needs (59 for p95) are `too_few_samples`. A dropped sample may have taken any time.
 */
function judge_latency_judgeLatency(condition, check, samples) {
    const percentile = latencyPercentile(condition);
    const measured = latenciesOf(samples);
    const dropped = samples.filter((sample) => sample.reason === "dropped").length;
    const worstCase = [...measured, ...Array.from({ length: dropped }, () => ENDLESS_MS)];
    const answer = (outcome, reason, found, advice) => ({
        name: `latency p${percentile} of ${check.name}`,
        outcome,
        reason,
        required: condition.text,
        found,
        advice,
        sources: check.source === undefined ? [] : [check.source],
    });
    const observed = nearestRank(measured, percentile);
    if (observed === undefined) {
        return answer("inconclusive", "no_samples", "nothing", "Watch at least one interval long");
    }
    const ranks = quantileInterval(worstCase.length, percentile, 0.9);
    const upper = ranks.upper === undefined ? undefined : worstCase[ranks.upper - 1];
    const best = quantileInterval(measured.length, percentile, 0.9).lower;
    const lower = best === undefined ? 0 : (measured[best - 1] ?? 0);
    const found = `${Math.round(observed)} ms (${(0,lib/* formatCount */.B4)(measured.length)} samples${dropped > 0 ? `, ${dropped} dropped` : ""}, 95 % bounds ${Math.round(lower)} and ${describeUpper(upper)})`;
    const needed = minimumSamples(percentile);
    if (upper === undefined || measured.length < needed) {
        const advice = `Watch longer or look more often: p${percentile} needs ${(0,lib/* formatCount */.B4)(needed)} samples`;
        return answer("inconclusive", "too_few_samples", found, advice);
    }
    const [lowest, highest] = [lower, upper].map((value) => evaluateAt(condition, value, check.baselineMs, found));
    if (lowest?.holds === "unknown") {
        return answer("inconclusive", lowest.reason, lowest.text, "Measure the same checks before the change");
    }
    if (lowest?.holds === true && highest?.holds === true)
        return answer("pass", "passed", found, "");
    if (lowest?.holds === false && highest?.holds === false) {
        return answer("fail", "too_slow", found, "Compare with the traces of the release before");
    }
    const advice = "Watch longer: the samples do not settle it";
    return answer("inconclusive", dropped > 0 ? "samples_dropped" : "latency_unproven", found, advice);
}
function evaluateAt(condition, value, baselineMs, text) {
    if (condition.kind === "baseline" && baselineMs !== undefined && value <= BASELINE_FLOOR_MS) {
        return { holds: true };
    }
    const baseline = baselineMs === undefined ? {} : { baseline: baselineMs };
    return (0,conditions_lib/* evaluate */._3)(condition, { known: true, value, unit: "ms", text, ...baseline });
}
function describeUpper(upper) {
    if (upper === undefined)
        return "none yet";
    return upper === ENDLESS_MS ? "open (dropped)" : `${Math.round(upper)} ms`;
}

;// CONCATENATED MODULE: ./packages/probes/lib/judge-health.js







/**
 * The verdict over all samples: one piece of evidence for each check, one for the error rate and one for each check's
 * latency where they are asked for. Fail beats inconclusive beats pass; no sample of a check is inconclusive.
 */
function judgeHealth(samples, criteria) {
    const byCheck = criteria.checks.map((check) => ({ check, own: samplesOf(samples, check.name) }));
    const evidence = byCheck.map(({ check, own }) => judgeCheck(check, own, criteria));
    const known = byCheck.map(({ check, own }) => {
        const failed = failedSamples(own, check).length;
        return { failed, known: failed + own.filter((sample) => sample.result === "healthy").length };
    });
    const failed = known.reduce((sum, item) => sum + item.failed, 0);
    const total = known.reduce((sum, item) => sum + item.known, 0);
    if (criteria.errorRate !== undefined && criteria.checks.length > 0) {
        evidence.push(judgeErrorRate(criteria.errorRate, failed, total));
    }
    const { latency } = criteria;
    if (latency !== undefined) {
        evidence.push(...byCheck
            .filter(({ own }) => latenciesOf(own).length > 0)
            .map(({ check, own }) => judge_latency_judgeLatency(latency, check, own)));
        if (latenciesOf(samples).length === 0)
            evidence.push(judge_latency_judgeLatency(latency, { name: "all checks", critical: false }, []));
    }
    const verdict = (0,conditions_lib/* judge */.S4)(evidence, "health");
    if (verdict.outcome !== "pass")
        return verdict;
    return { ...verdict, sentence: describePass(evidence, criteria, failed, total) };
}
/** What each check showed, for reports. */
function summariseChecks(samples, criteria) {
    return criteria.checks.map(({ name, critical }) => {
        const own = samplesOf(samples, name);
        const count = (result) => own.filter((sample) => sample.result === result).length;
        const latencies = latenciesOf(own);
        return {
            name,
            critical,
            samples: own.length,
            healthy: count("healthy"),
            unhealthy: count("unhealthy"),
            unknown: count("unknown"),
            dropped: own.filter((sample) => sample.reason === "dropped").length,
            longestFailureRun: longestFailureRun(own),
            versionsSeen: [...new Set(own.flatMap(({ version }) => (version === undefined ? [] : [version])))],
            latency: latencies.length === 0
                ? undefined
                : {
                    n: latencies.length,
                    p50Ms: nearestRank(latencies, 50) ?? 0,
                    p95Ms: nearestRank(latencies, 95) ?? 0,
                    maxMs: latencies.at(-1) ?? 0,
                },
            lastProblem: own.findLast((sample) => sample.result !== "healthy")?.detail,
        };
    });
}
function samplesOf(samples, check) {
    return samples.filter((sample) => sample.check === check).sort((a, b) => a.at - b.at);
}
function describePass(evidence, criteria, failed, total) {
    const looks = `${(0,lib/* plural */.LS)(criteria.checks.length, "check")} healthy, ${(0,lib/* formatCount */.B4)(total)} samples, ${(0,lib/* formatCount */.B4)(failed)} failed`;
    const claims = evidence
        .slice(criteria.checks.length)
        .map((item) => `${item.name} ${item.found}, required ${item.required}`);
    return [looks, ...claims].join("; ");
}

;// CONCATENATED MODULE: ./packages/probes/lib/watch-health.js





/**
 * Watches a system on a fixed schedule: look i is due at t0 + i * interval whether or not earlier ones have come back,
 * and its latency counts from then. Ends early (unless `forMs` is 0) when a critical check fails or a check fails too
 * often in a row.
 *
 * Rejects with `cancelled` when the signal aborts, with `config` when two checks have one name or the interval is 0.
 */
async function watchHealth(options) {
    const { clock, signal } = options;
    const watched = prepare(options);
    const startedAt = clock.now();
    const end = new AbortController();
    const running = AbortSignal.any([signal, end.signal]);
    const pending = new Set();
    let endedEarlyBy;
    let broken;
    const record = (item, index, sample) => {
        item.slots[index] = sample;
        options.onSample?.(sample);
        // One look at each check is the whole question then, also when the first one fails.
        if (options.forMs === 0)
            return;
        if (findTrip(item.slots, item.criteria, options.maxConsecutiveFailures) === undefined)
            return;
        endedEarlyBy ??= item.probe.check;
        end.abort();
    };
    const look = async (item, index, due) => {
        item.inFlight += 1;
        const lateMs = clock.now() - due;
        try {
            const sample = await item.probe.run(running);
            if (end.signal.aborted)
                return;
            const latencyMs = sample.latencyMs === undefined ? undefined : sample.latencyMs + lateMs;
            record(item, index, { ...sample, at: due, latencyMs });
        }
        catch (error) {
            if (end.signal.aborted)
                return;
            broken ??= { error };
            end.abort();
        }
        finally {
            item.inFlight -= 1;
        }
    };
    const start = (item, index, due) => {
        item.slots[index] = undefined;
        if (item.inFlight >= (options.maxInFlight ?? DEFAULT_IN_FLIGHT)) {
            record(item, index, droppedSample(item, due));
            return;
        }
        const task = look(item, index, due).finally(() => pending.delete(task));
        pending.add(task);
    };
    try {
        if (watched.length > 0 && options.settleMs > 0)
            await clock.sleep(options.settleMs, running);
        const firstDue = clock.now();
        const ticks = Math.max(0, ...watched.map((item) => item.looks));
        for (let index = 0; index < ticks && !end.signal.aborted; index += 1) {
            const due = firstDue + index * options.intervalMs;
            await sleepUntil(due, clock, running, end.signal);
            for (const item of watched) {
                if (index < item.looks && !end.signal.aborted)
                    start(item, index, due);
            }
        }
        await Promise.all(pending);
    }
    finally {
        end.abort();
        await Promise.all(pending);
    }
    if (signal.aborted)
        throw new lib/* ActionError */.lZ("cancelled", "Health verification was cancelled", { cause: signal.reason });
    if (broken !== undefined)
        throw broken.error;
    const criteria = {
        checks: watched.map((item) => item.criteria),
        maxConsecutiveFailures: options.maxConsecutiveFailures,
        errorRate: options.errorRate,
        latency: options.latency,
    };
    const samples = watched
        .flatMap(({ slots }) => slots.filter((sample) => sample !== undefined))
        .sort((a, b) => a.at - b.at);
    return {
        verdict: judgeHealth(samples, criteria),
        samples,
        checks: summariseChecks(samples, criteria),
        startedAt,
        finishedAt: clock.now(),
        endedEarlyBy,
    };
}
const DEFAULT_IN_FLIGHT = 64;
function prepare(options) {
    const names = options.probes.map((probe) => probe.check);
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice !== undefined) {
        throw new lib/* ActionError */.lZ("config", `Two checks are called "${twice}"`, {
            hint: "Give every check a name of its own.",
        });
    }
    if (!(options.intervalMs > 0)) {
        throw new lib/* ActionError */.lZ("config", `The interval between two looks is ${options.intervalMs} ms`, {
            hint: "Use an interval such as 5s.",
        });
    }
    const ticks = options.forMs > 0 ? Math.ceil(options.forMs / options.intervalMs) : 1;
    return options.probes.map((probe) => ({
        probe,
        criteria: criteriaOf(probe, options),
        looks: Math.max(ticks, probe.expectsVersion?.consecutive ?? 1),
        slots: [],
        inFlight: 0,
    }));
}
function criteriaOf(probe, { before, latency }) {
    const earlier = latenciesOf(before?.samples.filter((sample) => sample.check === probe.check) ?? []);
    const baselineMs = latency === undefined ? undefined : nearestRank(earlier, latencyPercentile(latency));
    return {
        name: probe.check,
        critical: probe.critical,
        ...(probe.expectsVersion === undefined ? {} : { expectsVersion: probe.expectsVersion }),
        ...(probe.source === undefined ? {} : { source: probe.source }),
        ...(baselineMs === undefined ? {} : { baselineMs }),
    };
}
async function sleepUntil(due, clock, running, ended) {
    const waitMs = due - clock.now();
    if (waitMs <= 0)
        return;
    try {
        await clock.sleep(waitMs, running);
    }
    catch (error) {
        if (!ended.aborted)
            throw error;
    }
}
function droppedSample(item, due) {
    return {
        check: item.probe.check,
        at: due,
        result: "unknown",
        reason: "dropped",
        detail: `${item.probe.source ?? item.probe.check}: not asked, ${item.inFlight} earlier looks have no answer yet`,
        latencyMs: undefined,
        version: undefined,
    };
}

;// CONCATENATED MODULE: ./packages/probes/lib/index.js











/***/ })

};
