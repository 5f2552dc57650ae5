import { describe, expect, test } from "@jest/globals";
import { expectCleanEnd } from "./support/clean-end.ts";
import { withScene } from "./support/local-scene.ts";
import { until } from "./support/until.ts";

describe("the first release ever", () => {
  test.concurrent("that is good is stable afterwards", () =>
    withScene({ before: [] }, async (scene) => {
      const run = await scene.start("canary-deploy", { release: "v1" }, { post: true }).result;
      expect([run.exitCode, run.outputs.outcome, run.outputs.previous]).toEqual([0, "promoted", ""]);
      scene.load();
      await expectCleanEnd(scene, "v1");
    }));

  test.concurrent("that cannot start leaves nothing behind, and the next one is good", () =>
    withScene({ before: [], behaviours: { v1: { exits: true } } }, async (scene) => {
      const bad = await scene.start("canary-deploy", { release: "v1" }, { post: true }).result;
      expect([bad.exitCode, bad.outputs.outcome, bad.outputs.reason]).toEqual([
        1,
        "aborted",
        "candidate_not_ready",
      ]);
      expect(await scene.state()).toMatchObject({ stable: null, candidate: null });
      const good = await scene.start("canary-deploy", { release: "v2" }, { runId: "200" }).result;
      expect(good.exitCode).toBe(0);
      scene.load();
      await expectCleanEnd(scene, "v2");
    }));

  test.concurrent("whose run died while it started is gone on with", () =>
    withScene({ before: [], behaviours: { v1: { notReady: true } } }, async (scene) => {
      const first = scene.start("canary-deploy", { release: "v1" });
      await until("v1 to start", async () => {
        const state = await scene.state().catch(() => undefined);
        return state?.candidate?.phase === "starting";
      });
      first.kill();
      await first.result;
      scene.behave({});
      const second = await scene.start("canary-deploy", { release: "v1" }, { runId: "200" }).result;
      expect(second.exitCode).toBe(0);
      scene.load();
      await expectCleanEnd(scene, "v1");
    }));
});

describe("a release", () => {
  test.concurrent("that has all traffic already passes without a change", () =>
    withScene({}, async (scene) => {
      const before = (await scene.state()).revision;
      const run = await scene.start("canary-deploy", { release: "v1" }).result;
      expect([run.exitCode, run.outputs.outcome]).toEqual([0, "already_stable"]);
      expect((await scene.state()).revision).toBe(before);
      await expectCleanEnd(scene, "v1");
    }));

  test.concurrent("that comes after a dead rollout of an older one takes its candidate back first", () =>
    withScene({}, async (scene) => {
      const first = scene.start("canary-deploy", { release: "v2" });
      await until("25 %", async () => (await scene.state()).weight === 25);
      first.kill();
      await first.result;
      const second = await scene.start("canary-deploy", { release: "v3" }, { runId: "200" }).result;
      expect([second.exitCode, second.outputs.previous]).toEqual([0, "v1"]);
      expect((await scene.phases("v2")).at(-1)).toBe("abandoned");
      await expectCleanEnd(scene, "v3");
    }));
});

test.concurrent.each([
  ["good", false, 0, "v2"],
  ["bad", true, 1, "v1"],
] as const)(
  "a supervisor that is killed during the rollout of a %s release is started again",
  (_name, failing, exitCode, stable) =>
    withScene({ behaviours: { v2: { failing } } }, async (scene) => {
      const run = scene.start("canary-deploy", { release: "v2" });
      const { pid } = await until("25 %", async () => {
        const state = await scene.state();
        return state.weight === 25 ? state : undefined;
      });
      process.kill(pid, "SIGKILL");
      const result = await run.result;
      expect([result.exitCode, result.log]).toEqual([exitCode, expect.anything()]);
      // Nobody serves until it is up again; that is not what is asked here.
      await expectCleanEnd(scene, stable, ["500", "502", "503", "ECONNREFUSED", "ECONNRESET"]);
    }),
);
