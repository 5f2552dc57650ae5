import type { ActionContext } from "@deploy-actions/action-kit";
import type { EffectivePolicy, MetricsPolicy } from "@deploy-actions/deploy-config";
import type { AwsAccess } from "@deploy-actions/kernel";
import type { Platform } from "@deploy-actions/platforms";
import type { EcsTarget, RolloutPlan, Target, TrafficState } from "@deploy-actions/rollout";
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
const access = { aws: async () => aws } as unknown as RunAccess;
const PLAN = { candidate: { version: "v2" } } as RolloutPlan;
const TRAFFIC = { stable: null, candidate: null } as unknown as TrafficState;

function open(target: Target, metrics: MetricsPolicy = METRICS, observe?: Platform["observe"]) {
  const own: OpenedTarget = {
    platform: { observe } as unknown as Platform,
    counts: true,
    metricsFor: async () => undefined,
  };
  const clock = { now: () => 1_000_000, sleep: async () => undefined };
  const context = { clock, log: {}, http: {} } as unknown as ActionContext;
  const policy = { metrics, target } as unknown as EffectivePolicy;
  return { own, opened: withPolicyMetrics(context, policy, access, own) };
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
