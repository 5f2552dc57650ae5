export const id = 1826;
export const ids = [1826];
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

/***/ 71826:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   createCommandMigrator: () => (/* binding */ createCommandMigrator)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26393);
/* harmony import */ var _deploy_actions_migration_engines__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(34929);
/* harmony import */ var _common_access_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(81207);
/* harmony import */ var _backup_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(98667);
/* harmony import */ var _migrator_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(20906);





const LONGEST_NAME = 200;
/** Commands as one-off ECS tasks: whether they find anything to do, only they know, so all of them count as pending. */
function createCommandMigrator(context, request, runOn) {
    refuseOpenRelease(runOn);
    const name = (command) => nameOf(context, command);
    const pending = runOn.commands.map((command) => ({
        name: name(command),
        file: "",
        how: `ECS task in ${runOn.cluster}`,
        sql: undefined,
    }));
    return {
        plan: async () => {
            const list = pending.map((step) => step.name).join("; ");
            const sentence = `${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .plural */ .LS)(pending.length, "command")} would run as an ECS task in ${runOn.cluster}: ${list}`;
            return {
                verdict: { outcome: "pass", reason: "pending", sentence, evidence: [] },
                pending,
                applied: [],
                snapshot: undefined,
            };
        },
        apply: async (signal) => {
            const snapshot = await (0,_backup_js__WEBPACK_IMPORTED_MODULE_3__/* .takeBackup */ .a)(context, request, signal);
            const result = await runCommands(context, request, runOn, signal);
            const done = result.commands.filter((command) => command.exitCode === 0 && !command.timedOut);
            const applied = done.map(({ command }) => name(command));
            return { verdict: verdictOf(result, name), pending, applied, snapshot };
        },
        close: async () => undefined,
    };
}
async function runCommands(context, { policy, release }, runOn, signal) {
    const { http, clock, secrets, log } = context;
    const { service, environment } = policy;
    const access = await (0,_common_access_js__WEBPACK_IMPORTED_MODULE_2__/* .openAccess */ .bg)(context, policy).aws(runOn.region);
    return (0,_deploy_actions_migration_engines__WEBPACK_IMPORTED_MODULE_1__/* .runEcsTask */ .k_)({
        access,
        http,
        clock,
        secrets,
        task: runOn,
        key: `${service}/${environment}/${(0,_migrator_js__WEBPACK_IMPORTED_MODULE_4__/* .releaseName */ .d)(context, release)}`,
        onLine: (line) => log.foreign(line),
        onProgress: (text) => log.info(text),
    }, signal);
}
function verdictOf({ commands, failure }, name) {
    const evidence = commands.map((result, index) => {
        const isFailed = failure !== undefined && index === commands.length - 1;
        return {
            name: name(result.command),
            outcome: isFailed ? "fail" : "pass",
            reason: isFailed ? "command_failed" : "passed",
            required: "exit code 0",
            found: foundOf(result),
            advice: isFailed ? failure.hint : "",
            sources: [result.taskArn],
        };
    });
    if (failure !== undefined) {
        return { outcome: "fail", reason: "command_failed", sentence: (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .printable */ .g$)(failure.text), evidence };
    }
    const sentence = `${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .plural */ .LS)(commands.length, "command")} run in an ECS task (${commands.map(({ command }) => name(command)).join("; ")})`;
    return { outcome: "pass", reason: "applied", sentence, evidence };
}
function foundOf({ exitCode, timedOut, stoppedReason, durationMs, logsMissing }) {
    const code = exitCode === undefined ? "no exit code" : `exit code ${exitCode}`;
    return [
        `${timedOut ? "stopped for taking too long" : code} after ${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(durationMs)}`,
        stoppedReason,
        logsMissing === undefined ? "" : `no output: ${logsMissing}`,
    ]
        .filter((text) => text !== "")
        .map(_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .printable */ .g$)
        .join("; ");
}
function nameOf({ secrets }, command) {
    return (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .printable */ .g$)(secrets.redact(command.join(" "))).slice(0, LONGEST_NAME);
}
/** A placeholder that nobody filled in would be taken for a tag. */
function refuseOpenRelease({ image, commands }) {
    const open = [image ?? "", ...commands.flat()].find((text) => /\$\{(?:release|commit)\}/.test(text));
    if (open === undefined)
        return;
    throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("input", `migrate.run-on names a release in "${open}", and none is given.`, {
        hint: "Give the input `release`.",
    });
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


/***/ })

};
