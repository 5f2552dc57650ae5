import { describe, expect, test } from "@jest/globals";
import { expectCleanEnd } from "./support/clean-end.ts";
import { type KillMoment, killAt, MOMENTS } from "./support/kill-moments.ts";
import { withScene } from "./support/local-scene.ts";
import { seeded } from "./support/seeded.ts";

const DEPLOY = { release: "v2" };
// A short moment may be missed on a busy machine; it is tried again until it is hit.
const LIMIT_MS = 240_000;
const MOST_TRIES = 25;

/** Kills the run at the moment, starts it again, and looks at the end. A moment may last some milliseconds: then it is tried again. */
async function killAndRunAgain(moment: KillMoment, again: { runId: string; attempt: number }): Promise<void> {
  const isBad = moment.isBad === true;
  const behaviours = { v2: isBad ? { failing: true } : {} };
  let isHit = false;
  for (let tries = 0; tries < MOST_TRIES && !isHit; tries += 1) {
    await withScene({ behaviours: { ...behaviours, ...moment.behaviours } }, async (scene) => {
      isHit = await killAt(moment, scene, scene.start("canary-deploy", DEPLOY));
      if (!isHit) return;
      const second = await scene.start("canary-deploy", DEPLOY, again).result;
      expect([second.exitCode, second.log]).toEqual([isBad ? 1 : 0, expect.anything()]);
      await expectCleanEnd(scene, isBad ? "v1" : "v2", isBad ? ["500"] : []);
    });
  }
  expect(isHit).toBe(true);
}

describe("a run that is killed and started again ends all stable or all candidate", () => {
  test.concurrent.each(MOMENTS.map((moment) => [moment.name, moment] as const))(
    "%s, as another attempt of the run",
    (_name, moment) => killAndRunAgain(moment, { runId: "100", attempt: 2 }),
    LIMIT_MS,
  );

  test.concurrent.each(MOMENTS.map((moment) => [moment.name, moment] as const))(
    "%s, as another run",
    (_name, moment) => killAndRunAgain(moment, { runId: "200", attempt: 1 }),
    LIMIT_MS,
  );
});

describe("so does one that is killed at any time", () => {
  const random = seeded(20_261_121);
  const times = Array.from({ length: 10 }, () => Math.round(200 + random() * 2_200));
  test.concurrent.each(times.map((ms, index) => [ms, index % 3 === 2] as const))(
    "after %i ms (bad release: %s)",
    (ms, isBad) =>
      withScene({ behaviours: { v2: { failing: isBad } } }, async (scene) => {
        const first = scene.start("canary-deploy", DEPLOY);
        await new Promise((resolve) => setTimeout(resolve, ms));
        first.kill();
        const { exitCode } = await first.result;
        const second = await scene.start("canary-deploy", DEPLOY, { runId: "200" }).result;
        expect([exitCode === null || exitCode === (isBad ? 1 : 0), second.exitCode]).toEqual([
          true,
          isBad ? 1 : 0,
        ]);
        await expectCleanEnd(scene, isBad ? "v1" : "v2", isBad ? ["500"] : []);
      }),
    LIMIT_MS,
  );
});
