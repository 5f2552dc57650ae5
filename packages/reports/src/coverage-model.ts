/** How many of what can be covered are. */
export interface Counted {
  readonly covered: number;
  readonly total: number;
}

/** Lines from `from` to `to`, both included, from 1. */
export interface LineRange {
  readonly from: number;
  readonly to: number;
}

/** Coverage of one file. */
export interface FileCoverage {
  readonly path: string;
  readonly lines: Counted;
  readonly branches: Counted;
  readonly functions: Counted;
  /** Runs of coverable lines that were never executed; a range may span lines that cannot be covered. */
  readonly uncovered: readonly LineRange[];
  readonly hits: FileHits;
}

/** How often each line (by number), branch and function (by a key of the report) of a file was executed. */
export interface FileHits {
  readonly lines: ReadonlyMap<number, number>;
  readonly branches: ReadonlyMap<string, number>;
  readonly functions: ReadonlyMap<string, number>;
}

/** Coverage of a code base; files in the order they were first named. */
export interface CoverageModel {
  readonly files: readonly FileCoverage[];
  readonly lines: Counted;
  readonly branches: Counted;
  readonly functions: Counted;
  /** Negative counts in the report (a known fault of gcov), read as 0. */
  readonly negativeCounts: number;
}

/** Adds up hits of files that may be named many times. */
export class CoverageTally {
  readonly #files = new Map<string, FileTally>();
  negativeCounts = 0;

  file(path: string): FileTally {
    const known = this.#files.get(path);
    if (known !== undefined) return known;
    const added = new FileTally();
    this.#files.set(path, added);
    return added;
  }

  finish(): CoverageModel {
    const files = Array.from(this.#files, ([path, tally]) => tally.finish(path));
    const sum = (pick: (file: FileCoverage) => Counted): Counted => ({
      covered: files.reduce((total, file) => total + pick(file).covered, 0),
      total: files.reduce((total, file) => total + pick(file).total, 0),
    });
    return {
      files,
      lines: sum((file) => file.lines),
      branches: sum((file) => file.branches),
      functions: sum((file) => file.functions),
      negativeCounts: this.negativeCounts,
    };
  }
}

/** Hits of one file while they are being added up. */
export class FileTally {
  readonly #lines = new Map<number, number>();
  readonly #branches = new Map<string, number>();
  readonly #functions = new Map<string, number>();

  addLine(line: number, hits: number): void {
    this.#lines.set(line, (this.#lines.get(line) ?? 0) + hits);
  }

  addBranch(key: string, hits: number): void {
    this.#branches.set(key, (this.#branches.get(key) ?? 0) + hits);
  }

  addFunction(key: string, hits: number): void {
    this.#functions.set(key, (this.#functions.get(key) ?? 0) + hits);
  }

  finish(path: string): FileCoverage {
    return {
      path,
      lines: count(this.#lines),
      branches: count(this.#branches),
      functions: count(this.#functions),
      uncovered: uncoveredRanges(this.#lines),
      hits: { lines: this.#lines, branches: this.#branches, functions: this.#functions },
    };
  }
}

/** Several reports as one: hits are summed per line, branch and function, then counted. */
export function mergeCoverage(models: readonly CoverageModel[]): CoverageModel {
  const tally = new CoverageTally();
  for (const model of models) {
    tally.negativeCounts += model.negativeCounts;
    for (const file of model.files) {
      const into = tally.file(file.path);
      for (const [line, hits] of file.hits.lines) into.addLine(line, hits);
      for (const [key, hits] of file.hits.branches) into.addBranch(key, hits);
      for (const [key, hits] of file.hits.functions) into.addFunction(key, hits);
    }
  }
  return tally.finish();
}

function count(hits: ReadonlyMap<unknown, number>): Counted {
  let covered = 0;
  for (const times of hits.values()) if (times > 0) covered += 1;
  return { covered, total: hits.size };
}

function uncoveredRanges(lines: ReadonlyMap<number, number>): readonly LineRange[] {
  const ranges: LineRange[] = [];
  let open: { from: number; to: number } | undefined;
  for (const [line, hits] of [...lines].sort(([a], [b]) => a - b)) {
    if (hits > 0) open = undefined;
    else if (open === undefined) {
      open = { from: line, to: line };
      ranges.push(open);
    } else open.to = line;
  }
  return ranges;
}
