import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ClientAssertionCredential } from "@azure/identity";
import { SecretClient } from "@azure/keyvault-secrets";
import {
  type FakeGitHub,
  startFakeAzure,
  startFakeGitHub,
  startFakeGoogle,
  startFakeVault,
} from "@deploy-actions/testkit";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { IdentityPoolClient } from "google-auth-library";
import nodeVault from "node-vault";

/** The fakes are held against the vendors' own clients: what those understand, ours may be tested with. */
let github: FakeGitHub;
const closing: (() => Promise<void>)[] = [];

beforeEach(async () => {
  github = await startFakeGitHub({ claims: { environment: "production" } });
  closing.push(() => github.close());
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const SUBJECT = "repo:shop/web:environment:production";

describe("the fake Azure", () => {
  test("signs in Microsoft's ClientAssertionCredential and gives its SecretClient a secret", async () => {
    const tenant = "11111111-1111-1111-1111-111111111111";
    const client = "22222222-2222-2222-2222-222222222222";
    const azure = await startFakeAzure({
      issuer: github.issuer.url,
      now: Date.now,
      tenant,
      applications: { [client]: { credentials: [{ subject: SUBJECT }] } },
      secrets: { "shop.vault.azure.net/db": "postgres://shop" },
    });
    closing.push(() => azure.close());
    const toFake = {
      name: "toFake",
      async sendRequest(
        request: { url: string; headers: { set(name: string, value: string): void } },
        next: (request: never) => Promise<never>,
      ) {
        const asked = request.url;
        const url = new URL(asked);
        request.headers.set("x-fake-host", url.host);
        request.url = `${azure.url}${url.pathname}${url.search}`;
        // The SDK compares the host it asked with that of the challenge.
        return next(request as never).finally(() => {
          request.url = asked;
        });
      },
    };
    const policies = {
      additionalPolicies: [{ policy: toFake, position: "perRetry" as const }],
      allowInsecureConnection: true,
    };
    const credential = new ClientAssertionCredential(
      tenant,
      client,
      () => github.issuer.issue("api://AzureADTokenExchange"),
      policies,
    );
    const token = await credential.getToken("https://management.azure.com/.default");
    expect(azure.resourceOf(token.token)).toBe("https://management.azure.com");
    const secrets = new SecretClient("https://shop.vault.azure.net", credential, policies);
    expect((await secrets.getSecret("db")).value).toBe("postgres://shop");
    await expect(secrets.getSecret("none")).rejects.toMatchObject({
      statusCode: 404,
      code: "SecretNotFound",
    });
    const wrong = new ClientAssertionCredential(tenant, client, () => github.issuer.issue("other"), policies);
    await expect(wrong.getToken("https://management.azure.com/.default")).rejects.toThrow(/AADSTS700212/);
  });
});

describe("the fake Google", () => {
  test("signs in Google's own library by its credential file, direct and as a service account", async () => {
    const provider = "projects/123/locations/global/workloadIdentityPools/github/providers/shop";
    const account = "deploy@shop.iam.gserviceaccount.com";
    const google = await startFakeGoogle({
      issuer: github.issuer.url,
      now: Date.now,
      provider,
      accounts: { [account]: [SUBJECT] },
    });
    const folder = await mkdtemp(join(tmpdir(), "google-"));
    closing.push(
      () => google.close(),
      () => rm(folder, { recursive: true }),
    );
    const tokenFile = join(folder, "token");
    await writeFile(tokenFile, await github.issuer.issue(`https://iam.googleapis.com/${provider}`));
    const file = {
      type: "external_account" as const,
      audience: `//iam.googleapis.com/${provider}`,
      subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
      token_url: `${google.url}/v1/token`,
      credential_source: { file: tokenFile },
    };
    const scopes = ["https://www.googleapis.com/auth/cloud-platform"];
    const direct = new IdentityPoolClient({ ...file, scopes });
    expect(google.principalOf((await direct.getAccessToken()).token ?? "")).toBe(SUBJECT);
    const impersonation = `${google.url}/v1/projects/-/serviceAccounts/${account}:generateAccessToken`;
    const acting = new IdentityPoolClient({
      ...file,
      service_account_impersonation_url: impersonation,
      scopes,
    });
    expect(google.principalOf((await acting.getAccessToken()).token ?? "")).toBe(account);
    await writeFile(tokenFile, await github.issuer.issue("other"));
    const wrong = new IdentityPoolClient({ ...file, scopes });
    await expect(wrong.getAccessToken()).rejects.toThrow(/invalid_grant.*audience/);
  });
});

describe("the fake Vault", () => {
  test("logs node-vault in, renews, reads and revokes", async () => {
    const vault = await startFakeVault({
      issuer: github.issuer.url,
      now: Date.now,
      roles: {
        deploy: {
          boundAudiences: ["vault"],
          boundClaims: { sub: SUBJECT },
          policies: ["default"],
          ttlSeconds: 900,
        },
      },
      secrets: { "secret/shop/db": { password: "hunter22" } },
    });
    closing.push(() => vault.close());
    const client = nodeVault({ endpoint: vault.url });
    const jwt = await github.issuer.issue("vault");
    await client
      .write("auth/jwt/login", { role: "deploy", jwt })
      .then((answer: { auth: { client_token: string } }) => {
        client.token = answer.auth.client_token;
      });
    const self = await client.tokenLookupSelf();
    expect(self.data.policies).toEqual(["default"]);
    expect((await client.tokenRenewSelf()).auth.renewable).toBe(true);
    expect((await client.read("secret/data/shop/db")).data.data).toEqual({ password: "hunter22" });
    await expect(
      client.write("auth/jwt/login", { role: "deploy", jwt: await github.issuer.issue("other") }),
    ).rejects.toThrow(/audience/);
    await client.tokenRevokeSelf();
    expect(vault.isAlive(client.token)).toBe(false);
  });
});
