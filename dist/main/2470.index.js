export const id = 2470;
export const ids = [2470];
export const modules = {

/***/ 19557:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ annotationOperations)
/* harmony export */ });
/* harmony import */ var _json_pointer_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(46521);

/** JSON patch operations that set annotations one by one (`null`: remove), so that those of others stay as they are. */
function annotationOperations(metadata, wanted) {
    const { annotations } = metadata;
    const base = annotations === undefined ? [{ op: "add", path: (0,_json_pointer_js__WEBPACK_IMPORTED_MODULE_0__/* .pointer */ .W)("metadata", "annotations"), value: {} }] : [];
    const changes = Object.entries(wanted).flatMap(([name, value]) => {
        const path = (0,_json_pointer_js__WEBPACK_IMPORTED_MODULE_0__/* .pointer */ .W)("metadata", "annotations", name);
        if (value !== null && value !== undefined)
            return [{ op: "add", path, value }];
        return annotations?.[name] === undefined ? [] : [{ op: "remove", path }];
    });
    return changes.length === 0 ? [] : [...base, ...changes];
}


/***/ }),

/***/ 71904:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   iO: () => (/* binding */ ensureCandidate),
/* harmony export */   ud: () => (/* binding */ removeCandidate),
/* harmony export */   vi: () => (/* binding */ newTemplate)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26393);
/* harmony import */ var _annotation_operations_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(19557);
/* harmony import */ var _json_pointer_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(46521);
/* harmony import */ var _kubernetes_client_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(97671);
/* harmony import */ var _marks_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(42149);
/* harmony import */ var _release_image_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(18738);
/* harmony import */ var _candidate_labels_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(63504);
/* harmony import */ var _cluster_state_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(73029);
/* harmony import */ var _deployment_status_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(6123);
/* harmony import */ var _stable_release_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(58588);










/**
 * Makes the candidate's Deployment run a release with at least so many pods, made like `base` (stable's) unless it is the user's
 * own. Traffic must not reach it when it runs another release. Returns it as it was then read.
 */
