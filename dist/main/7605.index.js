export const id = 7605;
export const ids = [7605];
export const modules = {

/***/ 57094:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   v: () => (/* binding */ collectProblems)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26393);

/** What a look finds missing or wrong, as problems; a fault of the cluster stays an error. */
async function collectProblems(look) {
    try {
        await look();
        return [];
    }
    catch (error) {
        if (!(error instanceof _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ) || (error.code !== "config" && error.code !== "permission"))
            throw error;
        const code = error.code === "config" ? "not_found" : "permission_missing";
        return [{ code, text: error.message, hint: error.hint }];
    }
}


/***/ }),

/***/ 47605:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createFlaggerPlatform: () => (/* binding */ createFlaggerPlatform),
  flaggerCalls: () => (/* binding */ flaggerCalls)
});

// EXTERNAL MODULE: ./packages/kernel/lib/index.js + 9 modules
var lib = __webpack_require__(26393);
// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/kubernetes-client.js
var kubernetes_client = __webpack_require__(97671);
// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/platform-options.js
var platform_options = __webpack_require__(48375);
// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/release-image.js
var release_image = __webpack_require__(18738);
// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/engines/collect-problems.js
var collect_problems = __webpack_require__(57094);
// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/deployment/deployment-status.js
var deployment_status = __webpack_require__(6123);
// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/deployment/diagnose.js + 1 modules
var diagnose = __webpack_require__(47966);
// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/deployment/stable-release.js
var stable_release = __webpack_require__(58588);
// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/fingerprint.js
var fingerprint = __webpack_require__(36191);
;// CONCATENATED MODULE: ./packages/platforms/lib/kubernetes/engines/flagger/canary-object.js
const CANARIES = {
    group: "flagger.app",
    version: "v1beta1",
    plural: "canaries",
    kind: "Canary",
};
function analysisOf({ spec }) {
    return spec.analysis ?? spec.canaryAnalysis ?? {};
}
/** A rollout is on, as Flagger sees it. */
function isActive({ status }) {
    const active = [
        "Waiting",
        "Progressing",
        "WaitingPromotion",
        "Promoting",
        "Finalising",
    ];
    return active.includes(status?.phase);
}
/** Highest share the candidate gets before it is promoted, per cent. */
function maxWeightOf(canary) {
    const { stepWeights, maxWeight } = analysisOf(canary);
    const last = stepWeights?.at(-1);
    if (last !== undefined)
        return Math.min(100, last);
    return maxWeight !== undefined && maxWeight > 0 ? maxWeight : 100;
}
/** Time between two looks of Flagger; one minute unless said, never less than ten seconds. */
function intervalMsOf(canary) {
    const { interval = "" } = analysisOf(canary);
    const unitMs = { h: 3_600_000, m: 60_000, s: 1_000, ms: 1 };
    let totalMs = 0;
    for (const [, count, unit] of interval.matchAll(/(\d+(?:\.\d+)?)(ms|h|m|s)/g)) {
        totalMs += Number(count) * (unitMs[unit ?? ""] ?? 0);
    }
    return totalMs === 0 ? 60_000 : Math.max(10_000, totalMs);
}
/** Names of the webhooks of a type. */
function gatesOf(canary, type) {
    return (analysisOf(canary).webhooks ?? []).filter((one) => one.type === type).map(({ name }) => name);
}

;// CONCATENATED MODULE: ./packages/platforms/lib/kubernetes/engines/flagger/engine-state.js


