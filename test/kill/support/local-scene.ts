import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { currentProcess, type DeploymentRecord, type Ledger } from "@deploy-actions/ledger";
import {
  type AdminState,
  createLocalPlatform,
  type LocalContext,
  localStatus,
  type Platform,
  stopLocalTarget,
} from "@deploy-actions/platforms";
import { type FakeRun, startTraffic, type Traffic } from "@deploy-actions/testkit";
import { type DoorOptions, entryFile, startDoor } from "../../support/door.ts";
import { createWorkspace, type Workspace } from "../../support/workspace.ts";
import { openFileLedger, SERVICE } from "./file-ledger.ts";
import { clock, freePort, http, NEVER } from "./ports.ts";
import { until } from "./until.ts";

/** How a version of the test release behaves. */
export interface Behaviour {
  /** Answers 500. */
  readonly failing?: boolean;
  /** Is not ready (yet). */
  readonly notReady?: boolean;
  /** Ends at once. */
  readonly exits?: boolean;
}

export interface SceneOptions {
  /** Releases deployed one after the other before the scene begins. Default v1. */
  readonly before?: readonly string[];
  readonly behaviours?: Readonly<Record<string, Behaviour>>;
  /** Lines of the environment's policy, e.g. `verify: …`. */
  readonly policy?: readonly string[];
  readonly steps?: string;
}

const FIXTURE = join(import.meta.dirname, "../fixtures/release.mjs");
const STEPS = "[{ weight: 25%, bake: 400ms }, { weight: 50%, bake: 300ms }, { weight: 100%, bake: 200ms }]";

/** A local target in a folder of its own, under load from its first release on. Ends everything it started. */
export class LocalScene {
  readonly workspace: Workspace = createWorkspace();
  readonly ledger: Ledger;
  readonly context: LocalContext;
  readonly platform: Platform;
  readonly #runs: FakeRun[] = [];
  #traffic: Traffic | undefined;

  private constructor(port: number) {
    const listen = `127.0.0.1:${port}`;
    const target = {
      platform: "local",
      listen,
      state: ".deploy-actions/production",
      command: [process.execPath, FIXTURE, "behaviours.json"],
      passEnv: [],
      ready: "/ready",
      readyTimeoutMs: 10_000,
      drainMs: 2_000,
    } as const;
    this.context = { target, workspace: this.workspace.path, http, clock };
    this.ledger = openFileLedger(this.ledgerFile);
    this.platform = createLocalPlatform({
      ...this.context,
      supervisorArgv: [process.execPath, entryFile("local-supervisor")],
      env: process.env,
      allowStart: true,
      actor: "the test",
    });
  }

