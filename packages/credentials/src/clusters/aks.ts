import { ActionError, type TokenSource } from "@deploy-actions/kernel";
import { azureCloud } from "../azure/cloud.ts";
import { sendJson, textAt, valueAt } from "../http-json.ts";
import type { CredentialPorts } from "../ports.ts";
import { type ClusterAccess, clusterForbidden, clusterMissing } from "./access.ts";

/** The application that stands for every AKS cluster in Entra. */
const AKS_SERVER = "6dae42f8-4368-4678-94ff-3960e28e3630";
const API_VERSION = "2025-05-01";
const RESOURCE =
  /^\/subscriptions\/[\w-]+\/resourceGroups\/([\w.()-]+)\/providers\/Microsoft\.ContainerService\/managedClusters\/([\w-]+)$/i;

/**
 * Access to an AKS cluster that trusts Entra: server and authority from its user's kubeconfig, tokens of Entra.
 * `azureTokensFor`: tokens for a resource, as {@link createAzureTokens} makes them.
 *
 * Errors: `config` when there is no such cluster (with the nearest name) or it does not trust Entra, `permission` naming
 * the action, `remote`.
 */
export async function aksClusterAccess(
  resourceId: string,
  azureTokensFor: (resource: string) => TokenSource,
  ports: CredentialPorts,
  signal: AbortSignal,
  options: { readonly authority?: string | undefined } = {},
): Promise<ClusterAccess> {
  const match = RESOURCE.exec(resourceId);
  if (match === null) {
    throw new ActionError(
      "config",
      `"${resourceId}" is no AKS cluster: expected /subscriptions/<id>/resourceGroups/<group>/providers/Microsoft.ContainerService/managedClusters/<name>.`,
    );
  }
  const [, group = "", name = ""] = match;
  const { management } = azureCloud(options.authority);
  const token = await azureTokensFor(management).get(signal);
  const headers = { authorization: `Bearer ${token.value}` };
  const answer = await sendJson(ports, {
    method: "POST",
    url: `${management}${resourceId}/listClusterUserCredential?api-version=${API_VERSION}&format=exec`,
    headers,
    signal,
  });
  if (answer.status === 404) {
    const list = await sendJson(ports, {
      url: `${management}${resourceId.replace(/\/[^/]+$/, "")}?api-version=${API_VERSION}`,
      headers,
      signal,
    });
    throw clusterMissing(
      name,
      `the resource group ${group}`,
      list.status === 200 ? namesIn(list.body) : undefined,
    );
  }
  if (answer.status === 401 || answer.status === 403) {
    throw clusterForbidden(
      `look at the AKS cluster ${name}`,
      answer.text,
      'Give the application of this job the role "Azure Kubernetes Service Cluster User Role" on the cluster (Microsoft.ContainerService/managedClusters/listClusterUserCredential/action).',
    );
  }
  const encoded = textAt(answer.body, "kubeconfigs", 0, "value");
  if (answer.status !== 200 || encoded === undefined) {
    throw new ActionError("remote", `Azure did not say where the AKS cluster ${name} is: ${answer.text}`);
  }
  return { ...readKubeconfig(encoded, name, ports), tokens: azureTokensFor(AKS_SERVER) };
}

/** Server and authority of the one cluster in a kubeconfig of AKS: two lines of YAML that Azure itself writes. */
function readKubeconfig(
  encoded: string,
  name: string,
  ports: CredentialPorts,
): Omit<ClusterAccess, "tokens"> {
  const text = Buffer.from(encoded, "base64").toString("utf8");
  // Without Entra the file holds a key or a token of an administrator.
  for (const [, secret] of text.matchAll(/(?:client-key-data|\btoken): "?([^\s"]+)/g))
    ports.secrets.mask(secret ?? "");
  const server = /^\s*server: "?(https:\/\/[^\s"]+?)\/?"?\s*$/m.exec(text)?.[1];
  const caData = /^\s*certificate-authority-data: "?([A-Za-z0-9+/=]+)"?\s*$/m.exec(text)?.[1];
  if (server === undefined || caData === undefined) {
    throw new ActionError(
      "remote",
      `The kubeconfig of the AKS cluster ${name} names no server or no authority.`,
    );
  }
  if (!/^\s*(exec|auth-provider):/m.test(text)) {
    throw new ActionError(
      "config",
      `The AKS cluster ${name} does not trust Entra: it has local accounts only.`,
      {
        hint: "Enable Microsoft Entra integration (az aks update --enable-aad), or give a kubeconfig instead.",
      },
    );
  }
  return { server, caData };
}

function namesIn(body: unknown): readonly string[] {
  const list = valueAt(body, "value");
  if (!Array.isArray(list)) return [];
  return list.map((item) => textAt(item, "name")).filter((name) => name !== undefined);
}
