import { ActionError, type Clock, type HttpClient } from "@deploy-actions/kernel";
import { parseJsonPointer } from "./json-pointer.ts";
import type { JsonPlaces } from "./read-counts.ts";

/**
 * An endpoint that says what both releases served, and where in its answer. `${version}` and `${role}` (`candidate`,
 * `stable`) may stand in the URL and in every pointer (RFC 6901, e.g. `/releases/${version}/requests`).
 */
export interface JsonSourceOptions {
  readonly url: string;
  /** Cumulative count of requests. */
  readonly requests: string;
  /** Cumulative count of the failed ones. */
  readonly errors: string;
  /** Cumulative counts by upper bound in ms, `{"100": 980, "+Inf": 1000}`; `undefined`: latency is not known. */
  readonly latency?: string | undefined;
  /** Cumulative count of distinct users with a failed request. */
  readonly users?: string | undefined;
  /** Changes when the counters began anew, e.g. the time the process started. */
  readonly epoch?: string | undefined;
  /** The release whose counts they are; another one makes the reading unknown. */
  readonly version?: string | undefined;
  /** By name of gauge: a number, or a list of them (one of each instance). */
  readonly gauges?: Readonly<Record<string, string>> | undefined;
  /** Bearer token, masked already. */
  readonly token?: string | undefined;
  /** Longest answer. */
  readonly timeoutMs: number;
  readonly http: HttpClient;
  readonly clock: Clock;
  readonly candidateVersion: string | undefined;
  readonly stableVersion: string | undefined;
}

/** One release: where it is asked for, and where its numbers stand in the answer. */
export interface JsonRole {
  readonly name: "candidate" | "stable";
  readonly version: string;
  readonly url: string;
  readonly places: JsonPlaces;
}

const POINTERS = ["requests", "errors", "latency", "users", "epoch", "version"] as const;
const NAMES: readonly string[] = ["version", "role"];

/** The releases there are. Errors: `config` for what cannot be asked, or not of one release alone. */
export function openJsonRoles(options: JsonSourceOptions): readonly JsonRole[] {
  const gauges = Object.entries(options.gauges ?? {});
  const pointed = [...POINTERS.map((name) => options[name] ?? ""), ...gauges.map(([, text]) => text)];
  const texts = [options.url, ...pointed];
  for (const text of texts) refuseUnknownPlaceholder(text);
  const { requests, errors, latency, users } = options;
  const counted = [requests, errors, latency, users, ...gauges.map(([, text]) => text)];
  const same = counted.find((pointer) => pointer !== undefined && !tells(pointer));
  if (!tells(options.url) && same !== undefined) {
    throw new ActionError(
      "config",
      `metrics.json asks for the same ${JSON.stringify(same)} for candidate and stable`,
      {
        hint: "Put ${version} or ${role} into the URL, or into every pointer, e.g. requests: /${role}/requests.",
      },
    );
  }
  const role = (name: JsonRole["name"], version: string | undefined): readonly JsonRole[] => {
    if (version === undefined) return [];
    const fill = (text: string, encode: (value: string) => string): string =>
      text.replace(/\$\{(\w+)\}/g, (_, key: string) => encode(key === "role" ? name : version));
    const url = fill(options.url, encodeURIComponent);
    if (!/^https?:\/\//.test(url) || !URL.canParse(url)) {
      throw new ActionError(
        "config",
        `metrics.json is ${JSON.stringify(options.url.replace(/\/\/[^/]*@/, "//***@"))}, expected an http or https URL`,
      );
    }
    const follow = (field: string, text: string): readonly string[] => {
      // A version may hold what means something in a pointer.
      const keys = parseJsonPointer(fill(text, (value) => value.replaceAll("~", "~0").replaceAll("/", "~1")));
      if (keys !== undefined) return keys;
      throw new ActionError(
        "config",
        `metrics.${field} is ${JSON.stringify(text)}, expected a JSON Pointer`,
        { hint: `A pointer begins with a slash, e.g. /stats/${field.split(".").at(-1)}.` },
      );
    };
    const pointer = (field: (typeof POINTERS)[number]): readonly string[] | undefined => {
      const text = options[field];
      return text === undefined ? undefined : follow(field, text);
    };
    const places = {
      requests: pointer("requests") ?? [],
      errors: pointer("errors") ?? [],
      latency: pointer("latency"),
      users: pointer("users"),
      epoch: pointer("epoch"),
      version: pointer("version"),
      gauges: gauges.map(([name, text]) => [name, follow(`gauges.${name}`, text)] as const),
    };
    return [{ name, version, url, places }];
  };
  return [...role("candidate", options.candidateVersion), ...role("stable", options.stableVersion)];
}

function tells(text: string): boolean {
  return NAMES.some((name) => text.includes(`\${${name}}`));
}

function refuseUnknownPlaceholder(text: string): void {
  for (const [, name = ""] of text.matchAll(/\$\{([^}]*)\}?/g)) {
    if (NAMES.includes(name)) continue;
    throw new ActionError("config", `\${${name}} in ${JSON.stringify(text)} is no placeholder`, {
      hint: "Use ${version} or ${role}.",
    });
  }
}
