import { afterEach, describe, expect, test } from "@jest/globals";
import {
  accessTo,
  nameOf,
  never,
  realHttp,
  rejection,
  startWire,
  testClock,
  type WireAnswer,
  type WireRequest,
} from "../../../test/support/aws-endpoint.ts";
import {
  type CloudWatchTarget,
  cloudWatchCalls,
  createCloudWatchSource,
  loadBalancerDimension,
  measureErrorRate,
  measureLatency,
  readAlarms,
  subtract,
} from "../src/index.ts";

// The emulator knows no TC(…) statistic and no partial answers: here is the wire format of GetMetricData.
const START = Date.UTC(2026, 0, 1, 12, 0, 30);
const MINUTE = 60_000;
const BALANCER = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/shop/50dc6c495c0c9188";
const GROUPS: CloudWatchTarget = {
  kind: "target-groups",
  loadBalancer: BALANCER,
  candidate: {
    version: "v2",
    targetGroup: "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/green/1",
  },
  stable: { version: "v1", targetGroup: "targetgroup/blue/2" },
};
const LAMBDA: CloudWatchTarget = {
  kind: "lambda",
  functionName: "shop",
  alias: "live",
  candidate: { version: "v2", functionVersion: "8" },
  stable: { version: "v1", functionVersion: "7" },
};
const stops: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

/** Metric name, whose, statistic and minute (0 = the first that is counted) to a value, or none. */
type Data = (name: string, of: string, statistic: string, minute: number) => number | undefined;

interface Query {
  readonly Id: string;
  readonly MetricStat: {
    readonly Stat: string;
    readonly Metric: {
      readonly MetricName: string;
      readonly Dimensions: readonly { readonly Name: string; readonly Value: string }[];
    };
  };
}

function answerFrom(data: Data): (request: WireRequest) => WireAnswer {
  return ({ input }) => {
    const [from, to] = [Number(input.StartTime) * 1_000, Number(input.EndTime) * 1_000];
    const results = (input.MetricDataQueries as readonly Query[]).map(({ Id, MetricStat }) => {
      const of = MetricStat.Metric.Dimensions.map((one) => one.Value).join(" ");
      const points: [number, number][] = [];
      for (let at = from; at < to; at += MINUTE) {
        const minute = Math.round((at - Date.UTC(2026, 0, 1, 12, 1)) / MINUTE);
        const value = data(MetricStat.Metric.MetricName, of, MetricStat.Stat, minute);
        if (value !== undefined) points.push([at / 1_000, value]);
      }
      return {
        Id,
        StatusCode: "Complete",
        Timestamps: points.map(([at]) => at),
        Values: points.map(([, value]) => value),
      };
    });
    return { json: { MetricDataResults: results } };
  };
}

async function sourceOf(
  answer: Data | ((request: WireRequest) => WireAnswer),
  more: {
    readonly target?: CloudWatchTarget;
    readonly latencyBoundsMs?: readonly number[];
    readonly isRaw?: boolean;
  } = {},
) {
  const wire = await startWire(
    more.isRaw === true ? (answer as (request: WireRequest) => WireAnswer) : answerFrom(answer as Data),
  );
  stops.push(wire.stop);
  const clock = testClock(START);
  const access = accessTo(wire.url);
  const notes: string[] = [];
  const source = createCloudWatchSource({
    access,
    http: realHttp(),
    clock,
    target: more.target ?? GROUPS,
    ingestDelayMs: 120_000,
    latencyBoundsMs: more.latencyBoundsMs ?? [],
    onNote: (text) => notes.push(text),
  });
  return { source, clock, wire, access, notes };
}

const steady: Data = (name, of) => {
  const isCandidate = of.includes("green");
  if (name === "RequestCount") return isCandidate ? 100 : 900;
  if (name === "HTTPCode_Target_5XX_Count") return isCandidate ? 5 : undefined;
  return undefined;
};

