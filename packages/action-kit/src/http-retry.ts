import type { HttpFailureCode, HttpRequest } from "@deploy-actions/kernel";

/** Tries of one request, the first included. */
export const MAX_ATTEMPTS = 4;
const BASE_MS = 500;
const CAP_MS = 20_000;
const LONGEST_ASKED_MS = 60_000;
/** No try begins later than this after the first, however short the single waits are. */
const TOTAL_MS = 120_000;

/** What an attempt came to, as far as the decision to try again needs it. */
export type Attempted =
  | { readonly status: number; readonly headers: Readonly<Record<string, string>> }
  | { readonly failure: HttpFailureCode };

/** Facts of the moment after an attempt. */
export interface RetryMoment {
  /** 1 after the first attempt. */
  readonly attempt: number;
  readonly elapsedMs: number;
  readonly nowMs: number;
  /** In [0, 1). */
  readonly random: number;
}

/** The retry mode of a request: what it says, or what its method allows. */
export function retryMode(request: HttpRequest): NonNullable<HttpRequest["retry"]> {
  if (request.retry !== undefined) return request.retry;
  return request.method === "POST" || request.method === "PATCH" ? "never" : "idempotent";
}

/** Milliseconds to wait before the next try, or `undefined` when this attempt was the last. */
export function retryDelay(
  mode: NonNullable<HttpRequest["retry"]>,
  outcome: Attempted,
  moment: RetryMoment,
): number | undefined {
  if (mode === "never" || moment.attempt >= MAX_ATTEMPTS) return undefined;
  if (!("failure" in outcome)) {
    if (!isRefusal(outcome) && (mode === "if-refused" || !isTransient(outcome.status))) return undefined;
    const asked = askedDelay(outcome.headers, moment.nowMs);
    if (asked !== undefined) return asked <= LONGEST_ASKED_MS ? within(asked, moment) : undefined;
  } else if (mode === "if-refused" || outcome.failure === "tls") {
    return undefined;
  }
  // Full jitter: callers that failed together do not come back together.
  return within(moment.random * Math.min(CAP_MS, BASE_MS * 2 ** (moment.attempt - 1)), moment);
}

/**
 * Milliseconds the server asks to wait: Retry-After in seconds or as an HTTP date, else the reset time of a used-up
 * GitHub rate limit (`x-ratelimit-remaining: 0`, `x-ratelimit-reset` in epoch seconds).
 */
export function askedDelay(headers: Readonly<Record<string, string>>, nowMs: number): number | undefined {
  const retryAfter = headers["retry-after"]?.trim();
  if (retryAfter !== undefined && retryAfter !== "") {
    if (/^\d+(\.\d+)?$/.test(retryAfter)) return Number(retryAfter) * 1_000;
    const date = Date.parse(retryAfter);
    if (Number.isFinite(date)) return Math.max(0, date - nowMs);
  }
  const reset = Number(headers["x-ratelimit-reset"]);
  if (headers["x-ratelimit-remaining"] === "0" && Number.isFinite(reset) && reset > 0) {
    return Math.max(0, reset * 1_000 - nowMs);
  }
  return undefined;
}

/** Whether the server says that it did nothing because of a limit. */
function isRefusal(outcome: {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}): boolean {
  if (outcome.status === 429) return true;
  return (
    outcome.status === 403 &&
    (outcome.headers["retry-after"] !== undefined || outcome.headers["x-ratelimit-remaining"] === "0")
  );
}

function isTransient(status: number): boolean {
  return status === 408 || status === 429 || (status >= 500 && status !== 501);
}

function within(delayMs: number, moment: RetryMoment): number | undefined {
  return moment.elapsedMs + delayMs <= TOTAL_MS ? Math.round(delayMs) : undefined;
}
