export const id = 8255;
export const ids = [8255];
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

/***/ 8255:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createIngressRoute: () => (/* binding */ createIngressRoute)
});

// EXTERNAL MODULE: ./packages/kernel/lib/index.js + 9 modules
var lib = __webpack_require__(26393);
// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/annotation-operations.js
var annotation_operations = __webpack_require__(19557);
// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/field-managers.js
var field_managers = __webpack_require__(64092);
// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/fingerprint.js
var fingerprint = __webpack_require__(36191);
// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/json-pointer.js
var json_pointer = __webpack_require__(46521);
// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/kubernetes-client.js
var kubernetes_client = __webpack_require__(97671);
// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/marks.js
var marks = __webpack_require__(42149);
// EXTERNAL MODULE: ./packages/platforms/lib/kubernetes/platform-options.js
var platform_options = __webpack_require__(48375);
;// CONCATENATED MODULE: ./packages/platforms/lib/kubernetes/routes/ingress-rules.js

const PREFIX = "nginx.ingress.kubernetes.io/";
const CANARY = {
    canary: `${PREFIX}canary`,
    weight: `${PREFIX}canary-weight`,
    total: `${PREFIX}canary-weight-total`,
    header: `${PREFIX}canary-by-header`,
    headerValue: `${PREFIX}canary-by-header-value`,
    /** The class, as it was said before `ingressClassName`. */
    className: "kubernetes.io/ingress.class",
};
/** Classes that are usually those of another controller, which does not know the annotations. */
const OTHER_CLASSES = [
    "alb",
    "azure-application-gateway",
    "cilium",
    "contour",
    "gce",
    "gce-internal",
    "haproxy",
    "istio",
    "kong",
    "traefik",
];
/** The class an Ingress names, if it names one. */
function classOf(ingress) {
    return ingress.spec.ingressClassName ?? ingress.metadata.annotations?.[CANARY.className];
}
/** Refuses an Ingress whose controller would not look at the annotations, so that no traffic would ever move. */
function refuseOtherController(ingress, describe) {
    const className = classOf(ingress);
    if (className === undefined || !OTHER_CLASSES.includes(className))
        return;
    throw new lib/* ActionError */.lZ("config", `${describe} has the class "${className}", whose controller does not know the canary annotations of ingress-nginx.`, { hint: "Use a route of that controller: httproute, virtualservice or traefikservice." });
}
/** The rules whose paths go to a Service, with those paths only. */
function rulesOf(ingress, service) {
    return (ingress.spec.rules ?? []).flatMap((rule) => {
        const paths = (rule.http?.paths ?? []).filter(({ backend }) => backend.service?.name === service);
        return paths.length === 0 ? [] : [{ ...rule, http: { ...rule.http, paths } }];
    });
}
/** The same rules with another Service behind them. */
function withBackend(rules, service) {
    return rules.map((rule) => ({
        ...rule,
        http: {
            ...rule.http,
            paths: (rule.http?.paths ?? []).map((path) => ({
                ...path,
                backend: { ...path.backend, service: { ...path.backend.service, name: service } },
            })),
        },
    }));
}
/** The only Service behind the rules. Error `config` with the names when there is none or several. */
function stableOf(ingress, given, describe) {
    const names = [
        ...new Set((ingress.spec.rules ?? []).flatMap(({ http }) => (http?.paths ?? []).flatMap(({ backend }) => backend.service?.name ?? []))),
    ];
    if (given !== undefined) {
        if (names.includes(given.stable))
            return given.stable;
        throw new lib/* ActionError */.lZ("config", `No rule of ${describe} goes to the Service "${given.stable}".${(0,lib/* suggest */.ZA)(given.stable, names)}`);
    }
    const [only, ...others] = names;
    if (only === undefined) {
        throw new lib/* ActionError */.lZ("config", `${describe} has no rule with a Service.`, {
            hint: "ingress-nginx divides the requests of rules; a default backend alone cannot be divided.",
        });
    }
    if (others.length > 0) {
        throw new lib/* ActionError */.lZ("config", `The rules of ${describe} go to ${names.length} Services (${names.join(", ")}): which one is the stable release?`, { hint: "Name `services` of the target." });
    }
    return only;
}
/** Host and path of each rule, e.g. `shop.test/`, for comparing and for messages. */
function placesOf(rules) {
    return rules.flatMap(({ host, http }) => (http?.paths ?? []).map(({ path }) => `${host ?? "*"}${path ?? "/"}`));
}
/** Whether ingress-nginx takes it for a canary of another one. */
function isCanary({ metadata }) {
    return metadata.annotations?.[CANARY.canary] === "true";
}

