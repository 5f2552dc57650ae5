import type { Platform } from "../platform.ts";
import type { KubernetesClient } from "./kubernetes-client.ts";
import type { KubernetesClientOptions } from "./open-kubernetes-client.ts";
import type { KubernetesPlatformOptions } from "./platform-options.ts";

/** A client of one namespace of a cluster; nothing is asked of the cluster yet. Errors: `config`. */
export async function openKubernetesClient(options: KubernetesClientOptions): Promise<KubernetesClient> {
  return (await import("./open-kubernetes-client.ts")).openKubernetesClient(options);
}

/** A workload of a cluster as a platform; only the code of its workload and route is loaded. */
export async function createKubernetesPlatform(options: KubernetesPlatformOptions): Promise<Platform> {
  return (await import("./kubernetes-platform.ts")).createKubernetesPlatform(options);
}
