export const id = 5548;
export const ids = [5548];
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

/***/ 75548:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createHttpRoute: () => (/* binding */ createHttpRoute)
});

// EXTERNAL MODULE: ./packages/kernel/lib/index.js + 9 modules
var lib = __webpack_require__(26393);
// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/field-managers.js
var field_managers = __webpack_require__(64092);
// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/fingerprint.js
var fingerprint = __webpack_require__(36191);
// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/json-pointer.js
var json_pointer = __webpack_require__(46521);
// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/marks.js
var marks = __webpack_require__(42149);
// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/platform-options.js
var platform_options = __webpack_require__(48375);
;// CONCATENATED MODULE: ./packages/platforms/lib/kubernetes/routes/httproute-acceptance.js
/** Whether every parent has accepted this generation and resolved its backends; `undefined`: no controller reports at all. */
function acceptanceOf(route) {
    const parents = route.status?.parents ?? [];
    if (parents.length === 0) {
        return { accepted: undefined, message: "no Gateway controller reports on it" };
    }
    const generation = route.metadata.generation ?? 1;
    for (const parent of parents) {
        const gateway = parent.parentRef?.name ?? "a parent";
        for (const type of ["Accepted", "ResolvedRefs"]) {
            const condition = parent.conditions?.find((one) => one.type === type);
            if (condition === undefined || (condition.observedGeneration ?? generation) < generation) {
                return { accepted: false, message: `${gateway} has not yet looked at generation ${generation}` };
            }
            if (condition.status !== "True") {
                const why = [condition.reason, condition.message].filter(Boolean).join(": ");
                return { accepted: false, message: `${gateway} reports ${type} ${condition.status} (${why})` };
            }
        }
    }
    return { accepted: true, message: undefined };
}

;// CONCATENATED MODULE: ./packages/platforms/lib/kubernetes/routes/httproute-rules.js

const HTTP_ROUTES = {
    group: "gateway.networking.k8s.io",
    version: "v1",
    plural: "httproutes",
    kind: "HTTPRoute",
};
/** Whether a backend is the Service of that name. */
function isBackend(backend, service) {
    return (backend.name === service && (backend.kind ?? "Service") === "Service" && (backend.group ?? "") === "");
}
/**
 * The one rule the route is about: the named one, or the one whose backend is the stable Service, or the only one with backends.
 * Error `config` with what there is when none or several match, or when the rule has a third backend.
 */
function findRule(route, name, services, headerRule, describe) {
    const all = (route.spec.rules ?? []).map((rule, index) => ({ rule, index }));
    const rules = all.filter(({ rule }) => rule.name !== headerRule);
    const wanted = services?.stable;
    const matching = rules.filter(({ rule }) => name !== undefined
        ? rule.name === name
        : wanted !== undefined
            ? (rule.backendRefs ?? []).some((backend) => isBackend(backend, wanted))
            : (rule.backendRefs ?? []).length > 0);
    const [found, ...others] = matching;
    if (found === undefined)
        throw noRule(rules, name, wanted, describe);
    if (others.length > 0)
        throw severalRules(matching, wanted, describe);
    const backends = found.rule.backendRefs ?? [];
    if (wanted !== undefined && !backends.some((backend) => isBackend(backend, wanted))) {
        const names = backends.map((backend) => backend.name);
        throw new lib/* ActionError */.lZ("config", `Rule ${label(found)} of ${describe} has no backend "${wanted}".${(0,lib/* suggest */.ZA)(wanted, names)}`);
    }
    const foreign = backends.filter((backend) => !isOneOf(backend, services, backends));
    if (foreign.length > 0) {
        throw new lib/* ActionError */.lZ("config", `Rule ${label(found)} of ${describe} has backends other than the two releases: ${foreign.map((backend) => backend.name).join(", ")}.`, {
            hint: "Weights are divided between two Services. Give the other backend a rule of its own, or name `services` of the target.",
        });
    }
    return found;
}
function isOneOf(backend, services, all) {
    if (services !== undefined) {
        return isBackend(backend, services.stable) || isBackend(backend, services.candidate);
    }
    // Not named: one Service, and the one made for the candidate of it while a rollout is on.
    const names = all.map(({ name }) => name);
    return (isBackend(backend, backend.name) &&
        (all.length === 1 ||
            names.includes(`${backend.name}-candidate`) ||
            (names.includes(backend.name.replace(/-candidate$/, "")) && backend.name.endsWith("-candidate"))));
}
function noRule(rules, name, stable, describe) {
    if (name !== undefined) {
        const names = rules.flatMap(({ rule }) => (rule.name === undefined ? [] : [rule.name]));
        const none = names.length === 0 ? " Its rules have no names." : "";
        return new lib/* ActionError */.lZ("config", `${describe} has no rule "${name}".${(0,lib/* suggest */.ZA)(name, names)}${none}`);
    }
    const backends = [...new Set(rules.flatMap(({ rule }) => (rule.backendRefs ?? []).map((one) => one.name)))];
    if (stable === undefined)
        return new lib/* ActionError */.lZ("config", `${describe} has no rule with a backend.`);
    return new lib/* ActionError */.lZ("config", `No rule of ${describe} has the Service "${stable}" as backend.${(0,lib/* suggest */.ZA)(stable, backends)}`);
}
function severalRules(matching, stable, describe) {
    const why = stable === undefined ? "have backends" : `have the Service "${stable}" as backend`;
    return new lib/* ActionError */.lZ("config", `${matching.length} rules of ${describe} ${why}: ${matching.map(label).join(", ")}.`, {
        hint: "Name the one that is meant: httproute/<name> with `rule: <name of the rule>` (give the rule a name if it has none).",
    });
}
function label({ rule, index }) {
    return rule.name === undefined ? `number ${index + 1}` : `"${rule.name}"`;
}