async function ensureCandidate(context, base, release, replicas, services, signal) {
    const { client, target } = context;
    const found = await client.read(_kubernetes_client_js__WEBPACK_IMPORTED_MODULE_1__/* .DEPLOYMENTS */ .$i, context.candidate, signal);
    if (found === undefined) {
        if (target.candidateWorkload !== undefined) {
            // Says which Deployments there are.
            return client.require(_kubernetes_client_js__WEBPACK_IMPORTED_MODULE_1__/* .DEPLOYMENTS */ .$i, target.candidateWorkload, signal);
        }
        const labels = (0,_candidate_labels_js__WEBPACK_IMPORTED_MODULE_4__/* .labelsOutside */ .nx)(base, ...(await selectorsOf(context, services, signal)));
        return client.create(_kubernetes_client_js__WEBPACK_IMPORTED_MODULE_1__/* .DEPLOYMENTS */ .$i, newCandidate(context, base, release, replicas, labels), signal);
    }
    if (target.candidateWorkload === undefined && !(0,_cluster_state_js__WEBPACK_IMPORTED_MODULE_5__/* .isMadeHere */ .W)(found)) {
        throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("config", `Deployment ${client.namespace}/${context.candidate} is there, but was not made by deploy-actions.`, {
            hint: `If it is meant for candidates, name it: candidate-workload: ${context.candidate}. Else rename it.`,
        });
    }
    const isSame = found.metadata.annotations?.[_marks_js__WEBPACK_IMPORTED_MODULE_2__/* .MARKS */ .j7.version] === release.version;
    if (isSame && (0,_deployment_status_js__WEBPACK_IMPORTED_MODULE_7__/* .desiredOf */ .OO)(found) >= replicas)
        return found;
    if (isSame) {
        const body = { spec: { replicas } };
        return client.patch(_kubernetes_client_js__WEBPACK_IMPORTED_MODULE_1__/* .DEPLOYMENTS */ .$i, context.candidate, { type: "merge", body }, signal);
    }
    const isOwn = !(0,_cluster_state_js__WEBPACK_IMPORTED_MODULE_5__/* .isMadeHere */ .W)(found);
    const selectors = await selectorsOf(context, services, signal);
    const labels = isOwn ? (0,_candidate_labels_js__WEBPACK_IMPORTED_MODULE_4__/* .labelsOfOwn */ .DV)(found, context.stable, selectors[0]) : (0,_candidate_labels_js__WEBPACK_IMPORTED_MODULE_4__/* .labelsOutside */ .nx)(base, ...selectors);
    const template = newTemplate(context, isOwn ? found : base, release, labels);
    const none = { [_marks_js__WEBPACK_IMPORTED_MODULE_2__/* .MARKS */ .j7.commit]: null, [_marks_js__WEBPACK_IMPORTED_MODULE_2__/* .MARKS */ .j7.artifact]: null, [_marks_js__WEBPACK_IMPORTED_MODULE_2__/* .MARKS */ .j7.weight]: null, [_marks_js__WEBPACK_IMPORTED_MODULE_2__/* .MARKS */ .j7.replicas]: null };
    const beside = besideMark(context, base);
    const before = found.metadata.annotations?.[_marks_js__WEBPACK_IMPORTED_MODULE_2__/* .MARKS */ .j7.version];
    return client.patch(_kubernetes_client_js__WEBPACK_IMPORTED_MODULE_1__/* .DEPLOYMENTS */ .$i, context.candidate, {
        type: "json",
        operations: [
            ...(before === undefined
                ? []
                : [
                    { op: "test", path: (0,_json_pointer_js__WEBPACK_IMPORTED_MODULE_8__/* .pointer */ .W)("metadata", "annotations", _marks_js__WEBPACK_IMPORTED_MODULE_2__/* .MARKS */ .j7.version), value: before },
                ]),
            ...(0,_annotation_operations_js__WEBPACK_IMPORTED_MODULE_9__/* .annotationOperations */ .O)(found.metadata, { ...none, ...beside, ...templateMarks(template) }),
            { op: "add", path: (0,_json_pointer_js__WEBPACK_IMPORTED_MODULE_8__/* .pointer */ .W)("spec", "replicas"), value: replicas },
            { op: "replace", path: (0,_json_pointer_js__WEBPACK_IMPORTED_MODULE_8__/* .pointer */ .W)("spec", "template"), value: template },
        ],
    }, signal);
}
/** Takes the candidate's Deployment away; one of the user's own goes to no pods and forgets the release. */
async function removeCandidate(context, signal) {
    const { client } = context;
    const found = await client.read(_kubernetes_client_js__WEBPACK_IMPORTED_MODULE_1__/* .DEPLOYMENTS */ .$i, context.candidate, signal);
    if (found === undefined)
        return;
    if ((0,_cluster_state_js__WEBPACK_IMPORTED_MODULE_5__/* .isMadeHere */ .W)(found)) {
        const { uid } = found.metadata;
        await client.remove(_kubernetes_client_js__WEBPACK_IMPORTED_MODULE_1__/* .DEPLOYMENTS */ .$i, context.candidate, signal, uid === undefined ? {} : { uid });
        return;
    }
    if (context.target.candidateWorkload === undefined)
        return;
    const release = [_marks_js__WEBPACK_IMPORTED_MODULE_2__/* .MARKS */ .j7.version, _marks_js__WEBPACK_IMPORTED_MODULE_2__/* .MARKS */ .j7.commit, _marks_js__WEBPACK_IMPORTED_MODULE_2__/* .MARKS */ .j7.artifact, _marks_js__WEBPACK_IMPORTED_MODULE_2__/* .MARKS */ .j7.image];
    const names = [...release, _marks_js__WEBPACK_IMPORTED_MODULE_2__/* .MARKS */ .j7.weight, _marks_js__WEBPACK_IMPORTED_MODULE_2__/* .MARKS */ .j7.replicas, _marks_js__WEBPACK_IMPORTED_MODULE_2__/* .MARKS */ .j7.beside];
    const annotations = Object.fromEntries(names.map((name) => [name, null]));
    const body = { metadata: { annotations }, spec: { replicas: 0 } };
    await client.patch(_kubernetes_client_js__WEBPACK_IMPORTED_MODULE_1__/* .DEPLOYMENTS */ .$i, context.candidate, { type: "merge", body }, signal);
}
/** The template of a release: another image, our marks, and the labels it is to have. */
function newTemplate(context, base, release, labels) {
    const image = (0,_release_image_js__WEBPACK_IMPORTED_MODULE_3__/* .imageOf */ .dT)(context.target, release);
    const where = `Deployment ${base.metadata.name}`;
    const { container } = (0,_release_image_js__WEBPACK_IMPORTED_MODULE_3__/* .containerOf */ .t8)(base.spec.template, context.target.container, where);
    const template = (0,_release_image_js__WEBPACK_IMPORTED_MODULE_3__/* .withImage */ .Mo)(base.spec.template, container.name, image);
    const annotations = { ...(0,_marks_js__WEBPACK_IMPORTED_MODULE_2__/* .withoutRelease */ .U7)(template.metadata?.annotations), ...(0,_marks_js__WEBPACK_IMPORTED_MODULE_2__/* .markRelease */ .vJ)(release, image) };
    const metadata = { ...template.metadata, ...(labels === undefined ? {} : { labels }), annotations };
    return { ...template, metadata };
}
function newCandidate(context, base, release, replicas, labels) {
    const mark = { [_marks_js__WEBPACK_IMPORTED_MODULE_2__/* .MARKS */ .j7.candidateOf]: (0,_candidate_labels_js__WEBPACK_IMPORTED_MODULE_4__/* .candidateLabelValue */ .zh)(context.stable) };
    const template = newTemplate(context, base, release, labels);
    const { uid } = base.metadata;
    const { paused: _paused, ...spec } = base.spec;
    return {
        apiVersion: "apps/v1",
        kind: "Deployment",
        metadata: {
            name: context.candidate,
            namespace: context.client.namespace,
            // Not stable's own: GitOps controllers find what they manage by them, and would take the candidate away.
            labels: { [_marks_js__WEBPACK_IMPORTED_MODULE_2__/* .MARKS */ .j7.managedBy]: _marks_js__WEBPACK_IMPORTED_MODULE_2__/* .MANAGER */ .u, ...mark },
            annotations: { ...templateMarks(template), ...besideMark(context, base) },
            // Goes when stable's Deployment goes, whoever removes that.
            ...(uid === undefined
                ? {}
                : { ownerReferences: [{ apiVersion: "apps/v1", kind: "Deployment", name: context.stable, uid }] }),
        },
        spec: { ...spec, replicas, revisionHistoryLimit: 1, selector: { matchLabels: mark }, template },
    };
}
function besideMark({ target }, base) {
    const release = base.metadata.uid === undefined ? undefined : (0,_stable_release_js__WEBPACK_IMPORTED_MODULE_6__/* .stableRelease */ .Po)(base, target);
    return release === undefined ? {} : { [_marks_js__WEBPACK_IMPORTED_MODULE_2__/* .MARKS */ .j7.beside]: release.version };
}
function templateMarks(template) {
    const ours = [_marks_js__WEBPACK_IMPORTED_MODULE_2__/* .MARKS */ .j7.version, _marks_js__WEBPACK_IMPORTED_MODULE_2__/* .MARKS */ .j7.commit, _marks_js__WEBPACK_IMPORTED_MODULE_2__/* .MARKS */ .j7.artifact, _marks_js__WEBPACK_IMPORTED_MODULE_2__/* .MARKS */ .j7.image];
    const entries = Object.entries(template.metadata?.annotations ?? {});
    return Object.fromEntries(entries.filter(([name]) => ours.includes(name)));
}
async function selectorsOf(context, services, signal) {
    if (services === undefined)
        return [undefined, undefined];
    const { client } = context;
    const stable = await client.read(_kubernetes_client_js__WEBPACK_IMPORTED_MODULE_1__/* .SERVICES */ .Bg, services.stable, signal);
    // A blue-green Service that points at the candidate remembers what it points at else.
    const remembered = stable?.metadata.annotations?.[_marks_js__WEBPACK_IMPORTED_MODULE_2__/* .MARKS */ .j7.selector];
    const selector = remembered === undefined ? stable?.spec.selector : JSON.parse(remembered);
    if (services.candidate === services.stable)
        return [selector, undefined];
    const candidate = await client.read(_kubernetes_client_js__WEBPACK_IMPORTED_MODULE_1__/* .SERVICES */ .Bg, services.candidate, signal);
    const isOwn = candidate !== undefined && candidate.metadata.labels?.[_marks_js__WEBPACK_IMPORTED_MODULE_2__/* .MARKS */ .j7.managedBy] !== _marks_js__WEBPACK_IMPORTED_MODULE_2__/* .MANAGER */ .u;
    return [selector, isOwn ? candidate.spec.selector : undefined];
}


