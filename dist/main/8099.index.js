export const id = 8099;
export const ids = [8099];
export const modules = {

/***/ 98099:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  M7: () => (/* reexport */ LATENCY_BOUNDS_MS),
  $N: () => (/* reexport */ createEcsPlatform),
  Vb: () => (/* reexport */ createExecPlatform),
  N8: () => (/* reexport */ createHaproxyPlatform),
  A8: () => (/* reexport */ createHelmPlatform),
  KR: () => (/* reexport */ createKubernetesPlatform),
  dC: () => (/* reexport */ createLambdaPlatform),
  bq: () => (/* reexport */ createLocalPlatform),
  lT: () => (/* reexport */ createStaticSitePlatform),
  qf: () => (/* reexport */ openKubernetesClient),
  KQ: () => (/* reexport */ readExecCounts),
  SZ: () => (/* reexport */ readHaproxyCounts),
  OF: () => (/* reexport */ readLocalMetricsText),
  supervisorMain: () => (/* reexport */ supervisorMain)
});

// UNUSED EXPORTS: EXPLAINING_CALLS, FORCE_HEADER, RELEASE_HEADER, ecsCalls, ensureSupervisor, kubernetesCalls, lambdaCalls, localStatus, runSupervisor, staticSiteCalls, stopLocalTarget

// EXTERNAL MODULE: ./packages/kernel/lib/index.js + 9 modules
var lib = __webpack_require__(26393);
;// CONCATENATED MODULE: ./packages/platforms/lib/aws/ecs/ecs-calls.js

const ECS = (/* unused pure expression or super */ null && ([
    "DescribeClusters",
    "ListClusters",
    "DescribeServices",
    "ListServices",
    "UpdateService",
    "DescribeTaskDefinition",
    "ListTaskDefinitions",
    "RegisterTaskDefinition",
    "DescribeTasks",
    "ListTasks",
    "TagResource",
    "UntagResource",
]));
const CANDIDATE_SERVICE = (/* unused pure expression or super */ null && (["CreateService", "DeleteService"]));
const NATIVE = (/* unused pure expression or super */ null && ([
    "ListServiceDeployments",
    "DescribeServiceDeployments",
    "DescribeServiceRevisions",
    "ContinueServiceDeployment",
    "StopServiceDeployment",
]));
/** Every call the platform can make for a target; its least policy is made from it. */
function ecsCalls(target) {
    const ecs = (operations) => calls("ecs", operations);
    switch (target.route.kind) {
        case "rolling":
            return ecs(ECS);
        case "native":
            return ecs([...ECS, ...NATIVE]);
        case "target-groups": {
            const isRule = target.route.listener.includes(":listener-rule/");
            const balancer = isRule ? ["DescribeRules", "ModifyRule"] : ["ModifyListener"];
            return [
                ...ecs([...ECS, ...CANDIDATE_SERVICE]),
                // A rule that is not there is looked for among the listeners, to name the nearest.
                ...calls("elasticloadbalancing", [
                    "DescribeTargetGroups",
                    "DescribeTargetHealth",
                    "DescribeListeners",
                    ...balancer,
                ]),
            ];
        }
        default:
            return assertNever(target.route);
    }
}
function calls(service, operations) {
    return operations.map((operation) => ({ api: "aws", service, operation }));
}

;// CONCATENATED MODULE: ./packages/platforms/lib/aws/ecs/open.js
/** Services of an ECS cluster as a platform; the SDK is loaded with its first call. */
async function createEcsPlatform(options) {
    const { buildEcsPlatform } = await __webpack_require__.e(/* import() */ 6591).then(__webpack_require__.bind(__webpack_require__, 48972));
    return buildEcsPlatform(options);
}

;// CONCATENATED MODULE: ./packages/platforms/lib/aws/lambda/open.js
/** A Lambda function behind a weighted alias as a platform; nothing of AWS is loaded before it is asked for something. */
async function createLambdaPlatform(options) {
    const { createPlatform } = await __webpack_require__.e(/* import() */ 749).then(__webpack_require__.bind(__webpack_require__, 10749));
    return createPlatform(options);
}

;// CONCATENATED MODULE: ./packages/platforms/lib/aws/static-site/open.js
/** A folder in a bucket behind CloudFront as a platform; nothing of AWS is loaded before it is asked for something. */
async function createStaticSitePlatform(options) {
    const { createPlatform } = await __webpack_require__.e(/* import() */ 2976).then(__webpack_require__.bind(__webpack_require__, 92976));
    return createPlatform(options);
}

// EXTERNAL MODULE: ./packages/platforms/lib/traffic-state.js
var traffic_state = __webpack_require__(40291);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./packages/platforms/lib/exec/exec-observation.js


class Problem extends Error {
}
const KEYS = ["stable", "candidate", "weight", "revision", "counts"];
const RELEASE_KEYS = ["version", "ready", "url", "detail", "commit", "artifact"];
const COUNT_KEYS = ["requests", "errors", "epoch"];
/** Reads the JSON object of `observe`. A key that is missing is a problem and never "nothing runs". */
function parseExecObservation(output) {
    try {
        return { ok: true, observation: readObservation(parseJson(output)) };
    }
    catch (error) {
        if (error instanceof Problem)
            return { ok: false, problem: error.message };
        throw error;
    }
}
function parseJson(output) {
    if (output.trim() === "")
        throw new Problem("read nothing, expected one JSON object");
    try {
        return JSON.parse(output);
    }
    catch (error) {
        throw new Problem(`read ${excerpt(output)}, expected one JSON object (${(0,lib/* errorMessage */.gJ)(error)})`);
    }
}
function readObservation(value) {
    const object = readObject(value, "$", KEYS);
    const stable = readRelease(required(object, "stable", "$", "an object or null"), "$.stable");
    const candidate = readRelease(required(object, "candidate", "$", "an object or null"), "$.candidate");
    const weight = required(object, "weight", "$", "a number from 0 to 100");
    if (typeof weight !== "number" || !(weight >= 0 && weight <= 100)) {
        throw mismatch("$.weight", weight, "a number from 0 to 100");
    }
    if (candidate === null && weight !== 0)
        throw mismatch("$.weight", weight, "0, because $.candidate is null");
    const { revision } = object;
    if (revision !== undefined && (typeof revision !== "string" || revision === "")) {
        throw mismatch("$.revision", revision, "a text that is not empty");
    }
    const traffic = {
        stable,
        candidate,
        candidateWeight: weight,
        revision: revision ?? hashOf(stable, candidate, weight),
    };
    return { traffic, counts: readCounts(object.counts, stable, candidate) };
}
function readRelease(value, path) {
    if (value === null)
        return null;
    const object = readObject(value, path, RELEASE_KEYS);
    const version = required(object, "version", path, "a text that is not empty");
    if (typeof version !== "string" || version === "") {
        throw mismatch(`${path}.version`, version, "a text that is not empty");
    }
    const { ready } = object;
    if (ready !== undefined && typeof ready !== "boolean") {
        throw mismatch(`${path}.ready`, ready, "true or false");
    }
    const text = (key) => {
        const found = object[key];
        if (found === undefined || found === null)
            return undefined;
        if (typeof found !== "string")
            throw mismatch(`${path}.${key}`, found, "a text");
        return found;
    };
    const [commit, artifact, url, detail] = [text("commit"), text("artifact"), text("url"), text("detail")];
    return {
        release: {
            version,
            ...(commit === undefined ? {} : { commit }),
            ...(artifact === undefined ? {} : { artifact }),
        },
        ready: ready ?? true,
        ...(url === undefined ? {} : { url }),
        ...(detail === undefined ? {} : { detail }),
    };
}
function readCounts(value, stable, candidate) {
    if (value === undefined || value === null)
        return undefined;
    const object = readObject(value, "$.counts", ["stable", "candidate"]);
    const read = (key, release) => {
        const found = object[key];
        if (found === undefined || found === null || release === null)
            return undefined;
        const path = `$.counts.${key}`;
        const counts = readObject(found, path, COUNT_KEYS);
        const { epoch } = counts;
        if (epoch !== undefined && typeof epoch !== "string")
            throw mismatch(`${path}.epoch`, epoch, "a text");
        return {
            version: release.release.version,
            requests: readCount(counts, "requests", path),
            errors: readCount(counts, "errors", path),
            ...(epoch === undefined ? {} : { epoch }),
        };
    };
    return { candidate: read("candidate", candidate), stable: read("stable", stable) };
}
function readCount(object, key, path) {
    const value = required(object, key, path, "a count");
    if (typeof value !== "number" || !Number.isInteger(value) || value < 0) {
        throw mismatch(`${path}.${key}`, value, "a whole number from 0 on");
    }
    return value;
}
function readObject(value, path, keys) {
    if (!(0,lib/* isObject */.Gv)(value))
        throw mismatch(path, value, `an object with ${keys.join(", ")}`);
    const unknown = Object.keys(value).find((key) => !keys.includes(key));
    if (unknown === undefined)
        return value;
    throw new Problem(`${path} has the key ${excerpt(unknown)}, which is not known.${(0,lib/* suggest */.ZA)(unknown, keys)}`);
}
function required(object, key, path, expected) {
    if (object[key] !== undefined)
        return object[key];
    throw new Problem(`${path}.${key} is missing, expected ${expected}`);
}
function mismatch(path, value, expected) {
    return new Problem(`${path} is ${excerpt(JSON.stringify(value))}, expected ${expected}`);
}
function excerpt(text) {
    const line = (0,lib/* printable */.g$)(text.trim());
    return line.length <= 200 ? line : `${line.slice(0, 200)}…`;
}
/** Changes with releases and weight, as a revision has to; whether they are ready is no change of the traffic. */
function hashOf(stable, candidate, weight) {
    const facts = JSON.stringify([stable?.release.version ?? null, candidate?.release.version ?? null, weight]);
    return (0,external_node_crypto_.createHash)("sha256").update(facts).digest("hex").slice(0, 16);
}

;// CONCATENATED MODULE: ./packages/platforms/lib/exec/exec-commands.js


/** Runs `observe` and reads what it printed; rejects with `remote` when it fails, hangs or prints something else. */
async function runObserve(options, signal) {
    const argv = options.target.observe;
    const output = await runCommand(options, "observe", argv, {}, signal);
    const result = parseExecObservation(output);
    if (result.ok)
        return result.observation;
    throw new lib/* ActionError */.lZ("remote", `The observe command ${showArgv(argv)}: ${result.problem}`, {
        hint: 'It prints one JSON object such as {"stable":{"version":"1.4.1"},"candidate":null,"weight":0}, and nothing else, to its standard output.',
    });
}
/** Runs one command and gives its standard output; rejects with `remote` when it does not end in time with exit code 0. */
async function runCommand(options, name, argv, facts, signal) {
    const { target, exec, workspace } = options;
    const result = await exec.run({
        argv,
        env: commandEnv(options, facts),
        timeoutMs: target.timeoutMs,
        ...(workspace === undefined ? {} : { cwd: workspace }),
        signal,
    });
    const what = `The ${name} command ${showArgv(argv)}`;
    const stderr = (0,lib/* tail */.RT)(result.stderr, 10)
        .split("\n")
        .map((line) => (0,lib/* printable */.g$)(line))
        .join("\n");
    const told = stderr === "" ? "It wrote nothing to stderr." : `stderr ends with:\n${stderr}`;
    if (result.timedOut) {
        const limit = (0,lib/* formatDuration */.a3)(target.timeoutMs);
        throw new lib/* ActionError */.lZ("remote", `${what} did not end within ${limit} and was killed. ${told}`, {
            hint: "What it had begun may be half done: look at the platform before running again.",
        });
    }
    if (result.exitCode !== 0) {
        const end = result.exitCode === null ? "was killed" : `ended with exit code ${result.exitCode}`;
        throw new lib/* ActionError */.lZ("remote", `${what} ${end}. ${told}`);
    }
    if (name === "observe" && result.truncated) {
        throw new lib/* ActionError */.lZ("remote", `${what} printed too much, expected one JSON object`);
    }
    return result.stdout;
}
function commandEnv(options, facts) {
    const env = {};
    for (const name of ["PATH", "HOME", ...options.target.passEnv]) {
        const value = options.env[name];
        if (value !== undefined)
            env[name] = value;
    }
    // Always there, empty when not known: a script under `set -u` must not fail on what it does not use.
    return {
        ...env,
        ENVIRONMENT: options.environment,
        RELEASE: facts.release?.version ?? "",
        COMMIT: facts.release?.commit ?? "",
        ARTIFACT: facts.release?.artifact ?? "",
        WEIGHT: facts.weight === undefined ? "" : String(facts.weight),
        REVISION: facts.revision ?? "",
        STABLE: facts.stable ?? "",
    };
}
function showArgv(argv) {
    const shown = argv.map((part) => (/^[\w@%+=:,./-]+$/.test(part) ? part : JSON.stringify(part))).join(" ");
    return `\`${(0,lib/* printable */.g$)(shown).slice(0, 200)}\``;
}

;// CONCATENATED MODULE: ./packages/platforms/lib/exec/exec-platform.js



