import { ActionError, type HttpClient, HttpFailure, type HttpRequest } from "@deploy-actions/kernel";
import { afterEach, describe, expect, test } from "@jest/globals";
import { subtract } from "../../src/counts-window.ts";
import type { MetricReading, MetricSource } from "../../src/metric-source.ts";
import {
  createSyntheticMetricSource,
  type SyntheticSourceOptions,
} from "../../src/synthetic/synthetic-source.ts";
import { ManualClock } from "../support/manual-clock.ts";

const CANDIDATE = "http://candidate.test/health";
const STABLE = "http://stable.test/health";
const signal = new AbortController().signal;
const ended = new AbortController();
afterEach(async () => {
  for (const source of sources.splice(0)) await source.close?.();
});
const sources: MetricSource[] = [];

type Answer = { readonly status?: number; readonly body?: string; readonly headers?: Record<string, string> };

/** Answers each request as `answer` says; `hang` never does, and times out by the clock as the real client does. */
function fakeHttp(
  clock: ManualClock,
  answer: (request: HttpRequest) => Answer | "hang" | HttpFailure | Error,
) {
  const asked: HttpRequest[] = [];
  const http: HttpClient = {
    send: async (request) => {
      asked.push(request);
      const given = answer(request);
      if (given === "hang") {
        await clock.sleep(request.timeoutMs ?? 30_000, request.signal);
        throw new ActionError("remote", "no answer", { cause: new HttpFailure("timeout", "no answer") });
      }
      if (given instanceof HttpFailure) throw new ActionError("remote", given.message, { cause: given });
      if (given instanceof Error) throw given;
      return {
        status: given.status ?? 200,
        headers: given.headers ?? {},
        body: new TextEncoder().encode(given.body ?? ""),
        truncated: false,
        url: request.url,
        redirects: 0,
        proxied: false,
        timings: { headersMs: 20, totalMs: 30 },
        attempts: 1,
      };
    },
  };
  return { http, asked };
}

function open(
  answer: Parameters<typeof fakeHttp>[1] = () => ({}),
  changes: Partial<SyntheticSourceOptions> = {},
) {
  const clock = new ManualClock();
  const { http, asked } = fakeHttp(clock, answer);
  const source = createSyntheticMetricSource({
    targets: async () => ({ candidate: { url: CANDIDATE }, stable: { url: STABLE } }),
    candidateVersion: "v2",
    stableVersion: "v1",
    perSecond: 2,
    timeoutMs: 5_000,
    criteria: { status: [{ from: 200, to: 299 }], version: undefined },
    latencyBoundsMs: [50, 1_000, 4_999],
    http,
    clock,
    signal: ended.signal,
    ...changes,
  });
  sources.push(source);
  return { clock, asked, source };
}

const countsOf = (reading: MetricReading, role: "candidate" | "stable" = "candidate") => {
  if (!reading.known) throw new Error(reading.text);
  return reading[role];
};

