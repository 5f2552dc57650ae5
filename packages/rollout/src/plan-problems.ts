import { formatPercent } from "@deploy-actions/kernel";
import { isComparing } from "./steps.ts";
import type { RolloutPlan } from "./types.ts";

/** The part of a platform's capabilities a plan depends on. */
export interface TrafficCapabilities {
  /** `weights`: any share of requests; `replicas`: the share of the pods; `all-at-once`: 0 and 100 only. */
  readonly traffic: "weights" | "replicas" | "all-at-once";
  /** Smallest step of weight, in per cent. */
  readonly granularity: number;
}

/** The steps a platform cannot hold, one sentence each with the nearest weights it can; empty when it holds all. */
export function planTooCoarse(
  plan: Pick<RolloutPlan, "steps">,
  capabilities: TrafficCapabilities,
): readonly string[] {
  return plan.steps.flatMap(({ weight }, index) => {
    const where = `step ${index + 1} holds ${formatPercent(weight)}`;
    if (weight === 0 || weight === 100) return [];
    if (capabilities.traffic === "all-at-once") {
      return [`${where}, but this platform moves all traffic at once: use 0 % and 100 % only`];
    }
    // What pods can share depends on how many there are: only the platform knows.
    if (capabilities.traffic === "replicas") return [];
    const grain = capabilities.granularity;
    if (grain <= 0 || isMultiple(weight, grain)) return [];
    const below = Math.floor(weight / grain) * grain;
    const above = Math.min(100, below + grain);
    return [
      `${where}, but this platform moves traffic in steps of ${formatPercent(grain)}: use ${formatPercent(below)} or ${formatPercent(above)}`,
    ];
  });
}

/** What is wrong with a plan in itself, one sentence each; `beginRollout` refuses a plan that has any. */
export function planProblems(plan: RolloutPlan): readonly string[] {
  const problems: string[] = [];
  const { steps } = plan;
  if (plan.candidate.version === "") problems.push("the candidate has no version");
  if (steps.length === 0) problems.push("the rollout has no steps; the shortest is one step of 100 %");
  steps.forEach(({ weight, bakeMs }, index) => {
    const before = steps[index - 1]?.weight;
    if (!(weight >= 0 && weight <= 100)) {
      problems.push(`step ${index + 1} has weight ${weight}; expected 0 to 100 (per cent)`);
    } else if (before !== undefined && weight <= before) {
      problems.push(
        `step ${index + 1} (${formatPercent(weight)}) does not give more than the one before it (${formatPercent(before)})`,
      );
    }
    if (!(bakeMs >= 0 && Number.isFinite(bakeMs))) problems.push(`step ${index + 1} bakes for ${bakeMs} ms`);
  });
  const last = steps.at(-1);
  if (last !== undefined && last.weight !== 100) {
    problems.push(`the last step gives ${formatPercent(last.weight)}; it has to give 100 %`);
  }
  if (
    plan.until !== undefined &&
    plan.drivenByEngine !== true &&
    !steps.some(({ weight }) => weight === plan.until)
  ) {
    const weights = steps.map(({ weight }) => formatPercent(weight)).join(", ");
    problems.push(`there is no step of ${formatPercent(plan.until)} to stop at; the steps are ${weights}`);
  }
  const names = plan.triggers.map((trigger) => trigger.name);
  for (const name of new Set(names.filter((name, index) => names.indexOf(name) !== index))) {
    problems.push(`two triggers are named "${name}"`);
  }
  return problems;
}

/**
 * The triggers that would stay unknown for ever, so that a plan can be refused before anything moves: one sentence each.
 * `checks`: whether any check looks at the candidate; `counts`: whether anybody counts its requests.
 */
export function triggersNeverKnown(
  plan: Pick<RolloutPlan, "steps" | "triggers">,
  sources: { readonly checks: boolean; readonly counts: boolean },
): readonly string[] {
  const cannotCompare =
    plan.steps.some(({ weight, bakeMs }) => weight === 100 && bakeMs > 0) && !plan.steps.some(isComparing);
  return plan.triggers.flatMap(({ name, condition }) => {
    if (condition.kind === "consecutive") {
      return sources.checks ? [] : [`"${name}" counts failed checks, but there are no checks`];
    }
    if (!sources.counts) return [`"${name}" needs request counts, but nobody counts requests on this target`];
    return condition.kind === "baseline" && cannotCompare
      ? [`"${name}" compares with stable, but no step below 100 % has a bake to compare in`]
      : [];
  });
}

function isMultiple(weight: number, grain: number): boolean {
  const ratio = weight / grain;
  return Math.abs(ratio - Math.round(ratio)) < 1e-9;
}
