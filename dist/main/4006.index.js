export const id = 4006;
export const ids = [4006];
export const modules = {

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

/***/ 52321:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ openMigrator)
/* harmony export */ });
/** The migrator of a policy: the files of a folder on a database, or commands in a task beside it. */
async function openMigrator(context, request) {
    const { runOn } = request.settings;
    if (runOn !== undefined) {
        const { createCommandMigrator } = await Promise.all(/* import() */[__webpack_require__.e(4929), __webpack_require__.e(1826)]).then(__webpack_require__.bind(__webpack_require__, 71826));
        return createCommandMigrator(context, request, runOn);
    }
    const { createSqlMigrator } = await Promise.all(/* import() */[__webpack_require__.e(4929), __webpack_require__.e(3653)]).then(__webpack_require__.bind(__webpack_require__, 13653));
    return createSqlMigrator(context, request);
}


/***/ }),

/***/ 33209:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   u: () => (/* binding */ renderMigrations)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26393);
/* harmony import */ var _common_render_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9757);


/** The summary of a migration phase: verdict, problems, then each pending file with its SQL. */
function renderMigrations(run, subject) {
    const { pending, applied, snapshot, verdict } = run;
    const done = new Set(applied);
    const rows = pending.map(({ name, file, how }) => [
        name,
        file,
        how,
        done.has(name) ? "applied" : "pending",
    ]);
    const head = (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .joinMarkdown */ .UF)([
        (0,_common_render_js__WEBPACK_IMPORTED_MODULE_1__/* .verdictHeading */ .G8)("Migrations", verdict, subject),
        (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__.md) `${verdict.sentence}.`,
        (0,_common_render_js__WEBPACK_IMPORTED_MODULE_1__/* .evidenceTable */ .Y5)(verdict.evidence),
        snapshot === undefined
            ? undefined
            : (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__.md) `Snapshot of ${snapshot.source} before it: ${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .inlineCode */ .ti)(snapshot.id)} (${snapshot.kind} in ${snapshot.region}).`,
        rows.length === 0 ? undefined : (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .table */ .tp)(["what", "file", "how", "state"], rows),
    ]);
    const files = pending.flatMap(({ file, sql }) => sql === undefined ? [] : [(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .details */ .zH)(file, (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .codeBlock */ .DV)(sql, "sql"))]);
    return [head, ...files];
}


/***/ }),

/***/ 29404:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  N: () => (/* binding */ failedRequired),
  q: () => (/* binding */ tell)
});

// EXTERNAL MODULE: ./packages/channels/lib/index.js + 14 modules
var lib = __webpack_require__(63190);
// EXTERNAL MODULE: ./actions/lib/common/run-order.js
var run_order = __webpack_require__(24433);
// EXTERNAL MODULE: ./packages/kernel/lib/index.js + 9 modules
var kernel_lib = __webpack_require__(26393);
;// CONCATENATED MODULE: ./actions/lib/notify/announcement.js

