import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { appendFile, mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import { systemRandom } from "@deploy-actions/action-kit";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { createFileLedger, lastPhase } from "../src/index.ts";
import { byRun, deployment, LIVE_MS, NEVER } from "./builders.ts";
import { type FileHarness, fileHarness } from "./harness.ts";

const QUERY = { service: "shop", environment: "production" };

let harness: FileHarness;
beforeEach(async () => {
  harness = await fileHarness();
});
afterEach(async () => {
  await harness.close();
});

async function writeLock(holder: object): Promise<string> {
  const lock = `${harness.file}.lock`;
  await mkdir(dirname(lock), { recursive: true });
  await writeFile(lock, JSON.stringify(holder));
  return lock;
}

/** A process id that was in use and is not any more. */
async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ["--version"], { stdio: "ignore" });
  await new Promise((resolve) => child.once("exit", resolve));
  return child.pid ?? 0;
}

describe("a crash in the middle of a write", () => {
  test("is ignored by readers and repaired by the next write, with a notice", async () => {
    const notices: string[] = [];
    const ledger = createFileLedger({
      file: harness.file,
      clock: harness.clock,
      random: systemRandom,
      liveMs: LIVE_MS,
      log: { notice: (message) => notices.push(message) },
    });
    const { id } = await ledger.open(deployment("v2"), NEVER);
    await appendFile(harness.file, `{"schema":1,"type":"event","id":"${id}","at":12,"event":{"pha\xff`);
    const [before] = await ledger.list(QUERY, NEVER);
    expect(before?.events).toHaveLength(1);
    expect(notices).toEqual([]);

    await ledger.append(id, { phase: "baking", weight: 25, note: "" }, NEVER);
    const [after] = await ledger.list(QUERY, NEVER);
    expect(after?.events.map((event) => event.phase)).toEqual(["started", "baking"]);
    expect(notices).toEqual([expect.stringMatching(/bytes of an unfinished line, left by a crash/)]);
    expect(
      (await readFile(harness.file, "utf8"))
        .split("\n")
        .slice(0, -1)
        .map((line) => JSON.parse(line)),
    ).toHaveLength(3);
  });
});

test("finding the record of this run again writes nothing", async () => {
  await harness.ledger.open(deployment("v2"), NEVER);
  const before = await readFile(harness.file, "utf8");
  await harness.ledger.open(deployment("v2"), NEVER);
  expect(await readFile(harness.file, "utf8")).toBe(before);
});

describe("a line that cannot be read", () => {
  const opened = (id: string): string =>
    JSON.stringify({ schema: 1, type: "opened", id, at: 1, deployment: deployment("v1") });
  const cases: readonly [string, string, RegExp][] = [
    ["not JSON", "{oops}", /JSON/],
    ["not an object", "[]", /the line is not a JSON object/],
    ["of another schema", '{"schema":2}', /schema is not 1/],
    ["of an unknown type", '{"schema":1,"type":"guess","id":"a","at":1}', /type is not opened or event/],
    ["without an id", '{"schema":1,"type":"event"}', /id is not a text/],
    ["an event of nobody", '{"schema":1,"type":"event","id":"b","at":1,"event":{}}', /record opened before/],
    ["a second opening", opened("a"), /opened before/],
    [
      "an unknown phase",
      '{"schema":1,"type":"event","id":"a","at":1,"event":{"phase":"done","note":""}}',
      /event.phase is not a phase/,
    ],
    ["an empty line", "", /JSON/],
  ];
  test.each(cases)("%s: is named with its number, and nothing is written", async (_name, line, expected) => {
    await mkdir(dirname(harness.file), { recursive: true });
    const content = `${opened("a")}\n${line}\n${opened("c")}\n`;
    await writeFile(harness.file, content);
    await expect(harness.ledger.list(QUERY, NEVER)).rejects.toMatchObject({
      code: "config",
      message: expect.stringMatching(expected),
      location: { file: harness.file, line: 2 },
    });
    await expect(harness.ledger.open(byRun("9", "v2"), NEVER)).rejects.toMatchObject({ code: "config" });
    expect(await readFile(harness.file, "utf8")).toBe(content);
  });
});

