export const id = 8972;
export const ids = [8972];
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


/***/ }),

/***/ 958:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ planRollback)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26393);
/* harmony import */ var _deploy_actions_ledger__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(11030);
/* harmony import */ var _common_snapshot_note_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(84150);



/**
 * Decides where to go back to: a rollback that was interrupted is finished; else the version asked for (which must be in
 * the ledger), else the stable release when a candidate is on its way, else the last verified release before the current
 * one. With `unread`, the failure of a ledger that cannot be read, a person's own word has to do.
 *
 * Errors: `config` when there is no such release, with what there is; `input` when the one asked for is the candidate;
 * `unread` itself when nothing but the ledger could say where to go.
 */
function planRollback(environment, records, traffic, wanted, unread) {
    const { stable, candidate } = traffic;
    const unfinished = unfinishedRollback(records, traffic);
    if (unfinished !== undefined && (wanted ?? unfinished.release.version) === unfinished.release.version) {
        return goOn(records, traffic, unfinished);
    }
    const current = (unfinished === undefined ? candidate : null) ?? stable;
    if (current === null) {
        throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("config", `Nothing runs in ${environment}: there is nothing to roll back from.`, {
            hint: "Deploy a release with the canary action.",
        });
    }
    const from = current.release.version;
    const { to, basis } = chooseTarget(environment, records, traffic, wanted, from, unread);
    return {
        act: actFor(to, traffic),
        from,
        to,
        basis,
        takesBack: (0,_deploy_actions_ledger__WEBPACK_IMPORTED_MODULE_1__/* .findRelease */ .dv)(records, from),
        ...leftBehind(records, to.version),
    };
}
function actFor(to, { stable, candidate }) {
    if (stable?.release.version !== to.version)
        return "restore";
    return candidate === null ? "none" : "abort";
}
/**
 * A rollback that died: its record is still open, or the release it was bringing back is still the candidate. Without a look
 * at it the way back would lead to the release it was to replace, or one release too far.
 */
