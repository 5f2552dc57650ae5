import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { HaproxyFixture } from "../../packages/platforms/test/support/haproxy-fixture.ts";
import { type RunningPrometheus, startPrometheus } from "../peers/prometheus.ts";
import { describePeer } from "../peers/require-peer.ts";
import { ROOT } from "../support/door.ts";
import { ShopScene } from "../support/shop-scene.ts";

const TIMEOUT_MS = 240_000;
const PROGRAM = "test/support/measured-shop.ts";

/** As in analysis.test.ts: judged by nothing but the analysis, by counts and not by the clock. */
function rollout(metrics: string, burst: string): string {
  return `{ steps: [{ weight: 25%, bake: 3s }, { weight: 50%, bake: 3s }, { weight: 100% }], abort-when: [], grace: 3m, interval: 500ms, analysis: { metrics: ${metrics}, margin: 5%, burst: ${burst}, min-bake: 0 } }`;
}

const BOTH = "[errors, { metric: latency, bounds: [140ms] }]";
const aborted = (reason: string) => ({
  exitCode: 1,
  outputs: { outcome: "aborted", verdict: "fail", reason, release: "v1", "analysis-outcome": "fail" },
});
const promoted = {
  exitCode: 0,
  outputs: { outcome: "promoted", verdict: "pass", release: "v2", "analysis-outcome": "pass" },
};

describePeer(
  "By what a Prometheus scrapes, the analysis alone",
  "DEPLOY_ACTIONS_PEER_PROMETHEUS",
  (program) => {
    let targets: string;
    let prometheus: RunningPrometheus | undefined;
    let shop: ShopScene | undefined;

    beforeAll(async () => {
      targets = await mkdtemp(join(tmpdir(), "deploy-actions-scraped-"));
      prometheus = await startPrometheus(
        () => `global: { scrape_interval: 1s }
scrape_configs:
  - job_name: shop
    file_sd_configs: [{ files: ["${targets}/*.json"], refresh_interval: 1s }]
`,
        program,
      );
      const selectors = `requests: 'http_requests_total{version="\${version}"}', errors: 'http_requests_total{version="\${version}", code=~"5.."}', latency: 'http_request_duration_seconds_bucket{version="\${version}"}'`;
      shop = await ShopScene.open({
        rollouts: { production: rollout(BOTH, "1s") },
        metrics: { production: `{ prometheus: "${prometheus.url}", ${selectors}, ingest-delay: 2s }` },
        program: PROGRAM,
        env: { SCRAPE_TARGETS: targets },
      });
      shop.load(60);
    }, TIMEOUT_MS);

    afterAll(async () => {
      await shop?.close();
      await prometheus?.stop();
      rmSync(targets, { recursive: true, force: true });
    }, TIMEOUT_MS);

    test.each([
      ["v3", "regressed_errors"],
      ["v4", "regressed_latency"],
    ])(
      "takes %s back (%s)",
      async (release, reason) => expect(await shop?.deploy(release)).toMatchObject(aborted(reason)),
      TIMEOUT_MS,
    );

    test(
      "promotes v2, and has learnt from what stable did before",
      async () => {
        const run = await shop?.deploy("v2");
        expect(run).toMatchObject(promoted);
        expect(run?.log.join("\n")).toMatch(/The analysis knows stable's last \d+\w*: [\d,]+ requests\./);
      },
      TIMEOUT_MS,
    );
  },
);

describePeer("With HAProxy splitting, the analysis alone", "DEPLOY_ACTIONS_PEER_HAPROXY", (program) => {
  let haproxy: HaproxyFixture | undefined;
  let shop: ShopScene | undefined;

  beforeAll(async () => {
    haproxy = await HaproxyFixture.open(program);
    shop = await ShopScene.open({
      rollouts: { production: rollout("[errors]", "500ms"), probed: rollout(BOTH, "500ms") },
      // HAProxy keeps no histogram of latencies: who wants them judged asks both servers.
      metrics: { probed: `{ synthetic: "${haproxy.url}/products", rate: 20/s, timeout: 5s }` },
      target: { yaml: targetOf(haproxy), address: new URL(haproxy.url).host },
    });
    shop.load(60);
  }, TIMEOUT_MS);

  afterAll(async () => {
    await shop?.close();
    await haproxy?.close();
  }, TIMEOUT_MS);

  test(
    "takes v3 back by what HAProxy counts itself",
    async () => expect(await shop?.deploy("v3")).toMatchObject(aborted("regressed_errors")),
    TIMEOUT_MS,
  );

  test(
    "takes v4 back by what probes of both servers see",
    async () =>
      expect(await shop?.deploy("v4", { environment: "probed" })).toMatchObject(aborted("regressed_latency")),
    TIMEOUT_MS,
  );

  test(
    "promotes v2 by what HAProxy counts itself",
    async () => expect(await shop?.deploy("v2")).toMatchObject(promoted),
    TIMEOUT_MS,
  );
});

/** The fixture's target in YAML, with the shop in place of its own releases. */
function targetOf({ target, folder }: HaproxyFixture): string {
  // In a session of its own: what a command leaves in its group ends with it.
  const command = (argv: readonly string[]): string =>
    JSON.stringify(["setsid", "--wait", ...argv.slice(0, -1), join(ROOT, PROGRAM)]);
  const servers = target.servers.map(({ name, address }) => `{ name: ${name}, address: "${address}" }`);
  return `{ platform: haproxy, socket: ${join(folder, target.socket)}, backend: ${target.backend}, servers: [${servers.join(", ")}], start: ${command(target.start)}, stop: ${command(target.stop)}, version: ${command(target.version)}, ready: /ready, pass-env: [DATABASE_URL], ready-timeout: 20s, drain: 2s }`;
}
