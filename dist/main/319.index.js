export const id = 319;
export const ids = [319];
export const modules = {

/***/ 5504:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  H_: () => (/* binding */ deployRelease),
  Q6: () => (/* binding */ openDeployment),
  DL: () => (/* binding */ refuseWhatCannotHold)
});

// EXTERNAL MODULE: ./packages/kernel/lib/index.js + 8 modules
var lib = __webpack_require__(3339);
// EXTERNAL MODULE: ./packages/ledger/lib/index.js + 17 modules
var ledger_lib = __webpack_require__(1030);
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
    const progress = {
        stepIndex: 0,
        stepStartedAt: observation.at,
        firstDeploy: stable === null,
        stableVersion: stable?.release.version ?? null,
        supersedes: candidate !== null && !candidateIsOurs ? candidate.release.version : null,
        started: candidateIsOurs,
        attempts: 0,
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
    // The run before may have died while the candidate was starting: nobody has judged that it cannot.
    return { ...progress, phase: candidate.ready ? "baking" : "starting", stepIndex: exact };
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
var conditions_lib = __webpack_require__(6780);
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
    // Without a trigger that counts failures in a row nobody said that one failure may pass.
    const tolerant = plan.triggers.some((trigger) => trigger.condition.kind === "consecutive");
    const first = firing ?? (tolerant ? undefined : failingChecks);
    return {
        firing: first === undefined ? undefined : { ...first, evidence },
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

;// CONCATENATED MODULE: ./packages/rollout/lib/decide-bake.js




/** One look at a step whose weight holds and whose candidate is ready: abort, hold, or go on. */
function decideBake(plan, state, observation) {
    const step = currentStep(plan, state);
    const judgement = judgeStep(plan, step, observation, state.firstDeploy);
    if (judgement.firing !== undefined)
        return beginAbort({ ...state, attempts: 0 }, judgement.firing);
    const bakedAt = state.stepStartedAt + step.bakeMs;
    if (observation.at < bakedAt) {
        const also = judgement.missing.map((item) => item.text);
        return hold(state, observation, bakedAt, ["the bake", ...also].join("; "), step.bakeMs);
    }
    // Nothing can be counted in no time: a step without a bake asks for readiness and checks only.
    const missing = step.bakeMs > 0 ? judgement.missing : judgement.missing.filter((item) => item.name === "checks");
    const { failingChecks } = judgement;
    if (missing.length === 0 && failingChecks === undefined) {
        const isJudged = step.bakeMs > 0 && judgement.known > 0;
        return goOn(plan, passed(state, judgement, isJudged, []), observation, quietly(step, state, observation));
    }
    const deadline = bakedAt + plan.graceMs;
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
    switch (plan.onInconclusive) {
        case "abort":
            return beginAbort({ ...state, attempts: 0 }, inconclusive(missing[0]?.reason, sentence, judgement));
        case "promote":
            return goOn(plan, passed(state, judgement, false, [sentence]), observation, sentence);
        default:
            return (0,lib/* assertNever */.xb)(plan.onInconclusive);
    }
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
                gaps: [...state.gaps, ...neverJudged(plan, state)],
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
function quietly(step, state, observation) {
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
    if (seen.phase === "promoting")
        return decidePromoting(plan, seen, observation, candidate);
    return seen.phase === "baking"
        ? decideBaking(plan, seen, observation, candidate)
        : decideStarting(plan, seen, observation, candidate);
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
var common_checks = __webpack_require__(3412);
// EXTERNAL MODULE: ./actions/lib/common/deployment.js
var deployment = __webpack_require__(4190);
// EXTERNAL MODULE: ./actions/lib/common/grace-signal.js
var grace_signal = __webpack_require__(7942);
// EXTERNAL MODULE: ./actions/lib/common/ledger.js
var common_ledger = __webpack_require__(6372);
;// CONCATENATED MODULE: ./actions/lib/canary-deploy/candidate-checks.js

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
            return { checks: undefined, consecutiveFailures: 0 };
        const samples = await Promise.all(probes.map(async (probe) => ({ probe, sample: await probe.run(signal) })));
        const evidence = samples.map(({ probe, sample }) => {
            const before = this.#failuresInARow.get(probe.check) ?? 0;
            // An unknown answer neither adds to a row of failures nor ends it.
            const row = sample.result === "unhealthy" ? before + 1 : sample.result === "healthy" ? 0 : before;
            this.#failuresInARow.set(probe.check, row);
            return {
                name: probe.check,
                outcome: sample.result === "healthy" ? "pass" : sample.result === "unhealthy" ? "fail" : "inconclusive",
                reason: sample.result === "unhealthy" && probe.critical ? "check_failed_critical" : sample.reason,
                required: "healthy",
                found: sample.detail,
                advice: sample.result === "healthy" ? "" : "Look at the candidate's log.",
                sources: [],
            };
        });
        return {
            checks: (0,conditions_lib/* judge */.S4)(evidence, "checks of the candidate"),
            consecutiveFailures: Math.max(0, ...this.#failuresInARow.values()),
        };
    }
}

// EXTERNAL MODULE: ./actions/lib/canary-deploy/interrupted.js
var interrupted = __webpack_require__(5850);
// EXTERNAL MODULE: ./packages/metrics/lib/index.js + 6 modules
var metrics_lib = __webpack_require__(458);
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
    #start = NOBODY;
    #firstCandidate;
    #totals;
    constructor(source, plan) {
        this.#source = source;
        this.#plan = plan;
    }
    get totals() {
        return this.#totals;
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
        const candidate = windowOf(now, this.#start, "candidate");
        const stable = windowOf(now, this.#start, "stable");
        return {
            measured: this.#measured(candidate, stable),
            candidateRequests: candidate.known ? candidate.counts.requests : undefined,
            candidate: lineCounts(candidate),
            stable: lineCounts(stable),
        };
    }
    async #read(signal) {
        if (this.#source === undefined)
            return NOBODY;
        const reading = await this.#source.read(signal);
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
function windowOf(now, start, role) {
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
    constructor(work) {
        this.#work = work;
    }
    async run() {
        let state;
        let previous;
        for (;;) {
            try {
                const seen = await this.#observe();
                if (state === undefined) {
                    previous = seen.observation.traffic.stable?.release.version;
                    state = beginRollout(this.#work.plan, seen.observation, this.#work.intent);
                }
                const decision = decide(this.#work.plan, state, seen.observation);
                this.#report(decision, seen.measurement, seen.observation);
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
        const { clock, platform, plan, checks, metricsFor, signal } = this.#work;
        const traffic = await platform.observe(this.#signal);
        this.#seen = traffic;
        this.#window ??= new StepWindow(metricsFor(traffic, plan), plan);
        // After a cancel the candidate goes whatever the numbers say, and there is little time.
        const measurement = signal.aborted ? NOT_MEASURED : await this.#window.measure(this.#signal);
        const { candidate } = traffic;
        const isCandidateUp = candidate?.ready === true && candidate.release.version === plan.candidate.version;
        const look = isCandidateUp && !signal.aborted ? await checks.look(candidate, this.#signal) : NO_LOOK;
        const observation = {
            at: clock.now(),
            traffic,
            measured: measurement.measured,
            candidateRequests: measurement.candidateRequests,
            checks: look.checks,
            consecutiveFailures: look.consecutiveFailures,
            cancelled: signal.aborted,
        };
        return { observation, measurement };
    }
    #report(decision, measurement, observation) {
        const { act, line, state } = decision;
        const time = new Date(observation.at).toISOString().slice(11, 19);
        const isHolding = act.kind === "hold";
        const counted = state.phase === "baking" ? countsWorthShowing(measurement, line.weight) : {};
        const text = `${time}  ${formatDecisionLine({ weight: line.weight, text: line.text, ...counted })}`;
        this.#work.onLine(text, fractionDone(this.#work.plan, state, observation.at), isHolding);
        if (!isHolding)
            this.#trail.push({ at: observation.at, weight: line.weight, text: line.text, measurement });
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
const NO_LOOK = { checks: undefined, consecutiveFailures: 0 };
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
    const { policy, release, target, ledger } = request;
    refuseWhatCannotHold(context, request);
    const record = await openDeployment(context, request);
    context.outputs.set("deployment-id", record.id);
    (0,interrupted/* rememberRollout */.De)(context, { kind: "rollout", deploymentId: record.id, version: release.version });
    const intent = intentOf(record);
    let phase = (0,ledger_lib/* lastPhase */.GE)(record);
    // An attempt before this one may have died between its record and what it did.
    let isTouched = record.events.length > 1;
    try {
        const plan = (0,deployment/* planRollout */.ne)(policy, release);
        const end = await runRollout({
            plan,
            platform: target.platform,
            metricsFor: target.metricsFor,
            checks: candidateChecks(context, request),
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
        return await closeRecord(context, request, record, end);
    }
    catch (error) {
        await noteFailure(context, ledger, record.id, isTouched ? phase : "failed", error);
        if (!isTouched)
            (0,interrupted/* forgetRollout */.xc)(context);
        throw error;
    }
}
/** Refuses, before traffic moves, what the target can never hold or answer. */
function refuseWhatCannotHold(context, { policy, release, target }) {
    const plan = (0,deployment/* planRollout */.ne)(policy, release);
    const coarse = planTooCoarse(plan, target.platform.capabilities);
    if (coarse.length > 0) {
        throw new lib/* ActionError */.lZ("config", `The rollout of ${policy.environment} cannot be held:\n  ${coarse.join("\n  ")}`, {
            hint: "Change rollout.steps of the policy file.",
        });
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
    }, context.signal);
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
function candidateChecks(context, { policy, target }) {
    const checks = policy.verify?.checks ?? [];
    const { capabilities } = target.platform;
    return new CandidateChecks((candidate) => {
        const probes = (0,common_checks/* createCandidateProbes */.d)(checks, capabilities, candidate, context);
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
        if (request.closedBy !== "verification" || end.outcome === "aborted")
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
function endEvent({ outcome, verdict }, closedBy) {
    const base = { note: verdict.sentence, reason: verdict.reason, verdict: verdict.outcome };
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

/***/ 7422:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ renderPlan),
/* harmony export */   i: () => (/* binding */ renderRollout)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3339);
/* harmony import */ var _common_render_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9757);


/** The summary of a rollout: the verdict and what it means first, then each decision with its numbers. */
function renderRollout(end, plan, subject) {
    const { verdict, traffic, totals, previous } = end;
    const live = traffic.stable?.release.version ?? "nothing";
    const head = (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .joinMarkdown */ .UF)([
        (0,_common_render_js__WEBPACK_IMPORTED_MODULE_1__/* .verdictHeading */ .G8)("Rollout", verdict, subject),
        (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__.md) `${verdict.sentence}.`,
        (0,_common_render_js__WEBPACK_IMPORTED_MODULE_1__/* .factsTable */ .wd)([
            ["release", plan.candidate.version],
            ["live now", live],
            ["live before", previous],
            [
                "requests the candidate served",
                totals === undefined ? "nobody counted" : (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .formatCount */ .B4)(totals.requests),
            ],
            ["of these failed", totals === undefined ? undefined : (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .formatCount */ .B4)(totals.errors)],
        ]),
        (0,_common_render_js__WEBPACK_IMPORTED_MODULE_1__/* .evidenceTable */ .Y5)(verdict.evidence),
    ]);
    const rows = end.trail.map(({ at, weight, text, measurement }) => [
        new Date(at).toISOString().slice(11, 19),
        (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .formatPercent */ .l9)(weight),
        text,
        numbers(measurement?.candidate),
        numbers(measurement?.stable),
    ]);
    return [head, (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .table */ .tp)(["time (UTC)", "weight", "decision", "candidate", "stable"], rows)];
}
/** The plan of a rollout, step by step, before anything moves. */
function renderPlan(plan) {
    const rows = plan.steps.map((step, index) => [
        index + 1,
        (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .formatPercent */ .l9)(step.weight),
        (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(step.bakeMs),
        plan.triggers.map((trigger) => trigger.name).join("; "),
    ]);
    return (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .table */ .tp)(["step", "weight", "bake", "taken back when"], rows);
}
function numbers(counts) {
    if (counts === undefined || counts.requests === 0)
        return "";
    const bad = counts.badPercent === undefined ? "" : `, ${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .formatPercent */ .l9)(counts.badPercent)} bad`;
    const p95 = counts.p95Ms === undefined ? "" : `, p95 ${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(counts.p95Ms)}`;
    return `${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .formatCount */ .B4)(counts.requests)} req${bad}${p95}`;
}


/***/ })

};
