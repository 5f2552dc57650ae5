export const id = 1778;
export const ids = [1778];
export const modules = {

/***/ 81778:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createPlatform: () => (/* binding */ createPlatform)
});

// EXTERNAL MODULE: ./packages/kernel/lib/index.js + 9 modules
var lib = __webpack_require__(26393);
// EXTERNAL MODULE: ./packages/platforms/lib/traffic-state.js
var traffic_state = __webpack_require__(40291);
// EXTERNAL MODULE: ./packages/platforms/lib/release-description.js
var release_description = __webpack_require__(18412);
;// CONCATENATED MODULE: ./packages/platforms/lib/helm/helm-argv.js


/** Longest description of a Helm revision that is written. */
const MAX_DESCRIPTION = 4_096;
/**
 * argv of `helm upgrade --install` for a release. `isRehearsal`: the API server checks what would be applied, and nothing is.
 * Not `--atomic`: it was renamed in Helm 4, and after a first install that failed it removes what would say why.
 */
function upgradeArgv(target, cluster, release, isRehearsal) {
    const set = Object.entries(target.set).flatMap(([key, value]) => [
        "--set-string",
        `${key}=${escapeValue(fill(value, release))}`,
    ]);
    return [
        "helm",
        "upgrade",
        "--install",
        nameOf(target),
        chartOf(target),
        ...(target.chartVersion === undefined ? [] : ["--version", target.chartVersion]),
        ...clusterArgs(target, cluster),
        // Without it a run that gives no values would keep the ones of the release before.
        "--reset-values",
        ...target.values.flatMap((file) => ["--values", file]),
        ...set,
        "--description",
        descriptionOf(release),
        ...(isRehearsal ? ["--dry-run=server"] : ["--wait", "--timeout", timeoutOf(target)]),
    ];
}
/** argv of `helm rollback` to a revision. */
function rollbackArgv(target, cluster, revision) {
    return [
        "helm",
        "rollback",
        nameOf(target),
        String(revision),
        ...clusterArgs(target, cluster),
        "--wait",
        "--timeout",
        timeoutOf(target),
    ];
}
/** argv of `helm history`, as JSON. */
function historyArgv(target, cluster) {
    return [
        "helm",
        "history",
        nameOf(target),
        ...clusterArgs(target, cluster),
        "--max",
        "256",
        "--output",
        "json",
    ];
}
/** argv that removes a release of which no revision was ever deployed. */
function uninstallArgv(target, cluster) {
    return [
        "helm",
        "uninstall",
        nameOf(target),
        ...clusterArgs(target, cluster),
        "--wait",
        "--timeout",
        timeoutOf(target),
    ];
}
/** argv that prints the chart's own description: is it there? */
function showChartArgv(target) {
    const version = target.chartVersion === undefined ? [] : ["--version", target.chartVersion];
    return ["helm", "show", "chart", chartOf(target), ...version];
}
function clusterArgs({ namespace, access }, { kubeconfigPath }) {
    const context = access.kind === "kubeconfig" ? access.context : undefined;
    return [
        "--namespace",
        namespace,
        ...(kubeconfigPath === undefined ? [] : ["--kubeconfig", kubeconfigPath]),
        ...(context === undefined ? [] : ["--kube-context", context]),
    ];
}
function timeoutOf({ readyTimeoutMs }) {
    return `${Math.max(1, Math.ceil(readyTimeoutMs / 1_000))}s`;
}
function nameOf({ release }) {
    if (/^[a-z0-9]([-a-z0-9.]{0,51}[a-z0-9])?$/.test(release))
        return release;
    throw new lib/* ActionError */.lZ("config", `${JSON.stringify(release)} cannot be the name of a Helm release`, {
        hint: "Lower-case letters, digits, hyphens and dots; at most 53 characters.",
    });
}
function chartOf({ chart }) {
    if (chart !== "" && !chart.startsWith("-"))
        return chart;
    throw new lib/* ActionError */.lZ("config", `${JSON.stringify(chart)} is no chart`, {
        hint: "A folder, an archive, repository/name or oci://… .",
    });
}
function fill(text, release) {
    if (text.includes("${commit}") && release.commit === undefined) {
        throw new lib/* ActionError */.lZ("config", `The value ${text} needs the commit of ${release.version}, which is not known`);
    }
    return text.replaceAll("${release}", release.version).replaceAll("${commit}", release.commit ?? "");
}
/** What `--set-string` reads as one text: commas, braces and backslashes mean something to it. */
function escapeValue(value) {
    return value.replace(/[\\,{}]/g, "\\$&");
}
function descriptionOf(release) {
    const text = (0,release_description/* describeRelease */.N)(release, MAX_DESCRIPTION);
    if (text !== undefined)
        return text;
    throw new lib/* ActionError */.lZ("config", `The release ${release.version.slice(0, 60)}… has too long a name`);
}

