import { systemClock } from "@deploy-actions/action-kit";
import type { Clock } from "@deploy-actions/kernel";
import { afterEach, describe, expect, test } from "@jest/globals";
import {
  compareWithBefore,
  createHttpProbe,
  judgeHealth,
  type Probe,
  type ProbeSample,
  type WatchOptions,
  watchHealth,
} from "../src/index.ts";
import { condition } from "./support/conditions.ts";
import { httpCheck, httpClient, serve } from "./support/http.ts";
import { createVirtualClock } from "./support/virtual-clock.ts";

interface Look {
  readonly ms?: number;
  readonly result?: ProbeSample["result"];
  readonly version?: string;
}

/** A probe whose look i answers as `script(i, ms since its first look)` says, on the clock's time. */
function scripted(
  clock: Clock,
  script: (index: number, sinceMs: number) => Look,
  rest: Partial<Probe> = {},
): Probe & { looks: number } {
  let firstAt: number | undefined;
  const probe = {
    check: "shop",
    kind: "http" as const,
    critical: false,
    looks: 0,
    ...rest,
    async run(signal: AbortSignal): Promise<ProbeSample> {
      const at = clock.now();
      firstAt ??= at;
      const { ms = 0, result = "healthy", version } = script(probe.looks++, at - firstAt);
      if (ms > 0) await clock.sleep(ms, signal);
      const reason = {
        healthy: "ok",
        unhealthy: version === undefined ? "timeout" : "version_mismatch",
        unknown: "proxy",
      };
      return {
        check: probe.check,
        at,
        result,
        reason: reason[result],
        detail: "",
        latencyMs: clock.now() - at,
        version,
      };
    },
  };
  return probe;
}

function watch(clock: Clock, probes: readonly Probe[], rest: Partial<WatchOptions> = {}) {
  return watchHealth({
    probes,
    forMs: 5_000,
    intervalMs: 50,
    settleMs: 0,
    maxConsecutiveFailures: 1_000,
    errorRate: undefined,
    latency: undefined,
    clock,
    signal: new AbortController().signal,
    ...rest,
  });
}

describe("the schedule does not wait for answers", () => {
  test("20 looks a second at an answer of 100 ms are 100 samples with a median of 100 ms", async () => {
    const clock = createVirtualClock();
    const report = await watch(clock, [scripted(clock, () => ({ ms: 100 }))]);
    expect(report.checks[0]).toMatchObject({
      samples: 100,
      healthy: 100,
      latency: { n: 100, p50Ms: 100, p95Ms: 100 },
    });
    expect(report.samples.map((sample) => sample.at - report.startedAt)).toEqual(
      Array.from({ length: 100 }, (_, index) => index * 50),
    );
  });

  test("a stall of 2 s in the middle is seen by every look that was due in it", async () => {
    const clock = createVirtualClock();
    const stalled = scripted(clock, (_, at) => ({ ms: at >= 2_000 && at < 4_000 ? 4_100 - at : 100 }));
    const report = await watch(clock, [stalled], { latency: condition("p95 < 200ms") });
    expect(report.checks[0]).toMatchObject({ samples: 100 });
    expect(report.checks[0]?.latency?.p95Ms).toBeGreaterThanOrEqual(1_000);
    expect(report.verdict).toMatchObject({ outcome: "fail", reason: "too_slow" });
  });

  test("a look that starts late counts from when it was due", async () => {
    const clock = createVirtualClock();
    // This sleep always wakes 30 ms late, as a busy runner does.
    const late: Clock = { now: clock.now, sleep: (ms, signal) => clock.sleep(ms + 30, signal) };
    const report = await watch(late, [scripted(clock, () => ({ ms: 10 }))], { forMs: 500, intervalMs: 100 });
    expect(report.samples.map((sample) => sample.latencyMs)).toEqual([10, 40, 40, 40, 40]);
  });

  test("every second look hangs: half are failures, p95 is the time-out", async () => {
    const clock = createVirtualClock();
    const probe = scripted(clock, (index) =>
      index % 2 === 1 ? { ms: 1_000, result: "unhealthy" } : { ms: 5 },
    );
    const report = await watch(clock, [probe], { errorRate: condition("< 5%") });
    expect(report.checks[0]).toMatchObject({ samples: 100, unhealthy: 50, latency: { p95Ms: 1_000 } });
    expect(report.verdict).toMatchObject({ outcome: "fail", reason: "error_rate_too_high" });
  });

  test("looks beyond the cap are dropped, counted and unknown", async () => {
    const clock = createVirtualClock();
    const report = await watch(clock, [scripted(clock, () => ({ ms: 1_000 }))], {
      forMs: 500,
      maxInFlight: 4,
    });
    expect(report.checks[0]).toMatchObject({ samples: 10, healthy: 4, unknown: 6, dropped: 6 });
    expect(report.verdict).toMatchObject({ outcome: "inconclusive", reason: "mostly_unknown" });
  });
});

