import {
  ANALYSIS_DEFAULTS,
  type AnalysisConfig,
  addLook,
  addToCells,
  beginAnalysis,
  learnPast,
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

/** An hour. */
const PAST_CELLS = 360;

/** Bursts of a release with such a part of the requests. */
function shapeOf({ errors, meanSize, spreadMs }: Clustered, part: number): BurstShape {
  return { perCell: (errors / 6 / meanSize) * part, meanSize, spreadMs };
}

function shapes(scene: Clustered, ratio: number): readonly BurstShape[] {
  return [shapeOf(scene, scene.split * ratio), shapeOf(scene, 1 - scene.split)];
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
        evidence = addToCells(
          tolerance,
          CELL_MS,
          evidence,
          {
            fromMs: look * CELL_MS,
            toMs: (look + 1) * CELL_MS,
            candidate: { requests: REQUESTS * scene.split, bad: candidate.next() },
            stable: { requests: REQUESTS * (1 - scene.split), bad: stable.next() },
          },
          undefined,
        );
        return logOfCells(evidence, 1);
      };
    },
  };
}

/**
 * The analysis as it is called, with one metric: what of it first passes its bound is what counts. `past`: what stable did in the hour
 * before.
 */
function whole(
  side: "logRegressed" | "logCertified",
  ratio: number,
  scene: Clustered,
  looks: number,
  past?: Clustered,
): ValidityCase {
  const config: AnalysisConfig = {
    ...ANALYSIS_DEFAULTS,
    metrics: [{ kind: "errors", name: "errors", weight: 1, critical: true }],
  };
  const [ofCandidate, ofStable] = shapes(scene, ratio);
  if (ofCandidate === undefined || ofStable === undefined) throw new RangeError("no shapes");
  return {
    process: `the whole, ${side === "logRegressed" ? "regression" : "certificate"}`,
    null: `rate ${ratio} times stable's; ${scene.text}${past === undefined ? "" : `, after an hour of ${past === scene ? "the same" : past.text}`}`,
    looks,
    begin: (random) => {
      const candidate = burstsOf(ofCandidate, random);
      const stable = burstsOf(ofStable, random);
      const sample = (version: string, part: number, failed: number) => {
        const requests = Math.round(REQUESTS * part);
        return {
          version,
          requests,
          errors: Math.min(failed, requests),
          latency: { boundsMs: [], counts: [] },
        };
      };
      let state = beginAnalysis(config);
      if (past !== undefined) {
        const alone = burstsOf(shapeOf(past, 1), random);
        const windows = Array.from({ length: PAST_CELLS }, (_, cell) => ({
          fromMs: (cell - PAST_CELLS) * CELL_MS,
          toMs: (cell + 1 - PAST_CELLS) * CELL_MS,
          stable: sample("1.0.0", 1, alone.next()),
        }));
        state = learnPast(config, state, windows);
      }
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

const BROAD: Clustered = { ...SPREAD, split: 0.25, text: "bursts of 5 spread over 3 s, 25 %" };
/** Between single errors and bursts. */
const MILD: readonly Clustered[] = [
  { ...SINGLE, meanSize: 1.5, text: "bursts of 1.5 at once, 5 %" },
  { ...SINGLE, meanSize: 1.5, split: 0.25, text: "bursts of 1.5 at once, 25 %" },
];

/** Evidence that holds whatever bursts the errors come in. */
export const CELL_CASES: readonly ValidityCase[] = [
  ...SCENES.map(cells),
  whole("logRegressed", tolerance, { ...SPREAD, split: 0.25, text: "bursts of 5 spread over 3 s, 25 %" }, 60),
  ...[
    SINGLE,
    { ...SINGLE, text: "single errors, 30 a minute, 50 %", split: 0.5 },
    ...MILD,
    SPREAD,
    BROAD,
  ].map((scene) => whole("logRegressed", tolerance, scene, 90, scene)),
  ...[
    SPREAD,
    BROAD,
    { ...BROAD, errors: 6, text: "bursts of 5 spread over 3 s, 6 errors a minute, 25 %" },
  ].map((scene) => whole("logRegressed", tolerance, scene, 90, SINGLE)),
  whole("logCertified", regression, SINGLE, 60),
  whole("logCertified", regression, SINGLE, 60, SINGLE),
  whole("logCertified", regression, BROAD, 60, BROAD),
  whole("logCertified", regression, BROAD, 60, SINGLE),
  whole(
    "logCertified",
    regression,
    { ...BROAD, meanSize: 20, split: 0.5, text: "bursts of 20 spread over 3 s, 50 %" },
    60,
    SINGLE,
  ),
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
