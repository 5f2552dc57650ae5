/**
 * The demo's shop with the metrics a Prometheus scrapes: `/metrics` has requests by version and status, and a histogram of
 * latencies. PORT, RELEASE and DATABASE_URL are as for the shop itself; in the folder SCRAPE_TARGETS it says where it is.
 */
import { rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import pg from "pg";
import { createApp } from "../demo/shop/app.ts";
import { findRelease } from "../demo/shop/releases.ts";
import { ShopStore } from "../demo/shop/store.ts";

const { PORT = "", RELEASE = "", DATABASE_URL = "", SCRAPE_TARGETS = "" } = process.env;
const BOUNDS_S = [0.01, 0.025, 0.05, 0.1, 0.14, 0.25, 0.5, 1, 2.5];

const release = findRelease(RELEASE);
const pool = new pg.Pool({ connectionString: DATABASE_URL, max: 2 });
pool.on("error", (error) => console.error(`Idle database connection: ${error.message}`));
const app = createApp({ release, store: new ShopStore(pool, release), isDraining: () => false });
// Both series are there from the start: what was never counted is not zero.
const byCode = new Map<number, number>([
  [200, 0],
  [500, 0],
]);
const byBound = BOUNDS_S.map(() => 0);
let seconds = 0;

const server = createServer((request, response) => {
  if (request.url === "/metrics") {
    response.end(metrics());
    return;
  }
  if (request.url === "/ready") request.url = "/health/ready";
  const startedAt = performance.now();
  const isUser = !request.url?.startsWith("/health");
  response.once("finish", () => {
    if (isUser) count(response.statusCode, (performance.now() - startedAt) / 1_000);
  });
  app(request, response);
});
server.keepAliveTimeout = 60_000;
server.listen(Number(PORT), "127.0.0.1", () => {
  if (SCRAPE_TARGETS !== "")
    writeFileSync(targetFile(), JSON.stringify([{ targets: [`127.0.0.1:${PORT}`] }]));
});
process.on("SIGTERM", () => {
  if (SCRAPE_TARGETS !== "") rmSync(targetFile(), { force: true });
  server.close(() => process.exit(0));
  server.closeIdleConnections();
  setTimeout(() => process.exit(0), 2_000).unref();
});

function targetFile(): string {
  return join(SCRAPE_TARGETS, `${RELEASE}-${PORT}.json`);
}

function count(code: number, tookS: number): void {
  byCode.set(code, (byCode.get(code) ?? 0) + 1);
  seconds += tookS;
  for (const [index, bound] of BOUNDS_S.entries()) {
    if (tookS <= bound) byBound[index] = (byBound[index] ?? 0) + 1;
  }
}

function metrics(): string {
  const all = [...byCode.values()].reduce((sum, one) => sum + one, 0);
  const name = "http_request_duration_seconds";
  return [
    "# TYPE http_requests_total counter",
    ...Array.from(byCode, ([code, n]) => `http_requests_total{version="${RELEASE}",code="${code}"} ${n}`),
    `# TYPE ${name} histogram`,
    ...BOUNDS_S.map((le, index) => `${name}_bucket{version="${RELEASE}",le="${le}"} ${byBound[index]}`),
    `${name}_bucket{version="${RELEASE}",le="+Inf"} ${all}`,
    `${name}_sum{version="${RELEASE}"} ${seconds}`,
    `${name}_count{version="${RELEASE}"} ${all}`,
    "",
  ].join("\n");
}
