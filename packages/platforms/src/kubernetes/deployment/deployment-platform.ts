import type { TrafficState } from "@deploy-actions/rollout";
import type { Platform, Precondition } from "../../platform.ts";
import { requireRevision } from "../guards.ts";
import { DEPLOYMENTS } from "../kubernetes-client.ts";
import type { Deployment } from "../objects.ts";
import { findAutoscaler } from "./autoscaler.ts";
import { readCluster } from "./cluster-state.ts";
import type { DeploymentContext } from "./context.ts";
import { promote } from "./promote.ts";
import { restore } from "./restore.ts";
import { setWeight } from "./set-weight.ts";
import { replicaProblem } from "./split-replicas.ts";
import { fullReplicas } from "./stable-release.ts";
import { takeCandidateBack } from "./take-candidate-back.ts";

/** The part of a platform that looks at the traffic and moves it. */
export type Movement = Pick<Platform, "observe" | "setWeight" | "promote" | "abort" | "restore"> &
  Required<Pick<Platform, "planProblems">>;

/** Two Deployments and a route between them. */
export function createDeploymentMovement(context: DeploymentContext): Movement {
  return {
    observe: async (signal) => (await readCluster(context, signal)).traffic,
    setWeight: (candidate, weight, precondition, signal) =>
      setWeight(context, candidate, weight, precondition, signal),
    promote: (candidate, precondition, signal) => promote(context, candidate, precondition, signal),
    abort: (precondition, signal) => abort(context, precondition, signal),
    restore: (release, precondition, signal) => restore(context, release, precondition, signal),
    planProblems: (weights, signal) => planProblems(context, weights, signal),
  };
}

async function abort(
  context: DeploymentContext,
  precondition: Precondition,
  signal: AbortSignal,
): Promise<TrafficState> {
  const now = await readCluster(context, signal);
  if (now.traffic.candidate === null) return now.traffic;
  requireRevision(now.traffic, precondition, "abort", now.reading?.changedBy);
  await takeCandidateBack(context, now, { removes: true }, signal);
  return (await readCluster(context, signal)).traffic;
}

async function planProblems(
  context: DeploymentContext,
  weights: readonly number[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (context.routeFor(undefined).capabilities.traffic !== "replicas") return [];
  const stable = await context.client.read<Deployment>(DEPLOYMENTS, context.stable, signal);
  if (stable === undefined) return [];
  const autoscaler = await findAutoscaler(context.client, context.stable, signal);
  return weights.flatMap(
    (weight) => replicaProblem(fullReplicas(stable), weight, autoscaler === undefined) ?? [],
  );
}
