export const id = 549;
export const ids = [549];
export const modules = {

/***/ 5850:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   De: () => (/* binding */ rememberRollout),
/* harmony export */   hA: () => (/* binding */ unfinishedRollout),
/* harmony export */   xc: () => (/* binding */ forgetRollout)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3339);

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

/***/ 4190:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   iJ: () => (/* binding */ placeholdersOf),
/* harmony export */   l7: () => (/* binding */ releaseOf),
/* harmony export */   ne: () => (/* binding */ planRollout),
/* harmony export */   pr: () => (/* binding */ checkWindow)
/* harmony export */ });
/* harmony import */ var _deploy_actions_deploy_config__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9579);
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3339);


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
        ...(policy.target.platform === "local" ? { readyTimeoutMs: policy.target.readyTimeoutMs } : {}),
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

/***/ 7942:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ graceSignal)
/* harmony export */ });
/**
 * A signal that aborts `graceMs` after `signal` does: for what must not be cut off in the middle, and must not take for ever
 * either.
 */
function graceSignal(signal, graceMs) {
    if (signal.aborted)
        return AbortSignal.timeout(graceMs);
    const grace = new AbortController();
    const onAbort = () => {
        const limit = AbortSignal.timeout(graceMs);
        limit.addEventListener("abort", () => grace.abort(limit.reason), { once: true });
    };
    signal.addEventListener("abort", onAbort, { once: true });
    return grace.signal;
}


/***/ }),

/***/ 894:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ openTarget)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3339);
/* harmony import */ var _deploy_actions_metrics__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(458);
/* harmony import */ var _deploy_actions_platforms__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2225);



/** The platform of a policy. `allowStart` false: nothing is started, for a plan. */
function openTarget(context, policy, options) {
    const { clock, exec, http, runner } = context;
    const { target, environment } = policy;
    switch (target.platform) {
        case "local": {
            const local = { target, workspace: runner.workspace, http, clock };
            const platform = (0,_deploy_actions_platforms__WEBPACK_IMPORTED_MODULE_2__/* .createLocalPlatform */ .bq)({
                ...local,
                supervisorArgv: context.selfArgv("local-supervisor"),
                env: runner.env,
                allowStart: options.allowStart,
                actor: `run ${runner.runId} by ${runner.actor}`,
            });
            return {
                platform,
                counts: true,
                metricsFor: (traffic, plan) => (0,_deploy_actions_metrics__WEBPACK_IMPORTED_MODULE_1__/* .createLocalMetricSource */ .L9)({
                    fetchText: (signal) => (0,_deploy_actions_platforms__WEBPACK_IMPORTED_MODULE_2__/* .readLocalMetricsText */ .OF)(local, signal),
                    candidateVersion: plan.candidate.version,
                    stableVersion: traffic.stable?.release.version,
                    clock,
                }),
            };
        }
        case "exec": {
            const access = { target, exec, environment, env: runner.env, clock, workspace: runner.workspace };
            return {
                platform: (0,_deploy_actions_platforms__WEBPACK_IMPORTED_MODULE_2__/* .createExecPlatform */ .Vb)(access),
                counts: true,
                metricsFor: () => (0,_deploy_actions_metrics__WEBPACK_IMPORTED_MODULE_1__/* .createExecMetricSource */ .Hv)({ readCounts: (signal) => (0,_deploy_actions_platforms__WEBPACK_IMPORTED_MODULE_2__/* .readExecCounts */ .KQ)(access, signal), clock }),
            };
        }
        default:
            return (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .assertNever */ .xb)(target);
    }
}


/***/ }),

/***/ 458:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Hv: () => (/* reexport */ createExecMetricSource),
  L9: () => (/* reexport */ createLocalMetricSource),
  rv: () => (/* reexport */ measureErrorRate),
  RJ: () => (/* reexport */ measureLatency),
  Re: () => (/* reexport */ subtract),
  fS: () => (/* reexport */ summarise)
});

// UNUSED EXPORTS: createPrometheusTextSource, parsePrometheusText, percentile

;// CONCATENATED MODULE: ./packages/metrics/lib/counts-window.js
/**
 * What a release served after `earlier` and up to `later`. Unknown (never zero) when a reading is missing, when they are
 * of different releases, or when the counters started again or went backwards in between.
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
    const all = [requests, errors, ...latency.counts];
    if (!all.every((count) => Number.isFinite(count) && count >= 0)) {
        return unknown("counter_decreased", `the counters of ${later.version} went backwards`);
    }
    if (errors > requests) {
        return unknown("counts_contradict", `${later.version} counts ${errors} errors in only ${requests} requests`);
    }
    return { known: true, counts: { version: later.version, requests, errors, latency } };
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

// EXTERNAL MODULE: ./packages/kernel/lib/index.js + 8 modules
var lib = __webpack_require__(3339);
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
    const { version, requests, errors, epoch = "" } = counts;
    return { version, epoch, requests, errors, latency: { boundsMs: [], counts: [requests] } };
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

;// CONCATENATED MODULE: ./packages/metrics/lib/index.js









/***/ })

};
