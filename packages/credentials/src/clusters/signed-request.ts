import type { AwsAccess } from "@deploy-actions/kernel";
import { partitionOf } from "../aws/region.ts";
import { type JsonAnswer, sendJson } from "../http-json.ts";
import type { CredentialPorts } from "../ports.ts";

/** One signed GET of a REST-JSON service of AWS, without its SDK. `operation`: as its permissions name it. */
export async function signedGet(
  call: {
    readonly service: string;
    readonly operation: string;
    /** With a slash in front, its parts encoded. */
    readonly path: string;
  },
  access: AwsAccess,
  ports: CredentialPorts,
  signal: AbortSignal,
): Promise<JsonAnswer> {
  const base =
    access.endpoint ?? `https://${call.service}.${access.region}.${partitionOf(access.region).dnsSuffix}`;
  const url = new URL(call.path, base);
  const signer = await awsSigner(access, call.service, signal);
  const signed = await signer.sign(
    {
      method: "GET",
      protocol: url.protocol,
      hostname: url.hostname,
      ...(url.port === "" ? {} : { port: Number(url.port) }),
      path: url.pathname,
      query: {},
      headers: { host: url.host },
    },
    { signingDate: new Date(ports.clock.now()) },
  );
  const { host: _host, ...headers } = signed.headers;
  access.onCall?.({ api: "aws", service: call.service, operation: call.operation });
  return sendJson(ports, { url: url.href, headers, signal });
}

/** A signer (version 4) with the keys of an access. */
export async function awsSigner(access: AwsAccess, service: string, signal: AbortSignal) {
  const [{ SignatureV4 }, { Sha256 }] = await Promise.all([
    import("@smithy/signature-v4"),
    import("@aws-crypto/sha256-js"),
  ]);
  const keys = await access.keys(signal);
  return new SignatureV4({
    service,
    region: access.region,
    sha256: Sha256,
    credentials: {
      accessKeyId: keys.accessKeyId,
      secretAccessKey: keys.secretAccessKey,
      ...(keys.sessionToken === undefined ? {} : { sessionToken: keys.sessionToken }),
    },
  });
}
