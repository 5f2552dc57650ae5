import { type MetricReading, subtract, type WindowCounts } from "@deploy-actions/metrics";

type KnownReading = MetricReading & { readonly known: true };

/** What was counted from one reading to the next, or why nobody knows. Times never go back, whatever the clock does. */
export type Counted =
  | {
      readonly kind: "window";
      readonly fromMs: number;
      readonly toMs: number;
      /** `undefined`: it had no counters at both ends. */
      readonly candidate: WindowCounts | undefined;
      readonly stable: WindowCounts | undefined;
    }
  | { readonly kind: "missing"; readonly atMs: number; readonly reason: string; readonly text: string };

/**
 * Readings one after the other as windows that meet: each request is in one of them at most. A reading that fails leaves a
 * hole that the next window spans; counters that began again begin a new window at the next reading.
 */
export class ReadingSeries {
  #last: { readonly reading: KnownReading; readonly atMs: number } | undefined;
  /** Added to the times of readings, since a clock was put back. */
  #offsetMs = 0;
  /** How old readings are when they come. */
  #lagMs = 0;

  /** The next reading; `undefined` for one that adds nothing (the first, or one of the same moment). */
  next(reading: MetricReading, now: number): Counted | undefined {
    if (!reading.known) return this.#missing(now, reading.reason, reading.text);
    const before = this.#last;
    if (before === undefined) {
      this.#last = { reading, atMs: reading.at };
      this.#lagMs = Math.max(0, now - reading.at);
      return undefined;
    }
    const window = {
      candidate: windowOf(reading, before.reading, "candidate"),
      stable: windowOf(reading, before.reading, "stable"),
    };
    const problem = [window.candidate, window.stable].find((one) => one !== undefined && "reason" in one);
    let atMs = reading.at + this.#offsetMs;
    if (atMs < before.atMs) {
      // Fewer counts at an earlier time: an answer that was overtaken by a later one, which holds all of it already.
      if (problem !== undefined) return this.#missing(now, "reading_overtaken", "an older reading came late");
      this.#offsetMs += before.atMs + 1 - atMs;
      atMs = before.atMs + 1;
    }
    if (atMs === before.atMs) return undefined;
    this.#last = { reading, atMs };
    this.#lagMs = Math.max(0, now - reading.at);
    if (problem !== undefined && "reason" in problem) {
      return { kind: "missing", atMs, reason: problem.reason, text: problem.text };
    }
    return {
      kind: "window",
      fromMs: before.atMs,
      toMs: atMs,
      candidate: countsOf(window.candidate),
      stable: countsOf(window.stable),
    };
  }

  /** The time up to which readings could have told everything by now. */
  timeOf(now: number): number {
    return Math.max(this.#last?.atMs ?? 0, now + this.#offsetMs - this.#lagMs);
  }

  #missing(now: number, reason: string, text: string): Counted {
    return { kind: "missing", atMs: this.timeOf(now), reason, text };
  }
}

interface Unknown {
  readonly reason: string;
  readonly text: string;
}

/** `undefined` where the release had no counters at one of the two readings. */
function windowOf(
  later: KnownReading,
  earlier: KnownReading,
  role: "candidate" | "stable",
): WindowCounts | Unknown | undefined {
  if (later[role] === undefined || earlier[role] === undefined) return undefined;
  const window = subtract(later[role], earlier[role]);
  return window.known ? window.counts : { reason: window.reason, text: window.text };
}

function countsOf(window: WindowCounts | Unknown | undefined): WindowCounts | undefined {
  return window === undefined || "reason" in window ? undefined : window;
}
