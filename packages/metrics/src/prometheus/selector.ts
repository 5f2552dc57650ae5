import { ActionError, suggest } from "@deploy-actions/kernel";

/** A label and what it has to be. */
export interface Matcher {
  readonly label: string;
  readonly operator: "=" | "!=" | "=~" | "!~";
  /** Without quotes and escapes; may hold placeholders. */
  readonly value: string;
}

/** Which series of one metric. */
export interface Selector {
  readonly metric: string;
  readonly matchers: readonly Matcher[];
}

/** What the placeholders of a selector stand for. */
export interface Placeholders {
  readonly version: string;
  readonly role: "candidate" | "stable";
  readonly workload: string | undefined;
}

const NAMES = ["version", "role", "workload"] as const;
const METRIC = /\s*([a-zA-Z_:][a-zA-Z0-9_:]*)\s*/y;
const MATCHER =
  /\s*([a-zA-Z_][a-zA-Z0-9_]*)\s*(=~|!~|!=|=)\s*("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`[^`]*`)\s*/y;
const EXAMPLE = 'http_requests_total{app="shop", version="${version}"}';

/**
 * Reads a selector of Prometheus (`name{label="value", …}`) and refuses everything else of its language: functions turn
 * counts into rates, which cannot be added up over a step any more. `field` is for messages. Errors: `config`.
 */
export function parseSelector(field: string, text: string): Selector {
  METRIC.lastIndex = 0;
  const metric = METRIC.exec(text)?.[1];
  if (metric === undefined) throw refuse(field, text, "it does not begin with the name of a metric");
  let at = METRIC.lastIndex;
  const matchers: Matcher[] = [];
  if (text[at] === "{") {
    at += 1;
    for (;;) {
      if (/^\s*\}/.test(text.slice(at))) break;
      MATCHER.lastIndex = at;
      const match = MATCHER.exec(text);
      const [, label, operator, quoted] = match ?? [];
      if (label === undefined || quoted === undefined) {
        throw refuse(field, text, `expected label="value" at ${excerpt(text.slice(at))}`);
      }
      matchers.push({ label, operator: operator as Matcher["operator"], value: unquote(quoted) });
      at = MATCHER.lastIndex;
      if (text[at] === ",") at += 1;
      else if (text[at] !== "}") throw refuse(field, text, `expected , or } at ${excerpt(text.slice(at))}`);
    }
    at = text.indexOf("}", at) + 1;
  }
  const rest = text.slice(at).trim();
  if (rest !== "") throw refuse(field, text, describeRest(metric, rest));
  checkPlaceholders(field, text, matchers);
  return { metric, matchers };
}

/** Whether the selector asks other series for candidate and for stable. */
export function tellsReleases({ matchers }: Selector): boolean {
  return matchers.some(({ value }) => NAMES.some((name) => value.includes(`\${${name}}`)));
}

/** The selector with its placeholders replaced; in a regular expression they match only themselves. */
export function bindSelector(selector: Selector, values: Placeholders): Selector {
  const matchers = selector.matchers.map((matcher) => {
    const isPattern = matcher.operator === "=~" || matcher.operator === "!~";
    const value = matcher.value.replace(/\$\{(\w+)\}/g, (_, name: keyof Placeholders) => {
      const found = values[name] ?? "";
      return isPattern ? escapePattern(found) : found;
    });
    return { ...matcher, value };
  });
  return { ...selector, matchers };
}

/** The selector as Prometheus reads it. */
export function formatSelector({ metric, matchers }: Selector): string {
  if (matchers.length === 0) return metric;
  const labels = matchers.map(({ label, operator, value }) => `${label}${operator}${quote(value)}`);
  return `${metric}{${labels.join(",")}}`;
}

/** A text in a regular expression of RE2 that matches only itself. */
export function escapePattern(text: string): string {
  return text.replace(/[\\.+*?()|[\]{}^$]/g, "\\$&");
}

function quote(value: string): string {
  const escaped = value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
  return `"${escaped}"`;
}

function unquote(quoted: string): string {
  const inner = quoted.slice(1, -1);
  if (quoted.startsWith("`")) return inner;
  return inner.replace(/\\(.)/g, (_, char: string) => ({ n: "\n", t: "\t", r: "\r" })[char] ?? char);
}

function checkPlaceholders(field: string, text: string, matchers: readonly Matcher[]): void {
  for (const { value } of matchers) {
    for (const [, name = ""] of value.matchAll(/\$\{([^}]*)\}?/g)) {
      if (NAMES.some((known) => known === name)) continue;
      throw refuse(field, text, `\${${name}} is no placeholder.${suggest(name, NAMES)}`);
    }
  }
}

function describeRest(metric: string, rest: string): string {
  if (rest.startsWith("(") || /^(?:by|without)\b/.test(rest)) {
    return `"${metric}" is a function: counts are read as they are and added up here, so that nothing is estimated`;
  }
  if (rest.startsWith("[")) return `a range (${excerpt(rest)}) is not needed: the window is that of the step`;
  if (/^(?:offset|@)/.test(rest)) return `the time (${excerpt(rest)}) is not for the selector to say`;
  return `expected nothing after the selector, read ${excerpt(rest)}`;
}

function refuse(field: string, text: string, why: string): ActionError {
  return new ActionError("config", `${field} is ${excerpt(text)}: ${why}`, {
    hint: `It has to be a selector of a counter and nothing else, e.g. ${EXAMPLE}.`,
  });
}

function excerpt(text: string): string {
  return JSON.stringify(text.length <= 120 ? text : `${text.slice(0, 120)}…`);
}
