import { isObject, parseDuration, parsePercent } from "@deploy-actions/kernel";
import { analysisDefaults } from "./default-analysis.ts";
import { targetTraits, whatIsCounted } from "./target-traits.ts";
import { type MapTree, textAt, toPlain, treeAt } from "./tree.ts";

/** Steps of each strategy, in the words of the file. */
const STEPS: Readonly<Record<string, readonly object[]>> = {
  canary: [{ weight: "25%", bake: "5m" }, { weight: "50%", bake: "5m" }, { weight: "100%" }],
  "blue-green": [
    { weight: "0%", bake: "5m" },
    { weight: "100%", bake: "5m" },
  ],
  "all-at-once": [{ weight: "100%" }],
};

const ROLLOUT = {
  "min-requests": 50,
  "on-inconclusive": "abort",
  grace: "5m",
  interval: "10s",
};
const FAILURES_TRIGGER = "3 consecutive failures";
const RATE_TRIGGER = "error-rate > 5%";
const BASELINE_TRIGGER = "latency p95 > 200% of baseline";

/** What a rollout is when nobody says otherwise: steps the target can hold, triggers that can be answered. */
export function rolloutDefaults(block: MapTree): object {
  return {
    ...ROLLOUT,
    steps: defaultSteps(block),
    "driven-by": drivenBy(block),
    "abort-when": triggers(block),
    ...analysisDefaults(block),
  };
}

/** Those of the strategy; where the platform holds at weights of its own, these, unless somebody asks for a strategy. */
function defaultSteps(block: MapTree): readonly object[] | undefined {
  const { stops } = targetTraits(block);
  if (stops !== undefined && textAt(block, ["rollout", "strategy"]) === undefined)
    return stops.map((weight) => ({ weight: `${weight}%`, bake: "5m" }));
  const strategy = strategyOf(block);
  return Object.hasOwn(STEPS, strategy) ? STEPS[strategy] : undefined;
}

/** An engine moves by its own steps unless somebody wrote some here. */
function drivenBy(block: MapTree): "steps" | "engine" {
  const isWritten = ["steps", "strategy"].some((key) => treeAt(block, ["rollout", key]) !== undefined);
  return !isWritten && targetTraits(block).engine !== undefined ? "engine" : "steps";
}

/** The strategy as written, or the most careful one the target can hold. */
function strategyOf(block: MapTree): string {
  return textAt(block, ["rollout", "strategy"]) ?? targetTraits(block).strategy;
}

/**
 * Triggers that can be answered when nobody says which: a rate needs somebody who counts and a step with traffic that
 * is held for a while, a comparison one in which stable has traffic too. One that stays unknown would end every rollout
 * inconclusive.
 */
function triggers(block: MapTree): readonly string[] {
  const held = stepsOf(block).filter(({ bakeMs }) => bakeMs > 0);
  const counted = whatIsCounted(block);
  const canRate = counted !== "nothing" && held.some(({ weight }) => weight > 0);
  const canCompare = counted === "latencies" && held.some(({ weight }) => weight > 0 && weight < 100);
  return [
    ...(treeAt(block, ["verify", "checks"]) === undefined ? [] : [FAILURES_TRIGGER]),
    ...(canRate ? [RATE_TRIGGER] : []),
    ...(canCompare ? [BASELINE_TRIGGER] : []),
  ];
}

/** Weights and bakes, as written or as the strategy has them; what cannot be read is reported elsewhere. */
function stepsOf(block: MapTree): readonly { readonly weight: number; readonly bakeMs: number }[] {
  const written = treeAt(block, ["rollout", "steps"]);
  const steps: unknown = written === undefined ? defaultSteps(block) : toPlain(written);
  if (!Array.isArray(steps)) return [];
  return steps.filter(isObject).map(({ weight, bake }) => ({
    weight: parsePercent(String(weight)) ?? 0,
    bakeMs: parseDuration(String(bake ?? "0")) ?? 0,
  }));
}
