import { join } from "node:path";
import {
  type FakeRunnerOptions,
  type FakeRunResult,
  runFakeRun,
  startFakeRun,
} from "@deploy-actions/testkit";
import { describe, expect, test } from "@jest/globals";

const NODE_ARGS = ["--conditions=deploy-actions-source", "--disable-warning=ExperimentalWarning"];
const DEFAULTS = { token: "", weight: "25%", checks: "", "fail-on": "inconclusive" };

function sample(behaviour: string, more: Partial<FakeRunnerOptions> = {}): FakeRunnerOptions {
  return {
    entry: join(import.meta.dirname, "fixtures", "sample-entry.ts"),
    nodeArgs: NODE_ARGS,
    defaults: DEFAULTS,
    post: true,
    ...more,
    inputs: { behaviour, ...more.inputs },
  };
}

function messages(result: FakeRunResult, level: "error" | "warning"): readonly string[] {
  return result.annotations
    .filter((annotation) => annotation.level === level)
    .map((annotation) => annotation.message);
}

describe("an action under a runner", () => {
  test("says first who it is, hands over outputs, summary and state, and passes", async () => {
    const result = await runFakeRun(sample("ok", { inputs: { weight: "50%", checks: "a\n\n b" } }));
    expect(result.stdout[0]).toBe("deploy-actions sample 1.0.0");
    expect(result).toMatchObject({
      exitCode: 0,
      conclusion: "success",
      outputs: { started: "yes" },
      summary: "## Started\n",
      state: { isPost: "true", hasStarted: "true", left: "behind" },
      annotations: [],
      problems: [],
    });
    expect(result.log).toContain("weight 50, checks a|b");
    expect(result.log.at(-1)).toBe("pass: All well. (ok)");
    expect(result.post).toMatchObject({ exitCode: 0, outputs: {}, annotations: [] });
    expect(result.post?.log).toEqual(["deploy-actions sample 1.0.0", "post after ok, left behind"]);
  });

  test.each([
    ["fail", "inconclusive", 1, "error"],
    ["fail", "fail", 1, "error"],
    ["fail", "never", 0, "warning"],
    ["inconclusive", "inconclusive", 2, "error"],
    ["inconclusive", "fail", 0, "warning"],
    ["inconclusive", "never", 0, "warning"],
  ] as const)(
    "verdict %s with fail-on %s leaves with %d and an annotation",
    async (verdict, failOn, code, level) => {
      const result = await runFakeRun(sample(verdict, { inputs: { "fail-on": failOn }, post: false }));
      expect(result.exitCode).toBe(code);
      expect(result.outputs).toEqual({ started: "yes" });
      expect(messages(result, level)[0]).toMatch(new RegExp(`^${verdict}: `));
    },
  );

  test("an error names its code, what to do and the place; outputs and summary are there; post runs", async () => {
    const result = await runFakeRun(sample("throw"));
    expect(result).toMatchObject({ exitCode: 3, outputs: { started: "yes" }, summary: "## Started\n" });
    expect(result.annotations).toEqual([
      {
        level: "error",
        message: "config: deploy.yml is wrong.\nFix line 3.",
        properties: { file: ".github/deploy.yml", line: "3", title: "Sample" },
      },
    ]);
    expect(result.log.join("\n")).toMatch(/##\[debug\]caused by: Error: the inner reason/);
    expect(result.post?.exitCode).toBe(0);
  });

  test.each([
    ["throw-text", "a text, not an error"],
    ["drained", "sample waits for something that can no longer happen"],
  ])("%s is an internal error, not a pass", async (behaviour, text) => {
    const result = await runFakeRun(sample(behaviour, { post: false }));
    expect(result.exitCode).toBe(3);
    expect(messages(result, "error")[0]).toContain(`internal: Unexpected error: ${text}`);
  });

  test("an error that nobody caught still lets the action clean up", async () => {
    const result = await runFakeRun(sample("stray", { post: false }));
    expect(result).toMatchObject({ exitCode: 3, outputs: { started: "yes", cleaned: "yes" } });
    expect(messages(result, "error")[0]).toContain("internal: Unexpected error: nobody caught me");
  });

  test("wrong inputs are one error before anything is touched, and post has nothing to finish", async () => {
    const result = await runFakeRun(
      sample("ok", { inputs: { weigth: "5%", weight: "many", token: "hunter2-secret" } }),
    );
    expect(result).toMatchObject({ exitCode: 3, outputs: {}, summary: "" });
    expect(messages(result, "error")).toEqual([
      [
        "input: 2 mistakes in the inputs of sample:",
        '- weigth: unknown input. Did you mean "weight"?',
        '- weight: read "many", expected a percentage from 0% to 100%.',
        "Inputs of sample: behaviour, token, weight, checks, fail-on.",
      ].join("\n"),
    ]);
    expect(result.post).toMatchObject({ exitCode: 0 });
    expect(result.post?.log).toContain("Nothing to finish: the main step did not start.");
  });

  test("a broken event file is an error of ours to explain, not a crash", async () => {
    const result = await runFakeRun(
      sample("ok", { post: false, env: { GITHUB_EVENT_PATH: "/nowhere/event.json" } }),
    );
    expect(result.exitCode).toBe(3);
    expect(messages(result, "error")[0]).toMatch(/^config: The event payload \/nowhere\/event.json/);
  });

  test("no line that was read elsewhere acts as a command", async () => {
    const result = await runFakeRun(sample("hostile", { post: false }));
    expect(result).toMatchObject({ exitCode: 0, outputs: { started: "yes" }, masks: [], problems: [] });
    expect(result.annotations.map(({ level }) => level)).toEqual(["warning"]);
    expect(result.annotations[0]?.properties.file).toBe("a,b:c%0A::error::x");
    expect(result.log.at(-1)).toBe("pass: All well. (ok)");
  });

  test("a secret is masked on receipt, never printed, never an output", async () => {
    const token = "hunter2-secret\nsecond-line";
    const result = await runFakeRun(sample("leak", { post: false, inputs: { token } }));
    expect(result.stdout.slice(0, 3)).toEqual([
      "deploy-actions sample 1.0.0",
      "::add-mask::hunter2-secret",
      "::add-mask::second-line",
    ]);
    expect(result.stdout.slice(3).join("\n")).not.toMatch(/hunter2-secret|second-line/);
    expect(result).toMatchObject({ exitCode: 3, outputs: { started: "yes" }, droppedOutputs: {} });
    expect(messages(result, "error")[0]).toContain('Output "result" of sample holds a masked secret.');
  });

  test("thirty warnings become nine annotations, and the verdict's is not lost", async () => {
    const result = await runFakeRun(sample("annotate", { post: false }));
    expect(result.lostAnnotations).toEqual([]);
    expect(messages(result, "warning")).toHaveLength(9);
    expect(messages(result, "warning")[8]).toMatch(/^22 more warnings, all in the log:\n- warning 9\n/);
    expect(messages(result, "error")).toEqual(["fail: It is bad. (bad)"]);
  });
});

describe("an action that is cancelled", () => {
  async function cancelled(behaviour: string, more: Partial<FakeRunnerOptions> = {}) {
    const run = startFakeRun(sample(behaviour, more));
    try {
      await run.waitForLine(/^going$/);
      run.cancel();
      return await run.result;
    } finally {
      await run.dispose();
    }
  }

  test("leaves on SIGINT by itself, with outputs and summary written, and post runs", async () => {
    // SIGTERM would only come after a minute: leaving is an answer to SIGINT.
    const result = await cancelled("wait", { cancelTimes: { sigintMs: 55_000, sigtermMs: 1_000 } });
    expect(result).toMatchObject({
      exitCode: 130,
      signal: null,
      conclusion: "cancelled",
      outputs: { started: "yes" },
      summary: "## Started\n",
    });
    expect(messages(result, "warning")).toEqual(["cancelled: Cancelled by SIGINT."]);
    expect(result.post?.log).toContain("post after wait, left behind");
  });

  test("has time to clean up", async () => {
    const result = await cancelled("tidy", { post: false });
    expect(result).toMatchObject({
      exitCode: 130,
      outputs: { started: "yes", cleaned: "yes" },
      summary: "## Started\n\nCleaned up\n",
    });
  });

  test("is left when it ignores the signal, before the runner would kill it", async () => {
    const result = await cancelled("stubborn", {
      post: false,
      env: { SAMPLE_GRACE_MS: "200" },
      cancelTimes: { sigintMs: 50, sigtermMs: 50_000 },
    });
    expect(result).toMatchObject({ exitCode: 130, signal: null, outputs: { started: "yes" } });
    expect(result.summary).toBe("## Started\n");
    expect(messages(result, "warning")).toEqual(["cancelled: Cancelled by SIGINT."]);
  });

  test("keeps what it wrote even when it is killed at once", async () => {
    const run = startFakeRun(sample("wait"));
    try {
      await run.waitForLine(/^going$/);
      run.kill();
      const result = await run.result;
      expect(result).toMatchObject({ exitCode: null, signal: "SIGKILL", outputs: { started: "yes" } });
      expect(result.post?.log).toContain("post after wait, left behind");
    } finally {
      await run.dispose();
    }
  });
});

test("starting an action loads no library: only this package, the kernel and Node's own modules", async () => {
  const result = await runFakeRun({
    ...sample("ok", { post: false }),
    entry: join(import.meta.dirname, "fixtures", "loaded-modules-entry.ts"),
  });
  const line = result.stdout.find((text) => text.startsWith("LOADED ")) ?? "LOADED []";
  const loaded: readonly string[] = JSON.parse(line.slice("LOADED ".length));
  const own = /^(node:|file:.*\/packages\/(action-kit|kernel)\/)/;
  expect(loaded.length).toBeGreaterThan(10);
  expect(loaded.filter((url) => !own.test(url) || url.includes("/node_modules/"))).toEqual([]);
});
