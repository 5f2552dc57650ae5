export const id = 7714;
export const ids = [7714];
export const modules = {

/***/ 27714:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   executeRestore: () => (/* binding */ executeRestore),
/* harmony export */   logRestorePlan: () => (/* binding */ logRestorePlan),
/* harmony export */   readRestorePlan: () => (/* binding */ readRestorePlan),
/* harmony export */   readRestorePlanIfPossible: () => (/* binding */ readRestorePlanIfPossible),
/* harmony export */   renderRestore: () => (/* binding */ renderRestore),
/* harmony export */   restoreOrder: () => (/* binding */ restoreOrder)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26393);
/* harmony import */ var _deploy_actions_migration_engines__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(34929);
/* harmony import */ var _common_access_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(81207);
/* harmony import */ var _common_snapshot_note_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(84150);




/** Where the policy does not say how long a backup may take, it does not say it of a restore. */
const RESTORE_TIMEOUT_MS = 3_600_000;
/**
 * The restore somebody asked for: only with both inputs, only of a snapshot the ledger knows, or, when that could not be
 * read (`isUnread`), of the database the policy backs up. `undefined` when nobody asked.
 */
function restoreOrder(inputs, policy, records, isUnread) {
    const { "restore-snapshot": id, "restore-approval": approval } = inputs;
    if (id === undefined && approval === undefined)
        return undefined;
    if (id === undefined || approval === undefined) {
        const missing = id === undefined ? "restore-snapshot" : "restore-approval";
        throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("input", `A restore needs two inputs, and ${missing} is missing.`, {
            hint: "restore-snapshot names the snapshot, restore-approval says why its loss of data is accepted. A dry run prints what would be lost.",
        });
    }
    const known = records.flatMap((record) => (0,_common_snapshot_note_js__WEBPACK_IMPORTED_MODULE_3__/* .snapshotOf */ .eY)(record) ?? []);
    const snapshot = known.find((one) => one.id === id) ?? (isUnread ? ofPolicy(policy, id) : undefined);
    if (snapshot !== undefined)
        return { snapshot, approval };
    const ids = known.map((one) => one.id);
    throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("input", `Input restore-snapshot names "${id}", which no deployment of ${policy.environment} took.${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .suggest */ .ZA)(id, ids)}`, { hint: "A dry run prints the snapshot of the release that is taken back." });
}
function ofPolicy({ migrate, signIns }, id) {
    const backup = migrate?.backup;
    const region = backup?.region ?? signIns.aws?.region;
    if (backup === undefined || region === undefined)
        return undefined;
    return { id, kind: backup.kind, region, source: backup.rds };
}
/** How a snapshot would be brought back, and what would be lost; changes nothing. */
async function readRestorePlan(context, policy, snapshot) {
    return (0,_deploy_actions_migration_engines__WEBPACK_IMPORTED_MODULE_1__/* .describeRestorePlan */ .tG)(await optionsOf(context, policy, snapshot), context.signal);
}
/** The same for a person who only looks: what cannot be read is said, and nothing fails. */
async function readRestorePlanIfPossible(context, policy, snapshot) {
    try {
        return await readRestorePlan(context, policy, snapshot);
    }
    catch (error) {
        if (context.signal.aborted)
            throw error;
        context.log.warning(`The snapshot ${snapshot.id} was taken before the migrations; how it is restored cannot be said: ${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .errorMessage */ .gJ)(error)}`);
        return undefined;
    }
}
/** Prints a plan: what is lost first. */
async function logRestorePlan({ log }, plan) {
    await log.group("how the database would be brought back", async () => {
        for (const line of (0,_deploy_actions_migration_engines__WEBPACK_IMPORTED_MODULE_1__/* .formatRestorePlan */ .fk)(plan))
            log.info(line);
    });
}
/** Restores to a new instance or cluster, in the name of whoever started this run; what is there is never touched. */
async function executeRestore(context, policy, { snapshot, approval }) {
    const { clock, log, runner, signal } = context;
    log.warning(`${runner.actor} approved the restore of ${snapshot.id}: ${approval}`, { title: "Restore" });
    const options = await optionsOf(context, policy, snapshot);
    const timeoutMs = policy.migrate?.backup?.timeoutMs ?? RESTORE_TIMEOUT_MS;
    const restored = await log.group(`restore of ${snapshot.id}`, () => (0,_deploy_actions_migration_engines__WEBPACK_IMPORTED_MODULE_1__/* .restoreRdsSnapshot */ .g7)({ ...options, timeoutMs, approval: { by: runner.actor, at: clock.now() } }, signal));
    log.info(`${restored.identifier} is available; the swap of names is left to a person`);
    return restored;
}
async function optionsOf(context, policy, { id, kind, region }) {
    const { http, clock, log } = context;
    const access = await (0,_common_access_js__WEBPACK_IMPORTED_MODULE_2__/* .openAccess */ .bg)(context, policy).aws(region);
    const onProgress = (text) => log.info(text);
    return { access, http, clock, onProgress, snapshotId: id, kind, newIdentifier: undefined };
}
/** The section of a summary about the database: the loss, the steps, and what was done of them. */
function renderRestore(plan, restored) {
    return (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .joinMarkdown */ .UF)([
        (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__.md) `### Database`,
        (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__.md) `**Data loss**: ${plan.dataLoss}`,
        restored === undefined
            ? undefined
            : (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__.md) `Restored to ${restored.identifier}${restored.endpoint === undefined ? "" : ` (${restored.endpoint})`}, approved by ${restored.approvedBy}. Nothing else was changed: go on with the steps after it.`,
        (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .codeBlock */ .DV)((0,_deploy_actions_migration_engines__WEBPACK_IMPORTED_MODULE_1__/* .formatRestorePlan */ .fk)(plan).join("\n")),
    ]);
}


/***/ })

};