;// CONCATENATED MODULE: ./packages/platforms/lib/kubernetes/routes/httproute-elsewhere.js

/** Other HTTPRoutes of the namespace that send requests to the stable Service, and so past the weights of this one. */
async function routesElsewhere(client, route, stable, signal) {
    const all = await client.list(HTTP_ROUTES, {}, signal);
    return all
        .filter(({ metadata }) => metadata.name !== route)
        .filter(({ spec }) => spec.rules?.some((rule) => rule.backendRefs?.some((backend) => isBackend(backend, stable))))
        .map(({ metadata }) => metadata.name)
        .sort();
}

;// CONCATENATED MODULE: ./packages/platforms/lib/kubernetes/routes/httproute.js









/** Name of the rule that sends requests with the header to the candidate. */
const HEADER_RULE = "deploy-actions-candidate";
/** Gateway API weights are whole numbers: a hundredth of a per cent is one. */
const SCALE = 100;
/**
 * Gateway API HTTPRoute: weights of the two backends of one rule, changed by JSON patch under tests of what was read, so that
 * other rules, backends and fields stay as they are.
 */
function createHttpRoute(options, route) {
    const { client, header, mirror } = options;
    const describe = `HTTPRoute ${client.namespace}/${route.name}`;
    const load = (signal) => client.require(HTTP_ROUTES, route.name, signal);
    const find = (object, services) => findRule(object, route.rule, services, HEADER_RULE, describe);
    const patch = async (operations, signal) => {
        if (operations.length > 0)
            await client.patch(HTTP_ROUTES, route.name, { type: "json", operations }, signal);
    };
    return {
        describe,
        capabilities: { traffic: "weights", granularity: 1 / SCALE, candidateHeader: header },
        calls: [...(0,platform_options/* callsOf */.p)(HTTP_ROUTES, "get", "list", "patch")],
        async services(signal) {
            const { rule } = find(await load(signal), options.services);
            if (options.services !== undefined)
                return options.services;
            const [stable] = backendsOf(rule).filter((backend) => !backend.name.endsWith("-candidate"));
            if (stable === undefined) {
                throw new lib/* ActionError */.lZ("config", `${describe} has no Service as backend in its rule.`, {
                    hint: "Name `services` of the target.",
                });
            }
            return { stable: stable.name, candidate: `${stable.name}-candidate` };
        },
        async read(services, signal) {
            const object = await load(signal);
            const { rule } = find(object, services);
            const { accepted, message } = acceptanceOf(object);
            const weights = weightsOf(rule, services);
            return {
                candidateWeight: shareOf(weights),
                revision: (0,fingerprint/* fingerprint */.R)(weights, rule.filters?.filter(isMirrorTo(services.candidate))),
                accepted,
                message,
                changedBy: (0,field_managers/* lastManagerOf */.f)(object.metadata, ["spec", "rules"]),
            };
        },
        async write(services, weight, seen, signal) {
            const object = await load(signal);
            const { rule, index } = find(object, services);
            const now = weightsOf(rule, services);
            if ((0,fingerprint/* fingerprint */.R)(now, rule.filters?.filter(isMirrorTo(services.candidate))) !== seen.revision) {
                throw new lib/* ActionError */.lZ("conflict", `${describe} is not as it was read: it gives the candidate ${shareOf(now)} % now.`);
            }
            const backends = rule.backendRefs ?? [];
            const stableIndex = backends.findIndex((backend) => isBackend(backend, services.stable));
            const candidateIndex = backends.findIndex((backend) => isBackend(backend, services.candidate));
            const stable = backends[stableIndex];
            if (stable === undefined)
                throw new lib/* ActionError */.lZ("conflict", `${describe} lost its backend ${services.stable}.`);
            const weights = { stable: Math.round((100 - weight) * SCALE), candidate: Math.round(weight * SCALE) };
            const remembered = object.metadata.annotations?.[marks/* MARKS */.j7.backendWeight];
            await patch([
                ...guard(index, rule, backends),
                // What the weight was before the rollout is put back by detach.
                ...(remembered === undefined && candidateIndex < 0 ? remember(object, stable.weight) : []),
                {
                    op: "add",
                    path: (0,json_pointer/* pointer */.W)("spec", "rules", index, "backendRefs", stableIndex, "weight"),
                    value: weights.stable,
                },
                candidateIndex < 0
                    ? {
                        op: "add",
                        path: (0,json_pointer/* pointer */.W)("spec", "rules", index, "backendRefs", "-"),
                        value: { ...stable, name: services.candidate, weight: weights.candidate },
                    }
                    : {
                        op: "add",
                        path: (0,json_pointer/* pointer */.W)("spec", "rules", index, "backendRefs", candidateIndex, "weight"),
                        value: weights.candidate,
                    },
            ], signal);
        },
        elsewhere: ({ stable }, signal) => routesElsewhere(client, route.name, stable, signal),
        async attach(services, signal) {
            const object = await load(signal);
            const { rule, index } = find(object, services);
            const rules = object.spec.rules ?? [];
            const operations = [];
            const stable = (rule.backendRefs ?? []).find((backend) => isBackend(backend, services.stable));
            if (stable === undefined)
                return;
            const { weight: _weight, ...backend } = { ...stable, name: services.candidate };
            if (mirror > 0 && !(rule.filters ?? []).some(isMirrorTo(services.candidate))) {
                const filter = {
                    type: "RequestMirror",
                    requestMirror: { backendRef: mirrorRef(backend), percent: mirror },
                };
                operations.push(rule.filters === undefined
                    ? { op: "add", path: (0,json_pointer/* pointer */.W)("spec", "rules", index, "filters"), value: [filter] }
                    : { op: "add", path: (0,json_pointer/* pointer */.W)("spec", "rules", index, "filters", "-"), value: filter });
            }
            if (header !== undefined && !rules.some((one) => one.name === HEADER_RULE)) {
                const match = { type: "Exact", name: header.name, value: header.value };
                // A match with more headers wins wherever it stands, so other rules keep their order.
                const matches = (rule.matches ?? [{}]).map((one) => ({
                    ...one,
                    headers: [...(one.headers ?? []), match],
                }));
                const filters = (rule.filters ?? []).filter((filter) => filter.type !== "RequestMirror");
                const value = {
                    name: HEADER_RULE,
                    matches,
                    ...(filters.length === 0 ? {} : { filters }),
                    backendRefs: [backend],
                };
                operations.push({ op: "add", path: (0,json_pointer/* pointer */.W)("spec", "rules", "-"), value });
            }
            if (operations.length > 0)
                await patch([...guard(index, rule, rule.backendRefs ?? []), ...operations], signal);
        },
        async detach(services, signal) {
            const object = await client.read(HTTP_ROUTES, route.name, signal);
            if (object === undefined)
                return;
            const { rule, index } = find(object, services);
            const rules = object.spec.rules ?? [];
            const backends = rule.backendRefs ?? [];
            const remembered = object.metadata.annotations?.[marks/* MARKS */.j7.backendWeight];
            const candidateIndex = backends.findIndex((backend) => isBackend(backend, services.candidate));
            const stableIndex = backends.findIndex((backend) => isBackend(backend, services.stable));
            const headerIndex = rules.findIndex((one) => one.name === HEADER_RULE);
            const operations = [];
            if (remembered !== undefined) {
                if (stableIndex >= 0)
                    operations.push(...forget(index, stableIndex, remembered, backends[stableIndex]));
                operations.push({ op: "remove", path: (0,json_pointer/* pointer */.W)("metadata", "annotations", marks/* MARKS */.j7.backendWeight) });
            }
            // Later positions first: removing one moves those behind it.
            const mirrors = (rule.filters ?? []).flatMap((filter, position) => isMirrorTo(services.candidate)(filter) ? [position] : []);
            if (mirrors.length > 0 && mirrors.length === rule.filters?.length) {
                operations.push({ op: "remove", path: (0,json_pointer/* pointer */.W)("spec", "rules", index, "filters") });
            }
            else {
                for (const position of mirrors.reverse()) {
                    operations.push({ op: "remove", path: (0,json_pointer/* pointer */.W)("spec", "rules", index, "filters", position) });
                }
            }
            if (candidateIndex >= 0) {
                operations.push({
                    op: "remove",
                    path: (0,json_pointer/* pointer */.W)("spec", "rules", index, "backendRefs", candidateIndex),
                });
            }
            if (headerIndex >= 0) {
                operations.push({
                    op: "test",
                    path: (0,json_pointer/* pointer */.W)("spec", "rules", headerIndex, "name"),
                    value: HEADER_RULE,
                });
                operations.push({ op: "remove", path: (0,json_pointer/* pointer */.W)("spec", "rules", headerIndex) });
            }
            if (operations.length > 0)
                await patch([...guard(index, rule, backends), ...operations], signal);
        },
    };
}
function backendsOf(rule) {
    return (rule.backendRefs ?? []).filter((backend) => isBackend(backend, backend.name));
}
function weightsOf(rule, services) {
    const weightOf = (name) => {
        const found = (rule.backendRefs ?? []).find((backend) => isBackend(backend, name));
        return found === undefined ? undefined : (found.weight ?? 1);
    };
    return { stable: weightOf(services.stable), candidate: weightOf(services.candidate) };
}
function shareOf({ stable = 0, candidate = 0 }) {
    const total = stable + candidate;
    return total === 0 ? 0 : Math.round((candidate / total) * 100 * SCALE) / SCALE;
}
/** The patch fails when the rule is not where it was, or its backends are others. */
function guard(index, rule, backends) {
    return [
        ...(rule.name === undefined
            ? []
            : [{ op: "test", path: (0,json_pointer/* pointer */.W)("spec", "rules", index, "name"), value: rule.name }]),
        { op: "test", path: (0,json_pointer/* pointer */.W)("spec", "rules", index, "backendRefs"), value: backends },
    ];
}
function remember(object, weight) {
    const value = weight === undefined ? "default" : String(weight);
    return object.metadata.annotations === undefined
        ? [{ op: "add", path: (0,json_pointer/* pointer */.W)("metadata", "annotations"), value: { [marks/* MARKS */.j7.backendWeight]: value } }]
        : [{ op: "add", path: (0,json_pointer/* pointer */.W)("metadata", "annotations", marks/* MARKS */.j7.backendWeight), value }];
}
function forget(rule, backend, remembered, now) {
    const path = (0,json_pointer/* pointer */.W)("spec", "rules", rule, "backendRefs", backend, "weight");
    // The API server fills in the default when the field is gone.
    if (remembered === "default")
        return now?.weight === undefined ? [] : [{ op: "remove", path }];
    return [{ op: "add", path, value: Number(remembered) }];
}
function isMirrorTo(service) {
    return (filter) => filter.type === "RequestMirror" && filter.requestMirror?.backendRef?.name === service;
}
function mirrorRef({ filters: _filters, ...reference }) {
    return reference;
}


/***/ })

};