;// CONCATENATED MODULE: ./packages/platforms/lib/helm/helm-history.js


/** Revisions in the JSON of `helm history`, the oldest first; `undefined` when it is something else. */
function parseHistory(output) {
    let value;
    try {
        value = JSON.parse(output);
    }
    catch {
        return undefined;
    }
    if (!Array.isArray(value))
        return undefined;
    const revisions = [];
    for (const entry of value) {
        if (!(0,lib/* isObject */.Gv)(entry) || typeof entry.revision !== "number" || typeof entry.status !== "string") {
            return undefined;
        }
        const updatedAt = typeof entry.updated === "string" ? Date.parse(entry.updated) : Number.NaN;
        revisions.push({
            revision: entry.revision,
            status: entry.status,
            description: typeof entry.description === "string" ? entry.description : "",
            updatedAt: Number.isNaN(updatedAt) ? undefined : updatedAt,
        });
    }
    return revisions.sort((a, b) => a.revision - b.revision);
}
/**
 * The release of a revision: from its description, or from the one of the revision it was rolled back to; else
 * `helm-revision-<number>` of the revision where the trail ends: not one of ours, or no longer in the history.
 */
function releaseOfRevision(history, revision) {
    let wanted = revision;
    for (let hops = 0; hops <= history.length; hops += 1) {
        const found = history.find((entry) => entry.revision === wanted);
        const release = (0,release_description/* parseDescription */.a)(found?.description);
        if (release !== undefined)
            return release;
        const earlier = /^Rollback to ([0-9]+)$/.exec(found?.description ?? "")?.[1];
        if (earlier === undefined)
            break;
        wanted = Number(earlier);
    }
    return { version: `helm-revision-${wanted}` };
}
/** The newest revision of a release that was deployed to its end; `undefined` when the history has none. */
function findRevision(history, version) {
    return history
        .filter(({ status }) => status === "deployed" || status === "superseded")
        .findLast(({ revision }) => releaseOfRevision(history, revision).version === version)?.revision;
}
/** The revision that serves: the newest that Helm calls deployed. */
function deployedRevision(history) {
    return history.findLast(({ status }) => status === "deployed");
}
/** The newest revision, when it was not carried out to its end: it failed, or Helm was killed. */
function unfinishedRevision(history) {
    const newest = history.at(-1);
    return newest !== undefined && (newest.status === "failed" || isPending(newest)) ? newest : undefined;
}
function isPending({ status }) {
    return status.startsWith("pending-") || status === "uninstalling";
}

;// CONCATENATED MODULE: ./packages/platforms/lib/helm/helm-command.js



