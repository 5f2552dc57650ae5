import { setTimeout as sleep } from "node:timers/promises";
import type { Service } from "@aws-sdk/client-ecs";
import { startTraffic, type Traffic } from "@deploy-actions/testkit";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { MotoCluster } from "../../packages/platforms/test/aws/ecs/moto-cluster.ts";
import { openRelay, type Relay } from "../crash/scenes/relay.ts";
import { describePeer } from "../peers/require-peer.ts";
import { Alarm } from "./support/alarm.ts";
import { ExampleRun } from "./support/example-run.ts";
import { RELEASE_LABEL, type Share, UsersDoor } from "./support/users-door.ts";

const RUN_MS = 180_000;
/** The candidates' group while there is none: it stays in the rule, so that AWS keeps it attached. */
const EMPTY: Share = { release: "nobody", weight: 0 };

/** What the load balancer forwards to, in its own weights, and the release of the service behind each group at that moment. */
async function readRule({ ecs, elb, name, target }: MotoCluster): Promise<readonly Share[]> {
  const { route } = target;
  const RuleArns = [route.kind === "target-groups" ? route.listener : ""];
  const readGroups = async () =>
    (await elb.describeRules({ RuleArns })).Rules?.[0]?.Actions?.[0]?.ForwardConfig?.TargetGroups ?? [];
  let groups = await readGroups();
  let services: Service[] = [];
  for (let seen = ""; seen !== JSON.stringify(groups); groups = await readGroups()) {
    seen = JSON.stringify(groups);
    services =
      (await ecs.describeServices({ cluster: name, services: ["web", "web-candidate"] })).services ?? [];
  }
  const shares = groups.map(async ({ TargetGroupArn, Weight = 1 }): Promise<Share> => {
    const behind = services.find(
      ({ status, loadBalancers = [] }) =>
        status === "ACTIVE" && loadBalancers.some((one) => one.targetGroupArn === TargetGroupArn),
    );
    if (behind === undefined) return { release: "nobody", weight: Weight };
    const { taskDefinition } = await ecs.describeTaskDefinition({ taskDefinition: behind.taskDefinition });
    const image = taskDefinition?.containerDefinitions?.[0]?.image ?? "";
    return { release: image.split(":").at(-1) ?? "", weight: Weight };
  });
  return Promise.all(shares);
}

async function runningServices({ ecs, name }: MotoCluster): Promise<readonly string[]> {
  const { services = [] } = await ecs.describeServices({ cluster: name, services: ["web", "web-candidate"] });
  return services.flatMap(({ status, serviceName, desiredCount }) =>
    status === "ACTIVE" ? [`${serviceName}: ${desiredCount}`] : [],
  );
}

