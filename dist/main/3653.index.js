export const id = 3653;
export const ids = [3653];
export const modules = {

/***/ 98667:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ takeBackup)
/* harmony export */ });
/* harmony import */ var _deploy_actions_migration_engines__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(34929);
/* harmony import */ var _common_access_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(81207);
/* harmony import */ var _migrator_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(20906);



/** Takes the snapshot the policy asks for, and waits for it; `undefined` when it asks for none. Warnings are printed. */
async function takeBackup(context, { policy, settings, release, onSnapshot }, signal) {
    const { backup } = settings;
    if (backup === undefined)
        return undefined;
    const { http, clock, log } = context;
    const access = await (0,_common_access_js__WEBPACK_IMPORTED_MODULE_1__/* .openAccess */ .bg)(context, policy).aws(backup.region);
    const snapshot = await log.group(`snapshot of ${backup.rds}`, () => (0,_deploy_actions_migration_engines__WEBPACK_IMPORTED_MODULE_0__/* .takeRdsSnapshot */ .Fo)({
        access,
        http,
        clock,
        onProgress: (text) => log.info(text),
        backup,
        release: {
            service: policy.service,
            environment: policy.environment,
            release: (0,_migrator_js__WEBPACK_IMPORTED_MODULE_2__/* .releaseName */ .d)(context, release),
        },
    }, signal));
    const { id, kind, source, isReused, warnings } = snapshot;
    log.info(`snapshot ${id} of ${source} ${isReused ? "of an earlier run is used" : "is complete"}`);
    for (const warning of warnings)
        log.warning(warning, { title: "Backup" });
    const taken = { id, kind, source, region: access.region };
    await onSnapshot?.(taken);
    return taken;
}


/***/ }),

/***/ 20906:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ releaseName)
/* harmony export */ });
/** What the snapshot and the tasks of a run are named after. */
function releaseName({ runner }, release) {
    return release ?? runner.sha?.slice(0, 12) ?? `run-${runner.runId}`;
}


/***/ }),

/***/ 13653:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   createSqlMigrator: () => (/* binding */ createSqlMigrator)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26393);
/* harmony import */ var _deploy_actions_migration_engines__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(34929);
/* harmony import */ var _backup_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(98667);



/** Ordered files of a folder, on this run's database. */
function createSqlMigrator(context, request) {
    const engine = openEngine(context, request);
    return {
        plan: async (signal) => unchanged(await engine.status(signal)),
        apply: (signal) => apply(context, engine, request, signal),
        close: () => engine.close(),
    };
}
async function apply(context, engine, request, signal) {
    const status = await engine.status(signal);
    if (status.problems.length > 0)
        return unchanged(status);
    const snapshot = status.pending.length === 0 ? undefined : await (0,_backup_js__WEBPACK_IMPORTED_MODULE_2__/* .takeBackup */ .a)(context, request, signal);
    const applied = await engine.apply(request.settings, ({ migration, durationMs }) => context.log.info(`applied ${migration.file} in ${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(durationMs)}`), signal);
    const names = applied.map((item) => item.version);
    const sentence = names.length === 0
        ? "the database is up to date, nothing was pending"
        : `${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .plural */ .LS)(names.length, "migration")} applied (${names.join(", ")})`;
    const reason = names.length === 0 ? "up_to_date" : "applied";
    return {
        verdict: { outcome: "pass", reason, sentence, evidence: [] },
        pending: stepsOf(status),
        applied: names,
        snapshot,
    };
}
function openEngine({ runner, clock, log, secrets }, { settings, databaseUrl }) {
    const url = databaseUrl ?? runner.env.DATABASE_URL;
    if (url === undefined || url === "") {
        throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("input", "There is no database to migrate: the input database-url is empty and DATABASE_URL is not set.", {
            hint: "Pass `database-url: ${{ secrets.DATABASE_URL }}`. A pull request from a fork gets no secrets.",
        });
    }
    secrets.mask(url);
    const who = runner.repository === undefined ? runner.actor : `${runner.repository.owner}/${runner.repository.name}`;
    return (0,_deploy_actions_migration_engines__WEBPACK_IMPORTED_MODULE_1__/* .createSqlEngine */ .d0)({
        databaseUrl: url,
        folder: settings.folder,
        workspace: runner.workspace,
        clock,
        log,
        secrets,
        runLabel: `${who} run ${runner.runId} by ${runner.actor}`,
    });
}
/** Folder and history held against each other. */
function unchanged(status) {
    return { verdict: statusVerdict(status), pending: stepsOf(status), applied: [], snapshot: undefined };
}
function stepsOf({ pending }) {
    return pending.map(({ version, file, transactional, sql }) => ({
        name: version,
        file,
        how: transactional ? "one transaction" : "no transaction",
        sql,
    }));
}
function statusVerdict(status) {
    const [first] = status.problems;
    if (first !== undefined) {
        return {
            outcome: "fail",
            reason: first.reason,
            sentence: `migrations: ${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .plural */ .LS)(status.problems.length, "problem")}, nothing was applied (${first.sentence})`,
            evidence: status.problems.map((problem) => ({
                name: problem.file,
                outcome: "fail",
                reason: problem.reason,
                required: "files as they were applied, one version each",
                found: problem.sentence,
                advice: problem.advice,
                sources: [problem.file],
            })),
        };
    }
    const { pending, applied } = status;
    const sentence = pending.length === 0
        ? `the database is up to date (${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .plural */ .LS)(applied.length, "migration")} applied)`
        : `${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .plural */ .LS)(pending.length, "migration")} pending (${pending.map((item) => item.version).join(", ")})`;
    return { outcome: "pass", reason: pending.length === 0 ? "up_to_date" : "pending", sentence, evidence: [] };
}


/***/ })

};
