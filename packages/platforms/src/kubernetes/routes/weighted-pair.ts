import { pointer } from "../json-pointer.ts";
import type { JsonPatchOperation, ObjectMeta } from "../kubernetes-client.ts";
import { MARKS } from "../marks.ts";

/** One backend of a list; without a weight it has its API's default. */
export interface WeightedEntry {
  readonly weight?: number;
}

/** Where the two releases stand in a list of weighted backends. */
export interface WeightedPair<T extends WeightedEntry> {
  /** Path of the list in the object. */
  readonly path: readonly (string | number)[];
  readonly entries: readonly T[];
  readonly stable: number;
  /** -1: not in the list. */
  readonly candidate: number;
}

const TOTAL = 100;

/** Operations that give the candidate `weight` of 100 and stable the rest; the weight of before is remembered. */
export function giveWeights<T extends WeightedEntry>(
  metadata: ObjectMeta,
  pair: WeightedPair<T>,
  weight: number,
  newCandidate: T,
): readonly JsonPatchOperation[] {
  const at = (...parts: readonly (string | number)[]): string => pointer(...pair.path, ...parts);
  const isFirst = pair.candidate < 0 && metadata.annotations?.[MARKS.backendWeight] === undefined;
  const now = pair.entries[pair.stable]?.weight;
  return [
    { op: "test", path: at(), value: pair.entries },
    ...(isFirst ? remember(metadata, now === undefined ? DEFAULT : String(now)) : []),
    { op: "add", path: at(pair.stable, "weight"), value: TOTAL - weight },
    pair.candidate < 0
      ? { op: "add", path: at("-"), value: { ...newCandidate, weight } }
      : { op: "add", path: at(pair.candidate, "weight"), value: weight },
  ];
}

/** Operations that leave the list as it was before the rollout; empty when it is. */
export function takeCandidateOut<T extends WeightedEntry>(
  metadata: ObjectMeta,
  pair: WeightedPair<T>,
): readonly JsonPatchOperation[] {
  const at = (...parts: readonly (string | number)[]): string => pointer(...pair.path, ...parts);
  const remembered = metadata.annotations?.[MARKS.backendWeight];
  const operations: JsonPatchOperation[] = [];
  if (remembered !== undefined) {
    const path = at(pair.stable, "weight");
    if (remembered !== DEFAULT) operations.push({ op: "add", path, value: Number(remembered) });
    else if (pair.entries[pair.stable]?.weight !== undefined) operations.push({ op: "remove", path });
    operations.push({ op: "remove", path: pointer("metadata", "annotations", MARKS.backendWeight) });
  }
  if (pair.candidate >= 0) operations.push({ op: "remove", path: at(pair.candidate) });
  return operations.length === 0 ? [] : [{ op: "test", path: at(), value: pair.entries }, ...operations];
}

/** Per cent of the candidate; `defaultWeight`: of an entry that has none. */
export function shareOfCandidate<T extends WeightedEntry>(
  pair: WeightedPair<T>,
  defaultWeight: number,
): number {
  const weightAt = (index: number): number => {
    const entry = pair.entries[index];
    return entry === undefined ? 0 : (entry.weight ?? defaultWeight);
  };
  const candidate = weightAt(pair.candidate);
  const total = weightAt(pair.stable) + candidate;
  return total === 0 ? 0 : Math.round((candidate / total) * 10_000) / 100;
}

/** The weight had not been said. */
const DEFAULT = "default";

function remember(metadata: ObjectMeta, value: string): readonly JsonPatchOperation[] {
  return metadata.annotations === undefined
    ? [{ op: "add", path: pointer("metadata", "annotations"), value: { [MARKS.backendWeight]: value } }]
    : [{ op: "add", path: pointer("metadata", "annotations", MARKS.backendWeight), value }];
}
