export const id = 4265;
export const ids = [4265];
export const modules = {

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

/***/ 34265:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   createTraefikServiceRoute: () => (/* binding */ createTraefikServiceRoute)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26393);
/* harmony import */ var _field_managers_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(64092);
/* harmony import */ var _fingerprint_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(36191);
/* harmony import */ var _platform_options_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(48375);
/* harmony import */ var _weighted_pair_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6430);





const TRAEFIK_SERVICES = {
    group: "traefik.io",
    version: "v1alpha1",
    plural: "traefikservices",
    kind: "TraefikService",
};
const LIST = ["spec", "weighted", "services"];
/** What Traefik takes where no weight is said. */
const DEFAULT_WEIGHT = 1;
/** Traefik's weighted TraefikService: the weights of its two Services, changed by JSON patch under a test of the list. */
function createTraefikServiceRoute(options, route) {
    const { client } = options;
    const describe = `TraefikService ${client.namespace}/${route.name}`;
    const load = (signal) => client.require(TRAEFIK_SERVICES, route.name, signal);
    return {
        describe,
        capabilities: { traffic: "weights", granularity: 1, candidateHeader: undefined },
        calls: [...(0,_platform_options_js__WEBPACK_IMPORTED_MODULE_4__/* .callsOf */ .p)(TRAEFIK_SERVICES, "get", "list", "patch")],
        async services(signal) {
            const entries = listOf(await load(signal), describe);
            const services = options.services ?? foundServices(entries, describe);
            pairOf(entries, services, client.namespace, describe);
            return services;
        },
        async read(services, signal) {
            const object = await load(signal);
            const pair = pairOf(listOf(object, describe), services, client.namespace, describe);
            return {
                candidateWeight: (0,_weighted_pair_js__WEBPACK_IMPORTED_MODULE_3__/* .shareOfCandidate */ .Gh)(pair, DEFAULT_WEIGHT),
                revision: revisionOf(pair),
                accepted: undefined,
                message: "Traefik does not report whether it has loaded a TraefikService",
                changedBy: (0,_field_managers_js__WEBPACK_IMPORTED_MODULE_1__/* .lastManagerOf */ .f)(object.metadata, LIST),
            };
        },
        async write(services, weight, seen, signal) {
            const object = await load(signal);
            const pair = pairOf(listOf(object, describe), services, client.namespace, describe);
            if (revisionOf(pair) !== seen.revision) {
                const now = (0,_weighted_pair_js__WEBPACK_IMPORTED_MODULE_3__/* .shareOfCandidate */ .Gh)(pair, DEFAULT_WEIGHT);
                throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("conflict", `${describe} is not as it was read: it gives the candidate ${now} % now.`);
            }
            const stable = pair.entries[pair.stable];
            if (stable === undefined)
                return;
            const operations = (0,_weighted_pair_js__WEBPACK_IMPORTED_MODULE_3__/* .giveWeights */ .l6)(object.metadata, pair, weight, { ...stable, name: services.candidate });
            await client.patch(TRAEFIK_SERVICES, route.name, { type: "json", operations }, signal);
        },
        async detach(services, signal) {
            const object = await client.read(TRAEFIK_SERVICES, route.name, signal);
            if (object === undefined)
                return;
            const pair = pairOf(listOf(object, describe), services, client.namespace, describe);
            const operations = (0,_weighted_pair_js__WEBPACK_IMPORTED_MODULE_3__/* .takeCandidateOut */ .nf)(object.metadata, pair);
            if (operations.length > 0)
                await client.patch(TRAEFIK_SERVICES, route.name, { type: "json", operations }, signal);
        },
    };
}
function listOf(object, describe) {
    const entries = object.spec.weighted?.services;
    if (entries !== undefined && entries.length > 0)
        return entries;
    const kinds = Object.keys(object.spec);
    const what = kinds.length === 0 ? "nothing in it" : `\`${kinds.join("`, `")}\` in it`;
    throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("config", `${describe} has no list of weighted services, but ${what}.`, {
        hint: "Weights are moved in spec.weighted.services of a TraefikService. One that mirrors (spec.mirroring) has none: name the weighted one that it, or the IngressRoute, refers to.",
    });
}
function foundServices(entries, describe) {
    const stable = entries.filter((entry) => isService(entry) && !entry.name.endsWith("-candidate"));
    const [only, ...others] = stable;
    if (only === undefined || others.length > 0) {
        const names = entries.map(({ name }) => name).join(", ");
        throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("config", `${describe} divides the requests between ${names}: which one is the stable release?`, { hint: "Name `services` of the target." });
    }
    return { stable: only.name, candidate: `${only.name}-candidate` };
}
function pairOf(entries, services, namespace, describe) {
    const positionsOf = (name) => entries.flatMap((entry, index) => entry.name === name && isService(entry) && (entry.namespace ?? namespace) === namespace ? [index] : []);
    const [stable, ...others] = positionsOf(services.stable);
    if (stable === undefined) {
        const names = entries.map(({ name }) => name);
        throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("config", `${describe} has no Service "${services.stable}" in its list.${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .suggest */ .ZA)(services.stable, names)}`);
    }
    const candidate = positionsOf(services.candidate)[0] ?? -1;
    const foreign = entries.filter((_entry, index) => index !== stable && index !== candidate);
    if (others.length > 0 || foreign.length > 0) {
        const names = foreign.map(({ name, port }) => (port === undefined ? name : `${name}:${port}`));
        throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("config", `${describe} has services other than the two releases ${services.stable} and ${services.candidate}: ${names.join(", ")}.`, {
            hint: "Weights are divided between two Services. Put them into a TraefikService of their own, or name `services` of the target.",
        });
    }
    return { path: LIST, entries, stable, candidate };
}
function isService({ kind }) {
    return (kind ?? "Service") === "Service";
}
function revisionOf({ entries, stable, candidate }) {
    return (0,_fingerprint_js__WEBPACK_IMPORTED_MODULE_2__/* .fingerprint */ .R)(entries[stable], entries[candidate]);
}


