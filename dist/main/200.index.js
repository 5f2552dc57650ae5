export const id = 200;
export const ids = [200,4039];
export const modules = {

/***/ 25850:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   De: () => (/* binding */ rememberRollout),
/* harmony export */   hA: () => (/* binding */ unfinishedRollout),
/* harmony export */   xc: () => (/* binding */ forgetRollout)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26393);

const KEY = "rollout";
/** Leaves word for post that a rollout or rollback is under way; no secrets. */
function rememberRollout(context, rollout) {
    context.state.save(KEY, JSON.stringify(rollout));
}
/** It came to its end: post has nothing to do. */
function forgetRollout(context) {
    context.state.save(KEY, "");
}
/** What main left unfinished, if anything. */
function unfinishedRollout(context) {
    const saved = context.state.get(KEY);
    if (saved === undefined || saved === "")
        return undefined;
    const value = JSON.parse(saved);
    if (!(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .isObject */ .Gv)(value))
        return undefined;
    const { kind, deploymentId, version } = value;
    const isKnown = kind === "rollout" || kind === "rollback";
    return isKnown && typeof deploymentId === "string" && typeof version === "string"
        ? { kind, deploymentId, version }
        : undefined;
}


/***/ }),

/***/ 64190:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   iJ: () => (/* binding */ placeholdersOf),
/* harmony export */   l7: () => (/* binding */ releaseOf),
/* harmony export */   ne: () => (/* binding */ planRollout),
/* harmony export */   pr: () => (/* binding */ checkWindow)
/* harmony export */ });
/* harmony import */ var _deploy_actions_deploy_config__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(70297);
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(26393);


/** The release an action's inputs name. */
function releaseOf(inputs, context) {
    const commit = inputs.commit ?? context.runner.sha;
    return {
        version: inputs.release,
        ...(commit === undefined ? {} : { commit }),
        ...(inputs.artifact === undefined ? {} : { artifact: inputs.artifact }),
    };
}
/** The values of the placeholders in the policy file. */
function placeholdersOf(release, environment) {
    return {
        release: release.version,
        environment,
        ...(release.commit === undefined ? {} : { commit: release.commit }),
    };
}
/** The rollout of a release by a policy. */
function planRollout(policy, candidate) {
    const { rollout } = policy;
    return {
        candidate,
        steps: rollout.steps,
        triggers: rollout.abortWhen,
        minRequests: rollout.minRequests,
        onInconclusive: rollout.onInconclusive,
        graceMs: rollout.graceMs,
        ...("readyTimeoutMs" in policy.target ? { readyTimeoutMs: policy.target.readyTimeoutMs } : {}),
        ...(rollout.drivenBy === "engine" ? { drivenByEngine: true } : {}),
        ...(rollout.analysis === undefined ? {} : { analysis: rollout.analysis }),
    };
}
/**
 * Refuses to deploy outside the windows of the environment, or into one that closes before the rollout can be done.
 *
 * `breakGlass` is a person's reason to deploy all the same; it is printed as a warning.
 */
function checkWindow(context, policy, breakGlass) {
    const neededMs = policy.rollout.steps.reduce((sum, step) => sum + step.bakeMs, 0) +
        (policy.verify === undefined ? 0 : policy.verify.settleMs + policy.verify.forMs);
    const window = (0,_deploy_actions_deploy_config__WEBPACK_IMPORTED_MODULE_0__/* .isWindowOpen */ .fL)(policy.windows, context.clock.now(), neededMs);
    if (window.open)
        return;
    const next = window.next === undefined ? "" : ` The next window opens at ${new Date(window.next).toISOString()}.`;
    const text = `${policy.environment} is outside its deployment windows, or this one closes before the rollout's ${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_1__/* .formatDuration */ .a3)(neededMs)} are over.${next}`;
    if (breakGlass !== undefined) {
        context.log.warning(`${text} Deploying all the same: ${breakGlass}`, { title: "Break glass" });
        return;
    }
    throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ("conflict", text, {
        hint: "Wait for the window, or give the input break-glass a reason; it is recorded.",
    });
}


/***/ }),

/***/ 18690:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  A: () => (/* binding */ openTarget)
});

// EXTERNAL MODULE: ./packages/kernel/lib/index.js + 9 modules
var lib = __webpack_require__(26393);
// EXTERNAL MODULE: ./actions/lib/common/access.js
var common_access = __webpack_require__(81207);
// EXTERNAL MODULE: ./packages/metrics/lib/index.js + 37 modules
var metrics_lib = __webpack_require__(79735);
;// CONCATENATED MODULE: ./actions/lib/common/alarms.js

/** CloudWatch alarms as checks of the candidate: one in ALARM ends the rollout at once, one that is not there is unknown. */
function alarmProbes({ http, clock }, names, open) {
    return names.map((name) => ({
        check: `alarm ${name}`,
        kind: "alarm",
        critical: true,
        run: async (signal) => {
            const at = clock.now();
            const base = { check: `alarm ${name}`, at, latencyMs: undefined, version: undefined };
            const reading = await (0,metrics_lib/* readAlarms */.tv)({ access: await open(), http }, [name], signal);
            const [alarm] = reading.known ? reading.alarms : [];
            if (!reading.known || alarm === undefined || alarm.state === "unknown") {
                const reason = !reading.known
                    ? reading.reason
                    : alarm?.state === "unknown"
                        ? alarm.reason
                        : "alarm_missing";
                const detail = !reading.known ? reading.text : (alarm?.text ?? `CloudWatch has no alarm ${name}`);
                return { ...base, result: "unknown", reason, detail };
            }
            return alarm.state === "alarm"
                ? { ...base, result: "unhealthy", reason: "alarm", detail: alarm.text }
                : { ...base, result: "healthy", reason: "ok", detail: alarm.text };
        },
    }));
}

// EXTERNAL MODULE: ./packages/platforms/lib/index.js + 39 modules
var platforms_lib = __webpack_require__(98099);
;// CONCATENATED MODULE: ./actions/lib/common/cloudwatch-metrics.js



/**
 * How CloudWatch tells the releases of a target apart; `undefined` where it cannot: it knows two target groups, and the
 * versions behind a Lambda alias. Throws `config` for a load balancer that is not named as CloudWatch does.
 */
function cloudWatchCounts(metrics, target) {
    if (target.platform === "aws-lambda") {
        const { function: functionName, alias } = target;
        const version = (running) => running?.id === undefined
            ? undefined
            : { version: running.release.version, functionVersion: running.id };
        return ({ stable, candidate }, wanted) => ({
            kind: "lambda",
            functionName,
            alias,
            stable: version(stable),
            candidate: isOf(wanted, candidate) ? version(candidate) : undefined,
        });
    }
    if (target.platform === "aws-ecs" && target.route.kind === "target-groups") {
        const { route } = target;
        const loadBalancer = (0,metrics_lib/* loadBalancerDimension */.Tj)(metrics.loadBalancer ?? route.listener);
        const group = (running, targetGroup) => running === null ? undefined : { version: running.release.version, targetGroup };
        return ({ stable, candidate }, wanted) => ({
            kind: "target-groups",
            loadBalancer,
            stable: group(stable, route.stable),
            candidate: isOf(wanted, candidate) ? group(candidate, route.candidate) : undefined,
        });
    }
    return undefined;
}
/**
 * Counts of CloudWatch, which knows releases only as the platform's own objects: those are looked at with each reading,
 * since the candidate's comes into being in the middle of the rollout.
 */
function cloudWatchSource({ http, clock, log }, { access, ingestDelayMs, measured, platform }) {
    let key;
    let inner;
    return {
        name: "cloudwatch",
        read: async (signal) => {
            let traffic;
            try {
                traffic = await platform.observe(signal);
            }
            catch (error) {
                if (signal.aborted)
                    throw error;
                return { known: false, reason: "platform_unreachable", text: (0,lib/* errorMessage */.gJ)(error) };
            }
            const target = measured(traffic);
            const now = JSON.stringify(target);
            if (inner === undefined || now !== key) {
                key = now;
                inner = (0,metrics_lib/* createCloudWatchSource */.s5)({
                    access,
                    http,
                    clock,
                    target,
                    ingestDelayMs,
                    latencyBoundsMs: platforms_lib/* LATENCY_BOUNDS_MS */.M7,
                    onNote: (text) => log.notice(text),
                });
            }
            return inner.read(signal);
        },
    };
}
function isOf(version, candidate) {
    return candidate?.release.version === version;
}

;// CONCATENATED MODULE: ./actions/lib/common/prometheus-metrics.js


/**
 * Counts of Prometheus by the selectors of the policy, or those of its template. Throws `config` for selectors that cannot
 * tell the releases of the target apart.
 */
function prometheusSource({ http, clock }, policy, metrics, parts) {
    const { url, gauges, ingestDelayMs, timeoutMs } = metrics;
    const workloads = workloadsOf(policy.target);
    return (0,metrics_lib/* createPrometheusSource */.wv)({
        ...selectorsOf(policy, metrics),
        ...parts,
        url,
        gauges,
        ingestDelayMs,
        timeoutMs,
        http,
        clock,
        workloads,
    });
}
function selectorsOf({ service, target }, metrics) {
    const { template, requests, errors, latency } = metrics;
    if (template === undefined) {
        if (requests !== undefined && errors !== undefined)
            return { requests, errors, latency };
        throw new lib/* ActionError */.lZ("internal", "metrics without a template and without selectors");
    }
    const known = (0,metrics_lib/* prometheusTemplate */.tV)(template, {
        service,
        namespace: target.platform === "kubernetes" ? target.namespace : undefined,
        workloads: workloadsOf(target),
        backends: target.platform === "kubernetes" ? target.services : undefined,
    });
    return {
        requests: requests ?? known.requests,
        errors: errors ?? known.errors,
        latency: latency ?? known.latency,
    };
}
/** Names of the two workloads, where the platform has one for each release. */
function workloadsOf(target) {
    switch (target.platform) {
        case "kubernetes": {
            const { workload, candidateWorkload } = target;
            if (workload.kind !== "deployment")
                return undefined;
            return { stable: workload.name, candidate: candidateWorkload ?? `${workload.name}-candidate` };
        }
        case "haproxy":
            return undefined;
        case "aws-ecs": {
            const [first] = target.services;
            return first === undefined || target.route.kind !== "target-groups"
                ? undefined
                : { stable: first.name, candidate: target.route.candidateService };
        }
        default:
            return undefined;
    }
}

;// CONCATENATED MODULE: ./actions/lib/common/synthetic-metrics.js



/**
 * Paired probes to candidate and stable, at the URLs of the policy, else at the path of `synthetic` on the URLs the platform
 * gives, else (the candidate) by the platform's header. The candidate is probed from when it was ready for the first time.
 *
 * Throws `config` when one of the two cannot be reached alone: its answers would be the other's too.
 */
function syntheticSource({ http, clock, signal }, metrics, { platform, traffic, candidateVersion }) {
    const stableVersion = traffic.stable?.release.version;
    refuseUnreachable(metrics, platform, traffic);
    let wasReady = false;
    return (0,metrics_lib/* createSyntheticMetricSource */.D5)({
        targets: async (signalOfRead) => {
            const { candidate, stable } = await platform.observe(signalOfRead);
            const isOurs = candidate?.release.version === candidateVersion;
            // One that stops being ready goes on being asked: that is what the probes are for.
            wasReady = isOurs && (wasReady || candidate.ready);
            return {
                candidate: wasReady && isOurs ? targetOf("candidate", metrics, platform, candidate) : undefined,
                stable: stable !== null && stable.release.version === stableVersion
                    ? targetOf("stable", metrics, platform, stable)
                    : undefined,
            };
        },
        candidateVersion,
        stableVersion,
        perSecond: metrics.perSecond,
        timeoutMs: metrics.timeoutMs,
        criteria: { status: metrics.status, version: versionPlace(metrics.version) },
        latencyBoundsMs: platforms_lib/* LATENCY_BOUNDS_MS */.M7,
        http,
        clock,
        signal,
    });
}
function targetOf(role, metrics, platform, running) {
    const target = findTarget(role, metrics, platform, running);
    if (target !== undefined)
        return target;
    throw unreachable([role], platform);
}
function findTarget(role, metrics, platform, running) {
    const fill = (text) => text.replace(/\$\{(version|role)\}/g, (_, name) => encodeURIComponent(name === "role" ? role : running.release.version));
    const written = metrics[role];
    if (written !== undefined)
        return { url: fill(written) };
    const asked = fill(metrics.url);
    if (asked !== metrics.url)
        return { url: asked };
    if (running.url !== undefined) {
        const { pathname, search } = new URL(asked);
        return { url: new URL(`${pathname}${search}`, running.url).href };
    }
    const header = platform.capabilities.candidateHeader;
    return role === "candidate" && header !== undefined
        ? { url: asked, headers: { [header.name]: header.value } }
        : undefined;
}
function refuseUnreachable(metrics, platform, { stable }) {
    const { candidateUrl, candidateHeader } = platform.capabilities;
    const isCandidateReached = metrics.candidate !== undefined ||
        /\$\{(?:version|role)\}/.test(metrics.url) ||
        candidateUrl ||
        candidateHeader !== undefined ||
        // What says where stable is will say it of the candidate.
        stable?.url !== undefined;
    const isStableReached = stable === null || findTarget("stable", metrics, platform, stable) !== undefined;
    const lacking = [...(isCandidateReached ? [] : ["candidate"]), ...(isStableReached ? [] : ["stable"])];
    if (lacking.length > 0)
        throw unreachable(lacking, platform);
}
function unreachable(roles, platform) {
    const written = roles.map((role) => `metrics.${role}: https://${role}.shop.example/health`).join(" and ");
    return new lib/* ActionError */.lZ("config", `metrics.synthetic cannot reach ${roles.join(" and ")} alone: ${platform.name} gives no URL of it`, { hint: `Write ${written}, or put \${role} into the URL of synthetic.` });
}
/** `header:<name>`, `json:<pointer>` or `body`, as the policy was checked for. */
function versionPlace(text) {
    if (text === undefined)
        return undefined;
    const [, kind, place = ""] = /^(header|json):\s*(.*)$/.exec(text) ?? [];
    if (kind === "header")
        return { kind: "header", name: place.toLowerCase() };
    return kind === "json" ? { kind: "json", pointer: place } : { kind: "body" };
}

;// CONCATENATED MODULE: ./actions/lib/common/policy-metrics.js






/** The target with what the policy names as its source of metrics in place of its own counts, and with its alarms. */
function withPolicyMetrics(context, policy, access, opened) {
    const { metrics, target } = policy;
    if (metrics === undefined)
        return opened;
    switch (metrics.source) {
        case "prometheus":
            return {
                ...opened,
                counts: true,
                metricsFor: async (traffic, plan, signal) => prometheusSource(context, policy, metrics, {
                    token: await tokenOf(metrics.token, access, signal),
                    candidateVersion: plan.candidate.version,
                    stableVersion: traffic.stable?.release.version,
                }),
            };
        case "json":
            return {
                ...opened,
                counts: true,
                metricsFor: async (traffic, plan, signal) => (0,metrics_lib/* createJsonMetricSource */.AA)({
                    ...metrics,
                    token: await tokenOf(metrics.token, access, signal),
                    http: context.http,
                    clock: context.clock,
                    candidateVersion: plan.candidate.version,
                    stableVersion: traffic.stable?.release.version,
                }),
            };
        case "synthetic":
            return {
                ...opened,
                counts: true,
                metricsFor: async (traffic, plan) => syntheticSource(context, metrics, {
                    platform: opened.platform,
                    traffic,
                    candidateVersion: plan.candidate.version,
                }),
            };
        case "cloudwatch": {
            const alarms = alarmProbes(context, metrics.alarms, () => access.aws(metrics.region));
            const counts = cloudWatchCounts(metrics, target);
            // Alarms are of use on any target; where CloudWatch cannot tell the releases apart, the platform's own counts stay.
            if (counts === undefined)
                return { ...opened, alarms };
            return {
                ...opened,
                counts: true,
                alarms,
                metricsFor: async (_traffic, plan) => cloudWatchSource(context, {
                    access: await access.aws(metrics.region),
                    ingestDelayMs: metrics.ingestDelayMs,
                    measured: (traffic) => counts(traffic, plan.candidate.version),
                    platform: opened.platform,
                }),
            };
        }
        default:
            return (0,lib/* assertNever */.xb)(metrics);
    }
}
async function tokenOf(reference, access, signal) {
    return reference === undefined ? undefined : access.secret(reference, signal);
}