/***/ }),

/***/ 63504:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   DV: () => (/* binding */ labelsOfOwn),
/* harmony export */   Kr: () => (/* binding */ labelsInside),
/* harmony export */   cK: () => (/* binding */ matches),
/* harmony export */   nx: () => (/* binding */ labelsOutside),
/* harmony export */   zh: () => (/* binding */ candidateLabelValue)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26393);
/* harmony import */ var _fingerprint_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(36191);
/* harmony import */ var _marks_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(42149);



const LONGEST_LABEL = 63;
const SUFFIX = "-candidate";
/** Value of the label that marks the candidate's pods: the name of the stable Deployment, cut where a label may not be as long. */
function candidateLabelValue(workload) {
    return workload.length <= LONGEST_LABEL ? workload : `${workload.slice(0, 48)}-${(0,_fingerprint_js__WEBPACK_IMPORTED_MODULE_1__/* .fingerprint */ .R)(workload)}`;
}
/** Labels of the candidate's pods that no selector of stable's picks: those of stable's pods, with one value changed. */
function labelsOutside(stable, serviceSelector, candidateSelector) {
    const labels = labelsInside(stable);
    const deploymentSelector = stable.spec.selector.matchLabels ?? {};
    const picked = serviceSelector ?? deploymentSelector;
    const kept = Object.keys(candidateSelector ?? {});
    const keys = Object.keys(picked).filter((key) => !kept.includes(key));
    // A label of both selectors takes the pods out of the Service, the autoscaler and the disruption budget at once.
    const key = keys.find((one) => one in deploymentSelector) ?? keys[0];
    const value = key === undefined ? undefined : (labels[key] ?? picked[key]);
    const changed = key === undefined || value === undefined ? {} : { [key]: outsideValue(value) };
    const outside = { ...labels, ...changed, ...candidateSelector };
    if (serviceSelector !== undefined && matches(serviceSelector, outside)) {
        throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("config", `The candidate's Service and the stable one would pick the same pods (${show(serviceSelector)}).`, { hint: "Give the candidate's Service a selector with another value, or leave it out: one is made." });
    }
    return outside;
}
/** Labels of the pods of a candidate's Deployment that is the user's own: theirs, and the mark by which a Service picks them. */
function labelsOfOwn(candidate, workload, serviceSelector) {
    const own = candidate.spec.template.metadata?.labels ?? {};
    if (serviceSelector !== undefined && matches(serviceSelector, own)) {
        throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("config", `Stable's Service (${show(serviceSelector)}) picks the pods of Deployment ${candidate.metadata.name} too: they would get requests at any weight.`, { hint: "Give the pods of the candidate's Deployment another value of one of these labels." });
    }
    return { ...own, [_marks_js__WEBPACK_IMPORTED_MODULE_2__/* .MARKS */ .j7.candidateOf]: candidateLabelValue(workload) };
}
/** Labels of the candidate's pods that stable's Service picks: those of stable's pods, and the candidate's mark. */
function labelsInside(stable) {
    const { "pod-template-hash": _hash, ...labels } = stable.spec.template.metadata?.labels ?? {};
    return { ...labels, [_marks_js__WEBPACK_IMPORTED_MODULE_2__/* .MARKS */ .j7.candidateOf]: candidateLabelValue(stable.metadata.name) };
}
/** Whether a selector picks something with these labels. */
function matches(selector, labels) {
    return Object.entries(selector).every(([name, value]) => labels[name] === value);
}
function outsideValue(value) {
    if (value.length + SUFFIX.length <= LONGEST_LABEL)
        return `${value}${SUFFIX}`;
    return `${value.slice(0, LONGEST_LABEL - SUFFIX.length).replace(/[^A-Za-z0-9]+$/, "")}${SUFFIX}`;
}
function show(selector) {
    return Object.entries(selector)
        .map(([name, value]) => `${name}=${value}`)
        .join(",");
}


