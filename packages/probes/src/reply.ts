import type { HttpResponse } from "@deploy-actions/kernel";
import type { HttpPlan } from "./http-plan.ts";
import { readJsonPath } from "./json-path.ts";

/** The body as JSON, or why it is none. */
export type JsonBody =
  | { readonly parsed: true; readonly value: unknown }
  | { readonly parsed: false; readonly looksLike: "html" | "text" | "nothing" };

/** An answer, read once. */
export interface Reply {
  readonly plan: HttpPlan;
  readonly response: HttpResponse;
  readonly latencyMs: number;
  readonly text: string;
  readonly json: JsonBody;
  /** What the answer says its version is. */
  readonly version: string | undefined;
}

// Where releases usually say who they are: health+json's releaseId comes before version, which is the API's there.
const VERSION_PATHS = [
  ["releaseId"],
  ["release"],
  ["version"],
  ["build", "version"],
  ["app", "version"],
  ["git", "commit", "id", "full"],
  ["git", "commit", "id"],
  ["commit"],
  ["sha"],
  ["revision"],
] as const;

/** Decodes and parses an answer; nothing in it can throw. */
export function readReply(plan: HttpPlan, response: HttpResponse, latencyMs: number): Reply {
  const text = new TextDecoder().decode(response.body);
  const json = parseBody(text, response.headers["content-type"] ?? "");
  return { plan, response, latencyMs, text, json, version: readVersion(plan, response, text, json) };
}

function parseBody(text: string, contentType: string): JsonBody {
  if (text.trim() === "") return { parsed: false, looksLike: "nothing" };
  try {
    return { parsed: true, value: JSON.parse(text) as unknown };
  } catch {
    const isHtml = /\bhtml\b/i.test(contentType) || /^\s*<(!doctype|html|head|body)\b/i.test(text);
    return { parsed: false, looksLike: isHtml ? "html" : "text" };
  }
}

function readVersion(
  plan: HttpPlan,
  response: HttpResponse,
  text: string,
  json: JsonBody,
): string | undefined {
  const place = plan.version?.place;
  switch (place?.kind) {
    case undefined:
      return undefined;
    case "header":
      return asVersion(response.headers[place.name]);
    case "body":
      return asVersion(text);
    case "json":
      return json.parsed ? versionAt(json.value, place.segments) : undefined;
    case "auto": {
      if (!json.parsed) return undefined;
      const claimed = VERSION_PATHS.map((path) => versionAt(json.value, path));
      // A document may name its API's version beside the commit: any of the usual places may be the one meant.
      return (
        claimed.find((item) => item === plan.version?.expected) ?? claimed.find((item) => item !== undefined)
      );
    }
  }
}

function versionAt(value: unknown, segments: readonly (string | number)[]): string | undefined {
  const found = readJsonPath(value, segments);
  return found.found ? asVersion(found.value) : undefined;
}

// A build number may be a JSON integer; it is compared as text, so that 1.0 and "1.0" still differ.
function asVersion(value: unknown): string | undefined {
  if (Number.isSafeInteger(value)) return String(value);
  return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
}
