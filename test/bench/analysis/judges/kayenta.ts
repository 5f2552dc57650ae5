import { type GaugeRule, judgeGauge, KAYENTA_DEFAULTS } from "@deploy-actions/canary-analysis";
import type { Scenario } from "../streams/scenario.ts";
import { type Arm, CELLS_A_MINUTE, type Stream } from "../streams/stream.ts";
import { quantileMs } from "./histogram.ts";
import type { Judge } from "./judge.ts";

/** Each metric critical, an increase bad, all else as Kayenta's judge has it by default. */
const RULE: GaugeRule = { ...KAYENTA_DEFAULTS, direction: "increase", critical: true };

/** One value a minute of a release; not a number where it has no requests. */
const SERIES: readonly ((arm: Arm, minute: number) => number)[] = [
  ({ minutes }, minute) => (100 * (minutes.errors[minute] ?? 0)) / (minutes.requests[minute] ?? 0),
  ({ minutes }, minute) => quantileMs(minutes, minute, 0.5),
  ({ minutes }, minute) => quantileMs(minutes, minute, 0.99),
];

/** The largest ratio of the means that the judge calls high, over the metrics. */
function score({ candidate, baseline }: Stream, from: number, to: number): number {
  let greatest = 0;
  for (const series of SERIES) {
    const experiment: number[] = [];
    const control: number[] = [];
    for (let minute = from; minute < to; minute += 1) {
      experiment.push(series(candidate, minute));
      control.push(series(baseline, minute));
    }
    // Without a higher mean it is never called high, and the rank test costs most of the run.
    if (mean(experiment) <= mean(control)) continue;
    const { label, effect } = judgeGauge(control, experiment, RULE);
    if (label === "high") greatest = Math.max(greatest, effect ?? Number.POSITIVE_INFINITY);
  }
  return greatest;
}

function mean(values: readonly number[]): number {
  let sum = 0;
  let count = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    sum += value;
    count += 1;
  }
  return sum / count;
}

function kayenta(name: string, rule: string, everyMinutes: number): Judge {
  return {
    name,
    rule,
    standard: 1,
    lowest: 1,
    isWhole: false,
    looksOnce: everyMinutes === 0,
    watch: (scenario: Scenario, stream: Stream) => (cells) => {
      const minute = cells / CELLS_A_MINUTE;
      if (everyMinutes > 0 && minute % everyMinutes !== 0) return 0;
      return score(stream, scenario.warmUpMinutes, minute);
    },
  };
}

export const KAYENTA_ONCE: Judge = kayenta(
  "Kayenta at the end",
  "98 % rank test against a baseline of equal size, once; ratio of the means at least N",
  0,
);

export const KAYENTA_OFTEN: Judge = kayenta(
  "Kayenta every 10 min",
  "the same every 10 minutes on all data so far",
  10,
);
