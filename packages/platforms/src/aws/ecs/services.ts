import type { Service } from "@aws-sdk/client-ecs";
import { ActionError, suggest } from "@deploy-actions/kernel";
import type { EcsService, Release } from "@deploy-actions/rollout";
import type { EcsSession, Revision } from "./ecs-session.ts";
import { tagValue } from "./release-tags.ts";
import { readRevision } from "./revisions.ts";
import { releaseOf } from "./task-definition.ts";

/** A service as it is now. */
export interface ServiceLook {
  readonly spec: EcsService;
  readonly arn: string;
  readonly service: Service;
  /** The revision it is to run. */
  readonly revision: Revision;
  readonly release: Release;
  /** Made by whoever set the cluster up and never deployed to: it wants no tasks, and no release is named. */
  readonly isBlank: boolean;
}

const PER_CALL = 10;
const LIST_CALLS = 20;

/** The services of the target in the order they are deployed. Throws `config` naming all that are missing. */
export async function lookAtServices(session: EcsSession): Promise<readonly ServiceLook[]> {
  const { target } = session;
  const specs = inWaves(target.services);
  const found = await describeServices(
    session,
    specs.map((spec) => spec.name),
  );
  const missing = specs.filter((spec) => found.get(spec.name) === undefined).map((spec) => spec.name);
  if (missing.length > 0) {
    const names = await listServiceNames(session);
    const text = missing.map((name) => `"${name}".${suggest(name, names)}`).join(" Nor ");
    throw new ActionError("config", `The cluster ${target.cluster} has no active service ${text}`, {
      hint: "Services are made once, with their network and load balancer; deploying only gives them a release.",
    });
  }
  const looks: ServiceLook[] = [];
  for (const spec of specs) {
    const service = found.get(spec.name);
    if (service !== undefined) looks.push(await lookAt(session, spec, service));
  }
  return looks;
}

/** The facts of one service. */
export async function lookAt(session: EcsSession, spec: EcsService, service: Service): Promise<ServiceLook> {
  const { serviceArn, taskDefinition, desiredCount = 0 } = service;
  if (serviceArn === undefined || taskDefinition === undefined) {
    throw new ActionError(
      "config",
      `Service ${spec.name} of cluster ${session.target.cluster} has no task definition`,
      {
        hint: "Only services of the deployment controller ECS can be deployed to.",
      },
    );
  }
  const revision = await readRevision(session, taskDefinition);
  const isNamed = tagValue(revision.tags, "deploy-actions/version") !== undefined;
  return {
    spec,
    arn: serviceArn,
    service,
    revision,
    release: releaseOf(revision, spec),
    isBlank: desiredCount === 0 && !isNamed && !spec.singleton,
  };
}

/** Active and draining services by name; those that are not there are absent. */
export async function describeServices(
  session: EcsSession,
  names: readonly string[],
  statuses: readonly string[] = ["ACTIVE"],
): Promise<ReadonlyMap<string, Service>> {
  const { cluster } = session.target;
  const found = new Map<string, Service>();
  for (let from = 0; from < names.length; from += PER_CALL) {
    const services = names.slice(from, from + PER_CALL);
    const answer = await session.call(
      `describe services ${services.join(", ")} of cluster ${cluster}`,
      "ecs:DescribeServices",
      (options) => session.ecs.describeServices({ cluster, services, include: ["TAGS"] }, options),
    );
    for (const service of answer.services ?? []) {
      const name = service.serviceName ?? "";
      if (statuses.includes(service.status ?? "")) found.set(name, service);
    }
  }
  return found;
}

/** One active service. Throws `conflict` when it is gone. */
export async function describeService(session: EcsSession, name: string): Promise<Service> {
  const service = (await describeServices(session, [name])).get(name);
  if (service === undefined) {
    throw new ActionError("conflict", `Service ${name} of cluster ${session.target.cluster} is gone`);
  }
  return service;
}

/** Names of the services of the cluster, for a message. */
export async function listServiceNames(session: EcsSession): Promise<readonly string[]> {
  const { cluster } = session.target;
  const names: string[] = [];
  let nextToken: string | undefined;
  for (let calls = 0; calls < LIST_CALLS; calls += 1) {
    const page = await session.call(`list services of cluster ${cluster}`, "ecs:ListServices", (options) =>
      session.ecs.listServices({ cluster, maxResults: 100, nextToken }, options),
    );
    names.push(...(page.serviceArns ?? []).map((arn) => arn.slice(arn.lastIndexOf("/") + 1)));
    nextToken = page.nextToken;
    if (nextToken === undefined) break;
  }
  return names;
}

/** Services in the order of their waves, as they are given inside one. */
export function inWaves(services: readonly EcsService[]): readonly EcsService[] {
  return [...services].sort((a, b) => a.wave - b.wave);
}

/** The service that gets weights: the first of the lowest wave with a load balancer, else the first of all. */
export function primaryOf(looks: readonly ServiceLook[]): ServiceLook {
  const primary = looks.find((look) => (look.service.loadBalancers ?? []).length > 0) ?? looks[0];
  if (primary === undefined) throw new ActionError("config", "The ECS target names no service");
  return primary;
}
