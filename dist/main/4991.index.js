export const id = 4991;
export const ids = [4991];
export const modules = {

/***/ 6123:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   As: () => (/* binding */ isComplete),
/* harmony export */   OO: () => (/* binding */ desiredOf),
/* harmony export */   PA: () => (/* binding */ isServing),
/* harmony export */   XJ: () => (/* binding */ isObserved),
/* harmony export */   rI: () => (/* binding */ conditionOf),
/* harmony export */   tm: () => (/* binding */ availableOf),
/* harmony export */   vk: () => (/* binding */ describeProgress)
/* harmony export */ });
/** Replicas the specification asks for. */
function desiredOf(deployment) {
    return deployment.spec.replicas ?? 1;
}
/** Replicas that are available now. */
function availableOf(deployment) {
    return deployment.status?.availableReplicas ?? 0;
}
/** The controller has seen this generation. */
function isObserved(deployment) {
    return (deployment.status?.observedGeneration ?? 0) >= (deployment.metadata.generation ?? 1);
}
/** Every pod is of the current template and available, and no other is left (what `kubectl rollout status` waits for). */
function isComplete(deployment) {
    const desired = desiredOf(deployment);
    const { updatedReplicas = 0, replicas = 0, availableReplicas = 0 } = deployment.status ?? {};
    return (isObserved(deployment) &&
        updatedReplicas === desired &&
        replicas === desired &&
        availableReplicas === desired);
}
/** It serves: the controller says Available (its minimum of pods is there), and there is at least one. */
function isServing(deployment) {
    return (isObserved(deployment) &&
        availableOf(deployment) > 0 &&
        conditionOf(deployment, "Available")?.status === "True");
}
/** The condition of a type, if the object reports it. */
function conditionOf(object, type) {
    return object.status?.conditions?.find((condition) => condition.type === type);
}
/** `2 of 3 pods available, 1 of the new template`. */
function describeProgress(deployment) {
    const desired = desiredOf(deployment);
    const { updatedReplicas = 0, availableReplicas = 0, replicas = 0 } = deployment.status ?? {};
    if (!isObserved(deployment))
        return "the controller has not seen the change yet";
    const old = replicas > updatedReplicas ? `, ${replicas - updatedReplicas} of the old template left` : "";
    return `${availableReplicas} of ${desired} pods available, ${updatedReplicas} updated${old}`;
}


/***/ }),

/***/ 47966:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  h: () => (/* binding */ diagnose)
});