/** The values of the templates: what the record and the policy know, under what the policy file and the caller say. */
function templateValues(facts) {
    const { policy, occasion, release, verdict, record, now, url, given } = facts;
    const startedAt = record?.createdAt ?? (occasion === "scheduled" ? now : undefined);
    const bakeMs = policy.rollout.steps.reduce((sum, step) => sum + step.bakeMs, 0);
    const verifyMs = policy.verify === undefined ? 0 : policy.verify.settleMs + policy.verify.forMs;
    const within = policy.rollback.withinMs;
    const previous = occasion === "rolled-back"
        ? record?.kind === "rollback"
            ? record.release.version
            : record?.previous?.version
        : undefined;
    const known = {
        environment: policy.environment,
        service: policy.service,
        release,
        "start-time": startedAt === undefined ? undefined : utc(startedAt),
        "end-time": occasion === "scheduled" ? undefined : utc(now),
        duration: startedAt === undefined || occasion === "scheduled" ? undefined : (0,kernel_lib/* formatDuration */.a3)(now - startedAt),
        "expected-duration": (0,kernel_lib/* formatDuration */.a3)(bakeMs + verifyMs),
        strategy: policy.rollout.steps[0]?.weight === 0 ? "BLUE-GREEN" : "CANARY",
        "automatic-rollback": String(policy.rollback.automatic),
        "rollback-within": within === undefined ? undefined : (0,kernel_lib/* formatDuration */.a3)(within),
        "previous-release": previous,
        "health-checks": verdict === undefined ? undefined : { outcome: verdict.outcome, text: verdict.sentence },
        reason: record?.kind === "rollback" ? record.reason : verdict?.sentence,
        stage: record?.events.findLast((event) => event.phase !== "failed")?.phase,
        actor: facts.actor,
        url,
    };
    return { ...definedOnly(known), ...policy.notify.values, ...given };
}
/** A point in time as people read it: `2026-02-01 03:04:05 UTC`. */
function utc(at) {
    return `${new Date(at).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}
function definedOnly(values) {
    return Object.fromEntries(Object.entries(values).filter((entry) => entry[1] !== undefined));
}

;// CONCATENATED MODULE: ./actions/lib/notify/tell.js



/**
 * Tells the channels that want this occasion; without any nothing is rendered, and nothing is asked for.
 *
 * Errors: `input` when the template lacks values. A channel that fails is a delivery, not an error.
 */
async function tell(context, facts, secrets) {
    const { clock, log, runner, signal, summary } = context;
    const channels = channelsFor(context, facts.policy, facts.occasion, secrets);
    if (channels.length === 0) {
        log.info(`No channel of ${facts.policy.environment} wants to hear of "${facts.occasion}".`);
        return [];
    }
    const values = templateValues({ ...facts, now: clock.now(), url: runner.runUrl, actor: runner.actor });
    const announcement = (0,lib/* renderTemplate */.Xm)(facts.occasion, values);
    summary.add((0,lib/* summaryRenderer */.g1)(announcement), 4);
    const deliveries = await (0,lib/* announce */.iP)(channels, announcement, signal);
    for (const { channel, state, detail } of deliveries) {
        if (state === "failed")
            log.warning(detail, { title: `${channel} was not told` });
        else if (state === "skipped")
            log.notice(detail);
        else
            log.info(`told "${facts.occasion}": ${detail}`);
    }
    return deliveries;
}
/** The required channels that did not take it. */
function failedRequired(policy, deliveries) {
    const { slack, webhook, comment } = policy.notify;
    const required = new Set([
        ...(slack?.required === true ? ["slack"] : []),
        ...(webhook?.required === true ? ["webhook"] : []),
        ...(comment?.required === true ? ["comment"] : []),
    ]);
    return deliveries.filter((delivery) => delivery.state === "failed" && required.has(delivery.channel));
}
function channelsFor(context, { notify, environment }, occasion, secrets) {
    const { clock, http, idTokens, runner } = context;
    const channels = [];
    if (notify.slack?.when.includes(occasion) === true) {
        const apiUrl = secrets["slack-api-url"];
        channels.push((0,lib/* createSlackChannel */.Ol)({
            token: secrets["slack-token"],
            channel: notify.slack.channel,
            webhookUrl: secrets["slack-webhook-url"],
            http,
            clock,
            required: notify.slack.required,
            ...(apiUrl === undefined ? {} : { apiUrl }),
        }));
    }
    if (notify.webhook?.when.includes(occasion) === true) {
        const audience = notify.webhook.oidcAudience;
        channels.push((0,lib/* createWebhookChannel */.bp)({
            url: secrets["webhook-url"],
            secret: secrets["webhook-secret"],
            idToken: audience === undefined ? undefined : () => idTokens.get(audience),
            http,
            clock,
            required: notify.webhook.required,
        }));
    }
    const token = secrets["github-token"];
    if (notify.comment?.when.includes(occasion) === true) {
        if (token === undefined || runner.repository === undefined) {
            context.log.notice("comment: nothing was written, there is no github-token.");
        }
        else {
            channels.push((0,lib/* createCommentChannel */.Nk)({
                github: context.github(token),
                owner: runner.repository.owner,
                repo: runner.repository.name,
                issue: secrets["issue-number"] ?? issueOf(runner.event),
                marker: { key: `deployment-${environment}`, run: (0,run_order/* runOrder */.w)(runner) },
                required: notify.comment.required,
            }));
        }
    }
    return channels;
}
function issueOf(event) {
    for (const name of ["pull_request", "issue"]) {
        const value = event[name];
        if (typeof value === "object" &&
            value !== null &&
            "number" in value &&
            typeof value.number === "number") {
            return value.number;
        }
    }
    return undefined;
}


/***/ }),

/***/ 34006:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  run: () => (/* binding */ run)
});

// EXTERNAL MODULE: ./actions/lib/canary-deploy/deploy-release.js + 20 modules
var deploy_release = __webpack_require__(47092);
// EXTERNAL MODULE: ./actions/lib/common/deployment.js
var deployment = __webpack_require__(64190);
// EXTERNAL MODULE: ./actions/lib/common/ledger.js
var common_ledger = __webpack_require__(66372);
// EXTERNAL MODULE: ./actions/lib/common/outcome.js
var outcome = __webpack_require__(12877);
// EXTERNAL MODULE: ./actions/lib/common/platform.js + 5 modules
var platform = __webpack_require__(18690);
// EXTERNAL MODULE: ./actions/lib/common/policy.js
var common_policy = __webpack_require__(54039);
// EXTERNAL MODULE: ./actions/lib/common/preflight.js
var preflight = __webpack_require__(27638);
// EXTERNAL MODULE: ./packages/kernel/lib/index.js + 9 modules
var lib = __webpack_require__(26393);
// EXTERNAL MODULE: ./actions/lib/notify/tell.js + 1 modules
var tell = __webpack_require__(29404);
;// CONCATENATED MODULE: ./actions/lib/pipeline/announce.js


/**
 * Tells people how the pipeline stands. Resolves with what is wrong when a `required` channel was not told; before the
 * rollout that is an error, which stops it.
 */
async function announce({ context, policy, release, ledger }, occasion, end) {
    const { inputs, outputs, signal, log } = context;
    const { service, environment } = policy;
    if (signal.aborted) {
        log.warning(`Nobody was told of "${occasion}": there is no time left after a cancel.`);
        return undefined;
    }
    try {
        const records = end?.deploymentId === undefined ? [] : await ledger.list({ service, environment }, signal);
        const deliveries = await (0,tell/* tell */.q)(context, {
            policy,
            occasion,
            release: release.version,
            verdict: end === undefined ? undefined : end.verdict,
            record: records.find((record) => record.id === end?.deploymentId),
            given: {},
        }, inputs);
        if (occasion !== "scheduled")
            outputs.set("notify-deliveries", deliveries.map((delivery) => ({ ...delivery })));
        const failed = (0,tell/* failedRequired */.N)(policy, deliveries);
        if (failed.length === 0)
            return undefined;
        const list = failed.map((delivery) => `${delivery.channel}: ${delivery.detail}`).join("; ");
        const problem = `a required channel was not told (${list})`;
        if (occasion === "scheduled")
            throw new lib/* ActionError */.lZ("remote", `Not started: ${problem}.`);
        return problem;
    }
    catch (error) {
        // Before the rollout a missing value stops it; after it, traffic is where it belongs already.
        if (occasion === "scheduled")
            throw error;
        log.error(`Nobody was told of "${occasion}": ${(0,lib/* errorMessage */.gJ)(error)}`);
        if (!(error instanceof lib/* ActionError */.lZ) || error.code === "cancelled")
            throw error;
        return undefined;
    }
}
/** Tells people of a deployment that an error stopped; whatever happens here, that error is the pipeline's end. */
async function announceError(pipeline, error) {
    const { log, signal } = pipeline.context;
    if (signal.aborted)
        return;
    const sentence = `stopped by an error: ${(0,lib/* errorMessage */.gJ)(error)}`;
    const verdict = { outcome: "inconclusive", reason: "error", sentence, evidence: [] };
    try {
        await announce(pipeline, "failed", { outcome: "not_started", verdict, deploymentId: undefined });
    }
    catch (inner) {
        log.warning(`Nobody was told of the error: ${(0,lib/* errorMessage */.gJ)(inner)}`);
    }
}

// EXTERNAL MODULE: ./actions/lib/common/heartbeat.js
var heartbeat = __webpack_require__(78773);
// EXTERNAL MODULE: ./actions/lib/migrate/open-migrator.js
var open_migrator = __webpack_require__(52321);
;// CONCATENATED MODULE: ./actions/lib/pipeline/begin.js




const CLEANUP_MS = 4_000;
/** The deployment a pipeline makes. */
function deployRequest({ context, policy, release, target, ledger }) {
    const { inputs } = context;
    return {
        policy,
        release,
        target,
        ledger,
        kind: inputs.kind,
        planned: inputs.planned,
        reason: inputs["break-glass"],
        migrations: [],
        closedBy: "verification",
    };
}
/**
 * Opens the record before anything is touched, also the database: a second run is refused here, and a run that dies while
 * it migrates leaves word of what it was going to apply. The rollout finds the same record again.
 */
async function begin(pipeline) {
    const migrations = await pendingVersions(pipeline);
    return (0,deploy_release/* openDeployment */.Q6)(pipeline.context, { ...deployRequest(pipeline), migrations });
}
/** Runs what comes before the rollout; an error in it closes the record, since no traffic was touched. */
async function beforeTraffic({ context, ledger }, record, body) {
    try {
        return await (0,heartbeat/* whilePreparing */.Eo)(context, ledger, record.id, body);
    }
    catch (error) {
        const phase = context.signal.aborted ? "cancelled" : "failed";
        const note = `stopped before any traffic: ${(0,lib/* errorMessage */.gJ)(error)}`;
        await ledger
            .append(record.id, { phase, weight: 0, note, reason: "not_started" }, AbortSignal.timeout(CLEANUP_MS))
            .catch((inner) => context.log.warning(`The ledger did not take it: ${(0,lib/* errorMessage */.gJ)(inner)}`));
        throw error;
    }
}
async function pendingVersions({ context, policy, release }) {
    const { migrate } = policy;
    if (migrate === undefined || migrate.order !== "before")
        return [];
    const migrator = await (0,open_migrator/* openMigrator */.C)(context, {
        policy,
        settings: migrate,
        databaseUrl: context.inputs["database-url"],
        release: release.version,
    });
    try {
        const { pending } = await migrator.plan(context.signal);
        return pending.map(({ name }) => name);
    }
    finally {
        await migrator.close();
    }
}

// EXTERNAL MODULE: ./packages/deploy-config/lib/index.js + 77 modules
var deploy_config_lib = __webpack_require__(70297);
// EXTERNAL MODULE: ./actions/lib/health-verify/watch.js
var watch = __webpack_require__(82099);
;// CONCATENATED MODULE: ./actions/lib/pipeline/check-before.js



/**
 * Looks once at what serves now: a system that is unhealthy before the change cannot say whether the change was good,
 * and rolling back would not heal it. A hotfix may go on: it may be the cure.
 */
async function checkBefore({ context, policy, openPolicy, target, }) {
    if (openPolicy.verify === undefined || openPolicy.verify.checks.length === 0)
        return undefined;
    const traffic = await target.platform.observe(context.signal);
    if (traffic.stable === null)
        return undefined;
    const { release } = traffic.stable;
    // Asked about the release that serves, not about the one that is to come.
    const { verify } = (0,deploy_config_lib/* substitute */.V2)(openPolicy, (0,deployment/* placeholdersOf */.iJ)(release, policy.environment));
    if (verify === undefined)
        return undefined;
    const { verdict } = await (0,watch/* lookOnce */.n)(context, verify);
    if (verdict.outcome === "pass")
        return verdict;
    const live = release.version;
    const sentence = `${policy.environment} is not healthy before the deployment (${live}): ${verdict.sentence}`;
    if (context.inputs.kind === "hotfix") {
        context.log.warning(`${sentence}. Going on: this is a hotfix.`);
        return { ...verdict, outcome: "pass", reason: "already_unhealthy_hotfix", sentence };
    }
    return {
        ...verdict,
        reason: "already_unhealthy",
        sentence: `${sentence}; deploy a cure with kind: hotfix`,
    };
}

// EXTERNAL MODULE: ./actions/lib/quality-gate/judge-gates.js
var judge_gates = __webpack_require__(43697);
// EXTERNAL MODULE: ./actions/lib/quality-gate/render.js
var render = __webpack_require__(4423);
;// CONCATENATED MODULE: ./actions/lib/pipeline/gate.js


/** Judges the gates, the image of the release among them; `undefined` when the environment asks none. */
async function gate({ context, policy, source, release }) {
    const { image, gates } = policy;
    if (gates.length === 0 && image === undefined)
        return undefined;
    const { inputs, outputs, summary, log, runner } = context;
    let artifact;
    const askImage = image === undefined
        ? undefined
        : async () => {
            const { judgeReleaseImage } = await Promise.all(/* import() */[__webpack_require__.e(9888), __webpack_require__.e(7144)]).then(__webpack_require__.bind(__webpack_require__, 47144));
            const judged = await judgeReleaseImage(context, { ...policy, image }, inputs["github-token"]);
            artifact = judged.artifact;
            outputs.set("image-digest", judged.digest ?? "");
            return judged.evidence;
        };
    const verdict = await (0,judge_gates/* judgeGates */.y)(context, gates, askImage);
    outputs.set("gate-verdict", verdict.outcome);
    summary.add((0,render/* renderGates */.n)(verdict, source.text, release.commit, runner.runUrl), 2);
    log.info(verdict.sentence);
    return { verdict, artifact };
}

// EXTERNAL MODULE: ./actions/lib/common/snapshot-note.js
var snapshot_note = __webpack_require__(84150);
// EXTERNAL MODULE: ./actions/lib/migrate/render.js
var migrate_render = __webpack_require__(33209);
;// CONCATENATED MODULE: ./actions/lib/pipeline/migrate.js



/**
 * Applies the migrations when the policy wants them at this place; `undefined` when it does not. A snapshot is in the record
 * `id` before anything is applied.
 */
async function migrate({ context, policy, source, release, ledger }, order, id) {
    const settings = policy.migrate;
    if (settings === undefined || settings.order !== order)
        return undefined;
    const { outputs, summary, log, inputs, signal } = context;
    const phase = order === "before" ? "started" : "verifying";
    const migrator = await (0,open_migrator/* openMigrator */.C)(context, {
        policy,
        settings,
        databaseUrl: inputs["database-url"],
        release: release.version,
        onSnapshot: async (snapshot) => {
            outputs.set("snapshot", snapshot.id);
            await ledger.append(id, (0,snapshot_note/* snapshotEvent */.tZ)(snapshot, phase), signal);
        },
    });
    try {
        const result = await migrator.apply(signal);
        const { applied } = result;
        outputs.set("migrate-applied", applied);
        for (const [index, section] of (0,migrate_render/* renderMigrations */.u)(result, source.text).entries())
            summary.add(section, index === 0 ? 3 : 5);
        log.info(result.verdict.sentence);
        return { verdict: result.verdict, applied };
    }
    finally {
        await migrator.close();
    }
}

// EXTERNAL MODULE: ./actions/lib/canary-deploy/render.js + 1 modules
var canary_deploy_render = __webpack_require__(93833);
;// CONCATENATED MODULE: ./actions/lib/pipeline/plan-lines.js


/** A value longer than this does not push the origins of all others aside. */
const WIDEST_VALUE = 44;
/** What would happen, phase by phase, as aligned lines of a log. */
function planLines(policy, plan, migrations) {
    const { gates, image, verify, notify } = policy;
    const steps = plan.steps.map(({ weight, bakeMs }) => bakeMs === 0 ? (0,lib/* formatPercent */.l9)(weight) : `${(0,lib/* formatPercent */.l9)(weight)} for ${(0,lib/* formatDuration */.a3)(bakeMs)}`);
    const channels = ["slack", "webhook", "comment"].filter((name) => notify[name] !== undefined);
    const rows = [
        [
            "gates",
            [
                ...gates.map((gate) => gate.kind === "command"
                    ? `${gate.name}: ${gate.run.join(" ")} ends with 0`
                    : `${gate.name}: ${gate.require?.text ?? ""} in ${gate.reports.join(", ")}`),
                ...(image === undefined ? [] : [`image: ${requiredOfImage(image)} of ${image.reference}`]),
            ],
        ],
        ["migrate", migrations === undefined ? [] : [`${migrations} (${policy.migrate?.order} the rollout)`]],
        ["rollout", [steps.join(", then ")]],
        ["taken back", plan.triggers.map(({ name }) => `when ${name}`)],
        [
            "verify",
            verify === undefined
                ? []
                : [`${(0,lib/* plural */.LS)(verify.checks.length, "check")} for ${(0,lib/* formatDuration */.a3)(verify.forMs)}`],
        ],
        ...(image?.promoteTo === undefined
            ? []
            : [["promotes", [`the image to ${image.promoteTo}, once verified`]]]),
        ["tells", channels.length === 0 ? [] : [channels.join(", ")]],
    ];
    return rows.flatMap(([name, lines]) => (lines.length === 0 ? ["nothing"] : lines).map((line, index) => `${(index === 0 ? name : "").padEnd(10)}  ${line}`));
}
/** What a policy asks of an image, in the words of its evidence. */
function requiredOfImage({ tag, scan, noSecrets }) {
    return [
        tag === undefined ? "a tag but latest" : `tag /${tag}/`,
        ...(scan === undefined ? [] : [`scan ${scan.text}`]),
        ...(noSecrets ? ["no secrets in variables"] : []),
    ].join(", ");
}
/** Every effective value with its origin, aligned. */
function valueLines(values) {
    const rows = (0,deploy_config_lib/* formatValues */.KU)(values);
    const widest = (lengths) => Math.max(0, ...lengths);
    const pathWidth = widest(rows.map(([path]) => path.length));
    const valueWidth = widest(rows.map(([, value]) => value.length).filter((length) => length <= WIDEST_VALUE));
    return rows.map(([path, value, from]) => `${path.padEnd(pathWidth)}  ${value.padEnd(valueWidth)}  <- ${from}`);
}

;// CONCATENATED MODULE: ./actions/lib/pipeline/plan.js










/** Says what would happen, with every effective value and where it came from. Nothing is touched. */
async function showPlan(context, { policy, values, source, release, target }) {
    const { outputs, summary, log, signal } = context;
    await (0,preflight/* preflight */.M)(context, policy, target);
    await (0,deploy_release/* refuseWhatCannotHold */.DL)(context, { policy, release, target });
    const traffic = await target.platform.observe(signal);
    const live = traffic.stable?.release.version ?? "nothing";
    const sentence = live === release.version
        ? `${live} has all traffic of ${policy.environment} already: nothing would be rolled out`
        : `${release.version} would be rolled out to ${policy.environment} over ${live}`;
    const plan = (0,deployment/* planRollout */.ne)(policy, release);
    const pending = await pendingMigrations(context, policy, source);
    for (const line of planLines(policy, plan, pending?.sentence))
        log.info(line);
    await log.group(`every value, and where it comes from (${source.text})`, async () => {
        for (const line of valueLines(values))
            log.info(line);
    });
    summary.add((0,lib/* joinMarkdown */.UF)([
        (0,lib.md) `## Plan (${policy.environment}, ${source.text})`,
        (0,lib.md) `${sentence}.`,
        (0,lib.md) `### Gates`,
        gatesTable(policy),
        (0,lib.md) `### Rollout`,
        (0,canary_deploy_render/* renderPlan */.E)(plan),
    ]), 1);
    for (const section of pending?.sections ?? [])
        summary.add(section, 2);
    summary.add((0,lib/* joinMarkdown */.UF)([(0,lib.md) `### Effective values`, (0,lib/* table */.tp)(deploy_config_lib/* VALUE_HEADERS */.Lm, (0,deploy_config_lib/* formatValues */.KU)(values))]), 3);
    return (0,outcome/* conclude */.E)({ outcome: "pass", reason: "planned", sentence, evidence: [] }, outputs);
}
function gatesTable(policy) {
    const { gates, image } = policy;
    if (gates.length === 0 && image === undefined)
        return (0,lib.md) `none`;
    const rows = gates.map((gate) => [
        gate.name,
        gate.require?.text ?? "exit code 0",
        gate.kind === "command" ? gate.run.join(" ") : gate.reports.join(", "),
    ]);
    if (image !== undefined)
        rows.push(["image", requiredOfImage(image), image.reference]);
    return (0,lib/* table */.tp)(["gate", "required", "from"], rows);
}
/** The pending migrations, when the database can be reached; a plan goes on without it, and says so. */
async function pendingMigrations(context, policy, source) {
    if (policy.migrate === undefined)
        return undefined;
    try {
        const migrator = await (0,open_migrator/* openMigrator */.C)(context, {
            policy,
            settings: policy.migrate,
            databaseUrl: context.inputs["database-url"],
            release: context.inputs.release,
        });
        try {
            const result = await migrator.plan(context.signal);
            return { sentence: result.verdict.sentence, sections: (0,migrate_render/* renderMigrations */.u)(result, source.text) };
        }
        finally {
            await migrator.close();
        }
    }
    catch (error) {
        if (!(error instanceof lib/* ActionError */.lZ) || error.code === "cancelled" || error.code === "internal")
            throw error;
        context.log.warning(`The pending migrations are not known: ${error.message}`);
        return { sentence: "not known", sections: [(0,lib.md) `### Migrations`, (0,lib.md) `Not known: ${error.message}`] };
    }
}

