import { ActionError, formatDuration, HttpFailure, type HttpFailureCode } from "@deploy-actions/kernel";

const DNS = new Set(["ENOTFOUND", "EAI_AGAIN", "EAI_FAIL", "EAI_NODATA", "EAI_NONAME"]);
const TIMEOUT = new Set([
  "ETIMEDOUT",
  "UND_ERR_CONNECT_TIMEOUT",
  "UND_ERR_HEADERS_TIMEOUT",
  "UND_ERR_BODY_TIMEOUT",
]);
const RESET = new Set(["ECONNRESET", "ECONNABORTED", "EPIPE", "UND_ERR_SOCKET", "UND_ERR_CLOSED"]);
const TLS =
  /^(ERR_TLS_|ERR_SSL_|CERT_|CRL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|INVALID_CA|UND_ERR_PRX_TLS|EPROTO$)/;

/** Where a request went, for the text of its failure. */
export interface FailedCall {
  readonly method: string;
  readonly url: URL;
  readonly proxy: string | undefined;
  readonly timeoutMs: number;
}

/** The class of what undici or the system threw, with a message that names the call. */
export function toHttpFailure(error: unknown, call: FailedCall, timedOut: boolean): HttpFailure {
  const code = codeOf(error);
  const failure = timedOut ? "timeout" : classify(error, code, call.proxy !== undefined);
  const suffix = code === undefined || timedOut ? "" : ` (${code})`;
  return new HttpFailure(
    failure,
    `${describeCall(call)} failed: ${reason(failure, call, error)}${suffix}`,
    code,
    error,
  );
}

/** The failure as the error a person sees; `attempts` tries were made. */
export function toRemoteError(failure: HttpFailure, attempts: number, redact: (text: string) => string) {
  const tries = attempts > 1 ? `, after ${attempts} attempts` : "";
  return new ActionError("remote", redact(`${failure.message}${tries}.`), {
    cause: failure,
    hint: HINTS[failure.failure],
  });
}

/** `GET https://host/path?query=***`: without user, password, query values and fragment. */
export function describeCall(call: { readonly method: string; readonly url: URL }): string {
  const query = [...new Set(call.url.searchParams.keys())].map((name) => `${encodeURIComponent(name)}=***`);
  const search = query.length === 0 ? "" : `?${query.join("&")}`;
  return `${call.method} ${call.url.protocol}//${call.url.host}${call.url.pathname}${search}`;
}

const HINTS: Readonly<Record<HttpFailureCode, string>> = {
  dns: "Check the spelling of the host name, and that this runner may resolve it (private names need a runner inside the network).",
  refused: "Check host and port, and that the service runs and accepts connections from this runner.",
  tls: "Check the server's certificate (name, expiry, chain). A private certificate authority goes into NODE_EXTRA_CA_CERTS.",
  timeout: "Check that the service is up and reachable from this runner, or allow more time.",
  reset: "The server or something between closed the connection; look at its log, then run again.",
  proxy:
    "Check HTTPS_PROXY and HTTP_PROXY of this runner; a host that must be reached directly goes into NO_PROXY.",
  network: "Check the network of this runner, then run again.",
};

function classify(error: unknown, code: string | undefined, proxied: boolean): HttpFailureCode {
  const text = messageOf(error);
  if (proxied && /^proxy (response|authentication)/i.test(text)) return "proxy";
  if (code === undefined) return "network";
  // Through a proxy the only name resolved and the only connection opened here are the proxy's.
  if (DNS.has(code)) return proxied ? "proxy" : "dns";
  if (code === "ECONNREFUSED") return proxied ? "proxy" : "refused";
  if (TIMEOUT.has(code)) return "timeout";
  if (RESET.has(code)) return "reset";
  if (TLS.test(code)) return "tls";
  return "network";
}

function reason(failure: HttpFailureCode, call: FailedCall, error: unknown): string {
  switch (failure) {
    case "dns":
      return `the name ${call.url.hostname} does not resolve`;
    case "refused":
      return `nothing accepts connections on ${call.url.host}`;
    case "tls":
      return `no secure connection: ${messageOf(error)}`;
    case "timeout":
      return `no complete answer within ${formatDuration(call.timeoutMs)}`;
    case "reset":
      return "the connection was closed before the answer was complete";
    case "proxy":
      return `the proxy ${proxyName(call.proxy)} did not let it through: ${messageOf(error)}`;
    case "network":
      return messageOf(error);
  }
}

function proxyName(proxy: string | undefined): string {
  return proxy !== undefined && URL.canParse(proxy) ? new URL(proxy).host : "of this runner";
}

/** The system or undici code of an error or of one of its causes. Structural: errors of Node may come from another realm. */
function codeOf(error: unknown): string | undefined {
  let current: unknown = error;
  for (let depth = 0; depth < 8 && typeof current === "object" && current !== null; depth += 1) {
    const { code, cause, errors } = current as { code?: unknown; cause?: unknown; errors?: unknown };
    // An abort of a tunnel hides the reason one level down.
    if (typeof code === "string" && (code !== "UND_ERR_ABORTED" || cause === undefined)) return code;
    current = Array.isArray(errors) ? (errors[0] ?? cause) : cause;
  }
  return undefined;
}

function messageOf(error: unknown): string {
  let current: unknown = error;
  let text = "";
  for (let depth = 0; depth < 8 && typeof current === "object" && current !== null; depth += 1) {
    const { message, cause, errors } = current as { message?: unknown; cause?: unknown; errors?: unknown };
    if (typeof message === "string" && message !== "") text = message;
    current = Array.isArray(errors) ? (errors[0] ?? cause) : cause;
  }
  return text === "" ? String(error) : text;
}
