import { formatPercent } from "@deploy-actions/kernel";
import type { Release, TrafficState } from "@deploy-actions/rollout";

/** `stable v1, candidate v2 at 25 %`. */
export function showTraffic(state: TrafficState): string {
  const stable = state.stable === null ? "no stable release" : `stable ${state.stable.release.version}`;
  if (state.candidate === null) return `${stable}, no candidate`;
  return `${stable}, candidate ${state.candidate.release.version} at ${formatPercent(state.candidateWeight)}`;
}

/** Whether it is this release that runs as the candidate. */
export function isCandidate(state: TrafficState, release: Release): boolean {
  return state.candidate?.release.version === release.version;
}

/** The release has all traffic and no candidate is left. */
export function isAllStable(now: TrafficState, release: Release): boolean {
  return now.candidate === null && now.stable?.release.version === release.version;
}
