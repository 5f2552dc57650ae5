import { ActionError, awsError, formatCount, plural } from "@deploy-actions/kernel";
import type { MetricReading, ReleaseCounts } from "../metric-source.ts";
import { connectCloudWatch } from "./cloudwatch-client.ts";
import { metricsOf, type ReleaseMetrics } from "./dimensions.ts";
import { type MinuteQuery, type Minutes, readMinutes } from "./minutes.ts";
import { addUp, queriesOf, type ReleaseMinutes } from "./release-minutes.ts";
import type { CloudWatchOptions } from "./types.ts";

const MINUTE_MS = 60_000;
/** Bounds in ms when none are given. */
const DEFAULT_BOUNDS_MS: readonly number[] = [5, 10, 25, 50, 100, 200, 400, 800, 1_600, 3_200, 6_400];

interface Sum {
  requests: number;
  errors: number;
  latency: readonly number[];
}

/** Adds up whole minutes that are surely ingested, each exactly once, from the first one that began after it was made. */
export class CloudWatchCounter {
  readonly #options: CloudWatchOptions;
  readonly #candidate: ReleaseMetrics | undefined;
  readonly #stable: ReleaseMetrics | undefined;
  readonly #unattributed: MinuteQuery | undefined;
  readonly #sums = { candidate: emptySum(), stable: emptySum() };
  readonly #startMs: number;
  #bounds: readonly number[];
  #nextMs: number;

  constructor(options: CloudWatchOptions, madeAt: number) {
    const { candidate, stable, unattributed } = metricsOf(options.target);
    this.#options = options;
    this.#candidate = candidate;
    this.#stable = stable;
    this.#unattributed = unattributed === undefined ? undefined : { metric: unattributed, statistic: "Sum" };
    this.#bounds = options.latencyBoundsMs ?? DEFAULT_BOUNDS_MS;
    // The minute that runs now began before: what is in it may be of another release behind the same name.
    this.#startMs = Math.ceil(madeAt / MINUTE_MS) * MINUTE_MS;
    this.#nextMs = this.#startMs;
  }

  async read(signal: AbortSignal): Promise<MetricReading> {
    const { clock, ingestDelayMs } = this.#options;
    const endMs = Math.floor((clock.now() - ingestDelayMs) / MINUTE_MS) * MINUTE_MS;
    if (endMs > this.#nextMs) {
      const problem = await this.#advance(endMs, signal);
      if (problem !== undefined) return problem;
    }
    return {
      known: true,
      at: clock.now(),
      candidate: this.#counts(this.#candidate, this.#sums.candidate),
      stable: this.#counts(this.#stable, this.#sums.stable),
    };
  }

