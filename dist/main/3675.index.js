export const id = 3675;
export const ids = [3675];
export const modules = {

/***/ 23675:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createPlatform: () => (/* binding */ createPlatform)
});

// EXTERNAL MODULE: ./packages/kernel/lib/index.js + 9 modules
var lib = __webpack_require__(26393);
// EXTERNAL MODULE: ./packages/platforms/lib/haproxy/haproxy-options.js + 1 modules
var haproxy_options = __webpack_require__(11224);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/platforms/lib/haproxy/runtime-client.js + 1 modules
var runtime_client = __webpack_require__(24745);
// EXTERNAL MODULE: ./packages/platforms/lib/haproxy/weights.js
var weights = __webpack_require__(54365);
;// CONCATENATED MODULE: ./packages/platforms/lib/haproxy/preflight.js






/** `first` ignores weights; the others are fixed when HAProxy starts. */
const STATIC_ALGORITHMS = ["static-rr", "first"];
/** What the target names and what changing it takes; nothing is changed. */
async function preflight(context, signal) {
    const [haproxy, programs] = await Promise.all([haproxyProblems(context, signal), programProblems(context)]);
    return [...haproxy, ...programs];
}
async function haproxyProblems(context, signal) {
    const { runtime, target } = context;
    try {
        await runtime.process(signal);
        const problems = [];
        const level = await runtime.level(signal);
        if (level !== "admin") {
            problems.push({
                code: "permission_missing",
                text: `HAProxy's socket ${runtime.address} has the level ${(0,lib/* printable */.g$)(level)}: weights cannot be changed through it`,
                hint: "Give it `level admin`: `stats socket <path> mode 660 level admin` in the `global` section.",
            });
        }
        const backends = await runtime.backends(signal);
        if (!backends.includes(target.backend)) {
            const text = `HAProxy has no backend "${target.backend}".${(0,lib/* suggest */.ZA)(target.backend, backends)}`;
            return [...problems, { code: "not_found", text, hint: undefined }];
        }
        return [...problems, ...(await backendProblems(context, signal))];
    }
    catch (error) {
        if (!(error instanceof lib/* ActionError */.lZ) || error.code === "cancelled")
            throw error;
        const code = error.code === "permission" ? "permission_missing" : "not_reachable";
        return [{ code, text: error.message, hint: error.hint }];
    }
}
async function backendProblems({ runtime, target }, signal) {
    const { backend } = target;
    const problems = [];
    const [states, rows] = await Promise.all([runtime.servers(backend, signal), runtime.stat(backend, signal)]);
    const names = states.map(({ name }) => name);
    for (const { name } of target.servers) {
        if (names.includes(name))
            continue;
        problems.push({ code: "not_found", text: (0,runtime_client/* noServerText */.AK)(backend, name, names), hint: undefined });
    }
    const algorithm = rows.find(({ svname }) => svname === "BACKEND")?.algo ?? "";
    if (STATIC_ALGORITHMS.includes(algorithm)) {
        const { message, hint } = (0,runtime_client/* staticAlgorithm */.oV)(backend);
        problems.push({ code: "static_algorithm", text: `${message} (balance ${algorithm})`, hint });
    }
    const weights = target.servers.map((server) => states.find(({ name }) => name === server.name)?.initialWeight ?? 0);
    if (isTakenForRollout(weights)) {
        problems.push({
            code: "weights_reserved",
            text: `The configured weights of ${target.servers.map(({ name }) => name).join(" and ")} are ${weights.join(" and ")}, which a rollout uses itself`,
            hint: "Give both servers the same weight in HAProxy's configuration file, e.g. `weight 100`.",
        });
    }
    return problems;
}
/** Configured weights that, set at run time, would mean a rollout: after a reload the two could not be told apart. */
function isTakenForRollout([a = 0, b = 0]) {
    return [
        [a, b],
        [b, a],
    ].some(([stable = 0, candidate = 0]) => {
        const percent = (0,weights/* percentOf */.pR)({ stable, candidate });
        return (percent !== undefined && percent > 0) || candidate === weights/* RETIRED */.wk;
    });
}
async function programProblems(context) {
    const { target } = context;
    const names = ["start", "stop", "version"];
    const found = await Promise.all(names.map((name) => isProgram(context, target[name][0] ?? "")));
    return names.flatMap((name, index) => {
        if (found[index] === true)
            return [];
        const program = (0,lib/* printable */.g$)(target[name][0] ?? "");
        const text = `The ${name} command's program "${program}" is not there, or may not be run`;
        return [
            { code: "tool_missing", text, hint: "Looked for it on PATH, or from the workspace if it has a slash." },
        ];
    });
}
async function isProgram({ env, workspace }, program) {
    const paths = program.includes("/")
        ? [(0,external_node_path_.resolve)(workspace, program)]
        : (env.PATH ?? "").split(external_node_path_.delimiter).map((folder) => (0,external_node_path_.join)(folder, program));
    const results = await Promise.all(paths.map((path) => (0,promises_.access)(path, external_node_fs_.constants.X_OK).then(() => true, () => false)));
    return program !== "" && results.includes(true);
}

