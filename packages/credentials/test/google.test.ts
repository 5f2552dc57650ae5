import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type FakeGitHub, type FakeGoogle, startFakeGitHub, startFakeGoogle } from "@deploy-actions/testkit";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { createGoogleTokens } from "../src/index.ts";
import {
  rejection,
  signal,
  type TestClock,
  type TestPorts,
  testClock,
  testPorts,
  textOf,
} from "./test-ports.ts";

const PROVIDER = "projects/123/locations/global/workloadIdentityPools/github/providers/shop";
const ACCOUNT = "deploy@shop.iam.gserviceaccount.com";
const SUBJECT = "repo:shop/web:environment:production";
const SIGN_IN = { provider: PROVIDER, serviceAccount: undefined, audience: undefined };

let clock: TestClock;
let github: FakeGitHub;
let google: FakeGoogle;

beforeEach(async () => {
  clock = testClock();
  github = await startFakeGitHub({ now: () => clock.now(), claims: { environment: "production" } });
  google = await startFakeGoogle({
    issuer: github.issuer.url,
    now: () => clock.now(),
    provider: PROVIDER,
    condition: { repository_owner_id: "65", environment: "production" },
    accounts: { [ACCOUNT]: [SUBJECT], "other@shop.iam.gserviceaccount.com": [] },
    lifetimeSeconds: 900,
  });
});
afterEach(async () => {
  await google.close();
  await github.close();
});

function ports(env: Readonly<Record<string, string>> = {}, from = github, withTokens = true): TestPorts {
  return testPorts({
    clock,
    ...(withTokens ? { github: from } : {}),
    env,
    routes: { "*.googleapis.com": google.url },
  });
}

describe("workload identity federation", () => {
  test("direct gives a token of the federated identity, masked [A11]", async () => {
    const given = ports();
    const token = await createGoogleTokens(SIGN_IN, given).get(signal);
    expect(google.principalOf(token.value)).toBe(SUBJECT);
    expect(given.masked).toContain(token.value);
    expect(token.expiresAt).toBe(clock.now() + 900_000);
    expect(google.requests.map(({ headers }) => headers["x-fake-host"])).toEqual(["sts.googleapis.com"]);
  });

  test("through a service account gives a token of the account; both tokens are masked", async () => {
    const given = ports();
    const token = await createGoogleTokens({ ...SIGN_IN, serviceAccount: ACCOUNT }, given).get(signal);
    expect(google.principalOf(token.value)).toBe(ACCOUNT);
    expect(given.masked.filter((value) => value.startsWith("ya29."))).toHaveLength(2);
  });

  test("is renewed during a rollout that outlives three lifetimes", async () => {
    const tokens = createGoogleTokens(SIGN_IN, ports());
    const end = clock.now() + 3.5 * 900_000;
    for (; clock.now() < end; clock.advance(30_000)) {
      expect(google.principalOf((await tokens.get(signal)).value)).toBe(SUBJECT);
    }
    expect(google.requests.length).toBeGreaterThanOrEqual(4);
  });

  test("survives a fault of the service", async () => {
    google.fail({ status: 503, times: 2 });
    expect(google.principalOf((await createGoogleTokens(SIGN_IN, ports()).get(signal)).value)).toBe(SUBJECT);
  });

  test.each([
    [
      { audience: "sts.amazonaws.com" },
      "permission",
      /It is the audience that differs: the token has "sts\.amazonaws\.com"/,
    ],
    [{ provider: PROVIDER.replace("shop", "none") }, "config", /The pool or the provider does not exist/],
    [{ provider: "github/shop" }, "config", /^$/],
    [
      { serviceAccount: "other@shop.iam.gserviceaccount.com" },
      "permission",
      /it is the binding on other@shop/,
    ],
  ])("refused with %p says what differs", async (changes, code, hint) => {
    const error = await rejection(createGoogleTokens({ ...SIGN_IN, ...changes }, ports()).get(signal));
    expect(error.code).toBe(code);
    expect(error.hint ?? "").toMatch(hint);
    expect(textOf(error)).not.toMatch(/eyJ|ya29/);
    if (code === "permission") {
      expect(error.message).toMatch(/repository_owner_id +65/);
      expect(error.message).toContain("gcloud iam workload-identity-pools providers create-oidc shop");
      expect(error.message).toContain("assertion.sub == ");
    }
  });

  test("refused by the attribute condition names it, and that the job has no environment", async () => {
    const other = await startFakeGitHub({ now: () => clock.now() });
    const service = await startFakeGoogle({
      issuer: other.issuer.url,
      now: () => clock.now(),
      provider: PROVIDER,
      condition: { environment: "production" },
    });
    try {
      const given = testPorts({ clock, github: other, routes: { "*.googleapis.com": service.url } });
      const error = await rejection(createGoogleTokens(SIGN_IN, given).get(signal));
      expect(error.message).toContain(
        "unauthorized_client: The given credential is rejected by the attribute condition.",
      );
      expect(error.hint).toContain("It is the provider's attribute condition that rejects the token");
      expect(error.hint).toContain("The job names no `environment:`");
    } finally {
      await service.close();
      await other.close();
    }
  });

  test("throttled to the end says so", async () => {
    google.fail({ status: 429, body: { error: { code: 429, message: "Quota exceeded" } }, times: 99 });
    const error = await rejection(createGoogleTokens(SIGN_IN, ports()).get(signal));
    expect(error).toMatchObject({ code: "remote" });
    expect(error.message).toContain("(4 attempts)");
  });

  test("without id-token: write names the line to add", async () => {
    const error = await rejection(createGoogleTokens(SIGN_IN, ports({}, github, false)).get(signal));
    expect(error.hint).toContain('"id-token: write"');
  });
});

