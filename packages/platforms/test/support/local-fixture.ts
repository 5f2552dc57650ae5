import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LocalTarget } from "@deploy-actions/rollout";
import { createLocalPlatform } from "../../src/local/local-platform.ts";
import { localStatus, stopLocalTarget } from "../../src/local/local-target.ts";
import type { StateFile } from "../../src/local/protocol.ts";
import type { Platform } from "../../src/platform.ts";
import { clock, http } from "./ports.ts";

/** How a version of the test release behaves. */
export interface Behaviour {
  readonly exitAtStart?: number;
  readonly neverReady?: boolean;
  readonly failEvery?: number;
  readonly latencyMs?: number;
  readonly ignoreTerm?: boolean;
}

const support = import.meta.dirname;
export const supervisorArgv: readonly string[] = [
  process.execPath,
  "--conditions=deploy-actions-source",
  join(support, "supervisor-entry.ts"),
];

/** A local target in a folder of its own; `close` ends whatever it started. */
export class LocalFixture {
  readonly workspace = mkdtempSync(join(tmpdir(), "deploy-actions-local-"));
  readonly target: LocalTarget;
  readonly platform: Platform;
  readonly signal: AbortSignal = new AbortController().signal;

  constructor(behaviours: Readonly<Record<string, Behaviour>> = {}, changes: Partial<LocalTarget> = {}) {
    writeFileSync(join(this.workspace, "behaviours.json"), JSON.stringify(behaviours));
    this.target = {
      platform: "local",
      listen: "127.0.0.1:0",
      state: ".state",
      command: [process.execPath, join(support, "release-server.mjs"), "behaviours.json"],
      passEnv: ["GREETING"],
      ready: "/ready",
      readyTimeoutMs: 10_000,
      drainMs: 2_000,
      ...changes,
    };
    this.platform = this.client("the test");
  }

  get context() {
    return { target: this.target, workspace: this.workspace, http, clock };
  }

  client(actor: string, allowStart = true): Platform {
    const env = { ...process.env, GREETING: "hello", SECRET: "not passed" };
    return createLocalPlatform({ ...this.context, supervisorArgv, env, allowStart, actor });
  }

  get stateFile(): StateFile {
    return JSON.parse(readFileSync(join(this.workspace, ".state", "state.json"), "utf8")) as StateFile;
  }

  get url(): string {
    return `http://${this.stateFile.listen}`;
  }

  async deploy(version: string): Promise<void> {
    const { platform, signal } = this;
    const before = await platform.observe(signal);
    const started = await platform.setWeight({ version }, 0, before, signal);
    await platform.promote({ version }, started, signal);
  }

  async fetch(path = "/", headers: Record<string, string> = {}) {
    const response = await http.send({ url: `${this.url}${path}`, headers, signal: this.signal });
    return { ...response, text: new TextDecoder().decode(response.body) };
  }

  async crashSupervisor(): Promise<void> {
    const pid = this.stateFile.supervisor?.pid ?? 0;
    process.kill(pid, "SIGKILL");
    while ((await localStatus(this.context, this.signal)).running) await clock.sleep(20, this.signal);
  }

  async close(): Promise<void> {
    if (existsSync(join(this.workspace, ".state", "state.json"))) {
      const pids = this.stateFile.processes.map(({ pid }) => pid);
      await stopLocalTarget(this.context, this.signal);
      for (const pid of pids) {
        try {
          process.kill(pid, "SIGKILL");
        } catch {
          // Ended, as it should have.
        }
      }
    }
    rmSync(this.workspace, { recursive: true, force: true });
  }
}
