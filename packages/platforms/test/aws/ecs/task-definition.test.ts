import type { Task, TaskDefinition } from "@aws-sdk/client-ecs";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Revision } from "../../../src/aws/ecs/ecs-session.ts";
import { readWeights, withWeight } from "../../../src/aws/ecs/listener-actions.ts";
import { releaseTags } from "../../../src/aws/ecs/release-tags.ts";
import {
  definitionFor,
  imageVersion,
  isSameDefinition,
  releaseContainer,
  releaseOf,
} from "../../../src/aws/ecs/task-definition.ts";
import { findTaskFailure } from "../../../src/aws/ecs/task-failure.ts";
import { rejection } from "../../contract.ts";
import { service } from "./ecs-fixture.ts";

const definition: TaskDefinition = {
  taskDefinitionArn: "arn:aws:ecs:eu-west-1:1:task-definition/web:7",
  family: "web",
  revision: 7,
  status: "ACTIVE",
  compatibilities: ["EC2", "FARGATE"],
  requiresAttributes: [{ name: "x" }],
  registeredBy: "somebody",
  cpu: "256",
  placementConstraints: [],
  containerDefinitions: [
    {
      name: "web",
      image: "shop:v1",
      environment: [
        { name: "B", value: "2" },
        { name: "A", value: "1" },
      ],
      secrets: [{ name: "TOKEN", valueFrom: "arn:old" }],
    },
    { name: "sidecar", image: "proxy:1", essential: false },
  ],
};
const base: Revision = {
  arn: "arn:aws:ecs:eu-west-1:1:task-definition/web:7",
  definition,
  tags: [
    { key: "team", value: "shop" },
    { key: "aws:cloudformation:stack-name", value: "x" },
    { key: "deploy-actions/version", value: "v1" },
  ],
};
const web = service("web", { container: undefined });
const source = {
  image: "shop:${release}",
  environment: { TOKEN: "plain", A: "one" },
  secrets: { B: "arn:b" },
};

describe("a new revision", () => {
  test("drops what only Describe answers, keeps the rest and the user's tags, and a name is variable or secret", () => {
    expect(definitionFor(base, web, source, { version: "v2", commit: "abc" })).toEqual({
      family: "web",
      cpu: "256",
      placementConstraints: [],
      containerDefinitions: [
        {
          name: "web",
          image: "shop:v2",
          environment: [
            { name: "TOKEN", value: "plain" },
            { name: "A", value: "one" },
          ],
          secrets: [{ name: "B", valueFrom: "arn:b" }],
        },
        { name: "sidecar", image: "proxy:1", essential: false },
      ],
      tags: [
        { key: "team", value: "shop" },
        { key: "deploy-actions/version", value: "v2" },
        { key: "deploy-actions/commit", value: "abc" },
      ],
    });
  });

  test("is the same in any order of its variables, and another one for another release", () => {
    const same = { image: "shop:v1", environment: { A: "1", B: "2" }, secrets: {} };
    expect(isSameDefinition(base, definitionFor(base, web, same, { version: "v1" }))).toBe(true);
    expect(isSameDefinition(base, definitionFor(base, web, same, { version: "v2" }))).toBe(false);
    expect(
      isSameDefinition(
        base,
        definitionFor(base, web, { ...same, environment: { A: "3" } }, { version: "v1" }),
      ),
    ).toBe(false);
  });

  test.each([
    ["shop:v1", "v1"],
    ["localhost:5000/shop", "latest"],
    ["localhost:5000/shop:v2", "v2"],
    ["shop@sha256:abc", "sha256:abc"],
    ["shop:v3@sha256:abc", "v3"],
  ])("of the image %s is adopted as %s", (image, version) => {
    expect(imageVersion(image)).toBe(version);
    const containerDefinitions = [{ name: "web", image }];
    expect(releaseOf({ ...base, definition: { containerDefinitions }, tags: [] }, web)).toEqual({ version });
  });

  test("of several essential containers needs to be told which", async () => {
    const two = { ...definition, containerDefinitions: [{ name: "web" }, { name: "admin" }] };
    const error = await rejection((async () => releaseContainer(two, web))(), "config");
    expect(error.message).toContain("has 2 essential containers: web, admin");
  });

  test("of a version that fits into no tag is refused", async () => {
    const error = await rejection((async () => releaseTags({ version: "v1#2" }))(), "config");
    expect(error.message).toContain('"v1#2" does not fit into a tag');
  });
});

