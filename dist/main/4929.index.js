export const id = 4929;
export const ids = [4929];
export const modules = {

/***/ 55163:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ rdsSnapshotName)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);

// RDS allows 255 characters, but a restored instance is named after it, and those have 63.
const LONGEST = 52;
/**
 * The name of the snapshot before a release: `shop-production-1-2-3`, the same for every run of it. RDS allows letters,
 * digits and single hyphens, begun by a letter; where a name had to be changed a few digits of its hash keep it apart
 * from others that would read the same.
 */
function rdsSnapshotName({ service, environment, release }) {
    const wanted = `${service}-${environment}-${release}`;
    const plain = wanted
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, "-")
        .replace(/^-+|-+$/g, "");
    const named = /^[a-z]/.test(plain) ? plain : `release-${plain}`;
    if (named === wanted && named.length <= LONGEST)
        return named;
    const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)("sha256")
        .update(`${service}\n${environment}\n${release}`)
        .digest("hex")
        .slice(0, 8);
    return `${named.slice(0, LONGEST - 9).replace(/-+$/, "")}-${hash}`;
}


/***/ }),

/***/ 34929:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  d0: () => (/* reexport */ createSqlEngine),
  tG: () => (/* reexport */ describeRestorePlan),
  fk: () => (/* reexport */ formatRestorePlan),
  g7: () => (/* reexport */ restoreRdsSnapshot),
  k_: () => (/* reexport */ runEcsTask),
  Fo: () => (/* reexport */ takeRdsSnapshot)
});

// UNUSED EXPORTS: DatabaseError, HISTORY_TABLE, MigrationHistory, acquireMigrationLock, compareHistory, compareVersions, createPGliteDatabase, createPgDatabase, createSqlEngineOn, ecsTaskCalls, migrationLockKey, offsetOfPosition, parseDatabaseUrl, parseMigrationName, placeAt, rdsBackupCalls, rdsRestoreCalls, rdsSnapshotName, readMigrationFolder, readMigrations, splitStatements, toDatabaseError, tokenizeSql, versionAfter

;// CONCATENATED MODULE: ./packages/migration-engines/lib/backup/calls.js
const rds = (operation) => ({ api: "aws", service: "rds", operation });
/** Every call a snapshot makes, of an instance or of a cluster. */
const rdsBackupCalls = [
    rds("CreateDBClusterSnapshot"),
    rds("CreateDBSnapshot"),
    rds("DescribeDBClusterSnapshots"),
    rds("DescribeDBClusters"),
    rds("DescribeDBInstances"),
    rds("DescribeDBSnapshots"),
];
/** Every call a restore makes; only the describing ones while nobody has approved it. */
const rdsRestoreCalls = [
    rds("CreateDBInstance"),
    rds("DescribeDBClusterSnapshots"),
    rds("DescribeDBClusters"),
    rds("DescribeDBInstances"),
    rds("DescribeDBSnapshots"),
    rds("RestoreDBClusterFromSnapshot"),
    rds("RestoreDBInstanceFromDBSnapshot"),
];

;// CONCATENATED MODULE: ./packages/migration-engines/lib/backup/rds.js
/**
 * Takes a snapshot before a migration and waits until it is complete. Twice for one release has the effect of once.
 *
 * Rejects with `config` when the database is not there (nearest names) or the snapshot failed, `conflict` when the quota
 * is reached or the database is not available, `remote` when it takes longer than the policy's timeout.
 */
async function takeRdsSnapshot(options, signal) {
    return (await __webpack_require__.e(/* import() */ 1695).then(__webpack_require__.bind(__webpack_require__, 51695))).takeSnapshot(options, signal);
}
/** How a snapshot would be brought back, and what would be lost. Changes nothing. */
async function describeRestorePlan(options, signal) {
    return (await __webpack_require__.e(/* import() */ 8995).then(__webpack_require__.bind(__webpack_require__, 58995))).readRestorePlan(options, signal);
}
/**
 * Restores a snapshot to a new instance or cluster and waits until it is available; never overwrites, and leaves the swap
 * of names to a person. Only with an approval: rejects with `input` without one, `conflict` when the identifier is taken.
 */
async function restoreRdsSnapshot(options, signal) {
    return (await __webpack_require__.e(/* import() */ 8995).then(__webpack_require__.bind(__webpack_require__, 58995))).restoreSnapshot(options, signal);
}
/** The plan as lines for a log: what is lost first, then the numbered steps. */
function formatRestorePlan(plan) {
    return [
        `Restore of ${plan.source} from the snapshot ${plan.snapshotId}`,
        `Data loss: ${plan.dataLoss}`,
        ...plan.steps.flatMap(({ text, command }, index) => [
            `${index + 1}. ${text}`,
            ...(command === undefined ? [] : [`   ${command}`]),
        ]),
    ];
}

// EXTERNAL MODULE: ./packages/migration-engines/lib/backup/snapshot-name.js
var snapshot_name = __webpack_require__(55163);
;// CONCATENATED MODULE: ./packages/migration-engines/lib/database.js
/** What the server (or the driver, when the connection broke) said of a statement. */
class DatabaseError extends Error {
    /** SQLSTATE, five characters; absent when the connection broke. */
    sqlState;
    /** Characters into the statement, from 1. */
    position;
    detail;
    hint;
    constructor(message, facts = {}) {
        super(message);
        this.name = "DatabaseError";
        this.sqlState = facts.sqlState;
        this.position = facts.position;
        this.detail = facts.detail;
        this.hint = facts.hint;
    }
}
/** Reads what `pg` or PGlite threw; drops the query and its parameters, which may hold secrets. */
function toDatabaseError(error) {
    if (error instanceof DatabaseError)
        return error;
    const facts = (typeof error === "object" && error !== null ? error : {});
    const text = (name) => {
        const value = facts[name];
        return typeof value === "string" && value !== "" ? value : undefined;
    };
    const code = text("code");
    const position = Number(facts.position ?? Number.NaN);
    return new DatabaseError(text("message") ?? String(error), {
        sqlState: code !== undefined && /^[0-9A-Z]{5}$/.test(code) ? code : undefined,
        position: Number.isInteger(position) && position > 0 ? position : undefined,
        detail: text("detail"),
        hint: text("hint"),
    });
}

// EXTERNAL MODULE: ./packages/kernel/lib/index.js + 9 modules
var lib = __webpack_require__(26393);
;// CONCATENATED MODULE: ./packages/migration-engines/lib/database-url.js

const SUPPORTED = ["postgres", "postgresql", "pglite"];
const EXPECTED = "Expected postgres://user:password@host:5432/database, pglite:./folder or pglite:memory (in the environment variable or secret that holds it).";
/** Reads a DATABASE_URL; a `config` ActionError that never repeats the URL, because it may hold a password. */
function parseDatabaseUrl(text) {
    const source = text.trim();
    if (source === "")
        throw new lib/* ActionError */.lZ("config", "The database URL is empty.", { hint: EXPECTED });
    const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(source)?.[1]?.toLowerCase();
    if (scheme === undefined) {
        throw new lib/* ActionError */.lZ("config", "The database URL does not start with a scheme.", { hint: EXPECTED });
    }
    if (scheme === "pglite")
        return pgliteAddress(source.slice("pglite:".length));
    if (scheme !== "postgres" && scheme !== "postgresql") {
        throw new lib/* ActionError */.lZ("config", `The database URL starts with ${scheme}:, which the sql engine does not speak.${(0,lib/* suggest */.ZA)(scheme, SUPPORTED)}`, { hint: EXPECTED });
    }
    return postgresAddress(source);
}
function pgliteAddress(rest) {
    const folder = rest.replace(/^\/\/(?!\/)/, "");
    if (folder === "") {
        throw new lib/* ActionError */.lZ("config", "The database URL pglite: names no folder.", { hint: EXPECTED });
    }
    return { kind: "pglite", folder: folder === "memory" ? undefined : folder };
}
function postgresAddress(source) {
    let url;
    try {
        url = new URL(source);
    }
    catch {
        // The error of the URL parser holds the input, so it is not kept as the cause.
        throw new lib/* ActionError */.lZ("config", "The database URL cannot be parsed.", {
            hint: `${EXPECTED} Characters such as @ : / # ? in the password have to be percent-encoded; several hosts are not supported.`,
        });
    }
    const host = decode(url.hostname) || url.searchParams.get("host") || "localhost";
    const database = decode(url.pathname.slice(1));
    if (database === "") {
        throw new lib/* ActionError */.lZ("config", `The database URL for ${host} names no database.`, { hint: EXPECTED });
    }
    return {
        kind: "postgres",
        url: source,
        host,
        port: url.port === "" ? 5432 : Number(url.port),
        database,
        user: decode(url.username) || undefined,
        password: decode(url.password) || (url.searchParams.get("password") ?? ""),
    };
}
function decode(part) {
    try {
        return decodeURIComponent(part);
    }
    catch {
        return part;
    }
}

;// CONCATENATED MODULE: ./packages/migration-engines/lib/history.js

