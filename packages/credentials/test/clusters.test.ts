import type { Json } from "@deploy-actions/kernel";
import {
  type FakeAzure,
  type FakeGitHub,
  type FakeGoogle,
  type FakeSts,
  startFakeAzure,
  startFakeGitHub,
  startFakeGoogle,
  startFakeSts,
} from "@deploy-actions/testkit";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import {
  aksClusterAccess,
  createAwsAccess,
  createAzureTokens,
  createGoogleTokens,
  eksClusterAccess,
  gkeClusterAccess,
} from "../src/index.ts";
import { rejection, signal, type TestClock, testClock, testPorts } from "./test-ports.ts";

let clock: TestClock;
let github: FakeGitHub;
beforeEach(async () => {
  clock = testClock();
  github = await startFakeGitHub({ now: () => clock.now(), claims: { environment: "production" } });
});
afterEach(() => github.close());

const CA = Buffer.from("-----BEGIN CERTIFICATE-----").toString("base64");

describe("an EKS cluster", () => {
  const role = "arn:aws:iam::123456789012:role/deploy";
  let sts: FakeSts;
  beforeEach(async () => {
    sts = await startFakeSts({
      issuer: github.issuer.url,
      now: () => clock.now(),
      roles: { [role]: { sub: "repo:shop/web:*" } },
    });
  });
  afterEach(() => sts.close());

  function setUp() {
    const ports = testPorts({
      clock,
      github,
      routes: { "sts.eu-west-1.amazonaws.com": sts.url, "eks.eu-west-1.amazonaws.com": sts.url },
    });
    const signIn = {
      role,
      region: "eu-west-1",
      chain: [],
      sessionName: undefined,
      durationMs: 3_600_000,
      audience: "sts.amazonaws.com",
    };
    const calls: string[] = [];
    const aws = createAwsAccess(signIn, ports, {
      onCall: (call) => void calls.push(call.api === "aws" ? `${call.service}:${call.operation}` : ""),
    });
    return { ports, aws, calls };
  }
  const cluster = {
    cluster: {
      name: "shop",
      endpoint: "https://ABC.eks.example",
      certificateAuthority: { data: CA },
      status: "ACTIVE",
    },
  };

  test("is described by a signed call and entered with a presigned URL that STS accepts, for that cluster only", async () => {
    const { ports, aws, calls } = setUp();
    sts.fail({ path: /^\/clusters\/shop$/, status: 200, body: cluster });
    const access = await eksClusterAccess("shop", aws, ports, signal);
    expect(access).toMatchObject({ server: "https://ABC.eks.example", caData: CA });
    expect(calls).toEqual(["sts:AssumeRoleWithWebIdentity", "eks:DescribeCluster"]);
    const token = await access.tokens.get(signal);
    expect(token.value).toMatch(/^k8s-aws-v1\.[\w-]+$/);
    expect(token.expiresAt).toBe(clock.now() + 14 * 60_000);
    expect(ports.masked).toContain(token.value);
    const url = new URL(Buffer.from(token.value.slice("k8s-aws-v1.".length), "base64url").toString());
    expect(url.host).toBe("sts.eu-west-1.amazonaws.com");
    expect(url.searchParams.get("X-Amz-Expires")).toBe("60");
    expect(url.searchParams.get("X-Amz-SignedHeaders")).toBe("host;x-k8s-aws-id");
    const asked = (id: string) => ({
      method: "GET",
      url,
      headers: { host: url.host, "x-k8s-aws-id": id },
      body: "",
    });
    expect(sts.callerOf(asked("shop"))).toBe(role);
    expect(sts.callerOf(asked("other"))).toBeUndefined();
    clock.advance(12 * 60_000);
    expect((await access.tokens.get(signal)).value).not.toBe(token.value);
  });

  test("that is not there is named with the nearest one", async () => {
    const { ports, aws } = setUp();
    sts.fail({
      path: /^\/clusters\/shpo$/,
      status: 404,
      body: { message: "No cluster found for name: shpo." },
    });
    sts.fail({ path: /^\/clusters$/, status: 200, body: { clusters: ["shop", "billing"] } });
    const error = await rejection(eksClusterAccess("shpo", aws, ports, signal));
    expect(error.message).toBe('There is no cluster "shpo" in eu-west-1. Did you mean "shop"?');
  });

  test("that may not be described names the action", async () => {
    const { ports, aws } = setUp();
    sts.fail({
      path: /clusters/,
      status: 403,
      body: { message: "User is not authorized to perform: eks:DescribeCluster" },
    });
    expect(await rejection(eksClusterAccess("shop", aws, ports, signal))).toMatchObject({
      code: "permission",
      hint: expect.stringContaining("Allow eks:DescribeCluster"),
    });
  });
});