  async #advance(endMs: number, signal: AbortSignal): Promise<MetricReading | undefined> {
    const queries = (metrics: ReleaseMetrics | undefined) =>
      metrics === undefined ? [] : queriesOf(metrics, this.#bounds);
    const ofCandidate = queries(this.#candidate);
    const ofStable = queries(this.#stable);
    const extra = this.#unattributed === undefined ? [] : [this.#unattributed];
    const answers = await this.#ask([...ofCandidate, ...ofStable, ...extra], endMs, signal);
    if (!Array.isArray(answers)) return unknown("metrics_unreachable", String(answers));
    const all: readonly Minutes[] = answers;
    const candidate = this.#addUp(this.#candidate, all.slice(0, ofCandidate.length));
    const stable = this.#addUp(
      this.#stable,
      all.slice(ofCandidate.length, ofCandidate.length + ofStable.length),
    );
    if (typeof candidate === "string") return unknown("metric_missing", candidate);
    if (typeof stable === "string") return unknown("metric_missing", stable);
    // One release may well be silent beside one that is not; silence of both is no sign that anybody counts.
    if ((candidate?.minutes ?? 0) + (stable?.minutes ?? 0) === 0) return this.#silence(endMs);
    this.#note(all.at(-1));
    this.#commit(candidate, stable);
    this.#nextMs = endMs;
    return undefined;
  }

  async #ask(
    queries: readonly MinuteQuery[],
    endMs: number,
    signal: AbortSignal,
  ): Promise<readonly Minutes[] | string> {
    const { access, http } = this.#options;
    try {
      const connection = await connectCloudWatch(access, http, signal);
      return await readMinutes(connection, queries, this.#nextMs, endMs, signal);
    } catch (error) {
      if (signal.aborted)
        throw new ActionError("cancelled", "Reading the metrics was cancelled", { cause: error });
      const told = awsError(error, "read the metrics", "cloudwatch:GetMetricData");
      if (told.code === "cancelled") throw told;
      return told.hint === undefined ? told.message : `${told.message} (${told.hint})`;
    }
  }

  #addUp(
    metrics: ReleaseMetrics | undefined,
    answers: readonly Minutes[],
  ): ReleaseMinutes | string | undefined {
    return metrics === undefined ? undefined : addUp(metrics, this.#bounds, answers);
  }

  #commit(candidate: ReleaseMinutes | undefined, stable: ReleaseMinutes | undefined): void {
    const isSilentAbout = (part: ReleaseMinutes | undefined): boolean =>
      part !== undefined && part.latency === undefined;
    if (this.#bounds.length > 0 && (isSilentAbout(candidate) || isSilentAbout(stable))) {
      // Once is for ever: a histogram of some of the minutes would be one of other requests than the counts.
      this.#bounds = [];
      this.#options.onNote?.("CloudWatch gives no distribution of the latency here: latency is unknown");
    }
    for (const [sum, part] of [
      [this.#sums.candidate, candidate],
      [this.#sums.stable, stable],
    ] as const) {
      if (part === undefined) continue;
      sum.requests += part.requests;
      sum.errors += part.errors;
      sum.latency = (part.latency ?? []).map((count, index) => count + (sum.latency[index] ?? 0));
    }
  }

  #counts(metrics: ReleaseMetrics | undefined, sum: Sum): ReleaseCounts | undefined {
    if (metrics === undefined) return undefined;
    const boundsMs = this.#bounds;
    const { requests, errors } = sum;
    const counts = boundsMs.length === 0 ? [requests] : boundsMs.map((_, index) => sum.latency[index] ?? 0);
    if (boundsMs.length > 0) counts.push(sum.latency[boundsMs.length] ?? 0);
    // Readings with and without latency must not be subtracted from each other.
    const epoch = `${new Date(this.#startMs).toISOString()}/${boundsMs.length}`;
    return { version: metrics.version, epoch, requests, errors, latency: { boundsMs, counts } };
  }

  #silence(endMs: number): MetricReading {
    const time = (ms: number): string => new Date(ms).toISOString().slice(11, 16);
    const wanted = this.#candidate ?? this.#stable;
    const dimensions =
      wanted?.requests.dimensions.map(({ Name, Value }) => `${Name}=${Value}`).join(", ") ?? "none";
    const text = `CloudWatch has no ${wanted?.requests.namespace} ${wanted?.requests.name} of any release from ${time(this.#nextMs)} to ${time(endMs)} UTC: nobody asked, or the names are wrong (${dimensions})`;
    return unknown("metric_missing", text);
  }

  #note(answer: Minutes | undefined): void {
    if (this.#unattributed === undefined || answer === undefined) return;
    const count = [...answer.values()].reduce((sum, value) => sum + value, 0);
    if (count === 0) return;
    const requests = plural(count, "request").replace(String(count), formatCount(count));
    this.#options.onNote?.(
      `The load balancer itself answered ${requests} with 5xx (no healthy target, time-out): CloudWatch does not say for which release, so they are in neither's count`,
    );
  }
}

function emptySum(): Sum {
  return { requests: 0, errors: 0, latency: [] };
}

function unknown(reason: string, text: string): MetricReading {
  return { known: false, reason, text };
}
