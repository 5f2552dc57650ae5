import type { Clock } from "@deploy-actions/kernel";
import { afterEach, describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import type { MetricPast } from "../../src/metric-source.ts";
import {
  createPrometheusSource,
  type PrometheusSourceOptions,
} from "../../src/prometheus/prometheus-source.ts";
import { http } from "../support/http-client.ts";
import { serve, stopServers } from "../support/local-server.ts";
import { answerSeries, type ServedSeries } from "../support/series-server.ts";

const signal = new AbortController().signal;
const DELAY_MS = 5_000;
/** The end of every past here, in seconds. */
const END = 100_000;
const clock: Clock = { now: () => END * 1_000 + DELAY_MS + 700, sleep: () => Promise.resolve() };

const labelsOf = (instance: string, more: Readonly<Record<string, string>> = {}) => ({
  __name__: "requests_total",
  version: "v1",
  job: "shop",
  instance,
  code: "200",
  ...more,
});
const failed = (instance: string) => labelsOf(instance, { code: "500" });

/** Scrapes from `from` to `to` (seconds, both included), and what a counter shows at each. */
function scraped(
  labels: ServedSeries["labels"],
  from: number,
  to: number,
  every: number,
  shows: (atS: number) => number,
): ServedSeries {
  const samples: [number, number][] = [];
  for (let at = from; at <= to; at += every) samples.push([at, shows(at)]);
  return { labels, samples };
}

const without = ({ labels, samples }: ServedSeries, from: number, to: number): ServedSeries => ({
  labels,
  samples: samples.filter(([at]) => at < from || at > to),
});

const sourceAt = (url: string, changes: Partial<PrometheusSourceOptions> = {}) =>
  createPrometheusSource({
    url,
    requests: 'requests_total{version="${version}"}',
    errors: 'requests_total{version="${version}",code=~"5.."}',
    latency: undefined,
    ingestDelayMs: DELAY_MS,
    timeoutMs: 5_000,
    http,
    clock,
    candidateVersion: "v2",
    stableVersion: "v1",
    ...changes,
  });

const pastOf = async (
  list: readonly ServedSeries[],
  {
    lengthS = 60,
    stretchS = 10,
    isClosed = true,
    ...changes
  }: Partial<PrometheusSourceOptions> & { lengthS?: number; stretchS?: number; isClosed?: boolean } = {},
): Promise<MetricPast> => {
  const url = await serve(answerSeries(() => list, isClosed).answer);
  return sourceAt(url, changes).past?.(lengthS * 1_000, stretchS * 1_000, signal) as Promise<MetricPast>;
};
/** Seconds before the end at which a stretch ends, requests, errors. */
const rowsOf = (past: MetricPast): readonly (readonly [number, number, number])[] => {
  if (!past.known) throw new Error(past.text);
  return past.stretches.map(({ toMs, stable }) => [END - toMs / 1_000, stable.requests, stable.errors]);
};

describe("The past of stable, of Prometheus", () => {
  afterEach(stopServers);

  test("is what its counters gained in each stretch, to the end of the ingest delay", async () => {
    const good = scraped(labelsOf("a"), END - 200, END + 5, 5, (at) => (at - END) * 7 + 10_000);
    // Seven at once, at the scrape 25 s before the end; and what came after the end is not of the past.
    const bad = scraped(
      failed("a"),
      END - 200,
      END + 5,
      5,
      (at) => (at >= END - 25 ? 7 : 0) + (at > END ? 9 : 0),
    );
    const past = await pastOf([good, bad], { lengthS: 40 });
    expect(past).toEqual({
      known: true,
      stretches: [40, 30, 20, 10].map((ago) => ({
        fromMs: (END - ago) * 1_000,
        toMs: (END - ago + 10) * 1_000,
        stable: {
          version: "v1",
          requests: ago === 30 ? 77 : 70,
          errors: ago === 30 ? 7 : 0,
          latency: { boundsMs: [], counts: [ago === 30 ? 77 : 70] },
        },
      })),
    });
  });

  test("has the latency of each stretch, and no gauges", async () => {
    const le = (bound: string, perS: number) =>
      scraped(
        { ...labelsOf("a"), __name__: "seconds_bucket", le: bound },
        END - 200,
        END,
        5,
        (at) => (at - END) * perS + 9_000,
      );
    const past = await pastOf(
      [
        scraped(labelsOf("a"), END - 200, END, 5, (at) => (at - END) * 4 + 9_000),
        scraped({ ...labelsOf("a"), __name__: "heap" }, END - 200, END, 5, () => 5),
        le("0.1", 3),
        le("+Inf", 4),
      ],
      {
        lengthS: 20,
        latency: 'seconds_bucket{version="${version}"}',
        gauges: { heap: 'heap{version="${version}"}' },
      },
    );
    const stable = { version: "v1", requests: 40, errors: 0, latency: { boundsMs: [100], counts: [30, 10] } };
    expect(past).toMatchObject({ known: true, stretches: [{ stable }, { stable }] });
    expect(JSON.stringify(past)).not.toContain("gauges");
  });

  test("counts a counter that began anew from its beginning", async () => {
    const past = await pastOf([
      scraped(labelsOf("a"), END - 200, END, 10, (at) => (at < END - 20 ? 1_000 : (at - END + 20) * 2 + 3)),
    ]);
    expect(rowsOf(past)).toEqual([
      [50, 0, 0],
      [40, 0, 0],
      [30, 0, 0],
      [20, 3, 0],
      [10, 20, 0],
      [0, 20, 0],
    ]);
  });

  test("counts failures of a process that dies of them again and again, also from one window to the next", async () => {
    // Every 30 s the series is gone for a scrape and comes back with the same value.
    const crashes = scraped(failed("a"), END - 2_000, END, 10, () => 3);
    const bad = { ...crashes, samples: crashes.samples.filter(([at]) => (END - at) % 30 !== 0) };
    const past = await pastOf([scraped(labelsOf("a"), END - 2_000, END, 10, () => 50), bad], {
      lengthS: 1_500,
    });
    const rows = rowsOf(past);
    expect(rows).toHaveLength(150);
    for (const [ago, requests, errors] of rows) {
      expect([ago, requests, errors]).toEqual([ago, ago % 30 === 20 ? 3 : 0, ago % 30 === 20 ? 3 : 0]);
    }
  });

  test("begins with the second sample there is: what came before the first is not known", async () => {
    const past = await pastOf([scraped(labelsOf("a"), END - 25, END, 5, (at) => (at - END) * 2 + 8_000)]);
    expect(rowsOf(past)).toEqual([
      [10, 20, 0],
      [0, 20, 0],
    ]);
  });

  test("adds an instance that came later: from its start where that is known, else from its first sample on", async () => {
    const old = scraped(labelsOf("a"), END - 200, END, 10, (at) => at - END + 1_000);
    const late = scraped(labelsOf("b"), END - 30, END, 10, (at) => (at - END + 30) * 3 + 500);
    const start = (ago: number) =>
      scraped(
        { ...labelsOf("b"), __name__: "process_start_time_seconds" },
        END - 30,
        END,
        10,
        () => END - ago,
      );
    const unknown = [
      [50, 10, 0],
      [40, 10, 0],
      [30, 10, 0],
      [20, 40, 0],
      [10, 40, 0],
      [0, 40, 0],
    ];
    expect(rowsOf(await pastOf([old, late]))).toEqual(unknown);
    expect(rowsOf(await pastOf([old, late, start(500)]))).toEqual(unknown);
    const fromStart = unknown.map(([ago, ...counts]) => (ago === 30 ? [30, 510, 0] : [ago, ...counts]));
    expect(rowsOf(await pastOf([old, late, start(38)]))).toEqual(fromStart);
    // Half a minute without a scrape: nobody knows when in it they came.
    expect(rowsOf(await pastOf([old, late, start(58)]))).toEqual(
      unknown.filter(([ago]) => ![40, 30].includes(Number(ago))),
    );
  });

  test("leaves out a hole in the scrapes, and what is lumped together after it", async () => {
    const whole = (instance: string) =>
      scraped(labelsOf(instance), END - 200, END, 5, (at) => at - END + 1_000);
    expect(rowsOf(await pastOf([without(whole("a"), END - 34, END - 21)]))).toEqual([
      [50, 10, 0],
      [40, 10, 0],
      [10, 10, 0],
      [0, 10, 0],
    ]);
    // Another instance was scraped all the time, so there are samples, but not all of them.
    expect(rowsOf(await pastOf([without(whole("a"), END - 34, END - 21), whole("b")]))).toEqual([
      [50, 20, 0],
      [40, 20, 0],
      [10, 20, 0],
      [0, 20, 0],
    ]);
    // Gone for good: what is left is all there is.
    expect(rowsOf(await pastOf([without(whole("a"), END - 34, END), whole("b")]))).toEqual([
      [50, 20, 0],
      [40, 20, 0],
      [30, 15, 0],
      [20, 10, 0],
      [10, 10, 0],
      [0, 10, 0],
    ]);
  });

  test("leaves out a hole that is longer than a window", async () => {
    const whole = (instance: string) =>
      scraped(labelsOf(instance), END - 4_000, END, 10, (at) => at - END + 9_000);
    const past = await pastOf([without(whole("a"), END - 2_000, END - 500), whole("b")], { lengthS: 3_600 });
    const ends = rowsOf(past).map(([ago]) => ago);
    expect(ends.filter((ago) => ago > 2_000)).toHaveLength(159);
    expect(ends.filter((ago) => ago >= 490 && ago <= 2_000)).toEqual([]);
    expect(ends.filter((ago) => ago < 490)).toHaveLength(49);
    for (const [, requests] of rowsOf(past)) expect(requests).toBe(20);
  });

  test.each([
    ["with its beginning in every range", true],
    ["without it", false],
  ])("counts every sample once, whatever the windows it was read in, %s", async (_name, isClosed) => {
    const { answer, queries } = answerSeries(
      () => [
        scraped(labelsOf("a"), END - 4_000, END, 10, (at) => (END - at < 1_900 ? 5 : 0) + (at - END + 4_000)),
        scraped(failed("a"), END - 4_000, END, 10, (at) => Math.floor((at - END + 4_000) / 480)),
      ],
      isClosed,
    );
    const past = await sourceAt(await serve(answer)).past?.(3_600_000, 10_000, signal);
    if (past?.known !== true) throw new Error(JSON.stringify(past));
    expect(past.stretches).toHaveLength(360);
    const sum = (of: "requests" | "errors") =>
      past.stretches.reduce((total, { stable }) => total + stable[of], 0);
    const errors = Math.floor(4_000 / 480) - Math.floor(400 / 480);
    expect([sum("requests"), sum("errors")]).toEqual([3_600 + 5 + errors, errors]);
    const ranges = queries.filter(({ backS }) => backS !== undefined);
    expect(ranges.length).toBeGreaterThanOrEqual(2 * 6);
    expect(Math.max(...ranges.map(({ backS = 0 }) => backS))).toBeLessThanOrEqual(600);
    expect(Math.max(...queries.map(({ untilS }) => untilS))).toBe(END);
  });

  test("is what the counters gained whatever they counted, at whatever moments they were scraped", async () => {
    const gains = fc.array(fc.tuple(fc.nat(50), fc.nat(5)), { minLength: 80, maxLength: 80 });
    await fc.assert(
      fc.asyncProperty(gains, fc.nat(9), fc.boolean(), async (list, offset, isClosed) => {
        const from = END - 800 + offset;
        const shows = (of: 0 | 1) => (at: number) =>
          list.slice(0, (at - from) / 10 + 1).reduce((sum, pair) => sum + pair[of], 0);
        const served = [
          scraped(labelsOf("a"), from, END, 10, shows(0)),
          scraped(failed("a"), from, END, 10, shows(1)),
        ];
        const rows = rowsOf(await pastOf(served, { lengthS: 700, isClosed }));
        await stopServers();
        expect(rows).toEqual(
          Array.from({ length: 70 }, (_, index) => {
            const [good = 0, bad = 0] = list[index + (offset === 0 ? 11 : 10)] ?? [];
            return [690 - index * 10, good + bad, bad];
          }),
        );
      }),
      { numRuns: 20 },
    );
  }, 60_000);

  test.each([
    [15, 10, 20],
    [30, 10, 30],
    [60, 10, 60],
    [5, 10, 10],
    // Scrapes are a little late at times, and that joins nothing.
    [10.005, 10, 10],
  ])(
    "scraped every %d s and asked in stretches of %d s has stretches of %d s",
    async (every, stretchS, expected) => {
      const past = await pastOf(
        [scraped(labelsOf("a"), END - 1_000, END, every, (at) => Math.round(at - END + 1_000))],
        {
          lengthS: 600,
          stretchS,
        },
      );
      if (!past.known) throw new Error(past.text);
      expect(new Set(past.stretches.map(({ fromMs, toMs }) => (toMs - fromMs) / 1_000))).toEqual(
        new Set([expected]),
      );
      expect(past.stretches.length).toBeGreaterThanOrEqual(600 / expected - 1);
      expect(past.stretches.at(-1)?.toMs).toBe(END * 1_000);
    },
  );

  test("waits for the slower of two targets", async () => {
    const past = await pastOf(
      [
        scraped(labelsOf("a"), END - 500, END, 5, (at) => at - END + 500),
        scraped(labelsOf("b"), END - 510, END, 30, (at) => at - END + 600),
      ],
      { lengthS: 90 },
    );
    expect(rowsOf(past)).toEqual([
      [60, 60, 0],
      [30, 60, 0],
      [0, 60, 0],
    ]);
  });

  test("is the same whether counts were read before or not, and changes no count that is read", async () => {
    const list = [
      scraped(labelsOf("a"), END - 2_000, END + 100, 10, (at) => (at - END + 2_000) * 2),
      scraped(labelsOf("c", { version: "v2" }), END - 2_000, END + 100, 10, (at) => at - END + 2_000),
      scraped(failed("a"), END - 40, END + 100, 10, (at) => at - END + 50),
    ];
    let nowMs = clock.now();
    const at = async () =>
      sourceAt(await serve(answerSeries(() => list, false).answer), {
        clock: { ...clock, now: () => nowMs },
      });
    const [reader, both] = [await at(), await at()];
    const before = await both.past?.(600_000, 10_000, signal);
    expect(before).toMatchObject({ known: true });
    expect([await both.read(signal)]).toEqual([await reader.read(signal)]);
    expect(await both.past?.(600_000, 10_000, signal)).toEqual(before);
    nowMs += 100_000;
    await both.past?.(600_000, 10_000, signal);
    const later = await both.read(signal);
    expect(later).toEqual(await reader.read(signal));
    expect(later).toMatchObject({ known: true, stable: { requests: 300, errors: 100 } });
  });
});

describe("The past of stable, of Prometheus, is unknown", () => {
  afterEach(stopServers);
  const steady = (labels = labelsOf("a")) => scraped(labels, END - 2_000, END, 10, (at) => at - END + 2_000);

  test("without a stable release", async () => {
    expect(await pastOf([steady()], { stableVersion: undefined })).toMatchObject({
      known: false,
      reason: "no_counts",
    });
  });

  test("without its series, with what comes near", async () => {
    expect(await pastOf([steady(labelsOf("a", { version: "v10" }))])).toEqual({
      known: false,
      reason: "no_series",
      text: 'metrics.requests matches no series: requests_total{version="v1"}. No series of requests_total has version="v1". Did you mean "v10"?',
    });
  });

  test.each<readonly [string, Partial<PrometheusSourceOptions>, RegExp]>([
    [
      "errors",
      { errors: 'requests_total{version="${version}",cod=~"5.."}' },
      /has the label cod\. Did you mean "code"/,
    ],
    ["latency", { latency: 'second_bucket{version="${version}"}' }, /^metrics\.latency matches no series/],
  ])("when the selector of %s never matches: none is no zero", async (_name, changes, text) => {
    expect(await pastOf([steady()], changes)).toMatchObject({
      known: false,
      reason: "no_series",
      text: expect.stringMatching(text),
    });
  });

  test.each<readonly [string, readonly ServedSeries[], number, RegExp]>([
    [
      "scraped once",
      [scraped(labelsOf("a"), END, END, 10, () => 5)],
      60,
      /was scraped only once in the last ten minutes$/,
    ],
    [
      "scraped twice in one stretch",
      [scraped(labelsOf("a"), END - 25, END - 20, 5, () => 5)],
      60,
      /no stretch of it is whole$/,
    ],
    ["asked for less than a stretch", [steady()], 5, /5s were asked for, a stretch is 10s$/],
  ])("of a release that was %s", async (_name, list, lengthS, text) => {
    expect(await pastOf(list, { lengthS })).toMatchObject({
      known: false,
      reason: "past_too_short",
      text: expect.stringMatching(text),
    });
  });

  test("in counts that are not whole, or contradict one another", async () => {
    const half = scraped(labelsOf("a"), END - 200, END, 10, (at) => (at - END) / 100 + 50);
    expect(await pastOf([half])).toMatchObject({ known: false, reason: "counts_fractional" });
    const more = { ...steady(), labels: { ...labelsOf("a"), __name__: "errors_total" } };
    const idle = scraped(labelsOf("a"), END - 200, END, 10, () => 7);
    expect(await pastOf([idle, more], { errors: 'errors_total{version="${version}"}' })).toMatchObject({
      known: false,
      reason: "counts_contradict",
    });
  });

  test.each<readonly [string, (asked: number) => readonly [number, string] | undefined, string, RegExp]>([
    [
      "refused at once",
      () => [400, '{"status":"error","errorType":"bad_data","error":"no such t0ken"}'],
      "query_refused",
      /no such \*\*\*$/,
    ],
    [
      "refused half way",
      (asked) =>
        asked < 4
          ? undefined
          : [422, '{"status":"error","errorType":"execution","error":"too many samples"}'],
      "query_refused",
      /too many samples$/,
    ],
    [
      "no JSON",
      (asked) => (asked < 4 ? undefined : [200, "<html>"]),
      "metrics_unreachable",
      /no Prometheus API/,
    ],
    [
      "partial",
      (asked) =>
        asked < 4 ? undefined : [200, '{"status":"success","data":{},"warnings":["store x is away"]}'],
      "partial_data",
      /store x is away/,
    ],
    [
      "no count",
      () => [
        200,
        '{"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"values":[[99990,"NaN"]]}]}}',
      ],
      "metrics_unreadable",
      /a sample is "NaN"/,
    ],
    ["too large", () => [200, " ".repeat(16 * 1_024 * 1_024 + 1)], "too_much", /larger than 16 MiB/],
  ])("when an answer is %s", async (_name, faultOf, reason, text) => {
    const { answer } = answerSeries(() => [steady()], true);
    let asked = 0;
    const url = await serve((request, response) => {
      const fault = faultOf(asked);
      asked += 1;
      if (fault === undefined) return answer(request, response);
      response.writeHead(fault[0], { connection: "close" });
      response.end(fault[1]);
    });
    const past = await sourceAt(url, { token: "t0ken" }).past?.(1_800_000, 10_000, signal);
    expect(past).toMatchObject({ known: false, reason, text: expect.stringMatching(text) });
    expect(JSON.stringify(past)).not.toContain("t0ken");
  });

  test("when nobody answers", async () => {
    const url = await serve(() => {});
    await stopServers();
    expect(await sourceAt(url).past?.(60_000, 10_000, signal)).toMatchObject({
      known: false,
      reason: "metrics_unreachable",
    });
  });

  test("and is an exception only when it is cancelled, before or in the middle", async () => {
    const controller = new AbortController();
    const { answer } = answerSeries(() => [steady()], true);
    let asked = 0;
    const url = await serve((request, response) => {
      asked += 1;
      if (asked > 4) controller.abort();
      else answer(request, response);
    });
    const cancelled = { code: "cancelled" };
    await expect(sourceAt(url).past?.(1_800_000, 10_000, controller.signal)).rejects.toMatchObject(cancelled);
    expect(asked).toBeGreaterThan(4);
    await expect(sourceAt(url).past?.(1_800_000, 10_000, controller.signal)).rejects.toMatchObject(cancelled);
  });
});
