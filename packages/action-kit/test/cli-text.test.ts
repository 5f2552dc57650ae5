import { describe, expect, test } from "@jest/globals";
import { runCli } from "../src/cli.ts";
import type { TextCommand } from "../src/cli-catalog.ts";
import { memoryHost } from "./support/memory-host.ts";

const entry: TextCommand = {
  command: "greet",
  summary: "Prints a greeting.",
  loadText: async () => ({
    options: [
      { name: "who", value: "<name>", description: "who is greeted", required: true, env: "WHO" },
      { name: "how", value: "<word>", description: "the word", required: false, env: undefined },
    ],
    render: ({ who = "nobody", how = "Hello" }) => `${how}, ${who}`,
  }),
};

async function greet(argv: readonly string[], env: Record<string, string> = {}) {
  const { host, stdout, stderr } = memoryHost({ env, cwd: "/nowhere" });
  const exitCode = await runCli([entry], ["greet", ...argv], host);
  return { exitCode, stdout: stdout.text, stderr: stderr.text };
}

describe("a command that prints a text", () => {
  test.each([
    [["--who", "Ada"], {}, "Hello, Ada\n"],
    [["--who=Ada", "--how=Good day"], {}, "Good day, Ada\n"],
    [[], { WHO: "Grace" }, "Hello, Grace\n"],
    [["--who", "Ada"], { WHO: "Grace" }, "Hello, Ada\n"],
  ])("takes %j with the environment %j", async (argv, env, printed) => {
    const { exitCode, stdout } = await greet(argv, env as Record<string, string>);
    expect([exitCode, stdout()]).toEqual([0, printed]);
  });

  test("lists its options", async () => {
    const { stdout } = await greet(["--help"]);
    expect(stdout()).toContain("--who <name>  who is greeted (required; default $WHO)");
  });

  test.each([
    [["--hwo", "Ada"], '"--hwo" is not an option of greet. Did you mean "who"?'],
    [["Ada"], '"Ada" is not an option of greet.'],
    [["--who"], "--who has no value."],
  ])("refuses %j", async (argv, message) => {
    const { exitCode, stderr } = await greet(argv);
    expect(exitCode).toBe(3);
    expect(stderr()).toContain(message);
  });
});
