import { ActionError, errorMessage, type HttpClient, isObject, printable } from "@deploy-actions/kernel";
import { readSeries, type SeriesKind } from "./read-series.ts";
import type { Series } from "./series.ts";

/** How a Prometheus server (or what speaks its HTTP API) is reached. */
export interface PrometheusAccess {
  /** Base URL; a path prefix is kept. */
  readonly url: string;
  /** Bearer token; masked by who received it, and replaced in every text here. */
  readonly token: string | undefined;
  readonly timeoutMs: number;
  readonly http: HttpClient;
}

/** An answer, or why there is none. */
export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reason: string; readonly text: string };

const MAX_BODY_BYTES = 16 * 1_024 * 1_024;
const SHOWN_CHARACTERS = 300;

/**
 * The raw samples of `selector` in the `windowMs` before `atMs`; or, without a window, the last one of each live series.
 * Asked for `buckets`, a native histogram is as many series with a label `le`.
 */
export async function querySeries(
  access: PrometheusAccess,
  selector: string,
  atMs: number,
  windowMs: number | undefined,
  signal: AbortSignal,
  kind: SeriesKind = "counters",
): Promise<Answer<readonly Series[]>> {
  const query = windowMs === undefined ? selector : `${selector}[${Math.ceil(windowMs)}ms]`;
  const answer = await call(access, "query", { query, time: String(atMs / 1_000) }, signal);
  if (!answer.ok) return answer;
  const data = isObject(answer.value) ? answer.value : {};
  const wanted = windowMs === undefined ? "vector" : "matrix";
  if (data.resultType !== wanted || !Array.isArray(data.result)) {
    return unreadable(`the answer to ${selector} is no ${wanted}`);
  }
  const series: Series[] = [];
  for (const entry of data.result as unknown[]) {
    const read = readSeries(entry, kind);
    if (typeof read === "string") return unreadable(`${selector}: ${read}`);
    series.push(...read);
  }
  return { ok: true, value: series };
}

/** Names of labels that the series of `match` have. */
export async function labelNames(
  access: PrometheusAccess,
  match: string,
  range: TimeRange,
  signal: AbortSignal,
): Promise<Answer<readonly string[]>> {
  return texts(await call(access, "labels", { "match[]": match, ...rangeParameters(range) }, signal));
}

/** The values a label has, among the series of `match` when given. */
export async function labelValues(
  access: PrometheusAccess,
  label: string,
  match: string | undefined,
  range: TimeRange,
  signal: AbortSignal,
): Promise<Answer<readonly string[]>> {
  const parameters = { ...(match === undefined ? {} : { "match[]": match }), ...rangeParameters(range) };
  return texts(await call(access, `label/${encodeURIComponent(label)}/values`, parameters, signal));
}

/** Milliseconds since the epoch. */
export interface TimeRange {
  readonly fromMs: number;
  readonly toMs: number;
}

function rangeParameters({ fromMs, toMs }: TimeRange): { readonly start: string; readonly end: string } {
  return { start: String(fromMs / 1_000), end: String(toMs / 1_000) };
}

function texts(answer: Answer<unknown>): Answer<readonly string[]> {
  if (!answer.ok) return answer;
  const values: readonly unknown[] = Array.isArray(answer.value) ? answer.value : [];
  return { ok: true, value: values.filter((value) => typeof value === "string") };
}

async function call(
  access: PrometheusAccess,
  path: string,
  parameters: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Answer<unknown>> {
  const { http, token, timeoutMs } = access;
  const url = `${access.url.replace(/\/+$/, "")}/api/v1/${path}?${new URLSearchParams(parameters)}`;
  try {
    const response = await http.send({
      url,
      headers: {
        accept: "application/json",
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      timeoutMs,
      maxBodyBytes: MAX_BODY_BYTES,
      signal,
    });
    if (response.truncated)
      return fail(access, "too_much", "the answer is larger than 16 MiB: the selector matches too much");
    return readBody(access, response.status, new TextDecoder().decode(response.body));
  } catch (error) {
    if (error instanceof ActionError && error.code === "cancelled") throw error;
    if (signal.aborted) throw new ActionError("cancelled", "Reading the metrics was cancelled");
    return fail(access, "metrics_unreachable", `Prometheus could not be asked: ${errorMessage(error)}`);
  }
}

function readBody(access: PrometheusAccess, status: number, text: string): Answer<unknown> {
  if (status === 401 || status === 403) {
    const how = access.token === undefined ? "no token was sent" : "the token was not accepted";
    return fail(access, "unauthorized", `Prometheus answers ${status}: ${how}`);
  }
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    const shown = text.trim().slice(0, 80);
    return fail(
      access,
      "metrics_unreachable",
      `${hostOf(access.url)} answers ${status} and no JSON, so it is no Prometheus API: ${shown}`,
    );
  }
  const object = isObject(body) ? body : {};
  if (status !== 200 || object.status !== "success") {
    const kind = typeof object.errorType === "string" ? object.errorType : `status ${status}`;
    const why = typeof object.error === "string" ? object.error : "no reason given";
    const reason = status >= 400 && status < 500 ? "query_refused" : "metrics_unreachable";
    return fail(access, reason, `Prometheus refuses the query (${kind}): ${why}`);
  }
  const { warnings } = object;
  if (Array.isArray(warnings) && warnings.length > 0) {
    return fail(
      access,
      "partial_data",
      `Prometheus warns that the data may not be whole: ${warnings.join("; ")}`,
    );
  }
  return { ok: true, value: object.data };
}

function unreadable(text: string): Answer<never> {
  return { ok: false, reason: "metrics_unreadable", text };
}

/** What others wrote goes into a log line: no token, no control characters, not too long. */
function fail({ token }: PrometheusAccess, reason: string, text: string): Answer<never> {
  const redacted = token === undefined || token === "" ? text : text.replaceAll(token, "***");
  return { ok: false, reason, text: printable(redacted).slice(0, SHOWN_CHARACTERS) };
}

/** Without user, password and query. */
function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : "the metrics URL";
}
