import { type FakeGitHub, type FakeVault, startFakeGitHub, startFakeVault } from "@deploy-actions/testkit";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { createVaultTokens } from "../src/index.ts";
import {
  rejection,
  signal,
  type TestClock,
  type TestPorts,
  testClock,
  testPorts,
  textOf,
} from "./test-ports.ts";

let clock: TestClock;
let github: FakeGitHub;
let vault: FakeVault;

beforeEach(async () => {
  clock = testClock();
  github = await startFakeGitHub({ now: () => clock.now(), claims: { environment: "production" } });
  vault = await startFakeVault({
    issuer: github.issuer.url,
    now: () => clock.now(),
    namespace: "team",
    roles: {
      deploy: {
        boundAudiences: ["https://vault.example"],
        boundClaims: { sub: "repo:shop/*:environment:production", repository_id: "74" },
        policies: ["default", "deploy"],
        ttlSeconds: 900,
        maxTtlSeconds: 1_800,
      },
      staging: {
        boundAudiences: ["https://vault.example"],
        boundClaims: { environment: "staging" },
        policies: [],
        ttlSeconds: 900,
      },
    },
  });
});
afterEach(async () => {
  await vault.close();
  await github.close();
});

function ports(env: Readonly<Record<string, string>> = {}, withTokens = true): TestPorts {
  return testPorts({ clock, ...(withTokens ? { github } : {}), env });
}

function signIn(changes: object = {}) {
  return {
    url: vault.url,
    role: "deploy",
    mount: "jwt",
    namespace: "team",
    audience: "https://vault.example",
    ...changes,
  };
}

describe("Vault's JWT login", () => {
  test("gives a token, masked at once [A11]", async () => {
    const given = ports();
    const token = await createVaultTokens(signIn(), given).get(signal);
    expect(vault.isAlive(token.value)).toBe(true);
    expect(given.masked).toContain(token.value);
    expect(token.expiresAt).toBe(clock.now() + 900_000);
  });

  test("is renewed, and done anew near the maximum life, so that a rollout outlives three lifetimes", async () => {
    const tokens = createVaultTokens(signIn(), ports());
    const seen = new Set<string>();
    const end = clock.now() + 3.5 * 900_000;
    for (; clock.now() < end; clock.advance(30_000)) {
      const token = await tokens.get(signal);
      seen.add(token.value);
      expect(vault.isAlive(token.value)).toBe(true);
    }
    expect(vault.requests.filter(({ url }) => url.pathname.endsWith("renew-self")).length).toBeGreaterThan(1);
    expect(vault.logins).toBe(seen.size);
    expect(vault.logins).toBeGreaterThan(1);
    expect(vault.logins).toBeLessThan(4);
  });

  test("is taken back at the end: every token of this run is revoked", async () => {
    const tokens = createVaultTokens(signIn(), ports());
    const { value } = await tokens.get(signal);
    await tokens.revoke(signal);
    expect(vault.isAlive(value)).toBe(false);
    const before = vault.requests.length;
    await tokens.revoke(signal);
    expect(vault.requests).toHaveLength(before);
  });

  test("that cannot be taken back is a warning", async () => {
    const given = ports();
    const tokens = createVaultTokens(signIn(), given);
    await tokens.get(signal);
    vault.fail({ path: /revoke-self/, status: 400, body: { errors: ["no"] }, times: 9 });
    await tokens.revoke(signal);
    expect(given.log.lines).toEqual([
      expect.stringMatching(/^warning: A Vault token of this run could not be revoked/),
    ]);
  });

  test.each([
    [
      { role: "staging" },
      "permission",
      /It is the claim environment that differs: the token has "production"/,
    ],
    [
      { audience: "https://other.example" },
      "permission",
      /It is the audience that differs: the token has "https:\/\/other\.example"/,
    ],
    [{ role: "depoly" }, "config", /has no role depoly/],
    [{ mount: "github" }, "config", /There is no method at auth\/github in the namespace team/],
  ])("refused with %p says what differs", async (changes, code, hint) => {
    const error = await rejection(createVaultTokens(signIn(changes), ports()).get(signal));
    expect(error.code).toBe(code);
    expect(error.hint).toMatch(hint);
    expect(textOf(error)).not.toMatch(/eyJ|hvs\./);
    if (code === "permission") {
      expect(error.message).toMatch(/sub +repo:shop\/web:environment:production/);
      expect(error.message).toContain('"bound_claims": {');
      expect(error.message).toContain("vault write auth/jwt/role/");
    }
  });

  test("of an expired token names the clock", async () => {
    vault.fail({
      path: /login/,
      status: 400,
      body: { errors: ["error validating token: invalid expiration time (exp) claim: token is expired"] },
    });
    expect((await rejection(createVaultTokens(signIn(), ports()).get(signal))).hint).toContain(
      "It is the time that differs",
    );
  });

  test("at a sealed Vault says so", async () => {
    vault.fail({ path: /login/, status: 503, body: { errors: ["Vault is sealed"] }, times: 9 });
    expect(await rejection(createVaultTokens(signIn(), ports()).get(signal))).toMatchObject({
      code: "remote",
      hint: expect.stringContaining("unseal"),
    });
  });

  test("without id-token: write names the line to add", async () => {
    const error = await rejection(createVaultTokens(signIn(), ports({}, false)).get(signal));
    expect(error.hint).toContain('"id-token: write"');
  });
});

describe("Vault without a sign-in", () => {
  test("uses VAULT_TOKEN as it is, says so once and never revokes it", async () => {
    const given = ports({
      VAULT_ADDR: `${vault.url}/`,
      VAULT_TOKEN: "hvs.of-the-environment",
      VAULT_NAMESPACE: "team",
    });
    const tokens = createVaultTokens(undefined, given);
    await tokens.get(signal);
    expect(await tokens.get(signal)).toEqual({ value: "hvs.of-the-environment", expiresAt: undefined });
    expect(tokens.place).toEqual({ url: vault.url, namespace: "team" });
    await tokens.revoke(signal);
    expect(vault.requests).toHaveLength(0);
    expect(given.log.lines).toEqual([expect.stringContaining("(VAULT_TOKEN), as it is")]);
  });

  test("and without VAULT_TOKEN or VAULT_ADDR is an error", async () => {
    expect(() => createVaultTokens(undefined, ports())).toThrow("VAULT_ADDR");
    const tokens = createVaultTokens(undefined, ports({ VAULT_ADDR: vault.url }));
    expect((await rejection(tokens.get(signal))).message).toContain("VAULT_TOKEN is not set");
  });
});
