import { formatPercent } from "@deploy-actions/kernel";
import type { CanaryStep, Rollout } from "./rollout-object.ts";

/** A pause of a Rollout, and what holds there. */
export interface Stop {
  /** Per cent of the traffic. */
  readonly weight: number;
  /** Position of the step that gives this weight; going there leads to the pause. */
  readonly from: number;
  /** Ends by itself after this; `undefined`: waits until somebody goes on. */
  readonly duration: string | undefined;
  /** Whether a pod of the candidate runs there. */
  readonly hasPods: boolean;
}

/** Weight of a setWeight in per cent: a router may have finer ones than hundredths. */
export function percentOf(rollout: Rollout, weight: number): number {
  const max = rollout.spec.strategy?.canary?.trafficRouting?.maxTrafficWeight ?? 100;
  return Math.round((weight / max) * 10_000) / 100;
}

/** The pauses of the canary steps, in order. */
export function stopsOf(rollout: Rollout): readonly Stop[] {
  const canary = rollout.spec.strategy?.canary;
  const stops: Stop[] = [];
  let weight = 0;
  let from = 0;
  let isScaled = false;
  (canary?.steps ?? []).forEach((step, index) => {
    if (step.setWeight !== undefined) {
      weight = percentOf(rollout, step.setWeight);
      from = index;
    }
    if (step.setCanaryScale !== undefined) isScaled = isScaledUp(step.setCanaryScale);
    if (step.pause === undefined) return;
    const { duration } = step.pause;
    const hasPods = weight > 0 || (canary?.trafficRouting !== undefined && isScaled);
    const text = duration === undefined ? undefined : showDuration(duration);
    stops.push({ weight, from, duration: text, hasPods });
  });
  return stops;
}

/** Why a Rollout cannot hold a weight, and the steps that would let it; `undefined`: it can. 100 % is held by being promoted. */
export function stopProblem(rollout: Rollout, weight: number, describe: string): string | undefined {
  const { strategy } = rollout.spec;
  if (weight === 100) return undefined;
  if (strategy?.blueGreen !== undefined) {
    if (weight > 0) {
      return `${describe} is blue-green and moves all traffic at once: ${formatPercent(weight)} is not possible, use steps of 0 % and 100 %`;
    }
    const { autoPromotionEnabled, autoPromotionSeconds } = strategy.blueGreen;
    return autoPromotionEnabled === false && !((autoPromotionSeconds ?? 0) > 0)
      ? undefined
      : `${describe} is blue-green and goes on by itself as soon as the new pods are up: set \`autoPromotionEnabled: false\` (and no autoPromotionSeconds) in its strategy`;
  }
  const stops = stopsOf(rollout);
  const here = stops.filter((stop) => Math.abs(stop.weight - weight) < 0.006);
  if (here.some(({ duration, hasPods }) => duration === undefined && hasPods)) return undefined;
  const timed = here.find(({ hasPods }) => hasPods);
  if (timed !== undefined) {
    return `the pause of ${describe} at ${formatPercent(weight)} ends by itself after ${timed.duration}: write \`- pause: {}\` there`;
  }
  if (weight === 0) {
    return strategy?.canary?.trafficRouting === undefined
      ? `${describe} has no trafficRouting, so no pod of the candidate runs at 0 %: leave the step of 0 % out`
      : `${describe} holds no candidate at 0 %: begin its canary steps with \`- setCanaryScale: {replicas: 1}\` and \`- pause: {}\``;
  }
  const found =
    stops.length === 0
      ? "stops nowhere"
      : `stops at ${[...new Set(stops.map((stop) => formatPercent(stop.weight)))].join(", ")}`;
  const scale = Number.isInteger(weight)
    ? `\`- setWeight: ${weight}\``
    : `a setWeight of ${formatPercent(weight, 2)}`;
  return `${describe} ${found}, not at ${formatPercent(weight, 2)}: add ${scale} and \`- pause: {}\` to its canary steps`;
}

/** The stop at which a weight is held, if there is one. */
export function stopAt(rollout: Rollout, weight: number): Stop | undefined {
  return stopsOf(rollout).find(
    (stop) => Math.abs(stop.weight - weight) < 0.006 && stop.duration === undefined && stop.hasPods,
  );
}

function isScaledUp(scale: NonNullable<CanaryStep["setCanaryScale"]>): boolean {
  return (scale.replicas ?? 0) > 0 || (scale.weight ?? 0) > 0;
}

/** Seconds, or a text such as `10m`. */
function showDuration(duration: number | string): string {
  return typeof duration === "number" || /^\d+$/.test(duration) ? `${duration}s` : duration;
}