// EXTERNAL MODULE: ./actions/lib/common/render.js
var common_render = __webpack_require__(9757);
;// CONCATENATED MODULE: ./actions/lib/pipeline/render.js


/** Times the phases, and renders the head of the summary from them. */
class PhaseTable {
    #clock;
    #rows = [];
    constructor(clock) {
        this.#clock = clock;
    }
    /** Runs a phase; one that answers `undefined` was not asked for, and gets no row. */
    async time(phase, body) {
        const from = this.#clock.now();
        const result = await body();
        if (result !== undefined) {
            const verdict = isVerdict(result) ? result : result.verdict;
            this.#rows.push({ phase, verdict, tookMs: this.#clock.now() - from });
        }
        return result;
    }
    /** The head of the summary: the verdict, then one row a phase. */
    render(end, subject) {
        return (0,lib/* joinMarkdown */.UF)([
            (0,common_render/* verdictHeading */.G8)(TITLES[end.outcome], end.verdict, subject),
            (0,lib.md) `${end.verdict.sentence}.`,
            this.#phases(),
        ]);
    }
    /** The head of the summary of a pipeline that an error stopped. */
    renderError(error, subject) {
        return (0,lib/* joinMarkdown */.UF)([
            (0,lib.md) `## ❌ Deployment: stopped by an error (${subject})`,
            (0,lib.md) `${(0,lib/* errorMessage */.gJ)(error)}`,
            this.#phases(),
        ]);
    }
    #phases() {
        const rows = this.#rows.map(({ phase, verdict, tookMs }) => [
            phase,
            verdict === undefined ? "" : (0,common_render/* outcomeText */.EL)(verdict.outcome),
            verdict?.sentence ?? "",
            (0,lib/* formatDuration */.a3)(tookMs),
        ]);
        return rows.length === 0 ? undefined : (0,lib/* table */.tp)(["phase", "", "what it came to", "took"], rows);
    }
}
const TITLES = {
    promoted: "Deployment: promoted,",
    aborted: "Deployment: taken back,",
    rolled_back: "Deployment: rolled back,",
    already_stable: "Deployment: already live,",
    paused: "Deployment: under way,",
    not_started: "Deployment: not started,",
};
/** What became of the release, in a sentence that is read alone: the last line of a log, a row in a list of runs. */
function endSentence({ outcome, verdict }, version) {
    const { sentence } = verdict;
    // The rollout's own sentences name the release already.
    if (sentence.startsWith(`${version} `))
        return sentence;
    return `${version} ${FATES[outcome]}: ${sentence}`;
}
const FATES = {
    promoted: "is live",
    aborted: "was taken back",
    rolled_back: "was rolled back",
    already_stable: "is live",
    paused: "is under way",
    not_started: "was not deployed",
};
function isVerdict(result) {
    return "outcome" in result;
}