describe("counts of two target groups", () => {
  test("begin at zero with the first whole minute, and hold only minutes that are ingested", async () => {
    const { source, clock, wire } = await sourceOf(steady);
    const first = await source.read(never);
    expect(first).toMatchObject({
      known: true,
      candidate: { version: "v2", requests: 0 },
      stable: { version: "v1" },
    });
    // 12:00:30 + 2m29s: the minute from 12:01 is over, but not for as long as CloudWatch may need.
    clock.advance(209_000);
    await source.read(never);
    expect(wire.requests).toHaveLength(0);
    clock.advance(1_000);
    const later = await source.read(never);
    expect(later).toMatchObject({
      candidate: { requests: 100, errors: 5 },
      stable: { requests: 900, errors: 0 },
    });
    clock.advance(3 * MINUTE);
    expect(await source.read(never)).toMatchObject({ candidate: { requests: 400, errors: 20 } });
    if (!first.known || !later.known) throw new Error("unknown");
    const window = subtract(later.candidate, first.candidate);
    expect(measureErrorRate(window, 50)).toMatchObject({ known: true, value: 5 });
  });

  test("ask for each minute once, of the right names", async () => {
    const { source, clock, wire } = await sourceOf(steady);
    clock.advance(4 * MINUTE);
    await source.read(never);
    await source.read(never);
    clock.advance(MINUTE);
    await source.read(never);
    expect(wire.requests.map(({ input }) => [Number(input.StartTime), Number(input.EndTime)])).toEqual([
      [Date.UTC(2026, 0, 1, 12, 1) / 1_000, Date.UTC(2026, 0, 1, 12, 2) / 1_000],
      [Date.UTC(2026, 0, 1, 12, 2) / 1_000, Date.UTC(2026, 0, 1, 12, 3) / 1_000],
    ]);
    const [query] = (wire.requests[0]?.input.MetricDataQueries ?? []) as readonly Query[];
    expect(query?.MetricStat.Metric.Dimensions).toEqual([
      { Name: "TargetGroup", Value: "targetgroup/green/1" },
      { Name: "LoadBalancer", Value: "app/shop/50dc6c495c0c9188" },
    ]);
  });

  test("count connections that failed, and tell of 5xx that nobody can attribute", async () => {
    const { source, clock, notes } = await sourceOf((name, of) => {
      if (name === "HTTPCode_ELB_5XX_Count") return 7;
      if (name === "TargetConnectionErrorCount") return of.includes("green") ? 300 : undefined;
      return steady(name, of, "", 0);
    });
    clock.advance(4 * MINUTE);
    const reading = await source.read(never);
    // A request can fail to connect more than once: never more failures than requests.
    expect(reading).toMatchObject({ candidate: { requests: 100, errors: 100 } });
    expect(notes).toEqual([expect.stringContaining("7 requests with 5xx")]);
  });

  test("of a release that nobody asked are zero beside one that somebody did", async () => {
    const { source, clock } = await sourceOf((name, of) =>
      of.includes("green") ? undefined : steady(name, of, "", 0),
    );
    clock.advance(4 * MINUTE);
    const reading = await source.read(never);
    expect(reading).toMatchObject({ known: true, candidate: { requests: 0 }, stable: { requests: 900 } });
    if (!reading.known) throw new Error("unknown");
    expect(measureErrorRate(subtract(reading.candidate, reading.candidate), 1)).toMatchObject({
      known: false,
    });
  });

  test("are unknown while both are silent, and hold what came late", async () => {
    let isLate = true;
    const { source, clock } = await sourceOf((name, of) => (isLate ? undefined : steady(name, of, "", 0)));
    clock.advance(5 * MINUTE);
    const silent = await source.read(never);
    expect(silent).toMatchObject({ known: false, reason: "metric_missing" });
    expect(silent.known ? "" : silent.text).toContain("TargetGroup=targetgroup/green/1");
    isLate = false;
    expect(await source.read(never)).toMatchObject({ known: true, candidate: { requests: 200 } });
  });

  test("are unknown when there are failures without requests", async () => {
    const { source, clock } = await sourceOf((name, of) =>
      name === "RequestCount" && of.includes("green") ? undefined : steady(name, of, "", 0),
    );
    clock.advance(4 * MINUTE);
    expect(await source.read(never)).toMatchObject({ known: false, reason: "metric_missing" });
  });

  test.each([
    ["InternalError", undefined],
    ["PartialData", undefined],
    ["Forbidden", undefined],
  ])("are unknown after %s", async (StatusCode) => {
    const raw = (): WireAnswer => ({
      json: { MetricDataResults: [{ Id: "q0", StatusCode, Timestamps: [], Values: [] }] },
    });
    const { source, clock } = await sourceOf(raw, { isRaw: true });
    clock.advance(4 * MINUTE);
    expect(await source.read(never)).toMatchObject({ known: false, reason: "metrics_unreachable" });
  });

  test("are unknown, with the permission, where the role may not ask", async () => {
    const raw = (): WireAnswer => ({ status: 403, error: "AccessDeniedException", message: "no" });
    const { source, clock } = await sourceOf(raw, { isRaw: true });
    clock.advance(4 * MINUTE);
    const reading = await source.read(never);
    expect(reading).toMatchObject({ known: false, reason: "metrics_unreachable" });
    expect(reading.known ? "" : reading.text).toContain("cloudwatch:GetMetricData");
  });

  test("come in pages", async () => {
    const whole = answerFrom(steady);
    const raw = (request: WireRequest): WireAnswer => {
      const answer = whole(request);
      const results = (
        "json" in answer ? (answer.json as { MetricDataResults: unknown[] }) : { MetricDataResults: [] }
      ).MetricDataResults;
      const isFirst = request.input.NextToken === undefined;
      return {
        json: {
          MetricDataResults: isFirst ? results.slice(0, 2) : results.slice(2),
          ...(isFirst ? { NextToken: "2" } : {}),
        },
      };
    };
    const { source, clock } = await sourceOf(raw, { isRaw: true });
    clock.advance(4 * MINUTE);
    expect(await source.read(never)).toMatchObject({
      candidate: { requests: 100, errors: 5 },
      stable: { requests: 900 },
    });
  });

  test("end with the signal", async () => {
    const { source, clock } = await sourceOf(steady);
    clock.advance(4 * MINUTE);
    const error = await rejection(source.read(AbortSignal.abort()));
    expect(error).toMatchObject({ code: "cancelled" });
  });
});

