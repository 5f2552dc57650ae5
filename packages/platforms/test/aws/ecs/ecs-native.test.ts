import type { EcsRoute } from "@deploy-actions/rollout";
import { afterEach, describe, expect, test } from "@jest/globals";
import { ecsCalls } from "../../../src/aws/ecs/ecs-calls.ts";
import type { Platform } from "../../../src/platform.ts";
import { rejection } from "../../contract.ts";
import { EcsFixture, service } from "./ecs-fixture.ts";

const v1 = { version: "v1" };
const v2 = { version: "v2" };
const v3 = { version: "v3" };
const bad = { version: "bad" };
type Native = Extract<EcsRoute, { kind: "native" }>;
const canary: Native = { kind: "native", strategy: "canary", stepPercent: 5 };
const linear: Native = { kind: "native", strategy: "linear", stepPercent: 25 };
const blueGreen: Native = { kind: "native", strategy: "blue-green", stepPercent: undefined };

describe("ECS's own strategies", () => {
  const { signal } = new AbortController();
  let fixture: EcsFixture;

  async function open(route: Native): Promise<Platform> {
    fixture = await new EcsFixture({
      route,
      services: [service("web"), service("worker", { wave: 1 })],
    }).open();
    const [blue, green] = fixture.balancer.groups;
    fixture.ecs.addService("web", "shop:v1", {
      loadBalancers: [
        {
          targetGroupArn: blue?.arn,
          containerName: "web",
          containerPort: 80,
          advancedConfiguration: {
            alternateTargetGroupArn: green?.arn,
            productionListenerRule: fixture.balancer.rule,
            roleArn: "arn:aws:iam::123456789012:role/ecs",
          },
        },
      ],
    });
    fixture.ecs.addService("worker", "shop:v1");
    return fixture.platform();
  }

  afterEach(async () => {
    const declared = ecsCalls(fixture.target).map((call) => JSON.stringify(call));
    expect(fixture.made.map((call) => JSON.stringify(call)).filter((one) => !declared.includes(one))).toEqual(
      [],
    );
    await fixture.close();
  });

  const images = (): readonly string[] =>
    fixture.ecs.active.map(({ data }) => fixture.ecs.imageOf(String(data.taskDefinition)));

  test.each([
    ["canary", canary, [0, 5, 100]],
    ["linear", linear, [0, 25, 50, 75, 100]],
    ["blue-green", blueGreen, [0, 100]],
  ] as const)("%s stops at each of its weights and waits there for nothing", async (_name, route, stops) => {
    const platform = await open(route);
    expect(platform.capabilities).toMatchObject({ traffic: "weights", waitsForFree: true });
    let state = await platform.observe(signal);
    expect(state).toMatchObject({ stable: { release: v1, ready: true }, candidate: null });
    for (const weight of stops) {
      state = await platform.setWeight(v2, weight, state, signal);
      expect(state).toMatchObject({
        stable: { release: v1, ready: true },
        candidate: { release: v2, ready: true },
        candidateWeight: weight,
        engine: { phase: "waiting", inconclusive: false },
      });
      // Another run finds the same, hours later.
      expect(await fixture.platform().observe(signal)).toEqual(state);
    }
    expect(state.engine?.message).toContain("then ROLLBACK");
    const done = await platform.promote(v2, state, signal);
    expect(done).toMatchObject({ stable: { release: v2, ready: true }, candidate: null, candidateWeight: 0 });
    expect(images()).toEqual(["shop:v2", "shop:v2"]);
    expect(fixture.ecs.active.flatMap((one) => [...one.tags.keys()])).toEqual([]);
  });

  test("what is asked of ECS holds before every shift, and falls back by itself", async () => {
    const platform = await open(canary);
    await platform.setWeight(v2, 0, await platform.observe(signal), signal);
    expect(fixture.ecs.service("web").data.deploymentConfiguration).toEqual({
      maximumPercent: 200,
      minimumHealthyPercent: 100,
      strategy: "CANARY",
      bakeTimeInMinutes: 0,
      canaryConfiguration: { canaryPercent: 5, canaryBakeTimeInMinutes: 0 },
      lifecycleHooks: [
        {
          targetType: "PAUSE",
          lifecycleStages: ["PRE_PRODUCTION_TRAFFIC_SHIFT", "POST_PRODUCTION_TRAFFIC_SHIFT"],
          timeoutConfiguration: { timeoutInMinutes: 1440, action: "ROLLBACK" },
        },
      ],
    });
  });

  test("a weight that is no stop is refused with the stops", async () => {
    const platform = await open(linear);
    expect(await platform.planProblems?.([0, 25, 30, 100], signal)).toEqual([
      "30 % is no stop of ECS's linear rollout: it stops at 0 %, 25 %, 50 %, 75 %, 100 %",
    ]);
    await rejection(platform.setWeight(v2, 30, await platform.observe(signal), signal), "conflict");
    expect(images()).toEqual(["shop:v1", "shop:v1"]);
  });

  test("a step of less than 3 % is refused for linear", async () => {
    const platform = await open({ ...linear, stepPercent: 2 });
    expect((await platform.planProblems?.([0, 100], signal))?.[0]).toContain(
      "ECS takes steps of 3 % to 100 %",
    );
  });

  test("ECS does not go back to a smaller weight", async () => {
    const platform = await open(linear);
    const at50 = await platform.setWeight(v2, 50, await platform.observe(signal), signal);
    const error = await rejection(platform.setWeight(v2, 25, at50, signal), "conflict");
    expect(error.message).toContain("ECS does not go back from 50 % to 25 %");
  });

  test("abort rolls back, paused or not", async () => {
    const platform = await open(canary);
    const at5 = await platform.setWeight(v2, 5, await platform.observe(signal), signal);
    const aborted = await platform.abort(at5, signal);
    expect(aborted).toMatchObject({
      stable: { release: v1, ready: true },
      candidate: null,
      candidateWeight: 0,
    });
    expect(images()).toEqual(["shop:v1", "shop:v1"]);
    expect(fixture.ecs.calls).toContain("ContinueServiceDeployment");
    expect(fixture.ecs.active.flatMap((one) => [...one.tags.keys()])).toEqual([]);
  });

  test("a rollout that is not paused is stopped", async () => {
    const platform = await open(canary);
    const state = await platform.setWeight(bad, 0, await platform.observe(signal), signal);
    expect(state.candidate).toMatchObject({ release: bad, ready: false, failure: { reason: "crash_loop" } });
    expect(state.candidate?.detail).toContain("no database");
    const error = await rejection(platform.setWeight(bad, 5, state, signal), "conflict");
    expect(error.message).toContain("bad cannot get 5 % of the traffic");
    const aborted = await platform.abort(await platform.observe(signal), signal);
    expect(aborted).toMatchObject({ stable: { release: v1, ready: true }, candidate: null });
    expect(fixture.ecs.calls).toContain("StopServiceDeployment");
  });

  test("what ECS took back by itself is a failure, never green", async () => {
    const platform = await open(canary);
    const at5 = await platform.setWeight(v2, 5, await platform.observe(signal), signal);
    fixture.ecs.service("web").native[0]?.rollBack("Alarm shop-5xx is in alarm");
    let seen = at5;
    for (let look = 0; look < 6; look += 1) seen = await platform.observe(signal);
    expect(seen).toMatchObject({
      stable: { release: v1 },
      candidate: { release: v2, ready: false, failure: { reason: "rolled_back" } },
      candidateWeight: 0,
      engine: { phase: "failed" },
    });
    expect(seen.candidate?.detail).toContain("Alarm shop-5xx is in alarm");
    const aborted = await platform.abort(seen, signal);
    expect(aborted).toMatchObject({ stable: { release: v1 }, candidate: null });
  });

  test("a hook of the user's own is waited for, never answered", async () => {
    const platform = await open(canary);
    const own = { targetType: "PAUSE", lifecycleStages: ["POST_SCALE_UP"] };
    fixture.ecs.service("web").data.deploymentConfiguration = { lifecycleHooks: [own] };
    const state = await platform.setWeight(v2, 0, await platform.observe(signal), signal);
    expect(state.engine?.message).toContain("paused at POST_SCALE_UP");
    const error = await rejection(platform.setWeight(v2, 5, state, signal), "conflict");
    expect(error.message).toContain("waits for a hook that is not ours");
    expect(fixture.ecs.calls).not.toContain("ContinueServiceDeployment");
  });

  test("a newer release takes the place of one in the middle", async () => {
    const platform = await open(canary);
    const at5 = await platform.setWeight(v2, 5, await platform.observe(signal), signal);
    const newer = await platform.setWeight(v3, 0, at5, signal);
    expect(newer).toMatchObject({
      stable: { release: v1 },
      candidate: { release: v3, ready: true },
      candidateWeight: 0,
    });
  });

  test("the earlier release comes back in one go, also in the middle of another rollout [D19]", async () => {
    const platform = await open(canary);
    await platform.promote(
      v2,
      await platform.setWeight(v2, 100, await platform.observe(signal), signal),
      signal,
    );
    const at5 = await platform.setWeight(v3, 5, await platform.observe(signal), signal);
    const restored = await platform.restore(v1, at5, signal);
    expect(restored).toMatchObject({ stable: { release: v1, ready: true }, candidate: null });
    expect(images()).toEqual(["shop:v1", "shop:v1"]);
    expect(fixture.ecs.service("web").data.deploymentConfiguration).toMatchObject({
      strategy: "BLUE_GREEN",
      lifecycleHooks: [],
    });
  });

  test("a service without an alternate target group is told before anything is changed", async () => {
    const platform = await open(canary);
    fixture.ecs.service("web").data.loadBalancers = [];
    expect((await platform.preflight?.(signal))?.map((one) => one.text)).toEqual([
      "Service web has no load balancer with an alternate target group, so ECS cannot shift its traffic",
    ]);
  });

  test.each(["refused", "lost"] as const)("an answer to CONTINUE that is %s does no harm", async (fault) => {
    const platform = await open(linear);
    let hits = 0;
    fixture.fault = (operation) => {
      if (operation !== "ContinueServiceDeployment") return "none";
      hits += 1;
      return hits % 2 === 1 ? fault : "none";
    };
    const at50 = await platform.setWeight(v2, 50, await platform.observe(signal), signal);
    expect(at50.candidateWeight).toBe(50);
    expect(hits).toBeGreaterThan(0);
  });

  test.each(["killed", "killed-after"] as const)(
    "after being %s at any changing call one more run ends all stable or all candidate",
    async (fault) => {
      let at = 0;
      for (let isOver = false; !isOver; ) {
        at += 1;
        if (at > 1) await fixture.close();
        const first = await open(canary);
        let changes = 0;
        fixture.fault = (operation) => {
          if (/^Describe|^List/.test(operation)) return "none";
          changes += 1;
          return changes === at ? fault : "none";
        };
        isOver = await first
          .setWeight(v2, 100, await first.observe(signal), signal)
          .then((state) => first.promote(v2, state, signal))
          .then(
            () => true,
            () => false,
          );
        fixture.fault = () => "none";
        const next = fixture.platform();
        let found = await next.observe(signal);
        // ECS may still be on its way to the next stop.
        for (let n = 0; n < 9 && found.engine?.phase === "running"; n += 1)
          found = await next.observe(signal);
        const end =
          found.candidate?.ready === true && at % 2 === 0
            ? await next.promote(v2, found, signal)
            : await next.abort(found, signal);
        const version = end.stable?.release.version;
        expect([at, end.candidate, images()]).toEqual([at, null, [`shop:${version}`, `shop:${version}`]]);
      }
      expect(at).toBeGreaterThan(8);
    },
    60_000,
  );
});
