import { spawn } from "node:child_process";
import { systemRandom } from "@deploy-actions/action-kit";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import {
  createFileLedger,
  currentProcess,
  isProcessAlive,
  LEFT_OPEN,
  type Ledger,
  type NewDeployment,
  type RunProcess,
} from "../src/index.ts";
import { deployment, LIVE_MS, NEVER } from "./builders.ts";
import { type FileHarness, fileHarness } from "./harness.ts";

let harness: FileHarness;
let ledger: Ledger;
beforeEach(async () => {
  harness = await fileHarness();
  ledger = createFileLedger({
    file: harness.file,
    clock: harness.clock,
    random: systemRandom,
    liveMs: LIVE_MS,
    runIsAlive: async ({ process }) => (process === undefined ? undefined : isProcessAlive(process)),
  });
});
afterEach(async () => {
  await harness.close();
});

/** A process that was there and is not any more. */
async function deadProcess(): Promise<RunProcess> {
  const child = spawn(process.execPath, ["--version"], { stdio: "ignore" });
  await new Promise((resolve) => child.once("exit", resolve));
  return { ...currentProcess(), pid: child.pid ?? 0, started: "" };
}

function by(runId: string, process: RunProcess, version: string): NewDeployment {
  return deployment(version, { run: { actor: "octocat", runId, runAttempt: 1, url: "", process } });
}

describe("a process", () => {
  test("that asks is alive", () => {
    expect(isProcessAlive(currentProcess())).toBe(true);
  });

  test("that ended is not", async () => {
    expect(isProcessAlive(await deadProcess())).toBe(false);
  });

  const linux = process.platform === "linux" ? test : test.skip;
  linux("that has the pid of an earlier one is not that one", () => {
    expect(isProcessAlive({ ...currentProcess(), started: "1" })).toBe(false);
  });

  test("of another machine is not known", () => {
    expect(isProcessAlive({ ...currentProcess(), host: "elsewhere" })).toBeUndefined();
  });
});

describe("a record in a file", () => {
  test("of a process that died gives way at once", async () => {
    const dead = await ledger.open(by("100", await deadProcess(), "v2"), NEVER);
    await ledger.open(by("200", currentProcess(), "v3"), NEVER);
    const records = await ledger.list(dead, NEVER);
    expect(records.map(({ events }) => events.at(-1)?.phase)).toEqual(["started", "abandoned"]);
  });

  test("of a process that lives does not, and names it", async () => {
    await ledger.open(by("100", currentProcess(), "v2"), NEVER);
    await expect(ledger.open(by("200", currentProcess(), "v3"), NEVER)).rejects.toMatchObject({
      code: "conflict",
      hint: expect.stringContaining(`(process ${process.pid})`),
    });
  });

  test("belongs to the process of the attempt that goes on with it, in its phase", async () => {
    const { id } = await ledger.open(by("100", await deadProcess(), "v2"), NEVER);
    await ledger.append(id, { phase: "aborting", note: "error rate 8 %", reason: "error_rate" }, NEVER);
    const again = await ledger.open(by("100", currentProcess(), "v2"), NEVER);
    expect(again.id).toBe(id);
    expect(again.events.at(-1)).toMatchObject({ phase: "aborting", reason: "error_rate" });
    const [kept] = await ledger.list(again, NEVER);
    expect(kept?.run.process).toEqual(currentProcess());
    expect(kept?.events.at(-1)?.phase).toBe("aborting");
    await expect(ledger.open(by("200", currentProcess(), "v3"), NEVER)).rejects.toMatchObject({
      code: "conflict",
    });
  });

  test("that was left open for a later step waits for it, although its process has ended", async () => {
    const { id } = await ledger.open(by("100", await deadProcess(), "v2"), NEVER);
    await ledger.append(id, { phase: "verifying", note: "v2 is live", reason: LEFT_OPEN }, NEVER);
    await expect(ledger.open(by("200", currentProcess(), "v3"), NEVER)).rejects.toMatchObject({
      code: "conflict",
    });
  });
});
