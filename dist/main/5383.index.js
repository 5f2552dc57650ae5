export const id = 5383;
export const ids = [5383];
export const modules = {

/***/ 80552:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J9: () => (/* binding */ applyFirstManifests),
/* harmony export */   RK: () => (/* binding */ FIRST),
/* harmony export */   bc: () => (/* binding */ baseDeployment),
/* harmony export */   f6: () => (/* binding */ undoFirst),
/* harmony export */   mY: () => (/* binding */ startStable)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26393);
/* harmony import */ var _kubernetes_client_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(97671);
/* harmony import */ var _manifests_manifests_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(52412);
/* harmony import */ var _marks_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(42149);
/* harmony import */ var _candidate_deployment_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(71904);
/* harmony import */ var _deployment_status_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(6123);
/* harmony import */ var _stable_deployment_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(24902);







/** Value of the first-deploy mark: whether the Deployment goes again when its first deploy is aborted, or to no pods. */
const FIRST = { created: "created", form: "form" };
/** What the first release is made from: the Deployment of the target's manifests. Error: `config` when there is none. */
async function baseDeployment(context, signal) {
    const { client, stable } = context;
    const manifests = await (0,_manifests_manifests_js__WEBPACK_IMPORTED_MODULE_2__/* .readManifests */ .PX)(context, signal);
    const found = manifests.find(({ kind, metadata }) => kind === "Deployment" && metadata.name === stable);
    if (found !== undefined)
        return found;
    const { target } = context;
    const where = target.manifests.length === 0 ? "" : `, nor in the manifests ${target.manifests.join(", ")}`;
    // Names the Deployments that are there.
    const error = await client.require(_kubernetes_client_js__WEBPACK_IMPORTED_MODULE_1__/* .DEPLOYMENTS */ .$i, stable, signal).catch((reason) => reason);
    const text = error instanceof _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ ? error.message : `There is no Deployment "${stable}".`;
    throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("config", `${text}${where === "" ? "" : ` It is${where.replace(", nor", " not")} either.`}`, {
        hint: "For a first deploy, name the manifest of the Deployment in `manifests` of the target, or create it with 0 replicas.",
    });
}
/** The other objects of the manifests (Services, routes …), as far as they are not there yet. */
async function applyFirstManifests(context, signal) {
    const manifests = await (0,_manifests_manifests_js__WEBPACK_IMPORTED_MODULE_2__/* .readManifests */ .PX)(context, signal);
    const others = manifests.filter(({ kind, metadata }) => !(kind === "Deployment" && metadata.name === context.stable));
    await (0,_manifests_manifests_js__WEBPACK_IMPORTED_MODULE_2__/* .applyMissing */ .xg)(context.client, others, signal);
}
/** Makes the stable Deployment of a first deploy, or gives the waiting form of one its first release. */
async function startStable(context, existing, release, signal) {
    const { client } = context;
    if (existing !== undefined) {
        const template = (0,_candidate_deployment_js__WEBPACK_IMPORTED_MODULE_4__/* .newTemplate */ .vi)(context, existing, release, undefined);
        const annotations = { [_marks_js__WEBPACK_IMPORTED_MODULE_3__/* .MARKS */ .j7.first]: existing.metadata.annotations?.[_marks_js__WEBPACK_IMPORTED_MODULE_3__/* .MARKS */ .j7.first] ?? FIRST.form };
        const replicas = Math.max(1, (0,_deployment_status_js__WEBPACK_IMPORTED_MODULE_6__/* .desiredOf */ .OO)(existing));
        await (0,_stable_deployment_js__WEBPACK_IMPORTED_MODULE_5__/* .replaceTemplate */ .xA)(context, existing, template, { isStable: false, replicas, annotations }, signal);
        return;
    }
    const base = await baseDeployment(context, signal);
    const template = (0,_candidate_deployment_js__WEBPACK_IMPORTED_MODULE_4__/* .newTemplate */ .vi)(context, base, release, undefined);
    const annotations = { ...base.metadata.annotations, [_marks_js__WEBPACK_IMPORTED_MODULE_3__/* .MARKS */ .j7.first]: FIRST.created };
    const metadata = { ...base.metadata, namespace: client.namespace, annotations };
    await client.create(_kubernetes_client_js__WEBPACK_IMPORTED_MODULE_1__/* .DEPLOYMENTS */ .$i, { ...base, metadata, spec: { ...base.spec, template } }, signal);
}
/** Undoes what an aborted first deploy left of the stable Deployment. */
async function undoFirst(context, existing, signal) {
    const { client } = context;
    const { name, uid, annotations } = existing.metadata;
    const first = annotations?.[_marks_js__WEBPACK_IMPORTED_MODULE_3__/* .MARKS */ .j7.first];
    if (first === FIRST.created) {
        await client.remove(_kubernetes_client_js__WEBPACK_IMPORTED_MODULE_1__/* .DEPLOYMENTS */ .$i, name, signal, uid === undefined ? {} : { uid });
    }
    else if (first === FIRST.form) {
        const body = {
            metadata: { annotations: { [_marks_js__WEBPACK_IMPORTED_MODULE_3__/* .MARKS */ .j7.first]: null, [_marks_js__WEBPACK_IMPORTED_MODULE_3__/* .MARKS */ .j7.candidate]: null } },
            spec: {
                replicas: 0,
                template: {
                    metadata: {
                        annotations: {
                            [_marks_js__WEBPACK_IMPORTED_MODULE_3__/* .MARKS */ .j7.version]: null,
                            [_marks_js__WEBPACK_IMPORTED_MODULE_3__/* .MARKS */ .j7.image]: null,
                            [_marks_js__WEBPACK_IMPORTED_MODULE_3__/* .MARKS */ .j7.commit]: null,
                            [_marks_js__WEBPACK_IMPORTED_MODULE_3__/* .MARKS */ .j7.artifact]: null,
                        },
                    },
                },
            },
        };
        await client.patch(_kubernetes_client_js__WEBPACK_IMPORTED_MODULE_1__/* .DEPLOYMENTS */ .$i, name, { type: "merge", body }, signal);
    }
}


/***/ }),

/***/ 45383:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  argoRolloutsCalls: () => (/* binding */ argoRolloutsCalls),
  createArgoRolloutsPlatform: () => (/* binding */ createArgoRolloutsPlatform)
});

// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/kubernetes-client.js
var kubernetes_client = __webpack_require__(97671);
// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/platform-options.js
var platform_options = __webpack_require__(48375);
// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/preflight.js
var preflight = __webpack_require__(40424);
// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/release-image.js
var release_image = __webpack_require__(18738);
// EXTERNAL MODULE: ./packages/kernel/lib/index.js + 9 modules
var lib = __webpack_require__(26393);
// EXTERNAL MODULE: ./packages/platforms/lib/traffic-state.js
var traffic_state = __webpack_require__(40291);
// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/guards.js
var guards = __webpack_require__(41881);
// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/marks.js
var kubernetes_marks = __webpack_require__(42149);
// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/annotation-operations.js
var annotation_operations = __webpack_require__(19557);
// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/deployment/stable-release.js
var stable_release = __webpack_require__(58588);
// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/json-pointer.js
var json_pointer = __webpack_require__(46521);
// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/engines/release-template.js
var release_template = __webpack_require__(75093);
// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/deployment/diagnose.js + 1 modules
var diagnose = __webpack_require__(47966);
// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/fingerprint.js
var fingerprint = __webpack_require__(36191);
;// CONCATENATED MODULE: ./packages/platforms/lib/kubernetes/engines/argo/rollout-object.js
const ROLLOUTS = {
    group: "argoproj.io",
    version: "v1alpha1",
    plural: "rollouts",
    kind: "Rollout",
};
/** Label of the ReplicaSets and pods of one template. */
const HASH_LABEL = "rollouts-pod-template-hash";
/** The controller has seen this generation, and what somebody did to its pause. */
function isObserved(rollout) {
    return isSeen(rollout) && !isUnpausing(rollout.status ?? {});
}
/** The controller has seen this generation: its status is of this template. */
function isSeen({ metadata, status }) {
    const observed = Number(status?.observedGeneration);
    // Releases before 0.10 write a hash there.
    return status !== undefined && (!Number.isInteger(observed) || observed >= (metadata.generation ?? 1));
}
/** Pause conditions were taken away, and the controller has not yet gone on. */
function isUnpausing({ controllerPause, pauseConditions }) {
    return controllerPause === true && (pauseConditions ?? []).length === 0;
}
/** The canary step it is at; `undefined`: past the last, or it has none. */
function currentStep({ spec, status }) {
    return spec.strategy?.canary?.steps?.[status?.currentStepIndex ?? 0];
}

