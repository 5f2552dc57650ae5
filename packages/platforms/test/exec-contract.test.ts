import { describePlatform } from "./contract.ts";
import { ExecFixture } from "./support/exec-fixture.ts";

describePlatform("the exec target", async () => {
  const fixture = new ExecFixture();
  return { platform: fixture.platform, other: fixture.platform, close: () => fixture.close() };
});