/** Name of the table in which applied migrations are recorded. */
const HISTORY_TABLE = "deploy_actions_migrations";
/** The history table of a session: in the first schema of its search_path that exists. */
class MigrationHistory {
    #session;
    /** Quoted and qualified, for SQL. */
    table;
    constructor(session, table) {
        this.#session = session;
        this.table = table;
    }
    /** Finds out where the table is or would be; changes nothing. */
    static async open(session, signal) {
        const [row] = await session.query("SELECT quote_ident(current_schema()) AS schema", [], signal);
        const schema = row?.schema;
        if (typeof schema === "string")
            return new MigrationHistory(session, `${schema}.${HISTORY_TABLE}`);
        throw new lib/* ActionError */.lZ("config", "No schema of the connection's search_path exists, so there is no place for tables.", {
            hint: "Create the schema (public by default), or correct search_path of the role or the database URL.",
        });
    }
    /** The recorded migrations; none when the table does not exist. */
    async read(signal) {
        const [found] = await this.#session.query("SELECT to_regclass($1) IS NOT NULL AS found", [this.table], signal);
        if (found?.found !== true)
            return [];
        const rows = await this.#session.query(`SELECT version, name, checksum, state, duration_ms::float8 AS duration_ms,
              extract(epoch FROM applied_at)::float8 * 1000 AS applied_at
         FROM ${this.table}`, [], signal);
        return rows.map((row) => this.#toApplied(row));
    }
    /** Creates the table when it is not there. */
    async create(signal) {
        const [found] = await this.#session.query("SELECT to_regclass($1) IS NOT NULL AS found", [this.table], signal);
        if (found?.found === true)
            return;
        await this.#session.execScript(`CREATE TABLE ${this.table} (
         version text PRIMARY KEY,
         name text NOT NULL,
         checksum text NOT NULL,
         applied_at timestamptz NOT NULL DEFAULT now(),
         duration_ms bigint NOT NULL DEFAULT 0,
         state text NOT NULL CHECK (state IN ('applied', 'running')),
         applied_by text NOT NULL
       )`, signal);
    }
    /** Writes the row of a migration (or turns its `running` row into another) and returns it. */
    async record(migration, facts, signal) {
        const [row] = await this.#session.query(`INSERT INTO ${this.table} AS history (version, name, checksum, applied_at, duration_ms, state, applied_by)
       VALUES ($1, $2, $3, clock_timestamp(), $4, $5, $6)
       ON CONFLICT (version) DO UPDATE
         SET applied_at = excluded.applied_at, duration_ms = excluded.duration_ms, state = excluded.state
         WHERE history.state = 'running' AND history.checksum = excluded.checksum
       RETURNING version, name, checksum, state, duration_ms::float8 AS duration_ms,
                 extract(epoch FROM applied_at)::float8 * 1000 AS applied_at`, [
            migration.version,
            migration.name,
            migration.checksum,
            Math.round(facts.durationMs),
            facts.state,
            facts.appliedBy,
        ], signal);
        if (row !== undefined)
            return this.#toApplied(row);
        throw new lib/* ActionError */.lZ("conflict", `Somebody else recorded version ${migration.version} in ${this.table} meanwhile.`, {
            hint: "Run this step again: it compares the folder with the history anew.",
        });
    }
    /** Takes the row of a migration back of which nothing was done. */
    async forget(migration, signal) {
        await this.#session.query(`DELETE FROM ${this.table} WHERE version = $1`, [migration.version], signal);
    }
    #toApplied(row) {
        const { version, name, checksum, state, duration_ms: durationMs, applied_at: appliedAt } = row;
        if (typeof version === "string" &&
            typeof name === "string" &&
            typeof checksum === "string" &&
            typeof durationMs === "number" &&
            typeof appliedAt === "number" &&
            (state === "applied" || state === "running")) {
            return { version, name, checksum, state, durationMs, appliedAt: Math.round(appliedAt) };
        }
        throw new lib/* ActionError */.lZ("config", `A row of ${this.table} is not one that deploy-actions wrote.`, {
            hint: "Correct the row, or rename the table if it belongs to something else.",
        });
    }
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./packages/migration-engines/lib/sql-lexer.js
const SPACE = /[\s\ufeff]+/y;
const LINE_COMMENT = /--[^\n\r]*/y;
const DOLLAR_TAG = /\$(?:[A-Za-z_\u0080-\uffff][A-Za-z0-9_\u0080-\uffff]*)?\$/y;
const WORD = /[A-Za-z_\u0080-\uffff][A-Za-z0-9_$\u0080-\uffff]*/y;
const NUMBER = /[0-9]+/y;
// PostgreSQL joins literals with only white space that has a line end between them; the second has no prefix of its own
// but is read by the rules of the first (manual §4.1.2.1).
const CONTINUATION = /[ \t\f\v]*(?:--[^\n\r]*)?[\n\r](?:\s|--[^\n\r]*[\n\r])*'/y;
/**
 * The tokens of a script in PostgreSQL's lexical rules (standard_conforming_strings on), gapless from 0 to its end.
 * Text that is cut off inside a quote or comment becomes one token up to the end.
 */
function* tokenizeSql(sql) {
    let start = 0;
    while (start < sql.length) {
        const [kind, end] = tokenAt(sql, start);
        yield { kind, start, end };
        start = end;
    }
}
function tokenAt(sql, at) {
    const char = sql[at];
    const pair = sql.slice(at, at + 2);
    if (pair === "--")
        return ["comment", matchEnd(LINE_COMMENT, sql, at) ?? at + 2];
    if (pair === "/*")
        return ["comment", blockCommentEnd(sql, at)];
    if (char === "'")
        return ["string", quoteEnd(sql, at, "'")];
    if (pair === "e'" || pair === "E'")
        return ["string", escapeStringEnd(sql, at + 1)];
    if (char === '"')
        return ["quoted-name", quoteEnd(sql, at, '"')];
    if (char === "(")
        return ["open", at + 1];
    if (char === ")")
        return ["close", at + 1];
    if (char === ";")
        return ["semicolon", at + 1];
    if (char === "$") {
        const bodyStart = matchEnd(DOLLAR_TAG, sql, at);
        if (bodyStart !== undefined)
            return ["string", after(sql, sql.slice(at, bodyStart), bodyStart)];
    }
    const space = matchEnd(SPACE, sql, at);
    if (space !== undefined)
        return ["space", space];
    const word = matchEnd(WORD, sql, at);
    if (word !== undefined)
        return ["word", word];
    return ["other", matchEnd(NUMBER, sql, at) ?? at + 1];
}
function matchEnd(pattern, text, at) {
    pattern.lastIndex = at;
    return pattern.test(text) ? pattern.lastIndex : undefined;
}
/** The offset behind the next `mark` at or after `from`, or the end of the text. */
function after(text, mark, from) {
    const found = text.indexOf(mark, from);
    return found === -1 ? text.length : found + mark.length;
}
/** A doubled quote needs no rule here: it reads as two neighbouring literals, which ends at the same place. */
function quoteEnd(sql, at, quote) {
    return after(sql, quote, at + 1);
}
function escapeStringEnd(sql, at) {
    let index = at + 1;
    while (index < sql.length) {
        const char = sql[index];
        if (char === "\\")
            index += 2;
        else if (char !== "'")
            index += 1;
        else if (sql[index + 1] === "'")
            index += 2;
        else {
            const continued = matchEnd(CONTINUATION, sql, index + 1);
            if (continued === undefined)
                return index + 1;
            index = continued;
        }
    }
    return sql.length;
}
/** Block comments nest in PostgreSQL, unlike in the standard. */
function blockCommentEnd(sql, at) {
    let depth = 0;
    let index = at;
    while (index < sql.length) {
        const pair = sql.slice(index, index + 2);
        if (pair === "/*")
            depth += 1;
        else if (pair === "*/")
            depth -= 1;
        else {
            index += 1;
            continue;
        }
        index += 2;
        if (depth === 0)
            return index;
    }
    return sql.length;
}

;// CONCATENATED MODULE: ./packages/migration-engines/lib/redact-sql.js


/** A statement on one line with its literals hidden (they are people's data), at most `maxBytes` long. */
function redactSql(sql, maxBytes) {
    let line = "";
    for (const token of tokenizeSql(sql)) {
        const text = sql.slice(token.start, token.end);
        if (token.kind === "space" || token.kind === "comment")
            line += " ";
        else if (token.kind === "string")
            line += "'…'";
        else
            line += /^\d+$/.test(text) ? "?" : text;
    }
    return (0,lib/* truncateUtf8 */.Ck)((0,lib/* printable */.g$)(line.replace(/ +/g, " ").trim()), maxBytes);
}

;// CONCATENATED MODULE: ./packages/migration-engines/lib/lock-holder.js


const SHOWN_QUERY_BYTES = 80;
// pg_stat_activity hides the query of another role's session unless pg_read_all_stats is granted; the rest is visible.
const SESSION_COLUMNS = `
  a.pid, a.application_name, host(a.client_addr) AS client, a.state, left(a.query, 400) AS query,
  extract(epoch FROM clock_timestamp() - a.backend_start)::float8 * 1000 AS connected_ms`;
/** The session that holds an advisory lock, in words; `undefined` when nobody (visible) does. */
async function describeAdvisoryHolder(session, key, signal) {
    const rows = await session.query(`SELECT ${SESSION_COLUMNS}
       FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
      WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
        AND l.classid = $1::text::oid AND l.objid = $2::text::oid
        AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
      LIMIT 1`, [String(key >> 32n), String(key & 0xffffffffn)], signal);
    return rows[0] === undefined ? undefined : describeSession(rows[0]);
}
/** Up to three other sessions that hold a lock on a table or index, in words, the oldest first. */
async function describeRelationHolders(session, relation, signal) {
    const rows = await session.query(`SELECT DISTINCT ON (a.backend_start, a.pid) ${SESSION_COLUMNS}
       FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
      WHERE l.granted AND l.relation = to_regclass($1) AND l.pid <> pg_backend_pid()
        AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
      ORDER BY a.backend_start, a.pid
      LIMIT 3`, [relation], signal);
    return rows.map(describeSession);
}
function describeSession(row) {
    const text = (name) => {
        const value = row[name];
        return typeof value === "string" ? (0,lib/* printable */.g$)(value.trim()) : "";
    };
    const name = text("application_name");
    const client = text("client");
    const connectedMs = Number(row.connected_ms);
    const query = redactSql(typeof row.query === "string" ? row.query : "", SHOWN_QUERY_BYTES);
    return [
        `pid ${String(row.pid)}`,
        name === "" ? "no application name" : `"${name}"`,
        client === "" ? "local" : `from ${client}`,
        `connected for ${(0,lib/* formatDuration */.a3)(connectedMs)}`,
        text("state") === "" ? "state unknown" : text("state"),
        query === "" ? "no query" : `last query: ${query}`,
    ].join(", ");
}

;// CONCATENATED MODULE: ./packages/migration-engines/lib/migration-lock.js



const RETRY_MS = 250;
const REPORT_EVERY_MS = 15_000;
/** The key of the migration lock of a database; advisory locks are the server's own per database. */
function migrationLockKey(database) {
    const digest = (0,external_node_crypto_.createHash)("sha256").update(`deploy-actions migrate\n${database}`, "utf8").digest();
    // Positive, so that its halves read as the classid and objid of pg_locks.
    return digest.readBigUInt64BE(0) & 0x7fffffffffffffffn;
}
/** Takes the migration lock, waiting at most `waitMs`; then rejects with a `conflict` that names the holder. */
async function acquireMigrationLock(session, waitMs, { clock, log }, signal) {
    const key = await keyOf(session, signal);
    const startedAt = clock.now();
    let reportAt = startedAt;
    for (;;) {
        const [row] = await session.query("SELECT pg_try_advisory_lock($1) AS taken", [String(key)], signal);
        if (row?.taken === true)
            return createLock(session, key);
        const waitedMs = clock.now() - startedAt;
        if (waitedMs >= waitMs)
            throw await lockTaken(session, key, waitMs, signal);
        if (clock.now() >= reportAt) {
            const holder = await describeAdvisoryHolder(session, key, signal);
            log.info(`Waiting for the migration lock (${(0,lib/* formatDuration */.a3)(waitMs - waitedMs)} left), held by ${holder ?? "nobody visible"}.`);
            reportAt = clock.now() + REPORT_EVERY_MS;
        }
        await clock.sleep(Math.min(RETRY_MS, waitMs - waitedMs), signal);
    }
}
async function keyOf(session, signal) {
    const [row] = await session.query("SELECT current_database()::text AS name", [], signal);
    return migrationLockKey(String(row?.name));
}
function createLock(session, key) {
    return {
        isHeld: async (signal) => {
            const rows = await session.query(`SELECT 1 FROM pg_locks
          WHERE locktype = 'advisory' AND granted AND pid = pg_backend_pid() AND objsubid = 1
            AND classid = $1::text::oid AND objid = $2::text::oid`, [String(key >> 32n), String(key & 0xffffffffn)], signal);
            return rows.length > 0;
        },
        release: async () => {
            // Also wanted after an abort; the end of the session frees it in any case.
            const ownSignal = new AbortController().signal;
            await session.query("SELECT pg_advisory_unlock($1)", [String(key)], ownSignal).catch(() => undefined);
        },
    };
}
async function lockTaken(session, key, waitMs, signal) {
    const holder = await describeAdvisoryHolder(session, key, signal);
    return new lib/* ActionError */.lZ("conflict", `Another run holds the migration lock of this database, and did not free it within ${(0,lib/* formatDuration */.a3)(waitMs)}: ${holder ?? "its session is not visible to this role"}. Nothing was applied.`, {
        hint: "Wait for that run to end, then run this one again. A holder whose run is dead is ended by SELECT pg_terminate_backend(<pid>).",
    });
}

;// CONCATENATED MODULE: ./packages/migration-engines/lib/connection-error.js


/** Why a connection could not be opened, as an ActionError for a person. `redact` hides masked values in foreign text. */
function explainConnectionError(error, place, redact) {
    const first = firstOf(error);
    const { sqlState, message } = toDatabaseError(first);
    const foreign = redact(message);
    const { code, why, hint } = explainState(sqlState, place, foreign) ??
        explainSystem(systemCodeOf(first), foreign, place) ?? {
        code: "remote",
        why: `could not be connected to: ${foreign}`,
        hint: "Check host, port and the server's log.",
    };
    return new lib/* ActionError */.lZ(code, `${labelOf(place)} ${why}.`, { hint, cause: new Error(foreign) });
}
/** The error itself, or of several (one for each address of the host) the first. */
function firstOf(error) {
    const { errors } = (error ?? {});
    return Array.isArray(errors) && errors.length > 0 ? errors[0] : error;
}
function systemCodeOf(error) {
    const { code } = (error ?? {});
    return typeof code === "string" ? code : undefined;
}
/** `PostgreSQL at db.example:5432, database "shop"`. */
function labelOf(place) {
    return `PostgreSQL at ${place.host}:${place.port}, database "${place.database}"`;
}
function explainState(state, place, foreign) {
    const user = place.user === undefined ? "the user" : `user "${place.user}"`;
    switch (state) {
        case "28P01":
            return {
                code: "permission",
                why: `refused the password of ${user}`,
                hint: "Check the secret that holds the database URL; a rotated password has to be updated there.",
            };
        case "28000":
            return {
                code: "permission",
                why: `refused ${user}: ${foreign}`,
                hint: "Check user, database and TLS setting (sslmode) against the server's pg_hba.conf.",
            };
        case "3D000":
            return {
                code: "config",
                why: "does not exist on that server",
                hint: "Create the database, or correct the last part of the database URL.",
            };
        case "42501":
            return {
                code: "permission",
                why: `may not be connected to by ${user}`,
                hint: `Run: GRANT CONNECT ON DATABASE "${place.database}" TO the role.`,
            };
        case "53300":
            return {
                code: "remote",
                why: "has no connection left",
                hint: "Free connections (or raise max_connections) and run this step again.",
            };
        case "57P03":
            return {
                code: "remote",
                why: "is starting up or shutting down",
                hint: "Run this step again when it is up.",
            };
        default:
            return undefined;
    }
}
function explainSystem(system, foreign, place) {
    const reach = "Is it running, and may this runner reach it (firewall, private network, security group)?";
    if (system === "ECONNREFUSED")
        return { code: "remote", why: "refused the connection: nothing listens there", hint: reach };
    if (system === "ENOENT" && place.host.startsWith("/")) {
        return { code: "remote", why: "has no socket in that folder", hint: reach };
    }
    if (system === "ENOTFOUND" || system === "EAI_AGAIN") {
        return {
            code: "remote",
            why: `was not found: the name ${place.host} does not resolve`,
            hint: "Check the host in the database URL; a private name resolves only inside its network.",
        };
    }
    if (system === "ETIMEDOUT" || /time-?out expired|timeout/i.test(foreign)) {
        return { code: "remote", why: "did not answer in time", hint: reach };
    }
    if (system === "EHOSTUNREACH" || system === "ENETUNREACH") {
        return { code: "remote", why: "cannot be reached from here: no route", hint: reach };
    }
    if (/does not support SSL/i.test(foreign)) {
        return {
            code: "config",
            why: "does not offer TLS, but the database URL asks for it",
            hint: "Turn TLS on in the server, or, inside a private network only, set sslmode=disable in the URL.",
        };
    }
    if (/certificate|self.signed|ERR_TLS|UNABLE_TO_VERIFY|SELF_SIGNED/i.test(`${system} ${foreign}`)) {
        return {
            code: "config",
            why: `showed a certificate that is not trusted: ${foreign}`,
            hint: "Add sslrootcert=<path of the CA file> to the database URL.",
        };
    }
    if (system === "ECONNRESET" || /terminated unexpectedly|socket hang up/i.test(foreign)) {
        return {
            code: "remote",
            why: "closed the connection before it was open",
            hint: "Is this the port of PostgreSQL itself? A proxy or a TLS-only port answers like this.",
        };
    }
    return undefined;
}

;// CONCATENATED MODULE: ./packages/migration-engines/lib/pg-database.js



const CONNECT_TIMEOUT_MS = 10_000;
/** How long a cancelled statement may take to end before its connection is cut. */
const CANCEL_GRACE_MS = 2_000;
/** Longest application_name PostgreSQL keeps (NAMEDATALEN - 1). */
const MAX_NAME_BYTES = 63;
/** A PostgreSQL server, reached by its URL. */
function createPgDatabase(options) {
    const { address, secrets } = options;
    if (address.password !== "")
        secrets.mask(address.password);
    secrets.mask(address.url);
    return {
        label: labelOf(address),
        connect: async (signal) => {
            const client = await openClient(options, signal);
            return await createSession(client, options);
        },
        close: async () => undefined,
    };
}
async function openClient(options, signal) {
    throwIfAborted(signal);
    const { default: pg } = await __webpack_require__.e(/* import() */ 3849).then(__webpack_require__.bind(__webpack_require__, 83849));
    let abort = () => undefined;
    try {
        const client = new pg.Client({
            connectionString: options.address.url,
            connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
            keepAlive: true,
            application_name: options.applicationName.replace(/[^\x20-\x7e]/g, "?").slice(0, MAX_NAME_BYTES),
        });
        // A broken connection also fails the statement under way; without a listener it would end the process.
        client.on("error", () => undefined);
        client.on("notice", (notice) => options.onNotice(`${notice.severity ?? "NOTICE"}: ${notice.message ?? ""}`));
        abort = () => cut(client);
        signal.addEventListener("abort", abort, { once: true });
        await client.connect();
        return client;
    }
    catch (error) {
        throwIfAborted(signal);
        throw explainConnectionError(error, options.address, (text) => options.secrets.redact(text));
    }
    finally {
        signal.removeEventListener("abort", abort);
    }
}
async function createSession(client, options) {
    // Behind a pooler the pid of the protocol is the pooler's; this one is the server's.
    const { rows } = await client.query("SELECT pg_backend_pid() AS pid");
    const backendPid = rows[0]?.pid ?? 0;
    const run = async (body, signal) => {
        throwIfAborted(signal);
        let graceTimer;
        const onAbort = () => {
            graceTimer = setTimeout(() => cut(client), CANCEL_GRACE_MS);
            void cancelBackend(backendPid, options);
        };
        signal.addEventListener("abort", onAbort, { once: true });
        try {
            return await body();
        }
        catch (error) {
            throw toDatabaseError(error);
        }
        finally {
            signal.removeEventListener("abort", onAbort);
            clearTimeout(graceTimer);
        }
    };
    return {
        backendPid,
        query: (sql, parameters, signal) => run(async () => (await client.query(sql, [...parameters])).rows, signal),
        execScript: (sql, signal) => run(async () => {
            await client.query(sql);
        }, signal),
        close: async () => {
            const timer = setTimeout(() => cut(client), CANCEL_GRACE_MS);
            await client.end().catch(() => undefined);
            clearTimeout(timer);
        },
    };
}
/** Asks the server, over a connection of its own, to end what the session is doing. */
async function cancelBackend(backendPid, options) {
    const { default: pg } = await __webpack_require__.e(/* import() */ 3849).then(__webpack_require__.bind(__webpack_require__, 83849));
    const client = new pg.Client({
        connectionString: options.address.url,
        connectionTimeoutMillis: CANCEL_GRACE_MS,
        application_name: "deploy-actions migrate (cancel)",
    });
    client.on("error", () => undefined);
    try {
        await client.connect();
        await client.query("SELECT pg_cancel_backend($1)", [backendPid]);
    }
    catch {
        // Then the grace time runs out and the connection is cut, which ends the transaction too.
    }
    finally {
        await client.end().catch(() => undefined);
    }
}
/** Drops the connection without a word; `pg` has no public way to do so. */
function cut(client) {
    const { connection } = client;
    connection?.stream?.destroy();
}
function throwIfAborted(signal) {
    if (signal.aborted)
        throw new lib/* ActionError */.lZ("cancelled", "The run was cancelled.");
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:module"
var external_node_module_ = __webpack_require__(98995);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: external "node:url"
var external_node_url_ = __webpack_require__(73136);
;// CONCATENATED MODULE: ./packages/migration-engines/lib/pglite-database.js
var __rewriteRelativeImportExtension = (undefined && undefined.__rewriteRelativeImportExtension) || function (path, preserveJsx) {
    if (typeof path === "string" && /^\.\.?\//.test(path)) {
        return path.replace(/\.(tsx)$|((?:\.d)?)((?:\.[^./]+?)?)\.([cm]?)ts$/i, function (m, tsx, d, ext, cm) {
            return tsx ? preserveJsx ? ".jsx" : ".js" : d && (!ext || !cm) ? m : (d + ext + "." + cm.toLowerCase() + "js");
        });
    }
    return path;
};






const PACKAGE = "@electric-sql/pglite";
/**
 * PostgreSQL inside this process, for laptops and tests: one session at a time really exists, so its locks hold nobody
 * off, and time-outs do not fire.
 */
function createPGliteDatabase(options) {
    let opened;
    let isLeftover = false;
    return {
        label: `PGlite ${options.dataDir === undefined ? "in memory" : `in ${options.dataDir}`}`,
        connect: async (signal, purpose = "change") => {
            pglite_database_throwIfAborted(signal);
            // Whoever only looks at a database that is not there must not leave one behind.
            if (opened === undefined)
                isLeftover = !(await isThere(options.dataDir));
            if (purpose === "change")
                isLeftover = false;
            opened ??= pglite_database_open(options);
            return await createPGliteSession(await opened, options.onNotice);
        },
        close: async () => {
            const database = await opened?.catch(() => undefined);
            opened = undefined;
            await database?.close();
            if (isLeftover && options.dataDir !== undefined) {
                await (0,promises_.rm)(options.dataDir, { recursive: true, force: true });
            }
        },
    };
}
async function createPGliteSession(database, onNotice) {
    const listener = {
        onNotice: (notice) => onNotice(`${notice.severity ?? "NOTICE"}: ${notice.message ?? ""}`),
    };
    const run = async (body, signal) => {
        pglite_database_throwIfAborted(signal);
        try {
            return await body();
        }
        catch (error) {
            throw toDatabaseError(error);
        }
    };
    return {
        backendPid: 0,
        query: (sql, parameters, signal) => run(async () => (await database.query(sql, [...parameters], listener)).rows, signal),
        execScript: (sql, signal) => run(async () => {
            await database.exec(sql, listener);
        }, signal),
        close: async () => {
            // The next session is the same one: leave it as a new one would be.
            for (const sql of ["ROLLBACK", "RESET ALL", "SELECT pg_advisory_unlock_all()"]) {
                await database.exec(sql, listener).catch(() => undefined);
            }
        },
    };
}
async function pglite_database_open({ dataDir, workspace }) {
    const create = await loadPGlite(workspace);
    try {
        if (dataDir === undefined)
            return await create();
        await (0,promises_.mkdir)((0,external_node_path_.dirname)(dataDir), { recursive: true });
        return await create(dataDir);
    }
    catch (error) {
        throw new lib/* ActionError */.lZ("remote", `PGlite did not start in ${dataDir ?? "memory"}: ${(0,lib/* errorMessage */.gJ)(error)}.`, {
            hint: "Another process may have the folder open, or it was made by another PostgreSQL version: use a new folder.",
            cause: error,
        });
    }
}
async function isThere(path) {
    if (path === undefined)
        return true;
    return (0,promises_.access)(path).then(() => true, () => false);
}
async function loadPGlite(workspace) {
    const loaded = (await importIfThere(PACKAGE)) ?? (await importFromWorkspace(workspace));
    const create = loaded?.PGlite?.create;
    if (typeof create === "function") {
        const { PGlite } = loaded;
        return (dataDir) => PGlite.create(dataDir);
    }
    throw new lib/* ActionError */.lZ("config", `The database URL asks for PGlite, but ${PACKAGE} is not installed.`, {
        hint: `npm install --save-dev ${PACKAGE}`,
    });
}
async function importFromWorkspace(workspace) {
    try {
        const require = (0,external_node_module_.createRequire)((0,external_node_path_.resolve)(workspace, "package.json"));
        return await importIfThere((0,external_node_url_.pathToFileURL)(require.resolve(PACKAGE)).href);
    }
    catch {
        return undefined;
    }
}
async function importIfThere(specifier) {
    try {
        // The bundler must not see it: it is 27 MB and wanted by few.
        return await import(__rewriteRelativeImportExtension(/* webpackIgnore: true */ specifier));
    }
    catch (error) {
        const { code } = error;
        if (code === "ERR_MODULE_NOT_FOUND" || code === "MODULE_NOT_FOUND")
            return undefined;
        throw error;
    }
}
function pglite_database_throwIfAborted(signal) {
    if (signal.aborted)
        throw new lib/* ActionError */.lZ("cancelled", "The run was cancelled.");
}

;// CONCATENATED MODULE: ./packages/migration-engines/lib/sql-position.js
/** Line and column of a UTF-16 offset. */
function placeAt(text, offset) {
    const before = text.slice(0, Math.max(0, Math.min(offset, text.length)));
    const lineStart = before.lastIndexOf("\n") + 1;
    return { line: before.split("\n").length, column: Array.from(before.slice(lineStart)).length + 1 };
}
/** UTF-16 offset of PostgreSQL's error position, which counts characters (code points) from 1. */
function offsetOfPosition(text, position) {
    let offset = 0;
    let seen = 1;
    for (const char of text) {
        if (seen >= position)
            break;
        seen += 1;
        offset += char.length;
    }
    return offset;
}

;// CONCATENATED MODULE: ./packages/migration-engines/lib/migration-file.js




/** Reads the bytes of one migration; a `config` ActionError when they are not text or its directive is misspelt. */
function readMigrationContent(file, bytes) {
    const sql = migration_file_decode(file, bytes).replaceAll("\r\n", "\n");
    return {
        sql,
        checksum: (0,external_node_crypto_.createHash)("sha256").update(sql, "utf8").digest("hex"),
        transactional: !hasNoTransactionDirective(file, sql),
    };
}
function migration_file_decode(file, bytes) {
    let text;
    try {
        text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    }
    catch {
        throw new lib/* ActionError */.lZ("config", `${file} is not UTF-8 text.`, {
            hint: "Save it as UTF-8 (UTF-16 and Latin-1 are not read).",
            location: { file },
        });
    }
    const nul = text.indexOf("\0");
    if (nul === -1)
        return text;
    throw new lib/* ActionError */.lZ("config", `${file} holds a NUL character, which PostgreSQL does not take.`, {
        hint: "Save it as UTF-8 text.",
        location: { file, ...placeAt(text, nul) },
    });
}
const DIRECTIVE = /^--\s*deploy-actions:\s*(\S+)\s*$/i;
const NO_TRANSACTION = "no-transaction";
function hasNoTransactionDirective(file, sql) {
    let isLeading = true;
    let found = false;
    for (const token of tokenizeSql(sql)) {
        if (token.kind === "space")
            continue;
        if (token.kind !== "comment") {
            isLeading = false;
            continue;
        }
        const word = DIRECTIVE.exec(sql.slice(token.start, token.end))?.[1]?.toLowerCase();
        if (word === undefined || (0,lib/* nearest */.pA)(word, [NO_TRANSACTION]) === undefined)
            continue;
        const location = { file, ...placeAt(sql, token.start) };
        if (word !== NO_TRANSACTION) {
            throw new lib/* ActionError */.lZ("config", `${file}:${location.line}: unknown directive "${word}".`, {
                hint: `Write "-- deploy-actions: ${NO_TRANSACTION}".`,
                location,
            });
        }
        if (!isLeading) {
            throw new lib/* ActionError */.lZ("config", `${file}:${location.line}: the directive ${NO_TRANSACTION} stands behind the first statement.`, { hint: "It is about the whole file: put it into the comments at the top.", location });
        }
        found = true;
    }
    return found;
}

;// CONCATENATED MODULE: ./packages/migration-engines/lib/migration-name.js
const NAME = /^(\d+(?:\.\d+)*)[_-]+([\p{L}\p{N}][\p{L}\p{N}_-]*)\.sql$/u;
/**
 * Reads `<version>_<name>.sql`, e.g. `0003_order_note.sql`.
 *
 * `nextVersion` is proposed for a file that has no version of its own.
 */
function parseMigrationName(fileName, nextVersion) {
    const match = NAME.exec(fileName);
    if (match !== null)
        return { ok: true, version: match[1] ?? "", name: match[2] ?? "" };
    if (/\.(down|undo|revert|rollback)\.sql$/i.test(fileName) || /^u\d+.*\.sql$/i.test(fileName)) {
        return {
            ok: false,
            sentence: `${fileName} looks like a way back (down file), and the sql engine only goes forward.`,
            advice: "Move it out of the migrations folder; undo a migration with a new one.",
        };
    }
    return {
        ok: false,
        sentence: `${fileName} is not named <version>_<name>.sql (digits, then _ or -, then a name).`,
        advice: `Rename it to ${nearestName(fileName, nextVersion)}.`,
    };
}
/** The file name that was probably meant, e.g. `V3__add users.sql` -> `3_add_users.sql`. */
function nearestName(fileName, nextVersion) {
    const stem = fileName.replace(/\.sql$/i, "").replace(/\.up$/i, "");
    const version = /^\D{0,2}(\d+)/.exec(stem)?.[1];
    const rest = version === undefined ? stem : stem.slice(stem.indexOf(version) + version.length);
    const name = rest.replace(/[^\p{L}\p{N}]+/gu, "_").replace(/^_+|_+$/g, "");
    return `${version ?? nextVersion}_${name === "" ? "what_it_does" : name}.sql`;
}
/** Orders versions by number, part by part: `2` before `10`, `1.9` before `1.10`; `0003` equals `3`. */
function compareVersions(a, b) {
    const left = a.split(".");
    const right = b.split(".");
    for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
        const difference = partOf(left, index) - partOf(right, index);
        if (difference !== 0n)
            return difference < 0n ? -1 : 1;
    }
    return 0;
}
function partOf(parts, index) {
    const part = parts[index] ?? "0";
    return /^\d+$/.test(part) ? BigInt(part) : 0n;
}
/** The version after `version`, as wide as it is: `0009` -> `0010`. */
function versionAfter(version) {
    const [major = "0"] = version.split(".");
    return String(BigInt(major) + 1n).padStart(major.length, "0");
}

;// CONCATENATED MODULE: ./packages/migration-engines/lib/read-migrations.js


/**
 * Reads the entries of the folder at `path` (relative to the workspace, `/` between its parts). Files that do not end
 * in `.sql` and hidden ones are no migrations. Throws a `config` ActionError for a file whose text cannot be read.
 */
function readMigrations(path, entries) {
    const migrations = [];
    const problems = [];
    const nextVersion = nextVersionOf(entries);
    for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
        const file = path === "" ? entry.name : `${path}/${entry.name}`;
        if (!isCandidate(entry))
            continue;
        if (entry.kind !== "file") {
            problems.push(notAFile(file, entry));
            continue;
        }
        const parsed = parseMigrationName(entry.name, nextVersion);
        if (!parsed.ok) {
            problems.push({ reason: "bad_name", file, sentence: parsed.sentence, advice: parsed.advice });
            continue;
        }
        const content = readMigrationContent(file, entry.content);
        migrations.push({ version: parsed.version, name: parsed.name, file, ...content });
    }
    migrations.sort((a, b) => compareVersions(a.version, b.version) || (a.file < b.file ? -1 : 1));
    return { migrations, problems: [...problems, ...findDuplicates(migrations)] };
}
function isCandidate(entry) {
    if (entry.name.startsWith("."))
        return false;
    return /\.sql$/i.test(entry.name) || (entry.kind === "folder" && /^\d+[_-]/.test(entry.name));
}
function notAFile(file, entry) {
    const what = { folder: "a folder", link: "a symbolic link", file: "a file", other: "no regular file" }[entry.kind];
    return {
        reason: "bad_name",
        file,
        sentence: `${file} is ${what}; the sql engine reads regular files in one flat folder.`,
        advice: `Put the statements into a file ${entry.name.replace(/\.sql$/i, "")}.sql, or choose another engine.`,
    };
}
function findDuplicates(migrations) {
    return migrations.flatMap((migration, index) => {
        const previous = migrations[index - 1];
        if (previous === undefined || compareVersions(previous.version, migration.version) !== 0)
            return [];
        const highest = migrations.at(-1)?.version ?? migration.version;
        return [
            {
                reason: "duplicate_version",
                file: migration.file,
                sentence: `${migration.file} has the same version (${migration.version}) as ${previous.file}.`,
                advice: `Rename the newer of the two to version ${versionAfter(highest)}.`,
            },
        ];
    });
}
function nextVersionOf(entries) {
    const versions = entries.flatMap((entry) => {
        const parsed = parseMigrationName(entry.name, "");
        return parsed.ok ? [parsed.version] : [];
    });
    const highest = versions.toSorted(compareVersions).at(-1);
    return highest === undefined ? "0001" : versionAfter(highest);
}

;// CONCATENATED MODULE: ./packages/migration-engines/lib/read-folder.js




const MAX_FILE_BYTES = 8 * 1_024 * 1_024;
const MAX_ENTRIES = 10_000;
/**
 * Reads the migrations of `folder` (relative to `workspace`). An empty folder is a valid nothing; one that does not
 * exist, lies outside the workspace or is too large is a `config` ActionError.
 */
async function readMigrationFolder(workspace, folder) {
    const absolute = await findFolder(workspace, folder);
    const entries = await (0,promises_.readdir)(absolute, { withFileTypes: true });
    if (entries.length > MAX_ENTRIES) {
        throw new lib/* ActionError */.lZ("config", `${folder} has ${entries.length} entries; at most ${MAX_ENTRIES} are read.`, {
            hint: "Is this the migrations folder?",
        });
    }
    const read = [];
    for (const entry of entries) {
        if (entry.isDirectory())
            read.push({ kind: "folder", name: entry.name });
        else if (entry.isSymbolicLink())
            read.push({ kind: "link", name: entry.name });
        else if (!entry.isFile())
            read.push({ kind: "other", name: entry.name });
        else if (/\.sql$/i.test(entry.name)) {
            const content = await readCapped((0,external_node_path_.resolve)(absolute, entry.name), `${folder}/${entry.name}`);
            read.push({ kind: "file", name: entry.name, content });
        }
    }
    const path = (0,external_node_path_.relative)((0,external_node_path_.resolve)(workspace), (0,external_node_path_.resolve)(workspace, folder)).split(external_node_path_.sep).join("/");
    return readMigrations(path, read);
}
async function findFolder(workspace, folder) {
    const wanted = (0,external_node_path_.resolve)(workspace, folder);
    let found;
    try {
        found = await (0,promises_.realpath)(wanted);
    }
    catch (error) {
        const isMissing = error.code === "ENOENT";
        const why = isMissing ? "does not exist" : "cannot be read";
        throw new lib/* ActionError */.lZ("config", `The migrations folder ${folder} ${why} in ${workspace}.`, {
            hint: "Name the folder with the .sql files, and check the repository out before this step.",
            cause: error,
        });
    }
    const inside = (0,external_node_path_.relative)(await (0,promises_.realpath)(workspace), found);
    if ((0,external_node_path_.isAbsolute)(inside) || inside === ".." || inside.startsWith(`..${external_node_path_.sep}`)) {
        throw new lib/* ActionError */.lZ("config", `The migrations folder ${folder} lies outside the workspace.`, {
            hint: "Name a folder of the repository, relative to its root.",
        });
    }
    if ((await (0,promises_.lstat)(found)).isDirectory())
        return found;
    throw new lib/* ActionError */.lZ("config", `${folder} is a file, not a folder of .sql files.`, {
        hint: "Name the folder the migration lies in.",
    });
}
async function readCapped(path, file) {
    const { size } = await (0,promises_.lstat)(path);
    if (size <= MAX_FILE_BYTES)
        return await (0,promises_.readFile)(path);
    throw new lib/* ActionError */.lZ("config", `${file} has ${(0,lib/* formatBytes */.z3)(size)}; at most ${(0,lib/* formatBytes */.z3)(MAX_FILE_BYTES)} are read.`, {
        hint: "Load large data outside of migrations, in batches.",
        location: { file },
    });
}

;// CONCATENATED MODULE: ./packages/migration-engines/lib/runner/calls.js
const aws = (service, operation) => ({ api: "aws", service, operation });
/**
 * Every call of the task runner. `RegisterTaskDefinition` only where an image is given, `List…` also to name what is near.
 * Beside them the role needs `iam:PassRole` for the task's roles, which is a permission and not a call.
 */
const ecsTaskCalls = [
    aws("ecs", "DescribeTaskDefinition"),
    aws("ecs", "DescribeTasks"),
    aws("ecs", "ListClusters"),
    aws("ecs", "ListTaskDefinitionFamilies"),
    aws("ecs", "ListTasks"),
    aws("ecs", "RegisterTaskDefinition"),
    aws("ecs", "RunTask"),
    aws("ecs", "StopTask"),
    aws("logs", "GetLogEvents"),
];

;// CONCATENATED MODULE: ./packages/migration-engines/lib/runner/ecs-task.js
/**
 * Runs commands as one-off ECS tasks, one after the other, and brings back exit code, reason and output; the first that
 * fails ends it. With an image, a new revision of the task definition in which only the image differs.
 *
 * A run that was killed is taken up again: a task of the same key and command that still runs is waited for. Rejects with
 * `config` for a cluster, task definition or container that is not there (nearest names), `cancelled` after a cancel (the
 * task was told to stop), and as AWS refuses.
 */
async function runEcsTask(options, signal) {
    return (await __webpack_require__.e(/* import() */ 1658).then(__webpack_require__.bind(__webpack_require__, 91658))).runCommands(options, signal);
}

;// CONCATENATED MODULE: ./packages/migration-engines/lib/session-settings.js
/** Frees the locks of a run that stopped in the middle of a transaction without closing its connection. */
const IDLE_IN_TRANSACTION_MS = 60_000;
/** How soon the server sees, during a long statement, that the run is gone (PostgreSQL 14 and later). */
const CONNECTION_CHECK_MS = 2_000;
/** Sets the limits for the session; `isLocal` for the current transaction only. */
async function applyLimitsToSession(session, limits, isLocal, signal) {
    await session.query(`SELECT set_config('lock_timeout', $1, $4), set_config('statement_timeout', $2, $4),
            set_config('idle_in_transaction_session_timeout', $3, $4)`, [
        `${Math.round(limits.lockTimeoutMs)}ms`,
        `${Math.round(limits.statementTimeoutMs)}ms`,
        `${IDLE_IN_TRANSACTION_MS}ms`,
        isLocal,
    ], signal);
}
/** Makes the server notice a dead run during a long statement, where it can. */
async function watchForDeadClient(session, signal) {
    const setting = "client_connection_check_interval";
    const [known] = await session.query("SELECT 1 FROM pg_settings WHERE name = $1", [setting], signal);
    if (known === undefined)
        return;
    // Platforms without the needed poll() refuse any value but 0: then a dead run is seen when its statement ends.
    await session
        .query("SELECT set_config($1, $2, false)", [setting, `${CONNECTION_CHECK_MS}ms`], signal)
        .catch(() => undefined);
}
/** Undoes what a file set for its session (search_path, role, …), so that the next one starts as it did. */
async function resetSession(session, signal) {
    await session.execScript("SET SESSION AUTHORIZATION DEFAULT", signal);
    await session.execScript("RESET ROLE", signal);
    await session.execScript("RESET ALL", signal);
}

;// CONCATENATED MODULE: ./packages/migration-engines/lib/split-statements.js

const KEPT_WORDS = 16;
/**
 * The statements of a script, in order; their texts joined are the script.
 *
 * A semicolon ends a statement as in psql (`psqlscan.l`): not inside quotes, comments or parentheses, and not between
 * BEGIN and END of a `CREATE FUNCTION … BEGIN ATOMIC`.
 */
function splitStatements(sql) {
    const statements = [];
    let current = new StatementReader(sql, 0);
    for (const token of tokenizeSql(sql)) {
        if (!current.endsWith(token))
            continue;
        statements.push(current.finish(token.end));
        current = new StatementReader(sql, token.end);
    }
    if (current.offset < sql.length)
        statements.push(current.finish(sql.length));
    return statements;
}
class StatementReader {
    offset;
    #sql;
    #words = [];
    #bodyOffset;
    #parentheses = 0;
    #blocks = 0;
    constructor(sql, offset) {
        this.#sql = sql;
        this.offset = offset;
    }
    /** Takes the next token; true when it is the semicolon that ends this statement. */
    endsWith(token) {
        if (token.kind === "space" || token.kind === "comment")
            return false;
        if (token.kind === "semicolon" && this.#parentheses === 0 && this.#blocks === 0)
            return true;
        this.#bodyOffset ??= token.start;
        if (token.kind === "open")
            this.#parentheses += 1;
        else if (token.kind === "close")
            this.#parentheses = Math.max(0, this.#parentheses - 1);
        else if (token.kind === "word" && this.#parentheses === 0)
            this.#takeWord(token);
        return false;
    }
    finish(end) {
        const text = this.#sql.slice(this.offset, end);
        const isBlank = this.#bodyOffset === undefined;
        return {
            text,
            offset: this.offset,
            bodyOffset: this.#bodyOffset ?? this.offset,
            words: this.#words,
            isBlank,
        };
    }
    #takeWord(token) {
        const word = this.#sql.slice(token.start, token.end).toLowerCase();
        if (this.#words.length < KEPT_WORDS)
            this.#words.push(word);
        if (!this.#isRoutine())
            return;
        if (word === "begin")
            this.#blocks += 1;
        else if (word === "case" && this.#blocks > 0)
            this.#blocks += 1;
        else if (word === "end" && this.#blocks > 0)
            this.#blocks -= 1;
    }
    #isRoutine() {
        return /^create (or replace )?(function|procedure)( |$)/.test(this.#words.join(" "));
    }
}

;// CONCATENATED MODULE: ./packages/migration-engines/lib/statement-error.js


const MAX_FOREIGN_BYTES = 600;
/** A failed statement as an error for a person: file, line, column, the database's words and what they mean. */
function explainStatementError(error, failed) {
    const { migration, statement, outcome } = failed;
    const place = placeOf(error, migration, statement);
    const where = statement === undefined
        ? `${migration.file}: at COMMIT`
        : `${migration.file}:${place.line}:${place.column}`;
    const { code, sentence, hint } = meaning(error, failed);
    const state = error.sqlState === undefined ? "" : ` (SQLSTATE ${error.sqlState})`;
    const foreign = (text) => (0,lib/* truncateUtf8 */.Ck)((0,lib/* printable */.g$)(failed.redact(text)), MAX_FOREIGN_BYTES);
    const message = [
        `${where}: ${sentence ?? foreign(error.message)}${state}.`,
        error.detail === undefined ? "" : `Detail: ${foreign(error.detail)}`,
        error.hint === undefined ? "" : `The database's hint: ${foreign(error.hint)}`,
        failed.blockers.length === 0 ? "" : `In the way: ${failed.blockers.map(failed.redact).join("; ")}.`,
        outcome,
    ];
    return new lib/* ActionError */.lZ(code, message.filter((part) => part !== "").join(" "), {
        ...(hint === undefined ? {} : { hint }),
        location: { file: migration.file, ...place },
        cause: new Error(foreign(error.message)),
    });
}
function placeOf(error, migration, statement) {
    if (statement === undefined)
        return { line: 1, column: 1 };
    const offset = error.position === undefined
        ? statement.bodyOffset
        : statement.offset + offsetOfPosition(statement.text, error.position);
    return placeAt(migration.sql, offset);
}
function meaning(error, { statement, limits, migration }) {
    const relation = statement === undefined ? undefined : lockedRelation(statement);
    switch (error.sqlState) {
        case undefined:
            return {
                code: "remote",
                sentence: `the connection to the database broke (${error.message})`,
                hint: "Run this step again: it goes on from what is recorded as applied.",
            };
        case "55P03":
            return {
                code: "conflict",
                sentence: `another session holds a lock on ${relation ?? "what this statement needs"}, and did not free it within ${(0,lib/* formatDuration */.a3)(limits.lockTimeoutMs)}`,
                hint: "Try again at a quieter time, or end the session that holds the lock; while a migration waits longer, everything behind it waits too.",
            };
        case "57014":
            return {
                code: "config",
                sentence: `the statement did not end within ${(0,lib/* formatDuration */.a3)(limits.statementTimeoutMs)} (statement time-out) and was cancelled`,
                hint: "Make it smaller (batches, NOT VALID and a later VALIDATE, CREATE INDEX CONCURRENTLY), or raise the statement time-out for this run.",
            };
        case "40P01":
            return {
                code: "conflict",
                sentence: "it was chosen to end a deadlock with another session",
                hint: "Try again at a quieter time.",
            };
        case "25001":
            return {
                code: "config",
                hint: migration.transactional
                    ? 'Put it into a file of its own that starts with "-- deploy-actions: no-transaction".'
                    : "It cannot run in a transaction: remove the BEGIN before it.",
            };
        case "25006":
            return { code: "config", hint: "This server is read-only (a replica?): use the URL of the primary." };
        case "42501":
            return { code: "permission", hint: "Grant the role of the database URL what the statement needs." };
        default:
            return error.sqlState.startsWith("08") || error.sqlState.startsWith("57P")
                ? { code: "remote", hint: "Run this step again: it goes on from what is recorded as applied." }
                : syntaxMeaning(error, statement);
    }
}
function syntaxMeaning(error, statement) {
    if (error.sqlState === "42601" && /near "\\"/.test(error.message)) {
        return {
            code: "config",
            hint: "Lines that start with a backslash are psql's own and not SQL: remove them.",
        };
    }
    if (statement?.words[0] === "copy") {
        return { code: "config", hint: "COPY … FROM stdin has no data here: write INSERT statements." };
    }
    return { code: "config" };
}
/** The table (or index) a statement waits for, as written; `undefined` when the words do not tell. */
function lockedRelation(statement) {
    const body = statement.text.slice(statement.bodyOffset - statement.offset);
    const name = '((?:"[^"]+"|[\\w$]+)(?:\\.(?:"[^"]+"|[\\w$]+))?)';
    const patterns = [
        `^(?:alter|drop|lock|truncate)\\s+(?:table|index|view)?\\s*(?:if\\s+exists\\s+)?(?:only\\s+)?${name}`,
        `^create\\s+(?:unique\\s+)?index\\b[^;]*?\\son\\s+(?:only\\s+)?${name}`,
        `^(?:update|delete\\s+from|insert\\s+into|cluster|vacuum)\\s+(?:only\\s+)?${name}`,
        `^(?:create|drop)\\s+(?:constraint\\s+)?trigger\\b[^;]*?\\son\\s+${name}`,
    ];
    for (const pattern of patterns) {
        const found = new RegExp(pattern, "i").exec(body)?.[1];
        if (found !== undefined)
            return found;
    }
    return undefined;
}

