import { DEPLOYMENTS, type KubernetesClient } from "../kubernetes-client.ts";
import type { Deployment } from "../objects.ts";

/** Sets the count of pods, and annotations with it in the same change (`null` removes one). */
export async function scaleDeployment(
  client: KubernetesClient,
  deployment: Deployment,
  replicas: number,
  annotations: Readonly<Record<string, string | null>>,
  signal: AbortSignal,
): Promise<void> {
  const metadata = Object.keys(annotations).length === 0 ? {} : { metadata: { annotations } };
  const body = { ...metadata, spec: { replicas } };
  await client.patch(DEPLOYMENTS, deployment.metadata.name, { type: "merge", body }, signal);
}
