import type { VirtualService } from "./virtualservice-rules.ts";

/**
 * What Istio says of this generation. It writes a status only where its status reporting is switched on, and analysis messages
 * only where the analyzers run: `undefined` otherwise.
 */
export function acceptanceOf(object: VirtualService): {
  readonly accepted: boolean | undefined;
  readonly message: string | undefined;
} {
  const { status, metadata } = object;
  const generation = metadata.generation ?? 1;
  const errors = (status?.validationMessages ?? []).filter(({ level }) => level === "ERROR" || level === 3);
  const isCurrent = Number(status?.observedGeneration ?? generation) >= generation;
  if (errors.length > 0 && isCurrent) {
    const codes = errors.map(({ type }) => [type?.code, type?.name].filter(Boolean).join(" "));
    return { accepted: false, message: `Istio finds it invalid: ${codes.join(", ")}` };
  }
  const reconciled = status?.conditions?.find(({ type }) => type === "Reconciled");
  if (reconciled === undefined) {
    return { accepted: undefined, message: "Istio does not report on it (its status reporting is off)" };
  }
  const seen = Number(reconciled.observedGeneration ?? status?.observedGeneration ?? generation);
  if (seen < generation) {
    return { accepted: false, message: `Istio has not yet looked at generation ${generation}` };
  }
  if (reconciled.status === "True") return { accepted: true, message: undefined };
  const why = [reconciled.reason, reconciled.message].filter(Boolean).join(": ");
  return { accepted: false, message: `not all proxies have it (${why === "" ? "Reconciled False" : why})` };
}
