import { randomUUID } from "node:crypto";
import {
  CreateAliasCommand,
  CreateFunctionCommand,
  DeleteFunctionCommand,
  LambdaClient,
  UpdateAliasCommand,
} from "@aws-sdk/client-lambda";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import {
  type ApiCall,
  type AwsAccess,
  type HttpRequest,
  type HttpResponse,
  isObject,
} from "@deploy-actions/kernel";
import type { LambdaTarget } from "@deploy-actions/rollout";
import { createPlatform } from "../../../src/aws/lambda/lambda-platform.ts";
import type { Platform } from "../../../src/platform.ts";
import { answer, FaultyHttp } from "../../support/faulty-http.ts";
import { clock, http } from "../../support/ports.ts";
import { quietLog } from "../../support/quiet-log.ts";

const REGION = "eu-west-1";
const credentials = { accessKeyId: "AKIATEST", secretAccessKey: "test" };
const ROLE = "arn:aws:iam::123456789012:role/shop-lambda";

/**
 * A function with the alias `live` on `$LATEST`, in moto. What moto leaves out is done on the way: UpdateAlias checks no
 * RevisionId and never changes it; every version is Active at once; there is no provisioned concurrency.
 */
export class LambdaFixture {
  readonly name = `shop-${randomUUID().slice(0, 8)}`;
  readonly bucket = `${this.name}-code`;
  readonly calls = new Set<string>();
  readonly warnings: string[] = [];
  readonly access: AwsAccess;
  readonly http: FaultyHttp;
  readonly target: LambdaTarget;
  readonly platform: Platform;
  readonly lambda: LambdaClient;
  readonly s3: S3Client;
  readonly #endpoint: string;
  /** State of versions by release, where it is not Active. */
  readonly states = new Map<string, { State: string; StateReason: string; StateReasonCode: string }>();
  /** LastUpdateStatus of $LATEST for the next looks. */
  readonly updates: { LastUpdateStatus: string; LastUpdateStatusReason?: string }[] = [];
  /** Provisioned concurrency for the next looks; the last one stays. */
  provisioned: { Status: string; StatusReason?: string }[] = [];
  #revision = 1;

  private constructor(endpoint: string, changes: Partial<LambdaTarget>) {
    this.#endpoint = endpoint;
    this.http = new FaultyHttp(http, (request, forward) => this.#emulate(request, forward));
    this.access = {
      region: REGION,
      endpoint,
      keys: async () => ({ ...credentials, sessionToken: undefined, expiresAt: undefined }),
      onCall: (call: ApiCall) => {
        this.calls.add(call.api === "aws" ? `${call.service}:${call.operation}` : "");
      },
    };
    this.target = {
      platform: "aws-lambda",
      region: undefined,
      function: this.name,
      alias: "live",
      code: { bucket: this.bucket, key: "code-${release}.zip" },
      readyTimeoutMs: 300,
      settleMs: 200,
      ...changes,
    };
    this.platform = this.open();
    this.states.set("bad", {
      State: "Failed",
      StateReason: "no database",
      StateReasonCode: "FunctionError.RuntimeInitError",
    });
    const client = { region: REGION, endpoint, credentials };
    this.lambda = new LambdaClient(client);
    this.s3 = new S3Client({ ...client, forcePathStyle: true });
  }

  static async start(endpoint: string, changes: Partial<LambdaTarget> = {}): Promise<LambdaFixture> {
    const fixture = new LambdaFixture(endpoint, changes);
    await fixture.#make();
    return fixture;
  }

  /** The same target as another run sees it. */
  open(changes: Partial<LambdaTarget> = {}): Platform {
    const target = { ...this.target, ...changes };
    return createPlatform({
      target,
      access: this.access,
      http: this.http,
      clock,
      log: quietLog((line) => this.warnings.push(line)),
    });
  }

  /** Moves the alias as a person does. */
  async moveByHand(FunctionVersion: string, weights: Record<string, number>): Promise<void> {
    const RoutingConfig = { AdditionalVersionWeights: weights };
    const alias = { FunctionName: this.name, Name: "live" };
    await this.lambda.send(new UpdateAliasCommand({ ...alias, FunctionVersion, RoutingConfig }));
    this.#revision += 1;
  }

  async close(): Promise<void> {
    await this.lambda.send(new DeleteFunctionCommand({ FunctionName: this.name })).catch(() => undefined);
    this.lambda.destroy();
    this.s3.destroy();
  }

  async #make(): Promise<void> {
    await createRole(this.#endpoint);
    const LocationConstraint = REGION;
    await this.s3.send(
      new CreateBucketCommand({ Bucket: this.bucket, CreateBucketConfiguration: { LocationConstraint } }),
    );
    for (const release of ["v0", "v1", "v2", "v3", "bad"]) {
      const object = { Bucket: this.bucket, Key: `code-${release}.zip`, Body: `code of ${release}` };
      await this.s3.send(new PutObjectCommand(object));
    }
    await this.lambda.send(
      new CreateFunctionCommand({
        FunctionName: this.name,
        Role: ROLE,
        Runtime: "nodejs22.x",
        Handler: "index.handler",
        Code: { S3Bucket: this.bucket, S3Key: "code-v0.zip" },
        Description: "the shop",
      }),
    );
    const alias = { FunctionName: this.name, Name: "live", Description: "what users reach" };
    await this.lambda.send(new CreateAliasCommand({ ...alias, FunctionVersion: "$LATEST" }));
  }

  async #emulate(request: HttpRequest, forward: () => Promise<HttpResponse>): Promise<HttpResponse> {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname.endsWith("/provisioned-concurrency")) return this.#provisionedConcurrency(request);
    if (pathname.endsWith("/aliases/live")) return this.#alias(request, forward);
    const response = await forward();
    if (!pathname.endsWith("/configuration") || (request.method ?? "GET") !== "GET") return response;
    const found = json(response);
    if (searchParams.get("Qualifier") === "$LATEST") {
      return answer(request, {
        status: response.status,
        body: JSON.stringify({ ...found, ...this.updates.shift() }),
      });
    }
    const described = String(found.Description ?? "");
    const state = [...this.states].find(([release]) => described.includes(`"version":"${release}"`))?.[1];
    return answer(request, {
      status: response.status,
      headers: response.headers as Record<string, string>,
      body: JSON.stringify({ ...found, ...state }),
    });
  }

