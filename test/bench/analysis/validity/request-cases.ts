import {
  addCauses,
  addRiskWindow,
  addWindow,
  logEvidence,
  noEvidence,
  noRegression,
  type OddsHypothesis,
  regressionOf,
} from "@deploy-actions/canary-analysis";
import type { Random } from "../streams/random.ts";
import type { ValidityCase } from "./process.ts";

/** What is drawn at a look: requests of both releases and their shares of bad ones. */
interface Draw {
  readonly candidate: number;
  readonly stable: number;
  readonly shareOfCandidate: number;
  readonly shareOfStable: number;
}

const LOOKS = 40;

function withOdds(share: number, ratio: number): number {
  const odds = (ratio * share) / (1 - share);
  return odds / (1 + odds);
}

function countsOf({ candidate, stable, shareOfCandidate, shareOfStable }: Draw, random: Random) {
  return {
    candidate: { requests: candidate, bad: random.binomial(candidate, shareOfCandidate) },
    stable: { requests: stable, bad: random.binomial(stable, shareOfStable) },
  };
}

function odds(
  text: string,
  process: string,
  hypothesis: OddsHypothesis,
  draw: (look: number) => Draw,
): ValidityCase {
  return {
    process,
    null: text,
    looks: LOOKS,
    begin: (random) => {
      let evidence = noEvidence(hypothesis);
      return (look) => {
        evidence = addWindow(hypothesis, evidence, countsOf(draw(look), random));
        return logEvidence(evidence);
      };
    },
  };
}

function risk(text: string, margin: number, draw: Draw): ValidityCase {
  return {
    process: "absolute risk, certificate",
    null: text,
    looks: LOOKS,
    begin: (random) => {
      let evidence = 0;
      let seen = { requests: 0, bad: 0 };
      return () => {
        const window = countsOf(draw, random);
        evidence = addRiskWindow(margin, evidence, seen, window);
        const { candidate, stable } = window;
        seen = {
          requests: seen.requests + candidate.requests + stable.requests,
          bad: seen.bad + candidate.bad + stable.bad,
        };
        return evidence;
      };
    },
  };
}

/** First failures of users: independent causes beside requests. */
function users(text: string, hypothesis: OddsHypothesis, ratio: number, perLook: number): ValidityCase {
  return {
    process: `users, ${ratio > 1.5 ? "certificate" : "regression"}`,
    null: text,
    looks: LOOKS,
    begin: (random) => {
      let evidence = noEvidence(hypothesis);
      return () => {
        evidence = addCauses(hypothesis, evidence, {
          candidate: { requests: 300, bad: random.poisson((perLook * ratio) / 20) },
          stable: { requests: 5_700, bad: random.poisson((perLook * 19) / 20) },
        });
        return logEvidence(evidence);
      };
    },
  };
}

const SPLIT = { candidate: 60, stable: 540 };
const REGRESSION = "requests, regression";

/** Evidence that takes each bad request for itself, and each user. */
export const REQUEST_CASES: readonly ValidityCase[] = [
  odds("odds 1.1 times stable's, of 1.1 tolerated; 2 % errors", REGRESSION, noRegression(1.1), () => ({
    ...SPLIT,
    shareOfCandidate: withOdds(0.02, 1.1),
    shareOfStable: 0.02,
  })),
  odds(
    "alike, none tolerated, in an incident while the split changes",
    REGRESSION,
    noRegression(1),
    (look) => {
      const share = look >= 10 && look < 20 ? 0.2 : 0.005;
      const candidate = look < 15 ? 30 : 150;
      return { candidate, stable: 300 - candidate, shareOfCandidate: share, shareOfStable: share };
    },
  ),
  odds("odds just twice stable's; 2 % errors", "requests, certificate", regressionOf(2), () => ({
    ...SPLIT,
    shareOfCandidate: withOdds(0.02, 2),
    shareOfStable: 0.02,
  })),
  risk("1 % worse by a margin of 1 %, stable without errors", 0.01, {
    ...SPLIT,
    shareOfCandidate: 0.01,
    shareOfStable: 0,
  }),
  risk("1 % worse by a margin of 1 %, stable at 0.5 %", 0.01, {
    ...SPLIT,
    shareOfCandidate: 0.015,
    shareOfStable: 0.005,
  }),
  users("rate 1.1 times stable's, of 1.1 tolerated; 6 users a look", noRegression(1.1), 1.1, 6),
  users("rate just twice stable's; 6 users a look", regressionOf(2), 2, 6),
];
