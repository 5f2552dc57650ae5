import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CrashScene } from "../subject.ts";
import type { ExecConfig } from "../subjects/exec.ts";
import { untilNobodyNames } from "./processes.ts";

/** A platform that is a file, moved by commands. */
export async function openExecScene(): Promise<CrashScene> {
  const folder = mkdtempSync(join(tmpdir(), "deploy-actions-crash-exec-"));
  const config: ExecConfig = { file: join(folder, "state") };
  writeFileSync(config.file, "- - 0\n");
  return {
    config,
    look: async () => [readFileSync(config.file, "utf8")],
    // A command outlives the run that started it.
    afterKill: () => untilNobodyNames(folder),
    close: async () => rmSync(folder, { recursive: true, force: true }),
  };
}
