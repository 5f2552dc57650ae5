export const id = 5306;
export const ids = [5306];
export const modules = {

/***/ 77488:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   t: () => (/* binding */ connectCloudWatch)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26393);

async function connectCloudWatch(access, http, signal) {
    const sdk = await Promise.all(/* import() */[__webpack_require__.e(5118), __webpack_require__.e(5861), __webpack_require__.e(4085)]).then(__webpack_require__.t.bind(__webpack_require__, 44085, 19));
    const client = (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .reportAwsCalls */ .Dz)(new sdk.CloudWatchClient((0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .awsClientConfig */ .rw)(access, http, signal)), "cloudwatch", access);
    return { sdk, client };
}


/***/ }),

/***/ 85306:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  CloudWatchCounter: () => (/* binding */ CloudWatchCounter)
});

// EXTERNAL MODULE: ./packages/kernel/lib/index.js + 9 modules
var lib = __webpack_require__(26393);
// EXTERNAL MODULE: ./packages/metrics/lib/cloudwatch/cloudwatch-client.js
var cloudwatch_client = __webpack_require__(77488);
// EXTERNAL MODULE: ./packages/metrics/lib/cloudwatch/dimensions.js
var dimensions = __webpack_require__(64051);
;// CONCATENATED MODULE: ./packages/metrics/lib/cloudwatch/minutes.js
const PERIOD_S = 60;
/** What one request of GetMetricData takes. */
const MAX_QUERIES = 500;
const MAX_PAGES = 50;
/**
 * The numbers of each query between two moments (whole minutes, end exclusive), in the order of the queries. A string says
 * why the answer is not whole: then none of it counts.
 */
async function readMinutes({ sdk, client }, queries, fromMs, toMs, signal) {
    const found = queries.map(() => new Map());
    for (let first = 0; first < queries.length; first += MAX_QUERIES) {
        const requests = queries
            .slice(first, first + MAX_QUERIES)
            .map((query, index) => toQuery(query, first + index));
        let nextToken;
        for (let page = 0;; page += 1) {
            const answer = await client.send(new sdk.GetMetricDataCommand({
                MetricDataQueries: requests,
                StartTime: new Date(fromMs),
                EndTime: new Date(toMs),
                ScanBy: "TimestampAscending",
                ...(nextToken === undefined ? {} : { NextToken: nextToken }),
            }), { abortSignal: signal });
            for (const result of answer.MetricDataResults ?? []) {
                const problem = take(result, found, fromMs, toMs, answer.NextToken !== undefined);
                if (problem !== undefined)
                    return problem;
            }
            nextToken = answer.NextToken;
            if (nextToken === undefined)
                break;
            if (page >= MAX_PAGES)
                return `CloudWatch answers in more than ${MAX_PAGES} pages`;
        }
    }
    return found;
}
function toQuery({ metric, statistic }, index) {
    return {
        Id: `q${index}`,
        MetricStat: {
            Metric: { Namespace: metric.namespace, MetricName: metric.name, Dimensions: [...metric.dimensions] },
            Period: PERIOD_S,
            Stat: statistic,
        },
    };
}
function take(result, found, fromMs, toMs, hasMore) {
    const index = Number(result.Id?.slice(1));
    const minutes = found[index];
    if (minutes === undefined)
        return `CloudWatch answers about ${result.Id ?? "nothing"}, which was not asked`;
    const isPartial = result.StatusCode === "PartialData" && hasMore;
    if (result.StatusCode !== undefined && result.StatusCode !== "Complete" && !isPartial) {
        const said = result.Messages?.map((message) => message.Value).join("; ") ?? "";
        return `CloudWatch answers ${result.StatusCode} about ${result.Label ?? result.Id}${said === "" ? "" : `: ${said}`}`;
    }
    const values = result.Values ?? [];
    for (const [at, timestamp] of (result.Timestamps ?? []).entries()) {
        const value = values[at];
        const minute = timestamp.getTime();
        if (minute < fromMs || minute >= toMs)
            continue;
        // Statistics a metric does not have come without a number.
        if (typeof value === "number" && Number.isFinite(value) && value >= 0)
            minutes.set(minute, value);
    }
    return undefined;
}

;// CONCATENATED MODULE: ./packages/metrics/lib/cloudwatch/release-minutes.js
/** The questions about one release: requests, errors, then how many answers there were, and up to each bound. */
function queriesOf(metrics, boundsMs) {
    const latency = boundsMs.length === 0 ? [] : ["SampleCount", ...boundsMs.map((bound) => trimmedCount(bound, metrics))];
    return [
        { metric: metrics.requests, statistic: "Sum" },
        ...metrics.errors.map(({ metric }) => ({ metric, statistic: "Sum" })),
        ...latency.map((statistic) => ({ metric: metrics.latency, statistic })),
    ];
}
/**
 * `TC(:n)`: how many data points are n or less (docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/
 * Statistics-definitions.html). A count needs no rank to be turned back into one.
 */
