import { randomUUID } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import {
  CloudFrontClient,
  CreateDistributionCommand,
  DeleteDistributionCommand,
  GetDistributionCommand,
  UpdateDistributionCommand,
} from "@aws-sdk/client-cloudfront";
import {
  CreateBucketCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  S3Client,
} from "@aws-sdk/client-s3";
import type { ApiCall, AwsAccess, HttpRequest, HttpResponse } from "@deploy-actions/kernel";
import type { StaticSiteTarget } from "@deploy-actions/rollout";
import { createPlatform } from "../../../src/aws/static-site/static-site-platform.ts";
import type { Platform } from "../../../src/platform.ts";
import { answer, FaultyHttp } from "../../support/faulty-http.ts";
import { clock, http } from "../../support/ports.ts";
import { quietLog } from "../../support/quiet-log.ts";

const REGION = "eu-west-1";
const credentials = { accessKeyId: "AKIATEST", secretAccessKey: "test" };

/**
 * A bucket behind a distribution without an origin path, in moto. What moto leaves out is done on the way: it ignores the
 * value of If-Match and never changes a distribution's ETag, and a changed distribution is Deployed at once.
 */
export class SiteFixture {
  readonly bucket = `site-${randomUUID().slice(0, 8)}`;
  readonly workspace = mkdtempSync(join(tmpdir(), "deploy-actions-site-"));
  readonly calls = new Set<string>();
  readonly regions = new Set<string>();
  readonly http: FaultyHttp;
  readonly access: AwsAccess;
  readonly s3: S3Client;
  readonly cloudfront: CloudFrontClient;
  /** Looks at the distribution that still say InProgress after a change. */
  looksInProgress = 1;
  #inProgress = 0;
  #etag = 1;
  #distribution = "";
  #platform: Platform | undefined;