;// CONCATENATED MODULE: ./packages/platforms/lib/kubernetes/engines/argo/engine-state.js


const INCONCLUSIVE = "InconclusiveAnalysisRun";
/** What Argo Rollouts says of a rollout; `hasCandidate`: one is on. */
function engineOf(rollout, hasCandidate, nowMs) {
    const { status, spec } = rollout;
    const said = sayingOf(rollout);
    const state = (phase, message = said, inconclusive = false) => ({
        phase,
        message,
        inconclusive,
    });
    if (!hasCandidate)
        return state("idle");
    if (!isObserved(rollout))
        return state("running", "Argo Rollouts has not seen the last change yet");
    const isNewlyInvalid = invalidityOf(rollout, nowMs)?.isCertain === false;
    if (status?.abort === true || (status?.phase === "Degraded" && !isNewlyInvalid))
        return state("failed");
    if (spec.paused === true)
        return state("waiting", `${said} (spec.paused was set by a person)`);
    if (isInconclusive(rollout))
        return state("waiting", `${said}: ${analysisText(rollout)}`, true);
    const [pause] = status?.pauseConditions ?? [];
    if (pause === undefined)
        return state("running");
    const duration = currentStep(rollout)?.pause?.duration;
    const seconds = spec.strategy?.blueGreen?.autoPromotionSeconds ?? 0;
    const isTimed = pause.reason === "BlueGreenPause" ? seconds > 0 : duration !== undefined;
    return isTimed ? state("running", `${said}, goes on by itself`) : state("waiting");
}
/** The controller finds the specification wrong; not certain at first: it may not have seen a new Service or Ingress yet. */
function invalidityOf({ status }, nowMs) {
    const found = status?.conditions?.find(({ type }) => type === "InvalidSpec");
    if (found === undefined)
        return undefined;
    const ageMs = nowMs - Date.parse(found.lastTransitionTime ?? "");
    const text = (0,lib/* printable */.g$)(`Argo Rollouts finds it invalid (${found.message ?? "no reason given"})`);
    return { text, isCertain: !(ageMs < INVALID_GRACE_MS) };
}
const INVALID_GRACE_MS = 10_000;
/** The Rollout's own analysis could not decide, and it waits for a person. */
function isInconclusive({ status }) {
    return (status?.pauseConditions ?? []).some(({ reason }) => reason === INCONCLUSIVE);
}
/** `analysis run web-7c-2-2 is inconclusive (metric error-rate …)`. */
function analysisText({ status }) {
    const runs = [
        status?.canary?.currentStepAnalysisRunStatus,
        status?.canary?.currentBackgroundAnalysisRunStatus,
        status?.blueGreen?.prePromotionAnalysisRunStatus,
        status?.blueGreen?.postPromotionAnalysisRunStatus,
    ];
    const run = runs.find((one) => one?.status === "Inconclusive");
    if (run === undefined)
        return "its analysis is inconclusive";
    const why = run.message === undefined || run.message === "" ? "" : ` (${run.message})`;
    return `analysis run ${run.name ?? ""} is inconclusive${why}`;
}
/** `Paused: CanaryPauseStep, step 3 of 8`. */
function sayingOf({ status, spec }) {
    const said = [status?.phase ?? "Progressing", status?.message].filter(Boolean).join(": ");
    const count = spec.strategy?.canary?.steps?.length ?? 0;
    const index = status?.currentStepIndex;
    return index === undefined || index >= count ? said : `${said}, step ${index + 1} of ${count}`;
}

;// CONCATENATED MODULE: ./packages/platforms/lib/kubernetes/engines/argo/previous-mark.js

/**
 * Annotation of a Rollout whose new release has all traffic but is not promoted here yet: the release to go back to, as JSON.
 * Argo Rollouts calls a release stable as soon as its last step is through.
 */
