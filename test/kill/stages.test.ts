import { describe, expect, test } from "@jest/globals";
import { expectCleanEnd } from "./support/clean-end.ts";
import { type LocalScene, withScene } from "./support/local-scene.ts";

const DEPLOY = { release: "v2" };
const FIRST = { ...DEPLOY, until: "25%" };
const SECOND = { ...DEPLOY, until: "50%", continue: "true" };
const LAST = { ...DEPLOY, continue: "true" };

/** One stage, as a job of its own: another process, another run where it says so. */
function stage(scene: LocalScene, inputs: Readonly<Record<string, string>>, runId = "100") {
  return scene.start("canary-deploy", inputs, { runId, post: true }).result;
}

async function weights(scene: LocalScene): Promise<readonly [string | undefined, number]> {
  const { candidate, weight } = await scene.state();
  return [candidate?.release.version, weight];
}

describe("a rollout over several jobs", () => {
  test.concurrent("holds its weight between them without a runner, and ends promoted in one record", () =>
    withScene({}, async (scene) => {
      const first = await stage(scene, FIRST);
      expect([first.exitCode, first.outputs.outcome, first.outputs.reason]).toEqual([0, "paused", "paused"]);
      expect(first.outputs.sentence).toBe("v2 holds 25 %, to bake for 400ms: a later run goes on from here");
      expect(await weights(scene)).toEqual(["v2", 25]);
      const second = await stage(scene, SECOND);
      expect([second.exitCode, second.outputs.outcome]).toEqual([0, "paused"]);
      expect(await weights(scene)).toEqual(["v2", 50]);
      const last = await stage(scene, LAST);
      expect([last.exitCode, last.outputs.outcome, last.outputs["deployment-id"]]).toEqual([
        0,
        "promoted",
        first.outputs["deployment-id"],
      ]);
      expect((await scene.records()).filter(({ release }) => release.version === "v2")).toHaveLength(1);
      await expectCleanEnd(scene, "v2", []);
    }));

  test.concurrent("is gone on with by another workflow run too", () =>
    withScene({}, async (scene) => {
      await stage(scene, FIRST);
      const last = await stage(scene, LAST, "200");
      expect([last.exitCode, last.outputs.outcome]).toEqual([0, "promoted"]);
      await expectCleanEnd(scene, "v2", []);
    }));

  test.concurrent("is taken back when its candidate turns bad while nobody looks", () =>
    withScene({}, async (scene) => {
      await stage(scene, FIRST);
      scene.behave({ v2: { failing: true } });
      const second = await stage(scene, SECOND);
      expect([second.exitCode, second.outputs.outcome, second.outputs.reason]).toEqual([
        1,
        "aborted",
        "error_rate",
      ]);
      await expectCleanEnd(scene, "v1", ["500"]);
    }));

  test.concurrent("a rejected stage takes it back, and a late stage does not begin it again", () =>
    withScene({}, async (scene) => {
      await stage(scene, FIRST);
      const back = await stage(scene, { ...DEPLOY, "take-back": "the second stage was rejected" });
      expect([back.exitCode, back.outputs.outcome, back.outputs.sentence]).toEqual([
        2,
        "aborted",
        "the second stage was rejected",
      ]);
      const late = await stage(scene, SECOND);
      expect(late.exitCode).toBe(3);
      expect(late.log.join("\n")).toContain(
        "has no rollout of v2 to go on with: its last record is of v2, aborted",
      );
      expect((await stage(scene, { ...DEPLOY, "take-back": "again" })).outputs.reason).toBe(
        "nothing_to_take_back",
      );
      await expectCleanEnd(scene, "v1", []);
    }));

  test.concurrent("no other release gets in between, and a rollback does", () =>
    withScene({}, async (scene) => {
      await stage(scene, FIRST);
      const other = await stage(scene, { release: "v3" }, "200");
      expect(other.exitCode).toBe(3);
      expect(other.log.join("\n")).toMatch(/is being deployed by run 100 of octocat: v2, baking at 25 %/);
      expect(await weights(scene)).toEqual(["v2", 25]);
    }));

  test.concurrent("a stage that is killed is gone on with by its next attempt", () =>
    withScene(
      { steps: "[{ weight: 25%, bake: 400ms }, { weight: 50%, bake: 30s }, { weight: 100% }]" },
      async (scene) => {
        await stage(scene, FIRST);
        const killed = scene.start("canary-deploy", LAST);
        for (;;) {
          if ((await scene.state()).weight === 50) break;
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
        killed.kill();
        await killed.result;
        const again = await stage(scene, { ...DEPLOY, "take-back": "the runner was lost" });
        expect(again.outputs.outcome).toBe("aborted");
        await expectCleanEnd(scene, "v1", []);
      },
    ));

  test.concurrent("stops only at a step of the plan", () =>
    withScene({}, async (scene) => {
      const run = await stage(scene, { ...DEPLOY, until: "30%" });
      expect(run.exitCode).toBe(3);
      expect(run.log.join("\n")).toContain(
        "there is no step of 30 % to stop at; the steps are 25 %, 50 %, 100 %",
      );
      await expectCleanEnd(scene, "v1", []);
    }));
});
