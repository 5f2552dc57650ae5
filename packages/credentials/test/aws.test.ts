import type { AwsSignIn } from "@deploy-actions/kernel";
import {
  type FakeGitHub,
  type FakeSts,
  startFakeGitHub,
  startFakeSts,
  stsError,
} from "@deploy-actions/testkit";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { createAwsAccess } from "../src/index.ts";
import {
  rejection,
  signal,
  type TestClock,
  type TestPorts,
  testClock,
  testPorts,
  textOf,
} from "./test-ports.ts";

const DEPLOY = "arn:aws:iam::123456789012:role/deploy";
const CHAINED = "arn:aws:iam::210987654321:role/target/shop";
const BRANCH_ONLY = "arn:aws:iam::123456789012:role/only-release-branch";

let clock: TestClock;
let github: FakeGitHub;
let sts: FakeSts;

beforeEach(async () => {
  clock = testClock();
  github = await startFakeGitHub({ now: () => clock.now(), claims: { environment: "production" } });
  sts = await startFakeSts({
    issuer: github.issuer.url,
    now: () => clock.now(),
    roles: {
      [DEPLOY]: { sub: "repo:shop/web:environment:production" },
      [BRANCH_ONLY]: { sub: "repo:shop/web:ref:refs/heads/release" },
      [CHAINED]: { principals: [DEPLOY] },
    },
  });
});
afterEach(async () => {
  await sts.close();
  await github.close();
});

function ports(env: Readonly<Record<string, string>> = {}, withTokens = true): TestPorts {
  return testPorts({
    clock,
    ...(withTokens ? { github } : {}),
    env: { AWS_ENDPOINT_URL_STS: sts.url, ...env },
  });
}

function signIn(changes: Partial<AwsSignIn> = {}): AwsSignIn {
  return {
    role: DEPLOY,
    region: "eu-west-1",
    chain: [],
    sessionName: undefined,
    durationMs: 3_600_000,
    audience: "sts.amazonaws.com",
    ...changes,
  };
}