/***/ }),

/***/ 73029:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ readCluster),
/* harmony export */   W: () => (/* binding */ isMadeHere)
/* harmony export */ });
/* harmony import */ var _fingerprint_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(36191);
/* harmony import */ var _kubernetes_client_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(97671);
/* harmony import */ var _marks_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(42149);
/* harmony import */ var _deployment_status_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(6123);
/* harmony import */ var _diagnose_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(47966);
/* harmony import */ var _split_replicas_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(56273);
/* harmony import */ var _stable_release_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(58588);
/* harmony import */ var _wait_for_deployment_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(12430);








/** Reads Deployments and route; the pods too when some are not up. */
async function readCluster(context, signal) {
    const { target } = context;
    const [stable, candidate] = await Promise.all([
        (0,_wait_for_deployment_js__WEBPACK_IMPORTED_MODULE_5__/* .readObserved */ .xY)(context, context.stable, signal),
        (0,_wait_for_deployment_js__WEBPACK_IMPORTED_MODULE_5__/* .readObserved */ .xY)(context, context.candidate, signal),
    ]);
    const stableNow = stable === undefined ? undefined : (0,_stable_release_js__WEBPACK_IMPORTED_MODULE_4__/* .stableReleaseBeside */ .Xn)(stable, candidate, target);
    const candidateNow = candidate === undefined ? undefined : candidateRelease(candidate);
    const route = context.routeFor(stable?.metadata);
    const isEmpty = stable === undefined && candidateNow === undefined;
    const seen = await readRoute(route, isEmpty, signal);
    const facts = {
        stable,
        stableRelease: stableNow,
        candidate,
        candidateRelease: candidateNow,
        route,
        ...seen,
    };
    return { ...facts, traffic: await trafficOf(context, facts, signal) };
}
/** Before the first deploy the route may be missing; later that is an error. */
async function readRoute(route, mayBeMissing, signal) {
    try {
        const services = await route.services(signal);
        return { services, reading: await route.read(services, signal) };
    }
    catch (error) {
        const isMissing = error instanceof Error && "code" in error && error.code === "config";
        if (mayBeMissing && isMissing)
            return { services: undefined, reading: undefined };
        throw error;
    }
}
/** The release of the candidate's Deployment; `undefined` when a Deployment of the user's own waits for one. */
function candidateRelease(candidate) {
    return (0,_marks_js__WEBPACK_IMPORTED_MODULE_2__/* .readRelease */ .iJ)(candidate.metadata.annotations);
}
async function trafficOf(context, facts, signal) {
    const { stable, candidate, reading } = facts;
    const hasCandidate = candidate !== undefined && facts.candidateRelease !== undefined;
    const weight = hasCandidate ? (reading?.candidateWeight ?? 0) : 0;
    const share = hasCandidate && stable !== undefined ? actualShare(facts, stable, candidate) : undefined;
    return {
        stable: stable === undefined || facts.stableRelease === undefined
            ? null
            : showStable(stable, facts.stableRelease),
        candidate: hasCandidate ? await showCandidate(context, candidate, facts, signal) : null,
        candidateWeight: weight,
        ...(share === undefined || Math.abs(share - weight) < 0.05 ? {} : { actualShare: share }),
        revision: revisionOf(context, facts),
    };
}
/** Facts a person changes; not the status, nor the count of pods an autoscaler holds. */
function revisionOf(context, facts) {
    const { stable, candidate, stableRelease: release, candidateRelease: next, reading } = facts;
    const where = `Deployment ${context.stable}`;
    return (0,_fingerprint_js__WEBPACK_IMPORTED_MODULE_0__/* .fingerprint */ .R)(stable?.metadata.uid, stable === undefined ? undefined : (0,_stable_release_js__WEBPACK_IMPORTED_MODULE_4__/* .templateRelease */ .yq)(stable.spec.template, context.target, where).release, release?.version, next === undefined ? undefined : [candidate?.metadata.uid, next.version], reading?.revision);
}
function showStable(stable, release) {
    const ready = (0,_deployment_status_js__WEBPACK_IMPORTED_MODULE_6__/* .isServing */ .PA)(stable);
    return { release, ready, ...(ready ? {} : { detail: (0,_deployment_status_js__WEBPACK_IMPORTED_MODULE_6__/* .describeProgress */ .vk)(stable) }) };
}
async function showCandidate(context, candidate, facts, signal) {
    const { client, clock } = context;
    const release = (0,_marks_js__WEBPACK_IMPORTED_MODULE_2__/* .readRelease */ .iJ)(candidate.metadata.annotations) ?? { version: "unknown" };
    const ready = (0,_deployment_status_js__WEBPACK_IMPORTED_MODULE_6__/* .isServing */ .PA)(candidate) && isAllNew(candidate);
    const url = await urlOf(context, facts.services, signal);
    const shown = { release, ready, ...(url === undefined ? {} : { url }) };
    if (ready && (0,_deployment_status_js__WEBPACK_IMPORTED_MODULE_6__/* .availableOf */ .tm)(candidate) >= (0,_deployment_status_js__WEBPACK_IMPORTED_MODULE_6__/* .desiredOf */ .OO)(candidate))
        return shown;
    const { detail, failure } = await (0,_diagnose_js__WEBPACK_IMPORTED_MODULE_3__/* .diagnose */ .h)(client, candidate, clock.now(), signal);
    return {
        ...shown,
        ready: ready && failure === undefined,
        detail: detail ?? (0,_deployment_status_js__WEBPACK_IMPORTED_MODULE_6__/* .describeProgress */ .vk)(candidate),
        ...(failure === undefined ? {} : { failure }),
    };
}
/** No pod of a release that was the candidate before is left. */
function isAllNew(deployment) {
    const { updatedReplicas = 0, replicas = 0 } = deployment.status ?? {};
    return (0,_deployment_status_js__WEBPACK_IMPORTED_MODULE_6__/* .isObserved */ .XJ)(deployment) && updatedReplicas > 0 && replicas === updatedReplicas;
}
/** The candidate's own Service, which only a run inside the cluster reaches. */
async function urlOf(context, services, signal) {
    const { client, target } = context;
    if (target.access.kind !== "in-cluster" || services === undefined)
        return undefined;
    if (services.stable === services.candidate)
        return undefined;
    const service = await client.read(_kubernetes_client_js__WEBPACK_IMPORTED_MODULE_1__/* .SERVICES */ .Bg, services.candidate, signal);
    const port = service?.spec.ports?.[0];
    if (port === undefined)
        return undefined;
    const scheme = port.name === "https" || port.port === 443 ? "https" : "http";
    return `${scheme}://${services.candidate}.${client.namespace}.svc:${port.port}`;
}
function actualShare({ route, reading }, stable, candidate) {
    if (route.capabilities.traffic !== "replicas" || (reading?.candidateWeight ?? 0) === 0)
        return undefined;
    return (0,_split_replicas_js__WEBPACK_IMPORTED_MODULE_7__/* .shareOf */ .tC)({ stable: (0,_deployment_status_js__WEBPACK_IMPORTED_MODULE_6__/* .availableOf */ .tm)(stable), candidate: (0,_deployment_status_js__WEBPACK_IMPORTED_MODULE_6__/* .availableOf */ .tm)(candidate) });
}
/** Whether the candidate's Deployment was made by this project, and goes with the candidate. */
function isMadeHere(deployment) {
    const { labels } = deployment.metadata;
    return labels?.[_marks_js__WEBPACK_IMPORTED_MODULE_2__/* .MARKS */ .j7.managedBy] === _marks_js__WEBPACK_IMPORTED_MODULE_2__/* .MANAGER */ .u && labels[_marks_js__WEBPACK_IMPORTED_MODULE_2__/* .MARKS */ .j7.candidateOf] !== undefined;
}


