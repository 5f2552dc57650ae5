export const id = 9088;
export const ids = [9088];
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


/***/ }),

/***/ 19088:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createRollingMovement: () => (/* binding */ createRollingMovement)
});

// EXTERNAL MODULE: ./packages/kernel/lib/index.js + 9 modules
var lib = __webpack_require__(26393);
// EXTERNAL MODULE: ./packages/platforms/lib/traffic-state.js
var traffic_state = __webpack_require__(40291);
// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/deployment/base-deployment.js
var base_deployment = __webpack_require__(80552);
// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/deployment/deployment-status.js
var deployment_status = __webpack_require__(6123);
// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/deployment/restore.js
var restore = __webpack_require__(16897);
// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/deployment/stable-deployment.js
var stable_deployment = __webpack_require__(24902);
// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/deployment/wait-for-deployment.js
var wait_for_deployment = __webpack_require__(12430);
// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/guards.js
var guards = __webpack_require__(41881);
// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/kubernetes-client.js
var kubernetes_client = __webpack_require__(97671);
// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/marks.js
var marks = __webpack_require__(42149);
// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/annotation-operations.js
var annotation_operations = __webpack_require__(19557);
// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/deployment/autoscaler.js
var deployment_autoscaler = __webpack_require__(87848);
// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/deployment/candidate-deployment.js
var candidate_deployment = __webpack_require__(71904);
// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/deployment/stable-release.js
var stable_release = __webpack_require__(58588);
// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/manifests/manifests.js
var manifests_manifests = __webpack_require__(52412);
;// CONCATENATED MODULE: ./packages/platforms/lib/kubernetes/rolling/apply-release.js










/** Writes down what is to come; before the first deploy, on a Deployment without pods made from the manifests. */
async function stageRelease(context, release, signal) {
    const { client, stable: name } = context;
    const staged = { [marks/* MARKS */.j7.candidate]: JSON.stringify(release) };
    const found = await client.read(kubernetes_client/* DEPLOYMENTS */.$i, name, signal);
    if (found !== undefined) {
        const isForm = (0,stable_release/* stableRelease */.Po)(found, context.target) === undefined &&
            found.metadata.annotations?.[marks/* MARKS */.j7.first] === undefined;
        const annotations = isForm ? { ...staged, [marks/* MARKS */.j7.first]: base_deployment/* FIRST */.RK.form } : staged;
        await client.patch(kubernetes_client/* DEPLOYMENTS */.$i, name, { type: "merge", body: { metadata: { annotations } } }, signal);
        return;
    }
    const base = await (0,base_deployment/* baseDeployment */.bc)(context, signal);
    const annotations = { ...base.metadata.annotations, ...staged, [marks/* MARKS */.j7.first]: base_deployment/* FIRST */.RK.created };
    const metadata = { ...base.metadata, namespace: client.namespace, annotations };
    await client.create(kubernetes_client/* DEPLOYMENTS */.$i, { ...base, metadata, spec: { ...base.spec, replicas: 0 } }, signal);
}
/** Applies the manifests in order, the Deployment with the release's image; without manifests only the image changes. */
async function applyRelease(context, release, signal) {
    const { client, stable: name } = context;
    const found = await client.require(kubernetes_client/* DEPLOYMENTS */.$i, name, signal);
    const manifests = await (0,manifests_manifests/* readManifests */.PX)(context, signal);
    const ours = manifests.find(({ kind, metadata }) => kind === "Deployment" && metadata.name === name);
    for (const object of manifests) {
        if (object === ours)
            await applyWorkload(context, found, object, release, signal);
        else
            await applyOther(context, object, signal);
    }
    if (ours !== undefined)
        return;
    if ((0,stable_release/* stableRelease */.Po)(found, context.target) === undefined)
        return (0,base_deployment/* startStable */.mY)(context, found, release, signal);
    const template = (0,candidate_deployment/* newTemplate */.vi)(context, found, release, undefined);
    await (0,stable_deployment/* replaceTemplate */.xA)(context, found, template, { isStable: false }, signal);
}
async function applyOther(context, object, signal) {
    const { client, clock, target } = context;
    const { kind, metadata } = object;
    await (0,manifests_manifests/* applyObject */.qi)(client, object, signal);
    if (kind !== "Deployment")
        return;
    const timeoutMs = target.readyTimeoutMs;
    await (0,wait_for_deployment/* requireDeployment */.lH)({ client, clock, name: metadata.name, timeoutMs, signal }, "What was applied before it stays applied. Correct it and run again, or abort.");
}
async function applyWorkload(context, found, manifest, release, signal) {
    const { client, stable: name, log } = context;
    const template = (0,candidate_deployment/* newTemplate */.vi)(context, manifest, release, undefined);
    const { replicas, ...rest } = manifest.spec;
    const autoscaler = await (0,deployment_autoscaler/* findAutoscaler */.r)(client, name, signal);
    if (autoscaler !== undefined && replicas !== undefined) {
        log.info(`replicas: ${replicas} of the manifest is left out: HorizontalPodAutoscaler ${autoscaler.metadata.name} scales ${name}.`);
    }
    const spec = {
        ...rest,
        template,
        ...(autoscaler === undefined || found.spec.replicas === 0 ? { replicas: replicas ?? 1 } : {}),
    };
    // The release before stays the stable one by its mark until this one is promoted.
    const marks = (0,annotation_operations/* annotationOperations */.O)(found.metadata, stableMarksOf(context, found));
    if (marks.length > 0)
        await client.patch(kubernetes_client/* DEPLOYMENTS */.$i, name, { type: "json", operations: marks }, signal);
    const object = { ...manifest, spec };
    await client.patch(kubernetes_client/* DEPLOYMENTS */.$i, name, { type: "apply", body: object, force: true }, signal);
}
function stableMarksOf({ target }, found) {
    const release = (0,stable_release/* stableRelease */.Po)(found, target);
    if (release === undefined || found.metadata.annotations?.[marks/* MARKS */.j7.version] === release.version)
        return {};
    return {
        [marks/* MARKS */.j7.version]: release.version,
        ...(release.artifact === undefined ? {} : { [marks/* MARKS */.j7.artifact]: release.artifact }),
    };
}

// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/deployment/diagnose.js + 1 modules
var diagnose = __webpack_require__(47966);
// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/deployment/split-replicas.js
var split_replicas = __webpack_require__(56273);
// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/fingerprint.js
var fingerprint = __webpack_require__(36191);
;// CONCATENATED MODULE: ./packages/platforms/lib/kubernetes/rolling/rolling-state.js








/** Reads the Deployment; a candidate is the release staged in its annotation, and has all or nothing. */
async function readRolling(context, signal) {
    const { target, stable: name } = context;
    const deployment = await (0,wait_for_deployment/* readObserved */.xY)(context, name, signal);
    if (deployment === undefined) {
        const traffic = { stable: null, candidate: null, candidateWeight: 0, revision: (0,fingerprint/* fingerprint */.R)("none") };
        return { deployment, stable: undefined, candidate: undefined, isApplied: false, traffic };
    }
    const stable = (0,stable_release/* stableRelease */.Po)(deployment, target);
    const candidate = readStaged(deployment);
    const current = (0,stable_release/* templateRelease */.yq)(deployment.spec.template, target, `Deployment ${name}`);
    const isApplied = candidate !== undefined && current.isMarked && current.release.version === candidate.version;
    const share = isApplied && !(0,deployment_status/* isComplete */.As)(deployment) ? updatedShare(deployment) : undefined;
    const traffic = {
        stable: stable === undefined
            ? null
            : {
                release: stable,
                ready: (0,deployment_status/* isServing */.PA)(deployment),
                ...((0,deployment_status/* isServing */.PA)(deployment) ? {} : { detail: (0,deployment_status/* describeProgress */.vk)(deployment) }),
            },
        candidate: candidate === undefined ? null : await showCandidate(context, deployment, candidate, isApplied, signal),
        candidateWeight: isApplied ? 100 : 0,
        ...(share === undefined || share >= 100 ? {} : { actualShare: share }),
        revision: (0,fingerprint/* fingerprint */.R)(deployment.metadata.uid, stable?.version, candidate?.version, current.release),
    };
    return { deployment, stable, candidate, isApplied, traffic };
}
/** The release staged on a Deployment, if it can be read. */
function readStaged(deployment) {
    const text = deployment.metadata.annotations?.[marks/* MARKS */.j7.candidate];
    if (text === undefined)
        return undefined;
    try {
        const parsed = JSON.parse(text);
        if (!(0,lib/* isObject */.Gv)(parsed) || typeof parsed.version !== "string")
            return undefined;
        const { version, commit, artifact } = parsed;
        return {
            version,
            ...(typeof commit === "string" ? { commit } : {}),
            ...(typeof artifact === "string" ? { artifact } : {}),
        };
    }
    catch {
        return undefined;
    }
}
async function showCandidate({ client, clock }, deployment, release, isApplied, signal) {
    // Before it is applied there is nothing that could be wrong with it.
    if (!isApplied)
        return { release, ready: true, detail: "staged: its pods start with all the traffic" };
    if ((0,deployment_status/* isComplete */.As)(deployment))
        return { release, ready: true };
    const { detail, failure } = await (0,diagnose/* diagnose */.h)(client, deployment, clock.now(), signal);
    return {
        release,
        ready: false,
        detail: detail ?? (0,deployment_status/* describeProgress */.vk)(deployment),
        ...(failure === undefined ? {} : { failure }),
    };
}
function updatedShare({ status }) {
    const { replicas = 0, updatedReplicas = 0 } = status ?? {};
    return (0,split_replicas/* shareOf */.tC)({ stable: replicas - updatedReplicas, candidate: updatedReplicas });
}

;// CONCATENATED MODULE: ./packages/platforms/lib/kubernetes/rolling/rolling-platform.js