function trimmedCount(boundMs, { unitsPerMs }) {
    return `TC(:${Number((boundMs * unitsPerMs).toFixed(9))})`;
}
/** Adds the answers to {@link queriesOf} up. A string says what is missing: then none of it counts. */
function addUp(metrics, boundsMs, answers) {
    const [requests, ...rest] = answers;
    const errors = rest.slice(0, metrics.errors.length);
    const [samples, ...upTo] = rest.slice(metrics.errors.length);
    let total = 0;
    for (const [minute, count] of requests ?? []) {
        for (const [index, { metric, silentIsZero }] of metrics.errors.entries()) {
            const isSilent = errors[index]?.has(minute) !== true;
            if (isSilent && !silentIsZero)
                return gap(metric.name, metrics, minute);
        }
        total += count;
    }
    const failed = errors.flatMap((minutes) => [...minutes.values()]).reduce((sum, value) => sum + value, 0);
    if (failed > 0 && total === 0) {
        return `${metrics.version} has failures, and no ${metrics.requests.name} to hold them against`;
    }
    return {
        minutes: requests?.size ?? 0,
        requests: Math.round(total),
        // A request can fail to connect more than once.
        errors: Math.round(Math.min(total, failed)),
        latency: boundsMs.length === 0 ? undefined : histogram(samples ?? new Map(), upTo),
    };
}
function histogram(samples, upTo) {
    const counts = new Array(upTo.length + 1).fill(0);
    for (const [minute, all] of samples) {
        let below = 0;
        for (const [index, minutes] of upTo.entries()) {
            const value = minutes.get(minute);
            if (value === undefined)
                return undefined;
            // CloudWatch keeps a distribution, not the values: its counts may be a little off, and must still be a histogram.
            const upToHere = Math.min(Math.round(all), Math.max(below, Math.round(value)));
            counts[index] = (counts[index] ?? 0) + upToHere - below;
            below = upToHere;
        }
        counts[upTo.length] = (counts[upTo.length] ?? 0) + Math.round(all) - below;
    }
    return counts;
}
function gap(name, metrics, minute) {
    const at = new Date(minute).toISOString().slice(11, 16);
    return `${name} of ${metrics.version} has no value for ${at}, although there were requests`;
}

;// CONCATENATED MODULE: ./packages/metrics/lib/cloudwatch/cloudwatch-counter.js





