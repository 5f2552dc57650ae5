import { describe, expect, test } from "@jest/globals";
import { expectCleanEnd } from "./support/clean-end.ts";
import { killAt, MOMENTS } from "./support/kill-moments.ts";
import { type LocalScene, withScene } from "./support/local-scene.ts";
import { until } from "./support/until.ts";

const DEPLOY = { release: "v2" };
const VERIFY = 'verify: { checks: [{ command: ["true"] }], for: 30s, interval: 100ms }';
const LONG = "[{ weight: 25%, bake: 30s }, { weight: 100% }]";

async function at(scene: LocalScene, weight: number): Promise<void> {
  await until(`${weight} %`, async () => (await scene.state()).weight === weight);
}

describe("a run that is told to stop takes its candidate back", () => {
  test.concurrent.each([["canary-deploy"], ["pipeline"]])("%s by the runner's signals", (action) =>
    withScene({ steps: LONG }, async (scene) => {
      const run = scene.start(action, DEPLOY, { post: true });
      await at(scene, 25);
      const startedAt = performance.now();
      run.cancel();
      const result = await run.result;
      expect(performance.now() - startedAt).toBeLessThan(7_000);
      expect([result.exitCode, result.conclusion]).toEqual([130, "cancelled"]);
      expect(result.outputs).toMatchObject({ outcome: "aborted", reason: "cancelled", release: "v1" });
      expect(result.outputs["deployment-id"]).toBeDefined();
      expect(result.summary).toContain("the rollout of v2 was cancelled");
      expect([result.post?.exitCode, result.post?.annotations]).toEqual([0, []]);
      expect((await scene.phases()).at(-1)).toBe("cancelled");
      await expectCleanEnd(scene, "v1");
    }),
  );

  test.concurrent("by SIGTERM alone", () =>
    withScene({ steps: LONG }, async (scene) => {
      const run = scene.start("canary-deploy", DEPLOY);
      await at(scene, 25);
      process.kill(run.pid, "SIGTERM");
      expect((await run.result).exitCode).toBe(130);
      expect((await scene.phases()).at(-1)).toBe("cancelled");
      await expectCleanEnd(scene, "v1");
    }));

  test.concurrent("while the candidate is starting", () =>
    withScene({ behaviours: { v2: { notReady: true } } }, async (scene) => {
      const run = scene.start("canary-deploy", DEPLOY);
      await until("v2 to start", async () => (await scene.state()).candidate?.phase === "starting");
      run.cancel();
      expect((await run.result).exitCode).toBe(130);
      expect((await scene.phases()).at(-1)).toBe("cancelled");
      await expectCleanEnd(scene, "v1");
    }));

  test.concurrent("but a promotion that took effect stays, verified or not", () =>
    withScene({ policy: [VERIFY] }, async (scene) => {
      const run = scene.start("pipeline", { ...DEPLOY, kind: "hotfix" }, { post: true });
      await until("the verification", async () => (await scene.phases()).includes("verifying"));
      run.cancel();
      const { exitCode, post } = await run.result;
      expect([exitCode, post?.exitCode, post?.annotations]).toEqual([130, 0, []]);
      const [record] = await scene.records();
      expect(record?.events.at(-1)).toMatchObject({ phase: "failed", reason: "verification_interrupted" });
      await expectCleanEnd(scene, "v2");
    }));
});

describe("post finishes what a killed main left", () => {
  // Long where the moment is: a busy machine finds it too.
  test.concurrent.each([
    ["while the candidate starts at 0 %", LONG],
    ["in the middle of the bake at 25 %", LONG],
    ["when it has decided to promote", "[{ weight: 25%, bake: 200ms }, { weight: 100%, bake: 10s }]"],
  ])("%s: the candidate is taken back", (name, steps) => {
    const moment = MOMENTS.find((one) => one.name === name);
    if (moment === undefined) throw new Error(`no moment is named ${name}`);
    return withScene({ steps, behaviours: moment.behaviours ?? {} }, async (scene) => {
      const run = scene.start("canary-deploy", DEPLOY, { post: true });
      expect(await killAt(moment, scene, run)).toBe(true);
      const { post } = await run.result;
      expect([post?.exitCode, post?.log]).toEqual([0, expect.anything()]);
      const [record] = await scene.records();
      expect(record?.events.at(-1)).toMatchObject({ phase: "cancelled", weight: 0, reason: "interrupted" });
      await expectCleanEnd(scene, "v1");
    });
  });

  test.concurrent("when it was promoted: the record says that nobody verified it", () =>
    withScene({ policy: [VERIFY] }, async (scene) => {
      const run = scene.start("pipeline", { ...DEPLOY, kind: "hotfix" }, { post: true });
      await until("the verification", async () => (await scene.phases()).includes("verifying"));
      run.kill();
      const { post } = await run.result;
      expect(post?.exitCode).toBe(0);
      const [record] = await scene.records();
      expect(record?.events.at(-1)).toMatchObject({ phase: "failed", weight: 100, reason: "interrupted" });
      await expectCleanEnd(scene, "v2");
    }));

  test.concurrent("but leaves alone what another run has gone on with", () =>
    withScene({ steps: LONG }, async (scene) => {
      const first = scene.start("canary-deploy", DEPLOY);
      await at(scene, 25);
      first.kill();
      const { state } = await first.result;
      const second = scene.start("canary-deploy", DEPLOY, { runId: "200" });
      await until("the second run", async () => (await scene.records()).length === 3);
      const env = Object.fromEntries(Object.entries(state).map(([key, value]) => [`STATE_${key}`, value]));
      const post = await scene.start("canary-deploy", DEPLOY, { env }).result;
      expect([post.exitCode, post.log.join("\n")]).toEqual([
        0,
        expect.stringContaining("run 200 of octocat has gone on"),
      ]);
      expect((await scene.state()).weight).toBe(25);
      second.cancel();
      await second.result;
      await expectCleanEnd(scene, "v1");
    }));
});
