export const id = 6982;
export const ids = [6982];
export const modules = {

/***/ 11224:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  m: () => (/* binding */ openHaproxy)
});

// EXTERNAL MODULE: ./packages/platforms/lib/haproxy/runtime-client.js + 1 modules
var runtime_client = __webpack_require__(24745);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(77030);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/kernel/lib/index.js + 9 modules
var lib = __webpack_require__(26393);
;// CONCATENATED MODULE: ./packages/platforms/lib/haproxy/runtime-socket.js




const TIMEOUT_MS = 5_000;
const MAX_ANSWER_BYTES = 8 * 1_024 * 1_024;
/** Without the ending zero; Linux. */
const MAX_PATH_BYTES = 107;
const HOST_AND_PORT = /^(?:\[([0-9A-Fa-f:.]+)\]|([\w.-]+)):(\d{1,5})$/;
/**
 * The runtime API at a Unix socket (a path, relative to `workspace`) or at host:port. HAProxy reads one line a connection
 * unless it is asked to prompt, so that an answer ends where the connection does.
 */
function openRuntimeSocket(socket, workspace, timeoutMs = TIMEOUT_MS) {
    const match = HOST_AND_PORT.exec(socket);
    const path = (0,external_node_path_.resolve)(workspace, socket);
    const options = match === null ? { path } : { host: match[1] ?? match[2] ?? "", port: Number(match[3]) };
    if (match === null && Buffer.byteLength(path) > MAX_PATH_BYTES) {
        throw new lib/* ActionError */.lZ("config", `The path of the HAProxy socket is too long: ${(0,lib/* printable */.g$)(path)}`, {
            hint: `A Unix socket's path has at most ${MAX_PATH_BYTES} bytes.`,
        });
    }
    const address = match === null ? path : socket;
    return { address, ask: (line, signal) => ask({ options, address, timeoutMs }, line, signal) };
}
function ask(peer, line, signal) {
    const { options, address, timeoutMs } = peer;
    return new Promise((done, fail) => {
        if (signal.aborted) {
            fail(cancelled());
            return;
        }
        const chunks = [];
        let bytes = 0;
        const socket = (0,external_node_net_.connect)(options);
        const end = (finish) => {
            signal.removeEventListener("abort", onAbort);
            socket.destroy();
            finish();
        };
        const onAbort = () => end(() => fail(cancelled()));
        signal.addEventListener("abort", onAbort, { once: true });
        socket.setTimeout(timeoutMs);
        socket.once("timeout", () => end(() => fail(silent(peer, line))));
        socket.once("error", (error) => end(() => fail(unreachable(options, address, error))));
        socket.once("connect", () => socket.write(`${line}\n`));
        socket.on("data", (chunk) => {
            bytes += chunk.length;
            if (bytes > MAX_ANSWER_BYTES)
                end(() => fail(tooMuch(address, line)));
            else
                chunks.push(chunk);
        });
        socket.once("end", () => end(() => done(Buffer.concat(chunks).toString("utf8"))));
        socket.once("close", () => end(() => fail(silent(peer, line))));
    });
}
function unreachable(options, address, error) {
    const code = (0,lib/* systemErrorCode */.vq)(error);
    const where = `HAProxy's runtime API at ${(0,lib/* printable */.g$)(address)}`;
    const shape = "In HAProxy's `global` section: `stats socket <path> mode 660 level admin`.";
    if (code === "ENOENT" || code === "ENOTDIR") {
        const near = "path" in options ? socketsBeside(address) : "";
        return new lib/* ActionError */.lZ("config", `There is no HAProxy socket at ${(0,lib/* printable */.g$)(address)}.${near}`, {
            hint: shape,
            cause: error,
        });
    }
    if (code === "ENOTFOUND") {
        return new lib/* ActionError */.lZ("config", `${where} has an unknown host`, { hint: shape, cause: error });
    }
    if (code === "EACCES" || code === "EPERM") {
        return new lib/* ActionError */.lZ("permission", `${where} may not be opened by this user`, {
            hint: "Give the runner's user the socket's group (`stats socket … group <group> mode 660`).",
            cause: error,
        });
    }
    if (code === "ECONNREFUSED" || code === "ENOTSOCK") {
        return new lib/* ActionError */.lZ("remote", `Nobody listens on ${where}`, {
            hint: "HAProxy does not run, or the file is left from one that ran.",
            cause: error,
        });
    }
    return new lib/* ActionError */.lZ("remote", `${where} cannot be reached: ${(0,lib/* printable */.g$)(error.message)}`, {
        cause: error,
    });
}
/** The entries of the folder that may have been meant. */
function socketsBeside(path) {
    try {
        const names = (0,external_node_fs_.readdirSync)((0,external_node_path_.dirname)(path), { withFileTypes: true })
            .filter((entry) => entry.isSocket())
            .map((entry) => (0,lib/* printable */.g$)(entry.name))
            .slice(0, 20);
        return (0,lib/* suggest */.ZA)((0,external_node_path_.basename)(path), names);
    }
    catch {
        return "";
    }
}
function silent({ address, timeoutMs }, line) {
    const text = `HAProxy at ${(0,lib/* printable */.g$)(address)} did not answer "${line}" within ${(0,lib/* formatDuration */.a3)(timeoutMs)}`;
    return new lib/* ActionError */.lZ("remote", text);
}
function tooMuch(address, line) {
    return new lib/* ActionError */.lZ("remote", `HAProxy at ${(0,lib/* printable */.g$)(address)} answered "${line}" without an end`);
}
function cancelled() {
    return new lib/* ActionError */.lZ("cancelled", "Talking to HAProxy was cancelled");
}