// EXTERNAL MODULE: ./packages/platforms/lib/haproxy/ready-probe.js
var ready_probe = __webpack_require__(36960);
// EXTERNAL MODULE: ./packages/platforms/lib/haproxy/server-commands.js
var server_commands = __webpack_require__(89812);
// EXTERNAL MODULE: ./packages/platforms/lib/haproxy/snapshot.js + 1 modules
var haproxy_snapshot = __webpack_require__(26567);
;// CONCATENATED MODULE: ./packages/platforms/lib/haproxy/wait.js
const FIRST_POLL_MS = 50;
const LONGEST_POLL_MS = 1_000;
/** Looks again and again, ever less often, until `isDone` or `timeoutMs` have passed; gives the last look. */
async function lookUntil(clock, timeoutMs, signal, look, isDone) {
    const deadline = clock.now() + timeoutMs;
    for (let pollMs = FIRST_POLL_MS;; pollMs = Math.min(LONGEST_POLL_MS, pollMs * 1.5)) {
        const seen = await look();
        const leftMs = deadline - clock.now();
        if (isDone(seen) || leftMs <= 0)
            return seen;
        await clock.sleep(Math.min(pollMs, leftMs), signal);
    }
}

;// CONCATENATED MODULE: ./packages/platforms/lib/haproxy/shift-weights.js




/** How long `slowstart` and HAProxy itself may take until a weight works. */
const APPLY_MS = 30_000;
/** Sets one server's weight. */
async function setWeightOf({ runtime, target }, server, weight, signal) {
    await runtime.change({ kind: "set-weight", backend: target.backend, server: server.name, weight }, signal);
}
/** Sets one server's administrative state. */
async function setStateOf({ runtime, target }, server, state, signal) {
    await runtime.change({ kind: "set-state", backend: target.backend, server: server.name, state }, signal);
}
/**
 * Gives stable and candidate the weights of `pair` and waits until they work. There is no command for two servers at
 * once: of the two orders the one is taken in which the candidate meanwhile has less, and never has nobody anything.
 */
async function shiftWeights(context, snapshot, pair, signal) {
    const { stable, candidate } = snapshot;
    if (candidate === undefined)
        throw new lib/* ActionError */.lZ("internal", "Weights need a candidate");
    const candidateFirst = shareBetween(stable?.weight ?? 0, pair.candidate);
    const stableFirst = shareBetween(pair.stable, candidate.weight);
    const changes = [[candidate, pair.candidate]];
    // Without a stable release the other server, in maintenance, only remembers the percentage.
    const other = stable ?? snapshot.free;
    if (other !== undefined) {
        if (stableFirst <= candidateFirst)
            changes.unshift([other, pair.stable]);
        else
            changes.push([other, pair.stable]);
    }
    for (const [view, weight] of changes) {
        if (view.weight !== weight)
            await setWeightOf(context, view.server, weight, signal);
    }
    await verifyApplied(context, changes, signal);
}
/** Makes a stable that was drained for its candidate a stable with traffic to come: the roles as before the promotion. */
async function undoRetirement(context, snapshot, signal) {
    const { stable, candidate, isRetiring } = snapshot;
    if (!isRetiring || stable === undefined || candidate === undefined)
        return;
    await setWeightOf(context, candidate.server, weights/* ALL_CANDIDATE */.gY, signal);
    await setWeightOf(context, stable.server, 0, signal);
}
async function verifyApplied(context, wanted, signal) {
    const isApplied = (views) => wanted.every(([{ server }, weight]) => {
        const view = views.find((one) => one.server.name === server.name);
        if (view === undefined || view.weight !== weight)
            return false;
        // One that is down or out has no weight that works; who looks at the traffic sees its real share.
        return view.isOut || !view.isUp || view.effectiveWeight === weight;
    });
    const seen = await lookUntil(context.clock, APPLY_MS, signal, () => (0,haproxy_snapshot/* viewServers */.UR)(context, signal), isApplied);
    if (isApplied(seen))
        return;
    const show = (views) => views.map(({ name, weight }) => `${name} ${weight}`).join(", ");
    const asked = show(wanted.map(([{ server }, weight]) => ({ name: server.name, weight })));
    const found = show(seen.map(({ server, effectiveWeight }) => ({ name: server.name, weight: effectiveWeight })));
    throw new lib/* ActionError */.lZ("remote", `Asked HAProxy for the weights ${asked}, still seeing ${found} after ${(0,lib/* formatDuration */.a3)(APPLY_MS)}`, { hint: "Either somebody else sets them too, or the servers' `slowstart` lasts longer." });
}
function shareBetween(stable, candidate) {
    return stable + candidate === 0 ? Number.POSITIVE_INFINITY : (0,weights/* shareOf */.tC)({ stable, candidate });
}