/***/ }),

/***/ 6430:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Gh: () => (/* binding */ shareOfCandidate),
/* harmony export */   l6: () => (/* binding */ giveWeights),
/* harmony export */   nf: () => (/* binding */ takeCandidateOut)
/* harmony export */ });
/* harmony import */ var _json_pointer_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(46521);
/* harmony import */ var _marks_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(42149);


const TOTAL = 100;
/** Operations that give the candidate `weight` of 100 and stable the rest; the weight of before is remembered. */
function giveWeights(metadata, pair, weight, newCandidate) {
    const at = (...parts) => (0,_json_pointer_js__WEBPACK_IMPORTED_MODULE_1__/* .pointer */ .W)(...pair.path, ...parts);
    const isFirst = pair.candidate < 0 && metadata.annotations?.[_marks_js__WEBPACK_IMPORTED_MODULE_0__/* .MARKS */ .j7.backendWeight] === undefined;
    const now = pair.entries[pair.stable]?.weight;
    return [
        { op: "test", path: at(), value: pair.entries },
        ...(isFirst ? remember(metadata, now === undefined ? DEFAULT : String(now)) : []),
        { op: "add", path: at(pair.stable, "weight"), value: TOTAL - weight },
        pair.candidate < 0
            ? { op: "add", path: at("-"), value: { ...newCandidate, weight } }
            : { op: "add", path: at(pair.candidate, "weight"), value: weight },
    ];
}
/** Operations that leave the list as it was before the rollout; empty when it is. */
function takeCandidateOut(metadata, pair) {
    const at = (...parts) => (0,_json_pointer_js__WEBPACK_IMPORTED_MODULE_1__/* .pointer */ .W)(...pair.path, ...parts);
    const remembered = metadata.annotations?.[_marks_js__WEBPACK_IMPORTED_MODULE_0__/* .MARKS */ .j7.backendWeight];
    const operations = [];
    if (remembered !== undefined) {
        const path = at(pair.stable, "weight");
        if (remembered !== DEFAULT)
            operations.push({ op: "add", path, value: Number(remembered) });
        else if (pair.entries[pair.stable]?.weight !== undefined)
            operations.push({ op: "remove", path });
        operations.push({ op: "remove", path: (0,_json_pointer_js__WEBPACK_IMPORTED_MODULE_1__/* .pointer */ .W)("metadata", "annotations", _marks_js__WEBPACK_IMPORTED_MODULE_0__/* .MARKS */ .j7.backendWeight) });
    }
    if (pair.candidate >= 0)
        operations.push({ op: "remove", path: at(pair.candidate) });
    return operations.length === 0 ? [] : [{ op: "test", path: at(), value: pair.entries }, ...operations];
}
/** Per cent of the candidate; `defaultWeight`: of an entry that has none. */
function shareOfCandidate(pair, defaultWeight) {
    const weightAt = (index) => {
        const entry = pair.entries[index];
        return entry === undefined ? 0 : (entry.weight ?? defaultWeight);
    };
    const candidate = weightAt(pair.candidate);
    const total = weightAt(pair.stable) + candidate;
    return total === 0 ? 0 : Math.round((candidate / total) * 10_000) / 100;
}
/** The weight had not been said. */
const DEFAULT = "default";
function remember(metadata, value) {
    return metadata.annotations === undefined
        ? [{ op: "add", path: (0,_json_pointer_js__WEBPACK_IMPORTED_MODULE_1__/* .pointer */ .W)("metadata", "annotations"), value: { [_marks_js__WEBPACK_IMPORTED_MODULE_0__/* .MARKS */ .j7.backendWeight]: value } }]
        : [{ op: "add", path: (0,_json_pointer_js__WEBPACK_IMPORTED_MODULE_1__/* .pointer */ .W)("metadata", "annotations", _marks_js__WEBPACK_IMPORTED_MODULE_0__/* .MARKS */ .j7.backendWeight), value }];
}


/***/ })

};
