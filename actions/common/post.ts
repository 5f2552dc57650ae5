import type { ActionContext, ActionSpec, InputsOf } from "@deploy-actions/action-kit";
import { ActionError, errorMessage, formatPercent } from "@deploy-actions/kernel";
import { type DeploymentEvent, type DeploymentRecord, isOpen, type Ledger } from "@deploy-actions/ledger";
import type { Platform } from "@deploy-actions/platforms";
import type { TrafficState } from "@deploy-actions/rollout";
import { forgetRollout, type OpenRollout, unfinishedRollout } from "../canary-deploy/interrupted.ts";
import { moveTraffic } from "../rollback/execute.ts";
import { openLedger } from "./ledger.ts";
import { openTarget } from "./platform.ts";
import { loadPolicy } from "./policy.ts";

/** Inputs of the actions that move traffic. */
type RolloutInputs = {
  readonly environment: string;
  readonly config: string;
  readonly ledger: string | undefined;
  readonly "github-token": string | undefined;
};

/** How long the ledger is asked, and told: users wait for the traffic meanwhile. */
const LEDGER_MS = 5_000;
const TRIES = 3;
/** A platform that takes so long to say no is not asked again. */
const RETRY_WITHIN_MS = 15_000;

/**
 * Finishes what main left between two releases, because it was killed or the platform failed: a candidate is taken back, a
 * rollback is brought to its end, and the record is closed. What another run has taken over is left alone.
 *
 * Runs after every end of main; does nothing when main came to its end. Errors name what is left.
 */
export async function post<S extends ActionSpec>(context: ActionContext<S>): Promise<void> {
  const open = unfinishedRollout(context);
  if (open === undefined) return;
  const { log, signal } = context;
  const inputs = context.inputs as InputsOf<S> & RolloutInputs;
  const { policy } = await loadPolicy(context, {
    environment: inputs.environment,
    file: inputs.config,
    token: inputs["github-token"],
    placeholders: { release: open.version },
  });
  const ledger = await openLedger(context, { file: inputs.ledger, token: inputs["github-token"] });
  const found = await findRecord(context, ledger, policy, open.deploymentId);
  if (found?.successor !== undefined) {
    const { run, release, kind } = found.successor;
    log.info(
      `Nothing to finish: run ${run.runId} of ${run.actor} has gone on with its ${kind} of ${release.version}.`,
    );
    return;
  }
  log.warning(`The ${open.kind} of ${open.version} was interrupted: it is brought to an end.`);
  const { platform } = await openTarget(context, policy, { allowStart: true });
  const traffic = await (open.kind === "rollback"
    ? moveTraffic(context, found?.record.release ?? { version: open.version }, platform)
    : takeBack(context, platform, open));
  const event = endOf(open, traffic, found?.record);
  log.info(event.note);
  forgetRollout(context);
  if (found !== undefined && !isOpen(found.record)) return;
  try {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(LEDGER_MS)]);
    await ledger.append(open.deploymentId, event, limit);
  } catch (error) {
    log.warning(`The ledger did not take it: ${errorMessage(error)}`);
  }
}

/** The record main worked on, and who came after it; `undefined` when the ledger does not say. Traffic does not wait for it. */
async function findRecord(
  { log, signal }: Pick<ActionContext, "log" | "signal">,
  ledger: Ledger,
  { service, environment }: { readonly service: string; readonly environment: string },
  id: string,
): Promise<
  { readonly record: DeploymentRecord; readonly successor: DeploymentRecord | undefined } | undefined
> {
  try {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(LEDGER_MS)]);
    const records = await ledger.list({ service, environment }, limit);
    const index = records.findIndex((record) => record.id === id);
    const record = records[index];
    if (record === undefined) return undefined;
    return { record, successor: records.slice(0, index).find(({ run }) => run.runId !== record.run.runId) };
  } catch (error) {
    if (signal.aborted) throw error;
    log.warning(`The ledger does not say whether another run has gone on: ${errorMessage(error)}`);
    return undefined;
  }
}

/** Takes the candidate back, if it is still there. */
async function takeBack(
  { clock, log, signal }: Pick<ActionContext, "clock" | "log" | "signal">,
  platform: Platform,
  { version }: OpenRollout,
): Promise<TrafficState> {
  const startedAt = clock.now();
  let seen: TrafficState | undefined;
  for (let tries = 1; ; tries += 1) {
    try {
      seen = await platform.observe(signal);
      if (seen.candidate?.release.version !== version) return seen;
      return await platform.abort({ revision: seen.revision }, signal);
    } catch (error) {
      if (tries >= TRIES || clock.now() - startedAt > RETRY_WITHIN_MS || signal.aborted) {
        throw leftBehind(version, seen, error);
      }
      log.warning(`${errorMessage(error)} (tries again)`);
      await clock.sleep(1_000, signal);
    }
  }
}

function leftBehind(version: string, seen: TrafficState | undefined, cause: unknown): ActionError {
  const what =
    seen === undefined
      ? `where the traffic of ${version} is cannot be seen`
      : `${version} still has ${formatPercent(seen.candidateWeight)} of the traffic`;
  return new ActionError("remote", `The rollout is left unfinished, ${what}: ${errorMessage(cause)}`, {
    cause,
    hint: `Run the deployment or the rollback action again once the platform answers: it goes on from what it sees. Or take the traffic of ${version} away by hand.`,
  });
}

/** What became of it, for the record. */
function endOf(
  { kind, version }: OpenRollout,
  { stable }: TrafficState,
  record: DeploymentRecord | undefined,
): Omit<DeploymentEvent, "at"> {
  const reason = "interrupted";
  if (stable?.release.version === version) {
    const note =
      kind === "rollback"
        ? `interrupted: ${version} has all traffic again, nobody verified it`
        : `interrupted after ${version} got all traffic, before anybody verified it`;
    return { phase: "failed", weight: 100, note, reason };
  }
  const abort = record?.events.find((event) => event.phase === "aborting");
  if (abort !== undefined) {
    return { phase: "aborted", weight: 0, note: abort.note, reason: abort.reason ?? reason };
  }
  return { phase: "cancelled", weight: 0, note: `interrupted: no candidate of ${version} is left`, reason };
}
