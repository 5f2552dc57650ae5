import type { Evidence, Outcome, Verdict } from "@deploy-actions/conditions";
import { formatDuration, formatPercent, plural } from "@deploy-actions/kernel";
import type { RolloutIntent, RolloutProgress } from "./state.ts";
import type { RolloutPlan, RunningRelease } from "./types.ts";

/** A verdict from its parts. */
export function verdict(
  outcome: Outcome,
  reason: string,
  sentence: string,
  evidence: readonly Evidence[] = [],
): Verdict {
  return { outcome, reason, sentence, evidence };
}

/** The verdict of a rollout that gave the candidate all traffic; what it went without makes it inconclusive. */
export function promoted(plan: RolloutPlan, progress: RolloutProgress): Verdict {
  const version = plan.candidate.version;
  const { gaps, evidence } = progress;
  return gaps.length > 0
    ? verdict(
        "inconclusive",
        "promoted_without_evidence",
        `${version} is live, but ${gaps.join("; ")}`,
        evidence,
      )
    : verdict("pass", "promoted", `${version} is live`, evidence);
}

/** The verdict when the wanted release already has all traffic and nothing was done. */
export function alreadyStable(stable: RunningRelease): Verdict {
  const { version } = stable.release;
  return stable.ready
    ? verdict("pass", "already_stable", `${version} already has all traffic`)
    : verdict(
        "fail",
        "stable_not_ready",
        `${version} already has all traffic, but is not ready${because(stable)}`,
      );
}

/** The abort an earlier attempt of this run had begun. */
export function earlierAbort(intent: RolloutIntent): Verdict {
  const reason = intent.reason ?? "aborted_earlier";
  const says = intent.sentence ?? "an earlier attempt of this rollout was aborting it";
  const outcome = isInconclusive(reason) ? "inconclusive" : "fail";
  return verdict(outcome, reason, says);
}

/** Whether a reason code says nothing about the candidate itself. */
function isInconclusive(reason: string): boolean {
  const silent = [
    "cancelled",
    "superseded",
    "taken_back",
    "stable_changed",
    "weight_changed",
    "weight_not_held",
    "promotion_not_held",
  ];
  return silent.includes(reason) || reason.startsWith("inconclusive_");
}

/** The verdict of a rollout that a person or the runner stopped. */
export function cancelled(plan: RolloutPlan): Verdict {
  return verdict("inconclusive", "cancelled", `the rollout of ${plan.candidate.version} was cancelled`);
}

/** The verdict when another rollout took this one's place. */
export function supersededBy(plan: RolloutPlan, other: string): Verdict {
  return verdict(
    "inconclusive",
    "superseded",
    `${other} is rolling out now instead of ${plan.candidate.version}`,
  );
}

/** The verdict on a candidate that cannot serve. */
export function notReady(candidate: RunningRelease, weight: number): Verdict {
  const found = candidate.detail ?? "not ready";
  const sentence = `${candidate.release.version} is not ready at ${formatPercent(weight)}${because(candidate)}`;
  return verdict("fail", "candidate_not_ready", sentence, [
    {
      name: "readiness",
      outcome: "fail",
      reason: "candidate_not_ready",
      required: "ready",
      found,
      advice: "Read the candidate's log",
      sources: candidate.url === undefined ? [] : [candidate.url],
    },
  ]);
}

/** The verdict on a candidate whose fault waiting does not mend. */
export function failedForGood(candidate: RunningRelease, weight: number): Verdict {
  const failure = candidate.failure ?? { reason: "candidate_not_ready", text: "", lines: [] };
  const sentence = `${candidate.release.version} cannot run at ${formatPercent(weight)}: ${failure.text}`;
  return verdict("fail", failure.reason, sentence, [
    {
      name: "readiness",
      outcome: "fail",
      reason: failure.reason,
      required: "ready",
      found: [failure.text, ...failure.lines].join("\n"),
      advice: "Read the events and the log of the candidate",
      sources: candidate.url === undefined ? [] : [candidate.url],
    },
  ]);
}

/** Reason of a run that ends at its step after it went on without some evidence: the policy lets it, the record has to know. */
export const WITHOUT_EVIDENCE = "paused_without_evidence";

/** The verdict of a run that ends at its step on purpose. */
export function pausedAt(
  plan: RolloutPlan,
  weight: number,
  bakeMs: number,
  gaps: readonly string[],
): Verdict {
  const bake = bakeMs > 0 ? `, to bake for ${formatDuration(bakeMs)}` : "";
  const sentence = `${plan.candidate.version} holds ${formatPercent(weight)}${bake}: a later run goes on from here`;
  return gaps.length === 0
    ? verdict("pass", "paused", sentence)
    : verdict("pass", WITHOUT_EVIDENCE, `${sentence}, but ${gaps.join("; ")}`);
}

/** The verdict on a candidate that was running and is not there any more. */
export function gone(plan: RolloutPlan): Verdict {
  return verdict(
    "fail",
    "candidate_gone",
    `${plan.candidate.version} was running and is gone: it crashed for good, or somebody removed it`,
  );
}

/** The verdict when a change of the platform did not take, however often it was made. */
export function notHeld(reason: string, what: string, tries: number): Verdict {
  return verdict("inconclusive", reason, `${what}, after ${plural(tries, "try", "tries")}`);
}

function because(release: RunningRelease): string {
  return release.detail === undefined || release.detail === "" ? "" : `: ${release.detail}`;
}