  private constructor(endpoint: string) {
    this.http = new FaultyHttp(http, (request, forward) => this.#emulate(request, forward));
    this.access = {
      region: REGION,
      endpoint,
      keys: async () => ({ ...credentials, sessionToken: undefined, expiresAt: undefined }),
      onCall: (call: ApiCall) => {
        this.calls.add(call.api === "aws" ? `${call.service}:${call.operation}` : "");
      },
    };
    this.s3 = new S3Client({ region: REGION, endpoint, credentials, forcePathStyle: true });
    this.cloudfront = new CloudFrontClient({ region: "us-east-1", endpoint, credentials });
  }

  static async start(endpoint: string): Promise<SiteFixture> {
    const fixture = new SiteFixture(endpoint);
    await fixture.#make();
    return fixture;
  }

  get platform(): Platform {
    this.#platform ??= this.open();
    return this.#platform;
  }

  get distribution(): string {
    return this.#distribution;
  }

  get target(): StaticSiteTarget {
    return {
      platform: "aws-s3-cloudfront",
      region: undefined,
      bucket: this.bucket,
      distribution: this.#distribution,
      origin: undefined,
      folder: "dist",
      prefix: "releases/${release}",
      invalidate: ["/*"],
      settleMs: 500,
    };
  }

  /** The same target as another run sees it. */
  open(changes: Partial<StaticSiteTarget> = {}): Platform {
    return createPlatform({
      target: { ...this.target, ...changes },
      access: this.access,
      http: this.http,
      clock,
      log: quietLog(),
      workspace: this.workspace,
    });
  }

  write(path: string, text: string): void {
    const file = join(this.workspace, "dist", path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  async originPath(): Promise<string> {
    const found = await this.cloudfront.send(new GetDistributionCommand({ Id: this.#distribution }));
    return found.Distribution?.DistributionConfig?.Origins?.Items?.[0]?.OriginPath ?? "";
  }

  /** Switches the origin path as a person does. */
  async switchByHand(path: string): Promise<void> {
    const found = await this.cloudfront.send(new GetDistributionCommand({ Id: this.#distribution }));
    const config = found.Distribution?.DistributionConfig;
    const Items = (config?.Origins?.Items ?? []).map((origin) => ({ ...origin, OriginPath: path }));
    if (config === undefined) throw new Error("no distribution");
    await this.cloudfront.send(
      new UpdateDistributionCommand({
        Id: this.#distribution,
        IfMatch: found.ETag,
        DistributionConfig: { ...config, Origins: { Quantity: Items.length, Items } },
      }),
    );
    this.#etag += 1;
  }

  async keys(): Promise<readonly string[]> {
    const found = await this.s3.send(new ListObjectsV2Command({ Bucket: this.bucket }));
    return (found.Contents ?? []).flatMap(({ Key }) => Key ?? []);
  }

  async head(key: string): Promise<{ type: string | undefined; cache: string | undefined }> {
    const found = await this.s3.send(new HeadObjectCommand({ Bucket: this.bucket, Key: key }));
    return { type: found.ContentType, cache: found.CacheControl };
  }

  async text(key: string): Promise<string> {
    const found = await this.s3.send(new GetObjectCommand({ Bucket: this.bucket, Key: key }));
    return (await found.Body?.transformToString()) ?? "";
  }

  async close(): Promise<void> {
    rmSync(this.workspace, { recursive: true, force: true });
    await this.cloudfront
      .send(new DeleteDistributionCommand({ Id: this.#distribution, IfMatch: "any" }))
      .catch(() => undefined);
    this.cloudfront.destroy();
    this.s3.destroy();
  }

  async #make(): Promise<void> {
    this.write("index.html", "<h1>shop</h1>");
    this.write("assets/app.3f2a9c1b.js", "1");
    await this.s3.send(
      new CreateBucketCommand({
        Bucket: this.bucket,
        CreateBucketConfiguration: { LocationConstraint: REGION },
      }),
    );
    const origin = {
      Id: "site",
      DomainName: `${this.bucket}.s3.${REGION}.amazonaws.com`,
      S3OriginConfig: { OriginAccessIdentity: "" },
    };
    const made = await this.cloudfront.send(
      new CreateDistributionCommand({
        DistributionConfig: {
          CallerReference: this.bucket,
          Comment: "the shop",
          Enabled: true,
          Origins: { Quantity: 1, Items: [origin] },
          Aliases: { Quantity: 1, Items: [`${this.bucket}.example`] },
          DefaultCacheBehavior: {
            TargetOriginId: "site",
            ViewerProtocolPolicy: "redirect-to-https",
            ForwardedValues: { QueryString: false, Cookies: { Forward: "none" } },
            MinTTL: 0,
          },
        },
      }),
    );
    this.#distribution = made.Distribution?.Id ?? "";
  }

  async #emulate(request: HttpRequest, forward: () => Promise<HttpResponse>): Promise<HttpResponse> {
    const { pathname } = new URL(request.url);
    if (pathname.endsWith("/bad.manifest.json") && (request.method ?? "GET") === "GET") {
      // A bucket whose rules take away what was just written.
      const body = "<Error><Code>NoSuchKey</Code><Message>The key does not exist.</Message></Error>";
      return answer(request, { status: 404, headers: { "content-type": "application/xml" }, body });
    }
    const header = Object.entries(request.headers ?? {}).find(([name]) => name === "authorization");
    const region = /Credential=[^/]+\/[^/]+\/([^/]+)\/([^/]+)/.exec(header?.[1] ?? "");
    if (region !== null) this.regions.add(`${region[2]} in ${region[1]}`);
    if (!pathname.includes(`/distribution/${this.#distribution}`) || pathname.includes("/invalidation")) {
      return forward();
    }
    const isChange = request.method === "PUT";
    if (isChange && request.headers?.["if-match"] !== `E${this.#etag}`) {
      const error = "<Error><Code>PreconditionFailed</Code><Message>The request failed</Message></Error>";
      return answer(request, {
        status: 412,
        headers: { "content-type": "text/xml" },
        body: `<ErrorResponse>${error}</ErrorResponse>`,
      });
    }
    const response = await forward();
    if (isChange && response.status < 300) {
      this.#etag += 1;
      this.#inProgress = this.looksInProgress;
    }
    const isPending = !isChange && this.#inProgress > 0;
    if (isPending) this.#inProgress -= 1;
    const text = new TextDecoder().decode(response.body);
    const body = isPending ? text.replace("<Status>Deployed<", "<Status>InProgress<") : text;
    return {
      ...response,
      headers: { ...response.headers, etag: `E${this.#etag}` },
      body: new TextEncoder().encode(body),
    };
  }
}
