import type { ActionContext } from "@deploy-actions/action-kit";
import type { EffectivePolicy, MetricsPolicy } from "@deploy-actions/deploy-config";
import type { AwsAccess, HttpClient, HttpResponse } from "@deploy-actions/kernel";
import type { Platform, PlatformCapabilities } from "@deploy-actions/platforms";
import type { EcsTarget, KubernetesTarget, RolloutPlan, Target, TrafficState } from "@deploy-actions/rollout";
import { describe, expect, test } from "@jest/globals";
import type { RunAccess } from "../access.ts";
import { withPolicyMetrics } from "../policy-metrics.ts";
import type { OpenedTarget } from "../target-access.ts";
import { contextWith } from "./context.ts";

const METRICS: MetricsPolicy = {
  source: "cloudwatch",
  region: undefined,
  loadBalancer: undefined,
  alarms: ["checkout-5xx"],
  ingestDelayMs: 0,
};
const REGION = "arn:aws:elasticloadbalancing:eu-west-1:123456789012";
const GROUPS = {
  platform: "aws-ecs",
  route: {
    kind: "target-groups",
    listener: `${REGION}:listener/app/shop/1/2`,
    stable: `${REGION}:targetgroup/stable/1`,
    candidate: `${REGION}:targetgroup/candidate/2`,
    candidateService: "web-candidate",
  },
} as EcsTarget;

const signal = new AbortController().signal;
const aws: AwsAccess = {
  region: "eu-west-1",
  endpoint: undefined,
  keys: async () => {
    throw new Error("nobody asks AWS here");
  },
};
const access = { aws: async () => aws, secret: async () => "t0ken" } as unknown as RunAccess;
const PLAN = { candidate: { version: "v2" } } as RolloutPlan;
const TRAFFIC = { stable: null, candidate: null } as unknown as TrafficState;
const STABLE_RUNS = { stable: { release: { version: "v1" } }, candidate: null } as unknown as TrafficState;

function open(
  target: Target,
  metrics: MetricsPolicy = METRICS,
  observe?: Platform["observe"],
  send?: HttpClient["send"],
  capabilities?: Partial<PlatformCapabilities>,
) {
  const own: OpenedTarget = {
    platform: { name: "kubernetes", observe, capabilities } as unknown as Platform,
    counts: true,
    metricsFor: async () => undefined,
  };
  const end = new AbortController();
  // Time stands still until the test says otherwise.
  let nowMs = 1_000_000;
  const sleeping = new Set<() => void>();
  const sleep = (_ms: number, until: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      sleeping.add(resolve);
      until.addEventListener("abort", () => reject(new Error("ended")));
    });
  const halfSecond = async (): Promise<void> => {
    await new Promise((resolve) => setImmediate(resolve));
    nowMs += 500;
    for (const wake of sleeping) wake();
    sleeping.clear();
    await new Promise((resolve) => setImmediate(resolve));
  };
  const clock = { now: () => nowMs, sleep };
  const context = { clock, log: {}, http: { send }, signal: end.signal } as unknown as ActionContext;
  const policy = { metrics, target, service: "shop" } as unknown as EffectivePolicy;
  return { own, end, halfSecond, opened: withPolicyMetrics(context, policy, access, own) };
}

function answer(body: string, url: string): HttpResponse {
  return {
    status: 200,
    headers: {},
    body: new TextEncoder().encode(body),
    truncated: false,
    url,
    redirects: 0,
    proxied: false,
    timings: { headersMs: 1, totalMs: 1 },
    attempts: 1,
  };
}

