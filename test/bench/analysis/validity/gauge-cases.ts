import { addRankBlock, beginRank, logRankEvidence } from "@deploy-actions/canary-analysis";
import type { Random } from "../streams/random.ts";
import type { ValidityCase } from "./process.ts";

const LOOKS = 60;

interface Samples {
  readonly text: string;
  readonly ofCandidate: number;
  readonly ofStable: number;
  readonly direction: "increase" | "either";
  value(random: Random, look: number): number;
}

const SAMPLES: readonly Samples[] = [
  {
    text: "normal, one value beside three",
    ofCandidate: 1,
    ofStable: 3,
    direction: "increase",
    value: (random) => random.normal(),
  },
  {
    text: "whole numbers with many ties, two beside two, either direction",
    ofCandidate: 2,
    ofStable: 2,
    direction: "either",
    value: (random) => random.poisson(1),
  },
  {
    text: "heavy tails that drift, two beside ten",
    ofCandidate: 2,
    ofStable: 10,
    direction: "increase",
    value: (random, look) => look + random.normal() / random.uniform(),
  },
];

/** Ranks within a window: the values of both are exchangeable there. */
export const GAUGE_CASES: readonly ValidityCase[] = SAMPLES.map(
  ({ text, ofCandidate, ofStable, direction, value }) => ({
    process: "ranks of a gauge",
    null: text,
    looks: LOOKS,
    begin: (random) => {
      let state = beginRank();
      return (look) => {
        const draw = (): number => value(random, look);
        const candidate = Array.from({ length: ofCandidate }, draw);
        const stable = Array.from({ length: ofStable }, draw);
        state = addRankBlock(state, candidate, stable);
        return logRankEvidence(state, direction);
      };
    },
  }),
);