;// CONCATENATED MODULE: ./packages/platforms/lib/haproxy/haproxy-options.js


function openHaproxy(options) {
    const { target, workspace } = options;
    const socket = options.socket ?? openRuntimeSocket(target.socket, workspace);
    return { ...options, runtime: new runtime_client/* RuntimeClient */.ic(socket) };
}


/***/ }),

/***/ 36960:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ releaseUrl),
/* harmony export */   Z: () => (/* binding */ askReady)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26393);

const TIMEOUT_MS = 5_000;
const MAX_BODY_BYTES = 4_096;
const SHOWN_CHARACTERS = 160;
/** Asks the release itself, past HAProxy, on a connection of its own. */
async function askReady({ http, target }, server, signal) {
    const url = `${releaseUrl(server)}${target.ready}`;
    try {
        const response = await http.send({
            url,
            retry: "never",
            freshConnection: true,
            timeoutMs: TIMEOUT_MS,
            maxBodyBytes: MAX_BODY_BYTES,
            signal,
        });
        if (response.status >= 200 && response.status < 300)
            return { ready: true, detail: undefined };
        const body = (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .printable */ .g$)(new TextDecoder().decode(response.body).trim()).slice(0, SHOWN_CHARACTERS);
        return { ready: false, detail: `${url} answers ${response.status}${body === "" ? "" : `: ${body}`}` };
    }
    catch (error) {
        if (signal.aborted || !(error instanceof _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ) || error.code === "cancelled")
            throw error;
        const why = error.cause instanceof _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .HttpFailure */ .HR ? error.cause.message : error.message;
        return { ready: false, detail: `${url} does not answer: ${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .printable */ .g$)(why).slice(0, SHOWN_CHARACTERS)}` };
    }
}
/** Where the release at a server is reached past HAProxy. */
function releaseUrl(server) {
    return `http://${server.address}`;
}


/***/ }),

