export const id = 8995;
export const ids = [8995];
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

/***/ 58995:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  readRestorePlan: () => (/* binding */ readRestorePlan),
  restoreSnapshot: () => (/* binding */ restoreSnapshot)
});

// EXTERNAL MODULE: ./packages/kernel/lib/index.js + 9 modules
var lib = __webpack_require__(26393);
// EXTERNAL MODULE: ./packages/migration-engines/lib/backup/rds-client.js
var rds_client = __webpack_require__(98642);
// EXTERNAL MODULE: ./packages/migration-engines/lib/backup/rds-poll.js
var rds_poll = __webpack_require__(50096);
// EXTERNAL MODULE: ./packages/migration-engines/lib/backup/rds-source.js
var rds_source = __webpack_require__(44796);
// EXTERNAL MODULE: ./packages/migration-engines/lib/backup/rds-snapshot-state.js
var rds_snapshot_state = __webpack_require__(26605);
;// CONCATENATED MODULE: ./packages/migration-engines/lib/backup/restore-plan.js



/** Reads what a restore would be made with. Rejects with `config` when the snapshot is not there or not complete. */
async function readRestoreSettings(connection, snapshotId, kind, newIdentifier, signal) {
    const state = await (0,rds_snapshot_state/* findSnapshot */.C)(connection, snapshotId, kind, signal);
    if (state === undefined) {
        throw new lib/* ActionError */.lZ("config", `There is no RDS ${kind} snapshot named ${snapshotId} in this account and region.`, {
            hint: "Its name is in the record of the deployment that took it; it may have been deleted since.",
        });
    }
    if (state.status !== "available") {
        throw new lib/* ActionError */.lZ("config", `The RDS ${kind} snapshot ${snapshotId} is ${state.status}, not available.`);
    }
    const source = await (0,rds_source/* findRdsSource */.m)(connection, state.source, kind, signal);
    const writer = source?.cluster?.DBClusterMembers?.find((member) => member.IsClusterWriter === true);
    const member = writer?.DBInstanceIdentifier === undefined
        ? undefined
        : await (0,rds_source/* findRdsSource */.m)(connection, writer.DBInstanceIdentifier, "instance", signal);
    return {
        state,
        source,
        newIdentifier: newIdentifier ?? restoredName(snapshotId),
        parameters: kind === "instance" ? ofInstance(source?.instance) : ofCluster(source?.cluster, state),
        memberClass: kind === "cluster" ? (member?.instance?.DBInstanceClass ?? "db.serverless") : undefined,
    };
}
/** At most 63 characters, as identifiers of instances and clusters have. */
function restoredName(snapshotId) {
    const plain = snapshotId.replace(/^.*:/, "").slice(0, 54).replace(/-+$/, "");
    return `${plain}-restored`;
}
function ofInstance(instance) {
    const groups = (instance?.VpcSecurityGroups ?? []).flatMap((group) => group.VpcSecurityGroupId ?? []);
    return present({
        DBInstanceClass: instance?.DBInstanceClass,
        DBSubnetGroupName: instance?.DBSubnetGroup?.DBSubnetGroupName,
        VpcSecurityGroupIds: groups.length === 0 ? undefined : groups,
        DBParameterGroupName: ownGroup(instance?.DBParameterGroups?.[0]?.DBParameterGroupName),
        MultiAZ: instance?.MultiAZ,
        PubliclyAccessible: instance?.PubliclyAccessible,
        DeletionProtection: instance?.DeletionProtection,
        CopyTagsToSnapshot: instance?.CopyTagsToSnapshot,
    });
}
function ofCluster(cluster, state) {
    const groups = (cluster?.VpcSecurityGroups ?? []).flatMap((group) => group.VpcSecurityGroupId ?? []);
    return present({
        Engine: cluster?.Engine ?? state.engine,
        EngineVersion: cluster?.EngineVersion ?? state.engineVersion,
        DBSubnetGroupName: cluster?.DBSubnetGroup,
        VpcSecurityGroupIds: groups.length === 0 ? undefined : groups,
        DBClusterParameterGroupName: ownGroup(cluster?.DBClusterParameterGroup),
        DeletionProtection: cluster?.DeletionProtection,
        CopyTagsToSnapshot: cluster?.CopyTagsToSnapshot,
    });
}
// RDS chooses its default groups by itself; naming one of another version is refused.
function ownGroup(name) {
    return name === undefined || name.startsWith("default.") || name.startsWith("default:") ? undefined : name;
}
function present(parameters) {
    return Object.fromEntries(Object.entries(parameters).flatMap(([name, value]) => value === undefined ? [] : [[name, value]]));
}
/** The plan in words and commands: to a new identifier, then a swap of names that a person does. */
function planRestore(settings, now) {
    const { state, newIdentifier, memberClass } = settings;
    const source = state.source;
    const aside = `${source.slice(0, 55)}-replaced`;
    const steps = [
        {
            text: "Stop what writes to the database (scale the service to 0, or put it into maintenance).",
            command: undefined,
        },
        {
            text: `Restore the snapshot to a new ${state.kind}; nothing is overwritten.`,
            command: restoreCommand(settings),
        },
    ];
    if (memberClass !== undefined) {
        const member = {
            DBInstanceIdentifier: `${newIdentifier.slice(0, 61)}-1`,
            DBClusterIdentifier: newIdentifier,
            DBInstanceClass: memberClass,
            Engine: String(settings.parameters.Engine ?? ""),
        };
        steps.push({ text: "Give the new cluster an instance.", command: cli("create-db-instance", member) });
    }
    const id = state.kind === "instance" ? "DBInstanceIdentifier" : "DBClusterIdentifier";
    const newId = state.kind === "instance" ? "NewDBInstanceIdentifier" : "NewDBClusterIdentifier";
    const rename = (from, to) => `${cli(`modify-db-${state.kind}`, { [id]: from, [newId]: to })} --apply-immediately`;
    steps.push({
        text: "Wait until it is available.",
        command: cli(`wait db-${state.kind}-available`, { [id]: newIdentifier }),
    }, { text: "Look at the data through the new endpoint before anything else uses it.", command: undefined }, { text: "Put the old database aside; its endpoint goes with its name.", command: rename(source, aside) }, { text: "Give the restored one the name, and so the endpoint.", command: rename(newIdentifier, source) }, { text: "Deploy the release that fits this schema, then let writers in again.", command: undefined }, { text: `Keep ${aside} until nobody misses what was written after the snapshot.`, command: undefined });
    return {
        snapshotId: state.id,
        kind: state.kind,
        source,
        newIdentifier,
        dataLoss: describeLoss(state, now),
        steps,
    };
}
function describeLoss(state, now) {
    const what = `Everything written to ${state.source}`;
    if (state.takenAt === undefined)
        return `${what} after the snapshot ${state.id} is not in it; RDS does not say when that was taken.`;
    const at = new Date(state.takenAt).toISOString().replace(/\.\d+Z$/, "Z");
    const ago = (0,lib/* formatDuration */.a3)(Math.max(0, now - state.takenAt));
    return `${what} after ${at} (${ago} ago) is not in the snapshot ${state.id} and is lost to the service: orders, sign-ups, everything.`;
}
function restoreCommand({ state, newIdentifier, parameters }) {
    return state.kind === "instance"
        ? cli("restore-db-instance-from-db-snapshot", {
            DBInstanceIdentifier: newIdentifier,
            DBSnapshotIdentifier: state.id,
            ...parameters,
        })
        : cli("restore-db-cluster-from-snapshot", {
            DBClusterIdentifier: newIdentifier,
            SnapshotIdentifier: state.id,
            ...parameters,
        });
}
function cli(operation, parameters) {
    const flags = Object.entries(parameters).map(([name, value]) => {
        const flag = flagName(name);
        if (typeof value === "boolean")
            return value ? `--${flag}` : `--no-${flag}`;
        const words = Array.isArray(value) ? value : [value];
        return `--${flag} ${words.map((word) => quote(String(word))).join(" ")}`;
    });
    return ["aws rds", operation, ...flags].join(" ");
}
// DBInstanceIdentifier -> db-instance-identifier, MultiAZ -> multi-az, VpcSecurityGroupIds -> vpc-security-group-ids.
function flagName(name) {
    return name
        .replace(/([A-Z]+)([A-Z][a-z])/g, "$1-$2")
        .replace(/([a-z])([A-Z])/g, "$1-$2")
        .toLowerCase();
}
function quote(word) {
    return /^[\w./:@-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

;// CONCATENATED MODULE: ./packages/migration-engines/lib/backup/restore-rds-snapshot.js





const POLL_MS = 10_000;
/** Reads what is needed and says how it is done; changes nothing. */
async function readRestorePlan(options, signal) {
    const { access, http, clock, snapshotId, kind, newIdentifier } = options;
    const connection = await (0,rds_client/* connectRds */.y)(access, http, signal);
    return planRestore(await readRestoreSettings(connection, snapshotId, kind, newIdentifier, signal), clock.now());
}
/** Restores to a new identifier. See the factory for the contract. */
async function restoreSnapshot(options, signal) {
    const { access, http, clock, snapshotId, kind, approval } = options;
    if (approval.by.trim() === "" || !Number.isFinite(approval.at) || approval.at > clock.now()) {
        throw new lib/* ActionError */.lZ("input", `The snapshot ${snapshotId} is restored only when somebody approved it: the approval names nobody, or a time to come.`, {
            hint: "Approve the restore by name; the plan says what is lost.",
        });
    }
    const connection = await (0,rds_client/* connectRds */.y)(access, http, signal);
    const settings = await readRestoreSettings(connection, snapshotId, kind, options.newIdentifier, signal);
    await refuseToOverwrite(connection, settings, signal);
    if (kind === "instance")
        await restoreInstance(connection, settings, signal);
    else
        await restoreCluster(connection, settings, signal);
    const endpoint = await (0,rds_poll/* awaitDone */.X)({
        clock,
        onProgress: options.onProgress,
        pollMs: options.pollMs ?? POLL_MS,
        timeoutMs: options.timeoutMs,
        subject: `RDS ${kind} ${settings.newIdentifier} from the snapshot ${snapshotId}`,
        hint: "RDS goes on with it: look at it there, and go on with the plan once it is available.",
    }, async () => lookAt(connection, settings.newIdentifier, kind, signal), signal);
    return {
        identifier: settings.newIdentifier,
        endpoint,
        approvedBy: approval.by,
        plan: planRestore(settings, clock.now()),
    };
}
async function refuseToOverwrite(connection, { state, newIdentifier }, signal) {
    const there = await (0,rds_source/* findRdsSource */.m)(connection, newIdentifier, state.kind, signal);
    if (there === undefined)
        return;
    throw new lib/* ActionError */.lZ("conflict", `There is an RDS ${state.kind} named ${newIdentifier} already (${there.status}); a restore never touches what is there.`, {
        hint: "It may be of an earlier run of this restore: then go on with the plan's steps. Else restore to another identifier.",
    });
}
async function restoreInstance({ sdk, client }, { state, newIdentifier, parameters }, signal) {
    const input = {
        ...parameters,
        DBInstanceIdentifier: newIdentifier,
        DBSnapshotIdentifier: state.id,
    };
    const what = `restore the snapshot ${state.id} to the RDS instance ${newIdentifier}`;
    await (0,lib/* askAws */.xV)(what, "rds:RestoreDBInstanceFromDBSnapshot", signal, () => client.send(new sdk.RestoreDBInstanceFromDBSnapshotCommand(input), { abortSignal: signal }));
}
async function restoreCluster({ sdk, client }, { state, newIdentifier, parameters, memberClass }, signal) {
    const engine = String(parameters.Engine ?? "");
    const input = {
        ...parameters,
        DBClusterIdentifier: newIdentifier,
        SnapshotIdentifier: state.id,
        Engine: engine,
    };
    const what = `restore the snapshot ${state.id} to the RDS cluster ${newIdentifier}`;
    await (0,lib/* askAws */.xV)(what, "rds:RestoreDBClusterFromSnapshot", signal, () => client.send(new sdk.RestoreDBClusterFromSnapshotCommand(input), { abortSignal: signal }));
    const member = `${newIdentifier.slice(0, 61)}-1`;
    await (0,lib/* askAws */.xV)(`create the RDS instance ${member} in ${newIdentifier}`, "rds:CreateDBInstance", signal, () => client.send(new sdk.CreateDBInstanceCommand({
        DBInstanceIdentifier: member,
        DBClusterIdentifier: newIdentifier,
        DBInstanceClass: memberClass,
        Engine: engine,
    }), { abortSignal: signal }));
}
async function lookAt(connection, id, kind, signal) {
    const seen = await (0,rds_source/* findRdsSource */.m)(connection, id, kind, signal);
    if (seen?.status === "available") {
        return { done: true, value: seen.instance?.Endpoint?.Address ?? seen.cluster?.Endpoint };
    }
    if (seen !== undefined && /^(failed|incompatible|inaccessible|deleting|storage-full)/.test(seen.status)) {
        throw new lib/* ActionError */.lZ("config", `The restored RDS ${kind} ${id} is ${seen.status}.`, {
            hint: "Look at its events (aws rds describe-events).",
        });
    }
    return { done: false, text: seen?.status ?? "not visible yet" };
}


/***/ })

};
