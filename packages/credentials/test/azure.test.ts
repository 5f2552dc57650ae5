import { type FakeAzure, type FakeGitHub, startFakeAzure, startFakeGitHub } from "@deploy-actions/testkit";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { createAzureTokens } from "../src/index.ts";
import {
  rejection,
  signal,
  type TestClock,
  type TestPorts,
  testClock,
  testPorts,
  textOf,
} from "./test-ports.ts";

const TENANT = "11111111-1111-1111-1111-111111111111";
const CLIENT = "22222222-2222-2222-2222-222222222222";
const OTHER = "33333333-3333-3333-3333-333333333333";
const MANAGEMENT = "https://management.azure.com";
const SIGN_IN = {
  tenant: TENANT,
  client: CLIENT,
  audience: "api://AzureADTokenExchange",
  authority: undefined,
};

let clock: TestClock;
let github: FakeGitHub;
let azure: FakeAzure;

beforeEach(async () => {
  clock = testClock();
  github = await startFakeGitHub({ now: () => clock.now(), claims: { environment: "production" } });
  azure = await startFakeAzure({
    issuer: github.issuer.url,
    now: () => clock.now(),
    tenant: TENANT,
    lifetimeSeconds: 900,
    applications: {
      [CLIENT]: { credentials: [{ subject: "repo:shop/web:environment:production" }] },
      [OTHER]: { credentials: [{ subject: "repo:shop/web:environment:staging" }] },
    },
  });
});
afterEach(async () => {
  await azure.close();
  await github.close();
});

function ports(env: Readonly<Record<string, string>> = {}, withTokens = true): TestPorts {
  return testPorts({
    clock,
    ...(withTokens ? { github } : {}),
    env,
    routes: { "login.microsoftonline.com": azure.url },
  });
}

