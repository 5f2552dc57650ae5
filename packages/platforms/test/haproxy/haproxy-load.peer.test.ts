import { startTraffic } from "@deploy-actions/testkit";
import { afterEach, expect, test } from "@jest/globals";
import { describePeer } from "../../../../test/peers/require-peer.ts";
import { readCounts } from "../../src/haproxy/read-haproxy-counts.ts";
import { HaproxyFixture } from "../support/haproxy-fixture.ts";
import { startKeepAliveTraffic } from "../support/keep-alive-traffic.ts";
import { clock } from "../support/ports.ts";

const signal = new AbortController().signal;
const NEW_CONNECTIONS_PER_SECOND = 250;
const KEPT_CONNECTIONS_PER_SECOND = 350;
const BAKE_MS = 700;

describePeer("A canary on HAProxy under load", "DEPLOY_ACTIONS_PEER_HAPROXY", (program) => {
  let fixture: HaproxyFixture | undefined;
  afterEach(() => fixture?.close());

  test("fails no request of 600 a second in steps, abort, promote and restore, and each step has its share [A2]", async () => {
    fixture = await HaproxyFixture.open(program, { server: "check weight 100" });
    const { platform, options } = fixture;
    await fixture.deploy("v1");
    const traffic = startTraffic({
      urls: [`${fixture.url}/`],
      ratePerSecond: NEW_CONNECTIONS_PER_SECOND,
      labelHeader: "x-release",
    });
    const kept = startKeepAliveTraffic(`${fixture.url}/`, KEPT_CONNECTIONS_PER_SECOND);
    const startedAt = performance.now();
    const shares: [number, number][] = [];
    const climb = async (version: string, weights: readonly number[]): Promise<void> => {
      for (const weight of weights) {
        await platform.setWeight({ version }, weight, await platform.observe(signal), signal);
        const before = await readCounts(options, signal);
        await clock.sleep(BAKE_MS, signal);
        const after = await readCounts(options, signal);
        const served = (role: "stable" | "candidate"): number =>
          (after[role]?.requests ?? 0) - (before[role]?.requests ?? 0);
        const all = served("candidate") + served("stable");
        shares.push([weight, (100 * served("candidate")) / all]);
        expect(after.candidate?.errors).toBe(before.candidate?.errors);
      }
    };
    await climb("v2", [0, 10, 50]);
    await platform.abort(await platform.observe(signal), signal);
    await climb("v3", [25, 75, 100]);
    await platform.promote({ version: "v3" }, await platform.observe(signal), signal);
    await platform.restore({ version: "v1" }, await platform.observe(signal), signal);
    const durationS = (performance.now() - startedAt) / 1_000;
    const [fresh, keptReport] = await Promise.all([traffic.stop(), kept.stop()]);

    expect({ fresh: fresh.failed, results: Object.keys(fresh.results), kept: keptReport.failures }).toEqual({
      fresh: 0,
      results: ["200"],
      kept: {},
    });
    expect((fresh.requests + keptReport.requests) / durationS).toBeGreaterThan(500);
    expect(Object.keys(fresh.labels).sort()).toEqual(["v1", "v2", "v3"]);
    for (const [weight, share] of shares) expect(Math.abs(share - weight)).toBeLessThan(2);
  }, 120_000);
});
