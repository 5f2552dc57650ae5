import type { CommandCheck } from "@deploy-actions/conditions";
import {
  type Clock,
  type Exec,
  type ExecResult,
  errorMessage,
  type Secrets,
  tail,
} from "@deploy-actions/kernel";
import { oneLine } from "./describe.ts";
import type { Probe, ProbeSample } from "./types.ts";

/** What a command probe stands on. `env` is the whole environment of the program. */
export interface CommandProbeOptions {
  readonly check: CommandCheck;
  readonly exec: Exec;
  readonly env: Readonly<Record<string, string>>;
  readonly clock: Clock;
  /** Redacts the program's output before it becomes a sample's detail. */
  readonly secrets?: Secrets;
}

const MAX_OUTPUT_BYTES = 65_536;
const TAIL_LINES = 5;

/**
 * A probe that runs a program: exit code 0 is healthy, any other and a time-out are not. A program that cannot be
 * started says nothing about the system: `unknown`.
 */
export function createCommandProbe(options: CommandProbeOptions): Probe {
  const { check, exec, env, clock, secrets } = options;
  const source = check.argv[0] ?? "";

  async function run(signal: AbortSignal): Promise<ProbeSample> {
    const at = clock.now();
    // A program's run time is not the latency of the system, so it never enters a percentile.
    const base = { check: check.name, at, latencyMs: undefined, version: undefined };
    const detail = (text: string): string => oneLine(`${source}: ${text}`, secrets);
    try {
      const result = await exec.run({
        argv: check.argv,
        env,
        timeoutMs: check.timeoutMs,
        maxOutputBytes: MAX_OUTPUT_BYTES,
        signal,
      });
      if (result.exitCode === 0 && !result.timedOut) {
        return { ...base, result: "healthy", reason: "ok", detail: detail("exit code 0") };
      }
      const { reason, text } = describeFailure(result, check.timeoutMs);
      return { ...base, result: "unhealthy", reason, detail: detail(text) };
    } catch (error) {
      if (signal.aborted) throw error;
      return { ...base, result: "unknown", reason: "command_not_run", detail: detail(errorMessage(error)) };
    }
  }

  return { check: check.name, kind: "command", critical: check.critical, source, run };
}

function describeFailure(result: ExecResult, timeoutMs: number): { reason: string; text: string } {
  const output = tail(result.stderr.trim() === "" ? result.stdout : result.stderr, TAIL_LINES);
  const ending = output.trim() === "" ? "without output" : output;
  if (result.timedOut) return { reason: "timeout", text: `no end within ${timeoutMs} ms: ${ending}` };
  if (result.exitCode === null) return { reason: "command_killed", text: `killed: ${ending}` };
  return { reason: "exit_code", text: `exit code ${result.exitCode}: ${ending}` };
}
