import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Markdown } from "@deploy-actions/kernel";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { Action } from "../src/action.ts";
import { runCli } from "../src/cli.ts";
import type { CatalogEntry } from "../src/cli-catalog.ts";
import { bool, lines, text } from "../src/input-types.ts";
import { defineAction, optional, output, required, withDefault } from "../src/spec.ts";
import { memoryHost } from "./support/memory-host.ts";

const spec = defineAction({
  name: "sample",
  door: "sample",
  title: "Sample",
  description: "",
  inputs: {
    release: required(text(), "Commit or\nversion."),
    checks: optional(lines(), "What to check."),
    plan: withDefault(bool(), "false", "Only plan."),
    "github-token": optional(text(), "A token.", { secret: true }),
  },
  outputs: { seen: output("The inputs."), list: output("A list.") },
  permissions: [],
  examples: { minimal: "", complete: "" },
  branding: { icon: "", color: "" },
  post: true,
});

const action: Action<typeof spec> = {
  spec,
  async run({ inputs, outputs, summary, log, signal, clock, secrets }) {
    const { "github-token": token, ...rest } = inputs;
    outputs.set("seen", JSON.stringify(rest));
    outputs.set("list", [1, 2]);
    log.info(`token ${token === undefined ? "absent" : secrets.redact(token)}`);
    log.debug("a debug line");
    summary.add(new Markdown("## Done"), 1);
    if (inputs.release === "wait") await clock.sleep(60_000, signal);
    if (inputs.release === "bad") return { outcome: "fail", reason: "bad", sentence: "It is bad." };
    return { outcome: "pass", reason: "ok", sentence: "All well." };
  },
  async post({ log }) {
    log.info("post ran");
  },
};

const load = async (): Promise<Action> => action;
const catalog: readonly CatalogEntry[] = [
  { command: "run", summary: "Runs it.", load },
  { command: "plan", summary: "Plans it.", load, presets: { plan: "true" } },
  { command: "canary-deploy", summary: "Deploys it.", load },
];

let cwd = "";
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "cli-"));
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

async function cli(argv: readonly string[], env: Record<string, string> = {}) {
  const memory = memoryHost({ cwd, env: { RUNNER_TEMP: cwd, ...env } });
  const exitCode = await runCli(catalog, argv, memory.host);
  expect(memory.exits).toEqual([exitCode]);
  expect(memory.listeners()).toBe(0);
  return { ...memory, exitCode, out: memory.stdout.text(), err: memory.stderr.text() };
}