const LONGEST_POLL_MS = 1_000;
/** The user's own commands as a platform: a change is believed only when `observe` shows it. */
function createExecPlatform(options) {
    const { target } = options;
    return {
        name: "exec",
        capabilities: {
            traffic: target.granularity >= 100 ? "all-at-once" : "weights",
            granularity: target.granularity,
            candidateUrl: false,
            candidateHeader: undefined,
            waitsForFree: false,
            keepsStableWarm: false,
        },
        observe: (signal) => observe(options, signal),
        setWeight: (candidate, weight, precondition, signal) => setWeight(options, candidate, weight, precondition, signal),
        promote: (candidate, precondition, signal) => promote(options, candidate, precondition, signal),
        abort: (precondition, signal) => abort(options, precondition, signal),
        restore: (release, precondition, signal) => restore(options, release, precondition, signal),
    };
}
async function observe(options, signal) {
    return (await runObserve(options, signal)).traffic;
}
async function setWeight(options, candidate, weight, precondition, signal) {
    const isWanted = (state) => (0,traffic_state/* isCandidate */.qn)(state, candidate) && Math.abs(state.candidateWeight - weight) < 1e-6;
    const isDone = (state) => isWanted(state) && isReady(state);
    const before = await observe(options, signal);
    if (isDone(before))
        return before;
    if (before.stable?.release.version === candidate.version) {
        throw new lib/* ActionError */.lZ("conflict", `${candidate.version} is the stable release already`);
    }
    if (!isWanted(before))
        requireRevision(before, precondition, "set-weight");
    // A candidate that does not run yet starts without traffic, whatever weight it is to have.
    const isStart = !(0,traffic_state/* isCandidate */.qn)(before, candidate) || (weight === 0 && !isWanted(before));
    if (isStart)
        await run(options, "set-weight", before, { release: candidate, weight: 0 }, signal);
    const started = await waitFor(options, signal, (state) => (0,traffic_state/* isCandidate */.qn)(state, candidate) && isReady(state) && (weight > 0 || isWanted(state)));
    if (!(0,traffic_state/* isCandidate */.qn)(started, candidate))
        throw candidateMissing(options, started, candidate);
    if (weight === 0) {
        if (!isWanted(started))
            throw weightNotSeen(options, weight, started);
        return started;
    }
    requireReady(started, `${candidate.version} cannot get ${(0,lib/* formatPercent */.l9)(weight)} of the traffic`);
    await run(options, "set-weight", started, { release: candidate, weight }, signal);
    const seen = await waitFor(options, signal, isDone);
    if (isDone(seen))
        return seen;
    if (!(0,traffic_state/* isCandidate */.qn)(seen, candidate))
        throw candidateMissing(options, seen, candidate);
    requireReady(seen, `${candidate.version} was to get ${(0,lib/* formatPercent */.l9)(weight)} of the traffic`);
    throw weightNotSeen(options, weight, seen);
}
async function promote(options, candidate, precondition, signal) {
    const now = await observe(options, signal);
    if ((0,traffic_state/* isAllStable */.fu)(now, candidate))
        return now;
    requireRevision(now, precondition, "promote");
    if (!(0,traffic_state/* isCandidate */.qn)(now, candidate)) {
        const found = now.candidate === null ? "there is no candidate" : `the candidate is ${now.candidate.release.version}`;
        throw new lib/* ActionError */.lZ("conflict", `${candidate.version} cannot be promoted: ${found}`);
    }
    requireReady(now, `${candidate.version} cannot be promoted`);
    await run(options, "promote", now, { release: candidate, weight: 100 }, signal);
    return settle(options, signal, (state) => (0,traffic_state/* isAllStable */.fu)(state, candidate), `${candidate.version} as the only release`);
}
async function abort(options, precondition, signal) {
    const now = await observe(options, signal);
    if (now.candidate === null)
        return now;
    requireRevision(now, precondition, "abort");
    await run(options, "abort", now, { release: now.candidate.release, weight: 0 }, signal);
    return settle(options, signal, (state) => state.candidate === null, "no candidate");
}
async function restore(options, release, precondition, signal) {
    if (options.target.restore === undefined) {
        throw new lib/* ActionError */.lZ("config", `This exec target cannot bring ${release.version} back: it has no restore command`, {
            hint: "Add `restore` to the target: an argv that makes RELEASE stable again with all traffic.",
        });
    }
    const now = await observe(options, signal);
    if ((0,traffic_state/* isAllStable */.fu)(now, release))
        return now;
    requireRevision(now, precondition, "restore");
    await run(options, "restore", now, { release, weight: 100 }, signal);
    return settle(options, signal, (state) => (0,traffic_state/* isAllStable */.fu)(state, release), `${release.version} as the only release`);
}
async function run(options, name, now, facts, signal) {
    const { target } = options;
    const argv = {
        "set-weight": target.setWeight,
        promote: target.promote,
        abort: target.abort,
        restore: target.restore ?? [],
    }[name];
    const stable = now.stable?.release.version;
    const known = { revision: now.revision, ...(stable === undefined ? {} : { stable }) };
    await runCommand(options, name, argv, { ...known, ...facts }, signal);
}
/**
 * The state as soon as it is as wanted, or as it is when `settleMs` have passed. A platform under load may fail to show
 * its state once: that counts only when there is no time left for another look.
 */
async function waitFor(options, signal, isSeen) {
    const { clock, target } = options;
    const deadline = clock.now() + target.settleMs;
    const pollMs = Math.min(LONGEST_POLL_MS, Math.max(50, target.settleMs / 20));
    for (;;) {
        try {
            const state = await observe(options, signal);
            if (isSeen(state) || clock.now() >= deadline)
                return state;
        }
        catch (error) {
            const isPassing = error instanceof lib/* ActionError */.lZ && error.code === "remote";
            if (!isPassing || clock.now() >= deadline)
                throw error;
        }
        await clock.sleep(Math.min(pollMs, Math.max(1, deadline - clock.now())), signal);
    }
}
async function settle(options, signal, isSeen, wanted) {
    const state = await waitFor(options, signal, isSeen);
    if (isSeen(state))
        return state;
    throw new lib/* ActionError */.lZ("remote", `Asked for ${wanted}, still seeing ${(0,traffic_state/* showTraffic */.xC)(state)} after ${settleTime(options)}`, {
        hint: "The command ended with exit code 0, but observe does not show what it should have done.",
    });
}
function requireRevision(now, precondition, action) {
    if (now.revision === precondition.revision)
        return;
    throw new lib/* ActionError */.lZ("conflict", `The traffic changed meanwhile, ${action} refused: expected revision ${precondition.revision}, found ${now.revision} (${(0,traffic_state/* showTraffic */.xC)(now)})`, { hint: "Nothing was changed. Run again: it looks at the traffic anew and goes on from there." });
}
function requireReady(state, what) {
    if (isReady(state))
        return;
    throw new lib/* ActionError */.lZ("conflict", `${what}: ${state.candidate?.detail ?? 'observe says "ready": false'}`);
}
function weightNotSeen(options, wanted, state) {
    const seen = (0,lib/* formatPercent */.l9)(state.candidateWeight);
    const text = `Asked for ${(0,lib/* formatPercent */.l9)(wanted)}, still seeing ${seen} after ${settleTime(options)}`;
    return new lib/* ActionError */.lZ("remote", text, {
        hint: "The set-weight command ended with exit code 0, but observe does not show its weight.",
    });
}
function candidateMissing(options, state, candidate) {
    const text = `Asked for ${candidate.version} as the candidate, still seeing ${(0,traffic_state/* showTraffic */.xC)(state)} after ${settleTime(options)}`;
    return new lib/* ActionError */.lZ("remote", text);
}
function settleTime(options) {
    return (0,lib/* formatDuration */.a3)(options.target.settleMs);
}
function isReady(state) {
    return state.candidate?.ready === true;
}

;// CONCATENATED MODULE: ./packages/platforms/lib/exec/read-exec-counts.js

/** The `counts` that the target's `observe` prints now, `undefined` when it prints none. Errors as `observe` has them. */
async function readExecCounts(options, signal) {
    return (await runObserve(options, signal)).counts;
}

;// CONCATENATED MODULE: ./packages/platforms/lib/haproxy/open.js
/** Two servers of an HAProxy backend as a platform, moved through the runtime API. */
async function createHaproxyPlatform(options) {
    const { createPlatform } = await Promise.all(/* import() */[__webpack_require__.e(6982), __webpack_require__.e(3675)]).then(__webpack_require__.bind(__webpack_require__, 23675));
    return createPlatform(options);
}
/** What HAProxy counted for both releases until now; rejects as `observe` does. */
async function readHaproxyCounts(options, signal) {
    const { readCounts } = await Promise.all(/* import() */[__webpack_require__.e(6982), __webpack_require__.e(1599)]).then(__webpack_require__.bind(__webpack_require__, 41599));
    return readCounts(options, signal);
}

;// CONCATENATED MODULE: ./packages/platforms/lib/helm/open.js
/** A Helm release as a platform, by the `helm` on PATH. */
async function createHelmPlatform(options) {
    const { createPlatform } = await __webpack_require__.e(/* import() */ 1778).then(__webpack_require__.bind(__webpack_require__, 81778));
    return createPlatform(options);
}

// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/kubernetes-calls.js
var kubernetes_calls = __webpack_require__(20955);
;// CONCATENATED MODULE: ./packages/platforms/lib/kubernetes/open.js
/** A client of one namespace of a cluster; nothing is asked of the cluster yet. Errors: `config`. */
async function openKubernetesClient(options) {
    return (await Promise.all(/* import() */[__webpack_require__.e(8815), __webpack_require__.e(6162)]).then(__webpack_require__.bind(__webpack_require__, 86162))).openKubernetesClient(options);
}
/** A workload of a cluster as a platform; only the code of its workload and route is loaded. */
async function createKubernetesPlatform(options) {
    return (await Promise.all(/* import() */[__webpack_require__.e(8815), __webpack_require__.e(4991), __webpack_require__.e(453)]).then(__webpack_require__.bind(__webpack_require__, 90453))).createKubernetesPlatform(options);
}