// EXTERNAL MODULE: ./packages/kernel/lib/index.js + 9 modules
var lib = __webpack_require__(26393);
// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/kubernetes-client.js
var kubernetes_client = __webpack_require__(97671);
// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/marks.js
var marks = __webpack_require__(42149);
// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/deployment/deployment-status.js
var deployment_status = __webpack_require__(6123);
;// CONCATENATED MODULE: ./packages/platforms/lib/kubernetes/deployment/pod-fault.js
const CERTAIN_RESTARTS = 2;
/** A first pull, a Secret applied a moment later and a node that is added now all look like faults for a while. */
const PULL_GRACE_MS = 20_000;
const CONFIG_GRACE_MS = 10_000;
const SCHEDULE_GRACE_MS = 15_000;
const UNHEALTHY_PATIENCE = 3;
const IMAGE_REASONS = new Set([
    "ImagePullBackOff",
    "ErrImagePull",
    "InvalidImageName",
    "ErrImageNeverPull",
    "ImageInspectError",
]);
const CONFIG_REASONS = new Set(["CreateContainerConfigError", "CreateContainerError", "RunContainerError"]);
/** The fault of a pod that is not ready, from its status and its events; `undefined`: it is only starting. */
function findPodFault(pod, events, nowMs) {
    const ageMs = nowMs - Date.parse(pod.metadata.creationTimestamp ?? "");
    const statuses = [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])];
    for (const status of statuses) {
        const fault = findContainerFault(status, ageMs);
        if (fault !== undefined)
            return fault;
    }
    return unscheduled(pod, events, nowMs) ?? evicted(pod) ?? unhealthy(pod, events, nowMs);
}
function findContainerFault(status, ageMs) {
    const { name, restartCount, state, lastState } = status;
    const waiting = state?.waiting?.reason ?? "";
    const message = state?.waiting?.message ?? "";
    const fault = (reason, text, isCertain, isPreviousLog = false) => ({
        reason,
        text,
        isCertain,
        container: name,
        isPreviousLog,
    });
    if (IMAGE_REASONS.has(waiting)) {
        const isCertain = waiting !== "ErrImagePull" || ageMs >= PULL_GRACE_MS;
        return fault("image_pull", `the image of container ${name} cannot be pulled (${waiting}: ${message})`, isCertain);
    }
    if (CONFIG_REASONS.has(waiting)) {
        const text = `container ${name} cannot be created (${waiting}: ${message})`;
        return fault("config_error", text, ageMs >= CONFIG_GRACE_MS || restartCount >= CERTAIN_RESTARTS);
    }
    const ended = state?.terminated ?? lastState?.terminated;
    const isRestarting = waiting === "CrashLoopBackOff" || (!status.ready && restartCount > 0);
    if (ended === undefined || !(isRestarting || (state?.terminated?.exitCode ?? 0) !== 0))
        return undefined;
    const isCertain = restartCount >= CERTAIN_RESTARTS;
    const isPreviousLog = state?.terminated === undefined;
    const times = restartCount === 1 ? "once" : `${restartCount} times`;
    if (ended.reason === "OOMKilled") {
        const text = `container ${name} ran out of memory (OOMKilled, restarted ${times})`;
        return fault("out_of_memory", text, isCertain, isPreviousLog);
    }
    const why = [`exit code ${ended.exitCode}`, ended.message?.trim()].filter(Boolean).join(": ");
    return fault("crash_loop", `container ${name} ends again and again (${why}, restarted ${times})`, isCertain, isPreviousLog);
}
function unscheduled(pod, events, nowMs) {
    const condition = pod.status?.conditions?.find((one) => one.type === "PodScheduled" && one.status === "False" && one.reason === "Unschedulable");
    if (condition === undefined)
        return undefined;
    const sinceMs = nowMs - Date.parse(condition.lastTransitionTime ?? pod.metadata.creationTimestamp ?? "");
    // The cluster autoscaler is adding a node for it.
    const isComing = events.some((event) => event.reason === "TriggeredScaleUp");
    return {
        reason: "unschedulable",
        text: `no node takes it (${condition.message ?? "Unschedulable"})`,
        isCertain: !isComing && sinceMs >= SCHEDULE_GRACE_MS,
        container: undefined,
        isPreviousLog: false,
    };
}
function evicted(pod) {
    if (pod.status?.phase !== "Failed")
        return undefined;
    const why = [pod.status.reason, pod.status.message].filter(Boolean).join(": ");
    return {
        reason: "pod_failed",
        text: `it failed (${why === "" ? "no reason given" : why})`,
        isCertain: false,
        container: undefined,
        isPreviousLog: false,
    };
}
/** Runs, but its probe says no: certain after several times the probe's own patience. */
function unhealthy(pod, events, nowMs) {
    const last = events.filter((event) => event.reason === "Unhealthy").at(-1);
    const status = pod.status?.containerStatuses?.find((one) => !one.ready && one.state?.running !== undefined);
    if (last === undefined || status === undefined)
        return undefined;
    const probe = pod.spec.containers.find(({ name }) => name === status.name)?.readinessProbe;
    const runningMs = nowMs - Date.parse(status.state?.running?.startedAt ?? "");
    return {
        reason: "probe_failed",
        text: `container ${status.name} runs but is not ready (${last.message ?? "a probe fails"})`,
        isCertain: runningMs >= patienceMs(probe) * UNHEALTHY_PATIENCE,
        container: status.name,
        isPreviousLog: false,
    };
}
// Defaults of the API: no initial delay, every 10 s, 3 failures.
function patienceMs({ initialDelaySeconds = 0, periodSeconds = 10, failureThreshold = 3, } = {}) {
    return (initialDelaySeconds + periodSeconds * failureThreshold) * 1_000;
}

;// CONCATENATED MODULE: ./packages/platforms/lib/kubernetes/deployment/diagnose.js





