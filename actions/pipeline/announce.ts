import type { NotifyOccasion } from "@deploy-actions/deploy-config";
import { ActionError, errorMessage } from "@deploy-actions/kernel";
import { failedRequired, tell } from "../notify/tell.ts";
import type { Pipeline, PipelineEnd } from "./phases.ts";

/**
 * Tells people how the pipeline stands. Resolves with what is wrong when a `required` channel was not told; before the
 * rollout that is an error, which stops it.
 */
export async function announce(
  { context, policy, release, ledger }: Pipeline,
  occasion: NotifyOccasion,
  end: PipelineEnd | undefined,
): Promise<string | undefined> {
  const { inputs, outputs, signal, log } = context;
  const { service, environment } = policy;
  if (signal.aborted) {
    log.warning(`Nobody was told of "${occasion}": there is no time left after a cancel.`);
    return undefined;
  }
  try {
    const records =
      end?.deploymentId === undefined ? [] : await ledger.list({ service, environment }, signal);
    const deliveries = await tell(
      context,
      {
        policy,
        occasion,
        release: release.version,
        verdict: end === undefined ? undefined : end.verdict,
        record: records.find((record) => record.id === end?.deploymentId),
        given: {},
      },
      inputs,
    );
    if (occasion !== "scheduled")
      outputs.set(
        "notify-deliveries",
        deliveries.map((delivery) => ({ ...delivery })),
      );
    const failed = failedRequired(policy, deliveries);
    if (failed.length === 0) return undefined;
    const list = failed.map((delivery) => `${delivery.channel}: ${delivery.detail}`).join("; ");
    const problem = `a required channel was not told (${list})`;
    if (occasion === "scheduled") throw new ActionError("remote", `Not started: ${problem}.`);
    return problem;
  } catch (error) {
    // Before the rollout a missing value stops it; after it, traffic is where it belongs already.
    if (occasion === "scheduled") throw error;
    log.error(`Nobody was told of "${occasion}": ${errorMessage(error)}`);
    if (!(error instanceof ActionError) || error.code === "cancelled") throw error;
    return undefined;
  }
}

/** Tells people of a deployment that an error stopped; whatever happens here, that error is the pipeline's end. */
export async function announceError(pipeline: Pipeline, error: unknown): Promise<void> {
  const { log, signal } = pipeline.context;
  if (signal.aborted) return;
  const sentence = `stopped by an error: ${errorMessage(error)}`;
  const verdict = { outcome: "inconclusive", reason: "error", sentence, evidence: [] } as const;
  try {
    await announce(pipeline, "failed", { outcome: "not_started", verdict, deploymentId: undefined });
  } catch (inner) {
    log.warning(`Nobody was told of the error: ${errorMessage(inner)}`);
  }
}
