import type { EffectivePolicy } from "./policy.ts";
import { type SecretReference, secretReferenceIn } from "./secret-references.ts";

/** The references to secrets a policy holds, each once. They are in headers of checks and in the token of metrics. */
export function secretReferences(
  policy: Pick<EffectivePolicy, "metrics" | "verify">,
): readonly SecretReference[] {
  const { metrics, verify } = policy;
  const texts = [
    ...(metrics !== undefined && "token" in metrics && metrics.token !== undefined ? [metrics.token] : []),
    ...(verify?.checks ?? []).flatMap((check) => (check.kind === "http" ? Object.values(check.headers) : [])),
  ];
  return [...new Set(texts.flatMap((text) => secretReferenceIn(text) ?? []))];
}
