/** What a subject may be compared with. */
export type Comparand = "percent" | "time" | "count";

/** The quantities a condition can name, with what each is compared with. */
export const SUBJECTS: Readonly<Record<string, Comparand>> = {
  "error-rate": "percent",
  "success-rate": "percent",
  availability: "percent",
  coverage: "percent",
  "pass-rate": "percent",
  latency: "time",
  requests: "count",
};

const ALIASES: Readonly<Record<string, string>> = { "response-time": "latency" };

/** The one name of a subject (`response time` is `latency`), or `undefined` when nobody measures it. */
export function canonicalSubject(name: string): string | undefined {
  const canonical = Object.hasOwn(ALIASES, name) ? ALIASES[name] : name;
  return canonical !== undefined && Object.hasOwn(SUBJECTS, canonical) ? canonical : undefined;
}

/** Every spelling of a subject that is understood, for suggestions. */
export function subjectNames(): readonly string[] {
  return [...Object.keys(SUBJECTS), ...Object.keys(ALIASES)];
}
