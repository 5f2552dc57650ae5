import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, describe, expect, test } from "@jest/globals";
import { ROUTES } from "../src/fake-github/routes.ts";
import { type FakeGitHub, type FakeGitHubOptions, startFakeGitHub } from "../src/index.ts";
import { call, repo } from "./fake-github-client.ts";

let running: FakeGitHub | undefined;

afterEach(async () => {
  await running?.close();
  running = undefined;
});

async function start(options: FakeGitHubOptions = {}): Promise<FakeGitHub> {
  running = await startFakeGitHub(options);
  return running;
}

describe("every route", () => {
  test("answers as GitHub's own description says", async () => {
    const github = await start({
      issues: [1],
      runs: [{ id: 77, status: "in_progress", conclusion: null, attempt: 2 }],
      files: { "src/a.ts": "one\n", "README.md": "# web\n" },
      identities: [{ token: "pat", login: "mona" }],
    });
    const { state } = github;
    state.commit({ branch: "topic", files: { "src/a.ts": "two\n", "src/b.ts": "new\n", "README.md": null } });
    const pull = state.openPull({ head: "topic" });
    const sha = state.resolve("topic")?.sha ?? "";
    const main = state.resolve("main")?.sha ?? "";
    const deploy = { ref: "main", auto_merge: false, required_contexts: [], environment: "staging" };
    const deployment: { id: number } = (await repo(github, "POST", "/deployments", deploy)).json;
    const status: { id: number } = (
      await repo(github, "POST", `/deployments/${deployment.id}/statuses`, { state: "success" })
    ).json;
    const comment: { id: number } = (await repo(github, "POST", "/issues/1/comments", { body: "hi" })).json;
    const answers = [
      await call(github, "GET", "/user", { token: "pat" }),
      await repo(github, "GET", ""),
      await repo(github, "GET", "/branches"),
      await repo(github, "GET", "/branches/topic"),
      await repo(github, "GET", "/contents/src/a.ts?ref=topic"),
      await repo(github, "GET", "/contents/src"),
      await repo(github, "GET", "/commits?path=src&sha=topic"),
      await repo(github, "GET", "/commits/topic"),
      await repo(github, "GET", `/commits/${sha}/pulls`),
      await repo(github, "POST", `/statuses/${sha}`, { state: "success", context: "gate" }),
      await repo(github, "GET", "/commits/topic/status"),
      await repo(github, "GET", "/compare/main...topic"),
      await repo(github, "GET", "/pulls?state=all"),
      await repo(github, "GET", `/pulls/${pull}`),
      await repo(github, "GET", `/pulls/${pull}/files`),
      await repo(github, "GET", "/issues/1/comments"),
      await repo(github, "GET", `/issues/comments/${comment.id}`),
      await repo(github, "PATCH", `/issues/comments/${comment.id}`, { body: "ho" }),
      await repo(github, "DELETE", `/issues/comments/${comment.id}`),
      await repo(github, "GET", "/deployments"),
      await repo(github, "GET", `/deployments/${deployment.id}`),
      await repo(github, "GET", `/deployments/${deployment.id}/statuses`),
      await repo(github, "GET", `/deployments/${deployment.id}/statuses/${status.id}`),
      await repo(github, "GET", "/environments/staging"),
      await repo(github, "GET", "/actions/runs/77"),
      await repo(github, "POST", "/git/refs", { ref: "refs/locks/a", sha: main }),
      await repo(github, "GET", "/git/ref/locks/a"),
      await repo(github, "GET", "/git/matching-refs/locks"),
      await repo(github, "PATCH", "/git/refs/locks/a", { sha, force: true }),
      await repo(github, "DELETE", "/git/refs/locks/a"),
    ];
    expect(answers.filter(({ status: code }) => code >= 300)).toEqual([]);
    expect(github.violations).toEqual([]);
    const used = new Set(github.requests.map(({ route }) => route));
    expect(ROUTES.map(({ route }) => route).filter((route) => !used.has(route))).toEqual([]);
  });
});