;// CONCATENATED MODULE: ./actions/lib/common/platform.js



/**
 * The platform of a policy, with the code of that platform alone. What the policy names as its source of metrics counts in
 * place of the platform itself.
 */
async function openTarget(context, policy, options) {
    const access = (0,common_access/* openAccess */.bg)(context, policy);
    const opened = await openPlatform(context, policy, access, options);
    return { ...withPolicyMetrics(context, policy, access, opened), access };
}
async function openPlatform(context, policy, access, options) {
    const { target } = policy;
    switch (target.platform) {
        case "local":
            return (await __webpack_require__.e(/* import() */ 811).then(__webpack_require__.bind(__webpack_require__, 40811))).openLocal(context, target, options);
        case "exec":
            return (await __webpack_require__.e(/* import() */ 7303).then(__webpack_require__.bind(__webpack_require__, 47303))).openExec(context, policy, target);
        case "haproxy":
            return (await __webpack_require__.e(/* import() */ 765).then(__webpack_require__.bind(__webpack_require__, 50765))).openHaproxy(context, policy, target);
        case "kubernetes":
            return (await __webpack_require__.e(/* import() */ 1282).then(__webpack_require__.bind(__webpack_require__, 51282))).openKubernetes(context, access, target);
        case "helm":
            return (await __webpack_require__.e(/* import() */ 1282).then(__webpack_require__.bind(__webpack_require__, 51282))).openHelm(context, access, target);
        case "aws-ecs":
            return (await __webpack_require__.e(/* import() */ 2053).then(__webpack_require__.bind(__webpack_require__, 82053))).openEcs(context, access, target);
        case "aws-lambda":
            return (await __webpack_require__.e(/* import() */ 2053).then(__webpack_require__.bind(__webpack_require__, 82053))).openLambda(context, access, target);
        case "aws-s3-cloudfront":
            return (await __webpack_require__.e(/* import() */ 2053).then(__webpack_require__.bind(__webpack_require__, 82053))).openStaticSite(context, access, target);
        default:
            return (0,lib/* assertNever */.xb)(target);
    }
}


/***/ }),

/***/ 54039:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ loadGates),
/* harmony export */   loadPolicy: () => (/* binding */ loadPolicy)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var _deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(71650);
/* harmony import */ var _deploy_actions_deploy_config__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(70297);
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(26393);
/* harmony import */ var _access_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(81207);





// In these events the workspace is a checkout of the ref that is deployed, which only people with write access can
// move. Everywhere else (pull requests, workflow_run with downloaded artifacts, comments) it may hold a stranger's files.
const WORKSPACE_IS_TRUSTED = new Set([
    "",
    "create",
    "deployment",
    "push",
    "release",
    "repository_dispatch",
    "schedule",
    "workflow_dispatch",
]);
/**
 * Loads the policy file from where nobody who is judged by it can change it, and resolves one environment.
 *
 * Errors: `config` with every problem of the file; `permission`, `remote` when it is read through GitHub.
 */
async function loadPolicy(context, request) {
    const { text, source } = await readPolicy(context, request);
    const config = (0,_deploy_actions_deploy_config__WEBPACK_IMPORTED_MODULE_2__/* .parseDeployConfig */ .dM)(text, request.file);
    const { policy, values } = (0,_deploy_actions_deploy_config__WEBPACK_IMPORTED_MODULE_2__/* .resolvePolicy */ .nZ)(config, request.environment, request.overrides ?? {});
    (0,_access_js__WEBPACK_IMPORTED_MODULE_4__/* .openAccess */ .bg)(context, policy);
    return { policy: (0,_deploy_actions_deploy_config__WEBPACK_IMPORTED_MODULE_2__/* .substitute */ .V2)(policy, request.placeholders ?? {}), openPolicy: policy, values, source };
}
/** Loads the gates alone: of one environment, or of the defaults. A target or a service is not asked for. */
async function loadGates(context, request) {
    const { text, source } = await readPolicy(context, request);
    const config = (0,_deploy_actions_deploy_config__WEBPACK_IMPORTED_MODULE_2__/* .parseDeployConfig */ .dM)(text, request.file);
    const { gates } = (0,_deploy_actions_deploy_config__WEBPACK_IMPORTED_MODULE_2__/* .resolveGates */ .TJ)(config, request.environment);
    return { gates, hasImage: asksForImage(config, request.environment), source };
}
function asksForImage(config, environment) {
    if (environment === undefined)
        return false;
    try {
        return (0,_deploy_actions_deploy_config__WEBPACK_IMPORTED_MODULE_2__/* .resolvePolicy */ .nZ)(config, environment).policy.image !== undefined;
    }
    catch (error) {
        // A file of gates alone (no target, no service) is no policy of a deployment.
        if (error instanceof _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_3__/* .ActionError */ .lZ && error.code === "config")
            return false;
        throw error;
    }
}
async function readPolicy(context, request) {
    const { runner } = context;
    const baseRef = request.baseRef ?? baseBranch(runner.event);
    if (baseRef === undefined && WORKSPACE_IS_TRUSTED.has(runner.eventName)) {
        const path = (0,_deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_1__/* .resolveInWorkspace */ .z1)(runner.workspace, request.file);
        if (await exists(path)) {
            const source = { file: request.file, commit: undefined, text: `policy of ${request.file}` };
            return { text: await readText(path, request.file), source };
        }
        if (runner.mode === "terminal" || runner.repository === undefined)
            throw missingFile(request.file, runner);
    }
    const ref = baseRef ?? runner.sha;
    if (runner.repository === undefined || ref === undefined)
        throw missingFile(request.file, runner);
    if (request.token === undefined) {
        throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_3__/* .ActionError */ .lZ("input", `No github-token to read ${request.file} of ${ref} with.`, {
            hint: "Pass `github-token: ${{ github.token }}` (the default) and grant `contents: read`.",
        });
    }
    const { owner, name } = runner.repository;
    const found = await (0,_deploy_actions_deploy_config__WEBPACK_IMPORTED_MODULE_2__/* .readBasePolicy */ .wq)(context.github(request.token), { owner, repo: name, baseRef: ref, path: request.file }, context.signal);
    const at = found.commit.slice(0, 7);
    return {
        text: found.source,
        source: {
            file: request.file,
            commit: found.commit,
            text: baseRef === undefined ? `policy at ${at}` : `policy of ${baseRef} at ${at}`,
        },
    };
}
/** The branch a pull request (or merge queue entry) of the event goes into. */
function baseBranch(event) {
    const pullRequest = event.pull_request;
    if ((0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_3__/* .isObject */ .Gv)(pullRequest) && (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_3__/* .isObject */ .Gv)(pullRequest.base))
        return text(pullRequest.base.ref);
    const mergeGroup = event.merge_group;
    if ((0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_3__/* .isObject */ .Gv)(mergeGroup))
        return text(mergeGroup.base_ref)?.replace(/^refs\/heads\//, "");
    return undefined;
}
function text(value) {
    return typeof value === "string" && value !== "" ? value : undefined;
}
function missingFile(file, { mode, workspace }) {
    return new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_3__/* .ActionError */ .lZ("config", `${file}: there is no such file in ${workspace}.`, {
        hint: mode === "terminal"
            ? "Run this in the top folder of the repository, or name the policy file with --config."
            : "Check out the repository before this step, or name the policy file with the input `config`.",
    });
}
async function exists(path) {
    return (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.access)(path).then(() => true, () => false);
}
async function readText(path, file) {
    try {
        return await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(path, "utf8");
    }
    catch (error) {
        throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_3__/* .ActionError */ .lZ("config", `${file} cannot be read: ${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_3__/* .errorMessage */ .gJ)(error)}.`, { cause: error });
    }
}


/***/ }),

/***/ 64051:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ps: () => (/* binding */ metricsOf),
/* harmony export */   Tj: () => (/* binding */ loadBalancerDimension)
/* harmony export */ });
/* unused harmony export targetGroupDimension */
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26393);

const ALB = "AWS/ApplicationELB";
const LAMBDA = "AWS/Lambda";
/** The metrics of candidate and stable; `undefined` for a release that is not there. */
function metricsOf(target) {
    if (target.kind === "target-groups") {
        const loadBalancer = { Name: "LoadBalancer", Value: loadBalancerDimension(target.loadBalancer) };
        const of = (group) => group === undefined
            ? undefined
            : groupMetrics(group.version, [
                { Name: "TargetGroup", Value: targetGroupDimension(group.targetGroup) },
                loadBalancer,
            ]);
        return {
            candidate: of(target.candidate),
            stable: of(target.stable),
            unattributed: { namespace: ALB, name: "HTTPCode_ELB_5XX_Count", dimensions: [loadBalancer] },
        };
    }
    const { functionName, alias } = target;
    const of = (version) => version === undefined
        ? undefined
        : versionMetrics(version.version, [
            { Name: "FunctionName", Value: functionName },
            { Name: "Resource", Value: `${functionName}:${alias}` },
            { Name: "ExecutedVersion", Value: version.functionVersion },
        ]);
    return { candidate: of(target.candidate), stable: of(target.stable), unattributed: undefined };
}
function groupMetrics(version, dimensions) {
    const metric = (name) => ({ namespace: ALB, name, dimensions });
    return {
        version,
        requests: metric("RequestCount"),
        // A connection that fails is a request without an answer: its 502 is the load balancer's and not in the target's count.
        errors: ["HTTPCode_Target_5XX_Count", "TargetConnectionErrorCount"].map((name) => ({
            metric: metric(name),
            silentIsZero: true,
        })),
        latency: metric("TargetResponseTime"),
        unitsPerMs: 0.001,
    };
}
function versionMetrics(version, dimensions) {
    const metric = (name) => ({ namespace: LAMBDA, name, dimensions });
    return {
        version,
        requests: metric("Invocations"),
        // Lambda reports a 0 for each invocation that did not fail: silence is a gap.
        errors: [{ metric: metric("Errors"), silentIsZero: false }],
        latency: metric("Duration"),
        unitsPerMs: 1,
    };
}
/** `app/<name>/<id>` of that, or of the ARN of a load balancer, of a listener or of a listener rule. */
function loadBalancerDimension(text) {
    const found = /(?:^|:loadbalancer\/|:listener\/|:listener-rule\/)((?:app|net|gwy)\/[^/]+\/[^/]+)/.exec(text)?.[1];
    if (found !== undefined)
        return found;
    throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("config", `${JSON.stringify(text)} names no load balancer for CloudWatch.`, {
        hint: "Write app/<name>/<id>: the end of its ARN, behind loadbalancer/.",
    });
}
/** `targetgroup/<name>/<id>` of that or of its ARN. */
function targetGroupDimension(text) {
    const found = /(?:^|:)(targetgroup\/[^/]+\/[^/]+)$/.exec(text)?.[1];
    if (found !== undefined)
        return found;
    throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("config", `${JSON.stringify(text)} names no target group for CloudWatch.`, {
        hint: "Write its ARN, or the end of it: targetgroup/<name>/<id>.",
    });
}


/***/ }),

/***/ 79735:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  s5: () => (/* reexport */ createCloudWatchSource),
  Hv: () => (/* reexport */ createExecMetricSource),
  PU: () => (/* reexport */ createHaproxyMetricSource),
  AA: () => (/* reexport */ createJsonMetricSource),
  L9: () => (/* reexport */ createLocalMetricSource),
  wv: () => (/* reexport */ createPrometheusSource),
  D5: () => (/* reexport */ createSyntheticMetricSource),
  Tj: () => (/* reexport */ dimensions/* loadBalancerDimension */.Tj),
  rv: () => (/* reexport */ measureErrorRate),
  RJ: () => (/* reexport */ measureLatency),
  tV: () => (/* reexport */ prometheusTemplate),
  tv: () => (/* reexport */ readAlarms),
  Re: () => (/* reexport */ subtract),
  fS: () => (/* reexport */ summarise)
});

// UNUSED EXPORTS: PROMETHEUS_TEMPLATES, cloudWatchCalls, createPrometheusTextSource, parsePrometheusText, percentile

// EXTERNAL MODULE: ./packages/metrics/lib/cloudwatch/dimensions.js
var dimensions = __webpack_require__(64051);
;// CONCATENATED MODULE: ./packages/metrics/lib/cloudwatch/calls.js
/** Every call of the CloudWatch source and of the alarms. */
const cloudWatchCalls = ["DescribeAlarms", "GetMetricData"].map((operation) => ({
    api: "aws",
    service: "cloudwatch",
    operation,
}));

;// CONCATENATED MODULE: ./packages/metrics/lib/cloudwatch-source.js



/**
 * Counts of two target groups, or of two Lambda versions behind an alias, from CloudWatch: whole minutes that are surely
 * ingested, from the first that begins after the source was made. It starts at zero; a minute in which neither release has
 * a number makes the reading unknown, and is asked for again.
 *
 * Throws `config` for a load balancer or target group that is not named as CloudWatch does.
 */
function createCloudWatchSource(options) {
    // Wrong names are told now, not when the first minute is over.
    (0,dimensions/* metricsOf */.Ps)(options.target);
    const madeAt = options.clock.now();
    let counter;
    return {
        name: "cloudwatch",
        read: async (signal) => {
            counter ??= __webpack_require__.e(/* import() */ 5306).then(__webpack_require__.bind(__webpack_require__, 85306)).then(({ CloudWatchCounter }) => new CloudWatchCounter(options, madeAt));
            return (await counter).read(signal);
        },
    };
}
/**
 * The state of each alarm, in the order of the names. One that is not there, or that has no data, is unknown: it is no
 * alarm and no all-clear. Never rejects except `cancelled`.
 */
async function readAlarms(ports, names, signal) {
    if (names.length === 0)
        return { known: true, alarms: [] };
    return (await __webpack_require__.e(/* import() */ 3028).then(__webpack_require__.bind(__webpack_require__, 3028))).describeAlarms(ports, names, signal);
}

;// CONCATENATED MODULE: ./packages/metrics/lib/counts-window.js
/**
 * What a release served after `earlier` and up to `later`. Unknown (never zero) when a reading is missing, when they are
 * of different releases, when the counters started again or went backwards in between, or are no whole numbers.
 */
function subtract(later, earlier) {
    if (later === undefined || earlier === undefined) {
        return unknown("no_counts", "the release has no counters");
    }
    if (later.version !== earlier.version) {
        return unknown("version_changed", `the counters are of ${later.version}, before of ${earlier.version}`);
    }
    if (later.epoch !== earlier.epoch) {
        return unknown("epoch_changed", `the counters of ${later.version} started again from zero`);
    }
    const latency = subtractHistograms(later.latency, earlier.latency);
    if (latency === undefined) {
        return unknown("buckets_changed", `the latency buckets of ${later.version} are others than before`);
    }
    const requests = later.requests - earlier.requests;
    const errors = later.errors - earlier.errors;
    const harmedUsers = difference(later.harmedUsers, earlier.harmedUsers);
    const all = [requests, errors, harmedUsers ?? 0, ...latency.counts];
    if (!all.every((count) => Number.isFinite(count) && count >= 0)) {
        return unknown("counter_decreased", `the counters of ${later.version} went backwards`);
    }
    if (![requests, errors, harmedUsers ?? 0].every(Number.isInteger)) {
        return unknown("counts_fractional", `${later.version} counts ${requests} requests and ${errors} errors`);
    }
    if (errors > requests) {
        return unknown("counts_contradict", `${later.version} counts ${errors} errors in only ${requests} requests`);
    }
    if (harmedUsers !== undefined && harmedUsers > errors) {
        return unknown("counts_contradict", `${later.version} counts ${harmedUsers} users with a first error in only ${errors} errors`);
    }
    return {
        known: true,
        counts: {
            version: later.version,
            requests,
            errors,
            latency,
            ...(harmedUsers === undefined ? {} : { harmedUsers }),
            ...(later.gauges === undefined ? {} : { gauges: later.gauges }),
        },
    };
}
function difference(later, earlier) {
    return later === undefined || earlier === undefined ? undefined : later - earlier;
}
function subtractHistograms(later, earlier) {
    const isSame = later.boundsMs.length === earlier.boundsMs.length &&
        later.counts.length === earlier.counts.length &&
        later.counts.length === later.boundsMs.length + 1 &&
        later.boundsMs.every((bound, index) => bound === earlier.boundsMs[index]);
    if (!isSame)
        return undefined;
    return {
        boundsMs: later.boundsMs,
        counts: later.counts.map((count, index) => count - (earlier.counts[index] ?? Number.NaN)),
    };
}
function unknown(reason, text) {
    return { known: false, reason, text };
}

