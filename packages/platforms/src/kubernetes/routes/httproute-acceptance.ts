import type { HttpRoute } from "./httproute-rules.ts";

/** Whether every parent has accepted this generation and resolved its backends; `undefined`: no controller reports at all. */
export function acceptanceOf(route: HttpRoute): {
  readonly accepted: boolean | undefined;
  readonly message: string | undefined;
} {
  const parents = route.status?.parents ?? [];
  if (parents.length === 0) {
    return { accepted: undefined, message: "no Gateway controller reports on it" };
  }
  const generation = route.metadata.generation ?? 1;
  for (const parent of parents) {
    const gateway = parent.parentRef?.name ?? "a parent";
    for (const type of ["Accepted", "ResolvedRefs"]) {
      const condition = parent.conditions?.find((one) => one.type === type);
      if (condition === undefined || (condition.observedGeneration ?? generation) < generation) {
        return { accepted: false, message: `${gateway} has not yet looked at generation ${generation}` };
      }
      if (condition.status !== "True") {
        const why = [condition.reason, condition.message].filter(Boolean).join(": ");
        return { accepted: false, message: `${gateway} reports ${type} ${condition.status} (${why})` };
      }
    }
  }
  return { accepted: true, message: undefined };
}
