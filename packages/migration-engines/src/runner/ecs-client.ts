import type { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import type { ECSClient } from "@aws-sdk/client-ecs";
import {
  ActionError,
  type AwsAccess,
  awsClientConfig,
  awsError,
  awsErrorName,
  type HttpClient,
  reportAwsCalls,
} from "@deploy-actions/kernel";

/** The SDK of ECS and a client. */
export interface EcsConnection {
  readonly sdk: typeof import("@aws-sdk/client-ecs");
  readonly client: ECSClient;
}

/** The SDK of CloudWatch Logs and a client, in the region the log group is in. */
export interface LogsConnection {
  readonly sdk: typeof import("@aws-sdk/client-cloudwatch-logs");
  readonly client: CloudWatchLogsClient;
}

export async function connectEcs(
  access: AwsAccess,
  http: HttpClient,
  signal: AbortSignal,
): Promise<EcsConnection> {
  const sdk = await import("@aws-sdk/client-ecs");
  return {
    sdk,
    client: reportAwsCalls(new sdk.ECSClient(awsClientConfig(access, http, signal)), "ecs", access),
  };
}

export async function connectLogs(
  access: AwsAccess,
  region: string | undefined,
  http: HttpClient,
  signal: AbortSignal,
): Promise<LogsConnection> {
  const sdk = await import("@aws-sdk/client-cloudwatch-logs");
  const there: AwsAccess = {
    region: region ?? access.region,
    endpoint: access.endpoint,
    keys: (keySignal) => access.keys(keySignal),
  };
  const client = new sdk.CloudWatchLogsClient(awsClientConfig(there, http, signal));
  return { sdk, client: reportAwsCalls(client, "logs", access) };
}

/** Runs a call; what the API refused becomes an ActionError that says `what` and the IAM action. */
export async function askEcs<T>(
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

/** The name of the API's exception behind an error of {@link askEcs}. */
export function ecsException(error: unknown): string {
  return awsErrorName(error instanceof ActionError ? error.cause : error) ?? "";
}
