import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import {
  type FakeGitHub,
  type FakeSts,
  type FakeVault,
  startFakeGitHub,
  startFakeGoogle,
  startFakeSts,
  startFakeVault,
} from "../src/index.ts";

const ROLE = "arn:aws:iam::123456789012:role/deploy";
const PROVIDER = "projects/1/locations/global/workloadIdentityPools/p/providers/q";

let nowMs: number;
let github: FakeGitHub;
let stranger: FakeGitHub;
let sts: FakeSts;
let vault: FakeVault;

beforeEach(async () => {
  nowMs = Date.now();
  const now = () => nowMs;
  github = await startFakeGitHub({ now });
  stranger = await startFakeGitHub({ now });
  const common = { issuer: github.issuer.url, now };
  sts = await startFakeSts({ ...common, roles: { [ROLE]: { sub: "repo:shop/web:ref:refs/heads/*" } } });
  vault = await startFakeVault({
    ...common,
    roles: { deploy: { boundAudiences: ["aud"], policies: [], ttlSeconds: 60 } },
  });
});
afterEach(async () => {
  for (const server of [sts, vault, github, stranger]) await server.close();
});

async function assume(token: string): Promise<string> {
  const form = {
    Action: "AssumeRoleWithWebIdentity",
    RoleArn: ROLE,
    RoleSessionName: "run",
    WebIdentityToken: token,
  };
  return (await fetch(sts.url, { method: "POST", body: new URLSearchParams(form) })).text();
}

async function login(jwt: string): Promise<string> {
  const body = JSON.stringify({ role: "deploy", jwt });
  return (await fetch(`${vault.url}/v1/auth/jwt/login`, { method: "POST", body })).text();
}

/** The token with another subject and the old signature. */
function forged(token: string): string {
  const [header = "", payload = "", signature = ""] = token.split(".");
  const claims = JSON.parse(Buffer.from(payload, "base64url").toString()) as object;
  const changed = Buffer.from(JSON.stringify({ ...claims, sub: "repo:shop/web:ref:refs/heads/x" })).toString(
    "base64url",
  );
  return `${header}.${changed}.${signature}`;
}

describe("a fake cloud", () => {
  test("takes a token of its issuer, for its audience, in its time", async () => {
    expect(await assume(await github.issuer.issue("sts.amazonaws.com"))).toContain("<AccessKeyId>");
    expect(await login(await github.issuer.issue("aud"))).toContain("client_token");
  });

  test.each([
    [
      "with a forged claim",
      async () => forged(await github.issuer.issue("sts.amazonaws.com")),
      "InvalidIdentityToken",
    ],
    ["of another issuer", () => stranger.issuer.issue("sts.amazonaws.com"), "InvalidIdentityToken"],
    ["for another audience", () => github.issuer.issue("aud"), "Incorrect token audience"],
    [
      "for another subject",
      () => github.issuer.issue("sts.amazonaws.com", { environment: "x" }),
      "AccessDenied",
    ],
    ["that is none", async () => "not.a.token", "InvalidIdentityToken"],
  ])("refuses one %s", async (_name, token, code) => {
    expect(await assume(await token())).toContain(code);
  });

  test("refuses an old one", async () => {
    const token = await github.issuer.issue("sts.amazonaws.com");
    const other = await github.issuer.issue("aud");
    nowMs += 301_000;
    expect(await assume(token)).toContain("ExpiredTokenException");
    expect(await login(other)).toContain("token is expired");
  });

  test("refuses a forged one and one of another issuer also as Vault and Google", async () => {
    expect(await login(forged(await github.issuer.issue("aud")))).toContain("signature");
    expect(await login(await stranger.issuer.issue("aud"))).not.toContain("client_token");
    const google = await startFakeGoogle({ issuer: github.issuer.url, now: () => nowMs, provider: PROVIDER });
    try {
      const answers = await Promise.all(
        [
          forged(await github.issuer.issue(`https://iam.googleapis.com/${PROVIDER}`)),
          await stranger.issuer.issue(`https://iam.googleapis.com/${PROVIDER}`),
        ].map(async (subjectToken) => {
          const body = JSON.stringify({
            audience: `//iam.googleapis.com/${PROVIDER}`,
            grantType: "urn:ietf:params:oauth:grant-type:token-exchange",
            subjectTokenType: "urn:ietf:params:oauth:token-type:jwt",
            subjectToken,
          });
          const headers = { "content-type": "application/json" };
          return (
            await fetch(`${google.url}/v1/token`, { method: "POST", headers, body })
          ).json() as Promise<{ error: string }>;
        }),
      );
      expect(answers.map(({ error }) => error)).toEqual(["invalid_grant", "invalid_grant"]);
    } finally {
      await google.close();
    }
  });
});
