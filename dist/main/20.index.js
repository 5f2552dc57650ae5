export const id = 20;
export const ids = [20,7639];
export const modules = {

/***/ 67639:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   post: () => (/* binding */ post)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26393);
/* harmony import */ var _deploy_actions_ledger__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(11030);
/* harmony import */ var _canary_deploy_interrupted_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(25850);
/* harmony import */ var _rollback_execute_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(36951);
/* harmony import */ var _ledger_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(66372);
/* harmony import */ var _platform_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(18690);
/* harmony import */ var _policy_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(54039);







/** How long the ledger is asked, and told: users wait for the traffic meanwhile. */
const LEDGER_MS = 5_000;
const TRIES = 3;
/** A platform that takes so long to say no is not asked again. */
const RETRY_WITHIN_MS = 15_000;
/**
 * Finishes what main left between two releases, because it was killed or the platform failed: a candidate is taken back, a
 * rollback is brought to its end, and the record is closed. What another run has taken over is left alone.
 *
 * Runs after every end of main; does nothing when main came to its end. Errors name what is left.
 */
async function post(context) {
    const open = (0,_canary_deploy_interrupted_js__WEBPACK_IMPORTED_MODULE_2__/* .unfinishedRollout */ .hA)(context);
    if (open === undefined)
        return;
    const { log, signal } = context;
    const inputs = context.inputs;
    const { policy } = await (0,_policy_js__WEBPACK_IMPORTED_MODULE_6__.loadPolicy)(context, {
        environment: inputs.environment,
        file: inputs.config,
        token: inputs["github-token"],
        placeholders: { release: open.version },
    });
    const ledger = await (0,_ledger_js__WEBPACK_IMPORTED_MODULE_4__/* .openLedger */ .au)(context, { file: inputs.ledger, token: inputs["github-token"] });
    const found = await findRecord(context, ledger, policy, open.deploymentId);
    if (found?.successor !== undefined) {
        const { run, release, kind } = found.successor;
        log.info(`Nothing to finish: run ${run.runId} of ${run.actor} has gone on with its ${kind} of ${release.version}.`);
        return;
    }
    log.warning(`The ${open.kind} of ${open.version} was interrupted: it is brought to an end.`);
    const { platform } = await (0,_platform_js__WEBPACK_IMPORTED_MODULE_5__/* .openTarget */ .A)(context, policy, { allowStart: true });
    const traffic = await (open.kind === "rollback"
        ? (0,_rollback_execute_js__WEBPACK_IMPORTED_MODULE_3__/* .moveTraffic */ .N)(context, found?.record.release ?? { version: open.version }, platform)
        : takeBack(context, platform, open));
    const event = endOf(open, traffic, found?.record);
    log.info(event.note);
    (0,_canary_deploy_interrupted_js__WEBPACK_IMPORTED_MODULE_2__/* .forgetRollout */ .xc)(context);
    if (found !== undefined && !(0,_deploy_actions_ledger__WEBPACK_IMPORTED_MODULE_1__/* .isOpen */ .nT)(found.record))
        return;
    try {
        const limit = AbortSignal.any([signal, AbortSignal.timeout(LEDGER_MS)]);
        await ledger.append(open.deploymentId, event, limit);
    }
    catch (error) {
        log.warning(`The ledger did not take it: ${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .errorMessage */ .gJ)(error)}`);
    }
}
/** The record main worked on, and who came after it; `undefined` when the ledger does not say. Traffic does not wait for it. */
async function findRecord({ log, signal }, ledger, { service, environment }, id) {
    try {
        const limit = AbortSignal.any([signal, AbortSignal.timeout(LEDGER_MS)]);
        const records = await ledger.list({ service, environment }, limit);
        const index = records.findIndex((record) => record.id === id);
        const record = records[index];
        if (record === undefined)
            return undefined;
        return { record, successor: records.slice(0, index).find(({ run }) => run.runId !== record.run.runId) };
    }
    catch (error) {
        if (signal.aborted)
            throw error;
        log.warning(`The ledger does not say whether another run has gone on: ${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .errorMessage */ .gJ)(error)}`);
        return undefined;
    }
}
/** Takes the candidate back, if it is still there. */
async function takeBack({ clock, log, signal }, platform, { version }) {
    const startedAt = clock.now();
    let seen;
    for (let tries = 1;; tries += 1) {
        try {
            seen = await platform.observe(signal);
            if (seen.candidate?.release.version !== version)
                return seen;
            return await platform.abort({ revision: seen.revision }, signal);
        }
        catch (error) {
            if (tries >= TRIES || clock.now() - startedAt > RETRY_WITHIN_MS || signal.aborted) {
                throw leftBehind(version, seen, error);
            }
            log.warning(`${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .errorMessage */ .gJ)(error)} (tries again)`);
            await clock.sleep(1_000, signal);
        }
    }
}
function leftBehind(version, seen, cause) {
    const what = seen === undefined
        ? `where the traffic of ${version} is cannot be seen`
        : `${version} still has ${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .formatPercent */ .l9)(seen.candidateWeight)} of the traffic`;
    return new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("remote", `The rollout is left unfinished, ${what}: ${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .errorMessage */ .gJ)(cause)}`, {
        cause,
        hint: `Run the deployment or the rollback action again once the platform answers: it goes on from what it sees. Or take the traffic of ${version} away by hand.`,
    });
}
/** What became of it, for the record. */
function endOf({ kind, version }, { stable }, record) {
    const reason = "interrupted";
    if (stable?.release.version === version) {
        const note = kind === "rollback"
            ? `interrupted: ${version} has all traffic again, nobody verified it`
            : `interrupted after ${version} got all traffic, before anybody verified it`;
        return { phase: "failed", weight: 100, note, reason };
    }
    const abort = record?.events.find((event) => event.phase === "aborting");
    if (abort !== undefined) {
        return { phase: "aborted", weight: 0, note: abort.note, reason: abort.reason ?? reason };
    }
    return { phase: "cancelled", weight: 0, note: `interrupted: no candidate of ${version} is left`, reason };
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


/***/ }),

