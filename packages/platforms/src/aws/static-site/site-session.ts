import { Readable } from "node:stream";
import type { CloudFrontClient } from "@aws-sdk/client-cloudfront";
import type { S3Client } from "@aws-sdk/client-s3";
import {
  ActionError,
  type AwsAccess,
  type AwsClientConfig,
  awsClientConfig,
  awsError,
  awsErrorName,
  type Clock,
  type HttpClient,
  type Log,
  reportAwsCalls,
} from "@deploy-actions/kernel";
import type { StaticSiteTarget } from "@deploy-actions/rollout";

/** What a static site needs. */
export interface StaticSitePlatformOptions {
  readonly target: StaticSiteTarget;
  readonly access: AwsAccess;
  readonly http: HttpClient;
  readonly clock: Clock;
  readonly log: Log;
  /** Folder that `target.folder` is relative to. */
  readonly workspace: string;
}

/** The clients for one call of the platform. */
export interface SiteSession {
  readonly options: StaticSitePlatformOptions;
  readonly signal: AbortSignal;
  readonly s3: S3Client;
  readonly s3Sdk: typeof import("@aws-sdk/client-s3");
  readonly cloudfront: CloudFrontClient;
  readonly cloudfrontSdk: typeof import("@aws-sdk/client-cloudfront");
}

/** Loads the SDKs. The bucket is in the access' region; CloudFront's API is in one region of each partition. */
export async function openSite(
  options: StaticSitePlatformOptions,
  signal: AbortSignal,
): Promise<SiteSession> {
  const [s3Sdk, cloudfrontSdk] = await Promise.all([
    import("@aws-sdk/client-s3"),
    import("@aws-sdk/client-cloudfront"),
  ]);
  const { access, http } = options;
  // A stand-in at one address has no host name for each bucket.
  const style = access.endpoint === undefined ? {} : { forcePathStyle: true };
  const s3 = new s3Sdk.S3Client({
    ...streamed(awsClientConfig(access, http, signal)),
    ...style,
    // The one HTTP client sends no Expect header.
    expectContinueHeader: false,
  });
  const global = { ...access, region: cloudFrontRegion(access.region) };
  const cloudfront = new cloudfrontSdk.CloudFrontClient(awsClientConfig(global, http, signal));
  return {
    options,
    signal,
    s3Sdk,
    cloudfrontSdk,
    s3: reportAwsCalls(s3, "s3", access),
    cloudfront: reportAwsCalls(cloudfront, "cloudfront", access),
  };
}

/** The bodies of S3's answers as the streams its client insists on. */
function streamed(config: AwsClientConfig): AwsClientConfig {
  const { handle } = config.requestHandler;
  return {
    ...config,
    requestHandler: {
      handle: async (request, options) => {
        const { response } = await handle(request, options);
        return {
          response: { ...response, body: Readable.from([response.body], { objectMode: false }) },
        };
      },
    },
  };
}

/** Where CloudFront's API is, whatever the bucket's region: signatures for another one are refused. */
export function cloudFrontRegion(region: string): string {
  return region.startsWith("cn-") ? "cn-northwest-1" : "us-east-1";
}

/** One call: its error says what was asked. `onMissing`: for the names of exceptions in `missing`. */
export async function ask<T, M = never>(
  session: SiteSession,
  what: string,
  action: string,
  run: () => Promise<T>,
  options: { readonly missing: RegExp; readonly onMissing: () => M | Promise<M> } | undefined = undefined,
): Promise<T | M> {
  const { signal } = session;
  if (signal.aborted) throw new ActionError("cancelled", `Cancelled before asking AWS to ${what}`);
  try {
    return await run();
  } catch (error) {
    if (signal.aborted) throw new ActionError("cancelled", `Cancelled while asking AWS to ${what}`);
    const name = awsErrorName(error) ?? "";
    if (options?.missing.test(name) === true) return await options.onMissing();
    if (name === "InvalidIfMatchVersion") {
      throw new ActionError("conflict", `AWS did not ${what}: it was changed meanwhile`, { cause: error });
    }
    throw awsError(error, what, action);
  }
}