function unfinishedRollback(records, { stable, candidate }) {
    const [newest] = (0,_deploy_actions_ledger__WEBPACK_IMPORTED_MODULE_1__/* .newestFirst */ .ll)(records);
    if (newest?.kind === "rollback" && (0,_deploy_actions_ledger__WEBPACK_IMPORTED_MODULE_1__/* .isOpen */ .nT)(newest))
        return newest;
    if (candidate === null || stable === null)
        return undefined;
    const record = (0,_deploy_actions_ledger__WEBPACK_IMPORTED_MODULE_1__/* .findRelease */ .dv)(records, candidate.release.version);
    return record?.kind === "rollback" ? record : undefined;
}
function goOn(records, { stable }, unfinished) {
    return {
        act: "restore",
        from: unfinished.previous?.version ?? stable?.release.version ?? "nothing",
        to: unfinished.release,
        basis: `rollback ${unfinished.id} of ${unfinished.run.actor}, which was interrupted`,
        takesBack: records.find((record) => record.id === unfinished.rollsBack),
        ...leftBehind(records, unfinished.release.version),
    };
}
function chooseTarget(environment, records, traffic, wanted, from, unread) {
    if (wanted !== undefined) {
        if (wanted === traffic.candidate?.release.version && wanted !== traffic.stable?.release.version) {
            throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("input", `${wanted} is the candidate of ${environment}, not an earlier release.`, {
                hint: "Leave `to` empty to give all traffic back to the stable release.",
            });
        }
        const record = (0,_deploy_actions_ledger__WEBPACK_IMPORTED_MODULE_1__/* .findRelease */ .dv)(records, wanted);
        if (record === undefined && unread !== undefined) {
            return { to: { version: wanted }, basis: "named by a person; the ledger could not be read" };
        }
        if (record === undefined) {
            const known = [...new Set(records.map((item) => item.release.version))];
            throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("config", `The ledger of ${environment} has no release "${wanted}".${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .suggest */ .ZA)(wanted, known)}`, {
                hint: "Roll back to a release that was deployed before, or leave `to` empty for the last verified one.",
            });
        }
        const basis = (0,_deploy_actions_ledger__WEBPACK_IMPORTED_MODULE_1__/* .wasVerified */ .YI)(record)
            ? `verified by deployment ${record.id}`
            : `deployed by ${record.id}, never verified`;
        return { to: record.release, basis };
    }
    if (traffic.candidate !== null && traffic.stable !== null) {
        return { to: traffic.stable.release, basis: "stable, while the candidate is on its way" };
    }
    if (unread !== undefined) {
        throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("remote", `Only the ledger knows the last verified release: ${unread.message}`, {
            cause: unread,
            hint: "Name the release with `to`: that works without the ledger.",
        });
    }
    const verified = (0,_deploy_actions_ledger__WEBPACK_IMPORTED_MODULE_1__/* .lastVerified */ .T5)(records, { excludeVersion: from });
    if (verified === undefined) {
        throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("config", `The ledger of ${environment} has no verified release before ${from}.`, {
            hint: `Name a release with \`to\`; the ledger knows ${known(records, from) || "no other"}.`,
        });
    }
    return { to: verified.release, basis: `verified by deployment ${verified.id}` };
}
function known(records, from) {
    return [...new Set(records.map((item) => item.release.version))]
        .filter((version) => version !== from)
        .join(", ");
}
/** What the deployments after the newest one of `version` did to the database, oldest first. */
function leftBehind(records, version) {
    const index = records.findIndex((record) => record.release.version === version && record.kind !== "rollback");
    const newer = (index === -1 ? records : records.slice(0, index)).toReversed();
    return {
        migrationsThatStay: [...new Set(newer.flatMap((record) => record.migrations ?? []))],
        snapshot: newer.map(_common_snapshot_note_js__WEBPACK_IMPORTED_MODULE_2__/* .snapshotOf */ .eY).find((snapshot) => snapshot !== undefined),
    };
}


/***/ }),

/***/ 20766:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ renderPlan),
/* harmony export */   x: () => (/* binding */ renderRollback)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26393);
/* harmony import */ var _common_render_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9757);


/** The plan of a rollback: what would happen, and what it does not undo. */
function renderPlan(plan, subject, reason) {
    return (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .joinMarkdown */ .UF)([(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__.md) `## Rollback plan (${subject})`, facts(plan, reason), migrationsNote(plan)]);
}
/** The summary of a rollback that was carried out. */
function renderRollback(result, plan, subject, reason) {
    return (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .joinMarkdown */ .UF)([
        (0,_common_render_js__WEBPACK_IMPORTED_MODULE_1__/* .verdictHeading */ .G8)("Rollback", result.verdict, subject),
        (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__.md) `${result.verdict.sentence}.`,
        facts(plan, reason, (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(result.tookMs)),
        migrationsNote(plan),
        (0,_common_render_js__WEBPACK_IMPORTED_MODULE_1__/* .evidenceTable */ .Y5)(result.verdict.evidence),
    ]);
}
function facts(plan, reason, took) {
    const how = {
        abort: "the rollout is aborted: all traffic goes back to stable, the candidate is removed",
        restore: "the earlier release is started beside the current one, gets all traffic when it is ready, then the current one is stopped",
        none: "nothing: it is stable already",
    }[plan.act];
    return (0,_common_render_js__WEBPACK_IMPORTED_MODULE_1__/* .factsTable */ .wd)([
        ["from", plan.from],
        ["to", plan.to.version],
        ["known to be good", plan.basis],
        ["how", how],
        ["reason", reason],
        ["took", took],
    ]);
}
function migrationsNote(plan) {
    if (plan.migrationsThatStay.length === 0 && plan.snapshot === undefined)
        return undefined;
    const snapshot = plan.snapshot === undefined
        ? (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__.md) ``
        : (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__.md) ` The snapshot ${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .inlineCode */ .ti)(plan.snapshot.id)} was taken before the first of them; restoring it is a decision of its own (inputs ${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .inlineCode */ .ti)("restore-snapshot")} and ${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .inlineCode */ .ti)("restore-approval")} of the rollback action).`;
    const stay = plan.migrationsThatStay.length === 0 ? "what was applied" : plan.migrationsThatStay.join(", ");
    return (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__.md) `The database is not rolled back. Migrations applied since ${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .inlineCode */ .ti)(plan.to.version)} stay: ${stay}.${snapshot}`;
}


/***/ }),