// EXTERNAL MODULE: ./actions/lib/canary-deploy/analysis-outputs.js
var analysis_outputs = __webpack_require__(43559);
// EXTERNAL MODULE: ./actions/lib/canary-deploy/interrupted.js
var interrupted = __webpack_require__(25850);
// EXTERNAL MODULE: ./actions/lib/common/grace-signal.js
var grace_signal = __webpack_require__(37942);
// EXTERNAL MODULE: ./actions/lib/health-verify/render.js
var health_verify_render = __webpack_require__(2442);
// EXTERNAL MODULE: ./actions/lib/rollback/execute.js
var execute = __webpack_require__(36951);
// EXTERNAL MODULE: ./actions/lib/rollback/plan-rollback.js
var plan_rollback = __webpack_require__(958);
// EXTERNAL MODULE: ./actions/lib/rollback/render.js
var rollback_render = __webpack_require__(20766);
;// CONCATENATED MODULE: ./actions/lib/pipeline/take-back.js




/** Rolls back a release that was promoted and did not hold. The pipeline's verdict stays that of the release. */
async function takeBack(pipeline, table, record, verdict) {
    const { context, policy, openPolicy, source, target, ledger } = pipeline;
    const { clock, outputs, signal, summary, log } = context;
    const since = clock.now();
    const { service, environment } = policy;
    const records = await ledger.list({ service, environment, limit: 100 }, signal);
    const traffic = await target.platform.observe(signal);
    const version = record.release.version;
    const plan = planOrReason(() => {
        const made = (0,plan_rollback/* planRollback */.I)(environment, records, traffic, undefined);
        if (made.from === version)
            return made;
        throw new lib/* ActionError */.lZ("config", `${made.from} is rolling out instead of ${version} now`);
    });
    if (typeof plan === "string") {
        log.error(`${verdict.sentence}. It was not rolled back: ${plan}`, { title: "Not rolled back" });
        const sentence = `${verdict.sentence}; not rolled back: ${plan}`;
        return { outcome: "promoted", verdict: { ...verdict, sentence }, deploymentId: record.id };
    }
    log.warning(`${verdict.sentence}: rolls back from ${plan.from} to ${plan.to.version}`);
    const reason = `verification failed (${verdict.reason})`;
    const back = await table.time("rollback", async () => {
        const result = await (0,execute/* executeRollback */.y)(context, {
            plan,
            policy: openPolicy,
            target,
            ledger,
            reason,
            planned: false,
            since,
        });
        outputs.set("rollback-verdict", result.verdict.outcome);
        outputs.set("release", result.traffic.stable?.release.version ?? "");
        summary.add((0,rollback_render/* renderRollback */.x)(result, plan, source.text, reason), 2);
        return result.verdict;
    });
    const told = back === undefined ? "" : `; ${back.sentence}`;
    return {
        outcome: "rolled_back",
        verdict: { ...verdict, sentence: `${verdict.sentence}${told}` },
        deploymentId: record.id,
    };
}
/** The plan, or why there is none: without a release to go back to, the bad one stays and people have to know. */
function planOrReason(make) {
    try {
        return make();
    }
    catch (error) {
        if (error instanceof lib/* ActionError */.lZ && error.code === "config")
            return error.message;
        throw error;
    }
}