/***/ 94170:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BG: () => (/* binding */ parseServersState),
/* harmony export */   TZ: () => (/* binding */ parseBackends),
/* harmony export */   YL: () => (/* binding */ parseInfo),
/* harmony export */   _0: () => (/* binding */ readCount),
/* harmony export */   ky: () => (/* binding */ parseStat)
/* harmony export */ });
const OPERATIONAL = ["stopped", "starting", "running", "stopping"];
// include/haproxy/server-t.h: SRV_ADMF_FMAINT, _IMAINT, _RMAINT, _HMAINT; _FDRAIN, _IDRAIN. 0x04 only says what the file said.
const MAINTENANCE_BITS = 0x01 | 0x02 | 0x20 | 0x40;
const DRAIN_BITS = 0x08 | 0x10;
/** Reads `show servers state` of version 1 (management guide, 9.3). */
function parseServersState(answer) {
    const [version, header, ...rows] = answer.split("\n").filter((line) => line.trim() !== "");
    if (version?.trim() !== "1")
        return problem("a table of version 1", version);
    if (header === undefined || !header.startsWith("# "))
        return problem("a header line", header);
    const columns = header.slice(2).trim().split(" ");
    const servers = [];
    for (const row of rows) {
        const cells = row.trim().split(" ");
        const cell = (column) => cells[columns.indexOf(column)] ?? "";
        const operational = OPERATIONAL[readCount(cell("srv_op_state")) ?? -1];
        const admin = readCount(cell("srv_admin_state"));
        const weight = readCount(cell("srv_uweight"));
        const initialWeight = readCount(cell("srv_iweight"));
        const [backend, name] = [cell("be_name"), cell("srv_name")];
        if (operational === undefined || admin === undefined || weight === undefined) {
            return problem("a server's states and weight", row);
        }
        if (initialWeight === undefined || backend === "" || name === "") {
            return problem("a server's names and weights", row);
        }
        const isMaintenance = (admin & MAINTENANCE_BITS) !== 0;
        const isDrained = (admin & DRAIN_BITS) !== 0;
        servers.push({ backend, name, operational, isMaintenance, isDrained, weight, initialWeight });
    }
    return { ok: true, value: servers };
}
/** Reads the CSV of `show stat`. Columns are found by their names: HAProxy adds new ones in every version. */
function parseStat(answer) {
    const [header, ...lines] = answer.split("\n").filter((line) => line.trim() !== "");
    if (header === undefined || !header.startsWith("# "))
        return problem("a CSV header", header);
    const columns = splitCsv(header.slice(2));
    for (const needed of ["pxname", "svname", "scur", "weight", "status"]) {
        if (columns?.includes(needed) !== true)
            return problem(`a column ${needed}`, header);
    }
    const rows = [];
    for (const line of lines) {
        const cells = splitCsv(line);
        if (columns === undefined || cells === undefined || cells.length !== columns.length) {
            return problem(`${columns?.length ?? 0} columns`, line);
        }
        rows.push(Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? ""])));
    }
    return { ok: true, value: rows };
}
/** Reads `show info`: name to value. */
function parseInfo(answer) {
    const pairs = answer.split("\n").flatMap((line) => {
        const at = line.indexOf(": ");
        return at < 0 ? [] : [[line.slice(0, at), line.slice(at + 2).trim()]];
    });
    return new Map(pairs);
}
/** Reads `show backend`: the names. */
function parseBackends(answer) {
    const [header, ...names] = answer.split("\n").filter((line) => line.trim() !== "");
    if (header?.trim() !== "# name")
        return problem("a list of names", header);
    return { ok: true, value: names.map((name) => name.trim()) };
}
/** A count, `undefined` for anything else (HAProxy leaves a cell empty that does not apply). */
function readCount(text) {
    return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
/** Cells of a line; a quoted one may hold commas and doubled quotes. `undefined` when a quote is not closed. */
function splitCsv(line) {
    const cells = [];
    const cell = /(?:"((?:[^"]|"")*)"|([^",]*))(,|$)/y;
    while (cell.lastIndex < line.length) {
        const match = cell.exec(line);
        if (match === null)
            return undefined;
        cells.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? "");
        if (match[3] === "")
            return cells;
    }
    // The line ended with a comma: so do all of HAProxy's.
    return cells;
}
function problem(expected, read) {
    return { ok: false, problem: `read ${JSON.stringify((read ?? "").slice(0, 120))}, expected ${expected}` };
}


/***/ }),

/***/ 24745:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  ic: () => (/* binding */ RuntimeClient),
  AK: () => (/* binding */ noServerText),
  Bx: () => (/* binding */ sinceStart),
  oV: () => (/* binding */ staticAlgorithm)
});

// EXTERNAL MODULE: ./packages/kernel/lib/index.js + 9 modules
var lib = __webpack_require__(26393);
// EXTERNAL MODULE: ./packages/platforms/lib/haproxy/runtime-answers.js
var runtime_answers = __webpack_require__(94170);
;// CONCATENATED MODULE: ./packages/platforms/lib/haproxy/runtime-command.js

/** HAProxy's own letters of a proxy or server name; none of them ends a command or a line. */
const NAME = /^[A-Za-z0-9_.:-]{1,256}$/;
/** Rows of servers (4) and of the backend itself (2). */
const STAT_TYPES = 6;
/** The line of a command (docs.haproxy.org, management guide, 9.3). Rejects with `config` for a name that HAProxy cannot have. */
function formatCommand(command) {
    switch (command.kind) {
        case "show-info":
            return "show info";
        case "show-level":
            return "show cli level";
        case "show-backends":
            return "show backend";
        case "show-servers":
            return `show servers state ${runtime_command_name("backend", command.backend)}`;
        case "show-stat":
            return `show stat ${runtime_command_name("backend", command.backend)} ${STAT_TYPES} -1`;
        case "set-weight": {
            const { weight } = command;
            if (!Number.isInteger(weight) || weight < 0 || weight > 256) {
                throw new lib/* ActionError */.lZ("internal", `An HAProxy weight is a whole number from 0 to 256, not ${weight}`);
            }
            return `set server ${serverName(command)} weight ${weight}`;
        }
        case "set-state":
            return `set server ${serverName(command)} state ${command.state}`;
        default:
            return (0,lib/* assertNever */.xb)(command);
    }
}
function serverName(command) {
    return `${runtime_command_name("backend", command.backend)}/${runtime_command_name("server", command.server)}`;
}
function runtime_command_name(what, value) {
    if (NAME.test(value))
        return value;
    const shown = (0,lib/* printable */.g$)(JSON.stringify(value.slice(0, 100)));
    throw new lib/* ActionError */.lZ("config", `${shown} cannot be the name of an HAProxy ${what}`, {
        hint: "HAProxy's names are made of letters, digits and - _ . : only.",
    });
}

