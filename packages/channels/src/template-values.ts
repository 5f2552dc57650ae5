/**
 * A verdict as a value: the only thing that is shown with ✅, ❌ or ❔, so that no text somebody typed can claim one.
 */
export interface VerdictValue {
  readonly outcome: "pass" | "fail" | "inconclusive";
  /** One sentence, may be empty. */
  readonly text: string;
}

/** What a placeholder stands for: text (its lines), lines, or a verdict. Blank text counts as not given. */
export type TemplateValue = string | readonly string[] | VerdictValue;

/** Values by name; upper and lower case, `-` and `_` are the same: `start-time` is `[START_TIME]`. */
export type TemplateValues = Readonly<Record<string, TemplateValue>>;

const SYMBOLS = { pass: "✅ Passing", fail: "❌ Failing", inconclusive: "❔ Inconclusive" } as const;

/** The lines of values, by placeholder name; blank values are not in it. */
export function readValues(values: TemplateValues): ReadonlyMap<string, readonly string[]> {
  return new Map(
    Object.entries(values).flatMap(([name, value]) => {
      const lines = linesOf(value);
      return lines === undefined ? [] : [[placeholderName(name), lines] as const];
    }),
  );
}

/** `start-time` as `START_TIME`. */
export function placeholderName(name: string): string {
  return name.trim().toUpperCase().replaceAll("-", "_");
}

/** `START_TIME` as `start-time`, the way it is written in a file or an input. */
export function valueName(placeholder: string): string {
  return placeholder.toLowerCase().replaceAll("_", "-");
}

/** Values for machines: single lines and outcomes, by the names they were given under; lists are left out. */
export function factsOf(values: TemplateValues): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => {
      if (typeof value === "string") return value.trim() === "" ? [] : [[name, value.trim()]];
      return isVerdict(value) ? [[name, value.outcome]] : [];
    }),
  );
}

function linesOf(value: TemplateValue): readonly string[] | undefined {
  if (isVerdict(value)) {
    return [[SYMBOLS[value.outcome], value.text.trim()].filter((part) => part !== "").join(": ")];
  }
  const given = typeof value === "string" ? value.split(/\r?\n/) : value;
  const lines = given.map((line) => line.trim()).filter((line) => line !== "");
  if (lines.length > 0) return lines;
  // An empty list was written on purpose; empty text is how an unset input arrives.
  return typeof value === "string" ? undefined : ["None"];
}

function isVerdict(value: TemplateValue): value is VerdictValue {
  return typeof value === "object" && "outcome" in value;
}
