import * as z from "zod/mini";
import { expectedTrigger } from "./condition-places.ts";
import { analysis } from "./schema-analysis.ts";
import { condition, duration, keys, optional, percent, wholeNumber } from "./schema-scalars.ts";

const step = keys(
  {
    weight: percent().check(
      z.describe("Share of the traffic for the candidate; 0% starts it without users."),
    ),
    bake: optional(duration(), "How long the step has to hold."),
  },
  "a step, e.g. { weight: 25%, bake: 5m }",
);

const EXPECTED_STEPS = "a list of steps, e.g. [{ weight: 25%, bake: 5m }, { weight: 100% }]";
const EXPECTED_TRIGGERS = "a list of conditions, e.g. [3 consecutive failures, error-rate > 5%]";

/** How a release gets its traffic. */
export const rollout = keys({
  strategy: optional(
    z.enum(["canary", "blue-green", "all-at-once"], { error: "canary, blue-green or all-at-once" }),
    "Usual steps by name; give either this or steps.",
  ),
  steps: optional(
    z.array(step, { error: EXPECTED_STEPS }).check(z.minLength(1, { error: EXPECTED_STEPS })),
    "Weights in order, strictly increasing, the last one 100%.",
  ),
  "driven-by": optional(
    z.enum(["steps", "engine"], { error: "steps or engine" }),
    "Who moves from step to step: the run itself, or the platform's own engine with its own steps.",
  ),
  "abort-when": optional(
    z.array(condition("error-rate > 5% or latency p95 > 200% of baseline", expectedTrigger), {
      error: EXPECTED_TRIGGERS,
    }),
    "Conditions that abort the rollout when they hold.",
  ),
  "min-requests": optional(wholeNumber(1), "Requests of the candidate before its rates and latencies count."),
  analysis: optional(
    analysis,
    "Compares the candidate with stable while both get traffic: on, off, or a map; off by default.",
  ),
  "on-inconclusive": optional(
    z.enum(["abort", "promote", "pause"], { error: "abort, promote or pause" }),
    "What a step ends in when its evidence is still unknown after bake and grace.",
  ),
  grace: optional(duration(), "How much longer than its bake a step waits for evidence."),
  interval: optional(duration(1), "Time between two looks."),
});