/** What Flagger says of a rollout; `hasCandidate`: one is on. `why`: its last warnings. */
function engineOf(canary, hasCandidate, why = []) {
    const said = sayingOf(canary);
    const state = (phase, message = said) => ({
        phase,
        message,
        inconclusive: false,
    });
    if (!hasCandidate)
        return state("idle");
    if (canary.spec.suspend === true)
        return state("waiting", `${said} (spec.suspend was set by a person)`);
    switch (canary.status?.phase) {
        case "Failed":
            return state("failed", [said, ...why].join("; "));
        case "Waiting":
            return state("waiting", `${said}${gateText(canary, "confirm-rollout")}`);
        case "WaitingPromotion":
            return state("waiting", `${said}${gateText(canary, "confirm-promotion")}`);
        default:
            return state("running", `${said}${gateText(canary, "confirm-traffic-increase")}`);
    }
}
/** `, gate "approve" (confirm-promotion) of the Canary decides`; a gate is a URL that Flagger asks, nobody else can open it. */
function gateText(canary, type) {
    const names = gatesOf(canary, type);
    if (names.length === 0)
        return "";
    const quoted = names.map((name) => `"${name}"`).join(", ");
    return `, ${names.length === 1 ? "gate" : "gates"} ${quoted} (${type}) of the Canary ${names.length === 1 ? "decides" : "decide"}`;
}
/** `Progressing: New revision detected, progressing canary analysis., 20 %, 1 of 5 failed checks`. */
function sayingOf(canary) {
    const { phase, canaryWeight, iterations, failedChecks, conditions } = canary.status ?? {};
    const message = conditions?.find(({ type }) => type === "Promoted")?.message?.replace(/\.$/, "");
    const { iterations: allIterations, threshold } = analysisOf(canary);
    const said = [phase === undefined || phase === "" ? "not looked at yet" : phase, message];
    const facts = [
        said.filter(Boolean).join(": "),
        ...(phase === "Progressing" && (canaryWeight ?? 0) > 0 ? [`at ${(0,lib/* formatPercent */.l9)(canaryWeight ?? 0)}`] : []),
        ...(phase === "Progressing" && (allIterations ?? 0) > 0
            ? [`iteration ${iterations ?? 0} of ${allIterations}`]
            : []),
        ...((failedChecks ?? 0) > 0
            ? [`${failedChecks} of ${Math.max(1, threshold ?? 1)} failed checks until it is taken back`]
            : []),
    ];
    return facts.join(", ");
}

;// CONCATENATED MODULE: ./packages/platforms/lib/kubernetes/engines/flagger/way-back.js


/**
 * Annotation of a Canary whose analysis is skipped on the way back to an earlier release, as JSON: what `skipAnalysis` was, and the
 * hash Flagger had looked at before. Written with the change itself, so that whoever comes next can finish or undo it.
 */
const WAY_BACK = "deploy-actions/way-back";
function wayBackOf({ metadata }) {
    const text = metadata.annotations?.[WAY_BACK];
    if (text === undefined)
        return undefined;
    try {
        const facts = JSON.parse(text);
        if (!(0,lib/* isObject */.Gv)(facts))
            return UNKNOWN;
        return {
            skipAnalysis: typeof facts.skipAnalysis === "boolean" ? facts.skipAnalysis : null,
            lastAppliedSpec: typeof facts.lastAppliedSpec === "string" ? facts.lastAppliedSpec : "",
        };
    }
    catch {
        return UNKNOWN;
    }
}
const UNKNOWN = { skipAnalysis: null, lastAppliedSpec: "" };
/** Has Flagger promote what the target Deployment runs without an analysis. Only once that is the release to go back to. */
async function skipAnalysis({ client }, canary, signal) {
    const before = wayBackOf(canary);
    const facts = {
        skipAnalysis: before === undefined ? (canary.spec.skipAnalysis ?? null) : before.skipAnalysis,
        lastAppliedSpec: canary.status?.lastAppliedSpec ?? "",
    };
    const body = {
        metadata: { annotations: { [WAY_BACK]: JSON.stringify(facts) } },
        spec: { skipAnalysis: true },
    };
    await client.patch(CANARIES, canary.metadata.name, { type: "merge", body }, signal);
}
/** The Canary's analysis is as it was. */
async function endWayBack({ client }, canary, signal) {
    const before = wayBackOf(canary);
    if (before === undefined)
        return;
    const body = {
        metadata: { annotations: { [WAY_BACK]: null } },
        spec: { skipAnalysis: before.skipAnalysis },
    };
    await client.patch(CANARIES, canary.metadata.name, { type: "merge", body }, signal);
}

;// CONCATENATED MODULE: ./packages/platforms/lib/kubernetes/engines/flagger/canary-look.js









