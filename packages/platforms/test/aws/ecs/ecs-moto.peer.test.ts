import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { describePeer } from "../../../../../test/peers/require-peer.ts";
import { ecsCalls } from "../../../src/aws/ecs/ecs-calls.ts";
import { describePlatform } from "../../contract.ts";
import { MotoCluster } from "./moto-cluster.ts";

const signal = new AbortController().signal;
const v1 = { version: "v1" };
const v2 = { version: "v2" };

describePeer(
  "ECS services and an Application Load Balancer of moto",
  "DEPLOY_ACTIONS_PEER_MOTO_URL",
  (endpoint) => {
    const open = async (kind: "target-groups" | "rolling") => {
      const cluster = new MotoCluster(endpoint);
      await cluster.open(kind);
      return cluster;
    };

    describePlatform("ECS behind target groups of moto", async () => {
      const cluster = await open("target-groups");
      return { platform: cluster.platform(), other: cluster.platform(), close: () => cluster.close() };
    });

    describePlatform("ECS services of moto updated in place", async () => {
      const cluster = await open("rolling");
      const close = () => cluster.close();
      return { platform: cluster.platform(), other: cluster.platform(), badShows: "with traffic", close };
    });

    describe("a rollout", () => {
      let cluster: MotoCluster;
      beforeEach(async () => {
        cluster = await open("target-groups");
      });
      afterEach(() => cluster.close());

      test("only declared calls are made, and moto knows all of them", async () => {
        const platform = cluster.platform();
        const started = await platform.setWeight(v1, 0, await platform.observe(signal), signal);
        await platform.promote(v1, started, signal);
        const at25 = await platform.setWeight(v2, 25, await platform.observe(signal), signal);
        await platform.abort(at25, signal);
        expect(await platform.preflight?.(signal)).toEqual([]);
        const declared = ecsCalls(cluster.target).flatMap((call) =>
          call.api === "aws" ? [`${call.service}:${call.operation}`] : [],
        );
        expect([...cluster.operations].filter((one) => !declared.includes(one))).toEqual([]);
        expect(cluster.operations.size).toBeGreaterThan(12);
      });

      test("the rule holds both groups with the weights, and its conditions stay", async () => {
        const platform = cluster.platform();
        await platform.promote(
          v1,
          await platform.setWeight(v1, 0, await platform.observe(signal), signal),
          signal,
        );
        await platform.setWeight(v2, 12.5, await platform.observe(signal), signal);
        const { route } = cluster.target;
        const RuleArns = [route.kind === "target-groups" ? route.listener : ""];
        const [rule] = (await cluster.elb.describeRules({ RuleArns })).Rules ?? [];
        expect(rule?.Conditions?.[0]).toMatchObject({ Field: "path-pattern" });
        expect(rule?.Actions?.[0]?.ForwardConfig?.TargetGroups?.map((one) => one.Weight)).toEqual([875, 125]);
      });

      test("names that are not there are told with the nearest ones", async () => {
        const { target } = cluster;
        Object.assign(target, { services: [{ ...target.services[0], name: "wed" }] });
        const problems = await cluster.platform().preflight?.(signal);
        expect(problems?.map((one) => one.text)).toEqual([
          `Cluster ${target.cluster} has no active service "wed". Did you mean "web"?`,
        ]);
      });
    });
  },
);
