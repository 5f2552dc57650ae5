import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EffectivePolicy } from "@deploy-actions/deploy-config";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { readSample, sampleDrift } from "../env-sample.ts";
import { contextWith } from "./context.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "env-sample-"));
});
afterAll(() => rm(folder, { recursive: true }));

type Given = Pick<EffectivePolicy, "preflight" | "target">;
const TARGET = {
  platform: "aws-ecs",
  environment: { LOG_LEVEL: "info" },
  secrets: { DATABASE_URL: "arn:aws:ssm:eu-west-1:123456789012:parameter/shop/db" },
} as unknown as Given["target"];

async function drift(sample: string | undefined, env: Readonly<Record<string, string>> = {}) {
  if (sample !== undefined) await writeFile(join(folder, ".env.sample"), sample);
  const warnings: string[] = [];
  const context = contextWith({
    runner: { workspace: folder, env },
    log: { warning: (text) => void warnings.push(String(text)) },
  });
  const preflight = {
    tools: {},
    variables: ["SENTRY_DSN"],
    envSample: sample === undefined ? "gone.env" : ".env.sample",
  };
  const problems = await sampleDrift(context, { preflight, target: TARGET });
  return { problems: problems.map(({ code, text }) => `${code}: ${text}`), warnings };
}

describe("a sample of a service's variables [D10]", () => {
  test("that names what job, target and policy give has not drifted", async () => {
    const sample =
      "# where orders are\nDATABASE_URL=postgres://…\nexport LOG_LEVEL=debug\n\nSENTRY_DSN=\nREGION=eu\n";
    expect(await drift(sample, { REGION: "eu-west-1" })).toEqual({ problems: [], warnings: [] });
  });

  test("that names more is a problem at its line, with the name that is near; no value is printed", async () => {
    const { problems } = await drift(
      "DATABASE_URL=x\nLOG_LEVEL=x\nDATABASE_ULR=hunter2\nSTRIPE_KEY=hunter2\nREGION=\n",
      {
        REGION: "",
      },
    );
    expect(problems).toEqual([
      "variable_missing: .env.sample:3 names DATABASE_ULR, which this environment does not give; there is DATABASE_URL.",
      "variable_missing: .env.sample:4 names STRIPE_KEY, which this environment does not give.",
      "variable_missing: .env.sample:5 names REGION, which this environment does not give.",
    ]);
  });

  test("that lacks a variable of the target is a warning", async () => {
    expect(await drift("DATABASE_URL=\n")).toEqual({
      problems: [],
      warnings: [".env.sample does not name LOG_LEVEL, which the target gives the service."],
    });
  });

  test("that is not there, or is something else, is a problem", async () => {
    expect((await drift(undefined)).problems).toEqual([
      expect.stringMatching(/^not_found: gone\.env cannot be read: ENOENT/),
    ]);
    expect((await drift("LOG_LEVEL=\nDATABASE_URL: x\n")).problems).toEqual([
      "not_as_expected: .env.sample:2 is no NAME=value, comment or empty line",
    ]);
  });

  test("may have values of several lines, and the line ends of any system", () => {
    const text = "\uFEFFKEY=\"-----BEGIN\r\nNOT_A_NAME=1\r\n-----END\"\r\nNEXT = 'one'\r\n  # end\r\n";
    expect(readSample(text)).toEqual({
      names: [
        { name: "KEY", line: 1 },
        { name: "NEXT", line: 4 },
      ],
      unread: [],
    });
  });
});