;// CONCATENATED MODULE: ./packages/platforms/lib/haproxy/runtime-client.js



/** HAProxy's runtime API in the words of this project; answers are read strictly, refusals become errors with a fix. */
class RuntimeClient {
    #socket;
    constructor(socket) {
        this.#socket = socket;
    }
    get address() {
        return this.#socket.address;
    }
    async process(signal) {
        const answer = await this.#send({ kind: "show-info" }, signal);
        const info = (0,runtime_answers/* parseInfo */.YL)(answer);
        if (info.get("Name") !== "HAProxy") {
            const read = (0,lib/* printable */.g$)(answer.slice(0, 80));
            throw new lib/* ActionError */.lZ("config", `What answers at ${this.address} is not HAProxy's runtime API: ${read}`, {
                hint: "The socket is the one of `stats socket` in HAProxy's `global` section, not a frontend or the stats page.",
            });
        }
        const uptimeS = (0,runtime_answers/* readCount */._0)(info.get("Uptime_sec"));
        return {
            version: info.get("Version") ?? "unknown",
            // Start_time_sec is there since 2.5; a process number alone comes back sooner or later.
            epoch: `${info.get("Pid") ?? ""}-${info.get("Start_time_sec") ?? ""}`,
            uptimeMs: uptimeS === undefined ? undefined : uptimeS * 1_000,
        };
    }
    /** `admin`, `operator` or `user`. */
    async level(signal) {
        return (await this.#send({ kind: "show-level" }, signal)).trim();
    }
    async backends(signal) {
        const command = { kind: "show-backends" };
        return this.#read(command, (0,runtime_answers/* parseBackends */.TZ)(await this.#send(command, signal)));
    }
    async servers(backend, signal) {
        const command = { kind: "show-servers", backend };
        return this.#read(command, (0,runtime_answers/* parseServersState */.BG)(await this.#send(command, signal)));
    }
    /** One row for each server and one, `BACKEND`, for all. */
    async stat(backend, signal) {
        const command = { kind: "show-stat", backend };
        return this.#read(command, (0,runtime_answers/* parseStat */.ky)(await this.#send(command, signal)));
    }
    async change(command, signal) {
        const answer = (await this.#send(command, signal)).trim();
        if (answer !== "")
            throw this.#unexpected(command, answer);
    }
    async #send(command, signal) {
        const answer = await this.#socket.ask(formatCommand(command), signal);
        const refusal = await this.#refusal(command, answer.trim(), signal);
        if (refusal !== undefined)
            throw refusal;
        return answer;
    }
    #read(command, parsed) {
        if (parsed.ok)
            return parsed.value;
        throw this.#unexpected(command, parsed.problem);
    }
    #unexpected(command, text) {
        const asked = formatCommand(command);
        return new lib/* ActionError */.lZ("remote", `HAProxy at ${this.address} to "${asked}": ${(0,lib/* printable */.g$)(text.slice(0, 300))}`, {
            hint: "Expected the runtime API of HAProxy 2.4 or newer.",
        });
    }
    async #refusal(command, answer, signal) {
        if (answer === "Permission denied") {
            return new lib/* ActionError */.lZ("permission", `HAProxy's socket ${this.address} does not allow "${formatCommand(command)}"`, {
                hint: "Changes need `level admin`: `stats socket <path> mode 660 level admin` in the `global` section.",
            });
        }
        if (/^(?:No such backend|No such proxy|Can't find backend)\.?/.test(answer) && "backend" in command) {
            const names = await this.backends(signal);
            return new lib/* ActionError */.lZ("config", `HAProxy has no backend "${command.backend}".${(0,lib/* suggest */.ZA)(command.backend, names)}`);
        }
        if (/^No such server\.?/.test(answer) && "server" in command) {
            const { backend, server } = command;
            const names = (await this.servers(backend, signal)).map(({ name }) => name);
            return new lib/* ActionError */.lZ("config", noServerText(backend, server, names));
        }
        if (answer.includes("static LB algorithm") && "backend" in command) {
            return staticAlgorithm(command.backend);
        }
        return undefined;
    }
}
/** Says that a server is not there, with the nearest name that is. */
function noServerText(backend, server, names) {
    return `HAProxy's backend ${backend} has no server "${server}".${(0,lib/* suggest */.ZA)(server, names)}`;
}
/** Weights of a backend with a static algorithm are fixed when HAProxy starts. */
function staticAlgorithm(backend) {
    return new lib/* ActionError */.lZ("config", `HAProxy's backend ${backend} balances by a static algorithm: its weights cannot be changed`, {
        hint: "Use `balance roundrobin` (or `leastconn`, or `hash-type consistent` with a hashing algorithm).",
    });
}
/** `HAProxy was started or reloaded 12s ago`. */
function sinceStart(process) {
    const ago = process.uptimeMs === undefined ? "" : ` ${(0,lib/* formatDuration */.a3)(process.uptimeMs)} ago`;
    return `this HAProxy process was started${ago}`;
}


