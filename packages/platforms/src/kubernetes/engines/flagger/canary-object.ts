import type { KubernetesObject, ResourceType } from "../../kubernetes-client.ts";
import type { Condition } from "../../objects.ts";

export const CANARIES: ResourceType = {
  group: "flagger.app",
  version: "v1beta1",
  plural: "canaries",
  kind: "Canary",
};

/** The parts of a Flagger Canary (flagger.app/v1beta1) that are read. */
export interface Canary extends KubernetesObject {
  readonly spec: {
    readonly provider?: string;
    readonly targetRef: { readonly kind?: string; readonly name: string };
    readonly analysis?: CanaryAnalysis;
    /** Its name before `analysis`. */
    readonly canaryAnalysis?: CanaryAnalysis;
    readonly skipAnalysis?: boolean;
    /** Paused by a person: Flagger looks at nothing. */
    readonly suspend?: boolean;
  };
  readonly status?: CanaryStatus;
}

export interface CanaryAnalysis {
  readonly interval?: string;
  readonly iterations?: number;
  readonly maxWeight?: number;
  readonly stepWeights?: readonly number[];
  readonly threshold?: number;
  readonly webhooks?: readonly { readonly type?: string; readonly name: string }[];
}

export type CanaryPhase =
  | "Initializing"
  | "Initialized"
  | "Waiting"
  | "Progressing"
  | "WaitingPromotion"
  | "Promoting"
  | "Finalising"
  | "Succeeded"
  | "Failed"
  | "Terminating"
  | "Terminated";

export interface CanaryStatus {
  /** Empty until Flagger has seen it. */
  readonly phase?: CanaryPhase | "";
  readonly canaryWeight?: number;
  readonly failedChecks?: number;
  readonly iterations?: number;
  /** Hash of the template that was looked at last; how it is made is Flagger's own. */
  readonly lastAppliedSpec?: string;
  readonly conditions?: readonly Condition[];
  /** Also when nothing but this has changed: Flagger writes its status at every look while it waits. */
  readonly lastTransitionTime?: string;
}

export function analysisOf({ spec }: Canary): CanaryAnalysis {
  return spec.analysis ?? spec.canaryAnalysis ?? {};
}

/** A rollout is on, as Flagger sees it. */
export function isActive({ status }: Canary): boolean {
  const active: readonly unknown[] = [
    "Waiting",
    "Progressing",
    "WaitingPromotion",
    "Promoting",
    "Finalising",
  ];
  return active.includes(status?.phase);
}

/** Highest share the candidate gets before it is promoted, per cent. */
export function maxWeightOf(canary: Canary): number {
  const { stepWeights, maxWeight } = analysisOf(canary);
  const last = stepWeights?.at(-1);
  if (last !== undefined) return Math.min(100, last);
  return maxWeight !== undefined && maxWeight > 0 ? maxWeight : 100;
}

/** Time between two looks of Flagger; one minute unless said, never less than ten seconds. */
export function intervalMsOf(canary: Canary): number {
  const { interval = "" } = analysisOf(canary);
  const unitMs: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1_000, ms: 1 };
  let totalMs = 0;
  for (const [, count, unit] of interval.matchAll(/(\d+(?:\.\d+)?)(ms|h|m|s)/g)) {
    totalMs += Number(count) * (unitMs[unit ?? ""] ?? 0);
  }
  return totalMs === 0 ? 60_000 : Math.max(10_000, totalMs);
}

/** Names of the webhooks of a type. */
export function gatesOf(canary: Canary, type: string): readonly string[] {
  return (analysisOf(canary).webhooks ?? []).filter((one) => one.type === type).map(({ name }) => name);
}