describe("a role taken with GitHub's token", () => {
  test("gives keys that are masked at once, under a session name that tells the run [A11]", async () => {
    const given = ports();
    const keys = await createAwsAccess(signIn(), given).keys(signal);
    expect(sts.isAlive(keys)).toBe(true);
    expect(sts.issued[0]?.sessionName).toBe("deploy-shop-web-30433642");
    expect(given.masked).toEqual(expect.arrayContaining([keys.secretAccessKey, keys.sessionToken]));
    expect(keys.expiresAt).toBe(clock.now() + 3_600_000);
    const request = sts.requests[0];
    expect(request?.headers.authorization).toBeUndefined();
  });

  test("is taken once however many ask at once", async () => {
    const access = createAwsAccess(signIn(), ports());
    await Promise.all(Array.from({ length: 20 }, () => access.keys(signal)));
    expect(sts.issued).toHaveLength(1);
  });

  test("is followed by the roles of the chain, with signed calls and an hour at most", async () => {
    const keys = await createAwsAccess(signIn({ chain: [CHAINED] }), ports()).keys(signal);
    expect(sts.issued.map(({ role }) => role)).toEqual([DEPLOY, CHAINED]);
    expect(keys.accessKeyId).toBe(sts.issued[1]?.accessKeyId);
  });

  test("is renewed during a rollout that outlives three lifetimes: the keys are alive at every look", async () => {
    const access = createAwsAccess(signIn({ durationMs: 900_000, chain: [CHAINED] }), ports());
    const end = clock.now() + 3.5 * 900_000;
    for (; clock.now() < end; clock.advance(17_000)) {
      const keys = await access.keys(signal);
      expect(sts.isAlive(keys)).toBe(true);
      expect((keys.expiresAt ?? 0) - clock.now()).toBeGreaterThanOrEqual(300_000);
    }
    expect(sts.issued.length).toBeGreaterThan(6);
    expect(sts.issued.length).toBeLessThan(16);
  });

  test("that cannot be renewed for a while keeps the old keys and says so; past their end it is an error", async () => {
    const given = ports();
    const access = createAwsAccess(signIn(), given);
    const first = await access.keys(signal);
    clock.advance(56 * 60_000);
    sts.fail({
      status: 403,
      body: stsError("AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity"),
      times: 1_000,
    });
    expect(await access.keys(signal)).toEqual(first);
    expect(given.log.lines.filter((line) => line.startsWith("warning:"))).toEqual([
      expect.stringMatching(/could not be renewed and are good for 4m more.*AccessDenied/),
    ]);
    const asked = sts.requests.length;
    await access.keys(signal);
    expect(sts.requests).toHaveLength(asked);
    clock.advance(5 * 60_000);
    expect((await rejection(access.keys(signal))).code).toBe("permission");
  });

  test("survives a throttled STS", async () => {
    sts.fail({ status: 400, body: stsError("Throttling", "Rate exceeded"), times: 3 });
    const keys = await createAwsAccess(signIn(), ports()).keys(signal);
    expect(sts.isAlive(keys)).toBe(true);
    expect(clock.slept).toHaveLength(3);
  });

  test.each([
    ["cn-north-1", "sts.cn-north-1.amazonaws.com.cn", "arn:aws-cn:iam::123456789012:role/deploy"],
    ["us-gov-west-1", "sts.us-gov-west-1.amazonaws.com", "arn:aws-us-gov:iam::123456789012:role/deploy"],
    ["eu-central-1", "sts.eu-central-1.amazonaws.com", DEPLOY],
  ])("in %s is asked at %s", async (region, host, role) => {
    const given = testPorts({ clock, github, routes: { [host]: sts.url } });
    await rejection(createAwsAccess(signIn({ role, region, audience: "other" }), given).keys(signal));
    expect(sts.requests.at(-1)?.headers["x-fake-host"]).toBe(host);
  });
});