/** Name of the Canary in messages. */
function describeCanary({ client, target }) {
    return `Canary ${client.namespace}/${target.workload.name}`;
}
/** Reads the Canary and its two Deployments; with `faults` also the pods of a candidate that is not up. */
async function lookAtCanary(options, signal, { faults } = { faults: true }) {
    const { client, target } = options;
    const nothing = { stable: null, candidate: null, candidateWeight: 0, revision: (0,fingerprint/* fingerprint */.R)("none") };
    const none = { primary: undefined, wanted: undefined, traffic: nothing };
    const canary = await client.read(CANARIES, target.workload.name, signal);
    if (canary === undefined)
        return { canary, targetDeployment: undefined, ...none };
    const name = targetNameOf(canary, describeCanary(options));
    const [targetDeployment, primary] = await Promise.all([
        client.read(kubernetes_client/* DEPLOYMENTS */.$i, name, signal),
        client.read(kubernetes_client/* DEPLOYMENTS */.$i, `${name}-primary`, signal),
    ]);
    const isMade = canary.status?.phase !== "Initializing" && (canary.status?.phase ?? "") !== "";
    if (targetDeployment === undefined || primary === undefined || !isMade) {
        return { canary, targetDeployment, ...none };
    }
    const wanted = (0,stable_release/* templateRelease */.yq)(targetDeployment.spec.template, target, `Deployment ${name}`).release;
    const running = (0,stable_release/* templateRelease */.yq)(primary.spec.template, target, `Deployment ${name}-primary`).release;
    const isSame = wanted.version === running.version && wanted.artifact === running.artifact;
    const isPromoting = canary.status?.phase === "Promoting" || canary.status?.phase === "Finalising";
    // The stable pods are being replaced: what they were says the history of the Deployment.
    const before = isSame && isPromoting ? await releaseBefore(options, primary, running, signal) : undefined;
    const hasCandidate = !isSame || before !== undefined;
    const stable = before ?? running;
    const why = canary.status?.phase === "Failed" && faults ? await warningsOf(options, canary, signal) : [];
    const facts = { canary, targetDeployment, why };
    const traffic = {
        stable: showStable(stable, primary),
        candidate: hasCandidate ? await showCandidate(options, wanted, facts, faults, signal) : null,
        candidateWeight: hasCandidate ? weightOf(canary) : 0,
        engine: engineOf(canary, hasCandidate, why),
        // Weights are Flagger's own moves: who wants to abort means it at any of them.
        revision: (0,fingerprint/* fingerprint */.R)(canary.metadata.uid, stable.version, hasCandidate ? wanted.version : undefined, targetDeployment.spec.template, canary.status?.phase === "Failed"),
    };
    return { canary, targetDeployment, primary, wanted, traffic };
}
/** The Deployment a Canary is about. Error: `config` when it is about something else. */
function targetNameOf({ spec }, describe) {
    const { kind, name } = spec.targetRef;
    if (kind === undefined || kind === "Deployment")
        return name;
    throw new lib/* ActionError */.lZ("config", `${describe} is about ${kind} ${name}; only Deployments are deployed.`);
}
/** Per cent of the requests that reach the candidate. Flagger sets its status to 0 when it promotes, and moves traffic later. */
function weightOf(canary) {
    const { phase, canaryWeight = 0, iterations = 0 } = canary.status ?? {};
    const { iterations: all = 0 } = analysisOf(canary);
    const isByIterations = all > 0;
    switch (phase) {
        case "Progressing":
            return isByIterations && iterations > all ? 100 : canaryWeight;
        case "WaitingPromotion":
            return isByIterations ? 0 : maxWeightOf(canary);
        case "Promoting":
            if (canaryWeight > 0)
                return canaryWeight;
            if (canary.spec.provider === "kubernetes")
                return 0;
            return isByIterations ? 100 : maxWeightOf(canary);
        case "Finalising":
            return 100;
        default:
            return 0;
    }
}
function showStable(release, primary) {
    if ((0,deployment_status/* isServing */.PA)(primary))
        return { release, ready: true };
    return { release, ready: false, detail: `no pod of Deployment ${primary.metadata.name} is available` };
}
async function showCandidate({ client, clock }, release, { canary, targetDeployment, why }, faults, signal) {
    if (canary.status?.phase === "Failed") {
        const text = (0,lib/* printable */.g$)(`Flagger took ${release.version} back (${sayingOf(canary)})`);
        return {
            release,
            ready: false,
            detail: text,
            failure: { reason: "rolled_back", text, lines: why.map((line) => (0,lib/* printable */.g$)(line)) },
        };
    }
    if (!isActive(canary)) {
        const every = (0,lib/* formatDuration */.a3)(intervalMsOf(canary));
        return { release, ready: false, detail: `Flagger has not seen the change yet; it looks every ${every}` };
    }
    // Flagger goes on when all of them are, too.
    if (canary.status?.phase === "Finalising" || isUp(targetDeployment))
        return { release, ready: true };
    const { replicas = 1 } = targetDeployment.spec;
    if (replicas === 0)
        return { release, ready: false, detail: "Flagger has not started its pods yet" };
    const found = faults ? await (0,diagnose/* diagnose */.h)(client, targetDeployment, clock.now(), signal) : undefined;
    const detail = found?.detail ?? "its pods are starting";
    return {
        release,
        ready: false,
        detail,
        ...(found?.failure === undefined ? {} : { failure: found.failure }),
    };
}
/** All of the candidate's pods are up, and none of another template is left. */
function isUp(deployment) {
    return (0,deployment_status/* isComplete */.As)(deployment) && (deployment.spec.replicas ?? 1) > 0;
}
/** What the primary ran before the current template, while pods of it may be left. */
async function releaseBefore({ client, target }, primary, running, signal) {
    const sets = await client.list(kubernetes_client/* REPLICA_SETS */.t4, {}, signal);
    const revisionOf = ({ metadata }) => Number(metadata.annotations?.["deployment.kubernetes.io/revision"] ?? 0);
    const [last] = sets
        .filter(({ metadata }) => metadata.ownerReferences?.some(({ uid }) => uid === primary.metadata.uid))
        .sort((a, b) => revisionOf(b) - revisionOf(a))
        .map(({ spec, metadata }) => (0,stable_release/* templateRelease */.yq)(spec.template, target, metadata.name).release)
        .filter(({ version }) => version !== running.version);
    return last;
}
/** Flagger says why in events only; without the right to read them it stays unsaid. */
async function warningsOf({ client }, canary, signal) {
    const fieldSelector = `involvedObject.name=${canary.metadata.name},involvedObject.kind=Canary,type=Warning`;
    try {
        const events = await client.list(kubernetes_client/* EVENTS */.qY, { fieldSelector }, signal);
        const timeOf = ({ lastTimestamp, eventTime }) => lastTimestamp ?? eventTime ?? "";
        const sorted = [...events].sort((a, b) => timeOf(a).localeCompare(timeOf(b)));
        return sorted.slice(-WARNINGS).map(({ message }) => (0,lib/* printable */.g$)(message ?? ""));
    }
    catch (error) {
        if (error instanceof lib/* ActionError */.lZ && error.code === "cancelled")
            throw error;
        return [];
    }
}
const WARNINGS = 3;
/** Nothing is on any more: the primary runs what is wanted, all of it, and no candidate's pods are left. */
function isAtRest({ canary, targetDeployment, primary, traffic }) {
    return (canary !== undefined &&
        traffic.candidate === null &&
        !isActive(canary) &&
        wayBackOf(canary) === undefined &&
        targetDeployment?.spec.replicas === 0 &&
        primary !== undefined &&
        (0,deployment_status/* isComplete */.As)(primary));
}

