import { printable } from "@deploy-actions/kernel";
import { cutText } from "./limits.ts";

/** Enough for any sentence of ours around quoted text, which has caps of its own. */
const MAX_MESSAGE = 600;

/** Why a report could not be read. */
export type ReportReason =
  /** No byte, or only white space. */
  | "report_empty"
  /** Not the format it should be, not well-formed, or it ends in the middle. */
  | "report_unreadable"
  /** More bytes than the cap. */
  | "report_too_large"
  /** Elements nested deeper than the cap. */
  | "report_too_deep"
  /** The document declares XML entities. */
  | "entities_refused"
  /** A test report without a single test. */
  | "no_tests"
  /** A SARIF log without a run: no scanner ran. */
  | "no_runs"
  /** A SARIF run without `results`: the scanner did not get as far as looking. */
  | "no_results"
  /** A load test without a single request. */
  | "no_samples";

/** What is wrong with a report: `message` is one sentence without a full stop and names the source and the place. */
export interface ReportProblem {
  readonly reason: ReportReason;
  readonly source: string;
  readonly message: string;
  /** From 1. */
  readonly line?: number;
  /** From 1, in characters. */
  readonly column?: number;
}

/** A report, or why there is none. */
export type ReadResult<T> =
  | { readonly ok: true; readonly report: T }
  | { readonly ok: false; readonly problem: ReportProblem };

/** How the readers stop; never leaves the package. */
export class ReportFailure extends Error {
  readonly problem: ReportProblem;

  constructor(problem: ReportProblem) {
    super(problem.message);
    this.name = "ReportFailure";
    this.problem = problem;
  }
}

/** Stops reading: `what` completes `<source>: …` and may hold text of the report. */
export function failReading(
  source: string,
  reason: ReportReason,
  what: string,
  place?: { readonly line: number; readonly column?: number },
): never {
  const at =
    place === undefined ? "" : `:${place.line}${place.column === undefined ? "" : `:${place.column}`}`;
  throw new ReportFailure({
    reason,
    source,
    message: printable(`${source}${at}: ${cutText(what, MAX_MESSAGE)}`),
    ...(place === undefined ? {} : { line: place.line }),
    ...(place?.column === undefined ? {} : { column: place.column }),
  });
}

/** Runs a reader: what it returns is the report, a {@link ReportFailure} the problem; other errors pass through. */
export async function toResult<T>(read: () => Promise<T>): Promise<ReadResult<T>> {
  try {
    return { ok: true, report: await read() };
  } catch (error) {
    if (error instanceof ReportFailure) return { ok: false, problem: error.problem };
    throw error;
  }
}
