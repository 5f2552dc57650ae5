import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Clock } from "@deploy-actions/kernel";
import { afterEach, describe, expect, test } from "@jest/globals";
import { subtract } from "../../src/counts-window.ts";
import {
  createPrometheusSource,
  type PrometheusSourceOptions,
} from "../../src/prometheus/prometheus-source.ts";
import { http } from "../support/http-client.ts";

const signal = new AbortController().signal;
const clock: Clock = { now: () => 1_000_500, sleep: () => Promise.resolve() };
const REQUESTS = 'requests_total{version="${version}"}';
const ERRORS = 'requests_total{version="${version}",code=~"5.."}';

type Handler = (path: string, query: URLSearchParams) => { readonly status?: number; readonly body: unknown };

describe("Counts of Prometheus", () => {
  const servers: Server[] = [];
  afterEach(async () => {
    for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
  });
  const asked: { url: string; authorization: string | undefined }[] = [];
  const serve = async (handle: Handler): Promise<string> => {
    asked.length = 0;
    const server = createServer((request, response) => {
      const url = new URL(request.url ?? "", "http://x");
      asked.push({ url: request.url ?? "", authorization: request.headers.authorization });
      const { status = 200, body } = handle(url.pathname, url.searchParams);
      response.writeHead(status, { connection: "close" });
      response.end(typeof body === "string" ? body : JSON.stringify(body));
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/prefix/`;
  };
  const sourceAt = (url: string, changes: Partial<PrometheusSourceOptions> = {}) =>
    createPrometheusSource({
      url,
      requests: REQUESTS,
      errors: ERRORS,
      latency: undefined,
      ingestDelayMs: 10_000,
      timeoutMs: 5_000,
      http,
      clock,
      candidateVersion: "v2",
      stableVersion: undefined,
      ...changes,
    });
  const data = (result: readonly unknown[], resultType = "matrix") => ({
    body: { status: "success", data: { resultType, result } },
  });
  const metric = { __name__: "requests_total", version: "v2", job: "shop", instance: "a", code: "200" };
  /** A server with the samples of `values`, for instant and range queries. */
  const answering =
    (values: readonly (readonly [number, string])[]): Handler =>
    (path, query) => {
      if (path.endsWith("/labels")) return { body: { status: "success", data: Object.keys(metric) } };
      if (query.get("query")?.includes("5..") === true) return data([]);
      if (query.get("query")?.endsWith("]") === true) return data([{ metric, values }]);
      return data([{ metric, value: values.at(-1) }], "vector");
    };

  test("are asked for whole and as they were after the ingest delay", async () => {
    const url = await serve(answering([[985, "7"]]));
    const reading = await sourceAt(url, { token: "t0ken" }).read(signal);
    expect(reading).toEqual({
      known: true,
      at: 990_000,
      candidate: { version: "v2", epoch: "", requests: 0, errors: 0, latency: { boundsMs: [], counts: [0] } },
      stable: undefined,
    });
    const queries = asked.map(({ url: path }) => new URL(path, url).searchParams);
    expect(queries.map((query) => query.get("query"))).toContain('requests_total{version="v2"}[300000ms]');
    expect(new Set(queries.map((query) => query.get("time")).filter((time) => time !== null))).toEqual(
      new Set(["990"]),
    );
    expect(asked.every(({ url: path }) => path.startsWith("/prefix/api/v1/"))).toBe(true);
    expect(new Set(asked.map(({ authorization }) => authorization))).toEqual(new Set(["Bearer t0ken"]));
  });

  test.each<readonly [string, Handler, string, RegExp]>([
    [
      "a refused query, with Prometheus' own words and without the token",
      () => ({
        status: 400,
        body: { status: "error", errorType: "bad_data", error: "parse error near t0ken\u001b" },
      }),
      "query_refused",
      /^Prometheus refuses the query \(bad_data\): parse error near \*\*\*\\x1b$/,
    ],
    [
      "a token that is not accepted",
      () => ({ status: 401, body: "no" }),
      "unauthorized",
      /the token was not accepted/,
    ],
    [
      "a query that took too long",
      () => ({ status: 503, body: { status: "error", errorType: "timeout", error: "query timed out" } }),
      "metrics_unreachable",
      /timeout\): query timed out/,
    ],
    [
      "a page of something else",
      () => ({ body: "<html>Sign in</html>" }),
      "metrics_unreachable",
      /^127\.0\.0\.1:\d+ answers 200 and no JSON, so it is no Prometheus API: <html>/,
    ],
    [
      "data that may not be whole",
      () => ({ body: { ...data([]).body, warnings: ["store x did not answer"] } }),
      "partial_data",
      /may not be whole: store x did not answer/,
    ],
    ["NaN", answering([[985, "NaN"]]), "metrics_unreadable", /a sample is "NaN", expected a count/],
    ["infinity", answering([[985, "+Inf"]]), "metrics_unreadable", /"\+Inf"/],
    [
      "a native histogram instead of a counter",
      () => data([{ metric, histograms: [[985, {}]] }]),
      "metrics_unreadable",
      /requests_total.*native histogram|is no vector/,
    ],
    ["another kind of answer", () => data([], "scalar"), "metrics_unreadable", /is no (?:vector|matrix)/],
    [
      "an answer without data",
      () => ({ body: { status: "success" } }),
      "metrics_unreadable",
      /is no vector|is no matrix/,
    ],
  ])("are unknown after %s", async (_name, handle, reason, text) => {
    const reading = await sourceAt(await serve(handle), { token: "t0ken" }).read(signal);
    expect(reading).toMatchObject({ known: false, reason, text: expect.stringMatching(text) });
    expect(JSON.stringify(reading)).not.toContain("t0ken");
  });

  test("are unknown while Prometheus is down, and whole over the hole when it is back", async () => {
    let nowMs = 1_000_500;
    let isUp = true;
    let values: readonly (readonly [number, string])[] = [[985, "7"]];
    const url = await serve((path, query) =>
      isUp ? answering(values)(path, query) : { status: 503, body: { status: "error", error: "starting" } },
    );
    const source = sourceAt(url, { clock: { ...clock, now: () => nowMs } });
    const first = await source.read(signal);
    isUp = false;
    nowMs += 120_000;
    expect(await source.read(signal)).toMatchObject({ known: false, reason: "metrics_unreachable" });
    isUp = true;
    nowMs += 60_000;
    // A restart in the middle of the hole: 30 requests before it, 12 after.
    values = [
      [985, "7"],
      [1_000, "37"],
      [1_090, "4"],
      [1_165, "12"],
    ];
    asked.length = 0;
    const last = await source.read(signal);
    const window = subtract(
      last.known ? last.candidate : undefined,
      first.known ? first.candidate : undefined,
    );
    expect(window).toMatchObject({ known: true, counts: { requests: 42, errors: 0 } });
    // The whole hole is asked for, and a minute before it.
    const queries = asked.map(({ url: path }) => new URL(path, url).searchParams.get("query"));
    expect(queries).toContain('requests_total{version="v2"}[240000ms]');
  });

  describe("stand beside gauges", () => {
    const GAUGE = 'heap_bytes{version="${version}"}';
    interface Heap {
      readonly version: "v1" | "v2";
      readonly instance: string;
      readonly samples: readonly (readonly [number, string])[];
      readonly isGone?: boolean;
    }
    /** Counters of both releases at any time, and the heaps of these instances, of which those that are gone have only a past. */
    const heaps =
      (list: () => readonly Heap[]): Handler =>
      (path, query) => {
        if (path.endsWith("/labels")) return { body: { status: "success", data: Object.keys(metric) } };
        const text = query.get("query") ?? "";
        const time = Number(query.get("time"));
        const version = text.includes('"v1"') ? "v1" : "v2";
        const isRange = text.endsWith("]");
        if (text.includes("5..")) return data([], isRange ? "matrix" : "vector");
        const labels = { ...metric, version };
        if (!text.startsWith("heap_bytes")) {
          return isRange
            ? data([{ metric: labels, values: [[time - 1, "7"]] }])
            : data([{ metric: labels, value: [time, "7"] }], "vector");
        }
        const mine = list()
          .filter((heap) => heap.version === version)
          .map(({ instance, samples, isGone }) => ({
            metric: { __name__: "heap_bytes", version, job: "shop", instance },
            values: samples.filter(([at]) => at <= time && at > time - 300),
            isGone,
          }))
          .filter(({ values }) => values.length > 0);
        if (isRange) return data(mine.map(({ metric: of, values }) => ({ metric: of, values })));
        const live = mine.filter(({ isGone }) => isGone !== true);
        return data(
          live.map(({ metric: of, values }) => ({ metric: of, value: [time, values.at(-1)?.[1]] })),
          "vector",
        );
      };
    /** A source, the time of whose next reading (in seconds) is said with it. */
    const readingAt = async (list: () => readonly Heap[], changes: Partial<PrometheusSourceOptions> = {}) => {
      let nowMs = 0;
      const source = sourceAt(await serve(heaps(list)), {
        stableVersion: "v1",
        gauges: { heap: GAUGE },
        clock: { ...clock, now: () => nowMs },
        ...changes,
      });
      return async (seconds: number) => {
        nowMs = seconds * 1_000 + 10_000;
        const reading = await source.read(signal);
        if (!reading.known) throw new Error(reading.text);
        return {
          candidate: reading.candidate?.gauges,
          stable: reading.stable?.gauges,
          note: reading.note,
          requests: reading.candidate?.requests,
        };
      };
    };

    test("of each live series of both releases, without what is no number", async () => {
      const at = (version: "v1" | "v2", instance: string, value: string, isGone = false): Heap => ({
        version,
        instance,
        samples: [[995, value]],
        isGone,
      });
      const read = await readingAt(() => [
        at("v2", "a", "-1.5e3"),
        at("v2", "b", "NaN"),
        at("v2", "c", "+Inf"),
        at("v2", "d", "0"),
        at("v2", "e", "77", true),
        at("v1", "f", "12"),
      ]);
      expect(await read(1_000)).toEqual({
        candidate: { heap: [-1_500, 0] },
        stable: { heap: [12] },
        note: undefined,
        requests: 0,
      });
    });

    test("once for each scrape, however often it is looked at, and together although scraped apart", async () => {
      // The candidate is scraped at 990, 1005, 1020 …, stable ten seconds later.
      const every15 = (offset: number, of: string): (readonly [number, string])[] =>
        [0, 1, 2, 3, 4].map((n) => [990 + offset + 15 * n, `${of}${n}`]);
      const read = await readingAt(() => [
        { version: "v2", instance: "a", samples: every15(0, "1") },
        { version: "v1", instance: "b", samples: every15(10, "2") },
      ]);
      const seen: unknown[] = [];
      for (let seconds = 1_000; seconds <= 1_050; seconds += 5) {
        const { candidate, stable } = await read(seconds);
        seen.push([candidate?.heap?.[0], stable?.heap?.[0]]);
      }
      expect(seen.filter((pair) => JSON.stringify(pair) !== "[null,null]")).toEqual([
        [10, 20],
        [11, 21],
        [12, 22],
        [13, 23],
      ]);
    });

    test("not from before the first reading", async () => {
      let list: readonly Heap[] = [{ version: "v1", instance: "b", samples: [[990, "5"]] }];
      const read = await readingAt(() => list);
      await read(1_000);
      list = [...list, { version: "v2", instance: "a", samples: [[1_003, "9"]] }];
      expect(await read(1_005)).toMatchObject({ candidate: {}, stable: {} });
      list = [...list, { version: "v1", instance: "c", samples: [[1_008, "6"]] }];
      expect(await read(1_010)).toMatchObject({ candidate: { heap: [9] }, stable: { heap: [6] } });
    });

    test("that are refused, or not there, and spoil nothing", async () => {
      const url = await serve((path, query) =>
        query.get("query")?.startsWith("heap_bytes") === true
          ? { status: 400, body: { status: "error", errorType: "bad_data", error: "no such thing" } }
          : heaps(() => [])(path, query),
      );
      const reading = await sourceAt(url, { stableVersion: "v1", gauges: { heap: GAUGE } }).read(signal);
      expect(reading).toMatchObject({ known: true, candidate: { gauges: {} }, stable: { gauges: {} } });
      expect(reading.known && reading.note).toContain(
        "metrics.gauges.heap of candidate: Prometheus refuses the query (bad_data): no such thing",
      );
      const nobody = await readingAt(() => []);
      expect(await nobody(1_000)).toMatchObject({ candidate: {}, stable: {}, requests: 0, note: undefined });
    });
  });

  test("are unknown when nobody answers, and cancelled when asked to be", async () => {
    const url = await serve(answering([]));
    for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
    expect(await sourceAt(url).read(signal)).toMatchObject({ known: false, reason: "metrics_unreachable" });
    const controller = new AbortController();
    controller.abort();
    await expect(sourceAt(url).read(controller.signal)).rejects.toMatchObject({ code: "cancelled" });
  });

  test.each<readonly [string, Partial<PrometheusSourceOptions>, RegExp]>([
    ["a URL that is none", { url: "prometheus:9090" }, /^metrics\.url is "prometheus:9090"/],
    ["a password in a URL that is none", { url: "ftp://u:hunter2@x" }, /^metrics\.url is "ftp:\/\/\*\*\*@x"/],
    ["a function", { errors: "rate(x[1m])" }, /^metrics\.errors is "rate/],
    ["the same series for both", { requests: "x" }, /asks for the same series for candidate and stable: x/],
    ["a workload where there is none", { errors: 'x{w="${workload}"}' }, /names \$\{workload\}/],
    [
      "a gauge of both",
      { gauges: { heap: "heap_bytes" } },
      /^metrics\.gauges\.heap asks for the same series/,
    ],
    ["a function as a gauge", { gauges: { heap: "avg(x)" } }, /^metrics\.gauges\.heap is "avg\(x\)"/],
    [
      "a sum instead of buckets",
      { latency: 'x_sum{v="${version}"}' },
      /is of x_sum, expected the _bucket series/,
    ],
  ])("refuse %s at once", (_name, changes, message) => {
    expect(() => sourceAt("http://127.0.0.1:1", changes)).toThrow(message);
  });
});
