import { describe, expect, test } from "@jest/globals";
import { errorOf } from "../support/door.ts";
import { type ExecScene, withExecScene } from "./support/exec-scene.ts";
import { until } from "./support/until.ts";

const DEPLOY = { release: "v2" };
const LONG = "[{ weight: 25%, bake: 30s }, { weight: 100% }]";
const ALL_STABLE = { candidate: null, weight: 0, stable: { version: "v1" } };

function at(scene: ExecScene, weight: number): Promise<unknown> {
  return until(`${weight} %`, () => scene.platform.state.weight === weight);
}

describe("a rollout by the user's own commands", () => {
  test.concurrent("promotes a good release, one command a transition", () =>
    withExecScene({}, async (scene) => {
      const { exitCode } = await scene.start("canary-deploy", DEPLOY, { post: true }).result;
      expect([exitCode, scene.platform.stable]).toEqual([0, "v2"]);
      expect(scene.platform.changes).toEqual([
        "set-weight v2",
        "set-weight v2",
        "set-weight v2",
        "promote v2",
      ]);
      expect((await scene.events()).at(-1)?.phase).toBe("verified");
    }));

  test.concurrent("takes a bad release back [U2]", () =>
    withExecScene({ steps: LONG, triggers: '"error-rate > 5%"' }, async (scene) => {
      const counts = (requests: number, errors: number) => ({
        stable: { requests, errors: 0 },
        candidate: { requests, errors },
      });
      scene.platform.give({ counts: counts(10, 0) });
      const run = scene.start("canary-deploy", DEPLOY, { post: true });
      await at(scene, 25);
      await until("the bake", async () => (await scene.events()).some(({ phase }) => phase === "baking"));
      // Counts that grow until it is seen: the first ones may have come before the step began.
      for (let requests = 20; scene.platform.state.weight === 25; requests += 10) {
        scene.platform.give({ counts: counts(requests, requests / 2) });
        await new Promise((resolve) => setTimeout(resolve, 300));
      }
      const { exitCode, outputs } = await run.result;
      expect([exitCode, outputs.reason]).toEqual([1, "error_rate"]);
      expect(scene.platform.state).toMatchObject(ALL_STABLE);
      expect((await scene.events()).at(-1)?.phase).toBe("aborted");
    }));

  test.concurrent("goes blue-green in 0 and 100", () =>
    withExecScene(
      { steps: "[{ weight: 0%, bake: 200ms }, { weight: 100% }]", target: { granularity: 100 } },
      async (scene) => {
        const { exitCode } = await scene.start("canary-deploy", DEPLOY).result;
        expect([exitCode, scene.platform.stable]).toEqual([0, "v2"]);
        expect(scene.platform.changes).toEqual(["set-weight v2", "set-weight v2", "promote v2"]);
      },
    ));
});

describe("a command that hangs", () => {
  test.concurrent("when nothing is touched yet: an error with its argv and the time-out, and a closed record", () =>
    withExecScene({ target: { timeout: "700ms" } }, async (scene) => {
      scene.platform.give({ faults: { observe: "hang" } });
      const run = await scene.start("canary-deploy", DEPLOY, { post: true }).result;
      expect(run.exitCode).toBe(3);
      expect(errorOf(run)).toMatch(
        /The observe command `\S+ \S+exec-target\.mjs observe \S+` did not end within 700ms/,
      );
      expect([run.post?.exitCode, scene.platform.changes]).toEqual([0, []]);
      expect((await scene.events()).at(-1)).toMatchObject({ phase: "failed", reason: "error" });
    }));

  test.concurrent("once: is asked again, and the rollout goes on", () =>
    withExecScene({ target: { timeout: "2s" } }, async (scene) => {
      scene.platform.give({ faults: { promote: "hang-once" } });
      const run = await scene.start("canary-deploy", DEPLOY).result;
      expect([run.exitCode, scene.platform.stable]).toEqual([0, "v2"]);
      expect(run.log.join("\n")).toMatch(/The promote command .* did not end within 2s and was killed/);
    }));

  test.concurrent("while it promotes: all traffic goes back to stable", () =>
    withExecScene({ target: { timeout: "700ms" } }, async (scene) => {
      scene.platform.give({ faults: { promote: "hang" } });
      const run = await scene.start("canary-deploy", DEPLOY, { post: true }).result;
      expect([run.exitCode, run.outputs.reason]).toEqual([2, "promotion_not_held"]);
      expect(scene.platform.state).toMatchObject(ALL_STABLE);
      expect((await scene.events()).at(-1)?.phase).toBe("aborted");
    }));

  test.concurrent("during the abort after a cancel: left in time, and post finishes", () =>
    withExecScene({ steps: LONG }, async (scene) => {
      const run = scene.start("canary-deploy", DEPLOY, { post: true });
      await at(scene, 25);
      await until("the bake", async () => (await scene.events()).some(({ phase }) => phase === "baking"));
      scene.platform.give({ faults: { abort: "hang-once" } });
      const startedAt = performance.now();
      run.cancel();
      await until("the end of main", async () => (await scene.events()).at(-1)?.reason === "error");
      expect(performance.now() - startedAt).toBeLessThan(7_500);
      const { exitCode, annotations, post } = await run.result;
      expect(exitCode).toBe(130);
      expect(annotations.map(({ message }) => message).join("\n")).toContain("v2 had 25 % of the traffic");
      expect(post?.exitCode).toBe(0);
      expect(scene.platform.state).toMatchObject(ALL_STABLE);
      expect((await scene.events()).at(-1)).toMatchObject({ phase: "aborted", reason: "cancelled" });
    }));

  test.concurrent("for ever: post says plainly what is left and what to do, and the next run finishes", () =>
    withExecScene({ steps: LONG, target: { timeout: "1s" } }, async (scene) => {
      const first = scene.start("canary-deploy", DEPLOY, { post: true });
      await at(scene, 25);
      scene.platform.give({ faults: { abort: "hang" } });
      first.kill();
      const { post } = await first.result;
      expect(post?.exitCode).toBe(3);
      const told = post?.annotations.find(({ level }) => level === "error")?.message;
      expect(told).toMatch(
        /left unfinished, v2 still has 25 % of the traffic: The abort command .* did not end within 1s/,
      );
      expect(told).toContain("Run the deployment or the rollback action again");

      scene.platform.give({ faults: {} });
      const second = await scene.start(
        "rollback",
        { reason: "left behind" },
        { env: { GITHUB_RUN_ID: "200" } },
      ).result;
      expect([second.exitCode, second.outputs.to]).toEqual([2, "v1"]);
      expect(scene.platform.state).toMatchObject(ALL_STABLE);
      expect((await scene.events()).at(-1)?.phase).toBe("cancelled");
    }));
});