/***/ }),

/***/ 82381:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ scaleDeployment)
/* harmony export */ });
/* harmony import */ var _kubernetes_client_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(97671);

/** Sets the count of pods, and annotations with it in the same change (`null` removes one). */
async function scaleDeployment(client, deployment, replicas, annotations, signal) {
    const metadata = Object.keys(annotations).length === 0 ? {} : { metadata: { annotations } };
    const body = { ...metadata, spec: { replicas } };
    await client.patch(_kubernetes_client_js__WEBPACK_IMPORTED_MODULE_0__/* .DEPLOYMENTS */ .$i, deployment.metadata.name, { type: "merge", body }, signal);
}


/***/ }),

/***/ 56273:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   OJ: () => (/* binding */ splitReplicas),
/* harmony export */   OR: () => (/* binding */ replicaProblem),
/* harmony export */   tC: () => (/* binding */ shareOf)
/* harmony export */ });
/**
 * The pods that come nearest to `weight` per cent for the candidate when stable needs `full` pods alone. There are never fewer
 * than `full` together, and neither release gets more than `full`. `canShrink`: whether stable's count may be lowered (an
 * autoscaler would raise it again).
 */
function splitReplicas(full, weight, canShrink) {
    if (weight <= 0)
        return { stable: full, candidate: 0 };
    // 0 replicas switch an autoscaler off, so this end is open to it too.
    if (weight >= 100)
        return { stable: 0, candidate: full };
    return splitsOf(full, canShrink).reduce((best, split) => Math.abs(shareOf(split) - weight) < Math.abs(shareOf(best) - weight) ? split : best);
}
/** Per cent of the pods that are the candidate's. */
function shareOf({ stable, candidate }) {
    const total = stable + candidate;
    return total === 0 ? 0 : Math.round((candidate / total) * 1_000) / 10;
}
/** A weight that so many pods miss by more than a point and a fifth of it, as a sentence; `undefined`: it is near enough. */
function replicaProblem(full, weight, canShrink) {
    if (weight <= 0 || weight >= 100)
        return undefined;
    const share = shareOf(splitReplicas(full, weight, canShrink));
    if (Math.abs(share - weight) <= Math.max(1, weight / 5))
        return undefined;
    const possible = [...new Set(splitsOf(full, canShrink).map(shareOf))];
    const shown = possible.length > 6 ? [...possible.slice(0, 5), "…"] : possible;
    const list = shown.map((one) => (typeof one === "number" ? `${one} %` : one)).join(", ");
    const pods = full === 1 ? "1 replica" : `${full} replicas`;
    const why = canShrink ? "" : " while an autoscaler holds stable's count";
    return `${pods} can give the candidate ${list}${why}: a step of ${weight} % would be ${share} %`;
}
function splitsOf(full, canShrink) {
    const counts = Array.from({ length: Math.max(1, full) }, (_, index) => index + 1);
    const grown = counts.map((candidate) => ({ stable: full, candidate }));
    const shrunk = canShrink ? counts.map((stable) => ({ stable, candidate: full })).reverse() : [];
    return [...grown, ...shrunk];
}


/***/ }),

