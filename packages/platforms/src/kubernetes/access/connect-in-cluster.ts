import { join } from "node:path";
import { ActionError, type Secrets, systemErrorCode } from "@deploy-actions/kernel";
import type { ClusterConnection } from "./cluster-connection.ts";
import { readCapped } from "./read-kubeconfig.ts";

/** Where Kubernetes mounts the service account of a pod. */
export const SERVICE_ACCOUNT_FOLDER = "/var/run/secrets/kubernetes.io/serviceaccount";

/** The API server as the pod this runs in sees it, with the token of its service account (read anew: it is renewed). */
export async function connectInCluster(
  env: Readonly<Record<string, string | undefined>>,
  secrets: Secrets,
  folder: string = SERVICE_ACCOUNT_FOLDER,
): Promise<ClusterConnection> {
  const host = env.KUBERNETES_SERVICE_HOST ?? "";
  const port = env.KUBERNETES_SERVICE_PORT ?? "443";
  if (host === "") {
    throw new ActionError(
      "config",
      "Access in-cluster, but this does not run in a pod: KUBERNETES_SERVICE_HOST is not set.",
      {
        hint: "Use a runner inside the cluster, or name another access in the target: kubeconfig, eks, aks or gke.",
      },
    );
  }
  const read = async (file: string): Promise<string> => {
    const path = join(folder, file);
    try {
      return await readCapped(path, "service account file");
    } catch (error) {
      if (systemErrorCode(error) !== "ENOENT") throw error;
      throw new ActionError("config", `Access in-cluster, but ${path} does not exist.`, {
        hint: "Give the runner's pod a service account (automountServiceAccountToken must not be false).",
      });
    }
  };
  const ca = await read("ca.crt");
  await read("token");
  return {
    server: `https://${host.includes(":") ? `[${host}]` : host}:${port}`,
    ca,
    tlsServerName: undefined,
    isInsecure: false,
    proxyUrl: undefined,
    user: "the service account of this pod",
    credentials: {
      get: async () => ({
        authorization: `Bearer ${secrets.mask((await read("token")).trim())}`,
        certificate: undefined,
      }),
    },
  };
}
