import { assertNever } from "@deploy-actions/kernel";
import type { Platform, PlatformCapabilities } from "../platform.ts";
import { loadRoute } from "./create-route.ts";
import type { Movement } from "./deployment/deployment-platform.ts";
import { requireDeployment } from "./deployment/wait-for-deployment.ts";
import { tellingLastTraffic } from "./last-traffic.ts";
import type { KubernetesPlatformOptions } from "./platform-options.ts";
import { preflight } from "./preflight.ts";
import { preflightAccess } from "./preflight-access.ts";
import type { TrafficRoute } from "./traffic-route.ts";

export type { KubernetesPlatformOptions } from "./platform-options.ts";

/** The platform of a Kubernetes target; only the code of its workload and route is loaded. */
export async function createKubernetesPlatform(options: KubernetesPlatformOptions): Promise<Platform> {
  const platform = await createOfWorkload(options);
  return tellingLastTraffic({
    ...platform,
    preflight: async (signal) => {
      const problems = await preflightAccess(options, signal);
      // What may not be read cannot be looked for.
      return problems.length > 0 ? problems : ((await platform.preflight?.(signal)) ?? []);
    },
  });
}

async function createOfWorkload(options: KubernetesPlatformOptions): Promise<Platform> {
  const { workload } = options.target;
  switch (workload.kind) {
    case "rollout": {
      const { createArgoRolloutsPlatform } = await import("./engines/argo-rollouts.ts");
      return createArgoRolloutsPlatform(options);
    }
    case "canary": {
      const { createFlaggerPlatform } = await import("./engines/flagger.ts");
      return createFlaggerPlatform(options);
    }
    case "deployment":
      return createOfDeployment(options);
    default:
      return assertNever(workload);
  }
}

async function createOfDeployment(options: KubernetesPlatformOptions): Promise<Platform> {
  const { client, clock, target } = options;
  const { route, workload, candidateWorkload, readyTimeoutMs } = target;
  const stable = workload.name;
  if (route.kind === "rolling") {
    const { createRollingMovement } = await import("./rolling/rolling-platform.ts");
    return assemble(options, createRollingMovement({ ...options, stable }), undefined);
  }
  const { createDeploymentMovement } = await import("./deployment/deployment-platform.ts");
  const candidate = candidateWorkload ?? `${stable}-candidate`;
  const routeFor = await loadRoute(target, route, client, async (name, signal) => {
    const then = "Traffic stays as it is now. Run again: it goes on from there.";
    await requireDeployment({ client, clock, name, timeoutMs: readyTimeoutMs, signal }, then);
  });
  const movement = createDeploymentMovement({ ...options, stable, candidate, routeFor });
  return assemble(options, movement, routeFor(undefined));
}

function assemble(
  options: KubernetesPlatformOptions,
  movement: Movement,
  route: TrafficRoute | undefined,
): Platform {
  if (route?.warning !== undefined) options.log.warning(route.warning);
  return {
    name: "kubernetes",
    capabilities: capabilitiesOf(options, route),
    ...movement,
    preflight: (signal) => preflight(options, route, signal),
  };
}

function capabilitiesOf(
  { target }: KubernetesPlatformOptions,
  route: TrafficRoute | undefined,
): PlatformCapabilities {
  const traffic = route?.capabilities ?? {
    traffic: "all-at-once",
    granularity: 100,
    candidateHeader: undefined,
  };
  return {
    ...traffic,
    // Its Service is reached from inside the cluster only.
    candidateUrl:
      route !== undefined && traffic.traffic !== "replicas" && target.access.kind === "in-cluster",
    waitsForFree: false,
    keepsStableWarm: route !== undefined && traffic.traffic !== "replicas",
  };
}
