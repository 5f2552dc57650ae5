import { type CloudAnswer, type CloudRequest, type CloudServer, startCloudServer } from "./server.ts";
import { isSignedWith, signingKeyId } from "./sigv4.ts";
import { createIdTokenVerifier, fits, type TokenFault } from "./verify-id-token.ts";

/** A role and whom it trusts. */
export interface FakeRole {
  /** Pattern of the subject of ID tokens; absent: it trusts none. */
  readonly sub?: string;
  /** Roles that may take it. */
  readonly principals?: readonly string[];
  /** Default 3600. */
  readonly maxSessionSeconds?: number;
}

/** Keys the fake gave out. */
export interface FakeKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly role: string;
  readonly sessionName: string;
  readonly expiresAt: number;
}

export interface FakeSts extends CloudServer {
  readonly issued: readonly FakeKeys[];
  /** Whether keys are the fake's own and alive at its clock. */
  isAlive(keys: { readonly accessKeyId: string; readonly secretAccessKey: string }): boolean;
  /** The role behind a signed GetCallerIdentity, also a presigned one; `undefined` when signature, token or time is wrong. */
  callerOf(request: CloudRequest): string | undefined;
}

/** STS that verifies the tokens (what emulators leave out): AssumeRoleWithWebIdentity, AssumeRole, GetCallerIdentity. */
export async function startFakeSts(options: {
  readonly issuer: string;
  readonly now: () => number;
  readonly roles: Readonly<Record<string, FakeRole>>;
  /** Of the identity provider; default `sts.amazonaws.com`. */
  readonly audiences?: readonly string[];
}): Promise<FakeSts> {
  const { now, roles } = options;
  const audiences = options.audiences ?? ["sts.amazonaws.com"];
  const verifier = createIdTokenVerifier(options);
  const issued: FakeKeys[] = [];

  const give = (role: string, form: URLSearchParams, operation: string): CloudAnswer => {
    const seconds = Number(form.get("DurationSeconds") ?? 3_600);
    const max = roles[role]?.maxSessionSeconds ?? 3_600;
    if (seconds < 900)
      return refusal(
        400,
        "ValidationError",
        "Value at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900",
      );
    if (seconds > max)
      return refusal(
        400,
        "ValidationError",
        "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
      );
    const sessionName = form.get("RoleSessionName") ?? "";
    if (!/^[\w+=,.@-]{2,64}$/.test(sessionName))
      return refusal(400, "ValidationError", "Value at 'roleSessionName' failed to satisfy constraint");
    const number = String(issued.length + 1).padStart(4, "0");
    const keys: FakeKeys = {
      accessKeyId: `ASIAFAKE${number}KEYID000`,
      secretAccessKey: `fakeSecretKey${number}/abcdefghijklmnopqrstuvw`,
      sessionToken: `fakeSessionToken${number}==`,
      role,
      sessionName,
      expiresAt: now() + seconds * 1_000,
    };
    issued.push(keys);
    return xml(
      200,
      `<${operation}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${operation}Result><Credentials><AccessKeyId>${keys.accessKeyId}</AccessKeyId><SecretAccessKey>${keys.secretAccessKey}</SecretAccessKey><SessionToken>${keys.sessionToken}</SessionToken><Expiration>${new Date(keys.expiresAt).toISOString()}</Expiration></Credentials><AssumedRoleUser><Arn>${sessionArn(keys)}</Arn><AssumedRoleId>AROAFAKE:${sessionName}</AssumedRoleId></AssumedRoleUser></${operation}Result><ResponseMetadata><RequestId>fake</RequestId></ResponseMetadata></${operation}Response>`,
    );
  };

  const callerOf = (request: CloudRequest): FakeKeys | undefined => {
    const keys = issued.find(({ accessKeyId }) => accessKeyId === signingKeyId(request));
    const token =
      request.headers["x-amz-security-token"] ?? request.url.searchParams.get("X-Amz-Security-Token");
    if (keys === undefined || token !== keys.sessionToken || keys.expiresAt <= now()) return undefined;
    return isSignedWith(request, keys.secretAccessKey) ? keys : undefined;
  };

  const server = await startCloudServer(async (request) => {
    const form = new URLSearchParams(request.method === "GET" ? request.url.search : request.body);
    const role = form.get("RoleArn") ?? "";
    switch (form.get("Action")) {
      case "AssumeRoleWithWebIdentity": {
        const verified = await verifier.verify(form.get("WebIdentityToken") ?? "", audiences);
        if ("fault" in verified) return tokenRefusal(verified.fault, now());
        const trusted = roles[role]?.sub;
        if (trusted === undefined || !fits(trusted, verified.claims.sub ?? "")) {
          return refusal(403, "AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity");
        }
        return give(role, form, "AssumeRoleWithWebIdentity");
      }
      case "AssumeRole": {
        const caller = callerOf(request);
        if (caller === undefined)
          return refusal(
            403,
            "InvalidClientTokenId",
            "The security token included in the request is invalid.",
          );
        if (roles[role]?.principals?.includes(caller.role) !== true) {
          return refusal(
            403,
            "AccessDenied",
            `User: ${sessionArn(caller)} is not authorized to perform: sts:AssumeRole on resource: ${role}`,
          );
        }
        return give(role, form, "AssumeRole");
      }
      case "GetCallerIdentity": {
        const caller = callerOf(request);
        if (caller === undefined)
          return refusal(
            403,
            "InvalidClientTokenId",
            "The security token included in the request is invalid.",
          );
        const account = caller.role.split(":")[4] ?? "";
        return xml(
          200,
          `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>${sessionArn(caller)}</Arn><UserId>AROAFAKE:${caller.sessionName}</UserId><Account>${account}</Account></GetCallerIdentityResult><ResponseMetadata><RequestId>fake</RequestId></ResponseMetadata></GetCallerIdentityResponse>`,
        );
      }
      default:
        return refusal(400, "InvalidAction", `Could not find operation ${form.get("Action")}`);
    }
  });
  return {
    ...server,
    issued,
    isAlive: ({ accessKeyId, secretAccessKey }) =>
      issued.some(
        (keys) =>
          keys.accessKeyId === accessKeyId &&
          keys.secretAccessKey === secretAccessKey &&
          keys.expiresAt > now(),
      ),
    callerOf: (request) => callerOf(request)?.role,
  };
}

function sessionArn({ role, sessionName }: FakeKeys): string {
  return `${role.replace(":iam:", ":sts:").replace(":role/", ":assumed-role/")}/${sessionName}`;
}

function tokenRefusal(fault: TokenFault, nowMs: number): CloudAnswer {
  switch (fault) {
    case "audience":
      return refusal(400, "InvalidIdentityToken", "Incorrect token audience");
    case "expired":
      return refusal(
        400,
        "ExpiredTokenException",
        `Token expired: current date/time ${Math.floor(nowMs / 1_000)} must be before the expiration date/time`,
      );
    case "issuer":
      return refusal(
        400,
        "InvalidIdentityToken",
        "No OpenIDConnect provider found in your account for the issuer of the token",
      );
    default:
      return refusal(
        400,
        "InvalidIdentityToken",
        "The ID Token provided is not a valid JWT or its signature is invalid",
      );
  }
}

function refusal(status: number, code: string, message: string): CloudAnswer {
  return xml(status, stsError(code, message));
}

/** The body of an error of STS, for a fault. */
export function stsError(code: string, message: string): string {
  const escaped = message.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${escaped}</Message></Error><RequestId>fake</RequestId></ErrorResponse>`;
}

function xml(status: number, body: string): CloudAnswer {
  return { status, body };
}
