import type { RolloutHistory } from "../rollout-history.ts";

/** A stretch of time, milliseconds since the epoch. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** From the start to the end, or to the last thing that happened while it goes on; never empty. */
export function spanOf(history: RolloutHistory): Span {
  const known = [
    history.startedAt,
    history.endedAt,
    history.looks[0]?.at,
    history.looks.at(-1)?.at,
    history.decisions[0]?.at,
    history.decisions.at(-1)?.at,
  ].filter((at): at is number => at !== undefined && Number.isFinite(at));
  const from = Math.min(...known);
  const to = Math.max(...known);
  if (!Number.isFinite(from)) return { from: 0, to: 1_000 };
  return { from, to: Math.max(to, from + 1_000) };
}

/** From when on there was anything to count: the first change of the traffic. */
export function countedSpan(history: RolloutHistory): Span {
  const span = spanOf(history);
  const [decision, look] = [history.decisions[0], history.looks[0]];
  const hasBegun = decision !== undefined && look !== undefined && decision.at < look.at;
  return { from: hasBegun ? decision.at : span.from, to: span.to };
}