;// CONCATENATED MODULE: ./packages/migration-engines/lib/apply-file.js






/** Applies one file: all of it with its history row in one transaction, or statement by statement if it says so. */
async function applyFile(context, migration, signal) {
    await watchForDeadClient(context.session, signal);
    return migration.transactional
        ? await applyInTransaction(context, migration, signal)
        : await applyStepwise(context, migration, signal);
}
async function applyInTransaction(context, migration, signal) {
    const { session, history, limits, clock } = context;
    const startedAt = clock.now();
    let current;
    try {
        await session.execScript("BEGIN", signal);
        await applyLimitsToSession(session, limits, true, signal);
        await requireLock(context, signal);
        for (const statement of splitStatements(migration.sql)) {
            if (statement.isBlank)
                continue;
            current = statement;
            await session.execScript(statement.text, signal);
        }
        current = undefined;
        // The file may have changed role or search_path: the row is written as ourselves.
        await resetSession(session, signal);
        await applyLimitsToSession(session, limits, true, signal);
        await history.create(signal);
        const facts = {
            state: "applied",
            durationMs: clock.now() - startedAt,
            appliedBy: context.appliedBy,
        };
        const applied = await history.record(migration, facts, signal);
        await session.execScript("COMMIT", signal);
        return applied;
    }
    catch (error) {
        await rollBack(session);
        const outcome = "Nothing of this file is applied.";
        throw await explain(context, migration, current, error, outcome, signal);
    }
}
/**
 * The row says `running` from before the first statement until after the last, so that a crash in between is seen. It
 * is taken back when the first statement failed without leaving an invalid index behind: then nothing was done.
 */