// One story: each test goes on where the one before ended. moto keeps services, revisions, groups and rules and runs nothing: what
// it lacks (EMULATOR.md beside the cluster) is done on the way to it, and a door answers users by the weights of its rule.
describePeer("the ECS example in a real runner", "DEPLOY_ACTIONS_PEER_ACT", (binary) => {
  describePeer("and an AWS emulator", "DEPLOY_ACTIONS_PEER_MOTO_URL", (endpoint) => {
    const region = "eu-west-1";
    let cluster: MotoCluster;
    let relay: Relay;
    let alarms: readonly Alarm[] = [];
    let door: UsersDoor;
    let run: ExampleRun;
    let users: Traffic | undefined;

    beforeAll(async () => {
      cluster = new MotoCluster(endpoint);
      await cluster.open("target-groups");
      const { name, target, elb } = cluster;
      relay = await openRelay(cluster.http, endpoint);
      const names = [`${name}-5xx`, `${name}-latency`];
      alarms = await Promise.all(names.map((one) => Alarm.create(endpoint, region, one)));
      door = await UsersDoor.open(() => readRule(cluster));
      const { route } = target;
      if (route.kind !== "target-groups") throw new Error("The cluster has no target groups.");
      const green = await elb.describeTargetGroups({ Names: [route.candidate] });
      const arn = "arn:aws:elasticloadbalancing:eu-central-1:123456789012";
      run = await ExampleRun.start(binary, {
        example: "ecs-canary",
        replacements: {
          [`${arn}:listener-rule/app/shop/1/2/3`]: route.listener,
          [`${arn}:targetgroup/shop-blue/4`]: route.stable,
          [`${arn}:targetgroup/shop-green/5`]: green.TargetGroups?.[0]?.TargetGroupArn ?? "",
          "cluster: shop": `cluster: ${name}`,
          "eu-central-1": region,
          "[shop-5xx, shop-latency]": `[${names.join(", ")}]`,
          "https://shop.example": door.url,
          "bake: 10m": "bake: 2s",
          "bake: 5m": "bake: 1s",
          "for: 5m": "for: 1s",
          "interval: 10s": "interval: 300ms",
          "interval: 15s": "interval: 300ms",
        },
        env: { AWS_ENDPOINT_URL: relay.url },
      });
    }, RUN_MS);

    afterAll(async () => {
      await users?.stop();
      await run.dispose();
      await door.close();
      for (const alarm of alarms) await alarm.delete();
      await relay.close();
      await cluster.close();
    });

    test(
      "the first tag is live at once",
      async () => {
        const { exitCode, errors } = await run.deploy("v1");
        expect({ errors, exitCode }).toEqual({ errors: [], exitCode: 0 });
        expect(await readRule(cluster)).toEqual([{ release: "v1", weight: 100 }, EMPTY]);
      },
      RUN_MS,
    );

    test(
      "the next gets its traffic in steps, then the service runs it and its twin is gone",
      async () => {
        users = startTraffic({ urls: [door.url], ratePerSecond: 20, labelHeader: RELEASE_LABEL });
        const { exitCode, jobs, errors, log, sha } = await run.deploy("v2");
        const { failed, labels } = await users.stop();
        expect({ errors, exitCode, jobs }).toEqual({
          errors: [],
          exitCode: 0,
          jobs: { "deploy/deploy/deploy": "success" },
        });
        expect(log).toMatch(/Signed in to AWS: arn:aws:sts::123456789012:assumed-role\/shop-deploy\//);
        expect({ failed, labels: Object.keys(labels).sort() }).toEqual({ failed: 0, labels: ["v1", "v2"] });
        expect(await readRule(cluster)).toEqual([{ release: "v2", weight: 100 }, EMPTY]);
        expect(await runningServices(cluster)).toEqual(["web: 1"]);
        expect(run.ledger().at(-1)).toEqual({ version: "v2", sha, state: "success", phase: "verified" });
      },
      RUN_MS,
    );

    test(
      "an alarm takes a release back, and all weight is on stable's group again",
      async () => {
        const ended = run.deploy("v3");
        while (!(await readRule(cluster)).some(({ release, weight }) => release === "v3" && weight > 0))
          await sleep(50);
        await alarms[0]?.set("ALARM", "7 errors in a minute");
        const { exitCode, jobs, log } = await ended;
        expect(exitCode).not.toBe(0);
        expect(jobs).toEqual({ "deploy/deploy/deploy": "failure" });
        expect(log).toMatch(/ aborts: critical checks of the candidate: .* is in ALARM/);
        expect(log).toContain("-5xx is in ALARM: 7 errors in a minute");
        expect(await readRule(cluster)).toEqual([{ release: "v2", weight: 100 }, EMPTY]);
        expect(await runningServices(cluster)).toEqual(["web: 1"]);
        expect(run.ledger().at(-1)).toMatchObject({ version: "v3", state: "failure", phase: "aborted" });
      },
      RUN_MS,
    );

    test("GitHub would have accepted all of it", () => {
      expect(run.github.violations).toEqual([]);
    });
  });
});
