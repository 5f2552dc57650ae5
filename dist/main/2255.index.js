export const id = 2255;
export const ids = [2255];
export const modules = {

/***/ 30895:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B0: () => (/* binding */ AnalysisLoop),
/* harmony export */   OF: () => (/* binding */ evidenceLine),
/* harmony export */   X1: () => (/* binding */ evidenceOf)
/* harmony export */ });
/* unused harmony export formatEvidence */
/* harmony import */ var _deploy_actions_canary_analysis__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(53371);
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(26393);


/**
 * The analysis of one run, fed with what was counted from look to look. It begins with the first traffic of the candidate,
 * goes on over changes of the weight (the counts of both releases are compared as they come), and rests once stable has
 * none.
 */
class AnalysisLoop {
    #candidate;
    /** Stable alone, before the candidate had traffic. */
    #past = [];
    #config;
    #state;
    #weight = 0;
    /** Whether the bounds of latencies are those of the source. */
    #isFitted = false;
    /** End of the last window, or when there should have been the first; `undefined` before any traffic. */
    #knownMs;
    /** When the candidate got all traffic: what was known then is the last word. */
    #restsSinceMs;
    constructor(config, candidate) {
        this.#config = config;
        this.#candidate = candidate;
        this.#state = (0,_deploy_actions_canary_analysis__WEBPACK_IMPORTED_MODULE_0__/* .beginAnalysis */ .a2)(config);
    }
    /** What stable did before the first reading, oldest first. */
    learn(past) {
        this.#past.push(...past.map(pastOf));
    }
    /** How many failed requests have one cause, as far as stable has shown until now. */
    get causeSize() {
        return (0,_deploy_actions_canary_analysis__WEBPACK_IMPORTED_MODULE_0__/* .learntCauseSize */ .Xq)((0,_deploy_actions_canary_analysis__WEBPACK_IMPORTED_MODULE_0__/* .learnPast */ .Vu)(this.#config, (0,_deploy_actions_canary_analysis__WEBPACK_IMPORTED_MODULE_0__/* .beginAnalysis */ .a2)(this.#config), this.#past));
    }
    /** What was counted up to a look at which the candidate had this weight. */
    add(counted, weight) {
        const [low, high] = [Math.min(this.#weight, weight), Math.max(this.#weight, weight)];
        this.#weight = weight;
        if (weight === 100)
            this.#restsSinceMs ??= this.#knownMs;
        if (counted === undefined || weight === 100 || this.#restsSinceMs !== undefined)
            return;
        if (high === 0) {
            if (counted.kind === "window" && counted.stable !== undefined)
                this.#past.push(pastOf({ ...counted, stable: counted.stable }));
            return;
        }
        if (counted.kind === "missing") {
            this.#miss(counted.atMs, counted.reason, counted.text);
            return;
        }
        const { fromMs, toMs, candidate, stable } = counted;
        if (candidate === undefined || stable === undefined) {
            const who = candidate === undefined ? "the candidate" : "stable";
            this.#miss(toMs, "no_counts", `nobody counted the requests of ${who}`);
            return;
        }
        if (candidate.version !== this.#candidate) {
            this.#miss(toMs, "wrong_release", `the source counts ${candidate.version} for ${this.#candidate}`);
            return;
        }
        if (!this.#isFitted) {
            this.#isFitted = true;
            this.#config = withBoundsOf(this.#config, stable.latency.boundsMs);
            // What was missing until now had no window: nothing that was counted is lost.
            this.#state = (0,_deploy_actions_canary_analysis__WEBPACK_IMPORTED_MODULE_0__/* .learnPast */ .Vu)(this.#config, (0,_deploy_actions_canary_analysis__WEBPACK_IMPORTED_MODULE_0__/* .beginAnalysis */ .a2)(this.#config), this.#past);
        }
        this.#knownMs = toMs;
        this.#state = (0,_deploy_actions_canary_analysis__WEBPACK_IMPORTED_MODULE_0__/* .addLook */ .NP)(this.#config, this.#state, {
            kind: "window",
            // Of two weights the lower one: a request that is missing must have been due.
            window: { fromMs, toMs, weight: low, candidate: sampleOf(candidate), stable: sampleOf(stable) },
        });
    }
    /** The answer as of `atMs`; `undefined` before the candidate had traffic. */
    verdict(atMs) {
        if (this.#knownMs === undefined)
            return undefined;
        const asOf = this.#restsSinceMs ?? atMs;
        const verdict = (0,_deploy_actions_canary_analysis__WEBPACK_IMPORTED_MODULE_0__/* .verdictOf */ .Vj)(this.#config, this.#state, asOf);
        return { ...verdict, isBlind: asOf - this.#knownMs >= this.#config.livenessMs };
    }
    #miss(atMs, reason, text) {
        this.#knownMs ??= atMs;
        this.#state = (0,_deploy_actions_canary_analysis__WEBPACK_IMPORTED_MODULE_0__/* .addLook */ .NP)(this.#config, this.#state, { kind: "missing", atMs, reason, text });
    }
}
/** The configuration with each bound of a latency moved to the nearest one that the source counts by. */
function withBoundsOf(config, counted) {
    if (counted.length === 0)
        return config;
    const distance = (one, other) => Math.abs(Math.log(one / other));
    const nearest = (wanted) => counted.reduce((best, next) => (distance(next, wanted) < distance(best, wanted) ? next : best));
    const metrics = config.metrics.map((metric) => metric.kind === "latency" && metric.boundsMs !== undefined
        ? { ...metric, boundsMs: [...new Set(metric.boundsMs.map(nearest))] }
        : metric);
    return { ...config, metrics };
}
function pastOf({ fromMs, toMs, stable }) {
    return { fromMs, toMs, stable: sampleOf(stable) };
}
function sampleOf({ version, requests, errors, harmedUsers, latency, gauges }) {
    return {
        version,
        requests,
        errors,
        ...(harmedUsers === undefined ? {} : { harmedUsers }),
        ...(gauges === undefined ? {} : { gauges }),
        // Without bounds the one bucket says nothing about latency.
        latency: latency.boundsMs.length === 0 ? { boundsMs: [], counts: [] } : latency,
    };
}
/** Both kinds of evidence of a verdict. */
function evidenceOf({ logRegressed, metrics }) {
    const certifiable = metrics.filter(({ critical, unit }) => critical && unit !== undefined);
    const certified = Math.min(...certifiable.map(({ logCertified }) => logCertified));
    return { regressed: logRegressed, certified: certifiable.length === 0 ? undefined : certified };
}
/** `evidence 3.2 of 100 against, 12 of 20 for`: both e-values with the thresholds at which they decide. */
function evidenceLine(verdict) {
    const { regressed, certified } = evidenceOf(verdict);
    const against = `${formatEvidence(regressed)} of ${formatEvidence(verdict.logAlpha)} against`;
    if (certified === undefined)
        return `evidence ${against}`;
    return `evidence ${against}, ${formatEvidence(certified)} of ${formatEvidence(verdict.logBeta)} for`;
}
const LARGEST_SHOWN = 1_000_000;
/** An e-value from its log, cut and not rounded up: what is shown as a threshold has reached it. */
function formatEvidence(log) {
    // 1e-9 undoes the way through the log: e^ln(100) is a little less than 100.
    const value = Math.exp(log) * (1 + 1e-9);
    if (value >= LARGEST_SHOWN)
        return `over ${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_1__/* .formatCount */ .B4)(LARGEST_SHOWN)}`;
    return value >= 10 ? (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_1__/* .formatCount */ .B4)(Math.floor(value)) : String(Math.floor(value * 10) / 10);
}


/***/ }),

/***/ 43559:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ analysisOutputs)
/* harmony export */ });
/* harmony import */ var _analysis_loop_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(30895);

/** The outputs of a verdict; all empty where there was no analysis. */
function analysisOutputs(verdict) {
    if (verdict === undefined)
        return { outcome: "", reason: "", regressed: "", certified: "" };
    const { regressed, certified } = (0,_analysis_loop_js__WEBPACK_IMPORTED_MODULE_0__/* .evidenceOf */ .X1)(verdict);
    const { outcome, reason } = verdict;
    return {
        outcome,
        reason,
        regressed: shown(regressed),
        certified: certified === undefined ? "" : shown(certified),
    };
}
/** A plain number, never in scientific notation: scripts compare it. */
function shown(log) {
    // Cut, not rounded up: what reads as a threshold has reached it. 1e-9 undoes the way through the log.
    const value = Math.exp(Math.min(log, LARGEST_LOG)) * (1 + 1e-9);
    return String(value >= 1_000 ? Math.floor(value) : Math.floor(value * 1_000) / 1_000);
}
// e^34 is 5.8e14: still written out, and far beyond any threshold.
const LARGEST_LOG = 34;


/***/ }),

/***/ 47092:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  H_: () => (/* binding */ deployRelease),
  Q6: () => (/* binding */ openDeployment),
  DL: () => (/* binding */ refuseWhatCannotHold)
});

// EXTERNAL MODULE: ./packages/kernel/lib/index.js + 9 modules
var lib = __webpack_require__(26393);
// EXTERNAL MODULE: ./packages/ledger/lib/index.js + 17 modules
var ledger_lib = __webpack_require__(11030);
;// CONCATENATED MODULE: ./packages/rollout/lib/steps.js

/**
 * The steps of this rollout. A first deploy has no traffic to share out: it keeps the steps at 0 %, or one without a
 * bake, and is then promoted.
 */
function stepsOf(plan, progress) {
    if (!progress.firstDeploy)
        return plan.steps;
    const previews = plan.steps.filter((step) => step.weight === 0);
    return previews.length > 0 ? previews : [{ weight: 0, bakeMs: 0 }];
}
/** The step the rollout is at. */
function currentStep(plan, progress) {
    const step = stepsOf(plan, progress)[progress.stepIndex];
    if (step === undefined) {
        throw new lib/* ActionError */.lZ("internal", `The rollout is at step ${progress.stepIndex + 1}, which its plan does not have`);
    }
    return step;
}
/** Whether candidate and stable both get requests at this step, for long enough to compare them. */
function isComparing({ weight, bakeMs }) {
    return weight > 0 && weight < 100 && bakeMs > 0;
}
/** Index of the step with exactly this weight, or -1. */
function stepAtWeight(plan, weight) {
    return plan.steps.findIndex((step) => step.weight === weight);
}
/** Index of the last step that gives no more than this weight; 0 when the first gives more. */
function stepBelow(plan, weight) {
    return Math.max(0, plan.steps.findLastIndex((step) => step.weight <= weight));
}

;// CONCATENATED MODULE: ./packages/rollout/lib/plan-problems.js


/** The steps a platform cannot hold, one sentence each with the nearest weights it can; empty when it holds all. */
function planTooCoarse(plan, capabilities) {
    return plan.steps.flatMap(({ weight }, index) => {
        const where = `step ${index + 1} holds ${(0,lib/* formatPercent */.l9)(weight)}`;
        if (weight === 0 || weight === 100)
            return [];
        if (capabilities.traffic === "all-at-once") {
            return [`${where}, but this platform moves all traffic at once: use 0 % and 100 % only`];
        }
        // What pods can share depends on how many there are: only the platform knows.
        if (capabilities.traffic === "replicas")
            return [];
        const grain = capabilities.granularity;
        if (grain <= 0 || isMultiple(weight, grain))
            return [];
        const below = Math.floor(weight / grain) * grain;
        const above = Math.min(100, below + grain);
        return [
            `${where}, but this platform moves traffic in steps of ${(0,lib/* formatPercent */.l9)(grain)}: use ${(0,lib/* formatPercent */.l9)(below)} or ${(0,lib/* formatPercent */.l9)(above)}`,
        ];
    });
}
/** What is wrong with a plan in itself, one sentence each; `beginRollout` refuses a plan that has any. */
function planProblems(plan) {
    const problems = [];
    const { steps } = plan;
    if (plan.candidate.version === "")
        problems.push("the candidate has no version");
    if (steps.length === 0)
        problems.push("the rollout has no steps; the shortest is one step of 100 %");
    steps.forEach(({ weight, bakeMs }, index) => {
        const before = steps[index - 1]?.weight;
        if (!(weight >= 0 && weight <= 100)) {
            problems.push(`step ${index + 1} has weight ${weight}; expected 0 to 100 (per cent)`);
        }
        else if (before !== undefined && weight <= before) {
            problems.push(`step ${index + 1} (${(0,lib/* formatPercent */.l9)(weight)}) does not give more than the one before it (${(0,lib/* formatPercent */.l9)(before)})`);
        }
        if (!(bakeMs >= 0 && Number.isFinite(bakeMs)))
            problems.push(`step ${index + 1} bakes for ${bakeMs} ms`);
    });
    const last = steps.at(-1);
    if (last !== undefined && last.weight !== 100) {
        problems.push(`the last step gives ${(0,lib/* formatPercent */.l9)(last.weight)}; it has to give 100 %`);
    }
    if (plan.until !== undefined &&
        plan.drivenByEngine !== true &&
        !steps.some(({ weight }) => weight === plan.until)) {
        const weights = steps.map(({ weight }) => (0,lib/* formatPercent */.l9)(weight)).join(", ");
        problems.push(`there is no step of ${(0,lib/* formatPercent */.l9)(plan.until)} to stop at; the steps are ${weights}`);
    }
    const names = plan.triggers.map((trigger) => trigger.name);
    for (const name of new Set(names.filter((name, index) => names.indexOf(name) !== index))) {
        problems.push(`two triggers are named "${name}"`);
    }
    return problems;
}
/**
 * The triggers that would stay unknown for ever, so that a plan can be refused before anything moves: one sentence each.
 * `checks`: whether any check looks at the candidate; `counts`: whether anybody counts its requests.
 */
function triggersNeverKnown(plan, sources) {
    const cannotCompare = plan.steps.some(({ weight, bakeMs }) => weight === 100 && bakeMs > 0) && !plan.steps.some(isComparing);
    return plan.triggers.flatMap(({ name, condition }) => {
        if (condition.kind === "consecutive") {
            return sources.checks ? [] : [`"${name}" counts failed checks, but there are no checks`];
        }
        if (!sources.counts)
            return [`"${name}" needs request counts, but nobody counts requests on this target`];
        return condition.kind === "baseline" && cannotCompare
            ? [`"${name}" compares with stable, but no step below 100 % has a bake to compare in`]
            : [];
    });
}
function isMultiple(weight, grain) {
    const ratio = weight / grain;
    return Math.abs(ratio - Math.round(ratio)) < 1e-9;
}

;// CONCATENATED MODULE: ./packages/rollout/lib/verdicts.js

/** A verdict from its parts. */
function verdict(outcome, reason, sentence, evidence = []) {
    return { outcome, reason, sentence, evidence };
}
/** The verdict of a rollout that gave the candidate all traffic; what it went without makes it inconclusive. */
function promoted(plan, progress) {
    const version = plan.candidate.version;
    const { gaps, evidence } = progress;
    return gaps.length > 0
        ? verdict("inconclusive", "promoted_without_evidence", `${version} is live, but ${gaps.join("; ")}`, evidence)
        : verdict("pass", "promoted", `${version} is live`, evidence);
}
/** The verdict when the wanted release already has all traffic and nothing was done. */
function alreadyStable(stable) {
    const { version } = stable.release;
    return stable.ready
        ? verdict("pass", "already_stable", `${version} already has all traffic`)
        : verdict("fail", "stable_not_ready", `${version} already has all traffic, but is not ready${because(stable)}`);
}
/** The abort an earlier attempt of this run had begun. */
function earlierAbort(intent) {
    const reason = intent.reason ?? "aborted_earlier";
    const says = intent.sentence ?? "an earlier attempt of this rollout was aborting it";
    const outcome = isInconclusive(reason) ? "inconclusive" : "fail";
    return verdict(outcome, reason, says);
}
/** Whether a reason code says nothing about the candidate itself. */
function isInconclusive(reason) {
    const silent = [
        "cancelled",
        "superseded",
        "taken_back",
        "stable_changed",
        "weight_changed",
        "weight_not_held",
        "promotion_not_held",
    ];
    return silent.includes(reason) || reason.startsWith("inconclusive_");
}
/** The verdict of a rollout that a person or the runner stopped. */
function cancelled(plan) {
    return verdict("inconclusive", "cancelled", `the rollout of ${plan.candidate.version} was cancelled`);
}
/** The verdict when another rollout took this one's place. */
function supersededBy(plan, other) {
    return verdict("inconclusive", "superseded", `${other} is rolling out now instead of ${plan.candidate.version}`);
}
/** The verdict on a candidate that cannot serve. */
function notReady(candidate, weight) {
    const found = candidate.detail ?? "not ready";
    const sentence = `${candidate.release.version} is not ready at ${(0,lib/* formatPercent */.l9)(weight)}${because(candidate)}`;
    return verdict("fail", "candidate_not_ready", sentence, [
        {
            name: "readiness",
            outcome: "fail",
            reason: "candidate_not_ready",
            required: "ready",
            found,
            advice: "Read the candidate's log",
            sources: candidate.url === undefined ? [] : [candidate.url],
        },
    ]);
}
/** The verdict on a candidate whose fault waiting does not mend. */
function failedForGood(candidate, weight) {
    const failure = candidate.failure ?? { reason: "candidate_not_ready", text: "", lines: [] };
    const sentence = `${candidate.release.version} cannot run at ${(0,lib/* formatPercent */.l9)(weight)}: ${failure.text}`;
    return verdict("fail", failure.reason, sentence, [
        {
            name: "readiness",
            outcome: "fail",
            reason: failure.reason,
            required: "ready",
            found: [failure.text, ...failure.lines].join("\n"),
            advice: "Read the events and the log of the candidate",
            sources: candidate.url === undefined ? [] : [candidate.url],
        },
    ]);
}
/** Reason of a run that ends at its step after it went on without some evidence: the policy lets it, the record has to know. */
const WITHOUT_EVIDENCE = "paused_without_evidence";
/** The verdict of a run that ends at its step on purpose. */
function pausedAt(plan, weight, bakeMs, gaps) {
    const bake = bakeMs > 0 ? `, to bake for ${(0,lib/* formatDuration */.a3)(bakeMs)}` : "";
    const sentence = `${plan.candidate.version} holds ${(0,lib/* formatPercent */.l9)(weight)}${bake}: a later run goes on from here`;
    return gaps.length === 0
        ? verdict("pass", "paused", sentence)
        : verdict("pass", WITHOUT_EVIDENCE, `${sentence}, but ${gaps.join("; ")}`);
}
/** The verdict on a candidate that was running and is not there any more. */
function gone(plan) {
    return verdict("fail", "candidate_gone", `${plan.candidate.version} was running and is gone: it crashed for good, or somebody removed it`);
}
/** The verdict when a change of the platform did not take, however often it was made. */
function notHeld(reason, what, tries) {
    return verdict("inconclusive", reason, `${what}, after ${(0,lib/* plural */.LS)(tries, "try", "tries")}`);
}
function because(release) {
    return release.detail === undefined || release.detail === "" ? "" : `: ${release.detail}`;
}

;// CONCATENATED MODULE: ./packages/rollout/lib/begin.js




/**
 * The state of a rollout that starts or goes on after a restart, made from what the platform shows and, when there is
 * one, from the phase the ledger holds for it. Throws `config` for a plan that cannot be followed.
 */
function beginRollout(plan, observation, intent) {
    const problems = planProblems(plan);
    if (problems.length > 0) {
        throw new lib/* ActionError */.lZ("config", `The rollout cannot be followed: ${problems.join("; ")}`, {
            hint: "Correct the steps and triggers of the rollout in the policy file.",
        });
    }
    const { stable, candidate, candidateWeight } = observation.traffic;
    const wanted = plan.candidate.version;
    const stableIsOurs = stable?.release.version === wanted;
    const candidateIsOurs = candidate?.release.version === wanted;
    const isContinued = intent?.pausedAt !== undefined;
    const progress = {
        stepIndex: 0,
        stepStartedAt: observation.at,
        firstDeploy: stable === null,
        stableVersion: stable?.release.version ?? null,
        supersedes: candidate !== null && !candidateIsOurs && !isContinued ? candidate.release.version : null,
        // What was left at a step on purpose and is gone since then is not begun again from nothing.
        started: candidateIsOurs || isContinued,
        attempts: 0,
        runStartedAt: observation.at,
        // A run leaves its rollout at 100 % only behind the gate of the analysis, or says that it went on without.
        isCertified: isContinued && candidateWeight === 100 && intent.hasGaps !== true,
        judgedSteps: 0,
        gaps: [],
        evidence: [],
    };
    if (intent?.phase === "aborting")
        return { ...progress, phase: "aborting", abort: earlierAbort(intent) };
    if (candidate === null && stable !== null && stableIsOurs) {
        // A record of this rollout that is on its way can only have come here by its own promotion.
        return intent === undefined || intent.phase === "started"
            ? { ...progress, phase: "done", outcome: "already_stable", verdict: alreadyStable(stable) }
            : { ...progress, phase: "done", outcome: "promoted", verdict: promoted(plan, progress) };
    }
    if (!candidateIsOurs || stable === null)
        return { ...progress, phase: "starting" };
    // Old and new name are the same release: the promotion is half done, and finishing it moves no user to other code.
    if (stableIsOurs)
        return { ...progress, phase: "promoting" };
    if (intent?.phase === "promoting" && candidateWeight === 100) {
        return { ...progress, phase: "promoting", stepIndex: plan.steps.length - 1 };
    }
    const exact = stepAtWeight(plan, candidateWeight);
    if (exact < 0)
        return { ...progress, phase: "starting", stepIndex: stepBelow(plan, candidateWeight) };
    if (intent?.pausedAt !== undefined) {
        return { ...progress, phase: "baking", stepIndex: exact, stepStartedAt: intent.pausedAt };
    }
    // The run before may have died while the candidate was starting: nobody has judged that it cannot.
    return { ...progress, phase: candidate.ready ? "baking" : "starting", stepIndex: exact };
}

;// CONCATENATED MODULE: ./packages/rollout/lib/analysis-gate.js

/**
 * What the analysis asks of the step the rollout is at. The last one in which stable has traffic too is only left with a
 * pass; the others are left as their triggers say, unless the analysis gets no counts at all.
 */
function analysisAtStep(plan, state, observation) {
    const step = currentStep(plan, state);
    const own = { bakeMs: step.bakeMs, missing: undefined, waitsUntil: 0, isCertified: state.isCertified };
    if (plan.analysis === undefined || state.firstDeploy || step.weight === 0)
        return own;
    const { minBakeMs, earlyPromotion } = plan.analysis;
    const hasPassed = observation.analysis?.outcome === "pass";
    const isAmple = hasPassed || state.isCertified;
    const bakeMs = isAmple && earlyPromotion ? Math.min(step.bakeMs, minBakeMs) : step.bakeMs;
    if (step.weight === 100)
        return { ...own, bakeMs };
    const isGate = (stepsOf(plan, state)[state.stepIndex + 1]?.weight ?? 100) === 100;
    const needed = isGate ? !hasPassed : step.bakeMs > 0 && isBlind(observation);
    // A run that goes on with an earlier one's rollout has counted nothing yet, however long the step has been held.
    const waitsUntil = Math.max(state.stepStartedAt, state.runStartedAt) + step.bakeMs + plan.graceMs;
    return {
        bakeMs,
        missing: needed ? whatIsMissing(observation) : undefined,
        waitsUntil,
        isCertified: isGate ? hasPassed : state.isCertified,
    };
}
/** What is said of a candidate that got all traffic although no analysis has passed it; empty when one has. */
function neverCertified(plan, state, { analysis }) {
    const isFine = plan.analysis === undefined || state.firstDeploy || state.isCertified || analysis?.outcome === "pass";
    if (isFine || state.gaps.length > 0)
        return [];
    return [`the analysis has not passed it: ${analysis?.sentence ?? NOTHING_COUNTED}`];
}
const NOTHING_COUNTED = "nothing was counted of both releases at the same time";
function isBlind({ analysis }) {
    return analysis === undefined || (analysis.outcome !== "pass" && analysis.isBlind);
}
function whatIsMissing({ analysis }) {
    return {
        name: "analysis",
        reason: analysis?.reason ?? "no_counts",
        text: analysis?.sentence ?? NOTHING_COUNTED,
    };
}

;// CONCATENATED MODULE: ./packages/rollout/lib/decisions.js

