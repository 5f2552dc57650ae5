import type { RDSClient } from "@aws-sdk/client-rds";
import {
  type AwsAccess,
  awsClientConfig,
  awsExceptionBehind,
  type HttpClient,
  reportAwsCalls,
} from "@deploy-actions/kernel";

/** The SDK and a client; loaded with the first question. */
export interface RdsConnection {
  readonly sdk: typeof import("@aws-sdk/client-rds");
  readonly client: RDSClient;
}

/** Connects to RDS in the region of the access. */
export async function connectRds(
  access: AwsAccess,
  http: HttpClient,
  signal: AbortSignal,
): Promise<RdsConnection> {
  const sdk = await import("@aws-sdk/client-rds");
  const client = reportAwsCalls(new sdk.RDSClient(awsClientConfig(access, http, signal)), "rds", access);
  return { sdk, client };
}

/** The name of RDS's exception behind an error, without `Fault`. */
export function rdsException(error: unknown): string {
  return awsExceptionBehind(error).replace(/Fault$/, "");
}
