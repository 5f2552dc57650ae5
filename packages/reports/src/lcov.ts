import { type CoverageModel, CoverageTally } from "./coverage-model.ts";
import type { Chunks } from "./decode.ts";
import { LcovRecord } from "./lcov-record.ts";
import { type ReadLimits, STREAM_LIMITS } from "./limits.ts";
import { readLines } from "./lines.ts";
import { normalisePath } from "./paths.ts";
import { failReading, type ReadResult, toResult } from "./problem.ts";

/** How an lcov tracefile is read. */
export interface LcovOptions extends Partial<ReadLimits> {
  /** Absolute paths inside this folder become relative to it, as changed files are named. */
  readonly root?: string;
}

/**
 * Reads an lcov tracefile (geninfo(1), 1.x and 2.x). A file named in several records, and a line counted several times
 * in one, are one: hits are summed, then lines counted; the totals `LF`, `LH` and the like are not believed.
 */
export function readLcov(
  chunks: Chunks,
  source: string,
  options: LcovOptions = {},
): Promise<ReadResult<CoverageModel>> {
  return toResult(async () => {
    const limits = { ...STREAM_LIMITS, ...options };
    const tally = new CoverageTally();
    let record: LcovRecord | undefined;
    for await (const line of readLines(chunks, source, limits.maxBytes)) {
      const text = line.text.trim();
      const stop = (what: string): never =>
        failReading(source, "report_unreadable", what, { line: line.number });
      if (text === "" || text.startsWith("#") || /^(TN|VER):/.test(text)) continue;
      if (text === "end_of_record") {
        if (record === undefined) stop("end_of_record without a record before it");
        record = undefined;
      } else if (text.startsWith("SF:")) {
        if (record !== undefined)
          stop(`a new file begins, but the record of ${record.path} has no end_of_record`);
        const path = normalisePath(text.slice(3), options.root);
        if (path === "") stop("SF: names no file");
        record = new LcovRecord(path, tally);
      } else if (!/^[A-Z]+:/.test(text)) {
        stop(
          `not an lcov tracefile: read "${text.slice(0, 40)}", expected a line such as SF:, DA: or end_of_record`,
        );
      } else if (record === undefined) {
        stop(`read "${text.slice(0, 40)}" outside of a record, expected SF: first`);
      } else if (!record.read(text)) stop(`read "${text.slice(0, 60)}", ${record.expected(text)}`);
    }
    if (record !== undefined) {
      failReading(
        source,
        "report_unreadable",
        `ends inside the record of ${record.path}: end_of_record is missing`,
      );
    }
    return tally.finish();
  });
}
