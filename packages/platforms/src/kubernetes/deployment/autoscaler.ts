import type { KubernetesClient } from "../kubernetes-client.ts";
import { AUTOSCALERS, type Autoscaler } from "../objects.ts";

/** The autoscaler that holds a Deployment's count of pods, if there is one. */
export async function findAutoscaler(
  client: KubernetesClient,
  deployment: string,
  signal: AbortSignal,
): Promise<Autoscaler | undefined> {
  const all = await client.list<Autoscaler>(AUTOSCALERS, {}, signal);
  return all.find(
    ({ spec }) => spec.scaleTargetRef.kind === "Deployment" && spec.scaleTargetRef.name === deployment,
  );
}
