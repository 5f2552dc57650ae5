import type { PlannedStep, RolloutHistory } from "../rollout-history.ts";
import { type Span, spanOf } from "./span.ts";

/** A stretch of time with one weight of the candidate. */
export interface WeightSegment extends Span {
  readonly weight: number;
}

/** A step of the plan and how long it was held; `undefined`: never reached. */
export interface StepOutcome extends PlannedStep {
  readonly actualMs: number | undefined;
}

/** The weights as they were, one segment for each change; by the looks where nobody noted decisions. */
export function weightSegments(history: RolloutHistory): WeightSegment[] {
  const changes: readonly { readonly at: number; readonly weight: number }[] =
    history.decisions.length > 0 ? history.decisions : history.looks;
  const { to } = spanOf(history);
  const segments: WeightSegment[] = [];
  for (const { at, weight } of changes) {
    const last = segments.at(-1);
    if (last?.weight === weight) continue;
    if (last !== undefined) segments.splice(-1, 1, { ...last, to: at });
    segments.push({ from: at, to, weight });
  }
  return segments;
}

/** The steps in order with the time each was held. */
export function stepOutcomes(history: RolloutHistory): StepOutcome[] {
  const held = new Map<number, number>();
  let next = 0;
  for (const { from, to, weight } of weightSegments(history)) {
    const index = history.steps.findIndex((step, place) => place >= next && step.weight === weight);
    if (index < 0) continue;
    held.set(index, (held.get(index) ?? 0) + to - from);
    next = index;
  }
  return history.steps.map((step, index) => ({ ...step, actualMs: held.get(index) }));
}

/** The weights as they were planned, from the first change on. */
export function plannedSegments(history: RolloutHistory): WeightSegment[] {
  let from = history.decisions[0]?.at ?? history.looks[0]?.at ?? history.startedAt;
  return history.steps.map(({ weight, bakeMs }) => {
    const segment = { from, to: from + bakeMs, weight };
    from = segment.to;
    return segment;
  });
}
