import { randomUUID } from "node:crypto";
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { DeleteParameterCommand, PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { type AwsSignIn, awsClientConfig, type SignIns } from "@deploy-actions/kernel";
import { type FakeGitHub, startFakeGitHub } from "@deploy-actions/testkit";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { describePeer } from "../../../test/peers/require-peer.ts";
import {
  createAwsAccess,
  createCredentialSources,
  eksClusterAccess,
  parseSecretReference,
  preflightAws,
  resolveSecret,
} from "../src/index.ts";
import { rejection, signal, type TestClock, type TestPorts, testClock, testPorts } from "./test-ports.ts";

describePeer("moto", "DEPLOY_ACTIONS_PEER_MOTO_URL", (endpoint) => {
  const suffix = randomUUID().slice(0, 8);
  const region = "eu-west-1";
  const role = `arn:aws:iam::123456789012:role/deploy-${suffix}`;
  const chained = `arn:aws:iam::123456789012:role/target-${suffix}`;
  const signIn: AwsSignIn = {
    role,
    region,
    chain: [],
    sessionName: undefined,
    durationMs: 3_600_000,
    audience: "sts.amazonaws.com",
  };
  const signIns: SignIns = { aws: signIn, azure: undefined, gcp: undefined, vault: undefined };
  const admin = { region, endpoint, credentials: { accessKeyId: "test", secretAccessKey: "test" } };

  let clock: TestClock;
  let github: FakeGitHub;
  let ports: TestPorts;
  beforeEach(async () => {
    clock = testClock();
    github = await startFakeGitHub({ now: () => clock.now() });
    ports = testPorts({ clock, github, env: { AWS_ENDPOINT_URL: endpoint } });
  });
  afterEach(() => github.close());

  test("a role taken with a real token, and one taken by it, are who STS says this job is [E5]", async () => {
    expect(await preflightAws(createAwsAccess(signIn, ports), ports, signal)).toEqual([]);
    expect(
      await preflightAws(createAwsAccess({ ...signIn, chain: [chained] }, ports), ports, signal),
    ).toEqual([]);
    expect(ports.log.lines).toEqual([
      expect.stringContaining(`assumed-role/deploy-${suffix}/deploy-shop-web-30433642`),
      expect.stringContaining(`assumed-role/target-${suffix}/deploy-shop-web-30433642`),
    ]);
  });

  test("a rollout that outlives three lifetimes gets new keys in time, and every one of them works", async () => {
    const access = createAwsAccess({ ...signIn, durationMs: 900_000 }, ports);
    const seen = new Set<string>();
    const end = clock.now() + 3.5 * 900_000;
    for (; clock.now() < end; clock.advance(60_000)) {
      const keys = await access.keys(signal);
      expect((keys.expiresAt ?? 0) - clock.now()).toBeGreaterThanOrEqual(300_000);
      if (seen.has(keys.accessKeyId)) continue;
      seen.add(keys.accessKeyId);
      const client = new STSClient(awsClientConfig(access, ports.http, signal));
      const who = await client.send(new GetCallerIdentityCommand({}));
      client.destroy();
      expect(who.Arn).toContain(`assumed-role/deploy-${suffix}/`);
    }
    expect(seen.size).toBeGreaterThanOrEqual(4);
  });

  test("secrets are read from Secrets Manager and Parameter Store", async () => {
    const sources = createCredentialSources(signIns, ports);
    const resolve = (text: string) => resolveSecret(parseSecretReference(text), sources, signal);
    const secrets = new SecretsManagerClient(admin);
    const parameters = new SSMClient(admin);
    const name = `shop-${suffix}/db`;
    const made = await secrets.send(
      new CreateSecretCommand({ Name: name, SecretString: '{"password":"hunter22-long"}' }),
    );
    await parameters.send(
      new PutParameterCommand({ Name: `/${name}`, Value: "parameter-value", Type: "SecureString" }),
    );
    try {
      expect(await resolve(`secret://aws-secretsmanager/${name}#password`)).toBe("hunter22-long");
      expect(await resolve(`secret://aws-secretsmanager/${made.ARN}#password`)).toBe("hunter22-long");
      expect(await resolve(`secret://aws-ssm/${name}`)).toBe("parameter-value");
      expect(ports.masked).toEqual(expect.arrayContaining(["hunter22-long", "parameter-value"]));
      const wrongKey = await rejection(resolve(`secret://aws-secretsmanager/${name}#pasword`));
      expect(wrongKey.message).toContain('has no key "pasword". Did you mean "password"?');
      for (const reference of [
        `secret://aws-secretsmanager/none-${suffix}`,
        `secret://aws-ssm/none-${suffix}`,
      ]) {
        const missing = await rejection(resolve(reference));
        expect(missing).toMatchObject({ code: "config" });
        expect(missing.message).toContain(`${reference} is not there`);
      }
    } finally {
      await secrets.send(new DeleteSecretCommand({ SecretId: name, ForceDeleteWithoutRecovery: true }));
      await parameters.send(new DeleteParameterCommand({ Name: `/${name}` }));
      secrets.destroy();
      parameters.destroy();
    }
  });

  test("an EKS cluster is described, one that is not there is named with the nearest", async () => {
    const name = `shop-${suffix}`;
    const authorization = `AWS4-HMAC-SHA256 Credential=test/20260101/${region}/eks/aws4_request, SignedHeaders=host, Signature=0`;
    const headers = { authorization, "content-type": "application/json" };
    const body = { name, roleArn: role, resourcesVpcConfig: {} };
    const made = await fetch(`${endpoint}/clusters`, { method: "POST", headers, body: JSON.stringify(body) });
    expect(made.status).toBe(200);
    try {
      const aws = createAwsAccess(signIn, ports);
      const cluster = await eksClusterAccess(name, aws, ports, signal);
      expect(cluster.server).toMatch(/^https:\/\//);
      expect(cluster.caData).toMatch(/^[A-Za-z0-9+/=]+$/);
      const missing = await rejection(eksClusterAccess(`sohp-${suffix}`, aws, ports, signal));
      expect(missing.message).toContain(`Did you mean "${name}"?`);
    } finally {
      await fetch(`${endpoint}/clusters/${name}`, { method: "DELETE", headers });
    }
  });
});
