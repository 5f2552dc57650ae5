import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { createHttpClient, createSecrets, systemClock, systemRandom } from "@deploy-actions/action-kit";
import { stopLocalTarget } from "@deploy-actions/platforms";
import { type FakeRunResult, startTraffic, type Traffic } from "@deploy-actions/testkit";
import pg from "pg";
import { type DemoDatabase, startDatabase } from "../demo/shop/database.ts";
import { ROOT, startDoor } from "./door.ts";
import { createWorkspace, type Workspace } from "./workspace.ts";

const SHOP = join(ROOT, "test/demo/shop");
const NEVER = new AbortController().signal;

/** What the shop of a test is deployed with. */
export interface ShopOptions {
  /** The rollout of each environment by name, e.g. `{ steps: […], analysis: on }`; the first one gets v1. */
  readonly rollouts: Readonly<Record<string, string>>;
  /** `metrics` of an environment, where its target does not count; `<address>` is the address of the shop. */
  readonly metrics?: Readonly<Record<string, string>>;
  /** Another target than the embedded one, in YAML, with the address at which users reach it. */
  readonly target?: { readonly yaml: string; readonly address: string };
  /** Program of a release on the embedded target, below the repository. Default the demo's own. */
  readonly program?: string;
  /** What releases see of the environment besides the database. */
  readonly env?: Readonly<Record<string, string>>;
}

/** How a release is deployed; by default by canary-deploy, to the first environment. */
export interface ShopStep {
  readonly action?: string;
  readonly environment?: string;
  readonly inputs?: Readonly<Record<string, string>>;
}

/** The end of a step, and the report that it left in the runner's own folder. */
export interface ShopRun extends FakeRunResult {
  readonly page: string;
  readonly history: unknown;
}

/** The demo's shop on the embedded target: v1 is live and has users. Ends everything it started. */
export class ShopScene {
  readonly workspace: Workspace = createWorkspace();
  readonly address: string;
  readonly #options: ShopOptions;
  readonly #database: DemoDatabase;
  #traffic: Traffic | undefined;

  private constructor(address: string, database: DemoDatabase, options: ShopOptions) {
    this.address = address;
    this.#database = database;
    this.#options = options;
  }

  static async open(options: ShopOptions): Promise<ShopScene> {
    const database = await startDatabase();
    const address = options.target?.address ?? `127.0.0.1:${await freePort()}`;
    const scene = new ShopScene(address, database, options);
    try {
      await migrate(database.url);
      scene.workspace.write({ ".github/deploy.yml": scene.#policy() });
      const first = await scene.deploy("v1");
      if (first.outputs.outcome !== "promoted") throw new Error(first.log.join("\n"));
      return scene;
    } catch (error) {
      await scene.close();
      throw error;
    }
  }

  /** Deploys a release as a step of a workflow does; also gives the report it left. */
  async deploy(release: string, step: ShopStep = {}): Promise<ShopRun> {
    const { action = "canary-deploy", environment = this.#environments[0] ?? "", inputs = {} } = step;
    const run = startDoor(action, {
      workspace: this.workspace.path,
      inputs: { environment, ledger: "ledger.jsonl", release, ...inputs },
      env: { DATABASE_URL: this.#database.url, ...this.#options.env },
      timeoutMs: 240_000,
    });
    try {
      const result = await run.result;
      const page = result.outputs.report ?? "";
      if (page === "") return { ...result, page: "", history: undefined };
      const history = readFileSync(page.replace(/html$/, "json"), "utf8");
      return { ...result, page: readFileSync(page, "utf8"), history: JSON.parse(history) as unknown };
    } finally {
      await run.dispose();
    }
  }

  /** Begins the users, half of whom look and half of whom buy. */
  load(ratePerSecond: number): void {
    const url = `http://${this.address}`;
    this.#traffic ??= startTraffic({
      urls: [`${url}/products`, { url: `${url}/orders`, body: '{"productId":2,"quantity":1}' }],
      ratePerSecond,
    });
  }

  async close(): Promise<void> {
    try {
      await this.#traffic?.stop();
      if (this.#options.target === undefined) {
        const context = { target: this.#local(), workspace: this.workspace.path, http, clock: systemClock };
        await stopLocalTarget(context, NEVER);
      }
    } finally {
      await this.#database.stop();
      this.workspace.dispose();
    }
  }

  get #environments(): readonly string[] {
    return Object.keys(this.#options.rollouts);
  }

  #local() {
    const { env = {}, program = "test/demo/shop/server.ts" } = this.#options;
    return {
      platform: "local",
      listen: this.address,
      state: ".deploy-actions/production",
      command: [process.execPath, join(ROOT, program)],
      passEnv: ["DATABASE_URL", ...Object.keys(env)],
      ready: "/health/ready",
      readyTimeoutMs: 20_000,
      drainMs: 2_000,
    } as const;
  }

  #policy(): string {
    const { rollouts, metrics = {}, target } = this.#options;
    const { listen, state, command, passEnv, ready } = this.#local();
    const own = `{ platform: local, listen: "${listen}", state: ${state}, command: ${JSON.stringify(command)}, pass-env: [${passEnv.join(", ")}], ready: ${ready}, ready-timeout: 20s, drain: 2s }`;
    return [
      "version: 1",
      "service: shop",
      `defaults: { target: ${target?.yaml ?? own} }`,
      "environments:",
      ...Object.entries(rollouts).flatMap(([environment, rollout]) => [
        `  ${environment}:`,
        `    rollout: ${rollout}`,
        ...(metrics[environment] === undefined
          ? []
          : [`    metrics: ${metrics[environment].replaceAll("<address>", this.address)}`]),
      ]),
      "",
    ].join("\n");
  }
}

/** Every migration there is: the shop's v1 works with the tables of those after it. */
async function migrate(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const folder = join(SHOP, "migrations");
    for (const file of readdirSync(folder).sort()) {
      if (file.endsWith(".sql")) await client.query(readFileSync(join(folder, file), "utf8"));
    }
  } finally {
    await client.end();
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (typeof address === "object" && address !== null) return address.port;
  throw new Error("The system gave no port.");
}

const http = createHttpClient({
  clock: systemClock,
  random: systemRandom,
  secrets: createSecrets(),
  env: {},
  userAgent: "deploy-actions/test",
});