/***/ 18972:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  run: () => (/* binding */ run)
});

// EXTERNAL MODULE: ./packages/kernel/lib/index.js + 9 modules
var lib = __webpack_require__(26393);
// EXTERNAL MODULE: ./actions/lib/common/ledger.js
var common_ledger = __webpack_require__(66372);
// EXTERNAL MODULE: ./actions/lib/common/outcome.js
var outcome = __webpack_require__(12877);
// EXTERNAL MODULE: ./actions/lib/common/platform.js + 5 modules
var platform = __webpack_require__(18690);
// EXTERNAL MODULE: ./actions/lib/common/policy.js
var common_policy = __webpack_require__(54039);
// EXTERNAL MODULE: ./actions/lib/rollback/execute.js
var execute = __webpack_require__(36951);
;// CONCATENATED MODULE: ./actions/lib/rollback/ledger-of-rollback.js

/** Id of a record that could not be opened. */
const UNRECORDED = "";
/**
 * The ledger for a rollback: when it cannot be reached or written (`remote`, `permission`), it says so once, loudly, knows
 * of nothing and records nothing. Anything else is an error as ever.
 */
function ledgerOfRollback(ledger, { log, clock }) {
    let failure;
    async function orGoOn(body, otherwise) {
        try {
            return await body();
        }
        catch (error) {
            if (!(error instanceof lib/* ActionError */.lZ) || !["remote", "permission"].includes(error.code))
                throw error;
            if (failure === undefined) {
                log.error(`${error.message} The rollback goes on without a record.`, { title: "Not recorded" });
            }
            failure ??= error;
            return otherwise;
        }
    }
    return {
        kind: ledger.kind,
        get failure() {
            return failure;
        },
        list: (query, signal) => orGoOn(() => ledger.list(query, signal), []),
        open: (deployment, signal, options) => {
            const unrecorded = {
                ...deployment,
                id: UNRECORDED,
                createdAt: clock.now(),
                events: [],
                url: "",
            };
            // What could not be read is not written to either: a record without its past would say something wrong.
            if (failure !== undefined)
                return Promise.resolve(unrecorded);
            return orGoOn(() => ledger.open(deployment, signal, options), unrecorded);
        },
        append: async (id, event, signal) => {
            if (id !== UNRECORDED)
                await orGoOn(() => ledger.append(id, event, signal), undefined);
        },
    };
}

// EXTERNAL MODULE: ./actions/lib/rollback/plan-rollback.js
var plan_rollback = __webpack_require__(958);
// EXTERNAL MODULE: ./actions/lib/rollback/render.js
var render = __webpack_require__(20766);
;// CONCATENATED MODULE: ./actions/lib/rollback/restore-phase.js

