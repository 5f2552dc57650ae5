import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { Action } from "../src/action.ts";
import { runAction } from "../src/program.ts";
import { defineAction } from "../src/spec.ts";
import { memoryHost } from "./support/memory-host.ts";

const spec = defineAction({
  name: "sample",
  door: "sample",
  title: "",
  description: "",
  inputs: {},
  outputs: {},
  permissions: [],
  examples: { minimal: "", complete: "" },
  branding: { icon: "", color: "" },
  post: false,
});

let cwd = "";
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "grace-"));
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

function start(run: Action<typeof spec>["run"]) {
  const memory = memoryHost({ cwd, env: { RUNNER_TEMP: cwd } });
  const exitCode = runAction({ spec, run }, memory.host);
  return { ...memory, exitCode };
}

describe("an action that ignores the signal", () => {
  test("is left exactly 7 s after it", async () => {
    const { clock, stop, exits, exitCode } = start(() => new Promise(() => {}));
    await clock.advance(60_000);
    stop("SIGTERM");
    await clock.advance(6_999);
    expect(exits).toEqual([]);
    await clock.advance(1);
    expect(await exitCode).toBe(130);
  });

  test("may still end with its own verdict within that time", async () => {
    const late = Promise.withResolvers<void>();
    const { clock, stop, exitCode } = start(async () => {
      await late.promise;
      return { outcome: "fail", reason: "cancelled_safely", sentence: "All stable again." };
    });
    await clock.advance(0);
    stop("SIGINT");
    await clock.advance(6_000);
    late.resolve();
    expect(await exitCode).toBe(1);
  });

  test("is an error, not a cancellation, when an uncaught error was first", async () => {
    const { clock, stop, crash, exitCode, stdout } = start(() => new Promise(() => {}));
    await clock.advance(0);
    crash({ kind: "error", error: new Error("stray") });
    stop("SIGINT");
    await clock.advance(7_000);
    expect(await exitCode).toBe(3);
    expect(stdout.text()).toContain("internal: Unexpected error: stray");
  });
});

test("an AbortError after a signal is a cancellation, and an error without one", async () => {
  const aborting = (reason: AbortSignal): Promise<never> =>
    new Promise((_, reject) => {
      const fail = (): void => reject(new DOMException("This operation was aborted", "AbortError"));
      if (reason.aborted) fail();
      else reason.addEventListener("abort", fail);
    });
  const first = start(({ signal }) => aborting(signal));
  await first.clock.advance(0);
  first.stop("SIGINT");
  expect(await first.exitCode).toBe(130);
  expect(first.stdout.text()).toContain("cancelled: Cancelled by SIGINT.");
  const second = start(() => aborting(AbortSignal.abort()));
  expect(await second.exitCode).toBe(3);
});
