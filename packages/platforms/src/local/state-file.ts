import { randomUUID } from "node:crypto";
import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { ActionError, errorMessage, isObject } from "@deploy-actions/kernel";
import { errorCode } from "./error-code.ts";
import type { StateFile } from "./protocol.ts";

/** Path of the state file of a state folder. */
export function stateFilePath(folder: string): string {
  return join(folder, "state.json");
}

/** The recorded state; `undefined` when nothing was ever recorded. Rejects with `config` when it cannot be read. */
export async function readStateFile(folder: string): Promise<StateFile | undefined> {
  const path = stateFilePath(folder);
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw new ActionError("config", `Cannot read the state of the local target ${path}`, { cause: error });
  }
  let value: unknown;
  let problem = "";
  try {
    value = JSON.parse(text);
  } catch (error) {
    problem = `: ${errorMessage(error)}`;
  }
  if (isStateFile(value)) return value;
  throw new ActionError("config", `${path} is not a state of the local target${problem}`, {
    hint: "It may have been edited, or written by another version. Stop the target and remove the file to start from nothing.",
  });
}

function isStateFile(value: unknown): value is StateFile {
  if (!isObject(value)) return false;
  const isSlot = (slot: unknown): boolean =>
    slot === null ||
    (isObject(slot) &&
      isObject(slot.release) &&
      typeof slot.release.version === "string" &&
      isObject(slot.launch) &&
      Array.isArray(slot.launch.command));
  return (
    value.schema === 1 &&
    typeof value.id === "string" &&
    typeof value.change === "number" &&
    typeof value.weight === "number" &&
    typeof value.bootId === "string" &&
    typeof value.listen === "string" &&
    Array.isArray(value.processes) &&
    isSlot(value.stable) &&
    isSlot(value.candidate) &&
    (value.supervisor === null ||
      (isObject(value.supervisor) && typeof value.supervisor.adminUrl === "string"))
  );
}

/**
 * Replaces the state file in one step: a kill at any moment leaves the old state or the new one, also after a power
 * failure (file and folder are synced). Mode 0600, because it holds the admin token.
 */
export async function writeStateFile(folder: string, state: StateFile): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const draft = join(folder, `.state-${randomUUID()}.tmp`);
  try {
    const file = await open(draft, "wx", 0o600);
    try {
      await file.writeFile(`${JSON.stringify(state, null, 2)}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, stateFilePath(folder));
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  const directory = await open(folder, "r");
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