/***/ }),

/***/ 89812:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I$: () => (/* binding */ startRelease),
/* harmony export */   a$: () => (/* binding */ stopRelease),
/* harmony export */   c1: () => (/* binding */ runningVersion)
/* harmony export */ });
/* harmony import */ var _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26393);

const LONGEST_VERSION = 256;
const LAST_LINES = 10;
/** Makes `release` run on `server`; `remote` with the last lines it wrote when the command fails. */
async function startRelease(context, server, release, signal) {
    await runCommand(context, "start", server, release, signal);
}
/** Ends what runs on `server`. */
async function stopRelease(context, server, signal) {
    await runCommand(context, "stop", server, undefined, signal);
}
/** The version that runs on `server`, `undefined` when the command prints nothing; `remote` when it cannot tell. */
async function runningVersion(context, server, signal) {
    const version = (await runCommand(context, "version", server, undefined, signal)).trim();
    if (version === "")
        return undefined;
    const isOneWord = version.length <= LONGEST_VERSION && (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .printable */ .g$)(version) === version;
    if (isOneWord)
        return version;
    const shown = (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .printable */ .g$)(version.slice(0, 120));
    throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("remote", `${describe(context, "version", server)} printed ${JSON.stringify(shown)}`, {
        hint: "It prints the version that runs on SERVER in one line, or nothing when none does, and nothing else.",
    });
}
async function runCommand(context, name, server, release, signal) {
    const { target, exec, workspace } = context;
    const result = await exec.run({
        argv: target[name],
        env: commandEnv(context, server, release),
        cwd: workspace,
        timeoutMs: target.timeoutMs,
        signal,
    });
    const what = describe(context, name, server);
    const lines = (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .tail */ .RT)(result.stderr, LAST_LINES)
        .split("\n")
        .map((line) => (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .printable */ .g$)(line))
        .join("\n");
    const told = lines === "" ? "It wrote nothing to stderr." : `stderr ends with:\n${lines}`;
    if (result.timedOut) {
        const limit = (0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(target.timeoutMs);
        throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("remote", `${what} did not end within ${limit} and was killed. ${told}`, {
            hint: "The command has to return once the release was started, not stay with it (a service manager, `docker run --detach`).",
        });
    }
    if (result.exitCode !== 0) {
        const end = result.exitCode === null ? "was killed" : `ended with exit code ${result.exitCode}`;
        throw new _deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ("remote", `${what} ${end}. ${told}`);
    }
    return result.stdout;
}
function commandEnv({ target, env, environment }, server, release) {
    const passed = {};
    for (const name of ["PATH", "HOME", ...target.passEnv]) {
        const value = env[name];
        if (value !== undefined)
            passed[name] = value;
    }
    // Always there, empty when not known: a script under `set -u` must not fail on what it does not use.
    return {
        ...passed,
        ENVIRONMENT: environment,
        BACKEND: target.backend,
        SERVER: server.name,
        ADDRESS: server.address,
        RELEASE: release?.version ?? "",
        COMMIT: release?.commit ?? "",
        ARTIFACT: release?.artifact ?? "",
    };
}
function describe({ target }, name, server) {
    const argv = target[name]
        .map((part) => (/^[\w@%+=:,./-]+$/.test(part) ? part : JSON.stringify(part)))
        .join(" ");
    return `The ${name} command \`${(0,_deploy_actions_kernel__WEBPACK_IMPORTED_MODULE_0__/* .printable */ .g$)(argv).slice(0, 200)}\` for ${server.name}`;
}


/***/ }),

/***/ 26567:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  hA: () => (/* binding */ describeTraffic),
  Oy: () => (/* binding */ showSnapshot),
  W9: () => (/* binding */ takeSnapshot),
  UR: () => (/* binding */ viewServers)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./packages/kernel/lib/index.js + 9 modules