;// CONCATENATED MODULE: ./packages/platforms/lib/kubernetes/routes/ingress.js









/**
 * ingress-nginx: a second Ingress for the same hosts and paths, made a canary of the named one by annotations. The named one is
 * never changed. Legacy: ingress-nginx was retired in March 2026.
 */
function createIngressRoute(options, route) {
    const { client, header, owner } = options;
    const name = `${route.name}-candidate`;
    const describe = `Ingress ${client.namespace}/${route.name} (ingress-nginx, legacy)`;
    const describeOurs = `Ingress ${client.namespace}/${name}`;
    const load = async (signal) => {
        const [main, ours] = await Promise.all([
            client.require(kubernetes_client/* INGRESSES */.gD, route.name, signal),
            client.read(kubernetes_client/* INGRESSES */.gD, name, signal),
        ]);
        if (ours !== undefined && !isOurs(ours)) {
            throw new lib/* ActionError */.lZ("config", `${describeOurs} is there, but was not made by deploy-actions.`, {
                hint: "Remove or rename it: the canary Ingress of a rollout has this name.",
            });
        }
        return { main, ours };
    };
    const totalOf = (main, ours) => {
        const text = (ours ?? main).metadata.annotations?.[CANARY.total];
        const total = Number(text ?? 100);
        if (Number.isInteger(total) && total > 0)
            return total;
        throw new lib/* ActionError */.lZ("config", `${describe} has ${CANARY.total}: "${text}"; expected a whole number.`);
    };
    const shareOf = (main, ours) => {
        if (ours === undefined || !isCanary(ours))
            return 0;
        const weight = Number(ours.metadata.annotations?.[CANARY.weight] ?? 0);
        return Math.min(100, Math.round((weight / totalOf(main, ours)) * 10_000) / 100);
    };
    /** ingress-nginx takes one canary of a host and path, and does not say which. */
    const refuseSecondCanary = async (main, stable, signal) => {
        const places = placesOf(rulesOf(main, stable));
        const all = await client.list(kubernetes_client/* INGRESSES */.gD, {}, signal);
        for (const other of all) {
            if (other.metadata.name === name || !isCanary(other) || classOf(other) !== classOf(main))
                continue;
            const shared = placesOf(other.spec.rules ?? []).find((place) => places.includes(place));
            if (shared === undefined)
                continue;
            throw new lib/* ActionError */.lZ("config", `Ingress ${client.namespace}/${other.metadata.name} is a canary of ${shared} already, and ingress-nginx takes only one.`, { hint: `Remove it, or its annotation ${CANARY.canary}.` });
        }
    };
    return {
        describe,
        warning: `Route ingress/${route.name} is moved by annotations of ingress-nginx, which was retired in March 2026: plan for httproute/<name> of the Gateway API.`,
        capabilities: { traffic: "weights", granularity: 1, candidateHeader: header },
        calls: [...(0,platform_options/* callsOf */.p)(kubernetes_client/* INGRESSES */.gD, "get", "list", "create", "patch", "delete")],
        async services(signal) {
            const { main, ours } = await load(signal);
            refuseOtherController(main, describe);
            const stable = stableOf(main, options.services, describe);
            // While ours is there another one must not stop it from being taken away.
            if (ours === undefined)
                await refuseSecondCanary(main, stable, signal);
            return options.services ?? { stable, candidate: `${stable}-candidate` };
        },
        async read(_services, signal) {
            const { main, ours } = await load(signal);
            return {
                candidateWeight: shareOf(main, ours),
                revision: revisionOf(ours),
                accepted: undefined,
                message: "ingress-nginx does not report which annotations it has taken",
                changedBy: ours === undefined ? undefined : (0,field_managers/* lastManagerOf */.f)(ours.metadata, ["metadata", "annotations"]),
            };
        },
        async write(services, weight, seen, signal) {
            const { main, ours } = await load(signal);
            if (revisionOf(ours) !== seen.revision) {
                throw new lib/* ActionError */.lZ("conflict", `${describeOurs} is not as it was read: it gives the candidate ${shareOf(main, ours)} % now.`);
            }
            const value = String(Math.round((weight * totalOf(main, ours)) / 100));
            if (ours === undefined) {
                await client.create(kubernetes_client/* INGRESSES */.gD, newCanary(main, services, value), signal);
                return;
            }
            const operations = [
                ...guard(ours),
                ...(0,annotation_operations/* annotationOperations */.O)(ours.metadata, { [CANARY.canary]: "true", [CANARY.weight]: value }),
            ];
            await client.patch(kubernetes_client/* INGRESSES */.gD, name, { type: "json", operations }, signal);
        },
        async attach(services, signal) {
            if (header === undefined)
                return;
            const { main, ours: found } = await load(signal);
            const ours = found ?? (await client.create(kubernetes_client/* INGRESSES */.gD, newCanary(main, services, "0"), signal));
            const wanted = { [CANARY.header]: header.name, [CANARY.headerValue]: header.value };
            const isThere = Object.entries(wanted).every(([key, value]) => ours.metadata.annotations?.[key] === value);
            if (isThere)
                return;
            const operations = [...guard(ours), ...(0,annotation_operations/* annotationOperations */.O)(ours.metadata, wanted)];
            await client.patch(kubernetes_client/* INGRESSES */.gD, name, { type: "json", operations }, signal);
        },
        async detach(_services, signal) {
            const ours = await client.read(kubernetes_client/* INGRESSES */.gD, name, signal);
            if (ours === undefined || !isOurs(ours))
                return;
            const { uid } = ours.metadata;
            await client.remove(kubernetes_client/* INGRESSES */.gD, name, signal, uid === undefined ? {} : { uid });
        },
    };
    function newCanary(main, services, weight) {
        const { ingressClassName, tls } = main.spec;
        const { [CANARY.className]: className, [CANARY.total]: total } = main.metadata.annotations ?? {};
        return {
            apiVersion: "networking.k8s.io/v1",
            kind: "Ingress",
            metadata: {
                name,
                namespace: client.namespace,
                labels: { [marks/* MARKS */.j7.managedBy]: marks/* MANAGER */.u },
                annotations: {
                    ...(className === undefined ? {} : { [CANARY.className]: className }),
                    ...(total === undefined ? {} : { [CANARY.total]: total }),
                    [CANARY.canary]: "true",
                    [CANARY.weight]: weight,
                },
                ...(owner?.uid === undefined
                    ? {}
                    : {
                        ownerReferences: [
                            { apiVersion: "apps/v1", kind: "Deployment", name: owner.name, uid: owner.uid },
                        ],
                    }),
            },
            spec: {
                ...(ingressClassName === undefined ? {} : { ingressClassName }),
                ...(tls === undefined ? {} : { tls }),
                rules: withBackend(rulesOf(main, services.stable), services.candidate),
            },
        };
    }
}
function isOurs({ metadata }) {
    return metadata.labels?.[marks/* MARKS */.j7.managedBy] === marks/* MANAGER */.u;
}
/** The header is not in it: it moves nobody who does not ask for it. */
function revisionOf(ours) {
    const { annotations } = ours?.metadata ?? {};
    return (0,fingerprint/* fingerprint */.R)(ours?.metadata.uid, annotations?.[CANARY.canary], annotations?.[CANARY.weight], annotations?.[CANARY.total], ours?.spec.rules);
}
function guard(ours) {
    const path = (0,json_pointer/* pointer */.W)("metadata", "annotations", CANARY.weight);
    const value = ours.metadata.annotations?.[CANARY.weight];
    return [
        ...(value === undefined ? [] : [{ op: "test", path, value }]),
        ...(ours.metadata.uid === undefined
            ? []
            : [{ op: "test", path: (0,json_pointer/* pointer */.W)("metadata", "uid"), value: ours.metadata.uid }]),
    ];
}


/***/ })

};
