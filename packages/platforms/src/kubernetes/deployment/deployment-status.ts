import type { Condition, Deployment } from "../objects.ts";

/** Replicas the specification asks for. */
export function desiredOf(deployment: Deployment): number {
  return deployment.spec.replicas ?? 1;
}

/** Replicas that are available now. */
export function availableOf(deployment: Deployment): number {
  return deployment.status?.availableReplicas ?? 0;
}

/** The controller has seen this generation. */
export function isObserved(deployment: Deployment): boolean {
  return (deployment.status?.observedGeneration ?? 0) >= (deployment.metadata.generation ?? 1);
}

/** Every pod is of the current template and available, and no other is left (what `kubectl rollout status` waits for). */
export function isComplete(deployment: Deployment): boolean {
  const desired = desiredOf(deployment);
  const { updatedReplicas = 0, replicas = 0, availableReplicas = 0 } = deployment.status ?? {};
  return (
    isObserved(deployment) &&
    updatedReplicas === desired &&
    replicas === desired &&
    availableReplicas === desired
  );
}

/** It serves: the controller says Available (its minimum of pods is there), and there is at least one. */
export function isServing(deployment: Deployment): boolean {
  return (
    isObserved(deployment) &&
    availableOf(deployment) > 0 &&
    conditionOf(deployment, "Available")?.status === "True"
  );
}

/** The condition of a type, if the object reports it. */
export function conditionOf(
  object: { readonly status?: { readonly conditions?: readonly Condition[] } },
  type: string,
): Condition | undefined {
  return object.status?.conditions?.find((condition) => condition.type === type);
}

/** `2 of 3 pods available, 1 of the new template`. */
export function describeProgress(deployment: Deployment): string {
  const desired = desiredOf(deployment);
  const { updatedReplicas = 0, availableReplicas = 0, replicas = 0 } = deployment.status ?? {};
  if (!isObserved(deployment)) return "the controller has not seen the change yet";
  const old = replicas > updatedReplicas ? `, ${replicas - updatedReplicas} of the old template left` : "";
  return `${availableReplicas} of ${desired} pods available, ${updatedReplicas} updated${old}`;
}
