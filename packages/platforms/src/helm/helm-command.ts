import {
  ActionError,
  type Clock,
  type Exec,
  type ExecResult,
  formatDuration,
  printable,
  tail,
} from "@deploy-actions/kernel";
import type { HelmTarget } from "@deploy-actions/rollout";
import { historyArgv } from "./helm-argv.ts";
import { type HelmRevision, parseHistory } from "./helm-history.ts";

/** What a Helm target needs. */
export interface HelmPlatformOptions {
  readonly target: HelmTarget;
  readonly exec: Exec;
  readonly clock: Clock;
  /** The runner's environment; of it `helm` sees what it and a kubeconfig's own sign-in program need. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder that chart and values files are relative to. */
  readonly workspace: string;
  /** A kubeconfig made for this run; `undefined`: KUBECONFIG or ~/.kube/config. */
  readonly kubeconfigPath: string | undefined;
}

/** How much longer than Helm's own time-out a command may take before it is killed. */
const KILL_AFTER_MS = 60_000;

const PASSED = /^(PATH|HOME|TMPDIR|KUBECONFIG|SSL_CERT_FILE|SSL_CERT_DIR|HELM_.*|XDG_.*|(HTTPS?|NO)_PROXY)$/i;
/** What the sign-in programs of the large clouds read, when the kubeconfig is the user's own. */
const SIGN_IN = /^(AWS|AZURE|ARM|GOOGLE|CLOUDSDK|USE_GKE)_/;

/** Runs a command of Helm's and gives how it ended; a non-zero exit code is a result. */
export async function runHelm(
  options: HelmPlatformOptions,
  argv: readonly string[],
  signal: AbortSignal,
): Promise<ExecResult> {
  const { target, exec, workspace } = options;
  return exec.run({
    argv,
    cwd: workspace,
    env: helmEnv(options),
    timeoutMs: target.readyTimeoutMs + KILL_AFTER_MS,
    maxOutputBytes: 4 * 1_024 * 1_024,
    signal,
  });
}

/** The history of the release, the oldest first; empty when there is no such release. */
export async function readHistory(
  options: HelmPlatformOptions,
  signal: AbortSignal,
): Promise<readonly HelmRevision[]> {
  const { target, kubeconfigPath } = options;
  const result = await runHelm(options, historyArgv(target, { kubeconfigPath }), signal);
  if (result.exitCode !== 0) {
    if (/release: not found/.test(result.stderr)) return [];
    throw helmError(options, "read the history of", result);
  }
  const history = parseHistory(result.stdout);
  if (history !== undefined) return history;
  throw new ActionError(
    "remote",
    `helm history of ${target.release} printed ${printable(result.stdout.slice(0, 200))}, expected a JSON array`,
  );
}

/** Why a command of Helm's failed: `permission` where the cluster refused, `conflict` where another Helm is at work. */
export function helmError(options: HelmPlatformOptions, what: string, result: ExecResult): ActionError {
  const { target } = options;
  const about = `helm could not ${what} ${target.release} in the namespace ${target.namespace}`;
  const said = saidBy(result);
  if (result.timedOut) {
    const limit = formatDuration(target.readyTimeoutMs + KILL_AFTER_MS);
    return new ActionError("remote", `${about}: it did not end within ${limit} and was killed. ${said}`);
  }
  const text = `${about}: ${said}`;
  if (
    /another operation \(install\/upgrade\/rollback\) is in progress|already exists$/m.test(result.stderr)
  ) {
    return new ActionError("conflict", text, {
      hint: "Another helm works on this release, or one was killed. Run again: what was left behind is repaired.",
    });
  }
  if (/forbidden|Unauthorized|must be logged in/i.test(result.stderr)) {
    return new ActionError("permission", text, {
      hint: "The chart's objects and Secrets of the namespace (Helm keeps its history there) are needed.",
    });
  }
  if (/namespaces "[^"]*" not found/.test(result.stderr)) {
    return new ActionError("config", text, { hint: "Make the namespace first; a deployment makes none." });
  }
  return new ActionError("remote", text);
}

/** The end of what a command wrote to stderr, safe to print. */
export function saidBy(result: ExecResult): string {
  const lines = tail(result.stderr, 10).split("\n");
  const text = lines.map((line) => printable(line)).join("\n");
  return text === "" ? `exit code ${result.exitCode ?? "none"}, nothing on stderr` : text;
}

function helmEnv({ env, target }: HelmPlatformOptions): Record<string, string> {
  const isOwn = target.access.kind === "kubeconfig";
  const passed: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined && (PASSED.test(name) || (isOwn && SIGN_IN.test(name)))) passed[name] = value;
  }
  return passed;
}
