export const id = 655;
export const ids = [655];
export const modules = {

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

/***/ 655:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   createServiceSelectorRoute: () => (/* binding */ createServiceSelectorRoute)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26393);
/* harmony import */ var _deployment_candidate_labels_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(63504);
/* harmony import */ var _field_managers_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(64092);
/* harmony import */ var _fingerprint_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(36191);
/* harmony import */ var _json_pointer_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(46521);
/* harmony import */ var _kubernetes_client_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(97671);
/* harmony import */ var _marks_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(42149);
/* harmony import */ var _platform_options_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(48375);








/** Blue-green: the Service's selector picks stable's or the candidate's pods; what it picked before is kept in an annotation. */
function createServiceSelectorRoute(options, route, workload) {
    const { client } = options;
    const describe = `Service ${client.namespace}/${route.name}`;
    const load = (signal) => client.require(_kubernetes_client_js__WEBPACK_IMPORTED_MODULE_4__/* .SERVICES */ .Bg, route.name, signal);
    const candidateSelector = { [_marks_js__WEBPACK_IMPORTED_MODULE_5__/* .MARKS */ .j7.candidateOf]: (0,_deployment_candidate_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .candidateLabelValue */ .zh)(workload) };
    const isAtCandidate = (service) => service.spec.selector?.[_marks_js__WEBPACK_IMPORTED_MODULE_5__/* .MARKS */ .j7.candidateOf] === candidateSelector[_marks_js__WEBPACK_IMPORTED_MODULE_5__/* .MARKS */ .j7.candidateOf];
    const change = async (service, selector, remembered, signal) => {
        const path = (0,_json_pointer_js__WEBPACK_IMPORTED_MODULE_6__/* .pointer */ .W)("spec", "selector");
        const operations = [
            { op: "test", path, value: service.spec.selector },
            { op: "replace", path, value: selector },
            ...(service.metadata.annotations === undefined
                ? [{ op: "add", path: (0,_json_pointer_js__WEBPACK_IMPORTED_MODULE_6__/* .pointer */ .W)("metadata", "annotations"), value: {} }]
                : []),
            remembered,
        ];
        await client.patch(_kubernetes_client_js__WEBPACK_IMPORTED_MODULE_4__/* .SERVICES */ .Bg, route.name, { type: "json", operations }, signal);
    };
    const rememberedPath = (0,_json_pointer_js__WEBPACK_IMPORTED_MODULE_6__/* .pointer */ .W)("metadata", "annotations", _marks_js__WEBPACK_IMPORTED_MODULE_5__/* .MARKS */ .j7.selector);
    const toStable = async (signal) => {
        const service = await load(signal);
        const remembered = service.metadata.annotations?.[_marks_js__WEBPACK_IMPORTED_MODULE_5__/* .MARKS */ .j7.selector];
        if (!isAtCandidate(service)) {
            if (remembered !== undefined) {
                const operations = [{ op: "remove", path: rememberedPath }];
                await client.patch(_kubernetes_client_js__WEBPACK_IMPORTED_MODULE_4__/* .SERVICES */ .Bg, route.name, { type: "json", operations }, signal);
            }
            return;
        }
        await change(service, readSelector(remembered, describe), { op: "remove", path: rememberedPath }, signal);
    };
    return {
        describe,
        capabilities: { traffic: "all-at-once", granularity: 100, candidateHeader: undefined },
        calls: [...(0,_platform_options_js__WEBPACK_IMPORTED_MODULE_7__/* .callsOf */ .p)(_kubernetes_client_js__WEBPACK_IMPORTED_MODULE_4__/* .SERVICES */ .Bg, "get", "list", "patch")],
        async services() {
            return (options.services ?? { stable: route.name, candidate: route.preview ?? `${route.name}-candidate` });
        },
        async read(_services, signal) {
            const service = await load(signal);
            return {
                candidateWeight: isAtCandidate(service) ? 100 : 0,
                revision: (0,_fingerprint_js__WEBPACK_IMPORTED_MODULE_3__/* .fingerprint */ .R)(service.spec.selector),
                accepted: true,
                message: undefined,
                changedBy: (0,_field_managers_js__WEBPACK_IMPORTED_MODULE_2__/* .lastManagerOf */ .f)(service.metadata, ["spec", "selector"]),
            };
        },
        async write(_services, weight, seen, signal) {
            if (weight !== 0 && weight !== 100) {
                throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("config", `${describe} moves all traffic at once: ${weight} % is not possible.`, {
                    hint: "Use steps of 0 % and 100 %, or a route with weights (httproute, virtualservice, traefikservice).",
                });
            }
            if (weight === 0)
                return toStable(signal);
            const service = await load(signal);
            if (isAtCandidate(service))
                return;
            if ((0,_fingerprint_js__WEBPACK_IMPORTED_MODULE_3__/* .fingerprint */ .R)(service.spec.selector) !== seen.revision) {
                throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("conflict", `${describe} is not as it was read: its selector is ${show(service)} now.`);
            }
            const { selector } = service.spec;
            if (selector === undefined || Object.keys(selector).length === 0) {
                throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("config", `${describe} has no selector: its endpoints are written by somebody else.`);
            }
            const value = JSON.stringify(selector);
            await change(service, candidateSelector, { op: "add", path: rememberedPath, value }, signal);
        },
        detach: (_services, signal) => toStable(signal),
    };
}
function readSelector(text, describe) {
    try {
        const parsed = JSON.parse(text ?? "");
        if (typeof parsed === "object" && parsed !== null && Object.keys(parsed).length > 0) {
            return parsed;
        }
    }
    catch {
        // Falls through to the error: without the selector of before nobody knows which pods are stable's.
    }
    throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("config", `${describe} selects the candidate, and its annotation ${_marks_js__WEBPACK_IMPORTED_MODULE_5__/* .MARKS */ .j7.selector} does not say what it selected before.`, {
        hint: "Somebody removed the annotation. Set the selector of the Service back to the stable pods by hand, then run again.",
    });
}
function show(service) {
    return JSON.stringify(service.spec.selector ?? {});
}


/***/ })

};
