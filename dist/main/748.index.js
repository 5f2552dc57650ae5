export const id = 748;
export const ids = [748];
export const modules = {

/***/ 87848:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   r: () => (/* binding */ findAutoscaler)
/* harmony export */ });
/* harmony import */ var _objects_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6199);

/** The autoscaler that holds a Deployment's count of pods, if there is one. */
async function findAutoscaler(client, deployment, signal) {
    const all = await client.list(_objects_js__WEBPACK_IMPORTED_MODULE_0__/* .AUTOSCALERS */ .h, {}, signal);
    return all.find(({ spec }) => spec.scaleTargetRef.kind === "Deployment" && spec.scaleTargetRef.name === deployment);
}


/***/ }),

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

/***/ 4644:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ removeCandidateService),
/* harmony export */   R: () => (/* binding */ ensureCandidateService)
/* harmony export */ });
/* harmony import */ var _kubernetes_client_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(97671);
/* harmony import */ var _marks_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(42149);
/* harmony import */ var _candidate_labels_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(63504);



/** Makes the candidate's Service like stable's, with the candidate's pods behind it; one of the user's own stays as it is. */
async function ensureCandidateService(context, services, ownerUid, signal) {
    const { client, stable: workload } = context;
    if (services.candidate === services.stable)
        return;
    const found = await client.read(_kubernetes_client_js__WEBPACK_IMPORTED_MODULE_0__/* .SERVICES */ .Bg, services.candidate, signal);
    if (found !== undefined)
        return;
    const stable = await client.require(_kubernetes_client_js__WEBPACK_IMPORTED_MODULE_0__/* .SERVICES */ .Bg, services.stable, signal);
    const { ports, sessionAffinity, ipFamilyPolicy } = stable.spec;
    const mark = { [_marks_js__WEBPACK_IMPORTED_MODULE_1__/* .MARKS */ .j7.candidateOf]: (0,_candidate_labels_js__WEBPACK_IMPORTED_MODULE_2__/* .candidateLabelValue */ .zh)(workload) };
    const owner = { apiVersion: "apps/v1", kind: "Deployment", name: workload, uid: ownerUid ?? "" };
    const body = {
        apiVersion: "v1",
        kind: "Service",
        metadata: {
            name: services.candidate,
            namespace: client.namespace,
            labels: { [_marks_js__WEBPACK_IMPORTED_MODULE_1__/* .MARKS */ .j7.managedBy]: _marks_js__WEBPACK_IMPORTED_MODULE_1__/* .MANAGER */ .u, ...mark },
            ...(ownerUid === undefined ? {} : { ownerReferences: [owner] }),
        },
        spec: {
            type: "ClusterIP",
            // A node port belongs to stable's Service alone.
            ports: (ports ?? []).map(({ name, port, targetPort, protocol, appProtocol }) => ({
                ...(name === undefined ? {} : { name }),
                port,
                ...(targetPort === undefined ? {} : { targetPort }),
                ...(protocol === undefined ? {} : { protocol }),
                ...(appProtocol === undefined ? {} : { appProtocol }),
            })),
            ...(sessionAffinity === undefined ? {} : { sessionAffinity }),
            ...(ipFamilyPolicy === undefined ? {} : { ipFamilyPolicy }),
            selector: mark,
        },
    };
    await client.patch(_kubernetes_client_js__WEBPACK_IMPORTED_MODULE_0__/* .SERVICES */ .Bg, services.candidate, { type: "apply", body, force: false }, signal);
}
/** Removes the candidate's Service if this project made it. */
async function removeCandidateService(context, services, signal) {
    const { client } = context;
    if (services.candidate === services.stable)
        return;
    const found = await client.read(_kubernetes_client_js__WEBPACK_IMPORTED_MODULE_0__/* .SERVICES */ .Bg, services.candidate, signal);
    if (found?.metadata.labels?.[_marks_js__WEBPACK_IMPORTED_MODULE_1__/* .MARKS */ .j7.managedBy] !== _marks_js__WEBPACK_IMPORTED_MODULE_1__/* .MANAGER */ .u)
        return;
    const { uid } = found.metadata;
    await client.remove(_kubernetes_client_js__WEBPACK_IMPORTED_MODULE_0__/* .SERVICES */ .Bg, services.candidate, signal, uid === undefined ? {} : { uid });
}


