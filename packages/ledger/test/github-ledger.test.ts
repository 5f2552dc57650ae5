import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { lastPhase } from "../src/index.ts";
import { byRun, deployment, LIVE_MS, NEVER } from "./builders.ts";
import { type GitHubHarness, gitHubHarness } from "./harness.ts";

const QUERY = { service: "shop", environment: "production" };
const DEPLOYMENTS = "POST /repos/{owner}/{repo}/deployments";
const STATUSES = "POST /repos/{owner}/{repo}/deployments/{deployment_id}/statuses";

let harness: GitHubHarness;
beforeEach(async () => {
  harness = await gitHubHarness();
});
afterEach(async () => {
  const { violations } = harness.fake;
  await harness.close();
  expect(violations).toEqual([]);
});

function sent(route: string): unknown[] {
  return harness.fake.requests.filter((request) => request.route === route).map((request) => request.body);
}

describe("what is sent to GitHub", () => {
  test("a deployment that GitHub neither merges nor checks, with all facts in its payload", async () => {
    const sha = harness.fake.state.commit({ message: "v2" });
    const ledger = await harness.create({ productionEnvironment: true });
    await ledger.open(
      deployment("v2", {
        release: { version: "v2", commit: sha, artifact: "sha256:01" },
        kind: "hotfix",
        previous: { id: "7", version: "v1" },
        migrations: ["0001"],
        reason: "checkout fails",
      }),
      NEVER,
    );
    expect(sent(DEPLOYMENTS)).toEqual([
      {
        ref: sha,
        task: "deploy",
        auto_merge: false,
        required_contexts: [],
        environment: "production",
        description: "hotfix of shop v2 by octocat",
        production_environment: true,
        payload: {
          type: "deploy-actions",
          schema: 1,
          service: "shop",
          version: "v2",
          sha,
          artifact: "sha256:01",
          kind: "hotfix",
          planned: true,
          strategy: "canary",
          actor: "octocat",
          run_id: "100",
          run_attempt: 1,
          run_url: "https://github.test/shop/web/actions/runs/100",
          previous: { id: "7", version: "v1" },
          reason: "checkout fails",
          migrations: ["0001"],
        },
      },
    ]);
  });

  test("a rollback as a task of its own", async () => {
    await harness.ledger.open(deployment("v1", { kind: "rollback", rollsBack: "7" }), NEVER);
    expect(sent(DEPLOYMENTS)).toMatchObject([{ task: "rollback", payload: { rolls_back: "7" } }]);
  });

  test("each phase as the state GitHub has for it, with links", async () => {
    const ledger = await harness.create({
      logUrl: "https://github.test/log",
      environmentUrl: "https://shop.test/",
    });
    const states: unknown[] = [];
    const ends = ["verified", "failed", "aborted", "cancelled", "abandoned", "superseded"] as const;
    for (const [index, end] of ends.entries()) {
      const { id } = await ledger.open(byRun(String(index), "v2"), NEVER);
      await ledger.append(id, { phase: "promoting", weight: 100, note: "" }, NEVER);
      await ledger.append(id, { phase: end, note: "" }, NEVER);
      states.push(harness.fake.state.deployments.at(-1)?.statuses.map((status) => status.state));
    }
    expect(states).toEqual(
      ["success", "failure", "failure", "error", "error", "inactive"].map((end) => [
        "in_progress",
        "in_progress",
        end,
      ]),
    );
    expect(sent(STATUSES)).toContainEqual({
      state: "in_progress",
      description: "promoting 100%",
      auto_inactive: false,
      log_url: "https://github.test/log",
      environment_url: "https://shop.test/",
    });
  });

  test("a long list of migrations is cut below the limit, and nobody can take it for the whole", async () => {
    const migrations = Array.from({ length: 2_000 }, (_, index) => `${index}_add_a_column_to_a_table`);
    const opened = await harness.ledger.open(deployment("v2", { migrations }), NEVER);
    expect(opened.migrations).toEqual(migrations);
    const payload = harness.fake.state.deployments[0]?.payload;
    expect(Buffer.byteLength(JSON.stringify(payload))).toBeLessThan(8_192);
    const [listed] = await harness.ledger.list(QUERY, NEVER);
    const kept = listed?.migrations ?? [];
    expect(kept.slice(0, -1)).toEqual(migrations.slice(0, kept.length - 1));
    expect(kept.at(-1)).toBe(`(${2_000 - (kept.length - 1)} more migrations not recorded)`);
  });
});

describe("what others write", () => {
  test("deployments that are not ours are not seen", async () => {
    const sha = harness.fake.state.commit();
    const ledger = await harness.create({ sha });
    await harness.create({ sha });
    for (const payload of [{}, { type: "other" }, "text", { type: "deploy-actions", service: "search" }]) {
      harness.fake.state.deployments.push({
        ...(await existing(sha)),
        id: harness.fake.state.nextId(),
        payload,
      });
    }
    expect(await ledger.list(QUERY, NEVER)).toEqual([]);
  });

  test("a payload of ours that cannot be read is an error, since it may be the live one", async () => {
    const sha = harness.fake.state.commit();
    const payload = { type: "deploy-actions", service: "shop", schema: 2 };
    harness.fake.state.deployments.push({ ...(await existing(sha)), payload });
    await expect(harness.ledger.list(QUERY, NEVER)).rejects.toMatchObject({
      code: "config",
      message: expect.stringMatching(
        /payload of GitHub deployment \d+ in production cannot be read: schema is not 1/,
      ),
    });
  });

  test("statuses by hand are read from their state", async () => {
    const { id } = await harness.ledger.open(deployment("v2"), NEVER);
    const known = harness.fake.state.deployments.find((each) => each.id === Number(id));
    const first = known?.statuses[0];
    if (known === undefined || first === undefined) throw new Error("the deployment is not there");
    known.statuses.push(
      { ...first, id: harness.fake.state.nextId(), state: "success", description: "works for me" },
      { ...first, id: harness.fake.state.nextId(), state: "inactive", description: "" },
    );
    const [record] = await harness.ledger.list(QUERY, NEVER);
    expect(record?.events.slice(1)).toMatchObject([
      { phase: "verified", note: "works for me" },
      { phase: "superseded", note: "" },
    ]);
  });

  async function existing(sha: string) {
    const at = harness.clock.now();
    return {
      id: harness.fake.state.nextId(),
      sha,
      ref: sha,
      task: "deploy",
      payload: {},
      environment: "production",
      originalEnvironment: "production",
      description: null,
      transient: false,
      production: true,
      login: "octocat",
      at,
      updatedAt: at,
      statuses: [],
    };
  }
});

