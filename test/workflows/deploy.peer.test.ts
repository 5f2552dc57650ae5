import {
  type FakeGitHub,
  startFakeGitHub,
  startTraffic,
  startWebhookReceiver,
  type Traffic,
  type WebhookReceiver,
} from "@deploy-actions/testkit";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { specs } from "../../actions/specs.ts";
import { describePeer } from "../peers/require-peer.ts";
import { Act, type ActResult } from "./support/act.ts";
import { Caller, WEBHOOK_AUDIENCE, WORKFLOWS } from "./support/caller.ts";
import { createDatabase, type Database } from "./support/database.ts";
import { releaseForAct } from "./support/release-for-act.ts";
import { isSignedBy } from "./support/signature.ts";

const WEBHOOK_SECRET = "a-shared-secret";
const RUN_MS = 120_000;
const DEPLOYED = {
  "deploy on tag/test": "success",
  "deploy/deploy/gate": "success",
  "deploy/deploy/deploy": "success",
};

// One story: each test goes on where the one before ended. `act` is real, the example workflows are the ones that ship,
// and what they use is the tree of a release; GitHub's API, its id tokens and the artifact actions are stand-ins.
describePeer("deploying by the example workflows in a real runner", "DEPLOY_ACTIONS_PEER_ACT", (binary) => {
  const server = process.env.DEPLOY_ACTIONS_PEER_POSTGRES_URL ?? "";
  let tree: ReturnType<typeof releaseForAct>;
  let act: Act;
  let caller: Caller;
  let github: FakeGitHub;
  let webhook: WebhookReceiver;
  let database: Database | undefined;
  let users: Traffic | undefined;
  let runId = 100;

  beforeAll(async () => {
    tree = releaseForAct();
    act = new Act(binary, tree.folder);
    database = server === "" ? undefined : await createDatabase(server);
    caller = await Caller.create({ migrates: database !== undefined });
    github = await startFakeGitHub({
      files: caller.files(),
      // What the example workflows grant, which act itself does not enforce.
      permissions: { contents: "read", deployments: "write" },
    });
    webhook = await startWebhookReceiver();
  });

  afterAll(async () => {
    await users?.stop();
    await caller.dispose();
    await webhook.close();
    await github.close();
    await database?.drop();
    act.dispose();
    tree.dispose();
  });

  function run(
    event: string,
    workflow: string,
    payload: Record<string, unknown>,
    inputs: Record<string, string> = {},
  ): Promise<ActResult> {
    runId += 1;
    return act.run(caller.folder, github, {
      event,
      payload,
      inputs,
      workflow: `${WORKFLOWS}/${workflow}`,
      runId,
      vars: { SERVICE_URL: caller.url },
      secrets: {
        WEBHOOK_URL: webhook.url,
        WEBHOOK_SECRET,
        ...(database === undefined ? {} : { DATABASE_URL: database.url }),
      },
    });
  }

  function head(): string {
    return github.state.resolve("main")?.sha ?? "";
  }

  function deploy(tag: string): Promise<ActResult> {
    const sha = head();
    github.state.refs.set(`refs/tags/${tag}`, sha);
    const payload = { ref: `refs/tags/${tag}`, after: sha, created: true, deleted: false };
    return run("push", "deploy-on-tag.yml", payload);
  }

  function rollBack(inputs: Record<string, string>): Promise<ActResult> {
    const given = { environment: "production", release: "", ...inputs };
    const payload = { ref: "refs/heads/main", after: head(), deleted: false, inputs: given };
    return run("workflow_dispatch", "rollback-button.yml", payload, given);
  }

  /** Each deployment of the ledger: what was deployed, GitHub's last state of it, and the phase that stands for. */
  function ledger(): readonly string[] {
    return github.state.deployments.map(({ payload, statuses }) => {
      const record = payload as { readonly version: string };
      const last = statuses.at(-1);
      return `${record.version} ${last?.state} ${last?.description.split(/[ :]/)[0]}`;
    });
  }

  /** Who answers twenty users. */
  async function answering(): Promise<readonly string[]> {
    const seen = new Set<string>();
    for (let index = 0; index < 20; index += 1) {
      const response = await fetch(caller.url, { headers: { connection: "close" } });
      seen.add(await response.text());
    }
    return [...seen];
  }

  /** The occasions people were told of, each delivery checked for who sent it. */
  async function announced(): Promise<readonly string[]> {
    const occasions: string[] = [];
    for (const { headers, body, json } of webhook.requests) {
      const token = (headers.authorization ?? "").replace(/^Bearer /, "");
      const claims = await github.issuer.verify(token, WEBHOOK_AUDIENCE);
      expect(claims.repository).toBe("shop/web");
      expect(isSignedBy(WEBHOOK_SECRET, headers["x-deploy-actions-signature"], body)).toBe(true);
      occasions.push((json as { readonly occasion: string }).occasion);
    }
    return occasions;
  }

  test("act runs the release as it is, but for a key younger than act", () => {
    expect([...new Set(tree.left)]).toEqual([
      "deploy-in-stages.yml: deployment: false",
      "deploy.yml: deployment: false",
      "rollback.yml: deployment: false",
    ]);
  });

  test(
    "a tag deploys the first release",
    async () => {
      const { exitCode, jobs, errors } = await deploy("v1");
      expect({ errors, exitCode, jobs }).toEqual({ errors: [], exitCode: 0, jobs: DEPLOYED });
      expect(ledger()).toEqual(["v1 success verified"]);
      expect(await answering()).toEqual(["v1"]);
      expect(await announced()).toEqual(["scheduled", "completed"]);
    },
    RUN_MS,
  );

  test(
    "the next tag is migrated, gets half of the traffic, then all of it, and nobody sees an error",
    async () => {
      const labelHeader = "x-deploy-actions-release";
      users = startTraffic({ urls: [caller.url], ratePerSecond: 150, labelHeader });
      caller.write("migrations/0002_create_orders.sql", "CREATE TABLE orders (id bigint PRIMARY KEY);\n");
      const { exitCode, jobs, errors } = await deploy("v2");
      expect({ errors, exitCode, jobs }).toEqual({ errors: [], exitCode: 0, jobs: DEPLOYED });
      const { labels, failed } = await users.stop();
      expect(Object.keys(labels).sort()).toEqual(["v1", "v2"]);
      expect(failed).toBe(0);
      expect(ledger()).toEqual(["v1 inactive superseded", "v2 success verified"]);
      expect(await answering()).toEqual(["v2"]);
      expect((await announced()).slice(2)).toEqual(["scheduled", "completed"]);
      if (database !== undefined)
        expect(await database.tables()).toEqual(expect.arrayContaining(["orders", "visits"]));
    },
    RUN_MS,
  );

  test(
    "a release that fails one request in ten is taken back, and the job fails",
    async () => {
      users = startTraffic({ urls: [caller.url], ratePerSecond: 150 });
      const { exitCode, jobs, log } = await deploy("v3");
      await users.stop();
      expect(exitCode).not.toBe(0);
      expect(jobs).toEqual({ ...DEPLOYED, "deploy/deploy/deploy": "failure" });
      expect(log).toMatch(/aborts: error-rate > 5%: \S+ % \(\d+ of \d+ requests\)/);
      expect(ledger()).toEqual(["v1 inactive superseded", "v2 success verified", "v3 failure aborted"]);
      expect(await answering()).toEqual(["v2"]);
      expect((await announced()).slice(4)).toEqual(["scheduled", "rolled-back"]);
    },
    RUN_MS,
  );

  test(
    "every door of the release opens",
    async () => {
      const payload = { ref: "refs/heads/main", after: head(), deleted: false };
      const { exitCode, log } = await run("workflow_dispatch", "doors.yml", payload);
      const opened = [...log.matchAll(/deploy-actions ([a-z-]+) \d+\.\d+\.\d+$/gm)].map(([, name]) => name);
      expect(new Set(opened)).toEqual(new Set(specs.map((spec) => spec.name)));
      expect(exitCode).toBe(0);
    },
    RUN_MS,
  );

  test(
    "a dry run of the rollback button says where it would go and touches nothing",
    async () => {
      const before = { ledger: ledger(), requests: webhook.requests.length };
      const { exitCode, log } = await rollBack({ reason: "prices are wrong", "dry-run": "true" });
      expect(exitCode).toBe(0);
      expect(log).toContain("production would go back from v2 to v1");
      if (database !== undefined) expect(log).toMatch(/Migrations applied since .*v1.* stay: 0002/);
      expect(await answering()).toEqual(["v2"]);
      expect({ ledger: ledger(), requests: webhook.requests.length }).toEqual(before);
    },
    RUN_MS,
  );

  test(
    "the rollback button returns to the last verified release",
    async () => {
      const { exitCode, jobs, errors } = await rollBack({ reason: "prices are wrong", "dry-run": "false" });
      expect({ errors, exitCode, jobs }).toEqual({
        errors: [],
        exitCode: 0,
        jobs: { "rollback/rollback/rollback": "success" },
      });
      expect(await answering()).toEqual(["v1"]);
      expect(ledger()).toEqual([
        "v1 inactive superseded",
        "v2 inactive superseded",
        "v3 failure aborted",
        "v1 success verified",
      ]);
      expect((await announced()).slice(6)).toEqual(["rolled-back"]);
    },
    RUN_MS,
  );

  test("GitHub would have accepted all of it", () => {
    expect(github.violations).toEqual([]);
  });
});