/***/ }),

/***/ 50748:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createDeploymentMovement: () => (/* binding */ createDeploymentMovement)
});

// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/guards.js
var guards = __webpack_require__(41881);
// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/kubernetes-client.js
var kubernetes_client = __webpack_require__(97671);
// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/deployment/autoscaler.js
var deployment_autoscaler = __webpack_require__(87848);
// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/deployment/cluster-state.js
var cluster_state = __webpack_require__(73029);
// EXTERNAL MODULE: ./packages/platforms/lib/traffic-state.js
var traffic_state = __webpack_require__(40291);
// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/deployment/base-deployment.js
var base_deployment = __webpack_require__(80552);
// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/deployment/candidate-deployment.js
var candidate_deployment = __webpack_require__(71904);
// EXTERNAL MODULE: ./packages/kernel/lib/index.js + 9 modules
var lib = __webpack_require__(26393);
// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/deployment/candidate-service.js
var candidate_service = __webpack_require__(4644);
// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/deployment/shift-traffic.js
var shift_traffic = __webpack_require__(3843);
// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/deployment/stable-release.js
var stable_release = __webpack_require__(58588);
// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/deployment/take-candidate-back.js
var take_candidate_back = __webpack_require__(84758);
// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/deployment/wait-for-deployment.js
var wait_for_deployment = __webpack_require__(12430);
;// CONCATENATED MODULE: ./packages/platforms/lib/kubernetes/deployment/set-weight.js











/** Makes the candidate run and gives it a share; see `Platform.setWeight`. */
async function setWeight(context, release, weight, precondition, signal) {
    let now = await (0,cluster_state/* readCluster */.D)(context, signal);
    const { traffic } = now;
    const isRunning = traffic.candidate?.release.version === release.version;
    const isThere = isRunning && now.reading !== undefined && (0,shift_traffic/* isAt */.ii)(now.reading, weight);
    if (isThere && traffic.candidate?.ready === true)
        return traffic;
    if (traffic.stable?.release.version === release.version) {
        throw new lib/* ActionError */.lZ("conflict", `${release.version} is the stable release already`);
    }
    if (!isThere)
        (0,guards/* requireRevision */.nf)(traffic, precondition, "set-weight", now.reading?.changedBy);
    const what = `${release.version} cannot get ${(0,lib/* formatPercent */.l9)(weight)} of the traffic`;
    if (weight > 0 && isRunning)
        (0,guards/* requireReady */.VF)(traffic, what);
    // Another candidate gives its traffic back before its pods are replaced: it is stable that the new one is compared with.
    if (traffic.candidate !== null && !isRunning && traffic.candidateWeight > 0) {
        await (0,take_candidate_back/* takeCandidateBack */.a)(context, now, { removes: false }, signal);
        now = await (0,cluster_state/* readCluster */.D)(context, signal);
    }
    return shiftTo(context, now, release, weight, signal);
}
/** Brings the candidate up for a share and gives it that share; at 0 % one that does not come up is no error. */
async function shiftTo(context, now, release, weight, signal) {
    const up = await bringCandidateUp(context, now, release, weight, signal);
    const { route, services, reading } = up;
    if (weight > 0) {
        (0,guards/* requireReady */.VF)(up.traffic, `${release.version} cannot get ${(0,lib/* formatPercent */.l9)(weight)} of the traffic`);
    }
    if (services !== undefined && reading !== undefined) {
        if (weight > 0 && route.capabilities.traffic !== "replicas") {
            await (0,shift_traffic/* requireEndpoints */.qX)(context, services, signal);
        }
        await (0,shift_traffic/* shiftTraffic */.Uv)(context, route, services, weight, reading, signal);
        // Only now: a header or a mirror must find pods that answer.
        if (up.traffic.candidate?.ready === true)
            await route.attach?.(services, signal);
    }
    return (await (0,cluster_state/* readCluster */.D)(context, signal)).traffic;
}
/** The candidate's objects are there, and its pods are up or fail for good: the traffic is where it was. */
async function bringCandidateUp(context, now, release, weight, signal) {
    const { client, clock, target } = context;
    if (now.stable === undefined && now.services === undefined)
        await (0,base_deployment/* applyFirstManifests */.J9)(context, signal);
    const base = now.stable ?? (await (0,base_deployment/* baseDeployment */.bc)(context, signal));
    const services = now.services ?? (await now.route.services(signal));
    const replicas = await replicasFor(context, now, weight, signal);
    await (0,candidate_deployment/* ensureCandidate */.iO)(context, base, release, replicas, services, signal);
    await (0,candidate_service/* ensureCandidateService */.R)(context, services, now.stable?.metadata.uid, signal);
    const timeoutMs = target.readyTimeoutMs;
    await (0,wait_for_deployment/* waitForDeployment */.Kw)({ client, clock, name: context.candidate, timeoutMs, signal });
    return (0,cluster_state/* readCluster */.D)(context, signal);
}
/** Pods for a share of what stable has, so that each has no more to do than one of stable's. */
async function replicasFor(context, now, weight, signal) {
    const { client, log } = context;
    if (now.stable === undefined || now.stableRelease === undefined || weight <= 0)
        return 1;
    // Where the pods are the share, the route itself adds and removes them.
    if (now.route.capabilities.traffic === "replicas")
        return 1;
    const full = (0,stable_release/* fullReplicas */.rV)(now.stable);
    const wanted = Math.max(1, Math.ceil((full * weight) / 100));
    const autoscaler = await (0,deployment_autoscaler/* findAutoscaler */.r)(client, context.stable, signal);
    if (autoscaler !== undefined) {
        log.info(`HorizontalPodAutoscaler ${autoscaler.metadata.name} scales ${context.stable} (${full} pods now). The candidate is not autoscaled: it gets ${wanted} for ${(0,lib/* formatPercent */.l9)(weight)}.`);
    }
    return wanted;
}

// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/deployment/stable-deployment.js
var stable_deployment = __webpack_require__(24902);
;// CONCATENATED MODULE: ./packages/platforms/lib/kubernetes/deployment/promote.js












/**
 * Makes the candidate stable; see `Platform.promote`. The candidate carries everything while the stable Deployment is updated to
 * the new template; traffic returns there only when all its pods are up, then the candidate goes.
 */
async function promote(context, release, precondition, signal) {
    const { client, clock, target } = context;
    const now = await (0,cluster_state/* readCluster */.D)(context, signal);
    if ((0,traffic_state/* isAllStable */.fu)(now.traffic, release))
        return now.traffic;
    (0,guards/* requireRevision */.nf)(now.traffic, precondition, "promote", now.reading?.changedBy);
    (0,guards/* requireCandidate */.Vg)(now.traffic, release);
    // Killed after the release had become stable: only the candidate is still to go, in whatever state it is.
    const isHalfDone = now.stableRelease?.version === release.version;
    if (!isHalfDone)
        (0,guards/* requireReady */.VF)(now.traffic, `${release.version} cannot be promoted`);
    if (!isHalfDone)
        await updateStable(context, now, release, signal);
    await (0,wait_for_deployment/* requireDeployment */.lH)({ client, clock, name: context.stable, timeoutMs: target.readyTimeoutMs, signal }, `Traffic stays at the candidate ${release.version}. Run again: the promotion goes on, or is aborted.`);
    if (!isHalfDone)
        await (0,stable_deployment/* markStable */.JP)(context, release, signal);
    await (0,take_candidate_back/* takeCandidateBack */.a)(context, await (0,cluster_state/* readCluster */.D)(context, signal), { removes: true }, signal);
    return (await (0,cluster_state/* readCluster */.D)(context, signal)).traffic;
}
async function updateStable(context, now, release, signal) {
    const { client, target } = context;
    if (now.stableRelease === undefined) {
        const isStarted = now.stable !== undefined && isOf(context, now.stable, release);
        if (!isStarted)
            await (0,base_deployment/* startStable */.mY)(context, now.stable, release, signal);
        return;
    }
    if (now.reading === undefined || !(0,shift_traffic/* isAt */.ii)(now.reading, 100))
        await shiftTo(context, now, release, 100, signal);
    const stable = await client.require(kubernetes_client/* DEPLOYMENTS */.$i, context.stable, signal);
    const replicas = (0,stable_release/* fullReplicas */.rV)(stable);
    if (isOf(context, stable, release) && stable.spec.replicas === replicas)
        return;
    const template = (0,candidate_deployment/* newTemplate */.vi)({ target }, stable, release, undefined);
    // An autoscaler's count is left alone unless there is none at all.
    const change = (stable.spec.replicas ?? 1) < replicas ? { isStable: false, replicas } : { isStable: false };
    await (0,stable_deployment/* replaceTemplate */.xA)(context, stable, template, change, signal);
}
function isOf({ target, stable }, deployment, release) {
    const found = (0,stable_release/* templateRelease */.yq)(deployment.spec.template, target, `Deployment ${stable}`);
    return found.isMarked && found.release.version === release.version;
}

// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/deployment/restore.js
var restore = __webpack_require__(16897);
// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/deployment/split-replicas.js
var split_replicas = __webpack_require__(56273);
;// CONCATENATED MODULE: ./packages/platforms/lib/kubernetes/deployment/deployment-platform.js










/** Two Deployments and a route between them. */
function createDeploymentMovement(context) {
    return {
        observe: async (signal) => (await (0,cluster_state/* readCluster */.D)(context, signal)).traffic,
        setWeight: (candidate, weight, precondition, signal) => setWeight(context, candidate, weight, precondition, signal),
        promote: (candidate, precondition, signal) => promote(context, candidate, precondition, signal),
        abort: (precondition, signal) => abort(context, precondition, signal),
        restore: (release, precondition, signal) => (0,restore/* restore */.PF)(context, release, precondition, signal),
        planProblems: (weights, signal) => planProblems(context, weights, signal),
    };
}
async function abort(context, precondition, signal) {
    const now = await (0,cluster_state/* readCluster */.D)(context, signal);
    if (now.traffic.candidate === null)
        return now.traffic;
    (0,guards/* requireRevision */.nf)(now.traffic, precondition, "abort", now.reading?.changedBy);
    await (0,take_candidate_back/* takeCandidateBack */.a)(context, now, { removes: true }, signal);
    return (await (0,cluster_state/* readCluster */.D)(context, signal)).traffic;
}
async function planProblems(context, weights, signal) {
    if (context.routeFor(undefined).capabilities.traffic !== "replicas")
        return [];
    const stable = await context.client.read(kubernetes_client/* DEPLOYMENTS */.$i, context.stable, signal);
    if (stable === undefined)
        return [];
    const autoscaler = await (0,deployment_autoscaler/* findAutoscaler */.r)(context.client, context.stable, signal);
    return weights.flatMap((weight) => (0,split_replicas/* replicaProblem */.OR)((0,stable_release/* fullReplicas */.rV)(stable), weight, autoscaler === undefined) ?? []);
}


/***/ }),

/***/ 16897:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Fu: () => (/* binding */ rollBack),
/* harmony export */   PF: () => (/* binding */ restore),
/* harmony export */   Xp: () => (/* binding */ untilRestored)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26393);
/* harmony import */ var _traffic_state_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(40291);
/* harmony import */ var _guards_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(41881);
/* harmony import */ var _kubernetes_client_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(97671);
/* harmony import */ var _cluster_state_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(73029);
/* harmony import */ var _deployment_status_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(6123);
/* harmony import */ var _stable_deployment_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(24902);
/* harmony import */ var _stable_release_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(58588);
/* harmony import */ var _take_candidate_back_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(84758);
/* harmony import */ var _wait_for_deployment_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(12430);










/**
 * Makes an earlier release stable again; see `Platform.restore`. The stable Deployment goes back pod by pod while everything that
 * serves goes on serving; a candidate gives its traffic back when that is done.
 */
