import type { NotifyOccasion } from "@deploy-actions/deploy-config";
import { ActionError, errorMessage } from "@deploy-actions/kernel";
import { failedRequired, tell } from "../notify/tell.ts";
import type { Pipeline, PipelineEnd } from "./phases.ts";

/** Tells people how the pipeline stands. Only a `required` channel that fails is an error. */
export async function announce(
  { context, policy, release, ledger }: Pipeline,
  occasion: NotifyOccasion,
  end: PipelineEnd | undefined,
): Promise<void> {
  const { inputs, outputs, signal, log } = context;
  const { service, environment } = policy;
  const records = end?.deploymentId === undefined ? [] : await ledger.list({ service, environment }, signal);
  try {
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
    if (failed.length > 0) {
      const list = failed.map((delivery) => `${delivery.channel}: ${delivery.detail}`).join("; ");
      throw new ActionError("remote", `A required channel was not told (${list}).`);
    }
  } catch (error) {
    // Before the rollout a missing value or a required channel stops it; after it, traffic is where it belongs already.
    if (occasion === "scheduled") throw error;
    log.error(`Nobody was told of "${occasion}": ${errorMessage(error)}`);
    if (!(error instanceof ActionError) || error.code === "cancelled") throw error;
  }
}
