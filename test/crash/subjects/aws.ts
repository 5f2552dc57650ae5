import type { AwsAccess, HttpRequest } from "@deploy-actions/kernel";
import { createEcsPlatform, createLambdaPlatform, createStaticSitePlatform } from "@deploy-actions/platforms";
import type { EcsTarget, LambdaTarget, StaticSiteTarget } from "@deploy-actions/rollout";
import { http } from "../../../packages/platforms/test/support/ports.ts";
import { quietLog } from "../../../packages/platforms/test/support/quiet-log.ts";
import { gateHttp } from "../gated-ports.ts";
import type { CrashSubject } from "../subject.ts";
import { HastyClock } from "./hasty-clock.ts";

/** A target in an account that is an endpoint. */
export interface AwsConfig {
  readonly endpoint: string;
  readonly target: EcsTarget | LambdaTarget | StaticSiteTarget;
  readonly workspace: string;
}

export const subject: CrashSubject = {
  async open(config, gate) {
    const { endpoint, target, workspace } = config as AwsConfig;
    const keys = { accessKeyId: "AKIATEST", secretAccessKey: "test" };
    const access: AwsAccess = {
      region: "eu-west-1",
      endpoint,
      keys: async () => ({ ...keys, sessionToken: undefined, expiresAt: undefined }),
    };
    const options = {
      access,
      http: gateHttp(http, gate, { nameOf, isChange: isAwsChange, refuse }),
      clock: new HastyClock(),
      log: quietLog(),
    };
    switch (target.platform) {
      case "aws-ecs":
        return createEcsPlatform({ ...options, target });
      case "aws-lambda":
        return createLambdaPlatform({ ...options, target });
      case "aws-s3-cloudfront":
        return createStaticSitePlatform({ ...options, target, workspace });
    }
  },
};

/** The operation of a JSON or query API; a REST API has none. */
function operationOf({ headers = {}, body }: HttpRequest): string | undefined {
  const target = headers["x-amz-target"];
  if (target !== undefined) return target.slice(target.indexOf(".") + 1);
  const text = typeof body === "object" ? new TextDecoder().decode(body) : body;
  return text?.startsWith("Action=") || text?.includes("&Action=")
    ? (new URLSearchParams(text).get("Action") ?? undefined)
    : undefined;
}

function nameOf(request: HttpRequest): string {
  return operationOf(request) ?? `${request.method ?? "GET"} ${new URL(request.url).pathname}`;
}

function isAwsChange(request: HttpRequest): boolean {
  const operation = operationOf(request);
  if (operation !== undefined) return !/^(Describe|List|Get)/.test(operation);
  return !["GET", "HEAD"].includes(request.method ?? "GET");
}

/** The names AWS gives its refusals, in the form of the API that was asked. */
function refuse(request: HttpRequest, status: number): { headers: Record<string, string>; body: Uint8Array } {
  const name =
    { 409: "ResourceConflictException", 429: "TooManyRequestsException" }[status] ??
    "ServiceUnavailableException";
  const isXml =
    operationOf(request) !== undefined
      ? request.headers?.["x-amz-target"] === undefined
      : !/\/functions\//.test(request.url);
  const error = `<Error><Code>${name}</Code><Message>not now</Message></Error>`;
  return {
    headers: { "content-type": isXml ? "application/xml" : "application/json", "x-amzn-errortype": name },
    body: new TextEncoder().encode(
      isXml
        ? `<?xml version="1.0"?><ErrorResponse>${error}</ErrorResponse>`
        : JSON.stringify({ __type: name, message: "not now" }),
    ),
  };
}
