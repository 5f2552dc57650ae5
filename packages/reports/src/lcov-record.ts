import type { CoverageTally, FileTally } from "./coverage-model.ts";

const SHAPES: Readonly<Record<string, string>> = {
  DA: "DA:<line>,<count>[,<checksum>]",
  BRDA: "BRDA:<line>,<block>,<branch>,<count or ->",
  FN: "FN:<line>,[<last line>,]<name>",
  FNDA: "FNDA:<count>,<name>",
  FNL: "FNL:<index>,<line>[,<last line>]",
  FNA: "FNA:<index>,<count>,<name>",
};

/** One record of an lcov tracefile, from `SF:` to `end_of_record`. */
export class LcovRecord {
  readonly path: string;
  readonly #tally: CoverageTally;
  readonly #file: FileTally;
  /** lcov 2: index of a function in this record to its key. */
  readonly #functionKeys = new Map<string, string>();

  constructor(path: string, tally: CoverageTally) {
    this.path = path;
    this.#tally = tally;
    this.#file = tally.file(path);
  }

  /** Takes a line of the record; false when it has not the shape of its kind. Unknown kinds are skipped. */
  read(text: string): boolean {
    const colon = text.indexOf(":");
    const value = text.slice(colon + 1);
    switch (text.slice(0, colon)) {
      case "DA":
        return this.#readLine(value);
      case "BRDA":
        return this.#readBranch(value);
      case "FN":
        return this.#readFunction(value);
      case "FNDA":
        return this.#readFunctionHits(value);
      case "FNL":
        return this.#readFunctionLines(value);
      case "FNA":
        return this.#readFunctionAlias(value);
      default:
        return true;
    }
  }

  /** What a line of this kind should look like, for the message. */
  expected(text: string): string {
    return `expected ${SHAPES[text.slice(0, text.indexOf(":"))] ?? "a line of lcov"}`;
  }

  #readLine(value: string): boolean {
    const [lineText, countText] = value.split(",", 3);
    const line = toLine(lineText);
    const hits = this.#toCount(countText);
    if (line === undefined || hits === undefined) return false;
    this.#file.addLine(line, hits);
    return true;
  }

  /** The branch may be an expression with commas in it (lcov 2), the block may begin with `e` for an exception. */
  #readBranch(value: string): boolean {
    const match = /^(\d+),(e?\d+),(.*),([^,]*)$/.exec(value);
    const hits = match?.[4] === "-" ? 0 : this.#toCount(match?.[4]);
    if (match === null || hits === undefined) return false;
    this.#file.addBranch(`${match[1]},${match[2]},${match[3]}`, hits);
    return true;
  }

  #readFunction(value: string): boolean {
    const match = /^(\d+),(?:(\d+),)?(.+)$/.exec(value);
    if (match === null) return false;
    this.#file.addFunction(match[3] ?? "", 0);
    return true;
  }

  #readFunctionHits(value: string): boolean {
    const comma = value.indexOf(",");
    const hits = comma < 0 ? undefined : this.#toCount(value.slice(0, comma));
    if (hits === undefined) return false;
    this.#file.addFunction(value.slice(comma + 1), hits);
    return true;
  }

  #readFunctionLines(value: string): boolean {
    const match = /^(\d+),(\d+)(?:,\d+)?$/.exec(value);
    if (match === null) return false;
    const key = `line ${match[2]}`;
    this.#functionKeys.set(match[1] ?? "", key);
    this.#file.addFunction(key, 0);
    return true;
  }

  #readFunctionAlias(value: string): boolean {
    const match = /^(\d+),(-?\d+),/.exec(value);
    const key = this.#functionKeys.get(match?.[1] ?? "");
    const hits = this.#toCount(match?.[2]);
    if (key === undefined || hits === undefined) return false;
    this.#file.addFunction(key, hits);
    return true;
  }

  #toCount(text: string | undefined): number | undefined {
    const match = /^\s*(-?)(\d+(?:\.\d+)?(?:e\+?\d+)?)\s*$/i.exec(text ?? "");
    const count = match === null ? Number.NaN : Number(match[2]);
    if (match === null || !Number.isFinite(count)) return undefined;
    if (match[1] === "" || count === 0) return count;
    this.#tally.negativeCounts += 1;
    return 0;
  }
}

function toLine(text: string | undefined): number | undefined {
  const line = Number(text);
  return /^\s*\d+\s*$/.test(text ?? "") && Number.isSafeInteger(line) ? line : undefined;
}
