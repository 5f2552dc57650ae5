import type { RDSClient } from "@aws-sdk/client-rds";
import {
  ActionError,
  type AwsAccess,
  awsClientConfig,
  awsError,
  awsErrorName,
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

/** Runs a call; what RDS refused becomes an ActionError that says `what` and the IAM action. */
export async function askRds<T>(
  what: string,
  action: string,
  signal: AbortSignal,
  call: () => Promise<T>,
): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (signal.aborted) throw new ActionError("cancelled", `Cancelled: ${what}`, { cause: error });
    throw awsError(error, what, action);
  }
}

/** The name of RDS's exception behind an error of {@link askRds}, without `Fault`. */
export function rdsException(error: unknown): string {
  const name = awsErrorName(error instanceof ActionError ? error.cause : error) ?? "";
  return name.replace(/Fault$/, "");
}
