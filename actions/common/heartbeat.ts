import type { ActionContext } from "@deploy-actions/action-kit";
import { ActionError, errorMessage } from "@deploy-actions/kernel";
import { type DeploymentEvent, heartbeatMs, type Ledger } from "@deploy-actions/ledger";
import { LIVE_MS } from "./ledger.ts";

/** Reason of a sign of life of a deployment that has touched no traffic yet. */
export const BEFORE_TRAFFIC = "before_traffic";

const VERIFYING = { phase: "verifying", weight: 100, note: "still verifying" } as const;
const PREPARING = { phase: "started", note: "still before any traffic", reason: BEFORE_TRAFFIC } as const;

/** Does `work` while the open record `id` says regularly that it is being verified. See {@link whileBeating}. */
export function whileVerifying<T>(
  context: ActionContext,
  ledger: Ledger,
  id: string,
  work: () => Promise<T>,
): Promise<T> {
  return whileBeating(context, ledger, id, VERIFYING, work);
}

/** The same for what comes before any traffic: a snapshot or a migration may take its time. */
export function whilePreparing<T>(
  context: ActionContext,
  ledger: Ledger,
  id: string,
  work: () => Promise<T>,
): Promise<T> {
  return whileBeating(context, ledger, id, PREPARING, work);
}

/**
 * Does `work` while the open record gives regular signs of life: without news another run would take it for dead. A beat
 * that fails is only said; a record that another run closed meanwhile ends the beating.
 */
async function whileBeating<T>(
  context: ActionContext,
  ledger: Ledger,
  id: string,
  sign: Omit<DeploymentEvent, "at">,
  work: () => Promise<T>,
): Promise<T> {
  const { clock, log } = context;
  const done = new AbortController();
  const whileWorking = AbortSignal.any([context.signal, done.signal]);
  const beat = async (): Promise<void> => {
    for (;;) {
      await clock.sleep(heartbeatMs(LIVE_MS), whileWorking);
      try {
        // Not cut short when the work is done: it could reach the ledger after the end of the record.
        await ledger.append(id, sign, context.signal);
      } catch (error) {
        if (context.signal.aborted) return;
        log.warning(`The ledger did not take a sign of life: ${errorMessage(error)}`);
        if (error instanceof ActionError && error.code === "conflict") return;
      }
    }
  };
  // The sleep rejects when the work is done.
  const beating = beat().catch(() => undefined);
  try {
    return await work();
  } finally {
    done.abort();
    await beating;
  }
}
