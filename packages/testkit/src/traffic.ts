import { request } from "node:http";
import { type TrafficReport, TrafficTally } from "./traffic-report.ts";

/** One kind of request a user makes. */
export interface TrafficRequest {
  /** `http:` only. */
  readonly url: string;
  /** Default GET, POST with a body. */
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Which requests, and how many. */
export interface TrafficOptions {
  /** Made in turn; a plain URL is a GET. */
  readonly urls: readonly (string | TrafficRequest)[];
  readonly ratePerSecond: number;
  /** A request without a whole answer after so long has failed. Default 10,000. */
  readonly timeoutMs?: number;
  /** Answers are also counted by the value of this header, e.g. who answered. */
  readonly labelHeader?: string;
}

/** Traffic under way. */
export interface Traffic {
  /** Sends no more, waits for the requests under way, and says what users saw. Further calls give the same report. */
  stop(): Promise<TrafficReport>;
}

const DEFAULT_TIMEOUT_MS = 10_000;

/**
 * Sends requests on a fixed schedule, whether or not earlier ones were answered: a slow server gets as many users as a
 * quick one. Latency counts from the moment a request was due, so that waiting to be sent is waiting too. Each request
 * has a connection of its own. A status of 400 or more, or no whole answer, is a failed request.
 */
export function startTraffic(options: TrafficOptions): Traffic {
  const requests = options.urls.map((one) => (typeof one === "string" ? { url: one } : one));
  if (requests.length === 0) throw new Error("Traffic needs at least one URL.");
  if (!(options.ratePerSecond > 0)) throw new Error("Traffic needs a rate above 0 a second.");
  const { timeoutMs = DEFAULT_TIMEOUT_MS, labelHeader } = options;
  const intervalMs = 1_000 / options.ratePerSecond;
  const tally = new TrafficTally();
  const underWay = new Set<Promise<void>>();
  const startedAt = performance.now();
  let sent = 0;
  let timer: NodeJS.Timeout | undefined;

  const send = (dueMs: number): void => {
    const one = requests[sent % requests.length] ?? { url: "" };
    sent += 1;
    const done = answerOf(one, timeoutMs, labelHeader).then((answer) => {
      tally.add({ ...answer, dueMs, latencyMs: performance.now() - startedAt - dueMs });
    });
    underWay.add(done);
    void done.finally(() => underWay.delete(done));
  };
  const sendDue = (): void => {
    while (sent * intervalMs <= performance.now() - startedAt) send(sent * intervalMs);
    timer = setTimeout(sendDue, Math.max(0, startedAt + sent * intervalMs - performance.now()));
  };
  const finish = async (): Promise<TrafficReport> => {
    clearTimeout(timer);
    const durationMs = performance.now() - startedAt;
    await Promise.all(underWay);
    return tally.report(durationMs);
  };
  sendDue();
  let report: Promise<TrafficReport> | undefined;
  return {
    stop: () => {
      report ??= finish();
      return report;
    },
  };
}

interface Answer {
  readonly result: string;
  readonly isFailed: boolean;
  readonly label: string | undefined;
}

function answerOf(
  { url, method, headers = {}, body }: TrafficRequest,
  timeoutMs: number,
  labelHeader: string | undefined,
): Promise<Answer> {
  return new Promise((resolve) => {
    let label: string | undefined;
    const fail = (result: string): void => resolve({ result, isFailed: true, label });
    const outgoing = request(url, {
      method: method ?? (body === undefined ? "GET" : "POST"),
      headers: body === undefined ? headers : { "content-length": Buffer.byteLength(body), ...headers },
      agent: false,
      signal: AbortSignal.timeout(timeoutMs),
    });
    const onError = (error: Error & { readonly code?: string }): void =>
      fail(error.name === "AbortError" ? "timeout" : (error.code ?? error.message));
    outgoing.once("error", onError);
    outgoing.once("response", (response) => {
      const { statusCode: status = 0 } = response;
      const value = labelHeader === undefined ? undefined : response.headers[labelHeader];
      label = Array.isArray(value) ? value.join(", ") : value;
      response.once("error", onError);
      response.once("end", () => resolve({ result: String(status), isFailed: status >= 400, label }));
      response.resume();
    });
    outgoing.end(body);
  });
}
