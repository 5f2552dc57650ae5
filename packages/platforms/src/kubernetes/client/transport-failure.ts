import { errorMessage, HttpFailure, type HttpFailureCode, systemErrorCode } from "@deploy-actions/kernel";

const DNS = new Set(["ENOTFOUND", "EAI_AGAIN", "EAI_FAIL", "EAI_NODATA"]);
const RESET = new Set(["ECONNRESET", "ECONNABORTED", "EPIPE"]);
const TLS =
  /^(ERR_TLS_|ERR_SSL_|CERT_|CRL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|INVALID_CA|EPROTO$)/;

/** What node:https threw, as a failure that names the call. */
export function toTransportFailure(error: unknown, call: string, url: URL): HttpFailure {
  if (error instanceof HttpFailure) return error;
  const code = systemErrorCode(error);
  const failure = classify(code);
  const suffix = code === undefined ? "" : ` (${code})`;
  return new HttpFailure(failure, `${call} failed: ${reason(failure, error, url)}${suffix}`, code, error);
}

function classify(code: string | undefined): HttpFailureCode {
  if (code === undefined) return "network";
  if (DNS.has(code)) return "dns";
  if (code === "ECONNREFUSED") return "refused";
  if (code === "ETIMEDOUT") return "timeout";
  if (RESET.has(code)) return "reset";
  if (code.startsWith("ERR_PROXY")) return "proxy";
  return TLS.test(code) ? "tls" : "network";
}

function reason(failure: HttpFailureCode, error: unknown, url: URL): string {
  switch (failure) {
    case "dns":
      return `the name ${url.hostname} does not resolve`;
    case "refused":
      return `nothing accepts connections on ${url.host}`;
    case "timeout":
      return `${url.host} does not answer`;
    case "reset":
      return "the connection was closed before the answer was complete";
    case "tls":
      return `no secure connection: ${errorMessage(error)}`;
    case "proxy":
    case "network":
      return errorMessage(error);
  }
}
