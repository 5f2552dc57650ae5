import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { type FakeGitHub, startFakeGitHub } from "../src/index.ts";
import { call, repo } from "./fake-github-client.ts";

let github: FakeGitHub;
let nowMs = Date.UTC(2026, 0, 1);

beforeEach(async () => {
  nowMs = Date.UTC(2026, 0, 1);
  github = await startFakeGitHub({ issues: [1], now: () => nowMs });
});
afterEach(async () => {
  const { violations } = github;
  await github.close();
  expect(violations).toEqual([]);
});

async function deploy(fields: Readonly<Record<string, unknown>> = {}) {
  const body = { ref: "main", auto_merge: false, required_contexts: [], ...fields };
  return repo(github, "POST", "/deployments", body);
}

async function deployed(fields: Readonly<Record<string, unknown>> = {}): Promise<number> {
  return ((await deploy(fields)).json as { id: number }).id;
}

async function report(id: number, state: string, fields: Readonly<Record<string, unknown>> = {}) {
  return repo(github, "POST", `/deployments/${id}/statuses`, { state, ...fields });
}

async function states(id: number): Promise<string[]> {
  const found: { state: string }[] = (await repo(github, "GET", `/deployments/${id}/statuses`)).json;
  return found.map(({ state }) => state);
}

describe("a new deployment", () => {
  test("has GitHub's defaults", async () => {
    expect((await deploy()).json).toMatchObject({
      environment: "production",
      production_environment: true,
      transient_environment: false,
      task: "deploy",
      payload: {},
      description: null,
      created_at: "2026-01-01T00:00:00Z",
      creator: { login: "github-actions[bot]", type: "Bot" },
    });
    expect((await deploy({ environment: "staging" })).json).toMatchObject({ production_environment: false });
  });

  test.each([[{ a: { b: [1] } }], ["text"]])("keeps the payload %p", async (payload) => {
    const id = await deployed({ payload });
    expect((await repo(github, "GET", `/deployments/${id}`)).json).toMatchObject({ payload });
  });

  test("of an unknown ref is refused", async () => {
    expect(await deploy({ ref: "nowhere" })).toMatchObject({
      status: 422,
      json: { message: "No ref found for: nowhere" },
    });
  });

  test("of a branch that is behind merges first (202), or conflicts (409), unless auto_merge is off", async () => {
    const { state } = github;
    state.commit({ branch: "topic", files: { "topic.txt": "t\n" } });
    state.commit({ files: { "main.txt": "m\n" } });
    expect((await deploy({ ref: "topic", auto_merge: false })).status).toBe(201);
    expect(await deploy({ ref: "topic", auto_merge: undefined })).toMatchObject({
      status: 202,
      json: { message: "Auto-merged main into topic on deployment." },
    });
    expect(state.deployments).toHaveLength(1);
    expect((await deploy({ ref: "topic", auto_merge: undefined })).status).toBe(201);
    state.commit({ branch: "other", files: { "main.txt": "mine\n" } });
    state.commit({ files: { "main.txt": "yours\n" } });
    expect((await deploy({ ref: "other", auto_merge: true })).status).toBe(409);
  });

  test("waits for the statuses of the commit, unless it requires none", async () => {
    const sha = github.state.resolve("main")?.sha ?? "";
    await repo(github, "POST", `/statuses/${sha}`, { state: "pending", context: "ci" });
    const conflict = await deploy({ required_contexts: undefined });
    expect(conflict).toMatchObject({
      status: 409,
      json: { errors: [{ contexts: [{ context: "ci", state: "pending" }] }] },
    });
    expect((await deploy({ required_contexts: ["absent"] })).status).toBe(409);
    expect((await deploy({ required_contexts: [] })).status).toBe(201);
    await repo(github, "POST", `/statuses/${sha}`, { state: "success", context: "ci" });
    expect((await deploy({ required_contexts: undefined })).status).toBe(201);
  });
});