/** How much longer than Helm's own time-out a command may take before it is killed. */
const KILL_AFTER_MS = 60_000;
const PASSED = /^(PATH|HOME|TMPDIR|KUBECONFIG|SSL_CERT_FILE|SSL_CERT_DIR|HELM_.*|XDG_.*|(HTTPS?|NO)_PROXY)$/i;
/** What the sign-in programs of the large clouds read, when the kubeconfig is the user's own. */
const SIGN_IN = /^(AWS|AZURE|ARM|GOOGLE|CLOUDSDK|USE_GKE)_/;
/** Runs a command of Helm's and gives how it ended; a non-zero exit code is a result. */
async function runHelm(options, argv, signal) {
    const { target, exec, workspace } = options;
    return exec.run({
        argv,
        cwd: workspace,
        env: helmEnv(options),
        timeoutMs: target.readyTimeoutMs + KILL_AFTER_MS,
        maxOutputBytes: 4 * 1_024 * 1_024,
        signal,
    });
}
/** The history of the release, the oldest first; empty when there is no such release. */
async function readHistory(options, signal) {
    const { target, kubeconfigPath } = options;
    const result = await runHelm(options, historyArgv(target, { kubeconfigPath }), signal);
    if (result.exitCode !== 0) {
        if (/release: not found/.test(result.stderr))
            return [];
        throw helmError(options, "read the history of", result);
    }
    const history = parseHistory(result.stdout);
    if (history !== undefined)
        return history;
    throw new lib/* ActionError */.lZ("remote", `helm history of ${target.release} printed ${(0,lib/* printable */.g$)(result.stdout.slice(0, 200))}, expected a JSON array`);
}
/** Why a command of Helm's failed: `permission` where the cluster refused, `conflict` where another Helm is at work. */
function helmError(options, what, result) {
    const { target } = options;
    const about = `helm could not ${what} ${target.release} in the namespace ${target.namespace}`;
    const said = saidBy(result);
    if (result.timedOut) {
        const limit = (0,lib/* formatDuration */.a3)(target.readyTimeoutMs + KILL_AFTER_MS);
        return new lib/* ActionError */.lZ("remote", `${about}: it did not end within ${limit} and was killed. ${said}`);
    }
    const text = `${about}: ${said}`;
    if (/another operation \(install\/upgrade\/rollback\) is in progress|already exists$/m.test(result.stderr)) {
        return new lib/* ActionError */.lZ("conflict", text, {
            hint: "Another helm works on this release, or one was killed. Run again: what was left behind is repaired.",
        });
    }
    if (/forbidden|Unauthorized|must be logged in/i.test(result.stderr)) {
        return new lib/* ActionError */.lZ("permission", text, {
            hint: "The chart's objects and Secrets of the namespace (Helm keeps its history there) are needed.",
        });
    }
    if (/namespaces "[^"]*" not found/.test(result.stderr)) {
        return new lib/* ActionError */.lZ("config", text, { hint: "Make the namespace first; a deployment makes none." });
    }
    return new lib/* ActionError */.lZ("remote", text);
}
/** The end of what a command wrote to stderr, safe to print. */
function saidBy(result) {
    const lines = (0,lib/* tail */.RT)(result.stderr, 10).split("\n");
    const text = lines.map((line) => (0,lib/* printable */.g$)(line)).join("\n");
    return text === "" ? `exit code ${result.exitCode ?? "none"}, nothing on stderr` : text;
}
function helmEnv({ env, target }) {
    const isOwn = target.access.kind === "kubeconfig";
    const passed = {};
    for (const [name, value] of Object.entries(env)) {
        if (value !== undefined && (PASSED.test(name) || (isOwn && SIGN_IN.test(name))))
            passed[name] = value;
    }
    return passed;
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
;// CONCATENATED MODULE: ./packages/platforms/lib/helm/helm-preflight.js





/** `--dry-run=server` came with it. */
const OLDEST = { major: 3, minor: 13 };
/** What of a Helm target is missing, all of it; changes nothing. */
async function preflightHelm(options, signal) {
    const files = await missingFiles(options);
    const tool = await toolProblem(options, signal);
    if (tool !== undefined)
        return [tool, ...files];
    return [...files, ...(await chartProblems(options, signal)), ...(await clusterProblems(options, signal))];
}
async function toolProblem(options, signal) {
    const hint = `Install Helm ${OLDEST.major}.${OLDEST.minor} or newer before this step.`;
    try {
        const result = await runHelm(options, ["helm", "version", "--template", "{{.Version}}"], signal);
        const [, major, minor] = /^v?([0-9]+)\.([0-9]+)/.exec(result.stdout.trim()) ?? [];
        if (result.exitCode !== 0 || major === undefined || minor === undefined) {
            const said = (0,lib/* printable */.g$)(result.stdout.trim().slice(0, 100)) || saidBy(result);
            return { code: "tool_missing", text: `helm version printed no version: ${said}`, hint };
        }
        const isOld = Number(major) < OLDEST.major || (Number(major) === OLDEST.major && Number(minor) < OLDEST.minor);
        if (!isOld)
            return undefined;
        return {
            code: "tool_version",
            text: `helm is ${major}.${minor}, and cannot rehearse on the server.`,
            hint,
        };
    }
    catch (error) {
        if (!(error instanceof lib/* ActionError */.lZ) || error.code !== "config")
            throw error;
        return { code: "tool_missing", text: `helm is not on PATH: ${error.message}`, hint };
    }
}
async function missingFiles({ target, workspace, }) {
    const problems = [];
    for (const file of target.values) {
        const full = (0,external_node_path_.join)(workspace, file);
        if (await (0,promises_.stat)(full).then((found) => found.isFile(), () => false))
            continue;
        const beside = await (0,promises_.readdir)((0,external_node_path_.dirname)(full)).catch(() => []);
        const near = (0,lib/* suggest */.ZA)(file.slice(file.lastIndexOf("/") + 1), beside.filter((name) => /\.ya?ml$/.test(name)));
        problems.push({
            code: "not_found",
            text: `The values file ${file} of the Helm release ${target.release} is not there.${near}`,
            hint: "Paths are relative to the workspace.",
        });
    }
    return problems;
}
async function chartProblems(options, signal) {
    const { chart } = options.target;
    const result = await runHelm(options, showChartArgv(options.target), signal);
    if (result.exitCode === 0)
        return [];
    return [
        {
            code: "not_found",
            text: `The chart ${chart} cannot be read: ${saidBy(result)}`,
            hint: "A folder or archive is relative to the workspace; a repository has to be added, or give oci://… .",
        },
    ];
}
async function clusterProblems(options, signal) {
    try {
        await readHistory(options, signal);
        return [];
    }
    catch (error) {
        if (!(error instanceof lib/* ActionError */.lZ) || error.code === "cancelled")
            throw error;
        const code = error.code === "permission" ? "permission_missing" : "not_checked";
        return [{ code, text: error.message, hint: error.hint }];
    }
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./packages/platforms/lib/helm/helm-state.js


/** What a history and this run's memory say. */
function toHelmState(history, memory) {
    const deployed = deployedRevision(history);
    const unfinished = unfinishedRevision(history);
    const { stable, candidate, weight } = trafficOf(history, deployed, unfinished, memory);
    return {
        history,
        deployed,
        unfinished,
        traffic: {
            stable,
            candidate,
            candidateWeight: weight,
            revision: revisionOf(history.at(-1)?.revision ?? 0, candidate, weight),
        },
    };
}
function trafficOf(history, deployed, unfinished, { trial, staged }) {
    const running = (revision) => revision === undefined ? null : { release: releaseOfRevision(history, revision), ready: true };
    const stable = running(deployed?.revision);
    if (unfinished !== undefined) {
        // Some of its pods may serve already: it counts as having the traffic until it is rolled back.
        return { stable, candidate: unfinishedRelease(history, unfinished), weight: 100 };
    }
    if (trial !== undefined && trial.revision === deployed?.revision) {
        return { stable: trial.stable, candidate: stable, weight: 100 };
    }
    // Also when another run has promoted it meanwhile.
    if (staged === undefined || staged.release.version === stable?.release.version) {
        return { stable, candidate: null, weight: 0 };
    }
    return { stable, candidate: stagedRelease(staged), weight: 0 };
}
function stagedRelease({ release, problem, isFinal }) {
    if (problem === undefined)
        return { release, ready: true };
    const failure = { reason: "upgrade_failed", text: problem, lines: [] };
    return { release, ready: false, detail: problem, ...(isFinal ? { failure } : {}) };
}
function unfinishedRelease(history, revision) {
    const detail = isPending(revision)
        ? `Helm revision ${revision.revision} is ${revision.status}: a helm is at work, or was killed`
        : `Helm revision ${revision.revision} failed: ${revision.description}`;
    return { release: releaseOfRevision(history, revision.revision), ready: false, detail };
}
function revisionOf(newest, candidate, weight) {
    const facts = JSON.stringify([newest, candidate?.release.version ?? null, weight]);
    return (0,external_node_crypto_.createHash)("sha256").update(facts).digest("hex").slice(0, 16);
}

;// CONCATENATED MODULE: ./packages/platforms/lib/helm/helm-platform.js







/** How often another helm's work is looked at. */
const POLL_MS = 2_000;
/** How much longer than the target's own time-out another helm may be at work before it counts as killed. */
const PENDING_GRACE_MS = 5_000;
/**
 * A Helm release, upgraded all at once. Each revision's description says which release it is; the candidate at 0 % is known
 * to this run only.
 */
function createPlatform(options) {
    const memory = { staged: undefined, trial: undefined, ended: new Set() };
    const call = (signal) => ({ options, memory, signal });
    return {
        name: "helm",
        capabilities: {
            traffic: "all-at-once",
            granularity: 100,
            candidateUrl: false,
            candidateHeader: undefined,
            waitsForFree: false,
            keepsStableWarm: false,
        },
        observe: async (signal) => (await readState(call(signal))).traffic,
        setWeight: (candidate, weight, precondition, signal) => setWeight(call(signal), candidate, weight, precondition),
        promote: (candidate, precondition, signal) => promote(call(signal), candidate, precondition),
        abort: (precondition, signal) => abort(call(signal), precondition),
        restore: (release, precondition, signal) => restore(call(signal), release, precondition),
        preflight: (signal) => preflightHelm(options, signal),
    };
}
async function setWeight(call, candidate, weight, precondition) {
    if (weight !== 0 && weight !== 100) {
        throw new lib/* ActionError */.lZ("config", `A Helm release moves all traffic at once: ${(0,lib/* formatPercent */.l9)(weight)} is not possible, only 0 % and 100 %`);
    }
    const { memory } = call;
    const before = await readState(call);
    const isRunning = (0,traffic_state/* isCandidate */.qn)(before.traffic, candidate);
    if (isRunning && before.traffic.candidateWeight === weight && before.traffic.candidate?.ready === true) {
        return before.traffic;
    }
    if (before.traffic.stable?.release.version === candidate.version && before.unfinished === undefined) {
        throw new lib/* ActionError */.lZ("conflict", `${candidate.version} is the stable release already`);
    }
    requireRevision(before.traffic, precondition, "the new weight");
    const problem = memory.staged?.problem;
    if (isRunning && weight > 0 && problem !== undefined) {
        throw new lib/* ActionError */.lZ("conflict", `${candidate.version} cannot get ${(0,lib/* formatPercent */.l9)(weight)} of the traffic: ${problem}`);
    }
    const free = await takeBack(call, before);
    if (!isRunning || problem !== undefined)
        await rehearse(call, candidate);
    else
        memory.staged ??= { release: candidate, problem: undefined, isFinal: false };
    if (weight === 0)
        return (await readState(call)).traffic;
    if (memory.staged?.problem !== undefined) {
        throw new lib/* ActionError */.lZ("conflict", `${candidate.version} cannot get ${(0,lib/* formatPercent */.l9)(weight)} of the traffic: ${memory.staged.problem}`);
    }
    return (await upgrade(call, free, candidate)).traffic;
}
async function promote(call, candidate, precondition) {
    const { memory } = call;
    const now = await readState(call);
    if ((0,traffic_state/* isAllStable */.fu)(now.traffic, candidate))
        return now.traffic;
    requireRevision(now.traffic, precondition, "promote");
    if (!(0,traffic_state/* isCandidate */.qn)(now.traffic, candidate)) {
        const found = now.traffic.candidate === null
            ? "there is no candidate"
            : `the candidate is ${now.traffic.candidate.release.version}`;
        throw new lib/* ActionError */.lZ("conflict", `${candidate.version} cannot be promoted: ${found}`);
    }
    if (now.traffic.candidate?.ready !== true) {
        throw new lib/* ActionError */.lZ("conflict", `${candidate.version} cannot be promoted: ${now.traffic.candidate?.detail}`);
    }
    if (now.traffic.candidateWeight === 0)
        await upgrade(call, now, candidate);
    forget(memory);
    return (await readState(call)).traffic;
}
async function abort(call, precondition) {
    const now = await readState(call);
    if (now.traffic.candidate === null)
        return now.traffic;
    requireRevision(now.traffic, precondition, "abort");
    await takeBack(call, now);
    forget(call.memory);
    return (await readState(call)).traffic;
}
async function restore(call, release, precondition) {
    const { options, memory } = call;
    const found = await readState(call);
    if ((0,traffic_state/* isAllStable */.fu)(found.traffic, release))
        return found.traffic;
    requireRevision(found.traffic, precondition, "restore");
    const now = await whenFree(call, found);
    const revision = findRevision(now.history, release.version);
    const named = /^helm-revision-([0-9]+)$/.exec(release.version)?.[1];
    const wanted = revision ?? (named === undefined ? undefined : Number(named));
    if (wanted === undefined || !now.history.some((entry) => entry.revision === wanted)) {
        const known = now.history.map((entry) => releaseOfRevision(now.history, entry.revision).version);
        throw new lib/* ActionError */.lZ("config", `The history of the Helm release ${options.target.release} has no ${release.version}.${(0,lib/* suggest */.ZA)(release.version, [...new Set(known)])}`, {
            hint: "Helm keeps the last 10 revisions unless HELM_MAX_HISTORY says otherwise. Deploy that release again.",
        });
    }
    // Its pods serve already where nothing newer was begun.
    if (wanted !== now.deployed?.revision || now.unfinished !== undefined)
        await rollBack(call, wanted);
    forget(memory);
    const seen = await readState(call);
    if ((0,traffic_state/* isAllStable */.fu)(seen.traffic, release))
        return seen.traffic;
    throw new lib/* ActionError */.lZ("remote", `Asked helm for ${release.version}, still seeing ${(0,traffic_state/* showTraffic */.xC)(seen.traffic)}`);
}
/** The API server checks what would be applied; what it says is the candidate's problem and no error. */
async function rehearse(call, candidate) {
    const { options, memory, signal } = call;
    const { target, kubeconfigPath } = options;
    memory.trial = undefined;
    const result = await runHelm(options, upgradeArgv(target, { kubeconfigPath }, candidate, true), signal);
    const error = result.exitCode === 0 ? undefined : helmError(options, "rehearse the upgrade of", result);
    if (error !== undefined && error.code !== "remote")
        throw error;
    memory.staged = {
        release: candidate,
        problem: error === undefined ? undefined : `the rehearsal of its upgrade failed: ${saidBy(result)}`,
        isFinal: false,
    };
}
/** Upgrades, and rolls back at once when that fails. */
async function upgrade(call, before, candidate) {
    const { options, memory, signal } = call;
    const { target, kubeconfigPath } = options;
    const stableRevision = before.deployed?.revision;
    const next = (before.history.at(-1)?.revision ?? 0) + 1;
    const argv = upgradeArgv(target, { kubeconfigPath }, candidate, false);
    const result = await runHelm(options, argv, signal).finally(() => memory.ended.add(next));
    if (result.exitCode === 0) {
        const seen = toHelmState(await readHistory(options, signal), memory);
        const isSeen = seen.unfinished === undefined &&
            seen.deployed !== undefined &&
            releaseOfRevision(seen.history, seen.deployed.revision).version === candidate.version;
        if (!isSeen || seen.deployed === undefined) {
            throw new lib/* ActionError */.lZ("remote", `helm upgraded to ${candidate.version}, still seeing ${(0,traffic_state/* showTraffic */.xC)(seen.traffic)}`);
        }
        const { stable } = before.traffic;
        memory.trial = { revision: seen.deployed.revision, stableRevision, stable };
        return toHelmState(seen.history, memory);
    }
    const error = helmError(options, `upgrade to ${candidate.version}`, result);
    if (error.code === "conflict")
        throw error;
    memory.staged = { release: candidate, problem: `its upgrade failed: ${saidBy(result)}`, isFinal: true };
    const after = await readState(call);
    if (after.unfinished === undefined)
        throw error;
    await takeBack(call, after);
    const end = stableRevision === undefined ? "was removed again" : `was rolled back to revision ${stableRevision}`;
    throw new lib/* ActionError */.lZ(error.code, `${error.message}\nThe release ${end}.`, {
        cause: error,
        ...(error.hint === undefined ? {} : { hint: error.hint }),
    });
}
/** Makes stable serve alone: rolls back what was begun, failed or was left behind. Without a stable revision it is removed. */
async function takeBack(call, state) {
    const { options, memory, signal } = call;
    const { target, kubeconfigPath } = options;
    const now = await whenFree(call, state);
    const { trial } = memory;
    const isTrial = trial !== undefined && trial.revision === now.deployed?.revision;
    if (now.unfinished === undefined && !isTrial)
        return now;
    const back = isTrial ? trial.stableRevision : now.deployed?.revision;
    memory.trial = undefined;
    if (back !== undefined) {
        await rollBack(call, back);
    }
    else {
        const result = await runHelm(options, uninstallArgv(target, { kubeconfigPath }), signal);
        if (result.exitCode !== 0 && !/not found/.test(result.stderr)) {
            throw helmError(options, "remove the first, failed install of", result);
        }
    }
    const seen = await readState(call);
    if (seen.unfinished === undefined)
        return seen;
    throw new lib/* ActionError */.lZ("remote", `helm rolled back, still seeing ${(0,traffic_state/* showTraffic */.xC)(seen.traffic)}`);
}
async function rollBack(call, revision) {
    const { options, memory, signal } = call;
    const { target, kubeconfigPath } = options;
    const result = await runHelm(options, rollbackArgv(target, { kubeconfigPath }, revision), signal);
    const history = await readHistory(options, signal);
    const newest = history.at(-1);
    if (newest !== undefined)
        memory.ended.add(newest.revision);
    if (result.exitCode !== 0)
        throw helmError(options, `roll back to revision ${revision}`, result);
}
/** Waits while another helm may be at work: until its revision is no longer pending, or is older than it could be. */
async function whenFree(call, state) {
    const { options, memory, signal } = call;
    const { clock, target } = options;
    let now = state;
    for (;;) {
        const pending = now.unfinished !== undefined && isPending(now.unfinished) ? now.unfinished : undefined;
        if (pending === undefined || memory.ended.has(pending.revision))
            return now;
        const leftMs = (pending.updatedAt ?? 0) + target.readyTimeoutMs + PENDING_GRACE_MS - clock.now();
        if (leftMs <= 0)
            return now;
        await clock.sleep(Math.min(POLL_MS, leftMs), signal);
        now = await readState(call);
    }
}
async function readState({ options, memory, signal }) {
    return toHelmState(await readHistory(options, signal), memory);
}
function forget(memory) {
    memory.staged = undefined;
    memory.trial = undefined;
}
function requireRevision(now, precondition, action) {
    if (now.revision === precondition.revision)
        return;
    throw new lib/* ActionError */.lZ("conflict", `The Helm release changed meanwhile, ${action} refused: expected revision ${precondition.revision}, found ${now.revision} (${(0,traffic_state/* showTraffic */.xC)(now)})`, { hint: "Nothing was changed. Run again: it looks at the traffic anew and goes on from there." });
}


/***/ }),