var lib = __webpack_require__(26393);
// EXTERNAL MODULE: ./packages/platforms/lib/haproxy/ready-probe.js
var ready_probe = __webpack_require__(36960);
// EXTERNAL MODULE: ./packages/platforms/lib/haproxy/weights.js
var weights = __webpack_require__(54365);
;// CONCATENATED MODULE: ./packages/platforms/lib/haproxy/roles.js

const NOBODY = { stable: undefined, candidate: undefined, candidateWeight: 0, isRetiring: false };
/**
 * Who is stable and who the candidate, from nothing but what HAProxy and the servers show: see {@link WeightPair}.
 * Every state that a run can leave behind when it is killed has an answer here; others are unknown and never guessed.
 */
function decodeRoles(servers) {
    const [first, second] = servers;
    // Weights of the configuration file say nothing about roles, odd or even: nobody of this project set them.
    const isAsConfigured = servers.every(({ weight, initialWeight }) => weight === initialWeight);
    if (!first.isRunning && !second.isRunning)
        return { known: true, ...NOBODY };
    if (!first.isRunning)
        return rolesOfOne(1, second, first, isAsConfigured);
    if (!second.isRunning)
        return rolesOfOne(0, first, second, isAsConfigured);
    const [a, b] = [counting(first), counting(second)];
    if (a > 0 && b > 0)
        return isAsConfigured ? { known: false, reason: "reloaded" } : rolesOfBoth(servers);
    if (a > 0)
        return rolesOfServing(0, first, second, isAsConfigured);
    if (b > 0)
        return rolesOfServing(1, second, first, isAsConfigured);
    return { known: false, reason: "no_traffic" };
}
/** The candidate's share as HAProxy holds it now; servers that are down get nothing whatever their weight. */
function servedShare(stable, candidate) {
    const pair = { stable: stable === undefined ? 0 : counting(stable), candidate: counting(candidate) };
    return (0,weights/* shareOf */.tC)(pair);
}
function rolesOfOne(index, own, other, isAsConfigured) {
    const alone = { ...NOBODY, known: true };
    if (own.isOut) {
        return own.weight === 0 ? { ...alone, candidate: index } : { ...alone, stable: index };
    }
    if (own.weight === 0)
        return { ...alone, candidate: index };
    if (isAsConfigured || own.weight % 2 === 0)
        return { ...alone, stable: index };
    const pair = { stable: other.weight, candidate: own.weight };
    return { ...alone, candidate: index, candidateWeight: (0,weights/* percentOf */.pR)(pair) ?? 100 };
}
function rolesOfServing(index, serving, other, isAsConfigured) {
    const rest = index === 0 ? 1 : 0;
    const isRetiring = !isAsConfigured && other.isOut && other.weight === weights/* RETIRED */.wk;
    if (isRetiring || (!isAsConfigured && serving.weight % 2 === 1)) {
        return { known: true, stable: rest, candidate: index, candidateWeight: 100, isRetiring };
    }
    return { known: true, stable: index, candidate: rest, candidateWeight: 0, isRetiring: false };
}
function rolesOfBoth(servers) {
    const [first, second] = servers;
    const isFirstOdd = first.weight % 2 === 1;
    if (isFirstOdd === (second.weight % 2 === 1))
        return { known: false, reason: "edited" };
    const pair = isFirstOdd
        ? { stable: second.weight, candidate: first.weight }
        : { stable: first.weight, candidate: second.weight };
    return {
        known: true,
        stable: isFirstOdd ? 1 : 0,
        candidate: isFirstOdd ? 0 : 1,
        candidateWeight: (0,weights/* percentOf */.pR)(pair) ?? (0,weights/* shareOf */.tC)(pair),
        isRetiring: false,
    };
}
function counting({ weight, isOut }) {
    return isOut ? 0 : weight;
}

// EXTERNAL MODULE: ./packages/platforms/lib/haproxy/runtime-answers.js
var runtime_answers = __webpack_require__(94170);
// EXTERNAL MODULE: ./packages/platforms/lib/haproxy/runtime-client.js + 1 modules
var runtime_client = __webpack_require__(24745);
// EXTERNAL MODULE: ./packages/platforms/lib/haproxy/server-commands.js
var server_commands = __webpack_require__(89812);
;// CONCATENATED MODULE: ./packages/platforms/lib/haproxy/snapshot.js