;// CONCATENATED MODULE: ./packages/platforms/lib/local/counters.js
/** Upper bounds of the latency buckets: 5 % apart from 0.5 ms to 60 s, so that a percentile is at most 5 % off. */
const LATENCY_BOUNDS_MS = makeBounds();
/** What one release served since it was started by this supervisor. A restart of its process does not reset them. */
class Counters {
    outcomes = { ok: 0, error: 0, cancelled: 0 };
    /** Not cumulative, one longer than the bounds. */
    buckets = Array.from({ length: LATENCY_BOUNDS_MS.length + 1 }, () => 0);
    sumMs = 0;
    record(outcome, durationMs) {
        this.outcomes[outcome] += 1;
        if (outcome === "cancelled")
            return;
        this.sumMs += durationMs;
        const index = bucketIndex(durationMs);
        this.buckets[index] = (this.buckets[index] ?? 0) + 1;
    }
}
function bucketIndex(durationMs) {
    let low = 0;
    let high = LATENCY_BOUNDS_MS.length;
    while (low < high) {
        const middle = (low + high) >>> 1;
        if (durationMs <= (LATENCY_BOUNDS_MS[middle] ?? 0))
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}
function makeBounds() {
    const first = 0.5;
    const last = 60_000;
    const bounds = [];
    for (let exact = first; exact < last; exact *= 1.05)
        bounds.push(Number(exact.toPrecision(4)));
    bounds.push(last);
    return bounds;
}

// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(31421);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
;// CONCATENATED MODULE: ./packages/platforms/lib/local/admin-client.js

const TIMEOUT_MS = 10_000;
/** A client for the supervisor that a state file names. */
function createAdminClient(http, supervisor) {
    const call = async (method, path, signal, body) => {
        const response = await http.send({
            method,
            url: `${supervisor.adminUrl}${path}`,
            headers: { authorization: `Bearer ${supervisor.token}`, "content-type": "application/json" },
            ...(body === undefined ? {} : { body: JSON.stringify(body) }),
            timeoutMs: TIMEOUT_MS,
            retry: "never",
            freshConnection: true,
            signal,
        });
        return { status: response.status, text: new TextDecoder().decode(response.body) };
    };
    const failed = (path, status, text) => new lib/* ActionError */.lZ("remote", `The local supervisor answered ${path} with ${status}: ${messageOf(text)}`);
    return {
        supervisor,
        async state(signal) {
            const { status, text } = await call("GET", "/state", signal);
            if (status !== 200)
                throw failed("/state", status, text);
            return parseState(text);
        },
        async metricsText(signal) {
            const { status, text } = await call("GET", "/metrics", signal);
            if (status !== 200)
                throw failed("/metrics", status, text);
            return text;
        },
        async change(action, request, signal) {
            const { status, text } = await call("POST", `/${action}`, signal, request);
            if (status === 200)
                return parseState(text);
            if (status === 409)
                throw conflictOf(action, text);
            throw failed(`/${action}`, status, text);
        },
        async stop(signal) {
            const { status, text } = await call("POST", "/stop", signal);
            if (status !== 202)
                throw failed("/stop", status, text);
        },
    };
}
/** The client of the supervisor that runs now with this state, `undefined` when none answers. */
async function admin_client_findSupervisor(http, state, signal) {
    if (state?.supervisor == null)
        return undefined;
    const client = createAdminClient(http, state.supervisor);
    try {
        // Whatever else answers on this port by now does not know the token.
        await client.state(signal);
        return client;
    }
    catch (error) {
        if (signal.aborted || (error instanceof lib/* ActionError */.lZ && error.code === "cancelled"))
            throw error;
        return undefined;
    }
}
/** "conflict" as a person needs it: what was expected, what is there, and who made it so. */
function conflictOf(action, text) {
    const { reason, message, state } = JSON.parse(text);
    const last = state.lastChange;
    const who = last === null ? "" : ` (last change: ${last.action} by ${last.actor} at ${last.at})`;
    if (reason === "revision") {
        return new lib/* ActionError */.lZ("conflict", `The traffic changed meanwhile, ${action} refused: ${message}${who}`, {
            hint: "Nothing was changed. Run again: it looks at the traffic anew and goes on from there.",
        });
    }
    return new lib/* ActionError */.lZ("conflict", `${action} refused: ${message}${who}`, { hint: "Nothing was changed." });
}
function parseState(text) {
    const value = JSON.parse(text);
    if (!(0,lib/* isObject */.Gv)(value) || typeof value.revision !== "string" || typeof value.weight !== "number") {
        throw new lib/* ActionError */.lZ("remote", `The local supervisor's state is not readable: ${text.slice(0, 200)}`);
    }
    return value;
}
function messageOf(text) {
    try {
        const value = JSON.parse(text);
        if ((0,lib/* isObject */.Gv)(value) && typeof value.message === "string")
            return value.message;
    }
    catch (error) {
        return `${text.slice(0, 200)} (${(0,lib/* errorMessage */.gJ)(error)})`;
    }
    return text.slice(0, 200);
}

;// CONCATENATED MODULE: ./packages/platforms/lib/local/listen-address.js

/** Reads `127.0.0.1:8080`, `localhost:8080` or `[::1]:8080`; anything else, also another host, is a `config` error. */
function parseListenAddress(text) {
    const match = /^(?:\[([0-9a-fA-F:]+)\]|([^:[\]]+)):(\d{1,5})$/.exec(text);
    const host = (match?.[1] ?? match?.[2] ?? "").toLowerCase();
    const port = Number(match?.[3] ?? Number.NaN);
    if (host === "" || !(port >= 0 && port <= 65_535)) {
        throw new lib/* ActionError */.lZ("config", `The local target cannot listen on ${JSON.stringify(text)}`, {
            hint: "Write listen as host:port, e.g. 127.0.0.1:8080.",
        });
    }
    // `localhost` may mean ::1 alone; users of the target reach it by IPv4.
    if (host === "localhost")
        return { host: "127.0.0.1", port };
    if (host === "::1" || /^127(?:\.\d{1,3}){3}$/.test(host))
        return { host, port };
    throw new lib/* ActionError */.lZ("config", `The local target listens on ${host}, which other machines may reach`, {
        hint: `The local target has neither TLS nor access control: use 127.0.0.1:${port}, with your own proxy before it.`,
    });
}
/** host:port as it is written in a URL. */
function formatListenAddress(address) {
    return address.host.includes(":") ? `[${address.host}]:${address.port}` : `${address.host}:${address.port}`;
}

;// CONCATENATED MODULE: ./packages/platforms/lib/local/local-context.js

/** Absolute path of the target's state folder. */
function local_context_stateFolder(context) {
    return (0,external_node_path_.resolve)(context.workspace, context.target.state);
}

;// CONCATENATED MODULE: ./packages/platforms/lib/local/protocol.js
/** The optimistic lock of a state: changes with every change of releases or weight. */
function revisionOf(state) {
    return `${state.change}-${state.id}`;
}
/** Response header that names the release that answered. */
const RELEASE_HEADER = "x-deploy-actions-release";
/** Request header that reaches a release at any weight: `candidate` or `stable`. */
const FORCE_HEADER = "x-deploy-actions";
/** Variable of every release process that says which run of which supervisor started it. */
const INSTANCE_VARIABLE = "DEPLOY_ACTIONS_INSTANCE";
/** Revision of a target on which nothing ever ran. */
const NO_REVISION = "none";
/** Exit code of a supervisor that found another one in its state folder (EX_TEMPFAIL). */
const EXIT_LOCKED = 75;
/** Exit code of a supervisor that cannot run as configured (EX_CONFIG). */
const EXIT_CONFIG = 78;

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
;// CONCATENATED MODULE: ./packages/platforms/lib/local/error-code.js

/** The code of a Node system error. Asks for the property and not for the class, which another realm has too. */
function errorCode(error) {
    return (0,lib/* isObject */.Gv)(error) && typeof error.code === "string" ? error.code : undefined;
}

;// CONCATENATED MODULE: ./packages/platforms/lib/local/state-file.js





/** Path of the state file of a state folder. */
function stateFilePath(folder) {
    return (0,external_node_path_.join)(folder, "state.json");
}
/** The recorded state; `undefined` when nothing was ever recorded. Rejects with `config` when it cannot be read. */
async function state_file_readStateFile(folder) {
    const path = stateFilePath(folder);
    let text;
    try {
        text = await (0,promises_.readFile)(path, "utf8");
    }
    catch (error) {
        if (errorCode(error) === "ENOENT")
            return undefined;
        throw new lib/* ActionError */.lZ("config", `Cannot read the state of the local target ${path}`, { cause: error });
    }
    let value;
    let problem = "";
    try {
        value = JSON.parse(text);
    }
    catch (error) {
        problem = `: ${(0,lib/* errorMessage */.gJ)(error)}`;
    }
    if (isStateFile(value))
        return value;
    throw new lib/* ActionError */.lZ("config", `${path} is not a state of the local target${problem}`, {
        hint: "It may have been edited, or written by another version. Stop the target and remove the file to start from nothing.",
    });
}
function isStateFile(value) {
    if (!(0,lib/* isObject */.Gv)(value))
        return false;
    const isSlot = (slot) => slot === null ||
        ((0,lib/* isObject */.Gv)(slot) &&
            (0,lib/* isObject */.Gv)(slot.release) &&
            typeof slot.release.version === "string" &&
            (0,lib/* isObject */.Gv)(slot.launch) &&
            Array.isArray(slot.launch.command));
    return (value.schema === 1 &&
        typeof value.id === "string" &&
        typeof value.change === "number" &&
        typeof value.weight === "number" &&
        typeof value.bootId === "string" &&
        typeof value.listen === "string" &&
        Array.isArray(value.processes) &&
        isSlot(value.stable) &&
        isSlot(value.candidate) &&
        (value.supervisor === null ||
            ((0,lib/* isObject */.Gv)(value.supervisor) && typeof value.supervisor.adminUrl === "string")));
}
/**
 * Replaces the state file in one step: a kill at any moment leaves the old state or the new one, also after a power
 * failure (file and folder are synced). Mode 0600, because it holds the admin token.
 */
async function writeStateFile(folder, state) {
    await (0,promises_.mkdir)(folder, { recursive: true, mode: 0o700 });
    const draft = (0,external_node_path_.join)(folder, `.state-${(0,external_node_crypto_.randomUUID)()}.tmp`);
    try {
        const file = await (0,promises_.open)(draft, "wx", 0o600);
        try {
            await file.writeFile(`${JSON.stringify(state, null, 2)}\n`);
            await file.sync();
        }
        finally {
            await file.close();
        }
        await (0,promises_.rename)(draft, stateFilePath(folder));
    }
    catch (error) {
        await (0,promises_.rm)(draft, { force: true });
        throw error;
    }
    const directory = await (0,promises_.open)(folder, "r");
    try {
        await directory.sync();
    }
    finally {
        await directory.close();
    }
}

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(37067);
// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(58500);
;// CONCATENATED MODULE: ./packages/platforms/lib/local/change-request.js

const ACTIONS = ["set-weight", "promote", "abort", "restore"];
/** The change that a path of the admin API names, if it names one. */
function changeActionOf(path) {
    return ACTIONS.find((action) => path === `/${action}`);
}
/** Reads the body of a change; a text says what is wrong with it. */
function parseChangeRequest(action, body) {
    if (!(0,lib/* isObject */.Gv)(body))
        return "expected a JSON object";
    const { actor, precondition, weight } = body;
    if (typeof actor !== "string" || actor === "")
        return "actor: expected a text";
    if (!(0,lib/* isObject */.Gv)(precondition) || typeof precondition.revision !== "string") {
        return "precondition.revision: expected a text";
    }
    const common = { actor: actor.slice(0, 200), precondition: { revision: precondition.revision } };
    if (action === "abort")
        return common;
    const release = change_request_readRelease(body.release);
    if (release === undefined)
        return "release.version: expected a text that is not empty";
    if (action === "promote")
        return { ...common, release };
    const launch = readLaunch(body.launch);
    if (launch === undefined)
        return "launch: expected command, cwd, passEnv, ready, readyTimeoutMs and drainMs";
    const env = readTexts(body.env);
    if (env === undefined)
        return "env: expected texts by name";
    if (action === "restore")
        return { ...common, release, launch, env };
    if (typeof weight !== "number" || !(weight >= 0 && weight <= 100)) {
        return "weight: expected a number from 0 to 100";
    }
    return { ...common, release, launch, env, weight };
}
function change_request_readRelease(value) {
    if (!(0,lib/* isObject */.Gv)(value) || typeof value.version !== "string" || value.version === "")
        return undefined;
    const { version, commit, artifact } = value;
    return {
        version,
        ...(typeof commit === "string" ? { commit } : {}),
        ...(typeof artifact === "string" ? { artifact } : {}),
    };
}
function readLaunch(value) {
    if (!(0,lib/* isObject */.Gv)(value))
        return undefined;
    const { cwd, ready, readyTimeoutMs, drainMs } = value;
    const command = readList(value.command);
    const passEnv = readList(value.passEnv);
    if (command === undefined || command.length === 0 || passEnv === undefined)
        return undefined;
    if (typeof cwd !== "string" || typeof ready !== "string" || !ready.startsWith("/"))
        return undefined;
    if (!isDuration(readyTimeoutMs) || !isDuration(drainMs))
        return undefined;
    return { command, cwd, passEnv, ready, readyTimeoutMs, drainMs };
}
function readList(value) {
    if (!Array.isArray(value))
        return undefined;
    return value.every((item) => typeof item === "string") ? value : undefined;
}
function readTexts(value) {
    if (!(0,lib/* isObject */.Gv)(value))
        return undefined;
    const entries = Object.entries(value).flatMap(([name, text]) => typeof text === "string" ? [[name, text]] : []);
    return entries.length === Object.keys(value).length ? Object.fromEntries(entries) : undefined;
}
function isDuration(value) {
    return typeof value === "number" && Number.isFinite(value) && value >= 0;
}

;// CONCATENATED MODULE: ./packages/platforms/lib/local/metrics-text.js

/** The counters in the Prometheus text format 0.0.4. */
function renderMetrics(releases, candidateWeight) {
    const lines = [];
    const family = (name, type, help) => {
        lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`);
    };
    family("deploy_actions_requests_total", "counter", "Requests by release and outcome.");
    for (const release of releases) {
        for (const [outcome, count] of Object.entries(release.counters.outcomes)) {
            lines.push(`deploy_actions_requests_total{${labels(release)},outcome="${outcome}"} ${count}`);
        }
    }
    family("deploy_actions_request_duration_ms", "histogram", "Time to the last byte of the release's answer.");
    for (const release of releases)
        renderHistogram(release, lines);
    family("deploy_actions_release_ready", "gauge", "1 when the release takes requests.");
    for (const release of releases) {
        lines.push(`deploy_actions_release_ready{${labels(release)}} ${release.isReady ? 1 : 0}`);
    }
    family("deploy_actions_release_crashes_total", "counter", "Times the process of the release ended by itself.");
    for (const release of releases) {
        lines.push(`deploy_actions_release_crashes_total{${labels(release)}} ${release.crashes}`);
    }
    family("deploy_actions_requests_in_flight", "gauge", "Requests the release has not finished yet.");
    for (const release of releases) {
        lines.push(`deploy_actions_requests_in_flight{${labels(release)}} ${release.inFlight}`);
    }
    family("deploy_actions_candidate_weight", "gauge", "Per cent of requests that go to the candidate.");
    lines.push(`deploy_actions_candidate_weight ${candidateWeight}`);
    return `${lines.join("\n")}\n`;
}
function renderHistogram(release, lines) {
    const name = "deploy_actions_request_duration_ms";
    const base = labels(release);
    let total = 0;
    for (const [index, count] of release.counters.buckets.entries()) {
        total += count;
        lines.push(`${name}_bucket{${base},le="${LATENCY_BOUNDS_MS[index] ?? "+Inf"}"} ${total}`);
    }
    lines.push(`${name}_sum{${base}} ${release.counters.sumMs}`, `${name}_count{${base}} ${total}`);
}
function labels(release) {
    return `release="${escapeLabel(release.version)}",role="${release.role}",epoch="${escapeLabel(release.epoch)}"`;
}
function escapeLabel(value) {
    return value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
}

;// CONCATENATED MODULE: ./packages/platforms/lib/local/admin-handler.js




const MAX_BODY_BYTES = 262_144;
/** The admin API: JSON over HTTP on loopback, each request with the bearer token of the state file. */
function createAdminHandler(traffic, token, stop) {
    return (request, response) => {
        void handle(traffic, token, stop, request).then((answer) => reply(response, answer), (error) => {
            const status = error instanceof lib/* ActionError */.lZ && error.code === "conflict" ? 503 : 500;
            reply(response, { status, body: { message: (0,lib/* errorMessage */.gJ)(error) } });
        });
    };
}
async function handle(traffic, token, stop, request) {
    if (!isAuthorised(request, token))
        return { status: 401, body: { message: "wrong or missing token" } };
    const path = (request.url ?? "/").split("?")[0] ?? "/";
    const { method } = request;
    if (method === "GET" && path === "/state")
        return { status: 200, body: traffic.describe() };
    if (method === "GET" && path === "/metrics") {
        return { status: 200, body: renderMetrics(traffic.metrics(), traffic.weight) };
    }
    if (method === "POST" && path === "/stop") {
        stop();
        return { status: 202, body: traffic.describe() };
    }
    const action = method === "POST" ? changeActionOf(path) : undefined;
    if (action === undefined)
        return { status: 404, body: { message: `no ${method} ${path}` } };
    const body = await readJson(request);
    if (!body.ok)
        return { status: 400, body: { message: body.message } };
    const change = parseChangeRequest(action, body.value);
    if (typeof change === "string")
        return { status: 400, body: { message: change } };
    const result = await traffic.change(action, change);
    return result.ok ? { status: 200, body: result.state } : { status: 409, body: result.refusal };
}
function isAuthorised(request, token) {
    // Digests have one length, so the comparison tells nothing about the token's.
    const digest = (text) => (0,external_node_crypto_.createHash)("sha256").update(text).digest();
    return (0,external_node_crypto_.timingSafeEqual)(digest(request.headers.authorization ?? ""), digest(`Bearer ${token}`));
}
async function readJson(request) {
    const chunks = [];
    let bytes = 0;
    for await (const chunk of request) {
        bytes += chunk.length;
        if (bytes > MAX_BODY_BYTES)
            return { ok: false, message: `body longer than ${MAX_BODY_BYTES} bytes` };
        chunks.push(chunk);
    }
    try {
        return { ok: true, value: JSON.parse(Buffer.concat(chunks).toString("utf8")) };
    }
    catch (error) {
        return { ok: false, message: `body is not JSON: ${(0,lib/* errorMessage */.gJ)(error)}` };
    }
}
function reply(response, { status, body }) {
    const isText = typeof body === "string";
    response.writeHead(status, {
        "content-type": isText ? "text/plain; version=0.0.4; charset=utf-8" : "application/json",
        "cache-control": "no-store",
    });
    response.end(isText ? body : `${JSON.stringify(body)}\n`);
}

// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(77030);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
;// CONCATENATED MODULE: ./packages/platforms/lib/local/folder-lock.js







/**
 * Makes this process the only supervisor of a state folder until it ends, however it ends. Rejects with `conflict` when
 * there is one already.
 */
async function lockFolder(folder) {
    await (0,promises_.mkdir)(folder, { recursive: true, mode: 0o700 });
    const hash = (0,external_node_crypto_.createHash)("sha256")
        .update(await (0,promises_.realpath)(folder))
        .digest("hex")
        .slice(0, 32);
    // A bound socket and not a lock file: the system frees it with the process, so no lock is ever stale. Linux's abstract
    // sockets (leading NUL) leave no file behind either.
    const isAbstract = process.platform === "linux";
    const path = isAbstract ? `\0deploy-actions-${hash}` : (0,external_node_path_.join)((0,external_node_os_.tmpdir)(), `deploy-actions-${hash}.sock`);
    const server = (0,external_node_net_.createServer)((socket) => socket.destroy());
    try {
        await bind(server, path);
    }
    catch (error) {
        if (errorCode(error) !== "EADDRINUSE")
            throw error;
        if (isAbstract || (await answers(path))) {
            throw new lib/* ActionError */.lZ("conflict", `Another supervisor runs in ${folder}`, { cause: error });
        }
        await (0,promises_.rm)(path, { force: true });
        await bind(server, path);
    }
    server.unref();
}
function bind(server, path) {
    return new Promise((resolve, reject) => {
        server.once("error", reject);
        server.listen(path, () => {
            server.off("error", reject);
            resolve();
        });
    });
}
function answers(path) {
    return new Promise((resolve) => {
        const socket = (0,external_node_net_.connect)(path);
        socket.once("connect", () => {
            socket.destroy();
            resolve(true);
        });
        socket.once("error", () => resolve(false));
    });
}

;// CONCATENATED MODULE: ./packages/platforms/lib/local/headers.js

/** Headers of one connection and not of the message (RFC 9110 §7.6.1). */
const HOP_BY_HOP = new Set([
    "connection",
    "keep-alive",
    "proxy-authenticate",
    "proxy-authorization",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
]);
// A client may name any header in `Connection` to have it removed; without these a body would lose its frame.
const NEVER_BY_NAME = new Set(["content-length", "host"]);
/** Raw headers (name, value, name, value, …) of a request as the release gets them. */
function requestHeaders(request) {
    const forwarded = new Set(["x-forwarded-for", "x-forwarded-host", "x-forwarded-proto"]);
    const headers = withoutHopByHop(request.rawHeaders, request.headers.connection, (name) => {
        // The proxy has answered `Expect: 100-continue` itself.
        return forwarded.has(name) || name === "expect";
    });
    const before = request.headers["x-forwarded-for"];
    const client = request.socket.remoteAddress ?? "unknown";
    headers.push("x-forwarded-for", before === undefined ? client : `${String(before)}, ${client}`);
    headers.push("x-forwarded-host", String(request.headers["x-forwarded-host"] ?? request.headers.host ?? ""));
    headers.push("x-forwarded-proto", String(request.headers["x-forwarded-proto"] ?? "http"));
    // The frame of the body is taken from how it was parsed, never from what `Connection` says about it.
    if (request.headers["transfer-encoding"] !== undefined)
        headers.push("transfer-encoding", "chunked");
    return headers;
}
/** Raw headers of an answer as the client gets them, with the version that answered. */
function responseHeaders(response, version) {
    const headers = withoutHopByHop(response.rawHeaders, response.headers.connection, (name) => name === RELEASE_HEADER);
    headers.push(RELEASE_HEADER, headerValue(version));
    return headers;
}
/** Whether a request has a body (RFC 9112 §6.3). */
function hasBody(request) {
    const { headers } = request;
    return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
}
/** A text as a header value: what a header cannot hold becomes `?`. */
function headerValue(text) {
    return text.replace(/[^\x20-\x7e]/g, "?");
}
function withoutHopByHop(raw, connection, isDropped) {
    const named = new Set((connection ?? "").split(",").map((name) => name.trim().toLowerCase()));
    const kept = [];
    for (let index = 0; index + 1 < raw.length; index += 2) {
        const original = raw[index] ?? "";
        const name = original.toLowerCase();
        if (HOP_BY_HOP.has(name) || isDropped(name))
            continue;
        if (named.has(name) && !NEVER_BY_NAME.has(name))
            continue;
        kept.push(original, raw[index + 1] ?? "");
    }
    return kept;
}

;// CONCATENATED MODULE: ./packages/platforms/lib/local/route.js

/**
 * Chooses the release of a request: the one the header asks for, at any weight and with nobody in its place, else by
 * weight. A release known to be down is passed over, and the request counted as an error of it.
 */
function chooseRoute(traffic, request) {
    const forced = request.headers[FORCE_HEADER];
    if (forced !== undefined)
        return chooseForced(traffic, String(forced));
    const { stable, candidate, weight } = traffic;
    const isCandidate = traffic.pickCandidate();
    const chosen = isCandidate ? candidate : stable;
    // At 0 % the candidate gets nothing, not even what stable cannot answer: nobody has looked at it yet.
    const other = isCandidate ? stable : weight > 0 ? candidate : null;
    if (chosen === null)
        return answer(503, "no release serves this part of the traffic yet");
    if (chosen.upstream !== undefined) {
        return {
            kind: "release",
            release: chosen,
            upstream: chosen.upstream,
            fallback: other?.upstream === undefined ? undefined : other,
            isCounted: true,
        };
    }
    if (chosen.isDown)
        chosen.counters.record("error", 0);
    if (other?.upstream === undefined)
        return answer(503, `release ${chosen.version} is not running`);
    return { kind: "release", release: other, upstream: other.upstream, fallback: undefined, isCounted: true };
}
function chooseForced(traffic, forced) {
    if (forced !== "candidate" && forced !== "stable") {
        return answer(400, `${FORCE_HEADER} is "candidate" or "stable"`);
    }
    const release = traffic[forced];
    if (release === null)
        return answer(503, `there is no ${forced} release`);
    if (release.upstream === undefined) {
        return answer(503, `the ${forced} release ${release.version} is not running`);
    }
    return { kind: "release", release, upstream: release.upstream, fallback: undefined, isCounted: false };
}
function answer(status, text) {
    return { kind: "answer", status, text };
}

;// CONCATENATED MODULE: ./packages/platforms/lib/local/forward.js



/** How long a release may take to begin its answer. */
const ANSWER_TIMEOUT_MS = 60_000;
/**
 * A client that leaves earlier without an answer changed its mind; one that waited this long gave up on the release,
 * which is an error of it: else a release that hangs would have no errors at all.
 */
const GAVE_UP_AFTER_MS = 1_000;
/** Passes a request on to the release whose turn it is, and its answer back, both as streams. */
function forward(traffic, request, response) {
    request.on("error", () => { });
    response.on("error", () => { });
    const route = chooseRoute(traffic, request);
    if (route.kind === "answer") {
        answerShort(request, response, route.status, route.text);
        return;
    }
    const { release, upstream, fallback, isCounted } = route;
    attempt({ request, response, release, upstream, fallback, isCounted });
}
function attempt(current) {
    const { request, response, release, upstream } = current;
    const startedAt = performance.now();
    // A kept connection may be closed just as it is used again. Only a request that can be sent twice may take that risk.
    const isRepeatable = (request.method === "GET" || request.method === "HEAD") && !hasBody(request);
    const upstreamRequest = trySend({
        host: "127.0.0.1",
        port: upstream.port,
        agent: isRepeatable && current.isFresh !== true ? upstream.agent : false,
        method: request.method ?? "GET",
        path: request.url ?? "/",
        headers: requestHeaders(request),
        setHost: false,
    });
    if (upstreamRequest === undefined) {
        answerShort(request, response, 400, "this request cannot be passed on");
        return;
    }
    release.inFlight += 1;
    let isOver = false;
    const finish = (outcome) => {
        if (isOver)
            return;
        isOver = true;
        release.inFlight -= 1;
        clearTimeout(timer);
        response.off("close", onClientGone);
        if (outcome !== undefined && current.isCounted)
            release.counters.record(outcome, performance.now() - startedAt);
    };
    const timer = setTimeout(() => {
        finish("error");
        upstreamRequest.destroy();
        answerShort(request, response, 504, `release ${release.version} did not answer in time`);
    }, ANSWER_TIMEOUT_MS);
    const onClientGone = () => {
        const hasGivenUp = !response.headersSent && performance.now() - startedAt >= GAVE_UP_AFTER_MS;
        finish(hasGivenUp ? "error" : "cancelled");
        upstreamRequest.destroy();
    };
    response.on("close", onClientGone);
    upstreamRequest.on("error", () => {
        if (isOver)
            return;
        if (response.headersSent) {
            finish("error");
            response.destroy();
            return;
        }
        if (isRepeatable && upstreamRequest.reusedSocket && current.isFresh !== true) {
            finish(undefined);
            attempt({ ...current, isFresh: true });
            return;
        }
        finish("error");
        const next = current.fallback?.upstream;
        if (isRepeatable && current.fallback !== undefined && next !== undefined) {
            attempt({ ...current, release: current.fallback, upstream: next, fallback: undefined, isFresh: false });
        }
        else {
            answerShort(request, response, 502, `release ${release.version} broke the connection`);
        }
    });
    upstreamRequest.on("response", (upstreamResponse) => {
        clearTimeout(timer);
        relay(upstreamResponse, upstreamRequest, current, finish);
    });
    if (isRepeatable)
        upstreamRequest.end();
    else
        request.pipe(upstreamRequest);
}
function relay(upstreamResponse, upstreamRequest, { request, response, release }, finish) {
    const status = upstreamResponse.statusCode ?? 502;
    upstreamResponse.on("error", () => {
        finish("error");
        response.destroy();
    });
    upstreamResponse.on("end", () => {
        finish(status >= 500 ? "error" : "ok");
        // The answer came before the whole request was read: nobody will read the rest.
        if (!request.complete)
            request.unpipe(upstreamRequest).resume();
    });
    try {
        response.writeHead(status, upstreamResponse.statusMessage ?? "", responseHeaders(upstreamResponse, release.version));
    }
    catch {
        // An answer that node:http reads but does not write (a status below 100, a control character in its reason).
        finish("error");
        upstreamRequest.destroy();
        answerShort(request, response, 502, `release ${release.version} gave an answer that cannot be passed on`);
        return;
    }
    // A stream of events begins with its headers, perhaps long before its first byte.
    if (upstreamResponse.headers["content-length"] === undefined)
        response.flushHeaders();
    upstreamResponse.pipe(response);
}
/** The request to a release; `undefined` when node:http refuses to write what it was able to read. */
function trySend(options) {
    try {
        return (0,external_node_http_.request)(options);
    }
    catch {
        return undefined;
    }
}
function answerShort(request, response, status, text) {
    if (response.headersSent || response.destroyed) {
        response.destroy();
        return;
    }
    request.unpipe();
    request.resume();
    const body = `${text}\n`;
    response.writeHead(status, {
        "content-type": "text/plain; charset=utf-8",
        "content-length": Buffer.byteLength(body),
        "cache-control": "no-store",
        ...(status === 503 ? { "retry-after": "1" } : {}),
    });
    response.end(request.method === "HEAD" ? undefined : body);
}

;// CONCATENATED MODULE: ./packages/platforms/lib/local/forward-upgrade.js



/** Passes an upgrade (WebSocket) on to the release whose turn it is; afterwards bytes flow both ways untouched. */
function forwardUpgrade(traffic, request, client, head) {
    client.on("error", () => client.destroy());
    const route = chooseRoute(traffic, request);
    if (route.kind === "answer") {
        refuse(client, route.status, route.text);
        return;
    }
    const { release, upstream } = route;
    const upstreamRequest = trySend({
        host: "127.0.0.1",
        port: upstream.port,
        agent: false,
        method: request.method ?? "GET",
        path: request.url ?? "/",
        headers: [...requestHeaders(request), "connection", "upgrade", "upgrade", request.headers.upgrade ?? ""],
        setHost: false,
    });
    if (upstreamRequest === undefined) {
        refuse(client, 400, "this request cannot be passed on");
        return;
    }
    const startedAt = performance.now();
    release.inFlight += 1;
    let isOver = !route.isCounted;
    const count = (outcome) => {
        if (isOver)
            return;
        isOver = true;
        release.counters.record(outcome, performance.now() - startedAt);
    };
    client.once("close", () => {
        release.inFlight -= 1;
        count("cancelled");
        upstreamRequest.destroy();
    });
    upstreamRequest.on("error", () => {
        count("error");
        refuse(client, 502, `release ${release.version} broke the connection`);
    });
    upstreamRequest.on("upgrade", (answer, socket, upstreamHead) => {
        count("ok");
        const hop = ["connection", "upgrade", "upgrade", answer.headers.upgrade ?? ""];
        client.write(rawHead(101, "Switching Protocols", [...responseHeaders(answer, release.version), ...hop]));
        client.write(upstreamHead);
        socket.write(head);
        socket.on("error", () => client.destroy());
        socket.on("close", () => client.destroy());
        client.on("close", () => socket.destroy());
        socket.pipe(client).pipe(socket);
    });
    upstreamRequest.on("response", (answer) => {
        const status = answer.statusCode ?? 502;
        count(status >= 500 ? "error" : "ok");
        // The end of the connection is the end of the body: its own framing is a matter of the hop before.
        const headers = [...responseHeaders(answer, release.version), "connection", "close"];
        client.write(rawHead(status, answer.statusMessage ?? "", headers));
        answer.on("error", () => client.destroy());
        answer.pipe(client);
    });
    upstreamRequest.end();
}
function refuse(client, status, text) {
    if (client.destroyed)
        return;
    client.write(rawHead(status, "Refused", ["content-type", "text/plain", "connection", "close"]));
    client.end(`${text}\n`);
}
function rawHead(status, message, headers) {
    const lines = [`HTTP/1.1 ${status} ${message}`];
    for (let index = 0; index + 1 < headers.length; index += 2) {
        lines.push(`${headers[index]}: ${headers[index + 1]}`);
    }
    // Header bytes are read as latin1 by node:http and go back as what they were.
    return Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "latin1");
}

;// CONCATENATED MODULE: ./packages/platforms/lib/local/leftovers.js



const GRACE_MS = 2_000;
/**
 * Ends every process that the supervisor run `bootId` started and left behind, and returns their ids.
 *
 * They are found by the marker in their environment and not by a recorded pid: a pid may belong to somebody else by now,
 * and a process started just before a kill was never recorded. Without /proc (not Linux) nothing is ended.
 */
async function leftovers_endLeftovers(bootId) {
    const found = await findMarked(bootId);
    if (found.length === 0)
        return found;
    for (const pid of found)
        signal(pid, "SIGTERM");
    for (let waitedMs = 0; waitedMs < GRACE_MS; waitedMs += 50) {
        await (0,external_node_timers_promises_.setTimeout)(50);
        if ((await findMarked(bootId)).length === 0)
            return found;
    }
    for (const pid of await findMarked(bootId))
        signal(pid, "SIGKILL");
    return found;
}
async function findMarked(bootId) {
    const marker = `\0${INSTANCE_VARIABLE}=${bootId}/`;
    let names;
    try {
        names = await (0,promises_.readdir)("/proc");
    }
    catch {
        return [];
    }
    const found = [];
    for (const name of names) {
        const pid = Number(name);
        if (!Number.isInteger(pid) || pid === process.pid)
            continue;
        try {
            const environment = await (0,promises_.readFile)(`/proc/${pid}/environ`, "latin1");
            if (`\0${environment}`.includes(marker))
                found.push(pid);
        }
        catch {
            // Gone meanwhile, or of another user: then it is not ours.
        }
    }
    return found;
}
function signal(pid, name) {
    try {
        process.kill(pid, name);
    }
    catch {
        // Gone meanwhile.
    }
}

;// CONCATENATED MODULE: ./packages/platforms/lib/local/release-log.js


const MAX_BYTES = 10 * 1_048_576;
const KEPT_FILES = 20;
const TAIL_LINES = 3;
/** The output of one release: a file of at most 10 MB (one older part beside it) and the last lines of stderr. */
class ReleaseLog {
    path;
    #stream;
    #bytes = 0;
    #tail = "";
    constructor(path) {
        this.path = path;
        this.#stream = this.#open();
    }
    write(chunk, isStderr) {
        if (this.#bytes + chunk.length > MAX_BYTES) {
            this.#stream.end();
            (0,external_node_fs_.renameSync)(this.path, `${this.path}.1`);
            this.#stream = this.#open();
            this.#bytes = 0;
        }
        this.#bytes += chunk.length;
        this.#stream.write(chunk);
        if (isStderr)
            this.#tail = (this.#tail + chunk.toString("utf8")).slice(-4_096);
    }
    /** The last lines of stderr in one line; empty when there were none. */
    lastWords() {
        const lines = this.#tail.split(/\r?\n/).filter((line) => line.trim() !== "");
        return lines.slice(-TAIL_LINES).join(" | ");
    }
    /** Forgets the last words, so that a new process is not blamed with those of the one before. */
    startOver() {
        this.#tail = "";
    }
    close() {
        return new Promise((resolve) => {
            this.#stream.once("close", resolve);
            this.#stream.end();
        });
    }
    #open() {
        // Opened at once, so that the next log sees this name as taken.
        const stream = (0,external_node_fs_.createWriteStream)(this.path, { fd: (0,external_node_fs_.openSync)(this.path, "w", 0o600) });
        // A full disk must not end the proxy.
        stream.on("error", () => { });
        return stream;
    }
}
/** A new log `<version>-<n>.log` in `folder`; the oldest beyond 20 are removed. */
function openReleaseLog(folder, version) {
    (0,external_node_fs_.mkdirSync)(folder, { recursive: true, mode: 0o700 });
    const name = version
        .replace(/[^A-Za-z0-9._-]/g, "_")
        .replace(/^\.+/, "_")
        .slice(0, 80);
    let n = 1;
    while ((0,external_node_fs_.existsSync)((0,external_node_path_.join)(folder, `${name}-${n}.log`)))
        n += 1;
    const log = new ReleaseLog((0,external_node_path_.join)(folder, `${name}-${n}.log`));
    removeOldest(folder, (0,external_node_path_.basename)(log.path));
    return log;
}
function removeOldest(folder, current) {
    const logs = (0,external_node_fs_.readdirSync)(folder)
        .filter((name) => name.endsWith(".log") && name !== current)
        .map((name) => ({ name, at: (0,external_node_fs_.statSync)((0,external_node_path_.join)(folder, name)).mtimeMs }))
        .sort((a, b) => b.at - a.at);
    for (const { name } of logs.slice(KEPT_FILES - 1)) {
        (0,external_node_fs_.rmSync)((0,external_node_path_.join)(folder, name), { force: true });
        (0,external_node_fs_.rmSync)((0,external_node_path_.join)(folder, `${name}.1`), { force: true });
    }
}

;// CONCATENATED MODULE: ./packages/platforms/lib/local/ready-probe.js


const INTERVAL_MS = 50;
const ready_probe_ANSWER_TIMEOUT_MS = 2_000;
/** `true` as soon as `path` answers 2xx; otherwise what was seen last, when the deadline passed or `isOver` says so. */
async function waitUntilReady(port, path, deadline, isOver) {
    let last = "no answer";
    while (!isOver() && performance.now() < deadline) {
        const answer = await ask(port, path);
        if (typeof answer === "number" && answer >= 200 && answer < 300)
            return true;
        last = typeof answer === "number" ? `status ${answer}` : answer;
        await (0,external_node_timers_promises_.setTimeout)(INTERVAL_MS);
    }
    return last;
}
function ask(port, path) {
    return new Promise((resolve) => {
        const probe = (0,external_node_http_.request)({
            host: "127.0.0.1",
            port,
            path,
            agent: false,
            headers: { "user-agent": "deploy-actions-ready", connection: "close" },
            timeout: ready_probe_ANSWER_TIMEOUT_MS,
        });
        probe.once("response", (response) => {
            resolve(response.statusCode ?? 0);
            response.destroy();
        });
        probe.once("timeout", () => probe.destroy(new Error(`no answer within ${ready_probe_ANSWER_TIMEOUT_MS} ms`)));
        probe.on("error", (error) => {
            resolve(error.code === "ECONNREFUSED" ? "connection refused" : error.message);
        });
        probe.end();
    });
}

;// CONCATENATED MODULE: ./packages/platforms/lib/local/release-process.js



/** Starts the command of a release on a free loopback port. */
async function startRelease(release, launch, environment, log) {
    const port = await findFreePort();
    const [program = "", ...args] = launch.command.map((argument) => fillIn(argument, release, port));
    let child;
    try {
        child = (0,external_node_child_process_.spawn)(program, args, {
            cwd: launch.cwd,
            env: releaseEnv(release, launch, port, environment),
            stdio: ["ignore", "pipe", "pipe"],
            // A process group of its own: what the command starts itself is ended with it.
            detached: true,
        });
    }
    catch (error) {
        // spawn throws for an argument it cannot pass at all, e.g. one with a NUL.
        return { port, pid: null, ended: Promise.resolve(String(error)), signal: () => { } };
    }
    child.stdout?.on("data", (chunk) => log.write(chunk, false));
    child.stderr?.on("data", (chunk) => log.write(chunk, true));
    const ended = new Promise((resolve) => {
        child.once("error", (error) => {
            resolve(error.code === "ENOENT" ? `command not found: ${program}` : error.message);
        });
        child.once("exit", (code, signalName) => {
            resolve(code === null ? `signal ${signalName}` : `exit code ${code}`);
        });
    });
    return { port, pid: child.pid ?? null, ended, signal: (name) => signalGroup(child, name) };
}
/** Replaces `${release}`, `${port}` and `${commit}` inside one argument, in one pass. */
function fillIn(argument, release, port) {
    return argument.replace(/\$\{(release|port|commit)\}/g, (_, name) => {
        if (name === "port")
            return String(port);
        return name === "release" ? release.version : (release.commit ?? "");
    });
}
function releaseEnv(release, launch, port, environment) {
    const env = {};
    for (const name of ["PATH", "HOME", ...launch.passEnv]) {
        const value = environment.values[name];
        if (value !== undefined)
            env[name] = value;
    }
    env.PORT = String(port);
    env.RELEASE = release.version;
    env.COMMIT = release.commit ?? "";
    env[INSTANCE_VARIABLE] = environment.instance;
    return env;
}
function signalGroup(child, name) {
    if (child.pid === undefined)
        return;
    try {
        process.kill(-child.pid, name);
    }
    catch {
        // The group is gone.
    }
}
function findFreePort() {
    return new Promise((resolve, reject) => {
        const server = (0,external_node_net_.createServer)();
        server.once("error", reject);
        server.listen(0, "127.0.0.1", () => {
            const address = server.address();
            const port = typeof address === "object" && address !== null ? address.port : 0;
            server.close(() => resolve(port));
        });
    });
}

;// CONCATENATED MODULE: ./packages/platforms/lib/local/running-release.js






const FIRST_BACKOFF_MS = 100;
const LONGEST_BACKOFF_MS = 10_000;
/** A process that ran this long starts its backoff anew. */
const SETTLED_MS = 60_000;
/** Failed starts before a candidate is given up. */
const FAILED_STARTS = 3;
const KILL_AFTER_MS = 5_000;
const LAST_WORDS_MS = 20;
/**
 * A release kept running: started, watched, started again with backoff when its process ends. A candidate that never
 * becomes ready is given up (`failed`); a stable release is tried for ever.
 */
class RunningRelease {
    slot;
    epoch;
    counters = new Counters();
    /** Whether it may be given up; false as soon as it is stable. */
    isCandidate;
    inFlight = 0;
    crashes = 0;
    #phase = "starting";
    #detail = "";
    #wasReady = false;
    #hasCrashed = false;
    #isRetired = false;
    #process;
    #upstream;
    #stop = new AbortController();
    #log;
    #environment;
    #onProcess;
    #ended;
    constructor(options) {
        this.slot = options.slot;
        this.epoch = options.epoch;
        this.isCandidate = options.isCandidate;
        this.#environment = options.environment;
        this.#log = options.log;
        this.#onProcess = options.onProcess;
        this.#ended = this.#keepRunning();
    }
    get version() {
        return this.slot.release.version;
    }
    get phase() {
        return this.#phase;
    }
    get pid() {
        return this.#process?.pid ?? null;
    }
    get port() {
        return this.#process?.port ?? null;
    }
    /** Where to send a request, `undefined` while no process is ready for one. */
    get upstream() {
        return this.#upstream;
    }
    /** Whether it served before and is down now: then a request it should have got is an error of it. */
    get isDown() {
        return this.#wasReady && this.#upstream === undefined;
    }
    /**
     * Whether it may get traffic. A candidate that ended by itself once is not ready any more, even though it runs again:
     * a look every few seconds must not miss a crash between two looks.
     */
    get isReady() {
        return this.#upstream !== undefined && !(this.isCandidate && this.#hasCrashed);
    }
    describe() {
        const { port } = this;
        const detail = this.isReady ? "" : this.#detail || "starting";
        return {
            release: this.slot.release,
            phase: this.#phase,
            ready: this.isReady,
            ...(detail === "" ? {} : { detail }),
            ...(port === null ? {} : { url: `http://127.0.0.1:${port}` }),
            pid: this.pid,
            crashes: this.crashes,
            inFlight: this.inFlight,
            log: this.#log.path,
        };
    }
    /** Lets its requests finish for at most `drainMs`, then ends it; resolves when its process is gone. */
    async retire() {
        if (!this.#isRetired) {
            this.#isRetired = true;
            const deadline = performance.now() + this.slot.launch.drainMs;
            while (this.inFlight > 0 && performance.now() < deadline)
                await (0,external_node_timers_promises_.setTimeout)(20);
            this.#stop.abort();
            this.#process?.signal("SIGTERM");
            const killer = setTimeout(() => this.#process?.signal("SIGKILL"), KILL_AFTER_MS);
            await this.#ended;
            clearTimeout(killer);
            await this.#log.close();
        }
        await this.#ended;
    }
    /** Ends its processes at once, for a supervisor that has no time left. */
    kill() {
        this.#isRetired = true;
        this.#stop.abort();
        this.#process?.signal("SIGKILL");
    }
    async #keepRunning() {
        let backoffMs = FIRST_BACKOFF_MS;
        let failedStarts = 0;
        while (!this.#stop.signal.aborted) {
            const startedAt = performance.now();
            const end = await this.#runOnce();
            if (this.#stop.signal.aborted)
                break;
            const ranMs = performance.now() - startedAt;
            this.#detail = this.#describeEnd(end.text, ranMs);
            this.crashes += 1;
            failedStarts = end.wasReady ? 0 : failedStarts + 1;
            const isGivenUp = !this.#wasReady && (end.isLate || failedStarts >= FAILED_STARTS);
            if (this.isCandidate && isGivenUp) {
                this.#phase = "failed";
                this.#onProcess();
                return;
            }
            this.#phase = this.#wasReady ? "crashed" : "starting";
            this.#onProcess();
            if (ranMs > SETTLED_MS)
                backoffMs = FIRST_BACKOFF_MS;
            await (0,external_node_timers_promises_.setTimeout)(backoffMs, undefined, { signal: this.#stop.signal }).catch(() => { });
            backoffMs = Math.min(backoffMs * 2, LONGEST_BACKOFF_MS);
        }
    }
    /** One process from start to end. */
    async #runOnce() {
        const { release, launch } = this.slot;
        this.#log.startOver();
        const running = await startRelease(release, launch, this.#environment, this.#log);
        this.#process = running;
        this.#onProcess();
        if (this.#stop.signal.aborted)
            running.signal("SIGKILL");
        let hasEnded = false;
        const ended = running.ended.finally(() => {
            hasEnded = true;
        });
        const deadline = performance.now() + launch.readyTimeoutMs;
        const isOver = () => hasEnded || this.#stop.signal.aborted;
        const answer = await waitUntilReady(running.port, launch.ready, deadline, isOver);
        const isReady = answer === true && !hasEnded && !this.#stop.signal.aborted;
        const isLate = answer !== true && !isOver();
        if (isReady)
            this.#takeRequests(running.port);
        else if (isLate)
            await this.#end(running, ended);
        const end = await ended;
        this.#process = undefined;
        this.#upstream?.agent.destroy();
        this.#upstream = undefined;
        if (isReady && !this.#stop.signal.aborted)
            this.#hasCrashed = true;
        // The stream's end would wait for grandchildren that hold the pipe; a moment is enough for the last words.
        await (0,external_node_timers_promises_.setTimeout)(LAST_WORDS_MS);
        // What a dead leader left in its group would hold ports and files of the next one.
        running.signal("SIGKILL");
        const late = `no 2xx from ${launch.ready} within ${(0,lib/* formatDuration */.a3)(launch.readyTimeoutMs)} (last: ${answer})`;
        return { text: isLate ? late : end, wasReady: isReady, isLate };
    }
    #takeRequests(port) {
        this.#upstream = { port, agent: new external_node_http_.Agent({ keepAlive: true, maxFreeSockets: 64 }) };
        this.#wasReady = true;
        this.#phase = "ready";
        if (!this.#hasCrashed)
            this.#detail = "";
        this.#onProcess();
    }
    async #end(running, ended) {
        running.signal("SIGTERM");
        const killer = setTimeout(() => running.signal("SIGKILL"), KILL_AFTER_MS);
        await ended;
        clearTimeout(killer);
    }
    #describeEnd(end, ranMs) {
        const count = (0,lib/* plural */.LS)(this.crashes + 1, "time");
        const words = this.#log.lastWords();
        const text = `ended ${count}, last after ${(0,lib/* formatDuration */.a3)(ranMs)}: ${end}${words === "" ? "" : `: ${words}`}`;
        return (0,lib/* truncateUtf8 */.Ck)((0,lib/* printable */.g$)(text), 400);
    }
}

;// CONCATENATED MODULE: ./packages/platforms/lib/local/weighted-picker.js
const SCALE = 1_000;
const GOLDEN_RATIO = 0.618_033_988_749_895;
/**
 * Decides per request who serves it: of every block of requests exactly the candidate's share, spread evenly
 * (25 % = 1 in each 4, 33.3 % = 333 in each 1,000). Granularity 0.1 %.
 *
 * Not random, so that few requests already give the wanted share and a share can be verified by counting. Each block
 * starts at another phase (golden ratio, never periodic), so that a client that repeats a cycle of four calls does not
 * send the same one to the candidate each time.
 */
class WeightedPicker {
    #share;
    #block;
    #position = 0;
    #offset = 0;
    #phase = 0;
    constructor(weight) {
        const wanted = Math.round((weight / 100) * SCALE);
        const divisor = greatestCommonDivisor(wanted, SCALE);
        this.#share = wanted / divisor;
        this.#block = SCALE / divisor;
    }
    /** Whether the next request is the candidate's. */
    next() {
        // share and block are coprime: over a block the left side takes each value once, so exactly `share` are below.
        const isCandidate = (this.#position * this.#share + this.#offset) % this.#block < this.#share;
        this.#position += 1;
        if (this.#position === this.#block) {
            this.#position = 0;
            this.#phase = (this.#phase + GOLDEN_RATIO) % 1;
            this.#offset = Math.floor(this.#phase * this.#block);
        }
        return isCandidate;
    }
}
function greatestCommonDivisor(a, b) {
    return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

;// CONCATENATED MODULE: ./packages/platforms/lib/local/traffic.js



/**
 * The traffic of the target: which releases run and who gets how much. Changes go one after the other; each is written
 * to disk before it takes effect, so that a kill at any moment leaves the state before it or the state after it.
 */
class Traffic {
    #state;
    #stable = null;
    #candidate = null;
    #retired = new Set();
    #picker;
    #queue = Promise.resolve();
    #isClosed = false;
    #ports;
    constructor(state, ports) {
        this.#state = state;
        this.#ports = ports;
        this.#picker = new WeightedPicker(state.weight);
    }
    get stable() {
        return this.#stable;
    }
    get candidate() {
        return this.#candidate;
    }
    get weight() {
        return this.#state.weight;
    }
    /** Starts what the state says ran before. */
    resume() {
        const { stable, candidate } = this.#state;
        if (stable !== null)
            this.#stable = this.#start(stable, false, {});
        if (candidate !== null)
            this.#candidate = this.#start(candidate, true, {});
    }
    /** Writes the state as it is. */
    save() {
        return this.#inTurn(() => this.#ports.write(this.#state));
    }
    /** Whether the next request without a wish is the candidate's. */
    pickCandidate() {
        return this.#candidate !== null && this.#state.weight > 0 && this.#picker.next();
    }
    describe() {
        return {
            revision: revisionOf(this.#state),
            listen: this.#state.listen,
            pid: process.pid,
            weight: this.#state.weight,
            stable: this.#stable?.describe() ?? null,
            candidate: this.#candidate?.describe() ?? null,
            lastChange: this.#state.lastChange,
        };
    }
    metrics() {
        return this.#everyone().map(([release, role]) => ({
            version: release.version,
            role,
            epoch: release.epoch,
            counters: release.counters,
            isReady: release.upstream !== undefined,
            crashes: release.crashes,
            inFlight: release.inFlight,
        }));
    }
    /** Makes a change, after those asked for before. Success also when what it wants is true already. */
    change(action, request) {
        return this.#inTurn(() => this.#change(action, request));
    }
    /** Ends all releases, their requests first; the state stays, so that the next start serves it again. */
    async stop() {
        await this.#inTurn(async () => {
            this.#isClosed = true;
            await Promise.all(this.#everyone().map(([release]) => release.retire()));
            this.#state = { ...this.#state, supervisor: null, processes: [] };
            await this.#ports.write(this.#state);
        });
    }
    /** Ends all releases at once. */
    kill() {
        for (const [release] of this.#everyone())
            release.kill();
    }
    async #change(action, request) {
        if (this.#isClosed)
            throw new lib/* ActionError */.lZ("conflict", "The supervisor is stopping");
        if (this.#isTrue(action, request))
            return { ok: true, state: this.describe() };
        const revision = revisionOf(this.#state);
        const expected = request.precondition.revision;
        const isExpected = expected === revision || (expected === NO_REVISION && this.#state.change === 0);
        if (!isExpected)
            return this.#refuse("revision", `expected revision ${expected}, found ${revision}`);
        const decision = this.#decide(action, request);
        if ("refuse" in decision)
            return this.#refuse(decision.refuse, decision.message);
        await this.#apply(action, request, decision.next);
        return { ok: true, state: this.describe() };
    }
    #isTrue(action, request) {
        const stable = this.#stable?.version;
        const candidate = this.#candidate;
        const version = request.release?.version;
        switch (action) {
            case "abort":
                return candidate === null;
            case "promote":
            case "restore":
                return stable !== undefined && stable === version && candidate === null;
            case "set-weight":
                return (candidate?.version === version && candidate?.phase !== "failed" && this.weight === request.weight);
        }
    }
    #decide(action, request) {
        const stable = this.#stable;
        const candidate = this.#candidate;
        const release = request.release;
        if (action === "abort")
            return { next: { stable, candidate: null, weight: 0 } };
        if (release === undefined)
            throw new lib/* ActionError */.lZ("internal", `${action} needs a release`);
        const { version } = release;
        if (action === "promote")
            return this.#decidePromotion(version);
        if (action === "restore" && stable?.version === version) {
            return { next: { stable, candidate: null, weight: 0 } };
        }
        const isRunning = candidate?.version === version && candidate.phase !== "failed";
        if (action === "restore" && isRunning) {
            // Not ready yet: the caller waits and asks again.
            return candidate.isReady ? this.#decidePromotion(version) : { next: { stable, candidate, weight: 0 } };
        }
        const weight = action === "restore" ? 0 : (request.weight ?? 0);
        if (stable?.version === version)
            return traffic_refuse("is_stable", `${version} is the stable release already`);
        if (weight > 0 && (!isRunning || !candidate.isReady)) {
            const detail = candidate?.version === version ? `: ${candidate.describe().detail}` : ": it does not run";
            return traffic_refuse("not_ready", `${version} cannot get ${weight} % of the traffic${detail}`);
        }
        if (isRunning)
            return { next: { stable, candidate, weight } };
        if (request.launch === undefined)
            throw new lib/* ActionError */.lZ("internal", `${action} needs a launch`);
        return { next: { stable, candidate: { release, launch: request.launch }, weight } };
    }
    #decidePromotion(version) {
        const candidate = this.#candidate;
        if (candidate?.version !== version) {
            const found = candidate === null ? "there is no candidate" : `the candidate is ${candidate.version}`;
            return traffic_refuse("not_candidate", `${version} cannot be promoted: ${found}`);
        }
        if (!candidate.isReady) {
            return traffic_refuse("not_ready", `${version} cannot be promoted: ${candidate.describe().detail}`);
        }
        return { next: { stable: candidate, candidate: null, weight: 0 } };
    }
    async #apply(action, request, next) {
        const candidateSlot = next.candidate === null ? null : "slot" in next.candidate ? next.candidate.slot : next.candidate;
        const state = {
            ...this.#state,
            change: this.#state.change + 1,
            stable: next.stable?.slot ?? null,
            candidate: candidateSlot,
            weight: next.weight,
            lastChange: { action, actor: request.actor, at: new Date(this.#ports.now()).toISOString() },
            processes: this.#processes(),
        };
        await this.#ports.write(state);
        this.#state = state;
        const before = [this.#stable, this.#candidate];
        this.#picker = new WeightedPicker(next.weight);
        this.#stable = next.stable;
        if (this.#stable !== null)
            this.#stable.isCandidate = false;
        this.#candidate =
            next.candidate === null || "slot" in next.candidate
                ? next.candidate
                : this.#start(next.candidate, true, request.env ?? {});
        for (const release of before) {
            if (release !== null && release !== this.#stable && release !== this.#candidate)
                this.#retire(release);
        }
        const version = request.release?.version ?? before[1]?.version ?? "";
        const weight = action === "set-weight" ? ` to ${next.weight} %` : "";
        this.#ports.log(`${action} ${version}${weight} by ${request.actor}: revision ${revisionOf(state)}`);
    }
    #start(slot, isCandidate, env) {
        return this.#ports.start(slot, isCandidate, env, () => this.#recordProcesses());
    }
    #retire(release) {
        this.#retired.add(release);
        void release.retire().then(() => {
            this.#retired.delete(release);
            this.#recordProcesses();
        });
    }
    /** Pids and ports in the state file are for people and do not change the revision. */
    #recordProcesses() {
        void this.#inTurn(async () => {
            if (this.#isClosed)
                return;
            this.#state = { ...this.#state, processes: this.#processes() };
            await this.#ports.write(this.#state);
        }).catch((error) => this.#ports.log(`cannot write the state: ${String(error)}`));
    }
    #processes() {
        return this.#everyone().flatMap(([release, role]) => {
            const { pid, port } = release;
            return pid === null || port === null ? [] : [{ version: release.version, role, pid, port }];
        });
    }
    #everyone() {
        return [
            ...(this.#stable === null ? [] : [[this.#stable, "stable"]]),
            ...(this.#candidate === null ? [] : [[this.#candidate, "candidate"]]),
            ...[...this.#retired].map((release) => [release, "retired"]),
        ];
    }
    #refuse(reason, message) {
        return { ok: false, refusal: { reason, message, state: this.describe() } };
    }
    #inTurn(work) {
        const result = this.#queue.then(work);
        this.#queue = result.catch(() => { });
        return result;
    }
}
function traffic_refuse(reason, message) {
    return { refuse: reason, message };
}

;// CONCATENATED MODULE: ./packages/platforms/lib/local/supervisor.js
















const LAST_BYTES_MS = 1_000;
/**
 * Runs the supervisor of a local target until it is told to stop (`POST /stop`, SIGTERM or SIGINT): the weighted proxy,
 * the releases behind it and the admin API. `env` is where the releases' variables come from. A supervisor that was
 * killed goes on, when started again, with what its state file says. Rejects with `conflict` when another one runs in
 * the folder, with `config` when it cannot listen.
 */
async function runSupervisor(options, env) {
    await lockFolder(options.state);
    const before = await state_file_readStateFile(options.state);
    const wanted = parseListenAddress(options.listen);
    const address = wanted.port === 0 && before !== undefined ? parseListenAddress(before.listen) : wanted;
    const proxy = (0,external_node_http_.createServer)({ requestTimeout: 0, keepAliveTimeout: 65_000 });
    // Who comes while the releases are not there yet waits a moment instead of never being answered.
    const { promise: opened, resolve: open } = Promise.withResolvers();
    proxy.on("request", (request, response) => {
        void opened.then((traffic) => forward(traffic, request, response));
    });
    proxy.on("upgrade", (request, socket, head) => {
        socket.on("error", () => { });
        void opened.then((traffic) => forwardUpgrade(traffic, request, socket, head));
    });
    const listen = formatListenAddress(await supervisor_bind(proxy, address));
    if (before !== undefined) {
        const ended = await leftovers_endLeftovers(before.bootId);
        if (ended.length > 0)
            log(`ended processes left by the supervisor before: ${ended.join(", ")}`);
    }
    const bootId = (0,external_node_crypto_.randomUUID)();
    const token = (0,external_node_crypto_.randomBytes)(32).toString("base64url");
    const state = {
        ...(before ?? firstState()),
        listen,
        bootId,
        supervisor: null,
        processes: [],
    };
    // Before the first process: whoever cleans up after a kill looks for this id.
    await writeStateFile(options.state, state);
    let stop = () => { };
    const stopped = new Promise((resolve) => {
        stop = resolve;
    });
    // The admin server needs the traffic, and the state the traffic starts from needs the admin server's port.
    const admin = (0,external_node_http_.createServer)({ requestTimeout: 30_000 });
    const adminAddress = await supervisor_bind(admin, { host: "127.0.0.1", port: 0 });
    const running = {
        ...state,
        supervisor: {
            pid: process.pid,
            adminUrl: `http://${formatListenAddress(adminAddress)}`,
            token,
            startedAt: new Date().toISOString(),
        },
    };
    const traffic = new Traffic(running, createPorts(options, bootId, env));
    traffic.resume();
    open(traffic);
    admin.on("request", createAdminHandler(traffic, token, stop));
    await traffic.save();
    log(`pid ${process.pid} listens on ${listen}`);
    const onSignal = () => stop();
    process.on("SIGTERM", onSignal);
    process.on("SIGINT", onSignal);
    process.on("SIGHUP", () => { });
    process.on("exit", () => traffic.kill());
    await stopped;
    log("stopping");
    const closed = new Promise((resolve) => {
        proxy.close(() => resolve());
    });
    await traffic.stop();
    // The releases have answered; slow clients get a moment to read it.
    await Promise.race([closed, (0,external_node_timers_promises_.setTimeout)(LAST_BYTES_MS, undefined, { ref: false })]);
    proxy.closeAllConnections();
    admin.close();
    admin.closeAllConnections();
    process.off("SIGTERM", onSignal);
    process.off("SIGINT", onSignal);
    log("stopped");
}
function createPorts(options, bootId, env) {
    let started = 0;
    return {
        start: (slot, isCandidate, values, onProcess) => {
            started += 1;
            return new RunningRelease({
                slot,
                isCandidate,
                epoch: `${bootId.slice(0, 8)}-${started}`,
                environment: { values: { ...env, ...values }, instance: `${bootId}/${started}` },
                log: openReleaseLog((0,external_node_path_.join)(options.state, "logs"), slot.release.version),
                onProcess,
            });
        },
        write: (state) => writeStateFile(options.state, state),
        now: () => Date.now(),
        log,
    };
}
function firstState() {
    return {
        schema: 1,
        id: (0,external_node_crypto_.randomBytes)(4).toString("hex"),
        change: 0,
        listen: "",
        stable: null,
        candidate: null,
        weight: 0,
        lastChange: null,
        bootId: "",
        supervisor: null,
        processes: [],
    };
}
async function supervisor_bind(server, address) {
    try {
        await new Promise((resolve, reject) => {
            server.once("error", reject);
            server.listen(address.port, address.host, () => {
                server.off("error", reject);
                resolve();
            });
        });
    }
    catch (error) {
        const code = errorCode(error);
        const why = code === "EADDRINUSE" ? "another program uses this port" : (code ?? "the system refuses");
        throw new lib/* ActionError */.lZ("config", `Cannot listen on ${formatListenAddress(address)}: ${why}`, {
            cause: error,
            hint: "Stop the other program or give the target another port.",
        });
    }
    // A string is the address of a pipe, which is never asked for.
    const bound = server.address();
    return { host: address.host, port: bound.port };
}
/** The supervisor's output is its log file. */
function log(line) {
    process.stderr.write(`${new Date().toISOString()} ${line}\n`);
}

;// CONCATENATED MODULE: ./packages/platforms/lib/local/supervisor-main.js




/** The arguments that a client appends to the supervisor's argv. */
function formatSupervisorArgs(options) {
    return ["--state", options.state, "--listen", options.listen];
}
/** Reads the arguments of {@link formatSupervisorArgs}; rejects anything else as `input`. */
function parseSupervisorArgs(args) {
    try {
        const { values } = (0,external_node_util_.parseArgs)({
            args: [...args],
            options: { state: { type: "string" }, listen: { type: "string" } },
        });
        if (values.state !== undefined && values.listen !== undefined) {
            return { state: values.state, listen: values.listen };
        }
    }
    catch (error) {
        throw new lib/* ActionError */.lZ("input", "The supervisor takes --state <folder> --listen <host:port>", {
            cause: error,
        });
    }
    throw new lib/* ActionError */.lZ("input", "The supervisor needs --state <folder> and --listen <host:port>");
}
/**
 * The supervisor as a program: `process.exitCode = await supervisorMain(process.argv.slice(2), process.env)`. Resolves
 * with the exit code: 0 stopped as asked, 75 another one runs in the folder, 78 configuration, else 1.
 */
async function supervisorMain(args, env) {
    try {
        await runSupervisor(parseSupervisorArgs(args), env);
        return 0;
    }
    catch (error) {
        const { code, message, hint } = (0,lib/* toActionError */.ie)(error);
        process.stderr.write(`${(0,lib/* printable */.g$)(`${message}${hint === undefined ? "" : `. ${hint}`}`)}\n`);
        if (code === "conflict")
            return EXIT_LOCKED;
        return code === "config" || code === "input" ? EXIT_CONFIG : 1;
    }
}

;// CONCATENATED MODULE: ./packages/platforms/lib/local/ensure-supervisor.js










const START_TIMEOUT_MS = 10_000;
const POLL_MS = 50;
const MAX_LOG_BYTES = 1_048_576;
/**
 * The supervisor of a target, started when none runs: idempotent, also when several clients ask at once. Rejects with
 * `config` when it cannot listen or listens elsewhere, with `remote` (and the end of its log) when it does not come up.
 */
async function ensureSupervisor(launch, signal) {
    const folder = local_context_stateFolder(launch);
    parseListenAddress(launch.target.listen);
    const state = await state_file_readStateFile(folder);
    const found = await admin_client_findSupervisor(launch.http, state, signal);
    if (found !== undefined)
        return atAddress(launch, state, found);
    (0,external_node_fs_.mkdirSync)(folder, { recursive: true, mode: 0o700 });
    const logPath = (0,external_node_path_.join)(folder, "supervisor.log");
    const started = start(launch, folder, logPath);
    const deadline = launch.clock.now() + START_TIMEOUT_MS;
    for (;;) {
        const now = await state_file_readStateFile(folder);
        const client = await admin_client_findSupervisor(launch.http, now, signal);
        if (client !== undefined)
            return atAddress(launch, now, client);
        const end = started.end();
        // 75: another client was faster; its supervisor is about to answer.
        if (end !== undefined && end !== EXIT_LOCKED)
            throw startFailure(end, launch, logPath, started.logOffset);
        if (launch.clock.now() >= deadline)
            throw startFailure("late", launch, logPath, started.logOffset);
        await launch.clock.sleep(POLL_MS, signal);
    }
}
function start({ supervisorArgv, target, env, workspace }, folder, logPath) {
    const [program = "", ...args] = supervisorArgv;
    const log = (0,external_node_fs_.openSync)(logPath, "a", 0o600);
    if ((0,external_node_fs_.fstatSync)(log).size > MAX_LOG_BYTES)
        (0,external_node_fs_.ftruncateSync)(log);
    const logOffset = (0,external_node_fs_.fstatSync)(log).size;
    const inherited = ["PATH", "HOME", ...target.passEnv].flatMap((name) => {
        const value = env[name];
        return value === undefined ? [] : [[name, value]];
    });
    let end;
    try {
        const child = (0,external_node_child_process_.spawn)(program, [...args, ...formatSupervisorArgs({ state: folder, listen: target.listen })], 
        // Detached, and without the runner's variables: a runner ends at the end of a job what carries its tracking id.
        {
            cwd: workspace,
            detached: true,
            stdio: ["ignore", log, log],
            env: Object.fromEntries(inherited),
        });
        child.once("exit", (code, signalName) => {
            end = code ?? signalName ?? "killed";
        });
        child.once("error", (error) => {
            end = error.message;
        });
        child.unref();
    }
    finally {
        (0,external_node_fs_.closeSync)(log);
    }
    return { end: () => end, logOffset };
}
function startFailure(end, { target }, logPath, logOffset) {
    const lines = readLogTail(logPath, logOffset);
    if (end === EXIT_CONFIG) {
        const why = lines === "" ? "it refused its configuration" : lines;
        return new lib/* ActionError */.lZ("config", `The local target cannot run on ${target.listen}: ${why}`, {
            hint: `Set target.listen to a free loopback port, or stop what uses ${target.listen}.`,
        });
    }
    const what = end === "late" ? "did not answer within 10s" : `ended at once (${end})`;
    const told = lines === "" ? "It wrote no log." : `Last lines of ${logPath}: ${lines}`;
    return new lib/* ActionError */.lZ("remote", `The supervisor of ${target.listen} ${what}. ${told}`);
}
/** The last lines of this start in one line. */
function readLogTail(path, offset) {
    const text = (0,external_node_fs_.readFileSync)(path).subarray(offset).toString("utf8");
    return (0,lib/* tail */.RT)(text, 5)
        .split("\n")
        .map((line) => (0,lib/* printable */.g$)(line.trim()))
        .filter((line) => line !== "")
        .join(" | ")
        .slice(-1_000);
}
function atAddress({ target }, state, client) {
    const wanted = parseListenAddress(target.listen);
    const actual = state === undefined ? wanted : parseListenAddress(state.listen);
    const isSame = wanted.host === actual.host && (wanted.port === 0 || wanted.port === actual.port);
    if (isSame)
        return client;
    throw new lib/* ActionError */.lZ("config", `The supervisor of this state folder listens on ${state?.listen}, the target says ${target.listen}`, { hint: "Stop the local target first, or give the other address its own state folder." });
}

;// CONCATENATED MODULE: ./packages/platforms/lib/local/local-platform.js






const local_platform_POLL_MS = 50;
/** What a start takes beyond the release's own time to be ready. */
const START_SLACK_MS = 15_000;
/** The embedded target as a platform. `allowStart` decides whether a missing supervisor is started. */
function createLocalPlatform(options) {
    return {
        name: "local",
        capabilities: {
            traffic: "weights",
            granularity: 0.1,
            candidateUrl: true,
            candidateHeader: { name: FORCE_HEADER, value: "candidate" },
            waitsForFree: false,
            keepsStableWarm: true,
        },
        observe: (signal) => local_platform_observe(options, signal),
        setWeight: (candidate, weight, precondition, signal) => local_platform_setWeight(options, candidate, weight, precondition, signal),
        promote: async (release, precondition, signal) => {
            const admin = await supervisorForChange(options, signal);
            return toTraffic(await admin.change("promote", request(options, precondition, { release }), signal));
        },
        abort: async (precondition, signal) => {
            // Nothing ever ran here, so there is no candidate; a supervisor need not be started to say so.
            const state = await state_file_readStateFile(local_context_stateFolder(options));
            if (state === undefined)
                return NOTHING;
            const admin = await supervisorForChange(options, signal);
            return toTraffic(await admin.change("abort", request(options, precondition, {}), signal));
        },
        restore: (release, precondition, signal) => local_platform_restore(options, release, precondition, signal),
    };
}
const NOTHING = { stable: null, candidate: null, candidateWeight: 0, revision: NO_REVISION };
async function local_platform_observe(options, signal) {
    const state = await state_file_readStateFile(local_context_stateFolder(options));
    if (state === undefined || state.change === 0)
        return NOTHING;
    const running = await admin_client_findSupervisor(options.http, state, signal);
    if (running !== undefined)
        return toTraffic(await running.state(signal));
    const isEmpty = state.stable === null && state.candidate === null;
    if (!options.allowStart || isEmpty)
        return recordedTraffic(state);
    const admin = await ensureSupervisor(options, signal);
    const slots = [state.stable, state.candidate].flatMap((slot) => (slot === null ? [] : [slot]));
    const settleMs = Math.max(...slots.map((slot) => slot.launch.readyTimeoutMs)) + START_SLACK_MS;
    return toTraffic(await waitUntilSettled(options, admin, ["stable", "candidate"], settleMs, signal));
}
async function local_platform_setWeight(options, candidate, weight, precondition, signal) {
    const admin = await supervisorForChange(options, signal);
    const before = await admin.state(signal);
    let revision = precondition.revision;
    const isRetry = weight === 0 && before.candidate?.phase === "failed";
    if (!isCandidate(before, candidate) || isRetry) {
        const started = await change(options, admin, "set-weight", candidate, 0, revision, signal);
        revision = started.revision;
    }
    const settleMs = options.target.readyTimeoutMs + START_SLACK_MS;
    const settled = await waitUntilSettled(options, admin, ["candidate"], settleMs, signal);
    if (isCandidate(settled, candidate) && settled.weight === weight && weight === 0)
        return toTraffic(settled);
    const changed = await change(options, admin, "set-weight", candidate, weight, revision, signal);
    local_platform_requireReady(changed, candidate, weight);
    const seen = await admin.state(signal);
    if (isCandidate(seen, candidate) && seen.weight === weight)
        return toTraffic(seen);
    throw new lib/* ActionError */.lZ("conflict", `Asked for ${weight} % on ${candidate.version}, but ${seen.lastChange?.actor} changed it to ${seen.weight} % on ${seen.candidate?.release.version ?? "no candidate"}`);
}
async function local_platform_restore(options, release, precondition, signal) {
    const admin = await supervisorForChange(options, signal);
    // First it runs beside stable without traffic, then it takes over: users always have a release that answers.
    const started = await change(options, admin, "restore", release, undefined, precondition.revision, signal);
    if (isCandidate(started, release)) {
        const settleMs = options.target.readyTimeoutMs + START_SLACK_MS;
        const settled = await waitUntilSettled(options, admin, ["candidate"], settleMs, signal);
        const found = settled.candidate;
        if (isCandidate(settled, release) && found?.ready === false) {
            const detail = found.detail ?? found.phase;
            await admin.change("abort", request(options, { revision: started.revision }, {}), signal);
            throw new lib/* ActionError */.lZ("remote", `Release ${release.version} could not be brought back: ${detail}`, {
                hint: `The traffic is where it was. The release's log is ${found.log}.`,
            });
        }
        await change(options, admin, "restore", release, undefined, started.revision, signal);
    }
    return toTraffic(await admin.state(signal));
}
async function change(options, admin, action, release, weight, revision, signal) {
    const { target, workspace, env } = options;
    const { command, passEnv, ready, readyTimeoutMs, drainMs } = target;
    const values = ["PATH", "HOME", ...passEnv].flatMap((name) => {
        const value = env[name];
        return value === undefined ? [] : [[name, value]];
    });
    const body = request(options, { revision }, {
        release,
        ...(weight === undefined ? {} : { weight }),
        launch: { command, cwd: workspace, passEnv, ready, readyTimeoutMs, drainMs },
        env: Object.fromEntries(values),
    });
    return admin.change(action, body, signal);
}
function request(options, precondition, rest) {
    return { actor: options.actor ?? "deploy-actions", precondition, ...rest };
}
async function supervisorForChange(options, signal) {
    if (options.allowStart)
        return ensureSupervisor(options, signal);
    const state = await state_file_readStateFile(local_context_stateFolder(options));
    const running = await admin_client_findSupervisor(options.http, state, signal);
    if (running !== undefined)
        return running;
    throw new lib/* ActionError */.lZ("config", `No supervisor runs for the local target ${options.target.listen}`, {
        hint: "This run may only look. Deploy without the plan mode to start it.",
    });
}
/** The state once none of `roles` is starting any more, or as it is when that takes too long. */
async function waitUntilSettled({ clock }, admin, roles, settleMs, signal) {
    const deadline = clock.now() + settleMs;
    for (;;) {
        const state = await admin.state(signal);
        if (!roles.some((role) => state[role]?.phase === "starting") || clock.now() >= deadline)
            return state;
        await clock.sleep(local_platform_POLL_MS, signal);
    }
}
function local_platform_requireReady(state, release, weight) {
    if (weight === 0 || state.candidate?.ready === true)
        return;
    const detail = state.candidate?.detail ?? "it does not run";
    throw new lib/* ActionError */.lZ("conflict", `${release.version} has ${weight} % but is not ready: ${detail}`);
}
function isCandidate(state, release) {
    return state.candidate?.release.version === release.version;
}
function toTraffic(state) {
    return {
        stable: toRunning(state.stable),
        candidate: toRunning(state.candidate),
        candidateWeight: state.weight,
        revision: state.revision,
    };
}
function toRunning(release) {
    if (release === null)
        return null;
    return {
        release: release.release,
        ready: release.ready,
        ...(release.url === undefined ? {} : { url: release.url }),
        ...(release.detail === undefined ? {} : { detail: release.detail }),
    };
}
/** What was running when the supervisor was last there; nothing of it serves now. */
function recordedTraffic(state) {
    const dormant = (slot) => slot === null ? null : { release: slot.release, ready: false, detail: "the supervisor is not running" };
    return {
        stable: dormant(state.stable),
        candidate: dormant(state.candidate),
        candidateWeight: state.weight,
        revision: revisionOf(state),
    };
}

;// CONCATENATED MODULE: ./packages/platforms/lib/local/process-alive.js

/** Whether a process runs. One that ended but was never waited for (a container without an init) does not. */
function process_alive_isProcessAlive(pid) {
    try {
        process.kill(pid, 0);
    }
    catch {
        return false;
    }
    try {
        const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
        // `pid (name) state …`; the name may hold anything, also parentheses.
        return stat.slice(stat.lastIndexOf(")") + 2, stat.lastIndexOf(")") + 3) !== "Z";
    }
    catch {
        return true;
    }
}

;// CONCATENATED MODULE: ./packages/platforms/lib/local/local-target.js






const local_target_POLL_MS = 50;
const STOP_SLACK_MS = 15_000;
/** What the supervisor of a target is doing, without starting one. */
async function localStatus(context, signal) {
    const recorded = await readStateFile(stateFolder(context));
    const admin = await findSupervisor(context.http, recorded, signal);
    if (admin === undefined)
        return { running: false };
    return { running: true, adminUrl: admin.supervisor.adminUrl, state: await admin.state(signal) };
}
/**
 * The counters of a running target in the Prometheus text format (`deploy_actions_requests_total`, …). Rejects with
 * `remote` when no supervisor answers.
 */
async function readLocalMetricsText(context, signal) {
    const recorded = await state_file_readStateFile(local_context_stateFolder(context));
    const admin = await admin_client_findSupervisor(context.http, recorded, signal);
    if (admin !== undefined)
        return admin.metricsText(signal);
    throw new lib/* ActionError */.lZ("remote", `No supervisor answers for the local target ${context.target.listen}`);
}
/**
 * Stops a target: requests in flight finish (up to `drainMs`), releases and supervisor end. What was deployed stays
 * recorded, and the next start serves it again. Nothing to do when it does not run. Rejects with `remote` when it does
 * not end in time.
 */
async function stopLocalTarget(context, signal) {
    const folder = stateFolder(context);
    const recorded = await readStateFile(folder);
    const admin = await findSupervisor(context.http, recorded, signal);
    if (admin === undefined) {
        // The supervisor was killed: its releases may have outlived it.
        if (recorded !== undefined)
            await endLeftovers(recorded.bootId);
        return;
    }
    await admin.stop(signal);
    const limitMs = context.target.drainMs + STOP_SLACK_MS;
    const deadline = context.clock.now() + limitMs;
    while (isProcessAlive(admin.supervisor.pid)) {
        if (context.clock.now() >= deadline) {
            throw new ActionError("remote", `The supervisor of ${context.target.listen} (pid ${admin.supervisor.pid}) still runs ${formatDuration(limitMs)} after it was told to stop`);
        }
        await context.clock.sleep(local_target_POLL_MS, signal);
    }
}

;// CONCATENATED MODULE: ./packages/platforms/lib/index.js






















/***/ }),