;// CONCATENATED MODULE: ./actions/lib/pipeline/roll-out.js













const roll_out_CLEANUP_MS = 4_000;
/** Rolls the release out; once it is live verifies it, and takes it back when it does not hold. */
async function rollOutAndVerify(pipeline, table) {
    const { context, policy, source, release } = pipeline;
    const { outputs, summary } = context;
    let result;
    const rolled = await table.time("canary", async () => {
        result = await (0,deploy_release/* deployRelease */.H_)(context, deployRequest(pipeline));
        return result.end.verdict;
    });
    if (result === undefined || rolled === undefined)
        throw new Error("a rollout ends with a verdict");
    const { record, end, unrecorded, keeper, report } = result;
    outputs.set("canary-verdict", end.verdict.outcome);
    outputs.set("release", end.traffic.stable?.release.version ?? "");
    outputs.set("previous", end.previous ?? "");
    outputs.set("requests", end.totals?.requests ?? "");
    outputs.set("errors", end.totals?.errors ?? "");
    const analysis = (0,analysis_outputs/* analysisOutputs */.H)(keeper.verdict);
    outputs.set("analysis-outcome", analysis.outcome);
    outputs.set("analysis-reason", analysis.reason);
    outputs.set("evidence-regressed", analysis.regressed);
    outputs.set("evidence-certified", analysis.certified);
    outputs.set("report", report ?? "");
    const sections = (0,canary_deploy_render/* renderRollout */.i)(end, (0,deployment/* planRollout */.ne)(policy, release), source.text, keeper);
    for (const [index, section] of sections.entries())
        summary.add(section, index === 0 ? 1 : 4);
    if (unrecorded !== undefined && end.verdict.reason !== "cancelled")
        throw unrecorded;
    if (end.outcome === "paused")
        return { outcome: "paused", verdict: end.verdict, deploymentId: record.id };
    if (end.outcome === "aborted")
        return { outcome: "aborted", verdict: end.verdict, deploymentId: record.id };
    const after = await table.time("migrate after", () => whileOpen(pipeline, record.id, () => migrate(pipeline, "after", record.id)));
    if (after !== undefined && after.verdict.outcome !== "pass") {
        await finish(pipeline, record.id, after.verdict);
        return { outcome: "promoted", verdict: after.verdict, deploymentId: record.id };
    }
    return verify(pipeline, table, record, end);
}
async function verify(pipeline, table, record, end) {
    const { context, policy, source } = pipeline;
    const outcome = end.outcome === "already_stable" ? "already_stable" : "promoted";
    const settings = policy.verify;
    if (settings === undefined || settings.checks.length === 0) {
        await finish(pipeline, record.id, end.verdict);
        if (end.verdict.outcome === "pass")
            await promote(pipeline);
        return { outcome, verdict: end.verdict, deploymentId: record.id };
    }
    const verdict = await table.time("verify", async () => {
        const report = await whileOpen(pipeline, record.id, () => (0,watch/* watch */.w)(context, settings));
        context.summary.add((0,health_verify_render/* renderHealth */.B)(report, source.text), 3);
        context.outputs.set("verify-verdict", report.verdict.outcome);
        return report.verdict;
    });
    if (verdict === undefined)
        throw new Error("a verification ends with a verdict");
    await finish(pipeline, record.id, verdict);
    if (verdict.outcome === "pass")
        await promote(pipeline);
    const isBad = verdict.outcome === "fail" ||
        (verdict.outcome === "inconclusive" && policy.rollout.onInconclusive === "abort");
    if (outcome === "promoted" && isBad && policy.rollback.automatic && end.previous !== undefined) {
        return takeBack(pipeline, table, record, verdict);
    }
    // What the rollout went without is not healed by a verification that passed.
    const last = verdict.outcome === "pass" && end.verdict.outcome !== "pass" ? end.verdict : verdict;
    return { outcome, verdict: last, deploymentId: record.id };
}
/** Gives the image of the release its tag, where the policy wants one; a failure is said and changes nothing. */
async function promote({ context, policy, release }) {
    const { image } = policy;
    if (image?.promoteTo === undefined)
        return;
    const [{ promoteImage }, { renderPromotion }] = await Promise.all([
        __webpack_require__.e(/* import() */ 9888).then(__webpack_require__.bind(__webpack_require__, 7507)),
        __webpack_require__.e(/* import() */ 7517).then(__webpack_require__.bind(__webpack_require__, 47517)),
    ]);
    const token = context.inputs["github-token"];
    const promoted = await promoteImage(context, { ...policy, image }, release.artifact, token);
    if (promoted === undefined)
        return;
    context.outputs.set("image-promoted", "digest" in promoted ? promoted.tag : "");
    context.summary.add(renderPromotion(promoted), 3);
}
async function finish({ context, ledger }, id, verdict) {
    const phase = verdict.outcome === "pass" ? "verified" : "failed";
    const event = {
        phase,
        weight: 100,
        note: verdict.sentence,
        reason: verdict.reason,
        verdict: verdict.outcome,
    };
    await ledger.append(id, event, (0,grace_signal/* graceSignal */.F)(context.signal, roll_out_CLEANUP_MS));
    (0,interrupted/* forgetRollout */.xc)(context);
}
/** Work on a release that is live, under its record: signs of life meanwhile, and word of what cut it short. */
async function whileOpen(pipeline, id, work) {
    try {
        return await (0,heartbeat/* whileVerifying */.Lr)(pipeline.context, pipeline.ledger, id, work);
    }
    catch (error) {
        await roll_out_interrupted(pipeline, id, error);
        throw error;
    }
}
/** What was cut short: the release is live, and nobody knows whether it is good. */
async function roll_out_interrupted({ context, ledger }, id, error) {
    const note = `live, but its verification was cut short: ${(0,lib/* errorMessage */.gJ)(error)}`;
    const event = { phase: "failed", weight: 100, note, reason: "verification_interrupted" };
    try {
        await ledger.append(id, event, AbortSignal.timeout(roll_out_CLEANUP_MS));
        (0,interrupted/* forgetRollout */.xc)(context);
    }
    catch (inner) {
        context.log.warning(`The ledger did not take it: ${(0,lib/* errorMessage */.gJ)(inner)}`);
    }
}

