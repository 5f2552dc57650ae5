import { evidenceOf, type LoopVerdict } from "./analysis-loop.ts";

/** What the analysis said last, as outputs; texts that are empty where there was nothing to say. */
export interface AnalysisOutputs {
  readonly outcome: string;
  readonly reason: string;
  readonly regressed: string;
  readonly certified: string;
}

/** The outputs of a verdict; all empty where there was no analysis. */
export function analysisOutputs(verdict: LoopVerdict | undefined): AnalysisOutputs {
  if (verdict === undefined) return { outcome: "", reason: "", regressed: "", certified: "" };
  const { regressed, certified } = evidenceOf(verdict);
  const { outcome, reason } = verdict;
  return {
    outcome,
    reason,
    regressed: shown(regressed),
    certified: certified === undefined ? "" : shown(certified),
  };
}

/** A plain number, never in scientific notation: scripts compare it. */
function shown(log: number): string {
  // Cut, not rounded up: what reads as a threshold has reached it. 1e-9 undoes the way through the log.
  const value = Math.exp(Math.min(log, LARGEST_LOG)) * (1 + 1e-9);
  return String(value >= 1_000 ? Math.floor(value) : Math.floor(value * 1_000) / 1_000);
}

// e^34 is 5.8e14: still written out, and far beyond any threshold.
const LARGEST_LOG = 34;
