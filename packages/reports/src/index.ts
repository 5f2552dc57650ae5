export {
  type Counted,
  type CoverageModel,
  type FileCoverage,
  type FileHits,
  type LineRange,
  mergeCoverage,
} from "./coverage-model.ts";
export type { Chunks } from "./decode.ts";
export { countAtLeast, type Finding, type FindingsModel, mergeFindings } from "./findings-model.ts";
export * from "./judge.ts";
export * from "./junit.ts";
export * from "./k6.ts";
export * from "./kinds.ts";
export * from "./lcov.ts";
export type { ReadLimits } from "./limits.ts";
export * from "./measure-coverage.ts";
export * from "./measure-findings.ts";
export * from "./measure-performance.ts";
export * from "./measure-tests.ts";
export * from "./misfit.ts";
export * from "./paths.ts";
export * from "./performance-model.ts";
export type { ReadResult, ReportProblem, ReportReason } from "./problem.ts";
export * from "./sarif.ts";
export * from "./tests-model.ts";