/** Read before anything is touched: what cannot be restored is no reason to begin. */
async function orderOf(context, policy, records, isUnread) {
    const { inputs } = context;
    if (inputs["restore-snapshot"] === undefined && inputs["restore-approval"] === undefined)
        return undefined;
    const { restoreOrder, readRestorePlan } = await Promise.all(/* import() */[__webpack_require__.e(4929), __webpack_require__.e(7714)]).then(__webpack_require__.bind(__webpack_require__, 27714));
    const order = restoreOrder(inputs, policy, records, isUnread);
    if (order === undefined)
        return undefined;
    return { order, plan: await readRestorePlan(context, policy, order.snapshot) };
}
/** What the record says of it. */
function approvalText({ runner }, { order, plan }) {
    return `restore of ${order.snapshot.id} approved by ${runner.actor} (${order.approval}). ${plan.dataLoss}`;
}
/** Says how the database would be brought back, and what would be lost; nothing is done. */
async function sayRestore(context, policy, { snapshot }, asked) {
    if (asked === undefined && snapshot === undefined)
        return;
    const { logRestorePlan, readRestorePlanIfPossible, renderRestore } = await Promise.all(/* import() */[__webpack_require__.e(4929), __webpack_require__.e(7714)]).then(__webpack_require__.bind(__webpack_require__, 27714));
    const plan = asked?.plan ??
        (snapshot === undefined ? undefined : await readRestorePlanIfPossible(context, policy, snapshot));
    if (plan === undefined)
        return;
    await logRestorePlan(context, plan);
    context.outputs.set("data-loss", plan.dataLoss);
    context.summary.add(renderRestore(plan, undefined), 2);
}
/**
 * Restores what was asked for; without an order only says how. Resolves with the verdict and what became of the database: a
 * restore that fails does not hide what the rollback came to.
 */
async function restore(context, policy, plan, asked, verdict) {
    if (asked === undefined) {
        await sayRestore(context, policy, plan, asked);
        return verdict;
    }
    const { log, outputs, signal, summary } = context;
    const { executeRestore, logRestorePlan, renderRestore } = await Promise.all(/* import() */[__webpack_require__.e(4929), __webpack_require__.e(7714)]).then(__webpack_require__.bind(__webpack_require__, 27714));
    const { id } = asked.order.snapshot;
    await logRestorePlan(context, asked.plan);
    outputs.set("data-loss", asked.plan.dataLoss);
    try {
        const restored = await executeRestore(context, policy, asked.order);
        outputs.set("restored", restored.identifier);
        summary.add(renderRestore(restored.plan, restored), 2);
        const sentence = `${verdict.sentence}; ${id} is restored to ${restored.identifier}, approved by ${restored.approvedBy}`;
        return { ...verdict, sentence };
    }
    catch (error) {
        if (signal.aborted)
            throw error;
        const { hint } = (0,lib/* toActionError */.ie)(error);
        const sentence = `${verdict.sentence}; ${id} was not restored: ${(0,lib/* errorMessage */.gJ)(error)}`;
        log.error(hint === undefined ? sentence : `${sentence} ${hint}`, { title: "Not restored" });
        summary.add(renderRestore(asked.plan, undefined), 2);
        return { ...verdict, outcome: "fail", reason: "restore_failed", sentence };
    }
}

;// CONCATENATED MODULE: ./actions/lib/rollback/run.js










