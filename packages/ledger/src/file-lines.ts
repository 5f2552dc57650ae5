import type { Outcome } from "@deploy-actions/conditions";
import { ActionError, errorMessage, isObject } from "@deploy-actions/kernel";
import {
  numberAt,
  objectAt,
  optional,
  optionalTextAt,
  parseDeployment,
  parseRun,
  ShapeError,
  textAt,
} from "./deployment-shape.ts";
import { fitNote } from "./note.ts";
import { isPhase } from "./phases.ts";
import type { DeploymentEvent, DeploymentRecord, NewDeployment, RunIdentity } from "./types.ts";

const SCHEMA = 1;

/** The line that opens a record. */
export function openedLine(id: string, at: number, deployment: NewDeployment): string {
  return `${JSON.stringify({ schema: SCHEMA, type: "opened", id, at, deployment })}\n`;
}

/** The line that adds an event to a record; the note is cut to what is kept. `run`: who has the record from now on. */
export function eventLine(
  id: string,
  at: number,
  event: Omit<DeploymentEvent, "at">,
  run?: RunIdentity,
): string {
  const { phase, weight, note, reason, verdict } = event;
  const kept = { phase, weight, note: fitNote(note), reason, verdict };
  return `${JSON.stringify({ schema: SCHEMA, type: "event", id, at, event: kept, run })}\n`;
}

/**
 * The records of the whole lines of a ledger file, oldest first. A line that cannot be read is a `config` ActionError with
 * its number.
 */
export function parseLines(text: string, file: string): readonly DeploymentRecord[] {
  const records = new Map<string, DeploymentRecord>();
  const lines = text.split("\n").slice(0, -1);
  lines.forEach((line, index) => {
    try {
      addLine(records, line);
    } catch (error) {
      throw new ActionError(
        "config",
        `Line ${index + 1} of the ledger ${file} cannot be read: ${errorMessage(error)}`,
        {
          hint: "Restore the file from a copy, or remove the line if you know what it was. Nothing was written.",
          location: { file, line: index + 1 },
          cause: error,
        },
      );
    }
  });
  return [...records.values()];
}

function addLine(records: Map<string, DeploymentRecord>, line: string): void {
  const value: unknown = JSON.parse(line);
  if (!isObject(value)) throw new ShapeError("the line", "a JSON object");
  if (value.schema !== SCHEMA) throw new ShapeError("schema", `${SCHEMA} (written by another version?)`);
  const id = textAt(value, "id");
  const at = numberAt(value, "at");
  const known = records.get(id);
  switch (textAt(value, "type")) {
    case "opened":
      if (known !== undefined) throw new ShapeError("id", "new: a record with it was opened before");
      records.set(id, {
        ...parseDeployment(objectAt(value, "deployment")),
        id,
        createdAt: at,
        events: [],
        url: "",
      });
      return;
    case "event":
      if (known === undefined) throw new ShapeError("id", "that of a record opened before");
      records.set(id, {
        ...known,
        ...optional("run", value.run === undefined ? undefined : parseRun(objectAt(value, "run"))),
        events: [...known.events, parseEvent(objectAt(value, "event"), at)],
      });
      return;
    default:
      throw new ShapeError("type", "opened or event");
  }
}

function parseEvent(event: Readonly<Record<string, unknown>>, at: number): DeploymentEvent {
  const phase = textAt(event, "phase");
  if (!isPhase(phase)) throw new ShapeError("event.phase", "a phase");
  return {
    at,
    phase,
    ...optional("weight", event.weight === undefined ? undefined : numberAt(event, "weight")),
    note: textAt(event, "note"),
    ...optional("reason", optionalTextAt(event, "reason")),
    ...optional("verdict", outcomeOf(optionalTextAt(event, "verdict"))),
  };
}

function outcomeOf(text: string | undefined): Outcome | undefined {
  if (text === undefined || text === "pass" || text === "fail" || text === "inconclusive") return text;
  throw new ShapeError("event.verdict", "pass, fail or inconclusive");
}
