import { ActionError } from "@deploy-actions/kernel";
import type { LatencyHistogram } from "./metric-source.ts";

/** A percentile and how many requests it stands on, or why it has no value. */
export type Percentile =
  | { readonly known: true; readonly valueMs: number; readonly n: number }
  | { readonly known: false; readonly reason: "no_requests" | "beyond_buckets"; readonly n: number };

/**
 * The latency that `percent` per cent (over 0, up to 100) of the requests did not exceed, interpolated linearly inside
 * its bucket. `beyond_buckets` when it lies above the last bound: the histogram only says "slower than that".
 */
export function percentile(histogram: LatencyHistogram, percent: number): Percentile {
  if (!(percent > 0 && percent <= 100)) {
    throw new ActionError("internal", `A percentile lies in (0, 100], not ${percent}`);
  }
  const n = histogram.counts.reduce((sum, count) => sum + count, 0);
  if (!(n > 0)) return { known: false, reason: "no_requests", n: 0 };
  const rank = (percent / 100) * n;
  let below = 0;
  for (const [index, count] of histogram.counts.entries()) {
    // 1e-9: 0.95 * 20 is 19 and a little in binary, and must not slip into the next bucket.
    if (count > 0 && below + count >= rank - 1e-9) {
      const upper = histogram.boundsMs[index];
      if (upper === undefined) break;
      const lower = index === 0 ? 0 : (histogram.boundsMs[index - 1] ?? 0);
      const share = Math.min(1, (rank - below) / count);
      return { known: true, valueMs: lower + (upper - lower) * share, n };
    }
    below += count;
  }
  return { known: false, reason: "beyond_buckets", n };
}
