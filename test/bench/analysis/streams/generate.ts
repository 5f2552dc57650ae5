import { BINS, BOUNDS_MS, binShares, type LatencyModel, USUAL_LATENCY } from "./latency-model.ts";
import type { Random } from "./random.ts";
import type { Clusters, Scenario } from "./scenario.ts";
import { type Arm, type ArmCounts, CELL_MS, CELLS_A_MINUTE, PAST_MINUTES, type Stream } from "./stream.ts";

/** Where requests end that met a pause: 500 to 1,000 ms. */
const PAUSE_BIN = BOUNDS_MS.indexOf(1_000);

/** What is the same for all runs of a scenario, worked out once. */
export interface Plan {
  /** The candidate, the baseline and the rest of stable. */
  readonly arms: readonly ArmPlan[];
  /** Stable alone, before. */
  readonly past: ArmPlan;
  /** First bin of harmed requests; BINS where only errors harm. */
  readonly harmBin: number;
}

interface ArmPlan {
  /** By minute. */
  readonly expected: Float64Array;
  readonly errorShares: Float64Array;
  readonly latencies: readonly Float64Array[];
  readonly clusters: Scenario["clusters"];
  readonly pauses: Scenario["pauses"];
}

export function planOf(scenario: Scenario): Plan {
  const minutes = Array.from({ length: scenario.minutes }, (_, minute) => minute);
  const of = (value: (minute: number) => number): Float64Array => Float64Array.from(minutes, value);
  // A baseline of the candidate's size, as long as stable has that many.
  const baseline = (minute: number): number => Math.min(scenario.split(minute), 1 - scenario.split(minute));
  const rest = (minute: number): number => 1 - scenario.split(minute) - baseline(minute);
  const known = new Map<LatencyModel, Float64Array>();
  const shares = (model: LatencyModel): Float64Array => {
    const found = known.get(model) ?? binShares(model);
    known.set(model, found);
    return found;
  };
  const usual = shares(USUAL_LATENCY);
  const bin = scenario.harmAboveMs === undefined ? -1 : BOUNDS_MS.indexOf(scenario.harmAboveMs);
  const { clusters, pauses } = scenario;
  const arm = (
    share: (minute: number) => number,
    errorShare: (minute: number) => number,
    latency: (minute: number) => Float64Array,
  ): ArmPlan => ({
    expected: of((minute) => scenario.perMinute(minute) * share(minute)),
    errorShares: of(errorShare),
    latencies: minutes.map(latency),
    clusters,
    pauses,
  });
  const before = Array.from({ length: PAST_MINUTES }, (_, minute) => minute - PAST_MINUTES);
  return {
    arms: [
      arm(scenario.split, scenario.candidateErrors, (minute) => shares(scenario.candidateLatency(minute))),
      arm(baseline, scenario.stableErrors, () => usual),
      arm(rest, scenario.stableErrors, () => usual),
    ],
    past: {
      expected: Float64Array.from(before, scenario.perMinute),
      errorShares: Float64Array.from(before, scenario.stableErrors),
      latencies: before.map(() => usual),
      clusters: scenario.isNewKind === true ? undefined : clusters,
      pauses: scenario.isNewKind === true ? undefined : pauses,
    },
    harmBin: bin < 0 ? BINS : bin + 1,
  };
}

/** Draws a run into `stream`. Counts of good requests in bins are independent Poisson draws: that is thinning, and exact. */
export function generate(plan: Plan, random: Random, stream: Stream): void {
  const arms = [stream.candidate, stream.baseline, stream.stable];
  for (const [index, arm] of arms.entries()) {
    const own = plan.arms[index];
    if (own !== undefined) generateArm(own, random, arm.cells);
  }
  // Last, so that what came before it is drawn as without it.
  generateArm(plan.past, random, stream.past);
  addInto(stream.stable.cells, stream.baseline.cells);
  for (const arm of arms) sumMinutes(arm);
  sumHarm(plan, stream);
}

