import { ActionError, formatDuration } from "@deploy-actions/kernel";
import { findSupervisor } from "./admin-client.ts";
import { endLeftovers } from "./leftovers.ts";
import { type LocalContext, stateFolder } from "./local-context.ts";
import { isProcessAlive } from "./process-alive.ts";
import type { AdminState } from "./protocol.ts";
import { readStateFile } from "./state-file.ts";

const POLL_MS = 50;
const STOP_SLACK_MS = 15_000;

/** What a local target is doing. */
export type LocalStatus =
  | { readonly running: false }
  | { readonly running: true; readonly adminUrl: string; readonly state: AdminState };

/** What the supervisor of a target is doing, without starting one. */
export async function localStatus(context: LocalContext, signal: AbortSignal): Promise<LocalStatus> {
  const recorded = await readStateFile(stateFolder(context));
  const admin = await findSupervisor(context.http, recorded, signal);
  if (admin === undefined) return { running: false };
  return { running: true, adminUrl: admin.supervisor.adminUrl, state: await admin.state(signal) };
}

/**
 * The counters of a running target in the Prometheus text format (`deploy_actions_requests_total`, …). Rejects with
 * `remote` when no supervisor answers.
 */
export async function readLocalMetricsText(context: LocalContext, signal: AbortSignal): Promise<string> {
  const recorded = await readStateFile(stateFolder(context));
  const admin = await findSupervisor(context.http, recorded, signal);
  if (admin !== undefined) return admin.metricsText(signal);
  throw new ActionError("remote", `No supervisor answers for the local target ${context.target.listen}`);
}

/**
 * Stops a target: requests in flight finish (up to `drainMs`), releases and supervisor end. What was deployed stays
 * recorded, and the next start serves it again. Nothing to do when it does not run. Rejects with `remote` when it does
 * not end in time.
 */
export async function stopLocalTarget(context: LocalContext, signal: AbortSignal): Promise<void> {
  const folder = stateFolder(context);
  const recorded = await readStateFile(folder);
  const admin = await findSupervisor(context.http, recorded, signal);
  if (admin === undefined) {
    // The supervisor was killed: its releases may have outlived it.
    if (recorded !== undefined) await endLeftovers(recorded.bootId);
    return;
  }
  await admin.stop(signal);
  const limitMs = context.target.drainMs + STOP_SLACK_MS;
  const deadline = context.clock.now() + limitMs;
  while (isProcessAlive(admin.supervisor.pid)) {
    if (context.clock.now() >= deadline) {
      throw new ActionError(
        "remote",
        `The supervisor of ${context.target.listen} (pid ${admin.supervisor.pid}) still runs ${formatDuration(limitMs)} after it was told to stop`,
      );
    }
    await context.clock.sleep(POLL_MS, signal);
  }
}