/***/ 39739:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   u: () => (/* binding */ loadRoute)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26393);

/** Loads the code of the route's kind, and of no other. */
async function loadRoute(target, route, client, untilComplete) {
    const { services, header, mirror, workload, candidateWorkload } = target;
    const optionsFor = (owner) => ({
        client,
        services,
        header,
        mirror,
        owner,
    });
    switch (route.kind) {
        case "replicas": {
            if (candidateWorkload !== undefined) {
                throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("config", `The route replicas makes the candidate's Deployment itself, with labels that the Service ${route.service} picks or not: candidate-workload ${candidateWorkload} cannot be used.`, { hint: "Leave candidate-workload out, or use another route." });
            }
            const { createReplicasRoute } = await __webpack_require__.e(/* import() */ 8657).then(__webpack_require__.bind(__webpack_require__, 88657));
            const names = { stable: workload.name, candidate: `${workload.name}-candidate` };
            return (owner) => createReplicasRoute(optionsFor(owner), route, { ...names, untilComplete });
        }
        case "service": {
            const { createServiceSelectorRoute } = await __webpack_require__.e(/* import() */ 655).then(__webpack_require__.bind(__webpack_require__, 655));
            return (owner) => createServiceSelectorRoute(optionsFor(owner), route, workload.name);
        }
        case "httproute": {
            const { createHttpRoute } = await __webpack_require__.e(/* import() */ 5548).then(__webpack_require__.bind(__webpack_require__, 75548));
            return (owner) => createHttpRoute(optionsFor(owner), route);
        }
        case "virtualservice": {
            const { createVirtualServiceRoute } = await __webpack_require__.e(/* import() */ 4110).then(__webpack_require__.bind(__webpack_require__, 84110));
            return (owner) => createVirtualServiceRoute(optionsFor(owner), route);
        }
        case "traefikservice": {
            const { createTraefikServiceRoute } = await __webpack_require__.e(/* import() */ 4265).then(__webpack_require__.bind(__webpack_require__, 34265));
            return (owner) => createTraefikServiceRoute(optionsFor(owner), route);
        }
        case "ingress": {
            const { createIngressRoute } = await __webpack_require__.e(/* import() */ 8255).then(__webpack_require__.bind(__webpack_require__, 8255));
            return (owner) => createIngressRoute(optionsFor(owner), route);
        }
        default:
            return (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .assertNever */ .xb)(route);
    }
}