// EXTERNAL MODULE: ./packages/platforms/lib/traffic-state.js
var traffic_state = __webpack_require__(40291);
// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/guards.js
var guards = __webpack_require__(41881);
// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/deployment/stable-deployment.js
var stable_deployment = __webpack_require__(24902);
// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/json-pointer.js
var json_pointer = __webpack_require__(46521);
// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/engines/release-template.js
var release_template = __webpack_require__(75093);
;// CONCATENATED MODULE: ./packages/platforms/lib/kubernetes/engines/flagger/change-target.js






/** Annotation of a template that is tried again: Flagger does not look twice at one it has taken back. */
const ATTEMPT = "deploy-actions/attempt";
/** Gives the target Deployment a release, if it is still as it was read; that is what starts Flagger. */
async function startRelease(options, deployment, release, isRetry, signal) {
    const { target } = options;
    const where = `Deployment ${deployment.metadata.name}`;
    const template = (0,release_template/* releaseTemplate */.S)(target, deployment.spec.template, release, where);
    const { [ATTEMPT]: last, ...annotations } = template.metadata?.annotations ?? {};
    const attempt = isRetry ? { [ATTEMPT]: String((Number(last) || 1) + 1) } : {};
    const metadata = { ...template.metadata, annotations: { ...annotations, ...attempt } };
    await changeTemplate(options, deployment, { ...template, metadata }, signal);
}
/** Gives the target Deployment an earlier release's template, as its history has it, else the current one with its image. */
async function putBack(options, deployment, release, signal) {
    const { name } = deployment.metadata;
    const context = { ...options, stable: name };
    const { template, revision } = await (0,stable_deployment/* templateOf */.kW)(context, deployment, release, signal);
    const from = revision === undefined ? "the image of the release" : `revision ${revision}`;
    options.log.info(`Deployment ${name} goes back to ${release.version} by ${from}.`);
    await changeTemplate(options, deployment, template, signal);
}
async function changeTemplate({ client, target }, deployment, template, signal) {
    const { name } = deployment.metadata;
    const where = `Deployment ${client.namespace}/${name}`;
    if (deployment.spec.paused === true) {
        throw new lib/* ActionError */.lZ("config", `${where} is paused (spec.paused): its pods would not change.`, {
            hint: `kubectl rollout resume deployment/${name} -n ${client.namespace}`,
        });
    }
    const { container, index } = (0,release_image/* containerOf */.t8)(deployment.spec.template, target.container, where);
    const at = (0,json_pointer/* pointer */.W)("spec", "template", "spec", "containers", index);
    const operations = [
        { op: "test", path: `${at}/name`, value: container.name },
        ...(container.image === undefined
            ? []
            : [{ op: "test", path: `${at}/image`, value: container.image }]),
        { op: "replace", path: (0,json_pointer/* pointer */.W)("spec", "template"), value: template },
    ];
    await client.patch(kubernetes_client/* DEPLOYMENTS */.$i, name, { type: "json", operations }, signal);
}

