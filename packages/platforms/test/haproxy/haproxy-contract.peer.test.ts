import { describePeer } from "../../../../test/peers/require-peer.ts";
import { describePlatform } from "../contract.ts";
import { HaproxyFixture } from "../support/haproxy-fixture.ts";

describePeer("HAProxy", "DEPLOY_ACTIONS_PEER_HAPROXY", (program) => {
  describePlatform("the HAProxy target", async () => {
    const fixture = await HaproxyFixture.open(program, {
      behaviours: { bad: { notReady: "cannot start: no database" } },
      target: { readyTimeoutMs: 4_000 },
    });
    return { platform: fixture.platform, other: fixture.another(), close: () => fixture.close() };
  });
});