/** The end: nothing more to do, and saying so again changes nothing. */
function finish(state, observation, outcome, verdict) {
    const live = outcome === "aborted" ? 0 : 100;
    const weight = observation.traffic.candidate === null ? live : observation.traffic.candidateWeight;
    return {
        state: { ...state, phase: "done", outcome, verdict },
        act: { kind: "finished", outcome, verdict },
        intent: undefined,
        line: { weight, text: `${outcome.replace("_", " ")}: ${whatCame(state, observation, outcome, verdict)}` },
    };
}
/** Why it ended; after an abort, whose reason stands in the line before, where the traffic is now. */
function whatCame(state, { traffic }, outcome, verdict) {
    if (outcome !== "aborted" || state.phase !== "aborting" || state.attempts === 0)
        return verdict.sentence;
    const { stable } = traffic;
    return stable === null ? "no release serves" : `all traffic is on ${stable.release.version}`;
}
/** The end of this run with the traffic as it is: a later run goes on from here. */
function pause(state, observation, verdict) {
    return {
        state: { ...state, phase: "done", outcome: "paused", verdict },
        act: { kind: "finished", outcome: "paused", verdict },
        intent: undefined,
        line: { weight: observation.traffic.candidateWeight, text: verdict.sentence },
    };
}
/** One more try to give the candidate up; the abort stays in the state whatever happens to the try. */
function beginAbort(state, verdict) {
    return {
        state: { ...state, phase: "aborting", abort: verdict, attempts: state.attempts + 1 },
        act: { kind: "abort", verdict },
        intent: { phase: "aborting", reason: verdict.reason, sentence: verdict.sentence },
        line: { weight: 0, text: `aborts: ${verdict.sentence}` },
    };
}
/** One more try to give the step its weight. */
function setWeight(state, weight, text) {
    return {
        state: { ...state, phase: "starting", attempts: state.attempts + 1 },
        act: { kind: "set-weight", weight },
        intent: { phase: state.stepIndex === 0 ? "started" : "baking" },
        line: { weight, text },
    };
}
/** Wait; `total` is the whole wait where there is a planned one, for `3m12s of 5m left`. */
function hold(state, observation, untilMs, waitingFor, totalMs) {
    const left = (0,lib/* formatDuration */.a3)(Math.max(0, untilMs - observation.at));
    const rest = totalMs === undefined
        ? `at most ${left} for ${waitingFor}`
        : `${left} of ${(0,lib/* formatDuration */.a3)(totalMs)} left`;
    return {
        state,
        act: { kind: "hold", untilMs, waitingFor },
        intent: { phase: state.phase === "starting" && state.stepIndex === 0 ? "started" : "baking" },
        line: { weight: observation.traffic.candidateWeight, text: `hold, ${rest}` },
    };
}

;// CONCATENATED MODULE: ./packages/rollout/lib/decide-abort.js


/** How often an abort that does not take is asked for before a person has to look. */
const MAX_ABORTS = 5;
/** Asks for the abort until no candidate of this rollout is seen. */
function goOnAborting(plan, state, abort, observation) {
    const { candidate, stable } = observation.traffic;
    const wanted = plan.candidate.version;
    if (candidate === null && stable?.release.version === wanted) {
        const sentence = `${abort.sentence}; the promotion had taken effect before the abort: ${wanted} is live`;
        return finish(state, observation, "promoted", { ...abort, sentence });
    }
    const isOurs = candidate?.release.version === wanted || candidate?.release.version === state.supersedes;
    if (candidate === null || !isOurs)
        return finish(state, observation, "aborted", abort);
    if (state.attempts >= MAX_ABORTS) {
        throw new lib/* ActionError */.lZ("remote", `The platform still runs ${candidate.release.version} at ${(0,lib/* formatPercent */.l9)(observation.traffic.candidateWeight)} after ${MAX_ABORTS} aborts`, {
            hint: "Take the candidate's traffic away by hand, then run the deployment again: it goes on aborting.",
        });
    }
    return beginAbort(state, abort);
}
/** Aborts what there is to abort; with no candidate of this rollout the abort is over at once. */
function abortOrEnd(plan, state, observation, why) {
    return goOnAborting(plan, { ...state, phase: "aborting", abort: why, attempts: 0 }, why, observation);
}

// EXTERNAL MODULE: ./packages/conditions/lib/index.js + 12 modules
var conditions_lib = __webpack_require__(16780);
;// CONCATENATED MODULE: ./packages/rollout/lib/judge-step.js



/** Judges what was seen of a step: triggers that fire, what is still unknown, and the evidence for both. */
function judgeStep(plan, step, observation, isFirstDeploy) {
    const evidence = [];
    const missing = [];
    let firing;
    let known = 0;
    for (const trigger of plan.triggers) {
        if (!isApplicable(trigger.condition, plan, step, observation, isFirstDeploy))
            continue;
        const measured = measuredOf(trigger, plan, observation);
        const holds = (0,conditions_lib/* evaluate */._3)(trigger.condition, measured);
        if (holds.holds === "unknown") {
            evidence.push(triggerEvidence(trigger, "inconclusive", holds.reason, holds.text));
            missing.push({ name: trigger.name, reason: holds.reason, text: holds.text });
            continue;
        }
        known += 1;
        const reason = reasonOf(trigger.condition);
        evidence.push(triggerEvidence(trigger, holds.holds ? "fail" : "pass", holds.holds ? reason : "below_limit", measured.text));
        if (holds.holds && firing === undefined) {
            firing = { outcome: "fail", reason, sentence: `${trigger.name}: ${measured.text}`, evidence: [] };
        }
    }
    const { checks } = observation;
    if (checks !== undefined) {
        evidence.push(...checks.evidence);
        if (checks.outcome === "inconclusive") {
            missing.push({ name: "checks", reason: checks.reason, text: checks.sentence });
        }
    }
    const failingChecks = checks?.outcome === "fail"
        ? { outcome: "fail", reason: "check_failed_critical", sentence: checks.sentence, evidence }
        : undefined;
    const { analysis } = observation;
    if (analysis !== undefined && step.weight > 0)
        evidence.push(...analysis.evidence);
    const regressed = analysis?.outcome === "fail" && !isFirstDeploy ? analysis : undefined;
    // Without a trigger that counts failures in a row nobody said that one failure may pass.
    const tolerant = plan.triggers.some((trigger) => trigger.condition.kind === "consecutive");
    const first = firing ?? observation.critical ?? regressed ?? (tolerant ? undefined : failingChecks);
    return {
        firing: first === undefined
            ? undefined
            : { outcome: first.outcome, reason: first.reason, sentence: first.sentence, evidence },
        failingChecks,
        missing,
        evidence,
        known,
    };
}
/** At 0 % no traffic is expected; a first deploy has nothing to compare with, and 100 % no longer has. */
function isApplicable(condition, plan, step, observation, isFirstDeploy) {
    if (condition.kind === "consecutive")
        return step.weight > 0 || observation.checks !== undefined;
    if (condition.kind === "baseline" && (isFirstDeploy || isPastComparing(plan, step)))
        return false;
    return step.weight > 0;
}
/** At 100 % stable gets no request. What was compared in an earlier step stands; else the answer stays unknown. */
function isPastComparing(plan, step) {
    return step.weight === 100 && plan.steps.some(isComparing);
}
function measuredOf(trigger, plan, observation) {
    const { condition } = trigger;
    if (condition.kind === "consecutive") {
        if (observation.checks === undefined && observation.consecutiveFailures === 0) {
            return { known: false, reason: "no_checks", text: "there are no checks that could fail" };
        }
        const value = observation.consecutiveFailures;
        return { known: true, value, unit: "count", text: `${(0,lib/* plural */.LS)(value, "failed look")} in a row` };
    }
    if (needsRequests(condition)) {
        const few = tooFewRequests(plan.minRequests, observation.candidateRequests);
        if (few !== undefined)
            return few;
    }
    return (observation.measured[trigger.name] ?? {
        known: false,
        reason: "not_measured",
        text: `nobody measured ${trigger.name}`,
    });
}
/** Rates and latencies mean nothing on a handful of requests; counts and sizes do. */
function needsRequests(condition) {
    switch (condition.kind) {
        case "baseline":
        case "pass-rate":
            return true;
        case "threshold":
            return condition.unit === "percent" || condition.unit === "ms";
        case "consecutive":
        case "no-findings":
            return false;
        default:
            return (0,lib/* assertNever */.xb)(condition);
    }
}
function tooFewRequests(minRequests, requests) {
    if (minRequests <= 0)
        return undefined;
    if (requests === undefined) {
        return { known: false, reason: "requests_unknown", text: "nobody counts the candidate's requests" };
    }
    if (requests >= minRequests)
        return undefined;
    const rest = minRequests - requests;
    return {
        known: false,
        reason: requests === 0 ? "zero_requests" : "too_few_requests",
        text: `waits for ${(0,lib/* formatCount */.B4)(rest)}${requests === 0 ? "" : " more"} ${rest === 1 ? "request" : "requests"}`,
    };
}
function reasonOf(condition) {
    if (condition.kind === "consecutive")
        return "consecutive_failures";
    if (condition.kind === "threshold" || condition.kind === "baseline") {
        if (condition.subject === "error-rate")
            return "error_rate";
        if (condition.subject === "latency" || condition.percentile !== undefined)
            return "latency";
        if (condition.subject !== undefined)
            return condition.subject.toLowerCase().replace(/[^a-z0-9]+/g, "_");
        if (condition.kind === "threshold" && condition.unit === "ms")
            return "latency";
        if (condition.kind === "threshold" && condition.unit === "percent")
            return "error_rate";
    }
    return "trigger_fired";
}
function triggerEvidence(trigger, outcome, reason, found) {
    return {
        name: trigger.name,
        outcome,
        reason,
        required: `not ${trigger.condition.text}`,
        found,
        advice: adviceFor(outcome),
        sources: [],
    };
}
function adviceFor(outcome) {
    switch (outcome) {
        case "pass":
            return "";
        case "fail":
            return "Compare the logs of candidate and stable over this step";
        case "inconclusive":
            return "Bake longer, or give the candidate more traffic";
        default:
            return (0,lib/* assertNever */.xb)(outcome);
    }
}

;// CONCATENATED MODULE: ./packages/rollout/lib/decide-engine.js





/**
 * One look at a rollout that an engine of the platform drives: nothing is moved here but back. It ends when the engine has
 * promoted or given up, when a trigger fires, at once after the start when `until` says so, and without an answer when the
 * engine waits for a person longer than the grace: the engine holds the traffic without a runner.
 */
function decideEngine(plan, state, observation, candidate) {
    const { at, traffic } = observation;
    const weight = traffic.candidateWeight;
    const { engine } = traffic;
    const version = plan.candidate.version;
    if (engine === undefined || engine.phase === "idle") {
        if (state.attempts > 0 && at < state.stepStartedAt + plan.graceMs) {
            return holdFor(state, observation, "the engine to begin");
        }
        if (state.attempts === 0)
            return setWeight(state, 0, `starts ${version}`);
        const sentence = `no engine has begun with ${version} after ${(0,lib/* formatDuration */.a3)(at - state.stepStartedAt)}`;
        return abortOrEnd(plan, state, observation, verdict("inconclusive", "engine_idle", sentence));
    }
    if (engine.phase === "failed") {
        const outcome = engine.inconclusive ? "inconclusive" : "fail";
        const sentence = `the engine gave ${version} up at ${(0,lib/* formatPercent */.l9)(weight)}: ${engine.message}`;
        return abortOrEnd(plan, state, observation, verdict(outcome, "engine_aborted", sentence));
    }
    if (weight > 0 && candidate.ready) {
        const { firing } = judgeStep(plan, { weight, bakeMs: 1 }, observation, state.firstDeploy);
        if (firing !== undefined)
            return abortOrEnd(plan, state, observation, firing);
    }
    if (plan.until !== undefined) {
        const sentence = `the engine goes on with ${version} from ${(0,lib/* formatPercent */.l9)(weight)}: ${engine.message}`;
        return pause(state, observation, verdict("pass", "paused", sentence));
    }
    if (engine.phase === "running") {
        // The time the engine waits for a person counts from its last own move.
        return holdFor({ ...state, phase: "baking", stepStartedAt: at, attempts: 1 }, observation, engine.message);
    }
    if (at < state.stepStartedAt + plan.graceMs)
        return holdFor(state, observation, engine.message);
    const sentence = `the engine waits at ${(0,lib/* formatPercent */.l9)(weight)} for somebody to go on: ${engine.message}`;
    return pause(state, observation, verdict("inconclusive", "engine_waits", sentence));
}
function holdFor(state, { at, traffic }, what) {
    return {
        state,
        act: { kind: "hold", untilMs: at + HOUR_MS, waitingFor: what },
        intent: { phase: "baking" },
        line: { weight: traffic.candidateWeight, text: `hold, ${what}` },
    };
}
/** The engine has deadlines of its own; the loop looks again after its interval anyway. */
const HOUR_MS = 3_600_000;

;// CONCATENATED MODULE: ./packages/rollout/lib/decide-bake.js






/** One look at a step whose weight holds and whose candidate is ready: abort, hold, or go on. */
function decideBake(plan, state, observation) {
    const step = currentStep(plan, state);
    const judgement = judgeStep(plan, step, observation, state.firstDeploy);
    if (judgement.firing !== undefined)
        return beginAbort({ ...state, attempts: 0 }, judgement.firing);
    if (plan.until !== undefined && step.weight >= plan.until) {
        return pause(state, observation, pausedAt(plan, step.weight, step.bakeMs, state.gaps));
    }
    const analysis = analysisAtStep(plan, state, observation);
    const bakedAt = state.stepStartedAt + analysis.bakeMs;
    if (observation.at < bakedAt) {
        const also = judgement.missing.map((item) => item.text);
        return hold(state, observation, bakedAt, ["the bake", ...also].join("; "), analysis.bakeMs);
    }
    // Nothing can be counted in no time: a step without a bake asks for readiness and checks only.
    const ofStep = step.bakeMs > 0 ? judgement.missing : judgement.missing.filter((item) => item.name === "checks");
    const missing = analysis.missing === undefined ? ofStep : [...ofStep, analysis.missing];
    const { failingChecks } = judgement;
    if (missing.length === 0 && failingChecks === undefined) {
        const isJudged = step.bakeMs > 0 && judgement.known > 0;
        const onward = passed({ ...state, isCertified: analysis.isCertified }, judgement, isJudged, []);
        return goOn(plan, onward, observation, quietly(plan, step, state, observation));
    }
    const deadline = deadlineOf(plan, step, state, analysis);
    if (observation.at < deadline) {
        const waits = missing.map((item) => `${item.name}: ${item.text}`);
        if (failingChecks !== undefined)
            waits.unshift(`checks to pass: ${failingChecks.sentence}`);
        return hold(state, observation, deadline, [...new Set(waits)].join("; "));
    }
    if (failingChecks !== undefined)
        return beginAbort({ ...state, attempts: 0 }, failingChecks);
    const waited = (0,lib/* formatDuration */.a3)(observation.at - state.stepStartedAt);
    const why = missing.map((item) => `${item.name} (${item.text})`).join(", ");
    const sentence = `still unknown at ${(0,lib/* formatPercent */.l9)(step.weight)} after ${waited}: ${why}`;
    const reason = missing[0]?.reason;
    switch (plan.onInconclusive) {
        case "abort":
            return beginAbort({ ...state, attempts: 0 }, inconclusive(reason, sentence, judgement));
        case "promote":
            return goOn(plan, passed(state, judgement, false, [sentence]), observation, sentence);
        case "pause": {
            const left = `${sentence}; ${plan.candidate.version} stays there, and a later run goes on`;
            return pause(state, observation, inconclusive(reason, left, judgement));
        }
        default:
            return (0,lib/* assertNever */.xb)(plan.onInconclusive);
    }
}
function deadlineOf(plan, step, state, analysis) {
    const ofStep = state.stepStartedAt + step.bakeMs + plan.graceMs;
    return analysis.missing === undefined ? ofStep : Math.max(ofStep, analysis.waitsUntil);
}
function inconclusive(reason, sentence, judgement) {
    return {
        outcome: "inconclusive",
        reason: `inconclusive_${reason ?? "unknown"}`,
        sentence,
        evidence: judgement.evidence,
    };
}
function passed(state, judgement, isJudged, gaps) {
    return {
        ...state,
        attempts: 0,
        judgedSteps: state.judgedSteps + (isJudged ? 1 : 0),
        gaps: [...state.gaps, ...gaps],
        evidence: isJudged || state.judgedSteps === 0 ? judgement.evidence : state.evidence,
    };
}
/** To the next step, or to the promotion after the last. */
function goOn(plan, state, observation, why) {
    const steps = stepsOf(plan, state);
    const from = currentStep(plan, state);
    const next = steps[state.stepIndex + 1];
    if (next === undefined) {
        return {
            state: {
                ...state,
                phase: "promoting",
                attempts: 1,
                gaps: [...state.gaps, ...neverJudged(plan, state), ...neverCertified(plan, state, observation)],
            },
            act: { kind: "promote" },
            intent: { phase: "promoting" },
            line: { weight: 100, text: `makes ${plan.candidate.version} stable: ${why}` },
        };
    }
    return {
        state: {
            ...state,
            phase: "starting",
            stepIndex: state.stepIndex + 1,
            stepStartedAt: observation.at,
            attempts: 1,
        },
        act: { kind: "set-weight", weight: next.weight },
        intent: { phase: "baking" },
        line: { weight: next.weight, text: `promoted from ${(0,lib/* formatPercent */.l9)(from.weight)}: ${why}` },
    };
}
/** A plan with triggers that no step had the time to judge: a pass would claim what nobody looked at. */
function neverJudged(plan, state) {
    if (state.firstDeploy || state.judgedSteps > 0 || state.gaps.length > 0 || plan.triggers.length === 0)
        return [];
    return [`no step was held long enough to judge ${plan.triggers.map((trigger) => trigger.name).join(", ")}`];
}
function quietly(plan, step, state, observation) {
    const { analysis } = observation;
    if (plan.analysis !== undefined && analysis?.outcome === "pass" && step.weight < 100)
        return `passed by the analysis: ${analysis.sentence}`;
    if (step.bakeMs === 0)
        return "ready, no bake asked for";
    const held = (0,lib/* formatDuration */.a3)(observation.at - state.stepStartedAt);
    const { candidateRequests } = observation;
    const requests = candidateRequests === undefined || step.weight === 0
        ? ""
        : `, ${(0,lib/* formatCount */.B4)(candidateRequests)} ${candidateRequests === 1 ? "request" : "requests"}`;
    return `no trigger in ${held}${requests}`;
}

;// CONCATENATED MODULE: ./packages/rollout/lib/decide-phase.js







/** How often a change that does not take is made before the rollout gives it up. */
const MAX_TRIES = 3;
/** The candidate runs, and its step's weight is not seen yet: wait for it to be ready, then give the weight. */
function decideStarting(plan, state, observation, candidate) {
    const { at, traffic } = observation;
    const weight = traffic.candidateWeight;
    const step = currentStep(plan, state);
    if (!candidate.ready) {
        const deadline = state.stepStartedAt + (plan.readyTimeoutMs ?? plan.graceMs);
        const mayStillStart = state.stepIndex === 0 && (weight === 0 || state.firstDeploy);
        if (!mayStillStart || (at >= deadline && state.attempts > 0))
            return abortOrEnd(plan, state, observation, notReady(candidate, weight));
        // What an earlier attempt left behind may have failed for good; asking for it again is what starts it again.
        if (state.attempts === 0)
            return setWeight(state, 0, `starts ${plan.candidate.version} again`);
        return hold(state, observation, deadline, "the candidate to be ready");
    }
    if (weight > 0) {
        const { firing } = judgeStep(plan, { ...step, weight }, observation, state.firstDeploy);
        if (firing !== undefined)
            return abortOrEnd(plan, state, observation, firing);
    }
    if (weight === step.weight || state.firstDeploy) {
        return decideBake(plan, { ...state, phase: "baking", stepStartedAt: at, attempts: 0 }, observation);
    }
    if (state.attempts >= MAX_TRIES) {
        const what = `the platform gives the candidate ${(0,lib/* formatPercent */.l9)(weight)} instead of ${(0,lib/* formatPercent */.l9)(step.weight)}`;
        return abortOrEnd(plan, state, observation, notHeld("weight_not_held", what, state.attempts));
    }
    const text = weight > step.weight ? `back from ${(0,lib/* formatPercent */.l9)(weight)} to the step below` : "starts the step";
    return setWeight(state, step.weight, text);
}
/** The step's weight was seen: it has to stay, and so has the candidate. */
function decideBaking(plan, state, observation, candidate) {
    const weight = observation.traffic.candidateWeight;
    const step = currentStep(plan, state);
    if (!candidate.ready)
        return abortOrEnd(plan, state, observation, notReady(candidate, weight));
    if (weight !== step.weight && !state.firstDeploy) {
        // Whoever took traffic away had a reason, and whoever added some did not ask for evidence.
        const sentence = `somebody else changed the candidate's traffic from ${(0,lib/* formatPercent */.l9)(step.weight)} to ${(0,lib/* formatPercent */.l9)(weight)}`;
        return abortOrEnd(plan, state, observation, verdict("inconclusive", "weight_changed", sentence));
    }
    return decideBake(plan, state, observation);
}
/** All steps are through: promote until the candidate is stable, unless the last traffic says otherwise. */
function decidePromoting(plan, state, observation, candidate) {
    const { stable, candidateWeight } = observation.traffic;
    if (!candidate.ready)
        return abortOrEnd(plan, state, observation, notReady(candidate, candidateWeight));
    const isHalfPromoted = stable?.release.version === plan.candidate.version;
    if (!isHalfPromoted && !state.firstDeploy) {
        if (candidateWeight !== 100) {
            const sentence = `somebody else changed the candidate's traffic from 100 % to ${(0,lib/* formatPercent */.l9)(candidateWeight)} during the promotion`;
            return abortOrEnd(plan, state, observation, verdict("inconclusive", "weight_changed", sentence));
        }
        const step = { weight: candidateWeight, bakeMs: 0 };
        const { firing } = judgeStep(plan, step, observation, state.firstDeploy);
        if (firing !== undefined)
            return abortOrEnd(plan, state, observation, firing);
    }
    if (state.attempts >= MAX_TRIES) {
        const what = `the platform does not make ${plan.candidate.version} stable`;
        return abortOrEnd(plan, state, observation, notHeld("promotion_not_held", what, state.attempts));
    }
    return {
        state: { ...state, attempts: state.attempts + 1 },
        act: { kind: "promote" },
        intent: { phase: "promoting" },
        line: { weight: 100, text: `makes ${plan.candidate.version} stable` },
    };
}

;// CONCATENATED MODULE: ./packages/rollout/lib/decide.js







/**
 * The next thing to do, from what is planned, what was going on and what is seen now. Level-triggered: only the
 * observation says where the traffic is; the state adds what cannot be seen (when the step began, that an abort began).
 *
 * Throws `conflict` when no act is safe (stable is gone, another candidate cannot be removed) and `remote` when the
 * platform does not carry out an abort. Nothing must be changed after such an error; a new run goes on from what it sees.
 */
function decide(plan, state, observation) {
    if (state.phase === "done")
        return finish(state, observation, state.outcome, state.verdict);
    refuseWithoutStable(plan, state, observation.traffic);
    if (state.phase === "aborting")
        return goOnAborting(plan, state, state.abort, observation);
    const { candidate, stable } = observation.traffic;
    const wanted = plan.candidate.version;
    if (candidate === null && stable?.release.version === wanted)
        return seenStable(plan, state, observation, stable);
    if (observation.cancelled)
        return abortOrEnd(plan, state, observation, cancelled(plan));
    if (candidate !== null && candidate.release.version !== wanted) {
        return meetForeign(plan, state, observation, candidate);
    }
    const stableVersion = stable?.release.version ?? null;
    if (stableVersion !== state.stableVersion && stableVersion !== wanted) {
        const was = state.stableVersion ?? "nothing";
        const sentence = `stable was ${was} when the rollout of ${wanted} began and is ${stableVersion ?? "nothing"} now: somebody else deployed`;
        return abortOrEnd(plan, state, observation, verdict("inconclusive", "stable_changed", sentence));
    }
    if (candidate === null)
        return meetNoCandidate(plan, state, observation);
    const seen = state.started
        ? state
        : { ...state, started: true, stepStartedAt: observation.at, attempts: 1 };
    if (candidate.failure !== undefined && !isLeftover(seen)) {
        return abortOrEnd(plan, seen, observation, failedForGood(candidate, observation.traffic.candidateWeight));
    }
    if (plan.drivenByEngine === true)
        return decideEngine(plan, seen, observation, candidate);
    if (seen.phase === "promoting")
        return decidePromoting(plan, seen, observation, candidate);
    return seen.phase === "baking"
        ? decideBaking(plan, seen, observation, candidate)
        : decideStarting(plan, seen, observation, candidate);
}
/** What an earlier attempt left behind is asked to start once more before it is given up. */
function isLeftover(state) {
    return state.phase === "starting" && state.stepIndex === 0 && state.attempts === 0;
}
/** While a candidate runs, stable must be there to go back to; without it neither end is safe to choose for a machine. */
function refuseWithoutStable(plan, state, traffic) {
    if (traffic.stable !== null || state.firstDeploy)
        return;
    const was = state.stableVersion ?? "the stable release";
    const share = traffic.candidate === null
        ? "no release is running"
        : `${traffic.candidate.release.version} has ${(0,lib/* formatPercent */.l9)(traffic.candidateWeight)} of the traffic`;
    throw new lib/* ActionError */.lZ("conflict", `${was} was stable and is gone while ${plan.candidate.version} rolls out; ${share}`, {
        hint: `Nothing was changed. Bring ${was} back with the rollback action, or run the deployment again: without a stable release it makes ${plan.candidate.version} stable as soon as it is ready.`,
    });
}
/** All traffic is on the wanted release: the end, however it came about. */
function seenStable(plan, state, observation, stable) {
    if (!state.started)
        return finish(state, observation, "already_stable", alreadyStable(stable));
    if (plan.drivenByEngine === true) {
        const gaps = [...state.gaps, ...neverCertified(plan, state, observation)];
        return finish(state, observation, "promoted", promoted(plan, { ...state, gaps }));
    }
    if (state.phase === "promoting")
        return finish(state, observation, "promoted", promoted(plan, state));
    const gap = `somebody else promoted it during step ${state.stepIndex + 1}`;
    const verdictWithGap = promoted(plan, { ...state, gaps: [...state.gaps, gap] });
    return finish(state, observation, "promoted", verdictWithGap);
}
/** A candidate of another version: the one this rollout supersedes goes; one that came later has taken our place. */
function meetForeign(plan, state, observation, foreign) {
    const other = foreign.release.version;
    if (state.started || other !== state.supersedes) {
        return finish(state, observation, "aborted", supersededBy(plan, other));
    }
    if (state.attempts >= MAX_TRIES) {
        throw new lib/* ActionError */.lZ("conflict", `${other} is still the candidate after ${MAX_TRIES} aborts, so ${plan.candidate.version} cannot start`, { hint: "Something starts it again and again. End the other deployment, then run this one again." });
    }
    const sentence = `${other} was rolling out; ${plan.candidate.version} supersedes it`;
    return {
        state: { ...state, attempts: state.attempts + 1 },
        act: { kind: "abort", verdict: verdict("inconclusive", "superseded", sentence) },
        intent: { phase: "started" },
        line: { weight: 0, text: `aborts ${other} first: it is superseded` },
    };
}
function meetNoCandidate(plan, state, observation) {
    if (state.started)
        return finish(state, observation, "aborted", gone(plan));
    // What had to go first is gone; if it comes back, it is somebody else's rollout.
    const attempts = state.supersedes === null ? state.attempts : 0;
    if (attempts >= MAX_TRIES) {
        const what = `${plan.candidate.version} does not start`;
        const why = { ...notHeld("candidate_not_started", what, attempts), outcome: "fail" };
        return finish(state, observation, "aborted", why);
    }
    return setWeight({ ...state, supersedes: null, attempts }, 0, `starts ${plan.candidate.version}`);
}