/***/ 24902:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   JP: () => (/* binding */ markStable),
/* harmony export */   kW: () => (/* binding */ templateOf),
/* harmony export */   nM: () => (/* binding */ requireStableCapacity),
/* harmony export */   xA: () => (/* binding */ replaceTemplate)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26393);
/* harmony import */ var _annotation_operations_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(19557);
/* harmony import */ var _json_pointer_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(46521);
/* harmony import */ var _kubernetes_client_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(97671);
/* harmony import */ var _marks_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(42149);
/* harmony import */ var _release_image_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(18738);
/* harmony import */ var _candidate_deployment_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(71904);
/* harmony import */ var _deployment_status_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(6123);
/* harmony import */ var _scale_deployment_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(82381);
/* harmony import */ var _stable_release_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(58588);
/* harmony import */ var _wait_for_deployment_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(12430);











/** Gives the stable Deployment another template, if it is still as it was read. */
async function replaceTemplate(context, deployment, template, change, signal) {
    const { client, target } = context;
    const where = `Deployment ${deployment.metadata.name}`;
    if (deployment.spec.paused === true) {
        throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("config", `${where} is paused: a new template would not roll out.`, {
            hint: `kubectl rollout resume deployment/${deployment.metadata.name} -n ${client.namespace}`,
        });
    }
    const { container, index } = (0,_release_image_js__WEBPACK_IMPORTED_MODULE_3__/* .containerOf */ .t8)(deployment.spec.template, target.container, where);
    const at = (0,_json_pointer_js__WEBPACK_IMPORTED_MODULE_8__/* .pointer */ .W)("spec", "template", "spec", "containers", index);
    const marks = change.isStable ? stableMarks(template) : keptMarks(deployment, target);
    const operations = [
        { op: "test", path: `${at}/name`, value: container.name },
        ...(container.image === undefined
            ? []
            : [{ op: "test", path: `${at}/image`, value: container.image }]),
        { op: "replace", path: (0,_json_pointer_js__WEBPACK_IMPORTED_MODULE_8__/* .pointer */ .W)("spec", "template"), value: template },
        ...(change.replicas === undefined
            ? []
            : [{ op: "add", path: (0,_json_pointer_js__WEBPACK_IMPORTED_MODULE_8__/* .pointer */ .W)("spec", "replicas"), value: change.replicas }]),
        ...(0,_annotation_operations_js__WEBPACK_IMPORTED_MODULE_9__/* .annotationOperations */ .O)(deployment.metadata, { ...marks, ...change.annotations }),
    ];
    await client.patch(_kubernetes_client_js__WEBPACK_IMPORTED_MODULE_1__/* .DEPLOYMENTS */ .$i, deployment.metadata.name, { type: "json", operations }, signal);
}
/** Writes on the Deployment that its release is the stable one now. */
async function markStable(context, release, signal) {
    const { client, target } = context;
    const image = (0,_release_image_js__WEBPACK_IMPORTED_MODULE_3__/* .imageOf */ .dT)(target, release);
    const none = { [_marks_js__WEBPACK_IMPORTED_MODULE_2__/* .MARKS */ .j7.commit]: null, [_marks_js__WEBPACK_IMPORTED_MODULE_2__/* .MARKS */ .j7.artifact]: null, [_marks_js__WEBPACK_IMPORTED_MODULE_2__/* .MARKS */ .j7.first]: null, [_marks_js__WEBPACK_IMPORTED_MODULE_2__/* .MARKS */ .j7.candidate]: null };
    const body = { metadata: { annotations: { ...none, ...(0,_marks_js__WEBPACK_IMPORTED_MODULE_2__/* .markRelease */ .vJ)(release, image) } } };
    await client.patch(_kubernetes_client_js__WEBPACK_IMPORTED_MODULE_1__/* .DEPLOYMENTS */ .$i, context.stable, { type: "merge", body }, signal);
}
/**
 * The template of an earlier release: that of the ReplicaSet which ran it (what `kubectl rollout undo` does), else the current one
 * with that release's image.
 */
async function templateOf(context, deployment, release, signal) {
    const { client, target } = context;
    const found = await replicaSetOf(context, deployment, release, signal);
    if (found === undefined) {
        return { template: (0,_candidate_deployment_js__WEBPACK_IMPORTED_MODULE_4__/* .newTemplate */ .vi)(context, deployment, release, undefined), revision: undefined };
    }
    const { "pod-template-hash": _hash, ...labels } = found.spec.template.metadata?.labels ?? {};
    const { container } = (0,_release_image_js__WEBPACK_IMPORTED_MODULE_3__/* .containerOf */ .t8)(found.spec.template, target.container, `ReplicaSet ${client.namespace}/${found.metadata.name}`);
    const annotations = {
        ...(0,_marks_js__WEBPACK_IMPORTED_MODULE_2__/* .withoutRelease */ .U7)(found.spec.template.metadata?.annotations),
        ...(0,_marks_js__WEBPACK_IMPORTED_MODULE_2__/* .markRelease */ .vJ)(release, container.image ?? ""),
    };
    const metadata = { ...found.spec.template.metadata, labels, annotations };
    return {
        template: { ...found.spec.template, metadata },
        revision: found.metadata.annotations?.["deployment.kubernetes.io/revision"],
    };
}
async function replicaSetOf(context, deployment, release, signal) {
    const { client, target } = context;
    const { uid, name } = deployment.metadata;
    const all = await client.list(_kubernetes_client_js__WEBPACK_IMPORTED_MODULE_1__/* .REPLICA_SETS */ .t4, {}, signal);
    const fitting = all.filter((set) => {
        if (!set.metadata.ownerReferences?.some((owner) => owner.uid === uid && owner.controller === true))
            return false;
        const found = (0,_stable_release_js__WEBPACK_IMPORTED_MODULE_6__/* .templateRelease */ .yq)(set.spec.template, target, `ReplicaSet ${set.metadata.name} of ${name}`).release;
        return found.version === release.version;
    });
    const revisionOf = (set) => Number(set.metadata.annotations?.["deployment.kubernetes.io/revision"] ?? 0);
    return fitting.sort((a, b) => revisionOf(b) - revisionOf(a))[0];
}
/**
 * Makes sure that stable can carry all the traffic before it gets it back: scaled up again if need be, its pods available. A
 * candidate that fails does not wait for the last pod of stable.
 */
