import { formatCount, formatDuration, formatPercent } from "@deploy-actions/kernel";
import type { AnalysisConfig } from "../analysis-config.ts";
import { ruleOf } from "../analysis-state.ts";
import { regressionOf } from "../counts/odds-evidence.ts";
import { riskGrowth } from "../counts/risk-evidence.ts";
import { alikeGrowth, singlesGrowth, worseGrowth } from "./cell-growth.ts";

/** What the traffic is expected to be, of both releases together, when the candidate is like stable. */
export interface TrafficExpectation {
  readonly requestsPerMinute: number;
  /** Share of them that fail, 0 to 1. */
  readonly badShare: number;
  /** How many bad requests have one cause; `undefined`: not known, and found later. */
  readonly perCause?: number | undefined;
}

/** How long failed requests take to decide at a weight. */
export interface StepExpectation {
  readonly weight: number;
  readonly bakeMs: number;
  /** Until a good candidate is certified, in milliseconds; `undefined`: never, or longer than a day. */
  readonly certifyMs: number | undefined;
  /** Until a regression is found, by its ratio. */
  readonly detectMs: readonly { readonly ratio: number; readonly ms: number | undefined }[];
}

/** The plan, and what it cannot do, in one sentence each. */
export interface AnalysisPlan {
  readonly steps: readonly StepExpectation[];
  readonly problems: readonly string[];
}

const RATIOS = [1.5, 2, 5];
const DAY_MS = 86_400_000;
/** The price of not knowing which bet is best, in nats: its neighbours win too, so it is less than the log of their number. */
const SHARED = 1.2;

/**
 * How long each step has to last, from the mean growth of the evidence: a certificate needs `ln(2 / beta)`, a regression
 * `ln(1 / alpha)` and the price of the mean over bets. Times are typical, not bounds: half of all rollouts take longer.
 */
export function planAnalysis(
  config: AnalysisConfig,
  traffic: TrafficExpectation,
  steps: readonly { readonly weight: number; readonly bakeMs: number }[],
): AnalysisPlan {
  const metric = config.metrics.find(({ kind }) => kind === "errors");
  const compared = steps.filter(({ weight }) => weight > 0 && weight < 100);
  if (metric === undefined || metric.kind !== "errors") return { steps: [], problems: [] };
  const rule = ruleOf(config, metric);
  const total = config.metrics.reduce((sum, { weight, critical }) => sum + (critical ? weight : 0), 0);
  const price = Math.log(Math.max(1, total / metric.weight));
  const expected = compared.map(({ weight, bakeMs }): StepExpectation => {
    const expect = (ratio: number) => expectedCell(config, traffic, weight, ratio);
    const cellMs = cellLength(config);
    const detectMs = RATIOS.map((ratio) => {
      const needed = Math.log(1 / config.alpha) + price + SHARED;
      const { perCause } = traffic;
      const growth = Math.max(
        worseGrowth(rule.tolerance, expect(ratio)),
        perCause === undefined ? 0 : singlesGrowth(rule.tolerance, perCause, expect(ratio)),
      );
      return { ratio, ms: timeFor(needed, growth, cellMs) };
    });
    const needed = Math.log(2 / config.beta);
    const { candidate, stable } = expect(1);
    const growth = alikeGrowth(regressionOf(rule.regression), { candidate, stable });
    const ratioMs = timeFor(needed + SHARED, growth, cellMs);
    const share = Math.max(traffic.badShare, 1e-9);
    const riskMs = timeFor(
      needed,
      riskGrowth(rule.margin, share, candidate.requests, stable.requests),
      cellMs,
    );
    return { weight, bakeMs, certifyMs: soonest(ratioMs, riskMs), detectMs };
  });
  return { steps: expected, problems: problemsOf(config, traffic, expected) };
}

function problemsOf(
  config: AnalysisConfig,
  traffic: TrafficExpectation,
  steps: readonly StepExpectation[],
): readonly string[] {
  const last = steps.at(-1);
  if (last === undefined) return [];
  // Evidence is kept from step to step: parts of the way add up.
  const progress = steps.reduce(
    (sum, { bakeMs, certifyMs }) => sum + (certifyMs === undefined ? 0 : bakeMs / certifyMs),
    0,
  );
  if (progress >= 1) return [];
  const at = `${formatCount(traffic.requestsPerMinute)} requests a minute of which ${formatPercent(100 * traffic.badShare, 2)} fail`;
  const bakes = formatDuration(steps.reduce((sum, { bakeMs }) => sum + bakeMs, 0));
  const needs =
    last.certifyMs === undefined
      ? `it would take more than a day at ${formatPercent(last.weight)}`
      : `${formatPercent(last.weight)} alone needs about ${formatDuration(last.certifyMs)}`;
  return [
    `the steps bake for ${bakes}, which is not enough at ${at} to show that the candidate is not ${config.regression}x as bad: ${needs}`,
  ];
}

function expectedCell(
  config: AnalysisConfig,
  { requestsPerMinute, badShare }: TrafficExpectation,
  weight: number,
  ratio: number,
) {
  const requests = (requestsPerMinute * cellLength(config)) / 60_000;
  const candidate = (requests * weight) / 100;
  const stable = requests - candidate;
  return {
    candidate: { requests: candidate, bad: Math.min(candidate, candidate * badShare * ratio) },
    stable: { requests: stable, bad: stable * badShare },
  };
}

/** Ten seconds where no length is given: evidence does not depend on it then. */
function cellLength({ burstMs }: AnalysisConfig): number {
  return burstMs > 0 ? burstMs : 10_000;
}

function timeFor(needed: number, growth: number, cellMs: number): number | undefined {
  if (!(growth > 0)) return undefined;
  const ms = Math.ceil(needed / growth) * cellMs;
  return ms > DAY_MS ? undefined : ms;
}

function soonest(one: number | undefined, other: number | undefined): number | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return Math.min(one, other);
}
