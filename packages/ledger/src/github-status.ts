import type { Outcome } from "@deploy-actions/conditions";
import { assertNever, type GitHubData } from "@deploy-actions/kernel";
import { optional } from "./deployment-shape.ts";
import { fitNote, MAX_NOTE } from "./note.ts";
import { isPhase } from "./phases.ts";
import type { DeploymentEvent, DeploymentPhase } from "./types.ts";

const MAX_REASON = 60;

/** One status of a deployment as GitHub gives it. */
export type GitHubStatus =
  GitHubData<"GET /repos/{owner}/{repo}/deployments/{deployment_id}/statuses">[number];
export type GitHubState = GitHubStatus["state"];

/** GitHub's word for a phase. `inactive` sends no webhook, so only what nobody waits for is inactive. */
export function stateOf(phase: DeploymentPhase): GitHubState {
  switch (phase) {
    case "started":
    case "baking":
    case "promoting":
    case "aborting":
    case "verifying":
      return "in_progress";
    case "verified":
      return "success";
    case "failed":
    case "aborted":
      return "failure";
    case "cancelled":
    case "abandoned":
      return "error";
    case "superseded":
      return "inactive";
    default:
      return assertNever(phase);
  }
}

/** An event as the description of a status: `baking 25% [pass all_passed]: error rate 0.3 %`, at most 140 bytes. */
export function describeEvent(event: Omit<DeploymentEvent, "at">): string {
  const weight = event.weight === undefined ? "" : ` ${Number(event.weight.toFixed(2))}%`;
  // Only what can be read back may stand before the note: the phase depends on it.
  const reason = event.reason?.replace(/[^a-z0-9_]/g, "_").slice(0, MAX_REASON);
  const codes = [event.verdict, reason].filter((code) => code !== undefined);
  const verdict = codes.length === 0 ? "" : ` [${codes.join(" ")}]`;
  const head = `${event.phase}${weight}${verdict}`;
  return event.note === "" ? head : fitNote(`${head}: ${event.note}`, MAX_NOTE);
}

const DESCRIPTION =
  /^(?<phase>[a-z]+)(?: (?<weight>\d+(?:\.\d+)?)%)?(?: \[(?:(?<verdict>pass|fail|inconclusive)\b ?)?(?<reason>[a-z0-9_]+)?\])?(?:: (?<note>.*))?$/s;

/** An event from a status; one that somebody else wrote (GitHub's own `inactive`, a person) is read from its state. */
export function eventOf(status: Pick<GitHubStatus, "state" | "description" | "created_at">): DeploymentEvent {
  const at = Date.parse(status.created_at);
  const groups = DESCRIPTION.exec(status.description ?? "")?.groups;
  const phase = groups?.phase;
  if (groups === undefined || phase === undefined || !isPhase(phase) || stateOf(phase) !== status.state) {
    return { at, phase: phaseOf(status.state), note: status.description ?? "" };
  }
  return {
    at,
    phase,
    ...optional("weight", groups.weight === undefined ? undefined : Number(groups.weight)),
    note: groups.note ?? "",
    ...optional("reason", groups.reason),
    ...optional("verdict", groups.verdict as Outcome | undefined),
  };
}

/** The phase a bare state stands for. */
function phaseOf(state: GitHubState): DeploymentPhase {
  switch (state) {
    case "success":
      return "verified";
    case "failure":
    case "error":
      return "failed";
    case "inactive":
      return "superseded";
    case "pending":
    case "queued":
    case "in_progress":
      return "started";
    default:
      return assertNever(state);
  }
}