async function requireStableCapacity(context, stable, isCandidateUp, signal) {
    const { client, clock, target, log } = context;
    const full = (0,_stable_release_js__WEBPACK_IMPORTED_MODULE_6__/* .fullReplicas */ .rV)(stable);
    const name = stable.metadata.name;
    if ((0,_deployment_status_js__WEBPACK_IMPORTED_MODULE_10__/* .desiredOf */ .OO)(stable) < full || (0,_deployment_status_js__WEBPACK_IMPORTED_MODULE_10__/* .desiredOf */ .OO)(stable) === 0) {
        await (0,_scale_deployment_js__WEBPACK_IMPORTED_MODULE_5__/* .scaleDeployment */ .e)(client, stable, full, {}, signal);
    }
    const isEnough = (deployment) => (0,_deployment_status_js__WEBPACK_IMPORTED_MODULE_10__/* .isObserved */ .XJ)(deployment) && (0,_deployment_status_js__WEBPACK_IMPORTED_MODULE_10__/* .availableOf */ .tm)(deployment) >= (isCandidateUp ? full : Math.min(1, full));
    const end = await (0,_wait_for_deployment_js__WEBPACK_IMPORTED_MODULE_7__/* .waitForDeployment */ .Kw)({
        client,
        clock,
        name,
        signal,
        timeoutMs: target.readyTimeoutMs,
        isDone: isEnough,
        stopsOnFailure: false,
    });
    if (end.isDone)
        return;
    const available = (0,_deployment_status_js__WEBPACK_IMPORTED_MODULE_10__/* .availableOf */ .tm)(end.deployment);
    const has = `Deployment ${client.namespace}/${name} has ${available} of ${full} pods available`;
    if (available > 0 && !isCandidateUp) {
        log.warning(`${has}; it gets the traffic back all the same, because the candidate fails.`);
        return;
    }
    throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("remote", `${has}: traffic stays where it is. ${end.failure?.text ?? ""}`.trim(), {
        hint: "Bring the stable pods up (kubectl describe shows why they are not), then run again: the abort goes on.",
    });
}
/** The marks of the release that stays stable for now: also of one that somebody else deployed, so that there is a way back. */
function keptMarks(deployment, target) {
    const release = (0,_stable_release_js__WEBPACK_IMPORTED_MODULE_6__/* .stableRelease */ .Po)(deployment, target);
    if (release === undefined || (0,_marks_js__WEBPACK_IMPORTED_MODULE_2__/* .readRelease */ .iJ)(deployment.metadata.annotations)?.version === release.version)
        return {};
    const where = `Deployment ${deployment.metadata.name}`;
    const { container } = (0,_release_image_js__WEBPACK_IMPORTED_MODULE_3__/* .containerOf */ .t8)(deployment.spec.template, target.container, where);
    return { [_marks_js__WEBPACK_IMPORTED_MODULE_2__/* .MARKS */ .j7.commit]: null, [_marks_js__WEBPACK_IMPORTED_MODULE_2__/* .MARKS */ .j7.artifact]: null, ...(0,_marks_js__WEBPACK_IMPORTED_MODULE_2__/* .markRelease */ .vJ)(release, container.image ?? "") };
}
/** The annotations of a Deployment whose release is stable: those of its template, and nothing of a rollout. */
function stableMarks(template) {
    const annotations = template.metadata?.annotations ?? {};
    const names = [_marks_js__WEBPACK_IMPORTED_MODULE_2__/* .MARKS */ .j7.version, _marks_js__WEBPACK_IMPORTED_MODULE_2__/* .MARKS */ .j7.commit, _marks_js__WEBPACK_IMPORTED_MODULE_2__/* .MARKS */ .j7.artifact, _marks_js__WEBPACK_IMPORTED_MODULE_2__/* .MARKS */ .j7.image];
    const marks = Object.fromEntries(names.map((name) => [name, annotations[name] ?? null]));
    return { ...marks, [_marks_js__WEBPACK_IMPORTED_MODULE_2__/* .MARKS */ .j7.first]: null, [_marks_js__WEBPACK_IMPORTED_MODULE_2__/* .MARKS */ .j7.candidate]: null };
}


/***/ }),

/***/ 58588:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Po: () => (/* binding */ stableRelease),
/* harmony export */   Xn: () => (/* binding */ stableReleaseBeside),
/* harmony export */   rV: () => (/* binding */ fullReplicas),
/* harmony export */   yq: () => (/* binding */ templateRelease)
/* harmony export */ });
/* harmony import */ var _marks_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(42149);
/* harmony import */ var _release_image_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(18738);
/* harmony import */ var _deployment_status_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6123);



/** The release a template runs: the marked one, or what its image is called when somebody else deployed it. */
function templateRelease(template, target, where) {
    const { container } = (0,_release_image_js__WEBPACK_IMPORTED_MODULE_1__/* .containerOf */ .t8)(template, target.container, where);
    const image = container.image ?? "";
    const annotations = template.metadata?.annotations;
    const marked = (0,_marks_js__WEBPACK_IMPORTED_MODULE_0__/* .readRelease */ .iJ)(annotations);
    // Somebody who changes the image leaves our marks as they were: they do not count any more.
    if (marked !== undefined && annotations?.[_marks_js__WEBPACK_IMPORTED_MODULE_0__/* .MARKS */ .j7.image] === image)
        return { release: marked, isMarked: true };
    return { release: { version: (0,_release_image_js__WEBPACK_IMPORTED_MODULE_1__/* .versionOfImage */ .Le)(image), artifact: image }, isMarked: false };
}
/**
 * The release that is stable on a Deployment; `undefined`: none yet. The mark on the Deployment itself is set when a release has
 * become stable, that of its template before its pods start: between the two the one before is still stable.
 */