;// CONCATENATED MODULE: ./actions/lib/pipeline/run.js















/** The whole pipeline: gate, migrate, canary, verify, record, notify, and back when it must. */
async function run(context) {
    const { inputs, outputs, summary, clock } = context;
    const startedAt = clock.now();
    const release = (0,deployment/* releaseOf */.l7)(inputs, context);
    const { policy, openPolicy, values, source } = await (0,common_policy.loadPolicy)(context, {
        environment: inputs.environment,
        file: inputs.config,
        token: inputs["github-token"],
        placeholders: (0,deployment/* placeholdersOf */.iJ)(release, inputs.environment),
    });
    outputs.set("policy-commit", source.commit ?? "");
    const target = await (0,platform/* openTarget */.A)(context, policy, { allowStart: !inputs.plan });
    if (inputs.plan)
        return showPlan(context, { policy, values, source, release, target });
    const ledger = await (0,common_ledger/* openLedger */.au)(context, {
        file: inputs.ledger,
        token: inputs["github-token"],
    });
    const pipeline = { context, policy, openPolicy, source, release, target, ledger, startedAt };
    const table = new PhaseTable(clock);
    const last = await runPhases(pipeline, table);
    const end = { ...last, verdict: { ...last.verdict, sentence: endSentence(last, release.version) } };
    outputs.set("outcome", end.outcome);
    if (end.deploymentId !== undefined)
        outputs.set("deployment-id", end.deploymentId);
    summary.add(table.render(end, `${policy.environment}, ${source.text}`), 0);
    const notTold = await announceEnd(pipeline, last);
    return judgeStep(end, (0,outcome/* concludeRollout */.N)(end.verdict, outputs), notTold);
}
async function announceEnd(pipeline, end) {
    const { outcome, verdict } = end;
    if (outcome === "not_started" && verdict.outcome === "pass")
        return undefined;
    if (outcome === "aborted" || outcome === "rolled_back")
        return announce(pipeline, "rolled-back", end);
    return announce(pipeline, verdict.outcome === "pass" ? "completed" : "failed", end);
}
/** What the step ends in: the verdict, except where a green step would say something that did not happen. */
function judgeStep(end, result, notTold) {
    // `fail-on: fail` lets an inconclusive verdict pass; a deployment that was not even begun is none.
    const isBegun = end.outcome !== "not_started" || result.outcome === "pass";
    const outcome = isBegun ? result.outcome : "fail";
    if (notTold === undefined)
        return { ...result, outcome };
    return {
        ...result,
        outcome: "fail",
        reason: outcome === "pass" ? "channel_failed" : result.reason,
        sentence: `${result.sentence}; ${notTold}`,
    };
}
async function runPhases(begun, table) {
    const { context, policy } = begun;
    const stop = (verdict) => ({
        outcome: "not_started",
        verdict,
        deploymentId: undefined,
    });
    const gated = await table.time("gate", () => gate(begun));
    if (gated !== undefined && gated.verdict.outcome !== "pass")
        return stop(gated.verdict);
    const pipeline = withArtifact(begun, gated?.artifact);
    (0,deployment/* checkWindow */.pr)(context, policy, context.inputs["break-glass"]);
    await (0,preflight/* preflight */.M)(context, policy, pipeline.target);
    await (0,deploy_release/* refuseWhatCannotHold */.DL)(context, pipeline);
    const before = await table.time("check before", () => checkBefore(pipeline));
    if (before !== undefined && before.outcome !== "pass")
        return stop(before);
    const record = await begin(pipeline);
    try {
        const migrated = await beforeTraffic(pipeline, record, async () => {
            await announce(pipeline, "scheduled", undefined);
            return table.time("migrate", () => migrate(pipeline, "before", record.id));
        });
        if (migrated !== undefined && migrated.verdict.outcome !== "pass") {
            await refuse(pipeline, record, migrated.verdict);
            return { ...stop(migrated.verdict), deploymentId: record.id };
        }
        return await rollOutAndVerify(pipeline, table);
    }
    catch (error) {
        // People were told that it begins: they are told that it stopped.
        context.summary.add(table.renderError(error, `${policy.environment}, ${pipeline.source.text}`), 0);
        await announceError(pipeline, error);
        throw error;
    }
}
/** What was judged is what is deployed: by its digest, wherever the tag points by then. */
function withArtifact(pipeline, artifact) {
    const { release } = pipeline;
    if (artifact === undefined || release.artifact !== undefined)
        return pipeline;
    return { ...pipeline, release: { ...release, artifact } };
}
/** Closes the record of a deployment that a verdict stopped before any traffic. */
async function refuse({ context, ledger }, record, verdict) {
    const { outcome, reason, sentence } = verdict;
    const event = { phase: "failed", weight: 0, note: sentence, reason, verdict: outcome };
    await ledger.append(record.id, event, context.signal);
}


