import type { Service } from "@aws-sdk/client-ecs";
import { ActionError, formatDuration } from "@deploy-actions/kernel";
import type { ReleaseFailure } from "@deploy-actions/rollout";
import type { EcsSession } from "./ecs-session.ts";
import { nameOf } from "./revisions.ts";
import { describeService } from "./services.ts";
import { readTaskFailure } from "./task-failure.ts";

/** Whether a service runs a revision with all the tasks it wants. */
export type Steadiness =
  | { readonly kind: "steady" }
  | { readonly kind: "moving"; readonly detail: string }
  /** It is to run another revision. */
  | { readonly kind: "other"; readonly found: string }
  /** ECS gave the revision up. */
  | { readonly kind: "failed"; readonly detail: string };

/** What the service itself says, without looking at its tasks. */
export function steadiness(service: Service, revision: string): Steadiness {
  const { deployments = [], desiredCount = 0, runningCount = 0, serviceName = "" } = service;
  const primary = deployments.find((one) => one.status === "PRIMARY");
  const own =
    primary?.taskDefinition === revision
      ? primary
      : deployments.find((one) => one.taskDefinition === revision);
  if (own?.rolloutState === "FAILED") {
    return { kind: "failed", detail: own.rolloutStateReason ?? `ECS gave ${nameOf(revision)} up` };
  }
  const wanted = primary?.taskDefinition ?? service.taskDefinition ?? "";
  if (wanted !== revision) return { kind: "other", found: wanted };
  const running = primary?.runningCount ?? runningCount;
  const isComplete =
    primary?.rolloutState === undefined ? deployments.length <= 1 : primary.rolloutState === "COMPLETED";
  if (isComplete && running >= desiredCount) return { kind: "steady" };
  const failed = primary?.failedTasks ?? 0;
  const more = failed === 0 ? "" : `, ${failed} failed`;
  return { kind: "moving", detail: `service ${serviceName} runs ${running} of ${desiredCount} tasks${more}` };
}

/** How waiting for a service ended. */
export type Wait =
  | { readonly isSteady: true; readonly service: Service }
  | { readonly isSteady: false; readonly detail: string; readonly failure: ReleaseFailure | undefined };

const SHORTEST_POLL_MS = 500;
const LONGEST_POLL_MS = 5_000;

/**
 * Waits until a service runs a revision with all its tasks, and `isReady` holds of it; ends early when the tasks cannot
 * come up. A deployment that ECS took back by itself is a failure. Throws `conflict` when somebody else deployed.
 */
export async function awaitSteady(
  session: EcsSession,
  name: string,
  revision: string,
  isReady: (service: Service) => Promise<string | undefined> = async () => undefined,
): Promise<Wait> {
  const { clock, target, signal } = session;
  const startedAt = clock.now();
  const deadline = startedAt + target.readyTimeoutMs;
  let wasOurs = false;
  for (;;) {
    const service = await describeService(session, name);
    const state = steadiness(service, revision);
    let detail = "";
    switch (state.kind) {
      case "steady":
        detail = (await isReady(service)) ?? "";
        if (detail === "") return { isSteady: true, service };
        wasOurs = true;
        break;
      case "failed":
        return failed(
          state.detail,
          (await readTaskFailure(session, service, revision)) ?? rolledBack(state.detail),
        );
      case "other":
        if (wasOurs || isTakenBack(service)) {
          const text = `ECS took ${nameOf(revision)} back by itself: service ${name} runs ${nameOf(state.found)} again`;
          return failed(text, await withLines(session, service, revision, text));
        }
        // What was just asked for may take a moment to be seen.
        if (clock.now() >= startedAt + target.settleMs) {
          throw new ActionError(
            "conflict",
            `Service ${name} was to run ${nameOf(revision)}, but somebody else gave it ${nameOf(state.found)}`,
            { hint: "Nothing more was changed. End the other deployment, then run this one again." },
          );
        }
        detail = `service ${name} still runs ${nameOf(state.found)}`;
        break;
      case "moving":
        wasOurs = true;
        detail = state.detail;
        break;
    }
    if (state.kind !== "other") {
      const failure = await readTaskFailure(session, service, revision);
      if (failure !== undefined) return failed(failure.text, failure);
    }
    const left = deadline - clock.now();
    if (left <= 0) return failed(`${detail} after ${formatDuration(target.readyTimeoutMs)}`, undefined);
    await clock.sleep(Math.min(left, pollMs(session)), signal);
  }
}

/** Time between two looks, from what the target allows. */
export function pollMs({ target }: Pick<EcsSession, "target">): number {
  return Math.min(LONGEST_POLL_MS, Math.max(SHORTEST_POLL_MS, target.readyTimeoutMs / 60));
}

function failed(detail: string, failure: ReleaseFailure | undefined): Wait {
  return { isSteady: false, detail, failure };
}

function isTakenBack(service: Service): boolean {
  const primary = service.deployments?.find((one) => one.status === "PRIMARY");
  return /rolling back|circuit breaker/i.test(primary?.rolloutStateReason ?? "");
}

async function withLines(
  session: EcsSession,
  service: Service,
  revision: string,
  text: string,
): Promise<ReleaseFailure> {
  const found = await readTaskFailure(session, service, revision);
  return found === undefined ? rolledBack(text) : { ...found, text: `${text}. ${found.text}` };
}

function rolledBack(text: string): ReleaseFailure {
  return { reason: "rolled_back", text, lines: [] };
}

/** A release whose tasks do not come up, or that ECS took back. */
export class ReleaseFailed extends ActionError {}

/**
 * The service of a wait that ended well. Throws `conflict` (a {@link ReleaseFailed}) when the release itself failed, `remote`
 * when the time was up.
 */
export function requireSteady(wait: Wait, what: string): Service {
  if (wait.isSteady) return wait.service;
  const { failure, detail } = wait;
  const hint = "The platform was left as it is now; run again, or abort, to bring it to one end.";
  if (failure === undefined) throw new ActionError("remote", `${what}: ${detail}`, { hint });
  throw new ReleaseFailed("conflict", [`${what}: ${failure.text}`, ...failure.lines].join("\n"), { hint });
}
