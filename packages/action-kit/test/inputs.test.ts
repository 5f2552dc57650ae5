import { ActionError } from "@deploy-actions/kernel";
import { describe, expect, test } from "@jest/globals";
import { bool, choice, duration, integer, jsonObject, lines, text } from "../src/input-types.ts";
import { parseInputs, readInputVariables, variableName } from "../src/inputs.ts";
import { createSecrets } from "../src/secrets.ts";
import { defineAction, optional, required, withDefault } from "../src/spec.ts";

const spec = defineAction({
  name: "sample",
  door: "sample",
  title: "Sample",
  description: "",
  inputs: {
    environment: required(text(), ""),
    "min-samples": withDefault(integer({ min: 1 }), "100", ""),
    bake: optional(duration(), ""),
    checks: optional(lines(), ""),
    "fail-on": withDefault(choice(["fail", "never"]), "fail", ""),
    "dry run": withDefault(bool(), "false", ""),
    token: optional(text({ pattern: /^tok-/, expected: "a token" }), "", { secret: true }),
    account: optional(jsonObject(), "", { secret: true }),
  },
  outputs: {},
  permissions: [],
  examples: { minimal: "", complete: "" },
  branding: { icon: "", color: "" },
  post: false,
});

function read(env: Readonly<Record<string, string>>, masked: string[] = []) {
  return parseInputs(
    spec,
    readInputVariables(spec, env),
    createSecrets((line) => masked.push(line)),
  );
}

function failure(env: Readonly<Record<string, string>>, masked: string[] = []): ActionError {
  try {
    read(env, masked);
  } catch (error) {
    if (error instanceof ActionError) return error;
    throw error;
  }
  throw new Error("the inputs were accepted");
}

describe("inputs", () => {
  test("are typed values with their defaults, and absent ones are undefined", () => {
    const inputs = read({
      INPUT_ENVIRONMENT: " production ",
      "INPUT_MIN-SAMPLES": "",
      INPUT_BAKE: "5m",
      INPUT_CHECKS: "a\n\nb",
      INPUT_DRY_RUN: "true",
      OTHER: "x",
    });
    const bake: number | undefined = inputs.bake;
    const samples: number = inputs["min-samples"];
    const failOn: "fail" | "never" = inputs["fail-on"];
    expect({ ...inputs, bake, samples, failOn }).toEqual({
      environment: "production",
      "min-samples": 100,
      bake: 300_000,
      checks: ["a", "b"],
      "fail-on": "fail",
      "dry run": true,
      token: undefined,
      account: undefined,
      samples: 100,
      failOn: "fail",
    });
  });

  test("a required input that is empty is missing, whatever action.yml says", () => {
    expect(failure({ INPUT_ENVIRONMENT: "  " }).message).toBe("environment: required, but missing or empty.");
  });

  test("a typo in a name is reported with the nearest input", () => {
    const error = failure({ INPUT_ENVIRONMENT: "x", "INPUT_MIN-SAMPELS": "3" });
    expect(error.code).toBe("input");
    expect(error.message).toBe('min-sampels: unknown input. Did you mean "min-samples"?');
    expect(error.hint).toContain("environment, min-samples, bake");
  });

  test("an underscore is not a hyphen, and the message says so", () => {
    expect(failure({ INPUT_ENVIRONMENT: "x", INPUT_MIN_SAMPLES: "3" }).message).toBe(
      'min_samples: unknown input. Did you mean "min-samples"?',
    );
  });

  test("a name like nothing gets no guess", () => {
    expect(failure({ INPUT_ENVIRONMENT: "x", INPUT_KUBERNETES: "3" }).message).toBe(
      "kubernetes: unknown input.",
    );
  });

  test("every problem stands in one message, a line each", () => {
    const error = failure({
      INPUT_ENVIROMENT: "production",
      "INPUT_MIN-SAMPLES": "many",
      INPUT_BAKE: "5 minutes",
      "INPUT_FAIL-ON": "nevr",
    });
    expect(error.message.split("\n")).toEqual([
      "4 mistakes in the inputs of sample:",
      '- enviroment: unknown input. Did you mean "environment"?',
      '- min-samples: read "many", expected a whole number from 1.',
      '- bake: read "5 minutes", expected a duration such as 90s, 5m or 1h30m.',
      '- fail-on: read "nevr", expected one of fail, never (did you mean "never"?).',
    ]);
  });

  test("a secret is masked before anything is refused, and never echoed", () => {
    const masked: string[] = [];
    const error = failure(
      { INPUT_TOKEN: "hunter2-secret", INPUT_ACCOUNT: "{ key: pass-word }", INPUT_TOKNE: "other-secret" },
      masked,
    );
    expect(masked).toEqual(["hunter2-secret", "{ key: pass-word }"]);
    expect(error.message).toContain("- token: the value (secret, not shown) is not a valid text.");
    expect(error.message).toContain('- tokne: unknown input. Did you mean "token"?');
    expect(`${error.message}${error.hint}${error.stack}`).not.toMatch(/hunter2|pass-word|other-secret/);
  });

  test("what was read is shown in one short printable line", () => {
    const { message } = failure({
      INPUT_ENVIRONMENT: "x",
      INPUT_BAKE: `\u001b[31m\n::error::${"y".repeat(500)}`,
    });
    expect(message).toMatch(/^bake: read "\\x1b\[31m\\x0a::error::y+…", expected a duration/);
    expect(message.length).toBeLessThan(200);
  });

  test("a default that does not parse is our bug", () => {
    const wrong = { ...spec, inputs: { bake: withDefault(duration(), "soon", "") } };
    expect(() => parseInputs(wrong, { texts: {}, unknown: [] }, createSecrets())).toThrow(
      expect.objectContaining({ code: "internal" }),
    );
  });

  test("variables are named as the runner names them", () => {
    expect(["min-samples", "dry run", "a_b"].map(variableName)).toEqual([
      "INPUT_MIN-SAMPLES",
      "INPUT_DRY_RUN",
      "INPUT_A_B",
    ]);
  });

  test("names of Object.prototype are unknown inputs like any other", () => {
    expect(failure({ INPUT_ENVIRONMENT: "x", INPUT_CONSTRUCTOR: "y" }).message).toBe(
      "constructor: unknown input.",
    );
  });
});
