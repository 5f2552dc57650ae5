import { createHmac } from "node:crypto";

/** Whether `header` (`t=<seconds>,v1=<hex>`) signs the body with this key, computed as the documentation says. */
export function isSignedBy(secret: string, header: string | undefined, body: string): boolean {
  const { at, hex } = /^t=(?<at>\d+),v1=(?<hex>[0-9a-f]{64})$/.exec(header ?? "")?.groups ?? {};
  return hex === createHmac("sha256", secret).update(`${at}.${body}`).digest("hex");
}