describe("CloudWatch", () => {
  test.each<readonly [string, Target]>([
    ["exec", { platform: "exec" } as Target],
    ["a rolling ECS service", { platform: "aws-ecs", route: { kind: "rolling" } } as EcsTarget],
  ])(
    "on %s, where it cannot count, gives its alarms and leaves the platform's own counts",
    (_name, target) => {
      const { own, opened } = open(target);
      expect(opened.metricsFor).toBe(own.metricsFor);
      expect(opened.counts).toBe(own.counts);
      expect(opened.alarms?.map(({ check, critical }) => [check, critical])).toEqual([
        ["alarm checkout-5xx", true],
      ]);
    },
  );

  test("counts two target groups in place of the platform", async () => {
    const { own, opened } = open(GROUPS);
    expect(opened.metricsFor).not.toBe(own.metricsFor);
    expect(await opened.metricsFor(TRAFFIC, PLAN, signal)).toMatchObject({ name: "cloudwatch" });
  });

  test("refuses a load balancer it does not know by that name, before anything is touched", () => {
    expect(() => open(GROUPS, { ...METRICS, loadBalancer: "shop" })).toThrow(
      '"shop" names no load balancer for CloudWatch.',
    );
  });

  test("is unknown while the platform does not say what runs", async () => {
    const { opened } = open(GROUPS, METRICS, async () => {
      throw new Error("the API is gone");
    });
    const source = await opened.metricsFor(TRAFFIC, PLAN, signal);
    expect(await source?.read(signal)).toEqual({
      known: false,
      reason: "platform_unreachable",
      text: "the API is gone",
    });
  });
});

test("without metrics in the policy the target is as it was opened", () => {
  const own: OpenedTarget = { platform: {} as Platform, counts: false, metricsFor: async () => undefined };
  const policy = { metrics: undefined, target: { platform: "exec" } } as unknown as EffectivePolicy;
  expect(withPolicyMetrics(contextWith({}), policy, access, own)).toBe(own);
});