/** Returns an environment to an earlier release, or prints how it would. */
async function run(context) {
    const { inputs, outputs, summary, signal, clock } = context;
    const since = parseSince(inputs.since, clock.now());
    const { policy, source } = await (0,common_policy.loadPolicy)(context, {
        environment: inputs.environment,
        file: inputs.config,
        token: inputs["github-token"],
    });
    const subject = `${policy.environment}, ${source.text}`;
    if (inputs.automatic && !policy.rollback.automatic) {
        const sentence = `${policy.environment} does not roll back by itself (rollback.automatic is false): somebody has to decide`;
        return (0,outcome/* conclude */.E)({ outcome: "inconclusive", reason: "not_automatic", sentence, evidence: [] }, outputs);
    }
    const target = await (0,platform/* openTarget */.A)(context, policy, { allowStart: !inputs["dry-run"] });
    const real = await (0,common_ledger/* openLedger */.au)(context, { file: inputs.ledger, token: inputs["github-token"] });
    const ledger = ledgerOfRollback(real, context);
    const { service, environment } = policy;
    const records = await ledger.list({ service, environment, limit: 100 }, signal);
    const traffic = await target.platform.observe(signal);
    const plan = (0,plan_rollback/* planRollback */.I)(environment, records, traffic, inputs.to, ledger.failure);
    outputs.set("plan", planJson(plan));
    outputs.set("from", plan.from);
    outputs.set("snapshot", plan.snapshot?.id ?? "");
    const asked = await orderOf(context, policy, records, ledger.failure !== undefined);
    if (inputs["dry-run"] || plan.act === "none") {
        summary.add((0,render/* renderPlan */.E)(plan, subject, inputs.reason), 1);
        outputs.set("to", plan.act === "none" ? plan.to.version : "");
        outputs.set("slo-breached", false);
        const planned = conclusionOf(plan, environment);
        if (!inputs["dry-run"])
            return (0,outcome/* conclude */.E)(await restore(context, policy, plan, asked, planned), outputs);
        await sayRestore(context, policy, plan, asked);
        return (0,outcome/* conclude */.E)(planned, outputs);
    }
    const result = await (0,execute/* executeRollback */.y)(context, {
        plan,
        policy,
        target,
        ledger,
        reason: asked === undefined ? inputs.reason : `${inputs.reason}; ${approvalText(context, asked)}`,
        planned: inputs.planned,
        since,
    });
    outputs.set("to", result.traffic.stable?.release.version ?? "");
    outputs.set("deployment-id", result.deploymentId);
    outputs.set("seconds", Math.round(result.tookMs / 1_000));
    outputs.set("slo-breached", result.sloBreached);
    summary.add((0,render/* renderRollback */.x)(result, plan, subject, inputs.reason), 1);
    const verdict = await restore(context, policy, plan, asked, result.verdict);
    return (0,outcome/* conclude */.E)(withRecord(verdict, ledger.failure), outputs);
}
/** What a plan says, and what there is to say when nothing has to move. */
function conclusionOf(plan, environment) {
    const isStable = plan.act === "none";
    const sentence = isStable
        ? `${plan.to.version} is stable already: nothing to roll back`
        : `${environment} would go back from ${plan.from} to ${plan.to.version} (${plan.basis})`;
    return { outcome: "pass", reason: isStable ? "already_stable" : "planned", sentence, evidence: [] };
}
/** A rollback nobody can find in the ledger later is not simply done. */
function withRecord(verdict, failure) {
    if (failure === undefined || verdict.outcome !== "pass")
        return verdict;
    const sentence = `${verdict.sentence}; it is not recorded: ${failure.message}`;
    return { ...verdict, outcome: "inconclusive", reason: "rollback_unrecorded", sentence };
}
// Clocks of people and of runners differ a little.
const MAX_AHEAD_MS = 60_000;
function parseSince(text, now) {
    if (text === undefined)
        return now;
    const at = Date.parse(text);
    if (Number.isNaN(at) || !/^\d{4}-\d\d-\d\dT/.test(text)) {
        throw new lib/* ActionError */.lZ("input", `Input since is "${text}", expected a time such as 2026-02-01T03:04:00Z.`);
    }
    if (at > now + MAX_AHEAD_MS) {
        const current = new Date(now).toISOString();
        throw new lib/* ActionError */.lZ("input", `Input since is "${text}", which is still to come (it is ${current}).`, {
            hint: "Give the time with its zone: 2026-02-01T03:04:00Z, or 2026-02-01T04:04:00+01:00.",
        });
    }
    return Math.min(at, now);
}
function planJson(plan) {
    return {
        schema: 1,
        act: plan.act,
        from: plan.from,
        to: plan.to.version,
        basis: plan.basis,
        migrations_that_stay: plan.migrationsThatStay,
        ...(plan.snapshot === undefined ? {} : { snapshot: plan.snapshot.id }),
    };
}


/***/ })

};
