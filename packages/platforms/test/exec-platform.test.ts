import type { ExecTarget } from "@deploy-actions/rollout";
import { afterEach, describe, expect, test } from "@jest/globals";
import { readExecCounts } from "../src/exec/read-exec-counts.ts";
import { rejection } from "./contract.ts";
import { ExecFixture } from "./support/exec-fixture.ts";

const signal = new AbortController().signal;
let fixture: ExecFixture | undefined;

afterEach(async () => {
  await fixture?.close();
  fixture = undefined;
});

function open(state: object = {}, changes: Partial<ExecTarget> = {}): ExecFixture {
  fixture = new ExecFixture(changes);
  fixture.write(state);
  return fixture;
}

const v1 = { version: "v1", ready: true };
const v2 = { version: "v2", ready: true };

describe("commands of an exec target", () => {
  test("see the release, what else they need, and nothing else of the environment [D24]", async () => {
    const { platform, calls } = await deployed();
    const before = await platform.observe(signal);
    await platform.setWeight({ version: "v2", commit: "abc", artifact: "img@sha256:1" }, 25, before, signal);
    expect(calls().map(({ name }) => name)).toEqual([
      "observe",
      "observe",
      "set-weight",
      "observe",
      "set-weight",
      "observe",
    ]);
    const { PATH, HOME, ...env } = calls()[4]?.env ?? {};
    expect(PATH).toBe(process.env.PATH);
    expect(HOME).toBe(process.env.HOME);
    expect(env).toMatchObject({ RELEASE: "v2", COMMIT: "abc", ARTIFACT: "img@sha256:1", WEIGHT: "25" });
    expect(env).toMatchObject({ ENVIRONMENT: "staging", STABLE: "v1", GREETING: "hello" });
    expect(env.REVISION).toMatch(/^[0-9a-f]{16}$/);
    expect(env).not.toHaveProperty("SECRET");
  });

  test("a weight that is never seen is a remote error that says what is seen", async () => {
    const { platform } = open({ stable: v1, candidate: v2, weight: 0, faults: { "set-weight": "ignore" } });
    const error = await rejection(
      platform.setWeight({ version: "v2" }, 25, await platform.observe(signal), signal),
      "remote",
    );
    expect(error.message).toBe("Asked for 25 %, still seeing 0 % after 100ms");
  });

  test.each([
    ["promote", "Asked for v2 as the only release, still seeing stable v1, candidate v2 at 50 % after 100ms"],
    ["abort", "Asked for no candidate, still seeing stable v1, candidate v2 at 50 % after 100ms"],
    ["restore", "Asked for v0 as the only release, still seeing stable v1, candidate v2 at 50 % after 100ms"],
  ])("a %s that does nothing is a remote error", async (name, message) => {
    const { platform } = open({ stable: v1, candidate: v2, weight: 50, faults: { [name]: "ignore" } });
    const state = await platform.observe(signal);
    const call =
      name === "promote"
        ? platform.promote({ version: "v2" }, state, signal)
        : name === "abort"
          ? platform.abort(state, signal)
          : platform.restore({ version: "v0" }, state, signal);
    expect((await rejection(call, "remote")).message).toBe(message);
  });

  test("a command that hangs is killed and named", async () => {
    const { platform } = open({ stable: v1, faults: { "set-weight": "hang" } }, { timeoutMs: 1_000 });
    const error = await rejection(
      platform.setWeight({ version: "v2" }, 0, await platform.observe(signal), signal),
      "remote",
    );
    expect(error.message).toContain("The set-weight command");
    expect(error.message).toContain("exec-target.mjs set-weight");
    expect(error.message).toContain("did not end within 1s and was killed");
  });

  test("a command that fails is a remote error with the end of its stderr, harmless to print", async () => {
    const { platform } = open({ stable: v1, candidate: v2, weight: 5, faults: { abort: "fail" } });
    const error = await rejection(platform.abort(await platform.observe(signal), signal), "remote");
    expect(error.message).toContain(
      "ended with exit code 9. stderr ends with:\npermission denied for \\x1b[31m",
    );
  });

  test("without a restore command a rollback is refused", async () => {
    const { platform } = open({ stable: v1 }, { restore: undefined });
    const error = await rejection(
      platform.restore({ version: "v0" }, await platform.observe(signal), signal),
      "config",
    );
    expect(error.hint).toContain("Add `restore`");
  });

  test("counts are read for metrics", async () => {
    const counts = { stable: { requests: 10, errors: 1 }, candidate: { requests: 3, errors: 0, epoch: "7" } };
    const { options } = open({ stable: v1, candidate: v2, weight: 5, extra: { counts } });
    expect(await readExecCounts(options, signal)).toEqual({
      stable: { version: "v1", requests: 10, errors: 1 },
      candidate: { version: "v2", requests: 3, errors: 0, epoch: "7" },
    });
  });

  test("the revision a command prints is used as it is", async () => {
    const { platform } = open({ stable: v1, extra: { revision: "etag-5" } });
    expect((await platform.observe(signal)).revision).toBe("etag-5");
  });
});

describe("what observe prints", () => {
  test.each([
    ["", "read nothing, expected one JSON object"],
    ["<html>oops</html>", "read <html>oops</html>, expected one JSON object"],
    ["[]", "$ is [], expected an object with stable, candidate, weight"],
    ["{}", "$.stable is missing, expected an object or null"],
    ['{"stable":null}', "$.candidate is missing, expected an object or null"],
    ['{"stable":null,"candidate":null}', "$.weight is missing, expected a number from 0 to 100"],
    ['{"stable":null,"candidate":null,"weight":"25"}', '$.weight is "25", expected a number from 0 to 100'],
    ['{"stable":null,"candidate":null,"weight":101}', "$.weight is 101, expected a number from 0 to 100"],
    [
      '{"stable":null,"candidate":null,"weight":25}',
      "$.weight is 25, expected 0, because $.candidate is null",
    ],
    ['{"stable":{},"candidate":null,"weight":0}', "$.stable.version is missing, expected a text"],
    ['{"stable":{"version":7},"candidate":null,"weight":0}', "$.stable.version is 7, expected a text"],
    [
      '{"stable":{"version":"1","ready":"yes"},"candidate":null,"weight":0}',
      '$.stable.ready is "yes", expected true or false',
    ],
    [
      '{"stable":null,"candidate":null,"wieght":0}',
      '$ has the key wieght, which is not known. Did you mean "weight"?',
    ],
    [
      '{"stable":{"version":"1"},"candidate":null,"weight":0,"counts":{"stable":{"requests":1.5,"errors":0}}}',
      "$.counts.stable.requests is 1.5, expected a whole number from 0 on",
    ],
  ])("%s is refused with its place", async (output, problem) => {
    const { platform } = open({ output });
    const error = await rejection(platform.observe(signal), "remote");
    expect(error.message).toContain("The observe command");
    expect(error.message).toContain(problem);
  });

  test("a long answer is shown by its first 200 characters", async () => {
    const { platform } = open({ output: "x".repeat(5_000) });
    const error = await rejection(platform.observe(signal), "remote");
    expect(error.message).toContain(`${"x".repeat(200)}…`);
    expect(error.message).not.toContain("x".repeat(201));
  });
});

async function deployed() {
  const { platform, ...rest } = open({ stable: v1 });
  const subject = fixture;
  return { platform, ...rest, calls: () => subject?.calls ?? [] };
}
