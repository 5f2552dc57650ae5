import { type FakeGitHub, startFakeGitHub } from "@deploy-actions/testkit";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { describePeer } from "../peers/require-peer.ts";
import { Act, type ActResult } from "./support/act.ts";
import { Caller, WORKFLOWS } from "./support/caller.ts";
import { releaseForAct } from "./support/release-for-act.ts";

const RUN_MS = 120_000;
const POLICY = ".github/deploy.yml";
const PRICE = "src/price.ts";
const BROKEN_PRICE = "export const withTax = (cents: number): number => cents;\n";
const WEAKER_POLICY = "version: 1\nservice: web\ngates: { unit: '>= 1%_pass_rate' }\n";

describePeer("gating by the example workflows in a real runner", "DEPLOY_ACTIONS_PEER_ACT", (binary) => {
  let tree: ReturnType<typeof releaseForAct>;
  let act: Act;
  let caller: Caller;
  let github: FakeGitHub;

  beforeEach(async () => {
    tree = releaseForAct();
    act = new Act(binary, tree.folder);
    caller = await Caller.create({ migrates: false });
    github = await startFakeGitHub({
      files: caller.files(),
      // What the example workflows grant, which act itself does not enforce.
      permissions: { actions: "read", contents: "read", "pull-requests": "write" },
    });
  });

  afterEach(async () => {
    await caller.dispose();
    await github.close();
    act.dispose();
    tree.dispose();
  });

  /** Opens a pull request with these changes, also in the checkout; the payload of its event. */
  function open(files: Readonly<Record<string, string>>, headOwner = "shop") {
    for (const [path, text] of Object.entries(files)) caller.write(path, text);
    const sha = github.state.commit({ branch: "topic", files });
    const number = github.state.openPull({ head: "topic", headOwner, title: "Round prices" });
    const base = { ref: "main", sha: github.state.resolve("main")?.sha };
    return {
      number,
      sha,
      event: { action: "opened", number, pull_request: { number, head: { ref: "topic", sha }, base } },
    };
  }

  function run(
    event: string,
    workflow: string,
    runId: number,
    payload: Record<string, unknown>,
  ): Promise<ActResult> {
    return act.run(caller.folder, github, { event, payload, runId, workflow: `${WORKFLOWS}/${workflow}` });
  }

  test(
    "a pull request with good tests passes, and one comment says so",
    async () => {
      const { event, number } = open({ "docs/prices.md": "Prices are with tax.\n" });
      const { exitCode, jobs, errors } = await run("pull_request", "pr-gate.yml", 1, event);
      expect({ errors, exitCode, jobs }).toEqual({
        errors: [],
        exitCode: 0,
        jobs: { "pull request gate/test": "success", "gate/gate/gate": "success" },
      });
      await run("pull_request", "pr-gate.yml", 2, event);
      expect(github.state.comments.map(({ issue }) => issue)).toEqual([number]);
      expect(github.state.comments[0]?.body).toContain("Gate passed");
      expect(github.violations).toEqual([]);
    },
    RUN_MS,
  );

  test(
    "a pull request with a failing test fails its gate by the policy of the base branch, not by its own",
    async () => {
      const { event } = open({ [PRICE]: BROKEN_PRICE, [POLICY]: WEAKER_POLICY });
      const { exitCode, jobs } = await run("pull_request", "pr-gate.yml", 1, event);
      expect(exitCode).not.toBe(0);
      expect(jobs).toEqual({ "pull request gate/test": "failure", "gate/gate/gate": "failure" });
      const [comment] = github.state.comments;
      expect(comment?.body).toContain("Gate failed: 1 of 2 (policy of main at");
      expect(comment?.body).toContain("50 % (1 of 2 tests, 1 failed)");
      expect(github.violations).toEqual([]);
    },
    RUN_MS,
  );

  test(
    "a fork's reports are judged by a run that runs nothing of the fork",
    async () => {
      const { event, number, sha } = open({ [PRICE]: BROKEN_PRICE, [POLICY]: WEAKER_POLICY }, "stranger");
      const tests = await run("pull_request", "fork-pr-tests.yml", 21, event);
      expect(tests.jobs).toEqual({ "fork tests/test": "failure" });
      expect(github.state.comments).toEqual([]);

      const { exitCode, jobs, log } = await run("workflow_run", "fork-pr-gate.yml", 22, {
        action: "completed",
        repository: { default_branch: "main" },
        workflow_run: {
          id: 21,
          event: "pull_request",
          head_sha: sha,
          conclusion: "failure",
          pull_requests: [],
        },
      });
      expect(exitCode).not.toBe(0);
      expect(jobs).toEqual({ "gate/gate/gate": "failure" });
      expect(log).not.toContain("Main actions/checkout");
      expect(github.state.comments.map(({ issue }) => issue)).toEqual([number]);
      expect(github.state.comments[0]?.body).toContain("Gate failed: 1 of 2 (policy of main at");
      expect(github.violations).toEqual([]);
    },
    RUN_MS,
  );

  test(
    "a fork whose tests left no report is inconclusive, and that is no pass",
    async () => {
      const { sha } = open({ "docs/prices.md": "Prices are with tax.\n" }, "stranger");
      const { exitCode } = await run("workflow_run", "fork-pr-gate.yml", 32, {
        action: "completed",
        repository: { default_branch: "main" },
        workflow_run: {
          id: 31,
          event: "pull_request",
          head_sha: sha,
          conclusion: "failure",
          pull_requests: [],
        },
      });
      expect(exitCode).not.toBe(0);
      expect(github.state.comments[0]?.body).toContain("no report");
      expect(github.violations).toEqual([]);
    },
    RUN_MS,
  );
});
