import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect } from "@jest/globals";
import type { DriverInput } from "./driver.ts";
import { type Fault, FaultGate } from "./fault-gate.ts";
import { rollOut, type Wish } from "./roll-out.ts";
import type { CrashScene, CrashSubject } from "./subject.ts";

const root = resolve(import.meta.dirname, "../..");
const signal = new AbortController().signal;
/** Controllers clean up behind a run. */
const SETTLE_MS = 15_000;

/** What a scene is played with. */
export interface StageOptions {
  /** Name of the file in `subjects/`. */
  readonly subject: string;
  readonly open: () => Promise<CrashScene>;
}

/** The lines of a target where nothing is stable, and of one where a release is: as undisturbed runs leave them. */
export interface CleanEnds {
  empty?: readonly string[];
  stable?: readonly string[];
}

/** One target, and the runs on it; whatever disturbs them, the next run finds it clean. */
export class Stage {
  readonly scene: CrashScene;
  /** The release that is stable, and the one that was before. */
  stable: string | undefined;
  previous: string | undefined;
  readonly #subject: CrashSubject;
  readonly #file: string;
  readonly #ends: CleanEnds;
  readonly #cache: CompileCache;
  #releases = 1_000;

  private constructor(
    scene: CrashScene,
    subject: CrashSubject,
    file: string,
    ends: CleanEnds,
    cache: CompileCache,
  ) {
    this.scene = scene;
    this.#subject = subject;
    this.#file = file;
    this.#ends = ends;
    this.#cache = cache;
  }

  static async open(options: StageOptions, ends: CleanEnds, cache: CompileCache): Promise<Stage> {
    const file = join(import.meta.dirname, "subjects", `${options.subject}.ts`);
    const { subject } = (await import(file)) as { subject: CrashSubject };
    return new Stage(await options.open(), subject, file, ends, cache);
  }

  newVersion(): string {
    this.#releases += 1;
    return `v${this.#releases}`;
  }

  /** A run that lives to its end; its changes. It must end as it should. */
  async run(what: string, wish: Wish, fault?: Fault): Promise<readonly string[]> {
    const gate = new FaultGate(fault, false);
    const before = this.stable;
    const platform = await this.#subject.open(this.scene.config, gate);
    const end = await rollOut(platform, wish, signal).catch((error: unknown) => {
      throw new Error(`${what}, then ${wish.job}: ${String(error)}\nChanges: ${gate.changes.join(", ")}`, {
        cause: error,
      });
    });
    const stable = end.stable?.release.version;
    // To take back what is stable by now is too late: all candidate is an end as well.
    const wanted =
      wish.job === "promote" || wish.job === "restore" || stable === wish.version ? wish.version : before;
    expect({ what, stable, candidate: end.candidate, weight: end.candidateWeight }).toEqual({
      what,
      stable: wanted,
      candidate: null,
      weight: 0,
    });
    if (stable !== before) this.previous = before;
    this.stable = stable;
    await this.#expectClean(what);
    return gate.changes;
  }

  /** A run that dies, with its process or without; false when it was over before. */
  async kill(what: string, wish: Wish, fault: Fault, killsProcess: boolean): Promise<boolean> {
    const config = this.scene.config;
    const end = killsProcess
      ? await drive({ subject: this.#file, config, wish, fault }, this.#cache.folder)
      : await this.#stopHere(wish, fault);
    if (end !== undefined && "error" in end) throw new Error(`${what}: not killed: ${JSON.stringify(end)}`);
    await this.scene.afterKill?.();
    // Before the first release is up there is nobody to answer anyway.
    if (this.stable !== undefined) {
      expect({ what, gaps: (await this.scene.gaps?.()) ?? [] }).toEqual({ what, gaps: [] });
    }
    return end === undefined;
  }

  async #stopHere(wish: Wish, fault: Fault): Promise<object | undefined> {
    const gate = new FaultGate(fault, false);
    const platform = await this.#subject.open(this.scene.config, gate);
    return Promise.race([gate.died.then(() => undefined), rollOut(platform, wish, signal)]);
  }

  async close(): Promise<void> {
    await this.scene.close();
  }

  async #expectClean(what: string): Promise<void> {
    const key = this.stable === undefined ? "empty" : "stable";
    const deadline = Date.now() + SETTLE_MS;
    for (;;) {
      const { stable } = this;
      const seen = await this.scene.look();
      const lines = stable === undefined ? seen : seen.map((line) => line.replaceAll(stable, "RELEASE"));
      const wanted = this.#ends[key];
      if (wanted === undefined) {
        this.#ends[key] = lines;
        return;
      }
      if (lines.join("\n") === wanted.join("\n")) return;
      if (Date.now() > deadline) expect({ what, lines }).toEqual({ what, lines: wanted });
      await new Promise((done) => setTimeout(done, 100));
    }
  }
}

/** Where the processes of one test file share their compiled sources. */
export class CompileCache {
  readonly folder = mkdtempSync(join(tmpdir(), "deploy-actions-crash-"));

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** What the run printed; `undefined` when it was killed. */
function drive(input: DriverInput, cache: string): Promise<object | undefined> {
  const driver = join(import.meta.dirname, "driver.ts");
  const argv = ["--conditions=deploy-actions-source", driver, JSON.stringify(input)];
  const env = { ...process.env, NODE_COMPILE_CACHE: cache };
  return new Promise((done, fail) => {
    execFile(process.execPath, argv, { cwd: root, env, timeout: 90_000 }, (error, stdout, stderr) => {
      if (error?.signal === "SIGKILL") return done(undefined);
      if (stdout === "") return fail(new Error(`The run said nothing: ${stderr}`, { cause: error }));
      done(JSON.parse(stdout) as object);
    });
  });
}
