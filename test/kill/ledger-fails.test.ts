import { chmodSync, mkdirSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startFakeRun } from "@deploy-actions/testkit";
import { describe, expect, test } from "@jest/globals";
import { entryFile, errorOf } from "../support/door.ts";
import { expectCleanEnd } from "./support/clean-end.ts";
import { type LocalScene, withScene } from "./support/local-scene.ts";
import { until } from "./support/until.ts";

const DEPLOY = { release: "v2" };
const LONG = "[{ weight: 25%, bake: 30s }, { weight: 100% }]";
const BLOCK = 512;

/** The disk under the ledger fails from now on: a folder is where the file was. Gives what mends it. */
function breakLedger(scene: LocalScene): () => void {
  renameSync(scene.ledgerFile, `${scene.ledgerFile}.away`);
  mkdirSync(scene.ledgerFile);
  return () => {
    renameSync(scene.ledgerFile, `${scene.ledgerFile}.folder`);
    renameSync(`${scene.ledgerFile}.away`, scene.ledgerFile);
  };
}

describe("a ledger that cannot be written", () => {
  test.concurrent("because no more fits on its disk: no traffic moves, and what was recorded stays", () =>
    withScene({}, async (scene) => {
      // A quota in blocks: the ledger ends exactly at it.
      const { size } = statSync(scene.ledgerFile);
      const blocks = Math.ceil((size + 1) / BLOCK);
      const node = join(scene.workspace.path, "node.sh");
      writeFileSync(node, `#!/bin/sh\nulimit -f ${blocks}\nexec "${process.execPath}" "$@"\n`);
      chmodSync(node, 0o755);
      const before = await scene.state();
      const run = startFakeRun({
        node,
        entry: entryFile("canary-deploy"),
        workspace: scene.workspace.path,
        inputs: {
          environment: "production",
          ledger: "ledger.jsonl",
          config: ".github/deploy.yml",
          ...DEPLOY,
        },
        post: true,
      });
      try {
        const result = await run.result;
        expect([result.exitCode, result.post?.exitCode]).toEqual([3, 0]);
        expect(errorOf(result)).toMatch(
          /The ledger \S+ledger\.jsonl cannot be written: the disk is full \(EFBIG\)/,
        );
      } finally {
        await run.dispose();
      }
      expect((await scene.state()).revision).toBe(before.revision);
      expect(statSync(scene.ledgerFile).size).toBe(size);
      await expectCleanEnd(scene, "v1");
    }));

  test.concurrent("because something else is in its place: no traffic moves", () =>
    withScene({}, async (scene) => {
      const before = await scene.state();
      const mend = breakLedger(scene);
      const run = await scene.start("canary-deploy", DEPLOY, { post: true }).result;
      expect([run.exitCode, run.post?.exitCode]).toEqual([3, 0]);
      expect(errorOf(run)).toContain("The ledger");
      expect((await scene.state()).revision).toBe(before.revision);
      mend();
      await expectCleanEnd(scene, "v1");
    }));

  test.concurrent("when a bad release has to go: the traffic goes back all the same", () =>
    withScene({ steps: LONG }, async (scene) => {
      const run = scene.start("canary-deploy", DEPLOY, { post: true });
      await until("the bake", async () => (await scene.phases()).includes("baking"));
      const mend = breakLedger(scene);
      scene.behave({ v2: { failing: true } });
      const result = await run.result;
      expect([result.exitCode, result.outputs.reason, result.outputs.outcome]).toEqual([
        3,
        "error_rate",
        "aborted",
      ]);
      expect(errorOf(result)).toContain("The ledger");
      expect(await scene.state()).toMatchObject({ candidate: null, weight: 0 });
      expect(result.post?.exitCode).toBe(0);
      mend();
      // The next run closes what could not be closed.
      const next = await scene.start("canary-deploy", { release: "v1" }, { runId: "200" }).result;
      expect(next.outputs.outcome).toBe("already_stable");
      await expectCleanEnd(scene, "v1", ["500"]);
    }));
});
