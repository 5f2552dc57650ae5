import { ActionError } from "@deploy-actions/kernel";
import { planProblems } from "./plan-problems.ts";
import type { RolloutIntent, RolloutProgress, RolloutState } from "./state.ts";
import { stepAtWeight, stepBelow } from "./steps.ts";
import type { RolloutObservation, RolloutPlan } from "./types.ts";
import { alreadyStable, earlierAbort, promoted } from "./verdicts.ts";

/**
 * The state of a rollout that starts or goes on after a restart, made from what the platform shows and, when there is
 * one, from the phase the ledger holds for it. Throws `config` for a plan that cannot be followed.
 */
export function beginRollout(
  plan: RolloutPlan,
  observation: RolloutObservation,
  intent?: RolloutIntent,
): RolloutState {
  const problems = planProblems(plan);
  if (problems.length > 0) {
    throw new ActionError("config", `The rollout cannot be followed: ${problems.join("; ")}`, {
      hint: "Correct the steps and triggers of the rollout in the policy file.",
    });
  }
  const { stable, candidate, candidateWeight } = observation.traffic;
  const wanted = plan.candidate.version;
  const stableIsOurs = stable?.release.version === wanted;
  const candidateIsOurs = candidate?.release.version === wanted;
  const isContinued = intent?.pausedAt !== undefined;
  const progress: RolloutProgress = {
    stepIndex: 0,
    stepStartedAt: observation.at,
    firstDeploy: stable === null,
    stableVersion: stable?.release.version ?? null,
    supersedes: candidate !== null && !candidateIsOurs && !isContinued ? candidate.release.version : null,
    // What was left at a step on purpose and is gone since then is not begun again from nothing.
    started: candidateIsOurs || isContinued,
    attempts: 0,
    runStartedAt: observation.at,
    // A run leaves its rollout at 100 % only behind the gate of the analysis, or says that it went on without.
    isCertified: isContinued && candidateWeight === 100 && intent.hasGaps !== true,
    judgedSteps: 0,
    gaps: [],
    evidence: [],
  };
  if (intent?.phase === "aborting") return { ...progress, phase: "aborting", abort: earlierAbort(intent) };
  if (candidate === null && stable !== null && stableIsOurs) {
    // A record of this rollout that is on its way can only have come here by its own promotion.
    return intent === undefined || intent.phase === "started"
      ? { ...progress, phase: "done", outcome: "already_stable", verdict: alreadyStable(stable) }
      : { ...progress, phase: "done", outcome: "promoted", verdict: promoted(plan, progress) };
  }
  if (!candidateIsOurs || stable === null) return { ...progress, phase: "starting" };
  // Old and new name are the same release: the promotion is half done, and finishing it moves no user to other code.
  if (stableIsOurs) return { ...progress, phase: "promoting" };
  if (intent?.phase === "promoting" && candidateWeight === 100) {
    return { ...progress, phase: "promoting", stepIndex: plan.steps.length - 1 };
  }
  const exact = stepAtWeight(plan, candidateWeight);
  if (exact < 0) return { ...progress, phase: "starting", stepIndex: stepBelow(plan, candidateWeight) };
  if (intent?.pausedAt !== undefined) {
    return { ...progress, phase: "baking", stepIndex: exact, stepStartedAt: intent.pausedAt };
  }
  // The run before may have died while the candidate was starting: nobody has judged that it cannot.
  return { ...progress, phase: candidate.ready ? "baking" : "starting", stepIndex: exact };
}
