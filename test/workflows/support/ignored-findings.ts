/** A finding we know and leave, and why. */
export interface IgnoredFinding {
  /** Matches where it is found. */
  readonly place: RegExp;
  /** Matches what is said. */
  readonly finding: RegExp;
  readonly reason: string;
}

/** The findings nobody decided to leave, and the decisions that fit none of them any more. */
export function unexpected(
  findings: readonly { readonly place: string; readonly finding: string }[],
  ignored: readonly IgnoredFinding[],
): { readonly findings: readonly string[]; readonly staleIgnores: readonly string[] } {
  const fits = (one: (typeof findings)[number], decision: IgnoredFinding): boolean =>
    decision.place.test(one.place) && decision.finding.test(one.finding);
  return {
    findings: findings
      .filter((one) => !ignored.some((decision) => fits(one, decision)))
      .map(({ place, finding }) => `${place}: ${finding}`),
    staleIgnores: ignored
      .filter((decision) => !findings.some((one) => fits(one, decision)))
      .map(({ reason }) => reason),
  };
}
