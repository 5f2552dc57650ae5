import type { DeploymentConfiguration, Service, UpdateServiceRequest } from "@aws-sdk/client-ecs";
import { ActionError } from "@deploy-actions/kernel";
import { awaitSteady, pollMs, steadiness, type Wait } from "./await-steady.ts";
import { change, type EcsSession } from "./ecs-session.ts";
import { TASKS_TAG, tagValue } from "./release-tags.ts";
import { nameOf } from "./revisions.ts";
import { removeTags, writeTags } from "./service-tags.ts";
import { describeService, type ServiceLook } from "./services.ts";
import { readTasks } from "./task-failure.ts";

/** What an update may change besides the revision. */
export interface UpdateOptions {
  /** How many tasks the service is to have, where it is not to keep its number. */
  readonly tasks?: number;
  readonly deploymentConfiguration?: DeploymentConfiguration;
  /** More than ECS's own steadiness: `undefined` when ready, else why not. */
  readonly isReady?: (service: Service) => Promise<string | undefined>;
}

/** Gives a service a revision and waits until it runs with all its tasks; one that runs it already is only awaited. */
export async function rollService(
  session: EcsSession,
  look: ServiceLook,
  revision: string,
  options: UpdateOptions = {},
): Promise<Wait> {
  if (look.spec.singleton) return await rollSingleton(session, look, revision);
  const { name } = look.spec;
  const { tasks, deploymentConfiguration, isReady } = options;
  const now = await describeService(session, name);
  const state = steadiness(now, revision);
  const isAsked = state.kind === "steady" || state.kind === "moving";
  if (!isAsked || (tasks !== undefined && now.desiredCount !== tasks)) {
    await updateService(
      session,
      {
        service: name,
        taskDefinition: revision,
        ...(tasks === undefined ? {} : { desiredCount: tasks }),
        ...(deploymentConfiguration === undefined ? {} : { deploymentConfiguration }),
        // The same revision that was given up is only tried again when that is said.
        ...(state.kind === "failed" ? { forceNewDeployment: true } : {}),
      },
      revision,
    );
  }
  return await awaitSteady(session, name, revision, isReady);
}

/**
 * A service that must never have two tasks: stopped, seen to be stopped, then started. How many it is to have (one, or
 * none when it is switched off) is kept in a tag meanwhile, so that a run that died in between is finished by the next.
 */
async function rollSingleton(session: EcsSession, look: ServiceLook, revision: string): Promise<Wait> {
  const { name } = look.spec;
  const now = await describeService(session, name);
  const kept = tagValue(now.tags, TASKS_TAG);
  const tasks = kept === undefined ? (now.desiredCount ?? 0) : Number(kept);
  if (tasks > 1) {
    throw new ActionError("config", `Service ${name} is a singleton and wants ${tasks} tasks`, {
      hint: "Set its desired count to 1, and leave it out of every auto scaling, before it is deployed.",
    });
  }
  if (kept === undefined && steadiness(now, revision).kind === "steady") {
    return await awaitSteady(session, name, revision);
  }
  await writeTags(session, look.arn, { [TASKS_TAG]: String(tasks) });
  const deploymentConfiguration = {
    ...now.deploymentConfiguration,
    maximumPercent: 100,
    minimumHealthyPercent: 0,
  };
  // Rebalancing starts the new task before it stops the old one.
  const single =
    now.availabilityZoneRebalancing === "ENABLED" ? { availabilityZoneRebalancing: "DISABLED" as const } : {};
  const isStarted = steadiness(now, revision).kind !== "other" && now.desiredCount === tasks;
  if (!isStarted) {
    await updateService(
      session,
      { service: name, desiredCount: 0, deploymentConfiguration, ...single },
      now.taskDefinition ?? revision,
    );
    await awaitStopped(session, name);
    await updateService(
      session,
      { service: name, taskDefinition: revision, desiredCount: tasks, deploymentConfiguration },
      revision,
    );
  }
  const wait = await awaitSteady(session, name, revision, async () => {
    const running = await readTasks(session, name, "RUNNING");
    if (running.length > 1) {
      throw new ActionError(
        "conflict",
        `Singleton ${name} has ${running.length} tasks: somebody else starts it too`,
      );
    }
    return undefined;
  });
  if (wait.isSteady) await removeTags(session, look.arn, [TASKS_TAG]);
  return wait;
}

/** Until no task of the service is left, those that are still stopping included. */
async function awaitStopped(session: EcsSession, name: string): Promise<void> {
  const { clock, target, signal } = session;
  const deadline = clock.now() + target.readyTimeoutMs;
  for (;;) {
    const service = await describeService(session, name);
    const running = await readTasks(session, name, "RUNNING");
    const stopping = (await readTasks(session, name, "STOPPED")).filter(
      (task) => task.lastStatus !== "STOPPED",
    );
    const left = Math.max(
      (service.runningCount ?? 0) + (service.pendingCount ?? 0),
      running.length + stopping.length,
    );
    if (left === 0) return;
    if (clock.now() >= deadline) {
      throw new ActionError(
        "remote",
        `Singleton ${name} still has a task after it was to stop: no second one is started`,
      );
    }
    await clock.sleep(pollMs(session), signal);
  }
}

/** One UpdateService; asked again when it was refused for a moment or its answer was lost. */
export async function updateService(
  session: EcsSession,
  request: Omit<UpdateServiceRequest, "cluster" | "service"> & { readonly service: string },
  revision: string,
): Promise<void> {
  const { cluster } = session.target;
  const { service } = request;
  await change(
    session,
    () =>
      session.call(`update service ${service} of cluster ${cluster}`, "ecs:UpdateService", (options) =>
        session.ecs.updateService({ ...request, cluster }, options),
      ),
    async () => {
      const now = await describeService(session, service);
      const hasTasks = request.desiredCount === undefined || now.desiredCount === request.desiredCount;
      // A forced deployment of the same revision cannot be told from the one before: it is asked for again.
      return hasTasks && steadiness(now, revision).kind !== "other" && request.forceNewDeployment !== true;
    },
  );
  if (request.taskDefinition !== undefined) session.log.info(`Service ${service} gets ${nameOf(revision)}`);
}
