import { ActionError } from "@deploy-actions/kernel";
import type { Release, TrafficState } from "@deploy-actions/rollout";
import type { Precondition } from "../../platform.ts";
import { isAllStable } from "../../traffic-state.ts";
import { requireRevision } from "../guards.ts";
import { DEPLOYMENTS } from "../kubernetes-client.ts";
import type { Deployment } from "../objects.ts";
import { readCluster } from "./cluster-state.ts";
import type { DeploymentContext } from "./context.ts";
import { isComplete } from "./deployment-status.ts";
import { replaceTemplate, templateOf } from "./stable-deployment.ts";
import { fullReplicas, templateRelease } from "./stable-release.ts";
import { takeCandidateBack } from "./take-candidate-back.ts";
import { requireDeployment } from "./wait-for-deployment.ts";

/**
 * Makes an earlier release stable again; see `Platform.restore`. The stable Deployment goes back pod by pod while everything that
 * serves goes on serving; a candidate gives its traffic back when that is done.
 */
export async function restore(
  context: DeploymentContext,
  release: Release,
  precondition: Precondition,
  signal: AbortSignal,
): Promise<TrafficState> {
  const { stable: name } = context;
  const now = await readCluster(context, signal);
  const isDone = isAllStable(now.traffic, release);
  if (isDone && now.stable !== undefined && isComplete(now.stable)) return now.traffic;
  if (!isDone) requireRevision(now.traffic, precondition, "restore", now.reading?.changedBy);
  if (now.stable === undefined) {
    await context.client.require(DEPLOYMENTS, name, signal);
    throw new ActionError("conflict", `Deployment ${name} appeared while it was looked for. Run again.`);
  }
  const current = templateRelease(now.stable.spec.template, context.target, `Deployment ${name}`).release;
  const isRunning = now.stableRelease?.version === release.version && current.version === release.version;
  if (!isRunning) await rollBack(context, now.stable, release, signal);
  await untilRestored(context, release, signal);
  if (now.traffic.candidate !== null) {
    await takeCandidateBack(context, await readCluster(context, signal), { removes: true }, signal);
  }
  return (await readCluster(context, signal)).traffic;
}

/** Puts an earlier release's template on the stable Deployment, and says where it was found. */
export async function rollBack(
  context: Pick<DeploymentContext, "client" | "target" | "log">,
  stable: Deployment,
  release: Release,
  signal: AbortSignal,
): Promise<void> {
  const { log } = context;
  const { name } = stable.metadata;
  const { template, revision } = await templateOf(context, stable, release, signal);
  const from = revision === undefined ? "the image of the release" : `revision ${revision}`;
  log.info(`Deployment ${name} goes back to ${release.version} by ${from}.`);
  const strategy: unknown = stable.spec.strategy;
  if (
    typeof strategy === "object" &&
    strategy !== null &&
    "type" in strategy &&
    strategy.type === "Recreate"
  ) {
    log.warning(`Deployment ${name} has the strategy Recreate: its pods end before new ones start.`);
  }
  const replicas = fullReplicas(stable);
  const isScaledDown = (stable.spec.replicas ?? 1) < replicas;
  await replaceTemplate(
    context,
    stable,
    template,
    { isStable: true, ...(isScaledDown ? { replicas } : {}) },
    signal,
  );
}

/** Waits until every pod is of the restored release. */
export async function untilRestored(
  context: Pick<DeploymentContext, "client" | "clock" | "target" | "stable">,
  release: Release,
  signal: AbortSignal,
): Promise<void> {
  const { client, clock, target, stable: name } = context;
  await requireDeployment(
    { client, clock, name, timeoutMs: target.readyTimeoutMs, signal },
    `${release.version} does not come up again: bring back another release, or look at its pods.`,
  );
}
