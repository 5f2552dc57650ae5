import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ActionError } from "@deploy-actions/kernel";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import {
  type Action,
  type ActionResult,
  bool,
  defineAction,
  optional,
  output,
  RUN_RECORD_SCHEMA,
  runAction,
  text,
} from "../src/index.ts";
import { memoryHost } from "./support/memory-host.ts";

const spec = defineAction({
  name: "sample",
  door: "sample",
  title: "Sample",
  description: "A sample.",
  inputs: {
    target: optional(text(), "Where."),
    token: optional(text(), "Secret.", { secret: true }),
    loud: optional(bool(), "Whether."),
  },
  outputs: { facts: output("Facts."), record: output("Path of the record.") },
  permissions: [],
  examples: { minimal: "", complete: "" },
  branding: { icon: "circle", color: "blue" },
  post: false,
});

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "record-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function record(run: Action<typeof spec>["run"]): Promise<Record<string, unknown>> {
  const { host } = memoryHost({
    cwd: folder,
    env: {
      GITHUB_ACTIONS: "true",
      GITHUB_OUTPUT: join(folder, "output"),
      GITHUB_STATE: join(folder, "state"),
      GITHUB_REPOSITORY: "octo/shop",
      GITHUB_ACTOR: "ada",
      GITHUB_RUN_ID: "7",
      GITHUB_SHA: "a".repeat(40),
      RUNNER_TEMP: folder,
      INPUT_TARGET: "prod",
      INPUT_TOKEN: "hunter2hunter2",
      INPUT_LOUD: "",
    },
  });
  await runAction({ spec, run }, host);
  const path = /record<<\S+\n(.+)\n/.exec(readFileSync(join(folder, "output"), "utf8"))?.[1] ?? "";
  const value: Record<string, unknown> = JSON.parse(readFileSync(path, "utf8"));
  const ajv = new Ajv2020({ strict: false });
  formats.default(ajv);
  const isValid = ajv.validate(RUN_RECORD_SCHEMA as object, value);
  expect(ajv.errors ?? []).toEqual([]);
  expect(isValid).toBe(true);
  return value;
}

describe("the record of a run", () => {
  test("says who ran what with which inputs, and what it came to on what evidence; secrets by name only", async () => {
    const evidence = [
      { name: "unit", outcome: "fail", reason: "tests_failed", required: "100 %", found: "99 %" },
    ] as const;
    const result: ActionResult = {
      outcome: "fail",
      reason: "tests_failed",
      sentence: "one failed",
      evidence,
    };
    const value = await record(async ({ outputs, inputs }) => {
      outputs.set("facts", { count: 1 });
      expect(inputs.token).toBe("hunter2hunter2");
      return result;
    });
    expect(value).toMatchObject({
      action: "sample",
      actor: "ada",
      repository: "octo/shop",
      run_id: "7",
      inputs: { target: "prod", token: "(secret)" },
      outputs: { facts: { count: 1 } },
      result: { outcome: "fail", reason: "tests_failed" },
      evidence,
      exit_code: 1,
    });
    expect(JSON.stringify(value)).not.toContain("hunter2");
  });

  test("is kept when the action ends in an error, without what a message should not have held", async () => {
    const value = await record(async ({ inputs }) => {
      throw new ActionError("remote", `The registry said no to ${inputs.token ?? ""}`, {
        hint: "Try again.",
      });
    });
    expect(value).toMatchObject({
      error: { code: "remote", hint: "Try again." },
      evidence: [],
      exit_code: 3,
    });
    expect(JSON.stringify(value)).not.toContain("hunter2");
  });
});
