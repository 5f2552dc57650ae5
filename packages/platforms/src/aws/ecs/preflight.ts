import { ActionError, type PreflightProblem, suggest } from "@deploy-actions/kernel";
import type { EcsRouteDriver } from "./ecs-route.ts";
import type { EcsSession } from "./ecs-session.ts";
import {
  describeServices,
  inWaves,
  listServiceNames,
  lookAt,
  primaryOf,
  type ServiceLook,
} from "./services.ts";
import { releaseContainer } from "./task-definition.ts";

/** Read-only: the cluster, every service and its container, and what the route needs. Everything missing at once. */
export async function findProblems(
  driver: EcsRouteDriver,
  session: EcsSession,
): Promise<readonly PreflightProblem[]> {
  return await asProblems(async () => {
    const missing = await clusterProblems(session);
    if (missing.length > 0) return missing;
    const specs = inWaves(session.target.services);
    const found = await describeServices(
      session,
      specs.map((spec) => spec.name),
    );
    const looks: ServiceLook[] = [];
    const problems: PreflightProblem[] = [];
    for (const spec of specs) {
      const service = found.get(spec.name);
      if (service === undefined) {
        problems.push(await missingService(session, spec.name));
        continue;
      }
      problems.push(
        ...(await asProblems(async () => {
          const look = await lookAt(session, spec, service);
          releaseContainer(look.revision.definition, spec);
          looks.push(look);
          return singletonProblems(look);
        })),
      );
    }
    if (looks.length === 0) return problems;
    const target = { services: looks, primary: primaryOf(looks) };
    return [...problems, ...(await asProblems(() => driver.preflight(session, target)))];
  });
}

/** What a look threw, as a problem; faults of AWS itself stay errors. */
export async function asProblems(
  look: () => Promise<readonly PreflightProblem[]>,
): Promise<readonly PreflightProblem[]> {
  try {
    return await look();
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    const code = problemCode(error);
    if (code === undefined) throw error;
    return [{ code, text: error.message, hint: error.hint }];
  }
}

function problemCode({ code }: ActionError): string | undefined {
  switch (code) {
    case "permission":
      return "permission_missing";
    case "config":
      return "not_found";
    case "conflict":
      return "not_as_expected";
    default:
      return undefined;
  }
}

async function clusterProblems(session: EcsSession): Promise<readonly PreflightProblem[]> {
  const { cluster } = session.target;
  const answer = await session.call(`describe cluster ${cluster}`, "ecs:DescribeClusters", (options) =>
    session.ecs.describeClusters({ clusters: [cluster] }, options),
  );
  if (answer.clusters?.some((one) => one.status === "ACTIVE") === true) return [];
  const list = await session.call("list clusters", "ecs:ListClusters", (options) =>
    session.ecs.listClusters({ maxResults: 100 }, options),
  );
  const names = (list.clusterArns ?? []).map((arn) => arn.slice(arn.lastIndexOf("/") + 1));
  const where = `in ${session.access.region}`;
  return [
    {
      code: "not_found",
      text: `There is no ECS cluster "${cluster}" ${where}.${suggest(cluster, names)}`,
      hint: "Check the cluster's name, and the region and account the job signed in to.",
    },
  ];
}

async function missingService(session: EcsSession, name: string): Promise<PreflightProblem> {
  const names = await listServiceNames(session);
  return {
    code: "not_found",
    text: `Cluster ${session.target.cluster} has no active service "${name}".${suggest(name, names)}`,
    hint: "Services are made once, with their network and load balancer; deploying only gives them a release.",
  };
}

function singletonProblems({ spec, service }: ServiceLook): readonly PreflightProblem[] {
  if (!spec.singleton || (service.desiredCount ?? 0) <= 1) return [];
  return [
    {
      code: "not_as_expected",
      text: `Service ${spec.name} is a singleton and wants ${service.desiredCount} tasks`,
      hint: "Set its desired count to 1, and leave it out of every auto scaling.",
    },
  ];
}
