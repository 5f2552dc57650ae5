export const id = 1282;
export const ids = [1282];
export const modules = {

/***/ 75743:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ NOBODY_COUNTS)
/* harmony export */ });
/** For a platform that has no counters of its own. */
const NOBODY_COUNTS = {
    counts: false,
    metricsFor: async () => undefined,
};


/***/ }),

/***/ 51282:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   openHelm: () => (/* binding */ openHelm),
/* harmony export */   openKubernetes: () => (/* binding */ openKubernetes)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(26393);
/* harmony import */ var _deploy_actions_platforms__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(98099);
/* harmony import */ var _target_access_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(75743);





/** A workload of a cluster. */
async function openKubernetes(context, run, target) {
    const { clock, random, exec, secrets, log, runner, signal } = context;
    const clusterAccess = await clusterAccessOf(target.access, run, signal);
    const client = await (0,_deploy_actions_platforms__WEBPACK_IMPORTED_MODULE_3__/* .openKubernetesClient */ .qf)({
        access: target.access,
        namespace: target.namespace,
        ...(clusterAccess === undefined ? {} : { clusterAccess }),
        clock,
        random,
        exec,
        secrets,
        log,
        env: runner.env,
    });
    const { workspace } = runner;
    return {
        ..._target_access_js__WEBPACK_IMPORTED_MODULE_4__/* .NOBODY_COUNTS */ .b,
        platform: await (0,_deploy_actions_platforms__WEBPACK_IMPORTED_MODULE_3__/* .createKubernetesPlatform */ .KR)({ target, client, clock, log, workspace }),
    };
}
/** A Helm release. On a managed cluster `helm` gets a kubeconfig of this run, with a token that is live at each call. */
async function openHelm(context, run, target) {
    const { clock, exec, runner, signal } = context;
    const cluster = await clusterAccessOf(target.access, run, signal);
    const { env, workspace, temp } = runner;
    const kubeconfigPath = cluster === undefined
        ? target.access.kind === "kubeconfig"
            ? target.access.path
            : undefined
        : (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(temp, `deploy-actions-kubeconfig-${context.random.id()}.yml`);
    const platform = await (0,_deploy_actions_platforms__WEBPACK_IMPORTED_MODULE_3__/* .createHelmPlatform */ .A8)({ target, exec, clock, env, workspace, kubeconfigPath });
    if (cluster === undefined || kubeconfigPath === undefined)
        return { ..._target_access_js__WEBPACK_IMPORTED_MODULE_4__/* .NOBODY_COUNTS */ .b, platform };
    const refresh = () => writeKubeconfig(kubeconfigPath, cluster, target.namespace, signal);
    return { ..._target_access_js__WEBPACK_IMPORTED_MODULE_4__/* .NOBODY_COUNTS */ .b, platform: beforeEachCall(platform, refresh) };
}
/** The file holds a token: nobody else may read it, and each call writes it anew. */
async function writeKubeconfig(path, cluster, namespace, signal) {
    const { value } = await cluster.tokens.get(signal);
    const name = "deploy-actions";
    const kubeconfig = {
        apiVersion: "v1",
        kind: "Config",
        clusters: [{ name, cluster: { server: cluster.server, "certificate-authority-data": cluster.caData } }],
        users: [{ name, user: { token: value } }],
        contexts: [{ name, context: { cluster: name, user: name, namespace } }],
        "current-context": name,
    };
    // JSON is YAML.
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)(path, JSON.stringify(kubeconfig), { mode: 0o600 });
}
/** The platform with `before` done ahead of each of its calls. */
function beforeEachCall(platform, before) {
    const { preflight, planProblems } = platform;
    return {
        ...platform,
        observe: (signal) => before().then(() => platform.observe(signal)),
        setWeight: (...call) => before().then(() => platform.setWeight(...call)),
        promote: (...call) => before().then(() => platform.promote(...call)),
        abort: (...call) => before().then(() => platform.abort(...call)),
        restore: (...call) => before().then(() => platform.restore(...call)),
        ...(preflight === undefined ? {} : { preflight: (signal) => before().then(() => preflight(signal)) }),
        ...(planProblems === undefined
            ? {}
            : { planProblems: (...call) => before().then(() => planProblems(...call)) }),
    };
}
/** The managed cluster an access names; `undefined` for those that need no cloud. */
async function clusterAccessOf(access, run, signal) {
    switch (access.kind) {
        case "kubeconfig":
        case "in-cluster":
            return undefined;
        case "eks": {
            const [{ eksClusterAccess }, { ports }] = await Promise.all([
                __webpack_require__.e(/* import() */ 8548).then(__webpack_require__.bind(__webpack_require__, 58548)),
                run.sources(),
            ]);
            return eksClusterAccess(access.cluster, await run.aws(access.region), ports, signal);
        }
        case "aks": {
            const [{ aksClusterAccess }, sources] = await Promise.all([
                __webpack_require__.e(/* import() */ 8548).then(__webpack_require__.bind(__webpack_require__, 58548)),
                run.sources(),
            ]);
            return aksClusterAccess(access.cluster, (resource) => sources.azure(resource), sources.ports, signal);
        }
        case "gke": {
            const [{ gkeClusterAccess }, sources] = await Promise.all([
                __webpack_require__.e(/* import() */ 8548).then(__webpack_require__.bind(__webpack_require__, 58548)),
                run.sources(),
            ]);
            return gkeClusterAccess(access.cluster, sources.google(), sources.ports, signal);
        }
        default:
            return (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_2__/* .assertNever */ .xb)(access);
    }
}


/***/ })

};