describe("the list of deployments", () => {
  test("is newest first, filtered, 30 a page, with links", async () => {
    for (let index = 0; index < 35; index += 1) {
      await deployed({ environment: index % 5 === 0 ? "staging" : "production", task: `deploy:${index}` });
    }
    const first = await repo(github, "GET", "/deployments?environment=production&per_page=20");
    const tasks = (first.json as { task: string }[]).map(({ task }) => task);
    expect(tasks).toHaveLength(20);
    expect(tasks.slice(0, 3)).toEqual(["deploy:34", "deploy:33", "deploy:32"]);
    expect(first.headers.get("link")).toContain('page=2>; rel="next"');
    expect(first.headers.get("link")).toContain("environment=production");
    const second = await repo(github, "GET", "/deployments?environment=production&per_page=20&page=2");
    expect(second.json).toHaveLength(8);
    expect(second.headers.get("link")).not.toContain("next");
    expect((await repo(github, "GET", "/deployments")).json).toHaveLength(30);
    expect((await repo(github, "GET", "/deployments?per_page=500")).json).toHaveLength(35);
    expect((await repo(github, "GET", "/deployments?task=deploy:3")).json).toHaveLength(1);
    expect((await repo(github, "GET", "/deployments?sha=none&ref=main")).json).toHaveLength(30);
    expect((await repo(github, "GET", "/deployments?ref=other")).json).toHaveLength(0);
  });
});

describe("a deployment status", () => {
  test("is listed newest first and may move the deployment to another environment", async () => {
    const id = await deployed({ environment: "staging" });
    await report(id, "in_progress", { log_url: "https://ci.example/1" });
    await report(id, "success", { environment: "production", environment_url: "https://shop.example" });
    expect(await states(id)).toEqual(["success", "in_progress"]);
    expect((await repo(github, "GET", `/deployments/${id}`)).json).toMatchObject({
      environment: "production",
      original_environment: "staging",
    });
  });

  test("with a description over 140 characters is refused", async () => {
    const id = await deployed();
    expect((await report(id, "success", { description: "x".repeat(140) })).status).toBe(201);
    expect((await report(id, "success", { description: "x".repeat(141) })).status).toBe(422);
  });

  test("success ends earlier successes of the same environment, but not production or transient ones", async () => {
    const earlier = await deployed({ environment: "staging" });
    const failed = await deployed({ environment: "staging" });
    const transient = await deployed({ environment: "staging", transient_environment: true });
    const other = await deployed({ environment: "test" });
    const production = await deployed();
    for (const id of [earlier, transient, other, production]) await report(id, "success");
    await report(failed, "failure");
    const live = await deployed({ environment: "staging" });
    await report(live, "success");
    const nextProduction = await deployed();
    await report(nextProduction, "success");
    expect(await states(earlier)).toEqual(["inactive", "success"]);
    expect(await states(failed)).toEqual(["failure"]);
    for (const id of [transient, other, production]) expect(await states(id)).toEqual(["success"]);
  });

  test("success with auto_inactive off ends nothing", async () => {
    const earlier = await deployed({ environment: "staging" });
    await report(earlier, "success");
    await report(await deployed({ environment: "staging" }), "success", { auto_inactive: false });
    expect(await states(earlier)).toEqual(["success"]);
  });
});

describe("comments", () => {
  test("may have 65,536 characters and no more, when made and when changed", async () => {
    const made = await repo(github, "POST", "/issues/1/comments", { body: "x".repeat(65_536) });
    expect(made.status).toBe(201);
    expect((await repo(github, "POST", "/issues/1/comments", { body: "x".repeat(65_537) })).status).toBe(422);
    const { id } = made.json as { id: number };
    expect(await repo(github, "PATCH", `/issues/comments/${id}`, { body: "x".repeat(65_537) })).toMatchObject(
      {
        status: 422,
        json: { errors: [{ message: "Body is too long (maximum is 65536 characters)" }] },
      },
    );
  });

  test("belong to the token that wrote them, oldest first", async () => {
    await repo(github, "POST", "/issues/1/comments", { body: "first" });
    await repo(github, "POST", "/issues/1/comments", { body: "second" });
    expect((await repo(github, "GET", "/issues/1/comments")).json).toMatchObject([
      { body: "first", user: { login: "github-actions[bot]" } },
      { body: "second" },
    ]);
    expect((await repo(github, "GET", "/issues/9/comments")).status).toBe(404);
  });
});

describe("references", () => {
  test("are created once: the second one is refused", async () => {
    const sha = github.state.resolve("main")?.sha;
    const create = () => repo(github, "POST", "/git/refs", { ref: "refs/locks/production", sha });
    expect((await create()).status).toBe(201);
    expect(await create()).toMatchObject({ status: 422, json: { message: "Reference already exists" } });
    expect((await repo(github, "DELETE", "/git/refs/locks/production")).status).toBe(204);
    expect(await repo(github, "DELETE", "/git/refs/locks/production")).toMatchObject({ status: 422 });
    expect((await repo(github, "GET", "/git/ref/locks/production")).status).toBe(404);
  });

  test("need a full name and an existing commit, and move forward only", async () => {
    const old = github.state.resolve("main")?.sha;
    const sha = github.state.commit();
    expect((await repo(github, "POST", "/git/refs", { ref: "main2", sha })).status).toBe(422);
    expect(
      (await repo(github, "POST", "/git/refs", { ref: "refs/heads/x", sha: "0".repeat(40) })).status,
    ).toBe(422);
    expect((await repo(github, "PATCH", "/git/refs/heads/main", { sha: old })).status).toBe(422);
    expect((await repo(github, "PATCH", "/git/refs/heads/main", { sha: old, force: true })).status).toBe(200);
  });
});

