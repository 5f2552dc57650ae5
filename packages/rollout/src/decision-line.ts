import { formatCount, formatPercent } from "@deploy-actions/kernel";

/** What was counted of one release since the step began. */
export interface LineCounts {
  readonly requests: number;
  /** Per cent of requests that failed; `undefined` without requests. */
  readonly badPercent: number | undefined;
  readonly p95Ms: number | undefined;
}

/** The parts of one line of the log. */
export interface DecisionLineParts {
  readonly weight: number;
  readonly text: string;
  readonly candidate?: LineCounts | undefined;
  readonly stable?: LineCounts | undefined;
  /** What the analysis has so far, e.g. `evidence 3.2 of 100 against, 12 of 20 for`. */
  readonly evidence?: string | undefined;
}

/**
 * One decision as one line, aligned with its neighbours:
 * `25 %  candidate   312 req  0.3 % bad  p95   41 ms | stable   940 req  0.4 % bad  p95   40 ms | hold, 3m12s of 5m left`.
 * The columns of releases nobody counted are left out.
 */
export function formatDecisionLine(parts: DecisionLineParts): string {
  const columns = [
    ...(parts.candidate === undefined ? [] : [`candidate ${counts(parts.candidate)}`]),
    ...(parts.stable === undefined ? [] : [`stable ${counts(parts.stable)}`]),
    parts.text,
    ...(parts.evidence === undefined ? [] : [parts.evidence]),
  ];
  return `${formatPercent(parts.weight).padStart(5)}  ${columns.join(" | ")}`;
}

function counts({ requests, badPercent, p95Ms }: LineCounts): string {
  const bad = badPercent === undefined ? "n/a" : formatPercent(badPercent);
  const p95 = p95Ms === undefined ? "n/a" : `${formatCount(p95Ms)} ms`;
  return `${formatCount(requests).padStart(6)} req  ${bad.padStart(6)} bad  p95 ${p95.padStart(8)}`;
}