;// CONCATENATED MODULE: ./packages/rollout/lib/decision-line.js

/**
 * One decision as one line, aligned with its neighbours:
 * `25 %  candidate   312 req  0.3 % bad  p95   41 ms | stable   940 req  0.4 % bad  p95   40 ms | hold, 3m12s of 5m left`.
 * The columns of releases nobody counted are left out.
 */
function formatDecisionLine(parts) {
    const columns = [
        ...(parts.candidate === undefined ? [] : [`candidate ${counts(parts.candidate)}`]),
        ...(parts.stable === undefined ? [] : [`stable ${counts(parts.stable)}`]),
        parts.text,
        ...(parts.evidence === undefined ? [] : [parts.evidence]),
    ];
    return `${(0,lib/* formatPercent */.l9)(parts.weight).padStart(5)}  ${columns.join(" | ")}`;
}
function counts({ requests, badPercent, p95Ms }) {
    const bad = badPercent === undefined ? "n/a" : (0,lib/* formatPercent */.l9)(badPercent);
    const p95 = p95Ms === undefined ? "n/a" : `${(0,lib/* formatCount */.B4)(p95Ms)} ms`;
    return `${(0,lib/* formatCount */.B4)(requests).padStart(6)} req  ${bad.padStart(6)} bad  p95 ${p95.padStart(8)}`;
}

;// CONCATENATED MODULE: ./packages/rollout/lib/index.js









// EXTERNAL MODULE: ./actions/lib/common/checks.js
var common_checks = __webpack_require__(33412);
// EXTERNAL MODULE: ./actions/lib/common/deployment.js
var deployment = __webpack_require__(64190);
// EXTERNAL MODULE: ./actions/lib/common/grace-signal.js
var grace_signal = __webpack_require__(37942);
// EXTERNAL MODULE: ./actions/lib/common/heartbeat.js
var heartbeat = __webpack_require__(78773);
// EXTERNAL MODULE: ./actions/lib/common/ledger.js
var common_ledger = __webpack_require__(66372);
// EXTERNAL MODULE: ./actions/lib/common/snapshot-note.js
var snapshot_note = __webpack_require__(84150);
;// CONCATENATED MODULE: ./actions/lib/canary-deploy/candidate-checks.js

