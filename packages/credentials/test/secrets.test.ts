import type { SignIns } from "@deploy-actions/kernel";
import {
  type FakeAzure,
  type FakeGitHub,
  type FakeGoogle,
  type FakeVault,
  startFakeAzure,
  startFakeGitHub,
  startFakeGoogle,
  startFakeVault,
} from "@deploy-actions/testkit";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import {
  type CredentialSources,
  createCredentialSources,
  parseSecretReference,
  resolveSecret,
} from "../src/index.ts";
import { rejection, signal, type TestPorts, testPorts, textOf } from "./test-ports.ts";

const TENANT = "11111111-1111-1111-1111-111111111111";
const CLIENT = "22222222-2222-2222-2222-222222222222";
const PROVIDER = "projects/123/locations/global/workloadIdentityPools/github/providers/shop";
const KEY = "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkq\nhkiG9w0BAQEFAASC\n-----END PRIVATE KEY-----";

let github: FakeGitHub;
let azure: FakeAzure;
let google: FakeGoogle;
let vault: FakeVault;
let ports: TestPorts;
let sources: CredentialSources;

beforeEach(async () => {
  github = await startFakeGitHub({ claims: { environment: "production" } });
  const common = { issuer: github.issuer.url, now: Date.now };
  azure = await startFakeAzure({
    ...common,
    tenant: TENANT,
    applications: { [CLIENT]: { credentials: [{ subject: "repo:shop/web:environment:production" }] } },
    secrets: {
      "shop.vault.azure.net/db": "azure-secret-value",
      "shop.vault.azure.net/db/old": "azure-old-value",
      "shop.vault.azure.net/closed": "<forbidden>",
    },
  });
  google = await startFakeGoogle({
    ...common,
    provider: PROVIDER,
    secrets: {
      "projects/shop/secrets/key/versions/latest": KEY,
      "projects/shop/secrets/closed/versions/latest": "<forbidden>",
    },
  });
  vault = await startFakeVault({
    ...common,
    roles: { deploy: { boundAudiences: ["vault"], policies: ["deploy"], ttlSeconds: 900 } },
    secrets: {
      "secret/shop/db": { password: "vault-secret-value", port: 5432 },
      "team/kv/shop/db": { password: "nested-secret-value" },
    },
    forbidden: ["secret/closed"],
  });
  ports = testPorts({
    github,
    routes: {
      "login.microsoftonline.com": azure.url,
      "*.vault.azure.net": azure.url,
      "*.googleapis.com": google.url,
    },
  });
  const signIns: SignIns = {
    aws: undefined,
    azure: { tenant: TENANT, client: CLIENT, audience: "api://AzureADTokenExchange", authority: undefined },
    gcp: { provider: PROVIDER, serviceAccount: undefined, audience: undefined },
    vault: { url: vault.url, role: "deploy", mount: "jwt", namespace: undefined, audience: "vault" },
  };
  sources = createCredentialSources(signIns, ports);
});
afterEach(async () => {
  for (const server of [vault, google, azure, github]) await server.close();
});

const resolve = (text: string) => resolveSecret(parseSecretReference(text), sources, signal);

describe("a secret", () => {
  test.each([
    ["secret://azure-keyvault/shop/db", "azure-secret-value"],
    ["secret://azure-keyvault/shop/db/old", "azure-old-value"],
    ["secret://gcp-secretmanager/shop/key", KEY],
    ["secret://vault/secret/shop/db#password", "vault-secret-value"],
    ["secret://vault/secret/shop/db#port", "5432"],
    ["secret://vault/team%2Fkv/shop/db#password", "nested-secret-value"],
  ])("%s is read and masked before anybody sees it [A11]", async (reference, expected) => {
    expect(await resolve(reference)).toBe(expected);
    for (const line of expected.split("\n")) expect(ports.masked).toContain(line);
    // A short one has no base64 form: it would hide half of the log.
    const encoded = Buffer.from(expected).toString("base64");
    if (expected.length >= 8) expect(ports.secrets.redact(`x ${encoded} y`)).not.toContain(encoded);
    expect(ports.log.lines.join("\n")).not.toContain(expected);
  });

  test("is asked for once in a run", async () => {
    await Promise.all([
      resolve("secret://vault/secret/shop/db#password"),
      resolve("secret://vault/secret/shop/db#password"),
    ]);
    await resolve("secret://vault/secret/shop/db#password");
    expect(vault.requests.filter(({ url }) => url.pathname.includes("/data/"))).toHaveLength(1);
  });

  test.each([
    [
      "secret://azure-keyvault/shop/none",
      "config",
      "Azure Key Vault (shop.vault.azure.net) has no such secret",
    ],
    [
      "secret://gcp-secretmanager/shop/none",
      "config",
      "Google Secret Manager (project shop) has no such secret",
    ],
    ["secret://vault/secret/none#x", "config", "Vault (http://127.0.0.1:"],
    [
      "secret://vault/secret/shop/db#pasword",
      "config",
      'the secret has no key "pasword". Did you mean "password"?',
    ],
    [
      "secret://azure-keyvault/shop/closed",
      "permission",
      "Microsoft.KeyVault/vaults/secrets/getSecret/action",
    ],
    ["secret://gcp-secretmanager/shop/closed", "permission", "roles/secretmanager.secretAccessor"],
    ["secret://vault/secret/closed#x", "permission", 'path "secret/data/closed" { capabilities = ["read"] }'],
  ])("%s that is not to be had says why, without a value", async (reference, code, text) => {
    const error = await rejection(resolve(reference));
    expect(error.code).toBe(code);
    expect(error.message).toContain(reference);
    expect(textOf(error)).toContain(text);
    expect(textOf(error)).not.toMatch(/secret-value|5432/);
  });

  test("that failed once is asked for again", async () => {
    vault.fail({ path: /data/, status: 400, body: { errors: ["broken"] } });
    expect((await rejection(resolve("secret://vault/secret/shop/db#password"))).code).toBe("remote");
    expect(await resolve("secret://vault/secret/shop/db#password")).toBe("vault-secret-value");
  });

  test("leaves no Vault token behind once the run is over", async () => {
    await resolve("secret://vault/secret/shop/db#password");
    await sources.revoke(signal);
    const revoked = vault.requests.filter(({ url }) => url.pathname.endsWith("revoke-self"));
    expect(revoked).toHaveLength(1);
    expect(vault.isAlive(revoked[0]?.headers["x-vault-token"] ?? "")).toBe(false);
  });
});
