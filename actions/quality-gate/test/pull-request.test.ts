import type { ActionContext } from "@deploy-actions/action-kit";
import { ActionError, type GitHubRest } from "@deploy-actions/kernel";
import { describe, expect, test } from "@jest/globals";
import { contextWith } from "../../common/test/context.ts";
import { pullRequestOfEvent, pullRequestOfWorkflowRun } from "../pull-request.ts";

describe("the pull request of an event", () => {
  const pull = { number: 7, head: { sha: "abc" }, base: { ref: "main" } };

  test("is what GitHub sent", () => {
    expect(pullRequestOfEvent({ pull_request: pull })).toEqual({
      number: 7,
      headSha: "abc",
      baseRef: "main",
    });
  });

  test.each([
    ["nothing", {}],
    ["a text", { pull_request: "7" }],
    ["a number that is a text", { pull_request: { ...pull, number: "7" } }],
    ["no head", { pull_request: { ...pull, head: null } }],
    ["a base without a ref", { pull_request: { ...pull, base: {} } }],
  ])("is not made from %s", (_title, event) => {
    expect(pullRequestOfEvent(event)).toBeUndefined();
  });
});

describe("the pull request of a workflow_run", () => {
  interface Pull {
    readonly number: number;
    readonly state: string;
    readonly head: { readonly sha: string };
    readonly base: { readonly ref: string };
  }
  const sha = "d".repeat(40);
  const pull = (number: number, head = sha, state = "open"): Pull => ({
    number,
    state,
    head: { sha: head },
    base: { ref: "main" },
  });
  const gitHub = (byCommit: readonly Pull[] | Error, open: readonly Pull[]): GitHubRest =>
    ({
      paginate: async (route: string) => {
        if (!route.includes("/commits/")) return open;
        if (byCommit instanceof Error) throw byCommit;
        return byCommit;
      },
    }) as unknown as GitHubRest;
  const runOf = (head: unknown, extra = {}): ActionContext =>
    contextWith({
      runner: { eventName: "workflow_run", event: { workflow_run: { head_sha: head, ...extra } } },
    });

  test("is the open one with exactly this head", async () => {
    const github = gitHub([pull(1, sha, "closed"), pull(2, "other"), pull(3)], []);
    expect(await pullRequestOfWorkflowRun(runOf(sha), github)).toMatchObject({ number: 3, baseRef: "main" });
  });

  test("is looked for among the open ones when GitHub does not associate the commit, or lost it", async () => {
    const lost = new ActionError("conflict", "no commit", {
      cause: Object.assign(new Error(), { status: 422 }),
    });
    for (const byCommit of [[], lost]) {
      const github = gitHub(byCommit, [pull(8, "other"), pull(9)]);
      expect(await pullRequestOfWorkflowRun(runOf(sha), github)).toMatchObject({ number: 9 });
    }
  });

  test("is not the one the event lists", async () => {
    const context = runOf(sha, { pull_requests: [{ number: 666, base: { ref: "evil" } }] });
    expect(await pullRequestOfWorkflowRun(context, gitHub([], []))).toBeUndefined();
  });

  test("is not looked for without a commit", async () => {
    expect(await pullRequestOfWorkflowRun(runOf(undefined), gitHub([pull(1)], []))).toBeUndefined();
  });

  test("a refusal for a missing permission is not taken for an answer", async () => {
    const refused = new ActionError("permission", "no", {
      cause: Object.assign(new Error(), { status: 403 }),
    });
    await expect(pullRequestOfWorkflowRun(runOf(sha), gitHub(refused, []))).rejects.toBe(refused);
  });
});
