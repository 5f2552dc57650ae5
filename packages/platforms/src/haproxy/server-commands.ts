import { ActionError, formatDuration, printable, tail } from "@deploy-actions/kernel";
import type { HaproxyServer, Release } from "@deploy-actions/rollout";
import type { HaproxyContext } from "./haproxy-options.ts";

const LONGEST_VERSION = 256;
const LAST_LINES = 10;

/** Makes `release` run on `server`; `remote` with the last lines it wrote when the command fails. */
export async function startRelease(
  context: HaproxyContext,
  server: HaproxyServer,
  release: Release,
  signal: AbortSignal,
): Promise<void> {
  await runCommand(context, "start", server, release, signal);
}

/** Ends what runs on `server`. */
export async function stopRelease(
  context: HaproxyContext,
  server: HaproxyServer,
  signal: AbortSignal,
): Promise<void> {
  await runCommand(context, "stop", server, undefined, signal);
}

/** The version that runs on `server`, `undefined` when the command prints nothing; `remote` when it cannot tell. */
export async function runningVersion(
  context: HaproxyContext,
  server: HaproxyServer,
  signal: AbortSignal,
): Promise<string | undefined> {
  const version = (await runCommand(context, "version", server, undefined, signal)).trim();
  if (version === "") return undefined;
  const isOneWord = version.length <= LONGEST_VERSION && printable(version) === version;
  if (isOneWord) return version;
  const shown = printable(version.slice(0, 120));
  throw new ActionError(
    "remote",
    `${describe(context, "version", server)} printed ${JSON.stringify(shown)}`,
    {
      hint: "It prints the version that runs on SERVER in one line, or nothing when none does, and nothing else.",
    },
  );
}

async function runCommand(
  context: HaproxyContext,
  name: "start" | "stop" | "version",
  server: HaproxyServer,
  release: Release | undefined,
  signal: AbortSignal,
): Promise<string> {
  const { target, exec, workspace } = context;
  const result = await exec.run({
    argv: target[name],
    env: commandEnv(context, server, release),
    cwd: workspace,
    timeoutMs: target.timeoutMs,
    signal,
  });
  const what = describe(context, name, server);
  const lines = tail(result.stderr, LAST_LINES)
    .split("\n")
    .map((line) => printable(line))
    .join("\n");
  const told = lines === "" ? "It wrote nothing to stderr." : `stderr ends with:\n${lines}`;
  if (result.timedOut) {
    const limit = formatDuration(target.timeoutMs);
    throw new ActionError("remote", `${what} did not end within ${limit} and was killed. ${told}`, {
      hint: "The command has to return once the release was started, not stay with it (a service manager, `docker run --detach`).",
    });
  }
  if (result.exitCode !== 0) {
    const end = result.exitCode === null ? "was killed" : `ended with exit code ${result.exitCode}`;
    throw new ActionError("remote", `${what} ${end}. ${told}`);
  }
  return result.stdout;
}

function commandEnv(
  { target, env, environment }: HaproxyContext,
  server: HaproxyServer,
  release: Release | undefined,
): Record<string, string> {
  const passed: Record<string, string> = {};
  for (const name of ["PATH", "HOME", ...target.passEnv]) {
    const value = env[name];
    if (value !== undefined) passed[name] = value;
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

function describe(
  { target }: HaproxyContext,
  name: "start" | "stop" | "version",
  server: HaproxyServer,
): string {
  const argv = target[name]
    .map((part) => (/^[\w@%+=:,./-]+$/.test(part) ? part : JSON.stringify(part)))
    .join(" ");
  return `The ${name} command \`${printable(argv).slice(0, 200)}\` for ${server.name}`;
}
