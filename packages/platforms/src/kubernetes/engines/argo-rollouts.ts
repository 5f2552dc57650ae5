import type { ApiCall, PreflightProblem } from "@deploy-actions/kernel";
import type { KubernetesTarget } from "@deploy-actions/rollout";
import type { Platform } from "../../platform.ts";
import { PODS, REPLICA_SETS } from "../kubernetes-client.ts";
import { callsOf, type KubernetesPlatformOptions } from "../platform-options.ts";
import { preflight } from "../preflight.ts";
import { containerOf } from "../release-image.ts";
import { abort, promote, restore } from "./argo/end-rollout.ts";
import { describeRollout, lookAtRollout, templateOf } from "./argo/rollout-look.ts";
import { ROLLOUTS, type Rollout } from "./argo/rollout-object.ts";
import { setWeight } from "./argo/set-weight.ts";
import { stopProblem } from "./argo/stops.ts";
import { collectProblems } from "./collect-problems.ts";

/** The calls the engine's platform makes. */
export function argoRolloutsCalls(target: KubernetesTarget): readonly ApiCall[] {
  const isCreated = target.manifests.length > 0;
  return [
    ...callsOf(ROLLOUTS, "get", "list", "patch"),
    ...callsOf({ group: ROLLOUTS.group, plural: "rollouts/status" }, "patch"),
    ...(isCreated ? callsOf(ROLLOUTS, "create", "delete") : []),
    ...callsOf(REPLICA_SETS, "list"),
    ...callsOf(PODS, "list"),
  ];
}

/**
 * A Rollout that Argo Rollouts drives: its own steps move the traffic, and hold it at its pauses without a runner. Here releases
 * are started, resumed, taken back and brought back, and what its controller says is told.
 */
export function createArgoRolloutsPlatform(options: KubernetesPlatformOptions): Platform {
  return {
    name: "kubernetes",
    capabilities: {
      traffic: "weights",
      granularity: 1,
      candidateUrl: false,
      candidateHeader: undefined,
      waitsForFree: true,
      // Where the pods are the share, stable has fewer of them during the rollout.
      keepsStableWarm: false,
    },
    observe: async (signal) => (await lookAtRollout(options, signal)).traffic,
    setWeight: (...call) => setWeight(options, ...call),
    promote: (...call) => promote(options, ...call),
    abort: (...call) => abort(options, ...call),
    restore: (...call) => restore(options, ...call),
    planProblems: (weights, signal) => planProblems(options, weights, signal),
    preflight: (signal) => preflightOf(options, signal),
  };
}

async function planProblems(
  options: KubernetesPlatformOptions,
  weights: readonly number[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  const { client, target } = options;
  const rollout = await client.read<Rollout>(ROLLOUTS, target.workload.name, signal);
  if (rollout === undefined) return [];
  const describe = describeRollout(options);
  return weights.flatMap((weight) => stopProblem(rollout, weight, describe) ?? []);
}

async function preflightOf(
  options: KubernetesPlatformOptions,
  signal: AbortSignal,
): Promise<readonly PreflightProblem[]> {
  const problems = await preflight(options, undefined, signal);
  if (problems.length > 0) return problems;
  const { client, target } = options;
  return collectProblems(async () => {
    const { name } = target.workload;
    // A first deploy brings it with its manifests.
    const rollout =
      target.manifests.length > 0
        ? await client.read<Rollout>(ROLLOUTS, name, signal)
        : await client.require<Rollout>(ROLLOUTS, name, signal);
    if (rollout === undefined) return;
    const describe = describeRollout(options);
    containerOf(templateOf(rollout, describe), target.container, describe);
  });
}
