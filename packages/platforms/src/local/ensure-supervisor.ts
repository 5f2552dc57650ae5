import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, fstatSync, ftruncateSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ActionError, printable, tail } from "@deploy-actions/kernel";
import { type AdminClient, findSupervisor } from "./admin-client.ts";
import { parseListenAddress } from "./listen-address.ts";
import { type LocalContext, stateFolder } from "./local-context.ts";
import { EXIT_CONFIG, EXIT_LOCKED, type StateFile } from "./protocol.ts";
import { readStateFile } from "./state-file.ts";
import { formatSupervisorArgs } from "./supervisor-main.ts";

const START_TIMEOUT_MS = 10_000;
const POLL_MS = 50;
const MAX_LOG_BYTES = 1_048_576;

/** What it takes to start a supervisor. */
export interface SupervisorLaunch extends LocalContext {
  /** argv of a program that is {@link supervisorMain}; the options are appended. */
  readonly supervisorArgv: readonly string[];
  /** The runner's environment; of it only PATH, HOME and `target.passEnv` are inherited. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * The supervisor of a target, started when none runs: idempotent, also when several clients ask at once. Rejects with
 * `config` when it cannot listen or listens elsewhere, with `remote` (and the end of its log) when it does not come up.
 */
export async function ensureSupervisor(launch: SupervisorLaunch, signal: AbortSignal): Promise<AdminClient> {
  const folder = stateFolder(launch);
  parseListenAddress(launch.target.listen);
  const state = await readStateFile(folder);
  const found = await findSupervisor(launch.http, state, signal);
  if (found !== undefined) return atAddress(launch, state, found);

  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const logPath = join(folder, "supervisor.log");
  const started = start(launch, folder, logPath);
  const deadline = launch.clock.now() + START_TIMEOUT_MS;
  for (;;) {
    const now = await readStateFile(folder);
    const client = await findSupervisor(launch.http, now, signal);
    if (client !== undefined) return atAddress(launch, now, client);
    const end = started.end();
    // 75: another client was faster; its supervisor is about to answer.
    if (end !== undefined && end !== EXIT_LOCKED) throw startFailure(end, launch, logPath, started.logOffset);
    if (launch.clock.now() >= deadline) throw startFailure("late", launch, logPath, started.logOffset);
    await launch.clock.sleep(POLL_MS, signal);
  }
}

function start(
  { supervisorArgv, target, env, workspace }: SupervisorLaunch,
  folder: string,
  logPath: string,
): { readonly end: () => number | string | undefined; readonly logOffset: number } {
  const [program = "", ...args] = supervisorArgv;
  const log = openSync(logPath, "a", 0o600);
  if (fstatSync(log).size > MAX_LOG_BYTES) ftruncateSync(log);
  const logOffset = fstatSync(log).size;
  const inherited = ["PATH", "HOME", ...target.passEnv].flatMap((name) => {
    const value = env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  let end: number | string | undefined;
  try {
    const child: ChildProcess = spawn(
      program,
      [...args, ...formatSupervisorArgs({ state: folder, listen: target.listen })],
      // Detached, and without the runner's variables: a runner ends at the end of a job what carries its tracking id.
      {
        cwd: workspace,
        detached: true,
        stdio: ["ignore", log, log],
        env: Object.fromEntries(inherited),
      },
    );
    child.once("exit", (code, signalName) => {
      end = code ?? signalName ?? "killed";
    });
    child.once("error", (error) => {
      end = error.message;
    });
    child.unref();
  } finally {
    closeSync(log);
  }
  return { end: () => end, logOffset };
}

function startFailure(
  end: number | string,
  { target }: SupervisorLaunch,
  logPath: string,
  logOffset: number,
): ActionError {
  const lines = readLogTail(logPath, logOffset);
  if (end === EXIT_CONFIG) {
    const why = lines === "" ? "it refused its configuration" : lines;
    return new ActionError("config", `The local target cannot run on ${target.listen}: ${why}`, {
      hint: `Set target.listen to a free loopback port, or stop what uses ${target.listen}.`,
    });
  }
  const what = end === "late" ? "did not answer within 10s" : `ended at once (${end})`;
  const told = lines === "" ? "It wrote no log." : `Last lines of ${logPath}: ${lines}`;
  return new ActionError("remote", `The supervisor of ${target.listen} ${what}. ${told}`);
}

/** The last lines of this start in one line. */
function readLogTail(path: string, offset: number): string {
  const text = readFileSync(path).subarray(offset).toString("utf8");
  return tail(text, 5)
    .split("\n")
    .map((line) => printable(line.trim()))
    .filter((line) => line !== "")
    .join(" | ")
    .slice(-1_000);
}

function atAddress(
  { target }: SupervisorLaunch,
  state: StateFile | undefined,
  client: AdminClient,
): AdminClient {
  const wanted = parseListenAddress(target.listen);
  const actual = state === undefined ? wanted : parseListenAddress(state.listen);
  const isSame = wanted.host === actual.host && (wanted.port === 0 || wanted.port === actual.port);
  if (isSame) return client;
  throw new ActionError(
    "config",
    `The supervisor of this state folder listens on ${state?.listen}, the target says ${target.listen}`,
    { hint: "Stop the local target first, or give the other address its own state folder." },
  );
}