describe("the command line", () => {
  test("runs an action, prints its outputs and keeps the summary in a file", async () => {
    const { exitCode, out } = await cli([
      "run",
      "--release",
      "v1",
      "--checks=a b",
      "--checks",
      "c",
      "--plan",
    ]);
    expect(exitCode).toBe(0);
    expect(out.split("\n")).toEqual([
      "deploy-actions sample 1.0.0",
      "token absent",
      "post ran",
      '  seen  {"release":"v1","checks":["a b","c"],"plan":true}',
      "  list  [1,2]",
      "Summary: .deploy-actions/summary.md",
      "pass: All well. (ok)",
      "",
    ]);
    expect(readFileSync(join(cwd, ".deploy-actions/summary.md"), "utf8")).toBe("## Done\n");
  });

  test("prints one JSON object with --json, and every other line on stderr", async () => {
    const { exitCode, out, err } = await cli(["run", "--release=bad", "--json", "--debug"]);
    expect(exitCode).toBe(1);
    expect(JSON.parse(out)).toEqual({
      version: "1.0.0",
      exitCode: 1,
      result: { outcome: "fail", reason: "bad", sentence: "It is bad." },
      outputs: { seen: { release: "bad", plan: false }, list: [1, 2] },
      summary: join(cwd, ".deploy-actions/summary.md"),
    });
    expect(err).toContain("a debug line\n");
    expect(err).toContain("fail: It is bad. (bad)\n");
  });

  test("an alias presets an input, which is then no option", async () => {
    const { out } = await cli(["plan", "--release", "v1"]);
    expect(out).toContain('"plan":true');
    expect((await cli(["plan", "--release", "v1", "--no-plan"])).exitCode).toBe(3);
    expect((await cli(["plan", "--help"])).out).not.toContain("--[no-]plan");
  });

  test("all mistakes are in one message", async () => {
    const { exitCode, out } = await cli([
      ...["run", "extra", "--relase", "v1", "--plan=maybe", "--checks"],
      ...["--debgu", "--no-release"],
    ]);
    expect(exitCode).toBe(3);
    expect(out.split("\n").slice(1, -2)).toEqual([
      "input: 6 mistakes in the inputs of sample:",
      '- "extra": unexpected argument; inputs are given as --name value.',
      '- --relase: unknown option. Did you mean "--release"?',
      "- --checks: a value is missing.",
      '- --debgu: unknown option. Did you mean "--debug"?',
      '- --no-release: unknown option. Did you mean "--release"?',
      '- --plan: read "maybe", expected true or false.',
    ]);
  });

  test.each([
    [["--release", "a", "--release", "b"], "--release: given twice."],
    [["--release", "a", "--plan", "--no-plan"], "--no-plan: --plan was already given."],
    [["--release", "--json"], "--release: a value is missing."],
  ])("%j is refused: %s", async (argv, problem) => {
    const { exitCode, out, err } = await cli(["run", ...argv]);
    expect(exitCode).toBe(3);
    expect(out + err).toContain(problem);
  });

  test("a value may start with a hyphen, and with two after =", async () => {
    expect((await cli(["run", "--release", "-1"])).out).toContain('"release":"-1"');
    expect((await cli(["run", "--release=--x=y"])).out).toContain('"release":"--x=y"');
  });

  test("a secret is taken from its environment variable and never printed", async () => {
    const { out, err } = await cli(["run", "--release", "v1"], { GITHUB_TOKEN: "ghs_hunter2" });
    expect(out).toContain("token ***");
    expect(out + err).not.toContain("hunter2");
  });

  test("help is made from the specs", async () => {
    const top = await cli(["--help"]);
    expect(top.exitCode).toBe(0);
    expect(top.out).toMatch(/ {2}run +Runs it\.\n {2}plan +Plans it\.\n/);
    const { exitCode, out } = await cli(["run", "-h"]);
    expect(exitCode).toBe(0);
    expect(out).toMatch(/--release <value> +Commit or version\. \(text; required\)/);
    expect(out).toMatch(/--checks <item> +What to check\. \(list, may be repeated\)/);
    expect(out).toMatch(/--\[no-\]plan +Only plan\. \(boolean; default "false"\)/);
    expect(out).toMatch(/--github-token <value> .*environment variable GITHUB_TOKEN/);
    expect(out).toMatch(/--json +print one JSON object/);
  });

  test("prints the version, and names the nearest command", async () => {
    expect(await cli(["--version"])).toMatchObject({ exitCode: 0, out: "1.0.0\n" });
    expect(await cli(["rnu"])).toMatchObject({ exitCode: 3, out: "" });
    expect((await cli(["rnu"])).err).toBe(
      'input: "rnu" is not a command. Did you mean "run"?\ndeploy-actions --help lists the commands.\n',
    );
    expect((await cli(["canary"])).err).toContain('"canary" is not a command. Did you mean "canary-deploy"?');
  });

  test("no command is an error, so that an empty variable in a script is none", async () => {
    const { exitCode, out, err } = await cli([]);
    expect([exitCode, out]).toEqual([3, ""]);
    expect(err).toContain("Commands:");
  });

  test("a command that cannot be loaded is an internal error", async () => {
    const memory = memoryHost({ cwd });
    const broken = { command: "run", summary: "", load: () => Promise.reject(new Error("no such chunk")) };
    expect(await runCli([broken], ["run"], memory.host)).toBe(3);
    expect(memory.stderr.text()).toContain("internal: Unexpected error: no such chunk");
  });

  test("Ctrl-C cancels, a second one does nothing more, and post still runs", async () => {
    const memory = memoryHost({ cwd, env: { RUNNER_TEMP: cwd } });
    const ended = runCli(catalog, ["run", "--release", "wait"], memory.host);
    await memory.clock.advance(10);
    memory.stop("SIGINT");
    memory.stop("SIGINT");
    expect(await ended).toBe(130);
    expect(memory.stdout.text()).toContain("post ran");
    expect(memory.stdout.text()).toContain("cancelled: Cancelled");
  });

  test("the summary is not written through a link that leads out of the workspace", async () => {
    const outside = mkdtempSync(join(tmpdir(), "outside-"));
    try {
      const workspace = join(cwd, "w");
      mkdirSync(workspace);
      symlinkSync(outside, join(workspace, ".deploy-actions"));
      const memory = memoryHost({ cwd: workspace, env: { RUNNER_TEMP: cwd } });
      expect(await runCli(catalog, ["run", "--release", "v1"], memory.host)).toBe(0);
      expect(memory.stdout.text()).toContain("warning: The summary cannot be written: Path");
      expect(existsSync(join(outside, "summary.md"))).toBe(false);
    } finally {
      rmSync(outside, { recursive: true });
    }
  });

  test("in a step of a workflow the same command line writes to the runner's files", async () => {
    const file = join(cwd, "output");
    await cli(["run", "--release", "v1"], {
      GITHUB_ACTIONS: "true",
      GITHUB_OUTPUT: file,
      GITHUB_STEP_SUMMARY: join(cwd, "summary"),
    });
    expect(readFileSync(file, "utf8")).toMatch(
      /^seen<<(ghadelimiter_\S+)\n\{"release":"v1","plan":false\}\n\1\n/,
    );
    expect(readFileSync(join(cwd, "summary"), "utf8")).toBe("## Done\n");
  });
});