describe("Prometheus", () => {
  const prometheus = {
    source: "prometheus",
    url: "http://127.0.0.1:9090",
    template: undefined,
    requests: undefined,
    errors: undefined,
    latency: undefined,
    gauges: undefined,
    token: undefined,
    ingestDelayMs: 0,
    timeoutMs: 1_000,
  } as const;
  const target = {
    platform: "kubernetes",
    namespace: "shop",
    workload: { kind: "deployment", name: "web" },
    services: { stable: "web", candidate: "web-candidate" },
  } as KubernetesTarget;

  test.each(["istio", "ingress-nginx", "traefik", "gateway", "app"] as const)(
    "counts by the template %s, with the names of the target",
    async (template) => {
      const asked: string[] = [];
      const { opened } = open(target, { ...prometheus, template }, undefined, async ({ url }) => {
        asked.push(new URL(url).searchParams.get("query") ?? "");
        throw new Error("nobody answers here");
      });
      const source = await opened.metricsFor(STABLE_RUNS, PLAN, signal);
      expect(await source?.read(signal)).toMatchObject({ known: false, reason: "metrics_unreachable" });
      expect(
        asked.some((query) => query.includes(template === "app" ? 'version="v2"' : "web-candidate")),
      ).toBe(true);
      expect(asked.some((query) => /_bucket\{/.test(query))).toBe(true);
    },
  );

  test("puts what is written over the template", async () => {
    const asked: string[] = [];
    const metrics = { ...prometheus, template: "app", errors: 'failed{v="${version}"}' } as const;
    const { opened } = open(target, metrics, undefined, async ({ url }) => {
      asked.push(new URL(url).searchParams.get("query") ?? "");
      throw new Error("nobody answers here");
    });
    await (await opened.metricsFor(STABLE_RUNS, PLAN, signal))?.read(signal);
    expect(asked).toContainEqual(expect.stringMatching(/^failed\{v="v2"\}\[/));
    expect(asked).toContainEqual(expect.stringMatching(/^http_requests_total\{app="shop",version="v1"\}\[/));
  });

  test("says which name of the target a template lacks", async () => {
    const { opened } = open({ platform: "exec" } as Target, { ...prometheus, template: "istio" });
    await expect(opened.metricsFor(STABLE_RUNS, PLAN, signal)).rejects.toMatchObject({
      code: "config",
      message: "metrics.template istio needs a namespace, which the target does not name",
    });
  });
});

test("A JSON endpoint is asked for each release, with the token of the policy", async () => {
  const metrics: MetricsPolicy = {
    source: "json",
    url: "http://stats.test/${version}",
    requests: "/requests",
    errors: "/errors",
    latency: undefined,
    users: undefined,
    epoch: undefined,
    version: undefined,
    gauges: undefined,
    token: "secret://vault/secret/shop#token",
    timeoutMs: 1_000,
  };
  const asked: (readonly [string, string | undefined])[] = [];
  const { opened } = open({ platform: "exec" } as Target, metrics, undefined, async ({ url, headers }) => {
    asked.push([url, headers?.authorization]);
    return answer('{"requests": 3, "errors": 1}', url);
  });
  const source = await opened.metricsFor(STABLE_RUNS, PLAN, signal);
  expect(await source?.read(signal)).toMatchObject({
    known: true,
    candidate: { version: "v2", requests: 3 },
    stable: { version: "v1", errors: 1 },
  });
  expect(asked).toEqual([
    ["http://stats.test/v2", "Bearer t0ken"],
    ["http://stats.test/v1", "Bearer t0ken"],
  ]);
});

describe("Synthetic metrics", () => {
  const synthetic = {
    source: "synthetic",
    url: "https://shop.test/health?deep=1",
    candidate: undefined,
    stable: undefined,
    perSecond: 2,
    timeoutMs: 1_000,
    status: [{ from: 200, to: 299 }],
    version: undefined,
  } as const;
  const NONE = { candidateUrl: false, candidateHeader: undefined };
  const running = (version: string, url?: string, ready = true) => ({
    release: { version },
    ready,
    ...(url === undefined ? {} : { url }),
  });
  const both = (stable: string | undefined, candidate: string | undefined, ready = true) =>
    ({
      stable: running("v1", stable),
      candidate: running("v2", candidate, ready),
    }) as unknown as TrafficState;

  /** What the first pair of probes asks, after `traffic` was seen. */
  async function firstPair(
    metrics: MetricsPolicy,
    capabilities: Partial<PlatformCapabilities>,
    traffic: TrafficState,
  ): Promise<readonly unknown[]> {
    const asked: unknown[] = [];
    const { opened, end } = open(
      { platform: "exec" } as Target,
      metrics,
      async () => traffic,
      async ({ url, headers = {} }) => {
        const { "cache-control": _, ...rest } = headers;
        asked.push(Object.keys(rest).length === 0 ? url : [url, rest]);
        return answer("", url);
      },
      capabilities,
    );
    const source = await opened.metricsFor({ ...traffic, candidate: null }, PLAN, signal);
    expect(await source?.read(signal)).toMatchObject({
      known: true,
      candidate: { version: "v2", requests: 0 },
    });
    await new Promise((resolve) => setImmediate(resolve));
    end.abort();
    await source?.close?.();
    return asked;
  }

  test.each<
    readonly [string, MetricsPolicy, Partial<PlatformCapabilities>, TrafficState, readonly unknown[]]
  >([
    [
      "where the platform says the releases are",
      synthetic,
      { ...NONE, candidateUrl: true },
      both("http://10.0.0.1:8080", "http://10.0.0.2:8080/base"),
      ["http://10.0.0.2:8080/health?deep=1", "http://10.0.0.1:8080/health?deep=1"],
    ],
    [
      "at the URLs of the policy, whatever the platform says",
      { ...synthetic, candidate: "https://c.test/x", stable: "https://s.test/${version}" },
      { ...NONE, candidateUrl: true },
      both("http://10.0.0.1", "http://10.0.0.2"),
      ["https://c.test/x", "https://s.test/v1"],
    ],
    [
      "at one URL that names the release",
      { ...synthetic, url: "https://${role}.shop.test/" },
      NONE,
      both(undefined, undefined),
      ["https://candidate.shop.test/", "https://stable.shop.test/"],
    ],
    [
      "by the header of the platform, beside a URL of stable",
      { ...synthetic, stable: "https://s.test/" },
      { ...NONE, candidateHeader: { name: "x-to", value: "candidate" } },
      both(undefined, undefined),
      [["https://shop.test/health?deep=1", { "x-to": "candidate" }], "https://s.test/"],
    ],
    [
      "not at all before the candidate is ready",
      { ...synthetic, candidate: "https://c.test/", stable: "https://s.test/" },
      NONE,
      both(undefined, undefined, false),
      [],
    ],
  ])("ask %s", async (_name, metrics, capabilities, traffic, expected) => {
    expect(await firstPair(metrics, capabilities, traffic)).toEqual(expected);
  });

  test("go on asking a candidate that was ready once, and nobody when it is gone", async () => {
    const asked: string[] = [];
    let traffic = both("http://10.0.0.1", "http://10.0.0.2", false);
    const { opened, end, halfSecond } = open(
      { platform: "exec" } as Target,
      synthetic,
      async () => traffic,
      async ({ url }) => {
        asked.push(new URL(url).hostname);
        return answer("", url);
      },
      { ...NONE, candidateUrl: true },
    );
    const source = await opened.metricsFor(traffic, PLAN, signal);
    const askedAfter = async (next: TrafficState): Promise<readonly string[]> => {
      traffic = next;
      asked.length = 0;
      await source?.read(signal);
      await halfSecond();
      return [...asked].sort();
    };
    expect(await askedAfter(both("http://10.0.0.1", "http://10.0.0.2", false))).toEqual([]);
    expect(await askedAfter(both("http://10.0.0.1", "http://10.0.0.2"))).toEqual(["10.0.0.1", "10.0.0.2"]);
    expect(await askedAfter(both("http://10.0.0.1", "http://10.0.0.2", false))).toEqual([
      "10.0.0.1",
      "10.0.0.2",
    ]);
    expect(await askedAfter({ ...traffic, candidate: null })).toEqual([]);
    end.abort();
    await source?.close?.();
  });

  test("are unknown when the platform does not keep its word about a URL", async () => {
    const traffic = both("http://10.0.0.1", undefined);
    const { opened } = open({ platform: "exec" } as Target, synthetic, async () => traffic, undefined, {
      ...NONE,
      candidateUrl: true,
    });
    const source = await opened.metricsFor(traffic, PLAN, signal);
    expect(await source?.read(signal)).toMatchObject({
      known: false,
      reason: "no_url",
      text: expect.stringContaining("metrics.synthetic cannot reach candidate alone"),
    });
  });

  test.each<readonly [string, MetricsPolicy, Partial<PlatformCapabilities>, string]>([
    [
      "both",
      synthetic,
      NONE,
      "metrics.synthetic cannot reach candidate and stable alone: kubernetes gives no URL",
    ],
    [
      "stable, which the header of the candidate does not reach",
      synthetic,
      { ...NONE, candidateHeader: { name: "x-to", value: "candidate" } },
      "metrics.synthetic cannot reach stable alone",
    ],
    [
      "the candidate",
      { ...synthetic, stable: "https://s.test/" },
      NONE,
      "metrics.synthetic cannot reach candidate alone",
    ],
  ])("say what to write when they cannot reach %s", async (_name, metrics, capabilities, message) => {
    const { opened } = open({ platform: "exec" } as Target, metrics, undefined, undefined, capabilities);
    await expect(opened.metricsFor(both(undefined, undefined), PLAN, signal)).rejects.toMatchObject({
      code: "config",
      message: expect.stringContaining(message),
      hint: expect.stringContaining("https://"),
    });
  });
});