;// CONCATENATED MODULE: ./packages/platforms/lib/kubernetes/engines/flagger/until-canary.js




const FIRST_POLL_MS = 200;
const LONGEST_POLL_MS = 2_000;
const FAULTS_EVERY_MS = 2_000;
/** Flagger moves only when it looks: it is given a few of its looks before it counts as standing still. */
const LOOKS_ALLOWED = 4;
/** A gate is asked at every look: one that has just been opened is not yet seen to be. */
const GATE_LOOKS = 1.5;
/** Waits until Flagger shows what is asked for, its gates hold it, its candidate fails, or it does not move any more. */
async function untilCanary(options, isDone, signal, { stopsOnFailure = true, gateLooks = GATE_LOOKS } = {}) {
    const { clock, target } = options;
    let movedAt = clock.now();
    let lookedForFaultsAt = movedAt;
    let pollMs = FIRST_POLL_MS;
    let mark = "";
    for (;;) {
        const now = clock.now();
        const faults = now - lookedForFaultsAt >= FAULTS_EVERY_MS;
        if (faults)
            lookedForFaultsAt = now;
        const look = await lookAtCanary(options, signal, { faults });
        if (isDone(look))
            return { kind: "there", look };
        const { canary, traffic, targetDeployment, primary } = look;
        const failure = traffic.candidate?.failure;
        if (failure !== undefined && stopsOnFailure) {
            return { kind: "not-there", look, text: [failure.text, ...failure.lines].join("\n") };
        }
        const { lastTransitionTime: _time, conditions: _conditions, ...status } = canary?.status ?? {};
        const seen = JSON.stringify([status, targetDeployment?.status, primary?.status]);
        if (seen !== mark) {
            mark = seen;
            movedAt = now;
            pollMs = FIRST_POLL_MS;
        }
        const { phase } = canary?.status ?? {};
        const isAtGate = phase === "Waiting" || phase === "WaitingPromotion";
        const looks = phase === "Waiting" ? gateLooks : GATE_LOOKS;
        if (canary !== undefined && isAtGate && now - movedAt >= looks * intervalMsOf(canary)) {
            const gate = gateText(canary, phase === "Waiting" ? "confirm-rollout" : "confirm-promotion");
            return { kind: "not-there", look, text: `Flagger waits for a person (${sayingOf(canary)}${gate})` };
        }
        const allowedMs = Math.max(target.readyTimeoutMs, LOOKS_ALLOWED * (canary === undefined ? 0 : intervalMsOf(canary)));
        if (now - movedAt >= allowedMs) {
            const said = canary === undefined ? "it is gone" : sayingOf(canary);
            const detail = traffic.candidate?.detail;
            const text = `${describeCanary(options)} does not move for ${(0,lib/* formatDuration */.a3)(allowedMs)} (${said})${detail === undefined ? "" : `: ${detail}`}`;
            return { kind: "not-there", look, text };
        }
        await clock.sleep(pollMs, signal);
        pollMs = Math.min(LONGEST_POLL_MS, pollMs * 1.5);
    }
}
/** As {@link untilCanary}; anything else is a `remote` error. */
async function requireCanary(options, isDone, what, signal) {
    const end = await untilCanary(options, isDone, signal, { stopsOnFailure: false });
    if (end.kind === "there")
        return end.look;
    throw new lib/* ActionError */.lZ("remote", `${what}: ${end.text}`, {
        hint: "Run again: it goes on from there. Is Flagger running? `kubectl describe canary` and its log say what it waits for.",
    });
}