/** Looks at HAProxy and asks both servers what runs there. `conflict` when nobody can tell who is stable. */
async function takeSnapshot(context, signal) {
    const versions = context.target.servers.map((server) => (0,server_commands/* runningVersion */.c1)(context, server, signal));
    const servers = await viewServers(context, signal, Promise.all(versions));
    const roles = decodeRoles(servers);
    if (!roles.known)
        throw await unclear(context, servers, roles, signal);
    const view = (index) => index === undefined ? undefined : servers[index];
    const [stable, candidate] = [view(roles.stable), view(roles.candidate)];
    return {
        servers,
        stable,
        candidate,
        free: servers.find((one) => one !== stable && one !== candidate),
        candidateWeight: roles.candidateWeight,
        isRetiring: roles.isRetiring,
        revision: revisionOf(servers),
    };
}
/** What HAProxy says of the two servers; what runs there is asked only by {@link takeSnapshot}. */
async function viewServers(context, signal, versions = Promise.resolve([])) {
    const { runtime, target } = context;
    const [first, second] = target.servers;
    const [states, rows, [firstVersion, secondVersion]] = await Promise.all([
        runtime.servers(target.backend, signal),
        runtime.stat(target.backend, signal),
        versions,
    ]);
    const view = (server, version) => {
        const state = states.find(({ name }) => name === server.name);
        const row = rows.find(({ svname }) => svname === server.name);
        if (state === undefined || row === undefined)
            throw missingServer(target.backend, server.name, states);
        return viewOf(server, state, row, version);
    };
    const views = [view(first, firstVersion), view(second, secondVersion)];
    refuseOthers(context, states, rows);
    return views;
}
/** The traffic of a snapshot, with each release asked whether it is ready. */
async function describeTraffic(context, snapshot, signal) {
    const { stable, candidate, candidateWeight, revision } = snapshot;
    const describe = async (one) => one?.version === undefined ? null : describeRelease(context, one, one.version, signal);
    const [stableRelease, candidateRelease] = await Promise.all([describe(stable), describe(candidate)]);
    const share = candidate === undefined ? 0 : servedShare(serving(stable), serving(candidate) ?? candidate);
    const isOther = candidateWeight > 0 && Math.abs(share - candidateWeight) > 1e-9;
    return {
        stable: stableRelease,
        candidate: candidateRelease,
        candidateWeight,
        ...(isOther ? { actualShare: share } : {}),
        revision,
    };
}
/** `stable v1 on blue (weight 256), candidate v2 on green (weight 0)`. */
function showSnapshot({ stable, candidate, candidateWeight }) {
    const show = (role, one) => one === undefined ? `no ${role}` : `${role} ${one.version} on ${one.server.name} (weight ${one.weight})`;
    const percent = candidate === undefined ? "" : ` at ${(0,lib/* formatPercent */.l9)(candidateWeight)}`;
    return `${show("stable", stable)}, ${show("candidate", candidate)}${percent}`;
}
async function describeRelease(context, view, version, signal) {
    const answer = await (0,ready_probe/* askReady */.Z)(context, view.server, signal);
    const isDown = !view.isOut && !view.isUp;
    const down = `HAProxy has ${view.server.name} ${view.status}`;
    const detail = answer.detail ?? (isDown ? down : undefined);
    return {
        release: { version },
        ready: answer.ready && !isDown,
        url: (0,ready_probe/* releaseUrl */.X)(view.server),
        ...(detail === undefined ? {} : { detail }),
    };
}
/** A server that is down gets nothing, whatever its weight. */
function serving(view) {
    return view === undefined || view.isUp ? view : { ...view, weight: 0 };
}
function viewOf(server, state, row, version) {
    const check = row.check_status ?? "";
    return {
        server,
        version,
        isRunning: version !== undefined,
        weight: state.weight,
        initialWeight: state.initialWeight,
        isOut: state.isMaintenance || state.isDrained,
        isUp: state.operational === "running" || state.operational === "starting",
        busy: ((0,runtime_answers/* readCount */._0)(row.scur) ?? 0) + ((0,runtime_answers/* readCount */._0)(row.qcur) ?? 0),
        effectiveWeight: (0,runtime_answers/* readCount */._0)(row.weight) ?? 0,
        status: `${row.status ?? "unknown"}${check === "" ? "" : ` (${check})`}`,
    };
}
/** Changes with what runs where and with every weight and state, also when somebody else sets them. */
function revisionOf(servers) {
    const facts = servers.map(({ version, weight, isOut }) => [version ?? null, weight, isOut]);
    return (0,external_node_crypto_.createHash)("sha256").update(JSON.stringify(facts)).digest("hex").slice(0, 16);
}
/** A third server would get a share that no weight of the two takes into account. */
function refuseOthers({ target }, states, rows) {
    const known = new Set(target.servers.map(({ name }) => name));
    const others = states.filter(({ name, weight, isMaintenance }) => {
        const isBackup = rows.find(({ svname }) => svname === name)?.bck === "1";
        return !known.has(name) && !isBackup && !isMaintenance && weight > 0;
    });
    if (others.length === 0)
        return;
    const names = others.map(({ name }) => name).join(", ");
    throw new lib/* ActionError */.lZ("config", `HAProxy's backend ${target.backend} has more servers with traffic than the two of the target: ${names}`, {
        hint: "A weight is a share of the whole backend: give the target a backend of its own with two servers.",
    });
}
function missingServer(backend, name, states) {
    const names = states.map((state) => state.name);
    return new lib/* ActionError */.lZ("config", (0,runtime_client/* noServerText */.AK)(backend, name, names));
}
async function unclear({ runtime, target }, servers, { reason }, signal) {
    const [first, second] = servers.map(({ server, version, weight, isOut }) => `${version} on ${server.name} (weight ${weight}${isOut ? ", out" : ""})`);
    const started = reason === "edited" ? "" : `; ${(0,runtime_client/* sinceStart */.Bx)(await runtime.process(signal))}`;
    const why = {
        reloaded: `the weights are those of the configuration file: HAProxy was reloaded during a rollout and has lost the ones set${started}`,
        edited: "these weights are none that a rollout sets: somebody changed them by hand",
        no_traffic: `neither gets any traffic: somebody changed them by hand, or HAProxy was reloaded${started}`,
    }[reason];
    const text = `Both servers of HAProxy's backend ${target.backend} run a release, ${first} and ${second}, and nobody can tell which one is stable: ${why}`;
    const [a] = target.servers;
    return new lib/* ActionError */.lZ("conflict", text, {
        hint: `Nothing was changed. Make one of them stable: \`set server ${target.backend}/<stable> weight 256\` and \`set server ${target.backend}/<other> weight 0\` (e.g. ${a.name}), then run again.`,
    });
}


