import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  startTraffic,
  startWebhookReceiver,
  type Traffic,
  type WebhookReceiver,
} from "@deploy-actions/testkit";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { describePeer } from "../peers/require-peer.ts";
import { ExampleRun } from "./support/example-run.ts";
import { LocalMachine } from "./support/local-machine.ts";

const RUN_MS = 120_000;
const WEBHOOK_SECRET = "a-shared-secret";
const SERVER = readFileSync(join(import.meta.dirname, "fixtures/caller/server.mjs"), "utf8");
const JOB = "deploy/deploy-in-stages/";
const STAGES = ["start", "bake (first stage)", "second stage", "bake (second stage)", "finish", "take back"];

/** How the job of each stage ended, in the order of STAGES. */
function stages(jobs: Readonly<Record<string, string>>): readonly string[] {
  return STAGES.map((name) => jobs[`${JOB}${name}`] ?? "skipped");
}

// One story: each test goes on where the one before ended. `act` has no environments: nothing waits between two stages, and a
// rejected bake is played by a bake whose job fails.
describePeer(
  "a rollout in stages by the example workflow in a real runner",
  "DEPLOY_ACTIONS_PEER_ACT",
  (binary) => {
    let machine: LocalMachine;
    let webhook: WebhookReceiver;
    let run: ExampleRun;
    let users: Traffic | undefined;
    let told = 0;

    beforeAll(async () => {
      machine = await LocalMachine.create();
      webhook = await startWebhookReceiver();
      run = await ExampleRun.start(binary, {
        example: "staged-canary",
        replacements: {
          "127.0.0.1:8080": machine.listen,
          "/var/lib/web": machine.state,
          "drain: 10s": "drain: 1s",
          "bake: 5m": "bake: 1s",
          "for: 1m": "for: 1s",
          "interval: 10s": "interval: 200ms",
        },
        files: { "server.mjs": SERVER },
        secrets: { WEBHOOK_URL: webhook.url, WEBHOOK_SECRET },
      });
    });

    afterAll(async () => {
      await users?.stop();
      await machine.dispose();
      await webhook.close();
      await run.dispose();
    });

    /** The occasions people were told of since the last call. */
    function announced(): readonly string[] {
      const since = webhook.requests.slice(told);
      told += since.length;
      return since.map(({ json }) => (json as { readonly occasion: string }).occasion);
    }

    test(
      "the first release is live in its first stage",
      async () => {
        const { exitCode, jobs, errors } = await run.deploy("v1");
        expect({ errors, exitCode }).toEqual({ errors: [], exitCode: 0 });
        expect(stages(jobs)).toEqual(["success", "skipped", "skipped", "skipped", "success", "skipped"]);
        expect(await machine.answering()).toEqual(["v1"]);
        expect(announced()).toEqual(["completed"]);
      },
      RUN_MS,
    );

    test(
      "a good release goes through three jobs, and nobody sees an error",
      async () => {
        users = startTraffic({
          urls: [machine.url],
          ratePerSecond: 150,
          labelHeader: "x-deploy-actions-release",
        });
        const { exitCode, jobs, errors, sha } = await run.deploy("v2");
        const { failed, labels } = await users.stop();
        expect({ errors, exitCode }).toEqual({ errors: [], exitCode: 0 });
        expect(stages(jobs)).toEqual(["success", "success", "success", "success", "success", "skipped"]);
        expect({ failed, labels: Object.keys(labels).sort() }).toEqual({ failed: 0, labels: ["v1", "v2"] });
        expect(run.ledger().at(-1)).toEqual({ version: "v2", sha, state: "success", phase: "verified" });
        expect(await machine.answering()).toEqual(["v2"]);
        expect(announced()).toEqual(["completed"]);
      },
      RUN_MS,
    );

    test(
      "a release whose bake is rejected is taken back by a job of its own",
      async () => {
        const { exitCode, jobs, log } = await run.deploy("v4", { BAKE_REJECTED: "yes" });
        expect(exitCode).not.toBe(0);
        expect(stages(jobs)).toEqual(["success", "failure", "skipped", "skipped", "skipped", "failure"]);
        expect(log).toContain("a stage was rejected, failed or timed out");
        expect(run.ledger().at(-1)).toMatchObject({ version: "v4", state: "failure", phase: "aborted" });
        expect(await machine.answering()).toEqual(["v2"]);
        expect(announced()).toEqual(["rolled-back"]);
      },
      RUN_MS,
    );

    test(
      "a release whose second stage is lost with its runner is taken back too",
      async () => {
        const { exitCode, jobs } = await run.deploy("v5", { SECOND_STAGE_LOST: "yes" });
        expect(exitCode).not.toBe(0);
        expect(stages(jobs)).toEqual(["success", "success", "failure", "skipped", "skipped", "failure"]);
        expect(run.ledger().at(-1)).toMatchObject({ version: "v5", state: "failure", phase: "aborted" });
        expect(await machine.answering()).toEqual(["v2"]);
        expect(announced()).toEqual(["rolled-back"]);
      },
      RUN_MS,
    );

    test(
      "a release that fails one request in ten is taken back by the stage that sees it",
      async () => {
        users = startTraffic({ urls: [machine.url], ratePerSecond: 150 });
        const { exitCode, jobs, log } = await run.deploy("v3");
        await users.stop();
        expect(exitCode).not.toBe(0);
        expect(stages(jobs)).toEqual(["success", "success", "failure", "skipped", "skipped", "success"]);
        expect(log).toMatch(/aborts: error-rate > 5%: \S+ % \(\d+ of \d+ requests\)/);
        expect(run.ledger().map(({ version, state, phase }) => `${version} ${state} ${phase}`)).toEqual([
          "v1 inactive superseded",
          "v2 success verified",
          "v4 failure aborted",
          "v5 failure aborted",
          "v3 failure aborted",
        ]);
        expect(await machine.answering()).toEqual(["v2"]);
      },
      RUN_MS,
    );

    test(
      "what the first stage refuses has nothing to take back",
      async () => {
        run.repository.write(
          ".github/deploy.yml",
          "version: 1\nservice: web\nenvironments: { staging: {} }\n",
        );
        const { exitCode, jobs } = await run.deploy("v6");
        expect(exitCode).not.toBe(0);
        expect(stages(jobs)).toEqual(["failure", "skipped", "skipped", "skipped", "skipped", "skipped"]);
      },
      RUN_MS,
    );

    test("GitHub would have accepted all of it", () => {
      expect(run.github.violations).toEqual([]);
    });
  },
);