async function restore(context, release, precondition, signal) {
    const { stable: name } = context;
    const now = await (0,_cluster_state_js__WEBPACK_IMPORTED_MODULE_4__/* .readCluster */ .D)(context, signal);
    const isDone = (0,_traffic_state_js__WEBPACK_IMPORTED_MODULE_1__/* .isAllStable */ .fu)(now.traffic, release);
    if (isDone && now.stable !== undefined && (0,_deployment_status_js__WEBPACK_IMPORTED_MODULE_9__/* .isComplete */ .As)(now.stable))
        return now.traffic;
    if (!isDone)
        (0,_guards_js__WEBPACK_IMPORTED_MODULE_2__/* .requireRevision */ .nf)(now.traffic, precondition, "restore", now.reading?.changedBy);
    if (now.stable === undefined) {
        await context.client.require(_kubernetes_client_js__WEBPACK_IMPORTED_MODULE_3__/* .DEPLOYMENTS */ .$i, name, signal);
        throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("conflict", `Deployment ${name} appeared while it was looked for. Run again.`);
    }
    const current = (0,_stable_release_js__WEBPACK_IMPORTED_MODULE_6__/* .templateRelease */ .yq)(now.stable.spec.template, context.target, `Deployment ${name}`).release;
    const isRunning = now.stableRelease?.version === release.version && current.version === release.version;
    if (!isRunning)
        await rollBack(context, now.stable, release, signal);
    await untilRestored(context, release, signal);
    if (now.traffic.candidate !== null) {
        await (0,_take_candidate_back_js__WEBPACK_IMPORTED_MODULE_7__/* .takeCandidateBack */ .a)(context, await (0,_cluster_state_js__WEBPACK_IMPORTED_MODULE_4__/* .readCluster */ .D)(context, signal), { removes: true }, signal);
    }
    return (await (0,_cluster_state_js__WEBPACK_IMPORTED_MODULE_4__/* .readCluster */ .D)(context, signal)).traffic;
}
/** Puts an earlier release's template on the stable Deployment, and says where it was found. */
async function rollBack(context, stable, release, signal) {
    const { log } = context;
    const { name } = stable.metadata;
    const { template, revision } = await (0,_stable_deployment_js__WEBPACK_IMPORTED_MODULE_5__/* .templateOf */ .kW)(context, stable, release, signal);
    const from = revision === undefined ? "the image of the release" : `revision ${revision}`;
    log.info(`Deployment ${name} goes back to ${release.version} by ${from}.`);
    const strategy = stable.spec.strategy;
    if (typeof strategy === "object" &&
        strategy !== null &&
        "type" in strategy &&
        strategy.type === "Recreate") {
        log.warning(`Deployment ${name} has the strategy Recreate: its pods end before new ones start.`);
    }
    const replicas = (0,_stable_release_js__WEBPACK_IMPORTED_MODULE_6__/* .fullReplicas */ .rV)(stable);
    const isScaledDown = (stable.spec.replicas ?? 1) < replicas;
    await (0,_stable_deployment_js__WEBPACK_IMPORTED_MODULE_5__/* .replaceTemplate */ .xA)(context, stable, template, { isStable: true, ...(isScaledDown ? { replicas } : {}) }, signal);
}
/** Waits until every pod is of the restored release. */
async function untilRestored(context, release, signal) {
    const { client, clock, target, stable: name } = context;
    await (0,_wait_for_deployment_js__WEBPACK_IMPORTED_MODULE_8__/* .requireDeployment */ .lH)({ client, clock, name, timeoutMs: target.readyTimeoutMs, signal }, `${release.version} does not come up again: bring back another release, or look at its pods.`);
}


/***/ }),

/***/ 3843:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Uv: () => (/* binding */ shiftTraffic),
/* harmony export */   ii: () => (/* binding */ isAt),
/* harmony export */   qX: () => (/* binding */ requireEndpoints)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26393);
/* harmony import */ var _guards_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(41881);
/* harmony import */ var _objects_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6199);



const FIRST_POLL_MS = 50;
const LONGEST_POLL_MS = 500;
/**
 * Gives the candidate a share and returns when the route shows it and its controller, where it reports, has accepted it. A share
 * that is taken back by somebody else is a `conflict` that names them; it is not written again.
 */
