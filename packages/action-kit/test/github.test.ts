import { type GitHubRest, gitHubStatus } from "@deploy-actions/kernel";
import { type FakeGitHub, type FakeGitHubOptions, startFakeGitHub } from "@deploy-actions/testkit";
import { afterEach, describe, expect, test } from "@jest/globals";
import { createGitHub } from "../src/github.ts";
import { calm, freePort, rejection, testClient } from "./network-ports.ts";

const repo = { owner: "shop", repo: "web" };
let github: FakeGitHub | undefined;

afterEach(async () => {
  await github?.close();
  github = undefined;
});

async function connect(options: FakeGitHubOptions = {}, token?: string) {
  const started = await startFakeGitHub(options);
  github = started;
  const client = testClient();
  const rest: GitHubRest = await createGitHub({
    token: token ?? started.token,
    apiUrl: started.url,
    http: client.http,
    secrets: client.secrets,
    userAgent: "deploy-actions/test/1.0.0",
  });
  return { fake: started, rest, ...client };
}

function needs(line: string, signal = calm()) {
  return { needs: line, signal };
}

const createDeployment = (rest: GitHubRest) =>
  rest.request(
    "POST /repos/{owner}/{repo}/deployments",
    { ...repo, ref: "main", auto_merge: false, required_contexts: [], environment: "staging" },
    needs("deployments: write"),
  );

describe("a call", () => {
  test("gives status and typed data, and masks the token", async () => {
    const { fake, rest, secrets } = await connect();
    const { status, data } = await createDeployment(rest);
    expect(status).toBe(201);
    expect(data).toMatchObject({ environment: "staging", ref: "main" });
    expect(secrets.masked).toContain(fake.token);
    expect(fake.requests[0]?.headers["user-agent"]).toContain("deploy-actions/test/1.0.0");
    expect(fake.violations).toEqual([]);
  });

  test("without content succeeds", async () => {
    const { fake, rest } = await connect();
    fake.state.refs.set("refs/locks/a", fake.state.commit());
    const { status } = await rest.request(
      "DELETE /repos/{owner}/{repo}/git/refs/{ref}",
      { ...repo, ref: "locks/a" },
      needs("contents: write"),
    );
    expect(status).toBe(204);
    expect(fake.state.refs.has("refs/locks/a")).toBe(false);
  });

  test("reads a file as raw text and as base64", async () => {
    const { rest, fake } = await connect({ files: { ".github/deploy.yml": "version: 1\n# ü\n" } });
    const route = "GET /repos/{owner}/{repo}/contents/{path}";
    const path = ".github/deploy.yml";
    // octokit understands `mediaType`; the types of the routes leave it out.
    const asRaw = { ...repo, path, mediaType: { format: "raw" } };
    const raw = await rest.request(route, asRaw, needs("contents: read"));
    expect(raw.data).toBe("version: 1\n# ü\n");
    const { data } = await rest.request(route, { ...repo, path, ref: "main" }, needs("contents: read"));
    const content = "content" in data ? data.content : "";
    expect(Buffer.from(content, "base64").toString()).toBe("version: 1\n# ü\n");
    expect(fake.violations).toEqual([]);
  });

  test("without a token says which input to set", async () => {
    const error = await rejection(connect({}, " "));
    expect(error).toMatchObject({ code: "permission" });
    expect(error.hint).toContain("github-token");
  });
});

describe("a list", () => {
  test("comes with all its pages, 100 at a time", async () => {
    const { fake, rest } = await connect({ issues: [1] });
    const { state } = fake;
    for (let index = 0; index < 230; index += 1) {
      const at = state.now();
      state.comments.push({ id: index + 1, issue: 1, body: `${index}`, login: "octocat", at, updatedAt: at });
    }
    const list = (maxItems?: number) =>
      rest.paginate(
        "GET /repos/{owner}/{repo}/issues/{issue_number}/comments",
        { ...repo, issue_number: 1 },
        { ...needs("issues: read"), ...(maxItems === undefined ? {} : { maxItems }) },
      );
    const all = await list();
    expect(all.map(({ body }) => body)).toEqual(Array.from({ length: 230 }, (_, index) => `${index}`));
    expect(fake.requests.map(({ query }) => query.per_page)).toEqual(["100", "100", "100"]);
    expect(await list(150)).toHaveLength(150);
    expect(fake.requests).toHaveLength(5);
    expect(fake.violations).toEqual([]);
  });
});

