import { ActionError, HttpFailure, type HttpResponse, isError, printable } from "@deploy-actions/kernel";
import { followPointer, parseJsonPointer } from "../json/json-pointer.ts";

/** Where an answer says which release it is of; a JSON Pointer (RFC 6901), or the lower-case name of a header. */
export type AnswerVersion =
  | { readonly kind: "json"; readonly pointer: string }
  | { readonly kind: "header"; readonly name: string }
  | { readonly kind: "body" };

/** What a good answer is. */
export interface AnswerCriteria {
  /** Statuses from, to; both inclusive. */
  readonly status: readonly { readonly from: number; readonly to: number }[];
  readonly version: AnswerVersion | undefined;
}

/** What one probe says about the release it was sent to; a stray one says nothing about it. */
export type ProbeFinding =
  | { readonly kind: "good" }
  | { readonly kind: "error"; readonly timedOut: boolean }
  | { readonly kind: "stray"; readonly reason: string; readonly text: string };

/** Judges an answer to a probe of the release `version`. */
export function judgeAnswer(criteria: AnswerCriteria, response: HttpResponse, version: string): ProbeFinding {
  const isGood = criteria.status.some(({ from, to }) => response.status >= from && response.status <= to);
  if (criteria.version !== undefined) {
    // The whole body of an error page is no version.
    const isSaid = isGood || criteria.version.kind !== "body";
    const said = isSaid ? versionOf(criteria.version, response) : undefined;
    if (said !== undefined && said !== version) {
      return stray("wrong_release", `the answer is of the release ${show(said)}, asked was ${show(version)}`);
    }
    // An error page says no version; a good answer without one may be anybody's.
    if (said === undefined && isGood) {
      return stray("version_missing", "a good answer does not say which release it is of");
    }
  }
  return isGood ? { kind: "good" } : { kind: "error", timedOut: false };
}

/** Judges why there is no answer: refused, reset, broken TLS and time-outs are the release's, the rest is of the way there. */
export function judgeNoAnswer(error: unknown): ProbeFinding {
  const cause: unknown = isError(error) ? error.cause : undefined;
  const failure = cause instanceof HttpFailure ? cause.failure : undefined;
  switch (failure) {
    case "timeout":
      return { kind: "error", timedOut: true };
    case "refused":
    case "reset":
    case "tls":
      return { kind: "error", timedOut: false };
    default: {
      const text = error instanceof ActionError || isError(error) ? error.message : String(error);
      return stray("probe_failed", printable(text).slice(0, 200));
    }
  }
}

function versionOf(place: AnswerVersion, response: HttpResponse): string | undefined {
  if (place.kind === "header") return response.headers[place.name];
  const body = new TextDecoder().decode(response.body);
  if (place.kind === "body") return body.trim() === "" || body.length > 200 ? undefined : body.trim();
  try {
    const pointed = followPointer(JSON.parse(body), parseJsonPointer(place.pointer) ?? []);
    return pointed.found && (typeof pointed.value === "string" || typeof pointed.value === "number")
      ? String(pointed.value)
      : undefined;
  } catch {
    return undefined;
  }
}

function stray(reason: string, text: string): ProbeFinding {
  return { kind: "stray", reason, text };
}

function show(version: string): string {
  return JSON.stringify(printable(version).slice(0, 80));
}
