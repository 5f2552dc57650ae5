import { isObject, plural, printable, suggest } from "@deploy-actions/kernel";
import type { LatencyHistogram, ReleaseCounts } from "../metric-source.ts";
import { followPointer } from "./json-pointer.ts";

/** Where the numbers of one release stand in a document: keys of the pointers, placeholders replaced. */
export interface JsonPlaces {
  readonly requests: readonly string[];
  readonly errors: readonly string[];
  readonly latency: readonly string[] | undefined;
  readonly users: readonly string[] | undefined;
  readonly epoch: readonly string[] | undefined;
  readonly version: readonly string[] | undefined;
  /** Names of gauges and where they stand. */
  readonly gauges: readonly (readonly [string, readonly string[]])[];
}

/** The counts, or why the document does not say them. */
export type JsonCounts =
  | { readonly ok: true; readonly counts: ReleaseCounts }
  | { readonly ok: false; readonly reason: string; readonly text: string };

type Found<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reason: string; readonly text: string };

/** The counts of `version` in a document; nothing that is missing, or of another type than a count, becomes a number. */
export function readJsonCounts(document: unknown, places: JsonPlaces, version: string): JsonCounts {
  const said = places.version === undefined ? found(version) : at(document, places.version, readText);
  if (!said.ok) return said;
  if (said.value !== version) {
    const text = `the answer is of the release ${show(said.value)}, asked for ${show(version)}`;
    return fail("wrong_release", text);
  }
  const requests = at(document, places.requests, readCount);
  if (!requests.ok) return requests;
  const errors = at(document, places.errors, readCount);
  if (!errors.ok) return errors;
  const users = places.users === undefined ? found(undefined) : at(document, places.users, readCount);
  if (!users.ok) return users;
  const epoch = places.epoch === undefined ? found("") : at(document, places.epoch, readText);
  if (!epoch.ok) return epoch;
  const latency =
    places.latency === undefined
      ? found({ boundsMs: [], counts: [requests.value] })
      : at(document, places.latency, readHistogram);
  if (!latency.ok) return latency;
  if (errors.value > requests.value) {
    return fail("counts_contradict", `${errors.value} errors in only ${plural(requests.value, "request")}`);
  }
  if ((users.value ?? 0) > errors.value) {
    return fail("counts_contradict", `${users.value} users with an error in only ${errors.value} errors`);
  }
  return {
    ok: true,
    counts: {
      version,
      epoch: epoch.value,
      requests: requests.value,
      errors: errors.value,
      latency: latency.value,
      ...(users.value === undefined ? {} : { harmedUsers: users.value }),
      ...(places.gauges.length === 0 ? {} : { gauges: readGauges(document, places.gauges) }),
    },
  };
}

/** Numbers of the gauges; one that is not there, or none, is left out: it says nothing of the counts beside it. */
function readGauges(
  document: unknown,
  places: JsonPlaces["gauges"],
): Readonly<Record<string, readonly number[]>> {
  return Object.fromEntries(
    places.flatMap(([name, keys]) => {
      const pointed = followPointer(document, keys);
      const written: unknown = pointed.found ? pointed.value : undefined;
      const values = (Array.isArray(written) ? (written as readonly unknown[]) : [written]).filter(
        (value): value is number => typeof value === "number" && Number.isFinite(value),
      );
      return values.length === 0 ? [] : [[name, values] as const];
    }),
  );
}

/** The value at a place, read; `read` gives what was expected instead as a text. */
function at<T>(
  document: unknown,
  keys: readonly string[],
  read: (value: unknown) => { readonly value: T } | string,
): Found<T> {
  const place = `/${keys.join("/")}`;
  const pointed = followPointer(document, keys);
  if (!pointed.found) {
    const parent = followPointer(document, keys.slice(0, -1));
    const near = parent.found && isObject(parent.value) ? Object.keys(parent.value).slice(0, 20) : [];
    const text = `there is no ${place}; the path ends at ${pointed.at}.${suggest(keys.at(-1) ?? "", near)}`;
    return fail("metric_missing", text);
  }
  const value = read(pointed.value);
  return typeof value === "string"
    ? fail("metrics_unreadable", `${place} is ${show(pointed.value)}, expected ${value}`)
    : found(value.value);
}

function readCount(value: unknown): { readonly value: number } | string {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0
    ? { value }
    : "a whole number of at least 0";
}

function readText(value: unknown): { readonly value: string } | string {
  return typeof value === "string" || (typeof value === "number" && Number.isFinite(value))
    ? { value: String(value) }
    : "a text or a number";
}

/** Upper bounds in ms and how many requests were at most so slow: `{"50": 900, "100": 980, "+Inf": 1000}`. */
function readHistogram(value: unknown): { readonly value: LatencyHistogram } | string {
  const expected = 'requests by bound in ms, cumulative, e.g. {"100": 980, "+Inf": 1000}';
  if (!isObject(value)) return expected;
  const buckets: (readonly [number, number])[] = [];
  for (const [bound, count] of Object.entries(value)) {
    const boundMs = bound === "+Inf" ? Number.POSITIVE_INFINITY : bound.trim() === "" ? -1 : Number(bound);
    const read = readCount(count);
    if (!(boundMs >= 0) || typeof read === "string") return expected;
    buckets.push([boundMs, read.value]);
  }
  buckets.sort(([a], [b]) => a - b);
  if (buckets.at(-1)?.[0] !== Number.POSITIVE_INFINITY) return `${expected}, with "+Inf"`;
  const counts = buckets.map(([, count], index) => count - (buckets[index - 1]?.[1] ?? 0));
  if (counts.some((count) => count < 0)) return expected;
  return { value: { boundsMs: buckets.slice(0, -1).map(([bound]) => bound), counts } };
}

function show(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (isObject(value)) return "an object";
  return printable(JSON.stringify(value) ?? "nothing").slice(0, 80);
}

function found<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

function fail(reason: string, text: string): { readonly ok: false; reason: string; text: string } {
  return { ok: false, reason, text };
}