describe("an AKS cluster", () => {
  const TENANT = "11111111-1111-1111-1111-111111111111";
  const CLIENT = "22222222-2222-2222-2222-222222222222";
  const group = "/subscriptions/s-1/resourceGroups/shop/providers/Microsoft.ContainerService/managedClusters";
  const kubeconfig = (user: string) =>
    `apiVersion: v1\nclusters:\n- cluster:\n    certificate-authority-data: ${CA}\n    server: https://shop-dns.hcp.westeurope.azmk8s.io:443\n  name: shop\nusers:\n- name: u\n  user:\n${user}\n`;
  let azure: FakeAzure;
  beforeEach(async () => {
    azure = await startFakeAzure({
      issuer: github.issuer.url,
      now: () => clock.now(),
      tenant: TENANT,
      applications: { [CLIENT]: { credentials: [{ subject: "repo:shop/web:environment:production" }] } },
      clusters: {
        [`${group}/shop`]: kubeconfig("    exec:\n      command: kubelogin"),
        [`${group}/local`]: kubeconfig(`    client-key-data: c2VjcmV0LWtleQ==\n    token: hush-hush-hush`),
      },
    });
  });
  afterEach(() => azure.close());

  function setUp() {
    const ports = testPorts({
      clock,
      github,
      routes: { "login.microsoftonline.com": azure.url, "management.azure.com": azure.url },
    });
    const signIn = {
      tenant: TENANT,
      client: CLIENT,
      audience: "api://AzureADTokenExchange",
      authority: undefined,
    };
    return { ports, tokensFor: (resource: string) => createAzureTokens(signIn, resource, ports) };
  }

  test("is found by Resource Manager and entered with a token for AKS", async () => {
    const { ports, tokensFor } = setUp();
    const access = await aksClusterAccess(`${group}/shop`, tokensFor, ports, signal);
    expect(access).toMatchObject({ server: "https://shop-dns.hcp.westeurope.azmk8s.io:443", caData: CA });
    expect(azure.resourceOf((await access.tokens.get(signal)).value)).toBe(
      "6dae42f8-4368-4678-94ff-3960e28e3630",
    );
  });

  test("that is not there, is no AKS cluster, or trusts no Entra says so", async () => {
    const { ports, tokensFor } = setUp();
    const missing = await rejection(aksClusterAccess(`${group}/shpo`, tokensFor, ports, signal));
    expect(missing.message).toBe(
      'There is no cluster "shpo" in the resource group shop. Did you mean "shop"?',
    );
    expect((await rejection(aksClusterAccess("shop", tokensFor, ports, signal))).message).toContain(
      "is no AKS cluster",
    );
    expect((await rejection(aksClusterAccess(`${group}/local`, tokensFor, ports, signal))).message).toContain(
      "does not trust Entra",
    );
    expect(ports.masked).toEqual(expect.arrayContaining(["hush-hush-hush", "c2VjcmV0LWtleQ=="]));
  });
});

describe("a GKE cluster", () => {
  const PROVIDER = "projects/123/locations/global/workloadIdentityPools/github/providers/shop";
  const place = "projects/shop/locations/europe-west1/clusters";
  const byAddress: Record<string, Json> = {
    endpoint: "203.0.113.7",
    masterAuth: { clusterCaCertificate: CA },
  };
  let google: FakeGoogle;
  beforeEach(async () => {
    google = await startFakeGoogle({
      issuer: github.issuer.url,
      now: () => clock.now(),
      provider: PROVIDER,
      clusters: {
        [`${place}/shop`]: byAddress,
        [`${place}/by-name`]: {
          ...byAddress,
          controlPlaneEndpointsConfig: {
            dnsEndpointConfig: { endpoint: "gke-abc.europe-west1.gke.goog" },
            ipEndpointsConfig: { enabled: false },
          },
        },
        [`${place}/starting`]: { status: "PROVISIONING" },
      },
    });
  });
  afterEach(() => google.close());

  function setUp() {
    const ports = testPorts({ clock, github, routes: { "*.googleapis.com": google.url } });
    return {
      ports,
      tokens: createGoogleTokens(
        { provider: PROVIDER, serviceAccount: undefined, audience: undefined },
        ports,
      ),
    };
  }

  test("is entered by its address, or by its name where the address is off", async () => {
    const { ports, tokens } = setUp();
    expect(await gkeClusterAccess(`${place}/shop`, tokens, ports, signal)).toMatchObject({
      server: "https://203.0.113.7",
      caData: CA,
      tokens,
    });
    expect(await gkeClusterAccess(`${place}/by-name`, tokens, ports, signal)).toMatchObject({
      server: "https://gke-abc.europe-west1.gke.goog",
      caData: undefined,
    });
  });

  test.each([
    ["shop", /"shop" is no GKE cluster: expected projects\//],
    [
      `${place}/shpo`,
      /There is no cluster "shpo" in europe-west1 of the project shop\. Did you mean "shop"\?/,
    ],
    [`${place}/starting`, /it is PROVISIONING/],
  ])("%s says what is wrong", async (name, text) => {
    const { ports, tokens } = setUp();
    expect((await rejection(gkeClusterAccess(name, tokens, ports, signal))).message).toMatch(text);
  });
});