describe("contents", () => {
  test("come from the ref asked for, as JSON or raw, also when large", async () => {
    github.state.commit({
      branch: "topic",
      files: { "a b/ü.txt": "topic\n", "big.txt": "x".repeat(1_100_000) },
    });
    const path = `/repos/shop/web/contents/${encodeURIComponent("a b/ü.txt")}`;
    expect((await call(github, "GET", path)).status).toBe(404);
    const raw = await call(github, "GET", `${path}?ref=topic`, { accept: "application/vnd.github.raw+json" });
    expect(raw.text).toBe("topic\n");
    expect((await call(github, "GET", `${path}?ref=topic`)).json).toMatchObject({
      path: "a b/ü.txt",
      encoding: "base64",
      content: "dG9waWMK\n",
    });
    expect((await repo(github, "GET", "/contents/big.txt?ref=topic")).json).toMatchObject({
      encoding: "none",
      content: "",
    });
  });
});

describe("a comparison", () => {
  test("is against the merge base, with patches that hold", async () => {
    const { state } = github;
    const before = Array.from({ length: 30 }, (_, index) => `line ${index + 1}`).join("\n");
    state.commit({ files: { "code.ts": `${before}\n`, "old.ts": "moved\n", "gone.ts": "bye\n" } });
    state.commit({
      branch: "topic",
      files: {
        "code.ts": `${before.replace("line 3\n", "line three\n").replace("line 25\n", "")}\nadded`,
        "old.ts": null,
        "new.ts": "moved\n",
        "gone.ts": null,
      },
    });
    state.commit({ files: { "later.ts": "main went on\n" } });
    const { json } = await repo(github, "GET", "/compare/main...topic");
    const found = json as {
      status: string;
      ahead_by: number;
      behind_by: number;
      files: { filename: string }[];
    };
    expect(found).toMatchObject({ status: "diverged", ahead_by: 1, behind_by: 1 });
    expect(found.files.map(({ filename }) => filename)).toEqual(["code.ts", "gone.ts", "new.ts"]);
    expect(found.files).toMatchObject([
      { status: "modified", additions: 2, deletions: 2 },
      { status: "removed", patch: "@@ -1 +0,0 @@\n-bye" },
      { status: "renamed", previous_filename: "old.ts" },
    ]);
    expect(found.files[0]).toMatchObject({
      patch: [
        "@@ -1,6 +1,6 @@",
        " line 1",
        " line 2",
        "-line 3",
        "+line three",
        " line 4",
        " line 5",
        " line 6",
        "@@ -22,9 +22,9 @@",
        " line 22",
        " line 23",
        " line 24",
        "-line 25",
        " line 26",
        " line 27",
        " line 28",
        " line 29",
        " line 30",
        "+added",
        "\\ No newline at end of file",
      ].join("\n"),
    });
  });
});

describe("pull requests", () => {
  test("of a fork name its owner, and are found by their head commit", async () => {
    const sha = github.state.commit({ branch: "patch", files: { "a.txt": "a\n" } });
    const number = github.state.openPull({ head: "patch", headOwner: "stranger" });
    expect(number).toBe(2);
    expect((await repo(github, "GET", `/pulls/${number}`)).json).toMatchObject({
      head: { label: "stranger:patch", sha, repo: { full_name: "stranger/web", fork: true } },
      base: { label: "shop:main" },
    });
    expect((await repo(github, "GET", `/commits/${sha}/pulls`)).json).toMatchObject([{ number }]);
    expect((await repo(github, "GET", "/pulls?head=stranger:patch")).json).toHaveLength(1);
    expect((await repo(github, "GET", "/pulls?head=shop:patch")).json).toHaveLength(0);
    expect((await repo(github, "GET", `/pulls/${number}/files`)).json).toMatchObject([
      { filename: "a.txt", status: "added", patch: "@@ -0,0 +1 @@\n+a" },
    ]);
  });
});