async function applyStepwise(context, migration, signal) {
    const { session, history, limits, clock, appliedBy } = context;
    const startedAt = clock.now();
    const statements = splitStatements(migration.sql).filter((statement) => !statement.isBlank);
    await applyLimitsToSession(session, limits, false, signal);
    await requireLock(context, signal);
    const invalidBefore = await invalidIndexes(session, signal);
    await history.create(signal);
    await history.record(migration, { state: "running", durationMs: 0, appliedBy }, signal);
    for (const [index, statement] of statements.entries()) {
        try {
            await session.execScript(statement.text, signal);
        }
        catch (error) {
            const outcome = await outcomeOfStep(context, migration, invalidBefore, index, statements.length);
            throw await explain(context, migration, statement, error, outcome, signal);
        }
    }
    await resetSession(session, signal);
    return await history.record(migration, { state: "applied", durationMs: clock.now() - startedAt, appliedBy }, signal);
}
async function outcomeOfStep({ session, history }, migration, invalidBefore, done, total) {
    // Cleaning up is wanted after an abort, too.
    const signal = new AbortController().signal;
    const count = `${done} of ${(0,lib/* plural */.LS)(total, "statement")} of this file ${done === 1 ? "is" : "are"} applied, each for itself`;
    try {
        await resetSession(session, signal);
        const broken = [...(await invalidIndexes(session, signal))].filter((name) => !invalidBefore.has(name));
        if (done === 0 && broken.length === 0) {
            await history.forget(migration, signal);
            return "Nothing of this file is applied.";
        }
        const leftovers = broken.length === 0
            ? ""
            : ` It left an invalid index behind: DROP INDEX CONCURRENTLY ${broken.join(", ")};`;
        return `${count}; the history says "running".${leftovers} When the rest is done by hand: UPDATE ${history.table} SET state = 'applied' WHERE version = '${migration.version}'; to run the file again from its start: DELETE FROM ${history.table} WHERE version = '${migration.version}';`;
    }
    catch {
        return `At least ${count}; the history says "running", and the next run will say what to look at.`;
    }
}
async function invalidIndexes(session, signal) {
    const rows = await session.query("SELECT indexrelid::regclass::text AS name FROM pg_index WHERE NOT indisvalid", [], signal);
    return new Set(rows.map((row) => String(row.name)));
}
async function requireLock({ lock, session }, signal) {
    if (await lock.isHeld(signal))
        return;
    throw new lib/* ActionError */.lZ("conflict", `The migration lock was lost: server process ${session.backendPid} took it, another one answers now.`, {
        hint: "The connection goes through a pooler in transaction mode (PgBouncer, RDS Proxy, port 6543 of Supabase): use the direct URL.",
    });
}
async function explain(context, migration, statement, error, outcome, signal) {
    if (signal.aborted) {
        return new lib/* ActionError */.lZ("cancelled", `The run was cancelled in the middle of ${migration.file}. ${outcome}`, {
            cause: error,
            location: { file: migration.file },
        });
    }
    if (!(error instanceof DatabaseError))
        return error;
    const { limits, redact } = context;
    const isCommitLost = statement === undefined && error.sqlState === undefined;
    return explainStatementError(error, {
        migration,
        statement,
        limits,
        redact,
        outcome: isCommitLost ? "It is applied as a whole or not at all; the next run will tell." : outcome,
        blockers: await findBlockers(context, statement, error, signal),
    });
}
async function findBlockers({ session }, statement, error, signal) {
    const relation = statement === undefined ? undefined : lockedRelation(statement);
    if (error.sqlState !== "55P03" || relation === undefined)
        return [];
    return await describeRelationHolders(session, relation, signal).catch(() => []);
}
async function rollBack(session) {
    // Not the run's signal: after an abort the transaction has to end all the same.
    await session.execScript("ROLLBACK", new AbortController().signal).catch(() => undefined);
}

