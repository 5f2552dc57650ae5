export const id = 4032;
export const ids = [4032];
export const modules = {

/***/ 12877:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ conclude),
/* harmony export */   N: () => (/* binding */ concludeRollout)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26393);

/** Writes a verdict's outputs, and gives the action's result. */
function conclude(verdict, outputs) {
    outputs.set("verdict", verdict.outcome);
    outputs.set("reason", verdict.reason);
    outputs.set("sentence", verdict.sentence);
    const { outcome, reason, sentence, evidence } = verdict;
    return {
        outcome,
        reason,
        sentence,
        evidence: evidence.map((item) => ({
            name: item.name,
            outcome: item.outcome,
            reason: item.reason,
            required: item.required,
            found: item.found,
        })),
    };
}
/** The same for a rollout: one that was stopped ends as `cancelled`, once its outputs are written. */
function concludeRollout(verdict, outputs) {
    const result = conclude(verdict, outputs);
    if (verdict.reason === "cancelled")
        throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("cancelled", `${verdict.sentence}.`);
    return result;
}


/***/ }),

/***/ 9757:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   EL: () => (/* binding */ outcomeText),
/* harmony export */   G8: () => (/* binding */ verdictHeading),
/* harmony export */   Y5: () => (/* binding */ evidenceTable),
/* harmony export */   wd: () => (/* binding */ factsTable)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26393);

const SIGN = { pass: "✅", fail: "❌", inconclusive: "❔" };
/** The sign and word of an outcome. */
function outcomeText(outcome) {
    return new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .Markdown */ .oz(`${SIGN[outcome]} ${outcome}`);
}
/** The heading of a summary: the verdict in one line, before anything else. */
function verdictHeading(title, verdict, subject) {
    const word = { pass: "passed", fail: "failed", inconclusive: "inconclusive" }[verdict.outcome];
    const bad = verdict.evidence.filter((item) => item.outcome !== "pass").length;
    const count = bad > 0 ? `: ${bad} of ${verdict.evidence.length}` : "";
    return (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__.md) `## ${SIGN[verdict.outcome]} ${title} ${word}${count} (${subject})`;
}
/** The table of a verdict's evidence: what failed first, then what nobody knows, then what passed. */
function evidenceTable(evidence) {
    if (evidence.length === 0)
        return undefined;
    const rank = { fail: 0, inconclusive: 1, pass: 2 };
    const rows = [...evidence]
        .sort((a, b) => rank[a.outcome] - rank[b.outcome])
        .map((item) => [outcomeText(item.outcome), item.name, item.required, item.found, item.advice]);
    return (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .table */ .tp)(["", "what", "required", "found", "what to do"], rows);
}
/** Facts as a two-column table; empty values are left out. */
function factsTable(facts) {
    const rows = facts.flatMap(([name, value]) => (value === undefined || value === "" ? [] : [[name, value]]));
    return (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .table */ .tp)(["", ""], rows);
}


/***/ }),

/***/ 2442:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ renderHealth)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26393);
/* harmony import */ var _common_render_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9757);


/** The summary of a verification: verdict, evidence, then each check's numbers. */
function renderHealth(report, subject) {
    const rows = report.checks.map((check) => [
        check.name,
        check.samples,
        check.unhealthy,
        check.unknown,
        check.latency === undefined ? "n/a" : `${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(check.latency.p95Ms)} (n = ${check.latency.n})`,
        check.versionsSeen.join(", "),
        check.lastProblem ?? "",
    ]);
    return (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .joinMarkdown */ .UF)([
        (0,_common_render_js__WEBPACK_IMPORTED_MODULE_1__/* .verdictHeading */ .G8)("Health", report.verdict, subject),
        (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__.md) `${report.verdict.sentence}.`,
        (0,_common_render_js__WEBPACK_IMPORTED_MODULE_1__/* .evidenceTable */ .Y5)(report.verdict.evidence),
        rows.length === 0
            ? undefined
            : (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .table */ .tp)(["check", "looks", "unhealthy", "unknown", "p95", "versions seen", "last problem"], rows),
    ]);
}


/***/ }),

/***/ 14032:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  run: () => (/* binding */ run)
});

// EXTERNAL MODULE: ./packages/kernel/lib/index.js + 9 modules
var lib = __webpack_require__(26393);
// EXTERNAL MODULE: ./actions/lib/common/heartbeat.js
var heartbeat = __webpack_require__(78773);
// EXTERNAL MODULE: ./actions/lib/common/ledger.js
var common_ledger = __webpack_require__(66372);
// EXTERNAL MODULE: ./actions/lib/common/outcome.js
var outcome = __webpack_require__(12877);
// EXTERNAL MODULE: ./actions/lib/health-verify/render.js
var render = __webpack_require__(2442);
;// CONCATENATED MODULE: ./actions/lib/health-verify/url-check.js

