import { type Outcomes, outcomesOfOurs, outcomesOfPeer } from "./judges/outcomes.ts";
import { PEERS } from "./judges/peers.ts";
import { tunedThreshold } from "./judges/tune.ts";
import type { ScenarioRuns } from "./run-scenario.ts";
import type { Scenario } from "./streams/scenario.ts";
import { ALTERNATIVES, NULLS, PROMOTIONS } from "./streams/scenarios.ts";

export const ALPHA = 0.01;

export const SCENARIOS: readonly Scenario[] = [...NULLS, ...ALTERNATIVES, ...PROMOTIONS];

/** Each peer as documented and tuned, then ours, on each scenario. */
export interface Results {
  readonly runs: number;
  readonly outcomes: readonly Outcomes[];
  /** The knobs that hold `ALPHA` on every null, in the order of the peers. */
  readonly tuned: readonly number[];
}

/** Sets the knobs of the peers on the nulls, and counts what every setting did. */
export function resultsOf(all: readonly ScenarioRuns[]): Results {
  const find = (scenario: Scenario): ScenarioRuns => {
    const found = all.find(({ name }) => name === scenario.name);
    if (found === undefined) throw new RangeError(`${scenario.name} was not run`);
    return found;
  };
  const tuned = PEERS.map((judge, index) =>
    tunedThreshold(
      judge,
      NULLS.flatMap((scenario) => find(scenario).peers[index] ?? []),
      ALPHA,
    ),
  );
  const outcomes = SCENARIOS.flatMap((scenario) => {
    const runs = find(scenario);
    const ofPeers = (kind: "default" | "tuned"): Outcomes[] =>
      PEERS.map((judge, index) => {
        const threshold = kind === "default" ? judge.standard : (tuned[index] ?? Number.POSITIVE_INFINITY);
        return outcomesOfPeer(scenario, runs, { judge, index }, kind, threshold);
      });
    return [...ofPeers("default"), ...ofPeers("tuned"), ...outcomesOfOurs(scenario, runs)];
  });
  return { runs: all[0]?.runs ?? 0, outcomes, tuned };
}

/** What a setting did on a scenario. */
export function outcomeOf(
  { outcomes }: Results,
  scenario: string,
  judge: string,
  kind: Outcomes["setting"]["kind"],
): Outcomes {
  const found = outcomes.find(
    (item) => item.scenario === scenario && item.setting.judge === judge && item.setting.kind === kind,
  );
  if (found === undefined) throw new RangeError(`no outcome of ${judge} (${kind}) on ${scenario}`);
  return found;
}