;// CONCATENATED MODULE: ./packages/migration-engines/lib/compare-history.js

/**
 * Holds folder and history against each other. `historyTable` is the table's quoted name, for the SQL in the advice.
 */
function compareHistory(folder, applied, historyTable) {
    const inOrder = applied.toSorted((a, b) => compareVersions(a.version, b.version));
    const newest = inOrder.at(-1);
    const problems = [...folder.problems];
    const pending = [];
    for (const migration of folder.migrations) {
        const row = applied.find((one) => compareVersions(one.version, migration.version) === 0);
        if (row === undefined) {
            pending.push(migration);
            if (newest !== undefined && compareVersions(migration.version, newest.version) < 0) {
                problems.push(outOfOrder(migration, newest));
            }
        }
        else if (row.state === "running") {
            problems.push(unfinished(migration.file, row, historyTable));
        }
        else if (row.checksum !== migration.checksum) {
            problems.push(editedAfterApply(migration, row));
        }
    }
    for (const row of inOrder) {
        if (folder.migrations.some((one) => compareVersions(one.version, row.version) === 0))
            continue;
        const file = `${row.version}_${row.name}.sql`;
        problems.push(row.state === "running" ? unfinished(file, row, historyTable) : missingFile(file, row));
    }
    return { applied: inOrder, pending, problems };
}
function day(timeMs) {
    return new Date(timeMs).toISOString().slice(0, 16).replace("T", " ");
}
function outOfOrder(migration, newest) {
    return {
        reason: "out_of_order",
        file: migration.file,
        sentence: `${migration.file} is not applied, but the later ${newest.version}_${newest.name} is (${day(newest.appliedAt)} UTC).`,
        advice: `Rename it to version ${versionAfter(newest.version)} or later, so that every database applies it in the same order.`,
    };
}
function editedAfterApply(migration, row) {
    return {
        reason: "edited_after_apply",
        file: migration.file,
        sentence: `${migration.file} was changed after it was applied on ${day(row.appliedAt)} UTC (checksum ${row.checksum.slice(0, 12)} then, ${migration.checksum.slice(0, 12)} now).`,
        advice: "Restore the file as it was applied, and put the change into a new migration.",
    };
}
function missingFile(file, row) {
    return {
        reason: "missing_file",
        file,
        sentence: `Migration ${row.version} (${row.name}) was applied on ${day(row.appliedAt)} UTC, but the folder has no file for it.`,
        advice: "Restore the file; if this is an older release's checkout, run the migrations from the newest release's.",
    };
}
function unfinished(file, row, historyTable) {
    const version = `'${row.version.replaceAll("'", "''")}'`;
    return {
        reason: "unfinished",
        file,
        sentence: `${file} was started on ${day(row.appliedAt)} UTC without a transaction and never finished: part of it may be applied.`,
        advice: [
            "Compare the database with the file; SELECT indexrelid::regclass FROM pg_index WHERE NOT indisvalid; lists half-built indexes (drop them with DROP INDEX CONCURRENTLY).",
            `If everything is there: UPDATE ${historyTable} SET state = 'applied' WHERE version = ${version};`,
            `To run it again from its start: DELETE FROM ${historyTable} WHERE version = ${version};`,
        ].join(" "),
    };
}