/***/ 36951:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ moveTraffic),
/* harmony export */   y: () => (/* binding */ executeRollback)
/* harmony export */ });
/* harmony import */ var _deploy_actions_deploy_config__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(70297);
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(26393);
/* harmony import */ var _canary_deploy_interrupted_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(25850);
/* harmony import */ var _common_deployment_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(64190);
/* harmony import */ var _common_grace_signal_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(37942);
/* harmony import */ var _common_heartbeat_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(78773);
/* harmony import */ var _common_ledger_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(66372);
/* harmony import */ var _health_verify_watch_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(82099);








const ATTEMPTS = 3;
// Twice after a cancel, of the 7 s there are: for the traffic, and for the record.
const CLEANUP_MS = 3_000;
/** Gives the traffic back, verifies, and records who, why and how long. An open record of another run is taken over. */
async function executeRollback(context, request) {
    const { plan, policy, ledger, since } = request;
    const { clock, signal, log } = context;
    const record = await ledger.open({
        service: policy.service,
        environment: policy.environment,
        release: plan.to,
        kind: "rollback",
        planned: request.planned,
        strategy: plan.act,
        run: (0,_common_ledger_js__WEBPACK_IMPORTED_MODULE_5__/* .runIdentity */ .yK)(context),
        reason: request.reason,
        previous: { id: plan.takesBack?.id ?? "", version: plan.from },
        ...(plan.takesBack === undefined ? {} : { rollsBack: plan.takesBack.id }),
    }, signal, { takeOver: true });
    (0,_canary_deploy_interrupted_js__WEBPACK_IMPORTED_MODULE_2__/* .rememberRollout */ .De)(context, { kind: "rollback", deploymentId: record.id, version: plan.to.version });
    let hasMoved = false;
    try {
        const traffic = await moveTraffic(context, plan.to, request.target.platform);
        hasMoved = true;
        log.info(`${plan.to.version} has all traffic again`);
        await ledger.append(record.id, { phase: "verifying", weight: 100, note: `back to ${plan.to.version}` }, signal);
        const verify = (0,_deploy_actions_deploy_config__WEBPACK_IMPORTED_MODULE_0__/* .substitute */ .V2)(policy, (0,_common_deployment_js__WEBPACK_IMPORTED_MODULE_3__/* .placeholdersOf */ .iJ)(plan.to, policy.environment)).verify;
        const health = verify === undefined || verify.checks.length === 0
            ? undefined
            : await (0,_common_heartbeat_js__WEBPACK_IMPORTED_MODULE_4__/* .whileVerifying */ .Lr)(context, ledger, record.id, () => (0,_health_verify_watch_js__WEBPACK_IMPORTED_MODULE_6__/* .watch */ .w)(context, verify));
        const tookMs = clock.now() - since;
        const limitMs = policy.rollback.withinMs;
        const sloBreached = limitMs !== undefined && tookMs > limitMs;
        const verdict = judgeRollback(plan, health, tookMs, limitMs);
        if (sloBreached) {
            log.warning(`The rollback took ${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_1__/* .formatDuration */ .a3)(tookMs)}, longer than the ${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_1__/* .formatDuration */ .a3)(limitMs)} of ${policy.environment}.`);
        }
        await ledger.append(record.id, {
            phase: verdict.outcome === "pass" ? "verified" : "failed",
            weight: 100,
            note: verdict.sentence,
            reason: sloBreached ? "rollback_slo_breached" : verdict.reason,
            verdict: verdict.outcome,
        }, (0,_common_grace_signal_js__WEBPACK_IMPORTED_MODULE_7__/* .graceSignal */ .F)(signal, CLEANUP_MS));
        (0,_canary_deploy_interrupted_js__WEBPACK_IMPORTED_MODULE_2__/* .forgetRollout */ .xc)(context);
        return { verdict, deploymentId: record.id, traffic, health, tookMs, sloBreached };
    }
    catch (error) {
        if (!hasMoved)
            await takeAwayWhatStarted(context, request);
        const where = hasMoved ? `${plan.to.version} has all traffic again, but the` : "the";
        const note = `${where} rollback stopped: ${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_1__/* .errorMessage */ .gJ)(error)}`;
        const reason = signal.aborted ? "cancelled" : "error";
        const phase = signal.aborted ? "cancelled" : "failed";
        try {
            const event = { phase, note, reason, ...(hasMoved ? { weight: 100 } : {}) };
            await ledger.append(record.id, event, AbortSignal.timeout(CLEANUP_MS));
            (0,_canary_deploy_interrupted_js__WEBPACK_IMPORTED_MODULE_2__/* .forgetRollout */ .xc)(context);
        }
        catch (inner) {
            log.warning(`The ledger did not take it: ${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_1__/* .errorMessage */ .gJ)(inner)}`);
        }
        throw error;
    }
}
/** Makes `to` stable with all traffic; a change by somebody else in between is looked at again, a few times. */
async function moveTraffic({ signal, clock, log }, to, platform) {
    for (let attempt = 1;; attempt += 1) {
        const seen = await platform.observe(signal);
        const isStable = seen.stable?.release.version === to.version;
        if (isStable && seen.candidate === null)
            return seen;
        try {
            const precondition = { revision: seen.revision };
            return isStable
                ? await platform.abort(precondition, signal)
                : await platform.restore(to, precondition, signal);
        }
        catch (error) {
            if (attempt >= ATTEMPTS || signal.aborted)
                throw error;
            log.warning(`${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_1__/* .errorMessage */ .gJ)(error)} (tries again)`);
            await clock.sleep(1_000, signal);
        }
    }
}
/** A release that was being brought back and did not get the traffic is not left running beside the other one. */
async function takeAwayWhatStarted({ log }, { plan, target }) {
    const signal = AbortSignal.timeout(CLEANUP_MS);
    try {
        const { candidate, revision } = await target.platform.observe(signal);
        if (plan.act !== "restore" || candidate?.release.version !== plan.to.version)
            return;
        await target.platform.abort({ revision }, signal);
    }
    catch (error) {
        log.warning(`${plan.to.version} may still run beside the other release: ${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_1__/* .errorMessage */ .gJ)(error)}`);
    }
}
function judgeRollback(plan, health, tookMs, limitMs) {
    const limit = limitMs === undefined ? "" : `, limit ${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_1__/* .formatDuration */ .a3)(limitMs)}`;
    const took = `${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_1__/* .formatDuration */ .a3)(tookMs)} from trigger to verified${limit}`;
    if (health === undefined) {
        return {
            outcome: "inconclusive",
            reason: "rollback_unverified",
            sentence: `${plan.to.version} has all traffic again, but there are no checks to verify it with`,
            evidence: [],
        };
    }
    if (health.verdict.outcome !== "pass") {
        return {
            outcome: health.verdict.outcome,
            reason: "rollback_unverified",
            sentence: `${plan.to.version} has all traffic again, but is not verified: ${health.verdict.sentence}`,
            evidence: health.verdict.evidence,
        };
    }
    return {
        outcome: "pass",
        reason: "rolled_back",
        sentence: `rolled back from ${plan.from} to ${plan.to.version} in ${took}`,
        evidence: health.verdict.evidence,
    };
}


/***/ })

};
