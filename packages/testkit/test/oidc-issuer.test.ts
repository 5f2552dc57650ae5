import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from "jose";
import { type FakeGitHub, startFakeGitHub } from "../src/index.ts";

let github: FakeGitHub;
let nowMs = Date.UTC(2026, 0, 1);

beforeEach(async () => {
  nowMs = Date.now();
  github = await startFakeGitHub({ now: () => nowMs, claims: { environment: "prod:eu" } });
});
afterEach(() => github.close());

async function ask(query: string, token: string): Promise<Response> {
  return fetch(`${github.issuer.env.ACTIONS_ID_TOKEN_REQUEST_URL}${query}`, {
    headers: { authorization: `Bearer ${token}` },
  });
}

describe("the token endpoint", () => {
  test("gives a token anybody can verify with the published keys", async () => {
    const { env, url } = github.issuer;
    const answer = await ask("&audience=sts.amazonaws.com", env.ACTIONS_ID_TOKEN_REQUEST_TOKEN);
    const { value } = (await answer.json()) as { value: string };
    const discovery = (await (await fetch(`${url}/.well-known/openid-configuration`)).json()) as {
      issuer: string;
      jwks_uri: string;
    };
    expect(discovery.issuer).toBe(url);
    const { payload } = await jwtVerify(value, createRemoteJWKSet(new URL(discovery.jwks_uri)), {
      issuer: url,
      audience: "sts.amazonaws.com",
    });
    expect(decodeProtectedHeader(value)).toMatchObject({ alg: "RS256", typ: "JWT" });
    expect(payload).toMatchObject({
      sub: "repo:shop/web:environment:prod%3Aeu",
      environment: "prod:eu",
      repository: "shop/web",
      repository_owner: "shop",
      job_workflow_ref: "org/deploy-actions/.github/workflows/deploy.yml@refs/tags/v1",
    });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(300);
    expect(github.violations).toEqual([]);
  });

  test("without an audience takes the owner", async () => {
    const answer = await ask("", github.issuer.env.ACTIONS_ID_TOKEN_REQUEST_TOKEN);
    const { value } = (await answer.json()) as { value: string };
    await expect(github.issuer.verify(value, "https://github.com/shop")).resolves.toBeDefined();
  });

  test("refuses another bearer", async () => {
    expect((await ask("&audience=a", "wrong")).status).toBe(401);
  });
});

describe("verify", () => {
  test("rejects another audience, a changed token, another issuer and an old token", async () => {
    const { issuer } = github;
    const token = await issuer.issue("a");
    await expect(issuer.verify(token, "b")).rejects.toThrow(/aud/);
    const [header = "", payload = "", signature = ""] = token.split(".");
    const claims = JSON.parse(Buffer.from(payload, "base64url").toString()) as object;
    const forged = Buffer.from(JSON.stringify({ ...claims, sub: "repo:evil/web" })).toString("base64url");
    await expect(issuer.verify(`${header}.${forged}.${signature}`, "a")).rejects.toThrow(/signature/);
    const other = await startFakeGitHub();
    try {
      await expect(issuer.verify(await other.issuer.issue("a"), "a")).rejects.toThrow();
    } finally {
      await other.close();
    }
    nowMs += 301_000;
    await expect(issuer.verify(token, "a")).rejects.toThrow(/exp/);
  });

  test.each([
    [{ environment: "staging" }, "repo:shop/web:environment:staging"],
    [{ sub: "repo:shop@65/web@74:environment:staging" }, "repo:shop@65/web@74:environment:staging"],
  ])("claims %p give the subject %s", async (claims, subject) => {
    const token = await github.issuer.issue("a", claims as unknown as Record<string, string>);
    expect((await github.issuer.verify(token, "a")).sub).toBe(subject);
  });
});