describe("latency", () => {
  const withLatency: Data = (name, of, statistic, minute) => {
    if (name !== "TargetResponseTime") return steady(name, of, statistic, minute);
    if (statistic === "SampleCount") return 100;
    // Half below 0.1 s, nine of ten below 0.2 s; the last a little off, as an estimate is.
    return { "TC(:0.05)": 0, "TC(:0.1)": 50, "TC(:0.2)": 90, "TC(:0.4)": 100.4 }[statistic];
  };
  const bounds = [50, 100, 200, 400];

  test("is a histogram made of trimmed counts", async () => {
    const { source, clock } = await sourceOf(withLatency, { latencyBoundsMs: bounds });
    const before = await source.read(never);
    clock.advance(5 * MINUTE);
    const now = await source.read(never);
    if (!before.known || !now.known) throw new Error("unknown");
    expect(now.candidate?.latency).toEqual({ boundsMs: bounds, counts: [0, 100, 80, 20, 0] });
    const measured = measureLatency(
      subtract(now.candidate, before.candidate),
      subtract(now.stable, before.stable),
      90,
      10,
    );
    expect(measured).toMatchObject({ known: true, value: 200 });
  });

  test("is unknown from the first minute that has none, and counts stay", async () => {
    const { source, clock, notes } = await sourceOf(
      (name, of, statistic, minute) =>
        statistic.startsWith("TC") && minute > 0 ? undefined : withLatency(name, of, statistic, minute),
      { latencyBoundsMs: bounds },
    );
    clock.advance(4 * MINUTE);
    const first = await source.read(never);
    clock.advance(MINUTE);
    const second = await source.read(never);
    clock.advance(MINUTE);
    const third = await source.read(never);
    if (!first.known || !second.known || !third.known) throw new Error("unknown");
    expect(notes).toEqual([expect.stringContaining("latency is unknown")]);
    expect(second.candidate?.latency.boundsMs).toEqual([]);
    expect(second.candidate?.epoch).not.toBe(first.candidate?.epoch);
    expect(third.candidate).toMatchObject({ requests: 300, epoch: second.candidate?.epoch });
  });
});

