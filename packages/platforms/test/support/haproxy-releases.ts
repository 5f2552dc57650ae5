import { createServer, type Server } from "node:http";
import type { Exec } from "@deploy-actions/kernel";

/** A service manager whose releases are servers of this process: quick, for tests that start hundreds. */
export class HaproxyReleases {
  readonly #running = new Map<string, { readonly version: string; readonly server: Server }>();

  /** Versions that run now. */
  get versions(): readonly string[] {
    return Array.from(this.#running.values(), ({ version }) => version).sort();
  }

  readonly exec: Exec = {
    run: async ({ argv, env }) => {
      const { SERVER = "", RELEASE = "", ADDRESS = "" } = env;
      if (argv[0] === "start") await this.#start(SERVER, RELEASE, ADDRESS);
      if (argv[0] === "stop") await this.stop(SERVER);
      const stdout = argv[0] === "version" ? (this.#running.get(SERVER)?.version ?? "") : "";
      return { exitCode: 0, stdout, stderr: "", truncated: false, timedOut: false, durationMs: 0 };
    },
  };

  async stop(name: string): Promise<void> {
    const found = this.#running.get(name);
    if (found === undefined) return;
    this.#running.delete(name);
    await new Promise((resolve) => {
      found.server.close(resolve);
      found.server.closeAllConnections();
    });
  }

  async close(): Promise<void> {
    await Promise.all(Array.from(this.#running.keys(), (name) => this.stop(name)));
  }

  async #start(name: string, version: string, address: string): Promise<void> {
    await this.stop(name);
    const server = createServer((_request, response) => response.end(version));
    const port = Number(address.split(":").at(-1));
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, "127.0.0.1", resolve);
    });
    this.#running.set(name, { version, server });
  }
}
