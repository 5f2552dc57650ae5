import { percentOf, RETIRED, shareOf, type WeightPair } from "./weights.ts";

/** What tells the role of a server. */
export interface RoleFacts {
  readonly isRunning: boolean;
  /** Weight as set; what counts is 0 while the server is out. */
  readonly weight: number;
  /** Weight of the configuration file. */
  readonly initialWeight: number;
  /** In maintenance or drained: no new requests. */
  readonly isOut: boolean;
}

/** Which of two servers runs what; indices into the pair. */
export type Roles =
  | {
      readonly known: true;
      readonly stable: 0 | 1 | undefined;
      readonly candidate: 0 | 1 | undefined;
      /** Per cent of the traffic: the asked one where the weights are ours, else the share they make. */
      readonly candidateWeight: number;
      /** Stable has been drained for a candidate that has everything; only its end is left to do. */
      readonly isRetiring: boolean;
    }
  | { readonly known: false; readonly reason: "reloaded" | "edited" | "no_traffic" };

const NOBODY = { stable: undefined, candidate: undefined, candidateWeight: 0, isRetiring: false } as const;

/**
 * Who is stable and who the candidate, from nothing but what HAProxy and the servers show: see {@link WeightPair}.
 * Every state that a run can leave behind when it is killed has an answer here; others are unknown and never guessed.
 */
export function decodeRoles(servers: readonly [RoleFacts, RoleFacts]): Roles {
  const [first, second] = servers;
  // Weights of the configuration file say nothing about roles, odd or even: nobody of this project set them.
  const isAsConfigured = servers.every(({ weight, initialWeight }) => weight === initialWeight);
  if (!first.isRunning && !second.isRunning) return { known: true, ...NOBODY };
  if (!first.isRunning) return rolesOfOne(1, second, first, isAsConfigured);
  if (!second.isRunning) return rolesOfOne(0, first, second, isAsConfigured);
  const [a, b] = [counting(first), counting(second)];
  if (a > 0 && b > 0) return isAsConfigured ? { known: false, reason: "reloaded" } : rolesOfBoth(servers);
  if (a > 0) return rolesOfServing(0, first, second, isAsConfigured);
  if (b > 0) return rolesOfServing(1, second, first, isAsConfigured);
  return { known: false, reason: "no_traffic" };
}

/** The candidate's share as HAProxy holds it now; servers that are down get nothing whatever their weight. */
export function servedShare(stable: RoleFacts | undefined, candidate: RoleFacts): number {
  const pair = { stable: stable === undefined ? 0 : counting(stable), candidate: counting(candidate) };
  return shareOf(pair);
}

function rolesOfOne(index: 0 | 1, own: RoleFacts, other: RoleFacts, isAsConfigured: boolean): Roles {
  const alone = { ...NOBODY, known: true } as const;
  if (own.isOut) {
    return own.weight === 0 ? { ...alone, candidate: index } : { ...alone, stable: index };
  }
  if (own.weight === 0) return { ...alone, candidate: index };
  if (isAsConfigured || own.weight % 2 === 0) return { ...alone, stable: index };
  const pair = { stable: other.weight, candidate: own.weight };
  return { ...alone, candidate: index, candidateWeight: percentOf(pair) ?? 100 };
}

function rolesOfServing(index: 0 | 1, serving: RoleFacts, other: RoleFacts, isAsConfigured: boolean): Roles {
  const rest = index === 0 ? 1 : 0;
  const isRetiring = !isAsConfigured && other.isOut && other.weight === RETIRED;
  if (isRetiring || (!isAsConfigured && serving.weight % 2 === 1)) {
    return { known: true, stable: rest, candidate: index, candidateWeight: 100, isRetiring };
  }
  return { known: true, stable: index, candidate: rest, candidateWeight: 0, isRetiring: false };
}

function rolesOfBoth(servers: readonly [RoleFacts, RoleFacts]): Roles {
  const [first, second] = servers;
  const isFirstOdd = first.weight % 2 === 1;
  if (isFirstOdd === (second.weight % 2 === 1)) return { known: false, reason: "edited" };
  const pair: WeightPair = isFirstOdd
    ? { stable: second.weight, candidate: first.weight }
    : { stable: first.weight, candidate: second.weight };
  return {
    known: true,
    stable: isFirstOdd ? 1 : 0,
    candidate: isFirstOdd ? 0 : 1,
    candidateWeight: percentOf(pair) ?? shareOf(pair),
    isRetiring: false,
  };
}

function counting({ weight, isOut }: RoleFacts): number {
  return isOut ? 0 : weight;
}
