/** Upper bounds of the latency buckets: 5 % apart from 0.5 ms to 60 s, so that a percentile is at most 5 % off. */
export const LATENCY_BOUNDS_MS: readonly number[] = makeBounds();

/** `cancelled`: the client left before there was an answer to judge; such a request says nothing about the release. */
export type RequestOutcome = "ok" | "error" | "cancelled";

/** What one release served since it was started by this supervisor. A restart of its process does not reset them. */
export class Counters {
  readonly outcomes: Record<RequestOutcome, number> = { ok: 0, error: 0, cancelled: 0 };
  /** Not cumulative, one longer than the bounds. */
  readonly buckets: number[] = Array.from({ length: LATENCY_BOUNDS_MS.length + 1 }, () => 0);
  sumMs = 0;

  record(outcome: RequestOutcome, durationMs: number): void {
    this.outcomes[outcome] += 1;
    if (outcome === "cancelled") return;
    this.sumMs += durationMs;
    const index = bucketIndex(durationMs);
    this.buckets[index] = (this.buckets[index] ?? 0) + 1;
  }
}

function bucketIndex(durationMs: number): number {
  let low = 0;
  let high = LATENCY_BOUNDS_MS.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (durationMs <= (LATENCY_BOUNDS_MS[middle] ?? 0)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function makeBounds(): number[] {
  const first = 0.5;
  const last = 60_000;
  const bounds: number[] = [];
  for (let exact = first; exact < last; exact *= 1.05) bounds.push(Number(exact.toPrecision(4)));
  bounds.push(last);
  return bounds;
}
