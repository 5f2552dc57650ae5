export const id = 5320;
export const ids = [5320,4039];
export const modules = {

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

/***/ 5320:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   run: () => (/* binding */ run)
/* harmony export */ });
/* harmony import */ var _common_deployment_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(64190);
/* harmony import */ var _common_outcome_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(12877);
/* harmony import */ var _common_policy_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(54039);
/* harmony import */ var _open_migrator_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(52321);
/* harmony import */ var _render_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(33209);





/** Plans, applies or reports the migrations of an environment. */
async function run(context) {
    const { inputs, outputs, summary, log } = context;
    const { release } = inputs;
    const { policy, source } = await (0,_common_policy_js__WEBPACK_IMPORTED_MODULE_2__.loadPolicy)(context, {
        environment: inputs.environment,
        file: inputs.config,
        token: inputs["github-token"],
        overrides: inputs.folder === undefined ? {} : { "migrate.folder": { value: inputs.folder, place: "folder" } },
        ...(release === undefined
            ? {}
            : {
                placeholders: (0,_common_deployment_js__WEBPACK_IMPORTED_MODULE_0__/* .placeholdersOf */ .iJ)((0,_common_deployment_js__WEBPACK_IMPORTED_MODULE_0__/* .releaseOf */ .l7)({ ...inputs, release, artifact: undefined }, context), inputs.environment),
            }),
    });
    outputs.set("policy-commit", source.commit ?? "");
    const asked = whatIsAsked(policy.migrate, inputs.order, inputs.environment);
    if (typeof asked === "string") {
        log.notice(asked);
        outputs.set("pending", 0);
        outputs.set("applied", []);
        outputs.set("snapshot", "");
        return (0,_common_outcome_js__WEBPACK_IMPORTED_MODULE_1__/* .conclude */ .E)({ outcome: "pass", reason: "nothing_to_do", sentence: asked, evidence: [] }, outputs);
    }
    const migrate = {
        ...asked,
        lockWaitMs: inputs["lock-wait"] ?? asked.lockWaitMs,
        lockTimeoutMs: inputs["lock-timeout"] ?? asked.lockTimeoutMs,
        statementTimeoutMs: inputs["statement-timeout"] ?? asked.statementTimeoutMs,
    };
    const migrator = await (0,_open_migrator_js__WEBPACK_IMPORTED_MODULE_4__/* .openMigrator */ .C)(context, {
        policy,
        settings: migrate,
        databaseUrl: inputs["database-url"],
        release,
        onSnapshot: async ({ id }) => outputs.set("snapshot", id),
    });
    try {
        const result = await carryOut(context, migrator);
        outputs.set("pending", result.pending.length);
        outputs.set("applied", result.applied);
        if (result.snapshot === undefined)
            outputs.set("snapshot", "");
        const [head, ...files] = (0,_render_js__WEBPACK_IMPORTED_MODULE_3__/* .renderMigrations */ .u)(result, `${inputs.environment}, ${source.text}`);
        if (head !== undefined)
            summary.add(head, 1);
        if (inputs.command !== "status")
            for (const file of files)
                summary.add(file, 2);
        return (0,_common_outcome_js__WEBPACK_IMPORTED_MODULE_1__/* .conclude */ .E)(result.verdict, outputs);
    }
    finally {
        await migrator.close();
    }
}
function carryOut({ inputs, signal }, migrator) {
    return inputs.command === "apply" ? migrator.apply(signal) : migrator.plan(signal);
}
/** The settings to migrate with, or the sentence why there is nothing to do. */
function whatIsAsked(migrate, order, environment) {
    if (migrate === undefined)
        return `${environment} has no migrate section: nothing to migrate`;
    if (order !== undefined && order !== migrate.order) {
        return `migrations of ${environment} are applied ${migrate.order} the rollout: nothing to do here`;
    }
    return migrate;
}


/***/ })

};