/** A Deployment updated in place, all at once as far as steps go: Kubernetes replaces its pods one by one. */
function createRollingMovement(context) {
    return {
        observe: async (signal) => (await readRolling(context, signal)).traffic,
        setWeight: (candidate, weight, precondition, signal) => setWeight(context, candidate, weight, precondition, signal),
        promote: (candidate, precondition, signal) => promote(context, candidate, precondition, signal),
        abort: (precondition, signal) => abort(context, precondition, signal),
        restore: (release, precondition, signal) => rolling_platform_restore(context, release, precondition, signal),
        planProblems: async () => [],
    };
}
async function setWeight(context, release, weight, precondition, signal) {
    if (weight !== 0 && weight !== 100) {
        throw new lib/* ActionError */.lZ("config", `Route rolling moves all traffic at once: ${weight} % is not possible.`, {
            hint: "Use steps of 0 % and 100 %, or another route.",
        });
    }
    const now = await readRolling(context, signal);
    const isRunning = now.candidate?.version === release.version;
    const isThere = isRunning && now.isApplied === (weight === 100);
    if (isThere && now.traffic.candidate?.ready === true)
        return now.traffic;
    if (now.stable?.version === release.version) {
        throw new lib/* ActionError */.lZ("conflict", `${release.version} is the stable release already`);
    }
    if (!isThere)
        (0,guards/* requireRevision */.nf)(now.traffic, precondition, "set-weight", undefined);
    if (now.isApplied && (weight === 0 || !isRunning))
        await takeBack(context, now, signal);
    if (!isRunning || now.isApplied)
        await stageRelease(context, release, signal);
    if (weight === 0)
        return (await readRolling(context, signal)).traffic;
    await rollOut(context, release, signal);
    return (await readRolling(context, signal)).traffic;
}
/** Applies the release and waits for its pods; a release that does not come up is a `conflict`, and an abort undoes it. */
async function rollOut(context, release, signal) {
    const { client, clock, target, stable: name } = context;
    await applyRelease(context, release, signal);
    const timeoutMs = target.readyTimeoutMs;
    const end = await (0,wait_for_deployment/* waitForDeployment */.Kw)({ client, clock, name, timeoutMs, signal });
    if (end.isDone)
        return;
    const { traffic } = await readRolling(context, signal);
    (0,guards/* requireReady */.VF)(traffic, `${release.version} does not come up with all the traffic`);
}
async function promote(context, release, precondition, signal) {
    const now = await readRolling(context, signal);
    if ((0,traffic_state/* isAllStable */.fu)(now.traffic, release))
        return now.traffic;
    (0,guards/* requireRevision */.nf)(now.traffic, precondition, "promote", undefined);
    (0,guards/* requireCandidate */.Vg)(now.traffic, release);
    if (now.isApplied)
        (0,guards/* requireReady */.VF)(now.traffic, `${release.version} cannot be promoted`);
    else
        await rollOut(context, release, signal);
    await (0,stable_deployment/* markStable */.JP)(context, release, signal);
    return (await readRolling(context, signal)).traffic;
}
async function abort(context, precondition, signal) {
    const now = await readRolling(context, signal);
    if (now.candidate === undefined)
        return now.traffic;
    (0,guards/* requireRevision */.nf)(now.traffic, precondition, "abort", undefined);
    await takeBack(context, now, signal);
    return (await readRolling(context, signal)).traffic;
}
/** Undoes a candidate: the Deployment goes back to the template of the stable release, or to what it was before the first. */
async function takeBack(context, now, signal) {
    const { client, stable: name, log, target } = context;
    const { deployment, stable } = now;
    if (deployment === undefined)
        return;
    if (stable === undefined)
        return (0,base_deployment/* undoFirst */.f6)(context, deployment, signal);
    if (!now.isApplied) {
        const body = { metadata: { annotations: { [marks/* MARKS */.j7.candidate]: null } } };
        await client.patch(kubernetes_client/* DEPLOYMENTS */.$i, name, { type: "merge", body }, signal);
        return;
    }
    if (target.manifests.length > 0) {
        log.info(`Deployment ${name} goes back; other objects of the manifests stay as they were applied.`);
    }
    await (0,restore/* rollBack */.Fu)(context, deployment, stable, signal);
    await (0,restore/* untilRestored */.Xp)(context, stable, signal);
}
async function rolling_platform_restore(context, release, precondition, signal) {
    const now = await readRolling(context, signal);
    const isDone = (0,traffic_state/* isAllStable */.fu)(now.traffic, release);
    if (isDone && now.deployment !== undefined && (0,deployment_status/* isComplete */.As)(now.deployment))
        return now.traffic;
    if (!isDone)
        (0,guards/* requireRevision */.nf)(now.traffic, precondition, "restore", undefined);
    const deployment = now.deployment ?? (await context.client.require(kubernetes_client/* DEPLOYMENTS */.$i, context.stable, signal));
    if (!isDone)
        await (0,restore/* rollBack */.Fu)(context, deployment, release, signal);
    await (0,restore/* untilRestored */.Xp)(context, release, signal);
    return (await readRolling(context, signal)).traffic;
}


/***/ })

};
