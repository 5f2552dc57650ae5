import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { ActionError, type Clock, type Log, type Secrets } from "@deploy-actions/kernel";
import type { Migration } from "../src/types.ts";

/** Real time: these tests wait for real databases. */
export const realClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(resolve, ms);
      signal.addEventListener("abort", () => {
        clearTimeout(timer);
        reject(new ActionError("cancelled", "cancelled"));
      });
    }),
};

/** A log that keeps its lines. */
export function keepLog(): Log & { readonly lines: string[] } {
  const lines: string[] = [];
  const keep = (line: string): void => void lines.push(line);
  return {
    lines,
    info: keep,
    debug: keep,
    notice: keep,
    warning: keep,
    error: keep,
    foreign: keep,
    group: (_title, body) => body(),
  };
}

/** Masks as a runner does. */
export function keepSecrets(): Secrets {
  const values: string[] = [];
  return {
    mask: (value) => {
      values.push(value);
      return value;
    },
    redact: (text) => values.reduce((redacted, value) => redacted.replaceAll(value, "***"), text),
  };
}

/** A workspace with these files (path -> content); `remove` deletes it. */
export async function makeWorkspace(
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<Workspace> {
  const root = await mkdtemp(join(tmpdir(), "migration-engines-"));
  const workspace: Workspace = {
    root,
    write: async (more) => {
      for (const [path, content] of Object.entries(more)) {
        await mkdir(dirname(join(root, path)), { recursive: true });
        await writeFile(join(root, path), content);
      }
    },
    remove: () => rm(root, { recursive: true, force: true }),
  };
  await mkdir(join(root, "migrations"));
  await workspace.write(files);
  return workspace;
}

export interface Workspace {
  readonly root: string;
  write(files: Readonly<Record<string, string | Uint8Array>>): Promise<void>;
  remove(): Promise<void>;
}

/** A migration as the folder reader would give it, with what a test does not care about filled in. */
export function migrationOf(sql: string, facts: Partial<Migration> = {}): Migration {
  return {
    version: "0001",
    name: "test",
    file: "migrations/0001_test.sql",
    sql,
    checksum: "0".repeat(64),
    transactional: true,
    ...facts,
  };
}

/** A signal that never aborts. */
export const never: AbortSignal = new AbortController().signal;

/** What a promise rejects with. */
export async function rejection(promise: Promise<unknown>): Promise<ActionError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof ActionError) return error;
    throw error;
  }
  throw new Error("It did not reject.");
}

/** An error with everything a person could be shown of it. */
export function everythingOf(error: unknown): string {
  const parts: string[] = [];
  for (let current: unknown = error; current instanceof Error; current = current.cause) {
    parts.push(current.message, current.stack ?? "", JSON.stringify({ ...current }));
  }
  return parts.join("\n");
}