const PREVIOUS = "deploy-actions/previous";
function writePrevious({ release, hash }) {
    return JSON.stringify({ ...release, hash });
}
/** What the annotation remembers; `undefined`: nothing, or nothing that can be read. */
function previousOf(metadata) {
    try {
        const facts = JSON.parse(metadata.annotations?.[PREVIOUS] ?? "null");
        if (!(0,lib/* isObject */.Gv)(facts) || typeof facts.version !== "string" || typeof facts.hash !== "string")
            return undefined;
        return {
            release: {
                version: facts.version,
                ...(typeof facts.commit === "string" ? { commit: facts.commit } : {}),
                ...(typeof facts.artifact === "string" ? { artifact: facts.artifact } : {}),
            },
            hash: facts.hash,
        };
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./packages/platforms/lib/kubernetes/engines/argo/stops.js

/** Weight of a setWeight in per cent: a router may have finer ones than hundredths. */
function percentOf(rollout, weight) {
    const max = rollout.spec.strategy?.canary?.trafficRouting?.maxTrafficWeight ?? 100;
    return Math.round((weight / max) * 10_000) / 100;
}
/** The pauses of the canary steps, in order. */
function stopsOf(rollout) {
    const canary = rollout.spec.strategy?.canary;
    const stops = [];
    let weight = 0;
    let from = 0;
    let isScaled = false;
    (canary?.steps ?? []).forEach((step, index) => {
        if (step.setWeight !== undefined) {
            weight = percentOf(rollout, step.setWeight);
            from = index;
        }
        if (step.setCanaryScale !== undefined)
            isScaled = isScaledUp(step.setCanaryScale);
        if (step.pause === undefined)
            return;
        const { duration } = step.pause;
        const hasPods = weight > 0 || (canary?.trafficRouting !== undefined && isScaled);
        const text = duration === undefined ? undefined : showDuration(duration);
        stops.push({ weight, from, duration: text, hasPods });
    });
    return stops;
}
/** Why a Rollout cannot hold a weight, and the steps that would let it; `undefined`: it can. 100 % is held by being promoted. */
function stopProblem(rollout, weight, describe) {
    const { strategy } = rollout.spec;
    if (weight === 100)
        return undefined;
    if (strategy?.blueGreen !== undefined) {
        if (weight > 0) {
            return `${describe} is blue-green and moves all traffic at once: ${(0,lib/* formatPercent */.l9)(weight)} is not possible, use steps of 0 % and 100 %`;
        }
        const { autoPromotionEnabled, autoPromotionSeconds } = strategy.blueGreen;
        return autoPromotionEnabled === false && !((autoPromotionSeconds ?? 0) > 0)
            ? undefined
            : `${describe} is blue-green and goes on by itself as soon as the new pods are up: set \`autoPromotionEnabled: false\` (and no autoPromotionSeconds) in its strategy`;
    }
    const stops = stopsOf(rollout);
    const here = stops.filter((stop) => Math.abs(stop.weight - weight) < 0.006);
    if (here.some(({ duration, hasPods }) => duration === undefined && hasPods))
        return undefined;
    const timed = here.find(({ hasPods }) => hasPods);
    if (timed !== undefined) {
        return `the pause of ${describe} at ${(0,lib/* formatPercent */.l9)(weight)} ends by itself after ${timed.duration}: write \`- pause: {}\` there`;
    }
    if (weight === 0) {
        return strategy?.canary?.trafficRouting === undefined
            ? `${describe} has no trafficRouting, so no pod of the candidate runs at 0 %: leave the step of 0 % out`
            : `${describe} holds no candidate at 0 %: begin its canary steps with \`- setCanaryScale: {replicas: 1}\` and \`- pause: {}\``;
    }
    const found = stops.length === 0
        ? "stops nowhere"
        : `stops at ${[...new Set(stops.map((stop) => (0,lib/* formatPercent */.l9)(stop.weight)))].join(", ")}`;
    const scale = Number.isInteger(weight)
        ? `\`- setWeight: ${weight}\``
        : `a setWeight of ${(0,lib/* formatPercent */.l9)(weight, 2)}`;
    return `${describe} ${found}, not at ${(0,lib/* formatPercent */.l9)(weight, 2)}: add ${scale} and \`- pause: {}\` to its canary steps`;
}
/** The stop at which a weight is held, if there is one. */
function stopAt(rollout, weight) {
    return stopsOf(rollout).find((stop) => Math.abs(stop.weight - weight) < 0.006 && stop.duration === undefined && stop.hasPods);
}
function isScaledUp(scale) {
    return (scale.replicas ?? 0) > 0 || (scale.weight ?? 0) > 0;
}
/** Seconds, or a text such as `10m`. */
function showDuration(duration) {
    return typeof duration === "number" || /^\d+$/.test(duration) ? `${duration}s` : duration;
}

;// CONCATENATED MODULE: ./packages/platforms/lib/kubernetes/engines/argo/rollout-look.js










/** Name of the Rollout in messages. */
function describeRollout({ client, target }) {
    return `Rollout ${client.namespace}/${target.workload.name}`;
}
/** Reads Rollout and ReplicaSets; with `faults` also the pods of a candidate that is not up. */
async function lookAtRollout(options, signal, { faults } = { faults: true }) {
    const { client, target } = options;
    const read = await client.read(ROLLOUTS, target.workload.name, signal);
    if (read === undefined) {
        const traffic = { stable: null, candidate: null, candidateWeight: 0, revision: (0,fingerprint/* fingerprint */.R)("none") };
        const nothing = { replicaSets: [], wanted: undefined, stableSet: undefined };
        return { rollout: undefined, ...nothing, traffic, isUnconfirmed: false, isFirst: false };
    }
    const replicaSets = await replicaSetsOf(options, read, signal);
    const rollout = isBehind(options, read, replicaSets) ? unseen(read) : read;
    const facts = factsOf(options, rollout, replicaSets);
    const { stable, candidate, weight, stableSet, candidateSet } = facts;
    const share = shareOfPods(rollout, stableSet, candidateSet);
    const traffic = {
        stable: stable === undefined ? null : showStable(stable, facts.wayBack ?? stableSet, rollout),
        candidate: candidate === undefined
            ? null
            : await showCandidate(options, rollout, candidate, candidateSet, faults, signal),
        candidateWeight: weight,
        ...(candidate === undefined || share === undefined || Math.abs(share - weight) < 0.05
            ? {}
            : { actualShare: share }),
        engine: engineOf(rollout, candidate !== undefined && !isThrough(rollout, facts), options.clock.now()),
        revision: (0,fingerprint/* fingerprint */.R)(rollout.metadata.uid, stable?.version, candidate?.version, compact(rollout.spec.template), weight, rollout.status?.abort === true, rollout.metadata.annotations?.[kubernetes_marks/* MARKS */.j7.first]),
    };
    const { wanted, isUnconfirmed, isFirst } = facts;
    return { rollout, replicaSets, wanted, stableSet, traffic, isUnconfirmed, isFirst };
}
/** Without what says nothing: Argo Rollouts writes such fields into a new Rollout (`resources: {}`, `creationTimestamp: null`). */
function compact(value) {
    if (Array.isArray(value))
        return value.map(compact);
    if (!(0,lib/* isObject */.Gv)(value))
        return value;
    const entries = Object.entries(value).map(([key, one]) => [key, compact(one)]);
    const kept = entries.filter(([, one]) => one !== null && !((0,lib/* isObject */.Gv)(one) && Object.keys(one).length === 0));
    return Object.fromEntries(kept.sort(([a], [b]) => a.localeCompare(b)));
}
/**
 * Argo Rollouts creates the ReplicaSet of a new template and writes the generation it has seen before it writes the hash of that
 * ReplicaSet: in between its status is still of the template before, and may say Healthy.
 */
function isBehind(options, rollout, replicaSets) {
    const { status } = rollout;
    // One it refuses never gets a hash.
    if (status?.conditions?.some(({ type }) => type === "InvalidSpec"))
        return false;
    const set = replicaSets.find(({ metadata }) => metadata.labels?.[HASH_LABEL] === status?.currentPodHash);
    if (set === undefined || rollout.spec.template === undefined)
        return false;
    const { target } = options;
    const ofSet = (0,stable_release/* templateRelease */.yq)(set.spec.template, target, `ReplicaSet ${set.metadata.name}`).release;
    const ofTemplate = (0,stable_release/* templateRelease */.yq)(rollout.spec.template, target, describeRollout(options)).release;
    return !isSameRelease(ofSet, ofTemplate);
}
/** As if it had not answered the last change yet. */
function unseen(rollout) {
    const { metadata, status } = rollout;
    return { ...rollout, status: { ...status, observedGeneration: String((metadata.generation ?? 1) - 1) } };
}
/** The template of a Rollout. Error: `config` when it has none of its own. */
function templateOf(rollout, describe) {
    const { template, workloadRef } = rollout.spec;
    if (template !== undefined && workloadRef === undefined)
        return template;
    const where = workloadRef === undefined ? "nowhere" : `${workloadRef.kind ?? ""} ${workloadRef.name ?? ""}`;
    throw new lib/* ActionError */.lZ("config", `${describe} takes its pods from ${where} (workloadRef), not from a template.`, { hint: "Put the pod template into the Rollout (spec.template): releases are changed there." });
}
/** Argo Rollouts itself has nothing more to do with the candidate. */
function isThrough({ status }, { isUnconfirmed, isFirst }) {
    return isUnconfirmed || (isFirst && status?.phase === "Healthy");
}
function factsOf(options, rollout, replicaSets) {
    const { target } = options;
    const describe = describeRollout(options);
    const { status, metadata, spec } = rollout;
    const template = (0,stable_release/* templateRelease */.yq)(templateOf(rollout, describe), target, describe);
    const setOf = (hash) => replicaSets.find((one) => one.metadata.labels?.[HASH_LABEL] === hash && hash !== undefined);
    const current = isSeen(rollout) ? setOf(status?.currentPodHash) : undefined;
    const stableSet = setOf(status?.stableRS);
    const isFirst = metadata.annotations?.[kubernetes_marks/* MARKS */.j7.first] !== undefined;
    const base = { stableSet, wanted: template.release, isUnconfirmed: false, isFirst, wayBack: undefined };
    const none = { candidate: undefined, candidateSet: undefined, weight: 0 };
    if (isFirst) {
        // Nobody to share with: users reach it as soon as its pods are up.
        const candidate = template.isMarked ? template.release : undefined;
        const candidateSet = current ?? latestOf(replicaSets, template.release, options);
        return { ...base, ...none, stable: undefined, candidate, candidateSet };
    }
    // Without pods and without a mark it is only the form of a Rollout, waiting for its first release.
    if (!template.isMarked && spec.replicas === 0)
        return { ...base, ...none, stable: undefined };
    if (stableSet === undefined)
        return { ...base, ...none, stable: template.release };
    const stable = (0,stable_release/* templateRelease */.yq)(stableSet.spec.template, target, `ReplicaSet ${stableSet.metadata.name}`);
    const isOn = isSeen(rollout)
        ? status?.currentPodHash !== status?.stableRS
        : !isSameRelease(template.release, stable.release);
    const previous = previousOf(metadata);
    const isUnconfirmed = previous !== undefined && previous.release.version !== stable.release.version;
    if (isOn) {
        const weight = weightOf(rollout, stableSet, current);
        if (isUnconfirmed && previous.release.version === template.release.version) {
            // On its way back to the release of before.
            return {
                ...base,
                stable: previous.release,
                candidate: stable.release,
                candidateSet: stableSet,
                weight: 100 - weight,
                wayBack: current,
                isUnconfirmed,
            };
        }
        return { ...base, stable: stable.release, candidate: template.release, candidateSet: current, weight };
    }
    if (isUnconfirmed) {
        return {
            ...base,
            stable: previous.release,
            candidate: stable.release,
            candidateSet: stableSet,
            weight: 100,
            wayBack: setOf(previous.hash),
            isUnconfirmed,
        };
    }
    return { ...base, ...none, stable: stable.release };
}
function isSameRelease(one, other) {
    return one.version === other.version && one.artifact === other.artifact;
}
function latestOf(replicaSets, release, { target }) {
    return replicaSets.find(({ spec, metadata }) => (0,stable_release/* templateRelease */.yq)(spec.template, target, `ReplicaSet ${metadata.name}`).release.version ===
        release.version);
}
/** Per cent of the traffic the candidate has: as the router was told, or as the steps that are through say of the pods. */
function weightOf(rollout, stableSet, current) {
    const { spec, status } = rollout;
    const hash = status?.currentPodHash;
    if (!isSeen(rollout))
        return 0;
    if (spec.strategy?.blueGreen !== undefined)
        return status?.blueGreen?.activeSelector === hash ? 100 : 0;
    const canary = spec.strategy?.canary;
    if (canary?.trafficRouting !== undefined) {
        const given = status?.canary?.weights?.canary;
        return given?.podTemplateHash === hash ? percentOf(rollout, given?.weight ?? 0) : 0;
    }
    if (status?.abort === true)
        return shareOfPods(rollout, stableSet, current) ?? 0;
    const steps = canary?.steps ?? [];
    const index = status?.currentStepIndex ?? 0;
    if (index >= steps.length)
        return shareOfPods(rollout, stableSet, current) ?? 0;
    // The step it is at is not through yet.
    const last = steps.slice(0, index).findLast(({ setWeight }) => setWeight !== undefined);
    return last?.setWeight === undefined ? 0 : percentOf(rollout, last.setWeight);
}
/** The share the pods make, where they are the share. */
function shareOfPods({ spec }, stableSet, current) {
    if (spec.strategy?.canary === undefined || spec.strategy.canary.trafficRouting !== undefined)
        return undefined;
    const candidate = current?.status?.availableReplicas ?? 0;
    const total = candidate + (stableSet === current ? 0 : (stableSet?.status?.availableReplicas ?? 0));
    return total === 0 ? 0 : Math.round((candidate / total) * 10_000) / 100;
}
function showStable(release, set, rollout) {
    if ((set?.status?.availableReplicas ?? 0) > 0)
        return { release, ready: true };
    const said = [rollout.status?.phase, rollout.status?.message].filter(Boolean).join(": ");
    return { release, ready: false, detail: `no pod of it is available (${said})` };
}
async function showCandidate(options, rollout, release, set, faults, signal) {
    const { client, clock } = options;
    const { status } = rollout;
    if (!isSeen(rollout) || set === undefined) {
        return { release, ready: false, detail: "Argo Rollouts has not seen the change yet" };
    }
    const available = set.status?.availableReplicas ?? 0;
    const desired = set.spec.replicas ?? 0;
    const pods = `${available} of ${desired} pods available`;
    const found = available < desired && faults ? await podsOf() : undefined;
    const invalid = invalidityOf(rollout, clock.now());
    if (status?.abort === true || invalid?.isCertain === true) {
        const failure = found?.failure ?? takenBack(rollout, release);
        return { release, ready: false, detail: failure.text, failure };
    }
    if (found?.failure !== undefined)
        return { release, ready: false, detail: found.failure.text, failure: found.failure };
    if (available > 0)
        return { release, ready: true };
    const none = "no pod of it runs at 0 %";
    return { release, ready: false, detail: invalid?.text ?? found?.detail ?? (desired === 0 ? none : pods) };
    function podsOf() {
        // Its pods are those of this ReplicaSet, its conditions those of the Rollout.
        const asDeployment = {
            ...rollout,
            spec: {
                selector: set?.spec.selector ?? {},
                template: set?.spec.template ?? { spec: { containers: [] } },
            },
            status: { conditions: status?.conditions ?? [] },
        };
        return (0,diagnose/* diagnose */.h)(client, asDeployment, clock.now(), signal);
    }
}
function takenBack({ status }, release) {
    const said = [status?.phase, status?.message].filter(Boolean).join(": ");
    const text = (0,lib/* printable */.g$)(`Argo Rollouts took ${release.version} back (${said})`);
    return { reason: "rolled_back", text, lines: [] };
}
async function replicaSetsOf({ client }, rollout, signal) {
    const all = await client.list(kubernetes_client/* REPLICA_SETS */.t4, { labelSelector: HASH_LABEL }, signal);
    return all.filter(({ metadata }) => metadata.ownerReferences?.some(({ uid, controller }) => uid === rollout.metadata.uid && controller === true));
}

;// CONCATENATED MODULE: ./packages/platforms/lib/kubernetes/engines/argo/change-template.js








const EPHEMERAL = "rollout.argoproj.io/ephemeral-metadata";
const REVISION = "rollout.argoproj.io/revision";
/** Gives the Rollout another template, if it is still as it was read; that is what starts Argo Rollouts. */
async function changeTemplate(options, rollout, template, annotations, signal) {
    const { client, target } = options;
    const describe = describeRollout(options);
    if (rollout.spec.paused === true) {
        throw new lib/* ActionError */.lZ("config", `${describe} is paused by a person (spec.paused): it would not move.`, {
            hint: `kubectl argo rollouts promote ${rollout.metadata.name} -n ${client.namespace}`,
        });
    }
    const { container, index } = (0,release_image/* containerOf */.t8)(templateOf(rollout, describe), target.container, describe);
    const at = (0,json_pointer/* pointer */.W)("spec", "template", "spec", "containers", index);
    const operations = [
        { op: "test", path: `${at}/name`, value: container.name },
        ...(container.image === undefined
            ? []
            : [{ op: "test", path: `${at}/image`, value: container.image }]),
        { op: "replace", path: (0,json_pointer/* pointer */.W)("spec", "template"), value: template },
        ...(0,annotation_operations/* annotationOperations */.O)(rollout.metadata, annotations),
    ];
    await client.patch(ROLLOUTS, rollout.metadata.name, { type: "json", operations }, signal);
}
/** The template a ReplicaSet was made from (what `kubectl argo rollouts undo` puts back), so that its very pods serve again. */
function templateOfSet(set) {
    const { template } = set.spec;
    const ephemeral = ephemeralOf(set);
    const { labels, annotations, ...metadata } = template.metadata ?? {};
    const ownLabels = without(labels, [HASH_LABEL, ...ephemeral.labels]);
    const ownAnnotations = without(annotations, ephemeral.annotations);
    return {
        ...template,
        metadata: {
            ...metadata,
            ...(Object.keys(ownLabels).length === 0 ? {} : { labels: ownLabels }),
            // An empty map would make another hash, and with it other pods.
            ...(Object.keys(ownAnnotations).length === 0 ? {} : { annotations: ownAnnotations }),
        },
    };
}
/** The template of an earlier release: that of the newest ReplicaSet that ran it, else the current one with its image. */
function templateForRelease(options, look, rollout, release) {
    const { target } = options;
    const describe = describeRollout(options);
    const revisionOf = ({ metadata }) => Number(metadata.annotations?.[REVISION] ?? 0);
    const [found] = look.replicaSets
        .filter(({ spec, metadata }) => (0,stable_release/* templateRelease */.yq)(spec.template, target, `ReplicaSet ${metadata.name}`).release.version ===
        release.version)
        .sort((a, b) => revisionOf(b) - revisionOf(a));
    if (found === undefined) {
        const template = (0,release_template/* releaseTemplate */.S)(target, templateOf(rollout, describe), release, describe);
        return { template, from: "the image of the release" };
    }
    return { template: templateOfSet(found), from: `revision ${revisionOf(found)}` };
}
/** Names of the labels and annotations Argo Rollouts has put into a ReplicaSet for its role (canaryMetadata, stableMetadata). */
function ephemeralOf({ metadata }) {
    try {
        const parsed = JSON.parse(metadata.annotations?.[EPHEMERAL] ?? "{}");
        return {
            labels: Object.keys(parsed?.labels ?? {}),
            annotations: Object.keys(parsed?.annotations ?? {}),
        };
    }
    catch {
        return { labels: [], annotations: [] };
    }
}
function without(entries, names) {
    return Object.fromEntries(Object.entries(entries ?? {}).filter(([name]) => !names.includes(name)));
}

// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/field-managers.js
var field_managers = __webpack_require__(64092);
;// CONCATENATED MODULE: ./packages/platforms/lib/kubernetes/engines/argo/status-patch.js



/** Changes the status of a Rollout; Argo Rollouts before 0.10 has no subresource for it. */
async function patchStatus({ client, target }, patch, signal) {
    const { name } = target.workload;
    try {
        await client.patch(ROLLOUTS, name, patch, signal, "status");
    }
    catch (error) {
        // A missing subresource and a missing Rollout look alike: the second call tells them apart.
        if (!(error instanceof lib/* ActionError */.lZ) || error.code !== "config")
            throw error;
        await client.patch(ROLLOUTS, name, patch, signal);
    }
}
/** As `kubectl argo rollouts abort`, `retry` and `promote --full` write it. */
function statusIs(field, value) {
    return { type: "merge", body: { status: { [field]: value } } };
}
/**
 * Lets a paused Rollout go on, or with `to` on from that step. Under a test of the very pause that was seen: sent twice, a plain
 * change would go past the next pause too.
 */
function resume({ status }, to) {
    const path = (field) => (0,json_pointer/* pointer */.W)("status", field);
    const { pauseConditions, currentStepIndex } = status ?? {};
    const operations = [
        { op: "test", path: path("pauseConditions"), value: pauseConditions ?? null },
        ...(currentStepIndex === undefined
            ? []
            : [{ op: "test", path: path("currentStepIndex"), value: currentStepIndex }]),
        { op: "remove", path: path("pauseConditions") },
        ...(to === undefined
            ? []
            : [
                // It was not the pause at which it is now that ended.
                { op: "add", path: path("controllerPause"), value: false },
                { op: "add", path: path("currentStepIndex"), value: to },
            ]),
    ];
    return { type: "json", operations };
}
/** Past a pause that was ended already, as a second `kubectl argo rollouts promote` writes it; under a test that it is still there. */
function pastMissedPause({ status }) {
    const path = (field) => (0,json_pointer/* pointer */.W)("status", field);
    const index = status?.currentStepIndex ?? 0;
    return {
        type: "json",
        operations: [
            { op: "test", path: path("controllerPause"), value: true },
            { op: "test", path: path("pauseConditions"), value: null },
            { op: "test", path: path("currentStepIndex"), value: index },
            { op: "add", path: path("controllerPause"), value: false },
            { op: "add", path: path("currentStepIndex"), value: index + 1 },
        ],
    };
}

;// CONCATENATED MODULE: ./packages/platforms/lib/kubernetes/engines/argo/waker.js

/** Annotation that is written and taken away to make the controller look; it stays only where a run died in between. */
const WAKE = "deploy-actions/look";
/** A controller that answers at all has moved long before. */
const MISSED_AFTER_MS = 5_000;
/**
 * Makes the controller of a Rollout look at it again while nothing moves: it takes its own write for the newest state and may pass over
 * the event of what it was told (seen with Argo Rollouts 1.8.3), and then nothing else makes it look.
 */
class Waker {
    #options;
    #mark = "";
    #stillSinceMs = 0;
    #afterMs = MISSED_AFTER_MS;
    constructor(options) {
        this.#options = options;
    }
    /**
     * Takes in what is seen as text; where it has been the same for long, and each time twice as long, changes something that says
     * nothing, and takes that back. Whether it did.
     */
    async see(mark, signal) {
        const { client, clock, log, target } = this.#options;
        const now = clock.now();
        if (mark !== this.#mark) {
            this.#mark = mark;
            this.#stillSinceMs = now;
            this.#afterMs = MISSED_AFTER_MS;
        }
        if (now - this.#stillSinceMs < this.#afterMs)
            return false;
        this.#afterMs *= 2;
        log.debug(`Rollout ${target.workload.name} does not move: its controller is made to look again.`);
        for (const value of ["again", null]) {
            const body = { metadata: { annotations: { [WAKE]: value } } };
            await client.patch(ROLLOUTS, target.workload.name, { type: "merge", body }, signal);
        }
        return true;
    }
}

;// CONCATENATED MODULE: ./packages/platforms/lib/kubernetes/engines/argo/drive-rollout.js








const FIRST_POLL_MS = 100;
const LONGEST_POLL_MS = 1_000;
const FAULTS_EVERY_MS = 2_000;
/**
 * Lets Argo Rollouts go on with a release until the goal is reached, resuming it at each pause before; its own analyses are waited
 * for, never skipped. The time allowed counts from the last move. Errors: `conflict` when its template is of another release.
 */
async function driveTo(options, version, goal, signal) {
    const { clock, target } = options;
    let movedAt = clock.now();
    let lookedForFaultsAt = movedAt;
    const waker = new Waker(options);
    let pollMs = FIRST_POLL_MS;
    let mark = "";
    for (;;) {
        const now = clock.now();
        const faults = now - lookedForFaultsAt >= FAULTS_EVERY_MS || now - movedAt >= target.readyTimeoutMs;
        if (faults)
            lookedForFaultsAt = now;
        const look = await lookAtRollout(options, signal, { faults });
        const { rollout, traffic } = look;
        if (rollout === undefined || look.wanted?.version !== version)
            throw isAnother(options, version, look);
        if (traffic.candidate === null || look.isUnconfirmed)
            return { kind: "there", look };
        const failure = traffic.candidate.failure;
        if (failure !== undefined) {
            return { kind: "not-there", look, text: [failure.text, ...failure.lines].join("\n") };
        }
        if (isObserved(rollout)) {
            const step = await stepOn(options, look, rollout, goal, signal);
            if (step !== undefined)
                return step;
        }
        else if (now - movedAt >= MISSED_AFTER_MS && hasMissedResume(rollout)) {
            options.log.debug(`${describeRollout(options)} was resumed, but its controller has not noticed: told again.`);
            await unlessMoved(patchStatus(options, pastMissedPause(rollout), signal));
            movedAt = now;
        }
        const seen = JSON.stringify([rollout.status, traffic.candidateWeight]);
        await waker.see(seen, signal);
        if (seen !== mark) {
            mark = seen;
            movedAt = now;
            pollMs = FIRST_POLL_MS;
        }
        if (now - movedAt >= target.readyTimeoutMs) {
            const why = traffic.candidate.detail ?? sayingOf(rollout);
            const text = `${describeRollout(options)} does not move for ${(0,lib/* formatDuration */.a3)(target.readyTimeoutMs)} (${sayingOf(rollout)}): ${why}`;
            return { kind: "not-there", look, text };
        }
        await clock.sleep(pollMs, signal);
        pollMs = Math.min(LONGEST_POLL_MS, pollMs * 1.5);
    }
}
/** Goes on at a pause, if it has to; an answer ends the drive. */
async function stepOn(options, look, rollout, goal, signal) {
    const isPaused = (rollout.status?.pauseConditions ?? []).length > 0;
    if (!isPaused)
        return goal === "stop" ? atOwnWork(look, rollout) : undefined;
    if (goal === "stop")
        return { kind: "there", look };
    if (isInconclusive(rollout)) {
        const text = `${describeRollout(options)} waits for a person: ${analysisText(rollout)}`;
        return { kind: "not-there", look, text };
    }
    const weight = look.traffic.candidateWeight;
    if (goal !== "end" && Math.abs(weight - goal) < 0.006)
        return { kind: "there", look };
    const back = goal !== "end" && weight > goal ? stopAt(rollout, goal)?.from : undefined;
    const to = goal === "end" ? "its end" : (0,lib/* formatPercent */.l9)(goal);
    options.log.debug(`${describeRollout(options)} goes on from ${(0,lib/* formatPercent */.l9)(weight)} to ${to}.`);
    await unlessMoved(patchStatus(options, resume(rollout, back), signal));
    return undefined;
}
/** A Rollout that has moved since it was looked at refuses the change: the next look decides. */
async function unlessMoved(change) {
    await change.catch((error) => {
        if (!(error instanceof lib/* ActionError */.lZ) || error.code !== "conflict")
            throw error;
    });
}
/** At a pause whose conditions are gone: its controller goes on when it looks again, but nothing makes it look (see {@link Waker}). */
function hasMissedResume(rollout) {
    return isSeen(rollout) && isUnpausing(rollout.status ?? {}) && currentStep(rollout)?.pause !== undefined;
}
/** Nothing to wait for here when it runs an analysis of its own, or has no pause before its end. */
function atOwnWork(look, rollout) {
    if (look.traffic.candidate?.ready !== true)
        return undefined;
    const step = currentStep(rollout);
    const isWorking = step?.analysis !== undefined || step?.experiment !== undefined || step?.plugin !== undefined;
    const rest = rollout.spec.strategy?.canary?.steps?.slice(rollout.status?.currentStepIndex ?? 0) ?? [];
    const isCanary = rollout.spec.strategy?.canary !== undefined;
    const goesToEnd = isCanary && rest.every(({ pause }) => pause === undefined);
    return isWorking || goesToEnd ? { kind: "there", look } : undefined;
}
/**
 * Waits until Argo Rollouts shows what is asked for, and makes its controller look again where nothing moves: it may have missed what
 * it was told (see {@link Waker}), and `again` tells it once more. Error: `remote` when it does not move for the time a release has.
 */
async function untilRollout(options, isDone, what, signal, again) {
    const { clock, target } = options;
    let movedAt = clock.now();
    let pollMs = FIRST_POLL_MS;
    const waker = new Waker(options);
    let mark = "";
    for (;;) {
        const look = await lookAtRollout(options, signal, { faults: false });
        if (isDone(look))
            return look;
        const now = clock.now();
        const seen = JSON.stringify([look.rollout?.status, look.replicaSets.map(({ status }) => status)]);
        if (seen !== mark) {
            mark = seen;
            movedAt = now;
            pollMs = FIRST_POLL_MS;
        }
        if (look.rollout !== undefined && (await waker.see(seen, signal)))
            await again?.(look);
        if (now - movedAt >= target.readyTimeoutMs) {
            const { traffic, rollout } = await lookAtRollout(options, signal);
            const failure = traffic.candidate?.failure;
            const said = rollout === undefined ? "it is gone" : sayingOf(rollout);
            throw new lib/* ActionError */.lZ("remote", [
                `${describeRollout(options)} does not move for ${(0,lib/* formatDuration */.a3)(target.readyTimeoutMs)} while ${what} (${said}).`,
                ...(failure === undefined ? [] : [failure.text, ...failure.lines]),
            ].join("\n"), {
                hint: "Run again: it goes on from there. Is the controller of Argo Rollouts running? Its log says what it waits for.",
            });
        }
        await clock.sleep(pollMs, signal);
        pollMs = Math.min(LONGEST_POLL_MS, pollMs * 1.5);
    }
}
function isAnother(options, version, { rollout, wanted }) {
    const describe = describeRollout(options);
    if (rollout === undefined)
        return new lib/* ActionError */.lZ("conflict", `${describe} was removed meanwhile.`);
    const by = (0,field_managers/* lastManagerOf */.f)(rollout.metadata, ["spec", "template"]);
    return new lib/* ActionError */.lZ("conflict", `${describe} was to run ${version}, but its template is of ${wanted?.version ?? "another release"} now${by === undefined ? "" : `: ${by} wrote it`}.`, {
        hint: `Nothing more was changed. A controller (GitOps) that holds the Rollout as it is in a repository writes the template back: let it ignore the image of ${describe}, or deploy by the repository. Then run again.`,
    });
}

// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/deployment/base-deployment.js
var base_deployment = __webpack_require__(80552);
// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/manifests/manifests.js
var manifests_manifests = __webpack_require__(52412);
;// CONCATENATED MODULE: ./packages/platforms/lib/kubernetes/engines/argo/first-deploy.js











/**
 * Starts the first release. Argo Rollouts takes no steps for it; a Rollout that waits with 0 replicas becomes stable with the new
 * template first and gets its pods then, so that no pod of the waiting form ever starts.
 */
async function startFirst(options, look, release, signal) {
    const { client, target } = options;
    const { rollout } = look;
    if (rollout === undefined) {
        await create(options, release, signal);
    }
    else {
        if (look.wanted?.version !== release.version || !look.isFirst) {
            const describe = describeRollout(options);
            const template = (0,release_template/* releaseTemplate */.S)(target, templateOf(rollout, describe), release, describe);
            const first = rollout.metadata.annotations?.[kubernetes_marks/* MARKS */.j7.first] ?? base_deployment/* FIRST */.RK.form;
            await changeTemplate(options, rollout, template, { [kubernetes_marks/* MARKS */.j7.first]: first }, signal);
        }
        await becomeStable(options, signal);
        const body = { spec: { replicas: Math.max(1, rollout.spec.replicas ?? 1) } };
        if (rollout.spec.replicas === 0)
            await client.patch(ROLLOUTS, rollout.metadata.name, { type: "merge", body }, signal);
    }
    return untilUp(options, signal);
}
/** Undoes what an aborted first deploy left. */
async function undoFirst({ client }, rollout, signal) {
    const { name, uid, annotations } = rollout.metadata;
    if (annotations?.[kubernetes_marks/* MARKS */.j7.first] === base_deployment/* FIRST */.RK.created) {
        await client.remove(ROLLOUTS, name, signal, uid === undefined ? {} : { uid });
        return;
    }
    const none = { [kubernetes_marks/* MARKS */.j7.version]: null, [kubernetes_marks/* MARKS */.j7.image]: null, [kubernetes_marks/* MARKS */.j7.commit]: null, [kubernetes_marks/* MARKS */.j7.artifact]: null };
    const body = {
        metadata: { annotations: { [kubernetes_marks/* MARKS */.j7.first]: null } },
        spec: { replicas: 0, template: { metadata: { annotations: none } } },
    };
    await client.patch(ROLLOUTS, name, { type: "merge", body }, signal);
}
async function create(options, release, signal) {
    const { client, target } = options;
    const { name } = target.workload;
    const manifests = await (0,manifests_manifests/* readManifests */.PX)(options, signal);
    const isMeant = ({ kind, metadata }) => kind === "Rollout" && metadata.name === name;
    const base = manifests.find(isMeant);
    if (base === undefined) {
        // Names the Rollouts that are there.
        const error = await client.require(ROLLOUTS, name, signal).catch((reason) => reason);
        const text = error instanceof lib/* ActionError */.lZ ? error.message : `There is no Rollout "${name}".`;
        throw new lib/* ActionError */.lZ("config", text, {
            hint: "For a first deploy, name the manifest of the Rollout in `manifests` of the target, or create it with 0 replicas.",
        });
    }
    const others = manifests.filter((manifest) => !isMeant(manifest));
    await (0,manifests_manifests/* applyMissing */.xg)(client, others, signal);
    const describe = describeRollout(options);
    const template = (0,release_template/* releaseTemplate */.S)(target, templateOf(base, describe), release, describe);
    const annotations = { ...base.metadata.annotations, [kubernetes_marks/* MARKS */.j7.first]: base_deployment/* FIRST */.RK.created };
    const metadata = { ...base.metadata, namespace: client.namespace, annotations };
    await client.create(ROLLOUTS, { ...base, metadata, spec: { ...base.spec, template } }, signal);
}
async function becomeStable(options, signal) {
    const isStable = ({ rollout }) => {
        const { currentPodHash, stableRS } = rollout?.status ?? {};
        return rollout !== undefined && isObserved(rollout) && currentPodHash === stableRS && stableRS !== "";
    };
    const isSeen = ({ rollout }) => rollout !== undefined &&
        (rollout.status?.currentPodHash ?? "") !== "" &&
        (isObserved(rollout) || rollout.spec.replicas !== 0);
    const what = "the first release becomes its stable one";
    const look = await untilRollout(options, isSeen, what, signal);
    // With pods it is Argo Rollouts that has to see them up before.
    if (isStable(look) || look.rollout?.spec.replicas !== 0)
        return;
    await patchStatus(options, statusIs("promoteFull", true), signal);
    await untilRollout(options, isStable, what, signal);
}
/** Until Argo Rollouts says Healthy (before, a pod that is up may not stay), or it is clear that it will not. */
async function untilUp(options, signal) {
    const { clock, target } = options;
    const deadline = clock.now() + target.readyTimeoutMs;
    const waker = new Waker(options);
    for (;;) {
        const look = await lookAtRollout(options, signal);
        const { candidate } = look.traffic;
        const { rollout } = look;
        const isHealthy = rollout !== undefined && isObserved(rollout) && rollout.status?.phase === "Healthy";
        if ((candidate?.ready === true && isHealthy) ||
            candidate?.failure !== undefined ||
            clock.now() >= deadline)
            return look;
        if (rollout !== undefined)
            await waker.see(JSON.stringify([rollout.status, candidate]), signal);
        await clock.sleep(UP_POLL_MS, signal);
    }
}
const UP_POLL_MS = 300;

;// CONCATENATED MODULE: ./packages/platforms/lib/kubernetes/engines/argo/end-rollout.js












/** Lets Argo Rollouts go on to its end and waits until it calls the release stable; see `Platform.promote`. */
async function promote(options, release, precondition, signal) {
    const seen = await lookAtRollout(options, signal);
    if ((0,traffic_state/* isAllStable */.fu)(seen.traffic, release))
        return seen.traffic;
    (0,guards/* requireRevision */.nf)(seen.traffic, precondition, "promote", undefined);
    (0,guards/* requireCandidate */.Vg)(seen.traffic, release);
    const what = `${release.version} cannot be promoted`;
    // Just scaled from nothing, Argo Rollouts may replace a pod once more; nobody else serves meanwhile.
    const now = seen.isFirst ? await untilUp(options, signal) : seen;
    (0,guards/* requireReady */.VF)(now.traffic, what);
    if (!now.isFirst && !now.isUnconfirmed) {
        const drive = await driveTo(options, release.version, "end", signal);
        if (drive.kind === "not-there") {
            const failed = drive.look.traffic.candidate?.failure !== undefined;
            throw new lib/* ActionError */.lZ(failed ? "conflict" : "remote", `${what}: ${drive.text}`);
        }
    }
    await untilHealthy(options, `${release.version} becomes stable`, signal);
    await removeMarks(options, signal);
    return (await lookAtRollout(options, signal)).traffic;
}
/** Gives all traffic back and leaves the Rollout as it was, not degraded; see `Platform.abort`. */
async function abort(options, precondition, signal) {
    const now = await lookAtRollout(options, signal);
    if (now.traffic.candidate === null || now.rollout === undefined) {
        // What a run that died after its last change has left.
        if (isMarked(now))
            await removeMarks(options, signal);
        return now.traffic;
    }
    (0,guards/* requireRevision */.nf)(now.traffic, precondition, "abort", undefined);
    await takeBack(options, now, now.rollout, signal);
    return (await lookAtRollout(options, signal)).traffic;
}
/** Makes an earlier release stable again, past all steps; see `Platform.restore`. */
async function restore(options, release, precondition, signal) {
    const now = await lookAtRollout(options, signal);
    const isDone = (0,traffic_state/* isAllStable */.fu)(now.traffic, release) && now.traffic.stable?.ready === true;
    if (isDone && !isMarked(now))
        return now.traffic;
    if (!isDone)
        (0,guards/* requireRevision */.nf)(now.traffic, precondition, "restore", undefined);
    const { client, target } = options;
    const rollout = now.rollout ?? (await client.require(ROLLOUTS, target.workload.name, signal));
    if (now.traffic.stable?.release.version === release.version) {
        if (now.traffic.candidate !== null)
            await takeBack(options, now, rollout, signal);
    }
    else {
        await goStraightTo(options, now, rollout, release, signal);
    }
    await untilBack(options, release, signal);
    await removeMarks(options, signal);
    return (await lookAtRollout(options, signal)).traffic;
}
async function takeBack(options, now, rollout, signal) {
    const { stable } = now.traffic;
    if (now.isFirst || stable === null)
        return undoFirst(options, rollout, signal);
    if (now.isUnconfirmed)
        return takeAllBack(options, now, rollout, stable.release, signal);
    // With a template that it sees for the first time, Argo Rollouts forgets an abort.
    const isKnown = (look) => look.rollout === undefined || isSeen(look.rollout);
    await untilRollout(options, isKnown, "its last change is seen", signal);
    if (rollout.status?.abort !== true)
        await patchStatus(options, statusIs("abort", true), signal);
    const what = `${stable.release.version} gets its traffic back`;
    // With dynamicStableScale stable grows again first: its template is put back when it has everything.
    const aborted = await untilRollout(options, (look) => look.isUnconfirmed || isTakenBack(look), what, signal);
    if (aborted.rollout === undefined || aborted.stableSet === undefined) {
        throw new lib/* ActionError */.lZ("conflict", `${describeRollout(options)} was removed meanwhile.`);
    }
    // It was faster: the abort came when its last step was through.
    if (aborted.isUnconfirmed) {
        return takeAllBack(options, aborted, aborted.rollout, stable.release, signal);
    }
    if (aborted.traffic.stable?.release.version !== stable.release.version) {
        throw new lib/* ActionError */.lZ("conflict", `${describeRollout(options)} was promoted to its end meanwhile: ${aborted.traffic.stable?.release.version ?? "another release"} is stable now.`, { hint: `Bring ${stable.release.version} back with the rollback action.` });
    }
    const template = templateOfSet(aborted.stableSet);
    // An aborted Rollout is Degraded until its template is the stable one again.
    await changeTemplate(options, aborted.rollout, template, { [PREVIOUS]: null }, signal);
    await untilHealthy(options, `${stable.release.version} is stable again`, signal);
}
/** Back from a release that has everything already. */
async function takeAllBack(options, now, rollout, release, signal) {
    await goStraightTo(options, now, rollout, release, signal);
    await untilBack(options, release, signal);
    await removeMarks(options, signal);
}
function isTakenBack({ rollout, traffic }) {
    if (rollout === undefined || traffic.candidate === null)
        return true;
    return (isObserved(rollout) &&
        rollout.status?.abort === true &&
        rollout.status.phase === "Degraded" &&
        traffic.candidateWeight === 0);
}
/** An earlier release's template, and past all steps and analyses to its end. */
async function goStraightTo(options, now, rollout, release, signal) {
    if (now.wanted?.version !== release.version) {
        const { template, from } = templateForRelease(options, now, rollout, release);
        options.log.info(`${describeRollout(options)} goes back to ${release.version} by ${from}.`);
        await changeTemplate(options, rollout, template, {}, signal);
    }
    const what = `${release.version} comes back`;
    const isThere = ({ rollout: seen }) => seen !== undefined && isObserved(seen);
    const seen = await untilRollout(options, isThere, what, signal);
    const { currentPodHash, stableRS } = seen.rollout?.status ?? {};
    if (currentPodHash !== stableRS)
        await patchStatus(options, statusIs("promoteFull", true), signal);
}
/** Until an earlier release is stable again, which goes past all steps. */
function untilBack(options, release, signal) {
    const again = async ({ rollout, wanted }) => {
        const { currentPodHash, stableRS, promoteFull } = rollout?.status ?? {};
        const isOnItsWay = rollout !== undefined && isObserved(rollout) && wanted?.version === release.version;
        if (!isOnItsWay || currentPodHash === stableRS || promoteFull === true)
            return;
        await patchStatus(options, statusIs("promoteFull", true), signal);
    };
    return untilHealthy(options, `${release.version} comes back`, signal, again);
}
/** Until Argo Rollouts says Healthy: the template's release is stable, and its pods are there. */
async function untilHealthy(options, what, signal, again) {
    const isHealthy = ({ rollout }) => {
        const status = rollout?.status;
        return (rollout !== undefined &&
            isObserved(rollout) &&
            status?.phase === "Healthy" &&
            status.currentPodHash === status.stableRS);
    };
    await untilRollout(options, isHealthy, what, signal, again);
}
function isMarked({ rollout }) {
    const annotations = rollout?.metadata.annotations ?? {};
    return annotations[PREVIOUS] !== undefined || annotations[WAKE] !== undefined;
}
/** Nothing of a rollout stays on the Rollout once it has ended. */
async function removeMarks(options, signal) {
    const { client, target } = options;
    const { name } = target.workload;
    const rollout = await client.require(ROLLOUTS, name, signal);
    const annotations = rollout.metadata.annotations ?? {};
    const marks = [PREVIOUS, kubernetes_marks/* MARKS */.j7.first, WAKE];
    if (marks.every((mark) => annotations[mark] === undefined))
        return;
    const body = { metadata: { annotations: Object.fromEntries(marks.map((mark) => [mark, null])) } };
    await client.patch(ROLLOUTS, name, { type: "merge", body }, signal);
}

;// CONCATENATED MODULE: ./packages/platforms/lib/kubernetes/engines/argo/set-weight.js











/**
 * Starts a release, or lets Argo Rollouts go on until it holds a weight; see `Platform.setWeight`. At 0 % it is the Rollout's own
 * first step that decides what the candidate gets.
 */
async function setWeight(options, release, weight, precondition, signal) {
    const now = await lookAtRollout(options, signal);
    const { traffic, rollout } = now;
    const isRunning = traffic.candidate?.release.version === release.version;
    if (isRunning && traffic.candidate?.ready === true && isHeld(now, weight))
        return traffic;
    if (traffic.stable?.release.version === release.version) {
        throw new lib/* ActionError */.lZ("conflict", `${release.version} is the stable release already`);
    }
    (0,guards/* requireRevision */.nf)(traffic, precondition, "set-weight", undefined);
    const what = `${release.version} cannot get ${(0,lib/* formatPercent */.l9)(weight)} of the traffic`;
    if (weight > 0 && isRunning)
        (0,guards/* requireReady */.VF)(traffic, what);
    if (rollout === undefined || traffic.stable === null) {
        const { traffic: after } = await startFirst(options, now, release, signal);
        if (weight > 0)
            (0,guards/* requireReady */.VF)(after, what);
        return after;
    }
    const problem = weight === 0 ? undefined : stopProblem(rollout, weight, describeRollout(options));
    if (problem !== undefined)
        throw new lib/* ActionError */.lZ("config", `${what}: ${problem}`);
    if (now.isUnconfirmed) {
        throw new lib/* ActionError */.lZ("conflict", `${traffic.candidate?.release.version} has all the traffic, and Argo Rollouts is through with it: it cannot go back to ${(0,lib/* formatPercent */.l9)(weight)}.`, { hint: "Promote it, or abort the rollout." });
    }
    if (!isRunning)
        await start(options, now, rollout, release, signal);
    else if (rollout.status?.abort === true)
        await retry(options, signal);
    const drive = await driveTo(options, release.version, goalOf(now, rollout, weight, isRunning), signal);
    if (drive.kind === "there" && (weight === 0 || isHeld(drive.look, weight)))
        return drive.look.traffic;
    if (weight === 0)
        return settled(options, drive, release);
    if (weight === 100 && drive.kind === "there")
        return goToEnd(options, drive.look, release, what, signal);
    throw notHeld(what, drive);
}
/** Whether the Rollout holds a weight until somebody goes on. */
function isHeld({ rollout, traffic, isUnconfirmed, isFirst }, weight) {
    if (isFirst || rollout === undefined)
        return weight === 0 || isFirst;
    if (isUnconfirmed)
        return weight === 100;
    const isPaused = (rollout.status?.pauseConditions ?? []).length > 0;
    return isObserved(rollout) && isPaused && Math.abs(traffic.candidateWeight - weight) < 0.006;
}
/** 0 % goes back to a pause of 0 % where there is one; else it means only that the candidate is started. */
function goalOf(look, rollout, weight, isRunning) {
    if (weight === 0) {
        const mayGoBack = isRunning && look.traffic.candidateWeight > 0 && stopAt(rollout, 0) !== undefined;
        return mayGoBack ? 0 : "stop";
    }
    // Where nothing pauses at 100 %, it is started, and then goes to its end.
    return weight === 100 && stopAt(rollout, 100) === undefined ? "stop" : weight;
}
async function start(options, { stableSet }, rollout, release, signal) {
    const describe = describeRollout(options);
    const template = (0,release_template/* releaseTemplate */.S)(options.target, templateOf(rollout, describe), release, describe);
    // What an earlier rollout has left there would be the way back of this one.
    const annotations = stableSet === undefined ? {} : { [PREVIOUS]: null };
    await changeTemplate(options, rollout, template, annotations, signal);
}
/** What `kubectl argo rollouts retry` does: an aborted rollout of the same template begins again. */
async function retry(options, signal) {
    options.log.info(`${describeRollout(options)} was aborted: it begins again.`);
    await patchStatus(options, statusIs("abort", false), signal);
}
/** Argo Rollouts calls a release stable at its end: the way back is written down before. */
async function goToEnd(options, look, release, what, signal) {
    const { client, target } = options;
    const { stable } = look.traffic;
    const hash = look.rollout?.status?.stableRS;
    if (stable !== null && hash !== undefined && look.traffic.candidate !== null) {
        const body = {
            metadata: { annotations: { [PREVIOUS]: writePrevious({ release: stable.release, hash }) } },
        };
        await client.patch(ROLLOUTS, target.workload.name, { type: "merge", body }, signal);
    }
    const drive = await driveTo(options, release.version, "end", signal);
    if (drive.kind === "there")
        return drive.look.traffic;
    throw notHeld(what, drive);
}
function settled(options, drive, release) {
    if (drive.kind === "not-there")
        options.log.info(`${release.version} is not ready: ${drive.text}`);
    return drive.look.traffic;
}
function notHeld(what, drive) {
    const { traffic } = drive.look;
    const text = drive.kind === "not-there" ? drive.text : "Argo Rollouts did not stop there";
    // A candidate that fails is no candidate for traffic; everything else is the engine's.
    return new lib/* ActionError */.lZ(traffic.candidate?.failure === undefined ? "remote" : "conflict", `${what}: ${text}`);
}

// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/engines/collect-problems.js
var collect_problems = __webpack_require__(57094);
;// CONCATENATED MODULE: ./packages/platforms/lib/kubernetes/engines/argo-rollouts.js










/** The calls the engine's platform makes. */
function argoRolloutsCalls(target) {
    const isCreated = target.manifests.length > 0;
    return [
        ...(0,platform_options/* callsOf */.p)(ROLLOUTS, "get", "list", "patch"),
        ...(0,platform_options/* callsOf */.p)({ group: ROLLOUTS.group, plural: "rollouts/status" }, "patch"),
        ...(isCreated ? (0,platform_options/* callsOf */.p)(ROLLOUTS, "create", "delete") : []),
        ...(0,platform_options/* callsOf */.p)(kubernetes_client/* REPLICA_SETS */.t4, "list"),
        ...(0,platform_options/* callsOf */.p)(kubernetes_client/* PODS */.Dp, "list"),
    ];
}
/**
 * A Rollout that Argo Rollouts drives: its own steps move the traffic, and hold it at its pauses without a runner. Here releases
 * are started, resumed, taken back and brought back, and what its controller says is told.
 */
function createArgoRolloutsPlatform(options) {
    return {
        name: "kubernetes",
        capabilities: {
            traffic: "weights",
            granularity: 1,
            candidateUrl: false,
            candidateHeader: undefined,
            waitsForFree: true,
            // Where the pods are the share, stable has fewer of them during the rollout.
            keepsStableWarm: false,
        },
        observe: async (signal) => (await lookAtRollout(options, signal)).traffic,
        setWeight: (...call) => setWeight(options, ...call),
        promote: (...call) => promote(options, ...call),
        abort: (...call) => abort(options, ...call),
        restore: (...call) => restore(options, ...call),
        planProblems: (weights, signal) => planProblems(options, weights, signal),
        preflight: (signal) => preflightOf(options, signal),
    };
}
async function planProblems(options, weights, signal) {
    const { client, target } = options;
    const rollout = await client.read(ROLLOUTS, target.workload.name, signal);
    if (rollout === undefined)
        return [];
    const describe = describeRollout(options);
    return weights.flatMap((weight) => stopProblem(rollout, weight, describe) ?? []);
}
async function preflightOf(options, signal) {
    const problems = await (0,preflight/* preflight */.M)(options, undefined, signal);
    if (problems.length > 0)
        return problems;
    const { client, target } = options;
    return (0,collect_problems/* collectProblems */.v)(async () => {
        const { name } = target.workload;
        // A first deploy brings it with its manifests.
        const rollout = target.manifests.length > 0
            ? await client.read(ROLLOUTS, name, signal)
            : await client.require(ROLLOUTS, name, signal);
        if (rollout === undefined)
            return;
        const describe = describeRollout(options);
        (0,release_image/* containerOf */.t8)(templateOf(rollout, describe), target.container, describe);
    });
}


/***/ }),

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


/***/ }),

/***/ 64092:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ lastManagerOf)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26393);
/* harmony import */ var _kubernetes_client_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(97671);


/**
 * Who, other than this project, last wrote a field (path of names, e.g. `["spec", "rules"]`) or something below it, as the API
 * server remembers it in managedFields; `undefined`: nobody. Controllers that only write status are not meant.
 */
function lastManagerOf(metadata, path) {
    const writers = (metadata.managedFields ?? []).flatMap((entry) => {
        if (!(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .isObject */ .Gv)(entry) || typeof entry.manager !== "string")
            return [];
        if (entry.manager === _kubernetes_client_js__WEBPACK_IMPORTED_MODULE_1__/* .FIELD_MANAGER */ .vy || entry.subresource === "status")
            return [];
        if (!owns(entry.fieldsV1, path))
            return [];
        return [{ manager: entry.manager, at: typeof entry.time === "string" ? entry.time : "" }];
    });
    return writers.sort((a, b) => a.at.localeCompare(b.at)).at(-1)?.manager;
}
function owns(fields, path) {
    let current = fields;
    for (const name of path) {
        if (!(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .isObject */ .Gv)(current))
            return false;
        current = current[`f:${name}`];
    }
    return current !== undefined;
}


/***/ })

};