describe("how long it watches", () => {
  test("it settles first", async () => {
    const clock = createVirtualClock();
    const report = await watch(clock, [scripted(clock, () => ({}))], { settleMs: 120_000, forMs: 0 });
    expect(report.samples[0]?.at).toBe(report.startedAt + 120_000);
  });

  test("0 looks once, and as often as a version has to be said in a row", async () => {
    const clock = createVirtualClock();
    const expectsVersion = { expected: "v2", consecutive: 3 };
    const once = scripted(clock, () => ({}), { check: "once" });
    const versioned = scripted(clock, () => ({ version: "v2" }), { expectsVersion });
    const report = await watch(clock, [once, versioned], { forMs: 0 });
    expect([once.looks, versioned.looks]).toEqual([1, 3]);
    expect(report.verdict.outcome).toBe("pass");
  });

  test("0 looks at every check even when a critical one fails first", async () => {
    const clock = createVirtualClock();
    const failing = scripted(clock, () => ({ result: "unhealthy" }), { check: "a", critical: true });
    const slow = scripted(clock, () => ({ ms: 2_000, result: "unhealthy" }), { check: "b" });
    const report = await watch(clock, [failing, slow], { forMs: 0 });
    expect(report.verdict.evidence.map((item) => item.reason)).toEqual([
      "critical_failure",
      "failed_samples",
    ]);
  });

  test("without probes it is inconclusive at once", async () => {
    const clock = createVirtualClock();
    const report = await watch(clock, [], { settleMs: 60_000 });
    expect(report.verdict.outcome).toBe("inconclusive");
    expect(report.finishedAt).toBe(report.startedAt);
  });

  test.each([
    ["FFF", 3, "shop"],
    ["FFPFF", 5, undefined],
  ])("%s ends after %i looks (by %s)", async (pattern, looks, endedEarlyBy) => {
    const clock = createVirtualClock();
    const probe = scripted(clock, (index) => ({ result: pattern[index] === "F" ? "unhealthy" : "healthy" }));
    const report = await watch(clock, [probe], {
      forMs: 5_000,
      intervalMs: 1_000,
      maxConsecutiveFailures: 3,
    });
    expect(probe.looks).toBe(looks);
    expect(report.endedEarlyBy).toBe(endedEarlyBy);
    expect(report.verdict.outcome).toBe("fail");
  });

  test("a critical failure ends it at once and abandons what is under way", async () => {
    const clock = createVirtualClock();
    const hanging = scripted(clock, () => ({ ms: 3_600_000 }), { check: "slow" });
    const critical = scripted(clock, (index) => ({ result: index === 2 ? "unhealthy" : "healthy" }), {
      critical: true,
    });
    const report = await watch(clock, [hanging, critical], { intervalMs: 1_000 });
    expect(report).toMatchObject({
      endedEarlyBy: "shop",
      verdict: { outcome: "fail", reason: "critical_failure" },
    });
    expect(report.finishedAt - report.startedAt).toBe(2_000);
    expect(report.checks[0]).toMatchObject({ name: "slow", samples: 0 });
  });

  test("late answers are counted in the order in which they were due", async () => {
    const clock = createVirtualClock();
    // Due F P F F, but P comes last: on arrival it looks like three failures in a row.
    const looks: Look[] = [
      { result: "unhealthy" },
      { ms: 250 },
      { result: "unhealthy" },
      { result: "unhealthy" },
    ];
    const probe = scripted(clock, (index) => looks[index] ?? {});
    const report = await watch(clock, [probe], { forMs: 400, intervalMs: 100, maxConsecutiveFailures: 3 });
    expect(report.endedEarlyBy).toBeUndefined();
    expect(report.checks[0]).toMatchObject({ samples: 4, longestFailureRun: 2 });
  });

  test("cancelling rejects, also while it waits and while looks hang", async () => {
    const clock = createVirtualClock();
    const abort = new AbortController();
    const probe = scripted(clock, (index) => {
      if (index === 3) abort.abort();
      return { ms: 500 };
    });
    await expect(watch(clock, [probe], { signal: abort.signal })).rejects.toMatchObject({
      code: "cancelled",
    });
    expect(probe.looks).toBe(4);
  });

  test("an error in onSample is not swallowed", async () => {
    const clock = createVirtualClock();
    const onSample = (): void => {
      throw new Error("disk full");
    };
    await expect(watch(clock, [scripted(clock, () => ({}))], { onSample })).rejects.toThrow("disk full");
  });

  test.each([
    [{ intervalMs: 0 }, /interval.*0 ms/],
    [{ intervalMs: Number.NaN }, /interval/],
  ])("%j is refused", async (rest, message) => {
    const clock = createVirtualClock();
    await expect(watch(clock, [scripted(clock, () => ({}))], rest)).rejects.toThrow(message);
  });

  test("two checks of one name are refused", async () => {
    const clock = createVirtualClock();
    const probe = scripted(clock, () => ({}));
    await expect(watch(clock, [probe, probe])).rejects.toThrow('Two checks are called "shop"');
  });
});