describe("Paired probes", () => {
  test("begin at the first reading, at zero, and go on between readings", async () => {
    const { clock, asked, source } = open();
    await clock.pass(10_000);
    expect(asked).toEqual([]);
    const first = await source.read(signal);
    expect(countsOf(first)).toMatchObject({ version: "v2", requests: 0, errors: 0 });
    await clock.pass(9_999);
    const later = await source.read(signal);
    expect(countsOf(later)).toMatchObject({ requests: 20, errors: 0, epoch: countsOf(first)?.epoch });
    expect(countsOf(later, "stable")).toMatchObject({ version: "v1", requests: 20 });
    expect(countsOf(later)?.latency).toEqual({ boundsMs: [50, 1_000, 4_999], counts: [20, 0, 0, 0] });
    expect(countsOf(later)).not.toHaveProperty("harmedUsers");
  });

  test("take turns in who is asked first, each on a new connection, without retries or redirects", async () => {
    const { clock, asked, source } = open(() => ({}), {
      targets: async () => ({
        candidate: { url: STABLE, headers: { "x-to": "candidate" } },
        stable: { url: STABLE },
      }),
    });
    await source.read(signal);
    await clock.pass(1_499);
    const who = asked.map(({ headers }) => headers?.["x-to"] ?? "stable");
    expect(who).toEqual(["candidate", "stable", "stable", "candidate", "candidate", "stable"]);
    for (const request of asked) {
      expect(request).toMatchObject({ freshConnection: true, retry: "never", redirect: "manual" });
    }
  });

  test("keep their schedule when the candidate hangs, and count each time-out as an error that took so long", async () => {
    const { clock, asked, source } = open(({ url }) => (url === CANDIDATE ? "hang" : {}));
    await source.read(signal);
    await clock.pass(10_250);
    const reading = await source.read(signal);
    expect(asked.filter(({ url }) => url === CANDIDATE)).toHaveLength(21);
    expect(countsOf(reading, "stable")).toMatchObject({ requests: 21, errors: 0 });
    // Those of the last five seconds have no end yet.
    expect(countsOf(reading)).toMatchObject({ requests: 11, errors: 11 });
    expect(countsOf(reading)?.latency.counts).toEqual([0, 0, 0, 11]);
  });

  test("measure from when a probe was due, not from when this process came to it", async () => {
    const { clock, source } = open();
    await source.read(signal);
    await clock.pass(100);
    await clock.jump(3_000);
    const reading = await source.read(signal);
    // Due at 500, 1000, … 3000 ms and sent at 3100: all but the last one are over a second late.
    expect(countsOf(reading)?.latency.counts).toEqual([1, 2, 4, 0]);
    expect(countsOf(reading, "stable")?.latency.counts).toEqual([1, 2, 4, 0]);
  });

  test("drop both of a pair when too many have no answer, and say so", async () => {
    const { clock, asked, source } = open(({ url }) => (url === CANDIDATE ? "hang" : {}), { maxInFlight: 4 });
    await source.read(signal);
    await clock.pass(4_000);
    expect(asked.filter(({ url }) => url === STABLE)).toHaveLength(4);
    // Of stable there are answers, of the candidate none: nothing to compare, and nothing is said of it.
    expect(await source.read(signal)).toEqual({
      known: false,
      reason: "probes_dropped",
      text: "5 pairs of probes not sent: earlier ones had no answer yet, or this process stood still",
    });
    await clock.pass(2_000);
    const reading = await source.read(signal);
    expect(reading).toMatchObject({
      known: true,
      note: "1 pair of probes not sent: earlier ones had no answer yet, or this process stood still",
    });
    expect(countsOf(reading)).toMatchObject({ requests: 3, errors: 3 });
  });

  test("leave out what was due while the machine slept, and begin anew when its clock is set back", async () => {
    const { clock, asked, source } = open();
    await source.read(signal);
    await clock.pass(400);
    await clock.jump(60_000);
    const reading = await source.read(signal);
    expect(reading).toMatchObject({
      known: true,
      note: expect.stringMatching(/^119 pairs? of probes not sent/),
    });
    expect(countsOf(reading)?.requests).toBeLessThanOrEqual(3);
    await clock.jump(-3_600_000);
    await clock.pass(1_999);
    const window = subtract(countsOf(await source.read(signal)), countsOf(reading));
    expect(window).toMatchObject({ known: true, counts: { requests: 4, latency: { counts: [4, 0, 0, 0] } } });
    expect(asked).toHaveLength(2 * (countsOf(await source.read(signal))?.requests ?? 0));
  });

  test.each<readonly [string, Answer | HttpFailure, number]>([
    ["an expected status", { status: 204 }, 0],
    ["an unexpected status", { status: 404 }, 4],
    ["a redirect, to a login page for all one knows", { status: 302 }, 4],
    ["a refused connection", new HttpFailure("refused", "refused"), 4],
    ["a reset connection", new HttpFailure("reset", "reset"), 4],
    ["a broken certificate", new HttpFailure("tls", "expired"), 4],
  ])("count %s", async (_name, answer, errors) => {
    const { clock, source } = open(({ url }) => (url === CANDIDATE ? answer : {}));
    await source.read(signal);
    await clock.pass(1_999);
    const reading = await source.read(signal);
    expect(countsOf(reading)).toMatchObject({ requests: 4, errors });
    expect(countsOf(reading, "stable")).toMatchObject({ requests: 4, errors: 0 });
  });

  test.each<readonly [string, HttpFailure | Error, string]>([
    ["the name of the host", new HttpFailure("dns", "no such host"), "no such host"],
    ["a proxy on the way", new HttpFailure("proxy", "the proxy answers 502"), "the proxy answers 502"],
    ["the network", new HttpFailure("network", "unreachable"), "unreachable"],
    ["what nobody thought of", new TypeError("boom"), "boom"],
  ])("are unknown, not failed, when it was %s", async (_name, failure, why) => {
    const { clock, source } = open(({ url }) => (url === CANDIDATE ? failure : {}));
    await source.read(signal);
    await clock.pass(1_999);
    expect(await source.read(signal)).toEqual({
      known: false,
      reason: "probe_failed",
      text: `4 of 4 probes of the candidate v2 say nothing about it: ${why}`,
    });
  });
});