const LOG_LINES = 5;
const EVENT_LINES = 4;
const LOOKED_AT_PODS = 5;
const LONGEST_LINE = 500;
const QUOTA_GRACE_MS = 5_000;
/** Looks at the pods of the Deployment's current template, their events and, when one fails for good, its last log lines. */
async function diagnose(client, deployment, nowMs, signal) {
    const pods = await podsOf(client, deployment, signal);
    const unready = pods.filter((pod) => !isReady(pod)).slice(0, LOOKED_AT_PODS);
    const findings = [];
    for (const pod of unready) {
        const events = await eventsOf(client, pod, signal);
        const fault = findPodFault(pod, events, nowMs);
        if (fault !== undefined)
            findings.push({ pod, fault, events });
        if (fault?.isCertain === true)
            break;
    }
    const found = findings.find(({ fault }) => fault.isCertain) ?? findings[0];
    if (found !== undefined) {
        const text = (0,lib/* printable */.g$)(`pod ${found.pod.metadata.name}: ${found.fault.text}`);
        const isOver = found.fault.isCertain || isDeadlineOver(deployment);
        if (!isOver)
            return { detail: text, failure: undefined };
        const lines = await linesOf(client, found.pod, found.fault, found.events, signal);
        return { detail: text, failure: { reason: found.fault.reason, text, lines } };
    }
    return fromConditions(deployment, nowMs, unready.length);
}
function fromConditions(deployment, nowMs, unready) {
    const quota = (0,deployment_status/* conditionOf */.rI)(deployment, "ReplicaFailure");
    if (quota?.status === "True") {
        const text = `no pod can be created (${quota.reason ?? "ReplicaFailure"}: ${quota.message ?? "no message"})`;
        const isCertain = nowMs - Date.parse(quota.lastTransitionTime ?? "") >= QUOTA_GRACE_MS;
        const failure = { reason: "replica_failure", text: (0,lib/* printable */.g$)(text), lines: [] };
        return { detail: (0,lib/* printable */.g$)(text), failure: isCertain ? failure : undefined };
    }
    const progress = (0,deployment_status/* conditionOf */.rI)(deployment, "Progressing");
    if (isDeadlineOver(deployment)) {
        const text = `the Deployment made no progress in time (ProgressDeadlineExceeded: ${progress?.message ?? ""})`;
        return {
            detail: (0,lib/* printable */.g$)(text),
            failure: { reason: "progress_deadline", text: (0,lib/* printable */.g$)(text), lines: [] },
        };
    }
    const waiting = unready === 1 ? "1 pod is" : `${unready} pods are`;
    return { detail: unready === 0 ? undefined : `${waiting} starting`, failure: undefined };
}
function isDeadlineOver(deployment) {
    return (0,deployment_status/* conditionOf */.rI)(deployment, "Progressing")?.reason === "ProgressDeadlineExceeded";
}
/** Pods of the current template: those of an older one say nothing about this release. */
async function podsOf(client, deployment, signal) {
    const labels = deployment.spec.selector.matchLabels ?? {};
    const labelSelector = Object.entries(labels)
        .map(([name, value]) => `${name}=${value}`)
        .join(",");
    const pods = await client.list(kubernetes_client/* PODS */.Dp, { labelSelector }, signal);
    const { annotations } = deployment.spec.template.metadata ?? {};
    const version = annotations?.[marks/* MARKS */.j7.version];
    const images = new Set(deployment.spec.template.spec.containers.map(({ image }) => image));
    return pods.filter((pod) => pod.metadata.deletionTimestamp === undefined &&
        pod.metadata.annotations?.[marks/* MARKS */.j7.version] === version &&
        pod.spec.containers.some(({ image }) => images.has(image)));
}
function isReady(pod) {
    return pod.status?.conditions?.some((one) => one.type === "Ready" && one.status === "True") === true;
}
async function eventsOf(client, pod, signal) {
    const fieldSelector = `involvedObject.name=${pod.metadata.name}`;
    const events = await orNothing(() => client.list(kubernetes_client/* EVENTS */.qY, { fieldSelector }, signal));
    return [...events].sort((a, b) => timeOf(a) - timeOf(b));
}
async function linesOf(client, pod, fault, events, signal) {
    const told = events
        .filter((event) => event.type !== "Normal")
        .slice(-EVENT_LINES)
        .map((event) => {
        const count = event.series?.count ?? event.count ?? 1;
        return `event ${event.reason ?? ""}${count > 1 ? ` (${count} times)` : ""}: ${event.message ?? ""}`;
    });
    const { container } = fault;
    if (container === undefined || fault.reason === "image_pull" || fault.reason === "config_error") {
        return told.map(cut);
    }
    const read = (previous) => orNothing(() => client.podLog(pod.metadata.name, container, { lines: LOG_LINES, previous }, signal));
    const first = await read(fault.isPreviousLog);
    const log = first.length > 0 ? first : await read(!fault.isPreviousLog);
    return [...told, ...log.slice(-LOG_LINES).map((line) => `log ${container}: ${line}`)].map(cut);
}
/** Events and logs explain; where they may not be read or do not answer, the fault itself is still said. */
async function orNothing(ask) {
    try {
        return await ask();
    }
    catch (error) {
        if (error instanceof lib/* ActionError */.lZ && error.code === "cancelled")
            throw error;
        return [];
    }
}
function timeOf(event) {
    const time = event.series?.lastObservedTime ?? event.lastTimestamp ?? event.eventTime ?? event.firstTimestamp;
    return Date.parse(time ?? "") || 0;
}
function cut(line) {
    const text = (0,lib/* printable */.g$)(line.trim());
    return text.length > LONGEST_LINE ? `${text.slice(0, LONGEST_LINE)}…` : text;
}


