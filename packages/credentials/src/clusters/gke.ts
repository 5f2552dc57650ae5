import { ActionError, type TokenSource } from "@deploy-actions/kernel";
import { sendJson, textAt, valueAt } from "../http-json.ts";
import type { CredentialPorts } from "../ports.ts";
import { type ClusterAccess, clusterForbidden, clusterMissing } from "./access.ts";

const NAME = /^projects\/([\w.:-]+)\/locations\/([\w-]+)\/clusters\/([\w-]+)$/;
const URL_BASE = "https://container.googleapis.com/v1";

/**
 * Access to a GKE cluster, `projects/<project>/locations/<location>/clusters/<name>`: by its DNS endpoint where the
 * IP endpoint is off, else by IP address; the tokens are Google's own.
 *
 * Errors: `config` when there is no such cluster (with the nearest name), `permission` naming the action, `remote`.
 */
export async function gkeClusterAccess(
  name: string,
  google: TokenSource,
  ports: CredentialPorts,
  signal: AbortSignal,
): Promise<ClusterAccess> {
  const match = NAME.exec(name);
  if (match === null) {
    throw new ActionError(
      "config",
      `"${name}" is no GKE cluster: expected projects/<project>/locations/<location>/clusters/<name>.`,
    );
  }
  const [, project = "", location = "", short = ""] = match;
  const token = await google.get(signal);
  const headers = { authorization: `Bearer ${token.value}` };
  const answer = await sendJson(ports, { url: `${URL_BASE}/${name}`, headers, signal });
  if (answer.status === 404) {
    const list = await sendJson(ports, {
      url: `${URL_BASE}/projects/${project}/locations/-/clusters`,
      headers,
      signal,
    });
    throw clusterMissing(
      short,
      `${location} of the project ${project}`,
      list.status === 200 ? namesIn(list.body, location) : undefined,
    );
  }
  if (answer.status === 401 || answer.status === 403) {
    throw clusterForbidden(
      `look at the GKE cluster ${name}`,
      textAt(answer.body, "error", "message") ?? answer.text,
      "Give the principal of this job roles/container.clusterViewer on the project (container.clusters.get), and a role inside the cluster.",
    );
  }
  const found = endpointOf(answer.body);
  if (answer.status !== 200 || found === undefined) {
    throw new ActionError(
      "remote",
      `Google did not say where the GKE cluster ${name} is: ${answer.status === 200 ? `it is ${textAt(answer.body, "status") ?? "without an endpoint"}` : answer.text}`,
    );
  }
  return { ...found, tokens: google };
}

function endpointOf(body: unknown): Omit<ClusterAccess, "tokens"> | undefined {
  const endpoints = "controlPlaneEndpointsConfig";
  const dns = textAt(body, endpoints, "dnsEndpointConfig", "endpoint");
  const isIpOff = valueAt(body, endpoints, "ipEndpointsConfig", "enabled") === false;
  if (dns !== undefined && isIpOff) return { server: `https://${dns}`, caData: undefined };
  const address = textAt(body, "endpoint");
  const caData = textAt(body, "masterAuth", "clusterCaCertificate");
  return address === undefined || caData === undefined ? undefined : { server: `https://${address}`, caData };
}

/** Names in the same place as they are, those of elsewhere with their place. */
function namesIn(body: unknown, location: string): readonly string[] {
  const list = valueAt(body, "clusters");
  if (!Array.isArray(list)) return [];
  return list.flatMap((item) => {
    const name = textAt(item, "name");
    const place = textAt(item, "location");
    if (name === undefined) return [];
    return [place === location || place === undefined ? name : `${name} (${place})`];
  });
}
