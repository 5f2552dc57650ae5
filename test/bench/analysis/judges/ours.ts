import {
  ANALYSIS_DEFAULTS,
  type AnalysisConfig,
  type AnalysisState,
  type AnalysisWindow,
  addLook,
  beginAnalysis,
  learnPast,
  type PastWindow,
  type ReleaseSample,
  verdictOf,
} from "@deploy-actions/canary-analysis";
import { BINS, BOUNDS_MS } from "../streams/latency-model.ts";
import type { Scenario } from "../streams/scenario.ts";
import { type ArmCounts, CELL_MS, type Stream } from "../streams/stream.ts";

/** What became of a run. Cells up to the answer; -1 where there was none. */
export interface Answer {
  readonly rollback: number;
  readonly promote: number;
}

export function configOf(scenario: Scenario): AnalysisConfig {
  return {
    ...ANALYSIS_DEFAULTS,
    warmUpMs: scenario.warmUpMinutes * 60_000,
    metrics: [
      { kind: "errors", name: "errors", weight: 1, critical: true },
      { kind: "latency", name: "latency", weight: 1, critical: true },
    ],
  };
}

/**
 * Gives a run to the analysis look by look, until it takes the candidate back, or promotes it and is not asked to go on.
 *
 * Going on after a promotion is for nulls: the bound on false rollbacks has to hold for whoever watches longer than needed.
 */
export function watchOurs(
  scenario: Scenario,
  stream: Stream,
  past: readonly PastWindow[],
  goesOn: boolean,
): Answer {
  const config = configOf(scenario);
  const step = (scenario.lookSeconds * 1_000) / CELL_MS;
  const end = stream.harmed.length;
  let state: AnalysisState = learnPast(config, beginAnalysis(config), past);
  let promote = -1;
  for (let cells = step; cells <= end; cells += step) {
    state = addLook(config, state, { kind: "window", window: windowOf(stream, cells - step, cells) });
    const { outcome } = verdictOf(config, state, cells * CELL_MS);
    if (outcome === "fail") return { rollback: cells, promote };
    if (outcome === "pass" && promote < 0 && cells * CELL_MS >= scenario.bakeMinutes * 60_000) {
      promote = cells;
      if (!goesOn) break;
    }
  }
  return { rollback: -1, promote };
}

/** What is known of stable before the first look. */
export function pastOf({ past }: Stream): readonly PastWindow[] {
  const cells = past.errors.length;
  return Array.from({ length: cells }, (_, cell) => ({
    fromMs: (cell - cells) * CELL_MS,
    toMs: (cell + 1 - cells) * CELL_MS,
    stable: sampleOf("1.0.0", past, cell, cell + 1),
  }));
}

export function windowOf(stream: Stream, from: number, to: number): AnalysisWindow {
  return {
    fromMs: from * CELL_MS,
    toMs: to * CELL_MS,
    candidate: sampleOf("2.0.0", stream.candidate.cells, from, to),
    stable: sampleOf("1.0.0", stream.stable.cells, from, to),
  };
}

function sampleOf(version: string, cells: ArmCounts, from: number, to: number): ReleaseSample {
  let requests = 0;
  let errors = 0;
  const counts = new Array<number>(BINS).fill(0);
  for (let cell = from; cell < to; cell += 1) {
    requests += cells.requests[cell] ?? 0;
    errors += cells.errors[cell] ?? 0;
    for (let bin = 0; bin < BINS; bin += 1)
      counts[bin] = (counts[bin] ?? 0) + (cells.latency[cell * BINS + bin] ?? 0);
  }
  return { version, requests, errors, latency: { boundsMs: BOUNDS_MS, counts } };
}
