import { randomUUID } from "node:crypto";
import {
  GetAliasCommand,
  ListVersionsByFunctionCommand,
  PublishVersionCommand,
} from "@aws-sdk/client-lambda";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { describePeer } from "../../../../../test/peers/require-peer.ts";
import { lambdaCalls } from "../../../src/aws/lambda/lambda-calls.ts";
import { describePlatform, rejection } from "../../contract.ts";
import { jsonFault } from "../../support/faulty-http.ts";
import { LambdaFixture } from "./lambda-fixture.ts";

const signal = new AbortController().signal;
const v1 = { version: "v1" };
const v2 = { version: "v2" };

describePeer("a Lambda function behind an alias", "DEPLOY_ACTIONS_PEER_MOTO_URL", (endpoint) => {
  describePlatform("Lambda", async () => {
    const fixture = await LambdaFixture.start(endpoint);
    return { platform: fixture.platform, other: fixture.open(), close: () => fixture.close() };
  });

  let fixture: LambdaFixture;
  beforeEach(async () => {
    fixture = await LambdaFixture.start(endpoint);
  });
  afterEach(() => fixture.close());

  const alias = () => fixture.lambda.send(new GetAliasCommand({ FunctionName: fixture.name, Name: "live" }));
  const versions = async () => {
    const found = await fixture.lambda.send(
      new ListVersionsByFunctionCommand({ FunctionName: fixture.name }),
    );
    return (found.Versions ?? []).filter(({ Version }) => Version !== "$LATEST");
  };
  const withStable = async () => {
    const started = await fixture.platform.setWeight(v1, 0, await fixture.platform.observe(signal), signal);
    return fixture.platform.promote(v1, started, signal);
  };

  test("the candidate at 0 % is a published version marked in the alias' description, its owner's text kept", async () => {
    await withStable();
    const release = { version: "v2", commit: "2".repeat(40), artifact: "sha256:abc" };
    const state = await fixture.platform.setWeight(
      release,
      0,
      await fixture.platform.observe(signal),
      signal,
    );
    expect(state.candidate).toMatchObject({ release, ready: true });
    expect(await alias()).toMatchObject({
      FunctionVersion: "1",
      Description: "what users reach [deploy-actions candidate 2]",
    });
    await fixture.platform.abort(state, signal);
    expect((await alias()).Description).toBe("what users reach");
  });

  test("a weight is the additional version's share, a promotion empties the map and an abort too", async () => {
    const before = await withStable();
    const at7 = await fixture.platform.setWeight(v2, 7, before, signal);
    expect(at7.candidateWeight).toBe(7);
    expect((await alias()).RoutingConfig?.AdditionalVersionWeights).toEqual({ "2": 0.07 });
    await fixture.platform.promote(v2, at7, signal);
    expect(await alias()).toMatchObject({ FunctionVersion: "2", Description: "what users reach" });
    expect((await alias()).RoutingConfig?.AdditionalVersionWeights ?? {}).toEqual({});
  });

  test("a release that has a version is not published again", async () => {
    const before = await withStable();
    const state = await fixture.platform.setWeight(v2, 10, before, signal);
    const aborted = await fixture.platform.abort(state, signal);
    fixture.http.taken();
    await fixture.platform.setWeight(v2, 10, aborted, signal);
    expect(fixture.http.taken().filter((line) => /^(POST|PUT) .*(versions|code)$/.test(line))).toEqual([]);
    expect(await versions()).toHaveLength(2);
  });

  test("a release with the code of the one before is published under its own name", async () => {
    await fixture.close();
    fixture = await LambdaFixture.start(endpoint, { code: { bucket: "x", key: "y" } });
    // moto publishes after each UpdateFunctionCode; Lambda itself answers with the version that is there.
    const same = { bucket: fixture.bucket, key: "code-v1.zip" };
    const platform = fixture.open({ code: same });
    const started = await platform.setWeight(v1, 0, await platform.observe(signal), signal);
    const before = await platform.promote(v1, started, signal);
    const isPublish = /\/versions$/;
    const [first] = await versions();
    fixture.http.fail("POST", isPublish, { kind: "answer", status: 201, body: JSON.stringify(first) });
    const state = await platform.setWeight(v2, 5, before, signal);
    expect(state).toMatchObject({ candidate: { release: v2 }, candidateWeight: 5 });
    expect((await versions()).map(({ Description }) => Description)).toEqual([
      'deploy-actions: {"version":"v1"}',
      'deploy-actions: {"version":"v2"}',
    ]);
    expect((await fixture.platform.preflight?.(signal)) ?? []).toEqual([
      expect.objectContaining({ text: expect.stringContaining("The bucket x") }),
    ]);
  });

  test("weights edited by hand are a conflict, and a version that is no release of ours is not moved", async () => {
    const before = await withStable();
    const mine = await fixture.platform.setWeight(v2, 10, before, signal);
    await fixture.moveByHand("1", { "2": 0.4 });
    await rejection(fixture.platform.setWeight(v2, 25, mine, signal), "conflict");
    expect((await fixture.platform.observe(signal)).candidateWeight).toBe(40);

    const foreign = await fixture.lambda.send(
      new PublishVersionCommand({ FunctionName: fixture.name, Description: "by hand" }),
    );
    expect(foreign.Version).toBe("2");
    const now = await fixture.platform.abort(await fixture.platform.observe(signal), signal);
    await fixture.platform.setWeight({ version: "v3" }, 0, now, signal);
    await fixture.moveByHand("3", { "1": 0.2 });
    const seen = await fixture.platform.observe(signal);
    expect(seen).toMatchObject({ stable: { release: { version: "v3" } }, candidateWeight: 20 });
  });

  test("a third version in the map and $LATEST under weights are refused", async () => {
    const none = await fixture.platform.observe(signal);
    const error = await rejection(fixture.platform.setWeight(v1, 25, none, signal), "conflict");
    expect(error.message).toContain("points at $LATEST");
    await withStable();
    await fixture.platform.setWeight(v2, 0, await fixture.platform.observe(signal), signal);
    await fixture.moveByHand("1", { "2": 0.1, $LATEST: 0.1 });
    const two = await rejection(fixture.platform.observe(signal), "conflict");
    expect(two.message).toContain("more than two versions: 2, $LATEST");
  });

  test("a change between the look and the update is a conflict by Lambda's own revision", async () => {
    const before = await withStable();
    const at10 = await fixture.platform.setWeight(v2, 10, before, signal);
    fixture.http.fail("PUT", /aliases\/live$/, jsonFault(412, "PreconditionFailedException"));
    const error = await rejection(fixture.platform.setWeight(v2, 25, at10, signal), "conflict");
    expect(error.message).toContain(at10.revision);
    expect((await fixture.platform.observe(signal)).candidateWeight).toBe(10);
  });

  test.each(["lost", "hang"] as const)(
    "an answer that is %s after the change is seen, not made twice",
    async (kind) => {
      const before = await withStable();
      for (const [method, path] of [
        ["PUT", /\/code$/],
        ["POST", /\/versions$/],
        ["PUT", /aliases\/live$/],
      ] as const) {
        fixture.http.fail(method, path, { kind });
      }
      let state = before;
      // The SDK tries again after a broken connection; after a time-out it does not, and the next look goes on from there.
      for (let tries = 0; state.candidateWeight !== 10 && tries < 4; tries += 1) {
        const now = await fixture.platform.observe(signal);
        state = await fixture.platform.setWeight(v2, 10, now, signal).catch(() => now);
      }
      expect(state.candidateWeight).toBe(10);
      fixture.http.fail("PUT", /aliases\/live$/, { kind });
      const promoted = await fixture.platform.promote(v2, state, signal);
      expect(promoted.stable?.release).toEqual(v2);
      expect(await versions()).toHaveLength(2);
    },
  );

  test.each(["before", "during"] as const)(
    "killed %s any change, the next run ends in all stable or all candidate",
    async (when) => {
      const stable = await withStable();
      const roll = async () => {
        const at0 = await fixture.platform.setWeight(v2, 0, await fixture.platform.observe(signal), signal);
        const at10 = await fixture.platform.setWeight(v2, 10, at0, signal);
        await fixture.platform.promote(v2, at10, signal);
      };
      const ends = new Set<string>();
      for (let calls = 0; ; calls += 1) {
        fixture.http.dieAfter(calls, when);
        await roll().catch(() => undefined);
        if (!fixture.http.revive()) {
          expect(calls).toBeGreaterThan(2);
          break;
        }
        const next = fixture.open();
        const aborted = await next.abort(await next.observe(signal), signal);
        expect(aborted).toMatchObject({ candidate: null, candidateWeight: 0 });
        expect((await alias()).Description).toBe("what users reach");
        ends.add(aborted.stable?.release.version ?? "none");
        const back = await next.restore(v1, aborted, signal);
        expect(back.revision).toBe(stable.revision);
      }
      // Killed before its last change, a promotion is not made yet: the next run's abort still takes it back.
      expect([...ends].sort()).toEqual(when === "during" ? ["v1", "v2"] : ["v1"]);
    },
  );

  test("throttling and server errors are tried again by the SDK", async () => {
    const before = await withStable();
    fixture.http.fail("GET", /aliases\/live$/, jsonFault(429, "TooManyRequestsException"));
    fixture.http.fail("PUT", /aliases\/live$/, jsonFault(500, "ServiceException"), 2);
    const state = await fixture.platform.setWeight(v2, 10, before, signal);
    expect(state.candidateWeight).toBe(10);
  });

  test("a function that fails at init is a failure with Lambda's reason", async () => {
    const before = await withStable();
    const state = await fixture.platform.setWeight({ version: "bad" }, 0, before, signal);
    expect(state.candidate?.failure).toMatchObject({
      reason: "init_failed",
      text: expect.stringContaining("no database"),
    });
    expect((await alias()).FunctionVersion).toBe("1");
  });

  test("code that the function does not take publishes nothing", async () => {
    const before = await withStable();
    fixture.updates.push(
      { LastUpdateStatus: "InProgress" },
      { LastUpdateStatus: "Failed", LastUpdateStatusReason: "image cannot be pulled" },
    );
    const error = await rejection(fixture.platform.setWeight(v2, 10, before, signal), "remote");
    expect(error.message).toContain("did not take the code: image cannot be pulled");
    expect(await versions()).toHaveLength(1);
  });

  test("a promotion waits for provisioned concurrency, and says when it fails", async () => {
    const before = await withStable();
    const state = await fixture.platform.setWeight(v2, 100, before, signal);
    fixture.provisioned = [{ Status: "IN_PROGRESS" }, { Status: "READY" }];
    await fixture.platform.promote(v2, state, signal);
    expect(fixture.provisioned).toEqual([{ Status: "READY" }]);
    fixture.provisioned = [{ Status: "FAILED", StatusReason: "account limit" }];
    const now = await fixture.platform.observe(signal);
    const error = await rejection(fixture.platform.restore(v1, now, signal), "remote");
    expect(error.message).toContain("its provisioned concurrency failed: account limit");
  });

  test("a version that has been idle may be restored, with a warning; a failed one may not", async () => {
    await withStable();
    const state = await fixture.platform.setWeight(v2, 100, await fixture.platform.observe(signal), signal);
    const now = await fixture.platform.promote(v2, state, signal);
    const reason = { StateReason: "idle", StateReasonCode: "Idle" };
    fixture.states.set("v1", { State: "Inactive", ...reason });
    const restored = await fixture.platform.restore(v1, now, signal);
    expect(restored.stable?.release).toEqual(v1);
    expect(fixture.warnings.join()).toContain("idle for weeks");
    fixture.states.set("v2", { State: "Failed", StateReason: "role gone", StateReasonCode: "InvalidRole" });
    const error = await rejection(fixture.platform.restore(v2, restored, signal), "conflict");
    expect(error.message).toContain("version 2 is Failed (role gone)");
  });

  test.each([
    ["alias", { alias: "life" }, 'has no alias life. Did you mean "live"?'],
    ["function", undefined, "There is no function"],
  ])("a missing %s is told with the nearest name", async (_, changes, text) => {
    const wrong = changes ?? { function: `${fixture.name}x` };
    const error = await rejection(fixture.open(wrong).observe(signal), "config");
    expect(error.message).toContain(text);
    if (changes === undefined) expect(error.message).toContain(`Did you mean "${fixture.name}"?`);
    const problems = await fixture.open(wrong).preflight?.(signal);
    expect(problems).toContainEqual(expect.objectContaining({ code: "not_found", text: error.message }));
  });

  test("an object that is not there and a release that never was are told", async () => {
    const before = await withStable();
    fixture.http.fail(
      "PUT",
      /\/code$/,
      jsonFault(400, "InvalidParameterValueException", "S3 Error Code: NoSuchKey"),
    );
    const gone = await rejection(fixture.platform.setWeight({ version: "v9" }, 0, before, signal), "config");
    expect(gone.message).toContain(`s3://${fixture.bucket}/code-v9.zip`);
    const never = await rejection(fixture.platform.restore({ version: "v11" }, before, signal), "config");
    expect(never.message).toContain('has no version of v11. Did you mean "v1"?');
  });

  test("preflight finds nothing wrong, and tells of another role and a code of the wrong kind", async () => {
    await withStable();
    expect(await fixture.platform.preflight?.(signal)).toEqual([]);
    fixture.http.fail("GET", /\/configuration$/, {
      kind: "answer",
      status: 200,
      body: JSON.stringify({ PackageType: "Image", Role: "arn:aws:iam::1:role/other", State: "Active" }),
    });
    const problems = await fixture.platform.preflight?.(signal);
    expect(problems?.map(({ code }) => code)).toEqual(["code_kind", "versions_differ"]);
    const missing = fixture.open({ code: { bucket: `no-${randomUUID()}`, key: "k" } });
    expect(await missing.preflight?.(signal)).toEqual([expect.objectContaining({ code: "not_found" })]);
  });

  test("every call it makes is declared, and every declared one is made", async () => {
    fixture.calls.clear();
    const before = await withStable();
    await fixture.platform.preflight?.(signal);
    const [first] = await versions();
    fixture.http.fail("POST", /\/versions$/, { kind: "answer", status: 201, body: JSON.stringify(first) });
    await fixture.platform.setWeight(v2, 1, before, signal);
    await rejection(fixture.open({ function: `${fixture.name}x` }).observe(signal), "config");
    const declared = lambdaCalls(fixture.target).map((call) =>
      call.api === "aws" ? `${call.service}:${call.operation}` : "",
    );
    expect([...fixture.calls].sort()).toEqual([...declared].sort());
  });
});