async function shiftTraffic(context, route, services, weight, seen, signal) {
    if (!isAt(seen, weight))
        await route.write(services, weight, seen, signal);
    const { clock, target, log } = context;
    const begin = clock.now();
    let pollMs = FIRST_POLL_MS;
    for (;;) {
        const now = await route.read(services, signal);
        if (!isAt(now, weight))
            throw takenBack(route, weight, now);
        if (now.accepted === undefined) {
            const why = now.message ?? "its controller does not report";
            log.debug(`${route.describe}: ${why}, so ${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .formatPercent */ .l9)(weight)} is what the specification says.`);
            return;
        }
        if (now.accepted)
            return;
        const waitedMs = clock.now() - begin;
        if (waitedMs >= target.settleMs) {
            throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("remote", `${route.describe} was given ${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .formatPercent */ .l9)(weight)} for the candidate, but its controller has not accepted it after ${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(waitedMs)}: ${now.message ?? "no reason given"}.`, { hint: `Look at the status of ${route.describe} and at the log of its controller.` });
        }
        await clock.sleep(pollMs, signal);
        pollMs = Math.min(LONGEST_POLL_MS, pollMs * 2);
    }
}
/** Whether the route gives the candidate that share. */
function isAt(reading, weight) {
    return Math.abs(reading.candidateWeight - weight) < 0.006;
}
function takenBack(route, weight, now) {
    const who = now.changedBy ?? "somebody else";
    return new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("conflict", `${route.describe} was set to ${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .formatPercent */ .l9)(weight)} for the candidate and shows ${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .formatPercent */ .l9)(now.candidateWeight)} now: ${who} wrote it back.`, {
        hint: `${(0,_guards_js__WEBPACK_IMPORTED_MODULE_1__/* .gitOpsHint */ .aK)(route.describe)} Then run again.`,
    });
}
/** Waits until the candidate's Service has a ready endpoint, so that the first request finds one. */
async function requireEndpoints(context, services, signal) {
    const { client, clock, target } = context;
    const labelSelector = `kubernetes.io/service-name=${services.candidate}`;
    const begin = clock.now();
    let pollMs = FIRST_POLL_MS;
    for (;;) {
        const slices = await client.list(_objects_js__WEBPACK_IMPORTED_MODULE_2__/* .ENDPOINT_SLICES */ .G, { labelSelector }, signal);
        const isThere = slices.some(({ endpoints }) => 
        // The API means ready when the condition is missing.
        endpoints?.some(({ conditions }) => conditions?.ready !== false));
        if (isThere)
            return;
        if (clock.now() - begin >= target.settleMs) {
            throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("conflict", `Service ${client.namespace}/${services.candidate} has no ready endpoint after ${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(target.settleMs)}, so the candidate gets no traffic.`, { hint: "Compare the Service's selector with the labels of the candidate's pods." });
        }
        await clock.sleep(pollMs, signal);
        pollMs = Math.min(LONGEST_POLL_MS, pollMs * 2);
    }
}


/***/ }),

/***/ 84758:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ takeCandidateBack)
/* harmony export */ });
/* harmony import */ var _kubernetes_client_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(97671);
/* harmony import */ var _base_deployment_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(80552);
/* harmony import */ var _candidate_deployment_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(71904);
/* harmony import */ var _candidate_service_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4644);
/* harmony import */ var _deployment_status_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(6123);
/* harmony import */ var _shift_traffic_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3843);
/* harmony import */ var _stable_deployment_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(24902);
/* harmony import */ var _stable_release_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(58588);
/* harmony import */ var _wait_for_deployment_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(12430);









/**
 * Gives all traffic back to stable, once stable can carry it, and `removes` everything that was made for the candidate: the
 * candidate's Deployment last, because it is what shows that a rollout is not over.
 */