/***/ }),

/***/ 43697:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   y: () => (/* binding */ judgeGates)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(71650);
/* harmony import */ var _deploy_actions_conditions__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(16780);
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(26393);
/* harmony import */ var _deploy_actions_reports__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(47765);
/* harmony import */ var _common_child_env_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(73585);







/**
 * Asks every gate, one after the other, and gives the one verdict of all of them. `askImage`: the image of the release, asked
 * as the last of them.
 */
async function judgeGates(context, gates, askImage) {
    const evidence = [];
    for (const gate of gates) {
        const found = await context.log.group(`gate ${gate.name}`, async () => {
            const item = gate.kind === "command"
                ? await askCommand(context, gate)
                : await askReports(context, gate, gate.kind);
            context.log.info(`${item.outcome}: found ${item.found}, required ${item.required}`);
            return item;
        });
        evidence.push(found);
    }
    if (askImage !== undefined)
        evidence.push(await context.log.group("gate image", askImage));
    return (0,_deploy_actions_conditions__WEBPACK_IMPORTED_MODULE_3__/* .judge */ .S4)(evidence, "gates");
}
async function askReports(context, gate, kind) {
    const { workspace } = context.runner;
    const condition = gate.require;
    if (condition === undefined) {
        throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_4__/* .ActionError */ .lZ("internal", `Gate ${gate.name} reads reports but has no condition.`);
    }
    const files = (0,_deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_2__/* .findFiles */ .lY)(workspace, gate.reports);
    const missing = missingReports(gate, condition, files);
    if (missing !== undefined)
        return missing;
    return judgeFiles(context, gate.name, kind, condition, files);
}
async function judgeFiles(context, name, kind, condition, files) {
    const { workspace } = context.runner;
    const models = [];
    for (const file of files) {
        context.log.debug(`reads ${file}`);
        const result = await (0,_deploy_actions_reports__WEBPACK_IMPORTED_MODULE_5__/* .readReport */ .tL)(kind, (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.createReadStream)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(workspace, file)), file, {
            root: workspace,
        }).catch((error) => {
            throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_4__/* .ActionError */ .lZ("config", `${file} cannot be read: ${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_4__/* .errorMessage */ .gJ)(error)}.`, { cause: error });
        });
        // One unreadable file of several hides what it would have said: the gate does not judge the rest.
        if (!result.ok)
            return (0,_deploy_actions_reports__WEBPACK_IMPORTED_MODULE_5__/* .judgeProblem */ .n6)(result.problem, condition, name, files);
        models.push(result.report);
    }
    return (0,_deploy_actions_reports__WEBPACK_IMPORTED_MODULE_5__/* .judgeReport */ .wI)(kind, (0,_deploy_actions_reports__WEBPACK_IMPORTED_MODULE_5__/* .mergeReports */ .C1)(kind, models), condition, name, files);
}
function missingReports(gate, condition, files) {
    if (files.length >= gate.expectFiles && files.length > 0)
        return undefined;
    const wanted = gate.reports.join(", ");
    return {
        name: gate.name,
        outcome: "inconclusive",
        reason: files.length === 0 ? "report_missing" : "report_files_missing",
        required: gate.expectFiles > 1
            ? `${(0,_deploy_actions_conditions__WEBPACK_IMPORTED_MODULE_3__/* .formatCondition */ .Rx)(condition)} in ${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_4__/* .plural */ .LS)(gate.expectFiles, "report file")}`
            : (0,_deploy_actions_conditions__WEBPACK_IMPORTED_MODULE_3__/* .formatCondition */ .Rx)(condition),
        found: files.length === 0 ? "no report" : (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_4__/* .plural */ .LS)(files.length, "report file"),
        advice: files.length === 0
            ? `nothing matches ${wanted}: does the step that writes the report run, and is its artifact downloaded here?`
            : `${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_4__/* .plural */ .LS)(gate.expectFiles - files.length, "file")} of ${wanted} missing: a shard that wrote no report is not a pass`,
        sources: files,
    };
}
async function askCommand(context, gate) {
    const { exec, log, runner, signal } = context;
    const shown = gate.run.join(" ");
    const base = { name: gate.name, required: "exit code 0", sources: [shown] };
    try {
        const result = await exec.run({
            argv: gate.run,
            cwd: runner.workspace,
            env: (0,_common_child_env_js__WEBPACK_IMPORTED_MODULE_6__/* .childEnv */ .g)(runner),
            timeoutMs: gate.timeoutMs,
            signal,
        });
        log.foreign((0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_4__/* .tail */ .RT)(`${result.stdout}\n${result.stderr}`, 40));
        if (result.timedOut) {
            const found = `no end within ${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_4__/* .formatDuration */ .a3)(gate.timeoutMs)}`;
            return {
                ...base,
                outcome: "inconclusive",
                reason: "command_timed_out",
                found,
                advice: "raise timeout, or find what hangs",
            };
        }
        if (result.exitCode === 0)
            return { ...base, outcome: "pass", reason: "ok", found: "exit code 0", advice: "" };
        const last = (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_4__/* .tail */ .RT)(result.stderr === "" ? result.stdout : result.stderr, 1).slice(0, 200);
        return {
            ...base,
            outcome: "fail",
            reason: "command_failed",
            found: `exit code ${result.exitCode ?? "none (killed)"}`,
            advice: last,
        };
    }
    catch (error) {
        if (!(error instanceof _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_4__/* .ActionError */ .lZ) || error.code !== "config")
            throw error;
        return {
            ...base,
            outcome: "inconclusive",
            reason: "command_not_started",
            found: error.message,
            advice: error.hint ?? "",
        };
    }
}


