import {
  type AnalysisConfig,
  type AnalysisState,
  type AnalysisVerdict,
  addLook,
  beginAnalysis,
  learnPast,
  learntCauseSize,
  type PastWindow,
  type ReleaseSample,
  verdictOf,
} from "@deploy-actions/canary-analysis";
import { formatCount } from "@deploy-actions/kernel";
import type { PastStretch, WindowCounts } from "@deploy-actions/metrics";
import type { AnalysisAnswer } from "@deploy-actions/rollout";
import type { Counted } from "./reading-series.ts";

/** What the analysis says at a look, with its figures. */
export type LoopVerdict = AnalysisVerdict & AnalysisAnswer;

/**
 * The analysis of one run, fed with what was counted from look to look. It begins with the first traffic of the candidate,
 * goes on over changes of the weight (the counts of both releases are compared as they come), and rests once stable has
 * none.
 */
export class AnalysisLoop {
  readonly #candidate: string;
  /** Stable alone, before the candidate had traffic. */
  readonly #past: PastWindow[] = [];
  #config: AnalysisConfig;
  #state: AnalysisState;
  #weight = 0;
  /** Whether the bounds of latencies are those of the source. */
  #isFitted = false;
  /** End of the last window, or when there should have been the first; `undefined` before any traffic. */
  #knownMs: number | undefined;
  /** When the candidate got all traffic: what was known then is the last word. */
  #restsSinceMs: number | undefined;

  constructor(config: AnalysisConfig, candidate: string) {
    this.#config = config;
    this.#candidate = candidate;
    this.#state = beginAnalysis(config);
  }

  /** What stable did before the first reading, oldest first. */
  learn(past: readonly PastStretch[]): void {
    this.#past.push(...past.map(pastOf));
  }

  /** How many failed requests have one cause, as far as stable has shown until now. */
  get causeSize(): number | undefined {
    return learntCauseSize(learnPast(this.#config, beginAnalysis(this.#config), this.#past));
  }

  /** What was counted up to a look at which the candidate had this weight. */
  add(counted: Counted | undefined, weight: number): void {
    const [low, high] = [Math.min(this.#weight, weight), Math.max(this.#weight, weight)];
    this.#weight = weight;
    if (weight === 100) this.#restsSinceMs ??= this.#knownMs;
    if (counted === undefined || weight === 100 || this.#restsSinceMs !== undefined) return;
    if (high === 0) {
      if (counted.kind === "window" && counted.stable !== undefined)
        this.#past.push(pastOf({ ...counted, stable: counted.stable }));
      return;
    }
    if (counted.kind === "missing") {
      this.#miss(counted.atMs, counted.reason, counted.text);
      return;
    }
    const { fromMs, toMs, candidate, stable } = counted;
    if (candidate === undefined || stable === undefined) {
      const who = candidate === undefined ? "the candidate" : "stable";
      this.#miss(toMs, "no_counts", `nobody counted the requests of ${who}`);
      return;
    }
    if (candidate.version !== this.#candidate) {
      this.#miss(toMs, "wrong_release", `the source counts ${candidate.version} for ${this.#candidate}`);
      return;
    }
    if (!this.#isFitted) {
      this.#isFitted = true;
      this.#config = withBoundsOf(this.#config, stable.latency.boundsMs);
      // What was missing until now had no window: nothing that was counted is lost.
      this.#state = learnPast(this.#config, beginAnalysis(this.#config), this.#past);
    }
    this.#knownMs = toMs;
    this.#state = addLook(this.#config, this.#state, {
      kind: "window",
      // Of two weights the lower one: a request that is missing must have been due.
      window: { fromMs, toMs, weight: low, candidate: sampleOf(candidate), stable: sampleOf(stable) },
    });
  }

  /** The answer as of `atMs`; `undefined` before the candidate had traffic. */
  verdict(atMs: number): LoopVerdict | undefined {
    if (this.#knownMs === undefined) return undefined;
    const asOf = this.#restsSinceMs ?? atMs;
    const verdict = verdictOf(this.#config, this.#state, asOf);
    return { ...verdict, isBlind: asOf - this.#knownMs >= this.#config.livenessMs };
  }

  #miss(atMs: number, reason: string, text: string): void {
    this.#knownMs ??= atMs;
    this.#state = addLook(this.#config, this.#state, { kind: "missing", atMs, reason, text });
  }
}

/** The configuration with each bound of a latency moved to the nearest one that the source counts by. */
function withBoundsOf(config: AnalysisConfig, counted: readonly number[]): AnalysisConfig {
  if (counted.length === 0) return config;
  const distance = (one: number, other: number): number => Math.abs(Math.log(one / other));
  const nearest = (wanted: number): number =>
    counted.reduce((best, next) => (distance(next, wanted) < distance(best, wanted) ? next : best));
  const metrics = config.metrics.map((metric) =>
    metric.kind === "latency" && metric.boundsMs !== undefined
      ? { ...metric, boundsMs: [...new Set(metric.boundsMs.map(nearest))] }
      : metric,
  );
  return { ...config, metrics };
}

function pastOf({ fromMs, toMs, stable }: PastStretch): PastWindow {
  return { fromMs, toMs, stable: sampleOf(stable) };
}

function sampleOf({ version, requests, errors, harmedUsers, latency, gauges }: WindowCounts): ReleaseSample {
  return {
    version,
    requests,
    errors,
    ...(harmedUsers === undefined ? {} : { harmedUsers }),
    ...(gauges === undefined ? {} : { gauges }),
    // Without bounds the one bucket says nothing about latency.
    latency: latency.boundsMs.length === 0 ? { boundsMs: [], counts: [] } : latency,
  };
}

/** Evidence as natural logs, all metrics together: for a regression, and for the certificate. */
export interface EvidenceLogs {
  readonly regressed: number;
  /** That of the critical metric which has the least; `undefined` where none can be certified. */
  readonly certified: number | undefined;
}

/** Both kinds of evidence of a verdict. */
export function evidenceOf({ logRegressed, metrics }: AnalysisVerdict): EvidenceLogs {
  const certifiable = metrics.filter(({ critical, unit }) => critical && unit !== undefined);
  const certified = Math.min(...certifiable.map(({ logCertified }) => logCertified));
  return { regressed: logRegressed, certified: certifiable.length === 0 ? undefined : certified };
}

/** `evidence 3.2 of 100 against, 12 of 20 for`: both e-values with the thresholds at which they decide. */
export function evidenceLine(verdict: AnalysisVerdict): string {
  const { regressed, certified } = evidenceOf(verdict);
  const against = `${formatEvidence(regressed)} of ${formatEvidence(verdict.logAlpha)} against`;
  if (certified === undefined) return `evidence ${against}`;
  return `evidence ${against}, ${formatEvidence(certified)} of ${formatEvidence(verdict.logBeta)} for`;
}

const LARGEST_SHOWN = 1_000_000;

/** An e-value from its log, cut and not rounded up: what is shown as a threshold has reached it. */
export function formatEvidence(log: number): string {
  // 1e-9 undoes the way through the log: e^ln(100) is a little less than 100.
  const value = Math.exp(log) * (1 + 1e-9);
  if (value >= LARGEST_SHOWN) return `over ${formatCount(LARGEST_SHOWN)}`;
  return value >= 10 ? formatCount(Math.floor(value)) : String(Math.floor(value * 10) / 10);
}