;// CONCATENATED MODULE: ./packages/platforms/lib/kubernetes/engines/flagger/drive-canary.js









/**
 * Starts a release by changing the target Deployment, and waits until Flagger has its pods up; see `Platform.setWeight`. Weights
 * above 0 are Flagger's own.
 */
async function setWeight(options, release, weight, precondition, signal) {
    const now = await lookAtCanary(options, signal);
    const { traffic } = now;
    const isRunning = traffic.candidate?.release.version === release.version;
    if (isRunning && traffic.candidate?.ready === true && traffic.candidateWeight === weight)
        return traffic;
    if (traffic.stable?.release.version === release.version) {
        throw new lib/* ActionError */.lZ("conflict", `${release.version} is the stable release already`);
    }
    (0,guards/* requireRevision */.nf)(traffic, precondition, "set-weight", undefined);
    if (weight > 0)
        throw new lib/* ActionError */.lZ("config", weightProblem(options, weight), { hint: DRIVEN_BY });
    const { canary, deployment } = requireMade(options, now);
    if (canary.spec.suspend === true) {
        throw new lib/* ActionError */.lZ("config", `${describeCanary(options)} is suspended (spec.suspend): it would not move.`);
    }
    const isRetry = isRunning && canary.status?.phase === "Failed";
    if (!isRunning || isRetry) {
        // What a way back that was interrupted has left would let this release go without its analysis.
        await endWayBack(options, canary, signal);
        if (isRetry)
            options.log.info(`${describeCanary(options)} was taken back: it begins again.`);
        await startRelease(options, deployment, release, isRetry, signal);
    }
    // Until Flagger has seen it, its pods may have the weight of the release before.
    const before = !isRunning || isRetry ? canary.status?.lastAppliedSpec : null;
    const isStarted = (look) => look.canary?.status?.lastAppliedSpec !== before && look.traffic.candidate?.ready === true;
    const end = await untilCanary(options, isStarted, signal, { stopsOnFailure: !isRetry, gateLooks: 0 });
    if (end.kind === "not-there")
        options.log.info(`${release.version} is not up: ${end.text}`);
    if (end.look.wanted !== undefined && end.look.wanted.version !== release.version) {
        throw new lib/* ActionError */.lZ("conflict", `${describeCanary(options)} was to run ${release.version}, but its Deployment is of ${end.look.wanted.version} now: somebody else changed it.`);
    }
    return (await lookAtCanary(options, signal)).traffic;
}
/** Waits until Flagger has promoted by its own analysis and gates; nothing is skipped. See `Platform.promote`. */
async function promote(options, release, precondition, signal) {
    const now = await lookAtCanary(options, signal);
    if ((0,traffic_state/* isAllStable */.fu)(now.traffic, release))
        return now.traffic;
    (0,guards/* requireRevision */.nf)(now.traffic, precondition, "promote", undefined);
    (0,guards/* requireCandidate */.Vg)(now.traffic, release);
    const isPromoted = ({ traffic, canary }) => (0,traffic_state/* isAllStable */.fu)(traffic, release) && canary?.status?.phase === "Succeeded";
    const end = await untilCanary(options, isPromoted, signal);
    if (end.kind === "there")
        return end.look.traffic;
    throw new lib/* ActionError */.lZ(end.look.traffic.candidate?.failure === undefined ? "remote" : "conflict", `${release.version} cannot be promoted: ${end.text}`);
}
/** Puts the stable release back on the target Deployment; see `Platform.abort`. */
async function abort(options, precondition, signal) {
    const now = await lookAtCanary(options, signal);
    const { candidate, stable } = now.traffic;
    if (candidate === null || stable === null)
        return now.traffic;
    (0,guards/* requireRevision */.nf)(now.traffic, precondition, "abort", undefined);
    await goBackTo(options, now, stable.release, signal);
    return (await lookAtCanary(options, signal)).traffic;
}
/** Makes an earlier release stable again without an analysis; Flagger's confirm-rollout gates still decide. */
async function restore(options, release, precondition, signal) {
    const now = await lookAtCanary(options, signal);
    if ((0,traffic_state/* isAllStable */.fu)(now.traffic, release) && isAtRest(now))
        return now.traffic;
    if (!(0,traffic_state/* isAllStable */.fu)(now.traffic, release)) {
        (0,guards/* requireRevision */.nf)(now.traffic, precondition, "restore", undefined);
    }
    await goBackTo(options, now, release, signal);
    return (await lookAtCanary(options, signal)).traffic;
}
async function goBackTo(options, now, release, signal) {
    const { canary, deployment } = requireMade(options, now);
    const isStable = now.traffic.stable?.release.version === release.version;
    const wasActive = isActive(canary);
    // First the template: skipping the analysis of the candidate would promote it.
    if (now.wanted?.version !== release.version)
        await putBack(options, deployment, release, signal);
    // Nothing of the candidate runs: there is nothing that Flagger would have to take back.
    const isOnlyWritten = isStable && (!wasActive || canary.status?.phase === "Waiting");
    if (isOnlyWritten && wayBackOf(canary) === undefined)
        return;
    if (wayBackOf(canary) === undefined) {
        const fresh = await options.client.require(CANARIES, canary.metadata.name, signal);
        const from = {
            ...fresh,
            status: { ...fresh.status, lastAppliedSpec: canary.status?.lastAppliedSpec ?? "" },
        };
        await skipAnalysis(options, from, signal);
    }
    const before = wayBackOf(canary)?.lastAppliedSpec ?? canary.status?.lastAppliedSpec ?? "";
    const isBack = (look) => (0,traffic_state/* isAllStable */.fu)(look.traffic, release) &&
        look.canary?.status?.phase === "Succeeded" &&
        look.canary.status.lastAppliedSpec !== before &&
        look.targetDeployment?.spec.replicas === 0 &&
        look.primary !== undefined &&
        (0,deployment_status/* isComplete */.As)(look.primary);
    const { canary: after } = await requireCanary(options, isBack, `${release.version} comes back`, signal);
    if (after !== undefined)
        await endWayBack(options, after, signal);
}
/** Why a weight is not Flagger's to be asked for. */
function weightProblem(options, weight) {
    return `${describeCanary(options)} is driven by Flagger, which moves the weight itself and stops nowhere: ${(0,lib/* formatPercent */.l9)(weight)} cannot be held`;
}
const DRIVEN_BY = "Set `driven-by: engine` under rollout: Flagger's own analysis then decides, and it is watched here.";
/** Error: `config` with what has to be there first. */
function requireMade(options, { canary, targetDeployment, primary }) {
    const problem = unmade(options, { canary, targetDeployment, primary });
    if (canary !== undefined && targetDeployment !== undefined && problem === undefined) {
        return { canary, deployment: targetDeployment };
    }
    throw new lib/* ActionError */.lZ("config", problem ?? `${describeCanary(options)} is not there.`, {
        hint: "The first release of a Canary is not rolled out by Flagger: apply the Deployment with it, and the Canary, and Flagger makes the primary from that. Deploy the next release by this.",
    });
}
/** What of a Canary is not there yet; `undefined`: everything is. */
function unmade(options, { canary, targetDeployment, primary }) {
    const where = describeCanary(options);
    if (canary === undefined)
        return `${where} is not there.`;
    const { name } = canary.spec.targetRef;
    if (targetDeployment === undefined)
        return `${where} is about Deployment ${name}, which is not there.`;
    if (primary !== undefined)
        return undefined;
    const phase = canary.status?.phase ?? "";
    return `${where} has no primary yet (${phase === "" ? "Flagger has not looked at it" : phase}).`;
}