// EXTERNAL MODULE: ./packages/kernel/lib/index.js + 9 modules
var lib = __webpack_require__(26393);
;// CONCATENATED MODULE: ./packages/metrics/lib/exec-metric-source.js

/** Reads the counts that an exec target's `observe` prints. They hold no latencies, so every percentile is unknown. */
function createExecMetricSource(options) {
    return {
        name: "exec",
        async read(signal) {
            let counts;
            try {
                counts = await options.readCounts(signal);
            }
            catch (error) {
                if (error instanceof lib/* ActionError */.lZ && error.code === "cancelled")
                    throw error;
                if (signal.aborted)
                    throw new lib/* ActionError */.lZ("cancelled", "Reading the metrics was cancelled");
                return { known: false, reason: "metrics_unreachable", text: (0,lib/* errorMessage */.gJ)(error) };
            }
            if (counts?.candidate === undefined && counts?.stable === undefined) {
                return { known: false, reason: "metric_missing", text: 'the observe command prints no "counts"' };
            }
            return {
                known: true,
                at: options.clock.now(),
                candidate: toReleaseCounts(counts.candidate),
                stable: toReleaseCounts(counts.stable),
            };
        },
    };
}
function toReleaseCounts(counts) {
    if (counts === undefined)
        return undefined;
    const { requests, epoch = "" } = counts;
    return { ...counts, epoch, latency: { boundsMs: [], counts: [requests] } };
}

;// CONCATENATED MODULE: ./packages/metrics/lib/haproxy-metric-source.js

/** Reads what HAProxy itself counted. It keeps only means of latencies, so every percentile is unknown. */
function createHaproxyMetricSource(options) {
    return {
        name: "haproxy",
        async read(signal) {
            try {
                const counts = await options.readCounts(signal);
                return {
                    known: true,
                    at: options.clock.now(),
                    candidate: haproxy_metric_source_toReleaseCounts(counts.candidate),
                    stable: haproxy_metric_source_toReleaseCounts(counts.stable),
                };
            }
            catch (error) {
                if (error instanceof lib/* ActionError */.lZ && error.code === "cancelled")
                    throw error;
                if (signal.aborted)
                    throw new lib/* ActionError */.lZ("cancelled", "Reading the metrics was cancelled");
                return { known: false, reason: "metrics_unreachable", text: (0,lib/* errorMessage */.gJ)(error) };
            }
        },
    };
}
function haproxy_metric_source_toReleaseCounts(counts) {
    return counts === undefined
        ? undefined
        : { ...counts, latency: { boundsMs: [], counts: [counts.requests] } };
}

;// CONCATENATED MODULE: ./packages/metrics/lib/json/json-pointer.js

const POINTER = /^(?:\/(?:[^~/]|~[01])*)+$/;
/** The keys of a JSON Pointer (RFC 6901) such as `/stats/0/requests`; `undefined` for a text that is none. */
function parseJsonPointer(text) {
    if (!POINTER.test(text))
        return undefined;
    return text
        .slice(1)
        .split("/")
        .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
}
/** Follows the keys of a pointer through own keys and indexes only. */
function followPointer(document, keys) {
    let value = document;
    let at = "";
    for (const key of keys) {
        const isIndex = Array.isArray(value) && /^(?:0|[1-9]\d*)$/.test(key) && Number(key) < value.length;
        if (isIndex)
            value = value[Number(key)];
        else if ((0,lib/* isObject */.Gv)(value) && Object.hasOwn(value, key))
            value = value[key];
        else
            return { found: false, at: at === "" ? "the top" : at };
        at += `/${key}`;
    }
    return { found: true, value };
}

;// CONCATENATED MODULE: ./packages/metrics/lib/json/json-roles.js


const POINTERS = ["requests", "errors", "latency", "users", "epoch", "version"];
const NAMES = ["version", "role"];
/** The releases there are. Errors: `config` for what cannot be asked, or not of one release alone. */
function openJsonRoles(options) {
    const gauges = Object.entries(options.gauges ?? {});
    const pointed = [...POINTERS.map((name) => options[name] ?? ""), ...gauges.map(([, text]) => text)];
    const texts = [options.url, ...pointed];
    for (const text of texts)
        refuseUnknownPlaceholder(text);
    const { requests, errors, latency, users } = options;
    const counted = [requests, errors, latency, users, ...gauges.map(([, text]) => text)];
    const same = counted.find((pointer) => pointer !== undefined && !tells(pointer));
    if (!tells(options.url) && same !== undefined) {
        throw new lib/* ActionError */.lZ("config", `metrics.json asks for the same ${JSON.stringify(same)} for candidate and stable`, {
            hint: "Put ${version} or ${role} into the URL, or into every pointer, e.g. requests: /${role}/requests.",
        });
    }
    const role = (name, version) => {
        if (version === undefined)
            return [];
        const fill = (text, encode) => text.replace(/\$\{(\w+)\}/g, (_, key) => encode(key === "role" ? name : version));
        const url = fill(options.url, encodeURIComponent);
        if (!/^https?:\/\//.test(url) || !URL.canParse(url)) {
            throw new lib/* ActionError */.lZ("config", `metrics.json is ${JSON.stringify(options.url.replace(/\/\/[^/]*@/, "//***@"))}, expected an http or https URL`);
        }
        const follow = (field, text) => {
            // A version may hold what means something in a pointer.
            const keys = parseJsonPointer(fill(text, (value) => value.replaceAll("~", "~0").replaceAll("/", "~1")));
            if (keys !== undefined)
                return keys;
            throw new lib/* ActionError */.lZ("config", `metrics.${field} is ${JSON.stringify(text)}, expected a JSON Pointer`, { hint: `A pointer begins with a slash, e.g. /stats/${field.split(".").at(-1)}.` });
        };
        const pointer = (field) => {
            const text = options[field];
            return text === undefined ? undefined : follow(field, text);
        };
        const places = {
            requests: pointer("requests") ?? [],
            errors: pointer("errors") ?? [],
            latency: pointer("latency"),
            users: pointer("users"),
            epoch: pointer("epoch"),
            version: pointer("version"),
            gauges: gauges.map(([name, text]) => [name, follow(`gauges.${name}`, text)]),
        };
        return [{ name, version, url, places }];
    };
    return [...role("candidate", options.candidateVersion), ...role("stable", options.stableVersion)];
}
function tells(text) {
    return NAMES.some((name) => text.includes(`\${${name}}`));
}
function refuseUnknownPlaceholder(text) {
    for (const [, name = ""] of text.matchAll(/\$\{([^}]*)\}?/g)) {
        if (NAMES.includes(name))
            continue;
        throw new lib/* ActionError */.lZ("config", `\${${name}} in ${JSON.stringify(text)} is no placeholder`, {
            hint: "Use ${version} or ${role}.",
        });
    }
}

;// CONCATENATED MODULE: ./packages/metrics/lib/json/read-counts.js


/** The counts of `version` in a document; nothing that is missing, or of another type than a count, becomes a number. */
function readJsonCounts(document, places, version) {
    const said = places.version === undefined ? found(version) : at(document, places.version, readText);
    if (!said.ok)
        return said;
    if (said.value !== version) {
        const text = `the answer is of the release ${show(said.value)}, asked for ${show(version)}`;
        return fail("wrong_release", text);
    }
    const requests = at(document, places.requests, readCount);
    if (!requests.ok)
        return requests;
    const errors = at(document, places.errors, readCount);
    if (!errors.ok)
        return errors;
    const users = places.users === undefined ? found(undefined) : at(document, places.users, readCount);
    if (!users.ok)
        return users;
    const epoch = places.epoch === undefined ? found("") : at(document, places.epoch, readText);
    if (!epoch.ok)
        return epoch;
    const latency = places.latency === undefined
        ? found({ boundsMs: [], counts: [requests.value] })
        : at(document, places.latency, readHistogram);
    if (!latency.ok)
        return latency;
    if (errors.value > requests.value) {
        return fail("counts_contradict", `${errors.value} errors in only ${(0,lib/* plural */.LS)(requests.value, "request")}`);
    }
    if ((users.value ?? 0) > errors.value) {
        return fail("counts_contradict", `${users.value} users with an error in only ${errors.value} errors`);
    }
    return {
        ok: true,
        counts: {
            version,
            epoch: epoch.value,
            requests: requests.value,
            errors: errors.value,
            latency: latency.value,
            ...(users.value === undefined ? {} : { harmedUsers: users.value }),
            ...(places.gauges.length === 0 ? {} : { gauges: readGauges(document, places.gauges) }),
        },
    };
}
/** Numbers of the gauges; one that is not there, or none, is left out: it says nothing of the counts beside it. */
function readGauges(document, places) {
    return Object.fromEntries(places.flatMap(([name, keys]) => {
        const pointed = followPointer(document, keys);
        const written = pointed.found ? pointed.value : undefined;
        const values = (Array.isArray(written) ? written : [written]).filter((value) => typeof value === "number" && Number.isFinite(value));
        return values.length === 0 ? [] : [[name, values]];
    }));
}
/** The value at a place, read; `read` gives what was expected instead as a text. */
function at(document, keys, read) {
    const place = `/${keys.join("/")}`;
    const pointed = followPointer(document, keys);
    if (!pointed.found) {
        const parent = followPointer(document, keys.slice(0, -1));
        const near = parent.found && (0,lib/* isObject */.Gv)(parent.value) ? Object.keys(parent.value).slice(0, 20) : [];
        const text = `there is no ${place}; the path ends at ${pointed.at}.${(0,lib/* suggest */.ZA)(keys.at(-1) ?? "", near)}`;
        return fail("metric_missing", text);
    }
    const value = read(pointed.value);
    return typeof value === "string"
        ? fail("metrics_unreadable", `${place} is ${show(pointed.value)}, expected ${value}`)
        : found(value.value);
}
function readCount(value) {
    return typeof value === "number" && Number.isSafeInteger(value) && value >= 0
        ? { value }
        : "a whole number of at least 0";
}
function readText(value) {
    return typeof value === "string" || (typeof value === "number" && Number.isFinite(value))
        ? { value: String(value) }
        : "a text or a number";
}
/** Upper bounds in ms and how many requests were at most so slow: `{"50": 900, "100": 980, "+Inf": 1000}`. */
function readHistogram(value) {
    const expected = 'requests by bound in ms, cumulative, e.g. {"100": 980, "+Inf": 1000}';
    if (!(0,lib/* isObject */.Gv)(value))
        return expected;
    const buckets = [];
    for (const [bound, count] of Object.entries(value)) {
        const boundMs = bound === "+Inf" ? Number.POSITIVE_INFINITY : bound.trim() === "" ? -1 : Number(bound);
        const read = readCount(count);
        if (!(boundMs >= 0) || typeof read === "string")
            return expected;
        buckets.push([boundMs, read.value]);
    }
    buckets.sort(([a], [b]) => a - b);
    if (buckets.at(-1)?.[0] !== Number.POSITIVE_INFINITY)
        return `${expected}, with "+Inf"`;
    const counts = buckets.map(([, count], index) => count - (buckets[index - 1]?.[1] ?? 0));
    if (counts.some((count) => count < 0))
        return expected;
    return { value: { boundsMs: buckets.slice(0, -1).map(([bound]) => bound), counts } };
}
function show(value) {
    if (Array.isArray(value))
        return `a list of ${value.length}`;
    if ((0,lib/* isObject */.Gv)(value))
        return "an object";
    return (0,lib/* printable */.g$)(JSON.stringify(value) ?? "nothing").slice(0, 80);
}
function found(value) {
    return { ok: true, value };
}
function fail(reason, text) {
    return { ok: false, reason, text };
}

;// CONCATENATED MODULE: ./packages/metrics/lib/json/json-source.js



const MAX_BODY_BYTES = 1_048_576;
const SHOWN_CHARACTERS = 300;
/**
 * Reads cumulative counts of any HTTP endpoint that answers JSON. Both releases are asked in one reading, an address that is
 * the same for both once. Whatever is not the awaited document, or not of the awaited release, is unknown with a reason.
 * Throws `config` for what is no URL or pointer, and for one that cannot tell candidate from stable.
 */
function createJsonMetricSource(options) {
    const roles = openJsonRoles(options);
    return {
        name: "json",
        async read(signal) {
            const urls = [...new Set(roles.map(({ url }) => url))];
            const answers = new Map();
            await Promise.all(urls.map(async (url) => answers.set(url, await fetchJson(options, url, signal))));
            const counts = {};
            for (const { name, version, url, places } of roles) {
                const answer = answers.get(url);
                if (answer === undefined)
                    continue;
                const read = answer.ok ? readJsonCounts(answer.document, places, version) : answer;
                if (!read.ok)
                    return json_source_unknown(options, read.reason, `${hostAndPath(url)} for the ${name} ${version}: ${read.text}`);
                counts[name] = read.counts;
            }
            return {
                known: true,
                at: options.clock.now(),
                candidate: counts.candidate,
                stable: counts.stable,
            };
        },
    };
}
async function fetchJson(options, url, signal) {
    const { http, token, timeoutMs } = options;
    try {
        const response = await http.send({
            url,
            headers: {
                accept: "application/json",
                "cache-control": "no-cache",
                ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
            },
            timeoutMs,
            maxBodyBytes: MAX_BODY_BYTES,
            // A redirect is a login page more often than not, and would take the token along.
            redirect: "manual",
            signal,
        });
        const { status } = response;
        if (status >= 300 && status < 400) {
            const to = response.headers.location ?? "nowhere";
            return json_source_fail("redirected", `answers ${status} to ${to}, expected the counts themselves`);
        }
        if (status === 401 || status === 403) {
            const how = token === undefined ? "no token was sent" : "the token was not accepted";
            return json_source_fail("unauthorized", `answers ${status}: ${how}`);
        }
        if (status < 200 || status > 299)
            return json_source_fail("metrics_unreachable", `answers ${status}`);
        if (response.truncated)
            return json_source_fail("too_much", "the answer is larger than 1 MiB");
        return parse(new TextDecoder().decode(response.body));
    }
    catch (error) {
        if (error instanceof lib/* ActionError */.lZ && error.code === "cancelled")
            throw error;
        if (signal.aborted)
            throw new lib/* ActionError */.lZ("cancelled", "Reading the metrics was cancelled");
        return json_source_fail("metrics_unreachable", `could not be asked: ${(0,lib/* errorMessage */.gJ)(error)}`);
    }
}
function parse(text) {
    try {
        return { ok: true, document: JSON.parse(text) };
    }
    catch {
        return json_source_fail("metrics_unreadable", `answers no JSON: ${JSON.stringify(text.trim().slice(0, 80))}`);
    }
}
function hostAndPath(url) {
    const { host, pathname } = new URL(url);
    return `${host}${pathname}`;
}
function json_source_fail(reason, text) {
    return { ok: false, reason, text };
}
/** What others wrote goes into a log line: no token, no control characters, not too long. */
function json_source_unknown({ token }, reason, text) {
    const redacted = token === undefined || token === "" ? text : text.replaceAll(token, "***");
    return { known: false, reason, text: (0,lib/* printable */.g$)(redacted).slice(0, SHOWN_CHARACTERS) };
}

