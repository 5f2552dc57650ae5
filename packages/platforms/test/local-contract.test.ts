import { describePlatform } from "./contract.ts";
import { LocalFixture } from "./support/local-fixture.ts";

describePlatform("the local target", async () => {
  const fixture = new LocalFixture({ bad: { exitAtStart: 7 } });
  return {
    platform: fixture.platform,
    other: fixture.client("somebody else"),
    close: () => fixture.close(),
  };
});
