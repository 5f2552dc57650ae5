import { existsSync } from "node:fs";
import { join } from "node:path";
import { LocalFixture } from "../../../packages/platforms/test/support/local-fixture.ts";
import type { CrashScene } from "../subject.ts";
import type { LocalConfig } from "../subjects/local.ts";

/** Releases that are processes of this machine. */
export async function openLocalScene(): Promise<CrashScene> {
  const fixture = new LocalFixture();
  const { workspace, target } = fixture;
  const config: LocalConfig = { workspace, target };
  return {
    config,
    async look() {
      // Nothing was ever changed here.
      if (!existsSync(join(workspace, target.state, "state.json"))) return ["null, null at 0"];
      const { stable, candidate, weight, processes } = fixture.stateFile;
      const [first, second] = [stable, candidate].map((slot) => slot?.release.version ?? null);
      return [
        `${first}, ${second} at ${weight}`,
        ...processes.map(({ version }) => `a process of ${version}`),
      ];
    },
    close: () => fixture.close(),
  };
}