;// CONCATENATED MODULE: ./packages/metrics/lib/percentile.js

/**
 * The latency that `percent` per cent (over 0, up to 100) of the requests did not exceed, interpolated linearly inside
 * its bucket. `beyond_buckets` when it lies above the last bound: the histogram only says "slower than that".
 */
function percentile(histogram, percent) {
    if (!(percent > 0 && percent <= 100)) {
        throw new lib/* ActionError */.lZ("internal", `A percentile lies in (0, 100], not ${percent}`);
    }
    const n = histogram.counts.reduce((sum, count) => sum + count, 0);
    if (!(n > 0))
        return { known: false, reason: "no_requests", n: 0 };
    const rank = (percent / 100) * n;
    let below = 0;
    for (const [index, count] of histogram.counts.entries()) {
        // 1e-9: 0.95 * 20 is 19 and a little in binary, and must not slip into the next bucket.
        if (count > 0 && below + count >= rank - 1e-9) {
            const upper = histogram.boundsMs[index];
            if (upper === undefined)
                break;
            const lower = index === 0 ? 0 : (histogram.boundsMs[index - 1] ?? 0);
            const share = Math.min(1, (rank - below) / count);
            return { known: true, valueMs: lower + (upper - lower) * share, n };
        }
        below += count;
    }
    return { known: false, reason: "beyond_buckets", n };
}

;// CONCATENATED MODULE: ./packages/metrics/lib/measure.js


/** The usual figures of a window. */
function summarise(window) {
    const valueMs = (percent) => {
        const found = percentile(window.latency, percent);
        return found.known ? found.valueMs : undefined;
    };
    return {
        requests: window.requests,
        errors: window.errors,
        errorRatePercent: errorRatePercent(window),
        p50Ms: valueMs(50),
        p95Ms: valueMs(95),
        p99Ms: valueMs(99),
    };
}
/**
 * The share of failed requests in per cent, e.g. `8.1 % (25 of 309 requests)`; the baseline is stable's where it is
 * known. Unknown with `too_few_requests` below `minRequests`, and always without any request.
 */
function measureErrorRate(window, minRequests, stable) {
    const evidence = enough(window, minRequests);
    if (!evidence.known)
        return evidence;
    const { counts } = evidence;
    const value = errorRatePercent(counts) ?? 0;
    const base = stable === undefined ? undefined : enough(stable, minRequests);
    const baseline = base?.known === true ? errorRatePercent(base.counts) : undefined;
    const text = `${formatRate(value)} (${(0,lib/* formatCount */.B4)(counts.errors)} of ${countRequests(counts.requests)})`;
    return { known: true, value, unit: "percent", text, ...(baseline === undefined ? {} : { baseline }) };
}
/**
 * A latency percentile of the candidate in ms, e.g. `p95 41ms (309 requests; stable 40ms of 940)`; the baseline is the
 * same percentile of stable over the same window, left out when stable's is unknown or of fewer than `minRequests`.
 */
function measureLatency(candidate, stable, percent, minRequests) {
    const evidence = enough(candidate, minRequests);
    if (!evidence.known)
        return evidence;
    const found = percentile(evidence.counts.latency, percent);
    if (!found.known)
        return unknownPercentile(found, evidence.counts, percent);
    const base = enough(stable, minRequests);
    const baseFound = base.known ? percentile(base.counts.latency, percent) : undefined;
    const name = `p${percent} ${(0,lib/* formatDuration */.a3)(found.valueMs)}`;
    if (baseFound?.known !== true) {
        const text = `${name} (${countRequests(found.n)})`;
        return { known: true, value: found.valueMs, unit: "ms", text };
    }
    const beside = `stable ${(0,lib/* formatDuration */.a3)(baseFound.valueMs)} of ${(0,lib/* formatCount */.B4)(baseFound.n)}`;
    return {
        known: true,
        value: found.valueMs,
        unit: "ms",
        text: `${name} (${countRequests(found.n)}; ${beside})`,
        baseline: baseFound.valueMs,
    };
}
function enough(window, minRequests) {
    if (!window.known)
        return { known: false, reason: window.reason, text: window.text };
    const needed = Math.max(1, minRequests);
    if (window.counts.requests >= needed)
        return window;
    return {
        known: false,
        reason: "too_few_requests",
        text: `${(0,lib/* formatCount */.B4)(window.counts.requests)} of at least ${countRequests(needed)}`,
    };
}
function unknownPercentile(found, counts, percent) {
    const last = counts.latency.boundsMs.at(-1);
    if (last === undefined || found.reason === "no_requests") {
        return { known: false, reason: "no_latency", text: "the metric source does not measure latency" };
    }
    const text = `p${percent} lies above ${(0,lib/* formatDuration */.a3)(last)}, the last bucket (${countRequests(found.n)})`;
    return { known: false, reason: found.reason, text };
}
function errorRatePercent(counts) {
    return counts.requests > 0 ? (100 * counts.errors) / counts.requests : undefined;
}
// An error rate is shown rounded up: 5.04 % must not read "5 %" beside a limit of 5 %.
function formatRate(percent) {
    return (0,lib/* formatPercent */.l9)(Math.ceil(percent * 10 - 1e-9) / 10);
}
function countRequests(count) {
    return (0,lib/* plural */.LS)(count, "request").replace(String(count), (0,lib/* formatCount */.B4)(count));
}

;// CONCATENATED MODULE: ./packages/metrics/lib/prometheus/native-histogram.js

/** Powers of the root of two, of seconds from 1 ms to 64 s. */
const BOUNDS = Array.from({ length: 33 }, (_, index) => 2 ** (index / 2 - 10));
/** Bounds are compared up to rounding: they are powers of two computed elsewhere. */
const ROUNDING = 1e-9;
/**
 * A series of native histograms as the classic `le` series of fixed bounds a factor of the root of two apart, which every
 * histogram of that resolution or a finer one has too, so that nothing is estimated; or what is wrong with it.
 *
 * A coarser one is refused: where a bucket reaches over one of the bounds, a change of its resolution in the middle of a
 * rollout would look like a counter that began anew. Format: prometheus.io/docs/prometheus/latest/querying/api
 * (`#native-histograms`); seen the same in 2.42, where they are an option.
 */
function toClassicSeries(labels, samples) {
    const byBound = [...BOUNDS, Number.POSITIVE_INFINITY].map(() => []);
    for (const sample of samples) {
        const [seconds, histogram] = Array.isArray(sample) ? sample : [];
        if (typeof seconds !== "number" || !(0,lib/* isObject */.Gv)(histogram))
            return "a native histogram cannot be read";
        const counts = cumulativeCounts(histogram);
        if (typeof counts === "string")
            return counts;
        const atMs = Math.round(seconds * 1_000);
        for (const [index, count] of counts.entries())
            byBound[index]?.push([atMs, count]);
    }
    return byBound.map((own, index) => ({
        labels: { ...labels, le: String(BOUNDS[index] ?? "+Inf") },
        samples: own,
    }));
}
/** How many observations were at most each of the bounds, the last one being all of them. */
function cumulativeCounts(histogram) {
    const total = toCount(histogram.count);
    const buckets = histogram.buckets ?? [];
    if (total === undefined || !Array.isArray(buckets)) {
        return `a native histogram has the count ${JSON.stringify(histogram.count)}, expected a number`;
    }
    const own = BOUNDS.map(() => 0);
    for (const bucket of buckets) {
        // Whether its bounds belong to it (the first item) is below what a latency is measured in.
        const [, left, right, text] = Array.isArray(bucket) ? bucket : [];
        const [from, to] = [Number(left), Number(right)];
        const count = toCount(text);
        if (count === undefined || !(from <= to)) {
            return `a native histogram has the bucket ${JSON.stringify(bucket)?.slice(0, 80)}, expected bounds and a count`;
        }
        const over = BOUNDS.find((bound) => from < bound * (1 - ROUNDING) && bound * (1 + ROUNDING) < to);
        if (over !== undefined) {
            return `a native histogram has a bucket from ${from} to ${to}, coarser than 2 buckets for each doubling; a finer resolution, or a selector of classic \`_bucket\` series is needed`;
        }
        const index = BOUNDS.findIndex((bound) => to <= bound * (1 + ROUNDING));
        if (index !== -1)
            own[index] = (own[index] ?? 0) + count;
    }
    let sum = 0;
    const counts = own.map((count) => {
        sum += count;
        return sum;
    });
    return [...counts, total];
}
function toCount(text) {
    const value = typeof text === "string" ? Number(text) : Number.NaN;
    return Number.isFinite(value) && value >= 0 ? value : undefined;
}

;// CONCATENATED MODULE: ./packages/metrics/lib/prometheus/read-series.js


/**
 * One entry of a result as the series it stands for (a native histogram is many), or what is wrong with it. A sample of a
 * gauge that is no number stays as NaN.
 */
function readSeries(entry, kind) {
    if (!(0,lib/* isObject */.Gv)(entry) || !(0,lib/* isObject */.Gv)(entry.metric))
        return "read something that is no series";
    const labels = Object.create(null);
    for (const [name, value] of Object.entries(entry.metric))
        labels[name] = String(value);
    const native = entry.histograms ?? (entry.histogram === undefined ? undefined : [entry.histogram]);
    const raw = entry.values ?? (entry.value === undefined ? undefined : [entry.value]);
    if (native !== undefined) {
        if (kind === "gauges")
            return "this is a native histogram, expected a gauge";
        if (kind === "counters")
            return "this is a native histogram, expected a counter, e.g. `…_count`";
        if (raw !== undefined || !Array.isArray(native))
            return "read a series that is a native histogram only at times";
        return toClassicSeries(labels, native);
    }
    if (!Array.isArray(raw))
        return "read a series without samples";
    if (kind === "buckets" && labels.le === undefined) {
        return "this is no histogram; a selector of classic `_bucket` series, or of a native histogram, is needed";
    }
    const samples = [];
    for (const sample of raw) {
        const [seconds, text] = Array.isArray(sample) ? sample : [];
        const value = typeof text === "string" ? Number(text) : Number.NaN;
        const isGood = kind === "gauges" || (Number.isFinite(value) && value >= 0);
        if (typeof seconds !== "number" || !isGood) {
            return `a sample is ${JSON.stringify(text)}, expected a count`;
        }
        samples.push([Math.round(seconds * 1_000), Number.isFinite(value) ? value : Number.NaN]);
    }
    return [{ labels, samples }];
}

;// CONCATENATED MODULE: ./packages/metrics/lib/prometheus/prometheus-api.js


const prometheus_api_MAX_BODY_BYTES = 16 * 1_024 * 1_024;
const prometheus_api_SHOWN_CHARACTERS = 300;
/**
 * The raw samples of `selector` in the `windowMs` before `atMs`; or, without a window, the last one of each live series.
 * Asked for `buckets`, a native histogram is as many series with a label `le`.
 */
async function querySeries(access, selector, atMs, windowMs, signal, kind = "counters") {
    const query = windowMs === undefined ? selector : `${selector}[${Math.ceil(windowMs)}ms]`;
    const answer = await call(access, "query", { query, time: String(atMs / 1_000) }, signal);
    if (!answer.ok)
        return answer;
    const data = (0,lib/* isObject */.Gv)(answer.value) ? answer.value : {};
    const wanted = windowMs === undefined ? "vector" : "matrix";
    if (data.resultType !== wanted || !Array.isArray(data.result)) {
        return unreadable(`the answer to ${selector} is no ${wanted}`);
    }
    const series = [];
    for (const entry of data.result) {
        const read = readSeries(entry, kind);
        if (typeof read === "string")
            return unreadable(`${selector}: ${read}`);
        series.push(...read);
    }
    return { ok: true, value: series };
}
/** Names of labels that the series of `match` have. */
async function labelNames(access, match, range, signal) {
    return texts(await call(access, "labels", { "match[]": match, ...rangeParameters(range) }, signal));
}
/** The values a label has, among the series of `match` when given. */
async function labelValues(access, label, match, range, signal) {
    const parameters = { ...(match === undefined ? {} : { "match[]": match }), ...rangeParameters(range) };
    return texts(await call(access, `label/${encodeURIComponent(label)}/values`, parameters, signal));
}
function rangeParameters({ fromMs, toMs }) {
    return { start: String(fromMs / 1_000), end: String(toMs / 1_000) };
}
function texts(answer) {
    if (!answer.ok)
        return answer;
    const values = Array.isArray(answer.value) ? answer.value : [];
    return { ok: true, value: values.filter((value) => typeof value === "string") };
}
async function call(access, path, parameters, signal) {
    const { http, token, timeoutMs } = access;
    const url = `${access.url.replace(/\/+$/, "")}/api/v1/${path}?${new URLSearchParams(parameters)}`;
    try {
        const response = await http.send({
            url,
            headers: {
                accept: "application/json",
                ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
            },
            timeoutMs,
            maxBodyBytes: prometheus_api_MAX_BODY_BYTES,
            signal,
        });
        if (response.truncated)
            return prometheus_api_fail(access, "too_much", "the answer is larger than 16 MiB: the selector matches too much");
        return readBody(access, response.status, new TextDecoder().decode(response.body));
    }
    catch (error) {
        if (error instanceof lib/* ActionError */.lZ && error.code === "cancelled")
            throw error;
        if (signal.aborted)
            throw new lib/* ActionError */.lZ("cancelled", "Reading the metrics was cancelled");
        return prometheus_api_fail(access, "metrics_unreachable", `Prometheus could not be asked: ${(0,lib/* errorMessage */.gJ)(error)}`);
    }
}
function readBody(access, status, text) {
    if (status === 401 || status === 403) {
        const how = access.token === undefined ? "no token was sent" : "the token was not accepted";
        return prometheus_api_fail(access, "unauthorized", `Prometheus answers ${status}: ${how}`);
    }
    let body;
    try {
        body = JSON.parse(text);
    }
    catch {
        const shown = text.trim().slice(0, 80);
        return prometheus_api_fail(access, "metrics_unreachable", `${hostOf(access.url)} answers ${status} and no JSON, so it is no Prometheus API: ${shown}`);
    }
    const object = (0,lib/* isObject */.Gv)(body) ? body : {};
    if (status !== 200 || object.status !== "success") {
        const kind = typeof object.errorType === "string" ? object.errorType : `status ${status}`;
        const why = typeof object.error === "string" ? object.error : "no reason given";
        const reason = status >= 400 && status < 500 ? "query_refused" : "metrics_unreachable";
        return prometheus_api_fail(access, reason, `Prometheus refuses the query (${kind}): ${why}`);
    }
    const { warnings } = object;
    if (Array.isArray(warnings) && warnings.length > 0) {
        return prometheus_api_fail(access, "partial_data", `Prometheus warns that the data may not be whole: ${warnings.join("; ")}`);
    }
    return { ok: true, value: object.data };
}
function unreadable(text) {
    return { ok: false, reason: "metrics_unreadable", text };
}
/** What others wrote goes into a log line: no token, no control characters, not too long. */
function prometheus_api_fail({ token }, reason, text) {
    const redacted = token === undefined || token === "" ? text : text.replaceAll(token, "***");
    return { ok: false, reason, text: (0,lib/* printable */.g$)(redacted).slice(0, prometheus_api_SHOWN_CHARACTERS) };
}
/** Without user, password and query. */
function hostOf(url) {
    return URL.canParse(url) ? new URL(url).host : "the metrics URL";
}

;// CONCATENATED MODULE: ./packages/metrics/lib/prometheus/selector.js

