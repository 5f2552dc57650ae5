import type { Measured, Outcome } from "@deploy-actions/conditions";
import {
  type AnalysisAnswer,
  beginRollout,
  type Decision,
  decide,
  type RolloutAct,
  type RolloutIntent,
  type RolloutObservation,
  type RolloutPlan,
  type RolloutState,
  type RunningRelease,
} from "../src/index.ts";
import { errorRate, running } from "./builders.ts";

/** What can happen in one turn of the loop. */
export type Mishap =
  | "none"
  /** The process dies before it recorded, before it acted, or after the act. */
  | "crash-before-record"
  | "crash-before-act"
  | "crash-after-act"
  /** The platform call fails without or with effect (a lost answer). */
  | "call-fails"
  | "answer-lost"
  | "cancel"
  | "candidate-dies"
  | "candidate-recovers"
  | "candidate-removed"
  | "promoted-by-hand"
  | "weight-by-hand"
  | "other-candidate"
  | "other-stable"
  | "stable-removed"
  | "errors-begin"
  | "errors-end"
  | "metrics-lost"
  | "metrics-back"
  | "analysis-passes"
  | "analysis-regresses"
  | "analysis-undecided"
  | "analysis-blind";

export const MISHAPS: readonly Mishap[] = [
  "none",
  "crash-before-record",
  "crash-before-act",
  "crash-after-act",
  "call-fails",
  "answer-lost",
  "cancel",
  "candidate-dies",
  "candidate-recovers",
  "candidate-removed",
  "promoted-by-hand",
  "weight-by-hand",
  "other-candidate",
  "other-stable",
  "stable-removed",
  "errors-begin",
  "errors-end",
  "metrics-lost",
  "metrics-back",
  "analysis-passes",
  "analysis-regresses",
  "analysis-undecided",
  "analysis-blind",
];

function says(outcome: Outcome, isBlind = false): AnalysisAnswer {
  return { outcome, reason: outcome, sentence: outcome, evidence: [], isBlind };
}

const PASSES = says("pass");

/** A platform, a ledger and a clock that outlive the process which drives them. */
export class World {
  stable: RunningRelease | null = running("v1");
  candidate: RunningRelease | null = null;
  weight = 0;
  intent: RolloutIntent | undefined;
  now = 0;
  hasErrors = false;
  hasMetrics = true;
  /** What the analysis says once both releases have traffic. */
  analysis: AnalysisAnswer = PASSES;
  isCancelled = false;
  /** Broken rules, in words. */
  readonly violations: string[] = [];

  observe(): RolloutObservation {
    const measured: Measured = this.hasMetrics
      ? errorRate(this.hasErrors && this.weight > 0 ? 20 : 0)
      : { known: false, reason: "source_down", text: "no answer" };
    return {
      at: this.now,
      traffic: {
        stable: this.stable,
        candidate: this.candidate,
        candidateWeight: this.weight,
        revision: "1",
      },
      measured: { "error-rate > 5%": measured },
      candidateRequests: this.hasMetrics ? 1_000 : undefined,
      checks: undefined,
      consecutiveFailures: 0,
      cancelled: this.isCancelled,
      analysis: this.stable !== null && this.weight > 0 ? this.analysis : undefined,
    };
  }

  apply(plan: RolloutPlan, act: RolloutAct): void {
    if (act.kind === "set-weight") {
      this.candidate = this.candidate?.release.version === "v2" ? this.candidate : running("v2");
      this.weight = act.weight;
    } else if (act.kind === "promote") {
      this.stable = running(plan.candidate.version, { ready: this.candidate?.ready ?? true });
      this.removeCandidate();
    } else if (act.kind === "abort") {
      this.removeCandidate();
    }
  }

  suffer(mishap: Mishap): void {
    switch (mishap) {
      case "cancel":
        this.isCancelled = true;
        break;
      case "candidate-dies":
      case "candidate-recovers":
        if (this.candidate !== null) {
          this.candidate = { ...this.candidate, ready: mishap === "candidate-recovers" };
        }
        break;
      case "candidate-removed":
        this.removeCandidate();
        break;
      case "promoted-by-hand":
        if (this.candidate !== null) {
          this.stable = this.candidate;
          this.removeCandidate();
        }
        break;
      case "weight-by-hand":
        if (this.candidate?.ready === true) this.weight = 37;
        break;
      case "other-candidate":
        this.candidate = running("v3");
        this.weight = 10;
        break;
      case "other-stable":
        this.stable = running("v1-hotfix");
        break;
      case "stable-removed":
        this.stable = null;
        break;
      case "errors-begin":
      case "errors-end":
        this.hasErrors = mishap === "errors-begin";
        break;
      case "metrics-lost":
      case "metrics-back":
        this.hasMetrics = mishap === "metrics-back";
        break;
      case "analysis-passes":
        this.analysis = PASSES;
        break;
      case "analysis-regresses":
        this.analysis = says("fail");
        break;
      case "analysis-undecided":
      case "analysis-blind":
        this.analysis = says("inconclusive", mishap === "analysis-blind");
        break;
      default:
        break;
    }
  }

