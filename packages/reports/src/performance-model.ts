/** Latencies of a load test. */
export interface PerformanceModel {
  /** Milliseconds by percentile (95, 99.9); only those the report holds. */
  readonly percentiles: ReadonlyMap<number, number>;
  /** Requests they were computed from; `undefined` when the report does not say. */
  readonly samples: number | undefined;
}

/**
 * Several reports as one that is as bad as the worst of them: percentiles do not add up, so each is the highest that any
 * report has (and only kept when all have it), and the number of samples the lowest.
 */
export function mergePerformance(models: readonly PerformanceModel[]): PerformanceModel {
  const [first, ...others] = models;
  if (first === undefined) return { percentiles: new Map(), samples: undefined };
  const percentiles = new Map<number, number>();
  for (const [percentile, ms] of first.percentiles) {
    const all = others.map((model) => model.percentiles.get(percentile));
    const known = all.filter((value) => value !== undefined);
    if (known.length === all.length) percentiles.set(percentile, Math.max(ms, ...known));
  }
  const samples = models.flatMap((model) => model.samples ?? []);
  return { percentiles, samples: samples.length === models.length ? Math.min(...samples) : undefined };
}
