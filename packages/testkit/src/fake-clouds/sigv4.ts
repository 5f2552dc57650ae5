import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { CloudRequest } from "./server.ts";

/** The access key a request is signed with, from its Authorization header or its query. */
export function signingKeyId(request: CloudRequest): string | undefined {
  const query = request.url.searchParams.get("X-Amz-Credential");
  const header = /Credential=([^,\s]+)/.exec(request.headers.authorization ?? "")?.[1];
  return (query ?? header)?.split("/")[0];
}

/** Whether the AWS signature (version 4) of a request is that of the secret key; in the header, or presigned. */
export function isSignedWith(request: CloudRequest, secretKey: string): boolean {
  const { url, headers } = request;
  const presigned = url.searchParams.get("X-Amz-Signature");
  const authorization = headers.authorization ?? "";
  const part = (name: string): string => new RegExp(`${name}=([^,\\s]+)`).exec(authorization)?.[1] ?? "";
  const credential =
    presigned === null ? part("Credential") : (url.searchParams.get("X-Amz-Credential") ?? "");
  const signedHeaders =
    presigned === null ? part("SignedHeaders") : (url.searchParams.get("X-Amz-SignedHeaders") ?? "");
  const signature = presigned ?? part("Signature");
  const date =
    presigned === null ? (headers["x-amz-date"] ?? "") : (url.searchParams.get("X-Amz-Date") ?? "");
  const [, day = "", region = "", service = ""] = credential.split("/");
  const query = [...url.searchParams]
    .filter(([name]) => name !== "X-Amz-Signature")
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join("&");
  const canonical = [
    request.method,
    url.pathname,
    query,
    ...signedHeaders.split(";").map((name) => `${name}:${(headers[name] ?? "").trim().replace(/\s+/g, " ")}`),
    "",
    signedHeaders,
    sha256(request.body),
  ].join("\n");
  const text = ["AWS4-HMAC-SHA256", date, `${day}/${region}/${service}/aws4_request`, sha256(canonical)].join(
    "\n",
  );
  const key = [day, region, service, "aws4_request"].reduce<Buffer | string>(
    (from, step) => hmac(from, step),
    `AWS4${secretKey}`,
  );
  const expected = Buffer.from(hmac(key, text).toString("hex"));
  const found = Buffer.from(signature);
  return expected.length === found.length && timingSafeEqual(expected, found);
}

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
const hmac = (key: Buffer | string, text: string): Buffer => createHmac("sha256", key).update(text).digest();

function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