/***/ }),

/***/ 12430:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Kw: () => (/* binding */ waitForDeployment),
/* harmony export */   lH: () => (/* binding */ requireDeployment),
/* harmony export */   xY: () => (/* binding */ readObserved)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26393);
/* harmony import */ var _kubernetes_client_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(97671);
/* harmony import */ var _deployment_status_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6123);
/* harmony import */ var _diagnose_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(47966);




const FIRST_POLL_MS = 150;
const LONGEST_POLL_MS = 1_000;
const DIAGNOSE_EVERY_MS = 2_000;
const OBSERVED_POLL_MS = 100;
const OBSERVED_LOOKS = 20;
/** Waits until a Deployment is complete, its pods fail for good, or the time is over. */
async function waitForDeployment(options) {
    const { client, clock, name, timeoutMs, signal, isDone = _deployment_status_js__WEBPACK_IMPORTED_MODULE_3__/* .isComplete */ .As } = options;
    const begin = clock.now();
    let pollMs = FIRST_POLL_MS;
    let diagnosedAt = begin - DIAGNOSE_EVERY_MS / 2;
    for (;;) {
        const deployment = await client.require(_kubernetes_client_js__WEBPACK_IMPORTED_MODULE_1__/* .DEPLOYMENTS */ .$i, name, signal);
        if (isDone(deployment))
            return { deployment, isDone: true, failure: undefined };
        const now = clock.now();
        if (options.stopsOnFailure !== false && now - diagnosedAt >= DIAGNOSE_EVERY_MS) {
            diagnosedAt = now;
            const { failure } = await (0,_diagnose_js__WEBPACK_IMPORTED_MODULE_2__/* .diagnose */ .h)(client, deployment, now, signal);
            if (failure !== undefined)
                return { deployment, isDone: false, failure };
        }
        if (now - begin >= timeoutMs) {
            const { failure } = await (0,_diagnose_js__WEBPACK_IMPORTED_MODULE_2__/* .diagnose */ .h)(client, deployment, now, signal);
            return { deployment, isDone: false, failure };
        }
        await clock.sleep(pollMs, signal);
        pollMs = Math.min(LONGEST_POLL_MS, pollMs * 1.5);
    }
}
/** As {@link waitForDeployment}; anything but done is a `remote` error that says what is wrong. `then`: what stays as it is. */
async function requireDeployment(options, then) {
    const end = await waitForDeployment(options);
    if (end.isDone)
        return end.deployment;
    const where = `Deployment ${options.client.namespace}/${options.name}`;
    const why = end.failure?.text ?? (0,_deployment_status_js__WEBPACK_IMPORTED_MODULE_3__/* .describeProgress */ .vk)(end.deployment);
    const lines = end.failure?.lines ?? [];
    const after = end.failure === undefined ? ` after ${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(options.timeoutMs)}` : "";
    throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("remote", [`${where} is not up${after}: ${why}`, ...lines].join("\n"), {
        hint: then,
    });
}
/**
 * Reads a Deployment as its controller has seen it: every change, also of its annotations alone, is a new generation, and until
 * that is seen (some milliseconds) nobody knows whether the pods are those of it. A controller that is slow is not waited for.
 */
async function readObserved({ client, clock }, name, signal) {
    for (let look = 1;; look += 1) {
        const deployment = await client.read(_kubernetes_client_js__WEBPACK_IMPORTED_MODULE_1__/* .DEPLOYMENTS */ .$i, name, signal);
        if (deployment === undefined || (0,_deployment_status_js__WEBPACK_IMPORTED_MODULE_3__/* .isObserved */ .XJ)(deployment) || look >= OBSERVED_LOOKS)
            return deployment;
        await clock.sleep(OBSERVED_POLL_MS, signal);
    }
}


/***/ }),

