/** Pods of the two releases behind one Service. */
export interface ReplicaSplit {
  readonly stable: number;
  readonly candidate: number;
}

/**
 * The pods that come nearest to `weight` per cent for the candidate when stable needs `full` pods alone. There are never fewer
 * than `full` together, and neither release gets more than `full`. `canShrink`: whether stable's count may be lowered (an
 * autoscaler would raise it again).
 */
export function splitReplicas(full: number, weight: number, canShrink: boolean): ReplicaSplit {
  if (weight <= 0) return { stable: full, candidate: 0 };
  // 0 replicas switch an autoscaler off, so this end is open to it too.
  if (weight >= 100) return { stable: 0, candidate: full };
  return splitsOf(full, canShrink).reduce((best, split) =>
    Math.abs(shareOf(split) - weight) < Math.abs(shareOf(best) - weight) ? split : best,
  );
}

/** Per cent of the pods that are the candidate's. */
export function shareOf({ stable, candidate }: ReplicaSplit): number {
  const total = stable + candidate;
  return total === 0 ? 0 : Math.round((candidate / total) * 1_000) / 10;
}

/** A weight that so many pods miss by more than a point and a fifth of it, as a sentence; `undefined`: it is near enough. */
export function replicaProblem(full: number, weight: number, canShrink: boolean): string | undefined {
  if (weight <= 0 || weight >= 100) return undefined;
  const share = shareOf(splitReplicas(full, weight, canShrink));
  if (Math.abs(share - weight) <= Math.max(1, weight / 5)) return undefined;
  const possible = [...new Set(splitsOf(full, canShrink).map(shareOf))];
  const shown = possible.length > 6 ? [...possible.slice(0, 5), "…"] : possible;
  const list = shown.map((one) => (typeof one === "number" ? `${one} %` : one)).join(", ");
  const pods = full === 1 ? "1 replica" : `${full} replicas`;
  const why = canShrink ? "" : " while an autoscaler holds stable's count";
  return `${pods} can give the candidate ${list}${why}: a step of ${weight} % would be ${share} %`;
}

function splitsOf(full: number, canShrink: boolean): readonly ReplicaSplit[] {
  const counts = Array.from({ length: Math.max(1, full) }, (_, index) => index + 1);
  const grown = counts.map((candidate) => ({ stable: full, candidate }));
  const shrunk = canShrink ? counts.map((stable) => ({ stable, candidate: full })).reverse() : [];
  return [...grown, ...shrunk];
}
