/** Requests and how many of them failed. */
export interface TrafficCount {
  readonly requests: number;
  readonly failed: number;
}

/** One second of traffic, by the time its requests were due. */
export interface TrafficSecond extends TrafficCount {
  readonly second: number;
  readonly p95Ms: number;
}

/** What users saw. Latencies are of all requests, failed ones too; 0 without any. */
export interface TrafficReport extends TrafficCount {
  readonly durationMs: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  /** How requests ended: a status, `timeout`, or the code of a network error. */
  readonly results: Readonly<Record<string, number>>;
  /** By the value of the label header; answers without one are left out. */
  readonly labels: Readonly<Record<string, TrafficCount>>;
  readonly seconds: readonly TrafficSecond[];
}

/** One request and its end; times in ms, `dueMs` since the traffic began. */
export interface TrafficSample {
  readonly dueMs: number;
  readonly latencyMs: number;
  readonly result: string;
  readonly isFailed: boolean;
  readonly label: string | undefined;
}

/** Collects samples for a report. */
export class TrafficTally {
  readonly #samples: TrafficSample[] = [];

  add(sample: TrafficSample): void {
    this.#samples.push(sample);
  }

  report(durationMs: number): TrafficReport {
    const samples = this.#samples;
    const latencies = sorted(samples);
    const bySecond = Map.groupBy(samples, ({ dueMs }) => Math.floor(dueMs / 1_000));
    const byLabel = Map.groupBy(samples, ({ label }) => label);
    const byResult = Map.groupBy(samples, ({ result }) => result);
    byLabel.delete(undefined);
    return {
      ...count(samples),
      durationMs,
      p50Ms: nearestRank(latencies, 50),
      p95Ms: nearestRank(latencies, 95),
      p99Ms: nearestRank(latencies, 99),
      maxMs: latencies.at(-1) ?? 0,
      results: Object.fromEntries(Array.from(byResult, ([result, some]) => [result, some.length])),
      labels: Object.fromEntries(Array.from(byLabel, ([label, some]) => [label ?? "", count(some)])),
      seconds: [...bySecond]
        .sort(([a], [b]) => a - b)
        .map(([second, some]) => ({ second, ...count(some), p95Ms: nearestRank(sorted(some), 95) })),
    };
  }
}

function count(samples: readonly TrafficSample[]): TrafficCount {
  return { requests: samples.length, failed: samples.filter(({ isFailed }) => isFailed).length };
}

function sorted(samples: readonly TrafficSample[]): readonly number[] {
  return samples.map(({ latencyMs }) => latencyMs).sort((a, b) => a - b);
}

/** The smallest value that at least `percent` per cent of the values do not exceed. */
function nearestRank(ascending: readonly number[], percent: number): number {
  return ascending[Math.max(0, Math.ceil((percent / 100) * ascending.length) - 1)] ?? 0;
}
