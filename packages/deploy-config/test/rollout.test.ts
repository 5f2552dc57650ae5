import { describe, expect, test } from "@jest/globals";
import { policyOf, problemsOf } from "./fixtures.ts";

const K8S = "platform: kubernetes, namespace: shop, workload: deployment/web";
const ECS = "platform: aws-ecs, cluster: shop, services: [web]";
const ELB = "arn:aws:elasticloadbalancing:eu-west-1:123456789012";
const GROUPS = `{ target-groups: { listener: ${ELB}:listener/app/shop/1/2, stable: ${ELB}:targetgroup/a/1, candidate: ${ELB}:targetgroup/b/2, candidate-service: b } }`;
const EXEC = "platform: exec, observe: [o], set-weight: [s], promote: [p], abort: [a]";
const PROMETHEUS = "metrics: { prometheus: http://p, requests: r, errors: e }";
const RATE = "error-rate > 5%";
const BASELINE = "latency p95 > 200% of baseline";
const TARGETS = {
  httproute: `target: { ${K8S}, route: httproute/web }`,
  rolling: `target: { ${K8S}, route: rolling }`,
  service: `target: { ${K8S}, route: service/web }`,
  argo: "target: { platform: kubernetes, namespace: shop, workload: rollout/web }",
  flagger: "target: { platform: kubernetes, namespace: shop, workload: canary/web }",
  helm: "target: { platform: helm, namespace: shop, release: shop, chart: charts/shop }",
  ecsRolling: `target: { ${ECS}, route: rolling }`,
  ecsGroups: `target: { ${ECS}, route: ${GROUPS} }`,
  ecsNative: `target: { ${ECS}, route: { native: canary } }`,
  ecsLinear: `target: { ${ECS}, route: { native: linear, step: 30% } }`,
  ecsBlueGreen: `target: { ${ECS}, route: { native: blue-green } }`,
  lambda: 'target: { platform: aws-lambda, function: f, alias: live, code: { image: "f:${release}" } }',
  site: "target: { platform: aws-s3-cloudfront, bucket: shop-site, distribution: E2, folder: dist }",
  haproxy:
    "target: { platform: haproxy, socket: s, backend: b, servers: [{ name: a, address: h:1 }, { name: b, address: h:2 }], start: [s], stop: [s], version: [v] }",
  exec: `target: { ${EXEC} }`,
  execWhole: `target: { ${EXEC}, granularity: 100 }`,
} as const;

type TargetName = keyof typeof TARGETS;

describe("a rollout nobody wrote", () => {
  test.each<[TargetName, readonly number[], "steps" | "engine"]>([
    ["httproute", [25, 50, 100], "steps"],
    ["rolling", [100], "steps"],
    ["service", [0, 100], "steps"],
    ["argo", [100], "engine"],
    ["flagger", [100], "engine"],
    ["helm", [100], "steps"],
    ["ecsRolling", [100], "steps"],
    ["ecsGroups", [25, 50, 100], "steps"],
    ["ecsNative", [5, 100], "steps"],
    ["ecsLinear", [30, 60, 90, 100], "steps"],
    ["ecsBlueGreen", [0, 100], "steps"],
    ["lambda", [25, 50, 100], "steps"],
    ["site", [100], "steps"],
    ["haproxy", [25, 50, 100], "steps"],
    ["exec", [25, 50, 100], "steps"],
    ["execWhole", [100], "steps"],
  ])("on %s gives %j, moved by %s", (name, weights, drivenBy) => {
    const { rollout } = policyOf(TARGETS[name]);
    expect(rollout.steps.map(({ weight }) => weight)).toEqual(weights);
    expect(rollout.drivenBy).toBe(drivenBy);
    expect(problemsOf(TARGETS[name])).toEqual([]);
  });

  test.each<[TargetName, string, readonly string[]]>([
    ["httproute", "", []],
    ["httproute", PROMETHEUS, [RATE]],
    ["httproute", PROMETHEUS.replace("errors: e", "errors: e, latency: d_bucket"), [RATE, BASELINE]],
    ["httproute", "metrics: { cloudwatch: true, alarms: [shop-5xx] }", []],
    ["argo", PROMETHEUS, []],
    ["ecsGroups", "", []],
    ["ecsGroups", "metrics: { cloudwatch: true }", [RATE]],
    ["ecsRolling", "metrics: { cloudwatch: true, alarms: [shop-5xx] }", []],
    ["lambda", "", []],
    ["lambda", "metrics: { cloudwatch: true }", [RATE]],
    ["haproxy", "", [RATE]],
    ["exec", "", [RATE]],
  ])("on %s with %j asks only for what is counted: %j", (name, metrics, triggers) => {
    const names = policyOf(`${TARGETS[name]}\n${metrics}`).rollout.abortWhen.map((trigger) => trigger.name);
    expect(names).toEqual(triggers);
  });
});