/***/ }),

/***/ 54365:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _h: () => (/* binding */ ALL_STABLE),
/* harmony export */   cF: () => (/* binding */ pairOf),
/* harmony export */   gY: () => (/* binding */ ALL_CANDIDATE),
/* harmony export */   n1: () => (/* binding */ GRANULARITY_PERCENT),
/* harmony export */   pR: () => (/* binding */ percentOf),
/* harmony export */   tC: () => (/* binding */ shareOf),
/* harmony export */   wk: () => (/* binding */ RETIRED)
/* harmony export */ });
/** Smallest step of weight, in per cent. */
const GRANULARITY_PERCENT = 0.5;
/** Weight of a stable release that has everything. */
const ALL_STABLE = 256;
/** Weight of a candidate that has everything, before it is stable. */
const ALL_CANDIDATE = 255;
/** Weight of a drained server that was stable until its candidate was promoted. */
const RETIRED = 254;
const PAIRS = makePairs();
/** The pair nearest to `percent`; `undefined` for one that is no multiple of {@link GRANULARITY_PERCENT}. */
function pairOf(percent) {
    return PAIRS.get(percent);
}
/** The percentage a pair stands for, `undefined` for one this project never sets. */
function percentOf(pair) {
    for (const [percent, { stable, candidate }] of PAIRS) {
        if (stable === pair.stable && candidate === pair.candidate)
            return percent;
    }
    return undefined;
}
/** The candidate's real share in per cent; 0 when nobody has a weight. */
function shareOf(pair) {
    const all = pair.stable + pair.candidate;
    return all === 0 ? 0 : (100 * pair.candidate) / all;
}
function makePairs() {
    const pairs = new Map();
    const count = 100 / GRANULARITY_PERCENT;
    for (let index = 0; index <= count; index += 1) {
        const percent = index * GRANULARITY_PERCENT;
        pairs.set(percent, nearestPair(percent));
    }
    return pairs;
}
function nearestPair(percent) {
    if (percent === 0)
        return { stable: ALL_STABLE, candidate: 0 };
    if (percent === 100)
        return { stable: 0, candidate: ALL_CANDIDATE };
    let best = { stable: ALL_STABLE, candidate: 1 };
    let bestError = Number.POSITIVE_INFINITY;
    for (let candidate = 1; candidate < 256; candidate += 2) {
        // For one candidate weight only the even numbers around the exact stable weight can be nearest.
        const exact = (candidate * (100 - percent)) / percent;
        for (const stable of [2 * Math.floor(exact / 2), 2 * Math.ceil(exact / 2)]) {
            if (stable < 2 || stable > 256)
                continue;
            const error = Math.abs(shareOf({ stable, candidate }) - percent);
            // Of equally good ones the largest: a later step then changes the weights least.
            if (error <= bestError + 1e-12) {
                best = { stable, candidate };
                bestError = Math.min(error, bestError);
            }
        }
    }
    return best;
}


/***/ })

};
