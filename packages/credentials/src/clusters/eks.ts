import { ActionError, type AwsAccess, type BearerToken } from "@deploy-actions/kernel";
import { partitionOf } from "../aws/region.ts";
import { textAt, valueAt } from "../http-json.ts";
import type { CredentialPorts } from "../ports.ts";
import { createRenewal, tokenMarginMs } from "../renewal.ts";
import { type ClusterAccess, clusterForbidden, clusterMissing } from "./access.ts";
import { awsSigner, signedGet } from "./signed-request.ts";

/** EKS takes a token for 15 minutes from its signature. */
const LIFETIME_MS = 14 * 60_000;
/** What the URL itself says: EKS's authenticator refuses longer ones. */
const URL_LIFETIME_SECONDS = 60;

/**
 * Access to an EKS cluster of the region: server and authority from DescribeCluster, the token a presigned
 * GetCallerIdentity as `aws eks get-token` makes it.
 *
 * Errors: `config` when there is no such cluster (with the nearest name), `permission` naming the action, `remote`.
 */
export async function eksClusterAccess(
  cluster: string,
  aws: AwsAccess,
  ports: CredentialPorts,
  signal: AbortSignal,
): Promise<ClusterAccess> {
  const describe = {
    service: "eks",
    operation: "DescribeCluster",
    path: `/clusters/${encodeURIComponent(cluster)}`,
  };
  const answer = await signedGet(describe, aws, ports, signal);
  if (answer.status === 404)
    throw clusterMissing(cluster, aws.region, await clusterNames(aws, ports, signal));
  if (answer.status === 401 || answer.status === 403) {
    throw clusterForbidden(
      `look at the EKS cluster ${cluster} in ${aws.region}`,
      answer.text,
      "Allow eks:DescribeCluster on the cluster to the role of this job, and give the role an access entry of the cluster.",
    );
  }
  const server = textAt(answer.body, "cluster", "endpoint");
  const caData = textAt(answer.body, "cluster", "certificateAuthority", "data");
  if (answer.status !== 200 || server === undefined || caData === undefined) {
    const status = textAt(answer.body, "cluster", "status");
    throw new ActionError(
      "remote",
      `EKS did not say where the cluster ${cluster} is: ${answer.status === 200 ? `it is ${status ?? "without status"}` : answer.text}`,
    );
  }
  const tokens = createRenewal<BearerToken>({
    what: `The tokens of the EKS cluster ${cluster}`,
    clock: ports.clock,
    log: ports.log,
    fetch: (inner) => eksToken(cluster, aws, ports, inner),
    expiresAt: (token) => token.expiresAt,
    marginMs: tokenMarginMs,
  });
  return { server, caData, tokens };
}

async function clusterNames(
  aws: AwsAccess,
  ports: CredentialPorts,
  signal: AbortSignal,
): Promise<readonly string[] | undefined> {
  const answer = await signedGet(
    { service: "eks", operation: "ListClusters", path: "/clusters" },
    aws,
    ports,
    signal,
  );
  const names = valueAt(answer.body, "clusters");
  return answer.status === 200 && Array.isArray(names)
    ? names.filter((name) => typeof name === "string")
    : undefined;
}

/** `k8s-aws-v1.` and a presigned STS URL: always AWS's own host, since the cluster asks there itself. */
async function eksToken(
  cluster: string,
  aws: AwsAccess,
  ports: CredentialPorts,
  signal: AbortSignal,
): Promise<BearerToken> {
  const startedAt = ports.clock.now();
  const hostname = `sts.${aws.region}.${partitionOf(aws.region).dnsSuffix}`;
  const signer = await awsSigner(aws, "sts", signal);
  const { expiresAt: keysEnd } = await aws.keys(signal);
  const signed = await signer.presign(
    {
      method: "GET",
      protocol: "https:",
      hostname,
      path: "/",
      query: { Action: "GetCallerIdentity", Version: "2011-06-15" },
      headers: { host: hostname, "x-k8s-aws-id": cluster },
    },
    { expiresIn: URL_LIFETIME_SECONDS, signingDate: new Date(startedAt) },
  );
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(signed.query ?? {})) query.set(name, String(value));
  const url = `https://${hostname}/?${query}`;
  const value = ports.secrets.mask(`k8s-aws-v1.${Buffer.from(url).toString("base64url")}`);
  return { value, expiresAt: Math.min(startedAt + LIFETIME_MS, keysEnd ?? Number.POSITIVE_INFINITY) };
}
