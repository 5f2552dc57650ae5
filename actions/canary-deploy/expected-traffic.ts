import {
  type AnalysisConfig,
  type AnalysisPlan,
  planAnalysis,
  type StepExpectation,
  type TrafficExpectation,
} from "@deploy-actions/canary-analysis";
import { formatCount, formatDuration, formatPercent } from "@deploy-actions/kernel";
import type { MetricReading } from "@deploy-actions/metrics";
import type { RolloutStep } from "@deploy-actions/rollout";

/** What the analysis expects of the steps, from the traffic there was before them. */
export interface ExpectedAnalysis extends AnalysisPlan {
  readonly traffic: TrafficExpectation;
}

/** A shorter look says too little about the requests a minute. */
const SHORTEST_LOOK_MS = 200;

/** The traffic of stable between two looks, before a candidate has any. */
export class StableTraffic {
  #first: (MetricReading & { readonly known: true }) | undefined;
  #last: (MetricReading & { readonly known: true }) | undefined;

  see(reading: MetricReading): void {
    if (!reading.known || reading.stable === undefined) return;
    if (this.#first?.stable?.epoch !== reading.stable.epoch) this.#first = reading;
    this.#last = reading;
  }

  /** What is to be expected; `undefined` while the looks are too close together, or nobody counts. */
  expectation(): TrafficExpectation | undefined {
    const [first, last] = [this.#first, this.#last];
    if (first?.stable === undefined || last?.stable === undefined) return undefined;
    const ms = last.at - first.at;
    const requests = last.stable.requests - first.stable.requests;
    if (ms < SHORTEST_LOOK_MS || requests < 0) return undefined;
    // All that was counted since the release began tells more about failures than a moment does.
    const badShare = last.stable.requests > 0 ? last.stable.errors / last.stable.requests : 0;
    return { requestsPerMinute: (requests / ms) * 60_000, badShare };
  }
}

/**
 * The plan of the analysis for steps; `undefined` where there was no traffic to plan with. `isPaired`: what is counted are
 * probes, of which the candidate gets as many as stable at any weight.
 */
export function expectAnalysis(
  config: AnalysisConfig,
  traffic: TrafficExpectation | undefined,
  steps: readonly RolloutStep[],
  isPaired: boolean,
): ExpectedAnalysis | undefined {
  if (traffic === undefined || traffic.requestsPerMinute <= 0) return undefined;
  if (!isPaired) return { ...planAnalysis(config, traffic, steps), traffic };
  const both = { ...traffic, requestsPerMinute: 2 * traffic.requestsPerMinute };
  const compared = steps.filter(({ weight }) => weight > 0 && weight < 100);
  const plan = planAnalysis(
    config,
    both,
    compared.map((step) => ({ ...step, weight: 50 })),
  );
  const expected = plan.steps.map((step, index) => ({ ...step, weight: compared[index]?.weight ?? 50 }));
  return { ...plan, steps: expected, traffic: both };
}

/** `4,200 requests a minute, of which 0.3 % fail`. */
export function trafficText({ requestsPerMinute, badShare }: TrafficExpectation): string {
  return `${formatCount(requestsPerMinute)} requests a minute, of which ${formatPercent(badShare * 100, 2)} fail`;
}

/** The plan as lines of a log. */
export function expectedLines({ traffic, steps }: ExpectedAnalysis): readonly string[] {
  if (steps.length === 0) return [];
  return [
    `the analysis expects, at ${trafficText(traffic)}:`,
    ...steps.map((step) => {
      const found = step.detectMs.map(({ ratio, ms }) => `x${ratio} ${timeText(ms)}`).join(", ");
      return `${formatPercent(step.weight).padStart(5)}  a good release passes in ${timeText(step.certifyMs)} (bake ${formatDuration(step.bakeMs)}); found when worse by: ${found}`;
    }),
  ];
}

/** A time of the plan, which is typical and no bound. */
export function timeText(ms: StepExpectation["certifyMs"]): string {
  return ms === undefined ? "over a day" : `about ${formatDuration(ms)}`;
}
