import type { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { type AwsAccess, awsClientConfig, type HttpClient, reportAwsCalls } from "@deploy-actions/kernel";

/** The SDK and a client; loaded with the first question. */
export interface CloudWatchConnection {
  readonly sdk: typeof import("@aws-sdk/client-cloudwatch");
  readonly client: CloudWatchClient;
}

export async function connectCloudWatch(
  access: AwsAccess,
  http: HttpClient,
  signal: AbortSignal,
): Promise<CloudWatchConnection> {
  const sdk = await import("@aws-sdk/client-cloudwatch");
  const client = reportAwsCalls(
    new sdk.CloudWatchClient(awsClientConfig(access, http, signal)),
    "cloudwatch",
    access,
  );
  return { sdk, client };
}
