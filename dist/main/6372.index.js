export const id = 6372;
export const ids = [6372];
export const modules = {

/***/ 66372:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W_: () => (/* binding */ LIVE_MS),
/* harmony export */   au: () => (/* binding */ openLedger),
/* harmony export */   yK: () => (/* binding */ runIdentity)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(71650);
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(26393);
/* harmony import */ var _deploy_actions_ledger__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(11030);




/** A record without news for so long belongs to a run that is dead. A live one writes every third of it. */
const LIVE_MS = 10 * 60_000;
/** The ledger of this run: GitHub Deployments under a runner, a file in a terminal or when one is named. */
async function openLedger(context, options) {
    const { runner, clock, random, log } = context;
    if (options.file !== undefined || runner.mode === "terminal" || runner.repository === undefined) {
        const path = (0,_deploy_actions_action_kit__WEBPACK_IMPORTED_MODULE_1__/* .resolveInWorkspace */ .z1)(runner.workspace, options.file ?? (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(".deploy-actions", "ledger.jsonl"));
        return (0,_deploy_actions_ledger__WEBPACK_IMPORTED_MODULE_3__/* .createFileLedger */ .qv)({
            file: path,
            clock,
            random,
            liveMs: LIVE_MS,
            log,
            runIsAlive: async ({ process }) => (process === undefined ? undefined : (0,_deploy_actions_ledger__WEBPACK_IMPORTED_MODULE_3__/* .isProcessAlive */ .jW)(process)),
        });
    }
    if (options.token === undefined) {
        throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ("input", "No github-token to keep the record of the deployment with.", {
            hint: "Pass `github-token: ${{ github.token }}` (the default) and grant `deployments: write`, or set `ledger` to a file.",
        });
    }
    const { owner, name } = runner.repository;
    const github = context.github(options.token);
    return (0,_deploy_actions_ledger__WEBPACK_IMPORTED_MODULE_3__/* .createGitHubLedger */ .dL)({
        github,
        owner,
        repo: name,
        clock,
        liveMs: LIVE_MS,
        ...(runner.sha === undefined ? {} : { sha: runner.sha }),
        logUrl: runner.runUrl,
        runIsAlive: async (run, signal) => {
            // Best effort: without `actions: read` nobody knows, and the heartbeat decides.
            if (!/^\d+$/.test(run.runId))
                return undefined;
            try {
                const { data } = await github.request("GET /repos/{owner}/{repo}/actions/runs/{run_id}", { owner, repo: name, run_id: Number(run.runId) }, { needs: "actions: read", signal });
                return data.status !== "completed";
            }
            catch (error) {
                if (signal.aborted || (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_2__/* .gitHubStatus */ .MT)(error) === undefined)
                    throw error;
                return undefined;
            }
        },
    });
}
/** Who this run is, for the record. */
function runIdentity(context) {
    const { actor, runId, runAttempt, runUrl } = context.runner;
    return { actor, runId, runAttempt, url: runUrl, process: (0,_deploy_actions_ledger__WEBPACK_IMPORTED_MODULE_3__/* .currentProcess */ .DK)() };
}


/***/ }),

/***/ 11030:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  kz: () => (/* reexport */ CONTINUED),
  Jq: () => (/* reexport */ LEFT_OPEN),
  NN: () => (/* reexport */ PAUSED),
  qv: () => (/* reexport */ createFileLedger),
  dL: () => (/* reexport */ createGitHubLedger),
  DK: () => (/* reexport */ currentProcess),
  dv: () => (/* reexport */ findRelease),
  fO: () => (/* reexport */ heartbeatMs),
  nT: () => (/* reexport */ isOpen),
  lP: () => (/* reexport */ isPaused),
  jW: () => (/* reexport */ isProcessAlive),
  GE: () => (/* reexport */ lastPhase),
  T5: () => (/* reexport */ lastVerified),
  ll: () => (/* reexport */ newestFirst),
  YI: () => (/* reexport */ wasVerified)
});

// UNUSED EXPORTS: DEPLOYMENT_PHASES, PAUSE_MS, currentlyLive, isEnd, isPhase, lastNewsAt, newsLimitMs

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
// EXTERNAL MODULE: ./packages/kernel/lib/index.js + 9 modules
var lib = __webpack_require__(26393);
;// CONCATENATED MODULE: ./packages/ledger/lib/phases.js
/** Every phase, in the order a deployment goes through them; the ends last. */
const DEPLOYMENT_PHASES = [
    "started",
    "baking",
    "promoting",
    "aborting",
    "verifying",
    "verified",
    "failed",
    "aborted",
    "cancelled",
    "abandoned",
    "superseded",
];
const ENDS = new Set([
    "verified",
    "failed",
    "aborted",
    "cancelled",
    "abandoned",
    "superseded",
]);
/** Reason of the event with which a step leaves its record open for a later one that verifies. */
const LEFT_OPEN = "left_open";
/** Reason of the event with which a run leaves its rollout at a step, for a later run to go on with. */
const PAUSED = "paused";
/** Reason of the event with which another run goes on with a paused rollout. */
const CONTINUED = "continued";
/** How long a paused rollout keeps its environment without news: approvals and wait timers take their time. */
const PAUSE_MS = 24 * 3_600_000;
/** Whether a run has left the record's rollout at a step on purpose. */
function isPaused(record) {
    return isOpen(record) && record.events.at(-1)?.reason === PAUSED;
}
/** After how long without news an open record counts as abandoned. */
function newsLimitMs(record, liveMs) {
    return isPaused(record) ? Math.max(liveMs, PAUSE_MS) : liveMs;
}
/** Whether a text is a phase. */
function isPhase(text) {
    return DEPLOYMENT_PHASES.includes(text);
}
/** Whether a deployment in this phase is over. */
function isEnd(phase) {
    return ENDS.has(phase);
}
/** The phase a deployment is in; `started` when it has no event yet. */
function lastPhase(record) {
    return record.events.at(-1)?.phase ?? "started";
}
/** Whether the deployment is still going on: no event of it is an end. */
function isOpen(record) {
    return !record.events.some((event) => isEnd(event.phase));
}
/** When the deployment was heard of last, milliseconds since the epoch. */
function lastNewsAt(record) {
    return Math.max(record.createdAt, ...record.events.map((event) => event.at));
}
/**
 * How often a caller appends at least, so that its record stays alive: a third of the limit, so that two may get lost.
 */
function heartbeatMs(liveMs) {
    return Math.floor(liveMs / 3);
}

;// CONCATENATED MODULE: ./packages/ledger/lib/admission.js


/**
 * Decides whether a deployment may begin beside the records of its service and environment. Throws `conflict` when
 * another run's record is open, had news within `liveMs`, and the run is not known to have ended.
 */
