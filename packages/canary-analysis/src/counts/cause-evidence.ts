import { roundedDown } from "../numeric/log-mean.ts";
import type { CountWindow } from "./count-window.ts";
import type { OddsEvidence, OddsHypothesis } from "./odds-evidence.ts";

/**
 * Adds a window whose bad events are independent causes (users with their first failure), counted beside requests.
 *
 * Users are not a part of requests, so there is no table of four numbers; but which release a cause hits is a toss with the
 * probability that the ratio of the rates gives, so each window multiplies by the likelihood ratio of two binomial distributions. It
 * is monotone in the ratio, which makes it valid for every ratio on the null's side.
 */
export function addCauses(
  hypothesis: OddsHypothesis,
  evidence: OddsEvidence,
  window: CountWindow,
): OddsEvidence {
  const { candidate, stable } = window;
  if (candidate.requests === 0 || stable.requests === 0) return evidence;
  const part = (ratio: number): number =>
    (ratio * candidate.requests) / (ratio * candidate.requests + stable.requests);
  const ofNull = part(hypothesis.null);
  return hypothesis.alternatives.map((ratio, index) => {
    const hoped = part(ratio);
    const candidates = candidate.bad * Math.log(hoped / ofNull);
    const others = stable.bad * (Math.log1p(-hoped) - Math.log1p(-ofNull));
    return roundedDown((evidence[index] ?? 0) + candidates + others);
  });
}
