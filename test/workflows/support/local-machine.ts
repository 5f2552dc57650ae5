import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createHttpClient, createSecrets, systemClock, systemRandom } from "@deploy-actions/action-kit";
import { stopLocalTarget } from "@deploy-actions/platforms";

/** The machine an embedded target runs on: an address for users, and a folder outside of every workspace. */
export class LocalMachine {
  readonly state = mkdtempSync(join(tmpdir(), "deploy-actions-state-"));
  readonly listen: string;

  private constructor(listen: string) {
    this.listen = listen;
  }

  static async create(): Promise<LocalMachine> {
    return new LocalMachine(`127.0.0.1:${await freePort()}`);
  }

  /** Where users reach the service. */
  get url(): string {
    return `http://${this.listen}`;
  }

  /** Who answers twenty users. */
  async answering(): Promise<readonly string[]> {
    const seen = new Set<string>();
    for (let index = 0; index < 20; index += 1) {
      const response = await fetch(this.url, { headers: { connection: "close" } });
      seen.add(await response.text());
    }
    return [...seen];
  }

  /** Stops the service and removes its folder. */
  async dispose(): Promise<void> {
    const target = {
      platform: "local",
      listen: this.listen,
      state: this.state,
      command: ["node"],
      passEnv: [],
      ready: "/health",
      readyTimeoutMs: 10_000,
      drainMs: 1_000,
    } as const;
    const http = createHttpClient({
      clock: systemClock,
      random: systemRandom,
      secrets: createSecrets(),
      env: {},
      userAgent: "test",
    });
    const context = { target, workspace: this.state, http, clock: systemClock };
    try {
      await stopLocalTarget(context, new AbortController().signal);
    } finally {
      rmSync(this.state, { recursive: true, force: true });
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("No port.");
  return address.port;
}
