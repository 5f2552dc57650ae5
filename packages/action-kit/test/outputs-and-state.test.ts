import { describe, expect, test } from "@jest/globals";
import { createOutputs } from "../src/outputs.ts";
import { createSecrets } from "../src/secrets.ts";
import { defineAction, output } from "../src/spec.ts";
import { createState } from "../src/state.ts";

const names = Array.from({ length: 20 }, (_, index) => `o${index}`);
const spec = defineAction({
  name: "sample",
  door: "sample",
  title: "",
  description: "",
  inputs: {},
  outputs: Object.fromEntries(names.map((name) => [name, output("")])),
  permissions: [],
  examples: { minimal: "", complete: "" },
  branding: { icon: "", color: "" },
  post: false,
});

function open() {
  const written: (readonly [string, string])[] = [];
  const secrets = createSecrets();
  const outputs = createOutputs(spec, secrets, (name, value) => written.push([name, value]));
  return { written, secrets, outputs };
}

describe("outputs", () => {
  test.each([
    ["text", "a\nb", "a\nb"],
    ["a number", 12.5, "12.5"],
    ["a boolean", false, "false"],
    ["an object", { schema: 1, list: ["a"] }, '{"schema":1,"list":["a"]}'],
  ])("%s is written at once", (_, value, text) => {
    const { written, outputs } = open();
    outputs.set("o1", value);
    expect(written).toEqual([["o1", text]]);
    expect(outputs.values.get("o1")).toBe(text);
  });

  test("a masked value is refused, naming the output and not the value", () => {
    const { written, secrets, outputs } = open();
    secrets.mask("hunter2-secret");
    expect(() => outputs.set("o1", { url: "https://x/?t=hunter2-secret" })).toThrow(
      expect.objectContaining({
        code: "internal",
        message: 'Output "o1" of sample holds a masked secret.',
        hint: expect.not.stringContaining("hunter2"),
      }),
    );
    expect(written).toEqual([]);
  });

  test("more than 64 KiB of UTF-8 are refused", () => {
    const { outputs } = open();
    outputs.set("o1", "é".repeat(32 * 1_024));
    expect(() => outputs.set("o1", "é".repeat(32 * 1_024 + 1))).toThrow(
      'Output "o1" of sample is too long: 64.0 KiB, at most 64.0 KiB',
    );
  });

  test("all outputs together stay below GitHub's 1 MB of UTF-16", () => {
    const { outputs } = open();
    const value = "x".repeat(60_000);
    for (const name of names.slice(0, 8)) outputs.set(name, value);
    outputs.set("o7", value);
    expect(() => outputs.set("o8", value)).toThrow('Output "o8" of sample does not fit');
  });

  test("an undeclared output and a number that is none are refused", () => {
    const { outputs } = open();
    expect(() => outputs.set("verdict", "pass")).toThrow('Output "verdict" of sample is not declared.');
    expect(() => outputs.set("toString", "pass")).toThrow("is not declared");
    expect(() => outputs.set("o1", Number.NaN)).toThrow('Output "o1" is not a number: NaN.');
  });
});

describe("state", () => {
  test("is read back in the same run and from STATE_ variables in the next", () => {
    const written: (readonly [string, string])[] = [];
    const state = createState({ STATE_old: "1" }, createSecrets(), (key, value) =>
      written.push([key, value]),
    );
    state.save("new", "2");
    expect([state.get("old"), state.get("new"), state.get("none")]).toEqual(["1", "2", undefined]);
    expect(written).toEqual([["new", "2"]]);
  });

  test("refuses secrets", () => {
    const secrets = createSecrets();
    secrets.mask("hunter2");
    const state = createState({}, secrets, () => {});
    expect(() => state.save("token", "hunter2")).toThrow('State "token" holds a masked secret');
  });
});
