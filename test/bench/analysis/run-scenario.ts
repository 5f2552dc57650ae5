import { pastOf, watchOurs } from "./judges/ours.ts";
import { PEERS } from "./judges/peers.ts";
import { newScores, type Scores, watchRun } from "./judges/watch.ts";
import { generate, planOf } from "./streams/generate.ts";
import { Random } from "./streams/random.ts";
import type { Scenario } from "./streams/scenario.ts";
import { emptyStream } from "./streams/stream.ts";

/** All runs of a scenario, before the knobs of the peers are set. */
export interface ScenarioRuns {
  readonly name: string;
  readonly runs: number;
  /** In the order of the peers. */
  readonly peers: readonly Scores[];
  /** Ours, which knows an hour of stable's past, and without it. */
  readonly ours: OwnRuns;
  readonly withoutPast: OwnRuns;
  /** Harmed requests of the candidate up to the end, where nobody takes it back. */
  readonly harmedInAll: readonly number[];
}

/** What ours made of each run. */
export interface OwnRuns {
  readonly rollback: readonly number[];
  readonly promote: readonly number[];
  /** Harmed requests of the candidate up to the rollback, or else to the end. */
  readonly harmed: readonly number[];
}

/** Draws each run once and gives it to every judge. The same seed gives the same result, whatever else was run. */
export function runScenario(scenario: Scenario, runs: number, seed: number): ScenarioRuns {
  const plan = planOf(scenario);
  const stream = emptyStream(scenario.minutes);
  const peers = PEERS.map(() => newScores());
  const own = [true, false].map((knowsPast) => ({
    knowsPast,
    rollback: [] as number[],
    promote: [] as number[],
    harmed: [] as number[],
  }));
  const harmedInAll: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    generate(plan, new Random(seed, nameSeed(scenario.name), run), stream);
    for (const [index, peer] of PEERS.entries()) {
      const scores = peers[index];
      if (scores !== undefined) watchRun(peer, scenario, stream, scores);
    }
    const inAll = stream.harmed.at(-1) ?? 0;
    harmedInAll.push(inAll);
    for (const { knowsPast, rollback, promote, harmed } of own) {
      const answer = watchOurs(scenario, stream, knowsPast ? pastOf(stream) : [], scenario.kind === "null");
      rollback.push(answer.rollback);
      promote.push(answer.promote);
      harmed.push(answer.rollback < 0 ? inAll : (stream.harmed[answer.rollback - 1] ?? 0));
    }
  }
  const [ours, withoutPast] = own;
  if (ours === undefined || withoutPast === undefined) throw new RangeError("nothing of ours was run");
  return { name: scenario.name, runs, peers, ours, withoutPast, harmedInAll };
}

/** FNV-1a: adding a scenario changes no other. */
function nameSeed(name: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < name.length; index += 1)
    hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193);
  return hash;
}
