import { ActionError, formatDuration, formatPercent } from "@deploy-actions/kernel";
import { lastManagerOf } from "../../field-managers.ts";
import type { KubernetesPlatformOptions } from "../../platform-options.ts";
import { analysisText, isInconclusive, sayingOf } from "./engine-state.ts";
import { describeRollout, lookAtRollout, type RolloutLook } from "./rollout-look.ts";
import { currentStep, isObserved, isSeen, isUnpausing, type Rollout } from "./rollout-object.ts";
import { pastMissedPause, patchStatus, resume } from "./status-patch.ts";
import { stopAt } from "./stops.ts";
import { MISSED_AFTER_MS, Waker } from "./waker.ts";

/** How letting Argo Rollouts go on ended. */
export type Drive =
  | { readonly kind: "there"; readonly look: RolloutLook }
  | { readonly kind: "not-there"; readonly look: RolloutLook; readonly text: string };

/** `stop`: the first place where it waits by itself. `end`: Argo Rollouts calls it stable. Else a weight at one of its pauses. */
export type Goal = "stop" | "end" | number;

const FIRST_POLL_MS = 100;
const LONGEST_POLL_MS = 1_000;
const FAULTS_EVERY_MS = 2_000;

/**
 * Lets Argo Rollouts go on with a release until the goal is reached, resuming it at each pause before; its own analyses are waited
 * for, never skipped. The time allowed counts from the last move. Errors: `conflict` when its template is of another release.
 */
export async function driveTo(
  options: KubernetesPlatformOptions,
  version: string,
  goal: Goal,
  signal: AbortSignal,
): Promise<Drive> {
  const { clock, target } = options;
  let movedAt = clock.now();
  let lookedForFaultsAt = movedAt;
  const waker = new Waker(options);
  let pollMs = FIRST_POLL_MS;
  let mark = "";
  for (;;) {
    const now = clock.now();
    const faults = now - lookedForFaultsAt >= FAULTS_EVERY_MS || now - movedAt >= target.readyTimeoutMs;
    if (faults) lookedForFaultsAt = now;
    const look = await lookAtRollout(options, signal, { faults });
    const { rollout, traffic } = look;
    if (rollout === undefined || look.wanted?.version !== version) throw isAnother(options, version, look);
    if (traffic.candidate === null || look.isUnconfirmed) return { kind: "there", look };
    const failure = traffic.candidate.failure;
    if (failure !== undefined) {
      return { kind: "not-there", look, text: [failure.text, ...failure.lines].join("\n") };
    }
    if (isObserved(rollout)) {
      const step = await stepOn(options, look, rollout, goal, signal);
      if (step !== undefined) return step;
    } else if (now - movedAt >= MISSED_AFTER_MS && hasMissedResume(rollout)) {
      options.log.debug(
        `${describeRollout(options)} was resumed, but its controller has not noticed: told again.`,
      );
      await unlessMoved(patchStatus(options, pastMissedPause(rollout), signal));
      movedAt = now;
    }
    const seen = JSON.stringify([rollout.status, traffic.candidateWeight]);
    await waker.see(seen, signal);
    if (seen !== mark) {
      mark = seen;
      movedAt = now;
      pollMs = FIRST_POLL_MS;
    }
    if (now - movedAt >= target.readyTimeoutMs) {
      const why = traffic.candidate.detail ?? sayingOf(rollout);
      const text = `${describeRollout(options)} does not move for ${formatDuration(target.readyTimeoutMs)} (${sayingOf(rollout)}): ${why}`;
      return { kind: "not-there", look, text };
    }
    await clock.sleep(pollMs, signal);
    pollMs = Math.min(LONGEST_POLL_MS, pollMs * 1.5);
  }
}

/** Goes on at a pause, if it has to; an answer ends the drive. */
async function stepOn(
  options: KubernetesPlatformOptions,
  look: RolloutLook,
  rollout: Rollout,
  goal: Goal,
  signal: AbortSignal,
): Promise<Drive | undefined> {
  const isPaused = (rollout.status?.pauseConditions ?? []).length > 0;
  if (!isPaused) return goal === "stop" ? atOwnWork(look, rollout) : undefined;
  if (goal === "stop") return { kind: "there", look };
  if (isInconclusive(rollout)) {
    const text = `${describeRollout(options)} waits for a person: ${analysisText(rollout)}`;
    return { kind: "not-there", look, text };
  }
  const weight = look.traffic.candidateWeight;
  if (goal !== "end" && Math.abs(weight - goal) < 0.006) return { kind: "there", look };
  const back = goal !== "end" && weight > goal ? stopAt(rollout, goal)?.from : undefined;
  const to = goal === "end" ? "its end" : formatPercent(goal);
  options.log.debug(`${describeRollout(options)} goes on from ${formatPercent(weight)} to ${to}.`);
  await unlessMoved(patchStatus(options, resume(rollout, back), signal));
  return undefined;
}

