export const id = 8657;
export const ids = [8657];
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

/***/ 46521:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ pointer)
/* harmony export */ });
/** RFC 6901 pointer of path parts. */
function pointer(...parts) {
    return parts.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
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


/***/ }),

/***/ 88657:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   createReplicasRoute: () => (/* binding */ createReplicasRoute)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26393);
/* harmony import */ var _deployment_autoscaler_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(87848);
/* harmony import */ var _deployment_candidate_labels_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(63504);
/* harmony import */ var _deployment_deployment_status_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(6123);
/* harmony import */ var _deployment_scale_deployment_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(82381);
/* harmony import */ var _deployment_split_replicas_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(56273);
/* harmony import */ var _deployment_stable_release_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(58588);
/* harmony import */ var _field_managers_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(64092);
/* harmony import */ var _fingerprint_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(36191);
/* harmony import */ var _json_pointer_js__WEBPACK_IMPORTED_MODULE_13__ = __webpack_require__(46521);
/* harmony import */ var _kubernetes_client_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(97671);
/* harmony import */ var _marks_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(42149);
/* harmony import */ var _objects_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(6199);
/* harmony import */ var _platform_options_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(48375);














/**
 * Pods of both releases behind one Service. At 0 % the candidate's pod runs with labels the Service does not pick; above, with
 * labels it does. Pods are added before others are taken away.
 */