/***/ }),

/***/ 20955:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   y: () => (/* binding */ kubernetesCalls)
/* harmony export */ });
/* unused harmony export EXPLAINING_CALLS */
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26393);
/* harmony import */ var _create_route_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(39739);
/* harmony import */ var _kubernetes_client_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(97671);
/* harmony import */ var _objects_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6199);
/* harmony import */ var _platform_options_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(48375);





/** What only explains: without it events, log lines and nearest names are missing from messages. */
const EXPLAINING_CALLS = [
    ...(0,_platform_options_js__WEBPACK_IMPORTED_MODULE_4__/* .callsOf */ .p)(_kubernetes_client_js__WEBPACK_IMPORTED_MODULE_2__/* .EVENTS */ .qY, "list"),
    ...(0,_platform_options_js__WEBPACK_IMPORTED_MODULE_4__/* .callsOf */ .p)({ group: "", plural: "pods/log" }, "get"),
    ...(0,_platform_options_js__WEBPACK_IMPORTED_MODULE_4__/* .callsOf */ .p)({ group: "", plural: "namespaces" }, "get", "list"),
];
/**
 * Every call the platform of a target makes but those of {@link EXPLAINING_CALLS} and of its manifests' own kinds: what the
 * pre-flight asks for and the page of least permissions lists.
 */
