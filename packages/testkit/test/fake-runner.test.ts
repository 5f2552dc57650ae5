import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { type FakeRunnerOptions, runFakeRun, startFakeRun } from "../src/fake-runner.ts";
import { createCommandReader } from "../src/fake-runner-commands.ts";
import { parseCommandFile } from "../src/fake-runner-files.ts";
import { createMasks } from "../src/fake-runner-masks.ts";

function step(behaviour: string, more: Partial<FakeRunnerOptions> = {}): FakeRunnerOptions {
  return {
    entry: join(import.meta.dirname, "fixtures", "step.mjs"),
    ...more,
    inputs: { behaviour, "exit-code": "0", ...more.inputs },
  };
}

describe("the fake runner", () => {
  test("reports everything a step leaves behind, then runs post with its state", async () => {
    const result = await runFakeRun(step("everything", { post: true, inputs: { "exit-code": "4" } }));
    expect(result).toMatchObject({
      exitCode: 4,
      signal: null,
      conclusion: "failure",
      outputs: { plain: "a=b<<c", block: "one\n\ntwo" },
      droppedOutputs: { leak: "xhunter2x" },
      state: { isPost: "true" },
      env: { NAME: "value" },
      path: ["/opt/tool"],
      summary: "the ***\n",
      masks: ["hunter2"],
      problems: [],
    });
    expect(result.stdout).toContain("now hunter2");
    expect(result.log).toContain("now ***");
    expect(result.annotations).toEqual(
      expect.arrayContaining([
        { level: "notice", message: "50%\ndone", properties: { file: "a,b", line: "3" } },
        { level: "warning", message: "from stderr", properties: {} },
      ]),
    );
    expect(result.post).toMatchObject({ exitCode: 0, stdout: ["post"], outputs: {}, conclusion: "success" });
  });

  test("gives a step the runner's environment and inputs, and nothing of the machine", async () => {
    process.env.OF_THE_MACHINE = "1";
    try {
      const result = await runFakeRun(
        step("environment", {
          env: { OF_THE_JOB: "2", GITHUB_SHA: "abc" },
          defaults: { "min-samples": "100", "dry run": "", behaviour: "x" },
          event: { name: "pull_request", payload: { number: 7 } },
        }),
      );
      const env = JSON.parse(result.stdout[1]?.slice("ENV ".length) ?? "{}");
      expect(env).toMatchObject({
        GITHUB_ACTIONS: "true",
        GITHUB_SHA: "abc",
        GITHUB_EVENT_NAME: "pull_request",
        OF_THE_JOB: "2",
        INPUT_BEHAVIOUR: "environment",
        "INPUT_MIN-SAMPLES": "100",
        INPUT_DRY_RUN: "",
      });
      expect(env).not.toHaveProperty("OF_THE_MACHINE");
      expect(result.stdout[0]).toBe(`CWD ${env.GITHUB_WORKSPACE}`);
      expect(existsSync(env.GITHUB_WORKSPACE)).toBe(false);
    } finally {
      delete process.env.OF_THE_MACHINE;
    }
  });

  test("hands over the event's payload and keeps a given workspace", async () => {
    const workspace = mkdtempSync(join(tmpdir(), "workspace-"));
    writeFileSync(join(workspace, "file"), "kept");
    const run = startFakeRun(
      step("environment", { workspace, event: { name: "x", payload: { number: 7 } } }),
    );
    try {
      const { stdout } = await run.result;
      const env = JSON.parse(stdout[1]?.slice("ENV ".length) ?? "{}");
      expect(JSON.parse(readFileSync(env.GITHUB_EVENT_PATH, "utf8"))).toEqual({ number: 7 });
      await run.dispose();
      expect(existsSync(env.GITHUB_EVENT_PATH)).toBe(false);
      expect(readFileSync(join(workspace, "file"), "utf8")).toBe("kept");
    } finally {
      await run.dispose();
      rmSync(workspace, { recursive: true });
    }
  });

  test.each([
    ["malformed", "Unable to process file command 'output' successfully. Invalid value."],
    ["oversized", "$GITHUB_STEP_SUMMARY supports content up a size of 1024k"],
  ])("a %s file fails a step that left with 0", async (behaviour, problem) => {
    const result = await runFakeRun(step(behaviour));
    expect(result).toMatchObject({ exitCode: 0, conclusion: "failure", summary: "", outputs: {} });
    expect(result.problems.join()).toContain(problem);
  });

  test.each([
    ["obedient", { exitCode: 130, signal: null }, ["ready", "got SIGINT"], [30_000, 30_000]],
    ["slow", { exitCode: 7, signal: null }, ["ready", "ignored SIGINT", "got SIGTERM"], [300, 30_000]],
    [
      "stubborn",
      { exitCode: null, signal: "SIGKILL" },
      ["ready", "ignored SIGINT", "ignored SIGTERM"],
      [800, 800],
    ],
  ] as const)(
    "cancels a step that is %s with SIGINT, SIGTERM, SIGKILL",
    async (behaviour, end, stdout, [sigintMs, sigtermMs]) => {
      const run = startFakeRun(step(behaviour, { cancelTimes: { sigintMs, sigtermMs } }));
      try {
        await run.waitForLine(/^ready$/);
        run.cancel();
        expect(await run.result).toMatchObject({ ...end, stdout, conclusion: "cancelled" });
      } finally {
        await run.dispose();
      }
    },
  );

  test("kills, and says when a line never came", async () => {
    const run = startFakeRun(step("stubborn"));
    try {
      const waiting = run.waitForLine(/never printed/);
      waiting.catch(() => {});
      await run.waitForLine(/^ready$/);
      run.kill();
      expect(await run.result).toMatchObject({ exitCode: null, signal: "SIGKILL", conclusion: "failure" });
      await expect(waiting).rejects.toThrow("ended without a line like /never printed/:\nready");
      await expect(run.waitForLine(/never printed/)).rejects.toThrow("ended without a line");
    } finally {
      await run.dispose();
    }
  });

  test("ends a step that takes too long", async () => {
    expect((await runFakeRun(step("stubborn", { timeoutMs: 300 }))).signal).toBe("SIGKILL");
  });

  test("does not wait for a child that holds the pipes of an ended step", async () => {
    const result = await runFakeRun(step("parent"));
    const pid = Number(result.stdout[0]?.slice("child ".length));
    process.kill(pid, "SIGKILL");
    expect(result.exitCode).toBe(0);
  });
});