;// CONCATENATED MODULE: ./packages/migration-engines/lib/open-database.js




/** The database behind a URL: `postgres://…`, `pglite:./folder` (relative to the workspace) or `pglite:memory`. */
function openDatabase(options) {
    const { workspace, secrets, log, applicationName } = options;
    const address = parseDatabaseUrl(options.databaseUrl);
    const onNotice = (message) => log.foreign(secrets.redact(message));
    if (address.kind === "postgres")
        return createPgDatabase({ address, applicationName, secrets, onNotice });
    const dataDir = address.folder === undefined ? undefined : (0,external_node_path_.resolve)(workspace, address.folder);
    return createPGliteDatabase({ dataDir, workspace, onNotice });
}

;// CONCATENATED MODULE: ./packages/migration-engines/lib/transaction-control.js


const CONTROL = new Set(["begin", "commit", "end", "abort"]);
/** The statements that would end or nest the engine's own transaction, one problem each. */
function findTransactionControl(migration) {
    if (!migration.transactional)
        return [];
    return splitStatements(migration.sql).flatMap(({ words, bodyOffset }) => {
        const [first = "", second = ""] = words;
        const isControl = CONTROL.has(first) ||
            (first === "start" && second === "transaction") ||
            (first === "prepare" && second === "transaction") ||
            (first === "rollback" && !words.slice(1, 3).includes("to"));
        if (!isControl)
            return [];
        const { line } = placeAt(migration.sql, bodyOffset);
        return [
            {
                reason: "transaction_control",
                file: migration.file,
                sentence: `${migration.file}:${line}: ${first.toUpperCase()} inside a file that is already applied as one transaction.`,
                advice: 'Remove it: the file and its history row are committed together. Write "-- deploy-actions: no-transaction" at the top if its statements must not share a transaction.',
            },
        ];
    });
}

