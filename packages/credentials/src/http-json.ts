import {
  type HttpRequest,
  type HttpResponse,
  isObject,
  printable,
  truncateUtf8,
} from "@deploy-actions/kernel";
import type { CredentialPorts } from "./ports.ts";

const MAX_BODY_BYTES = 1_048_576;
const LONGEST_QUOTE_BYTES = 600;

/** A JSON answer of any status. */
export interface JsonAnswer {
  readonly status: number;
  /** `{}` when the body is no JSON object. */
  readonly body: Readonly<Record<string, unknown>>;
  /** What it says, for a person: one line, cut and redacted. */
  readonly text: string;
  readonly attempts: number;
}

/** Sends a request and reads a JSON answer of at most 1 MiB. All the calls made through it may be repeated. */
export async function sendJson(
  ports: Pick<CredentialPorts, "http" | "secrets">,
  request: Omit<HttpRequest, "body"> & {
    readonly json?: unknown;
    readonly form?: Readonly<Record<string, string>>;
  },
): Promise<JsonAnswer> {
  const { json, form, ...rest } = request;
  const body =
    json !== undefined
      ? JSON.stringify(json)
      : form === undefined
        ? undefined
        : String(new URLSearchParams(form));
  const type = json !== undefined ? "application/json" : "application/x-www-form-urlencoded";
  const response = await ports.http.send({
    maxBodyBytes: MAX_BODY_BYTES,
    retry: "idempotent",
    ...rest,
    headers: {
      accept: "application/json",
      ...(body === undefined ? {} : { "content-type": type }),
      ...rest.headers,
    },
    ...(body === undefined ? {} : { body }),
  });
  const text = new TextDecoder().decode(response.body);
  return {
    status: response.status,
    body: parse(text),
    text: quote(ports, response, text),
    attempts: response.attempts,
  };
}

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

function quote(ports: Pick<CredentialPorts, "secrets">, response: HttpResponse, text: string): string {
  const line = printable(ports.secrets.redact(text.replace(/\s+/g, " ").trim()));
  const retried = response.attempts > 1 ? ` after ${response.attempts} attempts` : "";
  return `HTTP ${response.status}${retried}${line === "" ? "" : `: ${truncateUtf8(line, LONGEST_QUOTE_BYTES)}`}`;
}

/** A text below `keys` of a JSON answer, `undefined` when it is not there. */
export function textAt(value: unknown, ...keys: readonly (string | number)[]): string | undefined {
  const found = valueAt(value, ...keys);
  return typeof found === "string" && found !== "" ? found : undefined;
}

/** The value below `keys` of a JSON answer. */
export function valueAt(value: unknown, ...keys: readonly (string | number)[]): unknown {
  let current = value;
  for (const key of keys) {
    if (typeof key === "number") current = Array.isArray(current) ? current[key] : undefined;
    else current = isObject(current) && Object.hasOwn(current, key) ? current[key] : undefined;
  }
  return current;
}