/** No check was asked. */
const NO_LOOK = { checks: undefined, critical: undefined, consecutiveFailures: 0 };
const CRITICAL = "check_failed_critical";
/** Looks at the candidate's checks, and counts for each how often in a row it was unhealthy. */
class CandidateChecks {
    #probesFor;
    #failuresInARow = new Map();
    #aimedAt;
    /** `probesFor` gives the checks as probes of a candidate where it runs now, none when it cannot be asked alone. */
    constructor(probesFor) {
        this.#probesFor = probesFor;
    }
    /** Asks all checks once, at the same time. */
    async look(candidate, signal) {
        if (this.#aimedAt === undefined || this.#aimedAt.url !== candidate.url) {
            this.#aimedAt = { url: candidate.url, probes: this.#probesFor(candidate) };
        }
        const { probes } = this.#aimedAt;
        if (probes.length === 0)
            return NO_LOOK;
        const samples = await Promise.all(probes.map(async (probe) => ({ probe, sample: await probe.run(signal) })));
        const evidence = samples.map(({ probe, sample }) => {
            const before = this.#failuresInARow.get(probe.check) ?? 0;
            // An unknown answer neither adds to a row of failures nor ends it.
            const row = sample.result === "unhealthy" ? before + 1 : sample.result === "healthy" ? 0 : before;
            this.#failuresInARow.set(probe.check, row);
            return {
                name: probe.check,
                outcome: sample.result === "healthy" ? "pass" : sample.result === "unhealthy" ? "fail" : "inconclusive",
                reason: isCriticalCheck(probe) && sample.result === "unhealthy" ? CRITICAL : sample.reason,
                required: "healthy",
                found: sample.detail,
                advice: sample.result === "healthy" ? "" : "Look at the candidate's log.",
                sources: [],
            };
        });
        const critical = evidence.filter(({ outcome }, index) => outcome === "fail" && probes[index]?.critical === true);
        return {
            checks: (0,conditions_lib/* judge */.S4)(evidence, "checks of the candidate"),
            critical: critical.length === 0 ? undefined : (0,conditions_lib/* judge */.S4)(critical, "critical checks of the candidate"),
            consecutiveFailures: Math.max(0, ...this.#failuresInARow.values()),
        };
    }
}
/** An alarm says by itself what it is. */
function isCriticalCheck({ critical, kind }) {
    return critical && kind !== "alarm";
}

// EXTERNAL MODULE: ./actions/lib/canary-deploy/interrupted.js
var interrupted = __webpack_require__(25850);
// EXTERNAL MODULE: ./packages/metrics/lib/index.js + 37 modules
var metrics_lib = __webpack_require__(79735);
// EXTERNAL MODULE: ./actions/lib/canary-deploy/analysis-loop.js
var analysis_loop = __webpack_require__(30895);
;// CONCATENATED MODULE: ./actions/lib/canary-deploy/rollout-keeper.js


const MAX_LOOKS = 1_500;
/** Keeps what a rollout saw and did, for its report. */
class RolloutKeeper {
    #head;
    #steps;
    #limits;
    #startedAt;
    #decisions = [];
    #looks = [];
    #checks = [];
    #stable = null;
    #verdict;
    #expected;
    constructor(head, steps, limits, startedAt) {
        this.#head = head;
        this.#steps = steps;
        this.#limits = limits;
        this.#startedAt = startedAt;
    }
    /** The release that was stable when it began. */
    began(stable) {
        this.#stable = stable;
    }
    expected(expected) {
        this.#expected = expected;
    }
    look(at, weight, counted, verdict, checks) {
        this.#verdict = verdict ?? this.#verdict;
        if (checks !== undefined) {
            this.#checks = checks.evidence.map(({ name, outcome, found }) => ({ name, outcome, text: found }));
        }
        const evidence = verdict?.metrics.map(({ logRegressed, logCertified }) => ({
            regressed: logRegressed,
            certified: logCertified,
        }));
        const look = {
            at,
            weight,
            ...countsOf(counted),
            ...(evidence === undefined ? {} : { evidence, together: verdict?.logRegressed }),
        };
        this.#looks.push({ look, point: verdict === undefined ? undefined : pointOf(at, verdict) });
        if (this.#looks.length > MAX_LOOKS)
            this.#looks = thinned(this.#looks);
    }
    decided(at, weight, text) {
        this.#decisions.push({ at, weight, text });
    }
    /** The last word of the analysis. */
    get verdict() {
        return this.#verdict;
    }
    /** What the analysis expected before traffic moved. */
    get expectation() {
        return this.#expected;
    }
    /** The evidence over time. */
    get points() {
        return this.#looks.flatMap(({ point }) => point ?? []);
    }
    /** All of it; without an end the rollout still goes on. */
    history(now, end) {
        const { outcome, reason, sentence } = end?.verdict ?? UNDER_WAY;
        const expected = new Map(this.#expected?.steps.map(({ weight, certifyMs }) => [weight, certifyMs]));
        return {
            ...this.#head,
            stable: this.#stable,
            startedAt: this.#startedAt,
            endedAt: end === undefined ? undefined : now,
            outcome: end?.outcome ?? "running",
            verdict: { outcome, reason, sentence },
            steps: this.#steps.map(({ weight, bakeMs }) => ({ weight, bakeMs, certifyMs: expected.get(weight) })),
            decisions: this.#decisions,
            looks: this.#looks.map(({ look }) => look),
            analysis: this.#analysis(),
            checks: this.#checks,
        };
    }
    #analysis() {
        if (this.#limits === undefined)
            return undefined;
        const metrics = this.#verdict?.metrics ?? [];
        return {
            ...this.#limits,
            metrics: metrics.map(({ name, state, sentence, candidate, stable, ratio }) => ({
                name,
                state,
                sentence,
                candidate,
                stable,
                ...(ratio === undefined ? {} : { ratio }),
            })),
        };
    }
}
const UNDER_WAY = {
    outcome: "inconclusive",
    reason: "under_way",
    sentence: "the run stopped before the rollout came to an end",
};
function countsOf(counted) {
    if (counted === undefined)
        return {};
    if (counted.kind === "missing")
        return { missing: counted.text };
    return { candidate: historyCounts(counted.candidate), stable: historyCounts(counted.stable) };
}
function historyCounts(counts) {
    if (counts === undefined)
        return undefined;
    const { requests, errors, p50Ms, p95Ms, p99Ms } = (0,metrics_lib/* summarise */.fS)(counts);
    return { requests, errors, p50Ms, p95Ms, p99Ms };
}
function pointOf(at, verdict) {
    const { regressed, certified } = (0,analysis_loop/* evidenceOf */.X1)(verdict);
    return {
        at,
        regressed: regressed / verdict.logAlpha,
        certified: certified === undefined ? undefined : certified / verdict.logBeta,
    };
}
/** Half as many looks: two that follow each other become one, with the counts of both. */
function thinned(looks) {
    const kept = [];
    for (let index = 0; index < looks.length; index += 2) {
        const [first, second] = [looks[index], looks[index + 1]];
        if (first === undefined)
            continue;
        kept.push(second === undefined ? first : merged(first, second));
    }
    return kept;
}
function merged(first, second) {
    const candidate = sum(first.look.candidate, second.look.candidate);
    const stable = sum(first.look.stable, second.look.stable);
    const missing = second.look.missing ?? first.look.missing;
    const look = { ...second.look, candidate, stable, ...(missing === undefined ? {} : { missing }) };
    return { look, point: second.point ?? first.point };
}
/** Percentiles cannot be added: those of the look with more requests stand for both. */
function sum(one, other) {
    if (one === undefined || other === undefined)
        return one ?? other;
    const larger = one.requests > other.requests ? one : other;
    return { ...larger, requests: one.requests + other.requests, errors: one.errors + other.errors };
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/action-kit/lib/index.js + 28 modules
var action_kit_lib = __webpack_require__(71650);
;// CONCATENATED MODULE: ./actions/lib/canary-deploy/rollout-report.js




/**
 * Writes the report of a rollout beside the run's records (in a terminal below `.deploy-actions/`): the page, and the history
 * it shows as JSON. Gives the path of the page; a failure is said and changes nothing.
 */
async function writeReport({ runner, log, secrets }, deploymentId, history) {
    try {
        const { renderRolloutReport } = await __webpack_require__.e(/* import() */ 5394).then(__webpack_require__.bind(__webpack_require__, 95394));
        const name = deploymentId.replace(/[^\w-]/g, "_");
        const folder = runner.mode === "actions"
            ? (0,external_node_path_.join)(runner.temp, "deploy-actions", "reports", name)
            : (0,action_kit_lib/* resolveInWorkspace */.z1)(runner.workspace, (0,external_node_path_.join)(".deploy-actions", "reports", name));
        (0,external_node_fs_.mkdirSync)(folder, { recursive: true });
        const path = (0,external_node_path_.join)(folder, "deploy-report.html");
        (0,external_node_fs_.writeFileSync)(path, secrets.redact(renderRolloutReport(history)));
        (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(folder, "deploy-report.json"), `${secrets.redact(JSON.stringify(history))}\n`);
        return path;
    }
    catch (error) {
        log.warning(`The report of the rollout was not written: ${(0,lib/* errorMessage */.gJ)(error)}`);
        return undefined;
    }
}

// EXTERNAL MODULE: ./actions/lib/canary-deploy/expected-traffic.js
var expected_traffic = __webpack_require__(76590);
;// CONCATENATED MODULE: ./actions/lib/canary-deploy/reading-series.js

/**
 * Readings one after the other as windows that meet: each request is in one of them at most. A reading that fails leaves a
 * hole that the next window spans; counters that began again begin a new window at the next reading.
 */
class ReadingSeries {
    #last;
    /** Added to the times of readings, since a clock was put back. */
    #offsetMs = 0;
    /** How old readings are when they come. */
    #lagMs = 0;
    /** The next reading; `undefined` for one that adds nothing (the first, or one of the same moment). */
    next(reading, now) {
        if (!reading.known)
            return this.#missing(now, reading.reason, reading.text);
        const before = this.#last;
        if (before === undefined) {
            this.#last = { reading, atMs: reading.at };
            this.#lagMs = Math.max(0, now - reading.at);
            return undefined;
        }
        const window = {
            candidate: windowOf(reading, before.reading, "candidate"),
            stable: windowOf(reading, before.reading, "stable"),
        };
        const problem = [window.candidate, window.stable].find((one) => one !== undefined && "reason" in one);
        let atMs = reading.at + this.#offsetMs;
        if (atMs < before.atMs) {
            // Fewer counts at an earlier time: an answer that was overtaken by a later one, which holds all of it already.
            if (problem !== undefined)
                return this.#missing(now, "reading_overtaken", "an older reading came late");
            this.#offsetMs += before.atMs + 1 - atMs;
            atMs = before.atMs + 1;
        }
        if (atMs === before.atMs)
            return undefined;
        this.#last = { reading, atMs };
        this.#lagMs = Math.max(0, now - reading.at);
        if (problem !== undefined && "reason" in problem) {
            return { kind: "missing", atMs, reason: problem.reason, text: problem.text };
        }
        return {
            kind: "window",
            fromMs: before.atMs,
            toMs: atMs,
            candidate: reading_series_countsOf(window.candidate),
            stable: reading_series_countsOf(window.stable),
        };
    }
    /** The time up to which readings could have told everything by now. */
    timeOf(now) {
        return Math.max(this.#last?.atMs ?? 0, now + this.#offsetMs - this.#lagMs);
    }
    #missing(now, reason, text) {
        return { kind: "missing", atMs: this.timeOf(now), reason, text };
    }
}
/** `undefined` where the release had no counters at one of the two readings. */
function windowOf(later, earlier, role) {
    if (later[role] === undefined || earlier[role] === undefined)
        return undefined;
    const window = (0,metrics_lib/* subtract */.Re)(later[role], earlier[role]);
    return window.known ? window.counts : { reason: window.reason, text: window.text };
}
function reading_series_countsOf(window) {
    return window === undefined || "reason" in window ? undefined : window;
}

;// CONCATENATED MODULE: ./actions/lib/canary-deploy/step-window.js

const NOBODY = {
    known: false,
    reason: "no_metrics",
    text: "nobody counts requests on this target",
};
/** The counters of a rollout: the window starts anew with each step and is never shared between two steps. */
class StepWindow {
    #source;
    #plan;
    #onReading;
    #start = NOBODY;
    #firstCandidate;
    #totals;
    /** `onReading` is given each reading of the source, in order. */
    constructor(source, plan, onReading = () => undefined) {
        this.#source = source;
        this.#plan = plan;
        this.#onReading = onReading;
    }
    /** Whether both releases get the same requests at any weight: those of a source that asks itself. */
    get isPaired() {
        return this.#source?.name === "synthetic";
    }
    get totals() {
        return this.#totals;
    }
    /** What stable did in the `lengthMs` before now; `undefined` where the source keeps no past. */
    async past(lengthMs, stretchMs, signal) {
        return this.#source?.past?.(lengthMs, stretchMs, signal);
    }
    /** A step begins: what was counted until now belongs to the one before. */
    async restart(signal) {
        this.#start = NOBODY;
        this.#start = await this.#read(signal);
    }
    /** What was counted since the step began. */
    async measure(signal) {
        const now = await this.#read(signal);
        // A run that starts in the middle of a step, or could not read at its start, counts from its first reading.
        // So does one whose counters began anew: what was counted before the target started again is gone.
        if (!this.#start.known || (now.known && hasStartedAgain(now, this.#start)))
            this.#start = now;
        const candidate = step_window_windowOf(now, this.#start, "candidate");
        const stable = step_window_windowOf(now, this.#start, "stable");
        return {
            measured: this.#measured(candidate, stable),
            candidateRequests: candidate.known ? candidate.counts.requests : undefined,
            candidate: lineCounts(candidate),
            stable: lineCounts(stable),
        };
    }
    /** Ends what the source runs between readings. */
    async close() {
        await this.#source?.close?.();
    }
    async #read(signal) {
        if (this.#source === undefined)
            return NOBODY;
        const reading = await this.#source.read(signal);
        this.#onReading(reading);
        if (reading.known)
            this.#count(reading.candidate);
        return reading;
    }
    #count(candidate) {
        if (candidate === undefined)
            return;
        if (this.#firstCandidate === undefined || this.#firstCandidate.epoch !== candidate.epoch) {
            this.#firstCandidate = candidate;
        }
        const window = (0,metrics_lib/* subtract */.Re)(candidate, this.#firstCandidate);
        if (window.known)
            this.#totals = { requests: window.counts.requests, errors: window.counts.errors };
    }
    #measured(candidate, stable) {
        const measured = {};
        for (const { name, condition } of this.#plan.triggers) {
            if (condition.kind !== "threshold" && condition.kind !== "baseline")
                continue;
            const { minRequests } = this.#plan;
            measured[name] =
                condition.subject === "latency" || condition.percentile !== undefined
                    ? (0,metrics_lib/* measureLatency */.RJ)(candidate, stable, condition.percentile ?? 95, minRequests)
                    : (0,metrics_lib/* measureErrorRate */.rv)(candidate, minRequests, stable);
        }
        return measured;
    }
}
function hasStartedAgain(now, start) {
    return ["candidate", "stable"].some((role) => {
        const [before, after] = [start[role], now[role]];
        return before !== undefined && after !== undefined && before.epoch !== after.epoch;
    });
}
function step_window_windowOf(now, start, role) {
    if (!now.known)
        return { known: false, reason: now.reason, text: now.text };
    if (!start.known)
        return { known: false, reason: start.reason, text: start.text };
    return (0,metrics_lib/* subtract */.Re)(now[role], start[role]);
}
function lineCounts(window) {
    if (!window.known)
        return undefined;
    const summary = (0,metrics_lib/* summarise */.fS)(window.counts);
    return { requests: summary.requests, badPercent: summary.errorRatePercent, p95Ms: summary.p95Ms };
}

;// CONCATENATED MODULE: ./actions/lib/canary-deploy/run-rollout.js







const MAX_FAULTS = 5;
// The action leaves 7 s after its first signal; ending a hanging command takes up to 2 s of them.
const CLEANUP_MS = 4_500;
/** How long traffic waits for the ledger before it is taken from a candidate: in general, and after a cancel. */
const ABORT_RECORD_MS = 5_000;
const CANCEL_RECORD_MS = 1_000;
/**
 * Observe, decide, act, record, until the rollout is all stable or all candidate.
 *
 * Errors: `remote` when the platform stays unreachable (traffic is where it was; the next run goes on from there),
 * `conflict` when no act is safe, or the record is closed: then nothing more is changed.
 */
async function runRollout(work) {
    const loop = new RolloutLoop(work);
    return loop.run();
}
class RolloutLoop {
    #work;
    #trail = [];
    #window;
    #cleanup;
    #recordedAt = Number.NEGATIVE_INFINITY;
    #recorded = "";
    #faults = 0;
    /** Why the environment is not ours any more. */
    #taken;
    #seen;
    #analysis;
    #series = new ReadingSeries();
    #traffic = new expected_traffic/* StableTraffic */.T6();
    #counted;
    #weight = 0;
    #isPlanned = false;
    /** A source that has something to say of its own counting says it at every look, with other figures. */
    #isNoted = false;
    /** The candidate is on its way back, or the rollout is over: what comes now says nothing about it. */
    #isOver = false;
    constructor(work) {
        this.#work = work;
        this.#analysis =
            work.analysis === undefined ? undefined : new analysis_loop/* AnalysisLoop */.B0(work.analysis, work.plan.candidate.version);
    }
    async run() {
        try {
            return await this.#run();
        }
        finally {
            await this.#window?.close();
        }
    }
    async #run() {
        let state;
        let previous;
        for (;;) {
            try {
                const seen = await this.#observe();
                if (state === undefined) {
                    previous = seen.observation.traffic.stable?.release.version;
                    this.#work.keeper.began(previous ?? null);
                    state = beginRollout(this.#work.plan, seen.observation, this.#work.intent);
                }
                const decision = decide(this.#work.plan, state, seen.observation);
                await this.#expect(decision, seen.observation.traffic);
                this.#isOver ||= decision.state.phase === "aborting" || decision.state.phase === "done";
                this.#report(decision, seen);
                await this.#recordIntent(decision);
                if (decision.act.kind === "finished") {
                    return {
                        outcome: decision.act.outcome,
                        verdict: decision.act.verdict,
                        traffic: seen.observation.traffic,
                        previous,
                        totals: this.#window?.totals,
                        trail: this.#trail,
                    };
                }
                // Before the act: an abort that was begun stays one, also when the platform fails to carry it out.
                state = decision.state;
                await this.#act(decision, seen.observation);
                this.#faults = 0;
            }
            catch (error) {
                await this.#afterFault(error);
            }
        }
    }
    /** The signal of the next call: after a cancel, a short time of its own to clean up in. */
    get #signal() {
        if (!this.#work.signal.aborted)
            return this.#work.signal;
        this.#cleanup ??= AbortSignal.timeout(CLEANUP_MS);
        return this.#cleanup;
    }
    async #observe() {
        const { clock, platform, plan, checks, metricsFor, signal, keeper } = this.#work;
        const traffic = await platform.observe(this.#signal);
        this.#seen = traffic;
        this.#weight = traffic.candidateWeight;
        if (this.#window === undefined) {
            this.#window = new StepWindow(await metricsFor(traffic, plan, this.#signal), plan, (reading) => this.#count(reading));
            if (traffic.stable !== undefined && !signal.aborted)
                await this.#learn(this.#window);
        }
        // After a cancel the candidate goes whatever the numbers say, and there is little time.
        const measurement = signal.aborted ? NOT_MEASURED : await this.#window.measure(this.#signal);
        const { candidate } = traffic;
        const isCandidateUp = candidate?.ready === true && candidate.release.version === plan.candidate.version;
        const look = isCandidateUp && !signal.aborted ? await checks.look(candidate, this.#signal) : NO_LOOK;
        const at = clock.now();
        const analysis = this.#isOver ? undefined : this.#analysis?.verdict(this.#series.timeOf(at));
        keeper.look(at, this.#weight, this.#counted, analysis, look.checks);
        this.#counted = undefined;
        const observation = {
            at,
            traffic,
            measured: measurement.measured,
            candidateRequests: measurement.candidateRequests,
            checks: look.checks,
            critical: look.critical,
            consecutiveFailures: look.consecutiveFailures,
            cancelled: signal.aborted,
            analysis,
        };
        return { observation, measurement, analysis };
    }
    /** Reads stable's past, from which the analysis learns how its failures come together. */
    async #learn(window) {
        const { analysis, log, signal } = this.#work;
        if (analysis === undefined || analysis.historyMs === 0 || analysis.burstMs === 0)
            return;
        const past = await window.past(analysis.historyMs, analysis.burstMs, signal);
        if (past === undefined)
            return;
        if (!past.known) {
            log.info(`Nothing was learnt from stable's past, so a regression takes longer to find: ${past.text}`);
            return;
        }
        this.#analysis?.learn(past.stretches);
        const [first] = past.stretches;
        const last = past.stretches.at(-1);
        if (first === undefined || last === undefined)
            return;
        const counted = past.stretches.reduce((sum, { stable }) => sum + stable.requests, 0);
        log.info(`The analysis knows stable's last ${(0,lib/* formatDuration */.a3)(last.toMs - first.fromMs)}: ${(0,lib/* formatCount */.B4)(counted)} requests.`);
    }
    /** Takes in what was counted since the reading before. */
    #count(reading) {
        this.#traffic.see(reading);
        const note = reading.known ? reading.note : undefined;
        if (note !== undefined && !this.#isNoted) {
            this.#isNoted = true;
            this.#work.log.warning(`Metrics are known, but: ${note}`);
        }
        const counted = this.#series.next(reading, this.#work.clock.now());
        this.#counted = counted ?? this.#counted;
        if (!this.#isOver)
            this.#analysis?.add(counted, this.#weight);
    }
    /** Before the first traffic moves: how long the steps will need, and whether that is longer than they bake. */
    async #expect({ act }, { candidateWeight }) {
        const { analysis, plan, log, clock, intervalMs, signal, keeper } = this.#work;
        const isFirstTraffic = act.kind === "set-weight" && act.weight > 0 && candidateWeight === 0;
        if (analysis === undefined || this.#isPlanned || !isFirstTraffic || signal.aborted)
            return;
        this.#isPlanned = true;
        if (this.#traffic.expectation() === undefined) {
            await clock.sleep(Math.min(intervalMs, LONGEST_LOOK_MS), signal).catch(ignoreCancel);
            await this.#window?.restart(this.#signal);
        }
        const traffic = this.#traffic.expectation();
        const expected = (0,expected_traffic/* expectAnalysis */.KF)(analysis, traffic === undefined ? undefined : { ...traffic, perCause: this.#analysis?.causeSize }, plan.steps, this.#window?.isPaired === true);
        if (expected === undefined) {
            log.info("What the analysis will need is not known: stable had no traffic to plan with.");
            return;
        }
        keeper.expected(expected);
        for (const line of (0,expected_traffic/* expectedLines */.KA)(expected))
            log.info(line);
        for (const problem of expected.problems) {
            log.warning(`${problem}. It may end by on-inconclusive.`, { title: "Cannot decide in its bake" });
        }
    }
    #report(decision, { observation, measurement, analysis }) {
        const { act, line, state } = decision;
        const time = new Date(observation.at).toISOString().slice(11, 19);
        const isHolding = act.kind === "hold";
        const counted = state.phase === "baking" ? countsWorthShowing(measurement, line.weight) : {};
        const evidence = analysis === undefined || line.weight === 100 ? undefined : (0,analysis_loop/* evidenceLine */.OF)(analysis);
        const parts = { weight: line.weight, text: line.text, ...counted, evidence };
        const text = `${time}  ${formatDecisionLine(parts)}`;
        this.#work.onLine(text, fractionDone(this.#work.plan, state, observation.at), isHolding);
        if (isHolding)
            return;
        this.#trail.push({ at: observation.at, weight: line.weight, text: line.text, measurement });
        this.#work.keeper.decided(observation.at, line.weight, line.text);
    }
    /**
     * Writes the intent before each change, and the heartbeat while holding. The same intent is written again before the same
     * change: only the answer says that the environment is still ours.
     */
    async #recordIntent(decision) {
        const { act, intent, line } = decision;
        if (intent === undefined)
            return;
        const { clock, liveMs } = this.#work;
        const key = `${intent.phase} ${line.weight}`;
        const isKnown = key === this.#recorded && clock.now() - this.#recordedAt < liveMs / 3;
        if (isKnown && act.kind === "hold")
            return;
        const event = {
            phase: intent.phase,
            weight: line.weight,
            note: intent.sentence ?? line.text,
            ...(intent.reason === undefined ? {} : { reason: intent.reason }),
        };
        const isAbort = intent.phase === "aborting";
        try {
            await this.#record(event, isAbort);
            this.#recorded = key;
            this.#recordedAt = clock.now();
        }
        catch (error) {
            if (error instanceof lib/* ActionError */.lZ && error.code === "conflict")
                this.#taken = error;
            // Traffic away from a bad candidate does not wait for the record; anything else does.
            if (!isAbort || this.#taken !== undefined)
                throw error;
            this.#work.log.warning(`The ledger did not take "${intent.phase}": ${messageOf(error)}`);
        }
    }
    async #record(event, isAbort) {
        const { record, signal } = this.#work;
        if (!isAbort)
            return record(event, this.#signal);
        const limitMs = signal.aborted ? CANCEL_RECORD_MS : ABORT_RECORD_MS;
        return record(event, AbortSignal.any([this.#signal, AbortSignal.timeout(limitMs)]));
    }
    async #act(decision, observation) {
        const { act } = decision;
        const { platform, plan, clock, intervalMs, signal } = this.#work;
        const precondition = { revision: observation.traffic.revision };
        if (act.kind !== "hold" && act.kind !== "finished")
            this.#work.onChange();
        switch (act.kind) {
            case "set-weight":
                await platform.setWeight(plan.candidate, act.weight, precondition, this.#signal);
                this.#weight = act.weight;
                await this.#window?.restart(this.#signal);
                return;
            case "promote":
                await platform.promote(plan.candidate, precondition, this.#signal);
                return;
            case "abort":
                await platform.abort(precondition, this.#signal);
                return;
            case "hold": {
                const waitMs = Math.max(0, Math.min(intervalMs, act.untilMs - clock.now()));
                // A cancel ends the wait early; the next look then sees it.
                await clock.sleep(Math.max(waitMs, 1), signal.aborted ? this.#signal : signal).catch(ignoreCancel);
                return;
            }
            case "finished":
                return;
        }
    }
    /** A fault is waited out a few times; what is decided next depends on what is then seen. */
    async #afterFault(error) {
        const { clock, log, signal } = this.#work;
        if (this.#taken !== undefined)
            throw error;
        const isOurCancel = isCancel(error) && signal.aborted && this.#cleanup === undefined;
        if (isOurCancel)
            return;
        if (this.#cleanup?.aborted === true)
            throw this.#leftBehind(error);
        const retryable = error instanceof lib/* ActionError */.lZ && (error.code === "remote" || error.code === "conflict");
        // A rollout that was not begun has nothing to hold on for: a platform that cannot even be seen is said at once.
        const isBegun = this.#seen !== undefined || (this.#work.intent?.phase ?? "started") !== "started";
        this.#faults += 1;
        if (!retryable || !isBegun || this.#faults > MAX_FAULTS)
            throw error;
        const waitMs = signal.aborted ? 200 : Math.min(15_000, 1_000 * 2 ** (this.#faults - 1));
        log.warning(`${messageOf(error)} (looks again in ${(0,lib/* formatDuration */.a3)(waitMs)})`);
        await clock.sleep(waitMs, this.#signal).catch(ignoreCancel);
    }
    /** The end of a cancelled rollout that had no time to take its candidate back. */
    #leftBehind(cause) {
        const { version } = this.#work.plan.candidate;
        const seen = this.#seen;
        const share = seen?.candidate?.release.version === version
            ? `${version} had ${(0,lib/* formatPercent */.l9)(seen.candidateWeight)} of the traffic when it was seen last`
            : `where the traffic of ${version} is was not seen in time`;
        const text = `Cancelled, and not taken back within ${(0,lib/* formatDuration */.a3)(CLEANUP_MS)}: ${share} (${messageOf(cause)})`;
        return new lib/* ActionError */.lZ("cancelled", text, {
            cause,
            hint: "The post step takes it back; where there is none, run the deployment again: it looks at the traffic and goes on from there.",
        });
    }
}
/** How long stable's traffic is looked at before the first change, at most; the first two looks may do. */
const LONGEST_LOOK_MS = 3_000;
const NOT_MEASURED = {
    measured: {},
    candidateRequests: undefined,
    candidate: undefined,
    stable: undefined,
};
/** Columns of zeros say nothing: at the start of a step both, and at 100 % those of stable. */
function countsWorthShowing({ candidate, stable }, weight) {
    const isAnything = (candidate?.requests ?? 0) + (stable?.requests ?? 0) > 0;
    return {
        candidate: isAnything ? candidate : undefined,
        stable: isAnything && (weight < 100 || (stable?.requests ?? 0) > 0) ? stable : undefined,
    };
}
function fractionDone(plan, state, at) {
    if (state.phase === "aborting")
        return undefined;
    if (state.phase === "done")
        return 1;
    const total = plan.steps.reduce((sum, step) => sum + step.bakeMs, 0);
    if (total === 0)
        return undefined;
    const before = plan.steps.slice(0, state.stepIndex).reduce((sum, step) => sum + step.bakeMs, 0);
    const bakeMs = plan.steps[state.stepIndex]?.bakeMs ?? 0;
    const here = state.phase === "baking" ? Math.min(bakeMs, at - state.stepStartedAt) : 0;
    return Math.min(1, (before + here) / total);
}
function isCancel(error) {
    return error instanceof lib/* ActionError */.lZ && error.code === "cancelled";
}
function ignoreCancel(error) {
    if (!isCancel(error))
        throw error;
}
function messageOf(error) {
    return error instanceof Error ? error.message : String(error);
}

;// CONCATENATED MODULE: ./actions/lib/canary-deploy/deploy-release.js














// After a cancel the rollout itself may have taken 4.5 s of the 7.
const deploy_release_CLEANUP_MS = 1_500;
/**
 * Opens the record, rolls the release out, and writes how it ended. A run that died before is gone on with.
 *
 * Nothing is touched without an open record. An error leaves the record open in its phase, for post or the next run, unless
 * nothing was touched yet.
 */
async function deployRelease(context, request) {
    const { policy, target, ledger } = request;
    await refuseWhatCannotHold(context, request);
    const record = await openDeployment(context, request);
    const release = asRecorded(request.release, record);
    context.outputs.set("deployment-id", record.id);
    (0,interrupted/* rememberRollout */.De)(context, { kind: "rollout", deploymentId: record.id, version: release.version });
    const intent = request.takeBack === undefined
        ? intentOf(record)
        : { phase: "aborting", reason: "taken_back", sentence: request.takeBack };
    let phase = (0,ledger_lib/* lastPhase */.GE)(record);
    if (request.snapshot !== undefined && (0,snapshot_note/* snapshotOf */.eY)(record) === undefined) {
        await ledger.append(record.id, (0,snapshot_note/* snapshotEvent */.tZ)(request.snapshot, phase), context.signal);
    }
    if ((0,ledger_lib/* isPaused */.lP)(record)) {
        const note = `run ${context.runner.runId} goes on`;
        await ledger.append(record.id, { phase, note, reason: ledger_lib/* CONTINUED */.kz }, context.signal);
    }
    // An attempt before this one may have died between its record and what it did.
    const plan = { ...(0,deployment/* planRollout */.ne)(policy, release), ...optional("until", request.until) };
    const keeper = keeperOf(context, request, plan);
    if (policy.rollout.analysis !== undefined &&
        (request.continues === true || intent?.pausedAt !== undefined)) {
        context.log.notice("The analysis begins anew in this run: what earlier runs of this rollout counted is in none of its figures.");
    }
    const report = async (end) => {
        const history = keeper.history(context.clock.now(), end);
        const path = await writeReport(context, record.id, history);
        if (path !== undefined)
            context.outputs.set("report", path);
        return path;
    };
    let isTouched = record.events.slice(1).some(({ reason }) => !isBeforeTraffic(reason));
    try {
        const end = await runRollout({
            plan,
            platform: target.platform,
            metricsFor: target.metricsFor,
            checks: candidateChecks(context, request),
            analysis: policy.rollout.analysis,
            keeper,
            intent,
            intervalMs: policy.rollout.intervalMs,
            liveMs: common_ledger/* LIVE_MS */.W_,
            clock: context.clock,
            log: context.log,
            signal: context.signal,
            record: (event, signal) => {
                phase = event.phase;
                return ledger.append(record.id, event, signal);
            },
            onChange: () => {
                isTouched = true;
            },
            onLine: (line, fraction, isHolding) => isHolding ? context.progress.update(line, fraction) : context.progress.done(line),
        });
        const closed = await closeRecord(context, request, record, end);
        return { ...closed, keeper, report: await report(closed.end) };
    }
    catch (error) {
        await noteFailure(context, ledger, record.id, isTouched ? phase : "failed", error);
        await report(undefined);
        if (!isTouched)
            (0,interrupted/* forgetRollout */.xc)(context);
        throw error;
    }
}
function keeperOf(context, { policy, target }, plan) {
    const { candidate, steps } = plan;
    const { runUrl } = context.runner;
    const head = {
        service: policy.service,
        environment: policy.environment,
        platform: target.platform.name,
        candidate: { version: candidate.version, ...optional("commit", candidate.commit) },
        ...(runUrl === "" ? {} : { runUrl }),
    };
    const { analysis } = policy.rollout;
    const limits = analysis === undefined
        ? undefined
        : {
            alpha: analysis.alpha,
            beta: analysis.beta,
            tolerance: analysis.tolerance,
            regression: analysis.regression,
        };
    return new RolloutKeeper(head, steps, limits, context.clock.now());
}
function isBeforeTraffic(reason) {
    return reason === snapshot_note/* SNAPSHOT */.xO || reason === heartbeat/* BEFORE_TRAFFIC */.CU;
}
/** The release with the artifact it was begun with: a later stage does not name it again. */
function asRecorded(release, record) {
    const { artifact } = record.release;
    return release.artifact !== undefined || artifact === undefined ? release : { ...release, artifact };
}
/** Refuses, before traffic moves, what the target can never hold or answer. */
async function refuseWhatCannotHold(context, { policy, release, target }) {
    const plan = (0,deployment/* planRollout */.ne)(policy, release);
    const { platform } = target;
    const isEngine = plan.drivenByEngine === true;
    if (isEngine && !platform.capabilities.waitsForFree) {
        throw new lib/* ActionError */.lZ("config", `rollout.driven-by is engine, but ${platform.name} has no engine that drives a rollout`, { hint: "Leave driven-by out: the steps of the policy are then made one by one." });
    }
    const weights = plan.steps.map(({ weight }) => weight);
    const coarse = isEngine
        ? []
        : [
            ...planTooCoarse(plan, platform.capabilities),
            ...((await platform.planProblems?.(weights, context.signal)) ?? []),
        ];
    if (coarse.length > 0) {
        throw new lib/* ActionError */.lZ("config", `The rollout of ${policy.environment} cannot be held:\n  ${coarse.join("\n  ")}`, {
            hint: "Change rollout.steps of the policy file.",
        });
    }
    if (plan.analysis !== undefined && !target.counts) {
        throw new lib/* ActionError */.lZ("config", `rollout.analysis of ${policy.environment} is on, but nobody counts requests on ${platform.name}`, { hint: "Say who counts both releases under `metrics`, or write `analysis: off`." });
    }
    const hasChecks = policy.verify?.checks.some((check) => check.kind === "http") ?? false;
    for (const sentence of triggersNeverKnown(plan, { checks: hasChecks, counts: target.counts })) {
        context.log.warning(`Trigger ${sentence}: it stays unknown, and each step then ends by on-inconclusive.`);
    }
}
/** Opens the record of a deployment, or finds the one this run has opened already. Refused while another run deploys. */
async function openDeployment(context, request) {
    const { policy, release, ledger, kind, planned, migrations, reason } = request;
    const { service, environment } = policy;
    const records = await ledger.list({ service, environment }, context.signal);
    const previous = (0,ledger_lib/* lastVerified */.T5)(records, { excludeVersion: release.version });
    return ledger.open({
        service,
        environment,
        release,
        kind,
        planned,
        strategy: policy.rollout.steps[0]?.weight === 0 ? "blue-green" : "canary",
        run: (0,common_ledger/* runIdentity */.yK)(context),
        ...(previous === undefined ? {} : { previous: { id: previous.id, version: previous.release.version } }),
        ...(migrations.length === 0 ? {} : { migrations }),
        ...(reason === undefined ? {} : { reason }),
    }, context.signal, { continues: request.continues === true, takeOver: request.takeBack !== undefined });
}
function optional(key, value) {
    return value === undefined ? {} : { [key]: value };
}
/** What an earlier attempt of this run was doing when it died. */
function intentOf(record) {
    const phase = (0,ledger_lib/* lastPhase */.GE)(record);
    if (record.events.length === 0 || !(0,ledger_lib/* isOpen */.nT)(record))
        return undefined;
    // Later events of the phase are signs of life and failures; the first one has the reason.
    const first = record.events.find((event) => event.phase === phase);
    const about = {
        sentence: first?.note ?? "",
        ...(first?.reason === undefined ? {} : { reason: first.reason }),
        ...optional("pausedAt", pausedSince(record)),
        hasGaps: record.events.findLast(({ reason }) => reason === ledger_lib/* PAUSED */.NN)?.verdict === "inconclusive",
    };
    switch (phase) {
        case "started":
        case "baking":
        case "promoting":
        case "aborting":
        case "verifying":
            return { phase, ...about };
        default:
            return undefined;
    }
}
/** When the rollout was left at its step; its first word counts, later ones are of runs that looked and went. */
function pausedSince(record) {
    const last = record.events.findLast((event) => event.reason !== ledger_lib/* CONTINUED */.kz);
    if (last?.reason !== ledger_lib/* PAUSED */.NN)
        return undefined;
    const earlier = record.events.findLastIndex((event) => event.reason !== ledger_lib/* CONTINUED */.kz && (event.reason !== ledger_lib/* PAUSED */.NN || event.weight !== last.weight));
    return record.events.slice(earlier + 1).find((event) => event.reason === ledger_lib/* PAUSED */.NN)?.at;
}
function candidateChecks(context, { policy, target }) {
    const checks = policy.verify?.checks ?? [];
    const { capabilities } = target.platform;
    return new CandidateChecks((candidate) => {
        const probes = (0,common_checks/* createCandidateProbes */.d)(checks, capabilities, candidate, context);
        probes.push(...(target.alarms ?? []));
        if (probes.length === 0 && checks.length > 0) {
            context.log.warning("The checks cannot be asked of the candidate alone: the target gives it no URL (`url` of the candidate in what observe prints).");
        }
        return probes;
    });
}
/** Writes the end. The traffic is where it belongs already: a ledger that fails now does not undo the result. */
async function closeRecord(context, request, record, end) {
    try {
        const signal = (0,grace_signal/* graceSignal */.F)(context.signal, deploy_release_CLEANUP_MS);
        await request.ledger.append(record.id, endEvent(end, request.closedBy), signal);
        if (request.closedBy !== "verification" || end.outcome === "aborted" || end.outcome === "paused")
            (0,interrupted/* forgetRollout */.xc)(context);
        return { record, end, unrecorded: undefined };
    }
    catch (error) {
        const unrecorded = (0,lib/* toActionError */.ie)(error);
        if (end.verdict.reason === "cancelled") {
            // The step ends as cancelled, which leaves no room for another error; post writes the end once more.
            context.log.warning(`The ledger did not take the end: ${unrecorded.message}`);
        }
        if (unrecorded.code !== "conflict")
            return { record, end, unrecorded };
        const verdict = {
            ...end.verdict,
            outcome: "inconclusive",
            reason: "taken_over",
            sentence: unrecorded.message,
        };
        return { record, end: { ...end, verdict }, unrecorded };
    }
}
function endEvent({ outcome, verdict, traffic }, closedBy) {
    const base = { note: verdict.sentence, reason: verdict.reason, verdict: verdict.outcome };
    if (outcome === "paused") {
        const weight = traffic.candidateWeight;
        const outcome = verdict.reason === WITHOUT_EVIDENCE ? "inconclusive" : verdict.outcome;
        return { phase: "baking", weight, note: verdict.sentence, reason: ledger_lib/* PAUSED */.NN, verdict: outcome };
    }
    if (outcome === "aborted") {
        return { ...base, phase: verdict.reason === "cancelled" ? "cancelled" : "aborted", weight: 0 };
    }
    if (closedBy === "later-step")
        return { ...base, phase: "verifying", weight: 100, reason: ledger_lib/* LEFT_OPEN */.Jq };
    if (closedBy === "verification")
        return { ...base, phase: "verifying", weight: 100 };
    if (outcome === "already_stable")
        return { ...base, phase: "superseded", weight: 100 };
    // Live without evidence is not verified: a rollback must not choose it.
    return { ...base, phase: verdict.outcome === "pass" ? "verified" : "failed", weight: 100 };
}
/** Leaves word of what failed, in the phase the rollout was in; an end (`failed`) when nothing was touched. */
async function noteFailure(context, ledger, id, phase, error) {
    try {
        const note = `stopped: ${(0,lib/* errorMessage */.gJ)(error)}`;
        await ledger.append(id, { phase, note, reason: "error" }, AbortSignal.timeout(deploy_release_CLEANUP_MS));
    }
    catch (inner) {
        // A closed record is somebody else's, and the failure is usually just that.
        if (inner instanceof lib/* ActionError */.lZ && inner.code === "conflict")
            return;
        context.log.warning(`The ledger did not take the failure either: ${(0,lib/* errorMessage */.gJ)(inner)}`);
    }
}


/***/ }),

/***/ 76590:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   KA: () => (/* binding */ expectedLines),
/* harmony export */   KF: () => (/* binding */ expectAnalysis),
/* harmony export */   T6: () => (/* binding */ StableTraffic),
/* harmony export */   Tc: () => (/* binding */ timeText),
/* harmony export */   nR: () => (/* binding */ trafficText)
/* harmony export */ });
/* harmony import */ var _deploy_actions_canary_analysis__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(53371);
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(26393);


/** A shorter look says too little about the requests a minute. */
const SHORTEST_LOOK_MS = 200;
/** The traffic of stable between two looks, before a candidate has any. */
class StableTraffic {
    #first;
    #last;
    see(reading) {
        if (!reading.known || reading.stable === undefined)
            return;
        if (this.#first?.stable?.epoch !== reading.stable.epoch)
            this.#first = reading;
        this.#last = reading;
    }
    /** What is to be expected; `undefined` while the looks are too close together, or nobody counts. */
    expectation() {
        const [first, last] = [this.#first, this.#last];
        if (first?.stable === undefined || last?.stable === undefined)
            return undefined;
        const ms = last.at - first.at;
        const requests = last.stable.requests - first.stable.requests;
        if (ms < SHORTEST_LOOK_MS || requests < 0)
            return undefined;
        // All that was counted since the release began tells more about failures than a moment does.
        const badShare = last.stable.requests > 0 ? last.stable.errors / last.stable.requests : 0;
        return { requestsPerMinute: (requests / ms) * 60_000, badShare };
    }
}
/**
 * The plan of the analysis for steps; `undefined` where there was no traffic to plan with. `isPaired`: what is counted are
 * probes, of which the candidate gets as many as stable at any weight.
 */
function expectAnalysis(config, traffic, steps, isPaired) {
    if (traffic === undefined || traffic.requestsPerMinute <= 0)
        return undefined;
    if (!isPaired)
        return { ...(0,_deploy_actions_canary_analysis__WEBPACK_IMPORTED_MODULE_0__/* .planAnalysis */ .iu)(config, traffic, steps), traffic };
    const both = { ...traffic, requestsPerMinute: 2 * traffic.requestsPerMinute };
    const compared = steps.filter(({ weight }) => weight > 0 && weight < 100);
    const plan = (0,_deploy_actions_canary_analysis__WEBPACK_IMPORTED_MODULE_0__/* .planAnalysis */ .iu)(config, both, compared.map((step) => ({ ...step, weight: 50 })));
    const expected = plan.steps.map((step, index) => ({ ...step, weight: compared[index]?.weight ?? 50 }));
    return { ...plan, steps: expected, traffic: both };
}
/** `4,200 requests a minute, of which 0.3 % fail`. */
function trafficText({ requestsPerMinute, badShare }) {
    return `${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_1__/* .formatCount */ .B4)(requestsPerMinute)} requests a minute, of which ${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_1__/* .formatPercent */ .l9)(badShare * 100, 2)} fail`;
}
/** The plan as lines of a log. */
function expectedLines({ traffic, steps }) {
    if (steps.length === 0)
        return [];
    return [
        `the analysis expects, at ${trafficText(traffic)}:`,
        ...steps.map((step) => {
            const found = step.detectMs.map(({ ratio, ms }) => `x${ratio} ${timeText(ms)}`).join(", ");
            return `${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_1__/* .formatPercent */ .l9)(step.weight).padStart(5)}  a good release passes in ${timeText(step.certifyMs)} (bake ${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_1__/* .formatDuration */ .a3)(step.bakeMs)}); found when worse by: ${found}`;
        }),
    ];
}
/** A time of the plan, which is typical and no bound. */
function timeText(ms) {
    return ms === undefined ? "over a day" : `about ${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_1__/* .formatDuration */ .a3)(ms)}`;
}


/***/ }),

/***/ 93833:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  E: () => (/* binding */ renderPlan),
  i: () => (/* binding */ renderRollout)
});

// EXTERNAL MODULE: ./packages/kernel/lib/index.js + 9 modules
var lib = __webpack_require__(26393);
// EXTERNAL MODULE: ./actions/lib/common/render.js
var render = __webpack_require__(9757);
// EXTERNAL MODULE: ./actions/lib/canary-deploy/analysis-loop.js
var analysis_loop = __webpack_require__(30895);
// EXTERNAL MODULE: ./actions/lib/canary-deploy/expected-traffic.js
var expected_traffic = __webpack_require__(76590);
;// CONCATENATED MODULE: ./actions/lib/canary-deploy/render-analysis.js



/** GitHub draws a chart of many points too narrow to read. */
const MAX_POINTS = 40;
/** Beyond the threshold nothing changes any more. */
const HIGHEST = 120;
/** What the analysis said, with its evidence over time; `undefined` without an analysis. */
function renderAnalysis({ verdict, expectation, points }) {
    if (verdict === undefined)
        return undefined;
    return (0,lib/* joinMarkdown */.UF)([
        (0,lib.md) `### Analysis: ${WORDS[verdict.outcome]}`,
        (0,lib.md) `${verdict.sentence}.`,
        (0,lib.md) `${(0,analysis_loop/* evidenceLine */.OF)(verdict)}.`,
        renderCounting(verdict),
        renderEvidenceChart(points),
        expectation === undefined ? undefined : renderExpected(expectation),
    ]);
}
const WORDS = { pass: "passed", fail: "failed", inconclusive: "not decided" };
/** What the evidence takes for independent, by metric. */
function renderCounting({ metrics }) {
    const counted = metrics.flatMap(({ name, countedBy }) => countedBy === undefined ? [] : [`${name} by ${countedBy}`]);
    return counted.length === 0 ? undefined : (0,lib.md) `Counted: ${counted.join("; ")}.`;
}
/** The evidence as a Mermaid chart; `undefined` for fewer looks than make a line. */
function renderEvidenceChart(points) {
    const shown = spread(points);
    const [first, last] = [shown[0], shown.at(-1)];
    if (first === undefined || last === undefined || shown.length < 2 || last.at <= first.at)
        return undefined;
    const certified = shown.flatMap((point) => (point.certified === undefined ? [] : [point.certified]));
    const isMinutes = last.at - first.at >= 120_000;
    const end = ((last.at - first.at) / (isMinutes ? 60_000 : 1_000)).toFixed(1);
    const chart = [
        "xychart-beta",
        `  x-axis "${isMinutes ? "minutes" : "seconds"} of traffic" 0 --> ${end}`,
        `  y-axis "per cent of the way to a decision" 0 --> ${HIGHEST}`,
        `  line [${shown.map(({ regressed }) => heightOf(regressed)).join(", ")}]`,
        ...(certified.length === shown.length ? [`  line [${certified.map(heightOf).join(", ")}]`] : []),
    ].join("\n");
    const lines = certified.length === shown.length
        ? (0,lib.md) `The first line is the evidence for a regression, the second that for a pass; at 100 it decides (log scale).`
        : (0,lib.md) `The line is the evidence for a regression; at 100 it decides (log scale).`;
    return (0,lib/* joinMarkdown */.UF)([lines, (0,lib/* codeBlock */.DV)(chart, "mermaid")]);
}
function renderExpected({ traffic, steps, problems }) {
    if (steps.length === 0)
        return undefined;
    const ratios = steps[0]?.detectMs.map(({ ratio }) => `found at x${ratio}`) ?? [];
    const rows = steps.map(({ weight, bakeMs, certifyMs, detectMs }) => [
        (0,lib/* formatPercent */.l9)(weight),
        (0,lib/* formatDuration */.a3)(bakeMs),
        (0,expected_traffic/* timeText */.Tc)(certifyMs),
        ...detectMs.map(({ ms }) => (0,expected_traffic/* timeText */.Tc)(ms)),
    ]);
    return (0,lib/* joinMarkdown */.UF)([
        (0,lib.md) `Expected before traffic moved, at ${(0,expected_traffic/* trafficText */.nR)(traffic)}:`,
        (0,lib/* table */.tp)(["weight", "bake", "a good release passes", ...ratios], rows),
        ...problems.map((problem) => (0,lib.md) `⚠️ Cannot decide in its bake: ${problem}.`),
    ]);
}
/** At most {@link MAX_POINTS}, evenly spread, with the first and the last. */
function spread(points) {
    if (points.length <= MAX_POINTS)
        return points;
    const step = (points.length - 1) / (MAX_POINTS - 1);
    return Array.from({ length: MAX_POINTS }, (_, index) => points[Math.round(index * step)]).flatMap((point) => point ?? []);
}
function heightOf(share) {
    return Math.round(10 * Math.min(HIGHEST, Math.max(0, share * 100))) / 10;
}

;// CONCATENATED MODULE: ./actions/lib/canary-deploy/render.js



/** The summary of a rollout: the verdict and what it means first, then each decision with its numbers. */
function renderRollout(end, plan, subject, keeper) {
    const { verdict, traffic, totals, previous } = end;
    const live = traffic.stable?.release.version ?? "nothing";
    const head = (0,lib/* joinMarkdown */.UF)([
        (0,render/* verdictHeading */.G8)("Rollout", verdict, subject),
        (0,lib.md) `${verdict.sentence}.`,
        (0,render/* factsTable */.wd)([
            ["release", plan.candidate.version],
            ["live now", live],
            ["live before", previous],
            [
                "requests the candidate served",
                totals === undefined ? "nobody counted" : (0,lib/* formatCount */.B4)(totals.requests),
            ],
            ["of these failed", totals === undefined ? undefined : (0,lib/* formatCount */.B4)(totals.errors)],
        ]),
        (0,render/* evidenceTable */.Y5)(verdict.evidence),
        renderAnalysis(keeper),
    ]);
    const rows = end.trail.map(({ at, weight, text, measurement }) => [
        new Date(at).toISOString().slice(11, 19),
        (0,lib/* formatPercent */.l9)(weight),
        text,
        numbers(measurement?.candidate),
        numbers(measurement?.stable),
    ]);
    return [head, (0,lib/* table */.tp)(["time (UTC)", "weight", "decision", "candidate", "stable"], rows)];
}
/** The plan of a rollout, step by step, before anything moves. */
function renderPlan(plan) {
    const rows = plan.steps.map((step, index) => [
        index + 1,
        (0,lib/* formatPercent */.l9)(step.weight),
        (0,lib/* formatDuration */.a3)(step.bakeMs),
        plan.triggers.map((trigger) => trigger.name).join("; "),
    ]);
    return (0,lib/* table */.tp)(["step", "weight", "bake", "taken back when"], rows);
}
function numbers(counts) {
    if (counts === undefined || counts.requests === 0)
        return "";
    const bad = counts.badPercent === undefined ? "" : `, ${(0,lib/* formatPercent */.l9)(counts.badPercent)} bad`;
    const p95 = counts.p95Ms === undefined ? "" : `, p95 ${(0,lib/* formatDuration */.a3)(counts.p95Ms)}`;
    return `${(0,lib/* formatCount */.B4)(counts.requests)} req${bad}${p95}`;
}


/***/ }),

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

/***/ 27638:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ preflight)
/* harmony export */ });
/* unused harmony export missingVariables */
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26393);

/**
 * Asks, without changing anything, for all that the deployment will need: programs, variables, who one is at each provider
 * the policy signs in to, and what the platform is asked to do. Everything that is missing comes in one error: `permission` when
 * only rights are missing, else `config`.
 */
async function preflight(context, policy, target) {
    const { signal, log, runner } = context;
    const { tools, variables, envSample } = policy.preflight;
    const asked = await Promise.all([
        Object.keys(tools).length === 0
            ? []
            : Promise.all(/* import() */[__webpack_require__.e(2088), __webpack_require__.e(154)]).then(__webpack_require__.bind(__webpack_require__, 60154)).then(({ missingTools }) => missingTools(context, tools)),
        missingVariables(variables, runner.env),
        envSample === undefined
            ? []
            : __webpack_require__.e(/* import() */ 2777).then(__webpack_require__.bind(__webpack_require__, 72777)).then(({ sampleDrift }) => sampleDrift(context, policy)),
        target.access.whoAmI(signal),
        target.platform.preflight?.(signal) ?? [],
    ]);
    const problems = asked.flat();
    if (problems.length === 0) {
        const count = Object.keys(tools).length + variables.length;
        if (count > 0)
            log.debug(`pre-flight: ${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .plural */ .LS)(count, "tool or variable", "tools and variables")} there`);
        return;
    }
    const isOnlyRights = problems.every(({ code }) => code === "permission_missing");
    const list = problems
        .map(({ text, hint }) => `\n  - ${hint === undefined ? text : `${asSentence(text)} ${hint}`}`)
        .join("");
    throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ(isOnlyRights ? "permission" : "config", `${policy.environment} lacks ${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .plural */ .LS)(problems.length, "thing")} for a deployment; nothing was touched:${list}`);
}
function asSentence(text) {
    return /[.!?]$/.test(text) ? text : `${text}.`;
}
/** Variables that are not set or empty; only names are compared and printed. */
function missingVariables(names, env) {
    return names
        .filter((name) => (env[name] ?? "") === "")
        .map((name) => {
        const alike = (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .nearest */ .pA)(name, Object.keys(env).filter((one) => (env[one] ?? "") !== ""));
        return {
            code: "variable_missing",
            text: `the variable ${name} is not set${env[name] === "" ? " (it is empty)" : ""}${alike === undefined ? "" : `; there is ${alike}`}.`,
            hint: `Set it in \`env:\` of the job or step.`,
        };
    });
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

/***/ 84150:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   eY: () => (/* binding */ snapshotOf),
/* harmony export */   tZ: () => (/* binding */ snapshotEvent),
/* harmony export */   xO: () => (/* binding */ SNAPSHOT)
/* harmony export */ });
/* unused harmony export snapshotNote */
/** Reason code of the event with which a deployment names its snapshot. */
const SNAPSHOT = "snapshot";
// What is needed to find it comes first: a note is cut at its end.
const NOTE = /^snapshot (\S+) \((instance|cluster) in ([a-z0-9-]+)\)(?: of (\S+))?/;
/** The note of that event; all of it is read back by {@link snapshotOf}. */
function snapshotNote({ id, kind, region, source }) {
    return `snapshot ${id} (${kind} in ${region})${source === "" ? "" : ` of ${source}`}`;
}
/** The snapshot a record names: the first one, which is of the database before anything of the release. */
function snapshotOf(record) {
    for (const event of record.events) {
        const found = event.reason === SNAPSHOT ? NOTE.exec(event.note) : null;
        const [, id, kind, region, source = ""] = found ?? [];
        if (id !== undefined && region !== undefined && (kind === "instance" || kind === "cluster")) {
            return { id, kind, region, source };
        }
    }
    return undefined;
}
/** The event that names a snapshot, in the phase the deployment is in. */
function snapshotEvent(snapshot, phase) {
    return { phase, note: snapshotNote(snapshot), reason: SNAPSHOT };
}


/***/ }),

/***/ 53371:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  NP: () => (/* reexport */ addLook),
  a2: () => (/* reexport */ beginAnalysis),
  Vu: () => (/* reexport */ learnPast),
  Xq: () => (/* reexport */ learntCauseSize),
  iu: () => (/* reexport */ planAnalysis),
  Vj: () => (/* reexport */ verdictOf)
});

// UNUSED EXPORTS: ALIKE_RATIOS, ANALYSIS_DEFAULTS, KAYENTA_CLES_DEFAULTS, KAYENTA_DEFAULTS, NO_CELLS, NO_CLUSTERING, WORSE_RATIOS, addCauses, addRankBlock, addRiskWindow, addToCells, addToClustering, addWindow, beginRank, causeSize, causeSizeOfCertificate, doubtOf, judgeGauge, logEvidence, logOfCells, logRankEvidence, noEvidence, noRegression, packState, regressionOf, riskGrowth, scoreGauges, shareOfPairsAbove, unpackState

// EXTERNAL MODULE: ./packages/kernel/lib/index.js + 9 modules
var lib = __webpack_require__(26393);
;// CONCATENATED MODULE: ./packages/canary-analysis/lib/numeric/log-mean.js
/** Log of the mean of numbers given by their logs, which may be far too large or small for themselves; of none, -Infinity. */
function logMean(logs) {
    const largest = Math.max(...logs);
    if (!Number.isFinite(largest))
        return largest;
    const sum = logs.reduce((total, log) => total + Math.exp(log - largest), 0);
    return largest + Math.log(sum / logs.length);
}
/** Log of the weighted mean of e-values, which is one again however they hang together; 0 of none. */
function logWeightedMean(parts) {
    const total = parts.reduce((sum, { weight }) => sum + weight, 0);
    if (!(total > 0))
        return 0;
    const largest = Math.max(...parts.map(({ logEvidence }) => logEvidence));
    const sum = parts.reduce((so, { weight, logEvidence }) => so + weight * Math.exp(logEvidence - largest), 0);
    return largest + Math.log(sum / total);
}
/** Digits that are kept of the log of evidence: fewer make the state small, and down keeps every bound. */
const KEPT_DIGITS = 1e4;
/** The log of evidence as it is kept between looks. */
function roundedDown(log) {
    return Math.floor(log * KEPT_DIGITS) / KEPT_DIGITS;
}

;// CONCATENATED MODULE: ./packages/canary-analysis/lib/cells/share-bets.js

/** A bet on a ratio is best for that ratio and nearly as good around it; a mean over few costs little. */
const RATIOS = [1.5, 3, 12];
/** Single requests, and bursts: how bold a bet may be depends on how many causes a cell holds. */
const BURSTS = [1, 8];
const BETS = RATIOS.flatMap((ratio) => BURSTS.map((burst) => ({ ratio, burst })));
/** What is never staked, so that no single cell can take all. */
const KEPT = 0.02;
/** Before the first cell. */
const NO_BETS = BETS.map(() => 0);
/**
 * Bets on a cell that the candidate is worse than tolerated: each multiplies by `1 + stake (share - fair)`, where `share` is the
 * candidate's part of all bad requests.
 *
 * Say each cause hits the candidate with the probability `fair`. Whatever sizes the bursts of the cell have, the mean of `share` is
 * then `fair`: bursts make it uncertain, never biased. The factor is linear in `share`, so its mean is 1, and less for every smaller
 * probability: the mean of the products is a nonnegative supermartingale (Ville's inequality as for {@link addWindow}).
 * The stake may depend on the number of bad requests and on the requests of both, since under the null these say nothing of whose the
 * bad ones are. It is Kelly's for two outcomes: with `m` causes and the hoped share `q`, none is the candidate's with probability
 * `(1 - q)^m`, and otherwise its share is `u = q / (1 - (1 - q)^m)`; growth is largest at `(q - fair) / (fair (u - fair))`. For one cause
 * that is the likelihood ratio itself, and for many it is all there is.
 */
function betOnCell(tolerance, bets, cell) {
    const bad = cell.candidate.bad + cell.stable.bad;
    if (bad === 0 || cell.candidate.requests === 0 || cell.stable.requests === 0)
        return bets;
    const gains = gainsOfBets(tolerance, cell);
    return bets.map((log, index) => roundedDown(log + (gains[index] ?? 0)));
}
/** What each bet adds to the log of the evidence in a cell with bad requests, and requests of both. */
function gainsOfBets(tolerance, cell) {
    const { candidate, stable } = cell;
    const bad = candidate.bad + stable.bad;
    const fair = partOf(tolerance, cell);
    return BETS.map(({ ratio, burst }) => {
        const hoped = partOf(ratio * tolerance, cell);
        const causes = Math.max(1, bad / burst);
        // The share that is hoped for where the candidate has a bad request at all.
        const hit = hoped / (1 - (1 - hoped) ** causes);
        const stake = Math.min((hoped - fair) / (fair * (hit - fair)), (1 - KEPT) / fair);
        return Math.log1p(stake * (candidate.bad / bad - fair));
    });
}
/** Log of the evidence: of the mean over the bets. */
function logOfBets(bets) {
    return logMean(bets);
}
/**
 * The part of the bad requests that is the candidate's, at most, when its odds of a bad one are `ratio` times stable's: its part of all
 * requests at 1, about `ratio * candidate / (ratio * candidate + stable)` while few are bad.
 *
 * The number X follows Fisher's noncentral hypergeometric distribution, for which `E[X (stable - bad + X)] = ratio E[(candidate - X)
 * (bad - X)]`. X is a sum of independent indicators (its generating function has real roots only; W. Harkness, 1965), so that `E[X^2] <=
 * mean^2 + mean (1 - mean / bad)`. Together they bound the mean by the smaller root of a quadratic.
 */
function partOf(ratio, { candidate, stable }) {
    const bad = candidate.bad + stable.bad;
    const a = (ratio - 1) * (1 - 1 / bad);
    const b = stable.requests + ratio * candidate.requests + (ratio - 1) * (bad - 1);
    const c = ratio * candidate.requests * bad;
    // Written so that the root keeps its digits where `a` is next to 0.
    return (2 * c) / (b + Math.sqrt(Math.max(0, b * b - 4 * a * c))) / bad;
}

;// CONCATENATED MODULE: ./packages/canary-analysis/lib/numeric/log-binomial.js
/*
 * Logarithms of binomial probabilities without cancellation, after C. Loader, "Fast and Accurate Computation of Binomial
 * Probabilities" (2000): the distance to Stirling's formula and to the mean are computed by themselves, so that a result near 0
 * keeps its digits for counts of any size.
 */
const HALF_LOG_2_PI = 0.5 * Math.log(2 * Math.PI);
/** Below, a factorial is exact in a double; above, five terms of the series are exact to 1e-16. */
const LARGEST_TABLED = 15;
const TABLED = tabled();
/** `log P(X = hits)` for `X ~ Binomial(trials, share)`; counts are whole and not negative, `0 <= share <= 1`. */
function logBinomial(hits, trials, share) {
    if (hits < 0 || hits > trials)
        return Number.NEGATIVE_INFINITY;
    if (share <= 0)
        return hits === 0 ? 0 : Number.NEGATIVE_INFINITY;
    if (share >= 1)
        return hits === trials ? 0 : Number.NEGATIVE_INFINITY;
    if (hits === 0)
        return trials * Math.log1p(-share);
    if (hits === trials)
        return trials * Math.log(share);
    const misses = trials - hits;
    const distance = stirlingError(trials) -
        stirlingError(hits) -
        stirlingError(misses) -
        deviance(hits, trials * share) -
        deviance(misses, trials * (1 - share));
    // Divided one by one: the product of two counts may be too large for its digits.
    return distance - HALF_LOG_2_PI + 0.5 * Math.log(trials / hits / misses);
}
/** `log n! - log(sqrt(2 pi n) (n/e)^n)`, for whole `n >= 1`. */
function stirlingError(n) {
    if (n <= LARGEST_TABLED)
        return TABLED[n] ?? 0;
    const square = n * n;
    return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / 1188 / square) / square) / square) / square) / n;
}
function tabled() {
    const errors = [0];
    let factorial = 1;
    for (let n = 1; n <= LARGEST_TABLED; n += 1) {
        factorial *= n;
        errors.push(Math.log(factorial) - ((n + 0.5) * Math.log(n) - n + HALF_LOG_2_PI));
    }
    return errors;
}
/** `count log(count / mean) + mean - count`, also where the two are nearly the same. */
function deviance(count, mean) {
    if (Math.abs(count - mean) >= 0.1 * (count + mean))
        return count * Math.log(count / mean) + mean - count;
    const v = (count - mean) / (count + mean);
    let sum = (count - mean) * v;
    let power = 2 * count * v;
    for (let n = 3;; n += 2) {
        power *= v * v;
        const next = sum + power / n;
        if (next === sum)
            return sum;
        sum = next;
    }
}

