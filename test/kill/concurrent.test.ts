import { describe, expect, test } from "@jest/globals";
import { errorOf } from "../support/door.ts";
import { expectCleanEnd } from "./support/clean-end.ts";
import { withScene } from "./support/local-scene.ts";
import { until } from "./support/until.ts";

const STEPS = "[{ weight: 25%, bake: 2s }, { weight: 100% }]";
const LONG = "[{ weight: 25%, bake: 30s }, { weight: 100% }]";
const DEPLOY = { release: "v2" };

describe("two runs in one environment", () => {
  test.concurrent("the second deployment is refused, and the first one is not disturbed", () =>
    withScene({ steps: STEPS }, async (scene) => {
      const first = scene.start("canary-deploy", DEPLOY, { actor: "hubot" });
      await until("25 %", async () => (await scene.state()).weight === 25);
      const second = await scene.start("canary-deploy", { release: "v3" }, { runId: "200", post: true })
        .result;
      expect([second.exitCode, second.post?.exitCode]).toEqual([3, 0]);
      expect(errorOf(second)).toMatch(
        /is being deployed by run 100 of hubot: v2, baking at 25 %, last news \S+ ago/,
      );
      expect((await first.result).exitCode).toBe(0);
      await expectCleanEnd(scene, "v2");
    }));

  test.concurrent.each([
    ["while v2 bakes", {}],
    ["while v2 is starting", { v2: { notReady: true } }],
  ])("a rollback takes over %s, and the deployment does not fight it", (_name, behaviours) =>
    withScene({ steps: LONG, behaviours }, async (scene) => {
      const deploy = scene.start("canary-deploy", DEPLOY, { post: true });
      await until("v2", async () => {
        const { candidate, weight } = await scene.state();
        return candidate !== null && ("v2" in behaviours || weight === 25);
      });
      const rollback = await scene.start(
        "rollback",
        { reason: "checkout fails" },
        { runId: "200", actor: "hubot", post: true },
      ).result;
      expect(rollback.outputs).toMatchObject({ from: "v2", to: "v1" });
      const result = await deploy.result;
      expect([result.exitCode, result.post?.exitCode]).toEqual([3, 0]);
      expect(errorOf(result)).toMatch(/closed: cancelled \(taken over by hubot \(run 200\): rollback\)/);
      expect((await scene.state()).lastChange).toMatchObject({ action: "abort", actor: "run 200 by hubot" });
      await expectCleanEnd(scene, "v1");
    }),
  );
});
