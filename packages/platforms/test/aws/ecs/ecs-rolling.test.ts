import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { ecsCalls } from "../../../src/aws/ecs/ecs-calls.ts";
import { describePlatform, rejection } from "../../contract.ts";
import { EcsFixture, service } from "./ecs-fixture.ts";

const v1 = { version: "v1" };
const v2 = { version: "v2" };
const bad = { version: "bad" };

describePlatform("ECS services updated in place", async () => {
  const fixture = await new EcsFixture({ route: { kind: "rolling" } }).open();
  fixture.ecs.addService("web", "shop:bootstrap", { desiredCount: 0 });
  return {
    platform: fixture.platform(),
    other: fixture.platform(),
    badShows: "with traffic",
    close: () => fixture.close(),
  };
});

describe("ECS services updated in place", () => {
  const { signal } = new AbortController();
  let fixture: EcsFixture;

  beforeEach(async () => {
    fixture = await new EcsFixture({
      route: { kind: "rolling" },
      services: [
        service("beat", { wave: 1, singleton: true }),
        service("web"),
        service("worker", { wave: 1 }),
      ],
    }).open();
    fixture.ecs.addService("web", "shop:v1");
    fixture.ecs.addService("worker", "shop:v1");
    fixture.ecs.addService("beat", "shop:v1", { desiredCount: 1 });
  });

  afterEach(async () => {
    await fixture.close();
  });

  const images = (): readonly string[] =>
    fixture.ecs.active.map(({ data }) => fixture.ecs.imageOf(String(data.taskDefinition)));

  test("an adopted service shows its image's tag as the release, which is then deployed already", async () => {
    const platform = fixture.platform();
    const state = await platform.observe(signal);
    expect(state).toMatchObject({ stable: { release: v1, ready: true }, candidate: null });
    const error = await rejection(platform.setWeight(v1, 0, state, signal), "conflict");
    expect(error.message).toContain("v1 is the stable release already");
    expect((await platform.promote(v1, state, signal)).revision).toBe(state.revision);
  });

  test("0 % registers, 100 % replaces wave by wave, promote ends it [D1]", async () => {
    const platform = fixture.platform();
    const at0 = await platform.setWeight(v2, 0, await platform.observe(signal), signal);
    expect(at0).toMatchObject({
      stable: { release: v1 },
      candidate: { release: v2, ready: true },
      candidateWeight: 0,
    });
    expect(images()).toEqual(["shop:v1", "shop:v1", "shop:v1"]);
    const at100 = await platform.setWeight(v2, 100, at0, signal);
    expect(at100).toMatchObject({
      stable: { release: v1 },
      candidate: { release: v2, ready: true },
      candidateWeight: 100,
    });
    const done = await platform.promote(v2, at100, signal);
    expect(done).toMatchObject({ stable: { release: v2, ready: true }, candidate: null, candidateWeight: 0 });
    expect(images()).toEqual(["shop:v2", "shop:v2", "shop:v2"]);
    expect(fixture.ecs.active.flatMap((one) => [...one.tags.keys()])).toEqual([]);
    const declared = ecsCalls(fixture.target).map((call) => JSON.stringify(call));
    expect(fixture.made.map((call) => JSON.stringify(call)).filter((one) => !declared.includes(one))).toEqual(
      [],
    );
  });

  test("weights between are refused by name", async () => {
    const platform = fixture.platform();
    expect(platform.capabilities).toMatchObject({ traffic: "all-at-once", keepsStableWarm: false });
    const error = await rejection(
      platform.setWeight(v2, 25, await platform.observe(signal), signal),
      "conflict",
    );
    expect(error.message).toContain("hold 0 % and 100 % only");
  });

  test("a new revision keeps everything but image, variables and secrets", async () => {
    fixture.target = {
      ...fixture.target,
      secrets: { TOKEN: "arn:aws:ssm:eu-west-1:123456789012:parameter/token" },
    };
    const platform = fixture.platform();
    await platform.setWeight(v2, 100, await platform.observe(signal), signal);
    const { data, tags } = fixture.ecs.definition(String(fixture.ecs.service("web").data.taskDefinition));
    expect(data).toMatchObject({ family: "web", networkMode: "awsvpc", cpu: "256", memory: "512" });
    expect(data.containerDefinitions).toEqual([
      {
        name: "web",
        image: "shop:v2",
        essential: true,
        portMappings: [{ containerPort: 80 }],
        environment: [
          { name: "KEPT", value: "yes" },
          { name: "GREETING", value: "hello" },
        ],
        secrets: [{ name: "TOKEN", valueFrom: "arn:aws:ssm:eu-west-1:123456789012:parameter/token" }],
      },
      { name: "sidecar", image: "proxy:1", essential: false },
    ]);
    expect(tags).toEqual([
      { key: "team", value: "shop" },
      { key: "deploy-actions/version", value: "v2" },
    ]);
  });

  test("a singleton never has two tasks, whatever its own limits allow, also on the way back [D5]", async () => {
    const beat = fixture.ecs.service("beat");
    beat.data.availabilityZoneRebalancing = "ENABLED";
    const platform = fixture.platform();
    const at100 = await platform.setWeight(v2, 100, await platform.observe(signal), signal);
    await platform.promote(v2, at100, signal);
    await platform.restore(v1, await platform.observe(signal), signal);
    expect(beat.mostTasks).toBe(1);
    expect(beat.data).toMatchObject({
      desiredCount: 1,
      availabilityZoneRebalancing: "DISABLED",
      deploymentConfiguration: { maximumPercent: 100, minimumHealthyPercent: 0 },
    });
    // The test can fail: an ordinary service does have more tasks for a moment.
    expect(fixture.ecs.service("worker").mostTasks).toBeGreaterThan(2);
  });

  test("a singleton that wants two tasks is refused before anything stops [D5]", async () => {
    fixture.ecs.service("beat").data.desiredCount = 2;
    const platform = fixture.platform();
    expect(await platform.preflight?.(signal)).toEqual([
      expect.objectContaining({ text: "Service beat is a singleton and wants 2 tasks" }),
    ]);
    const at0 = await platform.setWeight(v2, 0, await platform.observe(signal), signal);
    const error = await rejection(platform.setWeight(v2, 100, at0, signal), "config");
    expect(error.message).toContain("Service beat is a singleton and wants 2 tasks");
    expect(fixture.ecs.service("beat").tasks.filter((one) => one.desiredStatus === "RUNNING")).not.toEqual(
      [],
    );
  });

  test("a singleton that is switched off stays off and gets the revision [D5]", async () => {
    fixture.ecs.service("beat").data.desiredCount = 0;
    const platform = fixture.platform();
    await platform.setWeight(v2, 100, await platform.observe(signal), signal);
    expect(fixture.ecs.service("beat").data.desiredCount).toBe(0);
    expect(images()).toEqual(["shop:v2", "shop:v2", "shop:v2"]);
  });

  test.each(["killed", "killed-after"] as const)(
    "after being %s anywhere one more run ends all stable or all candidate, with the singleton running once [D5]",
    async (fault) => {
      let at = 0;
      for (let isOver = false; !isOver; ) {
        at += 1;
        await fixture.close();
        fixture = await new EcsFixture({
          route: { kind: "rolling" },
          services: [service("web"), service("beat", { wave: 1, singleton: true })],
        }).open();
        fixture.ecs.addService("web", "shop:v1");
        fixture.ecs.addService("beat", "shop:v1", { desiredCount: 1 });
        let changes = 0;
        fixture.fault = (operation) => {
          if (/^Describe|^List/.test(operation)) return "none";
          changes += 1;
          return changes === at ? fault : "none";
        };
        const first = fixture.platform();
        isOver = await first
          .setWeight(v2, 100, await first.observe(signal), signal)
          .then((state) => first.promote(v2, state, signal))
          .then(
            () => true,
            () => false,
          );
        fixture.fault = () => "none";
        const next = fixture.platform();
        const found = await next.observe(signal);
        const end =
          found.candidate?.ready === true && at % 2 === 0
            ? await next.promote(v2, found, signal)
            : await next.abort(found, signal);
        const version = end.stable?.release.version;
        expect([at, end.candidate, images()]).toEqual([at, null, [`shop:${version}`, `shop:${version}`]]);
        const beat = fixture.ecs.service("beat");
        expect([at, beat.mostTasks, beat.data.desiredCount, [...beat.tags.keys()]]).toEqual([at, 1, 1, []]);
      }
      expect(at).toBeGreaterThan(12);
    },
    60_000,
  );

  test("a deployment that ECS takes back by itself is a failure, never green", async () => {
    fixture.ecs.service("web").data.deploymentConfiguration = {
      maximumPercent: 200,
      minimumHealthyPercent: 100,
      deploymentCircuitBreaker: { enable: true, rollback: true },
    };
    const platform = fixture.platform();
    const at0 = await platform.setWeight(bad, 0, await platform.observe(signal), signal);
    const error = await rejection(platform.setWeight(bad, 100, at0, signal), "conflict");
    expect(error.message).toContain("Service web did not come up with bad");
    expect(error.message).toContain("no database");
    const seen = await fixture.platform().observe(signal);
    expect(seen.candidate).toMatchObject({ release: bad, ready: false, failure: { reason: "rolled_back" } });
    const aborted = await platform.abort(seen, signal);
    expect(aborted).toMatchObject({ stable: { release: v1, ready: true }, candidate: null });
  });

  test("without a circuit breaker a release that crashes is taken back by an abort", async () => {
    const platform = fixture.platform();
    const at0 = await platform.setWeight(bad, 0, await platform.observe(signal), signal);
    await rejection(platform.setWeight(bad, 100, at0, signal), "conflict");
    const seen = await platform.observe(signal);
    expect(seen.candidate).toMatchObject({ ready: false, failure: { reason: "crash_loop" } });
    expect(seen.candidateWeight).toBe(100);
    expect(await platform.abort(seen, signal)).toMatchObject({
      stable: { release: v1, ready: true },
      candidate: null,
    });
    expect(images()).toEqual(["shop:v1", "shop:v1", "shop:v1"]);
  });

  test("a service without a load balancer is only awaited stable: the worker is verified by its own checks [D5]", async () => {
    const platform = fixture.platform();
    const at100 = await platform.setWeight(v2, 100, await platform.observe(signal), signal);
    expect(at100.candidate?.ready).toBe(true);
    const worker = fixture.ecs.service("worker");
    const running = worker.tasks.filter((one) => one.lastStatus === "RUNNING");
    expect(running.map((one) => fixture.ecs.imageOf(one.taskDefinitionArn))).toEqual(["shop:v2", "shop:v2"]);
  });

  test("the earlier release's revisions come back, wave by wave [D19]", async () => {
    const platform = fixture.platform();
    const before = fixture.ecs.active.map((one) => one.data.taskDefinition);
    await platform.promote(
      v2,
      await platform.setWeight(v2, 100, await platform.observe(signal), signal),
      signal,
    );
    const restored = await platform.restore(v1, await platform.observe(signal), signal);
    expect(restored).toMatchObject({ stable: { release: v1, ready: true }, candidate: null });
    expect(fixture.ecs.active.map((one) => one.data.taskDefinition)).toEqual(before);
  });

  test("a first ever deploy starts services that were made without tasks", async () => {
    await fixture.close();
    fixture = await new EcsFixture({ route: { kind: "rolling" } }).open();
    fixture.ecs.addService("web", "shop:bootstrap", { desiredCount: 0 });
    const platform = fixture.platform();
    const before = await platform.observe(signal);
    expect(before).toMatchObject({ stable: null, candidate: null });
    const started = await platform.setWeight(v1, 0, before, signal);
    expect(started).toMatchObject({ stable: null, candidate: { release: v1, ready: true } });
    const done = await platform.promote(v1, started, signal);
    expect(done).toMatchObject({ stable: { release: v1, ready: true }, candidate: null });
    expect(fixture.ecs.service("web").data.desiredCount).toBe(1);
  });
});