;// CONCATENATED MODULE: ./packages/canary-analysis/lib/numeric/hypergeometric.js

/** Smallest part of a sum that is still added; all that is left out together is smaller than this part of it. */
const NEGLIGIBLE = 1e-17;
/**
 * `log P(X = x)`: how many of the marked are the candidate's, when every choice of `marked` from both groups is as likely as any
 * other (the hypergeometric distribution, as three binomial probabilities of one and the same share).
 */
function logHypergeometric(x, { candidate, stable, marked }) {
    const total = candidate + stable;
    if (x < 0 || x > candidate || marked - x < 0 || marked - x > stable)
        return Number.NEGATIVE_INFINITY;
    if (marked === 0 || marked === total)
        return 0;
    const share = marked / total;
    return (logBinomial(x, candidate, share) +
        logBinomial(marked - x, stable, share) -
        logBinomial(marked, total, share));
}
/**
 * `log E[odds^X]` for `X` of {@link logHypergeometric}: the normaliser of the noncentral hypergeometric distribution (Fisher's).
 *
 * Terms are added outwards from the largest one by the ratio of neighbours. That ratio falls on the way out, so what is left out
 * is less than a geometric series of the last term: the sum ends where that series is below 1e-17 of it. So the error is that of
 * rounding, whatever the margins.
 */