describe("what GitHub refuses", () => {
  test("no commit to deploy is said before anything is asked", async () => {
    const ledger = await harness.create({ sha: undefined } as object);
    await expect(ledger.open(deployment("v2"), NEVER)).rejects.toMatchObject({
      code: "input",
      message: "Release v2 names no commit to record a deployment of",
    });
    expect(sent(DEPLOYMENTS)).toEqual([]);
  });

  test("a commit it does not know", async () => {
    const release = { version: "v2", commit: "0".repeat(40) };
    await expect(harness.ledger.open(deployment("v2", { release }), NEVER)).rejects.toMatchObject({
      code: "conflict",
      message: `GitHub cannot create a deployment of ${"0".repeat(40)} (422)`,
      hint: expect.stringContaining("does not exist"),
    });
  });

  test.each([
    [202, "remote", /answered 202 and created no deployment.*Auto-merged/],
    [409, "conflict", /refuses a deployment of .* \(409\)/],
  ] as const)("%d to a new deployment", async (status, code, message) => {
    harness.fake.fail({ method: "POST", path: /\/deployments$/, status, body: { message: "Auto-merged" } });
    await expect(harness.ledger.open(deployment("v2"), NEVER)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    });
  });
});

/** How often a status is tried to be written. */
const ATTEMPTS = 4;

describe("answers that are lost", () => {
  test("a status that GitHub did not take at once is sent again", async () => {
    const record = await harness.ledger.open(deployment("v2"), NEVER);
    harness.fake.fail({ method: "POST", path: /\/statuses$/, status: 502 });
    await harness.ledger.append(record.id, { phase: "verified", note: "" }, NEVER);
    const [found] = await harness.ledger.list(QUERY, NEVER);
    expect(found?.events.map((event) => event.phase)).toEqual(["started", "verified"]);
  });

  test("a deployment that was created is found again", async () => {
    harness.fake.fail({ method: "POST", path: /\/deployments$/, mode: "drop-after-effect" });
    await expect(harness.ledger.open(deployment("v2"), NEVER)).rejects.toMatchObject({ code: "remote" });
    const record = await harness.ledger.open(deployment("v2"), NEVER);
    expect(harness.fake.state.deployments.map((each) => String(each.id))).toEqual([record.id]);
  });

  test("a verification that was recorded is finished: the one before becomes inactive", async () => {
    const first = await harness.ledger.open(byRun("1", "v1"), NEVER);
    await harness.ledger.append(first.id, { phase: "verified", note: "" }, NEVER);
    const second = await harness.ledger.open(byRun("2", "v2"), NEVER);
    harness.fake.fail({ method: "POST", path: /\/statuses$/, mode: "drop-after-effect", times: ATTEMPTS });
    const verified = { phase: "verified", note: "" } as const;
    await expect(harness.ledger.append(second.id, verified, NEVER)).rejects.toMatchObject({ code: "remote" });
    await harness.ledger.append(second.id, verified, NEVER);
    const records = await harness.ledger.list(QUERY, NEVER);
    expect(records.map(lastPhase)).toEqual(["verified", "superseded"]);
  });
});

test("a run that begins while another one is creating its deployment gives way", async () => {
  // Both looked before either created: the fault lets the second one's first look see nothing.
  const other = await harness.another();
  const first = await harness.ledger.open(byRun("1", "v2"), NEVER);
  harness.fake.fail({ method: "GET", path: /\/deployments\?/, status: 200, body: [] });
  await expect(other.open(byRun("2", "v3"), NEVER)).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("by run 1 of hubot"),
  });
  const records = await harness.ledger.list(QUERY, NEVER);
  expect(records.map((each) => [each.run.runId, lastPhase(each)])).toEqual([
    ["2", "superseded"],
    ["1", "started"],
  ]);
  expect(records[1]?.id).toBe(first.id);
});

test("a deployment whose first status was never written is alive from its creation on", async () => {
  harness.fake.fail({ method: "POST", path: /\/statuses$/, status: 500, times: ATTEMPTS });
  await expect(harness.ledger.open(byRun("1", "v2"), NEVER)).rejects.toMatchObject({ code: "remote" });
  await expect(harness.ledger.open(byRun("2", "v3"), NEVER)).rejects.toMatchObject({ code: "conflict" });
  harness.clock.advance(LIVE_MS);
  await harness.ledger.open(byRun("2", "v3"), NEVER);
});

test("a token without the permission is told which line to add", async () => {
  harness.fake.fail({ status: 403, body: { message: "Resource not accessible by integration" }, times: 0 });
  await expect(harness.ledger.open(deployment("v2"), NEVER)).rejects.toMatchObject({
    code: "permission",
    hint: expect.stringContaining("deployments: write"),
  });
});
