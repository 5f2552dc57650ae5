/** No try begins later than this after the first: an API server that is replaced is gone for a minute. */
export const RETRY_FOR_MS = 90_000;
const BASE_MS = 250;
const CAP_MS = 5_000;

/** Milliseconds to wait before the next try, or `undefined` when this one was the last. */
export function retryDelay(moment: {
  /** 1 after the first try. */
  readonly attempt: number;
  readonly elapsedMs: number;
  /** In [0, 1). */
  readonly random: number;
  readonly retryAfter: string | undefined;
  readonly nowMs: number;
}): number | undefined {
  const asked = askedDelay(moment.retryAfter, moment.nowMs);
  // Half fixed, half by chance: callers that failed together do not come back together, and none comes back at once.
  const step = Math.min(CAP_MS, BASE_MS * 2 ** (moment.attempt - 1));
  const delayMs = Math.round(Math.max(asked ?? 0, step * (0.5 + moment.random / 2)));
  return moment.elapsedMs + delayMs <= RETRY_FOR_MS ? delayMs : undefined;
}

/** Whether a status says that a later try may succeed. */
export function isTransient(status: number): boolean {
  return status === 408 || status === 429 || (status >= 500 && status !== 501);
}

function askedDelay(value: string | undefined, nowMs: number): number | undefined {
  const text = value?.trim() ?? "";
  if (/^\d+$/.test(text)) return Number(text) * 1_000;
  const date = Date.parse(text);
  return Number.isFinite(date) ? Math.max(0, date - nowMs) : undefined;
}