describe("weights of a listener", () => {
  const groups = { stable: "arn:s", candidate: "arn:c" };

  test("come back as they were written, for every tenth of a per cent", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000 }), (tenths) => {
        const weight = tenths / 10;
        const actions = withWeight([{ Type: "forward", TargetGroupArn: "arn:s" }], groups, weight);
        expect(readWeights(actions, groups, "rule")).toEqual({
          candidate: weight,
          isCandidateAttached: true,
          isStableAttached: true,
        });
        for (const one of actions[0]?.ForwardConfig?.TargetGroups ?? []) {
          expect(
            Number.isInteger(one.Weight) && (one.Weight ?? -1) >= 0 && (one.Weight ?? 1_000) <= 999,
          ).toBe(true);
        }
      }),
    );
  });
});

describe("why tasks do not come up", () => {
  const revision = "arn:web:7";
  const task = (stoppedReason: string, container: object = {}): Task => ({
    taskDefinitionArn: revision,
    stoppedReason,
    createdAt: new Date(2_000),
    stoppedAt: new Date(3_000),
    containers: [{ name: "web", ...container }],
  });
  const crash = task("Essential container in task exited", { exitCode: 1, reason: "Error: no database" });
  const unhealthy = task("Task failed ELB health checks in (target-group arn:aws:elasticloadbalancing:x)");
  const oom = task("Essential container in task exited", {
    exitCode: 137,
    reason: "OutOfMemoryError: Container killed",
  });
  const missing = task("CannotPullContainerError: failed to resolve ref shop:v9: not found");
  const network = task("CannotPullContainerError: dial tcp: i/o timeout");
  const secret = task(
    "ResourceInitializationError: unable to pull secrets or registry auth: secret not found",
  );

  test.each([
    ["crash_loop", [crash, crash]],
    ["nothing yet (one crash may be chance)", [crash]],
    ["probe_failed", [unhealthy, unhealthy]],
    ["out_of_memory", [oom]],
    ["image_pull", [missing]],
    ["nothing yet (the network may come back)", [network]],
    ["image_pull", [network, network]],
    ["secret_missing", [secret]],
    ["nothing yet (an older deployment's)", [{ ...missing, createdAt: new Date(500) }]],
    ["nothing yet (another revision's)", [{ ...missing, taskDefinitionArn: "arn:web:6" }]],
  ])("is %s", (expected, stopped) => {
    const deployments = [{ status: "PRIMARY", taskDefinition: revision, createdAt: new Date(1_000) }];
    const found = findTaskFailure({
      service: { serviceName: "web", deployments, events: [] },
      revision,
      stopped,
    });
    expect(found?.reason ?? "nothing yet").toBe(expected.replace(/ \(.*/, ""));
  });

  test("a task that no instance can take is named with ECS's own words", () => {
    const message =
      "(service web) was unable to place a task because no container instance met all of its requirements.";
    const deployments = [{ status: "PRIMARY", taskDefinition: revision, createdAt: new Date(1_000) }];
    const events = [{ createdAt: new Date(2_000), message }];
    const found = findTaskFailure({
      service: { serviceName: "web", deployments, events },
      revision,
      stopped: [],
    });
    expect(found).toEqual({ reason: "unschedulable", text: message, lines: [message] });
  });

  test("control characters of a container's words do not reach the log", () => {
    const evil = task("Essential container in task exited", { exitCode: 1, reason: "\u001b[31m::error::x" });
    const found = findTaskFailure({ service: { serviceName: "web" }, revision, stopped: [evil, evil] });
    expect(found?.text).toContain("\\x1b[31m");
    expect(found?.lines.join("")).not.toContain("\u001b");
  });
});