describe("a disk that fails", () => {
  const full = existsSync("/dev/full") ? test : test.skip;
  full("because it is full: names the file and what to do", async () => {
    await mkdir(dirname(harness.file), { recursive: true });
    await symlink("/dev/full", harness.file);
    await expect(harness.ledger.open(deployment("v2"), NEVER)).rejects.toMatchObject({
      code: "remote",
      message: expect.stringMatching(/ledger\.jsonl cannot be written: the disk is full \(ENOSPC\)/),
      hint: expect.stringContaining("Free space"),
    });
    expect(await readdir(dirname(harness.file))).toEqual(["ledger.jsonl"]);
  });

  test("because a folder is in the way: names the file", async () => {
    await mkdir(harness.file, { recursive: true });
    await expect(harness.ledger.list(QUERY, NEVER)).rejects.toMatchObject({
      code: "remote",
      message: expect.stringContaining("EISDIR"),
    });
  });

  test("because its folder cannot be made: names the file", async () => {
    await writeFile(join(dirname(dirname(harness.file)), "deep"), "a file");
    await expect(harness.ledger.open(deployment("v2"), NEVER)).rejects.toMatchObject({
      code: "remote",
      message: expect.stringMatching(/ledger\.jsonl cannot be (read|written).*(EEXIST|ENOTDIR)/),
    });
  });
});

describe("the lock", () => {
  test("of a process that died is taken over at once", async () => {
    const lock = await writeLock({
      pid: await deadPid(),
      host: hostname(),
      at: harness.clock.now(),
      key: "dead",
    });
    await harness.ledger.open(deployment("v2"), NEVER);
    expect(existsSync(lock)).toBe(false);
  });

  test("of another machine is taken over when it is old", async () => {
    await writeLock({ pid: 1, host: "elsewhere", at: harness.clock.now() - 30_001, key: "old" });
    await harness.ledger.open(deployment("v2"), NEVER);
  });

  test("of a process that lives is waited for", async () => {
    const lock = await writeLock({
      pid: process.pid,
      host: hostname(),
      at: Number.MAX_SAFE_INTEGER,
      key: "alive",
    });
    await expect(harness.ledger.open(deployment("v2"), NEVER)).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining(`locked by process ${process.pid} on ${hostname()}`),
      hint: expect.stringContaining(lock),
    });
    expect(existsSync(lock)).toBe(true);
  });

  test("is gone after every change, also after one that was refused", async () => {
    await harness.ledger.open(deployment("v2"), NEVER);
    await expect(harness.ledger.open(byRun("2", "v3"), NEVER)).rejects.toMatchObject({ code: "conflict" });
    expect(await readdir(dirname(harness.file))).toEqual(["ledger.jsonl"]);
  });

  test("keeps the lines of several processes whole", async () => {
    const { id } = await harness.ledger.open(deployment("v2"), NEVER);
    const writer = join(import.meta.dirname, "append-process.ts");
    const processes = Array.from({ length: 3 }, (_, index) =>
      run(writer, [harness.file, id, String(index), "12"]),
    );
    expect(await Promise.all(processes)).toEqual([0, 0, 0]);
    const [record] = await harness.ledger.list(QUERY, NEVER);
    expect(record?.events).toHaveLength(1 + 3 * 12);
    expect(new Set(record?.events.map((event) => event.note)).size).toBe(1 + 3 * 12);
    expect(record !== undefined && lastPhase(record)).toBe("baking");
    expect(await readdir(dirname(harness.file))).toEqual(["ledger.jsonl"]);
  });
});

function run(script: string, args: readonly string[]): Promise<number | null> {
  const child = spawn(process.execPath, ["--conditions=deploy-actions-source", script, ...args], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  return new Promise((resolve) => child.once("exit", resolve));
}
