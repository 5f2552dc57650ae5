import { ActionError, formatDuration, formatPercent } from "@deploy-actions/kernel";
import type { ReleaseFailure } from "@deploy-actions/rollout";
import { pollMs } from "./await-steady.ts";
import { change, type EcsSession } from "./ecs-session.ts";
import { type NativeDeployment, newestDeployment, waitingHook } from "./native-deployment.ts";
import { nameOf } from "./revisions.ts";
import { describeService } from "./services.ts";
import { readTaskFailure } from "./task-failure.ts";

/** How letting ECS go on ended. */
export type Drive =
  | { readonly kind: "there"; readonly at: NativeDeployment }
  | { readonly kind: "not-there"; readonly text: string; readonly failure: ReleaseFailure | undefined };

/**
 * Lets ECS's rollout of a revision go on until it holds at `until` per cent, or (`end`) has ended well. Answers only PAUSE
 * hooks of the stages this project holds; a hook of the user's own is waited for. The time allowed counts from the last
 * move. Errors: `conflict` when the newest deployment is of another revision.
 */
export async function driveTo(
  session: EcsSession,
  service: string,
  revision: string,
  until: number | "end",
): Promise<Drive> {
  const { clock, target, signal } = session;
  let movedAt = clock.now();
  let mark = "";
  for (;;) {
    const now = await newestDeployment(session, service);
    if (now === undefined || now.target !== revision) {
      // What was just asked for may take a moment to be listed.
      if (clock.now() >= movedAt + target.settleMs) throw isAnother(service, revision, now);
    } else {
      const { deployment, weight, state } = now;
      const reason = deployment.statusReason ?? "no reason given";
      if (state === "done") return { kind: "there", at: now };
      if (state !== "forward") {
        const text = `ECS took ${nameOf(revision)} of service ${service} back (${deployment.status}): ${reason}`;
        return { kind: "not-there", text, failure: { reason: "rolled_back", text, lines: [] } };
      }
      const waiting = waitingHook(deployment);
      if (waiting?.isOurs === true) {
        if (until !== "end" && weight >= until) return { kind: "there", at: now };
        await answer(session, service, now, waiting.hook.hookId ?? "", "CONTINUE");
      }
      const seen = JSON.stringify([deployment.lifecycleStage, weight, waiting?.hook.hookId]);
      if (seen !== mark) {
        mark = seen;
        movedAt = clock.now();
      }
      const failure = await readTaskFailure(session, await describeService(session, service), revision);
      if (failure !== undefined) return { kind: "not-there", text: failure.text, failure };
      if (clock.now() >= movedAt + target.readyTimeoutMs) {
        const where = `${deployment.lifecycleStage ?? deployment.status}, ${formatPercent(weight)}`;
        const why = waiting === undefined ? "does not move" : "waits for a hook that is not ours";
        const text = `ECS's rollout of ${nameOf(revision)} ${why} for ${formatDuration(target.readyTimeoutMs)} (${where})`;
        return { kind: "not-there", text, failure: undefined };
      }
    }
    await clock.sleep(pollMs(session), signal);
  }
}

/** Has ECS take its rollout back, and waits until stable has everything again. */
export async function driveBack(session: EcsSession, service: string): Promise<void> {
  const { clock, target, signal } = session;
  const deadline = clock.now() + target.readyTimeoutMs;
  for (;;) {
    const now = await newestDeployment(session, service);
    if (now === undefined || now.state === "done" || now.state === "taken-back") return;
    if (now.state === "stuck") {
      const text = `ECS could not take its rollout of service ${service} back (${now.deployment.status}): ${now.deployment.statusReason ?? "no reason given"}`;
      throw new ActionError("remote", text, {
        hint: "Look at the service's deployments in ECS, then run again.",
      });
    }
    if (now.state === "forward") {
      const waiting = waitingHook(now.deployment);
      if (waiting === undefined) await stop(session, service, now);
      else await answer(session, service, now, waiting.hook.hookId ?? "", "ROLLBACK");
    }
    if (clock.now() >= deadline) {
      throw new ActionError(
        "remote",
        `ECS is still taking its rollout of service ${service} back after ${formatDuration(target.readyTimeoutMs)} (${now.deployment.status})`,
      );
    }
    await clock.sleep(pollMs(session), signal);
  }
}

async function answer(
  session: EcsSession,
  service: string,
  { arn }: NativeDeployment,
  hookId: string,
  action: "CONTINUE" | "ROLLBACK",
): Promise<void> {
  await change(
    session,
    () =>
      session.call(
        `${action.toLowerCase()} the deployment of service ${service}`,
        "ecs:ContinueServiceDeployment",
        (options) =>
          session.ecs.continueServiceDeployment({ serviceDeploymentArn: arn, hookId, action }, options),
      ),
    async () => !(await isWaitingFor(session, service, hookId)),
  ).catch(async (error: unknown) => {
    // Answered already, by a call whose answer was lost or by somebody else: what is seen next decides.
    if (
      error instanceof ActionError &&
      error.code === "remote" &&
      !(await isWaitingFor(session, service, hookId))
    ) {
      return;
    }
    throw error;
  });
}

async function isWaitingFor(session: EcsSession, service: string, hookId: string): Promise<boolean> {
  const now = await newestDeployment(session, service);
  return now !== undefined && waitingHook(now.deployment)?.hook.hookId === hookId;
}

async function stop(session: EcsSession, service: string, { arn }: NativeDeployment): Promise<void> {
  await change(
    session,
    () =>
      session.call(`stop the deployment of service ${service}`, "ecs:StopServiceDeployment", (options) =>
        session.ecs.stopServiceDeployment({ serviceDeploymentArn: arn, stopType: "ROLLBACK" }, options),
      ),
    async () => (await newestDeployment(session, service))?.state !== "forward",
  );
}

function isAnother(service: string, revision: string, now: NativeDeployment | undefined): ActionError {
  const found = now === undefined ? "has no deployment" : `deploys ${nameOf(now.target)}`;
  return new ActionError("conflict", `Service ${service} was to deploy ${nameOf(revision)}, but ${found}`, {
    hint: "Somebody else deployed. Nothing more was changed; run again when the other deployment has ended.",
  });
}