const LOOKS = 3;
const DEFAULT_INTERVAL_MS = 5_000;
/** A verification of one URL without a policy file: no failure is allowed, redirects are not followed. */
function verifyUrl(inputs) {
    const intervalMs = inputs.intervalMs ?? DEFAULT_INTERVAL_MS;
    const check = {
        kind: "http",
        name: new URL(inputs.url).pathname,
        url: inputs.url,
        method: "GET",
        headers: {},
        body: undefined,
        status: inputs.status === undefined ? [{ from: 200, to: 299 }] : inputs.status.map(parseStatus),
        expectHeaders: {},
        contains: undefined,
        json: [],
        version: inputs.version === undefined
            ? undefined
            : { expected: inputs.version, from: "auto", consecutive: LOOKS },
        latency: undefined,
        followRedirects: false,
        timeoutMs: 10_000,
        critical: false,
    };
    return {
        checks: [check],
        forMs: inputs.forMs ?? LOOKS * intervalMs,
        intervalMs,
        settleMs: inputs.settleMs ?? 0,
        maxConsecutiveFailures: LOOKS,
        errorRate: undefined,
        latency: undefined,
    };
}
function parseStatus(text) {
    const match = /^([1-5]\d\d)(?:-([1-5]\d\d))?$/.exec(text);
    const from = Number(match?.[1]);
    const to = Number(match?.[2] ?? match?.[1]);
    if (match === null || to < from) {
        throw new lib/* ActionError */.lZ("input", `Input expect-status has "${text}", expected a status code (204) or a range (200-299).`);
    }
    return { from, to };
}

// EXTERNAL MODULE: ./actions/lib/health-verify/watch.js
var watch = __webpack_require__(82099);
;// CONCATENATED MODULE: ./actions/lib/health-verify/run.js







/** Watches a running system, and finishes its deployment when one is given. */
async function run(context) {
    const { inputs, outputs, summary } = context;
    const { verify, subject, openPolicy } = await whatToVerify(context);
    const id = inputs["deployment-id"];
    const ledger = id === undefined
        ? undefined
        : await (0,common_ledger/* openLedger */.au)(context, { file: inputs.ledger, token: inputs["github-token"] });
    const look = () => (0,watch/* watch */.w)(context, verify);
    const report = id === undefined || ledger === undefined ? await look() : await (0,heartbeat/* whileVerifying */.Lr)(context, ledger, id, look);
    summary.add((0,render/* renderHealth */.B)(report, subject), 1);
    setOutputs(context, report);
    const result = (0,outcome/* conclude */.E)(report.verdict, outputs);
    if (id !== undefined && ledger !== undefined) {
        await finishDeployment(ledger, id, report, context.signal);
        const image = openPolicy?.image;
        if (openPolicy !== undefined && image?.promoteTo !== undefined && report.verdict.outcome === "pass") {
            const { promoteDeployed } = await Promise.all(/* import() */[__webpack_require__.e(8815), __webpack_require__.e(8194), __webpack_require__.e(9800), __webpack_require__.e(297), __webpack_require__.e(7765), __webpack_require__.e(9888), __webpack_require__.e(931)]).then(__webpack_require__.bind(__webpack_require__, 30931));
            await promoteDeployed(context, { ...openPolicy, image }, ledger, id);
        }
    }
    return result;
}
async function whatToVerify(context) {
    const { inputs, outputs } = context;
    if (inputs.url !== undefined) {
        const verify = verifyUrl({
            url: inputs.url,
            status: inputs["expect-status"],
            version: inputs["expect-version"] ?? inputs.release,
            forMs: inputs.for,
            intervalMs: inputs.interval,
            settleMs: inputs.settle,
        });
        return { verify, subject: new URL(inputs.url).host, openPolicy: undefined };
    }
    if (inputs.environment === undefined) {
        throw new lib/* ActionError */.lZ("input", "There is nothing to verify: neither url nor environment is given.", {
            hint: "Give `url` for one URL, or `environment` for the checks of the policy file.",
        });
    }
    // Reading the policy file needs parsers that one URL does not.
    const { loadPolicy } = await Promise.all(/* import() */[__webpack_require__.e(8815), __webpack_require__.e(8194), __webpack_require__.e(297), __webpack_require__.e(4039)]).then(__webpack_require__.bind(__webpack_require__, 54039));
    const { policy, openPolicy, source } = await loadPolicy(context, {
        environment: inputs.environment,
        file: inputs.config,
        token: inputs["github-token"],
        ...(inputs.release === undefined ? {} : { placeholders: { release: inputs.release } }),
    });
    outputs.set("policy-commit", source.commit ?? "");
    if (policy.verify === undefined || policy.verify.checks.length === 0) {
        throw new lib/* ActionError */.lZ("config", `${inputs.config}: ${inputs.environment} has no verify checks.`, {
            hint: "Add them: `verify: { checks: [{ http: https://shop.example/health }] }`, or give the input `url`.",
        });
    }
    const verify = {
        ...policy.verify,
        forMs: inputs.for ?? policy.verify.forMs,
        intervalMs: inputs.interval ?? policy.verify.intervalMs,
        settleMs: inputs.settle ?? policy.verify.settleMs,
    };
    return { verify, subject: `${inputs.environment}, ${source.text}`, openPolicy };
}
function setOutputs(context, report) {
    const { outputs } = context;
    const count = (pick) => report.checks.reduce((sum, check) => sum + pick(check), 0);
    outputs.set("samples", count((check) => check.samples));
    outputs.set("failures", count((check) => check.unhealthy));
    const slowest = Math.max(...report.checks.map((check) => check.latency?.p95Ms ?? Number.NEGATIVE_INFINITY));
    // p95 of fewer than 20 samples is their maximum: a number that looks like knowledge.
    const isEnough = report.checks.some((check) => (check.latency?.n ?? 0) >= 20);
    outputs.set("p95-ms", isEnough && Number.isFinite(slowest) ? Math.round(slowest) : "");
    outputs.set("report", {
        schema: 1,
        verdict: report.verdict.outcome,
        reason: report.verdict.reason,
        started_at: new Date(report.startedAt).toISOString(),
        finished_at: new Date(report.finishedAt).toISOString(),
        checks: report.checks.map((check) => ({
            name: check.name,
            samples: check.samples,
            unhealthy: check.unhealthy,
            unknown: check.unknown,
            versions_seen: check.versionsSeen,
            p95_ms: check.latency === undefined ? null : Math.round(check.latency.p95Ms),
            last_problem: check.lastProblem ?? null,
        })),
    });
}
async function finishDeployment(ledger, id, report, signal) {
    const { outcome, reason, sentence } = report.verdict;
    const phase = outcome === "pass" ? "verified" : "failed";
    await ledger.append(id, { phase, weight: 100, note: sentence, reason, verdict: outcome }, signal);
}