const selector_NAMES = ["version", "role", "workload"];
const METRIC = /\s*([a-zA-Z_:][a-zA-Z0-9_:]*)\s*/y;
const MATCHER = /\s*([a-zA-Z_][a-zA-Z0-9_]*)\s*(=~|!~|!=|=)\s*("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`[^`]*`)\s*/y;
const EXAMPLE = 'http_requests_total{app="shop", version="${version}"}';
/**
 * Reads a selector of Prometheus (`name{label="value", …}`) and refuses everything else of its language: functions turn
 * counts into rates, which cannot be added up over a step any more. `field` is for messages. Errors: `config`.
 */
function parseSelector(field, text) {
    METRIC.lastIndex = 0;
    const metric = METRIC.exec(text)?.[1];
    if (metric === undefined)
        throw refuse(field, text, "it does not begin with the name of a metric");
    let at = METRIC.lastIndex;
    const matchers = [];
    if (text[at] === "{") {
        at += 1;
        for (;;) {
            if (/^\s*\}/.test(text.slice(at)))
                break;
            MATCHER.lastIndex = at;
            const match = MATCHER.exec(text);
            const [, label, operator, quoted] = match ?? [];
            if (label === undefined || quoted === undefined) {
                throw refuse(field, text, `expected label="value" at ${excerpt(text.slice(at))}`);
            }
            matchers.push({ label, operator: operator, value: unquote(quoted) });
            at = MATCHER.lastIndex;
            if (text[at] === ",")
                at += 1;
            else if (text[at] !== "}")
                throw refuse(field, text, `expected , or } at ${excerpt(text.slice(at))}`);
        }
        at = text.indexOf("}", at) + 1;
    }
    const rest = text.slice(at).trim();
    if (rest !== "")
        throw refuse(field, text, describeRest(metric, rest));
    checkPlaceholders(field, text, matchers);
    return { metric, matchers };
}
/** Whether the selector asks other series for candidate and for stable. */
function tellsReleases({ matchers }) {
    return matchers.some(({ value }) => selector_NAMES.some((name) => value.includes(`\${${name}}`)));
}
/** The selector with its placeholders replaced; in a regular expression they match only themselves. */
function bindSelector(selector, values) {
    const matchers = selector.matchers.map((matcher) => {
        const isPattern = matcher.operator === "=~" || matcher.operator === "!~";
        const value = matcher.value.replace(/\$\{(\w+)\}/g, (_, name) => {
            const found = values[name] ?? "";
            return isPattern ? escapePattern(found) : found;
        });
        return { ...matcher, value };
    });
    return { ...selector, matchers };
}
/** The selector as Prometheus reads it. */
function formatSelector({ metric, matchers }) {
    if (matchers.length === 0)
        return metric;
    const labels = matchers.map(({ label, operator, value }) => `${label}${operator}${quote(value)}`);
    return `${metric}{${labels.join(",")}}`;
}
/** A text in a regular expression of RE2 that matches only itself. */
function escapePattern(text) {
    return text.replace(/[\\.+*?()|[\]{}^$]/g, "\\$&");
}
function quote(value) {
    const escaped = value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
    return `"${escaped}"`;
}
function unquote(quoted) {
    const inner = quoted.slice(1, -1);
    if (quoted.startsWith("`"))
        return inner;
    return inner.replace(/\\(.)/g, (_, char) => ({ n: "\n", t: "\t", r: "\r" })[char] ?? char);
}
function checkPlaceholders(field, text, matchers) {
    for (const { value } of matchers) {
        for (const [, name = ""] of value.matchAll(/\$\{([^}]*)\}?/g)) {
            if (selector_NAMES.some((known) => known === name))
                continue;
            throw refuse(field, text, `\${${name}} is no placeholder.${(0,lib/* suggest */.ZA)(name, selector_NAMES)}`);
        }
    }
}
function describeRest(metric, rest) {
    if (rest.startsWith("(") || /^(?:by|without)\b/.test(rest)) {
        return `"${metric}" is a function: counts are read as they are and added up here, so that nothing is estimated`;
    }
    if (rest.startsWith("["))
        return `a range (${excerpt(rest)}) is not needed: the window is that of the step`;
    if (/^(?:offset|@)/.test(rest))
        return `the time (${excerpt(rest)}) is not for the selector to say`;
    return `expected nothing after the selector, read ${excerpt(rest)}`;
}
function refuse(field, text, why) {
    return new lib/* ActionError */.lZ("config", `${field} is ${excerpt(text)}: ${why}`, {
        hint: `It has to be a selector of a counter and nothing else, e.g. ${EXAMPLE}.`,
    });
}
function excerpt(text) {
    return JSON.stringify(text.length <= 120 ? text : `${text.slice(0, 120)}…`);
}

;// CONCATENATED MODULE: ./packages/metrics/lib/prometheus/ask-counts.js


/** The samples of the counters of one release in the `windowMs` before `atMs`; without one of them there is no answer. */
async function askCounts(access, role, atMs, windowMs, signal) {
    const none = { ok: true, value: [] };
    const [requests, errors, latency] = await Promise.all([
        querySeries(access, formatSelector(role.requests), atMs, windowMs, signal),
        querySeries(access, formatSelector(role.errors), atMs, windowMs, signal),
        role.latency === undefined
            ? none
            : querySeries(access, formatSelector(role.latency), atMs, windowMs, signal, "buckets"),
    ]);
    if (!requests.ok)
        return requests;
    if (!errors.ok)
        return errors;
    if (!latency.ok)
        return latency;
    return { ok: true, value: { requests: requests.value, errors: errors.value, latency: latency.value } };
}

;// CONCATENATED MODULE: ./packages/metrics/lib/prometheus/read-gauges.js


/** As long as Prometheus itself takes an old sample for the present value. */
const LOOK_BACK_MS = 300_000;
/** Live series of each gauge of a release, and their samples with the times they were measured. */
async function askGauges(access, { gauges }, atMs, signal) {
    const asked = gauges.map(async ({ name, selector }) => [name, await askGauge(access, selector, atMs, signal)]);
    return new Map(await Promise.all(asked));
}
async function askGauge(access, selector, atMs, signal) {
    const text = formatSelector(selector);
    const [live, samples] = await Promise.all([
        querySeries(access, text, atMs, undefined, signal, "gauges"),
        querySeries(access, text, atMs, LOOK_BACK_MS, signal, "gauges"),
    ]);
    if (!live.ok)
        return live;
    return samples.ok ? { ok: true, value: { live: live.value, samples: samples.value } } : samples;
}
/**
 * The values that both releases have measured since the last ones were given, each once. A gauge that only one of them has
 * measured anew waits for the other: scraped at other moments, the two would never have values in one window.
 */
function takeGauges(roles, found, isFirst) {
    const values = new Map();
    const notes = [];
    for (const { role } of roles)
        values.set(role, {});
    for (const { name } of roles[0]?.gauges ?? []) {
        const fresh = roles.flatMap(({ role, gauges }, index) => {
            const tally = gauges.find((gauge) => gauge.name === name)?.tally;
            const answer = found[index]?.gauges.get(name);
            if (answer?.ok === false)
                notes.push(`metrics.gauges.${name} of ${role}: ${answer.text}`);
            return tally === undefined || answer?.ok !== true
                ? []
                : [{ role, tally, found: tally.fresh(answer.value) }];
        });
        const haveAll = fresh.length === roles.length && fresh.every((one) => one.found.values.length > 0);
        for (const { role, tally, found: measured } of fresh) {
            // What was measured before the first reading belongs to no window.
            if (haveAll || isFirst)
                tally.take(measured);
            const ofRole = values.get(role);
            if (haveAll && ofRole !== undefined)
                ofRole[name] = measured.values;
        }
    }
    return { values, notes };
}

;// CONCATENATED MODULE: ./packages/metrics/lib/prometheus/explain-no-series.js



const explain_no_series_LOOK_BACK_MS = 300_000;
const MAX_SHOWN = 8;
/** Why a selector matches nothing, as far as Prometheus says: the metric, or the first label whose value nobody has. */
async function explainNoSeries(access, field, selector, atMs, signal) {
    const text = `${field} matches no series: ${formatSelector(selector)}`;
    const range = { fromMs: atMs - explain_no_series_LOOK_BACK_MS, toMs: atMs };
    const names = await labelValues(access, "__name__", undefined, range, signal);
    if (!names.ok)
        return text;
    if (!names.value.includes(selector.metric)) {
        return `${text}. Prometheus has no metric ${selector.metric}.${suggestFew(selector.metric, names.value)}`;
    }
    for (const { label, operator, value } of selector.matchers) {
        if (operator !== "=" || value === "")
            continue;
        const values = await labelValues(access, label, selector.metric, range, signal);
        if (!values.ok || values.value.includes(value))
            continue;
        if (values.value.length === 0)
            return `${text}. No series of ${selector.metric} has the label ${label}.`;
        const near = suggestFew(value, values.value);
        return `${text}. No series of ${selector.metric} has ${label}=${JSON.stringify(value)}.${near}`;
    }
    return text;
}
/** The nearest of possibly thousands, or all of a few. */
function suggestFew(word, known) {
    const near = (0,lib/* nearest */.pA)(word, known);
    return near === undefined && known.length > MAX_SHOWN ? "" : (0,lib/* suggest */.ZA)(word, known);
}

;// CONCATENATED MODULE: ./packages/metrics/lib/prometheus/counter-tally.js
/**
 * Adds up what the counters of one selector gained, from their raw samples: exact where `increase()` extrapolates to the
 * edges of its window (which makes 3 requests 3.4) and does not count the first sample of a series (which makes the first
 * error none).
 *
 * A sample below the one before it is a counter that began anew: all of it was gained. So is one after a scrape of its
 * target that did not have the series: clients do not take a counter away while their process lives, so a candidate that
 * fails three requests and dies, again and again, has not failed three in all. A series that appears counts with
 * its first value only when that was gained since this tally began: its target was scraped before without it, or its
 * process is younger than the tally. Otherwise it counts from its first sample on.
 */
