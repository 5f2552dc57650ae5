import { type FakeGitHub, startFakeGitHub } from "@deploy-actions/testkit";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { createIdTokens } from "../src/id-tokens.ts";
import { rejection, testClient } from "./network-ports.ts";

let github: FakeGitHub;

beforeEach(async () => {
  github = await startFakeGitHub();
});
afterEach(() => github.close());

describe("an ID token", () => {
  test("is for the audience asked for, signed, and masked at once", async () => {
    const { http, secrets } = testClient();
    const audience = "//iam.googleapis.com/projects/1?x=a b&c";
    const token = await createIdTokens({ env: github.issuer.env, http, secrets }).get(audience);
    expect(await github.issuer.verify(token, audience)).toMatchObject({
      aud: audience,
      sub: "repo:shop/web:ref:refs/heads/main",
    });
    expect(secrets.masked).toContain(token);
    expect(secrets.masked).toContain(github.issuer.env.ACTIONS_ID_TOKEN_REQUEST_TOKEN);
  });

  test.each([
    {},
    { ACTIONS_ID_TOKEN_REQUEST_URL: "http://127.0.0.1:1" },
    { ACTIONS_ID_TOKEN_REQUEST_URL: "", ACTIONS_ID_TOKEN_REQUEST_TOKEN: "t" },
  ])("without the permission (%p) names the line to add", async (env) => {
    const { http, secrets } = testClient();
    const error = await rejection(createIdTokens({ env, http, secrets }).get("sts.amazonaws.com"));
    expect(error.code).toBe("permission");
    expect(error.message).toContain('"sts.amazonaws.com"');
    expect(error.hint).toContain('Add "id-token: write" under permissions:');
    expect(error.hint).toContain("Dependabot");
  });

  test("with a wrong request token is a permission error", async () => {
    const { http, secrets } = testClient();
    const env = { ...github.issuer.env, ACTIONS_ID_TOKEN_REQUEST_TOKEN: "stale" };
    expect((await rejection(createIdTokens({ env, http, secrets }).get("a"))).code).toBe("permission");
  });

  test("survives a fault of the issuer", async () => {
    github.fail({ path: /oidc/, status: 503, times: 2 });
    const { http, secrets } = testClient();
    const token = await createIdTokens({ env: github.issuer.env, http, secrets }).get("a");
    await expect(github.issuer.verify(token, "a")).resolves.toBeDefined();
  });

  test("that never comes is a remote error", async () => {
    github.fail({ path: /oidc/, status: 200, body: { nothing: true } });
    const { http, secrets } = testClient();
    const error = await rejection(createIdTokens({ env: github.issuer.env, http, secrets }).get("a"));
    expect(error).toMatchObject({ code: "remote" });
    expect(error.message).toContain("an answer without a token");
  });
});
