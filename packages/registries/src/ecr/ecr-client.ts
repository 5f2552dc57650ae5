import type { ECRClient } from "@aws-sdk/client-ecr";
import {
  ActionError,
  type AwsAccess,
  awsClientConfig,
  type HttpClient,
  reportAwsCalls,
} from "@deploy-actions/kernel";
import type { ImageReference } from "../image-reference.ts";

/** The SDK, and a client of the registry that an image names: its own region, whatever the job's is. */
export interface EcrConnection {
  readonly sdk: typeof import("@aws-sdk/client-ecr");
  readonly client: ECRClient;
  /** What every request about the repository says. */
  readonly target: { readonly registryId: string; readonly repositoryName: string };
}

/** Connects to the registry of an image. Rejects with `config` when the image is of no ECR registry. */
export async function connectEcr(
  access: AwsAccess,
  http: HttpClient,
  image: ImageReference,
  signal: AbortSignal,
): Promise<EcrConnection> {
  const { account, region, registry, repository } = image;
  if (account === undefined || region === undefined) {
    throw new ActionError("config", `${registry} is no Amazon ECR registry (image ${image.text}).`, {
      hint: "An ECR image reads <account>.dkr.ecr.<region>.amazonaws.com/<repository>:<tag>.",
    });
  }
  const sdk = await import("@aws-sdk/client-ecr");
  const there: AwsAccess = {
    region,
    endpoint: access.endpoint,
    keys: (keySignal) => access.keys(keySignal),
    ...(access.onCall === undefined ? {} : { onCall: access.onCall }),
  };
  const client = reportAwsCalls(new sdk.ECRClient(awsClientConfig(there, http, signal)), "ecr", access);
  return { sdk, client, target: { registryId: account, repositoryName: repository } };
}
