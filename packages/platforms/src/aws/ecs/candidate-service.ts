import type { CreateServiceRequest, Service } from "@aws-sdk/client-ecs";
import { ActionError } from "@deploy-actions/kernel";
import { pollMs } from "./await-steady.ts";
import { change, type EcsSession } from "./ecs-session.ts";
import { MADE_TAG, tagValue, userTags } from "./release-tags.ts";
import { nameOf } from "./revisions.ts";
import { describeService, describeServices } from "./services.ts";
import { updateService } from "./update-service.ts";

/** What the candidate's service takes from stable's, and where its tasks register. */
export interface CandidatePlace {
  readonly name: string;
  readonly stable: Service;
  readonly stableGroup: string;
  readonly group: string;
  readonly tasks: number;
}

/**
 * The request for a service like stable's. Left out is what would give the candidate traffic nobody counts: other target
 * groups, service discovery, names of Service Connect.
 */
export function candidateRequest(
  place: CandidatePlace,
  cluster: string,
  revision: string,
): CreateServiceRequest {
  const { stable, name, group, stableGroup, tasks } = place;
  const entry = stable.loadBalancers?.find((one) => one.targetGroupArn === stableGroup);
  if (entry === undefined) {
    throw new ActionError(
      "config",
      `Service ${stable.serviceName} does not register its tasks in the stable target group ${stableGroup}`,
      { hint: "Name in `stable` the target group of the service's own load balancer entry." },
    );
  }
  const primary = stable.deployments?.find((one) => one.status === "PRIMARY");
  const connect = primary?.serviceConnectConfiguration;
  const hasStrategy = (stable.capacityProviderStrategy ?? []).length > 0;
  const isOwnRole = stable.roleArn !== undefined && !stable.roleArn.includes("/AWSServiceRoleForECS");
  const { maximumPercent, minimumHealthyPercent } = stable.deploymentConfiguration ?? {};
  return {
    cluster,
    serviceName: name,
    taskDefinition: revision,
    desiredCount: tasks,
    loadBalancers: [
      { targetGroupArn: group, containerName: entry.containerName, containerPort: entry.containerPort },
    ],
    ...(hasStrategy ? { capacityProviderStrategy: stable.capacityProviderStrategy } : {}),
    ...(hasStrategy ? {} : { launchType: stable.launchType }),
    platformVersion: stable.platformVersion,
    networkConfiguration: stable.networkConfiguration?.awsvpcConfiguration && stable.networkConfiguration,
    healthCheckGracePeriodSeconds: stable.healthCheckGracePeriodSeconds,
    schedulingStrategy: stable.schedulingStrategy,
    placementConstraints: stable.placementConstraints,
    placementStrategy: stable.placementStrategy,
    enableECSManagedTags: stable.enableECSManagedTags,
    enableExecuteCommand: stable.enableExecuteCommand,
    propagateTags: stable.propagateTags,
    volumeConfigurations: primary?.volumeConfigurations,
    ...(connect?.enabled === true ? { serviceConnectConfiguration: { ...connect, services: [] } } : {}),
    ...(isOwnRole ? { role: stable.roleArn } : {}),
    deploymentConfiguration: { maximumPercent, minimumHealthyPercent },
    tags: [...userTags(stable.tags), { key: MADE_TAG, value: "candidate" }],
  };
}

/** Makes the candidate's service run a revision; creates it when it is not there. Does not wait for its tasks. */
export async function startCandidate(
  session: EcsSession,
  place: CandidatePlace,
  revision: string,
  options: { readonly isAgain: boolean },
): Promise<void> {
  const { name, tasks } = place;
  const found = await awaitNotDraining(session, name);
  if (found !== undefined) {
    const isAsked = found.taskDefinition === revision && (found.desiredCount ?? 0) > 0;
    if (isAsked && !options.isAgain) return;
    const again = isAsked ? { forceNewDeployment: true } : {};
    const wanted = Math.max(tasks, found.desiredCount ?? 0);
    await updateService(
      session,
      { service: name, taskDefinition: revision, desiredCount: wanted, ...again },
      revision,
    );
    return;
  }
  const request = candidateRequest(place, session.target.cluster, revision);
  await change(
    session,
    () =>
      session.call(`create service ${name}`, "ecs:CreateService", (one) =>
        session.ecs.createService(request, one),
      ),
    async () => (await describeServices(session, [name])).has(name),
  );
  session.log.info(`Service ${name} starts ${nameOf(revision)} with ${tasks} tasks`);
}

/** Ends the candidate's service: gone with its tasks when it was made here, else without tasks. */
export async function removeCandidate(session: EcsSession, name: string): Promise<void> {
  const { cluster } = session.target;
  const found = (await describeServices(session, [name])).get(name);
  if (found === undefined) return;
  if (tagValue(found.tags, MADE_TAG) === undefined) {
    if ((found.desiredCount ?? 0) === 0) return;
    await updateService(session, { service: name, desiredCount: 0 }, found.taskDefinition ?? "");
    session.log.info(`Service ${name} was there before: it keeps no tasks, but stays`);
    return;
  }
  await change(
    session,
    () =>
      // One call that scales it down too, so that no run can die in between and leave an empty service.
      session.call(`delete service ${name} of cluster ${cluster}`, "ecs:DeleteService", (options) =>
        session.ecs.deleteService({ cluster, service: name, force: true }, options),
      ),
    async () => !(await describeServices(session, [name])).has(name),
  );
}

/** The service, or `undefined`; one that is being deleted has to be gone before its name is free. */
async function awaitNotDraining(session: EcsSession, name: string): Promise<Service | undefined> {
  const { clock, target, signal } = session;
  const deadline = clock.now() + target.readyTimeoutMs;
  for (;;) {
    const found = (await describeServices(session, [name], ["ACTIVE", "DRAINING"])).get(name);
    if (found?.status !== "DRAINING") return found;
    if (clock.now() >= deadline) {
      throw new ActionError("remote", `Service ${name} of an earlier candidate is still draining`, {
        hint: "Its tasks finish their requests (stop timeout, deregistration delay). Run again when it is gone.",
      });
    }
    await clock.sleep(pollMs(session), signal);
  }
}

/** The candidate's service when it runs a candidate. */
export async function findCandidate(session: EcsSession, name: string): Promise<Service | undefined> {
  const found = (await describeServices(session, [name])).get(name);
  return (found?.desiredCount ?? 0) > 0 ? found : undefined;
}

/** Gives a service at least so many tasks: stable may have been scaled in while it had little traffic. */
export async function ensureTasks(session: EcsSession, name: string, tasks: number): Promise<void> {
  const service = await describeService(session, name);
  if ((service.desiredCount ?? 0) >= tasks) return;
  session.log.info(`Service ${name} gets ${tasks} tasks before it gets traffic again`);
  await updateService(session, { service: name, desiredCount: tasks }, service.taskDefinition ?? "");
}
