import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** A release that answers users, and its share of them in any unit. */
export interface Share {
  readonly release: string;
  readonly weight: number;
}

/** What the objects of a peer say of a request: who may answer it. */
export type Shares = (headers: IncomingHttpHeaders) => Promise<readonly Share[]>;

/** What an answer is labelled with: the release that gave it. */
export const RELEASE_LABEL = "x-release";

/**
 * Stands where users come in, before a peer that carries no traffic: gives each request to a release as the peer's own objects
 * say. Releases named v3… are ill: they answer 500.
 */
export class UsersDoor {
  readonly #server: Server;
  readonly #shares: Shares;

  private constructor(shares: Shares) {
    this.#shares = shares;
    this.#server = createServer((request, response) => {
      this.#pick(request.headers).then(
        (release) => {
          response.statusCode = release.startsWith("v3") ? 500 : 200;
          response.setHeader(RELEASE_LABEL, release);
          response.setHeader("content-type", "application/json");
          response.end(JSON.stringify({ version: release }));
        },
        (error: unknown) => {
          response.statusCode = 503;
          response.end(String(error));
        },
      );
    });
  }

  static async open(shares: Shares): Promise<UsersDoor> {
    const door = new UsersDoor(shares);
    await new Promise<void>((resolve) => door.#server.listen(0, "127.0.0.1", resolve));
    return door;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    await new Promise((resolve) => {
      this.#server.close(resolve);
      this.#server.closeAllConnections();
    });
  }

  async #pick(headers: IncomingHttpHeaders): Promise<string> {
    const shares = await this.#shares(headers);
    const all = shares.reduce((sum, { weight }) => sum + weight, 0);
    let left = Math.random() * all;
    for (const { release, weight } of shares) {
      left -= weight;
      if (left < 0) return release;
    }
    throw new Error("Nobody answers.");
  }
}