async function kubernetesCalls(target) {
    const { workload, route } = target;
    switch (workload.kind) {
        case "rollout": {
            const { argoRolloutsCalls } = await Promise.all(/* import() */[__webpack_require__.e(8815), __webpack_require__.e(2470), __webpack_require__.e(4991), __webpack_require__.e(5383), __webpack_require__.e(424)]).then(__webpack_require__.bind(__webpack_require__, 45383));
            return unique(argoRolloutsCalls(target));
        }
        case "canary": {
            const { flaggerCalls } = await Promise.all(/* import() */[__webpack_require__.e(2470), __webpack_require__.e(4991), __webpack_require__.e(7605)]).then(__webpack_require__.bind(__webpack_require__, 47605));
            return unique(flaggerCalls(target));
        }
        case "deployment":
            return unique([
                ...(0,_platform_options_js__WEBPACK_IMPORTED_MODULE_4__/* .callsOf */ .p)(_kubernetes_client_js__WEBPACK_IMPORTED_MODULE_2__/* .DEPLOYMENTS */ .$i, "get", "list", "create", "patch", "delete"),
                ...(0,_platform_options_js__WEBPACK_IMPORTED_MODULE_4__/* .callsOf */ .p)(_kubernetes_client_js__WEBPACK_IMPORTED_MODULE_2__/* .REPLICA_SETS */ .t4, "list"),
                ...(0,_platform_options_js__WEBPACK_IMPORTED_MODULE_4__/* .callsOf */ .p)(_kubernetes_client_js__WEBPACK_IMPORTED_MODULE_2__/* .PODS */ .Dp, "list"),
                ...(0,_platform_options_js__WEBPACK_IMPORTED_MODULE_4__/* .callsOf */ .p)(_objects_js__WEBPACK_IMPORTED_MODULE_3__/* .AUTOSCALERS */ .h, "list"),
                ...(route.kind === "rolling" ? [] : await movingCalls(target, route)),
            ]);
        default:
            return (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .assertNever */ .xb)(workload);
    }
}
async function movingCalls(target, route) {
    // The list of calls is known without a cluster.
    const client = { namespace: target.namespace, describe: "" };
    const routeFor = await (0,_create_route_js__WEBPACK_IMPORTED_MODULE_1__/* .loadRoute */ .u)(target, route, client, async () => undefined);
    const traffic = routeFor(undefined);
    const isShare = traffic.capabilities.traffic === "replicas";
    return [
        ...traffic.calls,
        ...(isShare
            ? []
            : [
                ...(0,_platform_options_js__WEBPACK_IMPORTED_MODULE_4__/* .callsOf */ .p)(_kubernetes_client_js__WEBPACK_IMPORTED_MODULE_2__/* .SERVICES */ .Bg, "get", "list", "create", "patch", "delete"),
                ...(0,_platform_options_js__WEBPACK_IMPORTED_MODULE_4__/* .callsOf */ .p)(_objects_js__WEBPACK_IMPORTED_MODULE_3__/* .ENDPOINT_SLICES */ .G, "list"),
            ]),
    ];
}
function unique(calls) {
    const byName = new Map();
    for (const call of calls) {
        if (call.api === "kubernetes")
            byName.set(`${call.group}/${call.resource} ${call.verb}`, call);
    }
    return [...byName.values()];
}


