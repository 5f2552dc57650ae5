import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { openReleaseLog } from "../src/local/release-log.ts";

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "deploy-actions-log-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

test("a log never grows beyond 10 MiB, with one older part beside it", async () => {
  const log = openReleaseLog(folder, "v1");
  const chunk = Buffer.alloc(1_048_576, "x");
  for (let count = 0; count < 25; count += 1) log.write(chunk, false);
  await log.close();
  expect(readdirSync(folder).sort()).toEqual(["v1-1.log", "v1-1.log.1"]);
  expect(statSync(join(folder, "v1-1.log")).size).toBe(5 * 1_048_576);
});

test("twenty logs are kept", async () => {
  for (let count = 0; count < 25; count += 1) await openReleaseLog(folder, `v${count}`).close();
  expect(readdirSync(folder)).toHaveLength(20);
});

test("the last words are the last lines of stderr in one line", async () => {
  const log = openReleaseLog(folder, "v1");
  log.write(Buffer.from("out\n"), false);
  log.write(Buffer.from("one\ntwo\n\nthree\nfo"), true);
  log.write(Buffer.from("ur\n"), true);
  expect(log.lastWords()).toBe("two | three | four");
  log.startOver();
  expect(log.lastWords()).toBe("");
  await log.close();
});
