import type { ActionContext } from "@deploy-actions/action-kit";
import type { EffectivePolicy } from "@deploy-actions/deploy-config";
import { isWindowOpen } from "@deploy-actions/deploy-config";
import { ActionError, formatDuration } from "@deploy-actions/kernel";
import type { Release, RolloutPlan } from "@deploy-actions/rollout";

/** The release an action's inputs name. */
export function releaseOf(
  inputs: {
    readonly release: string;
    readonly commit: string | undefined;
    readonly artifact: string | undefined;
  },
  context: ActionContext,
): Release {
  const commit = inputs.commit ?? context.runner.sha;
  return {
    version: inputs.release,
    ...(commit === undefined ? {} : { commit }),
    ...(inputs.artifact === undefined ? {} : { artifact: inputs.artifact }),
  };
}

/** The values of the placeholders in the policy file. */
export function placeholdersOf(release: Release, environment: string): Record<string, string> {
  return {
    release: release.version,
    environment,
    ...(release.commit === undefined ? {} : { commit: release.commit }),
  };
}

/** The rollout of a release by a policy. */
export function planRollout(policy: EffectivePolicy, candidate: Release): RolloutPlan {
  const { rollout } = policy;
  return {
    candidate,
    steps: rollout.steps,
    triggers: rollout.abortWhen,
    minRequests: rollout.minRequests,
    onInconclusive: rollout.onInconclusive,
    graceMs: rollout.graceMs,
    ...("readyTimeoutMs" in policy.target ? { readyTimeoutMs: policy.target.readyTimeoutMs } : {}),
    ...(rollout.drivenBy === "engine" ? { drivenByEngine: true } : {}),
    ...(rollout.analysis === undefined ? {} : { analysis: rollout.analysis }),
  };
}

/**
 * Refuses to deploy outside the windows of the environment, or into one that closes before the rollout can be done.
 *
 * `breakGlass` is a person's reason to deploy all the same; it is printed as a warning.
 */
export function checkWindow(
  context: ActionContext,
  policy: EffectivePolicy,
  breakGlass: string | undefined,
): void {
  const neededMs =
    policy.rollout.steps.reduce((sum, step) => sum + step.bakeMs, 0) +
    (policy.verify === undefined ? 0 : policy.verify.settleMs + policy.verify.forMs);
  const window = isWindowOpen(policy.windows, context.clock.now(), neededMs);
  if (window.open) return;
  const next =
    window.next === undefined ? "" : ` The next window opens at ${new Date(window.next).toISOString()}.`;
  const text = `${policy.environment} is outside its deployment windows, or this one closes before the rollout's ${formatDuration(neededMs)} are over.${next}`;
  if (breakGlass !== undefined) {
    context.log.warning(`${text} Deploying all the same: ${breakGlass}`, { title: "Break glass" });
    return;
  }
  throw new ActionError("conflict", text, {
    hint: "Wait for the window, or give the input break-glass a reason; it is recorded.",
  });
}