describe("Probes that ask who answers", () => {
  const criteria = {
    status: [{ from: 200, to: 299 }],
    version: { kind: "json", pointer: "/version" },
  } as const;
  const saying = (version: unknown): Answer => ({ body: JSON.stringify({ version }) });

  test("count answers of the release they were sent to alone", async () => {
    let n = 0;
    const { clock, source } = open(
      ({ url }) => {
        if (url === STABLE) return saying("v1");
        n += 1;
        return n === 2 ? saying("v1") : saying("v2");
      },
      { criteria },
    );
    await source.read(signal);
    await clock.pass(1_999);
    const reading = await source.read(signal);
    expect(countsOf(reading)).toMatchObject({ requests: 3, errors: 0 });
    expect(reading).toMatchObject({
      note: '1 of 4 probes of the candidate v2 say nothing about it: the answer is of the release "v1", asked was "v2"',
    });
  });

  test.each<readonly [string, SyntheticSourceOptions["criteria"]["version"], Answer, string]>([
    ["the other release", criteria.version, saying("v1"), "wrong_release"],
    ["nobody", criteria.version, saying(undefined), "version_missing"],
    ["HTML", criteria.version, { body: "<html>" }, "version_missing"],
    [
      "another header",
      { kind: "header", name: "x-version" },
      { headers: { "x-version": "v1" } },
      "wrong_release",
    ],
    ["another body", { kind: "body" }, { body: "v1\n" }, "wrong_release"],
    ["an error of another release", criteria.version, { status: 500, ...saying("v1") }, "wrong_release"],
  ])("are unknown when the answers are of %s", async (_name, version, answer, reason) => {
    const { clock, source } = open(({ url }) => (url === CANDIDATE ? answer : saying("v1")), {
      criteria: { ...criteria, version },
      stableVersion: undefined,
      targets: async () => ({ candidate: { url: CANDIDATE }, stable: undefined }),
    });
    await source.read(signal);
    await clock.pass(1_999);
    expect(await source.read(signal)).toMatchObject({ known: false, reason });
  });

  test.each<readonly [string, SyntheticSourceOptions["criteria"]["version"], Answer]>([
    ["without a version", criteria.version, { status: 500 }],
    ["with a page instead of a version", { kind: "body" }, { status: 502, body: "Bad Gateway" }],
    [
      "that says its version",
      { kind: "header", name: "x-version" },
      { status: 503, headers: { "x-version": "v2" } },
    ],
  ])("count an error %s", async (_name, version, answer) => {
    const { clock, source } = open(({ url }) => (url === CANDIDATE ? answer : {}), {
      criteria: { ...criteria, version },
      stableVersion: undefined,
      targets: async () => ({ candidate: { url: CANDIDATE }, stable: undefined }),
    });
    await source.read(signal);
    await clock.pass(999);
    expect(countsOf(await source.read(signal))).toMatchObject({ requests: 2, errors: 2 });
  });
});