  private removeCandidate(): void {
    this.candidate = null;
    this.weight = 0;
  }
}

/** How a run of the loop ended; `turns` is how many looks it took. */
export interface RunEnd {
  readonly how: "finished" | "crashed" | "refused" | "endless";
  readonly turns: number;
}

const MAX_TURNS = 400;

/** One process: observe, decide, record, act, until it ends or dies. One mishap a turn, then none. */
export function runLoop(world: World, plan: RolloutPlan, mishaps: readonly Mishap[]): RunEnd {
  let state: RolloutState = beginRollout(plan, world.observe(), world.intent);
  let hasFired = state.phase === "aborting";
  let hasPassed = false;
  for (let turn = 0; turn < MAX_TURNS; turn += 1) {
    const mishap = mishaps[turn] ?? "none";
    world.suffer(mishap);
    const seen = world.observe();
    let decision: Decision;
    try {
      decision = decide(plan, state, seen);
    } catch {
      return { how: "refused", turns: turn };
    }
    hasFired = hasFired || isFiring(seen) || decision.state.phase === "aborting";
    hasPassed = hasPassed || seen.analysis?.outcome === "pass";
    checkRules(world, plan, seen, decision, hasFired);
    if (!hasPassed && passesTheGate(plan, seen, decision)) {
      world.violations.push("all traffic without a pass of the analysis");
    }
    state = decision.state;
    if (decision.act.kind === "finished") {
      world.intent = undefined;
      return { how: "finished", turns: turn };
    }
    if (mishap === "crash-before-record") return { how: "crashed", turns: turn };
    world.intent = decision.intent;
    if (mishap === "crash-before-act") return { how: "crashed", turns: turn };
    if (mishap !== "call-fails") world.apply(plan, decision.act);
    if (mishap === "crash-after-act") return { how: "crashed", turns: turn };
    if (decision.act.kind === "hold") world.now = Math.min(world.now + 30_000, decision.act.untilMs);
  }
  return { how: "endless", turns: MAX_TURNS };
}

function isFiring(seen: RolloutObservation): boolean {
  const measured = seen.measured["error-rate > 5%"];
  const isOurs = seen.traffic.candidate?.release.version === "v2";
  if (isOurs && seen.analysis?.outcome === "fail") return true;
  return isOurs && measured?.known === true && measured.value > 5;
}

/** Whether this gives all traffic to a candidate that had some beside stable. */
function passesTheGate(plan: RolloutPlan, { traffic }: RolloutObservation, { act }: Decision): boolean {
  if (plan.analysis === undefined || plan.onInconclusive === "promote") return false;
  const isBeside = traffic.stable !== null && traffic.candidateWeight > 0 && traffic.candidateWeight < 100;
  return isBeside && act.kind === "set-weight" && act.weight === 100;
}

function checkRules(
  world: World,
  plan: RolloutPlan,
  seen: RolloutObservation,
  { act }: Decision,
  hasFired: boolean,
): void {
  const { candidate, candidateWeight } = seen.traffic;
  if (act.kind === "set-weight") {
    if (act.weight !== 0 && !plan.steps.some((step) => step.weight === act.weight)) {
      world.violations.push(`weight ${act.weight} is not in the plan`);
    }
    if (act.weight > 0 && (candidate?.release.version !== "v2" || !candidate.ready)) {
      world.violations.push("traffic for a candidate that was not ready");
    }
    if (act.weight > candidateWeight && hasFired) world.violations.push("more traffic after a trigger fired");
    if (act.weight > 0 && candidate?.release.version !== "v2")
      world.violations.push("traffic for a stranger");
  }
  if (act.kind === "promote" && (candidate?.release.version !== "v2" || !candidate.ready)) {
    world.violations.push("promoted a candidate that was not ready");
  }
  const isFirst = seen.traffic.stable === null;
  const isSame = seen.traffic.stable?.release.version === "v2";
  if (act.kind === "promote" && !isFirst && !isSame && hasFired) {
    world.violations.push("promoted after a trigger fired");
  }
}