describe("Google Cloud without a sign-in", () => {
  test.each(["CLOUDSDK_AUTH_ACCESS_TOKEN", "GOOGLE_OAUTH_ACCESS_TOKEN"])(
    "uses %s as it is and says so once",
    async (name) => {
      const given = ports({ [name]: "ya29.of-the-environment" });
      const tokens = createGoogleTokens(undefined, given);
      await tokens.get(signal);
      expect(await tokens.get(signal)).toEqual({ value: "ya29.of-the-environment", expiresAt: undefined });
      expect(given.log.lines).toEqual([expect.stringContaining(`(${name}), as it is`)]);
      expect(given.masked).toContain("ya29.of-the-environment");
    },
  );

  describe("with a credential file", () => {
    let folder: string;
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), "credentials-"));
    });
    afterEach(() => rm(folder, { recursive: true }));

    async function withFile(content: string): Promise<TestPorts> {
      await writeFile(join(folder, "credentials.json"), content);
      return ports({ GOOGLE_APPLICATION_CREDENTIALS: join(folder, "credentials.json") });
    }

    test("of google-github-actions/auth signs in as it says", async () => {
      const given = await withFile(
        JSON.stringify({
          type: "external_account",
          audience: `//iam.googleapis.com/${PROVIDER}`,
          service_account_impersonation_url: `https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/${ACCOUNT}:generateAccessToken`,
          credential_source: {
            url: `https://token.example/?api-version=2.0&audience=${encodeURIComponent(`https://iam.googleapis.com/${PROVIDER}`)}`,
          },
        }),
      );
      expect(google.principalOf((await createGoogleTokens(undefined, given).get(signal)).value)).toBe(
        ACCOUNT,
      );
      expect(given.log.lines).toEqual([expect.stringContaining("GOOGLE_APPLICATION_CREDENTIALS")]);
    });

    test.each([
      [
        JSON.stringify({ type: "service_account", private_key: "-----BEGIN secret" }),
        /long-lived key of a service account/,
      ],
      ["not json: hush-hush", /it is no JSON/],
      [
        JSON.stringify({ type: "authorized_user" }),
        /has the type authorized_user; expected external_account/,
      ],
    ])("%p is refused without a word of its content [A11]", async (content, text) => {
      const error = await rejection(createGoogleTokens(undefined, await withFile(content)).get(signal));
      expect(error.message).toMatch(text);
      expect(textOf(error)).not.toMatch(/hush|BEGIN/);
    });
  });

  test("and nothing else is an error that says what to write", async () => {
    expect((await rejection(createGoogleTokens(undefined, ports()).get(signal))).hint).toContain(
      "provider: projects/",
    );
  });
});