describe("a refusal", () => {
  test("for a missing permission names the line to add and read-only tokens", async () => {
    const { rest } = await connect({ permissions: { deployments: "read" } });
    const error = await rejection(createDeployment(rest));
    expect(error.code).toBe("permission");
    expect(error.message).toBe(
      "POST /repos/shop/web/deployments was refused by GitHub: 403 Resource not accessible by integration",
    );
    expect(error.hint).toContain('Add "deployments: write" under permissions: of the job');
    expect(error.hint).toContain("deployments=write");
    expect(error.hint).toMatch(/fork.*Dependabot.*read-only/);
    expect(gitHubStatus(error)).toBe(403);
  });

  test("of the token is a permission error", async () => {
    const { rest } = await connect({}, "wrong");
    const error = await rejection(createDeployment(rest));
    expect(error).toMatchObject({ code: "permission" });
    expect(error.message).toContain("401 Bad credentials");
    expect(gitHubStatus(error)).toBe(401);
  });

  test("as not found names both possibilities", async () => {
    const { rest } = await connect();
    const error = await rejection(
      rest.request(
        "GET /repos/{owner}/{repo}/contents/{path}",
        { owner: "shop", repo: "other", path: "a" },
        needs("contents: read"),
      ),
    );
    expect(error.code).toBe("permission");
    expect(error.message).toContain("Either it does not exist, or this token may not see it");
    expect(error.hint).toContain('"contents: read"');
    expect(gitHubStatus(error)).toBe(404);
  });

  test("as already there is a conflict with GitHub's words", async () => {
    const { fake, rest } = await connect();
    const create = () =>
      rest.request(
        "POST /repos/{owner}/{repo}/git/refs",
        { ...repo, ref: "refs/locks/production", sha: fake.state.refs.get("refs/heads/main") ?? "" },
        needs("contents: write"),
      );
    await create();
    const error = await rejection(create());
    expect(error).toMatchObject({ code: "conflict" });
    expect(error.message).toContain("422 Reference already exists");
    expect(gitHubStatus(error)).toBe(422);
  });

  test("of a field names the complaint", async () => {
    const { fake, rest } = await connect({ issues: [7] });
    const error = await rejection(
      rest.request(
        "POST /repos/{owner}/{repo}/issues/{issue_number}/comments",
        { ...repo, issue_number: 7, body: "x".repeat(65_537) },
        needs("issues: write"),
      ),
    );
    expect(error.message).toContain("Body is too long (maximum is 65536 characters)");
    expect(fake.violations).toEqual([]);
  });

  test("by the rate limit is remote and says when it resets", async () => {
    const { fake, rest, clock } = await connect();
    const reset = String(clock.now() / 1_000 + 900);
    fake.fail({ status: 403, headers: { "x-ratelimit-remaining": "0", "x-ratelimit-reset": reset } });
    const error = await rejection(createDeployment(rest));
    expect(error.code).toBe("remote");
    expect(error.hint).toContain(new Date(Number(reset) * 1_000).toISOString());
    expect(fake.requests).toHaveLength(1);
  });
});

describe("a fault of GitHub", () => {
  test("is tried again for a read", async () => {
    const { fake, rest } = await connect();
    fake.fail({ status: 502, times: 2 });
    await expect(
      rest.request("GET /repos/{owner}/{repo}", repo, needs("contents: read")),
    ).resolves.toMatchObject({ status: 200 });
    expect(fake.requests).toHaveLength(3);
  });

  test("is tried again for a POST that says it may be repeated", async () => {
    const { fake, rest } = await connect();
    await createDeployment(rest);
    const [deployment] = fake.state.deployments;
    fake.fail({ method: "POST", path: /statuses$/, status: 502, times: 2 });
    const { status } = await rest.request(
      "POST /repos/{owner}/{repo}/deployments/{deployment_id}/statuses",
      { ...repo, deployment_id: deployment?.id ?? 0, state: "success" },
      { ...needs("deployments: write"), isRepeatable: true },
    );
    expect(status).toBe(201);
    expect(deployment?.statuses).toHaveLength(1);
  });

  test("is not tried again for a creating POST", async () => {
    const { fake, rest } = await connect();
    fake.fail({ status: 502 });
    const error = await rejection(createDeployment(rest));
    expect(error.code).toBe("remote");
    expect(gitHubStatus(error)).toBe(502);
    expect(fake.requests).toHaveLength(1);
  });

  test.each([
    [403, { "retry-after": "20" }, 20_000],
    [429, { "retry-after": "20" }, 20_000],
  ])("a POST refused with %i and Retry-After waits and creates once", async (status, headers, waited) => {
    const { fake, rest, clock } = await connect();
    fake.fail({ status, headers: headers as unknown as Record<string, string> });
    expect((await createDeployment(rest)).status).toBe(201);
    expect(clock.sleeps).toEqual([waited]);
    expect(fake.state.deployments).toHaveLength(1);
  });

  test("a POST whose answer is lost fails as remote although it took effect", async () => {
    const { fake, rest } = await connect();
    fake.fail({ mode: "drop-after-effect" });
    const error = await rejection(createDeployment(rest));
    expect(error.code).toBe("remote");
    expect(error.message).toContain("the connection was closed");
    expect(fake.state.deployments).toHaveLength(1);
  });

  test("a GitHub that cannot be reached is remote", async () => {
    const { http, secrets } = testClient();
    const apiUrl = `http://127.0.0.1:${await freePort()}`;
    const rest = await createGitHub({ token: "t0ken", apiUrl, http, secrets, userAgent: "test" });
    const error = await rejection(createDeployment(rest));
    expect(error).toMatchObject({ code: "remote", cause: { failure: "refused" } });
  });

  test("a call that hangs ends with the signal", async () => {
    const { fake, rest } = await connect();
    fake.fail({ mode: "hang" });
    const abort = new AbortController();
    const running = rest.request("GET /repos/{owner}/{repo}", repo, needs("contents: read", abort.signal));
    const stop = setInterval(() => fake.requests.length > 0 && abort.abort(), 5);
    try {
      expect((await rejection(running)).code).toBe("cancelled");
    } finally {
      clearInterval(stop);
    }
  });
});
