import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ExecTarget } from "@deploy-actions/rollout";
import { createExecPlatform, type ExecPlatformOptions } from "../../src/exec/exec-platform.ts";
import type { Platform } from "../../src/platform.ts";
import { clock, exec } from "./ports.ts";

/** An exec target whose platform is a JSON file. */
export class ExecFixture {
  readonly folder = mkdtempSync(join(tmpdir(), "deploy-actions-exec-"));
  readonly file = join(this.folder, "state.json");
  readonly options: ExecPlatformOptions;
  readonly platform: Platform;

  constructor(changes: Partial<ExecTarget> = {}) {
    const command = (name: string): readonly string[] => [
      process.execPath,
      join(import.meta.dirname, "exec-target.mjs"),
      name,
      this.file,
    ];
    this.options = {
      target: {
        platform: "exec",
        observe: command("observe"),
        setWeight: command("set-weight"),
        promote: command("promote"),
        abort: command("abort"),
        restore: command("restore"),
        passEnv: ["GREETING"],
        timeoutMs: 10_000,
        settleMs: 100,
        granularity: 1,
        ...changes,
      },
      exec,
      environment: "staging",
      env: { ...process.env, GREETING: "hello", SECRET: "not passed" },
      clock,
      workspace: this.folder,
    };
    this.platform = createExecPlatform(this.options);
  }

  write(state: object): void {
    writeFileSync(this.file, JSON.stringify({ stable: null, candidate: null, weight: 0, ...state }));
  }

  /** The commands that were run, with their environment. */
  get calls(): readonly { readonly name: string; readonly env: Readonly<Record<string, string>> }[] {
    if (!existsSync(`${this.file}.calls`)) return [];
    return readFileSync(`${this.file}.calls`, "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => {
        const [name = ""] = line.split(" ", 1);
        return { name, env: JSON.parse(line.slice(name.length + 1)) as Record<string, string> };
      });
  }

  async close(): Promise<void> {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
