import type { Measured } from "@deploy-actions/conditions";
import {
  type CountsWindow,
  type MetricPast,
  type MetricReading,
  type MetricSource,
  measureErrorRate,
  measureLatency,
  type ReleaseCounts,
  subtract,
  summarise,
  type WindowSummary,
} from "@deploy-actions/metrics";
import type { LineCounts, RolloutPlan } from "@deploy-actions/rollout";

/** What was counted since a step began, and over the whole rollout. */
export interface StepMeasurement {
  readonly measured: Readonly<Record<string, Measured>>;
  readonly candidateRequests: number | undefined;
  readonly candidate: LineCounts | undefined;
  readonly stable: LineCounts | undefined;
}

/** Requests of the candidate over the whole rollout, as far as somebody counted. */
export interface Totals {
  readonly requests: number;
  readonly errors: number;
}

const NOBODY: MetricReading = {
  known: false,
  reason: "no_metrics",
  text: "nobody counts requests on this target",
};

/** The counters of a rollout: the window starts anew with each step and is never shared between two steps. */
export class StepWindow {
  readonly #source: MetricSource | undefined;
  readonly #plan: RolloutPlan;
  readonly #onReading: (reading: MetricReading) => void;
  #start: MetricReading = NOBODY;
  #firstCandidate: ReleaseCounts | undefined;
  #totals: Totals | undefined;

  /** `onReading` is given each reading of the source, in order. */
  constructor(
    source: MetricSource | undefined,
    plan: RolloutPlan,
    onReading: (reading: MetricReading) => void = () => undefined,
  ) {
    this.#source = source;
    this.#plan = plan;
    this.#onReading = onReading;
  }

  /** Whether both releases get the same requests at any weight: those of a source that asks itself. */
  get isPaired(): boolean {
    return this.#source?.name === "synthetic";
  }

  get totals(): Totals | undefined {
    return this.#totals;
  }

  /** What stable did in the `lengthMs` before now; `undefined` where the source keeps no past. */
  async past(lengthMs: number, stretchMs: number, signal: AbortSignal): Promise<MetricPast | undefined> {
    return this.#source?.past?.(lengthMs, stretchMs, signal);
  }

  /** A step begins: what was counted until now belongs to the one before. */
  async restart(signal: AbortSignal): Promise<void> {
    this.#start = NOBODY;
    this.#start = await this.#read(signal);
  }

  /** What was counted since the step began. */
  async measure(signal: AbortSignal): Promise<StepMeasurement> {
    const now = await this.#read(signal);
    // A run that starts in the middle of a step, or could not read at its start, counts from its first reading.
    // So does one whose counters began anew: what was counted before the target started again is gone.
    if (!this.#start.known || (now.known && hasStartedAgain(now, this.#start))) this.#start = now;
    const candidate = windowOf(now, this.#start, "candidate");
    const stable = windowOf(now, this.#start, "stable");
    return {
      measured: this.#measured(candidate, stable),
      candidateRequests: candidate.known ? candidate.counts.requests : undefined,
      candidate: lineCounts(candidate),
      stable: lineCounts(stable),
    };
  }

  /** Ends what the source runs between readings. */
  async close(): Promise<void> {
    await this.#source?.close?.();
  }

  async #read(signal: AbortSignal): Promise<MetricReading> {
    if (this.#source === undefined) return NOBODY;
    const reading = await this.#source.read(signal);
    this.#onReading(reading);
    if (reading.known) this.#count(reading.candidate);
    return reading;
  }

  #count(candidate: ReleaseCounts | undefined): void {
    if (candidate === undefined) return;
    if (this.#firstCandidate === undefined || this.#firstCandidate.epoch !== candidate.epoch) {
      this.#firstCandidate = candidate;
    }
    const window = subtract(candidate, this.#firstCandidate);
    if (window.known) this.#totals = { requests: window.counts.requests, errors: window.counts.errors };
  }

  #measured(candidate: CountsWindow, stable: CountsWindow): Record<string, Measured> {
    const measured: Record<string, Measured> = {};
    for (const { name, condition } of this.#plan.triggers) {
      if (condition.kind !== "threshold" && condition.kind !== "baseline") continue;
      const { minRequests } = this.#plan;
      measured[name] =
        condition.subject === "latency" || condition.percentile !== undefined
          ? measureLatency(candidate, stable, condition.percentile ?? 95, minRequests)
          : measureErrorRate(candidate, minRequests, stable);
    }
    return measured;
  }
}

function hasStartedAgain(
  now: MetricReading & { readonly known: true },
  start: MetricReading & { readonly known: true },
): boolean {
  return (["candidate", "stable"] as const).some((role) => {
    const [before, after] = [start[role], now[role]];
    return before !== undefined && after !== undefined && before.epoch !== after.epoch;
  });
}

function windowOf(now: MetricReading, start: MetricReading, role: "candidate" | "stable"): CountsWindow {
  if (!now.known) return { known: false, reason: now.reason, text: now.text };
  if (!start.known) return { known: false, reason: start.reason, text: start.text };
  return subtract(now[role], start[role]);
}

function lineCounts(window: CountsWindow): LineCounts | undefined {
  if (!window.known) return undefined;
  const summary: WindowSummary = summarise(window.counts);
  return { requests: summary.requests, badPercent: summary.errorRatePercent, p95Ms: summary.p95Ms };
}