class CounterTally {
    #series = new Map();
    #isBegun = false;
    /** Takes the samples of a window; those that were taken before are left out. */
    add(series, context) {
        for (const { labels, samples } of series) {
            const key = seriesKey(labels);
            let state = this.#series.get(key);
            for (const [atMs, value] of samples) {
                if (state === undefined) {
                    const isGained = this.#isBegun && isNew(context.targetOf(labels), atMs, context.beganMs);
                    state = { labels, atMs, value, total: isGained ? value : 0 };
                }
                else if (atMs > state.atMs) {
                    const isReset = value < state.value || context.hasMissed(labels, state.atMs, atMs);
                    const gained = isReset ? value : value - state.value;
                    // What was there before the tally began is no gain, also when it is seen over several samples.
                    state = { ...state, atMs, value, total: state.total + (this.#isBegun ? gained : 0) };
                }
            }
            if (state !== undefined)
                this.#series.set(key, state);
        }
        this.#isBegun = true;
    }
    /** Sum over all series. */
    get total() {
        let sum = 0;
        for (const { total } of this.#series.values())
            sum += total;
        return sum;
    }
    get size() {
        return this.#series.size;
    }
    /** Labels of the series and their gains. */
    entries() {
        return Array.from(this.#series.values(), ({ labels, total }) => [labels, total]);
    }
}
/** Job and instance, which Prometheus gives every series it scrapes. */
function targetKey(labels) {
    return JSON.stringify([labels.job ?? "", labels.instance ?? ""]);
}
function isNew(target, atMs, beganMs) {
    if (target === undefined)
        return false;
    return target.firstSeenMs < atMs || (target.startedMs !== undefined && target.startedMs >= beganMs);
}
/** A past is taken stretch by stretch: the same labels many times. */
const KEYS = new WeakMap();
/** All labels, in one order. */
function seriesKey(labels) {
    const known = KEYS.get(labels);
    if (known !== undefined)
        return known;
    const key = JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
    KEYS.set(labels, key);
    return key;
}

;// CONCATENATED MODULE: ./packages/metrics/lib/prometheus/bucket-histogram.js
// Istio names its unit; Envoy's histograms are milliseconds and do not say so.
const MILLISECONDS = /_(?:milliseconds|ms)(?:_bucket)?$|^envoy_.*_time(?:_bucket)?$/;
/** Milliseconds of one unit of the buckets of a metric: seconds are the convention of Prometheus. */
function unitMsOf(metric) {
    return MILLISECONDS.test(metric) ? 1 : 1_000;
}
/** The same series are put together again and again. */
const BUCKETS = new WeakMap();
function bucketOf(labels) {
    const known = BUCKETS.get(labels);
    if (known !== undefined)
        return known;
    const { le = "", ...instance } = labels;
    const bound = /^\+?Inf$/i.test(le) ? Number.POSITIVE_INFINITY : le === "" ? Number.NaN : Number(le);
    const bucket = { bound, instance: JSON.stringify(Object.entries(instance).sort()) };
    BUCKETS.set(labels, bucket);
    return bucket;
}
/**
 * Gains of cumulative `le` buckets of one or more instances as a histogram in ms, or what is wrong with them. `unitMs`:
 * milliseconds of one unit of `le`.
 */
function toHistogram(entries, unitMs = 1_000) {
    const sums = new Map();
    const bounds = new Map();
    for (const [labels, gain] of entries) {
        const { bound, instance } = bucketOf(labels);
        if (Number.isNaN(bound)) {
            return `a series has the label le=${JSON.stringify(labels.le ?? "")}, expected a number`;
        }
        sums.set(bound, (sums.get(bound) ?? 0) + gain);
        bounds.set(instance, [...(bounds.get(instance) ?? []), bound]);
    }
    const ordered = [...sums].sort(([a], [b]) => a - b);
    if (ordered.at(-1)?.[0] !== Number.POSITIVE_INFINITY)
        return 'there is no bucket le="+Inf"';
    for (const own of bounds.values()) {
        if (own.length !== ordered.length)
            return "its instances have different buckets, which cannot be added up";
    }
    const counts = ordered.map(([, sum], index) => sum - (ordered[index - 1]?.[1] ?? 0));
    if (counts.some((count) => count < 0))
        return "its buckets are not cumulative";
    // 0.1 s is 100 ms and not 100.00000000000001.
    return {
        boundsMs: ordered.slice(0, -1).map(([bound]) => Number((bound * unitMs).toPrecision(12))),
        counts,
    };
}

;// CONCATENATED MODULE: ./packages/metrics/lib/prometheus/release-counts.js


/** What the tallies of a release have added up, or why its latency cannot be read. Without gauges. */
function releaseCounts({ version, requests, latency, counts }) {
    const histogram = latency === undefined
        ? { boundsMs: [], counts: [counts.requests.total] }
        : toHistogram(counts.latency.entries(), unitMsOf(latency.metric));
    if (typeof histogram === "string") {
        return `metrics.latency (${formatSelector(latency ?? requests)}): ${histogram}`;
    }
    // Counters that begin anew are added up here: the sums never do.
    return {
        version,
        epoch: "",
        requests: counts.requests.total,
        errors: counts.errors.total,
        latency: histogram,
    };
}

;// CONCATENATED MODULE: ./packages/metrics/lib/prometheus/sample-times.js

function sampleTimes(series) {
    const found = new Map();
    for (const { labels, samples } of series) {
        const key = targetKey(labels);
        const target = found.get(key) ?? { labels, times: new Set() };
        found.set(key, target);
        for (const [atMs] of samples)
            target.times.add(atMs);
    }
    return Array.from(found.values(), ({ labels, times }) => ({
        labels,
        times: [...times].sort((a, b) => a - b),
    }));
}
/** Milliseconds from one scrape to the next: the median of the slowest target, `undefined` when none was scraped twice. */
function scrapeIntervalMs(series) {
    let slowest;
    for (const { times } of sampleTimes(series)) {
        const distances = times.slice(1).map((atMs, index) => atMs - (times[index] ?? atMs));
        const median = distances.sort((a, b) => a - b)[Math.floor(distances.length / 2)];
        if (median !== undefined)
            slowest = Math.max(slowest ?? 0, median);
    }
    return slowest;
}

;// CONCATENATED MODULE: ./packages/metrics/lib/prometheus/past-tally.js




/** Scrapes so many times further apart than they should be have a hole between them. */
const HOLE_INTERVALS = 1.5;
/** Stands for all time before the first stretch. */
const BEFORE = -1;
/**
 * Counts of each stretch of a row: the difference of what the counters had gained at its ends. A stretch of which a scrape is
 * missing is left out, and so is the one that got its counts: nobody knows when in a hole they came. So is the time before the
 * first scrape of a process that was young then.
 */
class PastTally {
    role;
    #row;
    #intervalMs;
    #lastMs = new Map();
    #holes = [];
    #stretches = [];
    #next = BEFORE;
    #counts;
    #problem;
    constructor(role, row, intervalMs) {
        const counts = { requests: new CounterTally(), errors: new CounterTally(), latency: new CounterTally() };
        this.role = { ...role, counts };
        this.#row = row;
        this.#intervalMs = intervalMs;
    }
    /** The stretches that end at most at `endMs`; takes their samples, and leaves out those of stretches that were taken. */
    add(series, endMs, context) {
        this.#findHoles(series, context);
        const { fromMs, stretchMs, count } = this.#row;
        const [requests, errors, latency] = [series.requests, series.errors, series.latency].map((own) => this.#split(own));
        for (; this.#next < count && fromMs + (this.#next + 1) * stretchMs <= endMs; this.#next += 1) {
            const { counts } = this.role;
            const sampled = requests?.get(this.#next) ?? [];
            counts.requests.add(sampled, context);
            counts.errors.add(errors?.get(this.#next) ?? [], context);
            counts.latency.add(latency?.get(this.#next) ?? [], context);
            if (sampled.length > 0)
                this.#close(this.#next);
        }
    }
    /** Oldest first. */
    get stretches() {
        return this.#stretches.filter(({ fromMs, toMs }) => !this.#holes.some(({ dueMs, cameMs }) => fromMs < cameMs && toMs >= dueMs));
    }
    /** Why the counts of a stretch said nothing, the last time they did not. */
    get problem() {
        return this.#problem;
    }
    #close(index) {
        const before = this.#counts;
        const { latency, counts } = this.role;
        const isThere = latency === undefined || counts.latency.size > 0;
        const now = isThere ? releaseCounts(this.role) : undefined;
        if (typeof now === "string")
            this.#problem = { reason: "metrics_unreadable", text: now };
        this.#counts = typeof now === "string" ? undefined : now;
        if (index === BEFORE || this.#counts === undefined || before === undefined)
            return;
        const window = subtract(this.#counts, before);
        if (!window.known) {
            this.#problem = { reason: window.reason, text: window.text };
            return;
        }
        const fromMs = this.#row.fromMs + index * this.#row.stretchMs;
        this.#stretches.push({ fromMs, toMs: fromMs + this.#row.stretchMs, stable: window.counts });
    }
    /** Series with the samples of each stretch; a sample at its end belongs to it, one at its beginning does not. */
    #split(series) {
        const parts = new Map();
        for (const { labels, samples } of series) {
            const own = new Map();
            for (const [atMs, value] of samples) {
                const nth = Math.ceil((atMs - this.#row.fromMs) / this.#row.stretchMs) - 1;
                const index = Math.max(BEFORE, nth);
                const part = own.get(index) ?? [];
                own.set(index, part);
                part.push([atMs, value]);
            }
            for (const [index, part] of own) {
                const all = parts.get(index) ?? [];
                parts.set(index, all);
                all.push({ labels, samples: part });
            }
        }
        return parts;
    }
    #findHoles({ requests, errors, latency }, { targetOf, beganMs }) {
        for (const { labels, times } of sampleTimes([...requests, ...errors, ...latency])) {
            const target = targetKey(labels);
            for (const atMs of times) {
                const lastMs = this.#lastMs.get(target) ?? startOf(targetOf(labels), beganMs) ?? atMs;
                if (atMs - lastMs > this.#intervalMs * HOLE_INTERVALS) {
                    this.#holes.push({ dueMs: lastMs + this.#intervalMs, cameMs: atMs });
                }
                this.#lastMs.set(target, Math.max(lastMs, atMs));
            }
        }
    }
}
/** Of a process whose first sample counts all it did. */
function startOf(target, beganMs) {
    const startedMs = target?.startedMs;
    return startedMs !== undefined && startedMs >= beganMs ? startedMs : undefined;
}

;// CONCATENATED MODULE: ./packages/metrics/lib/prometheus/scrape-times.js

/** When the targets of one reading were scraped: all samples of a scrape have the same time. */
class ScrapeTimes {
    #series = new Map();
    #all = new Map();
    constructor(series) {
        const times = new Map();
        for (const { labels, samples } of series) {
            // Without an instance there is no telling who was scraped: a recording rule, a gateway.
            if (labels.instance === undefined)
                continue;
            const key = targetKey(labels);
            const own = new Set(samples.map(([atMs]) => atMs));
            this.#series.set(key, [...(this.#series.get(key) ?? []), own]);
            times.set(key, new Set([...(times.get(key) ?? []), ...own]));
        }
        for (const [key, all] of times)
            this.#all.set(key, [...all].sort((a, b) => a - b));
    }
    /** Whether another series of the target is in the scrapes at `fromMs` and `toMs` and in one between them. */
    hasBetween(labels, fromMs, toMs) {
        const key = targetKey(labels);
        const all = this.#all.get(key) ?? [];
        const next = all[all.indexOf(fromMs) + 1];
        if (next === undefined || !all.includes(fromMs) || next >= toMs)
            return false;
        return (this.#series.get(key) ?? []).some((own) => own.has(fromMs) && own.has(toMs) && all.some((at) => at > fromMs && at < toMs && own.has(at)));
    }
}

;// CONCATENATED MODULE: ./packages/metrics/lib/prometheus/series-problems.js




const series_problems_LOOK_BACK_MS = 300_000;
/** Why a reading of one release says nothing, `undefined` when it does. */
async function problemOf(access, tally, series, atMs, signal) {
    const noSeries = async (field, selector) => {
        const text = await explainNoSeries(access, `metrics.${field}`, selector, atMs, signal);
        return { known: false, reason: "no_series", text };
    };
    if (tally.counts.requests.size === 0)
        return noSeries("requests", tally.requests);
    if (series.live.length === 0) {
        const lastMs = Math.max(0, ...series.requests.map(({ samples }) => samples.at(-1)?.[0] ?? 0));
        const ago = lastMs === 0 ? "" : `; the last sample is ${(0,lib/* formatDuration */.a3)(atMs - lastMs)} older than it could be`;
        const text = `Prometheus does not get ${formatSelector(tally.requests)} any more: its target is gone or cannot be scraped${ago}`;
        return { known: false, reason: "stale_series", text };
    }
    if (tally.latency !== undefined && tally.counts.latency.size === 0) {
        return noSeries("latency", tally.latency);
    }
    return tally.counts.errors.size > 0 ? undefined : problemOfNoErrors(access, tally, atMs, signal);
}
/** No series of errors is no error so far, but only when the selector could match one: a misspelt one never would. */
async function problemOfNoErrors(access, tally, atMs, signal) {
    const { errors } = tally;
    const range = { fromMs: atMs - series_problems_LOOK_BACK_MS, toMs: atMs };
    const labels = await labelNames(access, errors.metric, range, signal);
    if (!labels.ok)
        return { known: false, reason: labels.reason, text: labels.text };
    if (labels.value.length === 0) {
        const text = await explainNoSeries(access, "metrics.errors", errors, atMs, signal);
        return { known: false, reason: "no_series", text };
    }
    const missing = errors.matchers.find(
    // A label that has to be empty is one that need not be there.
    ({ label, operator, value }) => (operator === "=" || operator === "=~") && value !== "" && !labels.value.includes(label));
    if (missing === undefined)
        return undefined;
    const near = (0,lib/* suggest */.ZA)(missing.label, labels.value.filter((name) => name !== "__name__"));
    const text = `metrics.errors matches no series and never will: ${formatSelector(errors)}. No series of ${errors.metric} has the label ${missing.label}.${near}`;
    return { known: false, reason: "no_series", text };
}

;// CONCATENATED MODULE: ./packages/metrics/lib/prometheus/targets.js



const MAX_ASKED = 50;
/** What is known of the targets whose series were read. */
class Targets {
    #facts = new Map();
    of(labels) {
        return this.#facts.get(targetKey(labels));
    }
    /** Remembers when each target was first seen; gives one set of labels of each that was not seen before. */
    see(series) {
        const unseen = new Map();
        for (const { labels, samples } of series) {
            const key = targetKey(labels);
            const firstMs = samples[0]?.[0];
            if (firstMs === undefined)
                continue;
            const known = this.#facts.get(key);
            if (known === undefined)
                unseen.set(key, labels);
            const firstSeenMs = Math.min(known?.firstSeenMs ?? firstMs, firstMs);
            this.#facts.set(key, { firstSeenMs, startedMs: known?.startedMs });
        }
        return [...unseen.values()];
    }
    /** Asks when the processes of new targets began; who does not say stays unknown. */
    async askStarts(access, targets, atMs, signal) {
        if (targets.length === 0 || targets.length > MAX_ASKED)
            return { ok: true, value: undefined };
        const instances = targets.map(({ instance = "" }) => escapePattern(instance)).join("|");
        const selector = {
            metric: "process_start_time_seconds",
            matchers: [{ label: "instance", operator: "=~", value: instances }],
        };
        const starts = await querySeries(access, formatSelector(selector), atMs, undefined, signal);
        if (!starts.ok)
            return starts;
        for (const { labels, samples } of starts.value) {
            const known = this.of(labels);
            const seconds = samples.at(-1)?.[1];
            if (known === undefined || seconds === undefined)
                continue;
            this.#facts.set(targetKey(labels), { ...known, startedMs: seconds * 1_000 });
        }
        return { ok: true, value: undefined };
    }
}

;// CONCATENATED MODULE: ./packages/metrics/lib/prometheus/read-past.js










/** At most so much is in one answer. */
const WINDOW_MS = 600_000;
/** Windows overlap, for the scrapes around their borders. */
const OVERLAP_MS = 120_000;
/** Scrapes are never quite as far apart as they should be; that is no reason to join stretches. */
const JITTER = 0.02;
/**
 * What a release did in the past, from raw samples that are read window by window. Stretches shorter than the time from one
 * scrape to the next are joined.
 */
async function readPast(access, role, range, signal) {
    if (signal.aborted)
        throw new lib/* ActionError */.lZ("cancelled", "Reading the metrics was cancelled");
    const { toMs } = range;
    const recent = await querySeries(access, formatSelector(role.requests), toMs, WINDOW_MS, signal);
    if (!recent.ok)
        return read_past_unknown(recent);
    if (recent.value.length === 0)
        return noSeries(access, "requests", role.requests, toMs, signal);
    const intervalMs = scrapeIntervalMs(recent.value);
    if (intervalMs === undefined) {
        return tooShort(`${formatSelector(role.requests)} was scraped only once in the last ten minutes`);
    }
    const row = layOut(range, intervalMs);
    if (row.count === 0) {
        return tooShort(`${(0,lib/* formatDuration */.a3)(range.lengthMs)} were asked for, a stretch is ${(0,lib/* formatDuration */.a3)(row.stretchMs)}`);
    }
    const tally = new PastTally(role, row, intervalMs);
    const problem = await addWindows(access, tally, row, signal);
    if (problem !== undefined)
        return problem;
    const { errors, latency } = tally.role.counts;
    if (role.latency !== undefined && latency.size === 0) {
        return noSeries(access, "latency", role.latency, toMs, signal);
    }
    if (errors.size === 0) {
        const noErrors = await problemOfNoErrors(access, role, toMs, signal);
        if (noErrors !== undefined)
            return noErrors;
    }
    const { stretches } = tally;
    if (stretches.length > 0)
        return { known: true, stretches };
    return tally.problem === undefined ? tooShort("no stretch of it is whole") : read_past_unknown(tally.problem);
}
/** The row ends with the range. */
function layOut({ toMs, lengthMs, stretchMs: asked }, intervalMs) {
    const leastMs = Math.max(1, asked);
    const times = Math.max(1, Math.ceil((intervalMs * (1 - JITTER)) / leastMs));
    const stretchMs = times * leastMs;
    const count = Math.floor(lengthMs / stretchMs);
    return { fromMs: toMs - count * stretchMs, stretchMs, count };
}
async function addWindows(access, tally, row, signal) {
    const targets = new Targets();
    const perWindow = Math.max(1, Math.floor((WINDOW_MS - OVERLAP_MS) / row.stretchMs));
    for (let first = 0; first < row.count; first += perWindow) {
        const end = Math.min(row.count, first + perWindow);
        const endMs = row.fromMs + end * row.stretchMs;
        const windowMs = (end - first) * row.stretchMs + OVERLAP_MS;
        const series = await askCounts(access, tally.role, endMs, windowMs, signal);
        if (!series.ok)
            return read_past_unknown(series);
        const context = await meet(access, targets, series.value, row.fromMs, endMs, signal);
        if (!context.ok)
            return read_past_unknown(context);
        tally.add(series.value, endMs, context.value);
    }
    return undefined;
}
/** What has to be known of the targets of a window. */
async function meet(access, targets, { requests, errors, latency }, beganMs, endMs, signal) {
    const all = [...requests, ...errors, ...latency];
    const starts = await targets.askStarts(access, targets.see(all), endMs, signal);
    if (!starts.ok)
        return starts;
    const times = new ScrapeTimes(all);
    return {
        ok: true,
        value: {
            beganMs,
            targetOf: (labels) => targets.of(labels),
            hasMissed: (labels, fromMs, toMs) => times.hasBetween(labels, fromMs, toMs),
        },
    };
}
async function noSeries(access, field, selector, atMs, signal) {
    const text = await explainNoSeries(access, `metrics.${field}`, selector, atMs, signal);
    return read_past_unknown({ reason: "no_series", text });
}
function tooShort(why) {
    return read_past_unknown({ reason: "past_too_short", text: `Stable has no past that could be told: ${why}` });
}
function read_past_unknown({ reason, text }) {
    return { known: false, reason, text };
}

;// CONCATENATED MODULE: ./packages/metrics/lib/prometheus/gauge-tally.js

/**
 * Tells the values of a gauge that were measured since they were taken last from those that are looked at again. Between two
 * scrapes a server answers with the same sample at every look; taken each time, one measurement would be evidence many times.
 */
class GaugeTally {
    #takenMs = new Map();
    /** The newest value of each live series, where it was not taken yet; what is no number is left out. */
    fresh({ live, samples }) {
        const alive = new Set(live.map(({ labels }) => seriesKey(labels)));
        const values = [];
        const measuredMs = new Map();
        for (const { labels, samples: measured } of samples) {
            const key = seriesKey(labels);
            const [atMs, value] = measured.at(-1) ?? [];
            if (!alive.has(key) || atMs === undefined || atMs <= (this.#takenMs.get(key) ?? 0))
                continue;
            measuredMs.set(key, atMs);
            if (value !== undefined && Number.isFinite(value))
                values.push(value);
        }
        return { values, measuredMs };
    }
    take({ measuredMs }) {
        for (const [key, atMs] of measuredMs)
            this.#takenMs.set(key, atMs);
    }
}

;// CONCATENATED MODULE: ./packages/metrics/lib/prometheus/role-tally.js




/** One tally for each release there is. Errors: `config` for a selector that cannot be one. */
function openRoles(options) {
    const parse = (field, written, role) => {
        if (written === undefined)
            return undefined;
        const text = typeof written === "string" ? written : written[role];
        const selector = parseSelector(`metrics.${field}`, text);
        refuseUnusable(options, field, selector);
        if (typeof written !== "string" ? written.candidate !== written.stable : tellsReleases(selector)) {
            return selector;
        }
        throw new lib/* ActionError */.lZ("config", `metrics.${field} asks for the same series for candidate and stable: ${text}`, { hint: 'Add a label that tells them apart, e.g. version="${version}" (or ${role}, ${workload}).' });
    };
    const open = (role, version) => {
        const [requests, errors, latency] = [
            parse("requests", options.requests, role),
            parse("errors", options.errors, role),
            parse("latency", options.latency, role),
        ];
        const gauges = Object.entries(options.gauges ?? {}).flatMap(([name, written]) => {
            const selector = parse(`gauges.${name}`, written, role);
            return selector === undefined ? [] : [{ name, selector }];
        });
        if (version === undefined || requests === undefined || errors === undefined)
            return [];
        const values = { version, role, workload: options.workloads?.[role] };
        const counts = { requests: new CounterTally(), errors: new CounterTally(), latency: new CounterTally() };
        return [
            {
                role,
                version,
                requests: bindSelector(requests, values),
                errors: bindSelector(errors, values),
                latency: latency === undefined ? undefined : bindSelector(latency, values),
                counts,
                gauges: gauges.map(({ name, selector }) => ({
                    name,
                    selector: bindSelector(selector, values),
                    tally: new GaugeTally(),
                })),
            },
        ];
    };
    return [...open("candidate", options.candidateVersion), ...open("stable", options.stableVersion)];
}
function refuseUnusable(options, field, { metric, matchers }) {
    const usesWorkload = matchers.some(({ value }) => value.includes("${workload}"));
    if (usesWorkload && options.workloads === undefined) {
        throw new lib/* ActionError */.lZ("config", `metrics.${field} names \${workload}, but this platform has no workloads`, { hint: "Use ${version} or ${role}." });
    }
    if (field === "latency" && /_(?:sum|count|total)$/.test(metric)) {
        throw new lib/* ActionError */.lZ("config", `metrics.latency is of ${metric}, expected the _bucket series of a histogram, or a native one`, {
            hint: `e.g. ${metric.replace(/_(?:sum|count|total)$/, "")}_bucket{…}, in seconds, without the label le.`,
        });
    }
}

;// CONCATENATED MODULE: ./packages/metrics/lib/prometheus/prometheus-source.js











/** Before the first reading: long enough for a sample of every target that is scraped at all. */
const FIRST_WINDOW_MS = 300_000;
/** After a long time without a reading, older samples are not asked for: they only tell resets apart. */
const LONGEST_WINDOW_MS = 3_600_000;
/** Windows overlap, for samples that came late and for the scrapes around a gap; none is counted twice. */
const prometheus_source_OVERLAP_MS = 60_000;
/**
 * Reads counts of a Prometheus server as they were `ingestDelayMs` ago: raw samples of the counters, added up here (see
 * {@link CounterTally}), never rates. Only differences between two readings of one source mean anything. Throws `config`
 * for what is no plain selector, or cannot tell candidate from stable.
 */
function createPrometheusSource(options) {
    return new PrometheusSource(options);
}
class PrometheusSource {
    name = "prometheus";
    #options;
    #access;
    #roles;
    #targets = new Targets();
    #beganMs;
    #readMs;
    /** Readings follow one another: each begins where the one before ended. */
    #queue = Promise.resolve();
    constructor(options) {
        this.#options = options;
        const { url, token, timeoutMs, http } = options;
        if (!/^https?:\/\//.test(url) || !URL.canParse(url)) {
            throw new lib/* ActionError */.lZ("config", `metrics.url is ${JSON.stringify(url.replace(/\/\/[^/]*@/, "//***@"))}, expected the http or https URL of a Prometheus server`);
        }
        this.#access = { url, token, timeoutMs, http };
        this.#roles = openRoles(options);
    }
    read(signal) {
        const reading = this.#queue.then(() => this.#read(signal));
        this.#queue = reading.catch(() => { });
        return reading;
    }
    async #read(signal) {
        const atMs = this.#newestMs();
        const windowMs = this.#readMs === undefined ? FIRST_WINDOW_MS : Math.max(0, atMs - this.#readMs) + prometheus_source_OVERLAP_MS;
        const asked = await Promise.all(this.#roles.map((role) => this.#ask(role, atMs, Math.min(LONGEST_WINDOW_MS, windowMs), signal)));
        const found = [];
        for (const answer of asked) {
            if (!answer.ok)
                return { known: false, reason: answer.reason, text: answer.text };
            found.push(answer.value);
        }
        const all = found.flatMap(({ requests, errors, latency }) => [...requests, ...errors, ...latency]);
        const unseen = this.#targets.see(all);
        // What is there at the beginning counts from then on, however old it is.
        const isBegun = this.#beganMs !== undefined;
        const starts = await this.#targets.askStarts(this.#access, isBegun ? unseen : [], atMs, signal);
        if (!starts.ok)
            return { known: false, reason: starts.reason, text: starts.text };
        const beganMs = this.#beganMs ?? atMs;
        const times = new ScrapeTimes(all);
        const context = {
            beganMs,
            targetOf: (labels) => this.#targets.of(labels),
            hasMissed: (labels, fromMs, toMs) => times.hasBetween(labels, fromMs, toMs),
        };
        for (const [index, { requests, errors, latency }] of found.entries()) {
            const counts = this.#roles[index]?.counts;
            counts?.requests.add(requests, context);
            counts?.errors.add(errors, context);
            counts?.latency.add(latency, context);
        }
        this.#beganMs = beganMs;
        this.#readMs = atMs;
        return this.#toReading(found, atMs, !isBegun, signal);
    }
    past(lengthMs, stretchMs, signal) {
        const stable = this.#roles.find(({ role }) => role === "stable");
        if (stable === undefined) {
            const text = "No release is known to be stable, so there is none with a past";
            return Promise.resolve({ known: false, reason: "no_counts", text });
        }
        return readPast(this.#access, stable, { toMs: this.#newestMs(), lengthMs, stretchMs }, signal);
    }
    /** Nothing younger is read. */
    #newestMs() {
        const { clock, ingestDelayMs } = this.#options;
        return Math.floor((clock.now() - ingestDelayMs) / 1_000) * 1_000;
    }
    async #ask(role, atMs, windowMs, signal) {
        const [gauges, live, counts] = await Promise.all([
            askGauges(this.#access, role, atMs, signal),
            querySeries(this.#access, formatSelector(role.requests), atMs, undefined, signal),
            askCounts(this.#access, role, atMs, windowMs, signal),
        ]);
        if (!live.ok)
            return live;
        return counts.ok ? { ok: true, value: { live: live.value, ...counts.value, gauges } } : counts;
    }
    async #toReading(found, atMs, isFirst, signal) {
        const counts = {};
        for (const [index, tally] of this.#roles.entries()) {
            const series = found[index];
            if (series === undefined)
                continue;
            const problem = await problemOf(this.#access, tally, series, atMs, signal);
            if (problem !== undefined) {
                // Without stable there is nothing to compare with, but what the candidate does is known all the same.
                if (tally.role === "stable" && STABLE_MAY_MISS.includes(problem.reason))
                    continue;
                return problem;
            }
            const own = releaseCounts(tally);
            if (typeof own === "string")
                return { known: false, reason: "metrics_unreadable", text: own };
            counts[tally.role] = own;
        }
        const gauges = takeGauges(this.#roles, found, isFirst);
        const withGauges = (role) => {
            const ofRole = this.#options.gauges === undefined ? undefined : gauges.values.get(role);
            return counts[role] === undefined || ofRole === undefined
                ? counts[role]
                : { ...counts[role], gauges: ofRole };
        };
        return {
            known: true,
            at: atMs,
            candidate: withGauges("candidate"),
            stable: withGauges("stable"),
            ...(gauges.notes.length === 0 ? {} : { note: gauges.notes.join("; ") }),
        };
    }
}
const STABLE_MAY_MISS = ["no_series", "stale_series"];

;// CONCATENATED MODULE: ./packages/metrics/lib/prometheus/templates.js


/** Who counts, and by which labels it tells the releases apart. */
const PROMETHEUS_TEMPLATES = ["istio", "ingress-nginx", "traefik", "gateway", "app"];
/**
 * The selectors of a common way to count:
 *
 * - `istio`: the sidecar of the release that serves (`reporter="destination"`), by `destination_workload`
 *   (istio.io/latest/docs/reference/config/metrics).
 * - `ingress-nginx`: by `service`; its canary keeps the label `service` of stable and is told by `canary`, which is
 *   `<namespace>-<Service>-<port>` (rootfs/etc/nginx/lua/monitor.lua and balancer.lua).
 * - `traefik`: by `service`, `<namespace>-<Service>-<port>@kubernetes…`.
 * - `gateway`: an Envoy whose clusters are named after Services, `<namespace>_<Service>_<port>` (Contour). Envoy Gateway has one
 *   cluster for both releases of a rule and cannot be read so.
 * - `app`: the service's own counters, by `app` and `version`, with the status in `code`.
 *
 * Errors: `config` for what the target does not say.
 */
function prometheusTemplate(template, names) {
    switch (template) {
        case "istio": {
            const namespace = need(template, "namespace", names.namespace);
            const workloads = need(template, "workload", names.workloads);
            return selectors({ requests: "istio_requests_total", latency: "istio_request_duration_milliseconds_bucket" }, matches("response_code", "5.."), (role) => [
                is("reporter", "destination"),
                is("destination_workload_namespace", namespace),
                is("destination_workload", workloads[role]),
            ]);
        }
        case "ingress-nginx": {
            const namespace = need(template, "namespace", names.namespace);
            const backends = need(template, "services", names.backends);
            return selectors({
                requests: "nginx_ingress_controller_requests",
                latency: "nginx_ingress_controller_request_duration_seconds_bucket",
            }, 
            // `5xx` where the controller reports classes of status.
            matches("status", "5.*"), (role) => [
                is("namespace", namespace),
                is("service", backends.stable),
                role === "stable"
                    ? is("canary", "")
                    : matches("canary", `${escapePattern(`${namespace}-${backends.candidate}-`)}.+`),
            ]);
        }
        case "traefik": {
            const namespace = need(template, "namespace", names.namespace);
            const backends = need(template, "services", names.backends);
            return selectors({
                requests: "traefik_service_requests_total",
                latency: "traefik_service_request_duration_seconds_bucket",
            }, matches("code", "5.."), 
            // No dash in the port: `shop-web-candidate-80` must not be taken for a port of `web`.
            (role) => [
                matches("service", `${escapePattern(`${namespace}-${backends[role]}-`)}(http-)?[0-9A-Za-z]+@kubernetes.*`),
            ]);
        }
        case "gateway": {
            const namespace = need(template, "namespace", names.namespace);
            const backends = need(template, "services", names.backends);
            return selectors({ requests: "envoy_cluster_upstream_rq", latency: "envoy_cluster_upstream_rq_time_bucket" }, matches("envoy_response_code", "5.."), (role) => [
                matches("envoy_cluster_name", `${escapePattern(`${namespace}_${backends[role]}_`)}[0-9A-Za-z-]+`),
            ]);
        }
        case "app":
            return selectors({ requests: "http_requests_total", latency: "http_request_duration_seconds_bucket" }, matches("code", "5.."), () => [is("app", names.service), is("version", "${version}")]);
        default: {
            const unknown = template;
            throw new lib/* ActionError */.lZ("config", `metrics.template is ${JSON.stringify(unknown)}`, {
                hint: (0,lib/* suggest */.ZA)(String(unknown), PROMETHEUS_TEMPLATES).trim(),
            });
        }
    }
}
function selectors(metrics, failed, labelsOf) {
    const both = (metric, more) => {
        const of = (role) => formatSelector({ metric, matchers: [...labelsOf(role), ...more] });
        const [candidate, stable] = [of("candidate"), of("stable")];
        return candidate === stable ? candidate : { candidate, stable };
    };
    return {
        requests: both(metrics.requests, []),
        errors: both(metrics.requests, [failed]),
        latency: both(metrics.latency, []),
    };
}
function is(label, value) {
    return { label, operator: "=", value };
}
function matches(label, value) {
    return { label, operator: "=~", value };
}
const MISSING = {
    namespace: [
        "a namespace",
        "It is for Kubernetes; elsewhere use template: app, or write requests and errors.",
    ],
    workload: [
        "two Deployments",
        "It is for workload: deployment/<name>; elsewhere write requests and errors with labels that tell the releases apart.",
    ],
    services: [
        "the two Services",
        "Name them in the target: services: { stable: web, candidate: web-candidate }; or write requests and errors.",
    ],
};
function need(template, what, value) {
    if (value !== undefined)
        return value;
    const [missing, hint] = MISSING[what];
    throw new lib/* ActionError */.lZ("config", `metrics.template ${template} needs ${missing}, which the target does not name`, {
        hint,
    });
}

;// CONCATENATED MODULE: ./packages/metrics/lib/prometheus-text.js
const NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*/;
const LABEL = /\s*([a-zA-Z_][a-zA-Z0-9_]*)\s*=\s*"((?:[^"\\]|\\.)*)"\s*(,|(?=\}))/y;
const VALUE = /^\s+(\S+)(?:\s+(-?\d+))?\s*$/;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const NOT_FINITE = /^(?:nan|[+-]?inf(?:inity)?)$/i;
/**
 * Reads the Prometheus text format 0.0.4 (prometheus.io/docs/instrumenting/exposition_formats). HELP, TYPE and other
 * comments are skipped; a line that is not a sample makes the whole text unreadable, because half of it proves nothing.
 */
function parsePrometheusText(text) {
    const samples = [];
    for (const [index, raw] of text.split(/\r?\n/).entries()) {
        const line = raw.trim();
        if (line === "" || line.startsWith("#"))
            continue;
        const sample = parseSample(line);
        if (typeof sample === "string") {
            return { ok: false, line: index + 1, read: line.slice(0, 200), expected: sample };
        }
        samples.push(sample);
    }
    return { ok: true, samples };
}
/** The sample of a line, or what was expected in it. */
function parseSample(line) {
    const name = NAME.exec(line)?.[0];
    if (name === undefined)
        return "a metric name";
    let rest = line.slice(name.length);
    // No prototype: a label named `__proto__` is a label like any other.
    const labels = Object.create(null);
    if (rest.trimStart().startsWith("{")) {
        const end = parseLabels(rest, rest.indexOf("{") + 1, labels);
        if (end === undefined)
            return 'labels as {name="value"}';
        rest = rest.slice(end).replace(/^(?=\S)/, " ");
    }
    const match = VALUE.exec(rest);
    const value = match?.[1] ?? "";
    if (NOT_FINITE.test(value))
        return { name, labels, value: undefined };
    if (!NUMBER.test(value))
        return "one number after the name and labels";
    const number = Number(value);
    return { name, labels, value: Number.isFinite(number) ? number : undefined };
}
function parseLabels(text, start, labels) {
    let at = start;
    for (;;) {
        const close = /\s*\}/y;
        close.lastIndex = at;
        if (close.test(text))
            return close.lastIndex;
        LABEL.lastIndex = at;
        const match = LABEL.exec(text);
        const [, name, value] = match ?? [];
        if (name === undefined || value === undefined || name in labels)
            return undefined;
        labels[name] = value.replace(/\\(.)/g, (_, char) => (char === "n" ? "\n" : char));
        at = LABEL.lastIndex;
    }
}

;// CONCATENATED MODULE: ./packages/metrics/lib/prometheus-text-source.js


const REQUESTS = "deploy_actions_requests_total";
const BUCKET = "deploy_actions_request_duration_ms_bucket";
/**
 * Reads `deploy_actions_requests_total{release,role,epoch,outcome}` and the cumulative buckets of
 * `deploy_actions_request_duration_ms_bucket{release,role,epoch,le}`. Outcome `ok` and `error` are requests, `cancelled`
 * is none (the client left before there was an answer to judge). Unknown when the text, a name or a value is not as expected.
 */
function createPrometheusTextSource(options) {
    const { clock, fetchText, candidateVersion, stableVersion } = options;
    return {
        name: options.name ?? "prometheus",
        async read(signal) {
            let text;
            try {
                text = await fetchText(signal);
            }
            catch (error) {
                if (error instanceof lib/* ActionError */.lZ && error.code === "cancelled")
                    throw error;
                if (signal.aborted)
                    throw new lib/* ActionError */.lZ("cancelled", "Reading the metrics was cancelled");
                return prometheus_text_source_unknown("metrics_unreachable", `the metrics could not be read: ${(0,lib/* errorMessage */.gJ)(error)}`);
            }
            return readCounts(text, candidateVersion, stableVersion, clock.now());
        },
    };
}
/** The embedded target's counters; `fetchText` is the supervisor's `/metrics`. */
function createLocalMetricSource(options) {
    return createPrometheusTextSource({ ...options, name: "local" });
}
function readCounts(text, candidateVersion, stableVersion, at) {
    const parsed = parsePrometheusText(text);
    if (!parsed.ok) {
        const read = `line ${parsed.line} is ${JSON.stringify(parsed.read)}`;
        return prometheus_text_source_unknown("metrics_unreadable", `${read}, expected ${parsed.expected}`);
    }
    if (!parsed.samples.some((sample) => sample.name === REQUESTS)) {
        return prometheus_text_source_unknown("metric_missing", `no ${REQUESTS} among ${parsed.samples.length} samples`);
    }
    const candidate = countsOf(parsed.samples, candidateVersion);
    const stable = countsOf(parsed.samples, stableVersion);
    if (typeof candidate === "string")
        return prometheus_text_source_unknown("metrics_unreadable", candidate);
    if (typeof stable === "string")
        return prometheus_text_source_unknown("metrics_unreadable", stable);
    return { known: true, at, candidate, stable };
}
/** The counts of one release, `undefined` without any series of it, or what is wrong with them. */
function countsOf(samples, version) {
    if (version === undefined)
        return undefined;
    const all = samples.filter((sample) => sample.labels.release === version);
    // A retired process of the same version may still drain beside the one that has the traffic.
    const live = all.filter((sample) => sample.labels.role !== "retired");
    const own = live.length > 0 ? live : all;
    const totals = own.filter((sample) => sample.name === REQUESTS);
    if (totals.length === 0)
        return undefined;
    const epochs = new Set(own.map((sample) => sample.labels.epoch ?? ""));
    if (epochs.size !== 1)
        return `release ${version} has ${epochs.size} sets of counters at once`;
    let ok = 0;
    let errors = 0;
    for (const { labels, value } of totals) {
        if (value === undefined || value < 0)
            return `${REQUESTS} of ${version} has no countable value`;
        if (labels.outcome === "ok")
            ok += value;
        else if (labels.outcome === "error")
            errors += value;
        else if (labels.outcome !== "cancelled") {
            return `${REQUESTS} of ${version} has the outcome ${JSON.stringify(labels.outcome)}, expected ok, error or cancelled`;
        }
    }
    const latency = histogramOf(own, version);
    if (typeof latency === "string")
        return latency;
    return { version, epoch: [...epochs][0] ?? "", requests: ok + errors, errors, latency };
}
function histogramOf(samples, version) {
    const sums = new Map();
    for (const { name, labels, value } of samples) {
        if (name !== BUCKET)
            continue;
        const bound = labels.le === "+Inf" ? Number.POSITIVE_INFINITY : Number(labels.le ?? Number.NaN);
        if (Number.isNaN(bound) || value === undefined)
            return `${BUCKET} of ${version} has an unreadable bucket`;
        sums.set(bound, (sums.get(bound) ?? 0) + value);
    }
    if (!sums.has(Number.POSITIVE_INFINITY))
        return `${BUCKET} of ${version} has no bucket le="+Inf"`;
    const ordered = [...sums].sort(([a], [b]) => a - b);
    const counts = ordered.map(([, value], index) => value - (ordered[index - 1]?.[1] ?? 0));
    if (counts.some((count) => count < 0))
        return `the buckets of ${BUCKET} of ${version} are not cumulative`;
    return { boundsMs: ordered.slice(0, -1).map(([bound]) => bound), counts };
}
function prometheus_text_source_unknown(reason, text) {
    return { known: false, reason, text };
}

;// CONCATENATED MODULE: ./packages/metrics/lib/synthetic/judge-answer.js


/** Judges an answer to a probe of the release `version`. */
function judgeAnswer(criteria, response, version) {
    const isGood = criteria.status.some(({ from, to }) => response.status >= from && response.status <= to);
    if (criteria.version !== undefined) {
        // The whole body of an error page is no version.
        const isSaid = isGood || criteria.version.kind !== "body";
        const said = isSaid ? versionOf(criteria.version, response) : undefined;
        if (said !== undefined && said !== version) {
            return stray("wrong_release", `the answer is of the release ${judge_answer_show(said)}, asked was ${judge_answer_show(version)}`);
        }
        // An error page says no version; a good answer without one may be anybody's.
        if (said === undefined && isGood) {
            return stray("version_missing", "a good answer does not say which release it is of");
        }
    }
    return isGood ? { kind: "good" } : { kind: "error", timedOut: false };
}
/** Judges why there is no answer: refused, reset, broken TLS and time-outs are the release's, the rest is of the way there. */
function judgeNoAnswer(error) {
    const cause = (0,lib/* isError */.bJ)(error) ? error.cause : undefined;
    const failure = cause instanceof lib/* HttpFailure */.HR ? cause.failure : undefined;
    switch (failure) {
        case "timeout":
            return { kind: "error", timedOut: true };
        case "refused":
        case "reset":
        case "tls":
            return { kind: "error", timedOut: false };
        default: {
            const text = error instanceof lib/* ActionError */.lZ || (0,lib/* isError */.bJ)(error) ? error.message : String(error);
            return stray("probe_failed", (0,lib/* printable */.g$)(text).slice(0, 200));
        }
    }
}
function versionOf(place, response) {
    if (place.kind === "header")
        return response.headers[place.name];
    const body = new TextDecoder().decode(response.body);
    if (place.kind === "body")
        return body.trim() === "" || body.length > 200 ? undefined : body.trim();
    try {
        const pointed = followPointer(JSON.parse(body), parseJsonPointer(place.pointer) ?? []);
        return pointed.found && (typeof pointed.value === "string" || typeof pointed.value === "number")
            ? String(pointed.value)
            : undefined;
    }
    catch {
        return undefined;
    }
}
function stray(reason, text) {
    return { kind: "stray", reason, text };
}
function judge_answer_show(version) {
    return JSON.stringify((0,lib/* printable */.g$)(version).slice(0, 80));
}

;// CONCATENATED MODULE: ./packages/metrics/lib/synthetic/paced-loop.js
/**
 * Turn i is due at t0 + i * interval whatever becomes of the others (an open loop: what waits for answers measures itself).
 * A clock that is set back begins the schedule anew; one that jumps ahead, or a process that stood still, misses turns.
 * Resolves when the signal aborts, or nobody wants any more.
 */
async function runPaced(work) {
    const { clock, intervalMs, latestMs, signal } = work;
    let startMs = clock.now();
    let turn = 0;
    let index = 0;
    while (!signal.aborted) {
        let nowMs = clock.now();
        if (startMs + turn * intervalMs - nowMs > 2 * intervalMs) {
            startMs = nowMs;
            turn = 0;
        }
        const dueMs = startMs + turn * intervalMs;
        if (dueMs > nowMs) {
            try {
                await clock.sleep(dueMs - nowMs, signal);
            }
            catch {
                return;
            }
            nowMs = clock.now();
            // Timers come a millisecond early; much too early is a clock that was set back meanwhile.
            if (dueMs - nowMs > intervalMs)
                continue;
        }
        if (!work.isWanted())
            return;
        const lateMs = nowMs - dueMs;
        if (lateMs > latestMs) {
            const missed = Math.floor(lateMs / intervalMs);
            if (missed > 0) {
                work.onMissed(missed);
                turn += missed;
                continue;
            }
        }
        work.onDue(dueMs, index);
        turn += 1;
        index += 1;
    }
}

;// CONCATENATED MODULE: ./packages/metrics/lib/synthetic/probe-tally.js
/** What the probes of one release found since the tally began. */
class ProbeTally {
    version;
    #epoch;
    #boundsMs;
    #buckets;
    #requests = 0;
    #errors = 0;
    /** Since the last look. */
    #answered = 0;
    #strays = 0;
    #lastStray;
    constructor(version, epoch, boundsMs) {
        this.version = version;
        this.#epoch = epoch;
        this.#boundsMs = boundsMs;
        this.#buckets = Array.from({ length: boundsMs.length + 1 }, () => 0);
    }
    /** Counts what a probe found; what says nothing about this release is no request of it. */
    add(finding, latencyMs) {
        if (finding.kind === "stray") {
            this.#strays += 1;
            this.#lastStray = finding;
            return;
        }
        this.#answered += 1;
        this.#requests += 1;
        if (finding.kind === "error")
            this.#errors += 1;
        const above = this.#boundsMs.findIndex((bound) => latencyMs <= bound);
        const index = above === -1 ? this.#boundsMs.length : above;
        this.#buckets[index] = (this.#buckets[index] ?? 0) + 1;
    }
    get counts() {
        const latency = { boundsMs: this.#boundsMs, counts: [...this.#buckets] };
        return {
            version: this.version,
            epoch: this.#epoch,
            requests: this.#requests,
            errors: this.#errors,
            latency,
        };
    }
    /** What came since the last look: how many counted, how many did not, and why the last of those did not. */
    look() {
        const seen = { answered: this.#answered, strays: this.#strays, last: this.#lastStray };
        this.#answered = 0;
        this.#strays = 0;
        this.#lastStray = undefined;
        return seen;
    }
}

;// CONCATENATED MODULE: ./packages/metrics/lib/synthetic/synthetic-source.js




const synthetic_source_MAX_BODY_BYTES = 65_536;
const DEFAULT_IN_FLIGHT = 64;
const DEFAULT_IDLE_MS = 120_000;
/**
 * Sends probes to candidate and stable in pairs, from the first reading on until its signal or `close` ends it, and counts
 * what they find: no other metrics are needed. Probes follow a fixed schedule whatever the answers do, each on a connection
 * of its own; a latency counts from when its probe was due, and a time-out is an error that took at least the time-out.
 * An answer of another release, and a failure of the way there (DNS, a proxy), count for nobody.
 *
 * Throws `config` for a rate or time-out that is not above zero.
 */
function createSyntheticMetricSource(options) {
    return new SyntheticSource(options);
}
class SyntheticSource {
    name = "synthetic";
    #options;
    #lanes;
    #end = new AbortController();
    #ended;
    #underWay = new Set();
    #targets;
    #dropped = 0;
    #readAtMs = 0;
    #isRunning = false;
    constructor(options) {
        const { perSecond, timeoutMs, clock, latencyBoundsMs } = options;
        if (!(perSecond > 0 && timeoutMs > 0)) {
            throw new lib/* ActionError */.lZ("config", `Probes ${perSecond} times a second with a time-out of ${timeoutMs} ms`, {
                hint: "Use a rate such as 2/s and a timeout such as 5s.",
            });
        }
        this.#options = options;
        this.#ended = AbortSignal.any([options.signal, this.#end.signal]);
        // Counts of another process of ours began elsewhere.
        const epoch = String(clock.now());
        const lane = (role, version) => version === undefined
            ? []
            : [{ role, tally: new ProbeTally(version, epoch, latencyBoundsMs), inFlight: 0 }];
        this.#lanes = [...lane("candidate", options.candidateVersion), ...lane("stable", options.stableVersion)];
    }
    async read(signal) {
        const { clock, targets } = this.#options;
        if (signal.aborted)
            throw new lib/* ActionError */.lZ("cancelled", "Reading the metrics was cancelled");
        try {
            this.#targets = await targets(signal);
        }
        catch (error) {
            if (signal.aborted)
                throw new lib/* ActionError */.lZ("cancelled", "Reading the metrics was cancelled");
            const text = (0,lib/* errorMessage */.gJ)(error);
            if (error instanceof lib/* ActionError */.lZ && error.code === "config") {
                return { known: false, reason: "no_url", text };
            }
            // Where the releases were a moment ago is as good as anybody knows: the probes go on there.
            if (this.#targets === undefined)
                return { known: false, reason: "platform_unreachable", text };
        }
        this.#readAtMs = clock.now();
        this.#start();
        return this.#look();
    }
    async close() {
        this.#end.abort();
        await Promise.all(this.#underWay);
    }
    #start() {
        if (this.#isRunning || this.#ended.aborted)
            return;
        this.#isRunning = true;
        const { clock, perSecond, timeoutMs, idleMs = DEFAULT_IDLE_MS } = this.#options;
        const loop = runPaced({
            clock,
            intervalMs: 1_000 / perSecond,
            latestMs: timeoutMs,
            signal: this.#ended,
            isWanted: () => clock.now() - this.#readAtMs <= idleMs,
            onDue: (dueMs, index) => this.#sendPair(dueMs, index),
            onMissed: (count) => {
                this.#dropped += this.#openPair() === undefined ? 0 : count;
            },
        }).finally(() => {
            this.#isRunning = false;
            this.#underWay.delete(loop);
        });
        this.#underWay.add(loop);
    }
    /** Where the probes of a pair go; `undefined` while there is no pair: one release alone has nothing beside it. */
    #openPair() {
        const pair = [];
        for (const lane of this.#lanes) {
            const target = this.#targets?.[lane.role];
            if (target === undefined)
                return undefined;
            pair.push([lane, target]);
        }
        return pair.length === 0 ? undefined : pair;
    }
    #sendPair(dueMs, index) {
        const pair = this.#openPair();
        if (pair === undefined)
            return;
        const { maxInFlight = DEFAULT_IN_FLIGHT } = this.#options;
        // Both or none: what is left out of one release alone would make it look better.
        if (pair.some(([lane]) => lane.inFlight >= maxInFlight)) {
            this.#dropped += 1;
            return;
        }
        for (const [lane, target] of index % 2 === 0 ? pair : pair.toReversed()) {
            const probe = this.#probe(lane, target, dueMs).finally(() => this.#underWay.delete(probe));
            this.#underWay.add(probe);
        }
    }
    async #probe(lane, target, dueMs) {
        const { http, clock, timeoutMs, criteria } = this.#options;
        lane.inFlight += 1;
        const lateMs = Math.max(0, clock.now() - dueMs);
        try {
            const response = await http.send({
                url: target.url,
                headers: { "cache-control": "no-cache", ...target.headers },
                timeoutMs,
                maxBodyBytes: synthetic_source_MAX_BODY_BYTES,
                redirect: "manual",
                retry: "never",
                // A kept connection stays with one instance behind most balancers and would hide the others.
                freshConnection: true,
                signal: this.#ended,
            });
            lane.tally.add(judgeAnswer(criteria, response, lane.tally.version), lateMs + response.timings.totalMs);
        }
        catch (error) {
            if (this.#ended.aborted)
                return;
            const finding = judgeNoAnswer(error);
            const elapsedMs = Math.max(lateMs, clock.now() - dueMs);
            const isTimeout = finding.kind === "error" && finding.timedOut;
            lane.tally.add(finding, isTimeout ? Math.max(elapsedMs, lateMs + timeoutMs) : elapsedMs);
        }
        finally {
            lane.inFlight -= 1;
        }
    }
    #look() {
        const dropped = this.#dropped;
        this.#dropped = 0;
        const notes = [];
        let nobody;
        if (dropped > 0) {
            notes.push(`${(0,lib/* plural */.LS)(dropped, "pair")} of probes not sent: earlier ones had no answer yet, or this process stood still`);
        }
        for (const { role, tally } of this.#lanes) {
            const { answered, strays, last } = tally.look();
            if (last !== undefined) {
                const text = `${strays} of ${(0,lib/* plural */.LS)(answered + strays, "probe")} of the ${role} ${tally.version} say nothing about it: ${last.text}`;
                notes.push(text);
                if (answered === 0)
                    nobody ??= { reason: last.reason, text };
            }
            if (answered === 0 && dropped > 0)
                nobody ??= { reason: "probes_dropped", text: notes[0] ?? "" };
        }
        if (nobody !== undefined)
            return { known: false, ...nobody };
        const countsOf = (role) => this.#lanes.find((lane) => lane.role === role)?.tally.counts;
        return {
            known: true,
            at: this.#options.clock.now(),
            candidate: countsOf("candidate"),
            stable: countsOf("stable"),
            ...(notes.length === 0 ? {} : { note: notes.join("; ") }),
        };
    }
}

;// CONCATENATED MODULE: ./packages/metrics/lib/index.js















/***/ })

};
