import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setOutput } from "@actions/core";
import { afterEach, beforeEach, describe, expect, jest, test } from "@jest/globals";
import fc from "fast-check";
import { issueCommand } from "../../node_modules/@actions/core/lib/command.js";
import { appendToCommandFile, formatCommand } from "../../packages/action-kit/src/runner-commands.ts";
import { createCommandReader } from "../../packages/testkit/src/fake-runner-commands.ts";
import { parseCommandFile } from "../../packages/testkit/src/fake-runner-files.ts";
import { createMasks } from "../../packages/testkit/src/fake-runner-masks.ts";

const NASTY: readonly string[] = [
  "plain",
  "",
  " leading and trailing ",
  "100% of 50%25",
  "%0A%0D%3A%2C",
  "two\nlines",
  "windows\r\nlines\r",
  "::error::owned",
  "a::b::c",
  "##[error]owned",
  "key=value,other=1;x]y",
  "name<<EOF\nvalue\nEOF",
  "ghadelimiter_\n::set-output name=x::y",
  "ünïcödé 🚀 \u2028 \u202e",
  "\u0000\u001b[31m",
];

/** What @actions/core prints for a command. */
function printedByCore(name: string, properties: Record<string, string>, message: string): string {
  const chunks: string[] = [];
  const write = jest.spyOn(process.stdout, "write").mockImplementation((chunk) => {
    chunks.push(String(chunk));
    return true;
  });
  try {
    issueCommand(name, properties, message);
  } finally {
    write.mockRestore();
  }
  return chunks.join("").replace(/\r?\n$/, "");
}

function readByRunner(line: string) {
  const reader = createCommandReader(createMasks());
  reader.read(line);
  return { annotations: reader.annotations, problems: reader.problems, log: reader.log };
}

describe("a command", () => {
  test.each(NASTY)("with the message %j is the toolkit's, byte for byte", (message) => {
    expect(formatCommand("error", {}, message)).toBe(printedByCore("error", {}, message));
  });

  test("with any properties and message is the toolkit's, and the runner reads it back", () => {
    const text = fc.oneof(fc.constantFrom(...NASTY), fc.string());
    fc.assert(
      fc.property(text, text, text, (title, file, message) => {
        const line = formatCommand("warning", { title, file }, message);
        const theirs = printedByCore("warning", { title, file }, message);
        // Without any value the toolkit leaves a space behind; it means the same.
        expect(line).toBe(theirs.replace(/^::warning ::/, "::warning::"));
        expect(readByRunner(line)).toEqual(readByRunner(theirs));
        const [annotation] = readByRunner(line).annotations;
        expect(annotation?.message).toBe(message);
        for (const [name, value] of Object.entries({ title, file }))
          if (value !== "") expect(annotation?.properties[name]).toBe(value);
      }),
    );
  });
});

describe("an output", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "deploy-actions-commands-"));
  });
  afterEach(() => {
    delete process.env.GITHUB_OUTPUT;
    rmSync(folder, { recursive: true, force: true });
  });

  function writtenBy(write: (file: string) => void): string {
    const file = join(folder, "output");
    writeFileSync(file, "");
    write(file);
    return readFileSync(file, "utf8");
  }
  const ours = (name: string, value: string): string =>
    writtenBy((file) => appendToCommandFile(file, name, value, "0e5f1a52-0000-4000-8000-000000000000"));
  const cores = (name: string, value: string): string =>
    writtenBy((file) => {
      process.env.GITHUB_OUTPUT = file;
      setOutput(name, value);
    });
  const shape = (text: string): string => text.replace(/ghadelimiter_[0-9a-f-]{36}/g, "ghadelimiter_ID");

  test.each(NASTY)("%j has the toolkit's form and is read back as the same text", (value) => {
    const [mine, theirs] = [ours("some-output", value), cores("some-output", value)];
    expect(shape(mine)).toBe(shape(theirs));
    expect(parseCommandFile(mine)).toEqual(parseCommandFile(theirs));
    expect(parseCommandFile(mine).get("some-output")).toBe(value);
  });

  test("any text is read back as the same text", () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        expect(parseCommandFile(ours("name", value)).get("name")).toBe(value);
      }),
    );
  });

  test.each(["a b", "a=b", "a<<b", "", "a\nb"])("the name %j is refused: it could break the file", (name) => {
    expect(() => ours(name, "x")).toThrow("cannot be written");
  });
});