describe("a refused role says what to fix", () => {
  test("when it trusts another branch: the claims beside the policy that would accept them", async () => {
    const error = await rejection(createAwsAccess(signIn({ role: BRANCH_ONLY }), ports()).keys(signal));
    expect(error.code).toBe("permission");
    expect(error.message).toContain("AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity");
    expect(error.message).toMatch(/sub +repo:shop\/web:environment:production/);
    expect(error.message).toMatch(/aud +sts\.amazonaws\.com/);
    expect(error.message).toMatch(/repository_id +74/);
    expect(error.message).toMatch(/exp +\d+ \(20/);
    expect(error.message).toContain(':sub": "repo:shop/web:environment:production"');
    expect(error.message).toContain("arn:aws:iam::123456789012:oidc-provider/");
    expect(error.hint).toContain(
      "compare the conditions of its trust policy with sub, aud and job_workflow_ref",
    );
    expect(textOf(error)).not.toMatch(/eyJ/);
  });

  test("when the job names no environment, that is named", async () => {
    const other = await startFakeGitHub({ now: () => clock.now() });
    try {
      const provider = await startFakeSts({
        issuer: other.issuer.url,
        now: () => clock.now(),
        roles: { [DEPLOY]: { sub: "repo:shop/web:environment:production" } },
      });
      const given = testPorts({ clock, github: other, env: { AWS_ENDPOINT_URL: provider.url } });
      const error = await rejection(createAwsAccess(signIn(), given).keys(signal));
      await provider.close();
      expect(error.hint).toContain(
        "The job names no `environment:`, so its subject ends in the ref (refs/heads/main)",
      );
    } finally {
      await other.close();
    }
  });

  test("when the audience is another", async () => {
    const error = await rejection(
      createAwsAccess(signIn({ audience: "https://github.com/shop" }), ports()).keys(signal),
    );
    expect(error.message).toContain("Incorrect token audience");
    expect(error.hint).toContain('It is the audience that differs: the token has "https://github.com/shop"');
  });

  test("when the token has expired, and the clock of the runner is off", async () => {
    const slow = testClock(clock.now() - 20 * 60_000);
    const given = testPorts({ clock: slow, github, env: { AWS_ENDPOINT_URL_STS: sts.url } });
    sts.fail({
      status: 400,
      body: stsError("ExpiredTokenException", "Token expired: current date/time 2 must be before 1"),
    });
    const error = await rejection(createAwsAccess(signIn(), given).keys(signal));
    expect(error.hint).toContain("The clock of this runner is 20m behind GitHub's");
    expect(error.hint).toContain("It is the time that differs");
  });

  test("when STS throttles to the end", async () => {
    sts.fail({ status: 400, body: stsError("Throttling", "Rate exceeded"), times: 99 });
    const error = await rejection(createAwsAccess(signIn(), ports()).keys(signal));
    expect(error).toMatchObject({ code: "remote" });
    expect(error.message).toContain("STS throttled this job in 5 attempts");
    expect(error.hint).toContain("run fewer side by side");
  });

  test("when STS does not answer, after five attempts of one sign-in", async () => {
    const given = ports({ AWS_ENDPOINT_URL_STS: "http://127.0.0.1:9" });
    const error = await rejection(createAwsAccess(signIn(), given).keys(signal));
    expect(error).toMatchObject({ code: "remote" });
    expect(error.message).toContain("STS did not answer well (refused) in 5 attempts");
    expect(clock.slept).toHaveLength(4);
  });

  test("when GitHub gives no token, GitHub is named and STS is not asked", async () => {
    github.fail({ path: /oidc/, status: 503, times: 99 });
    const error = await rejection(createAwsAccess(signIn(), ports()).keys(signal));
    expect(error.message).toContain("GitHub gave no ID token");
    expect(sts.requests).toHaveLength(0);
    expect(clock.slept).toHaveLength(3);
  });

  test("not when the run is cancelled while it waits", async () => {
    const controller = new AbortController();
    sts.fail({ status: 400, body: stsError("Throttling", "Rate exceeded"), times: 99 });
    const given = ports();
    const waiting = createAwsAccess(signIn(), given).keys(controller.signal);
    controller.abort();
    expect((await rejection(waiting)).code).toBe("cancelled");
  });

  test("when STS cannot read GitHub's keys", async () => {
    sts.fail({
      status: 400,
      body: stsError("IDPCommunicationError", "Error communicating with the identity provider"),
      times: 99,
    });
    const error = await rejection(createAwsAccess(signIn(), ports()).keys(signal));
    expect(error.hint).toContain("could not read GitHub's keys");
  });

  test("when the session is longer than the role allows", async () => {
    const error = await rejection(createAwsAccess(signIn({ durationMs: 7_200_000 }), ports()).keys(signal));
    expect(error).toMatchObject({ code: "config" });
    expect(error.hint).toContain("The sign-in asks for 2h");
  });

  test("when the second role does not trust the first", async () => {
    const error = await rejection(createAwsAccess(signIn({ chain: [BRANCH_ONLY] }), ports()).keys(signal));
    expect(error).toMatchObject({ code: "permission" });
    expect(error.hint).toContain(`a policy of ${DEPLOY} allows sts:AssumeRole on ${BRANCH_ONLY}`);
  });

  test("when the job has no id-token: write", async () => {
    const error = await rejection(
      createAwsAccess(signIn(), ports({ AWS_ACCESS_KEY_ID: "ASIA" }, false)).keys(signal),
    );
    expect(error).toMatchObject({ code: "permission" });
    expect(error.hint).toContain('Add "id-token: write" under `permissions:`');
    expect(error.hint).toContain("Dependabot");
    expect(error.hint).toContain("leave `role:` out of deploy.yml");
  });

  test.each([
    [{ role: "deploy" }, /"deploy" is no role: expected arn:aws:iam::/],
    [{ region: "cn-north-1" }, /of the partition aws, but the region cn-north-1 belongs to aws-cn/],
  ])("when deploy.yml is wrong (%p), before anything is asked", async (changes, text) => {
    const error = await rejection(createAwsAccess(signIn(changes), ports()).keys(signal));
    expect(error.code).toBe("config");
    expect(error.message).toMatch(text);
    expect(sts.requests).toHaveLength(0);
  });

  test.each([
    [undefined, {}, /No AWS region/],
    ["europe", {}, /"europe" is no AWS region/],
  ])("when the region is %p", (region, env, text) => {
    expect(() => createAwsAccess(signIn({ region }), ports(env))).toThrow(text);
  });
});

describe("credentials that are already in the environment", () => {
  const keys = {
    AWS_REGION: "eu-west-1",
    AWS_ACCESS_KEY_ID: "ASIAENVIRONMENT",
    AWS_SECRET_ACCESS_KEY: "secretOfTheEnvironment",
  };

  test("are used as they are, and the log says so once", async () => {
    const given = ports({
      ...keys,
      AWS_SESSION_TOKEN: "tokenOfTheEnvironment",
      AWS_ENDPOINT_URL: "http://127.0.0.1:1",
    });
    const access = createAwsAccess(undefined, given);
    expect(access.endpoint).toBe("http://127.0.0.1:1");
    await access.keys(signal);
    expect(await access.keys(signal)).toEqual({
      accessKeyId: "ASIAENVIRONMENT",
      secretAccessKey: "secretOfTheEnvironment",
      sessionToken: "tokenOfTheEnvironment",
      expiresAt: undefined,
    });
    expect(given.log.lines).toEqual([
      expect.stringContaining("already in the environment (AWS_ACCESS_KEY_ID), as they are"),
    ]);
    expect(given.masked).toEqual(expect.arrayContaining(["secretOfTheEnvironment", "tokenOfTheEnvironment"]));
    expect(sts.requests).toHaveLength(0);
  });

  test("that are a long-lived key get a warning [A11]", async () => {
    const given = ports({ ...keys, AWS_ACCESS_KEY_ID: "AKIALONGLIVED" });
    await createAwsAccess(undefined, given).keys(signal);
    expect(given.log.lines).toContainEqual(expect.stringMatching(/^warning: .*long-lived key/));
  });

  test("that have expired are an error", async () => {
    const given = ports({ ...keys, AWS_CREDENTIAL_EXPIRATION: new Date(clock.now() - 1_000).toISOString() });
    expect((await rejection(createAwsAccess(undefined, given).keys(signal))).message).toContain("expired at");
  });

  test("come from the container's agent", async () => {
    const given = testPorts({
      clock,
      env: { AWS_REGION: "eu-west-1", AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: "/v2/credentials/x" },
      routes: { "169.254.170.2": sts.url },
    });
    const expiration = new Date(clock.now() + 3_600_000).toISOString();
    sts.fail({
      path: /v2\/credentials/,
      status: 200,
      body: {
        AccessKeyId: "ASIACONTAINER",
        SecretAccessKey: "secretOfContainer",
        Token: "tokenOfContainer",
        Expiration: expiration,
      },
    });
    expect(await createAwsAccess(undefined, given).keys(signal)).toMatchObject({
      accessKeyId: "ASIACONTAINER",
      sessionToken: "tokenOfContainer",
    });
    const elsewhere = ports({
      AWS_REGION: "eu-west-1",
      AWS_CONTAINER_CREDENTIALS_FULL_URI: "http://example.com/x",
    });
    expect((await rejection(createAwsAccess(undefined, elsewhere).keys(signal))).code).toBe("config");
  });

  test("that are not there are an error that says what to write", async () => {
    const error = await rejection(
      createAwsAccess(undefined, ports({ AWS_REGION: "eu-west-1" })).keys(signal),
    );
    expect(error).toMatchObject({ code: "config" });
    expect(error.hint).toContain("role: arn:aws:iam::");
  });
});