function logTilt(margins, logOdds) {
    const { candidate, stable, marked } = margins;
    const lowest = Math.max(0, marked - stable);
    const highest = Math.min(candidate, marked);
    if (lowest === highest)
        return lowest * logOdds;
    const odds = Math.exp(logOdds);
    const stepUp = (x) => ((candidate - x) / (x + 1)) * ((marked - x) / (stable - marked + x + 1)) * odds;
    const mode = largestTerm(lowest, highest, stepUp);
    let sum = 1;
    for (let x = mode, term = 1; x < highest; x += 1) {
        const ratio = stepUp(x);
        term *= ratio;
        sum += term;
        if (ratio < 1 && term * ratio < NEGLIGIBLE * sum * (1 - ratio))
            break;
    }
    for (let x = mode, term = 1; x > lowest; x -= 1) {
        const ratio = 1 / stepUp(x - 1);
        term *= ratio;
        sum += term;
        if (ratio < 1 && term * ratio < NEGLIGIBLE * sum * (1 - ratio))
            break;
    }
    return logHypergeometric(mode, margins) + mode * logOdds + Math.log(sum);
}
/** Neighbours' ratios fall with x, so the largest term is where they pass 1. */
function largestTerm(lowest, highest, stepUp) {
    let low = lowest;
    let high = highest;
    while (low < high) {
        const middle = Math.floor((low + high) / 2);
        if (stepUp(middle) >= 1)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

;// CONCATENATED MODULE: ./packages/canary-analysis/lib/cells/single-bets.js



/** Where causes are about single requests, these bets are by far the quicker ones; else hardly so, and they rest on an estimate. */
const PARTS = { ofSingle: 0.8, ofBursts: 0.25 };
/** What may be won of the logs in the cell after a limited one: a burst that lies in both wins half as much again, and not twice. */
const PART_AFTER_LIMIT = 0.5;
/** Bad requests of a cause from which on they count as bursts. */
const BURSTS_FROM = 2;
/** Ratios that are bet on, over the one that is tolerated. */
const single_bets_RATIOS = [1.5, 3, 8, 30];
/** Bets that go on from what was won before them, by its log. */
function beginSingles(log, perCause) {
    return {
        logs: single_bets_RATIOS.map(() => log),
        part: perCause < BURSTS_FROM ? PARTS.ofSingle : PARTS.ofBursts,
    };
}
/** Bets on a cell that the candidate is worse than tolerated, when `perCause` bad requests have one cause. */
function betOnSingles(tolerance, perCause, bets, cell) {
    const bad = cell.candidate.bad + cell.stable.bad;
    if (cell.candidate.requests === 0 || cell.stable.requests === 0)
        return bets;
    if (bad === 0)
        return { logs: bets.logs, part: bets.part };
    const gains = gainsOfSingles(tolerance, perCause, cell);
    const part = bets.wasLimited === true ? PART_AFTER_LIMIT : 1;
    const logs = bets.logs.map((log, index) => {
        const { gain, most } = gains[index] ?? { gain: 0, most: 0 };
        return roundedDown(log + Math.min(gain, part * most));
    });
    const isLimited = gains.filter(({ gain, most }) => gain > most).length > gains.length / 2;
    return { logs, part: bets.part, ...(isLimited ? { wasLimited: true } : {}) };
}
/**
 * What each bet would add to the log of the evidence in a cell with bad requests, and requests of both, and what it may add at most.
 *
 * The likelihood ratio of single requests (see {@link addWindow}) to the power `1 / perCause`: about that of the causes. It wins at most
 * what leaves its mean at 1 also when all bad requests of the cell have one cause after all: with the probability `fair` that cause is the
 * candidate's, else the bet becomes what it does when stable has all. So a kind of burst that stable never showed wins little more than it
 * would lose, and only even failures, cell after cell, make much of it.
 */
function gainsOfSingles(tolerance, perCause, cell) {
    const { candidate, stable } = cell;
    const margins = {
        candidate: candidate.requests,
        stable: stable.requests,
        marked: candidate.bad + stable.bad,
    };
    const fair = partOf(tolerance, cell);
    const ofNull = logTilt(margins, Math.log(tolerance));
    return single_bets_RATIOS.map((ratio) => {
        const allOfStable = (ofNull - logTilt(margins, Math.log(ratio * tolerance))) / perCause;
        const gain = allOfStable + (candidate.bad * Math.log(ratio)) / perCause;
        const most = Math.log((1 - (1 - fair) * Math.exp(allOfStable)) / fair);
        return { gain, most };
    });
}
/** Log of the evidence: of the mean over the bets. */
function logOfSingles({ logs }) {
    return logMean(logs);
}

;// CONCATENATED MODULE: ./packages/canary-analysis/lib/cells/timed-counts.js
/** Two windows as one, from the beginning of the first to the end of the second. */
function joinWindows(one, next) {
    return {
        fromMs: one.fromMs,
        toMs: next.toMs,
        candidate: addCounts(one.candidate, next.candidate),
        stable: addCounts(one.stable, next.stable),
    };
}
/** The counts of both windows. */
function addCounts(one, next) {
    return { requests: one.requests + next.requests, bad: one.bad + next.bad };
}

;// CONCATENATED MODULE: ./packages/canary-analysis/lib/cells/cell-evidence.js




/** A cell so many times as long as a burst is hardly touched by one that began before it. */
const LONG_CELL = 6;
/** Before the first window. */
const NO_CELLS = { bets: NO_BETS };
/**
 * Adds a window; those shorter than `burstMs` are gathered into cells of at least that length. `perCause`: how many bad requests have one
 * cause, as known before the window; `undefined`: not known.
 *
 * A burst that goes on into the next cell would count twice, and always for the release it hit. So after a cell in which the candidate
 * had bad requests, one burst's length is left out without being looked at; after a cell without any there is nothing of it that could
 * go on, and what goes on of stable only makes a bet against the candidate less likely to win. Bets that know the size of causes need no
 * such pause. Made for the first time, they go on with what was won until then, which is as good as having stopped there and begun anew.
 */
function addToCells(tolerance, burstMs, evidence, window, perCause) {
    const { bets, singles, quietUntilMs } = evidence;
    const cell = evidence.open === undefined ? window : joinWindows(evidence.open, window);
    const lengthMs = cell.toMs - cell.fromMs;
    if (lengthMs < burstMs)
        return { ...evidence, open: cell };
    const known = perCause === undefined
        ? singles
        : betOnSingles(tolerance, perCause, singles ?? beginSingles(logOfBets(bets), perCause), cell);
    const more = known === undefined ? {} : { singles: known };
    if (quietUntilMs !== undefined && cell.fromMs < quietUntilMs)
        return { bets, quietUntilMs, ...more };
    const next = betOnCell(tolerance, bets, cell);
    const isQuiet = cell.candidate.bad > 0 && lengthMs < LONG_CELL * burstMs;
    return { bets: next, ...(isQuiet ? { quietUntilMs: cell.toMs + burstMs } : {}), ...more };
}
/**
 * Log of the evidence. `doubt`: how many times as large causes may be as was thought when the bets were made (see {@link doubtOf}).
 */
function logOfCells({ bets, singles }, doubt) {
    const logOfShares = logOfBets(bets);
    if (singles === undefined)
        return logOfShares;
    return logWeightedMean([
        { weight: 1 - singles.part, logEvidence: logOfShares },
        { weight: singles.part, logEvidence: logOfSingles(singles) / doubt },
    ]);
}

;// CONCATENATED MODULE: ./packages/canary-analysis/lib/counts/cause-evidence.js

/**
 * Adds a window whose bad events are independent causes (users with their first failure), counted beside requests.
 *
 * Users are not a part of requests, so there is no table of four numbers; but which release a cause hits is a toss with the
 * probability that the ratio of the rates gives, so each window multiplies by the likelihood ratio of two binomial distributions. It
 * is monotone in the ratio, which makes it valid for every ratio on the null's side.
 */
function addCauses(hypothesis, evidence, window) {
    const { candidate, stable } = window;
    if (candidate.requests === 0 || stable.requests === 0)
        return evidence;
    const part = (ratio) => (ratio * candidate.requests) / (ratio * candidate.requests + stable.requests);
    const ofNull = part(hypothesis.null);
    return hypothesis.alternatives.map((ratio, index) => {
        const hoped = part(ratio);
        const candidates = candidate.bad * Math.log(hoped / ofNull);
        const others = stable.bad * (Math.log1p(-hoped) - Math.log1p(-ofNull));
        return roundedDown((evidence[index] ?? 0) + candidates + others);
    });
}

;// CONCATENATED MODULE: ./packages/canary-analysis/lib/counts/spread.js

/** Before the first pair. */
const NO_SPREAD = { pairs: 0, telling: 0, squares: 0, bad: 0 };
/**
 * Adds two stretches that follow one another.
 *
 * Of the bad requests of both, single ones fall into the first by its part `w` of the requests (hypergeometric: variance `bad w (1 - w)`,
 * less where a large part is bad). Causes of `k` bad requests each make that `k` times as much; of mixed sizes, `E[k^2] / E[k]`.
 * Neighbours share their time of day, their weight and their incidents, so that none of these is taken for bursts: but for the two edges
 * of an incident.
 */
function addPair(spread, one, next) {
    if (one.requests === 0 || next.requests === 0)
        return spread;
    const pairs = spread.pairs + 1;
    const requests = one.requests + next.requests;
    const bad = one.bad + next.bad;
    const part = one.requests / requests;
    const single = part * (1 - part) * ((requests - bad) / (requests - 1));
    // With none of them bad, or all, there is nothing that could vary.
    if (bad === 0 || !(single > 0))
        return { ...spread, pairs };
    return {
        pairs,
        telling: spread.telling + 1,
        squares: roundedDown(spread.squares + (one.bad - bad * part) ** 2 / single),
        bad: spread.bad + bad,
    };
}
/** How many times as much the bad requests vary as single ones would; 1 of none. */
function foundIn({ squares, bad }) {
    return bad === 0 ? 1 : squares / bad;
}
/** Standard error of that for single requests. A stretch is in two pairs, whose deviations hang together: each adds 3 instead of 2. */
function errorOf(pairs) {
    return pairs === 0 ? Number.POSITIVE_INFINITY : Math.sqrt(3 / pairs);
}

;// CONCATENATED MODULE: ./packages/canary-analysis/lib/counts/clustering.js


const NOTHING = { requests: 0, bad: 0 };
/** Bursts in a stretch: most then lie in one stretch as a whole. */
const BURSTS_A_STRETCH = 2;
/** With fewer pairs of stretches, or bad requests in them, bursts that are there may not have been seen. */
const FEWEST_PAIRS = 8;
const FEWEST_BAD = 12;
/** Before the first window. */
const NO_CLUSTERING = {
    stable: NO_SPREAD,
    beside: { stable: NO_SPREAD, candidate: NO_SPREAD },
};
/** Adds a window; those shorter than two bursts are gathered into stretches of at least that length. */
function addToClustering(burstMs, clustering, window, lengthMs) {
    const before = clustering.open ?? { candidate: NOTHING, stable: NOTHING, lengthMs: 0 };
    const stretch = {
        candidate: addCounts(before.candidate, window.candidate),
        stable: addCounts(before.stable, window.stable),
        lengthMs: before.lengthMs + lengthMs,
    };
    if (stretch.lengthMs < BURSTS_A_STRETCH * burstMs)
        return { ...clustering, open: stretch };
    const { candidate, stable } = stretch;
    const { last, beside } = clustering;
    if (last === undefined)
        return { stable: clustering.stable, beside, last: { candidate, stable } };
    const isBeside = last.candidate.requests > 0 && candidate.requests > 0;
    return {
        stable: addPair(clustering.stable, last.stable, stable),
        beside: isBeside
            ? {
                stable: addPair(beside.stable, last.stable, stable),
                candidate: addPair(beside.candidate, last.candidate, candidate),
            }
            : beside,
        last: { candidate, stable },
    };
}
/** For evidence that a candidate is worse: most bets are small, and each cell is limited besides. */
const AGAINST = { clearly: 2, hardly: 1, not: 0.25, fewBad: 3 };
/** For a certificate. */
const FOR = { clearly: 2, hardly: 2, not: 1, fewBad: 12 };
/**
 * How many bad requests have one cause, as far as stable shows, on the safe side; `undefined` while it shows too little. 1: each stands
 * for itself.
 */
function causeSize({ stable }) {
    if (stable.bad < FEWEST_BAD || stable.telling < FEWEST_PAIRS)
        return undefined;
    return cautious(stable, errorOf(stable.telling), AGAINST);
}
/**
 * The same for a certificate, which rests on this figure alone: what is seen beside the candidate has to show it, since bursts may be new,
 * and what was before may only make it larger. It may be told also where next to nothing fails.
 */
function causeSizeOfCertificate(clustering) {
    const { stable } = clustering.beside;
    if (stable.pairs < FEWEST_PAIRS)
        return undefined;
    const seen = cautious(stable, errorOf(stable.pairs), FOR) * doubtOf(clustering);
    return Math.max(seen, causeSize(clustering) ?? 1);
}
/** Standard errors beyond which what is seen beside the candidate is no accident. */
const CLEAR = 2.5;
/**
 * How many times as large causes are beside the candidate, of either release, as {@link causeSize} says: bursts of a kind that stable
 * did not have before. At least 1.
 *
 * A candidate that is worse by itself fails evenly more often: from stretch to stretch its counts vary no more than stable's. One user who
 * retries, or a batch job, makes them jump.
 */
function doubtOf({ stable, beside }) {
    const known = causeSize({ stable, beside }) ?? 1;
    const sizes = [beside.stable, beside.candidate].map((spread) => {
        const found = foundIn(spread);
        return found > 1 + CLEAR * errorOf(spread.telling) ? found : 1;
    });
    return Math.max(1, ...sizes.map((size) => size / known));
}
function cautious(spread, error, { clearly, hardly, not, fewBad }) {
    const found = foundIn(spread);
    const size = found > 1 + 2 * error
        ? found * (1 + clearly * error)
        : found > 1 + error
            ? found * (1 + hardly * error)
            : 1 + not * error;
    return Math.max(1, size) * (1 + fewBad / (fewBad + spread.bad));
}

;// CONCATENATED MODULE: ./packages/canary-analysis/lib/counts/odds-evidence.js


/** Candidate worse: a grid from a quarter more to eighty times as bad, so that small and sparse regressions are both near one. */
const WORSE_RATIOS = [1.25, 1.5, 2, 3, 5, 8, 13, 20, 40, 80];
/** Candidate not much worse: around the same, and better. */
const ALIKE_RATIOS = [0.75, 1.05];
/** The hypothesis that the candidate's odds are at most `tolerance` times stable's; evidence against it is a regression. */
function noRegression(tolerance) {
    return { null: tolerance, alternatives: WORSE_RATIOS.filter((ratio) => ratio > tolerance) };
}
/** The hypothesis that the candidate's odds are at least `ratio` times stable's; evidence against it is a certificate. */
function regressionOf(ratio) {
    return { null: ratio, alternatives: ALIKE_RATIOS.filter((alike) => alike < ratio) };
}
/** Before the first window. */
function noEvidence(hypothesis) {
    return hypothesis.alternatives.map(() => 0);
}
/**
 * Adds a window that was not added before.
 *
 * Given how many requests each release had and how many of all were bad, whose they were depends on nothing but the ratio of the
 * odds: on no error rate, no split and no time of day, which may all differ from window to window. So each window multiplies the
 * evidence by `P(bad of candidate | alternative) / P(bad of candidate | null)`, of Fisher's noncentral hypergeometric
 * distribution. That is at most 1 in the mean for every ratio on the null's side (the likelihood ratio grows with the count), which
 * makes the mean over the alternatives a nonnegative supermartingale: by Ville's inequality it ever reaches `1 / alpha` with
 * probability `alpha` at most, whenever and however often it is looked at.
 */
function addWindow(hypothesis, evidence, { candidate, stable }) {
    const margins = {
        candidate: candidate.requests,
        stable: stable.requests,
        marked: candidate.bad + stable.bad,
    };
    const logNull = Math.log(hypothesis.null);
    const ofNull = candidate.bad * logNull - logTilt(margins, logNull);
    return hypothesis.alternatives.map((ratio, index) => {
        const logRatio = Math.log(ratio);
        return roundedDown((evidence[index] ?? 0) + candidate.bad * logRatio - logTilt(margins, logRatio) - ofNull);
    });
}
/** Log of the evidence: of the mean over the alternatives. */
function logEvidence(evidence) {
    return logMean(evidence);
}

;// CONCATENATED MODULE: ./packages/canary-analysis/lib/counts/risk-evidence.js

/** Halvings of an interval below 1: to the last digit of a double. */
const HALVINGS = 60;
/**
 * Adds a window that was not added before; `seen` are the totals of both releases in the windows before it.
 *
 * The e-value of two streams of yes and no against a convex null (R. Turner and P. Grünwald, "Exact anytime-valid confidence
 * intervals for contingency tables and beyond", 2023): likelihood of the shares expected from earlier windows over that of the
 * point of the null nearest to them. For any point of the null its mean is a product of two powers of functions that are affine in
 * the shares; by the inequality of the means that is at most 1, because the nearest point minimises the divergence over a convex
 * set. So nothing has to be known of either share, and both may change between windows.
 */
function addRiskWindow(margin, evidence, seen, { candidate, stable }) {
    // Expected alike, since that is what is to be shown; before the first window, a quarter of the margin.
    const expected = (seen.bad + 0.25) / (seen.requests + 1 / margin);
    const nearest = nearestOfNull(margin, expected, candidate.requests, stable.requests);
    const gain = logRatio(candidate, expected, nearest + margin) + logRatio(stable, expected, nearest);
    return roundedDown(evidence + gain);
}
/** Mean growth of the evidence in a window, when both shares are `share`. */
function riskGrowth(margin, share, candidate, stable) {
    const nearest = nearestOfNull(margin, share, candidate, stable);
    return (logRatio({ requests: candidate, bad: candidate * share }, share, nearest + margin) +
        logRatio({ requests: stable, bad: stable * share }, share, nearest));
}
function logRatio({ requests, bad }, expected, ofNull) {
    const hits = bad === 0 ? 0 : bad * Math.log(expected / ofNull);
    return hits + (requests - bad) * (Math.log1p(-expected) - Math.log1p(-ofNull));
}
/** Stable's share at the point of the null that is nearest to both shares being `expected`. */
function nearestOfNull(margin, expected, candidate, stable) {
    // Growth of the divergence with stable's share; it rises through 0 where the divergence is least.
    const slope = (share) => candidate * divergenceSlope(expected, share + margin) + stable * divergenceSlope(expected, share);
    let low = 0;
    let high = Math.min(expected, 1 - margin);
    for (let halving = 0; halving < HALVINGS; halving += 1) {
        const middle = (low + high) / 2;
        if (slope(middle) < 0)
            low = middle;
        else
            high = middle;
    }
    // Never exactly 0, where a bad request of stable would be impossible.
    return high;
}
function divergenceSlope(expected, share) {
    return (1 - expected) / (1 - share) - expected / share;
}

;// CONCATENATED MODULE: ./packages/canary-analysis/lib/metrics/count-progress.js







const count_progress_NOTHING = { requests: 0, bad: 0 };
/** Before the first window. The unit is chosen once: evidence of two units does not add up. */
function beginCount(rule, unit) {
    return {
        candidate: count_progress_NOTHING,
        stable: count_progress_NOTHING,
        worse: unit === "cells" ? { unit, cells: NO_CELLS } : { unit, odds: noEvidence(noRegression(rule.tolerance)) },
        alike: noEvidence(regressionOf(rule.regression)),
        risk: 0,
        ...(unit === "cells" ? { clustering: NO_CLUSTERING } : {}),
    };
}
/** Learns from a stretch of the past, in which stable was alone, how its bad requests come together. */
function learnCount(rule, progress, lengthMs, stable) {
    const { clustering } = progress;
    if (clustering === undefined)
        return progress;
    const window = { candidate: count_progress_NOTHING, stable };
    return { ...progress, clustering: addToClustering(rule.burstMs, clustering, window, lengthMs) };
}
/** Adds a window that was not added before. `bad` are what the unit counts: requests, or users first harmed. */
function addCount(rule, progress, window) {
    const isCompared = window.candidate.requests > 0 && window.stable.requests > 0;
    const { clustering } = progress;
    const add = progress.worse.unit === "users" ? addCauses : addWindow;
    return {
        candidate: addCounts(progress.candidate, window.candidate),
        stable: addCounts(progress.stable, window.stable),
        worse: isCompared ? addWorse(rule, progress, window) : progress.worse,
        alike: isCompared ? add(regressionOf(rule.regression), progress.alike, window) : progress.alike,
        risk: isCompared
            ? addRiskWindow(rule.margin, progress.risk, addCounts(progress.candidate, progress.stable), capped(window))
            : progress.risk,
        // After the bets: they are made by what was known before.
        ...(clustering === undefined
            ? {}
            : { clustering: addToClustering(rule.burstMs, clustering, window, window.toMs - window.fromMs) }),
    };
}
/** Log of the evidence that the candidate is worse than tolerated. */
function logWorse({ worse, clustering }) {
    if (worse.unit !== "cells")
        return logEvidence(worse.odds);
    return logOfCells(worse.cells, clustering === undefined ? 1 : doubtOf(clustering));
}
/**
 * Log of the evidence that it is not worse by both the ratio and the margin: a release that is worse by both lies in both nulls, so
 * the mean of the two e-values is one.
 *
 * Both are of single requests. Where stable's bad requests vary more than such would, they are brought down to as many causes as that
 * leaves: an e-value to a power below 1 stays one, and with causes of that size it is about that of the causes (quasi-likelihood; an
 * approximation, where the evidence for a regression is none).
 */
function logCertified(progress) {
    const { clustering } = progress;
    const perCause = clustering === undefined ? 1 : causeSizeOfCertificate(clustering);
    return perCause === undefined ? 0 : logMean([logEvidence(progress.alike), progress.risk]) / perCause;
}
/** How many times as much bad requests vary as single ones would; 1 where they are counted one by one or by users, or nobody knows. */
function dispersionOf({ clustering }) {
    return (clustering === undefined ? undefined : causeSizeOfCertificate(clustering)) ?? 1;
}
function addWorse(rule, { worse, clustering }, window) {
    if (worse.unit === "cells") {
        const perCause = clustering === undefined ? undefined : causeSize(clustering);
        return { unit: "cells", cells: addToCells(rule.tolerance, rule.burstMs, worse.cells, window, perCause) };
    }
    const add = worse.unit === "users" ? addCauses : addWindow;
    return { unit: worse.unit, odds: add(noRegression(rule.tolerance), worse.odds, window) };
}
/** Users first harmed in a window may be more than its requests: they came before and were counted then. */
function capped(window) {
    const cap = ({ requests, bad }) => ({
        requests,
        bad: Math.min(bad, requests),
    });
    return { candidate: cap(window.candidate), stable: cap(window.stable) };
}

;// CONCATENATED MODULE: ./packages/canary-analysis/lib/gauges/pairs-above.js
/** Compares each value, less `shift`, with each of the others; all finite, both ascending. In one pass, since the judge asks some sixty times. */
function comparePairs(values, others, shift = 0) {
    let above = 0;
    let ties = 0;
    let own = 0;
    let other = 0;
    while (own < values.length || other < others.length) {
        const at = Math.min(valueAt(values, own) - shift, valueAt(others, other));
        const firstOwn = own;
        const firstOther = other;
        while (own < values.length && valueAt(values, own) - shift === at)
            own += 1;
        while (other < others.length && valueAt(others, other) === at)
            other += 1;
        above += ((own - firstOwn) * (firstOther + other)) / 2;
        const group = own - firstOwn + other - firstOther;
        ties += group ** 3 - group;
    }
    return { above, ties };
}
/** Share of all pairs with the first above the second, 0 to 1: the common-language effect size. NaN where one side is empty. */
function pairs_above_shareAbove(values, others) {
    return comparePairs(values, others).above / (values.length * others.length);
}
function valueAt(sorted, index) {
    return sorted[index] ?? Number.POSITIVE_INFINITY;
}

;// CONCATENATED MODULE: ./packages/canary-analysis/lib/gauges/samples.js
/** Numbers in ascending order, in a new array. */
function samples_ascending(values) {
    return [...values].sort((a, b) => a - b);
}
/**
 * The values that can be compared: what is not a number is taken out or becomes 0, and an infinite one, which no mean and no
 * difference can be taken of, is always taken out.
 */
function samples_comparable(values, nanStrategy) {
    const known = nanStrategy === "replace" ? values.map((value) => (Number.isNaN(value) ? 0 : value)) : values;
    return known.filter((value) => Number.isFinite(value));
}
/**
 * The values without those further than `factor` interquartile ranges outside the quartiles. The fences are never inside the first
 * and the last percentile, so that of hardly varying values no more than the very ends are lost (Kayenta's `reduceSensitivity`).
 */
function samples_withoutOutliers(values, factor) {
    const sorted = samples_ascending(values);
    const lowerQuartile = quantile(sorted, 0.25);
    const upperQuartile = quantile(sorted, 0.75);
    const reach = factor * (upperQuartile - lowerQuartile);
    const low = Math.min(quantile(sorted, 0.01), lowerQuartile - reach);
    const high = Math.max(quantile(sorted, 0.99), upperQuartile + reach);
    return values.filter((value) => value >= low && value <= high);
}
/** The quantile (0 to 1) of ascending values, linear between the two nearest (type 7 of Hyndman and Fan); NaN of none. */
function quantile(sorted, share) {
    const position = share * (sorted.length - 1);
    const below = sorted[Math.floor(position)] ?? Number.NaN;
    const above = sorted[Math.ceil(position)] ?? Number.NaN;
    return below + (position - Math.floor(position)) * (above - below);
}
/** The mean, with the rounding error of the first pass taken out by a second; NaN of none. */
function samples_mean(values) {
    const first = values.reduce((sum, value) => sum + value, 0) / values.length;
    return first + values.reduce((sum, value) => sum + (value - first), 0) / values.length;
}

;// CONCATENATED MODULE: ./packages/canary-analysis/lib/gauges/rank-evidence.js



/**
 * Parts of what may be lost that are bet on each block. The largest loses nearly everything on one block that goes the other way and
 * wins most where they all go one way; the small ones find what shows only over hundreds of blocks.
 */
const STAKES = [0.05, 0.1, 0.2, 0.35, 0.5, 0.7, 0.95];
/** Before the first block. */
function beginRank() {
    return { above: STAKES.map(() => 0), below: STAKES.map(() => 0), blocks: 0, shares: 0 };
}
/**
 * Adds the values of a window that was not added before: `candidate` and `stable`, each measured within it. A window in which one of
 * them has none says nothing, and changes nothing.
 *
 * The score of a block is the share U of all pairs in which the candidate's value is the higher one, a tie counting half: the rank sum
 * of Mann and Whitney, from 0 to 1. Under the null the releases may be exchanged within the window, so that, given all that was seen
 * before, each of the candidate's values is as likely above as below each of stable's, and the mean of U is 1/2. A bet of a fixed
 * stake s multiplies the evidence by `1 + 2 s (U - 1/2)`: that is positive, because s is below 1, and 1 in the mean. The product over
 * the blocks is therefore a nonnegative martingale that begins at 1, and so is the mean of several over the stakes. By Ville's
 * inequality it ever reaches `1 / alpha` with probability `alpha` at most: it may be asked after every window, and asking costs nothing.
 *
 * Nothing else is used: no shape of the values, no independence of values within a window (ten scrapes of one process are one block
 * whose score is bounded, whatever hangs together in it), no constancy between windows; level, spread and number may change with the
 * time of day or with an incident that hits both. With `allowedRatio` the candidate is compared to stable's values enlarged by it,
 * which makes the mean of U no more than 1/2, and the product a supermartingale.
 *
 * What it cannot do is tell a release from the machine it runs on. "Given all that was seen before" is the assumption: where the one
 * machine of the candidate is always a little warmer than the others, its values lie above theirs in every window, exchangeable or not
 * at the start, and the evidence grows without bound. For such gauges let the machines change between windows, give the values as
 * differences from each machine's own before the rollout, set `allowedRatio` beyond what machines differ by, or do not call it critical.
 * And values that are missing more often when they are bad (`remove`) are not exchangeable either.
 */
function addRankBlock(state, candidate, stable, { nanStrategy = "remove", allowedRatio = 1 } = {}) {
    const ofCandidate = samples_ascending(samples_comparable(candidate, nanStrategy));
    const ofStable = samples_ascending(samples_comparable(stable, nanStrategy));
    if (ofCandidate.length === 0 || ofStable.length === 0)
        return state;
    const above = pairs_above_shareAbove(ofCandidate, enlarge(ofStable, allowedRatio));
    const below = pairs_above_shareAbove(ofStable, enlarge(ofCandidate, allowedRatio));
    return {
        above: bet(state.above, above),
        below: bet(state.below, below),
        blocks: state.blocks + 1,
        shares: state.shares + pairs_above_shareAbove(ofCandidate, ofStable),
    };
}
/**
 * Natural log of the evidence for a difference in this direction; reached `ln(1 / alpha)` once, the null may be rejected at `alpha`.
 * Of either direction it is the mean of both, which is again a martingale.
 */
function logRankEvidence(state, direction) {
    switch (direction) {
        case "increase":
            return logMean(state.above);
        case "decrease":
            return logMean(state.below);
        case "either":
            return logMean([...state.above, ...state.below]);
    }
}
/** Part of the pairs of one window, on average, in which the candidate's value was the higher one; `undefined` before the first block. */
function shareOfPairsAbove({ shares, blocks }) {
    return blocks === 0 ? undefined : shares / blocks;
}
function bet(logs, share) {
    return STAKES.map((stake, index) => (logs[index] ?? 0) + Math.log1p(2 * stake * (share - 0.5)));
}
/** Each value made larger by the ratio, negative ones too; ascending again. */
function enlarge(values, ratio) {
    return ratio <= 1 ? values : samples_ascending(values.map((value) => value + (ratio - 1) * Math.abs(value)));
}

;// CONCATENATED MODULE: ./packages/canary-analysis/lib/metrics/gauge-progress.js

const NO_SAMPLES = { count: 0, sum: 0 };
/** Before the first window. */
function beginGauge() {
    return { rank: beginRank(), candidate: NO_SAMPLES, stable: NO_SAMPLES };
}
/** Adds the samples of a window; what is no number is left out. */
function addGauge(metric, progress, candidate, stable) {
    const [ofCandidate, ofStable] = [candidate.filter(Number.isFinite), stable.filter(Number.isFinite)];
    return {
        rank: addRankBlock(progress.rank, ofCandidate, ofStable, { allowedRatio: metric.allowedRatio }),
        candidate: plus(progress.candidate, ofCandidate),
        stable: plus(progress.stable, ofStable),
    };
}
/** Log of the evidence for a regression beyond the allowed ratio. */
function logGauge({ direction }, { rank }) {
    return logRankEvidence(rank, direction);
}
/** Candidate's mean over stable's; `undefined` where it says nothing: no samples, a mean of 0, or different signs. */
function ratioOfMeans({ candidate, stable }) {
    if (candidate.count === 0 || stable.count === 0)
        return undefined;
    const ratio = candidate.sum / candidate.count / (stable.sum / stable.count);
    return Number.isFinite(ratio) && ratio > 0 ? ratio : undefined;
}
function plus({ count, sum }, samples) {
    return { count: count + samples.length, sum: samples.reduce((total, next) => total + next, sum) };
}

;// CONCATENATED MODULE: ./packages/canary-analysis/lib/metrics/latency-progress.js


/** Parts of stable's requests that are to lie above the bounds, from the middle to the tail. */
const TAILS = [0.5, 0.2, 0.05, 0.01];
/** Requests of stable that show where its tail is. */
const ENOUGH = 200;
/** Before the first window; `boundsMs` where the policy names them. */
function beginLatency(rule, boundsMs) {
    return { bounds: boundsMs?.map((boundMs) => begin(rule, boundMs)) };
}
/** Learns from the past of stable, oldest first: bounds where none are given, and how slow requests come together. */
function learnLatency(rule, progress, past) {
    const seen = past.reduce((sum, { stable }) => together(sum, stable.latency), undefined);
    const chosen = seen === undefined ? undefined : chooseBounds(seen);
    const bounds = progress.bounds ?? chosen?.map((boundMs) => begin(rule, boundMs));
    if (bounds === undefined)
        return progress;
    return {
        bounds: bounds.map(({ boundMs, count }) => ({
            boundMs,
            count: past.reduce((sum, { fromMs, toMs, stable }) => {
                const counts = above(stable.latency, boundMs);
                return counts === undefined ? sum : learnCount(rule, sum, toMs - fromMs, counts);
            }, count),
        })),
    };
}
/**
 * Adds a window. Where no bounds are given, the first requests of stable choose them, and their windows are not judged: bounds that
 * depend on what is judged would favour one release.
 */
function addLatency(rule, progress, window) {
    const { candidate, stable } = window;
    if (progress.bounds === undefined) {
        const seen = together(progress.seen, stable.latency);
        const bounds = chooseBounds(seen);
        return bounds === undefined
            ? { bounds, seen }
            : { bounds: bounds.map((boundMs) => begin(rule, boundMs)) };
    }
    return {
        bounds: progress.bounds.map((bound) => {
            const ofCandidate = above(candidate.latency, bound.boundMs);
            const ofStable = above(stable.latency, bound.boundMs);
            if (ofCandidate === undefined || ofStable === undefined)
                return bound;
            const { fromMs, toMs } = window;
            const counts = { fromMs, toMs, candidate: ofCandidate, stable: ofStable };
            return { ...bound, count: addCount(rule, bound.count, counts) };
        }),
    };
}
/** Log of the evidence that it is slower than tolerated: the mean over the bounds is an e-value, however they hang together. */
function logSlower({ bounds }) {
    return bounds === undefined || bounds.length === 0
        ? 0
        : logMean(bounds.map(({ count }) => logWorse(count)));
}
/** Log of the evidence that it is not slower: it has to be shown at every bound. */
function logNotSlower({ bounds }) {
    return bounds === undefined || bounds.length === 0
        ? 0
        : Math.min(...bounds.map(({ count }) => logCertified(count)));
}
/** The bound that says most. */
function tellingBound({ bounds }) {
    return bounds?.reduce((best, next) => (logWorse(next.count) > logWorse(best.count) ? next : best));
}
function begin(rule, boundMs) {
    // What is slow is slow for all at once (a pause of the collector, a full queue), whatever is known of users.
    return { boundMs, count: beginCount(rule, rule.burstMs > 0 ? "cells" : "requests") };
}
/** Requests, and those slower than a bound; `undefined` when the buckets do not have it. */
function above({ boundsMs, counts }, boundMs) {
    const index = boundsMs.indexOf(boundMs);
    if (index < 0)
        return undefined;
    const total = (list) => list.reduce((sum, count) => sum + count, 0);
    return { requests: total(counts), bad: total(counts.slice(index + 1)) };
}
/** The counts of both; those of the later where the buckets are others. */
function together(earlier, later) {
    if (earlier !== undefined && later.boundsMs.length === 0)
        return earlier;
    if (earlier === undefined || earlier.boundsMs.join() !== later.boundsMs.join())
        return later;
    return { ...later, counts: later.counts.map((count, index) => count + (earlier.counts[index] ?? 0)) };
}
/** Bounds of the buckets that come nearest to the tails; `undefined` while there are too few requests, or no buckets. */
function chooseBounds({ boundsMs, counts }) {
    const total = counts.reduce((sum, count) => sum + count, 0);
    if (boundsMs.length === 0 || total < ENOUGH)
        return undefined;
    let slower = total;
    const tails = boundsMs.map((boundMs, index) => {
        slower -= counts[index] ?? 0;
        return { boundMs, part: slower / total };
    });
    const chosen = TAILS.map((wanted) => nearest(tails, wanted)).filter((boundMs) => boundMs !== undefined);
    return [...new Set(chosen)].sort((a, b) => a - b);
}
/** The bound whose part above it is nearest to the wanted one as a ratio; none has to be above it at all. */
function nearest(tails, wanted) {
    const distance = (part) => Math.abs(Math.log((part + 1e-4) / wanted));
    const usable = tails.filter(({ part }) => part < 1);
    return usable.reduce((best, next) => (best === undefined || distance(next.part) < distance(best.part) ? next : best), undefined)?.boundMs;
}

;// CONCATENATED MODULE: ./packages/canary-analysis/lib/analysis-state.js




/** Shares of slow requests differ with every restart and cache: more is tolerated than of failures. */
const LATENCY_TOLERANCE = 1.25;
const LATENCY_MARGIN = 0.01;
/** Before the first window. */
function beginAnalysis(config) {
    return {
        lastToMs: undefined,
        candidate: undefined,
        stable: undefined,
        firstRequestMs: undefined,
        silentSinceMs: undefined,
        silentExpected: 0,
        lastKnownMs: undefined,
        missing: undefined,
        requests: { candidate: 0, stable: 0 },
        metrics: config.metrics.map((metric) => beginMetric(config, metric)),
    };
}
function beginMetric(config, metric) {
    const base = { regressedSinceMs: undefined, certifiedSinceMs: undefined, mostRegressed: 0 };
    switch (metric.kind) {
        case "errors":
            // The unit is known with the first window.
            return { ...base, kind: "errors", count: undefined };
        case "latency":
            return { ...base, kind: "latency", latency: beginLatency(ruleOf(config, metric), metric.boundsMs) };
        case "gauge":
            return { ...base, kind: "gauge", gauge: beginGauge() };
        default:
            return (0,lib/* assertNever */.xb)(metric);
    }
}
/** By what a metric is judged. */
function ruleOf(config, metric) {
    const isLatency = metric.kind === "latency";
    const tolerance = isLatency ? Math.max(config.tolerance, LATENCY_TOLERANCE) : config.tolerance;
    const regression = metric.regression ?? config.regression;
    return {
        tolerance: metric.tolerance ?? tolerance,
        regression,
        margin: isLatency ? Math.max(config.margin, LATENCY_MARGIN) : config.margin,
        burstMs: config.burstMs,
    };
}
/** What failed requests are counted by: users where the source knows them, else shares in cells unless each request stands for itself. */
function unitOf(config, knowsUsers) {
    if (knowsUsers)
        return "users";
    return config.burstMs > 0 ? "cells" : "requests";
}
/** Progress of failed requests with the unit that the first window allows. */
function beginErrors(config, metric, knowsUsers) {
    return beginCount(ruleOf(config, metric), unitOf(config, knowsUsers));
}

;// CONCATENATED MODULE: ./packages/canary-analysis/lib/check-window.js
/** The problem of a window, if it has one. */
function problemOf(window, seen) {
    const { fromMs, toMs, candidate, stable } = window;
    if (!(Number.isFinite(fromMs) && Number.isFinite(toMs) && toMs > fromMs)) {
        return { reason: "clock_jumped", text: `a window that ends ${fromMs - toMs} ms before it begins` };
    }
    if (seen.lastToMs !== undefined && fromMs < seen.lastToMs) {
        const text = `the window begins ${seen.lastToMs - fromMs} ms before the end of the one before: no request may count twice`;
        return { reason: "windows_overlap", text };
    }
    for (const [role, sample] of [["candidate", candidate], ["stable", stable]]) {
        const before = seen[role];
        if (before !== undefined && before !== sample.version) {
            const text = `the counts of ${role} are of ${sample.version}, those before of ${before}`;
            return { reason: "wrong_release", text };
        }
        const invalid = invalidCount(sample);
        if (invalid !== undefined)
            return { reason: "counts_invalid", text: `${role}: ${invalid}` };
    }
    if (candidate.version === stable.version) {
        const text = `candidate and stable are both counted as ${stable.version}`;
        return { reason: "wrong_release", text };
    }
    return undefined;
}
/** What is wrong with counts, if anything is. */
function invalidCount({ requests, errors, harmedUsers = 0, latency, }) {
    const named = { requests, errors, "harmed users": harmedUsers };
    for (const [name, count] of Object.entries(named)) {
        if (!isCount(count))
            return `${count} ${name}, expected a whole number that is not negative`;
    }
    if (errors > requests)
        return `${errors} errors in ${requests} requests`;
    const bucket = latency.counts.find((count) => !isCount(count));
    if (bucket !== undefined)
        return `a latency bucket with ${bucket} requests`;
    return undefined;
}
function isCount(value) {
    return Number.isSafeInteger(value) && value >= 0;
}

;// CONCATENATED MODULE: ./packages/canary-analysis/lib/metrics/metric-evidence.js



/** Log of the evidence for a regression of a metric, whatever it is. */
function logRegressedOf(metric, progress) {
    switch (progress.kind) {
        case "errors":
            return progress.count === undefined ? 0 : logWorse(progress.count);
        case "latency":
            return logSlower(progress.latency);
        case "gauge":
            return metric.kind === "gauge" ? logGauge(metric, progress.gauge) : 0;
    }
}
/** Log of the evidence for the certificate. A gauge has none: it can only object. */
function logCertifiedOf(progress) {
    switch (progress.kind) {
        case "errors":
            return progress.count === undefined ? 0 : logCertified(progress.count);
        case "latency":
            return logNotSlower(progress.latency);
        case "gauge":
            return 0;
    }
}

;// CONCATENATED MODULE: ./packages/canary-analysis/lib/add-look.js







/**
 * Adds a look, whatever it brought: a window that cannot be used (it overlaps the one before, is of another release, has counts that
 * are none) is left out like one that is missing, and the reason is kept. Holes between windows are allowed.
 */
function addLook(config, state, input) {
    if (input.kind === "missing") {
        const { reason, text } = input;
        return { ...state, missing: { reason, text }, lastKnownMs: state.lastKnownMs ?? input.atMs };
    }
    const { window } = input;
    const problem = problemOf(window, state);
    if (problem !== undefined) {
        return { ...state, missing: problem, lastKnownMs: state.lastKnownMs ?? window.toMs };
    }
    const seen = seenOf(state, window);
    const isWarm = seen.firstRequestMs !== undefined && window.fromMs >= seen.firstRequestMs + config.warmUpMs;
    // Without a warm-up, the window of the first request counts too.
    if (config.warmUpMs > 0 && !isWarm)
        return seen;
    return {
        ...seen,
        requests: {
            candidate: state.requests.candidate + window.candidate.requests,
            stable: state.requests.stable + window.stable.requests,
        },
        metrics: config.metrics.map((metric, index) => {
            const progress = state.metrics[index];
            if (progress === undefined)
                throw new RangeError(`no progress of metric ${metric.name}`);
            return marked(config, metric, addTo(config, metric, progress, window), window.toMs);
        }),
    };
}
/** What every window says, warm or not. */
function seenOf(state, window) {
    const { fromMs, toMs, weight, candidate, stable } = window;
    const hasRequests = candidate.requests > 0;
    const seenShare = state.requests.candidate / Math.max(1, state.requests.candidate + state.requests.stable);
    const share = weight === undefined ? seenShare : weight / 100;
    return {
        ...state,
        lastToMs: toMs,
        lastKnownMs: toMs,
        missing: undefined,
        candidate: candidate.version,
        stable: stable.version,
        firstRequestMs: state.firstRequestMs ?? (hasRequests ? fromMs : undefined),
        silentSinceMs: hasRequests ? undefined : (state.silentSinceMs ?? fromMs),
        silentExpected: hasRequests ? 0 : state.silentExpected + share * stable.requests,
    };
}
function addTo(config, metric, progress, window) {
    const { fromMs, toMs, candidate, stable } = window;
    if (metric.kind === "errors" && progress.kind === "errors") {
        const knowsUsers = candidate.harmedUsers !== undefined && stable.harmedUsers !== undefined;
        const known = progress.count;
        // What was learnt before the first window is of requests; where users are known, it is not needed.
        const isBegun = known !== undefined && known.stable.requests > 0;
        const count = known === undefined || (knowsUsers && !isBegun) ? beginErrors(config, metric, knowsUsers) : known;
        const byUsers = count.worse.unit === "users";
        // Evidence by users cannot go on by requests: such a window says nothing.
        if (byUsers && !knowsUsers)
            return progress;
        const bad = ({ errors, harmedUsers = 0 }) => (byUsers ? harmedUsers : errors);
        const counts = {
            fromMs,
            toMs,
            candidate: { requests: candidate.requests, bad: bad(candidate) },
            stable: { requests: stable.requests, bad: bad(stable) },
        };
        return { ...progress, count: addCount(ruleOf(config, metric), count, counts) };
    }
    if (metric.kind === "latency" && progress.kind === "latency") {
        return { ...progress, latency: addLatency(ruleOf(config, metric), progress.latency, window) };
    }
    if (metric.kind === "gauge" && progress.kind === "gauge") {
        const samples = [candidate.gauges?.[metric.name] ?? [], stable.gauges?.[metric.name] ?? []];
        return { ...progress, gauge: addGauge(metric, progress.gauge, ...samples) };
    }
    throw new RangeError(`the progress of metric ${metric.name} is of another kind`);
}
/** Notes when a threshold was first passed, for the report. */
function marked(config, metric, progress, atMs) {
    const regressed = logRegressedOf(metric, progress);
    const isBeyond = regressed >= Math.log(1 / config.alpha);
    const isCertified = logCertifiedOf(progress) >= Math.log(1 / config.beta);
    return {
        ...progress,
        mostRegressed: roundedDown(Math.max(progress.mostRegressed, regressed)),
        regressedSinceMs: progress.regressedSinceMs ?? (isBeyond ? atMs : undefined),
        certifiedSinceMs: isCertified ? (progress.certifiedSinceMs ?? atMs) : undefined,
    };
}

;// CONCATENATED MODULE: ./packages/canary-analysis/lib/analysis-config.js
const ANALYSIS_DEFAULTS = {
    alpha: 0.01,
    beta: 0.05,
    tolerance: 1.1,
    regression: 2,
    margin: 0.001,
    burstMs: 10_000,
    minRequests: 50,
    warmUpMs: 0,
    zeroRequestsMs: 60_000,
    livenessMs: 120_000,
};

;// CONCATENATED MODULE: ./packages/canary-analysis/lib/gauges/judge-gauge.js



/** `NetflixACAJudge-v1.0`: a quarter of the estimate, and 98 % two-sided. */
const NETFLIX_ACA = { tolerance: 0.25, deviations: 2.3263478740408408 };
/** What Kayenta does with a metric whose policy says nothing: any significant difference counts, in either direction. */
const KAYENTA_DEFAULTS = {
    direction: "either",
    nanStrategy: "remove",
    outliers: "keep",
    outlierFactor: 3,
    effectSize: "mean-ratio",
    allowedIncrease: 1,
    allowedDecrease: 1,
    criticalIncrease: 1,
    criticalDecrease: 1,
    mustHaveData: false,
    critical: false,
};
/** The same by the common-language effect size, where one half is no difference. */
const KAYENTA_CLES_DEFAULTS = {
    ...KAYENTA_DEFAULTS,
    effectSize: "cles",
    allowedIncrease: 0.5,
    allowedDecrease: 0.5,
    criticalIncrease: 0.5,
    criticalDecrease: 0.5,
};
/**
 * Judges one gauge once, as Kayenta's `NetflixACAJudge-v1.0` does: `control` are the values of stable, `experiment` those of the
 * candidate, in any order and number. High, when the interval of the shift lies wholly above a quarter of the estimate and the effect
 * reaches `allowedIncrease`; low mirrored; pass otherwise. Where an effect cannot be told (a mean is 0) the test alone decides.
 *
 * It is kept for who moves from Kayenta. To be asked again and again it is not fit: each look is another chance of being wrong. And
 * of fewer than about five values a side the interval is the range itself, so that any two samples apart from each other differ.
 *
 * Two things are other than there. Kayenta tells two different constants apart by adding random noise of a hundred-thousandth; here
 * the same spread is even, so that the verdict is always the same. And where Kayenta says `Error`, this says no data.
 */
function judgeGauge(control, experiment, rule, precision = NETFLIX_ACA) {
    const stable = prepare(control, rule);
    const candidate = prepare(experiment, rule);
    if (stable.length === 0 || candidate.length === 0)
        return withoutData(stable.length, candidate.length, rule);
    if (areAlike(stable, candidate))
        return {
            label: "pass",
            isCritical: false,
            effect: rule.effectSize === "cles" ? 0.5 : 1,
            shift: undefined,
            reason: "stable and the candidate have the same values",
        };
    const areConstants = isConstant(stable) && isConstant(candidate);
    const shift = areConstants
        ? estimateShift(spread(candidate), spread(stable), precision.deviations)
        : estimateShift(candidate, stable, precision.deviations);
    if (shift === undefined)
        return noData(rule, "too few values, or too large ones, to tell a difference from chance");
    return compare(shift, effectOf(stable, candidate, rule.effectSize), rule, precision.tolerance);
}
function prepare(values, rule) {
    const known = comparable(values, rule.nanStrategy);
    return rule.outliers === "remove" ? withoutOutliers(known, rule.outlierFactor) : known;
}
function withoutData(stable, candidate, rule) {
    // Kayenta's reading of `replace`: what was not measured was 0, for both.
    if (rule.nanStrategy === "replace")
        return {
            label: "pass",
            isCritical: false,
            effect: undefined,
            shift: undefined,
            reason: "no values, which the rule takes for 0",
        };
    if (stable > 0)
        return noData(rule, "no values of the candidate");
    return noData(rule, candidate > 0 ? "no values of stable" : "no values of either release");
}
function noData(rule, reason) {
    return {
        label: "no-data",
        isCritical: rule.critical,
        effect: undefined,
        shift: undefined,
        // A critical one fails everything already.
        isMissing: rule.mustHaveData && !rule.critical,
        reason,
    };
}
function areAlike(stable, candidate) {
    if (isConstant(stable) && isConstant(candidate) && stable[0] === candidate[0])
        return true;
    if (stable.length !== candidate.length)
        return false;
    const others = ascending(candidate);
    return ascending(stable).every((value, index) => value === others[index]);
}
function isConstant(values) {
    return values.every((value) => value === values[0]);
}
/** Equal values made different by a hundred-thousandth of themselves at most, around the same mean. */
function spread(values) {
    return values.map((value, index) => value * (1 + 1e-5 * ((2 * (index + 1)) / (values.length + 1) - 1)));
}
function effectOf(stable, candidate, measure) {
    if (measure === "cles")
        return shareAbove(ascending(candidate), ascending(stable));
    const ofStable = mean(stable);
    const ofCandidate = mean(candidate);
    if (ofStable === 0 || ofCandidate === 0)
        return undefined;
    const ratio = ofCandidate / ofStable;
    return Number.isFinite(ratio) ? ratio : undefined;
}
function compare(shift, effect, rule, tolerance) {
    const bound = tolerance * Math.abs(shift.estimate);
    const reaches = (threshold) => effect === undefined || effect >= threshold;
    const falls = (threshold) => effect === undefined || effect <= threshold;
    const range = `the shift is ${brief(shift.estimate)}, between ${brief(shift.low)} and ${brief(shift.high)}`;
    const size = effect === undefined ? "the means have no ratio" : `${EFFECT_NAMES[rule.effectSize]} ${brief(effect)}`;
    const reason = `${range}; ${size}`;
    if (rule.direction !== "decrease" && shift.low > bound && reaches(rule.allowedIncrease)) {
        const isCritical = rule.critical && reaches(rule.criticalIncrease);
        return { label: "high", isCritical, effect, shift, reason: `the candidate is higher: ${reason}` };
    }
    if (rule.direction !== "increase" && shift.high < -bound && falls(rule.allowedDecrease)) {
        const isCritical = rule.critical && falls(rule.criticalDecrease);
        return { label: "low", isCritical, effect, shift, reason: `the candidate is lower: ${reason}` };
    }
    return { label: "pass", isCritical: false, effect, shift, reason: `no difference that counts: ${reason}` };
}
const EFFECT_NAMES = {
    "mean-ratio": "ratio of the means",
    cles: "share of pairs with the candidate above",
};
function brief(value) {
    return String(Number(value.toPrecision(3)));
}

;// CONCATENATED MODULE: ./packages/canary-analysis/lib/gauges/index.js




;// CONCATENATED MODULE: ./packages/canary-analysis/lib/learn-past.js





/**
 * Learns from stable's past, oldest first, before the first look: how its bad requests come together, and what its latencies are. With it
 * a regression is found sooner, since a few failures say more where stable's never came in bursts. Windows with counts that are none, or
 * in which stable had no request, are left out. What is learnt is never evidence by itself.
 */
function learnPast(config, state, past) {
    const usable = past.filter(({ fromMs, toMs, stable }) => toMs > fromMs && stable.requests > 0 && invalidCount(stable) === undefined);
    return {
        ...state,
        metrics: config.metrics.map((metric, index) => {
            const progress = state.metrics[index];
            if (progress === undefined)
                throw new RangeError(`no progress of metric ${metric.name}`);
            return learn(config, metric, progress, usable);
        }),
    };
}
/** How many failed requests have one cause, as far as stable has shown; `undefined`: it has not, or causes are not asked for. */
function learntCauseSize({ metrics }) {
    const errors = metrics.find((progress) => progress.kind === "errors");
    const clustering = errors?.kind === "errors" ? errors.count?.clustering : undefined;
    return clustering === undefined ? undefined : causeSize(clustering);
}
function learn(config, metric, progress, past) {
    if (metric.kind === "errors" && progress.kind === "errors") {
        const rule = ruleOf(config, metric);
        const count = past.reduce((sum, { fromMs, toMs, stable: { requests, errors } }) => learnCount(rule, sum, toMs - fromMs, { requests, bad: errors }), progress.count ?? beginErrors(config, metric, false));
        return { ...progress, count };
    }
    if (metric.kind === "latency" && progress.kind === "latency") {
        return { ...progress, latency: learnLatency(ruleOf(config, metric), progress.latency, past) };
    }
    return progress;
}

// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(38522);
;// CONCATENATED MODULE: ./packages/canary-analysis/lib/pack-state.js


/** Changes when a state of before cannot be gone on with. */
const FORMAT = "a1:";
const LARGEST_BYTES = 65_536;
/** The state as one line of text for a record: at most 4 KB at ten metrics. */
function packState(state) {
    return FORMAT + deflateRawSync(JSON.stringify(state), { level: 9 }).toString("base64url");
}
/**
 * The state of a line. Error: `config` when it is none, or is of other metrics than are configured now: evidence of one cannot be gone
 * on with as that of another.
 */
function unpackState(config, line) {
    const state = read(line);
    const kinds = config.metrics.map(({ kind }) => kind).join();
    const found = isState(state) ? state.metrics.map(({ kind }) => kind).join() : undefined;
    if (found === kinds && isState(state))
        return state;
    throw new ActionError("config", found === undefined
        ? "The state of the canary analysis in the record cannot be read."
        : `The canary analysis in the record is of other metrics (${found}) than the policy has now (${kinds}).`, { hint: "The analysis begins anew: the step has to bake as long as one that was not begun." });
}
function read(line) {
    if (!line.startsWith(FORMAT))
        return undefined;
    try {
        const bytes = Buffer.from(line.slice(FORMAT.length), "base64url");
        return JSON.parse(inflateRawSync(bytes, { maxOutputLength: LARGEST_BYTES }).toString());
    }
    catch {
        return undefined;
    }
}
function isState(value) {
    return (isObject(value) &&
        Array.isArray(value.metrics) &&
        value.metrics.every(isObject) &&
        isObject(value.requests) &&
        typeof value.silentExpected === "number");
}

;// CONCATENATED MODULE: ./packages/canary-analysis/lib/numeric/poisson.js
/** Means above this are shown by a few values of the normal distribution. */
const LARGEST_EXACT = 12;
const POINTS = 9;
const WIDTH = 3;
/** A Poisson distribution by a handful of values: for means over plans, not for decisions. */
function poissonPoints(mean) {
    return mean <= LARGEST_EXACT ? exactly(mean) : roughly(mean);
}
function exactly(mean) {
    const points = [];
    let probability = Math.exp(-mean);
    for (let value = 0, sum = 0; sum < 1 - 1e-6 && value < 60; value += 1) {
        points.push({ value, probability });
        sum += probability;
        probability *= mean / (value + 1);
    }
    return points;
}
function roughly(mean) {
    const at = Array.from({ length: POINTS }, (_, index) => (WIDTH * (2 * index - POINTS + 1)) / (POINTS - 1));
    const weights = at.map((z) => Math.exp(-0.5 * z * z));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return at.map((z, index) => ({
        value: Math.max(0, Math.round(mean + z * Math.sqrt(mean))),
        probability: (weights[index] ?? 0) / total,
    }));
}

;// CONCATENATED MODULE: ./packages/canary-analysis/lib/plan/cell-growth.js




/**
 * Mean growth of the log of the evidence for a regression, a cell, of the bet that does best; cells that are left out counted in. The
 * bad requests of `expected` come one by one: with bursts it takes longer. Of the bets that hold whatever bursts there are.
 */
function worseGrowth(tolerance, expected) {
    const means = meanOver(expected, (cell) => cell.candidate.bad + cell.stable.bad === 0 ? [] : gainsOfBets(tolerance, cell));
    // After a cell with bad requests of the candidate one is left out.
    const used = 1 / (2 - Math.exp(-expected.candidate.bad));
    return Math.max(0, ...means) * used;
}
/** The same of the bets that know how many bad requests have one cause. */
function singlesGrowth(tolerance, perCause, expected) {
    const means = meanOver(expected, (cell) => cell.candidate.bad + cell.stable.bad === 0
        ? []
        : gainsOfSingles(tolerance, perCause, cell).map(({ gain, most }) => Math.min(gain, most)));
    return Math.max(0, ...means);
}
/** Mean growth of the log of the evidence for a certificate, a window, of the alternative that does best. */
function alikeGrowth(hypothesis, expected) {
    return Math.max(0, ...meanOver(expected, (cell) => addWindow(hypothesis, [], cell)));
}
function meanOver(expected, gains) {
    const means = [];
    const candidate = Math.round(expected.candidate.requests);
    const stable = Math.round(expected.stable.requests);
    if (candidate === 0 || stable === 0)
        return means;
    const others = poissonPoints(expected.stable.bad);
    for (const one of poissonPoints(expected.candidate.bad)) {
        for (const other of others) {
            const cell = {
                candidate: { requests: candidate, bad: Math.min(candidate, one.value) },
                stable: { requests: stable, bad: Math.min(stable, other.value) },
            };
            for (const [index, gain] of gains(cell).entries()) {
                means[index] = (means[index] ?? 0) + one.probability * other.probability * gain;
            }
        }
    }
    return means;
}

;// CONCATENATED MODULE: ./packages/canary-analysis/lib/plan/plan-analysis.js





const plan_analysis_RATIOS = [1.5, 2, 5];
const DAY_MS = 86_400_000;
/** The price of not knowing which bet is best, in nats: its neighbours win too, so it is less than the log of their number. */
const SHARED = 1.2;
/**
 * How long each step has to last, from the mean growth of the evidence: a certificate needs `ln(2 / beta)`, a regression
 * `ln(1 / alpha)` and the price of the mean over bets. Times are typical, not bounds: half of all rollouts take longer.
 */
function planAnalysis(config, traffic, steps) {
    const metric = config.metrics.find(({ kind }) => kind === "errors");
    const compared = steps.filter(({ weight }) => weight > 0 && weight < 100);
    if (metric === undefined || metric.kind !== "errors")
        return { steps: [], problems: [] };
    const rule = ruleOf(config, metric);
    const total = config.metrics.reduce((sum, { weight, critical }) => sum + (critical ? weight : 0), 0);
    const price = Math.log(Math.max(1, total / metric.weight));
    const expected = compared.map(({ weight, bakeMs }) => {
        const expect = (ratio) => expectedCell(config, traffic, weight, ratio);
        const cellMs = cellLength(config);
        const detectMs = plan_analysis_RATIOS.map((ratio) => {
            const needed = Math.log(1 / config.alpha) + price + SHARED;
            const { perCause } = traffic;
            const growth = Math.max(worseGrowth(rule.tolerance, expect(ratio)), perCause === undefined ? 0 : singlesGrowth(rule.tolerance, perCause, expect(ratio)));
            return { ratio, ms: timeFor(needed, growth, cellMs) };
        });
        const needed = Math.log(2 / config.beta);
        const { candidate, stable } = expect(1);
        const growth = alikeGrowth(regressionOf(rule.regression), { candidate, stable });
        const ratioMs = timeFor(needed + SHARED, growth, cellMs);
        const share = Math.max(traffic.badShare, 1e-9);
        const riskMs = timeFor(needed, riskGrowth(rule.margin, share, candidate.requests, stable.requests), cellMs);
        return { weight, bakeMs, certifyMs: soonest(ratioMs, riskMs), detectMs };
    });
    return { steps: expected, problems: problemsOf(config, traffic, expected) };
}
function problemsOf(config, traffic, steps) {
    const last = steps.at(-1);
    if (last === undefined)
        return [];
    // Evidence is kept from step to step: parts of the way add up.
    const progress = steps.reduce((sum, { bakeMs, certifyMs }) => sum + (certifyMs === undefined ? 0 : bakeMs / certifyMs), 0);
    if (progress >= 1)
        return [];
    const at = `${(0,lib/* formatCount */.B4)(traffic.requestsPerMinute)} requests a minute of which ${(0,lib/* formatPercent */.l9)(100 * traffic.badShare, 2)} fail`;
    const bakes = (0,lib/* formatDuration */.a3)(steps.reduce((sum, { bakeMs }) => sum + bakeMs, 0));
    const needs = last.certifyMs === undefined
        ? `it would take more than a day at ${(0,lib/* formatPercent */.l9)(last.weight)}`
        : `${(0,lib/* formatPercent */.l9)(last.weight)} alone needs about ${(0,lib/* formatDuration */.a3)(last.certifyMs)}`;
    return [
        `the steps bake for ${bakes}, which is not enough at ${at} to show that the candidate is not ${config.regression}x as bad: ${needs}`,
    ];
}
function expectedCell(config, { requestsPerMinute, badShare }, weight, ratio) {
    const requests = (requestsPerMinute * cellLength(config)) / 60_000;
    const candidate = (requests * weight) / 100;
    const stable = requests - candidate;
    return {
        candidate: { requests: candidate, bad: Math.min(candidate, candidate * badShare * ratio) },
        stable: { requests: stable, bad: stable * badShare },
    };
}
/** Ten seconds where no length is given: evidence does not depend on it then. */
function cellLength({ burstMs }) {
    return burstMs > 0 ? burstMs : 10_000;
}
function timeFor(needed, growth, cellMs) {
    if (!(growth > 0))
        return undefined;
    const ms = Math.ceil(needed / growth) * cellMs;
    return ms > DAY_MS ? undefined : ms;
}
function soonest(one, other) {
    if (one === undefined || other === undefined)
        return one ?? other;
    return Math.min(one, other);
}

;// CONCATENATED MODULE: ./packages/canary-analysis/lib/counts/ratio.js
/** Where the sequence is tightest: about ten bad requests of the smaller release. */
const TIGHTEST = 10;
/**
 * The ratio with a confidence sequence: asymptotic, for display; decisions stand on evidence. Half a request is added to each cell
 * of the table, and the variance is multiplied by how much the counts vary more than single requests.
 *
 * The normal mixture: with `V = 1 / variance` the boundary of `|V (estimate - truth)|` is `sqrt((V + r) ln((V + r) / (r a^2)))` for
 * all times at once with probability `1 - a` (H. Robbins 1970; S. Howard and others, "Time-uniform, nonparametric, nonasymptotic
 * confidence sequences", 2021). `undefined` while one release has no request, or neither a bad one.
 */
function oddsRatio({ candidate, stable }, dispersion, error) {
    if (candidate.requests === 0 || stable.requests === 0 || candidate.bad + stable.bad === 0)
        return undefined;
    const cells = [
        candidate.bad,
        stable.bad,
        Math.max(0, candidate.requests - candidate.bad),
        Math.max(0, stable.requests - stable.bad),
    ].map((count) => count + 0.5);
    const [ofCandidate = 1, ofStable = 1, goodCandidate = 1, goodStable = 1] = cells;
    const estimate = Math.log(ofCandidate / goodCandidate / (ofStable / goodStable));
    const precision = 1 / (dispersion * cells.reduce((sum, count) => sum + 1 / count, 0));
    const spread = Math.sqrt((precision + TIGHTEST) * Math.log((precision + TIGHTEST) / (TIGHTEST * error * error)));
    const radius = spread / precision;
    return {
        estimate: Math.exp(estimate),
        low: Math.exp(estimate - radius),
        high: Math.exp(estimate + radius),
    };
}

;// CONCATENATED MODULE: ./packages/canary-analysis/lib/sentences.js




/** `candidate fails 4.1x as often as stable (95 % CS 2.2-7.9) on 312 of 41,200 requests`; users where users are counted. */
function errorsSentence(count, ratio) {
    const { candidate, stable } = count;
    if (count.worse.unit === "users") {
        const users = `${(0,lib/* formatCount */.B4)(candidate.bad)} users harmed in ${(0,lib/* formatCount */.B4)(candidate.requests)} requests, at stable ${(0,lib/* formatCount */.B4)(stable.bad)} in ${(0,lib/* formatCount */.B4)(stable.requests)}`;
        return ratio === undefined
            ? `no user was harmed in ${(0,lib/* formatCount */.B4)(candidate.requests)} requests of the candidate`
            : `candidate harms users ${timesText(ratio)} as often as stable (${intervalText(ratio)}): ${users}`;
    }
    if (ratio === undefined) {
        return `no failed request in ${(0,lib/* formatCount */.B4)(candidate.requests)} of the candidate and ${(0,lib/* formatCount */.B4)(stable.requests)} of stable`;
    }
    return `candidate fails ${timesText(ratio)} as often as stable (${intervalText(ratio)}) on ${ofRequests(candidate)}`;
}
/** `candidate is slower than 250ms 3.2x as often as stable (95 % CS 1.9-5.4) on 812 of 9,300 requests`. */
function latencySentence(boundMs, count, ratio) {
    const slower = `slower than ${(0,lib/* formatDuration */.a3)(boundMs)}`;
    if (ratio === undefined)
        return `no request was ${slower}`;
    return `candidate is ${slower} ${timesText(ratio)} as often as stable (${intervalText(ratio)}) on ${ofRequests(count.candidate)}`;
}
/** `shares in cells of 10s, and each request for itself`: what the evidence against a candidate takes for independent. */
function countedByText(burstMs, { worse, clustering }) {
    if (worse.unit === "users")
        return "users, at their first failure";
    if (worse.unit === "requests")
        return "each request for itself";
    const cells = `shares in cells of ${(0,lib/* formatDuration */.a3)(burstMs)}`;
    const size = clustering === undefined ? undefined : causeSize(clustering);
    if (clustering === undefined || size === undefined)
        return `${cells}, whatever bursts there are`;
    const known = size < BURSTS_FROM ? "each request for itself" : `bursts of about ${(0,lib/* formatCount */.B4)(Math.round(size))}`;
    const isNew = doubtOf(clustering) > 1;
    return `${cells}, and ${known} as stable's come${isNew ? "; held back by bursts that stable did not have before" : ""}`;
}
/** `cpu is 1.4x stable's (mean 0.61 of 30 samples, stable 0.44 of 90)`. */
function gaugeSentence(name, gauge) {
    const { candidate, stable } = gauge;
    if (candidate.count === 0 || stable.count === 0)
        return `${name} has no samples of both releases`;
    const ratio = ratioOfMeans(gauge);
    const mean = (of) => Number((of.sum / of.count).toPrecision(3)).toString();
    const means = `mean ${mean(candidate)} of ${(0,lib/* formatCount */.B4)(candidate.count)} samples, stable ${mean(stable)} of ${(0,lib/* formatCount */.B4)(stable.count)}`;
    return ratio === undefined
        ? `${name}: ${means}`
        : `${name} is ${Number(ratio.toPrecision(2))}x stable's (${means})`;
}
/** `chance of this under no regression < 1 in 1,000`, from the largest evidence so far. */
function chanceText(logEvidence) {
    if (logEvidence <= 0)
        return "no sign of a regression";
    const times = Math.exp(Math.min(logEvidence, 34));
    // Rounded down to two digits, so that the bound stays one.
    const scale = 10 ** Math.max(0, Math.floor(Math.log10(times)) - 1);
    const shown = Math.floor(times / scale) * scale;
    if (shown < 2)
        return "no sign of a regression";
    return `chance of this under no regression < 1 in ${logEvidence > 34 ? "10^14" : (0,lib/* formatCount */.B4)(shown)}`;
}
function timesText({ estimate }) {
    return `${estimate >= 100 ? (0,lib/* formatCount */.B4)(estimate) : Number(estimate.toPrecision(2))}x`;
}
function intervalText({ low, high }) {
    const show = (value) => value >= 1_000 ? "over 1,000" : value < 0.01 ? "under 0.01" : String(Number(value.toPrecision(2)));
    return `95 % CS ${show(low)}-${show(high)}`;
}
function ofRequests({ requests, bad }) {
    const share = requests === 0 ? "" : ` (${(0,lib/* formatPercent */.l9)((100 * bad) / requests, 2)})`;
    return `${(0,lib/* formatCount */.B4)(bad)} of ${(0,lib/* formatCount */.B4)(requests)} requests${share}`;
}

;// CONCATENATED MODULE: ./packages/canary-analysis/lib/metric-report.js





/** Confidence of the sequences that are shown; fixed, so that two reports compare. */
const SHOWN_ERROR = 0.05;
/** What is known of one metric. `isNamed`: it is among those that the analysis says have regressed. */
function reportMetric(config, metric, progress, isNamed) {
    const logRegressed = logRegressedOf(metric, progress);
    const logCertified = logCertifiedOf(progress);
    const found = foundOf(metric, progress);
    const isCertified = logCertified >= Math.log(1 / config.beta);
    return {
        name: metric.name,
        critical: metric.critical,
        state: !found.hasData ? "no-data" : isNamed ? "regressed" : isCertified ? "certified" : "undecided",
        unit: found.unit,
        countedBy: found.count === undefined ? undefined : countedByText(config.burstMs, found.count),
        logRegressed,
        logCertified,
        candidate: found.candidate,
        stable: found.stable,
        ratio: found.ratio,
        sinceMs: isNamed ? progress.regressedSinceMs : isCertified ? progress.certifiedSinceMs : undefined,
        sentence: found.hasData ? `${found.sentence}; ${chanceText(progress.mostRegressed)}` : found.sentence,
    };
}
function foundOf(metric, progress) {
    const nothing = { requests: 0, bad: 0 };
    const none = {
        unit: undefined,
        candidate: nothing,
        stable: nothing,
        ratio: undefined,
        hasData: false,
        count: undefined,
    };
    switch (progress.kind) {
        case "errors":
            return progress.count === undefined || isEmpty(progress.count)
                ? { ...none, sentence: "no request was counted of both releases" }
                : ofCount(progress.count, (ratio, count) => errorsSentence(count, ratio));
        case "latency": {
            const bound = tellingBound(progress.latency);
            return bound === undefined || isEmpty(bound.count)
                ? { ...none, sentence: "no latencies were counted of both releases" }
                : ofCount(bound.count, (ratio, count) => latencySentence(bound.boundMs, count, ratio));
        }
        case "gauge": {
            const { candidate, stable } = progress.gauge;
            return {
                ...none,
                candidate: { requests: candidate.count, bad: 0 },
                stable: { requests: stable.count, bad: 0 },
                hasData: candidate.count > 0 && stable.count > 0,
                sentence: gaugeSentence(metric.name, progress.gauge),
            };
        }
    }
}
function isEmpty({ candidate, stable }) {
    return candidate.requests + stable.requests === 0;
}
function ofCount(count, say) {
    const ratio = oddsRatio(count, dispersionOf(count), SHOWN_ERROR);
    const hasData = count.candidate.requests > 0 && count.stable.requests > 0;
    const { candidate, stable } = count;
    return { unit: count.worse.unit, count, candidate, stable, ratio, hasData, sentence: say(ratio, count) };
}

;// CONCATENATED MODULE: ./packages/canary-analysis/lib/name-regressed.js
/**
 * Which metrics regressed, at a chance of `alpha` at most of naming one that did not: e-Holm. The largest needs `K / alpha`, the next
 * `(K - 1) / alpha`, until one falls short (V. Vovk and R. Wang, "E-values: calibration, combination and applications", 2021).
 */
function nameRegressed(evidence, alpha) {
    const sorted = [...evidence].sort((a, b) => b.logEvidence - a.logEvidence);
    const named = new Set();
    for (const [place, { index, logEvidence }] of sorted.entries()) {
        if (logEvidence < Math.log((sorted.length - place) / alpha))
            break;
        named.add(index);
    }
    return named;
}

;// CONCATENATED MODULE: ./packages/canary-analysis/lib/verdict-of.js





/** Requests that should have come before their absence says anything: none of so many is a chance of 1 in 22,000. */
const EXPECTED_AT_LEAST = 10;
/**
 * The answer as of `atMs`; asking as often as one likes changes no bound. `fail`: anything critical regressed, or the candidate gets no
 * request. `pass`: every critical metric that can be is certified. Else `inconclusive`, with what is waited for.
 */
function verdictOf(config, state, atMs) {
    const evidence = config.metrics.map((metric, index) => {
        const progress = state.metrics[index];
        return { index, metric, logEvidence: progress === undefined ? 0 : logRegressedOf(metric, progress) };
    });
    const critical = evidence.filter(({ metric }) => metric.critical);
    const logRegressed = logWeightedMean(critical.map(({ metric, logEvidence }) => ({ weight: metric.weight, logEvidence })));
    const logAlpha = Math.log(1 / config.alpha);
    const isRegressed = critical.length > 0 && logRegressed >= logAlpha;
    const named = new Set(nameRegressed(evidence, config.alpha));
    const strongest = critical.reduce((best, next) => (best === undefined || next.logEvidence > best.logEvidence ? next : best), undefined);
    // Together they are enough though none is alone: the strongest is the one to look at.
    if (isRegressed && strongest !== undefined)
        named.add(strongest.index);
    const metrics = config.metrics.flatMap((metric, index) => {
        const progress = state.metrics[index];
        return progress === undefined ? [] : [reportMetric(config, metric, progress, named.has(index))];
    });
    const answer = answerOf(config, state, atMs, metrics, isRegressed ? strongest?.index : undefined);
    return {
        ...answer,
        evidence: metrics.map((report) => evidenceOf(config, report)),
        metrics,
        logRegressed,
        logAlpha,
        logBeta: Math.log(1 / config.beta),
    };
}
function answerOf(config, state, atMs, metrics, regressed) {
    const worst = regressed === undefined ? undefined : metrics[regressed];
    if (worst !== undefined)
        return { outcome: "fail", reason: `regressed_${codeOf(worst.name)}`, sentence: worst.sentence };
    const silent = silenceOf(config, state, atMs);
    if (silent !== undefined)
        return silent;
    const dead = deathOf(config, state, atMs);
    if (dead !== undefined)
        return dead;
    const waits = waitingFor(config, state, metrics);
    if (waits !== undefined)
        return { outcome: "inconclusive", ...waits };
    const sentence = metrics
        .filter(({ state }) => state === "certified")
        .map((report) => report.sentence)
        .join("; ");
    return {
        outcome: "pass",
        reason: "certified",
        sentence: `not worse than stable by ${config.regression}x: ${sentence}`,
    };
}
/** Zero requests where there should be some is a failure of its own: routing, registration or readiness is broken. */
function silenceOf(config, state, atMs) {
    const { silentSinceMs, silentExpected } = state;
    if (silentSinceMs === undefined || silentExpected < EXPECTED_AT_LEAST)
        return undefined;
    if (atMs - silentSinceMs < config.zeroRequestsMs)
        return undefined;
    const sentence = `candidate got no request for ${(0,lib/* formatDuration */.a3)(atMs - silentSinceMs)}, about ${(0,lib/* formatCount */.B4)(silentExpected)} were to be expected by its weight`;
    return { outcome: "fail", reason: "zero_requests", sentence };
}
function deathOf(config, { lastKnownMs, missing }, atMs) {
    if (lastKnownMs === undefined || atMs - lastKnownMs < config.livenessMs)
        return undefined;
    const why = missing === undefined ? "" : `: ${missing.text}`;
    const sentence = `nothing was counted for ${(0,lib/* formatDuration */.a3)(atMs - lastKnownMs)}${why}`;
    return { outcome: "inconclusive", reason: missing?.reason ?? "no_counts", sentence };
}
/** What stands between now and the certificate. */
function waitingFor(config, state, metrics) {
    const { candidate, stable } = state.requests;
    // A gauge cannot be certified, but it must have been seen.
    const isOpen = ({ critical, state: found }, index) => critical && (config.metrics[index]?.kind === "gauge" ? found === "no-data" : found !== "certified");
    if (candidate === 0 && state.missing !== undefined) {
        return { reason: state.missing.reason, sentence: `nothing is known yet: ${state.missing.text}` };
    }
    if (candidate < config.minRequests) {
        const sentence = `${(0,lib/* formatCount */.B4)(candidate)} of at least ${(0,lib/* formatCount */.B4)(config.minRequests)} requests of the candidate`;
        return { reason: candidate === 0 ? "no_requests" : "too_few_requests", sentence };
    }
    if (stable === 0)
        return { reason: "no_stable_requests", sentence: "stable has no request to compare with" };
    const open = metrics.filter(isOpen);
    const first = open[0];
    if (first !== undefined) {
        const reason = first.state === "no-data" ? `no_data_${codeOf(first.name)}` : "not_certified";
        return {
            reason,
            sentence: `${open.map(({ name }) => name).join(", ")} not certified yet: ${first.sentence}`,
        };
    }
    if (!metrics.some(({ critical, state: found }) => critical && found === "certified")) {
        return {
            reason: "nothing_to_certify",
            sentence: "no critical metric counts requests, so nothing can be certified",
        };
    }
    const objecting = metrics.find(({ state: found }) => found === "regressed");
    if (objecting === undefined || !objecting.critical)
        return undefined;
    return { reason: "not_certified", sentence: `${objecting.name} speaks against it: ${objecting.sentence}` };
}
function evidenceOf(config, report) {
    const outcome = report.state === "regressed" ? "fail" : report.state === "certified" ? "pass" : "inconclusive";
    return {
        name: report.name,
        outcome,
        reason: report.state.replace("-", "_"),
        required: `not ${config.regression}x as bad as stable`,
        found: report.sentence,
        advice: adviceFor(outcome),
        sources: [],
    };
}
function adviceFor(outcome) {
    if (outcome === "fail")
        return "Compare the logs of candidate and stable since then";
    return outcome === "pass" ? "" : "Bake longer, or give the candidate more traffic";
}
function codeOf(name) {
    return name.toLowerCase().replace(/[^a-z0-9]+/g, "_");
}

;// CONCATENATED MODULE: ./packages/canary-analysis/lib/index.js


















/***/ })

};
