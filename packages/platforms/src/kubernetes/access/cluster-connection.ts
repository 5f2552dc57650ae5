import type { TokenSource } from "@deploy-actions/kernel";
import type { ClientCertificate } from "../client/transport.ts";

/** Where an API server is and how to trust it. */
export interface ClusterConnection {
  /** `https://host:port`, with a path where the cluster is behind one. */
  readonly server: string;
  /** Certificate authorities in PEM; `undefined`: those of the system. */
  readonly ca: string | undefined;
  readonly tlsServerName: string | undefined;
  /** The server's certificate is not verified. */
  readonly isInsecure: boolean;
  readonly proxyUrl: string | undefined;
  /** Name of the user or account, for messages. */
  readonly user: string;
  readonly credentials: CredentialSource;
}

/** What one request signs in with. */
export interface ClusterCredential {
  readonly authorization: string | undefined;
  readonly certificate: ClientCertificate | undefined;
}

/** Hands out a credential that is good now; `isRefused`: the one before was answered with a 401. */
export interface CredentialSource {
  get(signal: AbortSignal, isRefused: boolean): Promise<ClusterCredential>;
}

/** A cluster whose address and tokens another package made (EKS, AKS, GKE). */
export interface ClusterAccess {
  readonly server: string;
  /** Certificate authority: PEM, or base64 of it as clouds print it; `undefined`: those of the system. */
  readonly caData: string | undefined;
  readonly tokens: TokenSource;
}

/** The connection of a cluster that was handed in. */
export function connectCluster(access: ClusterAccess, user: string): ClusterConnection {
  return {
    server: access.server,
    ca: access.caData === undefined ? undefined : toPem(access.caData),
    tlsServerName: undefined,
    isInsecure: false,
    proxyUrl: undefined,
    user,
    credentials: {
      get: async (signal) => ({
        authorization: `Bearer ${(await access.tokens.get(signal)).value}`,
        certificate: undefined,
      }),
    },
  };
}

/** PEM as it is, base64 decoded. */
export function toPem(data: string): string {
  return data.includes("-----BEGIN") ? data : Buffer.from(data, "base64").toString("utf8");
}
