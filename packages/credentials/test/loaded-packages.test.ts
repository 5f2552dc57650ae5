import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "@jest/globals";

const run = promisify(execFile);

async function packagesLoadedBy(use: string): Promise<readonly string[]> {
  const script = join(import.meta.dirname, "fixtures", "loaded-packages.ts");
  const { stdout } = await run(process.execPath, ["--conditions=deploy-actions-source", script, use], {
    env: { PATH: process.env.PATH ?? "", HOME: "/nonexistent" },
  });
  const { outcome, loaded } = JSON.parse(stdout) as { outcome: string; loaded: string[] };
  // Without it nothing would have been used, and nothing loaded for that reason.
  expect(outcome).toMatch(use === "nothing" ? /^used$/ : /nothing answers here/);
  return loaded;
}

describe("no SDK of a cloud that a run does not use is loaded", () => {
  test.each([
    ["nothing", [], [/./]],
    ["google", [], [/./]],
    ["vault", [], [/./]],
    ["azure", ["@azure/identity", "@azure/msal-node"], [/aws/, /smithy/]],
    ["aws", ["@aws-sdk/client-sts"], [/azure/, /client-ssm/, /client-secrets-manager/]],
    ["aws-ssm", ["@aws-sdk/client-ssm"], [/azure/, /client-sts/, /client-secrets-manager/]],
    ["aws-secretsmanager", ["@aws-sdk/client-secrets-manager"], [/azure/, /client-sts/, /client-ssm/]],
    ["eks", ["@smithy/signature-v4", "@aws-crypto/sha256-js"], [/azure/, /@aws-sdk\/client/]],
  ])("by %s", async (use, needed, forbidden) => {
    const loaded = await packagesLoadedBy(use);
    expect(loaded).toEqual(expect.arrayContaining(needed));
    expect(loaded.filter((name) => forbidden.some((pattern) => pattern.test(name)))).toEqual([]);
  });
});
