import { ActionError } from "@deploy-actions/kernel";
import { isEnd, lastPhase } from "./phases.ts";
import type { DeploymentRecord } from "./types.ts";

/** No record has this id. */
export function unknownRecord(id: string, where: string): ActionError {
  return new ActionError("conflict", `The ledger ${where} has no deployment ${id}`, {
    hint: "Somebody removed it while it was going on. Run the deployment again; it goes on from what it sees.",
  });
}

/** The record has ended, for instance because another run found it abandoned. */
export function closedRecord(record: DeploymentRecord): ActionError {
  const end = record.events.findLast((event) => isEnd(event.phase));
  const note = end === undefined || end.note === "" ? "" : ` (${end.note})`;
  return new ActionError(
    "conflict",
    `Deployment ${record.id} of ${record.release.version} to ${record.environment} is closed: ${lastPhase(record)}${note}`,
    { hint: "Another run may be deploying now: stop here, and change nothing more." },
  );
}
