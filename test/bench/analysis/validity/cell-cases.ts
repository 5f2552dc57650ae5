import {
  ANALYSIS_DEFAULTS,
  type AnalysisConfig,
  addLook,
  addToCells,
  beginAnalysis,
  logOfCells,
  NO_CELLS,
  verdictOf,
} from "@deploy-actions/canary-analysis";
import { CELL_MS } from "../streams/stream.ts";
import { type BurstShape, burstsOf } from "./bursts.ts";
import type { ValidityCase } from "./process.ts";

const { tolerance, regression } = ANALYSIS_DEFAULTS;

interface Clustered {
  readonly text: string;
  /** The candidate's part of the requests. */
  readonly split: number;
  /** Errors in a minute of both, were they alike. */
  readonly errors: number;
  readonly meanSize: number;
  readonly spreadMs: number;
}

const LOOKS = 120;
/** Requests in a cell. */
const REQUESTS = 1_000;

const SINGLE: Clustered = {
  text: "single errors, 30 a minute, 5 %",
  split: 0.05,
  errors: 30,
  meanSize: 1,
  spreadMs: 0,
};
const SCENES: readonly Clustered[] = [
  SINGLE,
  { ...SINGLE, text: "bursts of 5 at once, 5 %", meanSize: 5 },
  { ...SINGLE, text: "bursts of 5 at once, 25 %", meanSize: 5, split: 0.25 },
  { ...SINGLE, text: "bursts of 5 spread over 3 s, 5 %", meanSize: 5, spreadMs: 3_000 },
  { ...SINGLE, text: "bursts of 5 spread over 3 s, 25 %", meanSize: 5, spreadMs: 3_000, split: 0.25 },
  { ...SINGLE, text: "bursts of 5 spread over 3 s, 50 %", meanSize: 5, spreadMs: 3_000, split: 0.5 },
  {
    ...SINGLE,
    text: "bursts of 20 spread over 3 s, 600 errors a minute, 25 %",
    errors: 600,
    meanSize: 20,
    spreadMs: 3_000,
    split: 0.25,
  },
];

function shapes({ split, errors, meanSize, spreadMs }: Clustered, ratio: number): readonly BurstShape[] {
  const perCell = errors / 6 / meanSize;
  return [
    { perCell: perCell * split * ratio, meanSize, spreadMs },
    { perCell: perCell * (1 - split), meanSize, spreadMs },
  ];
}

function cells(scene: Clustered): ValidityCase {
  const [ofCandidate, ofStable] = shapes(scene, tolerance);
  if (ofCandidate === undefined || ofStable === undefined) throw new RangeError("no shapes");
  return {
    process: "shares in cells, regression",
    null: `rate ${tolerance} times stable's; ${scene.text}`,
    looks: LOOKS,
    begin: (random) => {
      const candidate = burstsOf(ofCandidate, random);
      const stable = burstsOf(ofStable, random);
      let evidence = NO_CELLS;
      return (look) => {
        evidence = addToCells(tolerance, CELL_MS, evidence, {
          fromMs: look * CELL_MS,
          toMs: (look + 1) * CELL_MS,
          candidate: { requests: REQUESTS * scene.split, bad: candidate.next() },
          stable: { requests: REQUESTS * (1 - scene.split), bad: stable.next() },
        });
        return logOfCells(evidence);
      };
    },
  };
}

/** The analysis as it is called, with one metric: what of it first passes its bound is what counts. */
function whole(
  side: "logRegressed" | "logCertified",
  ratio: number,
  scene: Clustered,
  looks: number,
): ValidityCase {
  const config: AnalysisConfig = {
    ...ANALYSIS_DEFAULTS,
    metrics: [{ kind: "errors", name: "errors", weight: 1, critical: true }],
  };
  const [ofCandidate, ofStable] = shapes(scene, ratio);
  if (ofCandidate === undefined || ofStable === undefined) throw new RangeError("no shapes");
  return {
    process: `the whole, ${side === "logRegressed" ? "regression" : "certificate"}`,
    null: `rate ${ratio} times stable's; ${scene.text}`,
    looks,
    begin: (random) => {
      const candidate = burstsOf(ofCandidate, random);
      const stable = burstsOf(ofStable, random);
      let state = beginAnalysis(config);
      const sample = (version: string, part: number, failed: number) => {
        const requests = Math.round(REQUESTS * part);
        return {
          version,
          requests,
          errors: Math.min(failed, requests),
          latency: { boundsMs: [], counts: [] },
        };
      };
      return (look) => {
        state = addLook(config, state, {
          kind: "window",
          window: {
            fromMs: look * CELL_MS,
            toMs: (look + 1) * CELL_MS,
            candidate: sample("2.0.0", scene.split, candidate.next()),
            stable: sample("1.0.0", 1 - scene.split, stable.next()),
          },
        });
        return verdictOf(config, state, (look + 1) * CELL_MS).metrics[0]?.[side] ?? 0;
      };
    },
  };
}

/** Twice the rate is here just the margin of 0.1 %, too. */
const FEW: Clustered = { ...SINGLE, errors: 6, split: 0.5, text: "single errors, 6 a minute, 50 %" };
const SPREAD: Clustered = {
  ...SINGLE,
  meanSize: 5,
  spreadMs: 3_000,
  text: "bursts of 5 spread over 3 s, 5 %",
};

/** Evidence that holds whatever bursts the errors come in. */
export const CELL_CASES: readonly ValidityCase[] = [
  ...SCENES.map(cells),
  whole("logRegressed", tolerance, { ...SPREAD, split: 0.25, text: "bursts of 5 spread over 3 s, 25 %" }, 60),
  whole("logCertified", regression, SINGLE, 60),
  whole(
    "logCertified",
    regression,
    { ...SPREAD, split: 0.25, text: "bursts of 5 spread over 3 s, 25 %" },
    60,
  ),
  whole(
    "logCertified",
    regression,
    { ...FEW, meanSize: 5, text: "bursts of 5 at once, 6 errors a minute, 50 %" },
    60,
  ),
];