function admit(records, deployment, { now, liveMs, endedRuns, takeOver, continues }) {
    const open = records.filter(isOpen);
    if (continues)
        return { kind: "resume", record: pausedOne(open, records, deployment) };
    const blocking = takeOver
        ? undefined
        : othersWithNews(open, deployment, now, liveMs).find((record) => !endedRuns.has(record.run.runId));
    if (blocking !== undefined)
        throw beingDeployed(blocking, now, liveMs);
    const own = open.find((record) => isSameDeployment(record, deployment));
    if (own !== undefined)
        return { kind: "resume", record: own };
    return { kind: "open", closings: open.map((record) => closing(record, deployment, now, takeOver)) };
}
/** The paused (or, by this run, already continued) rollout of the release; a `conflict` that says what there is instead. */
function pausedOne(open, records, deployment) {
    const { version } = deployment.release;
    const found = open.find((record) => record.release.version === version &&
        record.kind === deployment.kind &&
        (isPaused(record) || isSameRun(record, deployment)));
    if (found !== undefined)
        return found;
    const latest = records.find((record) => record.release.version === version) ?? records[0];
    const instead = latest === undefined
        ? "nothing was ever deployed there"
        : `its last record is of ${latest.release.version}, ${lastPhase(latest)}`;
    throw new lib/* ActionError */.lZ("conflict", `${deployment.service} in ${deployment.environment} has no rollout of ${version} to go on with: ${instead}`, { hint: "Nothing was touched. A rollout that was taken back is begun anew with its first stage." });
}
/** Records of other runs that look alive: open, with news within `liveMs`. */
function othersWithNews(records, deployment, now, liveMs) {
    return records.filter((record) => isOpen(record) &&
        !isSameRun(record, deployment) &&
        now - lastNewsAt(record) < newsLimitMs(record, liveMs));
}
/** Asks, for each run that still looks alive, whether it has ended; what nobody knows counts as alive. */
async function findEndedRuns(looksAlive, runIsAlive, signal) {
    const ended = new Set();
    if (runIsAlive === undefined)
        return ended;
    for (const { run, events } of looksAlive) {
        // The run that opened it may have ended: another one has gone on.
        if (events.some((event) => event.reason === CONTINUED))
            continue;
        if ((await runIsAlive(run, signal)) === false)
            ended.add(run.runId);
    }
    return ended;
}
/** The conflict with another run that is deploying the same service to the same environment. */
function beingDeployed(record, now, liveMs) {
    const { run } = record;
    const weight = record.events.findLast((event) => event.weight !== undefined)?.weight;
    const at = weight === undefined ? "" : ` at ${(0,lib/* formatPercent */.l9)(weight)}`;
    const age = (0,lib/* formatDuration */.a3)(Math.max(0, now - lastNewsAt(record)));
    const where = run.url === "" ? processOf(record) : ` (${run.url})`;
    return new lib/* ActionError */.lZ("conflict", `${record.service} in ${record.environment} is being deployed by run ${run.runId} of ${run.actor}: ${record.release.version}, ${lastPhase(record)}${at}, last news ${age} ago`, {
        hint: `Wait for that run${where} or cancel it, then run this one again. After ${(0,lib/* formatDuration */.a3)(newsLimitMs(record, liveMs))} without news it counts as abandoned.`,
    });
}
function processOf({ run }) {
    return run.process === undefined ? "" : ` (process ${run.process.pid})`;
}
/** Whether a record was made by the run that now asks; attempts of one run are the same run. */
function isSameRun(record, deployment) {
    return record.run.runId === deployment.run.runId;
}
/** One run may deploy and then roll back: those are two deployments. */
function isSameDeployment(record, deployment) {
    return (isSameRun(record, deployment) &&
        record.kind === deployment.kind &&
        record.release.version === deployment.release.version);
}
function closing(record, deployment, now, takeOver) {
    if (isSameRun(record, deployment)) {
        const note = `${deployment.kind} of ${deployment.release.version} by the same run`;
        return { record, event: { phase: "superseded", note } };
    }
    if (takeOver) {
        const note = `taken over by ${deployment.run.actor} (run ${deployment.run.runId}): ${deployment.kind}`;
        return { record, event: { phase: "cancelled", note, reason: "taken_over" } };
    }
    const age = (0,lib/* formatDuration */.a3)(Math.max(0, now - lastNewsAt(record)));
    const note = `no news for ${age}, closed by run ${deployment.run.runId}`;
    return { record, event: { phase: "abandoned", note } };
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
;// CONCATENATED MODULE: ./packages/ledger/lib/system-code.js

/** The system's code of a failed call of node:fs (`ENOSPC`, `EEXIST`, …); read by shape, so that any realm's error counts. */
function systemCode(error) {
    return (0,lib/* isObject */.Gv)(error) && typeof error.code === "string" ? error.code : undefined;
}

;// CONCATENATED MODULE: ./packages/ledger/lib/file-io.js
var __addDisposableResource = (undefined && undefined.__addDisposableResource) || function (env, value, async) {
    if (value !== null && value !== void 0) {
        if (typeof value !== "object" && typeof value !== "function") throw new TypeError("Object expected.");
        var dispose, inner;
        if (async) {
            if (!Symbol.asyncDispose) throw new TypeError("Symbol.asyncDispose is not defined.");
            dispose = value[Symbol.asyncDispose];
        }
        if (dispose === void 0) {
            if (!Symbol.dispose) throw new TypeError("Symbol.dispose is not defined.");
            dispose = value[Symbol.dispose];
            if (async) inner = dispose;
        }
        if (typeof dispose !== "function") throw new TypeError("Object not disposable.");
        if (inner) dispose = function() { try { inner.call(this); } catch (e) { return Promise.reject(e); } };
        env.stack.push({ value: value, dispose: dispose, async: async });
    }
    else if (async) {
        env.stack.push({ async: true });
    }
    return value;
};
var __disposeResources = (undefined && undefined.__disposeResources) || (function (SuppressedError) {
    return function (env) {
        function fail(e) {
            env.error = env.hasError ? new SuppressedError(e, env.error, "An error was suppressed during disposal.") : e;
            env.hasError = true;
        }
        var r, s = 0;
        function next() {
            while (r = env.stack.pop()) {
                try {
                    if (!r.async && s === 1) return s = 0, env.stack.push(r), Promise.resolve().then(next);
                    if (r.dispose) {
                        var result = r.dispose.call(r.value);
                        if (r.async) return s |= 2, Promise.resolve(result).then(next, function(e) { fail(e); return next(); });
                    }
                    else s |= 1;
                }
                catch (e) {
                    fail(e);
                }
            }
            if (s === 1) return env.hasError ? Promise.reject(env.error) : Promise.resolve();
            if (env.hasError) throw env.error;
        }
        return next();
    };
})(typeof SuppressedError === "function" ? SuppressedError : function (error, suppressed, message) {
    var e = new Error(message);
    return e.name = "SuppressedError", e.error = error, e.suppressed = suppressed, e;
});





/** Longer ledgers are refused: 100,000 deployments stay far below. */
const MAX_BYTES = 256 * 1_048_576;
/** What the ledger file holds; nothing when there is none yet. */
async function readLedgerFile(file) {
    let handle;
    try {
        handle = await (0,promises_.open)(file, "r");
    }
    catch (error) {
        if (systemCode(error) === "ENOENT")
            return { text: "", wholeBytes: 0, tornBytes: 0 };
        throw fileError(file, "read", error);
    }
    try {
        // Not to its end but to its size: a device has none, and no end either.
        const { size } = await handle.stat();
        if (size > MAX_BYTES) {
            throw new lib/* ActionError */.lZ("config", `The ledger ${file} has ${(0,lib/* formatBytes */.z3)(size)}, more than ${(0,lib/* formatBytes */.z3)(MAX_BYTES)}`, {
                hint: "Move the file away; the next deployment starts a new one.",
            });
        }
        const bytes = Buffer.alloc(size);
        let length = 0;
        while (length < size) {
            const { bytesRead } = await handle.read(bytes, length, size - length, length);
            if (bytesRead === 0)
                break;
            length += bytesRead;
        }
        const wholeBytes = bytes.subarray(0, length).lastIndexOf(0x0a) + 1;
        return { text: bytes.toString("utf8", 0, wholeBytes), wholeBytes, tornBytes: length - wholeBytes };
    }
    catch (error) {
        throw error instanceof lib/* ActionError */.lZ ? error : fileError(file, "read", error);
    }
    finally {
        await handle.close();
    }
}
/**
 * Appends whole lines in one write and waits until they are on the disk. `wholeBytes` is where the last whole line
 * ends: what a crash left behind it is cut off first. On failure the file is as it was.
 */
async function appendToLedgerFile(file, lines, wholeBytes) {
    let handle;
    try {
        handle = await (0,promises_.open)(file, external_node_fs_.constants.O_CREAT | external_node_fs_.constants.O_WRONLY | external_node_fs_.constants.O_APPEND, 0o600);
    }
    catch (error) {
        throw fileError(file, "written", error);
    }
    try {
        const { size } = await handle.stat();
        if (size > wholeBytes)
            await handle.truncate(wholeBytes);
        await handle.writeFile(lines, "utf8");
        await handle.sync();
        if (wholeBytes === 0)
            await syncFolder((0,external_node_path_.dirname)(file));
    }
    catch (error) {
        await handle.truncate(wholeBytes).catch(() => undefined);
        throw fileError(file, "written", error);
    }
    finally {
        await handle.close();
    }
}
/** A new file is on the disk only when its folder is. Where folders cannot be synced, nothing better can be done. */
async function syncFolder(folder) {
    try {
        const env_1 = { stack: [], error: void 0, hasError: false };
        try {
            const handle = __addDisposableResource(env_1, await (0,promises_.open)(folder, "r"), true);
            await handle.sync();
        }
        catch (e_1) {
            env_1.error = e_1;
            env_1.hasError = true;
        }
        finally {
            const result_1 = __disposeResources(env_1);
            if (result_1)
                await result_1;
        }
    }
    catch {
        return;
    }
}
/** A `remote` ActionError that names the file, what went wrong and what to do about it. */
function fileError(file, verb, cause) {
    const code = systemCode(cause);
    const [what, hint] = explain(code);
    return new lib/* ActionError */.lZ("remote", `The ledger ${file} cannot be ${verb}: ${what}`, { cause, hint });
}
function explain(code) {
    switch (code) {
        case "ENOSPC":
        case "EDQUOT":
        case "EFBIG":
            return [
                `the disk is full (${code})`,
                "Free space on its disk and run again; everything recorded before is still there.",
            ];
        case "EACCES":
        case "EPERM":
            return [
                `permission denied (${code})`,
                "Let this user write to the file and its folder, or choose another ledger file.",
            ];
        case "EROFS":
            return [`its disk is read-only (${code})`, "Choose a ledger file on a disk that can be written."];
        case "EISDIR":
        case "ENOTDIR":
            return [
                `a folder is where a file is expected, or the other way round (${code})`,
                "Choose another ledger file.",
            ];
        default:
            return [
                code === undefined ? "an unexpected error" : `the system says ${code}`,
                "Look at the disk that holds it, then run again.",
            ];
    }
}

;// CONCATENATED MODULE: ./packages/ledger/lib/deployment-shape.js

const KINDS = ["deploy", "hotfix", "rollback", "config"];
/** The first thing that is wrong with a stored value, with the path of the key. */
class ShapeError extends Error {
    constructor(path, expected) {
        super(`${path} is not ${expected}`);
        this.name = "ShapeError";
    }
}
/** A text under `key`; throws a {@link ShapeError}. */
function textAt(value, key) {
    const found = value[key];
    if (typeof found !== "string")
        throw new ShapeError(key, "a text");
    return found;
}
/** A text under `key`, or `undefined` when there is nothing. */
function optionalTextAt(value, key) {
    return value[key] === undefined || value[key] === null ? undefined : textAt(value, key);
}
/** A finite number under `key`. */
function numberAt(value, key) {
    const found = value[key];
    if (typeof found !== "number" || !Number.isFinite(found))
        throw new ShapeError(key, "a number");
    return found;
}
/** An object under `key`. */
function objectAt(value, key) {
    const found = value[key];
    if (!(0,lib/* isObject */.Gv)(found))
        throw new ShapeError(key, "an object");
    return found;
}
/** A list of texts under `key`, or `undefined` when there is nothing. */
function optionalTextsAt(value, key) {
    const found = value[key];
    if (found === undefined || found === null)
        return undefined;
    if (!Array.isArray(found))
        throw new ShapeError(key, "a list");
    return found.map((item) => {
        if (typeof item !== "string")
            throw new ShapeError(key, "a list of texts");
        return item;
    });
}
/** The kind of a deployment under `key`. */
function kindAt(value, key) {
    const found = value[key];
    if (typeof found !== "string" || !KINDS.includes(found))
        throw new ShapeError(key, `one of ${KINDS.join(", ")}`);
    return found;
}
/** A yes or no under `key`. */
function flagAt(value, key) {
    const found = value[key];
    if (typeof found !== "boolean")
        throw new ShapeError(key, "true or false");
    return found;
}
/** A deployment from a line of the file ledger; throws a {@link ShapeError}. */
function parseDeployment(value) {
    const release = objectAt(value, "release");
    const previous = value.previous === undefined ? undefined : objectAt(value, "previous");
    return {
        service: textAt(value, "service"),
        environment: textAt(value, "environment"),
        release: {
            version: textAt(release, "version"),
            ...optional("commit", optionalTextAt(release, "commit")),
            ...optional("artifact", optionalTextAt(release, "artifact")),
        },
        kind: kindAt(value, "kind"),
        planned: flagAt(value, "planned"),
        strategy: textAt(value, "strategy"),
        run: parseRun(objectAt(value, "run")),
        ...(previous === undefined
            ? {}
            : { previous: { id: textAt(previous, "id"), version: textAt(previous, "version") } }),
        ...optional("rollsBack", optionalTextAt(value, "rollsBack")),
        ...optional("migrations", optionalTextsAt(value, "migrations")),
        ...optional("reason", optionalTextAt(value, "reason")),
    };
}
/** A run from a line of the file ledger; throws a {@link ShapeError}. */
function parseRun(run) {
    const holder = run.process === undefined ? undefined : objectAt(run, "process");
    return {
        actor: textAt(run, "actor"),
        runId: textAt(run, "runId"),
        runAttempt: numberAt(run, "runAttempt"),
        url: textAt(run, "url"),
        ...(holder === undefined
            ? {}
            : {
                process: {
                    host: textAt(holder, "host"),
                    pid: numberAt(holder, "pid"),
                    started: textAt(holder, "started"),
                },
            }),
    };
}
/** An object with the key, or without it when there is no value (`exactOptionalPropertyTypes`). */
function optional(key, value) {
    return (value === undefined ? {} : { [key]: value });
}

;// CONCATENATED MODULE: ./packages/ledger/lib/note.js

/** Longest note that is kept, GitHub's limit for the description of a status. */
const MAX_NOTE = 140;
/** A note as one printable line of at most `maxBytes` of UTF-8. */
function fitNote(text, maxBytes = MAX_NOTE) {
    const oneLine = text.replace(/\s+/g, " ").trim();
    // Some text fields of GitHub refuse characters above U+FFFF, and a note is worth less than a record.
    return (0,lib/* truncateUtf8 */.Ck)((0,lib/* printable */.g$)(oneLine).replace(/[\u{10000}-\u{10ffff}]/gu, "?"), maxBytes);
}

;// CONCATENATED MODULE: ./packages/ledger/lib/file-lines.js




const SCHEMA = 1;
/** The line that opens a record. */
function openedLine(id, at, deployment) {
    return `${JSON.stringify({ schema: SCHEMA, type: "opened", id, at, deployment })}\n`;
}
/** The line that adds an event to a record; the note is cut to what is kept. `run`: who has the record from now on. */
function eventLine(id, at, event, run) {
    const { phase, weight, note, reason, verdict } = event;
    const kept = { phase, weight, note: fitNote(note), reason, verdict };
    return `${JSON.stringify({ schema: SCHEMA, type: "event", id, at, event: kept, run })}\n`;
}
/**
 * The records of the whole lines of a ledger file, oldest first. A line that cannot be read is a `config` ActionError with
 * its number.
 */
function parseLines(text, file) {
    const records = new Map();
    const lines = text.split("\n").slice(0, -1);
    lines.forEach((line, index) => {
        try {
            addLine(records, line);
        }
        catch (error) {
            throw new lib/* ActionError */.lZ("config", `Line ${index + 1} of the ledger ${file} cannot be read: ${(0,lib/* errorMessage */.gJ)(error)}`, {
                hint: "Restore the file from a copy, or remove the line if you know what it was. Nothing was written.",
                location: { file, line: index + 1 },
                cause: error,
            });
        }
    });
    return [...records.values()];
}
function addLine(records, line) {
    const value = JSON.parse(line);
    if (!(0,lib/* isObject */.Gv)(value))
        throw new ShapeError("the line", "a JSON object");
    if (value.schema !== SCHEMA)
        throw new ShapeError("schema", `${SCHEMA} (written by another version?)`);
    const id = textAt(value, "id");
    const at = numberAt(value, "at");
    const known = records.get(id);
    switch (textAt(value, "type")) {
        case "opened":
            if (known !== undefined)
                throw new ShapeError("id", "new: a record with it was opened before");
            records.set(id, {
                ...parseDeployment(objectAt(value, "deployment")),
                id,
                createdAt: at,
                events: [],
                url: "",
            });
            return;
        case "event":
            if (known === undefined)
                throw new ShapeError("id", "that of a record opened before");
            records.set(id, {
                ...known,
                ...optional("run", value.run === undefined ? undefined : parseRun(objectAt(value, "run"))),
                events: [...known.events, parseEvent(objectAt(value, "event"), at)],
            });
            return;
        default:
            throw new ShapeError("type", "opened or event");
    }
}
function parseEvent(event, at) {
    const phase = textAt(event, "phase");
    if (!isPhase(phase))
        throw new ShapeError("event.phase", "a phase");
    return {
        at,
        phase,
        ...optional("weight", event.weight === undefined ? undefined : numberAt(event, "weight")),
        note: textAt(event, "note"),
        ...optional("reason", optionalTextAt(event, "reason")),
        ...optional("verdict", outcomeOf(optionalTextAt(event, "verdict"))),
    };
}
function outcomeOf(text) {
    if (text === undefined || text === "pass" || text === "fail" || text === "inconclusive")
        return text;
    throw new ShapeError("event.verdict", "pass, fail or inconclusive");
}

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
;// CONCATENATED MODULE: ./packages/ledger/lib/run-process.js



/** This process, as another one will look for it. */
function currentProcess() {
    return { host: hostIdentity(), pid: process.pid, started: statOf(process.pid)?.started ?? "" };
}
/** Whether a process is still there; `undefined` when it runs (or ran) where this one cannot look. */
function isProcessAlive({ host, pid, started }) {
    if (host !== hostIdentity())
        return undefined;
    if (!hasPid(pid))
        return false;
    const stat = statOf(pid);
    if (stat === undefined)
        return true;
    // One that ended but was never waited for (a container without an init) does nothing any more.
    if (stat.state === "Z")
        return false;
    return started === "" || stat.started === started;
}
/** Whether any process has this pid now. */
function hasPid(pid) {
    try {
        process.kill(pid, 0);
        return true;
    }
    catch (error) {
        return systemCode(error) === "EPERM";
    }
}
/** Containers may share a host name, and each counts its processes from 1. */
function hostIdentity() {
    try {
        return `${(0,external_node_os_.hostname)()} ${(0,external_node_fs_.readlinkSync)("/proc/self/ns/pid")}`;
    }
    catch {
        return (0,external_node_os_.hostname)();
    }
}
/** State and start time from `/proc/<pid>/stat` (proc_pid_stat(5)): `pid (name) state …`, start time is field 22. */
function statOf(pid) {
    try {
        const stat = (0,external_node_fs_.readFileSync)(`/proc/${pid}/stat`, "latin1");
        // The name may hold anything, also parentheses and spaces.
        const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
        const [state, started] = [fields[0], fields[19]];
        return state === undefined || started === undefined ? undefined : { state, started };
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./packages/ledger/lib/file-lock.js
var file_lock_addDisposableResource = (undefined && undefined.__addDisposableResource) || function (env, value, async) {
    if (value !== null && value !== void 0) {
        if (typeof value !== "object" && typeof value !== "function") throw new TypeError("Object expected.");
        var dispose, inner;
        if (async) {
            if (!Symbol.asyncDispose) throw new TypeError("Symbol.asyncDispose is not defined.");
            dispose = value[Symbol.asyncDispose];
        }
        if (dispose === void 0) {
            if (!Symbol.dispose) throw new TypeError("Symbol.dispose is not defined.");
            dispose = value[Symbol.dispose];
            if (async) inner = dispose;
        }
        if (typeof dispose !== "function") throw new TypeError("Object not disposable.");
        if (inner) dispose = function() { try { inner.call(this); } catch (e) { return Promise.reject(e); } };
        env.stack.push({ value: value, dispose: dispose, async: async });
    }
    else if (async) {
        env.stack.push({ async: true });
    }
    return value;
};
var file_lock_disposeResources = (undefined && undefined.__disposeResources) || (function (SuppressedError) {
    return function (env) {
        function fail(e) {
            env.error = env.hasError ? new SuppressedError(e, env.error, "An error was suppressed during disposal.") : e;
            env.hasError = true;
        }
        var r, s = 0;
        function next() {
            while (r = env.stack.pop()) {
                try {
                    if (!r.async && s === 1) return s = 0, env.stack.push(r), Promise.resolve().then(next);
                    if (r.dispose) {
                        var result = r.dispose.call(r.value);
                        if (r.async) return s |= 2, Promise.resolve(result).then(next, function(e) { fail(e); return next(); });
                    }
                    else s |= 1;
                }
                catch (e) {
                    fail(e);
                }
            }
            if (s === 1) return env.hasError ? Promise.reject(env.error) : Promise.resolve();
            if (env.hasError) throw env.error;
        }
        return next();
    };
})(typeof SuppressedError === "function" ? SuppressedError : function (error, suppressed, message) {
    var e = new Error(message);
    return e.name = "SuppressedError", e.error = error, e.suppressed = suppressed, e;
});







/** A holder keeps the lock for one read and one write; much longer means that it hangs or is gone. */
const STALE_MS = 30_000;
const WAIT_MS = 60_000;
/**
 * Runs `body` while no other process does so for the same file: a lock file beside it that only one process can make. A lock whose
 * process is dead, or which is older than half a minute, is taken over. `conflict` when it cannot be had within a minute.
 */
async function withFileLock(file, ports, signal, body) {
    const lock = `${file}.lock`;
    const holder = {
        pid: process.pid,
        host: (0,external_node_os_.hostname)(),
        at: ports.clock.now(),
        key: ports.random.id(),
    };
    const deadline = ports.clock.now() + WAIT_MS;
    await makeFolder(file);
    while (!(await create(lock, { ...holder, at: ports.clock.now() }))) {
        const other = await readHolder(lock);
        if (other !== undefined && isStale(other, ports.clock.now())) {
            await removeStale(lock, other, ports);
        }
        else if (ports.clock.now() >= deadline) {
            throw new lib/* ActionError */.lZ("conflict", `The ledger ${file} is locked${other === undefined ? "" : ` by process ${other.pid} on ${other.host}`} for more than ${(0,lib/* formatDuration */.a3)(WAIT_MS)}`, { hint: `Wait for that process, or delete ${lock} if it is gone.` });
        }
        else {
            await ports.clock.sleep(10 + 40 * ports.random.next(), signal);
        }
    }
    try {
        return await body();
    }
    finally {
        // Somebody may have taken a lock over that was held for too long; theirs stays.
        const current = await readHolder(lock);
        if (current?.key === holder.key)
            await (0,promises_.unlink)(lock).catch(() => undefined);
    }
}
async function makeFolder(file) {
    try {
        await (0,promises_.mkdir)((0,external_node_path_.dirname)(file), { recursive: true });
    }
    catch (error) {
        throw fileError(file, "written", error);
    }
}
/** Makes the lock with its holder in it, in one step: a crash never leaves a lock that names nobody. */
async function create(lock, holder) {
    const draft = `${lock}.${holder.key}`;
    try {
        const env_1 = { stack: [], error: void 0, hasError: false };
        try {
            const handle = file_lock_addDisposableResource(env_1, await (0,promises_.open)(draft, "wx", 0o600), true);
            await handle.writeFile(JSON.stringify(holder));
            await (0,promises_.link)(draft, lock);
            return true;
        }
        catch (e_1) {
            env_1.error = e_1;
            env_1.hasError = true;
        }
        finally {
            const result_1 = file_lock_disposeResources(env_1);
            if (result_1)
                await result_1;
        }
    }
    catch (error) {
        if (systemCode(error) === "EEXIST")
            return false;
        throw fileError(lock, "locked", error);
    }
    finally {
        await (0,promises_.unlink)(draft).catch(() => undefined);
    }
}
/** The holder, or `undefined` when the lock is gone or its text is not there yet. */
async function readHolder(lock) {
    try {
        const value = JSON.parse(await (0,promises_.readFile)(lock, "utf8"));
        if (!(0,lib/* isObject */.Gv)(value))
            return undefined;
        const { pid, host, at, key } = value;
        return typeof pid === "number" &&
            typeof host === "string" &&
            typeof at === "number" &&
            typeof key === "string"
            ? { pid, host, at, key }
            : undefined;
    }
    catch {
        return undefined;
    }
}
function isStale(holder, now) {
    if (now - holder.at > STALE_MS)
        return true;
    return holder.host === (0,external_node_os_.hostname)() && !hasPid(holder.pid);
}
/**
 * Removes a stale lock, and only that one: whoever sees it removes it under a lock of its own, after looking again, so
 * that a lock which somebody made in the meantime is never removed.
 */
async function removeStale(lock, stale, { clock, random }) {
    const recovery = `${lock}.recovery`;
    const key = random.id();
    const me = { pid: process.pid, host: (0,external_node_os_.hostname)(), at: clock.now(), key };
    if (!(await create(recovery, me))) {
        const other = await readHolder(recovery);
        if (other !== undefined && isStale(other, clock.now()))
            await (0,promises_.unlink)(recovery).catch(() => undefined);
        return;
    }
    try {
        const current = await readHolder(lock);
        if (current?.key === stale.key)
            await (0,promises_.unlink)(lock).catch(() => undefined);
    }
    finally {
        await (0,promises_.unlink)(recovery).catch(() => undefined);
    }
}

;// CONCATENATED MODULE: ./packages/ledger/lib/ledger-errors.js


/** No record has this id. */
function unknownRecord(id, where) {
    return new lib/* ActionError */.lZ("conflict", `The ledger ${where} has no deployment ${id}`, {
        hint: "Somebody removed it while it was going on. Run the deployment again; it goes on from what it sees.",
    });
}
/** The record has ended, for instance because another run found it abandoned. */
function closedRecord(record) {
    const end = record.events.findLast((event) => isEnd(event.phase));
    const note = end === undefined || end.note === "" ? "" : ` (${end.note})`;
    return new lib/* ActionError */.lZ("conflict", `Deployment ${record.id} of ${record.release.version} to ${record.environment} is closed: ${lastPhase(record)}${note}`, { hint: "Another run may be deploying now: stop here, and change nothing more." });
}

;// CONCATENATED MODULE: ./packages/ledger/lib/replaced.js

/** The verified records that a newly verified one replaces: exactly one deployment of a service is active at a time. */
function replacedBy(record, records) {
    const { version } = record.release;
    return records
        .filter((other) => other.id !== record.id &&
        other.service === record.service &&
        other.environment === record.environment &&
        lastPhase(other) === "verified")
        .map((other) => ({
        record: other,
        event: {
            phase: "superseded",
            note: record.rollsBack === other.id ? `rolled back to ${version}` : `replaced by ${version}`,
        },
    }));
}

;// CONCATENATED MODULE: ./packages/ledger/lib/file-ledger.js









const DEFAULT_LIMIT = 30;
/**
 * The ledger as a file of JSON lines, for runs without GitHub: append-only, synced to the disk, and safe with several
 * processes. Errors: `remote` when the disk fails, `config` with the line number when a line cannot be read.
 */
function createFileLedger(options) {
    const { file, clock, random, liveMs, runIsAlive } = options;
    async function read() {
        const content = await readLedgerFile(file);
        return { ...content, records: parseLines(content.text, file) };
    }
    /** One change: reads, decides and writes under the lock. `change` returns the lines to append and the result. */
    async function update(signal, change) {
        return withFileLock(file, { clock, random }, signal, async () => {
            const { records, wholeBytes, tornBytes } = await read();
            const { lines, result } = change(records);
            if (lines === "")
                return result;
            if (tornBytes > 0) {
                options.log?.notice(`The ledger ${file} ended in ${(0,lib/* plural */.LS)(tornBytes, "byte")} of an unfinished line, left by a crash; they were removed`);
            }
            await appendToLedgerFile(file, lines, wholeBytes);
            return result;
        });
    }
    return {
        kind: "file",
        async open(deployment, signal, options = {}) {
            const mine = (records) => records.filter((record) => isOf(record, deployment));
            const others = othersWithNews(mine((await read()).records), deployment, clock.now(), liveMs);
            // One that was left for a later step waits for it, whatever became of the process that left it.
            const alive = others.filter((record) => record.events.at(-1)?.reason !== LEFT_OPEN && !isPaused(record));
            // Asked before the lock is taken: it may take a while, and the answer "ended" does not change any more.
            const endedRuns = await findEndedRuns(alive, runIsAlive, signal);
            return update(signal, (records) => {
                const now = clock.now();
                const takeOver = options.takeOver === true;
                const continues = options.continues === true;
                const rules = { now, liveMs, endedRuns, takeOver, continues };
                const admission = admit(mine(records), deployment, rules);
                if (admission.kind === "resume")
                    return resume(admission.record, deployment, now);
                const id = random.id();
                const started = {
                    phase: "started",
                    note: `${deployment.kind} of ${deployment.release.version}`,
                };
                const lines = [
                    ...admission.closings.map(({ record, event }) => eventLine(record.id, now, event)),
                    openedLine(id, now, deployment),
                    eventLine(id, now, started),
                ].join("");
                const events = [{ at: now, ...started }];
                return { lines, result: { ...deployment, id, createdAt: now, events, url: "" } };
            });
        },
        async append(id, event, signal) {
            await update(signal, (records) => {
                const record = records.find((each) => each.id === id);
                if (record === undefined)
                    throw unknownRecord(id, file);
                if (!isOpen(record)) {
                    // The answer to the first try may have been lost.
                    if (isEnd(event.phase) && lastPhase(record) === event.phase)
                        return { lines: "", result: undefined };
                    throw closedRecord(record);
                }
                const now = clock.now();
                const others = event.phase === "verified" ? replacedBy(record, records) : [];
                const lines = [
                    eventLine(id, now, event),
                    ...others.map((other) => eventLine(other.record.id, now, other.event)),
                ].join("");
                return { lines, result: undefined };
            });
        },
        async list(query) {
            const { records } = await read();
            return records
                .filter((record) => isOf(record, query))
                .toReversed()
                .slice(0, query.limit ?? DEFAULT_LIMIT);
        },
    };
}
/** The record of an earlier attempt; from now on it belongs to this one's process. */
function resume(record, { run }, now) {
    const isHeld = (0,external_node_util_.isDeepStrictEqual)(record.run.process, run.process);
    if (isHeld)
        return { lines: "", result: record };
    const note = `attempt ${run.runAttempt} goes on`;
    const result = { ...record, run };
    return { lines: eventLine(record.id, now, { phase: lastPhase(record), note }, run), result };
}
function isOf(record, query) {
    return record.service === query.service && record.environment === query.environment;
}

;// CONCATENATED MODULE: ./packages/ledger/lib/github-payload.js


const TYPE = "deploy-actions";
const github_payload_SCHEMA = 1;
/** GitHub documents no limit for a payload; this stays below what is known to work. */
const github_payload_MAX_BYTES = 8_000;
const MAX_REASON_BYTES = 1_000;
/** A deployment as the payload of GitHub's deployment, below 8 kB: a long list of migrations is cut, and says so. */
function payloadOf(deployment) {
    const { release, run, migrations } = deployment;
    const payload = {
        type: TYPE,
        schema: github_payload_SCHEMA,
        service: deployment.service,
        version: release.version,
        sha: release.commit,
        artifact: release.artifact,
        kind: deployment.kind,
        planned: deployment.planned,
        strategy: deployment.strategy,
        actor: run.actor,
        run_id: run.runId,
        run_attempt: run.runAttempt,
        run_url: run.url,
        previous: deployment.previous,
        rolls_back: deployment.rollsBack,
        reason: deployment.reason === undefined ? undefined : (0,lib/* truncateUtf8 */.Ck)(deployment.reason.trim(), MAX_REASON_BYTES),
        migrations,
        migrations_omitted: undefined,
    };
    let kept = migrations?.length ?? 0;
    while ((0,lib/* utf8Length */.wI)(JSON.stringify(payload)) > github_payload_MAX_BYTES && kept > 0) {
        kept = Math.floor(kept * 0.8);
        payload.migrations = migrations?.slice(0, kept);
        payload.migrations_omitted = (migrations?.length ?? 0) - kept;
    }
    if ((0,lib/* utf8Length */.wI)(JSON.stringify(payload)) > github_payload_MAX_BYTES) {
        throw new lib/* ActionError */.lZ("input", "The deployment's facts are longer than GitHub's payload may be", {
            hint: "Shorten the version, artifact or service name: 8 kB is the limit for all of them.",
        });
    }
    return JSON.parse(JSON.stringify(payload));
}
/**
 * The deployment in a payload; `undefined` when it is not one of ours, or not of the service that is asked for. One of ours that cannot be
 * read is a `config` ActionError: it may be the one that is live.
 */
function parsePayload(raw, place) {
    const value = typeof raw === "string" ? parseJson(raw) : raw;
    if (!(0,lib/* isObject */.Gv)(value) || value.type !== TYPE)
        return undefined;
    if (place.service !== undefined && value.service !== place.service)
        return undefined;
    try {
        if (value.schema !== github_payload_SCHEMA) {
            throw new ShapeError("schema", `${github_payload_SCHEMA} (written by another version of deploy-actions?)`);
        }
        return read(value, place.environment);
    }
    catch (error) {
        throw new lib/* ActionError */.lZ("config", `The payload of GitHub deployment ${place.id} in ${place.environment} cannot be read: ${(0,lib/* errorMessage */.gJ)(error)}`, {
            hint: "Use the version of deploy-actions that wrote it, or delete that deployment (set it inactive first).",
            cause: error,
        });
    }
}
function read(value, environment) {
    const previous = value.previous === undefined ? undefined : objectAt(value, "previous");
    const migrations = optionalTextsAt(value, "migrations");
    const omitted = value.migrations_omitted === undefined ? 0 : numberAt(value, "migrations_omitted");
    return {
        service: textAt(value, "service"),
        environment,
        release: {
            version: textAt(value, "version"),
            ...optional("commit", optionalTextAt(value, "sha")),
            ...optional("artifact", optionalTextAt(value, "artifact")),
        },
        kind: kindAt(value, "kind"),
        planned: flagAt(value, "planned"),
        strategy: textAt(value, "strategy"),
        run: {
            actor: textAt(value, "actor"),
            runId: textAt(value, "run_id"),
            runAttempt: numberAt(value, "run_attempt"),
            url: textAt(value, "run_url"),
        },
        ...(previous === undefined
            ? {}
            : { previous: { id: textAt(previous, "id"), version: textAt(previous, "version") } }),
        ...optional("rollsBack", optionalTextAt(value, "rolls_back")),
        // Whoever asks about a migration must not take a cut list for the whole one: the rest is an entry nobody knows.
        ...optional("migrations", omitted === 0
            ? migrations
            : [...(migrations ?? []), `(${(0,lib/* plural */.LS)(omitted, "more migration")} not recorded)`]),
        ...optional("reason", optionalTextAt(value, "reason")),
    };
}
function parseJson(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./packages/ledger/lib/github-status.js




const MAX_REASON = 60;
/** GitHub's word for a phase. `inactive` sends no webhook, so only what nobody waits for is inactive. */
function stateOf(phase) {
    switch (phase) {
        case "started":
        case "baking":
        case "promoting":
        case "aborting":
        case "verifying":
            return "in_progress";
        case "verified":
            return "success";
        case "failed":
        case "aborted":
            return "failure";
        case "cancelled":
        case "abandoned":
            return "error";
        case "superseded":
            return "inactive";
        default:
            return (0,lib/* assertNever */.xb)(phase);
    }
}
/** An event as the description of a status: `baking 25% [pass all_passed]: error rate 0.3 %`, at most 140 bytes. */
function describeEvent(event) {
    const weight = event.weight === undefined ? "" : ` ${Number(event.weight.toFixed(2))}%`;
    // Only what can be read back may stand before the note: the phase depends on it.
    const reason = event.reason?.replace(/[^a-z0-9_]/g, "_").slice(0, MAX_REASON);
    const codes = [event.verdict, reason].filter((code) => code !== undefined);
    const verdict = codes.length === 0 ? "" : ` [${codes.join(" ")}]`;
    const head = `${event.phase}${weight}${verdict}`;
    return event.note === "" ? head : fitNote(`${head}: ${event.note}`, MAX_NOTE);
}
const DESCRIPTION = /^(?<phase>[a-z]+)(?: (?<weight>\d+(?:\.\d+)?)%)?(?: \[(?:(?<verdict>pass|fail|inconclusive)\b ?)?(?<reason>[a-z0-9_]+)?\])?(?:: (?<note>.*))?$/s;
/** An event from a status; one that somebody else wrote (GitHub's own `inactive`, a person) is read from its state. */
function eventOf(status) {
    const at = Date.parse(status.created_at);
    const groups = DESCRIPTION.exec(status.description ?? "")?.groups;
    const phase = groups?.phase;
    if (groups === undefined || phase === undefined || !isPhase(phase) || stateOf(phase) !== status.state) {
        return { at, phase: phaseOf(status.state), note: status.description ?? "" };
    }
    return {
        at,
        phase,
        ...optional("weight", groups.weight === undefined ? undefined : Number(groups.weight)),
        note: groups.note ?? "",
        ...optional("reason", groups.reason),
        ...optional("verdict", groups.verdict),
    };
}
/** The phase a bare state stands for. */
function phaseOf(state) {
    switch (state) {
        case "success":
            return "verified";
        case "failure":
        case "error":
            return "failed";
        case "inactive":
            return "superseded";
        case "pending":
        case "queued":
        case "in_progress":
            return "started";
        default:
            return (0,lib/* assertNever */.xb)(state);
    }
}

;// CONCATENATED MODULE: ./packages/ledger/lib/github-deployments.js




const NEEDS = "deployments: write";
const PAGE = 100;
const MAX_PAGES = 10;
/** Statuses of one deployment that are read; a day of heartbeats a minute is 1,440. */
const MAX_STATUSES = 2_000;
/** Deployments whose statuses are asked for at the same time. */
const PARALLEL = 5;
/** The records of one service in one environment, newest first, at most `limit`. */
async function readRecords(place, query, limit, signal) {
    const found = [];
    for (let page = 1; page <= MAX_PAGES && found.length < limit; page += 1) {
        const { data } = await place.github.request("GET /repos/{owner}/{repo}/deployments", { owner: place.owner, repo: place.repo, environment: query.environment, per_page: PAGE, page }, { needs: NEEDS, signal });
        for (const source of data) {
            const deployment = parsePayload(source.payload, { ...query, id: String(source.id) });
            if (deployment !== undefined)
                found.push({ source, deployment });
        }
        if (data.length < PAGE)
            break;
    }
    // GitHub gives the newest first but does not promise it; ids only grow.
    const newest = found.toSorted((a, b) => compareIds(b.source.id, a.source.id)).slice(0, limit);
    const records = [];
    for (let start = 0; start < newest.length; start += PARALLEL) {
        const batch = newest.slice(start, start + PARALLEL);
        records.push(...(await Promise.all(batch.map(async ({ source, deployment }) => recordOf(source, deployment, await readEvents(place, source.id, signal))))));
    }
    return records;
}
/** The events of a deployment, oldest first. GitHub does not promise an order, and its times have whole seconds. */
async function readEvents(place, id, signal) {
    const statuses = await place.github.paginate("GET /repos/{owner}/{repo}/deployments/{deployment_id}/statuses", { owner: place.owner, repo: place.repo, deployment_id: Number(id) }, { needs: NEEDS, signal, maxItems: MAX_STATUSES });
    return statuses.toSorted((a, b) => compareIds(a.id, b.id)).map(eventOf);
}
/** Creates the deployment. Our gates have judged: GitHub neither merges nor asks for status checks. */
async function createDeployment(place, deployment, options, signal) {
    const ref = deployment.release.commit ?? options.sha;
    if (ref === undefined) {
        throw new lib/* ActionError */.lZ("input", `Release ${deployment.release.version} names no commit to record a deployment of`, {
            hint: "Give the release its full commit SHA.",
        });
    }
    const { data, status } = await creating(ref, () => place.github.request("POST /repos/{owner}/{repo}/deployments", {
        owner: place.owner,
        repo: place.repo,
        ref,
        task: deployment.kind === "rollback" ? "rollback" : "deploy",
        auto_merge: false,
        required_contexts: [],
        environment: deployment.environment,
        description: fitNote(`${deployment.kind} of ${deployment.service} ${deployment.release.version} by ${deployment.run.actor}`),
        payload: payloadOf(deployment),
        ...(options.productionEnvironment === undefined
            ? {}
            : { production_environment: options.productionEnvironment }),
    }, { needs: NEEDS, signal }));
    if (status !== 201 || !("id" in data)) {
        const says = "message" in data && data.message !== undefined ? `: ${data.message}` : "";
        throw new lib/* ActionError */.lZ("remote", `GitHub answered ${status} and created no deployment of ${ref}${says}`, {
            hint: "It merged the default branch into the ref instead, though it was told not to. Run again on the merged commit.",
        });
    }
    return data;
}
/** The two refusals of GitHub that a person can do something about, in words. */
async function creating(ref, create) {
    try {
        return await create();
    }
    catch (error) {
        const status = (0,lib/* gitHubStatus */.MT)(error);
        if (status === 409) {
            throw new lib/* ActionError */.lZ("conflict", `GitHub refuses a deployment of ${ref} (409)`, {
                cause: error,
                hint: "The ref conflicts with the default branch or its status checks are not green. Deploy a commit that is merged.",
            });
        }
        if (status === 422) {
            throw new lib/* ActionError */.lZ("conflict", `GitHub cannot create a deployment of ${ref} (422)`, {
                cause: error,
                hint: "Usually the commit does not exist in this repository. Push it, or give the full SHA of one that does.",
            });
        }
        throw error;
    }
}
/** Adds a status for the event. */
async function createStatus(place, id, event, links, signal) {
    const { data } = await place.github.request("POST /repos/{owner}/{repo}/deployments/{deployment_id}/statuses", {
        owner: place.owner,
        repo: place.repo,
        deployment_id: Number(id),
        state: stateOf(event.phase),
        description: describeEvent(event),
        // GitHub would also deactivate deployments of other services in the environment, and never production ones.
        auto_inactive: false,
        ...(links.logUrl === undefined || links.logUrl === "" ? {} : { log_url: links.logUrl }),
        ...(links.environmentUrl === undefined ? {} : { environment_url: links.environmentUrl }),
    }, 
    // The same status twice says what it says once.
    { needs: NEEDS, signal, isRepeatable: true });
    return eventOf(data);
}
/** The record with this id; `undefined` when there is none, or it is not one of ours. */
async function readRecord(place, id, signal) {
    if (!/^\d{1,15}$/.test(id))
        return undefined;
    try {
        const { data: source } = await place.github.request("GET /repos/{owner}/{repo}/deployments/{deployment_id}", { owner: place.owner, repo: place.repo, deployment_id: Number(id) }, { needs: NEEDS, signal });
        const deployment = parsePayload(source.payload, { environment: source.environment, id });
        if (deployment === undefined)
            return undefined;
        return recordOf(source, deployment, await readEvents(place, source.id, signal));
    }
    catch (error) {
        if ((0,lib/* gitHubStatus */.MT)(error) === 404)
            return undefined;
        throw error;
    }
}
/** A deployment with its events as a record. */
function recordOf(source, deployment, events) {
    return {
        ...deployment,
        id: String(source.id),
        createdAt: Date.parse(source.created_at),
        events,
        url: source.url,
    };
}
/** Negative when `a` was created before `b`. */
function compareIds(a, b) {
    const difference = BigInt(a) - BigInt(b);
    return difference === 0n ? 0 : difference < 0n ? -1 : 1;
}

;// CONCATENATED MODULE: ./packages/ledger/lib/github-ledger.js





const github_ledger_DEFAULT_LIMIT = 30;
/** Newest records that are looked at before a deployment begins; each costs one request. */
const ADMISSION_LIMIT = 10;
/**
 * GitHub deployments as the ledger: one deployment a record, one status an event. GitHub has no lock, so `open` looks
 * again after it created its deployment: of two runs that began at the same moment the one GitHub created first goes on.
 */
function createGitHubLedger(options) {
    const { clock, liveMs } = options;
    const place = { github: options.github, owner: options.owner, repo: options.repo };
    function add(id, event, signal) {
        return createStatus(place, id, event, options, signal);
    }
    /** Gives way to a deployment of another run that GitHub created before ours. */
    async function yieldToEarlier(record, endedRuns, signal) {
        const others = await readRecords(place, record, ADMISSION_LIMIT, signal);
        const now = clock.now();
        const earlier = others.find((other) => isOpen(other) &&
            !isSameRun(other, record) &&
            !endedRuns.has(other.run.runId) &&
            compareIds(other.id, record.id) < 0 &&
            now - lastNewsAt(other) < liveMs);
        if (earlier === undefined)
            return;
        await add(record.id, { phase: "superseded", note: `run ${earlier.run.runId} was first` }, signal);
        throw beingDeployed(earlier, now, liveMs);
    }
    /** GitHub deactivates no production deployment by itself, and a list with two active ones is of no use to anybody. */
    async function deactivateOthers(record, signal) {
        const records = await readRecords(place, record, github_ledger_DEFAULT_LIMIT, signal);
        for (const other of replacedBy(record, records)) {
            if (compareIds(other.record.id, record.id) < 0)
                await add(other.record.id, other.event, signal);
        }
    }
    return {
        kind: "github",
        async open(deployment, signal, { takeOver = false, continues = false } = {}) {
            const records = await readRecords(place, deployment, ADMISSION_LIMIT, signal);
            const now = clock.now();
            const alive = othersWithNews(records, deployment, now, liveMs);
            const endedRuns = await findEndedRuns(alive, options.runIsAlive, signal);
            const admission = admit(records, deployment, { now, liveMs, endedRuns, takeOver, continues });
            if (admission.kind === "resume")
                return admission.record;
            for (const { record, event } of admission.closings)
                await add(record.id, event, signal);
            const source = await createDeployment(place, deployment, options, signal);
            const note = `${deployment.kind} of ${deployment.release.version}`;
            const started = await add(String(source.id), { phase: "started", note }, signal);
            const record = recordOf(source, deployment, [started]);
            if (!takeOver)
                await yieldToEarlier(record, endedRuns, signal);
            return record;
        },
        async append(id, event, signal) {
            const record = await readRecord(place, id, signal);
            if (record === undefined)
                throw unknownRecord(id, `of ${options.owner}/${options.repo}`);
            const isRepeated = isEnd(event.phase) && lastPhase(record) === event.phase;
            if (!isOpen(record) && !isRepeated)
                throw closedRecord(record);
            if (!isRepeated)
                await add(id, event, signal);
            if (event.phase === "verified")
                await deactivateOthers(record, signal);
        },
        async list(query, signal) {
            return [...(await readRecords(place, query, query.limit ?? github_ledger_DEFAULT_LIMIT, signal))];
        },
    };
}

;// CONCATENATED MODULE: ./packages/ledger/lib/history.js
/**
 * The newest deployment that was verified and not taken back since: what a rollback may return to. A record that a later
 * deployment replaced still counts; one that was rolled back from does not.
 */
function lastVerified(records, options = {}) {
    const takenBack = new Set(records.map((record) => record.rollsBack).filter((id) => id !== undefined));
    return newestFirst(records).find((record) => wasVerified(record) && !takenBack.has(record.id) && record.release.version !== options.excludeVersion);
}
/**
 * The newest deployment that took all traffic, verified or not: what users get now, as far as the record knows.
 * (`verifying` is written when the rollout has ended in its favour.)
 */
function currentlyLive(records) {
    return newestFirst(records).find((record) => record.events.some((event) => event.phase === "verifying" || event.phase === "verified"));
}
/** The newest deployment of a version, whatever became of it. */
function findRelease(records, version) {
    return newestFirst(records).find((record) => record.release.version === version);
}
/** Whether a deployment was verified once, and nothing after that says it went wrong. */
function wasVerified(record) {
    const at = record.events.findLastIndex((event) => event.phase === "verified");
    return (at >= 0 && record.events.slice(at).every(({ phase }) => phase === "verified" || phase === "superseded"));
}
/** By time; records of the same moment keep their order, which a ledger gives newest first. */
function newestFirst(records) {
    return records.toSorted((a, b) => b.createdAt - a.createdAt);
}

;// CONCATENATED MODULE: ./packages/ledger/lib/index.js








/***/ })

};
