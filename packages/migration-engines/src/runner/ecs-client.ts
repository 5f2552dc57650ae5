import type { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import type { ECSClient } from "@aws-sdk/client-ecs";
import { type AwsAccess, awsClientConfig, type HttpClient, reportAwsCalls } from "@deploy-actions/kernel";

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
