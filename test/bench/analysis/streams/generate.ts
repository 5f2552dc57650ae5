import { BINS, BOUNDS_MS, binShares, type LatencyModel, USUAL_LATENCY } from "./latency-model.ts";
import type { Random } from "./random.ts";
import type { Clusters, Scenario } from "./scenario.ts";
import { type Arm, type ArmCounts, CELL_MS, CELLS_A_MINUTE, type Stream } from "./stream.ts";

/** Where requests end that met a pause: 500 to 1,000 ms. */
const PAUSE_BIN = BOUNDS_MS.indexOf(1_000);

/** What is the same for all runs of a scenario, worked out once. */
export interface Plan {
  readonly scenario: Scenario;
  /** Requests expected in each minute of the candidate, the baseline and the rest of stable. */
  readonly expected: readonly Float64Array[];
  readonly errorShares: readonly Float64Array[];
  readonly latencies: readonly (readonly Float64Array[])[];
  /** First bin of harmed requests; BINS where only errors harm. */
  readonly harmBin: number;
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
  const stableErrors = of(scenario.stableErrors);
  const bin = scenario.harmAboveMs === undefined ? -1 : BOUNDS_MS.indexOf(scenario.harmAboveMs);
  return {
    scenario,
    expected: [scenario.split, baseline, rest].map((share) =>
      of((minute) => scenario.perMinute(minute) * share(minute)),
    ),
    errorShares: [of(scenario.candidateErrors), stableErrors, stableErrors],
    latencies: [
      minutes.map((minute) => shares(scenario.candidateLatency(minute))),
      minutes.map(() => usual),
      minutes.map(() => usual),
    ],
    harmBin: bin < 0 ? BINS : bin + 1,
  };
}

/** Draws a run into `stream`. Counts of good requests in bins are independent Poisson draws: that is thinning, and exact. */
export function generate(plan: Plan, random: Random, stream: Stream): void {
  const arms = [stream.candidate, stream.baseline, stream.stable];
  for (const [index, arm] of arms.entries()) generateArm(plan, index, random, arm.cells);
  addInto(stream.stable.cells, stream.baseline.cells);
  for (const arm of arms) sumMinutes(arm);
  sumHarm(plan, stream);
}

function generateArm(plan: Plan, index: number, random: Random, cells: ArmCounts): void {
  const { scenario } = plan;
  cells.errors.fill(0);
  const { pauses } = scenario;
  const slow = new Int32Array(pauses === undefined ? 0 : cells.errors.length);
  const expected = plan.expected[index] ?? new Float64Array();
  const errorShares = plan.errorShares[index] ?? new Float64Array();
  const latencies = plan.latencies[index] ?? [];
  const size = scenario.minutes * CELLS_A_MINUTE;
  for (let cell = 0; cell < size; cell += 1) {
    const minute = Math.floor(cell / CELLS_A_MINUTE);
    const mean = (expected[minute] ?? 0) / CELLS_A_MINUTE;
    const failing = mean * (errorShares[minute] ?? 0);
    if (scenario.clusters === undefined) cells.errors[cell] = random.poisson(failing);
    else addBursts(scenario.clusters, failing, cell, random, cells.errors);
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
