import { formatPercent } from "@deploy-actions/kernel";
import type { EngineState } from "@deploy-actions/rollout";
import { analysisOf, type Canary, gatesOf } from "./canary-object.ts";

/** What Flagger says of a rollout; `hasCandidate`: one is on. `why`: its last warnings. */
export function engineOf(canary: Canary, hasCandidate: boolean, why: readonly string[] = []): EngineState {
  const said = sayingOf(canary);
  const state = (phase: EngineState["phase"], message = said): EngineState => ({
    phase,
    message,
    inconclusive: false,
  });
  if (!hasCandidate) return state("idle");
  if (canary.spec.suspend === true) return state("waiting", `${said} (spec.suspend was set by a person)`);
  switch (canary.status?.phase) {
    case "Failed":
      return state("failed", [said, ...why].join("; "));
    case "Waiting":
      return state("waiting", `${said}${gateText(canary, "confirm-rollout")}`);
    case "WaitingPromotion":
      return state("waiting", `${said}${gateText(canary, "confirm-promotion")}`);
    default:
      return state("running", `${said}${gateText(canary, "confirm-traffic-increase")}`);
  }
}

/** `, gate "approve" (confirm-promotion) of the Canary decides`; a gate is a URL that Flagger asks, nobody else can open it. */
export function gateText(canary: Canary, type: string): string {
  const names = gatesOf(canary, type);
  if (names.length === 0) return "";
  const quoted = names.map((name) => `"${name}"`).join(", ");
  return `, ${names.length === 1 ? "gate" : "gates"} ${quoted} (${type}) of the Canary ${names.length === 1 ? "decides" : "decide"}`;
}

/** `Progressing: New revision detected, progressing canary analysis., 20 %, 1 of 5 failed checks`. */
export function sayingOf(canary: Canary): string {
  const { phase, canaryWeight, iterations, failedChecks, conditions } = canary.status ?? {};
  const message = conditions?.find(({ type }) => type === "Promoted")?.message?.replace(/\.$/, "");
  const { iterations: allIterations, threshold } = analysisOf(canary);
  const said = [phase === undefined || phase === "" ? "not looked at yet" : phase, message];
  const facts = [
    said.filter(Boolean).join(": "),
    ...(phase === "Progressing" && (canaryWeight ?? 0) > 0 ? [`at ${formatPercent(canaryWeight ?? 0)}`] : []),
    ...(phase === "Progressing" && (allIterations ?? 0) > 0
      ? [`iteration ${iterations ?? 0} of ${allIterations}`]
      : []),
    ...((failedChecks ?? 0) > 0
      ? [`${failedChecks} of ${Math.max(1, threshold ?? 1)} failed checks until it is taken back`]
      : []),
  ];
  return facts.join(", ");
}
