import type { EcsRoute, EcsTarget } from "@deploy-actions/rollout";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { rejection } from "../../contract.ts";
import { EcsFixture, service } from "./ecs-fixture.ts";

describe("the look before an ECS deployment", () => {
  const { signal } = new AbortController();
  let fixture: EcsFixture;

  beforeEach(async () => {
    fixture = await new EcsFixture().open();
    const [blue] = fixture.balancer.groups;
    fixture.ecs.addService("web", "shop:v1", {
      loadBalancers: [{ targetGroupArn: blue?.arn, containerName: "web", containerPort: 80 }],
    });
    fixture.ecs.addService("worker", "shop:v1");
  });

  afterEach(async () => {
    await fixture.close();
  });

  async function problemsOf(changes: Partial<EcsTarget>): Promise<readonly string[]> {
    fixture.target = { ...fixture.target, ...changes };
    const found = (await fixture.platform().preflight?.(signal)) ?? [];
    expect(
      fixture.made.filter((call) => call.api === "aws" && !/^(Describe|List)/.test(call.operation)),
    ).toEqual([]);
    return found.map(({ code, text, hint }) => `${code}: ${text} ${hint ?? ""}`);
  }

  function routeWith(changes: object): EcsRoute {
    return { ...fixture.target.route, ...changes } as EcsRoute;
  }

  test("finds nothing wrong when everything is there", async () => {
    expect(await problemsOf({})).toEqual([]);
  });

  test("names the nearest cluster", async () => {
    expect(await problemsOf({ cluster: "shopp" })).toEqual([
      expect.stringContaining(
        'not_found: There is no ECS cluster "shopp" in eu-west-1. Did you mean "shop"?',
      ),
    ]);
  });

  test("names every missing service, container and target group at once, each with the nearest", async () => {
    const problems = await problemsOf({
      services: [service("web", { container: "wep" }), service("wroker", { wave: 1 })],
      route: routeWith({ candidate: "shop-gren" }),
    });
    expect(problems).toEqual([
      expect.stringContaining('has no container "wep". Did you mean "web"?'),
      expect.stringContaining('Cluster shop has no active service "wroker". Did you mean "worker"?'),
    ]);
    const groups = await problemsOf({ services: [service("web")] });
    expect(groups).toEqual([
      expect.stringContaining('There is no target group "shop-gren". Did you mean "shop-green"?'),
    ]);
  });

  test("an observation of a service that is not there says the same", async () => {
    fixture.target = { ...fixture.target, services: [service("wep")] };
    const error = await rejection(fixture.platform().observe(signal), "config");
    expect(error.message).toContain('The cluster shop has no active service "wep". Did you mean "web"?');
  });

  test("says a stable group that no rule forwards to", async () => {
    const green = fixture.balancer.groups[1];
    fixture.balancer.actions = [{ Type: "forward", TargetGroupArn: green?.arn }];
    expect(await problemsOf({})).toEqual([
      expect.stringContaining(
        "not_as_expected: The stable target group shop-blue is not attached to the rule",
      ),
    ]);
  });

  test("says a rule that forwards nowhere", async () => {
    fixture.balancer.actions = [{ Type: "redirect", RedirectConfig: { StatusCode: "HTTP_301" } }];
    expect(await problemsOf({})).toEqual([expect.stringContaining("forwards to no target group (redirect)")]);
  });

  test("says two target groups that are the wrong way round", async () => {
    const [blue, green] = fixture.balancer.groups;
    fixture.balancer.editByHand([1, 1]);
    const problems = await problemsOf({ route: routeWith({ stable: green?.arn, candidate: blue?.arn }) });
    expect(problems).toEqual([
      expect.stringContaining(
        "Service web registers its tasks in shop-blue, not in the stable target group shop-green",
      ),
    ]);
  });

  test("names the listeners of the load balancer when the rule is not there", async () => {
    const problems = await problemsOf({ route: routeWith({ listener: `${fixture.balancer.rule}f` }) });
    expect(problems).toEqual([
      expect.stringContaining(`Its listeners: HTTPS:443 ${fixture.balancer.listener}.`),
    ]);
  });

  test("says what is no ARN of a listener", async () => {
    const problems = await problemsOf({ route: routeWith({ listener: "shop" }) });
    expect(problems).toEqual([expect.stringContaining('"shop" is not the ARN of a listener')]);
  });

  test("says the missing permission by its IAM action, and nothing else", async () => {
    fixture.fault = (operation) =>
      operation === "DescribeServices" ? { refusal: "AccessDeniedException" } : "none";
    expect(await problemsOf({})).toEqual([
      expect.stringMatching(/^permission_missing: .*Allow ecs:DescribeServices/),
    ]);
  });

  test("says an image that nothing names before anything is registered", async () => {
    fixture.target = { ...fixture.target, image: undefined };
    const platform = fixture.platform();
    const state = await platform.observe(signal);
    const error = await rejection(platform.setWeight({ version: "v2" }, 0, state, signal), "config");
    expect(error.message).toContain("Nothing says which image v2 of service web has");
    const given = await platform.setWeight({ version: "v2", artifact: "shop@sha256:abc" }, 0, state, signal);
    expect(given.candidate?.release).toEqual({ version: "v2", artifact: "shop@sha256:abc" });
  });
});
