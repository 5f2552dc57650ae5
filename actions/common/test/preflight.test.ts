import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { createExec } from "@deploy-actions/action-kit";
import type { EffectivePolicy } from "@deploy-actions/deploy-config";
import type { PreflightProblem } from "@deploy-actions/kernel";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { missingVariables, preflight } from "../preflight.ts";
import type { TargetAccess } from "../target-access.ts";
import { missingTools } from "../tools.ts";
import { contextWith } from "./context.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "preflight-"));
  const program = async (name: string, body: string): Promise<void> => {
    const path = join(folder, name);
    await writeFile(path, `#!/bin/sh\n${body}\n`);
    await chmod(path, 0o755);
  };
  await program("kubectl", '[ "$1" = version ] && echo "Client Version: v1.34.2" || exit 1');
  await program("pnpm", "echo 9.15.4");
  await program("mute", "echo no numbers here");
});
afterAll(() => rm(folder, { recursive: true }));

function context() {
  const env = { PATH: `${folder}${delimiter}${process.env.PATH}` };
  const exec = createExec({ clock: { now: () => 0, sleep: async () => undefined } });
  return {
    ...contextWith({ runner: { env } }),
    exec,
    runner: { ...contextWith({}).runner, env },
    signal: AbortSignal.timeout(60_000),
  };
}

describe("tools", () => {
  test("are asked for their version, however they say it [E6]", async () => {
    const tools = { kubectl: ">= 1.30", pnpm: "^9", node: ">= 18" };
    expect(await missingTools(context(), tools)).toEqual([]);
  });

  test.each([
    [
      "kubectl",
      ">= 1.35",
      "tool_version",
      "kubectl is 1.34.2; the policy's preflight.tools asks for kubectl >= 1.35",
    ],
    ["pnpm", "10", "tool_version", "pnpm is 9.15.4; the policy's preflight.tools asks for pnpm 10"],
    [
      "no-such-tool",
      "*",
      "tool_missing",
      "no-such-tool is not on PATH; the policy's preflight.tools asks for no-such-tool *",
    ],
    [
      "mute",
      "1",
      "tool_version_unknown",
      'mute does not say its version (it says "no numbers here"); the policy\'s preflight.tools asks for mute 1',
    ],
  ])("that are missing or of another version are said: %s %s [E6]", async (tool, range, code, text) => {
    expect(await missingTools(context(), { [tool]: range })).toMatchObject([{ code, text }]);
  });
});

describe("variables", () => {
  test("are compared by name, and no value is printed [E7]", () => {
    const env = { DATABASE_URL: "postgres://secret", EMPTY: "", OPENAI_API_KEY: "sk-secret" };
    const problems = missingVariables(["DATABASE_URL", "EMPTY", "OPEN_AI_API_KEY", "SENTRY_DSN"], env);
    expect(problems.map(({ text }) => text)).toEqual([
      "the variable EMPTY is not set (it is empty).",
      "the variable OPEN_AI_API_KEY is not set; there is OPENAI_API_KEY.",
      "the variable SENTRY_DSN is not set.",
    ]);
    expect(JSON.stringify(problems)).not.toContain("secret");
  });
});

describe("the pre-flight", () => {
  const policy = {
    environment: "production",
    preflight: { tools: { "no-such-tool": "1" }, variables: ["SENTRY_DSN"] },
  };
  const target = (platform: readonly PreflightProblem[], cloud: readonly PreflightProblem[] = []) =>
    ({
      platform: { preflight: async () => platform },
      access: { whoAmI: async () => cloud },
    }) as unknown as TargetAccess;
  const right = { code: "permission_missing", text: "may not patch httproutes", hint: "Grant it." };

  test("says everything that is missing in one message [E5]", async () => {
    const run = preflight(
      context() as never,
      policy as unknown as EffectivePolicy,
      target([right], [{ code: "aws_sign_in_refused", text: "AWS refuses", hint: undefined }]),
    );
    await expect(run).rejects.toMatchObject({
      code: "config",
      message: expect.stringMatching(
        /^production lacks 4 things for a deployment; nothing was touched:\n {2}- no-such-tool is not on PATH.*\n {2}- the variable SENTRY_DSN is not set.*\n {2}- AWS refuses\n {2}- may not patch httproutes\. Grant it\.$/,
      ),
    });
  });

  test("is a matter of permission when only rights are missing", async () => {
    const nothing = { ...policy, preflight: { tools: {}, variables: [] } };
    const run = preflight(context() as never, nothing as unknown as EffectivePolicy, target([right]));
    await expect(run).rejects.toMatchObject({ code: "permission" });
  });
});
