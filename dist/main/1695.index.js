export const id = 1695;
export const ids = [1695];
export const modules = {

/***/ 98642:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   l: () => (/* binding */ rdsException),
/* harmony export */   y: () => (/* binding */ connectRds)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26393);

/** Connects to RDS in the region of the access. */
async function connectRds(access, http, signal) {
    const sdk = await Promise.all(/* import() */[__webpack_require__.e(5118), __webpack_require__.e(5861), __webpack_require__.e(7202)]).then(__webpack_require__.t.bind(__webpack_require__, 57202, 19));
    const client = (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .reportAwsCalls */ .Dz)(new sdk.RDSClient((0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .awsClientConfig */ .rw)(access, http, signal)), "rds", access);
    return { sdk, client };
}
/** The name of RDS's exception behind an error, without `Fault`. */
function rdsException(error) {
    return (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .awsExceptionBehind */ .n6)(error).replace(/Fault$/, "");
}


/***/ }),

/***/ 50096:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ awaitDone)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26393);

const REPORT_EVERY_MS = 30_000;
const MAX_FAULTS = 5;
/**
 * Looks until it is done. A few faults of the API in a row are waited out: what is awaited goes on without us. Rejects
 * with `remote` after `timeoutMs`.
 */
async function awaitDone(waiting, look, signal) {
    const { clock, onProgress, pollMs, timeoutMs, subject, hint } = waiting;
    const startedAt = clock.now();
    let said = "";
    let sayAgainAt = startedAt;
    let faults = 0;
    let text = "not seen yet";
    for (;;) {
        try {
            const seen = await look();
            if (seen.done)
                return seen.value;
            text = seen.text;
            faults = 0;
        }
        catch (error) {
            faults += 1;
            if (!(error instanceof _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ) || error.code !== "remote" || faults > MAX_FAULTS)
                throw error;
            text = error.message;
        }
        const waitedMs = clock.now() - startedAt;
        if (waitedMs >= timeoutMs) {
            throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("remote", `${subject}: ${text} after ${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(timeoutMs)}.`, { hint });
        }
        if (text !== said || clock.now() >= sayAgainAt) {
            onProgress(`${subject}: ${text}, ${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(timeoutMs - waitedMs)} left`);
            said = text;
            sayAgainAt = clock.now() + REPORT_EVERY_MS;
        }
        await clock.sleep(Math.max(1, Math.min(pollMs, timeoutMs - waitedMs)), signal);
    }
}


/***/ }),

/***/ 26605:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ findSnapshot)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26393);
/* harmony import */ var _rds_client_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(98642);


/** Reads a snapshot by its name; `undefined` when there is none. */
async function findSnapshot({ sdk, client }, id, kind, signal) {
    const what = `describe the RDS ${kind} snapshot ${id}`;
    try {
        if (kind === "instance") {
            const answer = await (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .askAws */ .xV)(what, "rds:DescribeDBSnapshots", signal, () => client.send(new sdk.DescribeDBSnapshotsCommand({ DBSnapshotIdentifier: id }), {
                abortSignal: signal,
            }));
            const [found] = answer.DBSnapshots ?? [];
            if (found === undefined)
                return undefined;
            return {
                id: found.DBSnapshotIdentifier ?? id,
                arn: found.DBSnapshotArn,
                kind,
                source: found.DBInstanceIdentifier ?? "",
                status: found.Status ?? "unknown",
                progressPercent: found.PercentProgress,
                takenAt: found.SnapshotCreateTime?.getTime(),
                encrypted: found.Encrypted,
                kmsKeyId: found.KmsKeyId,
                sizeGiB: found.AllocatedStorage,
                engine: found.Engine,
                engineVersion: found.EngineVersion,
            };
        }
        const answer = await (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .askAws */ .xV)(what, "rds:DescribeDBClusterSnapshots", signal, () => client.send(new sdk.DescribeDBClusterSnapshotsCommand({ DBClusterSnapshotIdentifier: id }), {
            abortSignal: signal,
        }));
        const [found] = answer.DBClusterSnapshots ?? [];
        if (found === undefined)
            return undefined;
        return {
            id: found.DBClusterSnapshotIdentifier ?? id,
            arn: found.DBClusterSnapshotArn,
            kind,
            source: found.DBClusterIdentifier ?? "",
            status: found.Status ?? "unknown",
            progressPercent: found.PercentProgress,
            takenAt: found.SnapshotCreateTime?.getTime(),
            encrypted: found.StorageEncrypted,
            kmsKeyId: found.KmsKeyId,
            sizeGiB: found.AllocatedStorage,
            engine: found.Engine,
            engineVersion: found.EngineVersion,
        };
    }
    catch (error) {
        if (/^DB(Cluster)?SnapshotNotFound$/.test((0,_rds_client_js__WEBPACK_IMPORTED_MODULE_1__/* .rdsException */ .l)(error)))
            return undefined;
        throw error;
    }
}