describe("a request GitHub would not understand", () => {
  test.each([
    ["GET", "/repos/shop/web/deployment", undefined, "no such route"],
    ["POST", "/repos/shop/web/deployments", {}, "required property 'ref'"],
    ["POST", "/repos/shop/web/deployments", { ref: 1 }, "must be string"],
    [
      "POST",
      "/repos/shop/web/deployments",
      { ref: "main", auto_merges: false },
      '"auto_merges" does not exist',
    ],
    ["POST", "/repos/shop/web/deployments/1/statuses", { state: "done" }, "one of the allowed values"],
    ["GET", "/repos/shop/web/deployments/latest", undefined, 'parameter "deployment_id" must be integer'],
    ["GET", "/repos/shop/web/deployments?env=staging", undefined, 'query parameter "env" does not exist'],
    ["GET", "/repos/shop/web/pulls?state=merged", undefined, 'parameter "state"'],
    ["GET", "/repos/shop/web", { a: 1 }, "takes no body"],
  ])("%s %s %p is a violation", async (method, path, body, violation) => {
    const github = await start();
    // fetch sends no body with GET, so this goes below it.
    const answer = await raw(github, method, path, body);
    expect([404, 500]).toContain(answer);
    expect(github.violations).toHaveLength(1);
    expect(github.violations[0]).toContain(violation);
  });

  test("an answer of ours that is not GitHub's is a violation too", async () => {
    const github = await start({ issues: [1] });
    const at = Number.NaN;
    await repo(github, "POST", "/issues/1/comments", { body: "hi" });
    Object.assign(github.state.comments[0] ?? {}, { body: at });
    await repo(github, "GET", "/issues/1/comments");
    expect(github.violations[0]).toContain("our answer: response body/0/body must be string");
  });
});

async function raw(github: FakeGitHub, method: string, path: string, body: unknown): Promise<number> {
  const { request } = await import("node:http");
  const text = body === undefined ? "" : JSON.stringify(body);
  const headers = {
    "user-agent": "test",
    authorization: `token ${github.token}`,
    ...(text === "" ? {} : { "content-length": Buffer.byteLength(text) }),
  };
  return new Promise((resolve, reject) => {
    request(`${github.url}${path}`, { method, headers }, (response) => {
      response.resume().on("end", () => resolve(response.statusCode ?? 0));
    })
      .on("error", reject)
      .end(text);
  });
}

describe("who may do what", () => {
  test.each([
    [null, 401, "Requires authentication"],
    ["stolen", 401, "Bad credentials"],
  ])("token %p gets %i", async (token, status, message) => {
    const github = await start();
    const answer = await call(github, "GET", "/repos/shop/web", { token });
    expect(answer.status).toBe(status);
    expect(answer.json).toMatchObject({ message });
  });

  test.each([
    [{ deployments: "write" }, true, "POST", 201],
    [{ deployments: "read" }, true, "POST", 403],
    [{ deployments: "read" }, true, "GET", 200],
    [{ contents: "write" }, true, "GET", 403],
    [{ contents: "write" }, false, "GET", 200],
    [{}, false, "POST", 403],
  ] as const)(
    "permissions %p, private %p: %s of deployments gets %i",
    async (permissions, isPrivate, method, status) => {
      const github = await start({ permissions, private: isPrivate });
      const body = method === "POST" ? { ref: "main", required_contexts: [] } : undefined;
      const answer = await repo(github, method, "/deployments", body);
      expect(answer.status).toBe(status);
      if (status === 403) {
        expect(answer.json).toMatchObject({ message: "Resource not accessible by integration" });
        expect(answer.headers.get("x-accepted-github-permissions")).toBe(
          `deployments=${method === "POST" ? "write" : "read"}`,
        );
      }
      expect(github.violations).toEqual([]);
    },
  );

  test("the workflow token may not ask who it is; a person may", async () => {
    const github = await start({ identities: [{ token: "pat", login: "mona" }] });
    expect((await call(github, "GET", "/user")).status).toBe(403);
    expect((await call(github, "GET", "/user", { token: "pat" })).json).toMatchObject({
      login: "mona",
      type: "User",
    });
  });

  test("another repository does not exist", async () => {
    const github = await start();
    expect((await call(github, "GET", "/repos/shop/other")).status).toBe(404);
  });

  test("requests are recorded with the login in place of the token", async () => {
    const github = await start();
    await repo(github, "GET", "/deployments?per_page=5");
    expect(github.requests).toMatchObject([
      {
        method: "GET",
        path: "/repos/shop/web/deployments",
        route: "GET /repos/{owner}/{repo}/deployments",
        query: { per_page: "5" },
        headers: { authorization: "github-actions[bot]" },
        status: 200,
      },
    ]);
  });
});

