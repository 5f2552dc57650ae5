import { ActionError } from "@deploy-actions/kernel";
import type { Platform } from "@deploy-actions/platforms";
import type { TrafficState } from "@deploy-actions/rollout";

/**
 * `promote`: on to the end, from wherever it is. `abort`: up to half the way, then back. `take-back`: only back. `restore`: an
 * earlier release becomes stable again.
 */
export type Job = "promote" | "abort" | "take-back" | "restore";

/** What a run wants. */
export interface Wish {
  readonly job: Job;
  readonly version: string;
}

const TRIES = 4;

/**
 * What a run does that wants this: a fault is waited out a few times, as the rollout's own loop does it, and what is done next
 * depends on what is then seen.
 */
export async function rollOut(platform: Platform, wish: Wish, signal: AbortSignal): Promise<TrafficState> {
  // An abort that has begun is not taken back.
  let job = wish.job;
  for (let tries = 1; ; tries += 1) {
    try {
      const state = await moveUp(platform, job, wish.version, signal);
      if (job === "promote") return await platform.promote({ version: wish.version }, state, signal);
      if (job === "restore") return await platform.restore({ version: wish.version }, state, signal);
      job = "take-back";
      return await platform.abort(state, signal);
    } catch (error) {
      const isPassing = error instanceof ActionError && ["remote", "conflict"].includes(error.code);
      if (tries >= TRIES || !isPassing) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50 * tries));
    }
  }
}

async function moveUp(
  platform: Platform,
  job: Job,
  version: string,
  signal: AbortSignal,
): Promise<TrafficState> {
  let state = await platform.observe(signal);
  if (job === "take-back" || job === "restore" || state.stable?.release.version === version) return state;
  for (const weight of stepsOf(platform, state, job)) {
    // What has more already stays there.
    if (state.candidate?.release.version === version && state.candidateWeight > weight) continue;
    state = await platform.setWeight({ version }, weight, state, signal);
  }
  return state;
}

/** A first release has no steps: there is nobody to share the traffic with. */
function stepsOf({ capabilities }: Platform, { stable }: TrafficState, job: Job): readonly number[] {
  if (stable === null) return [0];
  if (capabilities.traffic === "all-at-once") return [0, 100];
  return job === "abort" ? [0, 50] : [0, 50, 100];
}
