import { readFileSync } from "node:fs";
import { type EffectivePolicy, parseDeployConfig, resolvePolicy } from "@deploy-actions/deploy-config";
import type { EcsTarget } from "@deploy-actions/rollout";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { Platform } from "../../../src/platform.ts";
import { rejection } from "../../contract.ts";
import { EcsFixture } from "./ecs-fixture.ts";

const EXAMPLE = "workflows-examples/policies/components.deploy.yml";
const REGISTRY = "123456789012.dkr.ecr.eu-central-1.amazonaws.com";
const WAVES = [["backend"], ["worker", "beat"], ["frontend"]];

function readPolicy(): EffectivePolicy & { readonly target: EcsTarget } {
  const text = readFileSync(new URL(`../../../../../${EXAMPLE}`, import.meta.url), "utf8");
  const { policy } = resolvePolicy(parseDeployConfig(text, EXAMPLE), "production", {});
  const { target } = policy;
  if (target.platform !== "aws-ecs") throw new Error(`${EXAMPLE} is not about ECS`);
  return { ...policy, target };
}

describe("the example of four components", () => {
  const { signal } = new AbortController();
  const policy = readPolicy();
  let fixture: EcsFixture;
  /** Services in the order in which they got another revision than the one before. */
  let order: string[];

  beforeEach(async () => {
    fixture = await new EcsFixture(policy.target).open();
    for (const { name, container, singleton } of policy.target.services) {
      const image = name === "frontend" ? "frontend" : "backend";
      fixture.ecs.addService(
        name,
        `${REGISTRY}/${image}:v1`,
        { desiredCount: singleton ? 1 : 2 },
        container ?? "web",
      );
    }
    order = watchOrder(fixture);
  });

  afterEach(async () => {
    await fixture.close();
  });

  const images = () =>
    Object.fromEntries(
      fixture.ecs.active.map(({ name, data }) => [name, fixture.ecs.imageOf(String(data.taskDefinition))]),
    );
  const imagesOf = (version: string) => ({
    backend: `${REGISTRY}/backend:${version}`,
    worker: `${REGISTRY}/backend:${version}`,
    beat: `${REGISTRY}/backend:${version}`,
    frontend: `${REGISTRY}/frontend:${version}`,
  });

  /** The steps of the policy. */
  async function climb(platform: Platform, version: string) {
    let state = await platform.observe(signal);
    for (const { weight } of policy.rollout.steps)
      state = await platform.setWeight({ version }, weight, state, signal);
    return state;
  }

  test("names four services in three waves, the last check being the worker's own", () => {
    const { services } = policy.target;
    expect(
      WAVES.map((_, wave) => services.filter((one) => one.wave === wave + 1).map(({ name }) => name)),
    ).toEqual(WAVES);
    expect(services.filter(({ singleton }) => singleton).map(({ name }) => name)).toEqual(["beat"]);
    expect(policy.verify?.checks.at(-1)).toMatchObject({
      kind: "command",
      argv: ["./deploy/check-worker", "${release}"],
    });
  });

  test("deploys all of them, each wave when the one before is steady, and beat never twice [D1] [D5]", async () => {
    const platform = fixture.platform();
    expect(await platform.preflight?.(signal)).toEqual([]);
    const state = await climb(platform, "v2");
    const done = await platform.promote({ version: "v2" }, state, signal);
    expect(done).toMatchObject({ stable: { release: { version: "v2" }, ready: true }, candidate: null });
    expect(images()).toEqual(imagesOf("v2"));
    expect(order).toEqual(WAVES.flat());
    expect(fixture.ecs.service("beat")).toMatchObject({
      mostTasks: 1,
      data: { desiredCount: 1, deploymentConfiguration: { maximumPercent: 100 } },
    });
  });

  test("takes every wave back when the last one does not come up [D1]", async () => {
    const broken = policy.target.services.map((one) =>
      one.name === "frontend" ? { ...one, image: `${REGISTRY}/frontend:bad` } : one,
    );
    fixture.target = { ...policy.target, services: broken };
    const platform = fixture.platform();
    const error = await rejection(climb(platform, "v2"), "conflict");
    expect(error.message).toContain("Service frontend did not come up with v2");
    expect(order).toEqual(WAVES.flat());
    order.length = 0;
    const end = await platform.abort(await platform.observe(signal), signal);
    expect(end).toMatchObject({ stable: { release: { version: "v1" }, ready: true }, candidate: null });
    expect(images()).toEqual(imagesOf("v1"));
    expect(order).toEqual(["frontend", "beat", "worker", "backend"]);
    expect(fixture.ecs.service("beat")).toMatchObject({ mostTasks: 1, data: { desiredCount: 1 } });
  });
});

/** Notes each service when its revision changes, and "too early" when one before it still runs tasks of another. */
function watchOrder(fixture: EcsFixture): string[] {
  const order: string[] = [];
  const revisions = new Map(fixture.ecs.active.map(({ name, data }) => [name, data.taskDefinition]));
  fixture.onRequest = () => {
    for (const { name, data } of fixture.ecs.active) {
      if (revisions.get(name) === data.taskDefinition) continue;
      const isUnsteady = order.some((earlier) => {
        const { tasks, data: own } = fixture.ecs.service(earlier);
        const live = tasks.filter((one) => one.desiredStatus === "RUNNING");
        return (
          live.length !== own.desiredCount || live.some((one) => one.taskDefinitionArn !== own.taskDefinition)
        );
      });
      revisions.set(name, data.taskDefinition);
      if (isUnsteady) order.push("too early");
      order.push(name);
    }
  };
  return order;
}