function createReplicasRoute(options, route, deployments) {
    const { client } = options;
    const describe = `Service ${client.namespace}/${route.service}`;
    const load = async (signal) => {
        const [service, stable, candidate] = await Promise.all([
            client.require(_kubernetes_client_js__WEBPACK_IMPORTED_MODULE_7__/* .SERVICES */ .Bg, route.service, signal),
            client.read(_kubernetes_client_js__WEBPACK_IMPORTED_MODULE_7__/* .DEPLOYMENTS */ .$i, deployments.stable, signal),
            client.read(_kubernetes_client_js__WEBPACK_IMPORTED_MODULE_7__/* .DEPLOYMENTS */ .$i, deployments.candidate, signal),
        ]);
        if (Object.keys(service.spec.selector ?? {}).length === 0) {
            throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("config", `${describe} has no selector: its endpoints are written by somebody else.`);
        }
        return { service, stable, candidate, reading: readingOf(service, stable, candidate) };
    };
    const bringStableBack = async (stable, signal) => {
        if (stable?.metadata.annotations?.[_marks_js__WEBPACK_IMPORTED_MODULE_8__/* .MARKS */ .j7.replicas] === undefined)
            return;
        const full = (0,_deployment_stable_release_js__WEBPACK_IMPORTED_MODULE_4__/* .fullReplicas */ .rV)(stable);
        if ((0,_deployment_deployment_status_js__WEBPACK_IMPORTED_MODULE_10__/* .desiredOf */ .OO)(stable) < full)
            await (0,_deployment_scale_deployment_js__WEBPACK_IMPORTED_MODULE_3__/* .scaleDeployment */ .e)(client, stable, full, {}, signal);
        await deployments.untilComplete(deployments.stable, signal);
        const body = { metadata: { annotations: { [_marks_js__WEBPACK_IMPORTED_MODULE_8__/* .MARKS */ .j7.replicas]: null } } };
        await client.patch(_kubernetes_client_js__WEBPACK_IMPORTED_MODULE_7__/* .DEPLOYMENTS */ .$i, deployments.stable, { type: "merge", body }, signal);
        await deployments.untilComplete(deployments.stable, signal);
    };
    /** One that does not come up again goes to no pods: the Service would still pick those with the labels of before. */
    const untilOutside = async (signal) => {
        try {
            await deployments.untilComplete(deployments.candidate, signal);
        }
        catch (error) {
            if (!(error instanceof _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ) || error.code !== "remote")
                throw error;
            const { service, stable, candidate } = await load(signal);
            if (candidate === undefined)
                return;
            await setCandidate(options, candidate, stable, service, 0, 0, signal);
            await deployments.untilComplete(deployments.candidate, signal);
        }
    };
    return {
        describe,
        capabilities: { traffic: "replicas", granularity: 1, candidateHeader: undefined },
        calls: [
            ...(0,_platform_options_js__WEBPACK_IMPORTED_MODULE_11__/* .callsOf */ .p)(_kubernetes_client_js__WEBPACK_IMPORTED_MODULE_7__/* .SERVICES */ .Bg, "get", "list"),
            ...(0,_platform_options_js__WEBPACK_IMPORTED_MODULE_11__/* .callsOf */ .p)(_kubernetes_client_js__WEBPACK_IMPORTED_MODULE_7__/* .DEPLOYMENTS */ .$i, "get", "list", "patch"),
            ...(0,_platform_options_js__WEBPACK_IMPORTED_MODULE_11__/* .callsOf */ .p)(_objects_js__WEBPACK_IMPORTED_MODULE_9__/* .AUTOSCALERS */ .h, "list"),
        ],
        async services() {
            return { stable: route.service, candidate: route.service };
        },
        async read(_services, signal) {
            return (await load(signal)).reading;
        },
        async write(_services, weight, seen, signal) {
            const { service, stable, candidate, reading } = await load(signal);
            if (reading.revision !== seen.revision) {
                throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("conflict", `The replicas of ${deployments.candidate} are not as they were read: they give it ${reading.candidateWeight} % now.`);
            }
            if (candidate === undefined)
                return;
            if (weight === 0) {
                await bringStableBack(stable, signal);
                await setCandidate(options, candidate, stable, service, 1, 0, signal);
                await untilOutside(signal);
                return;
            }
            // The first release has nobody to share with.
            if (stable === undefined)
                return;
            const autoscaler = await (0,_deployment_autoscaler_js__WEBPACK_IMPORTED_MODULE_1__/* .findAutoscaler */ .r)(client, deployments.stable, signal);
            const full = (0,_deployment_stable_release_js__WEBPACK_IMPORTED_MODULE_4__/* .fullReplicas */ .rV)(stable);
            const split = (0,_deployment_split_replicas_js__WEBPACK_IMPORTED_MODULE_12__/* .splitReplicas */ .OJ)(full, weight, autoscaler === undefined);
            if (split.stable > (0,_deployment_deployment_status_js__WEBPACK_IMPORTED_MODULE_10__/* .desiredOf */ .OO)(stable)) {
                await (0,_deployment_scale_deployment_js__WEBPACK_IMPORTED_MODULE_3__/* .scaleDeployment */ .e)(client, stable, split.stable, {}, signal);
                await deployments.untilComplete(deployments.stable, signal);
            }
            await setCandidate(options, candidate, stable, service, split.candidate, weight, signal);
            await deployments.untilComplete(deployments.candidate, signal);
            if (split.stable < (0,_deployment_deployment_status_js__WEBPACK_IMPORTED_MODULE_10__/* .desiredOf */ .OO)(stable)) {
                await (0,_deployment_scale_deployment_js__WEBPACK_IMPORTED_MODULE_3__/* .scaleDeployment */ .e)(client, stable, split.stable, { [_marks_js__WEBPACK_IMPORTED_MODULE_8__/* .MARKS */ .j7.replicas]: String(full) }, signal);
                await deployments.untilComplete(deployments.stable, signal);
            }
        },
        async detach(_services, signal) {
            const { service, stable, candidate, reading } = await load(signal);
            // Whether stable can carry everything was asked before; here it is given back its count.
            if (stable?.metadata.annotations?.[_marks_js__WEBPACK_IMPORTED_MODULE_8__/* .MARKS */ .j7.replicas] !== undefined) {
                await (0,_deployment_scale_deployment_js__WEBPACK_IMPORTED_MODULE_3__/* .scaleDeployment */ .e)(client, stable, (0,_deployment_stable_release_js__WEBPACK_IMPORTED_MODULE_4__/* .fullReplicas */ .rV)(stable), { [_marks_js__WEBPACK_IMPORTED_MODULE_8__/* .MARKS */ .j7.replicas]: null }, signal);
            }
            if (candidate === undefined || reading.candidateWeight === 0)
                return;
            await setCandidate(options, candidate, stable, service, 0, 0, signal);
            await deployments.untilComplete(deployments.candidate, signal);
        },
    };
}
function readingOf(service, stable, candidate) {
    const labels = candidate?.spec.template.metadata?.labels ?? {};
    const isIn = candidate !== undefined && (0,_deployment_candidate_labels_js__WEBPACK_IMPORTED_MODULE_2__/* .matches */ .cK)(service.spec.selector ?? {}, labels);
    const replicas = candidate === undefined ? 0 : (0,_deployment_deployment_status_js__WEBPACK_IMPORTED_MODULE_10__/* .desiredOf */ .OO)(candidate);
    const annotations = candidate?.metadata.annotations;
    const isAsGiven = annotations?.[_marks_js__WEBPACK_IMPORTED_MODULE_8__/* .MARKS */ .j7.replicas] === String(replicas);
    const split = { stable: stable === undefined ? 0 : (0,_deployment_deployment_status_js__WEBPACK_IMPORTED_MODULE_10__/* .desiredOf */ .OO)(stable), candidate: replicas };
    const given = isAsGiven ? Number(annotations?.[_marks_js__WEBPACK_IMPORTED_MODULE_8__/* .MARKS */ .j7.weight]) : Number.NaN;
    return {
        candidateWeight: !isIn || replicas === 0 ? 0 : Number.isFinite(given) ? given : (0,_deployment_split_replicas_js__WEBPACK_IMPORTED_MODULE_12__/* .shareOf */ .tC)(split),
        revision: (0,_fingerprint_js__WEBPACK_IMPORTED_MODULE_6__/* .fingerprint */ .R)(isIn, replicas, annotations?.[_marks_js__WEBPACK_IMPORTED_MODULE_8__/* .MARKS */ .j7.weight]),
        accepted: true,
        message: undefined,
        changedBy: candidate === undefined ? undefined : (0,_field_managers_js__WEBPACK_IMPORTED_MODULE_5__/* .lastManagerOf */ .f)(candidate.metadata, ["spec", "replicas"]),
    };
}
async function setCandidate({ client }, candidate, stable, service, replicas, weight, signal) {
    const now = candidate.spec.template.metadata?.labels ?? {};
    const isIn = (0,_deployment_candidate_labels_js__WEBPACK_IMPORTED_MODULE_2__/* .matches */ .cK)(service.spec.selector ?? {}, now);
    const labels = stable === undefined || isIn === weight > 0
        ? now
        : weight > 0
            ? (0,_deployment_candidate_labels_js__WEBPACK_IMPORTED_MODULE_2__/* .labelsInside */ .Kr)(stable)
            : (0,_deployment_candidate_labels_js__WEBPACK_IMPORTED_MODULE_2__/* .labelsOutside */ .nx)(stable, service.spec.selector, undefined);
    await client.patch(_kubernetes_client_js__WEBPACK_IMPORTED_MODULE_7__/* .DEPLOYMENTS */ .$i, candidate.metadata.name, {
        type: "json",
        operations: [
            {
                op: "test",
                path: (0,_json_pointer_js__WEBPACK_IMPORTED_MODULE_13__/* .pointer */ .W)("metadata", "annotations", _marks_js__WEBPACK_IMPORTED_MODULE_8__/* .MARKS */ .j7.version),
                value: candidate.metadata.annotations?.[_marks_js__WEBPACK_IMPORTED_MODULE_8__/* .MARKS */ .j7.version],
            },
            { op: "add", path: (0,_json_pointer_js__WEBPACK_IMPORTED_MODULE_13__/* .pointer */ .W)("metadata", "annotations", _marks_js__WEBPACK_IMPORTED_MODULE_8__/* .MARKS */ .j7.weight), value: String(weight) },
            { op: "add", path: (0,_json_pointer_js__WEBPACK_IMPORTED_MODULE_13__/* .pointer */ .W)("metadata", "annotations", _marks_js__WEBPACK_IMPORTED_MODULE_8__/* .MARKS */ .j7.replicas), value: String(replicas) },
            { op: "add", path: (0,_json_pointer_js__WEBPACK_IMPORTED_MODULE_13__/* .pointer */ .W)("spec", "template", "metadata", "labels"), value: labels },
            { op: "replace", path: (0,_json_pointer_js__WEBPACK_IMPORTED_MODULE_13__/* .pointer */ .W)("spec", "replicas"), value: replicas },
        ],
    }, signal);
}


/***/ })

};