describe("a fault", () => {
  test("hits as often as it says, after as many as it skips", async () => {
    const github = await start();
    github.fail({ method: "GET", path: "/deployments", status: 503, skip: 1, times: 2 });
    const statuses: number[] = [];
    for (let count = 0; count < 4; count += 1)
      statuses.push((await repo(github, "GET", "/deployments")).status);
    expect(statuses).toEqual([200, 503, 503, 200]);
    expect((await repo(github, "GET", "")).status).toBe(200);
  });

  test("answers with its status, headers and body", async () => {
    const github = await start({
      faults: [{ status: 429, headers: { "retry-after": "9" }, body: { message: "slow" } }],
    });
    const answer = await repo(github, "GET", "");
    expect(answer.status).toBe(429);
    expect(answer.headers.get("retry-after")).toBe("9");
    expect(answer.json).toEqual({ message: "slow" });
  });

  test("can lose the answer of a request that took effect", async () => {
    const github = await start();
    github.fail({ mode: "drop-after-effect", method: "POST" });
    await expect(repo(github, "POST", "/deployments", { ref: "main" })).rejects.toThrow();
    expect(github.state.deployments).toHaveLength(1);
  });

  test("can lose the request", async () => {
    const github = await start();
    github.fail({ mode: "drop", method: "POST" });
    await expect(repo(github, "POST", "/deployments", { ref: "main" })).rejects.toThrow();
    expect(github.state.deployments).toHaveLength(0);
  });

  test("can hang until the server closes", async () => {
    const github = await start();
    github.fail({ mode: "hang" });
    const hanging = repo(github, "GET", "").then(
      () => "answered",
      () => "closed",
    );
    while (github.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await github.close();
    running = undefined;
    expect(await hanging).toBe("closed");
  });
});

test("runs as a program of its own that another process reads and changes", async () => {
  const main = join(import.meta.dirname, "../src/fake-github/server-main.ts");
  const options = JSON.stringify({ repository: "shop/api", issues: [3] });
  const child = spawn(process.execPath, ["--conditions=deploy-actions-source", main, options], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const line = await new Promise<string>((resolve) => createInterface(child.stdout).once("line", resolve));
    const { url, token, env } = JSON.parse(line) as {
      url: string;
      token: string;
      env: Record<string, string>;
    };
    expect(env).toMatchObject({ GITHUB_API_URL: url, GITHUB_TOKEN: token });
    const get = async (path: string) => (await fetch(`${url}${path}`)).json() as Promise<unknown>;
    const post = (path: string, body: unknown) =>
      fetch(`${url}${path}`, { method: "POST", body: JSON.stringify(body) });
    await post("/__commit", { branch: "topic", files: { "a.txt": "a" } });
    await post("/__pull", { head: "topic" });
    await post("/__fail", { path: "/branches", status: 502 });
    const headers = { authorization: `Bearer ${token}`, "user-agent": "test" };
    expect((await fetch(`${url}/repos/shop/api/branches`, { headers })).status).toBe(502);
    expect((await fetch(`${url}/repos/shop/api/branches`, { headers })).status).toBe(200);
    expect((await fetch(`${url}/nowhere`, { headers })).status).toBe(404);
    expect(await get("/__state")).toMatchObject({ name: "api", pulls: [{ number: 4, head: "topic" }] });
    expect(await get("/__requests")).toMatchObject([{ status: 502 }, { status: 200 }, { status: 404 }]);
    expect(await get("/__violations")).toEqual(["GET /nowhere: the fake GitHub has no such route"]);
    child.kill("SIGTERM");
    expect(await new Promise((resolve) => child.once("exit", resolve))).toBe(0);
  } finally {
    child.kill("SIGKILL");
  }
});