async function takeCandidateBack(context, now, { removes }, signal) {
    const { clock, target } = context;
    const { route, services, reading, traffic } = now;
    const hadTraffic = (reading?.candidateWeight ?? 0) > 0;
    if (now.stable !== undefined && now.stableRelease !== undefined) {
        await undoTemplate(context, now, now.stable, signal);
        if (hadTraffic)
            await (0,_stable_deployment_js__WEBPACK_IMPORTED_MODULE_5__/* .requireStableCapacity */ .nM)(context, now.stable, traffic.candidate?.ready === true, signal);
    }
    // Pods that are about to go need not come up with other labels first.
    const goesByItself = removes && route.capabilities.traffic === "replicas";
    if (services !== undefined) {
        if (reading !== undefined && hadTraffic && !goesByItself) {
            // The stable pods may have come up meanwhile, and the route is read anew to be changed.
            await (0,_shift_traffic_js__WEBPACK_IMPORTED_MODULE_4__/* .shiftTraffic */ .Uv)(context, route, services, 0, await route.read(services, signal), signal);
        }
        if (removes)
            await route.detach(services, signal);
    }
    if (!removes)
        return;
    if (hadTraffic && !goesByItself && target.drainMs > 0)
        await clock.sleep(target.drainMs, signal);
    if (services !== undefined)
        await (0,_candidate_service_js__WEBPACK_IMPORTED_MODULE_3__/* .removeCandidateService */ .B)(context, services, signal);
    if (now.stable !== undefined && now.stableRelease === undefined)
        await (0,_base_deployment_js__WEBPACK_IMPORTED_MODULE_1__/* .undoFirst */ .f6)(context, now.stable, signal);
    await (0,_candidate_deployment_js__WEBPACK_IMPORTED_MODULE_2__/* .removeCandidate */ .ud)(context, signal);
    if (now.stableRelease !== undefined)
        await finishStable(context, signal);
}
/** A run before this one may have died while stable went to another template: what it began is seen to its end. */
async function finishStable(context, signal) {
    const { client, clock, target, stable: name } = context;
    const timeoutMs = target.readyTimeoutMs;
    await (0,_wait_for_deployment_js__WEBPACK_IMPORTED_MODULE_7__/* .waitForDeployment */ .Kw)({ client, clock, name, timeoutMs, signal, isDone: isRolledOut });
}
/** Every pod is of the current template; whether one is just not available is another matter. */
function isRolledOut(deployment) {
    const { updatedReplicas = 0, replicas = 0 } = deployment.status ?? {};
    return ((0,_deployment_status_js__WEBPACK_IMPORTED_MODULE_8__/* .isObserved */ .XJ)(deployment) &&
        updatedReplicas === (0,_deployment_status_js__WEBPACK_IMPORTED_MODULE_8__/* .desiredOf */ .OO)(deployment) &&
        replicas === updatedReplicas &&
        ((0,_deployment_status_js__WEBPACK_IMPORTED_MODULE_8__/* .isServing */ .PA)(deployment) || (0,_deployment_status_js__WEBPACK_IMPORTED_MODULE_8__/* .desiredOf */ .OO)(deployment) === 0));
}
/** A promotion that did not come to its end left the new template on the stable Deployment. */
async function undoTemplate(context, now, stable, signal) {
    const { client, clock, target } = context;
    const release = now.stableRelease;
    const where = `Deployment ${context.stable}`;
    const current = (0,_stable_release_js__WEBPACK_IMPORTED_MODULE_6__/* .templateRelease */ .yq)(stable.spec.template, target, where);
    if (release === undefined || !current.isMarked || current.release.version === release.version)
        return;
    const fresh = await client.require(_kubernetes_client_js__WEBPACK_IMPORTED_MODULE_0__/* .DEPLOYMENTS */ .$i, context.stable, signal);
    const { template } = await (0,_stable_deployment_js__WEBPACK_IMPORTED_MODULE_5__/* .templateOf */ .kW)(context, fresh, release, signal);
    await (0,_stable_deployment_js__WEBPACK_IMPORTED_MODULE_5__/* .replaceTemplate */ .xA)(context, fresh, template, { isStable: true }, signal);
    const timeoutMs = target.readyTimeoutMs;
    await (0,_wait_for_deployment_js__WEBPACK_IMPORTED_MODULE_7__/* .requireDeployment */ .lH)({ client, clock, name: context.stable, timeoutMs, signal }, `Traffic stays at the candidate until ${release.version} is up again. Run again: the abort goes on.`);
}


/***/ })

};
