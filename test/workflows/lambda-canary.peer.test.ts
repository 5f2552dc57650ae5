import { setTimeout as sleep } from "node:timers/promises";
import { GetAliasCommand, ListVersionsByFunctionCommand } from "@aws-sdk/client-lambda";
import { startTraffic, type Traffic } from "@deploy-actions/testkit";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { LambdaFixture } from "../../packages/platforms/test/aws/lambda/lambda-fixture.ts";
import { openRelay, type Relay } from "../crash/scenes/relay.ts";
import { describePeer } from "../peers/require-peer.ts";
import { Alarm } from "./support/alarm.ts";
import { ExampleRun } from "./support/example-run.ts";
import { RELEASE_LABEL, type Share, UsersDoor } from "./support/users-door.ts";

const RUN_MS = 120_000;

/** The alias `live` as it stands at the emulator, and which release each version is. */
async function readAlias({ lambda, name }: LambdaFixture) {
  const [alias, { Versions = [] }] = await Promise.all([
    lambda.send(new GetAliasCommand({ FunctionName: name, Name: "live" })),
    lambda.send(new ListVersionsByFunctionCommand({ FunctionName: name })),
  ]);
  const releaseOf = (version: string): string => {
    const text = Versions.find(({ Version }) => Version === version)?.Description ?? "";
    return /"version":"([^"]+)"/.exec(text)?.[1] ?? version;
  };
  const beside = Object.entries(alias.RoutingConfig?.AdditionalVersionWeights ?? {});
  return {
    stable: releaseOf(alias.FunctionVersion ?? ""),
    beside: beside.map(([version, weight]): Share => ({ release: releaseOf(version), weight })),
    published: Versions.flatMap(({ Version = "" }) => (Version === "$LATEST" ? [] : [releaseOf(Version)])),
  };
}

// One story: each test goes on where the one before ended. moto keeps functions, versions and aliases and runs none of them: a door
// reads the alias and answers users as Lambda would pick. What else moto lacks, the fixture does on the way to it.
describePeer("the Lambda example in a real runner", "DEPLOY_ACTIONS_PEER_ACT", (binary) => {
  describePeer("and an AWS emulator", "DEPLOY_ACTIONS_PEER_MOTO_URL", (endpoint) => {
    let fixture: LambdaFixture;
    let relay: Relay;
    let alarm: Alarm;
    let door: UsersDoor;
    let run: ExampleRun;
    let users: Traffic | undefined;

    beforeAll(async () => {
      fixture = await LambdaFixture.start(endpoint);
      relay = await openRelay(fixture.http, endpoint);
      const { name, bucket, access } = fixture;
      alarm = await Alarm.create(endpoint, access.region, `${name}-errors`);
      door = await UsersDoor.open(async () => {
        const { stable, beside } = await readAlias(fixture);
        const candidate = beside.reduce((sum, { weight }) => sum + weight, 0);
        return [...beside, { release: stable, weight: 1 - candidate }];
      });
      run = await ExampleRun.start(binary, {
        example: "lambda-canary",
        replacements: {
          "eu-central-1": access.region,
          "function: shop-api": `function: ${name}`,
          "shop-builds": bucket,
          "shop-api/${release}": "code-${release}",
          "[shop-api-errors]": `[${name}-errors]`,
          "https://shop-api.example": door.url,
          "bake: 10m": "bake: 2s",
          "bake: 5m": "bake: 1s",
          "for: 5m": "for: 1s",
          "interval: 10s": "interval: 300ms",
          "interval: 15s": "interval: 300ms",
        },
        env: { AWS_ENDPOINT_URL: relay.url },
      });
    }, RUN_MS);

    afterAll(async () => {
      await users?.stop();
      await run.dispose();
      await door.close();
      await alarm.delete();
      await relay.close();
      await fixture.close();
    });

    test(
      "the first tag is live at once",
      async () => {
        const { exitCode, errors } = await run.deploy("v1");
        expect({ errors, exitCode }).toEqual({ errors: [], exitCode: 0 });
        expect(await readAlias(fixture)).toEqual({ stable: "v1", beside: [], published: ["v1"] });
      },
      RUN_MS,
    );

    test(
      "the next gets its traffic in steps, then the alias is its own",
      async () => {
        users = startTraffic({ urls: [door.url], ratePerSecond: 30, labelHeader: RELEASE_LABEL });
        const { exitCode, jobs, errors, log, sha } = await run.deploy("v2");
        const { failed, labels } = await users.stop();
        expect({ errors, exitCode, jobs }).toEqual({
          errors: [],
          exitCode: 0,
          jobs: { "deploy/deploy/deploy": "success" },
        });
        expect(log).toMatch(/Signed in to AWS: arn:aws:sts::123456789012:assumed-role\/shop-deploy\//);
        expect({ failed, labels: Object.keys(labels).sort() }).toEqual({ failed: 0, labels: ["v1", "v2"] });
        expect(await readAlias(fixture)).toEqual({ stable: "v2", beside: [], published: ["v1", "v2"] });
        expect(run.ledger().at(-1)).toEqual({ version: "v2", sha, state: "success", phase: "verified" });
      },
      RUN_MS,
    );

    test(
      "an alarm takes a release back, and the alias has one version again",
      async () => {
        const ended = run.deploy("v3");
        while ((await readAlias(fixture)).beside.length === 0) await sleep(50);
        await alarm.set("ALARM", "7 errors in a minute");
        const { exitCode, jobs, log } = await ended;
        expect(exitCode).not.toBe(0);
        expect(jobs).toEqual({ "deploy/deploy/deploy": "failure" });
        expect(log).toMatch(/ aborts: critical checks of the candidate: .* is in ALARM/);
        expect(log).toContain("-errors is in ALARM: 7 errors in a minute");
        expect(await readAlias(fixture)).toMatchObject({ stable: "v2", beside: [] });
        expect(run.ledger().at(-1)).toMatchObject({ version: "v3", state: "failure", phase: "aborted" });
      },
      RUN_MS,
    );

    test("GitHub would have accepted all of it", () => {
      expect(run.github.violations).toEqual([]);
    });
  });
});