;// CONCATENATED MODULE: ./packages/platforms/lib/kubernetes/engines/flagger.js








/** The calls the engine's platform makes. */
function flaggerCalls(_target) {
    return [
        ...(0,platform_options/* callsOf */.p)(CANARIES, "get", "list", "patch"),
        ...(0,platform_options/* callsOf */.p)(kubernetes_client/* DEPLOYMENTS */.$i, "get", "list", "patch"),
        ...(0,platform_options/* callsOf */.p)(kubernetes_client/* REPLICA_SETS */.t4, "list"),
        ...(0,platform_options/* callsOf */.p)(kubernetes_client/* PODS */.Dp, "list"),
    ];
}
/**
 * A Canary that Flagger drives. A release is started by changing the target Deployment and taken back by changing it back; between
 * them Flagger's analysis moves the weight, and its gates (URLs that it asks) hold it: they are told here, and opened elsewhere.
 */
function createFlaggerPlatform(options) {
    return {
        name: "kubernetes",
        capabilities: {
            // Whatever weights it goes through, none can be asked for.
            traffic: "all-at-once",
            granularity: 100,
            candidateUrl: false,
            candidateHeader: undefined,
            waitsForFree: true,
            keepsStableWarm: true,
        },
        observe: async (signal) => (await lookAtCanary(options, signal)).traffic,
        setWeight: (...call) => setWeight(options, ...call),
        promote: (...call) => promote(options, ...call),
        abort: (...call) => abort(options, ...call),
        restore: (...call) => restore(options, ...call),
        planProblems: async (weights) => weights.filter((weight) => weight > 0).map((weight) => weightProblem(options, weight)),
        preflight: (signal) => preflight(options, signal),
    };
}
async function preflight(options, signal) {
    const { client, target } = options;
    return (0,collect_problems/* collectProblems */.v)(async () => {
        const canary = await client.require(CANARIES, target.workload.name, signal);
        const name = targetNameOf(canary, describeCanary(options));
        const deployment = await client.require(kubernetes_client/* DEPLOYMENTS */.$i, name, signal);
        (0,release_image/* containerOf */.t8)(deployment.spec.template, target.container, `Deployment ${client.namespace}/${name}`);
        const problem = unmade(options, await lookAtCanary(options, signal));
        if (problem !== undefined)
            throw new lib/* ActionError */.lZ("config", problem);
    });
}


/***/ }),

/***/ 75093:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ releaseTemplate)
/* harmony export */ });
/* harmony import */ var _marks_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(42149);
/* harmony import */ var _release_image_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(18738);


/** The template with the image and the marks of a release; everything else stays. */
function releaseTemplate(target, template, release, where) {
    const image = (0,_release_image_js__WEBPACK_IMPORTED_MODULE_1__/* .imageOf */ .dT)(target, release);
    const { container } = (0,_release_image_js__WEBPACK_IMPORTED_MODULE_1__/* .containerOf */ .t8)(template, target.container, where);
    const changed = (0,_release_image_js__WEBPACK_IMPORTED_MODULE_1__/* .withImage */ .Mo)(template, container.name, image);
    const annotations = { ...(0,_marks_js__WEBPACK_IMPORTED_MODULE_0__/* .withoutRelease */ .U7)(changed.metadata?.annotations), ...(0,_marks_js__WEBPACK_IMPORTED_MODULE_0__/* .markRelease */ .vJ)(release, image) };
    return { ...changed, metadata: { ...changed.metadata, annotations } };
}


/***/ })

};
