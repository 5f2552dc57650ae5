import type { ActionContext } from "@deploy-actions/action-kit";
import { errorMessage } from "@deploy-actions/kernel";
import { accessOfRun } from "./access.ts";
import { graceSignal } from "./grace-signal.ts";

/** A store that does not answer is not waited for: its tokens end by themselves. */
const REVOKE_MS = 5_000;
/** What is left of the time a cancelled run has. */
const CANCELLED_MS = 1_000;

/** Runs an action, then takes back what the run signed in to. However that ends, the action's own end stays. */
export async function revokeAfter<T>(
  context: Pick<ActionContext, "secrets" | "signal" | "log">,
  body: () => Promise<T>,
): Promise<T> {
  try {
    return await body();
  } finally {
    const limit = AbortSignal.any([
      graceSignal(context.signal, CANCELLED_MS),
      AbortSignal.timeout(REVOKE_MS),
    ]);
    await accessOfRun(context)
      ?.revoke(limit)
      .catch((error: unknown) => context.log.debug(`Nothing was revoked: ${errorMessage(error)}`));
  }
}