;// CONCATENATED MODULE: ./packages/platforms/lib/haproxy/release-changes.js







/**
 * Starts `release` on the free server, in the backend but without weight, so that HAProxy's own checks see it come up.
 * Waits until it is ready, or `readyTimeoutMs`: a candidate that is not ready is no error here.
 */
async function startCandidate(context, snapshot, release, signal) {
    const { free, stable, servers } = snapshot;
    if (free === undefined)
        throw new lib/* ActionError */.lZ("internal", "A candidate needs a free server");
    // First of all, so that a backend whose weights cannot be changed is found before anything was started.
    if (stable !== undefined) {
        if (stable.weight !== weights/* ALL_STABLE */._h)
            await setWeightOf(context, stable.server, weights/* ALL_STABLE */._h, signal);
    }
    else {
        for (const { server } of servers.filter((one) => one !== free)) {
            await setStateOf(context, server, "maint", signal);
            await setWeightOf(context, server, weights/* ALL_STABLE */._h, signal);
        }
    }
    await setWeightOf(context, free.server, 0, signal);
    await setStateOf(context, free.server, "ready", signal);
    context.log.info(`Starts ${release.version} on ${free.server.name} (${free.server.address})`);
    await (0,server_commands/* startRelease */.I$)(context, free.server, release, signal);
    const seen = await lookUntil(context.clock, context.target.readyTimeoutMs, signal, () => (0,server_commands/* runningVersion */.c1)(context, free.server, signal), (version) => version !== undefined);
    if (seen !== release.version) {
        const found = seen === undefined ? "that nothing runs" : `${seen}`;
        throw new lib/* ActionError */.lZ("remote", `Started ${release.version} on ${free.server.name}, but the version command says ${found} there`, { hint: "Look at the log of the release: it may have ended at once. The traffic is where it was." });
    }
    await untilReady(context, free.server, signal);
}
/** Whether the release at a server is ready and HAProxy has it up, as soon as it is or after `readyTimeoutMs`. */
async function untilReady(context, server, signal) {
    const look = async () => {
        const [answer, views] = await Promise.all([
            (0,ready_probe/* askReady */.Z)(context, server, signal),
            context.runtime.servers(context.target.backend, signal),
        ]);
        const state = views.find(({ name }) => name === server.name);
        if (!answer.ready || state?.operational === "running")
            return answer;
        return {
            ready: false,
            detail: `HAProxy's own check has ${server.name} ${state?.operational ?? "missing"}`,
        };
    };
    return lookUntil(context.clock, context.target.readyTimeoutMs, signal, look, ({ ready }) => ready);
}
/** Gives everything back to stable, which has to be ready first, and ends the candidate. */
async function removeCandidate(context, snapshot, signal) {
    const { candidate, stable } = snapshot;
    if (candidate === undefined)
        return;
    if (stable === undefined)
        await takeOnlyRelease(context, snapshot, candidate, signal);
    else if (snapshot.candidateWeight > 0)
        await giveBack(context, snapshot, stable, candidate, signal);
    else if (candidate.weight !== 0)
        await setWeightOf(context, candidate.server, 0, signal);
    await drainAndStop(context, candidate, signal);
}
/** Makes a candidate that has everything the stable release and ends the old one. */
async function retireStable(context, snapshot, signal) {
    const { candidate, stable } = snapshot;
    if (candidate === undefined)
        throw new lib/* ActionError */.lZ("internal", "A promotion needs a candidate");
    if (stable === undefined) {
        await setWeightOf(context, candidate.server, weights/* ALL_STABLE */._h, signal);
        return;
    }
    if (!snapshot.isRetiring) {
        // In this order: at any point between them the roles can still be told, and be turned back.
        await setStateOf(context, stable.server, "drain", signal);
        await setWeightOf(context, stable.server, weights/* RETIRED */.wk, signal);
    }
    if (candidate.weight !== weights/* ALL_STABLE */._h)
        await setWeightOf(context, candidate.server, weights/* ALL_STABLE */._h, signal);
    await drainAndStop(context, stable, signal);
}
/** Has stable in the backend, ready and up, before any weight goes to it; `remote` when it does not get there. */
async function readyStable(context, snapshot, signal) {
    const { stable, candidate } = snapshot;
    if (stable === undefined)
        return;
    await undoRetirement(context, snapshot, signal);
    if (stable.isOut) {
        await setWeightOf(context, stable.server, 0, signal);
        await setStateOf(context, stable.server, "ready", signal);
    }
    const readiness = await untilReady(context, stable.server, signal);
    if (readiness.ready)
        return;
    throw new lib/* ActionError */.lZ("remote", `${stable.version} on ${stable.server.name} cannot take the traffic back: ${readiness.detail}`, {
        hint: `${candidate?.version} keeps what it has until ${stable.version} is ready. Nothing was taken away.`,
    });
}
async function giveBack(context, snapshot, stable, candidate, signal) {
    await readyStable(context, snapshot, signal);
    const now = await (0,haproxy_snapshot/* takeSnapshot */.W9)(context, signal);
    if (now.stable?.version !== stable.version || now.candidate?.version !== candidate.version) {
        throw new lib/* ActionError */.lZ("conflict", `The releases changed while ${stable.version} was looked at`);
    }
    await shiftWeights(context, now, { stable: weights/* ALL_STABLE */._h, candidate: 0 }, signal);
}
/** The candidate of a first deploy goes without anything behind it; the only release of a target that had another does not. */
async function takeOnlyRelease(context, { free }, candidate, signal) {
    const hadStable = free !== undefined && !free.isOut && candidate.weight > 0;
    if (hadStable) {
        throw new lib/* ActionError */.lZ("conflict", `The stable release on ${free.server.name} has ended by itself: without ${candidate.version} nobody would answer`, {
            hint: `Nothing was changed. Start the stable release on ${free.server.name} again, or promote ${candidate.version}.`,
        });
    }
    if (candidate.weight !== 0)
        await setWeightOf(context, candidate.server, 0, signal);
}
/** Lets a server finish what it is answering, then takes it out and ends its release. */
async function drainAndStop(context, view, signal) {
    const { clock, target, log } = context;
    const { server } = view;
    const look = async () => (await (0,haproxy_snapshot/* viewServers */.UR)(context, signal)).find((one) => one.server.name === server.name)?.busy ?? 0;
    let idleLooks = 0;
    // Twice: a request that HAProxy has just given to the server is counted a moment later.
    const busy = await lookUntil(clock, target.drainMs, signal, look, (count) => {
        idleLooks = count === 0 ? idleLooks + 1 : 0;
        return idleLooks >= 2;
    });
    if (busy > 0) {
        const limit = (0,lib/* formatDuration */.a3)(target.drainMs);
        log.warning(`${(0,lib/* plural */.LS)(busy, "request")} of ${view.version} did not end within ${limit} and will be cut off`);
    }
    await setStateOf(context, server, "maint", signal);
    log.info(`Stops ${view.version} on ${server.name}`);
    await (0,server_commands/* stopRelease */.a$)(context, server, signal);
    const left = await lookUntil(clock, target.timeoutMs, signal, () => (0,server_commands/* runningVersion */.c1)(context, server, signal), (version) => version === undefined);
    if (left !== undefined) {
        throw new lib/* ActionError */.lZ("remote", `The stop command ended with exit code 0, but the version command still says ${left} on ${server.name}`, { hint: "It gets no traffic. Run again to stop it, or stop it by hand." });
    }
}
/** Weights of a candidate that has everything. */
const EVERYTHING = { stable: 0, candidate: weights/* ALL_CANDIDATE */.gY };