/***/ }),

/***/ 44796:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   l: () => (/* binding */ readRdsSource),
/* harmony export */   m: () => (/* binding */ findRdsSource)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26393);
/* harmony import */ var _rds_client_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(98642);


const MAX_PAGES = 10;
/** Reads a database. Rejects with `config` and the nearest names when it is not there, or is of the other kind. */
async function readRdsSource(connection, id, kind, signal) {
    const found = await findRdsSource(connection, id, kind, signal);
    if (found !== undefined) {
        const cluster = found.instance?.DBClusterIdentifier;
        if (cluster !== undefined && cluster !== "") {
            throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("config", `The RDS instance ${id} is a member of the cluster ${cluster}; only the cluster can be backed up.`, {
                hint: `Write the backup as kind: cluster with rds: ${cluster}.`,
            });
        }
        return found;
    }
    const other = kind === "instance" ? "cluster" : "instance";
    const isOther = (await findRdsSource(connection, id, other, signal)) !== undefined;
    const text = `There is no RDS ${kind} named ${id} in this account and region.`;
    if (isOther)
        throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("config", text, { hint: `${id} is ${article(other)}: write kind: ${other}.` });
    const hint = (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .suggest */ .ZA)(id, await listRdsNames(connection, kind, signal)).trim();
    throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("config", text, {
        hint: hint === "" ? `There is no RDS ${kind} here at all: look at the region and the role.` : hint,
    });
}
/** Reads a database; `undefined` when it is not there. */
async function findRdsSource({ sdk, client }, id, kind, signal) {
    const what = `describe the RDS ${kind} ${id}`;
    try {
        if (kind === "instance") {
            const answer = await (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .askAws */ .xV)(what, "rds:DescribeDBInstances", signal, () => client.send(new sdk.DescribeDBInstancesCommand({ DBInstanceIdentifier: id }), {
                abortSignal: signal,
            }));
            const [instance] = answer.DBInstances ?? [];
            return instance === undefined ? undefined : ofInstance(id, instance);
        }
        const answer = await (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .askAws */ .xV)(what, "rds:DescribeDBClusters", signal, () => client.send(new sdk.DescribeDBClustersCommand({ DBClusterIdentifier: id }), { abortSignal: signal }));
        const [cluster] = answer.DBClusters ?? [];
        return cluster === undefined ? undefined : ofCluster(id, cluster);
    }
    catch (error) {
        if (/^DB(Instance|Cluster)NotFound$/.test((0,_rds_client_js__WEBPACK_IMPORTED_MODULE_1__/* .rdsException */ .l)(error)))
            return undefined;
        throw error;
    }
}
function ofInstance(id, instance) {
    return {
        id: instance.DBInstanceIdentifier ?? id,
        kind: "instance",
        status: instance.DBInstanceStatus ?? "unknown",
        retentionDays: instance.BackupRetentionPeriod,
        encrypted: instance.StorageEncrypted,
        kmsKeyId: instance.KmsKeyId,
        instance,
        cluster: undefined,
    };
}
function ofCluster(id, cluster) {
    return {
        id: cluster.DBClusterIdentifier ?? id,
        kind: "cluster",
        status: cluster.Status ?? "unknown",
        retentionDays: cluster.BackupRetentionPeriod,
        encrypted: cluster.StorageEncrypted,
        kmsKeyId: cluster.KmsKeyId,
        instance: undefined,
        cluster,
    };
}
async function listRdsNames({ sdk, client }, kind, signal) {
    const names = [];
    let marker;
    for (let page = 0; page < MAX_PAGES; page += 1) {
        const input = { MaxRecords: 100, ...(marker === undefined ? {} : { Marker: marker }) };
        if (kind === "instance") {
            const answer = await (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .askAws */ .xV)("list the RDS instances", "rds:DescribeDBInstances", signal, () => client.send(new sdk.DescribeDBInstancesCommand(input), { abortSignal: signal }));
            names.push(...(answer.DBInstances ?? []).flatMap((one) => one.DBInstanceIdentifier ?? []));
            marker = answer.Marker;
        }
        else {
            const answer = await (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .askAws */ .xV)("list the RDS clusters", "rds:DescribeDBClusters", signal, () => client.send(new sdk.DescribeDBClustersCommand(input), { abortSignal: signal }));
            names.push(...(answer.DBClusters ?? []).flatMap((one) => one.DBClusterIdentifier ?? []));
            marker = answer.Marker;
        }
        if (marker === undefined || marker === "")
            break;
    }
    return names;
}
function article(kind) {
    return kind === "instance" ? "an instance" : "a cluster";
}