const MINUTE_MS = 60_000;
/** Bounds in ms when none are given. */
const DEFAULT_BOUNDS_MS = [5, 10, 25, 50, 100, 200, 400, 800, 1_600, 3_200, 6_400];
/** Adds up whole minutes that are surely ingested, each exactly once, from the first one that began after it was made. */
class CloudWatchCounter {
    #options;
    #candidate;
    #stable;
    #unattributed;
    #sums = { candidate: emptySum(), stable: emptySum() };
    #startMs;
    #bounds;
    #nextMs;
    constructor(options, madeAt) {
        const { candidate, stable, unattributed } = (0,dimensions/* metricsOf */.Ps)(options.target);
        this.#options = options;
        this.#candidate = candidate;
        this.#stable = stable;
        this.#unattributed = unattributed === undefined ? undefined : { metric: unattributed, statistic: "Sum" };
        this.#bounds = options.latencyBoundsMs ?? DEFAULT_BOUNDS_MS;
        // The minute that runs now began before: what is in it may be of another release behind the same name.
        this.#startMs = Math.ceil(madeAt / MINUTE_MS) * MINUTE_MS;
        this.#nextMs = this.#startMs;
    }
    async read(signal) {
        const { clock, ingestDelayMs } = this.#options;
        const endMs = Math.floor((clock.now() - ingestDelayMs) / MINUTE_MS) * MINUTE_MS;
        if (endMs > this.#nextMs) {
            const problem = await this.#advance(endMs, signal);
            if (problem !== undefined)
                return problem;
        }
        return {
            known: true,
            at: clock.now(),
            candidate: this.#counts(this.#candidate, this.#sums.candidate),
            stable: this.#counts(this.#stable, this.#sums.stable),
        };
    }
    async #advance(endMs, signal) {
        const queries = (metrics) => metrics === undefined ? [] : queriesOf(metrics, this.#bounds);
        const ofCandidate = queries(this.#candidate);
        const ofStable = queries(this.#stable);
        const extra = this.#unattributed === undefined ? [] : [this.#unattributed];
        const answers = await this.#ask([...ofCandidate, ...ofStable, ...extra], endMs, signal);
        if (!Array.isArray(answers))
            return unknown("metrics_unreachable", String(answers));
        const all = answers;
        const candidate = this.#addUp(this.#candidate, all.slice(0, ofCandidate.length));
        const stable = this.#addUp(this.#stable, all.slice(ofCandidate.length, ofCandidate.length + ofStable.length));
        if (typeof candidate === "string")
            return unknown("metric_missing", candidate);
        if (typeof stable === "string")
            return unknown("metric_missing", stable);
        // One release may well be silent beside one that is not; silence of both is no sign that anybody counts.
        if ((candidate?.minutes ?? 0) + (stable?.minutes ?? 0) === 0)
            return this.#silence(endMs);
        this.#note(all.at(-1));
        this.#commit(candidate, stable);
        this.#nextMs = endMs;
        return undefined;
    }
    async #ask(queries, endMs, signal) {
        const { access, http } = this.#options;
        try {
            const connection = await (0,cloudwatch_client/* connectCloudWatch */.t)(access, http, signal);
            return await readMinutes(connection, queries, this.#nextMs, endMs, signal);
        }
        catch (error) {
            if (signal.aborted)
                throw new lib/* ActionError */.lZ("cancelled", "Reading the metrics was cancelled", { cause: error });
            const told = (0,lib/* awsError */.es)(error, "read the metrics", "cloudwatch:GetMetricData");
            if (told.code === "cancelled")
                throw told;
            return told.hint === undefined ? told.message : `${told.message} (${told.hint})`;
        }
    }
    #addUp(metrics, answers) {
        return metrics === undefined ? undefined : addUp(metrics, this.#bounds, answers);
    }
    #commit(candidate, stable) {
        const isSilentAbout = (part) => part !== undefined && part.latency === undefined;
        if (this.#bounds.length > 0 && (isSilentAbout(candidate) || isSilentAbout(stable))) {
            // Once is for ever: a histogram of some of the minutes would be one of other requests than the counts.
            this.#bounds = [];
            this.#options.onNote?.("CloudWatch gives no distribution of the latency here: latency is unknown");
        }
        for (const [sum, part] of [
            [this.#sums.candidate, candidate],
            [this.#sums.stable, stable],
        ]) {
            if (part === undefined)
                continue;
            sum.requests += part.requests;
            sum.errors += part.errors;
            sum.latency = (part.latency ?? []).map((count, index) => count + (sum.latency[index] ?? 0));
        }
    }
    #counts(metrics, sum) {
        if (metrics === undefined)
            return undefined;
        const boundsMs = this.#bounds;
        const { requests, errors } = sum;
        const counts = boundsMs.length === 0 ? [requests] : boundsMs.map((_, index) => sum.latency[index] ?? 0);
        if (boundsMs.length > 0)
            counts.push(sum.latency[boundsMs.length] ?? 0);
        // Readings with and without latency must not be subtracted from each other.
        const epoch = `${new Date(this.#startMs).toISOString()}/${boundsMs.length}`;
        return { version: metrics.version, epoch, requests, errors, latency: { boundsMs, counts } };
    }
    #silence(endMs) {
        const time = (ms) => new Date(ms).toISOString().slice(11, 16);
        const wanted = this.#candidate ?? this.#stable;
        const dimensions = wanted?.requests.dimensions.map(({ Name, Value }) => `${Name}=${Value}`).join(", ") ?? "none";
        const text = `CloudWatch has no ${wanted?.requests.namespace} ${wanted?.requests.name} of any release from ${time(this.#nextMs)} to ${time(endMs)} UTC: nobody asked, or the names are wrong (${dimensions})`;
        return unknown("metric_missing", text);
    }
    #note(answer) {
        if (this.#unattributed === undefined || answer === undefined)
            return;
        const count = [...answer.values()].reduce((sum, value) => sum + value, 0);
        if (count === 0)
            return;
        const requests = (0,lib/* plural */.LS)(count, "request").replace(String(count), (0,lib/* formatCount */.B4)(count));
        this.#options.onNote?.(`The load balancer itself answered ${requests} with 5xx (no healthy target, time-out): CloudWatch does not say for which release, so they are in neither's count`);
    }
}
function emptySum() {
    return { requests: 0, errors: 0, latency: [] };
}
function unknown(reason, text) {
    return { known: false, reason, text };
}


/***/ })

};