describe("Azure's federated credential", () => {
  test("gives a token for the resource, masked, with GitHub's token as the assertion [A11]", async () => {
    const given = ports();
    const token = await createAzureTokens(SIGN_IN, MANAGEMENT, given).get(signal);
    expect(azure.resourceOf(token.value)).toBe(MANAGEMENT);
    expect(given.masked).toContain(token.value);
    expect(token.expiresAt).toBe(clock.now() + 900_000);
    const form = new URLSearchParams(azure.requests.find(({ method }) => method === "POST")?.body);
    expect(form.get("scope")).toContain(`${MANAGEMENT}/.default`);
  });

  test("asks GitHub for a new assertion each time, so that a rollout outlives three lifetimes", async () => {
    const tokens = createAzureTokens(SIGN_IN, MANAGEMENT, ports());
    const end = clock.now() + 3.5 * 900_000;
    for (; clock.now() < end; clock.advance(30_000)) {
      const token = await tokens.get(signal);
      expect(azure.resourceOf(token.value)).toBe(MANAGEMENT);
    }
    const assertions = azure.requests
      .filter(({ method }) => method === "POST")
      .map(({ body }) => new URLSearchParams(body).get("client_assertion"));
    expect(assertions.length).toBeGreaterThanOrEqual(4);
    expect(new Set(assertions).size).toBe(assertions.length);
  });

  test("works at a sign-in host on this machine", async () => {
    const given = testPorts({ clock, github });
    const token = await createAzureTokens({ ...SIGN_IN, authority: azure.url }, MANAGEMENT, given).get(
      signal,
    );
    expect(azure.resourceOf(token.value)).toBe(MANAGEMENT);
  });

  test.each([
    [
      { client: OTHER },
      "permission",
      /AADSTS700213/,
      /It is the subject that differs: no federated credential of 3333/,
    ],
    [
      { audience: "sts.amazonaws.com" },
      "permission",
      /AADSTS700212/,
      /It is the audience that differs: the token has "sts\.amazonaws\.com"/,
    ],
    [
      { client: "44444444-4444-4444-4444-444444444444" },
      "config",
      /AADSTS700016/,
      /the application id, not the object id/,
    ],
    [{ tenant: OTHER }, "config", /AADSTS90002/, /There is no tenant/],
  ])("refused with %p says what differs", async (changes, code, message, hint) => {
    const error = await rejection(
      createAzureTokens({ ...SIGN_IN, ...changes }, MANAGEMENT, ports()).get(signal),
    );
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
    expect(error.hint).toMatch(hint);
    expect(textOf(error)).not.toMatch(/eyJ/);
    if (code === "permission") {
      expect(error.message).toMatch(/sub +repo:shop\/web:environment:production/);
      expect(error.message).toContain("az ad app federated-credential create");
      expect(error.message).toContain('"subject": "repo:shop/web:environment:production"');
    }
  });

  test("refused because of time names the clock", async () => {
    azure.fail({
      path: /token$/,
      status: 401,
      body: {
        error: "invalid_client",
        error_description: "AADSTS700024: Client assertion is not within its valid time range.",
        error_codes: [700024],
      },
    });
    const fast = testClock(clock.now() + 3_600_000);
    const given = testPorts({ clock: fast, github, routes: { "login.microsoftonline.com": azure.url } });
    const error = await rejection(createAzureTokens(SIGN_IN, MANAGEMENT, given).get(signal));
    expect(error.hint).toMatch(/^The clock of this runner is 1h(1s)? ahead of GitHub's/);
  });

  test("without id-token: write names the line to add", async () => {
    const error = await rejection(createAzureTokens(SIGN_IN, MANAGEMENT, ports({}, false)).get(signal));
    expect(error).toMatchObject({ code: "permission" });
    expect(error.hint).toContain('"id-token: write"');
  });

  test("refuses a sign-in host that is not Azure's own or https", async () => {
    const tokens = createAzureTokens({ ...SIGN_IN, authority: "http://login.example" }, MANAGEMENT, ports());
    expect((await rejection(tokens.get(signal))).message).toContain("is no sign-in host of Azure");
  });
});

describe("Azure without a sign-in", () => {
  test("uses the ids of the environment and says so once", async () => {
    const given = ports({ AZURE_CLIENT_ID: CLIENT, AZURE_TENANT_ID: TENANT });
    const tokens = createAzureTokens(undefined, MANAGEMENT, given);
    await tokens.get(signal);
    clock.advance(890_000);
    expect(azure.resourceOf((await tokens.get(signal)).value)).toBe(MANAGEMENT);
    expect(given.log.lines).toEqual([
      expect.stringContaining("already in the environment (AZURE_CLIENT_ID, AZURE_TENANT_ID)"),
    ]);
  });

  test("uses AZURE_ACCESS_TOKEN as it is, for its own resource only", async () => {
    const payload = Buffer.from(
      JSON.stringify({ aud: `${MANAGEMENT}/`, exp: Math.floor(clock.now() / 1_000) + 600 }),
    ).toString("base64url");
    const given = ports({ AZURE_ACCESS_TOKEN: `head.${payload}.sign` });
    expect((await createAzureTokens(undefined, MANAGEMENT, given).get(signal)).value).toBe(
      `head.${payload}.sign`,
    );
    expect(azure.requests).toHaveLength(0);
    expect(given.masked).toContain(`head.${payload}.sign`);
    const error = await rejection(createAzureTokens(undefined, "https://vault.azure.net", given).get(signal));
    expect(error.message).toContain(
      "is a token for https://management.azure.com/, but one for https://vault.azure.net is needed",
    );
    clock.advance(700_000);
    expect((await rejection(createAzureTokens(undefined, MANAGEMENT, given).get(signal))).message).toContain(
      "expired at",
    );
  });

  test("does not read a client secret [A11]", async () => {
    const given = ports({ AZURE_CLIENT_ID: CLIENT, AZURE_CLIENT_SECRET: "hush-hush-hush" });
    const error = await rejection(createAzureTokens(undefined, MANAGEMENT, given).get(signal));
    expect(error.message).toContain("AZURE_CLIENT_SECRET is not read: it is a long-lived key");
    expect(textOf(error)).not.toContain("hush-hush");
  });
});