function stableRelease(deployment, target) {
    const { annotations } = deployment.metadata;
    const where = `Deployment ${deployment.metadata.name}`;
    const { release, isMarked } = templateRelease(deployment.spec.template, target, where);
    const marked = (0,_marks_js__WEBPACK_IMPORTED_MODULE_0__/* .readRelease */ .iJ)(annotations);
    if (isMarked) {
        if (marked !== undefined)
            return marked;
        return annotations?.[_marks_js__WEBPACK_IMPORTED_MODULE_0__/* .MARKS */ .j7.first] === undefined ? release : undefined;
    }
    // Without pods and without a mark it is only the form of a Deployment, waiting for its first release.
    const isForm = (0,_deployment_status_js__WEBPACK_IMPORTED_MODULE_2__/* .desiredOf */ .OO)(deployment) === 0 && annotations?.[_marks_js__WEBPACK_IMPORTED_MODULE_0__/* .MARKS */ .j7.replicas] === undefined;
    return isForm || annotations?.[_marks_js__WEBPACK_IMPORTED_MODULE_0__/* .MARKS */ .j7.first] !== undefined ? undefined : release;
}
/** As {@link stableRelease}; a stable that somebody scaled to nothing during the rollout is still the one the candidate was made beside. */
function stableReleaseBeside(deployment, candidate, target) {
    const release = stableRelease(deployment, target);
    const isFirst = deployment.metadata.annotations?.[_marks_js__WEBPACK_IMPORTED_MODULE_0__/* .MARKS */ .j7.first] !== undefined;
    if (release !== undefined || isFirst || candidate?.metadata.annotations?.[_marks_js__WEBPACK_IMPORTED_MODULE_0__/* .MARKS */ .j7.beside] === undefined)
        return release;
    const where = `Deployment ${deployment.metadata.name}`;
    return templateRelease(deployment.spec.template, target, where).release;
}
/** Pods stable needs when it has all the traffic: what it had before this project scaled it down for the candidate. */
function fullReplicas(deployment) {
    const remembered = Number(deployment.metadata.annotations?.[_marks_js__WEBPACK_IMPORTED_MODULE_0__/* .MARKS */ .j7.replicas]);
    const now = (0,_deployment_status_js__WEBPACK_IMPORTED_MODULE_2__/* .desiredOf */ .OO)(deployment);
    if (Number.isInteger(remembered) && remembered > 0)
        return Math.max(remembered, now);
    return Math.max(1, now);
}


/***/ }),

/***/ 36191:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ fingerprint)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);

/** A short name of some facts: another one when any of them differs. */
function fingerprint(...facts) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)("sha256").update(JSON.stringify(facts)).digest("hex").slice(0, 12);
}


/***/ }),

/***/ 41881:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   VF: () => (/* binding */ requireReady),
/* harmony export */   Vg: () => (/* binding */ requireCandidate),
/* harmony export */   aK: () => (/* binding */ gitOpsHint),
/* harmony export */   nf: () => (/* binding */ requireRevision)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26393);
/* harmony import */ var _traffic_state_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(40291);


/** Refuses a change that was decided on another state; `changedBy`: who wrote the route last, when it was not us. */
function requireRevision(now, precondition, action, changedBy) {
    if (now.revision === precondition.revision)
        return;
    const who = changedBy === undefined ? "" : ` The route was last written by ${changedBy}.`;
    throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("conflict", `The traffic changed meanwhile, ${action} refused: expected revision ${precondition.revision}, found ${now.revision} (${(0,_traffic_state_js__WEBPACK_IMPORTED_MODULE_1__/* .showTraffic */ .xC)(now)}).${who}`, {
        hint: `Nothing was changed. Run again: it looks at the traffic anew and goes on from there.${changedBy === undefined ? "" : ` ${gitOpsHint("the route")}`}`,
    });
}
/** What to do about a controller that undoes every step. */
function gitOpsHint(route) {
    return `A controller (GitOps) that holds ${route} as it is in a repository undoes every step: let it ignore the weights (Argo CD: ignoreDifferences; Flux: kustomize.toolkit.fluxcd.io/ssa: IfNotPresent).`;
}
/** Refuses to make anything but the candidate stable. */
function requireCandidate(now, release) {
    if (now.candidate?.release.version === release.version)
        return;
    const found = now.candidate === null ? "there is no candidate" : `the candidate is ${now.candidate.release.version}`;
    throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("conflict", `${release.version} cannot be promoted: ${found}`);
}
/** Refuses traffic for a candidate that is not up. `what`: e.g. `v2 cannot get 25 % of the traffic`. */
function requireReady(now, what) {
    if (now.candidate?.ready === true)
        return;
    const why = now.candidate?.failure?.text ?? now.candidate?.detail ?? "it is not ready";
    throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("conflict", [`${what}: ${why}`, ...(now.candidate?.failure?.lines ?? [])].join("\n"));
}


/***/ }),

/***/ 46521:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ pointer)
/* harmony export */ });
/** RFC 6901 pointer of path parts. */
function pointer(...parts) {
    return parts.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}


/***/ })

};
