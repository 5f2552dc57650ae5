import { describe, expect, test } from "@jest/globals";
import { expectCleanEnd } from "./support/clean-end.ts";
import { type KillMoment, killAt } from "./support/kill-moments.ts";
import { lockLedger } from "./support/ledger-lock.ts";
import { type LocalScene, withScene } from "./support/local-scene.ts";
import { until } from "./support/until.ts";

const BEFORE = ["v0", "v1", "v2"];
const REASON = { reason: "v2 loses orders" };

const HALF_STARTED: KillMoment = {
  name: "while the release it brings back is starting",
  async wait(scene) {
    await until("v1 to start", async () => (await scene.state()).candidate?.release.version === "v1");
    return () => scene.behave({});
  },
};
const NOT_RECORDED: KillMoment = {
  name: "when the traffic is back and not recorded",
  async wait(scene) {
    await until("v1 to start", async () => (await scene.state()).candidate?.release.version === "v1");
    const held = await lockLedger(scene.ledgerFile);
    scene.behave({});
    await until("v1 to be stable", async () => (await scene.state()).stable?.release.version === "v1");
    return held;
  },
};
const NOT_READY = { before: BEFORE };

/** v1 is only ready again when a test says so. */
async function killRollback(scene: LocalScene, moment: KillMoment, post: boolean) {
  scene.behave({ v1: { notReady: true } });
  const run = scene.start("rollback", REASON, { post });
  expect(await killAt(moment, scene, run)).toBe(true);
  return run.result;
}

describe("a rollback that is killed", () => {
  for (const moment of [HALF_STARTED, NOT_RECORDED]) {
    test.concurrent.each([
      ["another attempt", { runId: "100", attempt: 2 }],
      ["another run", { runId: "200" }],
    ])(
      `${moment.name}: %s goes back to the same release, not to the bad one and not one too far`,
      (_name, again) =>
        withScene(NOT_READY, async (scene) => {
          await killRollback(scene, moment, false);
          const second = await scene.start("rollback", REASON, again).result;
          expect([second.outputs.from, second.outputs.to, second.exitCode]).toEqual(["v2", "v1", 2]);
          await expectCleanEnd(scene, "v1");
        }),
    );

    test.concurrent(`${moment.name}: post brings it to its end`, () =>
      withScene(NOT_READY, async (scene) => {
        const { post } = await killRollback(scene, moment, true);
        expect(post?.exitCode).toBe(0);
        expect((await scene.records())[0]?.events.at(-1)).toMatchObject({ phase: "failed", weight: 100 });
        await expectCleanEnd(scene, "v1");
      }));
  }

  test.concurrent("a cancelled one leaves nothing running beside the release that stays", () =>
    withScene(NOT_READY, async (scene) => {
      scene.behave({ v1: { notReady: true } });
      const run = scene.start("rollback", REASON, { post: true });
      await HALF_STARTED.wait(scene);
      run.cancel();
      const { exitCode, post } = await run.result;
      expect([exitCode, post?.exitCode]).toEqual([130, 0]);
      await expectCleanEnd(scene, "v2");
    }));
});
