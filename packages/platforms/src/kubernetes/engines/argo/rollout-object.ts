import type { KubernetesObject, ResourceType } from "../../kubernetes-client.ts";
import type { Condition, LabelSelector, PodTemplate, ReplicaSet } from "../../objects.ts";

export const ROLLOUTS: ResourceType = {
  group: "argoproj.io",
  version: "v1alpha1",
  plural: "rollouts",
  kind: "Rollout",
};

/** Label of the ReplicaSets and pods of one template. */
export const HASH_LABEL = "rollouts-pod-template-hash";

/** The parts of an Argo Rollout (argoproj.io/v1alpha1) that are read. */
export interface Rollout extends KubernetesObject {
  readonly spec: {
    readonly replicas?: number;
    /** Paused by a person. */
    readonly paused?: boolean;
    readonly selector?: LabelSelector;
    readonly template?: PodTemplate;
    readonly workloadRef?: { readonly kind?: string; readonly name?: string };
    readonly strategy?: { readonly canary?: CanaryStrategy; readonly blueGreen?: BlueGreenStrategy };
    readonly [field: string]: unknown;
  };
  readonly status?: RolloutStatus;
}

export interface CanaryStrategy {
  readonly steps?: readonly CanaryStep[];
  /** Absent: the share is that of the pods. */
  readonly trafficRouting?: { readonly maxTrafficWeight?: number };
}

export interface CanaryStep {
  readonly setWeight?: number;
  readonly pause?: { readonly duration?: number | string };
  readonly setCanaryScale?: {
    readonly replicas?: number;
    readonly weight?: number;
    readonly matchTrafficWeight?: boolean;
  };
  readonly analysis?: unknown;
  readonly experiment?: unknown;
  readonly plugin?: unknown;
}

export interface BlueGreenStrategy {
  readonly activeService: string;
  readonly previewService?: string;
  readonly autoPromotionEnabled?: boolean;
  readonly autoPromotionSeconds?: number;
}

export interface RolloutStatus {
  readonly phase?: string;
  readonly message?: string;
  /** A number as text. */
  readonly observedGeneration?: string;
  readonly currentPodHash?: string;
  readonly stableRS?: string;
  readonly currentStepIndex?: number;
  readonly abort?: boolean;
  /** Past all steps and analyses to its end. */
  readonly promoteFull?: boolean;
  readonly controllerPause?: boolean;
  readonly pauseConditions?: readonly { readonly reason: string; readonly startTime: string }[];
  readonly conditions?: readonly Condition[];
  readonly canary?: {
    readonly weights?: { readonly canary?: { readonly weight?: number; readonly podTemplateHash?: string } };
    readonly currentStepAnalysisRunStatus?: AnalysisStatus;
    readonly currentBackgroundAnalysisRunStatus?: AnalysisStatus;
  };
  readonly blueGreen?: {
    readonly activeSelector?: string;
    readonly prePromotionAnalysisRunStatus?: AnalysisStatus;
    readonly postPromotionAnalysisRunStatus?: AnalysisStatus;
  };
}

export interface AnalysisStatus {
  readonly name?: string;
  readonly status?: string;
  readonly message?: string;
}

/** A ReplicaSet of a Rollout, with its status. */
export interface RolloutReplicaSet extends ReplicaSet {
  readonly status?: { readonly replicas?: number; readonly availableReplicas?: number };
}

/** The controller has seen this generation, and what somebody did to its pause. */
export function isObserved(rollout: Rollout): boolean {
  return isSeen(rollout) && !isUnpausing(rollout.status ?? {});
}

/** The controller has seen this generation: its status is of this template. */
export function isSeen({ metadata, status }: Rollout): boolean {
  const observed = Number(status?.observedGeneration);
  // Releases before 0.10 write a hash there.
  return status !== undefined && (!Number.isInteger(observed) || observed >= (metadata.generation ?? 1));
}

/** Pause conditions were taken away, and the controller has not yet gone on. */
export function isUnpausing({ controllerPause, pauseConditions }: RolloutStatus): boolean {
  return controllerPause === true && (pauseConditions ?? []).length === 0;
}

/** The canary step it is at; `undefined`: past the last, or it has none. */
export function currentStep({ spec, status }: Rollout): CanaryStep | undefined {
  return spec.strategy?.canary?.steps?.[status?.currentStepIndex ?? 0];
}