/***/ }),

/***/ 82099:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   n: () => (/* binding */ lookOnce),
/* harmony export */   w: () => (/* binding */ watch)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26393);
/* harmony import */ var _deploy_actions_probes__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(29867);
/* harmony import */ var _common_checks_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(33412);



/** Watches the checks of a policy for as long as it says, with a live line. */
async function watch(context, verify, before) {
    const { clock, signal, progress } = context;
    const startedAt = clock.now();
    let seen = 0;
    let bad = 0;
    const report = await (0,_deploy_actions_probes__WEBPACK_IMPORTED_MODULE_1__/* .watchHealth */ .cC)({
        probes: (0,_common_checks_js__WEBPACK_IMPORTED_MODULE_2__/* .createProbes */ .C)(verify.checks, context),
        forMs: verify.forMs,
        intervalMs: verify.intervalMs,
        settleMs: verify.settleMs,
        maxConsecutiveFailures: verify.maxConsecutiveFailures,
        errorRate: verify.errorRate,
        latency: verify.latency,
        clock,
        signal,
        before,
        onSample: (sample) => {
            seen += 1;
            if (sample.result !== "healthy")
                bad += 1;
            const elapsedMs = clock.now() - startedAt;
            const totalMs = verify.settleMs + verify.forMs;
            const problem = sample.result === "healthy" ? "" : ` | ${sample.check}: ${sample.detail}`;
            const left = (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(Math.max(0, totalMs - elapsedMs));
            const looks = `${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .plural */ .LS)(seen, "look")}, ${bad} not healthy`;
            const text = `verify: ${looks} | ${left} of ${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(totalMs)} left${problem}`;
            progress.update(text, totalMs === 0 ? undefined : Math.min(1, elapsedMs / totalMs));
        },
    });
    progress.done(`verify: ${report.verdict.sentence}`);
    return report;
}
/** One look at each check, at what answers now: the question before a change whether it was healthy at all. */
async function lookOnce(context, verify) {
    const { clock, signal } = context;
    // Before a change it is the old version that answers: which one is not asked.
    const checks = verify.checks.map((check) => check.kind === "http" ? { ...check, version: undefined } : check);
    return (0,_deploy_actions_probes__WEBPACK_IMPORTED_MODULE_1__/* .watchHealth */ .cC)({
        probes: (0,_common_checks_js__WEBPACK_IMPORTED_MODULE_2__/* .createProbes */ .C)(checks, context),
        forMs: 0,
        intervalMs: Math.max(1, verify.intervalMs),
        settleMs: 0,
        maxConsecutiveFailures: verify.maxConsecutiveFailures,
        errorRate: undefined,
        latency: undefined,
        clock,
        signal,
    });
}


/***/ })

};
