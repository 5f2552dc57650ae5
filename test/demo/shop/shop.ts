import { createServer } from "node:http";
import pg from "pg";
import { createApp } from "./app.ts";
import { findRelease } from "./releases.ts";
import { ShopStore } from "./store.ts";

const STOP_TIMEOUT_MS = 5_000;

/** A running shop. */
export interface RunningShop {
  readonly url: string;
  /** Turns readiness off, lets requests under way finish (at most 5 s), then ends. */
  stop(): Promise<void>;
}

/** Starts a release of the shop; port 0 takes any free one. */
export async function startShop(settings: {
  readonly port: number;
  readonly host: string;
  readonly release: string;
  readonly databaseUrl: string;
}): Promise<RunningShop> {
  const release = findRelease(settings.release);
  // Two connections: an embedded database serves its clients one after the other in any case.
  const pool = new pg.Pool({
    connectionString: settings.databaseUrl,
    max: 2,
    connectionTimeoutMillis: 5_000,
    application_name: `shop ${release.name}`,
  });
  pool.on("error", (error) => console.error(`Idle database connection: ${error.message}`));
  let isDraining = false;
  const store = new ShopStore(pool, release);
  const server = createServer(createApp({ release, store, isDraining: () => isDraining }));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(settings.port, settings.host, resolve);
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : settings.port;
  return {
    url: `http://${settings.host}:${port}`,
    stop: async () => {
      isDraining = true;
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      const timer = setTimeout(() => server.closeAllConnections(), STOP_TIMEOUT_MS);
      await closed;
      clearTimeout(timer);
      await pool.end();
    },
  };
}
