import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { ecsCalls } from "../../../src/aws/ecs/ecs-calls.ts";
import { describePlatform, rejection } from "../../contract.ts";
import { EcsFixture, type Fault, service } from "./ecs-fixture.ts";

const v1 = { version: "v1", commit: "1".repeat(40) };
const v2 = { version: "v2" };
const v3 = { version: "v3" };

/** A web service with a load balancer that was never deployed to, and others the test adds. */
async function openShop(changes: ConstructorParameters<typeof EcsFixture>[0] = {}): Promise<EcsFixture> {
  const fixture = await new EcsFixture(changes).open();
  const [blue] = fixture.balancer.groups;
  fixture.ecs.addService("web", "shop:bootstrap", {
    desiredCount: 0,
    loadBalancers: [{ targetGroupArn: blue?.arn, containerName: "web", containerPort: 80 }],
  });
  return fixture;
}

describePlatform("ECS behind target groups", async () => {
  const fixture = await openShop();
  return { platform: fixture.platform(), other: fixture.platform(), close: () => fixture.close() };
});

describe("ECS behind target groups", () => {
  let fixture: EcsFixture;

  beforeEach(async () => {
    fixture = await openShop();
  });

  afterEach(async () => {
    await fixture.close();
  });

  const { signal } = new AbortController();

  async function deploy(release: { version: string }): Promise<void> {
    const platform = fixture.platform();
    const started = await platform.setWeight(release, 0, await platform.observe(signal), signal);
    await platform.promote(release, started, signal);
  }

  async function withStable(): Promise<void> {
    await deploy(v1);
    fixture.ecs.service("web").data.desiredCount = 4;
    const platform = fixture.platform();
    for (let look = 0; look < 3; look += 1) await platform.observe(signal);
    fixture.balancer.history.length = 0;
    fixture.made.length = 0;
  }

  test("a rollout makes only calls that are declared", async () => {
    await withStable();
    const platform = fixture.platform();
    const state = await platform.setWeight(v2, 25, await platform.observe(signal), signal);
    await platform.promote(v2, state, signal);
    const again = await platform.setWeight(v3, 10, await platform.observe(signal), signal);
    await platform.abort(again, signal);
    await platform.restore(v1, await platform.observe(signal), signal);
    expect(await platform.preflight?.(signal)).toEqual([]);
    const declared = new Set(ecsCalls(fixture.target).map((call) => JSON.stringify(call)));
    expect(fixture.made.length).toBeGreaterThan(50);
    expect(
      [...new Set(fixture.made.map((call) => JSON.stringify(call)))].filter((one) => !declared.has(one)),
    ).toEqual([]);
  });

  test("nobody is ever sent to a group without a healthy target", async () => {
    await withStable();
    const gaps: string[] = [];
    fixture.onRequest = (operation) => {
      if (!fixture.balancer.isServing()) gaps.push(operation);
    };
    const platform = fixture.platform();
    const at25 = await platform.setWeight(v2, 25, await platform.observe(signal), signal);
    const at100 = await platform.setWeight(v2, 100, at25, signal);
    await platform.promote(v2, at100, signal);
    const half = await platform.setWeight(v3, 50, await platform.observe(signal), signal);
    await platform.restore(v1, half, signal);
    expect(gaps).toEqual([]);
    expect(fixture.balancer.history).toEqual(["75/25", "0/100", "100/0", "50/50", "100/0"]);
  });

  test("a tenth of a per cent is held", async () => {
    await withStable();
    const platform = fixture.platform();
    const state = await platform.setWeight(v2, 0.1, await platform.observe(signal), signal);
    expect(state.candidateWeight).toBe(0.1);
    expect(platform.capabilities).toMatchObject({
      traffic: "weights",
      granularity: 0.1,
      keepsStableWarm: true,
    });
  });

  test("stickiness and sign-in of the rule are kept", async () => {
    await withStable();
    const oidc = {
      Type: "authenticate-oidc",
      Order: 1,
      AuthenticateOidcConfig: {
        Issuer: "https://issuer.example",
        AuthorizationEndpoint: "https://issuer.example/a",
        TokenEndpoint: "https://issuer.example/t",
        UserInfoEndpoint: "https://issuer.example/u",
        ClientId: "shop",
      },
    };
    const [blue] = fixture.balancer.groups;
    const stickiness = { Enabled: true, DurationSeconds: 600 };
    fixture.balancer.actions = [
      oidc,
      {
        Type: "forward",
        Order: 2,
        ForwardConfig: {
          TargetGroups: [{ TargetGroupArn: blue?.arn, Weight: 1 }],
          TargetGroupStickinessConfig: stickiness,
        },
      },
    ];
    const platform = fixture.platform();
    await platform.setWeight(v2, 20, await platform.observe(signal), signal);
    expect(fixture.balancer.actions).toEqual([
      { ...oidc, AuthenticateOidcConfig: { ...oidc.AuthenticateOidcConfig, UseExistingClientSecret: true } },
      {
        Type: "forward",
        Order: 2,
        ForwardConfig: {
          TargetGroups: [
            { TargetGroupArn: blue?.arn, Weight: 80 },
            { TargetGroupArn: fixture.balancer.groups[1]?.arn, Weight: 20 },
          ],
          TargetGroupStickinessConfig: stickiness,
        },
      },
    ]);
  });

  test("the listener's default action takes weights too", async () => {
    const { route } = fixture.target;
    fixture.target = {
      ...fixture.target,
      route: { ...route, listener: fixture.balancer.listener } as typeof route,
    };
    await withStable();
    const platform = fixture.platform();
    const state = await platform.setWeight(v2, 25, await platform.observe(signal), signal);
    expect(state.candidateWeight).toBe(25);
    expect(fixture.made).toContainEqual({
      api: "aws",
      service: "elasticloadbalancing",
      operation: "ModifyListener",
    });
    const declared = ecsCalls(fixture.target).map((call) => JSON.stringify(call));
    expect(fixture.made.map((call) => JSON.stringify(call)).filter((one) => !declared.includes(one))).toEqual(
      [],
    );
  });

  test("weights edited by hand during the rollout are a conflict and stay", async () => {
    await withStable();
    const platform = fixture.platform();
    const state = await platform.setWeight(v2, 25, await platform.observe(signal), signal);
    fixture.balancer.editByHand([1, 1]);
    const error = await rejection(platform.setWeight(v2, 75, state, signal), "conflict");
    expect(error.message).toContain("candidate v2 at 50 %");
    expect(fixture.balancer.shareOf("shop-green")).toBe(50);
  });

  test("weights edited by hand between the look and the change are a conflict and stay", async () => {
    await withStable();
    const platform = fixture.platform();
    const state = await platform.setWeight(v2, 25, await platform.observe(signal), signal);
    let looks = 0;
    fixture.onRequest = (operation) => {
      if (operation !== "DescribeRules") return;
      looks += 1;
      // The platform looks, the route looks, then the change reads the weights twice: before the last, somebody writes.
      if (looks === 5) fixture.balancer.editByHand([1, 1]);
    };
    const error = await rejection(platform.setWeight(v2, 75, state, signal), "conflict");
    expect(error.message).toContain("gave the candidate 25 % a moment ago and gives it 50 % now");
    expect(fixture.balancer.shareOf("shop-green")).toBe(50);
  });

  test("a third target group in the rule is a conflict that names it", async () => {
    await withStable();
    const [blue] = fixture.balancer.groups;
    const foreign = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/admin/73e2d6bc24d8a069";
    fixture.balancer.actions = [
      {
        Type: "forward",
        ForwardConfig: {
          TargetGroups: [
            { TargetGroupArn: blue?.arn, Weight: 1 },
            { TargetGroupArn: foreign, Weight: 1 },
          ],
        },
      },
    ];
    const error = await rejection(fixture.platform().observe(signal), "conflict");
    expect(error.message).toContain("forwards to admin too");
  });

  test("a candidate group that somebody detached is said, and gets no traffic", async () => {
    await withStable();
    const platform = fixture.platform();
    await platform.setWeight(v2, 0, await platform.observe(signal), signal);
    const [blue] = fixture.balancer.groups;
    fixture.balancer.actions = [{ Type: "forward", TargetGroupArn: blue?.arn }];
    const seen = await platform.observe(signal);
    expect(seen.candidate).toMatchObject({ ready: false });
    expect(seen.candidate?.detail).toContain("target group shop-green is not attached to a listener");
    expect((await platform.setWeight(v2, 10, seen, signal)).candidateWeight).toBe(10);
  });

  test("an image that cannot be pulled is a failure with ECS's own lines, and no traffic moves", async () => {
    await withStable();
    const platform = fixture.platform();
    const unpullable = { version: "unpullable" };
    const state = await platform.setWeight(unpullable, 0, await platform.observe(signal), signal);
    expect(state.candidate).toMatchObject({ ready: false, failure: { reason: "image_pull" } });
    expect(state.candidate?.failure?.lines.join("\n")).toContain("CannotPullContainerError");
    const error = await rejection(platform.setWeight(unpullable, 25, state, signal), "conflict");
    expect(error.message).toContain("not found");
    expect(fixture.balancer.shareOf("shop-green")).toBe(0);
    await platform.abort(await platform.observe(signal), signal);
    expect(fixture.ecs.active.map((one) => one.name)).toEqual(["web"]);
  });

  test("stable that lost its tasks does not get the traffic back before they are there", async () => {
    await withStable();
    const platform = fixture.platform();
    await platform.setWeight(v2, 100, await platform.observe(signal), signal);
    const [blue] = fixture.balancer.groups;
    for (const target of blue?.targets.values() ?? []) target.state = "unhealthy";
    const state = await platform.observe(signal);
    const error = await rejection(platform.abort(state, signal), "remote");
    expect(error.message).toContain("Traffic stays where it is: web cannot take it back");
    expect(fixture.balancer.shareOf("shop-green")).toBe(100);
    for (const target of blue?.targets.values() ?? []) target.state = "healthy";
    const aborted = await platform.abort(await platform.observe(signal), signal);
    expect(aborted).toMatchObject({ stable: { release: { version: "v1" } }, candidate: null });
  });

  test("stable that was scaled in while it had no traffic gets its tasks back before the traffic", async () => {
    await withStable();
    const platform = fixture.platform();
    const at100 = await platform.setWeight(v2, 100, await platform.observe(signal), signal);
    fixture.ecs.service("web").data.desiredCount = 1;
    for (let look = 0; look < 3; look += 1) await platform.observe(signal);
    let healthy = 0;
    fixture.onRequest = (operation) => {
      if (operation === "ModifyRule") healthy = fixture.balancer.groups[0]?.targets.size ?? 0;
    };
    await platform.abort({ revision: (await platform.observe(signal)).revision }, signal);
    expect([at100.candidateWeight, healthy]).toEqual([100, 4]);
  });

  test("a candidate's service of the user's own keeps existing, without tasks", async () => {
    await withStable();
    const green = fixture.balancer.groups[1];
    const [blue] = fixture.balancer.groups;
    fixture.balancer.actions = [
      {
        Type: "forward",
        ForwardConfig: {
          TargetGroups: [
            { TargetGroupArn: blue?.arn, Weight: 1 },
            { TargetGroupArn: green?.arn, Weight: 0 },
          ],
        },
      },
    ];
    fixture.ecs.addService("web-candidate", "shop:bootstrap", {
      desiredCount: 0,
      loadBalancers: [{ targetGroupArn: green?.arn, containerName: "web", containerPort: 80 }],
    });
    await deploy(v2);
    expect(fixture.ecs.service("web-candidate").data.desiredCount).toBe(0);
    expect(fixture.ecs.service("web").tags.size).toBe(0);
  });

  test("services are promoted wave by wave, and the candidate holds the traffic meanwhile [D1]", async () => {
    fixture.target = {
      ...fixture.target,
      services: [
        service("frontend", { wave: 2 }),
        service("web", { wave: 1 }),
        service("worker", { wave: 1 }),
        service("migrator", { wave: 0 }),
      ],
    };
    for (const name of ["frontend", "worker", "migrator"]) fixture.ecs.addService(name, "shop:v0");
    await withStable();
    const platform = fixture.platform();
    const at100 = await platform.setWeight(v2, 100, await platform.observe(signal), signal);
    const order: string[] = [];
    fixture.onRequest = () => {
      for (const { name, data } of fixture.ecs.services.values()) {
        const isNew = fixture.ecs.imageOf(String(data.taskDefinition)) === "shop:v2";
        if (name !== "web-candidate" && isNew && !order.includes(name)) order.push(name);
      }
      const isSteady = order.slice(0, -1).every((name) => {
        const { tasks } = fixture.ecs.service(name);
        return tasks.every(
          (one) =>
            one.desiredStatus === "STOPPED" || fixture.ecs.imageOf(one.taskDefinitionArn) === "shop:v2",
        );
      });
      if (!isSteady) order.push("overlap");
    };
    await platform.promote(v2, at100, signal);
    expect(order).toEqual(["migrator", "web", "worker", "frontend"]);
    expect(fixture.balancer.history).toEqual(["0/100", "100/0"]);
  });

  test("a promotion that fails in a later wave is taken back everywhere by an abort [D1]", async () => {
    fixture.target = {
      ...fixture.target,
      services: [service("web"), service("worker", { wave: 1, image: "jobs:${release}" })],
    };
    fixture.ecs.addService("worker", "jobs:v0");
    await withStable();
    fixture.target = {
      ...fixture.target,
      services: [service("web"), service("worker", { wave: 1, image: "jobs:bad" })],
    };
    const platform = fixture.platform();
    const at100 = await platform.setWeight(v2, 100, await platform.observe(signal), signal);
    const error = await rejection(platform.promote(v2, at100, signal), "conflict");
    expect(error.message).toContain("Service worker did not come up with v2");
    expect(error.message).toContain("no database");
    const aborted = await platform.abort(await platform.observe(signal), signal);
    expect(aborted).toMatchObject({ stable: { release: { version: "v1" }, ready: true }, candidate: null });
    expect(fixture.ecs.imageOf(String(fixture.ecs.service("worker").data.taskDefinition))).toBe("jobs:v1");
    expect(fixture.ecs.service("worker").tags.size).toBe(0);
  });

  test("the revision of the earlier release comes back, with its own environment [D19]", async () => {
    await withStable();
    const before = fixture.ecs.service("web").data.taskDefinition;
    fixture.target = { ...fixture.target, environment: { GREETING: "goodbye" } };
    await deploy(v2);
    const platform = fixture.platform();
    const restored = await platform.restore(v1, await platform.observe(signal), signal);
    expect(restored.stable).toMatchObject({ release: v1, ready: true });
    expect(fixture.ecs.service("web").data.taskDefinition).toBe(before);
  });

  test("a release that somebody deployed by hand is restored by its image [D19]", async () => {
    await withStable();
    fixture.ecs.answer("RegisterTaskDefinition", {
      family: "web",
      containerDefinitions: [{ name: "web", image: "shop:v0", essential: true }],
    });
    const platform = fixture.platform();
    const restored = await platform.restore({ version: "v0" }, await platform.observe(signal), signal);
    expect(restored.stable).toMatchObject({ release: { version: "v0" }, ready: true });
    expect(fixture.ecs.service("web").data.taskDefinition).toMatch(/web:3$/);
    expect(fixture.notes.warnings).toEqual([]);
  });

  test("a release without a revision is made again from its image, and the log says so [D19]", async () => {
    await withStable();
    const platform = fixture.platform();
    await platform.restore({ version: "v0" }, await platform.observe(signal), signal);
    expect(fixture.ecs.imageOf(String(fixture.ecs.service("web").data.taskDefinition))).toBe("shop:v0");
    expect(fixture.notes.warnings.join()).toContain("No revision of web is v0 any more");
  });

  test("the same revision is used again, not registered a second time", async () => {
    await withStable();
    const platform = fixture.platform();
    const first = await platform.setWeight(v2, 25, await platform.observe(signal), signal);
    await platform.abort(first, signal);
    const count = fixture.ecs.definitions.length;
    await fixture.platform().setWeight(v2, 25, await platform.observe(signal), signal);
    expect(fixture.ecs.definitions.length).toBe(count);
  });

  test.each<Fault>([
    "refused",
    "lost",
    { refusal: "ThrottlingException" },
    { refusal: "UpdateInProgressException" },
  ])("one answer of every changing call that is %p does no harm", async (fault) => {
    await withStable();
    const hit = new Set<string>();
    fixture.fault = (operation) => {
      const isChange =
        /^(Create|Update|Delete|Register|Tag|Untag)/.test(operation) ||
        (typeof fault === "string" && /^Modify/.test(operation));
      if (!isChange || hit.has(operation)) return "none";
      hit.add(operation);
      return fault;
    };
    const platform = fixture.platform();
    const at25 = await platform.setWeight(v2, 25, await platform.observe(signal), signal);
    expect(at25.candidateWeight).toBe(25);
    const done = await platform.promote(v2, at25, signal);
    expect(done).toMatchObject({ stable: { release: v2, ready: true }, candidate: null });
    expect(hit.size).toBeGreaterThanOrEqual(6);
    expect(fixture.ecs.active.map((one) => one.name)).toEqual(["web"]);
  });

  test.each(["killed", "killed-after"] as const)(
    "after being %s at any changing call one more run ends all stable or all candidate",
    async (fault) => {
      const seen = new Set<string>();
      for (let at = 1; at < 40; at += 1) {
        await fixture.close();
        fixture = await openShop({ services: [service("web"), service("worker", { wave: 1 })] });
        fixture.ecs.addService("worker", "shop:v0");
        await deploy(v1);
        let changes = 0;
        fixture.fault = (operation) => {
          if (/^Describe|^List/.test(operation)) return "none";
          changes += 1;
          if (changes === at) seen.add(operation);
          return changes === at ? fault : "none";
        };
        const first = fixture.platform();
        const rollout = async (): Promise<void> => {
          const at50 = await first.setWeight(v2, 50, await first.observe(signal), signal);
          await first.promote(v2, at50, signal);
        };
        const isOver = await rollout().then(
          () => true,
          () => false,
        );
        fixture.fault = () => "none";
        if (isOver) break;
        // The next run takes what it finds to one end: in turn back, and forward.
        const next = fixture.platform();
        const found = await next.observe(signal);
        const end =
          found.candidate?.ready === true && at % 2 === 0
            ? await next.promote(v2, found, signal)
            : await next.abort(found, signal);
        expect(end.candidate).toBeNull();
        const version = end.stable?.release.version;
        const images = fixture.ecs.active.map((one) => fixture.ecs.imageOf(String(one.data.taskDefinition)));
        expect([at, images]).toEqual([at, [`shop:${version}`, `shop:${version}`]]);
        expect(fixture.balancer.shareOf("shop-blue")).toBe(100);
        expect(fixture.ecs.active.flatMap((one) => [...one.tags.keys()])).toEqual([]);
      }
      expect([...seen].sort()).toEqual([
        "CreateService",
        "DeleteService",
        "ModifyRule",
        "RegisterTaskDefinition",
        "TagResource",
        "UntagResource",
        "UpdateService",
      ]);
    },
    120_000,
  );
});
