import { ActionError, type ApiCall, type PreflightProblem } from "@deploy-actions/kernel";
import type { KubernetesTarget } from "@deploy-actions/rollout";
import type { Platform } from "../../platform.ts";
import { DEPLOYMENTS, PODS, REPLICA_SETS } from "../kubernetes-client.ts";
import type { Deployment } from "../objects.ts";
import { callsOf, type KubernetesPlatformOptions } from "../platform-options.ts";
import { containerOf } from "../release-image.ts";
import { collectProblems } from "./collect-problems.ts";
import { describeCanary, lookAtCanary, targetNameOf } from "./flagger/canary-look.ts";
import { CANARIES, type Canary } from "./flagger/canary-object.ts";
import { abort, promote, restore, setWeight, unmade, weightProblem } from "./flagger/drive-canary.ts";

/** The calls the engine's platform makes. */
export function flaggerCalls(_target: KubernetesTarget): readonly ApiCall[] {
  return [
    ...callsOf(CANARIES, "get", "list", "patch"),
    ...callsOf(DEPLOYMENTS, "get", "list", "patch"),
    ...callsOf(REPLICA_SETS, "list"),
    ...callsOf(PODS, "list"),
  ];
}

/**
 * A Canary that Flagger drives. A release is started by changing the target Deployment and taken back by changing it back; between
 * them Flagger's analysis moves the weight, and its gates (URLs that it asks) hold it: they are told here, and opened elsewhere.
 */
export function createFlaggerPlatform(options: KubernetesPlatformOptions): Platform {
  return {
    name: "kubernetes",
    capabilities: {
      // Whatever weights it goes through, none can be asked for.
      traffic: "all-at-once",
      granularity: 100,
      candidateUrl: false,
      candidateHeader: undefined,
      waitsForFree: true,
      keepsStableWarm: true,
    },
    observe: async (signal) => (await lookAtCanary(options, signal)).traffic,
    setWeight: (...call) => setWeight(options, ...call),
    promote: (...call) => promote(options, ...call),
    abort: (...call) => abort(options, ...call),
    restore: (...call) => restore(options, ...call),
    planProblems: async (weights) =>
      weights.filter((weight) => weight > 0).map((weight) => weightProblem(options, weight)),
    preflight: (signal) => preflight(options, signal),
  };
}

async function preflight(
  options: KubernetesPlatformOptions,
  signal: AbortSignal,
): Promise<readonly PreflightProblem[]> {
  const { client, target } = options;
  return collectProblems(async () => {
    const canary = await client.require<Canary>(CANARIES, target.workload.name, signal);
    const name = targetNameOf(canary, describeCanary(options));
    const deployment = await client.require<Deployment>(DEPLOYMENTS, name, signal);
    containerOf(deployment.spec.template, target.container, `Deployment ${client.namespace}/${name}`);
    const problem = unmade(options, await lookAtCanary(options, signal));
    if (problem !== undefined) throw new ActionError("config", problem);
  });
}