;// CONCATENATED MODULE: ./packages/platforms/lib/haproxy/haproxy-platform.js








/**
 * Two servers of an HAProxy backend as a platform. Nothing is remembered between two calls: what runs where is asked of
 * the servers, and who is stable is read from the weights (see weights.ts).
 */
function createPlatform(options) {
    const context = (0,haproxy_options/* openHaproxy */.m)(options);
    return {
        name: "haproxy",
        capabilities: {
            traffic: "weights",
            granularity: weights/* GRANULARITY_PERCENT */.n1,
            candidateUrl: true,
            candidateHeader: undefined,
            waitsForFree: false,
            keepsStableWarm: true,
        },
        observe: async (signal) => (0,haproxy_snapshot/* describeTraffic */.hA)(context, await (0,haproxy_snapshot/* takeSnapshot */.W9)(context, signal), signal),
        setWeight: (candidate, weight, precondition, signal) => setWeight(context, candidate, weight, precondition, signal),
        promote: (candidate, precondition, signal) => promote(context, candidate, precondition, signal),
        abort: (precondition, signal) => abort(context, precondition, signal),
        restore: (release, precondition, signal) => restore(context, release, precondition, signal),
        preflight: (signal) => preflight(context, signal),
    };
}
async function setWeight(context, candidate, weight, precondition, signal) {
    const pair = (0,weights/* pairOf */.cF)(weight);
    if (pair === undefined) {
        const grain = (0,lib/* formatPercent */.l9)(weights/* GRANULARITY_PERCENT */.n1);
        throw new lib/* ActionError */.lZ("config", `HAProxy weights hold steps of ${grain}, not ${(0,lib/* formatPercent */.l9)(weight, 3)}`);
    }
    const before = await (0,haproxy_snapshot/* takeSnapshot */.W9)(context, signal);
    const isHeld = isCandidate(before, candidate) && before.candidateWeight === weight && !before.isRetiring;
    if (isHeld) {
        const seen = await (0,haproxy_snapshot/* describeTraffic */.hA)(context, before, signal);
        if (seen.candidate?.ready === true)
            return seen;
    }
    if (before.stable?.version === candidate.version) {
        throw new lib/* ActionError */.lZ("conflict", `${candidate.version} is the stable release already`);
    }
    if (!isHeld)
        requireRevision(before, precondition, "set-weight");
    const isNew = !isCandidate(before, candidate);
    const running = isNew ? await runBeside(context, before, candidate, signal) : before;
    if (weight === 0 && running.candidateWeight === 0) {
        if (!isNew)
            await admitCandidate(context, running, signal);
        return describe(context, signal);
    }
    if (weight > 0) {
        const what = `${candidate.version} cannot get ${(0,lib/* formatPercent */.l9)(weight)} of the traffic`;
        await requireReady(context, running, what, signal);
    }
    const { stable } = running;
    const isBack = stable !== undefined && (stable.isOut || stable.weight === 0) && pair.stable > 0;
    if (isBack)
        await readyStable(context, running, signal);
    const now = await (0,haproxy_snapshot/* takeSnapshot */.W9)(context, signal);
    requireCandidate(now, candidate, "get traffic");
    // Waiting takes time, in which others may have been here.
    if (!isBack && running.candidate?.isOut === false)
        requireRevision(now, running, "set-weight");
    await shiftWeights(context, now, pair, signal);
    return describe(context, signal);
}
async function promote(context, candidate, precondition, signal) {
    const now = await (0,haproxy_snapshot/* takeSnapshot */.W9)(context, signal);
    if (isOnly(now, candidate))
        return (0,haproxy_snapshot/* describeTraffic */.hA)(context, now, signal);
    requireRevision(now, precondition, "promote");
    requireCandidate(now, candidate, "be promoted");
    await requireReady(context, now, `${candidate.version} cannot be promoted`, signal);
    await finishPromotion(context, now, signal);
    return describe(context, signal);
}
async function abort(context, precondition, signal) {
    const now = await (0,haproxy_snapshot/* takeSnapshot */.W9)(context, signal);
    if (now.candidate === undefined)
        return leaveAlone(context, now, signal);
    requireRevision(now, precondition, "abort");
    await removeCandidate(context, now, signal);
    return describe(context, signal);
}
async function restore(context, release, precondition, signal) {
    const now = await (0,haproxy_snapshot/* takeSnapshot */.W9)(context, signal);
    if (isOnly(now, release))
        return leaveAlone(context, now, signal);
    requireRevision(now, precondition, "restore");
    if (now.stable?.version === release.version) {
        await removeCandidate(context, now, signal);
        return describe(context, signal);
    }
    // First it runs beside stable without traffic, then it takes over: users always have a release that answers.
    const running = isCandidate(now, release) ? now : await runBeside(context, now, release, signal);
    const view = running.candidate;
    const readiness = view === undefined ? undefined : await untilReady(context, view.server, signal);
    if (readiness?.ready !== true) {
        const detail = readiness?.detail ?? "it does not run";
        await removeCandidate(context, running, signal);
        throw new lib/* ActionError */.lZ("remote", `Release ${release.version} could not be brought back: ${detail}`, {
            hint: "The traffic is where it was.",
        });
    }
    await finishPromotion(context, running, signal);
    return describe(context, signal);
}
/** A run that died before it started a release may have left a server in the backend with nothing on it. */
async function leaveAlone(context, now, signal) {
    const { free, stable } = now;
    const isPrepared = stable !== undefined && free !== undefined && !free.isOut && free.weight === 0;
    if (!isPrepared)
        return (0,haproxy_snapshot/* describeTraffic */.hA)(context, now, signal);
    await setStateOf(context, free.server, "maint", signal);
    return describe(context, signal);
}
/** The release as the candidate at 0 %; another candidate goes first. */
async function runBeside(context, before, release, signal) {
    let now = before;
    if (now.candidate !== undefined) {
        await removeCandidate(context, now, signal);
        now = await (0,haproxy_snapshot/* takeSnapshot */.W9)(context, signal);
    }
    await startCandidate(context, now, release, signal);
    const started = await (0,haproxy_snapshot/* takeSnapshot */.W9)(context, signal);
    requireCandidate(started, release, "be the candidate");
    return started;
}
async function finishPromotion(context, seen, signal) {
    let now = seen;
    if (!now.isRetiring && now.candidateWeight !== 100) {
        await shiftWeights(context, now, EVERYTHING, signal);
        now = await (0,haproxy_snapshot/* takeSnapshot */.W9)(context, signal);
    }
    await retireStable(context, now, signal);
}
/** A run that died between the start and the backend may have left the candidate outside of it. */
async function admitCandidate(context, now, signal) {
    const { candidate } = now;
    if (candidate === undefined)
        return;
    if (candidate.weight !== 0)
        await setWeightOf(context, candidate.server, 0, signal);
    if (candidate.isOut)
        await setStateOf(context, candidate.server, "ready", signal);
    await untilReady(context, candidate.server, signal);
}
async function requireReady(context, now, what, signal) {
    if (now.candidate?.isOut === true)
        await admitCandidate(context, now, signal);
    else if (now.candidate?.isUp === false) {
        // HAProxy's checks come later than the release's own word: they are waited for, a release that says no is not.
        const { server } = now.candidate;
        if ((await (0,ready_probe/* askReady */.Z)(context, server, signal)).ready)
            await untilReady(context, server, signal);
    }
    const { candidate } = await describe(context, signal);
    if (candidate?.ready === true)
        return;
    throw new lib/* ActionError */.lZ("conflict", `${what}: ${candidate?.detail ?? "it does not run"}`);
}
function requireRevision(now, precondition, action) {
    if (now.revision === precondition.revision)
        return;
    throw new lib/* ActionError */.lZ("conflict", `The traffic changed meanwhile, ${action} refused: expected revision ${precondition.revision}, found ${now.revision} (${(0,haproxy_snapshot/* showSnapshot */.Oy)(now)})`, {
        hint: "Nothing was changed. Another run or a person sets these weights too, or HAProxy was reloaded. Run again: it looks at the traffic anew and goes on from there.",
    });
}
function requireCandidate(now, release, what) {
    if (isCandidate(now, release))
        return;
    const found = now.candidate === undefined ? "there is no candidate" : `the candidate is ${now.candidate.version}`;
    throw new lib/* ActionError */.lZ("conflict", `${release.version} cannot ${what}: ${found}`);
}
async function describe(context, signal) {
    return (0,haproxy_snapshot/* describeTraffic */.hA)(context, await (0,haproxy_snapshot/* takeSnapshot */.W9)(context, signal), signal);
}
function isCandidate(now, release) {
    return now.candidate?.version === release.version;
}
function isOnly(now, release) {
    return now.candidate === undefined && now.stable?.version === release.version;
}


/***/ })

};
