import type { DeploymentConfiguration, DeploymentLifecycleHook } from "@aws-sdk/client-ecs";
import { formatPercent } from "@deploy-actions/kernel";
import type { EcsRoute } from "@deploy-actions/rollout";

export type NativeRoute = Extract<EcsRoute, { kind: "native" }>;

/** ECS's own step sizes. */
const DEFAULT_PERCENT = { canary: 5, linear: 10, "blue-green": 100 } as const;
/** Longest stop of a rollout whose runner is gone: ECS then takes it back. */
const HOLD_MINUTES = 1_440;

/** The weights ECS stops at, 0 and 100 included. */
export function stopsOf(route: NativeRoute): readonly number[] {
  const step = route.stepPercent ?? DEFAULT_PERCENT[route.strategy];
  switch (route.strategy) {
    case "blue-green":
      return [0, 100];
    case "canary":
      return step >= 100 ? [0, 100] : [0, step, 100];
    case "linear": {
      const stops: number[] = [];
      for (let n = 0; n * step < 100 - 1e-9; n += 1) stops.push(Math.round(n * step * 10) / 10);
      return [...stops, 100];
    }
  }
}

/** What is wrong with the steps of a plan, or with the size of the route's step. */
export function stopProblems(route: NativeRoute, weights: readonly number[]): readonly string[] {
  const stops = stopsOf(route);
  const step = route.stepPercent ?? DEFAULT_PERCENT[route.strategy];
  const least = route.strategy === "linear" ? 3 : 0.1;
  const sizes =
    route.strategy !== "blue-green" && (step < least || step > 100)
      ? [`ECS takes steps of ${least} % to 100 % for ${route.strategy}, not ${step} %`]
      : [];
  const known = stops.map((stop) => formatPercent(stop)).join(", ");
  const wrong = weights
    .filter((weight) => !stops.includes(weight))
    .map(
      (weight) =>
        `${formatPercent(weight)} is no stop of ECS's ${route.strategy} rollout: it stops at ${known}`,
    );
  return [...sizes, ...wrong];
}

/**
 * The deployment configuration that holds at every stop: a PAUSE hook before each shift and one after the last, which end
 * in a rollback when nobody answers. ECS's own bake times are 0, because the steps of the policy say how long to wait;
 * hooks of the user's own and alarms are kept.
 */
export function heldConfiguration(
  route: NativeRoute,
  now: DeploymentConfiguration | undefined,
): DeploymentConfiguration {
  const step = route.stepPercent ?? DEFAULT_PERCENT[route.strategy];
  const hold: DeploymentLifecycleHook = {
    targetType: "PAUSE",
    lifecycleStages: ["PRE_PRODUCTION_TRAFFIC_SHIFT", "POST_PRODUCTION_TRAFFIC_SHIFT"],
    timeoutConfiguration: { timeoutInMinutes: HOLD_MINUTES, action: "ROLLBACK" },
  };
  const common = { ...kept(now), bakeTimeInMinutes: 0, lifecycleHooks: [...ownHooks(now), hold] };
  switch (route.strategy) {
    case "canary":
      return {
        ...common,
        strategy: "CANARY",
        canaryConfiguration: { canaryPercent: step, canaryBakeTimeInMinutes: 0 },
      };
    case "linear":
      return {
        ...common,
        strategy: "LINEAR",
        linearConfiguration: { stepPercent: step, stepBakeTimeInMinutes: 0 },
      };
    case "blue-green":
      return { ...common, strategy: "BLUE_GREEN" };
  }
}

/** Straight to an earlier release, without a stop and without a gap. */
export function straightConfiguration(now: DeploymentConfiguration | undefined): DeploymentConfiguration {
  return { ...kept(now), strategy: "BLUE_GREEN", bakeTimeInMinutes: 0, lifecycleHooks: [...ownHooks(now)] };
}

/** The circuit breaker is for rolling updates only, and each strategy has its own fields. */
function kept(now: DeploymentConfiguration | undefined): DeploymentConfiguration {
  const { maximumPercent, minimumHealthyPercent, alarms } = now ?? {};
  return { maximumPercent, minimumHealthyPercent, ...(alarms === undefined ? {} : { alarms }) };
}

function ownHooks(now: DeploymentConfiguration | undefined): readonly DeploymentLifecycleHook[] {
  return (now?.lifecycleHooks ?? []).filter(
    (hook) =>
      hook.targetType !== "PAUSE" || !(hook.lifecycleStages ?? []).includes("PRE_PRODUCTION_TRAFFIC_SHIFT"),
  );
}