/***/ }),

/***/ 97671:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $i: () => (/* binding */ DEPLOYMENTS),
/* harmony export */   Bg: () => (/* binding */ SERVICES),
/* harmony export */   Dp: () => (/* binding */ PODS),
/* harmony export */   gD: () => (/* binding */ INGRESSES),
/* harmony export */   qY: () => (/* binding */ EVENTS),
/* harmony export */   t4: () => (/* binding */ REPLICA_SETS),
/* harmony export */   vy: () => (/* binding */ FIELD_MANAGER)
/* harmony export */ });
/** Field manager of everything this project writes. */
const FIELD_MANAGER = "deploy-actions";
const DEPLOYMENTS = {
    group: "apps",
    version: "v1",
    plural: "deployments",
    kind: "Deployment",
};
const REPLICA_SETS = {
    group: "apps",
    version: "v1",
    plural: "replicasets",
    kind: "ReplicaSet",
};
const SERVICES = { group: "", version: "v1", plural: "services", kind: "Service" };
const PODS = { group: "", version: "v1", plural: "pods", kind: "Pod" };
const EVENTS = { group: "", version: "v1", plural: "events", kind: "Event" };
const INGRESSES = {
    group: "networking.k8s.io",
    version: "v1",
    plural: "ingresses",
    kind: "Ingress",
};