/***/ }),

/***/ 51695:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   takeSnapshot: () => (/* binding */ takeSnapshot)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26393);
/* harmony import */ var _rds_client_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(98642);
/* harmony import */ var _rds_poll_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(50096);
/* harmony import */ var _rds_snapshot_state_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(26605);
/* harmony import */ var _rds_source_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(44796);
/* harmony import */ var _snapshot_name_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(55163);






const HOUR_MS = 3_600_000;
const POLL_MS = 10_000;
const MAX_NAMES = 50;
/** Takes the snapshot and waits for it. See the factory for the contract. */
async function takeSnapshot(options, signal) {
    const { access, http, clock, backup, onProgress } = options;
    const connection = await (0,_rds_client_js__WEBPACK_IMPORTED_MODULE_1__/* .connectRds */ .y)(access, http, signal);
    const source = await (0,_rds_source_js__WEBPACK_IMPORTED_MODULE_4__/* .readRdsSource */ .l)(connection, backup.rds, backup.kind, signal);
    const begun = await beginSnapshot(connection, source, options, signal);
    const done = await (0,_rds_poll_js__WEBPACK_IMPORTED_MODULE_2__/* .awaitDone */ .X)({
        clock,
        onProgress,
        pollMs: options.pollMs ?? POLL_MS,
        timeoutMs: backup.timeoutMs,
        subject: `Snapshot ${begun.id} of the RDS ${backup.kind} ${source.id}`,
        hint: "RDS goes on with it: run this again and it is waited for, or give the backup a longer timeout. Nothing was migrated.",
    }, async () => lookAt(begun.id, await (0,_rds_snapshot_state_js__WEBPACK_IMPORTED_MODULE_3__/* .findSnapshot */ .C)(connection, begun.id, backup.kind, signal)), signal);
    return {
        id: done.id,
        arn: done.arn,
        kind: done.kind,
        source: source.id,
        takenAt: done.takenAt,
        isReused: begun.isReused,
        encrypted: done.encrypted,
        kmsKeyId: done.kmsKeyId,
        sizeGiB: done.sizeGiB,
        warnings: warningsOf(source, done, backup),
    };
}
/** The snapshot of this release, of an earlier run where that is fresh, else a new one. */
async function beginSnapshot(connection, source, { clock, onProgress, release, reuseWithinMs = HOUR_MS }, signal) {
    const name = (0,_snapshot_name_js__WEBPACK_IMPORTED_MODULE_5__/* .rdsSnapshotName */ .p)(release);
    for (let number = 1; number <= MAX_NAMES; number += 1) {
        const id = number === 1 ? name : `${name}-${number}`;
        const found = await (0,_rds_snapshot_state_js__WEBPACK_IMPORTED_MODULE_3__/* .findSnapshot */ .C)(connection, id, source.kind, signal);
        if (found === undefined) {
            // Not created: a run of the same release beside this one was quicker, and its snapshot is as good.
            return { id, isReused: !(await createSnapshot(connection, source, id, signal)) };
        }
        if (found.source !== source.id || found.status === "failed")
            continue;
        // What was written since an old one was taken would be lost by restoring it: that is no backup of now.
        const ageMs = found.takenAt === undefined ? 0 : clock.now() - found.takenAt;
        if (ageMs > reuseWithinMs)
            continue;
        onProgress(`Snapshot ${id} of the RDS ${source.kind} ${source.id} was begun by an earlier run (${found.status})`);
        return { id, isReused: true };
    }
    throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("conflict", `There are ${MAX_NAMES} snapshots ${name}, ${name}-2, … of the RDS ${source.kind} ${source.id} already.`, {
        hint: "Delete those that are not needed any more.",
    });
}
/** Whether the snapshot was begun; false when one of the name appeared in between. */
async function createSnapshot({ sdk, client }, source, id, signal) {
    const what = `take the snapshot ${id} of the RDS ${source.kind} ${source.id}`;
    try {
        if (source.kind === "instance") {
            await (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .askAws */ .xV)(what, "rds:CreateDBSnapshot", signal, () => client.send(new sdk.CreateDBSnapshotCommand({ DBInstanceIdentifier: source.id, DBSnapshotIdentifier: id }), { abortSignal: signal }));
        }
        else {
            await (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .askAws */ .xV)(what, "rds:CreateDBClusterSnapshot", signal, () => client.send(new sdk.CreateDBClusterSnapshotCommand({
                DBClusterIdentifier: source.id,
                DBClusterSnapshotIdentifier: id,
            }), { abortSignal: signal }));
        }
        return true;
    }
    catch (error) {
        const name = (0,_rds_client_js__WEBPACK_IMPORTED_MODULE_1__/* .rdsException */ .l)(error);
        if (/^DB(Cluster)?SnapshotAlreadyExists$/.test(name))
            return false;
        throw explain(error, name, source, what);
    }
}
function explain(error, name, source, what) {
    if (name === "SnapshotQuotaExceeded") {
        return new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("conflict", `AWS did not ${what}: the account has as many manual snapshots in this region as it may (100 unless raised). Nothing was migrated.`, {
            cause: error,
            hint: `Delete snapshots that are not needed any more (aws rds describe-db-${source.kind === "cluster" ? "cluster-" : ""}snapshots --snapshot-type manual), or have the quota "Manual DB ${source.kind} snapshots" raised.`,
        });
    }
    if (/^InvalidDB(Instance|Cluster)State$/.test(name)) {
        return new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("conflict", `AWS did not ${what}: it is ${source.status}, not available. Nothing was migrated.`, {
            cause: error,
            hint: "Wait until the database is available (a backup, a change or a restart is going on), then run this again.",
        });
    }
    return error;
}
function lookAt(id, state) {
    if (state === undefined)
        return { done: false, text: "not visible yet" };
    if (state.status === "available")
        return { done: true, value: state };
    if (/^(failed|deleting|deleted|incompatible)/.test(state.status)) {
        throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("config", `The snapshot ${id} is ${state.status}. Nothing was migrated.`, {
            hint: "Look at the events of the database (aws rds describe-events), then run this again: it takes another one.",
        });
    }
    const progress = state.progressPercent === undefined ? "" : ` ${state.progressPercent} %`;
    return { done: false, text: `${state.status}${progress}` };
}
function warningsOf(source, state, { minimumRetentionDays }) {
    const warnings = [];
    const kept = source.retentionDays;
    const subject = `RDS ${source.kind} ${source.id}`;
    if (minimumRetentionDays > 0 && kept === undefined) {
        warnings.push(`The ${subject} does not say how long its automated backups are kept, the policy wants ${formatDays(minimumRetentionDays)}.`);
    }
    else if (kept === 0 && minimumRetentionDays > 0) {
        warnings.push(`The ${subject} has no automated backups, the policy wants them kept for ${formatDays(minimumRetentionDays)}: without them there is no way back to a moment between snapshots.`);
    }
    else if (kept !== undefined && kept < minimumRetentionDays) {
        warnings.push(`The ${subject} keeps automated backups for ${formatDays(kept)}, the policy wants at least ${formatDays(minimumRetentionDays)}.`);
    }
    if (state.encrypted === false)
        warnings.push(`The snapshot ${state.id} is not encrypted, as its database is not.`);
    return warnings;
}
function formatDays(days) {
    return (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .plural */ .LS)(days, "day");
}


/***/ })

};
