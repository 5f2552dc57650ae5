import type { KubernetesTarget } from "@deploy-actions/rollout";
import { isComplete } from "../../../packages/platforms/src/kubernetes/deployment/deployment-status.ts";
import {
  DEPLOYMENTS,
  type KubernetesObject,
  PODS,
  type ResourceType,
  SERVICES,
} from "../../../packages/platforms/src/kubernetes/kubernetes-client.ts";
import {
  type Deployment,
  ENDPOINT_SLICES,
  type EndpointSlice,
} from "../../../packages/platforms/src/kubernetes/objects.ts";
import { signal, TestNamespace } from "../../../packages/platforms/test/kubernetes/support/cluster.ts";
import type { CrashScene } from "../subject.ts";
import type { KubernetesConfig } from "../subjects/kubernetes.ts";

/** What stands in a namespace before the first release. */
export interface KubernetesSetting {
  readonly objects: (namespace: string) => readonly KubernetesObject[];
  readonly target: (namespace: string) => KubernetesTarget;
  /** Kinds that are looked at beside Deployments, Services and pods. */
  readonly kinds: readonly ResourceType[];
}

/** A namespace of its own in a cluster. */
export async function openKubernetesScene(
  kubeconfig: string,
  { objects, target, kinds }: KubernetesSetting,
): Promise<CrashScene> {
  const namespace = await new TestNamespace(kubeconfig).open();
  await namespace.apply(...objects(namespace.name));
  const config: KubernetesConfig = { kubeconfig, target: target(namespace.name) };
  return {
    config,
    async look() {
      const client = await namespace.admin();
      const found = await Promise.all(
        [DEPLOYMENTS, SERVICES, ...kinds].map((kind) => client.list(kind, {}, signal)),
      );
      const pods = (await client.list(PODS, {}, signal)).map(
        ({ metadata }) => `a pod of ${JSON.stringify(metadata.labels, withoutHashes)}`,
      );
      const lines = [...found.flat().map(lineOf), ...pods].sort();
      return lines.map((line) => line.replaceAll(namespace.name, "NAMESPACE"));
    },
    gaps: () => unserved(namespace),
    close: () => namespace.close(),
  };
}

function lineOf(object: KubernetesObject): string {
  const { kind, metadata } = object;
  const { spec } = object as KubernetesObject & { readonly spec?: { readonly replicas?: number } };
  // Where no pod is wanted, the template is but the form of the next release.
  if (spec?.replicas === 0) return `${kind} ${metadata.name} without pods`;
  const state = kind === "Deployment" && !isComplete(object as Deployment) ? ", not complete" : "";
  const { name, labels, annotations } = metadata;
  return `${kind} ${name}${state}: ${JSON.stringify({ labels, annotations, spec }, withoutHashes)}`;
}

/** Numbers of revisions grow with each release, hashes name it; defaults are written out where the server has filled them in. */
function withoutHashes(key: string, value: unknown): unknown {
  return HASHES.test(key) || DEFAULTS.test(key) ? undefined : value;
}

const HASHES = /(\/revision|pod-template-hash|clusterIPs?|last-applied-configuration)$/;
const DEFAULTS =
  /^(imagePullPolicy|terminationMessage.*|dnsPolicy|restartPolicy|schedulerName|securityContext|creationTimestamp)$/;

/** The Service that users always come to, where it has nobody to answer. */
async function unserved(namespace: TestNamespace): Promise<readonly string[]> {
  const client = await namespace.admin();
  const labelSelector = "kubernetes.io/service-name=web";
  const slices = await client.list<EndpointSlice>(ENDPOINT_SLICES, { labelSelector }, signal);
  const ready = slices.flatMap(({ endpoints }) =>
    (endpoints ?? []).filter(({ conditions }) => conditions?.ready !== false),
  );
  return ready.length > 0 ? [] : ["Nobody answers behind the Service web"];
}
