import { SERVICES } from "../kubernetes-client.ts";
import { MANAGER, MARKS } from "../marks.ts";
import type { Service } from "../objects.ts";
import type { RouteServices } from "../traffic-route.ts";
import { candidateLabelValue } from "./candidate-labels.ts";
import type { DeploymentContext } from "./context.ts";

/** Makes the candidate's Service like stable's, with the candidate's pods behind it; one of the user's own stays as it is. */
export async function ensureCandidateService(
  context: DeploymentContext,
  services: RouteServices,
  ownerUid: string | undefined,
  signal: AbortSignal,
): Promise<void> {
  const { client, stable: workload } = context;
  if (services.candidate === services.stable) return;
  const found = await client.read<Service>(SERVICES, services.candidate, signal);
  if (found !== undefined) return;
  const stable = await client.require<Service>(SERVICES, services.stable, signal);
  const { ports, sessionAffinity, ipFamilyPolicy } = stable.spec;
  const mark = { [MARKS.candidateOf]: candidateLabelValue(workload) };
  const owner = { apiVersion: "apps/v1", kind: "Deployment", name: workload, uid: ownerUid ?? "" };
  const body = {
    apiVersion: "v1",
    kind: "Service",
    metadata: {
      name: services.candidate,
      namespace: client.namespace,
      labels: { [MARKS.managedBy]: MANAGER, ...mark },
      ...(ownerUid === undefined ? {} : { ownerReferences: [owner] }),
    },
    spec: {
      type: "ClusterIP",
      // A node port belongs to stable's Service alone.
      ports: (ports ?? []).map(({ name, port, targetPort, protocol, appProtocol }) => ({
        ...(name === undefined ? {} : { name }),
        port,
        ...(targetPort === undefined ? {} : { targetPort }),
        ...(protocol === undefined ? {} : { protocol }),
        ...(appProtocol === undefined ? {} : { appProtocol }),
      })),
      ...(sessionAffinity === undefined ? {} : { sessionAffinity }),
      ...(ipFamilyPolicy === undefined ? {} : { ipFamilyPolicy }),
      selector: mark,
    },
  };
  await client.patch(SERVICES, services.candidate, { type: "apply", body, force: false }, signal);
}

/** Removes the candidate's Service if this project made it. */
export async function removeCandidateService(
  context: DeploymentContext,
  services: RouteServices,
  signal: AbortSignal,
): Promise<void> {
  const { client } = context;
  if (services.candidate === services.stable) return;
  const found = await client.read<Service>(SERVICES, services.candidate, signal);
  if (found?.metadata.labels?.[MARKS.managedBy] !== MANAGER) return;
  const { uid } = found.metadata;
  await client.remove(SERVICES, services.candidate, signal, uid === undefined ? {} : { uid });
}
