/**
 * A signal that aborts `graceMs` after `signal` does: for what must not be cut off in the middle, and must not take for ever
 * either.
 */
export function graceSignal(signal: AbortSignal, graceMs: number): AbortSignal {
  if (signal.aborted) return AbortSignal.timeout(graceMs);
  const grace = new AbortController();
  const onAbort = (): void => {
    const limit = AbortSignal.timeout(graceMs);
    limit.addEventListener("abort", () => grace.abort(limit.reason), { once: true });
  };
  signal.addEventListener("abort", onAbort, { once: true });
  return grace.signal;
}
