import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Markdown, md } from "@deploy-actions/kernel";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { createSecrets } from "../src/secrets.ts";
import { createSummary } from "../src/summary.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "summary-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("the summary", () => {
  test("has its most important section first, can be written again, and keeps what was there before", () => {
    const file = join(folder, "summary.md");
    writeFileSync(file, "from an earlier command");
    const summary = createSummary(createSecrets(), () => file);
    summary.add(md`details`);
    expect(summary.flush()).toBeUndefined();
    summary.add(md`## Verdict`, 1);
    summary.add(md`more details`);
    summary.flush();
    const text = readFileSync(file, "utf8");
    expect(text).toBe("from an earlier command\n## Verdict\n\ndetails\n\nmore details\n");
    expect(summary.writtenTo).toBe(file);
  });

  test("replaces what was there before where a file is not of one step", () => {
    const file = join(folder, "summary.md");
    writeFileSync(file, "from an earlier run");
    const summary = createSummary(createSecrets(), () => file, "replaced");
    summary.add(md`## Verdict`);
    summary.flush();
    summary.add(md`details`);
    summary.flush();
    expect(readFileSync(file, "utf8")).toBe("## Verdict\n\ndetails\n");
  });

  test("stays below 1 MiB by dropping the least important sections", () => {
    const file = join(folder, "summary.md");
    writeFileSync(file, "é".repeat(100_000));
    const summary = createSummary(createSecrets(), () => file);
    summary.add(md`## Verdict`, 1);
    for (let index = 0; index < 10; index += 1) summary.add(new Markdown("x".repeat(150_000)), 3 + index);
    summary.flush();
    const text = readFileSync(file);
    expect(text.length).toBeLessThanOrEqual(1_048_576);
    expect(text.toString()).toContain("## Verdict");
    expect(text.toString()).toMatch(/5 of 11 parts left out|6 of 11 parts left out/);
  });

  test("redacts secrets", () => {
    const file = join(folder, "summary.md");
    const secrets = createSecrets();
    secrets.mask("hunter2");
    const summary = createSummary(secrets, () => file);
    summary.add(md`the hunter2`);
    summary.flush();
    expect(readFileSync(file, "utf8")).toBe("the ***\n");
  });

  test("makes its folder, and writes nothing without sections or without a place", () => {
    const file = join(folder, "deep", "summary.md");
    const empty = createSummary(createSecrets(), () => file);
    expect([empty.flush(), empty.writtenTo]).toEqual([undefined, undefined]);
    const homeless = createSummary(createSecrets(), () => undefined);
    homeless.add(md`x`);
    expect([homeless.flush(), homeless.writtenTo]).toEqual([undefined, undefined]);
    const summary = createSummary(createSecrets(), () => file);
    summary.add(md`x`);
    summary.flush();
    expect(readFileSync(file, "utf8")).toBe("x\n");
  });

  test("says why it cannot be written, and does not throw", () => {
    const file = join(folder, "taken");
    mkdirSync(file);
    const summary = createSummary(createSecrets(), () => file);
    summary.add(md`x`);
    expect(summary.flush()).toMatch(/^The summary cannot be written: .*EISDIR/);
  });
});
