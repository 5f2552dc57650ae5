import {
  type FakeGitHub,
  startFakeAzure,
  startFakeGitHub,
  startFakeGoogle,
  startFakeSts,
  startFakeVault,
} from "@deploy-actions/testkit";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import {
  createAwsAccess,
  createAzureTokens,
  createGoogleTokens,
  createVaultTokens,
  preflightAws,
  preflightAzure,
  preflightGoogle,
  preflightVault,
} from "../src/index.ts";
import { rejection, signal, testPorts } from "./test-ports.ts";

let github: FakeGitHub;
const closing: (() => Promise<void>)[] = [];
const SUBJECT = "repo:shop/web:environment:production";

beforeEach(async () => {
  github = await startFakeGitHub({ claims: { environment: "production" } });
  closing.push(() => github.close());
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

describe("who this job is, asked before anything is touched", () => {
  test("AWS says it; a refused role is a problem with what to do [E5]", async () => {
    const role = "arn:aws:iam::123456789012:role/deploy";
    const sts = await startFakeSts({
      issuer: github.issuer.url,
      now: Date.now,
      roles: { [role]: { sub: SUBJECT } },
    });
    closing.push(() => sts.close());
    const ports = testPorts({ github, env: { AWS_ENDPOINT_URL_STS: sts.url } });
    const signIn = {
      role,
      region: "eu-west-1",
      chain: [],
      sessionName: "night shift!",
      durationMs: 900_000,
      audience: "sts.amazonaws.com",
    };
    expect(await preflightAws(createAwsAccess(signIn, ports), ports, signal)).toEqual([]);
    expect(ports.log.lines).toEqual([
      "info: Signed in to AWS: arn:aws:sts::123456789012:assumed-role/deploy/night-shift- in account 123456789012, eu-west-1.",
    ]);
    const wrong = createAwsAccess({ ...signIn, role: `${role}-2` }, ports);
    expect(await preflightAws(wrong, ports, signal)).toEqual([
      {
        code: "aws_sign_in_refused",
        text: expect.stringContaining("sub "),
        hint: expect.stringContaining("compare the conditions"),
      },
    ]);
  });

  test("Azure says it, and whether the subscription can be read [E5]", async () => {
    const tenant = "11111111-1111-1111-1111-111111111111";
    const client = "22222222-2222-2222-2222-222222222222";
    const azure = await startFakeAzure({
      issuer: github.issuer.url,
      now: Date.now,
      tenant,
      applications: { [client]: { credentials: [{ subject: SUBJECT }] } },
      subscriptions: { "s-1": "Shop" },
    });
    closing.push(() => azure.close());
    const ports = testPorts({
      github,
      routes: { "login.microsoftonline.com": azure.url, "management.azure.com": azure.url },
    });
    const tokensFor = (resource: string) =>
      createAzureTokens(
        { tenant, client, audience: "api://AzureADTokenExchange", authority: undefined },
        resource,
        ports,
      );
    expect(await preflightAzure(tokensFor, ports, signal, { subscription: "s-1" })).toEqual([]);
    expect(ports.log.lines).toEqual([
      `info: Signed in to Azure: object object-of-${client}, application ${client} of tenant ${tenant}, subscription Shop.`,
    ]);
    expect(await preflightAzure(tokensFor, ports, signal, { subscription: "s-2" })).toEqual([
      {
        code: "azure_sign_in_refused",
        text: expect.stringContaining("The subscription s-2 cannot be read"),
        hint: expect.stringContaining("role in the subscription"),
      },
    ]);
  });

  test("Google Cloud says it, for an account and for a federated identity [E5]", async () => {
    const provider = "projects/123/locations/global/workloadIdentityPools/github/providers/shop";
    const account = "deploy@shop.iam.gserviceaccount.com";
    const google = await startFakeGoogle({
      issuer: github.issuer.url,
      now: Date.now,
      provider,
      accounts: { [account]: [SUBJECT] },
    });
    closing.push(() => google.close());
    const ports = testPorts({ github, routes: { "*.googleapis.com": google.url } });
    for (const serviceAccount of [account, undefined]) {
      const signIn = { provider, serviceAccount, audience: undefined };
      expect(await preflightGoogle(createGoogleTokens(signIn, ports), ports, signal, { signIn })).toEqual([]);
    }
    expect(ports.log.lines).toEqual([
      `info: Signed in to Google Cloud: ${account}.`,
      `info: Signed in to Google Cloud: federated identity of ${provider}.`,
    ]);
    const stale = testPorts({
      github,
      env: { GOOGLE_OAUTH_ACCESS_TOKEN: "ya29.stale" },
      routes: { "*.googleapis.com": google.url },
    });
    expect(await preflightGoogle(createGoogleTokens(undefined, stale), stale, signal)).toMatchObject([
      { code: "gcp_sign_in_refused" },
    ]);
  });

  test("Vault says it, with the policies [E5]", async () => {
    const roles = { deploy: { boundAudiences: ["vault"], policies: ["default", "deploy"], ttlSeconds: 900 } };
    const vault = await startFakeVault({ issuer: github.issuer.url, now: Date.now, roles });
    closing.push(() => vault.close());
    const ports = testPorts({ github });
    const signIn = { url: vault.url, role: "deploy", mount: "jwt", namespace: undefined, audience: "vault" };
    expect(await preflightVault(createVaultTokens(signIn, ports), ports, signal)).toEqual([]);
    expect(ports.log.lines).toEqual([
      `info: Signed in to Vault: jwt-shop/web with the policies default, deploy at ${vault.url}.`,
    ]);
    const given = testPorts({ env: { VAULT_ADDR: vault.url, VAULT_TOKEN: "hvs.stale" } });
    expect(await preflightVault(createVaultTokens(undefined, given), given, signal)).toMatchObject([
      { code: "vault_sign_in_refused", hint: expect.stringContaining("has expired") },
    ]);
  });

  test("a cloud that does not answer is a problem, a cancelled run is not", async () => {
    const ports = testPorts({ env: { VAULT_ADDR: "http://127.0.0.1:9", VAULT_TOKEN: "hvs.any" } });
    expect(await preflightVault(createVaultTokens(undefined, ports), ports, signal)).toMatchObject([
      { code: "vault_unreachable" },
    ]);
    expect(
      (await rejection(preflightVault(createVaultTokens(undefined, ports), ports, AbortSignal.abort()))).code,
    ).toBe("cancelled");
  });
});
