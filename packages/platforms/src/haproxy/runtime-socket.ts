import { readdirSync } from "node:fs";
import { connect, type NetConnectOpts } from "node:net";
import { basename, dirname, resolve } from "node:path";
import { ActionError, formatDuration, printable, suggest, systemErrorCode } from "@deploy-actions/kernel";

/** One line to HAProxy's runtime API and its whole answer, on a connection of its own. */
export interface RuntimeSocket {
  /** Where it is, for messages. */
  readonly address: string;
  /** Errors: `config` when there is no socket, `permission` when it may not be opened, `remote` when nobody answers. */
  ask(line: string, signal: AbortSignal): Promise<string>;
}

const TIMEOUT_MS = 5_000;
const MAX_ANSWER_BYTES = 8 * 1_024 * 1_024;
/** Without the ending zero; Linux. */
const MAX_PATH_BYTES = 107;
const HOST_AND_PORT = /^(?:\[([0-9A-Fa-f:.]+)\]|([\w.-]+)):(\d{1,5})$/;

/**
 * The runtime API at a Unix socket (a path, relative to `workspace`) or at host:port. HAProxy reads one line a connection
 * unless it is asked to prompt, so that an answer ends where the connection does.
 */
export function openRuntimeSocket(socket: string, workspace: string, timeoutMs = TIMEOUT_MS): RuntimeSocket {
  const match = HOST_AND_PORT.exec(socket);
  const path = resolve(workspace, socket);
  const options: NetConnectOpts =
    match === null ? { path } : { host: match[1] ?? match[2] ?? "", port: Number(match[3]) };
  if (match === null && Buffer.byteLength(path) > MAX_PATH_BYTES) {
    throw new ActionError("config", `The path of the HAProxy socket is too long: ${printable(path)}`, {
      hint: `A Unix socket's path has at most ${MAX_PATH_BYTES} bytes.`,
    });
  }
  const address = match === null ? path : socket;
  return { address, ask: (line, signal) => ask({ options, address, timeoutMs }, line, signal) };
}

interface Peer {
  readonly options: NetConnectOpts;
  readonly address: string;
  readonly timeoutMs: number;
}

function ask(peer: Peer, line: string, signal: AbortSignal): Promise<string> {
  const { options, address, timeoutMs } = peer;
  return new Promise((done, fail) => {
    if (signal.aborted) {
      fail(cancelled());
      return;
    }
    const chunks: Buffer[] = [];
    let bytes = 0;
    const socket = connect(options);
    const end = (finish: () => void): void => {
      signal.removeEventListener("abort", onAbort);
      socket.destroy();
      finish();
    };
    const onAbort = (): void => end(() => fail(cancelled()));
    signal.addEventListener("abort", onAbort, { once: true });
    socket.setTimeout(timeoutMs);
    socket.once("timeout", () => end(() => fail(silent(peer, line))));
    socket.once("error", (error) => end(() => fail(unreachable(options, address, error))));
    socket.once("connect", () => socket.write(`${line}\n`));
    socket.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > MAX_ANSWER_BYTES) end(() => fail(tooMuch(address, line)));
      else chunks.push(chunk);
    });
    socket.once("end", () => end(() => done(Buffer.concat(chunks).toString("utf8"))));
    socket.once("close", () => end(() => fail(silent(peer, line))));
  });
}

function unreachable(options: NetConnectOpts, address: string, error: Error): ActionError {
  const code = systemErrorCode(error);
  const where = `HAProxy's runtime API at ${printable(address)}`;
  const shape = "In HAProxy's `global` section: `stats socket <path> mode 660 level admin`.";
  if (code === "ENOENT" || code === "ENOTDIR") {
    const near = "path" in options ? socketsBeside(address) : "";
    return new ActionError("config", `There is no HAProxy socket at ${printable(address)}.${near}`, {
      hint: shape,
      cause: error,
    });
  }
  if (code === "ENOTFOUND") {
    return new ActionError("config", `${where} has an unknown host`, { hint: shape, cause: error });
  }
  if (code === "EACCES" || code === "EPERM") {
    return new ActionError("permission", `${where} may not be opened by this user`, {
      hint: "Give the runner's user the socket's group (`stats socket … group <group> mode 660`).",
      cause: error,
    });
  }
  if (code === "ECONNREFUSED" || code === "ENOTSOCK") {
    return new ActionError("remote", `Nobody listens on ${where}`, {
      hint: "HAProxy does not run, or the file is left from one that ran.",
      cause: error,
    });
  }
  return new ActionError("remote", `${where} cannot be reached: ${printable(error.message)}`, {
    cause: error,
  });
}

/** The entries of the folder that may have been meant. */
function socketsBeside(path: string): string {
  try {
    const names = readdirSync(dirname(path), { withFileTypes: true })
      .filter((entry) => entry.isSocket())
      .map((entry) => printable(entry.name))
      .slice(0, 20);
    return suggest(basename(path), names);
  } catch {
    return "";
  }
}

function silent({ address, timeoutMs }: Peer, line: string): ActionError {
  const text = `HAProxy at ${printable(address)} did not answer "${line}" within ${formatDuration(timeoutMs)}`;
  return new ActionError("remote", text);
}

function tooMuch(address: string, line: string): ActionError {
  return new ActionError("remote", `HAProxy at ${printable(address)} answered "${line}" without an end`);
}

function cancelled(): ActionError {
  return new ActionError("cancelled", "Talking to HAProxy was cancelled");
}