  static async open(options: SceneOptions = {}): Promise<LocalScene> {
    const scene = new LocalScene(await freePort());
    try {
      scene.behave(options.behaviours ?? {});
      scene.workspace.write({ ".github/deploy.yml": scene.#policy(options) });
      for (const version of options.before ?? ["v1"]) await scene.#deploy(version);
      if (options.before?.length !== 0) scene.load();
      return scene;
    } catch (error) {
      await scene.close();
      throw error;
    }
  }

  get url(): string {
    return `http://${this.context.target.listen}/`;
  }

  get ledgerFile(): string {
    return join(this.workspace.path, "ledger.jsonl");
  }

  /** Says how releases behave from now on. */
  behave(behaviours: Readonly<Record<string, Behaviour>>): void {
    const file = join(this.workspace.path, "behaviours.json");
    // In one step: releases read it at any time.
    writeFileSync(`${file}.next`, JSON.stringify(behaviours));
    renameSync(`${file}.next`, file);
  }

  /** Starts an action of the bundle on this target, as run `runId`. */
  start(
    action: string,
    inputs: Readonly<Record<string, string>>,
    options: DoorOptions & {
      readonly runId?: string;
      readonly attempt?: number;
      readonly actor?: string;
    } = {},
  ): FakeRun {
    const { runId = "100", attempt = 1, actor = "octocat", ...rest } = options;
    const run = startDoor(action, {
      ...rest,
      workspace: this.workspace.path,
      inputs: { environment: "production", ledger: "ledger.jsonl", ...inputs },
      env: {
        GITHUB_RUN_ID: runId,
        GITHUB_RUN_ATTEMPT: String(attempt),
        GITHUB_ACTOR: actor,
        ...rest.env,
      },
    });
    this.#runs.push(run);
    return run;
  }

  /** What the supervisor says. */
  async state(): Promise<AdminState> {
    const status = await localStatus(this.context, NEVER);
    if (!status.running) {
      const log = readFileSync(
        join(this.workspace.path, this.context.target.state, "supervisor.log"),
        "utf8",
      );
      throw new Error(`the supervisor does not run:\n${log}`);
    }
    return status.state;
  }

  records(): Promise<readonly DeploymentRecord[]> {
    return this.ledger.list({ service: SERVICE, environment: "production" }, NEVER);
  }

  /** The newest record's phases in order, repetitions left out; empty before it is there. */
  async phases(version = "v2"): Promise<readonly string[]> {
    const record = (await this.records()).find((one) => one.release.version === version);
    const phases = record?.events.map((event) => event.phase) ?? [];
    return phases.filter((phase, index) => phase !== phases[index - 1]);
  }

  /** Versions of the processes that run, by the supervisor's state file. */
  processes(): readonly string[] {
    const file = join(this.workspace.path, this.context.target.state, "state.json");
    const { processes } = JSON.parse(readFileSync(file, "utf8")) as {
      readonly processes: readonly { readonly version: string }[];
    };
    return processes.map(({ version }) => version);
  }

  /** Begins the load, 60 requests a second. */
  load(): void {
    this.#traffic ??= startTraffic({ urls: [this.url], ratePerSecond: 60 });
  }

  /** How the requests ended, e.g. `{ 200: 312 }`; ends the load. */
  async results(): Promise<Readonly<Record<string, number>>> {
    return (await this.#traffic?.stop())?.results ?? {};
  }

  async close(): Promise<void> {
    try {
      await this.#traffic?.stop();
      await Promise.all(this.#runs.map((run) => run.dispose()));
    } finally {
      await stopLocalTarget(this.context, NEVER);
      this.workspace.dispose();
    }
  }

  #policy({ policy = [], steps = STEPS }: SceneOptions): string {
    const { listen, state, command, ready } = this.context.target;
    return [
      "version: 1",
      `service: ${SERVICE}`,
      "environments:",
      "  production:",
      `    target: { platform: local, listen: "${listen}", state: ${state}, command: ${JSON.stringify(command)},`,
      `      ready: ${ready}, ready-timeout: 3s, drain: 2s }`,
      `    rollout: { steps: ${steps}, abort-when: ["error-rate > 20%"], min-requests: 2, grace: 10s, interval: 50ms }`,
      ...policy.map((line) => `    ${line}`),
      "",
    ].join("\n");
  }

  /** As an earlier run would have left it. */
  async #deploy(version: string): Promise<void> {
    const run = {
      actor: "octocat",
      runId: `1-${version}`,
      runAttempt: 1,
      url: "",
      process: currentProcess(),
    };
    const facts = { service: SERVICE, environment: "production", release: { version } };
    const record = await this.ledger.open(
      { ...facts, kind: "deploy", planned: true, strategy: "canary", run },
      NEVER,
    );
    const before = await this.platform.observe(NEVER);
    let seen = await this.platform.setWeight({ version }, 0, before, NEVER);
    await until(`${version} ready`, async () => {
      seen = await this.platform.observe(NEVER);
      return seen.candidate?.ready === true;
    });
    await this.platform.promote({ version }, seen, NEVER);
    await this.ledger.append(record.id, { phase: "verified", weight: 100, note: "" }, NEVER);
    await until(`${version} alone`, () => this.processes().join() === version);
  }
}

/** Runs a test with a scene, and ends it whatever happens. */
export async function withScene(
  options: SceneOptions,
  body: (scene: LocalScene) => Promise<void>,
): Promise<void> {
  const scene = await LocalScene.open(options);
  try {
    await body(scene);
  } finally {
    await scene.close();
  }
}
