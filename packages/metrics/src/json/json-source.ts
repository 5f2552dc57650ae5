import { ActionError, errorMessage, printable } from "@deploy-actions/kernel";
import type { MetricReading, MetricSource, ReleaseCounts } from "../metric-source.ts";
import { type JsonRole, type JsonSourceOptions, openJsonRoles } from "./json-roles.ts";
import { readJsonCounts } from "./read-counts.ts";

export type { JsonSourceOptions } from "./json-roles.ts";

type Fetched =
  | { readonly ok: true; readonly document: unknown }
  | { readonly ok: false; readonly reason: string; readonly text: string };

const MAX_BODY_BYTES = 1_048_576;
const SHOWN_CHARACTERS = 300;

/**
 * Reads cumulative counts of any HTTP endpoint that answers JSON. Both releases are asked in one reading, an address that is
 * the same for both once. Whatever is not the awaited document, or not of the awaited release, is unknown with a reason.
 * Throws `config` for what is no URL or pointer, and for one that cannot tell candidate from stable.
 */
export function createJsonMetricSource(options: JsonSourceOptions): MetricSource {
  const roles = openJsonRoles(options);
  return {
    name: "json",
    async read(signal): Promise<MetricReading> {
      const urls = [...new Set(roles.map(({ url }) => url))];
      const answers = new Map<string, Fetched>();
      await Promise.all(urls.map(async (url) => answers.set(url, await fetchJson(options, url, signal))));
      const counts: Partial<Record<JsonRole["name"], ReleaseCounts>> = {};
      for (const { name, version, url, places } of roles) {
        const answer = answers.get(url);
        if (answer === undefined) continue;
        const read = answer.ok ? readJsonCounts(answer.document, places, version) : answer;
        if (!read.ok)
          return unknown(
            options,
            read.reason,
            `${hostAndPath(url)} for the ${name} ${version}: ${read.text}`,
          );
        counts[name] = read.counts;
      }
      return {
        known: true,
        at: options.clock.now(),
        candidate: counts.candidate,
        stable: counts.stable,
      };
    },
  };
}

async function fetchJson(options: JsonSourceOptions, url: string, signal: AbortSignal): Promise<Fetched> {
  const { http, token, timeoutMs } = options;
  try {
    const response = await http.send({
      url,
      headers: {
        accept: "application/json",
        "cache-control": "no-cache",
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      timeoutMs,
      maxBodyBytes: MAX_BODY_BYTES,
      // A redirect is a login page more often than not, and would take the token along.
      redirect: "manual",
      signal,
    });
    const { status } = response;
    if (status >= 300 && status < 400) {
      const to = response.headers.location ?? "nowhere";
      return fail("redirected", `answers ${status} to ${to}, expected the counts themselves`);
    }
    if (status === 401 || status === 403) {
      const how = token === undefined ? "no token was sent" : "the token was not accepted";
      return fail("unauthorized", `answers ${status}: ${how}`);
    }
    if (status < 200 || status > 299) return fail("metrics_unreachable", `answers ${status}`);
    if (response.truncated) return fail("too_much", "the answer is larger than 1 MiB");
    return parse(new TextDecoder().decode(response.body));
  } catch (error) {
    if (error instanceof ActionError && error.code === "cancelled") throw error;
    if (signal.aborted) throw new ActionError("cancelled", "Reading the metrics was cancelled");
    return fail("metrics_unreachable", `could not be asked: ${errorMessage(error)}`);
  }
}

function parse(text: string): Fetched {
  try {
    return { ok: true, document: JSON.parse(text) as unknown };
  } catch {
    return fail("metrics_unreadable", `answers no JSON: ${JSON.stringify(text.trim().slice(0, 80))}`);
  }
}

function hostAndPath(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}

function fail(reason: string, text: string): Fetched & { readonly ok: false } {
  return { ok: false, reason, text };
}

/** What others wrote goes into a log line: no token, no control characters, not too long. */
function unknown({ token }: JsonSourceOptions, reason: string, text: string): MetricReading {
  const redacted = token === undefined || token === "" ? text : text.replaceAll(token, "***");
  return { known: false, reason, text: printable(redacted).slice(0, SHOWN_CHARACTERS) };
}
