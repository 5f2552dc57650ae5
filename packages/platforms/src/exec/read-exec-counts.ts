import { type ExecPlatformOptions, runObserve } from "./exec-commands.ts";
import type { ExecCounts } from "./exec-observation.ts";

/** The `counts` that the target's `observe` prints now, `undefined` when it prints none. Errors as `observe` has them. */
export async function readExecCounts(
  options: ExecPlatformOptions,
  signal: AbortSignal,
): Promise<ExecCounts | undefined> {
  return (await runObserve(options, signal)).counts;
}
