import { createExec, systemClock } from "@deploy-actions/action-kit";
import type { Secrets } from "@deploy-actions/kernel";
import { describe, expect, test } from "@jest/globals";
import { createCommandProbe } from "../src/index.ts";

const secrets: Secrets = { mask: (value) => value, redact: (text) => text.replaceAll("hunter2", "***") };

function run(argv: readonly string[], signal = new AbortController().signal, timeoutMs = 20_000) {
  const check = { kind: "command", name: "smoke", argv, timeoutMs, critical: false } as const;
  const env = { PATH: process.env.PATH ?? "", GREETING: "hello" };
  return createCommandProbe({
    check,
    exec: createExec({ clock: systemClock }),
    env,
    clock: systemClock,
    secrets,
  }).run(signal);
}

const node = (code: string): string[] => [process.execPath, "-e", code];

describe("a command", () => {
  test.each<[string, string[], object]>([
    ["that exits 0 is healthy", node(""), { result: "healthy", reason: "ok" }],
    [
      "sees only the given environment",
      node("process.exit(Object.keys(process.env).includes('HOME') ? 1 : 0)"),
      { result: "healthy" },
    ],
    ["that exits 5 is not", node("process.exit(5)"), { result: "unhealthy", reason: "exit_code" }],
    [
      "that kills itself is not",
      node("process.kill(process.pid, 'SIGKILL')"),
      { result: "unhealthy", reason: "command_killed" },
    ],
    [
      "that does not exist says nothing",
      ["deploy-actions-no-such-program"],
      { result: "unknown", reason: "command_not_run" },
    ],
  ])("one %s [A22]", async (_, argv, expected) => {
    expect(await run(argv)).toMatchObject({ check: "smoke", latencyMs: undefined, ...expected });
  });

  test("that does not end is a time-out [A22]", async () => {
    const sample = await run(node("setInterval(() => {}, 1000)"), undefined, 200);
    expect(sample).toMatchObject({ result: "unhealthy", reason: "timeout" });
  });

  test("shows the end of its output on one harmless, redacted line [A22]", async () => {
    const { detail } = await run(
      node("console.log('1\\n2\\n3\\n4\\n5\\n::error::\\u001b[31mhunter2'); process.exit(1)"),
    );
    expect(detail).toMatch(/: exit code 1: 2 \| 3 \| 4 \| 5 \| ::error::\\x1b\[31m\*\*\*$/);
  });

  test("is stopped when cancelled", async () => {
    const abort = new AbortController();
    const running = run(node("setInterval(() => {}, 1000)"), abort.signal);
    setTimeout(() => abort.abort(), 50);
    await expect(running).rejects.toMatchObject({ code: "cancelled" });
  });
});