function generateArm(plan: ArmPlan, random: Random, cells: ArmCounts): void {
  const { pauses, clusters, expected, errorShares, latencies } = plan;
  cells.errors.fill(0);
  const slow = new Int32Array(pauses === undefined ? 0 : cells.errors.length);
  const size = expected.length * CELLS_A_MINUTE;
  for (let cell = 0; cell < size; cell += 1) {
    const minute = Math.floor(cell / CELLS_A_MINUTE);
    const mean = (expected[minute] ?? 0) / CELLS_A_MINUTE;
    const failing = mean * (errorShares[minute] ?? 0);
    if (clusters === undefined) cells.errors[cell] = random.poisson(failing);
    else addBursts(clusters, failing, cell, random, cells.errors);
    if (pauses !== undefined) addBursts(pauses, mean * pauses.share, cell, random, slow);
    const shares = latencies[minute] ?? new Float64Array();
    let good = 0;
    for (let bin = 0; bin < BINS; bin += 1) {
      const hits = random.poisson((mean - failing) * (shares[bin] ?? 0));
      cells.latency[cell * BINS + bin] = hits;
      good += hits;
    }
    cells.requests[cell] = good;
  }
  for (const [cell, hits] of slow.entries()) {
    const at = cell * BINS + PAUSE_BIN;
    cells.latency[at] = (cells.latency[at] ?? 0) + hits;
    cells.requests[cell] = (cells.requests[cell] ?? 0) + hits;
  }
  // Failed requests, also those of bursts that began earlier, take as long as others.
  for (let cell = 0; cell < size; cell += 1) {
    const failed = cells.errors[cell] ?? 0;
    cells.requests[cell] = (cells.requests[cell] ?? 0) + failed;
    const shares = latencies[Math.floor(cell / CELLS_A_MINUTE)] ?? new Float64Array();
    for (let error = 0; error < failed; error += 1) {
      const at = cell * BINS + drawBin(shares, random);
      cells.latency[at] = (cells.latency[at] ?? 0) + 1;
    }
  }
}

function addBursts(
  { meanSize, spreadMs }: Clusters,
  failing: number,
  cell: number,
  random: Random,
  errors: Int32Array,
): void {
  for (let bursts = random.poisson(failing / meanSize); bursts > 0; bursts -= 1) {
    const startMs = random.uniform() * CELL_MS;
    for (let left = random.geometric(meanSize); left > 0; left -= 1) {
      const later = spreadMs === 0 ? 0 : Math.floor((startMs + random.exponential(spreadMs)) / CELL_MS);
      const at = cell + later;
      if (at < errors.length) errors[at] = (errors[at] ?? 0) + 1;
    }
  }
}

function drawBin(shares: Float64Array, random: Random): number {
  let left = random.uniform();
  for (let bin = 0; bin < BINS - 1; bin += 1) {
    left -= shares[bin] ?? 0;
    if (left < 0) return bin;
  }
  return BINS - 1;
}

function addInto(sum: ArmCounts, other: ArmCounts): void {
  for (const name of ["requests", "errors", "latency"] as const) {
    const into = sum[name];
    const from = other[name];
    for (let index = 0; index < into.length; index += 1)
      into[index] = (into[index] ?? 0) + (from[index] ?? 0);
  }
}

function sumMinutes({ cells, minutes }: Arm): void {
  for (const name of ["requests", "errors", "latency"] as const) {
    const width = name === "latency" ? BINS : 1;
    const from = cells[name];
    const into = minutes[name];
    into.fill(0);
    for (let index = 0; index < from.length; index += 1) {
      const minute = Math.floor(index / (width * CELLS_A_MINUTE));
      const at = minute * width + (index % width);
      into[at] = (into[at] ?? 0) + (from[index] ?? 0);
    }
  }
}

function sumHarm({ harmBin }: Plan, { candidate, harmed }: Stream): void {
  let sum = 0;
  for (let cell = 0; cell < harmed.length; cell += 1) {
    if (harmBin === BINS) sum += candidate.cells.errors[cell] ?? 0;
    for (let bin = harmBin; bin < BINS; bin += 1) sum += candidate.cells.latency[cell * BINS + bin] ?? 0;
    harmed[cell] = sum;
  }
}