describe("counts of two Lambda versions", () => {
  const invoked: Data = (name, of) => {
    const isCandidate = of === "shop shop:live 8";
    if (name === "Invocations") return isCandidate ? 10 : 90;
    if (name === "Errors") return isCandidate ? 3 : 0;
    return undefined;
  };

  test("are asked for by function, alias and executed version", async () => {
    const { source, clock } = await sourceOf(invoked, { target: LAMBDA });
    clock.advance(4 * MINUTE);
    expect(await source.read(never)).toMatchObject({
      candidate: { requests: 10, errors: 3 },
      stable: { requests: 90, errors: 0 },
    });
  });

  test("are unknown where the errors of a minute with invocations are missing", async () => {
    const { source, clock } = await sourceOf(
      (name, of) => (name === "Errors" ? undefined : invoked(name, of, "", 0)),
      { target: LAMBDA },
    );
    clock.advance(4 * MINUTE);
    const reading = await source.read(never);
    expect(reading).toMatchObject({ known: false, reason: "metric_missing" });
    expect(reading.known ? "" : reading.text).toContain("12:01");
  });
});

describe("names", () => {
  test.each([
    ["app/shop/50dc", "app/shop/50dc"],
    [BALANCER, "app/shop/50dc6c495c0c9188"],
    ["arn:aws:elasticloadbalancing:eu-west-1:1:listener/app/shop/50dc/aa", "app/shop/50dc"],
    ["arn:aws:elasticloadbalancing:eu-west-1:1:listener-rule/app/shop/50dc/aa/bb", "app/shop/50dc"],
  ])("of a load balancer: %s", (text, dimension) => {
    expect(loadBalancerDimension(text)).toBe(dimension);
  });

  test("that CloudWatch does not know are told when the source is made", async () => {
    const target: CloudWatchTarget = { ...GROUPS, stable: { version: "v1", targetGroup: "blue" } };
    const error = await rejection(sourceOf(steady, { target }));
    expect(error).toMatchObject({ code: "config" });
    expect(error.hint).toContain("targetgroup/<name>/<id>");
  });
});

describe("alarms", () => {
  const alarms = [
    { AlarmName: "shop-5xx", StateValue: "ALARM", StateReason: "Threshold crossed" },
    { AlarmName: "shop-latency", StateValue: "OK" },
    { AlarmName: "shop-cpu", StateValue: "INSUFFICIENT_DATA", StateReason: "no points" },
  ];

  async function wired(answer: (request: WireRequest) => WireAnswer) {
    const wire = await startWire(answer);
    stops.push(wire.stop);
    const access = accessTo(wire.url);
    return { access, ports: { access, http: realHttp() } };
  }

  test("without data or not there are unknown, with the nearest name", async () => {
    const { ports } = await wired(({ input }) => {
      const names = input.AlarmNames as readonly string[] | undefined;
      return { json: { MetricAlarms: alarms.filter((one) => names?.includes(one.AlarmName) ?? true) } };
    });
    const reading = await readAlarms(ports, ["shop-5xx", "shop-latency", "shop-cpu", "shop-latancy"], never);
    expect(reading).toMatchObject({
      known: true,
      alarms: [
        { state: "alarm", text: "shop-5xx is in ALARM: Threshold crossed" },
        { state: "ok" },
        { state: "unknown", reason: "alarm_without_data" },
        { state: "unknown", reason: "alarm_missing" },
      ],
    });
    expect(reading.known ? reading.alarms[3]?.text : "").toContain('Did you mean "shop-latency"?');
  });

  test("that may not be read are unknown", async () => {
    const { ports } = await wired(() => ({ status: 403, error: "AccessDenied", message: "no" }));
    expect(await readAlarms(ports, ["x"], never)).toMatchObject({
      known: false,
      reason: "alarms_unreachable",
    });
  });

  test("and counts make the declared calls", async () => {
    const { source, clock, access } = await sourceOf(steady);
    clock.advance(4 * MINUTE);
    await source.read(never);
    const alarm = await wired(() => ({ json: {} }));
    await readAlarms(alarm.ports, ["x"], never);
    expect([...alarm.access.operations(), ...access.operations()]).toEqual(cloudWatchCalls.map(nameOf));
  });
});