/***/ 18412:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ describeRelease),
/* harmony export */   a: () => (/* binding */ parseDescription)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26393);

const PREFIX = "deploy-actions: ";
/**
 * A release as the description of what a platform keeps of it, `deploy-actions: {"version":…}`; commit and artifact are in
 * it as far as `maxBytes` allow. `undefined` when not even the version fits.
 */
function describeRelease(release, maxBytes) {
    const { version, commit, artifact } = release;
    const withCommit = { version, ...(commit === undefined ? {} : { commit }) };
    const all = { ...withCommit, ...(artifact === undefined ? {} : { artifact }) };
    return [all, withCommit, { version }]
        .map((facts) => `${PREFIX}${JSON.stringify(facts)}`)
        .find((text) => (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .utf8Length */ .wI)(text) <= maxBytes);
}
/** The release a description tells of, `undefined` when it is not one of ours. */
function parseDescription(description) {
    if (description?.startsWith(PREFIX) !== true)
        return undefined;
    try {
        const facts = JSON.parse(description.slice(PREFIX.length));
        if (!(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .isObject */ .Gv)(facts) || typeof facts.version !== "string" || facts.version === "")
            return undefined;
        return {
            version: facts.version,
            ...(typeof facts.commit === "string" ? { commit: facts.commit } : {}),
            ...(typeof facts.artifact === "string" ? { artifact: facts.artifact } : {}),
        };
    }
    catch {
        return undefined;
    }
}


/***/ })

};
