/** One sample line of the Prometheus text format 0.0.4. A value that is NaN or infinite is `undefined`: not known. */
export interface PrometheusSample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number | undefined;
}

/** The samples of a text, or the first line that could not be read. */
export type PrometheusResult =
  | { readonly ok: true; readonly samples: readonly PrometheusSample[] }
  | { readonly ok: false; readonly line: number; readonly read: string; readonly expected: string };

const NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*/;
const LABEL = /\s*([a-zA-Z_][a-zA-Z0-9_]*)\s*=\s*"((?:[^"\\]|\\.)*)"\s*(,|(?=\}))/y;
const VALUE = /^\s+(\S+)(?:\s+(-?\d+))?\s*$/;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const NOT_FINITE = /^(?:nan|[+-]?inf(?:inity)?)$/i;

/**
 * Reads the Prometheus text format 0.0.4 (prometheus.io/docs/instrumenting/exposition_formats). HELP, TYPE and other
 * comments are skipped; a line that is not a sample makes the whole text unreadable, because half of it proves nothing.
 */
export function parsePrometheusText(text: string): PrometheusResult {
  const samples: PrometheusSample[] = [];
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.trim();
    if (line === "" || line.startsWith("#")) continue;
    const sample = parseSample(line);
    if (typeof sample === "string") {
      return { ok: false, line: index + 1, read: line.slice(0, 200), expected: sample };
    }
    samples.push(sample);
  }
  return { ok: true, samples };
}

/** The sample of a line, or what was expected in it. */
function parseSample(line: string): PrometheusSample | string {
  const name = NAME.exec(line)?.[0];
  if (name === undefined) return "a metric name";
  let rest = line.slice(name.length);
  // No prototype: a label named `__proto__` is a label like any other.
  const labels: Record<string, string> = Object.create(null) as Record<string, string>;
  if (rest.trimStart().startsWith("{")) {
    const end = parseLabels(rest, rest.indexOf("{") + 1, labels);
    if (end === undefined) return 'labels as {name="value"}';
    rest = rest.slice(end).replace(/^(?=\S)/, " ");
  }
  const match = VALUE.exec(rest);
  const value = match?.[1] ?? "";
  if (NOT_FINITE.test(value)) return { name, labels, value: undefined };
  if (!NUMBER.test(value)) return "one number after the name and labels";
  const number = Number(value);
  return { name, labels, value: Number.isFinite(number) ? number : undefined };
}

function parseLabels(text: string, start: number, labels: Record<string, string>): number | undefined {
  let at = start;
  for (;;) {
    const close = /\s*\}/y;
    close.lastIndex = at;
    if (close.test(text)) return close.lastIndex;
    LABEL.lastIndex = at;
    const match = LABEL.exec(text);
    const [, name, value] = match ?? [];
    if (name === undefined || value === undefined || name in labels) return undefined;
    labels[name] = value.replace(/\\(.)/g, (_, char: string) => (char === "n" ? "\n" : char));
    at = LABEL.lastIndex;
  }
}