describe("The probes", () => {
  test("wait until both releases are there, and follow them where they go", async () => {
    let candidate: { readonly url: string } | undefined;
    const { clock, asked, source } = open(() => ({}), {
      targets: async () => ({ candidate, stable: { url: STABLE } }),
    });
    await source.read(signal);
    await clock.pass(5_000);
    expect(asked).toEqual([]);
    candidate = { url: CANDIDATE };
    expect(countsOf(await source.read(signal))).toMatchObject({ requests: 0 });
    await clock.pass(1_000);
    candidate = { url: `${CANDIDATE}?moved` };
    await source.read(signal);
    await clock.pass(1_000);
    expect(new Set(asked.map(({ url }) => url))).toEqual(new Set([CANDIDATE, `${CANDIDATE}?moved`, STABLE]));
  });

  test("go on where the releases were while nobody says where they are", async () => {
    let isDown = false;
    const { clock, source } = open(() => ({}), {
      targets: async () => {
        if (isDown) throw new Error("the API is gone");
        return { candidate: { url: CANDIDATE }, stable: { url: STABLE } };
      },
    });
    await source.read(signal);
    isDown = true;
    await clock.pass(1_999);
    expect(countsOf(await source.read(signal))).toMatchObject({ requests: 4 });
  });

  test.each<readonly [Error, string]>([
    [new Error("the API is gone"), "platform_unreachable"],
    [new ActionError("config", "no URL of stable"), "no_url"],
  ])("are unknown as long as nobody has said where to: %s", async (error, reason) => {
    const { source } = open(() => ({}), { targets: () => Promise.reject(error) });
    expect(await source.read(signal)).toEqual({ known: false, reason, text: error.message });
  });

  test("pause when nobody reads any more, and go on with the next reading", async () => {
    const { clock, asked, source } = open(() => ({}), { idleMs: 3_000 });
    await source.read(signal);
    await clock.pass(60_000);
    expect(asked).toHaveLength(2 * 7);
    expect(clock.sleeping).toBe(0);
    await source.read(signal);
    await clock.pass(999);
    expect(countsOf(await source.read(signal))).toMatchObject({ requests: 7 + 2 });
  });

  test("end with close and leave nothing behind; what is known stays known", async () => {
    const { clock, asked, source } = open(({ url }) => (url === CANDIDATE ? "hang" : {}));
    await source.read(signal);
    await clock.pass(1_250);
    await source.close?.();
    await source.close?.();
    expect(clock.sleeping).toBe(0);
    const before = asked.length;
    const reading = await source.read(signal);
    await clock.pass(5_000);
    expect(asked).toHaveLength(before);
    // What was under way is no error: it was we who left.
    expect(countsOf(reading)).toMatchObject({ requests: 0, errors: 0 });
    expect(countsOf(reading, "stable")).toMatchObject({ requests: 3 });
  });

  test("end with the signal of the run", async () => {
    const run = new AbortController();
    const { clock, asked, source } = open(() => ({}), { signal: run.signal });
    await source.read(signal);
    await clock.pass(1_000);
    run.abort();
    await clock.pass(1_000);
    const before = asked.length;
    await clock.pass(5_000);
    expect(asked).toHaveLength(before);
    expect(clock.sleeping).toBe(0);
    await expect(source.read(run.signal)).rejects.toMatchObject({ code: "cancelled" });
  });

  test.each([
    ["a rate", { perSecond: 0 }],
    ["a time-out", { timeoutMs: Number.NaN }],
  ])("are refused without %s", (_name, changes) => {
    expect(() => open(() => ({}), changes)).toThrow(expect.objectContaining({ code: "config" }));
  });
});
