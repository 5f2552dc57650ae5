import { describe, expect, test } from "@jest/globals";
import { bar, createLogProgress, createTerminalProgress } from "../src/progress.ts";
import { createScreen, cutToWidth } from "../src/screen.ts";
import { createSecrets } from "../src/secrets.ts";
import { createTerminalLog } from "../src/terminal-log.ts";
import { manualClock, memoryWriter } from "./support/memory-host.ts";

function open(
  options: { isTty?: boolean; columns?: number; env?: Record<string, string>; debug?: boolean } = {},
) {
  const writer = memoryWriter(options);
  const screen = createScreen(writer);
  const secrets = createSecrets();
  const log = createTerminalLog({
    screen,
    secrets,
    env: options.env ?? {},
    showDebug: options.debug ?? false,
  });
  return { writer, screen, secrets, log, progress: createTerminalProgress(screen, secrets, log) };
}

describe("the log in a terminal", () => {
  test("is plain text, with debug lines only when asked for", async () => {
    const { writer, log } = open();
    log.info("one");
    log.debug("hidden");
    log.warning("careful", { title: "Gate", file: "a.ts", line: 3 });
    await log.group("Title", async () => log.info("inside\ttab"));
    log.foreign("::error::shown as it is");
    log.conclude("error", "config: wrong.\nFix it.", {
      title: "deploy-actions",
      file: "deploy.yml",
      line: 2,
    });
    expect(writer.lines()).toEqual([
      "one",
      "warning: Gate: careful (a.ts:3)",
      "Title",
      "  inside\ttab",
      "::error::shown as it is",
      "config: wrong. (deploy.yml:2)",
      "Fix it.",
    ]);
  });

  test("does not repeat a place that the message names itself", () => {
    const { writer, log } = open();
    log.conclude("error", "config: deploy.yml has 2 problems:\ndeploy.yml:3:1  a\ndeploy.yml:9:2  b", {
      title: "deploy-actions",
      file: "deploy.yml",
      line: 3,
    });
    expect(writer.lines()[0]).toBe("config: deploy.yml has 2 problems:");
  });

  test("shows control characters of foreign text instead of obeying them", () => {
    const { writer, log } = open({ isTty: true });
    log.foreign("\u001b]0;title\u0007\u001b[2J\rover");
    log.info("\u202eevil");
    expect(writer.text()).toBe("\\x1b]0;title\\x07\\x1b[2J\\x0dover\n\\u202eevil\n");
  });

  test.each([
    ["on a terminal", { isTty: true }, true],
    ["not into a file", { isTty: false }, false],
    ["not with NO_COLOR", { isTty: true, env: { NO_COLOR: "1" } }, false],
    ["not on a dumb terminal", { isTty: true, env: { TERM: "dumb" } }, false],
  ])("is coloured %s", (_, options, isColoured) => {
    const { writer, log } = open(options);
    log.error("x");
    expect(writer.text().includes("\u001b[")).toBe(isColoured);
  });

  test("redacts secrets everywhere, also in the live line", () => {
    const { writer, secrets, log, progress } = open({ isTty: true, debug: true });
    secrets.mask("hunter2");
    for (const print of [log.info, log.debug, log.notice, log.warning, log.error, log.foreign])
      print("hunter2");
    progress.update("hunter2", 0.5);
    progress.done("hunter2");
    expect(writer.text()).not.toContain("hunter2");
  });
});

describe("progress in a terminal", () => {
  test("redraws one line, prints log lines above it and ends with the last line", () => {
    const { writer, log, progress } = open({ isTty: true, env: { NO_COLOR: "1" } });
    progress.update("step 1", 0.5);
    log.info("a line");
    progress.update("step 2");
    progress.done("finished");
    const clear = "\r\u001b[2K";
    const live = `${"█".repeat(10)}${"░".repeat(10)} step 1`;
    expect(writer.text()).toBe(`${live}${clear}a line\n${live}${clear}step 2${clear}finished\n`);
  });

  test.each([
    [63, `${"█".repeat(20)} 25 %   candidate   3 req | stable   9 req`],
    [57, `${"█".repeat(20)} 25 % candidate 3 req | stable 9 req`],
    [45, `${"█".repeat(8)} 25 % candidate 3 req | stable 9 req`],
  ])("in %d columns gives up padding, then the length of the bar", (columns, live) => {
    const { writer, progress } = open({ isTty: true, columns });
    progress.update("25 %   candidate   3 req | stable   9 req", 1);
    expect(writer.text()).toBe(live);
  });

  test("never wraps: the live line is cut below the width", () => {
    const { writer, progress } = open({ isTty: true, columns: 30 });
    progress.update("x".repeat(100), 1);
    expect(Array.from(writer.text())).toHaveLength(29);
    expect(writer.text().endsWith("x…")).toBe(true);
  });

  test.each([
    ["abc", 3, "abc"],
    ["abcd", 3, "ab…"],
    ["日本語", 6, "日本語"],
    ["日本語", 5, "日本…"],
    ["e\u0301tude", 5, "e\u0301tude"],
    ["abc", 0, ""],
  ])("%j in %d columns is %j", (text, columns, cut) => {
    expect(cutToWidth(text, columns)).toBe(cut);
  });

  test.each([
    [0, "░".repeat(20)],
    [1, "█".repeat(20)],
    [0.5 + 1 / 160, `${"█".repeat(10)}▏${"░".repeat(9)}`],
    [7, "█".repeat(20)],
    [-1, "░".repeat(20)],
    [Number.NaN, "░".repeat(20)],
  ])("the bar of %d is %s", (fraction, expected) => {
    expect(bar(fraction)).toBe(expected);
  });
});

describe("progress in a job log", () => {
  test("prints a changed line at most every 10 s, and the last one always", async () => {
    const { writer, log } = open();
    const clock = manualClock();
    const progress = createLogProgress(log, clock);
    progress.update("a");
    progress.update("b");
    await clock.advance(9_999);
    progress.update("c");
    await clock.advance(1);
    progress.update("a");
    progress.update("d");
    await clock.advance(10_000);
    progress.update("d");
    progress.update("e");
    progress.done("e");
    progress.update("next");
    expect(writer.lines()).toEqual(["a", "d", "e", "next"]);
  });

  test("prints what was held back before the line it led to", () => {
    const { writer, log } = open();
    const progress = createLogProgress(log, manualClock());
    progress.update("hold, 6s left");
    progress.update("hold, 5s left");
    progress.update("hold, 1s left");
    progress.done("promoted");
    progress.done("promoted again");
    expect(writer.lines()).toEqual(["hold, 6s left", "hold, 1s left", "promoted", "promoted again"]);
  });
});