describe("before and after a change", () => {
  const once = (clock: Clock, results: Record<string, ProbeSample["result"]>) =>
    watch(
      clock,
      Object.entries(results).map(([check, result]) => scripted(clock, () => ({ result }), { check })),
      {
        forMs: 0,
      },
    );

  test.each([
    [
      "what failed before cannot be blamed on the change",
      { a: "unhealthy", b: "healthy" },
      { a: "unhealthy", b: "healthy" },
      "already_unhealthy",
    ],
    [
      "a new failure can",
      { a: "unhealthy", b: "healthy" },
      { a: "unhealthy", b: "unhealthy" },
      "failed_samples",
    ],
    [
      "a failure after health can",
      { a: "healthy", b: "healthy" },
      { a: "unhealthy", b: "healthy" },
      "failed_samples",
    ],
    ["health is health", { a: "unhealthy", b: "healthy" }, { a: "healthy", b: "healthy" }, "all_passed"],
  ] as const)("%s", async (_, before, after, reason) => {
    const clock = createVirtualClock();
    const verdict = compareWithBefore(await once(clock, before), await once(clock, after));
    expect(verdict.reason).toBe(reason);
    expect(verdict.outcome === "fail").toBe(reason === "failed_samples");
  });

  test("latency of baseline is measured against the report before", async () => {
    const clock = createVirtualClock();
    const timed = (ms: number) => [scripted(clock, () => ({ ms }))];
    const latency = condition("latency p95 < 150% of baseline");
    const before = await watch(clock, timed(100));
    expect((await watch(clock, timed(140), { latency, before })).verdict.outcome).toBe("pass");
    expect((await watch(clock, timed(160), { latency, before })).verdict.reason).toBe("too_slow");
    expect((await watch(clock, timed(100), { latency })).verdict.reason).toBe("no_baseline");
  });
});

describe("against real servers", () => {
  const closers: (() => Promise<void>)[] = [];
  afterEach(async () => {
    await Promise.all(closers.splice(0).map((close) => close()));
  });

  test("two versions behind a balancer of connections are both seen, and v2 passes once v1 is gone", async () => {
    let isOldGone = false;
    let connections = 0;
    const serials = new WeakMap<object, number>();
    const { url, server, close } = await serve((request, response) => {
      const isOld = !isOldGone && (serials.get(request.socket) ?? 0) % 2 === 0;
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ status: "UP", version: isOld ? "v1" : "v2" }));
    });
    server.on("connection", (socket) => serials.set(socket, connections++));
    closers.push(close);
    const expectsVersion = { expected: "v2", consecutive: 3 };
    const check = httpCheck(url, { version: { ...expectsVersion, from: "auto" } });
    const probe = createHttpProbe({ check, http: httpClient(), clock: systemClock });
    const lookSixTimes = async () => {
      const seen: ProbeSample[] = [];
      // One after the other: only then would a kept connection be used again.
      while (seen.length < 6)
        seen.push({ ...(await probe.run(new AbortController().signal)), at: seen.length });
      return seen;
    };
    const criteria = {
      checks: [{ name: "shop", critical: false, expectsVersion }],
      maxConsecutiveFailures: 3,
      errorRate: undefined,
      latency: undefined,
    };
    const during = await lookSixTimes();
    expect(during.map((sample) => sample.version)).toEqual(["v1", "v2", "v1", "v2", "v1", "v2"]);
    expect(judgeHealth(during, criteria)).toMatchObject({ outcome: "fail", reason: "version_mismatch" });
    expect(connections).toBe(6);
    isOldGone = true;
    expect(judgeHealth(await lookSixTimes(), criteria).outcome).toBe("pass");
  });

  test("half the requests hang: the hanging ones are failures, each at least as long as the time-out", async () => {
    let count = 0;
    const { url, close } = await serve((_, response) => {
      count += 1;
      if (count % 2 === 0) response.end("pong");
    });
    closers.push(close);
    const probe = createHttpProbe({
      check: httpCheck(url, { timeoutMs: 1_000 }),
      http: httpClient(),
      clock: systemClock,
    });
    const report = await watch(systemClock, [probe], {
      forMs: 400,
      intervalMs: 20,
      errorRate: condition("< 5%"),
    });
    expect(report.checks[0]).toMatchObject({ samples: 20, unhealthy: 10 });
    expect(report.checks[0]?.latency?.p95Ms).toBeGreaterThanOrEqual(1_000);
    expect(report.verdict).toMatchObject({ outcome: "fail", reason: "error_rate_too_high" });
  });
});