describe("steps a target cannot hold", () => {
  const WHERE = "environments.production.rollout";
  const CANARY = "rollout: { strategy: canary }";
  const HALF = "rollout: { steps: [{ weight: 0% }, { weight: 50% }, { weight: 100% }] }";

  test.each<[TargetName, string, readonly string[]]>([
    [
      "rolling",
      CANARY,
      [
        `"canary" for ${WHERE}.strategy: expected all-at-once: route: rolling replaces stable by the candidate`,
      ],
    ],
    [
      "helm",
      "rollout: { strategy: blue-green }",
      [
        `"blue-green" for ${WHERE}.strategy: expected all-at-once: platform: helm replaces stable by the candidate`,
      ],
    ],
    [
      "service",
      CANARY,
      [
        `"canary" for ${WHERE}.strategy: expected all-at-once or blue-green: route: service/web moves all traffic at once`,
      ],
    ],
    [
      "site",
      HALF,
      [
        `50 % for ${WHERE}.steps[1].weight: expected 0% or 100%: platform: aws-s3-cloudfront moves all traffic at once`,
      ],
    ],
    [
      "execWhole",
      HALF,
      [`50 % for ${WHERE}.steps[1].weight: expected 0% or 100%: granularity: 100 moves all traffic at once`],
    ],
    [
      "ecsRolling",
      HALF,
      [
        `0 % for ${WHERE}.steps[0].weight: expected 100%, in one step: route: rolling replaces stable by the candidate`,
        `50 % for ${WHERE}.steps[1].weight: expected 100%, in one step: route: rolling replaces stable by the candidate`,
      ],
    ],
  ])("are said for %s", (name, rollout, expected) => {
    expect(problemsOf(`${TARGETS[name]}\n${rollout}`)).toEqual(expected);
  });

  test("are said for the environment that cannot, not for the defaults of the others", () => {
    expect(problemsOf(TARGETS.httproute, `${TARGETS.helm}\n${CANARY}`)).toEqual([]);
    expect(problemsOf(TARGETS.helm, `${TARGETS.httproute}\n${CANARY}`)).toHaveLength(1);
  });

  test("say nothing while a typo hides what the target is", () => {
    expect(problemsOf(`target: { ${K8S}, rout: rolling }\n${CANARY}`)).toEqual([
      expect.stringContaining('the unknown key "rout"'),
    ]);
  });
});

describe("a rollout driven by an engine", () => {
  test.each<[TargetName, string, "steps" | "engine"]>([
    ["argo", "driven-by: engine", "engine"],
    ["argo", "driven-by: steps", "steps"],
    ["argo", "steps: [{ weight: 20% }, { weight: 100% }]", "steps"],
    ["flagger", "strategy: canary", "steps"],
    ["argo", "grace: 1m", "engine"],
  ])("on %s with %s is moved by %s", (name, rollout, expected) => {
    expect(policyOf(`${TARGETS[name]}\nrollout: { ${rollout} }`).rollout.drivenBy).toBe(expected);
  });

  test("takes away the steps of the defaults, and steps take away the engine", () => {
    const steps = "rollout: { steps: [{ weight: 20% }, { weight: 100% }] }";
    const engine = "rollout: { driven-by: engine }";
    expect(policyOf(engine, `${TARGETS.argo}\n${steps}`).rollout).toMatchObject({
      drivenBy: "engine",
      steps: [{ weight: 100, bakeMs: 0 }],
    });
    expect(policyOf(steps, `${TARGETS.argo}\n${engine}`).rollout).toMatchObject({
      drivenBy: "steps",
      steps: [{ weight: 20 }, { weight: 100 }],
    });
  });

  test.each<[TargetName, string, string]>([
    [
      "httproute",
      "driven-by: engine",
      '"engine" for environments.production.rollout.driven-by, but route: httproute/web has no engine: expected steps; or a workload: rollout/<name> of Argo Rollouts or a workload: canary/<name> of Flagger',
    ],
    [
      "argo",
      "driven-by: engine, steps: [{ weight: 100% }]",
      'both "driven-by: engine" and "steps" in environments.production.rollout: expected one of them: the steps are then the engine\'s own',
    ],
    [
      "argo",
      "driven-by: engine, strategy: canary",
      'both "driven-by: engine" and "strategy" in environments.production.rollout: expected one of them: the steps are then the engine\'s own',
    ],
    [
      "argo",
      "driven-by: engin",
      '"engin" for environments.production.rollout.driven-by: expected steps or engine. Did you mean "engine"?',
    ],
  ])("on %s refuses %s", (name, rollout, expected) => {
    expect(problemsOf(`${TARGETS[name]}\nrollout: { ${rollout} }`)).toEqual([expected]);
  });
});
