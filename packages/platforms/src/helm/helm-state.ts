import { createHash } from "node:crypto";
import type { Release, RunningRelease, TrafficState } from "@deploy-actions/rollout";
import {
  deployedRevision,
  type HelmRevision,
  isPending,
  releaseOfRevision,
  unfinishedRevision,
} from "./helm-history.ts";

/**
 * What this run knows and no revision can hold: Helm has one release at a time and no place for a candidate. Another run does
 * not see it: to that one a candidate at 0 % never was, and one at 100 % is stable.
 */
export interface HelmMemory {
  /** The candidate at 0 %: the API server has checked what would be applied. */
  staged:
    | { readonly release: Release; readonly problem: string | undefined; readonly isFinal: boolean }
    | undefined;
  /** The candidate at 100 %: its revision, and the one to go back to with its release (its name may be pruned meanwhile). */
  trial:
    | {
        readonly revision: number;
        readonly stableRevision: number | undefined;
        readonly stable: RunningRelease | null;
      }
    | undefined;
  /** Revisions whose command has ended in this run, however: nobody works on them any more. */
  readonly ended: Set<number>;
}

/** The release as it is, and the traffic it makes. */
export interface HelmState {
  readonly history: readonly HelmRevision[];
  readonly deployed: HelmRevision | undefined;
  /** The newest revision when it failed or is pending. */
  readonly unfinished: HelmRevision | undefined;
  readonly traffic: TrafficState;
}

/** What a history and this run's memory say. */
export function toHelmState(history: readonly HelmRevision[], memory: HelmMemory): HelmState {
  const deployed = deployedRevision(history);
  const unfinished = unfinishedRevision(history);
  const { stable, candidate, weight } = trafficOf(history, deployed, unfinished, memory);
  return {
    history,
    deployed,
    unfinished,
    traffic: {
      stable,
      candidate,
      candidateWeight: weight,
      revision: revisionOf(history.at(-1)?.revision ?? 0, candidate, weight),
    },
  };
}

interface Traffic {
  readonly stable: RunningRelease | null;
  readonly candidate: RunningRelease | null;
  readonly weight: number;
}

function trafficOf(
  history: readonly HelmRevision[],
  deployed: HelmRevision | undefined,
  unfinished: HelmRevision | undefined,
  { trial, staged }: HelmMemory,
): Traffic {
  const running = (revision: number | undefined): RunningRelease | null =>
    revision === undefined ? null : { release: releaseOfRevision(history, revision), ready: true };
  const stable = running(deployed?.revision);
  if (unfinished !== undefined) {
    // Some of its pods may serve already: it counts as having the traffic until it is rolled back.
    return { stable, candidate: unfinishedRelease(history, unfinished), weight: 100 };
  }
  if (trial !== undefined && trial.revision === deployed?.revision) {
    return { stable: trial.stable, candidate: stable, weight: 100 };
  }
  // Also when another run has promoted it meanwhile.
  if (staged === undefined || staged.release.version === stable?.release.version) {
    return { stable, candidate: null, weight: 0 };
  }
  return { stable, candidate: stagedRelease(staged), weight: 0 };
}

function stagedRelease({ release, problem, isFinal }: NonNullable<HelmMemory["staged"]>): RunningRelease {
  if (problem === undefined) return { release, ready: true };
  const failure = { reason: "upgrade_failed", text: problem, lines: [] };
  return { release, ready: false, detail: problem, ...(isFinal ? { failure } : {}) };
}

function unfinishedRelease(history: readonly HelmRevision[], revision: HelmRevision): RunningRelease {
  const detail = isPending(revision)
    ? `Helm revision ${revision.revision} is ${revision.status}: a helm is at work, or was killed`
    : `Helm revision ${revision.revision} failed: ${revision.description}`;
  return { release: releaseOfRevision(history, revision.revision), ready: false, detail };
}

function revisionOf(newest: number, candidate: RunningRelease | null, weight: number): string {
  const facts = JSON.stringify([newest, candidate?.release.version ?? null, weight]);
  return createHash("sha256").update(facts).digest("hex").slice(0, 16);
}
