import { watchOurs } from "./judges/ours.ts";
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
  readonly ours: { readonly rollback: readonly number[]; readonly promote: readonly number[] };
  /** Harmed requests of the candidate up to our rollback, and to the end where nobody takes it back. */
  readonly harmedBeforeOurs: readonly number[];
  readonly harmedInAll: readonly number[];
}

/** Draws each run once and gives it to every judge. The same seed gives the same result, whatever else was run. */
export function runScenario(scenario: Scenario, runs: number, seed: number): ScenarioRuns {
  const plan = planOf(scenario);
  const stream = emptyStream(scenario.minutes);
  const peers = PEERS.map(() => newScores());
  const ours = { rollback: [] as number[], promote: [] as number[] };
  const harmedBeforeOurs: number[] = [];
  const harmedInAll: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    generate(plan, new Random(seed, nameSeed(scenario.name), run), stream);
    for (const [index, peer] of PEERS.entries()) {
      const scores = peers[index];
      if (scores !== undefined) watchRun(peer, scenario, stream, scores);
    }
    const answer = watchOurs(scenario, stream, scenario.kind === "null");
    const inAll = stream.harmed.at(-1) ?? 0;
    ours.rollback.push(answer.rollback);
    ours.promote.push(answer.promote);
    harmedInAll.push(inAll);
    harmedBeforeOurs.push(answer.rollback < 0 ? inAll : (stream.harmed[answer.rollback - 1] ?? 0));
  }
  return { name: scenario.name, runs, peers, ours, harmedBeforeOurs, harmedInAll };
}

/** FNV-1a: adding a scenario changes no other. */
function nameSeed(name: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < name.length; index += 1)
    hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193);
  return hash;
}
