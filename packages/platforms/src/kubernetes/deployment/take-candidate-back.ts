import { DEPLOYMENTS } from "../kubernetes-client.ts";
import type { Deployment } from "../objects.ts";
import { undoFirst } from "./base-deployment.ts";
import { removeCandidate } from "./candidate-deployment.ts";
import { removeCandidateService } from "./candidate-service.ts";
import type { ClusterState } from "./cluster-state.ts";
import type { DeploymentContext } from "./context.ts";
import { desiredOf, isObserved, isServing } from "./deployment-status.ts";
import { shiftTraffic } from "./shift-traffic.ts";
import { replaceTemplate, requireStableCapacity, templateOf } from "./stable-deployment.ts";
import { templateRelease } from "./stable-release.ts";
import { requireDeployment, waitForDeployment } from "./wait-for-deployment.ts";

/**
 * Gives all traffic back to stable, once stable can carry it, and `removes` everything that was made for the candidate: the
 * candidate's Deployment last, because it is what shows that a rollout is not over.
 */
export async function takeCandidateBack(
  context: DeploymentContext,
  now: ClusterState,
  { removes }: { readonly removes: boolean },
  signal: AbortSignal,
): Promise<void> {
  const { clock, target } = context;
  const { route, services, reading, traffic } = now;
  const hadTraffic = (reading?.candidateWeight ?? 0) > 0;
  if (now.stable !== undefined && now.stableRelease !== undefined) {
    await undoTemplate(context, now, now.stable, signal);
    if (hadTraffic)
      await requireStableCapacity(context, now.stable, traffic.candidate?.ready === true, signal);
  }
  // Pods that are about to go need not come up with other labels first.
  const goesByItself = removes && route.capabilities.traffic === "replicas";
  if (services !== undefined) {
    if (reading !== undefined && hadTraffic && !goesByItself) {
      // The stable pods may have come up meanwhile, and the route is read anew to be changed.
      await shiftTraffic(context, route, services, 0, await route.read(services, signal), signal);
    }
    if (removes) await route.detach(services, signal);
  }
  if (!removes) return;
  if (hadTraffic && !goesByItself && target.drainMs > 0) await clock.sleep(target.drainMs, signal);
  if (services !== undefined) await removeCandidateService(context, services, signal);
  if (now.stable !== undefined && now.stableRelease === undefined)
    await undoFirst(context, now.stable, signal);
  await removeCandidate(context, signal);
  if (now.stableRelease !== undefined) await finishStable(context, signal);
}

/** A run before this one may have died while stable went to another template: what it began is seen to its end. */
async function finishStable(context: DeploymentContext, signal: AbortSignal): Promise<void> {
  const { client, clock, target, stable: name } = context;
  const timeoutMs = target.readyTimeoutMs;
  await waitForDeployment({ client, clock, name, timeoutMs, signal, isDone: isRolledOut });
}

/** Every pod is of the current template; whether one is just not available is another matter. */
function isRolledOut(deployment: Deployment): boolean {
  const { updatedReplicas = 0, replicas = 0 } = deployment.status ?? {};
  return (
    isObserved(deployment) &&
    updatedReplicas === desiredOf(deployment) &&
    replicas === updatedReplicas &&
    (isServing(deployment) || desiredOf(deployment) === 0)
  );
}

/** A promotion that did not come to its end left the new template on the stable Deployment. */
async function undoTemplate(
  context: DeploymentContext,
  now: ClusterState,
  stable: Deployment,
  signal: AbortSignal,
): Promise<void> {
  const { client, clock, target } = context;
  const release = now.stableRelease;
  const where = `Deployment ${context.stable}`;
  const current = templateRelease(stable.spec.template, target, where);
  if (release === undefined || !current.isMarked || current.release.version === release.version) return;
  const fresh = await client.require<Deployment>(DEPLOYMENTS, context.stable, signal);
  const { template } = await templateOf(context, fresh, release, signal);
  await replaceTemplate(context, fresh, template, { isStable: true }, signal);
  const timeoutMs = target.readyTimeoutMs;
  await requireDeployment(
    { client, clock, name: context.stable, timeoutMs, signal },
    `Traffic stays at the candidate until ${release.version} is up again. Run again: the abort goes on.`,
  );
}
