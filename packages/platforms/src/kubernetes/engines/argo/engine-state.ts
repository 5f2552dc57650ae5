import { printable } from "@deploy-actions/kernel";
import type { EngineState } from "@deploy-actions/rollout";
import { type AnalysisStatus, currentStep, isObserved, type Rollout } from "./rollout-object.ts";

const INCONCLUSIVE = "InconclusiveAnalysisRun";

/** What Argo Rollouts says of a rollout; `hasCandidate`: one is on. */
export function engineOf(rollout: Rollout, hasCandidate: boolean, nowMs: number): EngineState {
  const { status, spec } = rollout;
  const said = sayingOf(rollout);
  const state = (phase: EngineState["phase"], message = said, inconclusive = false): EngineState => ({
    phase,
    message,
    inconclusive,
  });
  if (!hasCandidate) return state("idle");
  if (!isObserved(rollout)) return state("running", "Argo Rollouts has not seen the last change yet");
  const isNewlyInvalid = invalidityOf(rollout, nowMs)?.isCertain === false;
  if (status?.abort === true || (status?.phase === "Degraded" && !isNewlyInvalid)) return state("failed");
  if (spec.paused === true) return state("waiting", `${said} (spec.paused was set by a person)`);
  if (isInconclusive(rollout)) return state("waiting", `${said}: ${analysisText(rollout)}`, true);
  const [pause] = status?.pauseConditions ?? [];
  if (pause === undefined) return state("running");
  const duration = currentStep(rollout)?.pause?.duration;
  const seconds = spec.strategy?.blueGreen?.autoPromotionSeconds ?? 0;
  const isTimed = pause.reason === "BlueGreenPause" ? seconds > 0 : duration !== undefined;
  return isTimed ? state("running", `${said}, goes on by itself`) : state("waiting");
}

/** The controller finds the specification wrong; not certain at first: it may not have seen a new Service or Ingress yet. */
export function invalidityOf(
  { status }: Rollout,
  nowMs: number,
): { readonly text: string; readonly isCertain: boolean } | undefined {
  const found = status?.conditions?.find(({ type }) => type === "InvalidSpec");
  if (found === undefined) return undefined;
  const ageMs = nowMs - Date.parse(found.lastTransitionTime ?? "");
  const text = printable(`Argo Rollouts finds it invalid (${found.message ?? "no reason given"})`);
  return { text, isCertain: !(ageMs < INVALID_GRACE_MS) };
}

const INVALID_GRACE_MS = 10_000;

/** The Rollout's own analysis could not decide, and it waits for a person. */
export function isInconclusive({ status }: Rollout): boolean {
  return (status?.pauseConditions ?? []).some(({ reason }) => reason === INCONCLUSIVE);
}

/** `analysis run web-7c-2-2 is inconclusive (metric error-rate …)`. */
export function analysisText({ status }: Rollout): string {
  const runs: readonly (AnalysisStatus | undefined)[] = [
    status?.canary?.currentStepAnalysisRunStatus,
    status?.canary?.currentBackgroundAnalysisRunStatus,
    status?.blueGreen?.prePromotionAnalysisRunStatus,
    status?.blueGreen?.postPromotionAnalysisRunStatus,
  ];
  const run = runs.find((one) => one?.status === "Inconclusive");
  if (run === undefined) return "its analysis is inconclusive";
  const why = run.message === undefined || run.message === "" ? "" : ` (${run.message})`;
  return `analysis run ${run.name ?? ""} is inconclusive${why}`;
}

/** `Paused: CanaryPauseStep, step 3 of 8`. */
export function sayingOf({ status, spec }: Rollout): string {
  const said = [status?.phase ?? "Progressing", status?.message].filter(Boolean).join(": ");
  const count = spec.strategy?.canary?.steps?.length ?? 0;
  const index = status?.currentStepIndex;
  return index === undefined || index >= count ? said : `${said}, step ${index + 1} of ${count}`;
}