/** A Rollout that has moved since it was looked at refuses the change: the next look decides. */
async function unlessMoved(change: Promise<void>): Promise<void> {
  await change.catch((error: unknown) => {
    if (!(error instanceof ActionError) || error.code !== "conflict") throw error;
  });
}

/** At a pause whose conditions are gone: its controller goes on when it looks again, but nothing makes it look (see {@link Waker}). */
function hasMissedResume(rollout: Rollout): boolean {
  return isSeen(rollout) && isUnpausing(rollout.status ?? {}) && currentStep(rollout)?.pause !== undefined;
}

/** Nothing to wait for here when it runs an analysis of its own, or has no pause before its end. */
function atOwnWork(look: RolloutLook, rollout: Rollout): Drive | undefined {
  if (look.traffic.candidate?.ready !== true) return undefined;
  const step = currentStep(rollout);
  const isWorking =
    step?.analysis !== undefined || step?.experiment !== undefined || step?.plugin !== undefined;
  const rest = rollout.spec.strategy?.canary?.steps?.slice(rollout.status?.currentStepIndex ?? 0) ?? [];
  const isCanary = rollout.spec.strategy?.canary !== undefined;
  const goesToEnd = isCanary && rest.every(({ pause }) => pause === undefined);
  return isWorking || goesToEnd ? { kind: "there", look } : undefined;
}

/**
 * Waits until Argo Rollouts shows what is asked for, and makes its controller look again where nothing moves: it may have missed what
 * it was told (see {@link Waker}), and `again` tells it once more. Error: `remote` when it does not move for the time a release has.
 */
export async function untilRollout(
  options: KubernetesPlatformOptions,
  isDone: (look: RolloutLook) => boolean,
  what: string,
  signal: AbortSignal,
  again?: (look: RolloutLook) => Promise<void>,
): Promise<RolloutLook> {
  const { clock, target } = options;
  let movedAt = clock.now();
  let pollMs = FIRST_POLL_MS;
  const waker = new Waker(options);
  let mark = "";
  for (;;) {
    const look = await lookAtRollout(options, signal, { faults: false });
    if (isDone(look)) return look;
    const now = clock.now();
    const seen = JSON.stringify([look.rollout?.status, look.replicaSets.map(({ status }) => status)]);
    if (seen !== mark) {
      mark = seen;
      movedAt = now;
      pollMs = FIRST_POLL_MS;
    }
    if (look.rollout !== undefined && (await waker.see(seen, signal))) await again?.(look);
    if (now - movedAt >= target.readyTimeoutMs) {
      const { traffic, rollout } = await lookAtRollout(options, signal);
      const failure = traffic.candidate?.failure;
      const said = rollout === undefined ? "it is gone" : sayingOf(rollout);
      throw new ActionError(
        "remote",
        [
          `${describeRollout(options)} does not move for ${formatDuration(target.readyTimeoutMs)} while ${what} (${said}).`,
          ...(failure === undefined ? [] : [failure.text, ...failure.lines]),
        ].join("\n"),
        {
          hint: "Run again: it goes on from there. Is the controller of Argo Rollouts running? Its log says what it waits for.",
        },
      );
    }
    await clock.sleep(pollMs, signal);
    pollMs = Math.min(LONGEST_POLL_MS, pollMs * 1.5);
  }
}

function isAnother(
  options: KubernetesPlatformOptions,
  version: string,
  { rollout, wanted }: RolloutLook,
): ActionError {
  const describe = describeRollout(options);
  if (rollout === undefined) return new ActionError("conflict", `${describe} was removed meanwhile.`);
  const by = lastManagerOf(rollout.metadata, ["spec", "template"]);
  return new ActionError(
    "conflict",
    `${describe} was to run ${version}, but its template is of ${wanted?.version ?? "another release"} now${by === undefined ? "" : `: ${by} wrote it`}.`,
    {
      hint: `Nothing more was changed. A controller (GitOps) that holds the Rollout as it is in a repository writes the template back: let it ignore the image of ${describe}, or deploy by the repository. Then run again.`,
    },
  );
}