;// CONCATENATED MODULE: ./packages/migration-engines/lib/sql-engine.js









/**
 * The engine `sql`: a folder of `<version>_<name>.sql` files, applied to PostgreSQL. Throws a `config` ActionError when
 * the URL is wrong; connects on the first call.
 */
function createSqlEngine(options) {
    const applicationName = `deploy-actions migrate ${options.runLabel}`;
    return createSqlEngineOn({ ...options, database: openDatabase({ ...options, applicationName }) });
}
/** The engine `sql` on a database that is already there. */
function createSqlEngineOn(parts) {
    return {
        name: "sql",
        status: (signal) => inSession(parts, "look", signal, (session) => readStatus(parts, session, signal)),
        apply: (limits, onApplied, signal) => inSession(parts, "change", signal, (session) => applyPending(parts, session, limits, onApplied, signal)),
        close: () => parts.database.close(),
    };
}
async function inSession({ database, secrets }, purpose, signal, body) {
    const session = await database.connect(signal, purpose);
    try {
        return await body(session);
    }
    catch (error) {
        if (!(error instanceof DatabaseError))
            throw error;
        if (signal.aborted)
            throw new lib/* ActionError */.lZ("cancelled", "The run was cancelled.", { cause: error });
        throw unexpectedDatabaseError(error, database, (text) => secrets.redact(text));
    }
    finally {
        await session.close();
    }
}
/** An answer to one of our own statements (lock, history): mostly a missing right or a broken connection. */
function unexpectedDatabaseError(error, database, redact) {
    const isPermission = error.sqlState === "42501";
    const state = error.sqlState === undefined ? "" : ` (SQLSTATE ${error.sqlState})`;
    return new lib/* ActionError */.lZ(isPermission ? "permission" : "remote", `${database.label}: ${redact(error.message)}${state}.`, {
        hint: isPermission
            ? "Grant the role of the database URL CREATE on the schema and SELECT, INSERT, UPDATE, DELETE on deploy_actions_migrations."
            : "Run this step again: it goes on from what is recorded as applied.",
        cause: error,
    });
}
async function readStatus({ workspace, folder }, session, signal) {
    const files = await readMigrationFolder(workspace, folder);
    const history = await MigrationHistory.open(session, signal);
    const status = compareHistory(files, await history.read(signal), history.table);
    return { ...status, problems: [...status.problems, ...status.pending.flatMap(findTransactionControl)] };
}
async function applyPending(parts, session, limits, onApplied, signal) {
    const lock = await acquireMigrationLock(session, limits.lockWaitMs, parts, signal);
    try {
        const history = await MigrationHistory.open(session, signal);
        const { pending, problems } = await readStatus(parts, session, signal);
        if (problems.length > 0)
            throw blockedBy(problems);
        const context = {
            session,
            history,
            lock,
            limits,
            clock: parts.clock,
            appliedBy: parts.runLabel,
            redact: (text) => parts.secrets.redact(text),
        };
        const applied = [];
        for (const migration of pending) {
            const done = await applyFile(context, migration, signal);
            applied.push(done);
            onApplied({ migration, durationMs: done.durationMs });
        }
        return applied;
    }
    finally {
        await lock.release();
    }
}
function blockedBy(problems) {
    const list = problems.map(({ sentence, advice }) => `- ${sentence} ${advice}`).join("\n");
    const first = problems[0];
    return new lib/* ActionError */.lZ("config", `Nothing was applied: ${(0,lib/* plural */.LS)(problems.length, "problem")} with the migrations.\n${list}`, {
        hint: "Settle each of them; the engine applies nothing until the folder and the database agree.",
        ...(first === undefined ? {} : { location: { file: first.file } }),
    });
}

;// CONCATENATED MODULE: ./packages/migration-engines/lib/index.js






















/***/ })

};
