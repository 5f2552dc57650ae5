import {
  type ActionContext,
  createExec,
  createHttpClient,
  createIdTokens,
  createSecrets,
} from "@deploy-actions/action-kit";
import type { HttpCheck } from "@deploy-actions/conditions";
import type { EffectivePolicy } from "@deploy-actions/deploy-config";
import {
  type FakeGitHub,
  type FakeVault,
  startFakeGitHub,
  startFakeVault,
  startWebhookReceiver,
  type WebhookReceiver,
} from "@deploy-actions/testkit";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { openAccess } from "../access.ts";
import { createProbes } from "../checks.ts";
import { revokeAfter } from "../revoke.ts";
import { RUNNER } from "./context.ts";

const TOKEN = "correct-horse-battery-staple";
const AUDIENCE = "https://vault.example";

let github: FakeGitHub;
let vault: FakeVault;
let shop: WebhookReceiver;
let warnings: string[];

beforeEach(async () => {
  warnings = [];
  github = await startFakeGitHub({ claims: { environment: "production" } });
  [vault, shop] = await Promise.all([
    startFakeVault({
      issuer: github.issuer.url,
      now: Date.now,
      roles: { deploy: { boundAudiences: [AUDIENCE], policies: ["deploy"], ttlSeconds: 900 } },
      secrets: { "secret/shop/api": { token: TOKEN } },
    }),
    startWebhookReceiver(),
  ]);
  shop.always({ body: { status: "ok" } });
});
afterEach(() => Promise.all([github.close(), vault.close(), shop.close()]));

function runContext(): ActionContext {
  const clock = {
    now: Date.now,
    sleep: (ms: number) => new Promise<void>((done) => void setTimeout(done, Math.min(ms, 5))),
  };
  const random = { next: () => 0, id: () => "00000000-0000-4000-8000-000000000000" };
  const secrets = createSecrets();
  const http = createHttpClient({ clock, random, secrets, env: {}, userAgent: "deploy-actions/test" });
  const log = {
    debug: () => undefined,
    info: () => undefined,
    warning: (text: string) => void warnings.push(text),
  };
  const idTokens = createIdTokens({ env: github.issuer.env, http, secrets });
  return {
    clock,
    random,
    secrets,
    http,
    log,
    idTokens,
    exec: createExec({ clock }),
    runner: RUNNER,
    signal: new AbortController().signal,
  } as unknown as ActionContext;
}

const policy = () =>
  ({
    environment: "production",
    target: { platform: "exec" },
    signIns: {
      aws: undefined,
      azure: undefined,
      gcp: undefined,
      vault: { url: vault.url, role: "deploy", mount: "jwt", namespace: undefined, audience: AUDIENCE },
    },
  }) as unknown as EffectivePolicy;

const check = (authorization: string): HttpCheck => ({
  kind: "http",
  name: "orders",
  url: `${shop.url}/orders`,
  method: "GET",
  headers: { authorization },
  body: undefined,
  status: [{ from: 200, to: 299 }],
  expectHeaders: {},
  contains: undefined,
  json: [],
  version: undefined,
  latency: undefined,
  followRedirects: false,
  timeoutMs: 20_000,
  critical: false,
});

async function look(context: ActionContext, authorization: string) {
  const [probe] = createProbes([check(authorization)], context);
  if (probe === undefined) throw new Error("no probe");
  return probe.run(AbortSignal.timeout(20_000));
}

test.each([
  ["Bearer secret://vault/secret/shop/api#token", `Bearer ${TOKEN}`],
  ["secret://vault/secret/shop/api#token", TOKEN],
  ["Bearer of good news", "Bearer of good news"],
])("a header %s is sent as %s", async (written, sent) => {
  const context = runContext();
  openAccess(context, policy());
  expect(await look(context, written)).toMatchObject({ result: "healthy" });
  expect(shop.requests.map(({ headers }) => headers.authorization)).toEqual([sent]);
  expect(context.secrets.redact(sent)).not.toContain(TOKEN);
});

test("a store that does not answer says nothing about the system", async () => {
  const context = runContext();
  openAccess(context, policy());
  await vault.close();
  const sample = await look(context, "Bearer secret://vault/secret/shop/api#token");
  expect(sample).toMatchObject({ result: "unknown" });
  expect(sample.detail).toContain("The header authorization cannot be filled in");
  expect(shop.requests).toEqual([]);
});

test("what a run signed in to is taken back at its end, also when it fails", async () => {
  for (const fails of [false, true]) {
    const context = runContext();
    const body = async (): Promise<string> => {
      openAccess(context, policy());
      await look(context, "Bearer secret://vault/secret/shop/api#token");
      if (fails) throw new Error("the run failed");
      return "done";
    };
    const ended = await revokeAfter(context, body).catch((error: unknown) => String(error));
    expect(ended).toBe(fails ? "Error: the run failed" : "done");
  }
  const used = vault.requests.flatMap(({ headers }) => headers["x-vault-token"] ?? []);
  expect(new Set(used).size).toBe(2);
  expect(used.filter((token) => vault.isAlive(token))).toEqual([]);
});

test("a token that cannot be taken back does not change how a run ends", async () => {
  const context = runContext();
  openAccess(context, policy());
  vault.fail({ path: /revoke-self/, status: 400, body: { errors: ["no"] }, times: 9 });
  const ended = await revokeAfter(context, async () => {
    await look(context, "Bearer secret://vault/secret/shop/api#token");
    return "done";
  });
  expect(ended).toBe("done");
  expect(warnings.join("\n")).toContain("could not be revoked");
});

test("a run without a policy has nothing to take back", async () => {
  expect(await revokeAfter(runContext(), async () => "done")).toBe("done");
});
