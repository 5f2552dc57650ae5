import { type FakeGitHub, startFakeGitHub } from "@deploy-actions/testkit";
import { describe, expect, test } from "@jest/globals";
import { lastStatus } from "../support/deployments.ts";
import { errorOf } from "../support/door.ts";
import { type LocalScene, withScene } from "./support/local-scene.ts";
import { until } from "./support/until.ts";

const DEPLOY = { release: "v2", ledger: "" };

/** Both ends of a test: where the release runs, and the GitHub that keeps the record. */
interface Stage {
  readonly scene: LocalScene;
  readonly github: FakeGitHub;
}

function withStage(body: (stage: Stage) => Promise<void>): Promise<void> {
  return withScene({}, async (scene) => {
    const github = await startFakeGitHub({
      permissions: { contents: "read", deployments: "write", actions: "read" },
      runs: [
        { id: 100, status: "in_progress", conclusion: null, attempt: 1 },
        { id: 200, status: "in_progress", conclusion: null, attempt: 1 },
      ],
    });
    try {
      await body({ scene, github });
      expect(github.violations).toEqual([]);
    } finally {
      await github.close();
    }
  });
}

async function killAt25({ scene, github }: Stage): Promise<void> {
  const run = scene.start("canary-deploy", DEPLOY, { github });
  await until("25 %", async () => (await scene.state()).weight === 25);
  run.kill();
  await run.result;
}

async function expectAllOn({ scene }: Stage, version: string): Promise<void> {
  const state = await scene.state();
  expect([state.stable?.release.version, state.candidate]).toEqual([version, null]);
  expect(Object.keys(await scene.results())).toEqual(["200"]);
}

function statuses({ github }: Stage): readonly string[] {
  return github.state.deployments.map(({ id }) => lastStatus(github, id));
}

describe("with deployments as the ledger", () => {
  test.concurrent("a run that was killed is gone on with by its next attempt, in the same deployment", () =>
    withStage(async (stage) => {
      const { scene, github } = stage;
      await killAt25(stage);
      const again = await scene.start("canary-deploy", DEPLOY, { github, attempt: 2 }).result;
      expect(again.exitCode).toBe(0);
      expect(statuses(stage)).toEqual([expect.stringMatching(/^success verified 100%/)]);
      await expectAllOn(stage, "v2");
    }));

  test.concurrent("another run is refused while GitHub says that the first one lives, and goes on when it has ended", () =>
    withStage(async (stage) => {
      const { scene, github } = stage;
      await killAt25(stage);
      const early = await scene.start("canary-deploy", DEPLOY, { github, runId: "200" }).result;
      expect(early.exitCode).toBe(3);
      expect(errorOf(early)).toMatch(/is being deployed by run 100 of octocat: v2, (started|baking) at 25 %/);

      const [first] = github.state.runs;
      if (first !== undefined) Object.assign(first, { status: "completed", conclusion: "failure" });
      const later = await scene.start("canary-deploy", DEPLOY, { github, runId: "200" }).result;
      expect(later.exitCode).toBe(0);
      expect(statuses(stage)).toEqual([
        expect.stringMatching(/^error abandoned/),
        expect.stringMatching(/^success verified/),
      ]);
      await expectAllOn(stage, "v2");
    }));

  test.concurrent("post closes the deployment of a killed main", () =>
    withStage(async (stage) => {
      const { scene, github } = stage;
      const run = scene.start("canary-deploy", DEPLOY, { github, post: true });
      await until("25 %", async () => (await scene.state()).weight === 25);
      run.kill();
      expect((await run.result).post?.exitCode).toBe(0);
      expect(statuses(stage)).toEqual([expect.stringMatching(/^error cancelled 0% \[interrupted\]/)]);
      await expectAllOn(stage, "v1");
    }));

  test.concurrent("a cancel takes the candidate back in time, although GitHub does not answer any more", () =>
    withStage(async (stage) => {
      const { scene, github } = stage;
      const run = scene.start("canary-deploy", DEPLOY, { github, post: true });
      await until("25 %", async () => (await scene.state()).weight === 25);
      await until("the bake", () => statuses(stage)[0]?.includes("baking"));
      // Its intent to abort, and its end.
      for (let count = 0; count < 2; count += 1) github.fail({ path: /deployments/, mode: "hang" });
      const startedAt = performance.now();
      run.cancel();
      await until("no candidate", async () => (await scene.state()).candidate === null);
      expect(performance.now() - startedAt).toBeLessThan(4_000);
      const { exitCode, outputs, post } = await run.result;
      expect([exitCode, outputs.outcome, outputs.reason, post?.exitCode]).toEqual([
        130,
        "aborted",
        "cancelled",
        0,
      ]);
      expect(statuses(stage)).toEqual([expect.stringMatching(/^error cancelled 0%/)]);
      await expectAllOn(stage, "v1");
    }));
});