/***/ }),

/***/ 4423:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   n: () => (/* binding */ renderGates)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26393);
/* harmony import */ var _common_render_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9757);


/**
 * The gate's summary and comment: the verdict and what to do, in one screen. `runUrl` is empty outside a workflow; `note`:
 * what was not asked, and why.
 */
function renderGates(verdict, source, commit, runUrl, note) {
    const passed = verdict.evidence.filter((item) => item.outcome === "pass").length;
    const about = commit === undefined ? (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__.md) `` : (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__.md) ` for ${commit.slice(0, 7)}`;
    const log = runUrl === "" ? (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__.md) `` : (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__.md) ` ${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .link */ .nf)("Log of the run", runUrl)}`;
    const footer = (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__.md) `_${passed} of ${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .plural */ .LS)(verdict.evidence.length, "gate")} passed${about}._${log}`;
    return (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .joinMarkdown */ .UF)([
        (0,_common_render_js__WEBPACK_IMPORTED_MODULE_1__/* .verdictHeading */ .G8)("Gate", verdict, source),
        (0,_common_render_js__WEBPACK_IMPORTED_MODULE_1__/* .evidenceTable */ .Y5)(verdict.evidence),
        note === undefined ? undefined : (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__.md) `${note}.`,
        footer,
    ]);
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


/***/ })

};