  async #alias(request: HttpRequest, forward: () => Promise<HttpResponse>): Promise<HttpResponse> {
    const isChange = request.method === "PUT";
    const wanted = isChange
      ? (JSON.parse(String(bodyText(request))) as { RevisionId?: string }).RevisionId
      : undefined;
    if (wanted !== undefined && wanted !== `revision-${this.#revision}`) {
      const message = "The RevisionId provided does not match the latest RevisionId";
      return answer(request, {
        status: 412,
        headers: { "x-amzn-errortype": "PreconditionFailedException" },
        body: JSON.stringify({ Type: "User", Message: message }),
      });
    }
    const response = await forward();
    if (response.status >= 300) return response;
    if (isChange) this.#revision += 1;
    const RevisionId = `revision-${this.#revision}`;
    return answer(request, {
      status: response.status,
      body: JSON.stringify({ ...json(response), RevisionId }),
    });
  }

  #provisionedConcurrency(request: HttpRequest): HttpResponse {
    const [first] = this.provisioned;
    if (this.provisioned.length > 1) this.provisioned.shift();
    if (first === undefined) {
      return answer(request, {
        status: 404,
        headers: { "x-amzn-errortype": "ProvisionedConcurrencyConfigNotFoundException" },
        body: JSON.stringify({
          Type: "User",
          message: "No Provisioned Concurrency Config found for this function",
        }),
      });
    }
    const counts = {
      RequestedProvisionedConcurrentExecutions: 5,
      AvailableProvisionedConcurrentExecutions: first.Status === "READY" ? 5 : 2,
    };
    return answer(request, { status: 200, body: JSON.stringify({ ...counts, ...first }) });
  }
}

function json(response: HttpResponse): Record<string, unknown> {
  const value: unknown = JSON.parse(new TextDecoder().decode(response.body));
  return isObject(value) ? { ...value } : {};
}

function bodyText(request: HttpRequest): string {
  return typeof request.body === "string" ? request.body : new TextDecoder().decode(request.body);
}

/** moto wants the role to be there; the IAM client is not a dependency, and one form is enough. */
async function createRole(endpoint: string): Promise<void> {
  const authorization = `AWS4-HMAC-SHA256 Credential=AKIATEST/20260101/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=0`;
  const body = new URLSearchParams({
    Action: "CreateRole",
    Version: "2010-05-08",
    RoleName: ROLE.slice(ROLE.lastIndexOf("/") + 1),
    AssumeRolePolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement: [] }),
  });
  const response = await fetch(endpoint, { method: "POST", headers: { authorization }, body });
  const text = await response.text();
  if (!response.ok && !text.includes("EntityAlreadyExists")) throw new Error(`moto made no role: ${text}`);
}
