import { type CoverageModel, mergeCoverage } from "./coverage-model.ts";
import type { Chunks } from "./decode.ts";
import { type FindingsModel, mergeFindings } from "./findings-model.ts";
import { readJUnit } from "./junit.ts";
import { readK6Summary } from "./k6.ts";
import { type LcovOptions, readLcov } from "./lcov.ts";
import { mergePerformance, type PerformanceModel } from "./performance-model.ts";
import type { ReadResult } from "./problem.ts";
import { readSarif } from "./sarif.ts";
import { mergeTests, type TestsModel } from "./tests-model.ts";

/** The model of each kind of report. */
export interface ReportModels {
  readonly tests: TestsModel;
  readonly coverage: CoverageModel;
  readonly findings: FindingsModel;
  readonly performance: PerformanceModel;
}

/** What a report is about. */
export type ReportKind = keyof ReportModels;

/** Options all readers understand. */
export type ReadOptions = Pick<LcovOptions, "root" | "maxBytes" | "maxDetails">;

type Reader<T> = (chunks: Chunks, source: string, options?: Partial<ReadOptions>) => Promise<ReadResult<T>>;

const READERS: { readonly [K in ReportKind]: Reader<ReportModels[K]> } = {
  tests: readJUnit,
  coverage: readLcov,
  findings: readSarif,
  performance: readK6Summary,
};

const MERGERS: { readonly [K in ReportKind]: (models: readonly ReportModels[K][]) => ReportModels[K] } = {
  tests: (models) => mergeTests(models),
  coverage: mergeCoverage,
  findings: (models) => mergeFindings(models),
  performance: mergePerformance,
};

/** Reads a report of a kind: tests from JUnit XML, coverage from lcov, findings from SARIF, performance from k6. */
export function readReport<K extends ReportKind>(
  kind: K,
  chunks: Chunks,
  source: string,
  options?: Partial<ReadOptions>,
): Promise<ReadResult<ReportModels[K]>> {
  return READERS[kind](chunks, source, options);
}

/** Several reports of one kind as one. */
export function mergeReports<K extends ReportKind>(
  kind: K,
  models: readonly ReportModels[K][],
): ReportModels[K] {
  return MERGERS[kind](models);
}
