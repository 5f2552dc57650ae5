export const id = 4110;
export const ids = [4110];
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

/***/ 84110:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createVirtualServiceRoute: () => (/* binding */ createVirtualServiceRoute)
});

// EXTERNAL MODULE: ./packages/kernel/lib/index.js + 9 modules
var lib = __webpack_require__(26393);
// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/field-managers.js
var field_managers = __webpack_require__(64092);
// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/fingerprint.js
var fingerprint = __webpack_require__(36191);
// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/json-pointer.js
var json_pointer = __webpack_require__(46521);
// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/platform-options.js
var platform_options = __webpack_require__(48375);
;// CONCATENATED MODULE: ./packages/platforms/lib/kubernetes/routes/virtualservice-acceptance.js
/**
 * What Istio says of this generation. It writes a status only where its status reporting is switched on, and analysis messages
 * only where the analyzers run: `undefined` otherwise.
 */
function acceptanceOf(object) {
    const { status, metadata } = object;
    const generation = metadata.generation ?? 1;
    const errors = (status?.validationMessages ?? []).filter(({ level }) => level === "ERROR" || level === 3);
    const isCurrent = Number(status?.observedGeneration ?? generation) >= generation;
    if (errors.length > 0 && isCurrent) {
        const codes = errors.map(({ type }) => [type?.code, type?.name].filter(Boolean).join(" "));
        return { accepted: false, message: `Istio finds it invalid: ${codes.join(", ")}` };
    }
    const reconciled = status?.conditions?.find(({ type }) => type === "Reconciled");
    if (reconciled === undefined) {
        return { accepted: undefined, message: "Istio does not report on it (its status reporting is off)" };
    }
    const seen = Number(reconciled.observedGeneration ?? status?.observedGeneration ?? generation);
    if (seen < generation) {
        return { accepted: false, message: `Istio has not yet looked at generation ${generation}` };
    }
    if (reconciled.status === "True")
        return { accepted: true, message: undefined };
    const why = [reconciled.reason, reconciled.message].filter(Boolean).join(": ");
    return { accepted: false, message: `not all proxies have it (${why === "" ? "Reconciled False" : why})` };
}

;// CONCATENATED MODULE: ./packages/platforms/lib/kubernetes/routes/virtualservice-rules.js

/** v1beta1 is served by every Istio since 1.5; v1 has the same fields. */
const VIRTUAL_SERVICES = {
    group: "networking.istio.io",
    version: "v1beta1",
    plural: "virtualservices",
    kind: "VirtualService",
};
/** The Service a host means: `web`, `web.shop`, `web.shop.svc.cluster.local`; `undefined`: not one of the namespace. */
function serviceOfHost(host, namespace) {
    const [name = "", ofNamespace, ...rest] = host.split(".");
    if (ofNamespace === undefined)
        return name;
    return ofNamespace === namespace && (rest.length === 0 || rest[0] === "svc") ? name : undefined;
}
/** The destination of another Service, its host written the same way. */
function withService(destination, service) {
    const [, ...rest] = destination.host.split(".");
    return { ...destination, host: [service, ...rest].join(".") };
}
/**
 * The one http route that is meant: the named one, or the one whose destination is the stable Service, or the only one with a
 * destination. Error `config` with what there is when none or several match, or when it does more than divide two Services.
 */
function findHttpRule(object, name, services, namespace, ours, describe) {
    const rules = (object.spec.http ?? [])
        .map((rule, index) => ({ rule, index }))
        .filter(({ rule }) => rule.name !== ours);
    const serves = ({ rule }, service) => (rule.route ?? []).some(({ destination }) => serviceOfHost(destination.host, namespace) === service);
    const stable = services?.stable;
    const matching = rules.filter((placed) => name !== undefined
        ? placed.rule.name === name
        : stable !== undefined
            ? serves(placed, stable)
            : (placed.rule.route ?? []).length > 0);
    const [found, ...others] = matching;
    if (found === undefined)
        throw noRule(rules, name, stable, describe);
    if (others.length > 0) {
        const why = stable === undefined ? "have a destination" : `have the Service "${stable}" as destination`;
        throw new lib/* ActionError */.lZ("config", `${matching.length} http routes of ${describe} ${why}: ${matching.map(labelOf).join(", ")}.`, {
            hint: "Name the one that is meant: `rule: <name of the http route>` (give the route a name if it has none).",
        });
    }
    refuseSubsets(found, describe);
    if (stable !== undefined && !serves(found, stable)) {
        const hosts = (found.rule.route ?? []).map(({ destination }) => destination.host);
        throw new lib/* ActionError */.lZ("config", `Route ${labelOf(found)} of ${describe} has no destination "${stable}".${(0,lib/* suggest */.ZA)(stable, hosts)}`);
    }
    return found;
}
/** How a rule is called in messages. */
function labelOf({ rule, index }) {
    return rule.name === undefined ? `number ${index + 1}` : `"${rule.name}"`;
}
function refuseSubsets(placed, describe) {
    const subsets = (placed.rule.route ?? []).flatMap(({ destination: { host, subset } }) => subset === undefined ? [] : [`${host}/${subset}`]);
    if (subsets.length === 0)
        return;
    throw new lib/* ActionError */.lZ("config", `Route ${labelOf(placed)} of ${describe} goes to subsets (${subsets.join(", ")}); only destinations that are whole Services can be divided.`, {
        hint: "A subset picks pods by labels of a DestinationRule, which the pods of a release do not have. Name the Service as host, without a subset: the candidate gets a Service of its own.",
    });
}
function noRule(rules, name, stable, describe) {
    if (name !== undefined) {
        const names = rules.flatMap(({ rule }) => (rule.name === undefined ? [] : [rule.name]));
        const none = names.length === 0 ? " Its http routes have no names." : "";
        return new lib/* ActionError */.lZ("config", `${describe} has no http route "${name}".${(0,lib/* suggest */.ZA)(name, names)}${none}`);
    }
    if (stable === undefined)
        return new lib/* ActionError */.lZ("config", `${describe} has no http route with a destination.`);
    const hosts = rules.flatMap(({ rule }) => (rule.route ?? []).map(({ destination }) => destination.host));
    return new lib/* ActionError */.lZ("config", `No http route of ${describe} has the Service "${stable}" as destination.${(0,lib/* suggest */.ZA)(stable, [...new Set(hosts)])}`);
}

// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/routes/weighted-pair.js
var weighted_pair = __webpack_require__(6430);
;// CONCATENATED MODULE: ./packages/platforms/lib/kubernetes/routes/virtualservice.js








/** Name of the http route that sends requests with the header to the candidate. */
const HEADER_RULE = "deploy-actions-candidate";
/**
 * Istio VirtualService: weights of the two Services of one http route, changed by JSON patch under a test of what was read, so
 * that other routes and fields stay as they are.
 */
function createVirtualServiceRoute(options, route) {
    const { client, header, mirror } = options;
    const { namespace } = client;
    const describe = `VirtualService ${namespace}/${route.name}`;
    const load = (signal) => client.require(VIRTUAL_SERVICES, route.name, signal);
    const find = (object, services) => findHttpRule(object, route.rule, services, namespace, HEADER_RULE, describe);
    const patch = async (operations, signal) => {
        if (operations.length > 0)
            await client.patch(VIRTUAL_SERVICES, route.name, { type: "json", operations }, signal);
    };
    const isMirroredTo = (rule, service) => rule.mirror !== undefined && serviceOfHost(rule.mirror.host, namespace) === service;
    const revisionOf = ({ rule }, pair, candidate) => (0,fingerprint/* fingerprint */.R)(pair.entries[pair.stable], pair.entries[pair.candidate], isMirroredTo(rule, candidate) ? rule.mirrorPercentage : undefined);
    const pairOf = (placed, services) => {
        const entries = placed.rule.route ?? [];
        const positionOf = (service) => entries.findIndex(({ destination }) => serviceOfHost(destination.host, namespace) === service);
        const [stable, candidate] = [positionOf(services.stable), positionOf(services.candidate)];
        const foreign = entries.filter((_entry, index) => index !== stable && index !== candidate);
        if (foreign.length > 0) {
            const hosts = foreign.map(({ destination }) => destination.host).join(", ");
            throw new lib/* ActionError */.lZ("config", `Route ${labelOf(placed)} of ${describe} has destinations other than the two releases ${services.stable} and ${services.candidate}: ${hosts}.`, {
                hint: "Weights are divided between two Services. Give the other one an http route of its own, or name `services` of the target.",
            });
        }
        return { path: ["spec", "http", placed.index, "route"], entries, stable, candidate };
    };
    return {
        describe,
        capabilities: { traffic: "weights", granularity: 1, candidateHeader: header },
        calls: [...(0,platform_options/* callsOf */.p)(VIRTUAL_SERVICES, "get", "list", "patch")],
        async services(signal) {
            const placed = find(await load(signal), options.services);
            const services = options.services ?? foundServices(placed, namespace, describe);
            pairOf(placed, services);
            const { rule } = placed;
            const isMirrored = rule.mirror !== undefined || (rule.mirrors ?? []).length > 0;
            if (mirror > 0 && isMirrored && !isMirroredTo(rule, services.candidate)) {
                throw new lib/* ActionError */.lZ("config", `Route ${labelOf(placed)} of ${describe} mirrors its requests already, to ${rule.mirror?.host ?? "others"}.`, { hint: "Istio mirrors a route once: take `mirror` out of the target, or out of the route." });
            }
            return services;
        },
        async read(services, signal) {
            const object = await load(signal);
            const placed = find(object, services);
            const pair = pairOf(placed, services);
            return {
                candidateWeight: (0,weighted_pair/* shareOfCandidate */.Gh)(pair, defaultWeight(pair)),
                revision: revisionOf(placed, pair, services.candidate),
                ...acceptanceOf(object),
                changedBy: (0,field_managers/* lastManagerOf */.f)(object.metadata, ["spec", "http"]),
            };
        },
        async write(services, weight, seen, signal) {
            const object = await load(signal);
            const placed = find(object, services);
            const pair = pairOf(placed, services);
            if (revisionOf(placed, pair, services.candidate) !== seen.revision) {
                const now = (0,weighted_pair/* shareOfCandidate */.Gh)(pair, defaultWeight(pair));
                throw new lib/* ActionError */.lZ("conflict", `${describe} is not as it was read: it gives the candidate ${now} % now.`);
            }
            const stable = pair.entries[pair.stable];
            if (stable === undefined)
                return;
            const candidate = { ...stable, destination: withService(stable.destination, services.candidate) };
            const operations = (0,weighted_pair/* giveWeights */.l6)(object.metadata, pair, weight, candidate);
            await patch([...guard(placed), ...operations], signal);
        },
        async attach(services, signal) {
            const object = await load(signal);
            const placed = find(object, services);
            const { rule, index } = placed;
            const pair = pairOf(placed, services);
            const stable = pair.entries[pair.stable];
            if (stable === undefined)
                return;
            const destination = withService(stable.destination, services.candidate);
            const operations = [];
            if (mirror > 0 && rule.mirror === undefined) {
                operations.push({ op: "add", path: (0,json_pointer/* pointer */.W)("spec", "http", index, "mirror"), value: destination }, { op: "add", path: (0,json_pointer/* pointer */.W)("spec", "http", index, "mirrorPercentage"), value: { value: mirror } });
            }
            if (header !== undefined && !(object.spec.http ?? []).some(({ name }) => name === HEADER_RULE)) {
                // Istio takes the first route that matches, so it stands before the one it is made from.
                const value = headerRule(rule, header, { ...stable, destination });
                operations.push({ op: "add", path: (0,json_pointer/* pointer */.W)("spec", "http", index), value });
            }
            const test = { op: "test", path: (0,json_pointer/* pointer */.W)(...pair.path), value: pair.entries };
            if (operations.length > 0)
                await patch([...guard(placed), test, ...operations], signal);
        },
        async detach(services, signal) {
            const object = await client.read(VIRTUAL_SERVICES, route.name, signal);
            if (object === undefined)
                return;
            const placed = find(object, services);
            const { rule, index } = placed;
            const operations = [
                ...(0,weighted_pair/* takeCandidateOut */.nf)(object.metadata, pairOf(placed, services)),
            ];
            if (isMirroredTo(rule, services.candidate)) {
                operations.push({ op: "remove", path: (0,json_pointer/* pointer */.W)("spec", "http", index, "mirror") });
                if (rule.mirrorPercentage !== undefined)
                    operations.push({ op: "remove", path: (0,json_pointer/* pointer */.W)("spec", "http", index, "mirrorPercentage") });
            }
            // Last: it moves the routes behind it.
            const headerIndex = (object.spec.http ?? []).findIndex(({ name }) => name === HEADER_RULE);
            if (headerIndex >= 0) {
                const path = (0,json_pointer/* pointer */.W)("spec", "http", headerIndex);
                operations.push({ op: "test", path: `${path}/name`, value: HEADER_RULE }, { op: "remove", path });
            }
            if (operations.length > 0)
                await patch([...guard(placed), ...operations], signal);
        },
    };
}
function foundServices(placed, namespace, describe) {
    const names = (placed.rule.route ?? []).flatMap(({ destination }) => serviceOfHost(destination.host, namespace) ?? []);
    const [stable, ...others] = names.filter((name) => !name.endsWith("-candidate"));
    if (stable !== undefined && others.length === 0)
        return { stable, candidate: `${stable}-candidate` };
    const hosts = (placed.rule.route ?? []).map(({ destination }) => destination.host).join(", ");
    throw new lib/* ActionError */.lZ("config", `Route ${labelOf(placed)} of ${describe} goes to ${hosts}: which Service of namespace ${namespace} is the stable release?`, { hint: "Name `services` of the target." });
}
/** A single destination has everything, of several one without a weight has nothing. */
function defaultWeight({ entries }) {
    return entries.length === 1 ? 100 : 0;
}
function guard({ rule, index }) {
    return rule.name === undefined
        ? []
        : [{ op: "test", path: (0,json_pointer/* pointer */.W)("spec", "http", index, "name"), value: rule.name }];
}
/** A copy of the route for requests with the header, all of them to the candidate, and nothing mirrored. */
function headerRule(rule, header, { weight: _weight, ...candidate }) {
    const { mirror: _mirror, mirrors: _mirrors, mirrorPercentage: _percentage, ...rest } = rule;
    const exact = { [header.name.toLowerCase()]: { exact: header.value } };
    const match = (rule.match ?? [{}]).map((one) => ({ ...one, headers: { ...one.headers, ...exact } }));
    return { ...rest, name: HEADER_RULE, match, route: [candidate] };
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
