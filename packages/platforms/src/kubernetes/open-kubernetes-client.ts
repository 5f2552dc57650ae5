import {
  ActionError,
  type ApiCall,
  assertNever,
  type Clock,
  type Exec,
  type Log,
  type Random,
  type Secrets,
} from "@deploy-actions/kernel";
import type { KubernetesAccess } from "@deploy-actions/rollout";
import { type ClusterAccess, type ClusterConnection, connectCluster } from "./access/cluster-connection.ts";
import { connectInCluster } from "./access/connect-in-cluster.ts";
import { connectKubeconfig } from "./access/connect-kubeconfig.ts";
import { readKubeconfig } from "./access/read-kubeconfig.ts";
import { createApiCaller } from "./client/api-caller.ts";
import { createApiClient } from "./client/api-client.ts";
import { createNodeTransport } from "./client/node-transport.ts";
import type { KubernetesTransport } from "./client/transport.ts";
import type { KubernetesClient } from "./kubernetes-client.ts";

/** What a client of one namespace needs. */
export interface KubernetesClientOptions {
  readonly access: KubernetesAccess;
  readonly namespace: string;
  /** The cluster of access `eks`, `aks` or `gke`, made by whoever signs in to that cloud. */
  readonly clusterAccess?: ClusterAccess;
  readonly clock: Clock;
  readonly random: Random;
  readonly exec: Exec;
  readonly secrets: Secrets;
  readonly log: Log;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** e.g. `deploy-actions/canary/1.0.0`. */
  readonly userAgent?: string;
  /** The connection itself, where it is not node:https. */
  readonly transport?: (connection: ClusterConnection) => KubernetesTransport;
  /** Told of each call before it is made; access reviews and discovery, which every signed-in user may, are not told. */
  readonly onCall?: (call: ApiCall) => void;
}

/** Finds the cluster and opens a client of it; nothing is asked of the cluster yet. Errors: `config`. */
export async function openKubernetesClient(options: KubernetesClientOptions): Promise<KubernetesClient> {
  const { clock, random, env, namespace, log, secrets } = options;
  const connection = await connect(options);
  if (connection.isInsecure) {
    log.warning(
      `The certificate of ${connection.server} is not verified (insecure-skip-tls-verify in the kubeconfig): anyone in between could read the credentials.`,
    );
  }
  const transport = options.transport?.(connection) ?? createNodeTransport(connection, env);
  const { server, user } = connection;
  const caller = createApiCaller({
    connection,
    transport,
    clock,
    random,
    redact: (text) => secrets.redact(text),
    userAgent: options.userAgent ?? "deploy-actions",
  });
  return createApiClient({
    caller,
    clock,
    namespace,
    server,
    user,
    ...(options.onCall === undefined ? {} : { onCall: options.onCall }),
  });
}

async function connect(options: KubernetesClientOptions): Promise<ClusterConnection> {
  const { access, env, secrets, clusterAccess } = options;
  switch (access.kind) {
    case "kubeconfig":
      return connectKubeconfig(await readKubeconfig(access.path, env), access.context, options);
    case "in-cluster":
      return connectInCluster(env, secrets);
    case "eks":
    case "aks":
    case "gke":
      if (clusterAccess === undefined) {
        throw new ActionError("internal", `Access ${access.kind} needs the cluster to be handed in.`);
      }
      return connectCluster(clusterAccess, `the identity of this run (${access.kind})`);
    default:
      return assertNever(access);
  }
}
