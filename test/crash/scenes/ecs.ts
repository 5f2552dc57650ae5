import { MotoCluster } from "../../../packages/platforms/test/aws/ecs/moto-cluster.ts";
import type { CrashScene } from "../subject.ts";
import type { AwsConfig } from "../subjects/aws.ts";
import { openRelay } from "./relay.ts";

/** A service of a cluster in an emulator, whose tasks are played. */
export async function openEcsScene(endpoint: string, kind: "target-groups" | "rolling"): Promise<CrashScene> {
  const cluster = new MotoCluster(endpoint);
  await cluster.open(kind);
  const relay = await openRelay(cluster.http, endpoint);
  const { target, ecs, elb, name } = cluster;
  const config: AwsConfig = { endpoint: relay.url, target, workspace: "" };
  return {
    config,
    async look() {
      const { serviceArns = [] } = await ecs.listServices({ cluster: name });
      const { services = [] } =
        serviceArns.length === 0
          ? {}
          : await ecs.describeServices({ cluster: name, services: serviceArns, include: ["TAGS"] });
      const lines = await Promise.all(
        // The emulator keeps what was removed for a while.
        services
          .filter(({ status }) => status === "ACTIVE")
          .map(async ({ serviceName, desiredCount, taskDefinition, tags = [] }) => {
            const found = await ecs.describeTaskDefinition({ taskDefinition });
            const image = found.taskDefinition?.containerDefinitions?.[0]?.image;
            const told = tags
              .map(({ key, value }) => `${key}=${value}`)
              .sort()
              .join(" ");
            return desiredCount === 0
              ? `service ${serviceName} without tasks, tags ${told}`
              : `service ${serviceName}: ${desiredCount} of ${image}, tags ${told}`;
          }),
      );
      if (target.route.kind !== "target-groups") return lines.sort();
      const { Rules = [] } = await elb.describeRules({ RuleArns: [target.route.listener] });
      const groups = Rules[0]?.Actions?.[0]?.ForwardConfig?.TargetGroups ?? [];
      const sent = groups
        .filter(({ Weight = 0 }) => Weight > 0)
        .map(({ TargetGroupArn }) => (TargetGroupArn?.includes("-green") ? "candidate" : "stable"));
      return [...lines.sort(), `requests go to ${sent.join(", ") || "stable"}`];
    },
    afterKill: () => relay.idle(),
    async close() {
      await relay.close();
      await cluster.close();
    },
  };
}