describe("command files", () => {
  test.each([
    ["a=1\n", { a: "1" }],
    ["a=1", { a: "1" }],
    ["\n\na=1\nb=\n", { a: "1", b: "" }],
    ["a=x<<EOF\n", { a: "x<<EOF" }],
    ["a<<E=F\nx\nE=F\n", { a: "x" }],
    ["a<<EOF\nEOF\n", { a: "" }],
    ["a<<EOF\nx\r\ny\nEOF", { a: "x\r\ny" }],
    ["a=1\na=2\n", { a: "2" }],
  ])("%j is read", (text, pairs) => {
    expect(Object.fromEntries(parseCommandFile(text))).toEqual(pairs);
  });

  test.each([
    ["no separator\n", "Invalid format 'no separator'"],
    ["<<EOF\nx\nEOF\n", "Name must not be empty and delimiter must not be empty"],
    ["a<<\nx\n", "Name must not be empty and delimiter must not be empty"],
    ["=x\n", "Name must not be empty"],
    ["a<<EOF\nx\n", "Matching delimiter not found 'EOF'"],
    ["a<<EOF\nx", "EOF marker missing new line"],
  ])("%j fails the step", (text, message) => {
    expect(() => parseCommandFile(text)).toThrow(message);
  });
});

describe("printed commands", () => {
  function read(...printed: readonly string[]) {
    const reader = createCommandReader(createMasks());
    for (const line of printed) reader.read(line);
    return reader;
  }

  test("are found after leading space, and anywhere in the old form", () => {
    const reader = read(
      "  ::error title=a%3Ab::x%250A",
      "text ##[set-output name=a;]b%5D",
      "x ::error::no",
      "::nope::x",
    );
    expect(reader.annotations).toEqual([{ level: "error", message: "x%0A", properties: { title: "a:b" } }]);
    expect(Object.fromEntries(reader.outputs)).toEqual({ a: "b]" });
    expect(reader.log).toContain("::nope::x");
  });

  test("stop at a token and resume at the same token only", () => {
    const reader = read("::stop-commands::tok", "::error::a", "::other::", "::TOK::", "::error::b");
    expect(reader.annotations.map(({ message }) => message)).toEqual(["b"]);
    expect(reader.isStopped).toBe(false);
    expect(read("::stop-commands::tok", "::error::a").isStopped).toBe(true);
  });

  test.each(["", "pause-logging", "error"])("the token %j is refused", (token) => {
    const reader = read(`::stop-commands::${token}`);
    expect([reader.isStopped, reader.problems.length]).toEqual([false, 1]);
  });

  test("keep 10 annotations of a level and 4,096 characters of a message", () => {
    const many = Array.from({ length: 12 }, (_, index) => `::error::${index}`);
    const reader = read(...many, `::warning::${"x".repeat(5_000)}`);
    expect(reader.annotations).toHaveLength(11);
    expect(reader.lostAnnotations.map(({ message }) => message)).toEqual(["10", "11"]);
    expect(reader.annotations[10]?.message).toHaveLength(4_096);
  });

  test("that were dangerous are disabled", () => {
    expect(read("::set-env name=A::b", "::add-path::/x").problems).toEqual([
      "The `set-env` command is disabled.",
      "The `add-path` command is disabled.",
    ]);
  });
});

test("a mask also hides the lines and the encoded forms of a value", () => {
  const masks = createMasks(["first-line\nsecond line"]);
  const base64 = Buffer.from("second line").toString("base64");
  expect(masks.mask(`first-line, second%20line, ${base64}`)).toBe("***, ***, ***");
});
