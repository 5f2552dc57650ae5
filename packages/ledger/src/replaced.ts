import type { Closing } from "./admission.ts";
import { lastPhase } from "./phases.ts";
import type { DeploymentRecord } from "./types.ts";

/** The verified records that a newly verified one replaces: exactly one deployment of a service is active at a time. */
export function replacedBy(
  record: DeploymentRecord,
  records: readonly DeploymentRecord[],
): readonly Closing[] {
  const { version } = record.release;
  return records
    .filter(
      (other) =>
        other.id !== record.id &&
        other.service === record.service &&
        other.environment === record.environment &&
        lastPhase(other) === "verified",
    )
    .map((other) => ({
      record: other,
      event: {
        phase: "superseded",
        note: record.rollsBack === other.id ? `rolled back to ${version}` : `replaced by ${version}`,
      },
    }));
}