/***/ 42149:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   U7: () => (/* binding */ withoutRelease),
/* harmony export */   iJ: () => (/* binding */ readRelease),
/* harmony export */   j7: () => (/* binding */ MARKS),
/* harmony export */   u: () => (/* binding */ MANAGER),
/* harmony export */   vJ: () => (/* binding */ markRelease)
/* harmony export */ });
/** Annotations and labels this project puts on objects of a cluster. */
const MARKS = {
    /** Release of a Deployment or of the pods of a template. */
    version: "deploy-actions/version",
    commit: "deploy-actions/commit",
    artifact: "deploy-actions/artifact",
    /** Image the release was deployed with: another one in the template means that somebody else deployed. */
    image: "deploy-actions/image",
    /** Release that is staged on a Deployment which is updated all at once, as JSON. */
    candidate: "deploy-actions/candidate",
    /** On the candidate: the release that was stable when it was made, so that a stable without pods is not taken for none. */
    beside: "deploy-actions/beside",
    /** Weight and replicas the candidate was given where the pods are the share. */
    weight: "deploy-actions/weight",
    replicas: "deploy-actions/replicas",
    /** The Deployment was made by a first deploy that is not finished. */
    first: "deploy-actions/first-deploy",
    /** What a Service selected, or a route's backend weighed, before the rollout began. */
    selector: "deploy-actions/selector",
    backendWeight: "deploy-actions/backend-weight",
    /** Label of the candidate's pods and objects: the name of the stable Deployment. */
    candidateOf: "deploy-actions/candidate-of",
    managedBy: "app.kubernetes.io/managed-by",
};
/** Value of the managed-by label: what has it may be removed by this project. */
const MANAGER = "deploy-actions";
/** The annotations that remember a release. */
function markRelease(release, image) {
    return {
        [MARKS.version]: release.version,
        [MARKS.image]: image,
        ...(release.commit === undefined ? {} : { [MARKS.commit]: release.commit }),
        ...(release.artifact === undefined ? {} : { [MARKS.artifact]: release.artifact }),
    };
}
/** The release annotations remember, if there is one. */
function readRelease(annotations) {
    const version = annotations?.[MARKS.version];
    if (version === undefined)
        return undefined;
    const commit = annotations?.[MARKS.commit];
    const artifact = annotations?.[MARKS.artifact];
    return {
        version,
        ...(commit === undefined ? {} : { commit }),
        ...(artifact === undefined ? {} : { artifact }),
    };
}
/** The annotations without those of a release. */
function withoutRelease(annotations) {
    const ours = [MARKS.version, MARKS.commit, MARKS.artifact, MARKS.image];
    return Object.fromEntries(Object.entries(annotations ?? {}).filter(([name]) => !ours.includes(name)));
}


/***/ }),

/***/ 18738:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Le: () => (/* binding */ versionOfImage),
/* harmony export */   Mo: () => (/* binding */ withImage),
/* harmony export */   dT: () => (/* binding */ imageOf),
/* harmony export */   t8: () => (/* binding */ containerOf)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26393);

/** The image of a release: the target's with the release in it, else the release's artifact. Error: `config`. */
function imageOf(target, release) {
    const image = target.image
        ?.replaceAll("${release}", release.version)
        .replaceAll("${commit}", release.commit ?? release.version) ?? release.artifact;
    if (image === undefined || image === "") {
        throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("config", `It is not known which image ${release.version} is.`, {
            hint: "Set `image` of the target, e.g. ghcr.io/acme/shop:${release}, or hand the release in with its artifact.",
        });
    }
    if (image.includes("${")) {
        throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("config", `The image ${image} still has a placeholder: only \${release} and \${commit} are replaced.`);
    }
    return image;
}
/** The container whose image is the release: the named one, or the only one. Error: `config` with the names. */
function containerOf(template, name, where) {
    const { containers } = template.spec;
    const index = name === undefined ? 0 : containers.findIndex((container) => container.name === name);
    const container = containers[index];
    const names = containers.map((one) => one.name);
    if (name === undefined && containers.length > 1) {
        throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("config", `${where} has ${containers.length} containers (${names.join(", ")}): which one is the release?`, {
            hint: "Set `container` of the target.",
        });
    }
    if (container === undefined) {
        throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("config", `${where} has no container "${name ?? ""}".${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .suggest */ .ZA)(name ?? "", names)}`);
    }
    return { container, index };
}
/** The template with another image in the container of the release. */
function withImage(template, container, image) {
    const containers = template.spec.containers.map((one) => one.name === container ? { ...one, image } : one);
    return { ...template, spec: { ...template.spec, containers } };
}
/** What an image nobody marked is called: its tag, else its digest shortened, else `latest`. */
function versionOfImage(image) {
    const [reference = "", digest] = image.split("@");
    const tag = /:([^:/]+)$/.exec(reference)?.[1];
    return tag ?? digest?.slice(0, 19) ?? "latest";
}


/***/ })

};
