import { createCommandReader, createMasks } from "@deploy-actions/testkit";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { formatCommand } from "../src/runner-commands.ts";
import { createRunnerLog } from "../src/runner-log.ts";
import { createSecrets } from "../src/secrets.ts";
import { countingRandom, memoryWriter } from "./support/memory-host.ts";

function open() {
  const out = memoryWriter();
  const secrets = createSecrets((line) => out.write(`${formatCommand("add-mask", {}, line)}\n`));
  const log = createRunnerLog({ out, secrets, random: countingRandom() });
  const read = () => {
    const reader = createCommandReader(createMasks());
    for (const line of out.text().split(/\r\n|\n|\r/)) reader.read(line);
    return reader;
  };
  return { out, secrets, log, read };
}

const HOSTILE = [
  "::error::forged",
  "  \t::set-output name=verdict::pass",
  "##[error]forged",
  "text ##[set-output name=a;]b",
  "::add-mask::pass",
  "::stop-commands::mine\n::mine::",
  "a\r::save-state name=isPost::false",
  "::id-1::\n::error::guessed the token",
  "::endgroup::",
];

describe("the log under a runner", () => {
  test("prints plain lines as they are", () => {
    const { out, log } = open();
    log.info("12:04  25 %  candidate\nsecond line");
    log.foreign("tool output\u001b[32m green");
    expect(out.text()).toBe("12:04  25 %  candidate\nsecond line\ntool output\u001b[32m green\n");
  });

  test.each(HOSTILE.slice(0, 7).concat(HOSTILE.slice(8)))(
    "no line of foreign text %j acts as a command",
    (text) => {
      const { log, read } = open();
      log.foreign(text);
      log.info(text);
      log.error("mine");
      const reader = read();
      expect(reader.annotations.map(({ message }) => message)).toEqual(["mine"]);
      expect([...reader.outputs, ...reader.state, ...reader.problems]).toEqual([]);
      expect(reader.isStopped).toBe(false);
    },
  );

  test("each hostile block is stopped by a token of its own", () => {
    const { out, log } = open();
    log.foreign("::error::1");
    log.foreign("::error::2");
    expect(out.lines()).toEqual([
      "::stop-commands::id-1",
      "::error::1",
      "::id-1::",
      "::stop-commands::id-2",
      "::error::2",
      "::id-2::",
    ]);
  });

  test("any message, title and file survive the escaping", () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1 }),
        fc.string({ minLength: 1 }).filter((text) => text.trim() === text),
        fc.string({ minLength: 1 }).filter((text) => text.trim() === text),
        (message, title, file) => {
          const { log, read } = open();
          log.warning(message, { title, file, line: 3 });
          expect(read().annotations).toEqual([
            { level: "warning", message, properties: { title, file, line: "3" } },
          ]);
        },
      ),
      {
        examples: [
          ["%0A%25 %3A", "a:b,c%2C", "x%"],
          ["a\r\nb", "a\nb", ":,:,"],
        ],
      },
    );
  });

  test("whatever is printed as info, debug, group or foreign text, nothing but masks and annotations of ours act", () => {
    const piece = fc.oneof(fc.constantFrom(...HOSTILE.slice(0, 7), "\n", "\r", " ", "##["), fc.string());
    fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 6 }), async (pieces) => {
        const text = pieces.join("");
        const { log, read } = open();
        log.info(text);
        log.debug(text);
        log.foreign(text);
        await log.group(text, async () => log.foreign(text));
        log.notice("mine");
        const reader = read();
        expect(reader.annotations).toEqual([{ level: "notice", message: "mine", properties: {} }]);
        expect([...reader.outputs, ...reader.state, ...reader.problems]).toEqual([]);
      }),
    );
  });

  test("secrets are redacted in every kind of line", async () => {
    const { out, secrets, log } = open();
    secrets.mask("hunter2");
    out.write("-- after masking --\n");
    log.info("a hunter2");
    log.debug("a hunter2");
    log.notice("a hunter2", { title: "hunter2", file: "hunter2.ts" });
    log.foreign("::x:: hunter2");
    await log.group("hunter2", async () => {});
    log.conclude("error", "hunter2", { title: "hunter2" });
    expect(out.text().split("-- after masking --")[1]).not.toContain("hunter2");
  });

  test("no more than 10 annotations of a level, and the conclusion is one of them", () => {
    const { log, read } = open();
    for (let index = 1; index <= 30; index += 1) log.error(`error ${index}`, { file: "a.ts", line: index });
    log.warning("only one");
    log.close();
    log.conclude("error", "the reason");
    const reader = read();
    const errors = reader.annotations.filter(({ level }) => level === "error").map(({ message }) => message);
    expect(reader.lostAnnotations).toEqual([]);
    expect(errors).toHaveLength(10);
    expect(errors[8]).toMatch(
      /^22 more errors, all in the log:\n- error 9 \(a.ts:9\)\n- error 10 \(a.ts:10\)/,
    );
    expect(errors[9]).toBe("the reason");
    expect(reader.log).toContain("error: error 30 (a.ts:30)");
  });

  test("a message is cut at the runner's 4,096 characters, with a mark", () => {
    const { log, read } = open();
    log.error("x".repeat(5_000));
    log.error("😀".repeat(2_049));
    const [first, second] = read().annotations.map(({ message }) => message);
    expect(first).toBe(`${"x".repeat(4_095)}…`);
    expect(second).toBe(`${"😀".repeat(2_047)}…`);
  });

  test("a group inside a group does not end the outer one, and ends when its body throws", async () => {
    const { out, log } = open();
    const failing = log.group("outer", async () => {
      await log.group("inner", async () => log.info("line"));
      throw new Error("x");
    });
    await expect(failing).rejects.toThrow("x");
    expect(out.lines()).toEqual(["::group::outer", "inner", "line", "::endgroup::"]);
  });
});
