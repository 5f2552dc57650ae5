import type { Condition } from "@deploy-actions/conditions";
import { ActionError, type Clock } from "@deploy-actions/kernel";
import type { CheckCriteria, HealthCriteria, HealthReport } from "./health-report.ts";
import { judgeHealth, summariseChecks } from "./judge-health.ts";
import { latenciesOf, latencyPercentile } from "./judge-latency.ts";
import { nearestRank } from "./quantile.ts";
import { findTrip } from "./streaks.ts";
import type { Probe, ProbeSample } from "./types.ts";

/** How long, how often and by which criteria a running system is watched. */
export interface WatchOptions {
  readonly probes: readonly Probe[];
  /**
   * 0: until each check has been looked at once, or as often as its version must be said in a row, whatever the others
   * say.
   */
  readonly forMs: number;
  readonly intervalMs: number;
  /** Waited before the first look. */
  readonly settleMs: number;
  readonly maxConsecutiveFailures: number;
  readonly errorRate: Condition | undefined;
  readonly latency: Condition | undefined;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Called with each sample as it comes, which is not always in the order in which they were due. */
  readonly onSample?: ((sample: ProbeSample) => void) | undefined;
  /** The report of the same checks before the change, for a latency `of baseline`. */
  readonly before?: HealthReport | undefined;
  /** Looks of one check that may be under way at once; a look due beyond it is `dropped`. Default 64. */
  readonly maxInFlight?: number;
}

/** One check being watched; `slots` are its looks in the order in which they are due. */
interface Watched {
  readonly probe: Probe;
  readonly criteria: CheckCriteria;
  readonly looks: number;
  readonly slots: (ProbeSample | undefined)[];
  inFlight: number;
}

/**
 * Watches a system on a fixed schedule: look i is due at t0 + i * interval whether or not earlier ones have come back,
 * and its latency counts from then. Ends early (unless `forMs` is 0) when a critical check fails or a check fails too
 * often in a row.
 *
 * Rejects with `cancelled` when the signal aborts, with `config` when two checks have one name or the interval is 0.
 */
export async function watchHealth(options: WatchOptions): Promise<HealthReport> {
  const { clock, signal } = options;
  const watched = prepare(options);
  const startedAt = clock.now();
  const end = new AbortController();
  const running = AbortSignal.any([signal, end.signal]);
  const pending = new Set<Promise<void>>();
  let endedEarlyBy: string | undefined;
  let broken: { readonly error: unknown } | undefined;

  const record = (item: Watched, index: number, sample: ProbeSample): void => {
    item.slots[index] = sample;
    options.onSample?.(sample);
    // One look at each check is the whole question then, also when the first one fails.
    if (options.forMs === 0) return;
    if (findTrip(item.slots, item.criteria, options.maxConsecutiveFailures) === undefined) return;
    endedEarlyBy ??= item.probe.check;
    end.abort();
  };
  const look = async (item: Watched, index: number, due: number): Promise<void> => {
    item.inFlight += 1;
    const lateMs = clock.now() - due;
    try {
      const sample = await item.probe.run(running);
      if (end.signal.aborted) return;
      const latencyMs = sample.latencyMs === undefined ? undefined : sample.latencyMs + lateMs;
      record(item, index, { ...sample, at: due, latencyMs });
    } catch (error) {
      if (end.signal.aborted) return;
      broken ??= { error };
      end.abort();
    } finally {
      item.inFlight -= 1;
    }
  };
  const start = (item: Watched, index: number, due: number): void => {
    item.slots[index] = undefined;
    if (item.inFlight >= (options.maxInFlight ?? DEFAULT_IN_FLIGHT)) {
      record(item, index, droppedSample(item, due));
      return;
    }
    const task = look(item, index, due).finally(() => pending.delete(task));
    pending.add(task);
  };

  try {
    if (watched.length > 0 && options.settleMs > 0) await clock.sleep(options.settleMs, running);
    const firstDue = clock.now();
    const ticks = Math.max(0, ...watched.map((item) => item.looks));
    for (let index = 0; index < ticks && !end.signal.aborted; index += 1) {
      const due = firstDue + index * options.intervalMs;
      await sleepUntil(due, clock, running, end.signal);
      for (const item of watched) {
        if (index < item.looks && !end.signal.aborted) start(item, index, due);
      }
    }
    await Promise.all(pending);
  } finally {
    end.abort();
    await Promise.all(pending);
  }
  if (signal.aborted)
    throw new ActionError("cancelled", "Health verification was cancelled", { cause: signal.reason });
  if (broken !== undefined) throw broken.error;

  const criteria: HealthCriteria = {
    checks: watched.map((item) => item.criteria),
    maxConsecutiveFailures: options.maxConsecutiveFailures,
    errorRate: options.errorRate,
    latency: options.latency,
  };
  const samples = watched
    .flatMap(({ slots }) => slots.filter((sample) => sample !== undefined))
    .sort((a, b) => a.at - b.at);
  return {
    verdict: judgeHealth(samples, criteria),
    samples,
    checks: summariseChecks(samples, criteria),
    startedAt,
    finishedAt: clock.now(),
    endedEarlyBy,
  };
}

const DEFAULT_IN_FLIGHT = 64;

function prepare(options: WatchOptions): readonly Watched[] {
  const names = options.probes.map((probe) => probe.check);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new ActionError("config", `Two checks are called "${twice}"`, {
      hint: "Give every check a name of its own.",
    });
  }
  if (!(options.intervalMs > 0)) {
    throw new ActionError("config", `The interval between two looks is ${options.intervalMs} ms`, {
      hint: "Use an interval such as 5s.",
    });
  }
  const ticks = options.forMs > 0 ? Math.ceil(options.forMs / options.intervalMs) : 1;
  return options.probes.map((probe) => ({
    probe,
    criteria: criteriaOf(probe, options),
    looks: Math.max(ticks, probe.expectsVersion?.consecutive ?? 1),
    slots: [],
    inFlight: 0,
  }));
}

function criteriaOf(probe: Probe, { before, latency }: WatchOptions): CheckCriteria {
  const earlier = latenciesOf(before?.samples.filter((sample) => sample.check === probe.check) ?? []);
  const baselineMs = latency === undefined ? undefined : nearestRank(earlier, latencyPercentile(latency));
  return {
    name: probe.check,
    critical: probe.critical,
    ...(probe.expectsVersion === undefined ? {} : { expectsVersion: probe.expectsVersion }),
    ...(probe.source === undefined ? {} : { source: probe.source }),
    ...(baselineMs === undefined ? {} : { baselineMs }),
  };
}

async function sleepUntil(
  due: number,
  clock: Clock,
  running: AbortSignal,
  ended: AbortSignal,
): Promise<void> {
  const waitMs = due - clock.now();
  if (waitMs <= 0) return;
  try {
    await clock.sleep(waitMs, running);
  } catch (error) {
    if (!ended.aborted) throw error;
  }
}

function droppedSample(item: Watched, due: number): ProbeSample {
  return {
    check: item.probe.check,
    at: due,
    result: "unknown",
    reason: "dropped",
    detail: `${item.probe.source ?? item.probe.check}: not asked, ${item.inFlight} earlier looks have no answer yet`,
    latencyMs: undefined,
    version: undefined,
  };
}