/***/ }),

/***/ 6199:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ ENDPOINT_SLICES),
/* harmony export */   h: () => (/* binding */ AUTOSCALERS)
/* harmony export */ });
const ENDPOINT_SLICES = {
    group: "discovery.k8s.io",
    version: "v1",
    plural: "endpointslices",
    kind: "EndpointSlice",
};
const AUTOSCALERS = {
    group: "autoscaling",
    version: "v2",
    plural: "horizontalpodautoscalers",
    kind: "HorizontalPodAutoscaler",
};


/***/ }),

/***/ 48375:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ callsOf)
/* harmony export */ });
/** One call per verb, for the lists of what an adapter calls. */
function callsOf(type, ...verbs) {
    return verbs.map((verb) => ({ api: "kubernetes", verb, group: type.group, resource: type.plural }));
}


/***/ }),

/***/ 40291:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   fu: () => (/* binding */ isAllStable),
/* harmony export */   qn: () => (/* binding */ isCandidate),
/* harmony export */   xC: () => (/* binding */ showTraffic)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26393);

/** `stable v1, candidate v2 at 25 %`. */
function showTraffic(state) {
    const stable = state.stable === null ? "no stable release" : `stable ${state.stable.release.version}`;
    if (state.candidate === null)
        return `${stable}, no candidate`;
    return `${stable}, candidate ${state.candidate.release.version} at ${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .formatPercent */ .l9)(state.candidateWeight)}`;
}
/** Whether it is this release that runs as the candidate. */
function isCandidate(state, release) {
    return state.candidate?.release.version === release.version;
}
/** The release has all traffic and no candidate is left. */
function isAllStable(now, release) {
    return now.candidate === null && now.stable?.release.version === release.version;
}


/***/ })

};
