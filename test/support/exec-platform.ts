import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const PROGRAM = join(import.meta.dirname, "exec-target.mjs");

/** What runs on an exec target. */
export interface ExecState {
  readonly stable?: { readonly version: string; readonly ready?: boolean } | null;
  readonly candidate?: { readonly version: string; readonly ready?: boolean } | null;
  readonly weight?: number;
  /** `hang`, `hang-once` or `fail`, by command. */
  readonly faults?: Readonly<Record<string, "hang" | "hang-once" | "fail">>;
  /** Requests and errors so far. */
  readonly counts?: Readonly<Record<string, { readonly requests: number; readonly errors: number }>>;
}

/** An exec target in a workspace, whose platform is a JSON file: fast, and visible from outside. */
export interface ExecPlatform {
  /** The `target:` of a policy file, as one line of YAML. */
  readonly yaml: string;
  write(state: ExecState): void;
  /** Faults and counts from now on, also while commands run. */
  give(given: Pick<ExecState, "faults" | "counts">): void;
  /** What runs now. */
  readonly state: ExecState;
  readonly stable: string | undefined;
  /** Commands in order with their release, observations left out. */
  readonly changes: readonly string[];
}

/** An exec target with its state in `<workspace>/platform.json`. */
export function createExecPlatform(
  workspace: string,
  extra: Readonly<Record<string, string | number>> = {},
): ExecPlatform {
  const file = join(workspace, "platform.json");
  const read = (): ExecState => JSON.parse(readFileSync(file, "utf8")) as ExecState;
  const argv = (command: string): readonly string[] => [process.execPath, PROGRAM, command, file];
  const target = {
    platform: "exec",
    observe: argv("observe"),
    "set-weight": argv("set-weight"),
    promote: argv("promote"),
    abort: argv("abort"),
    restore: argv("restore"),
    settle: "1s",
    ...extra,
  };
  return {
    yaml: JSON.stringify(target),
    write: (state) =>
      writeFileSync(file, JSON.stringify({ stable: null, candidate: null, weight: 0, ...state })),
    give: (given) => {
      // In one step: commands read it at any time.
      writeFileSync(`${file}.next`, JSON.stringify(given));
      renameSync(`${file}.next`, `${file}.given`);
    },
    get state() {
      return read();
    },
    get stable() {
      return existsSync(file) ? read().stable?.version : undefined;
    },
    get changes() {
      if (!existsSync(`${file}.calls`)) return [];
      const lines = readFileSync(`${file}.calls`, "utf8").trimEnd().split("\n");
      return lines.filter((line) => line !== "" && !line.startsWith("observe"));
    },
  };
}
