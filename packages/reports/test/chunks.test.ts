import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type ReportKind, readReport } from "../src/index.ts";
import { split } from "./support/chunks.ts";

const FOLDER = new URL("./fixtures/", import.meta.url);
const KIND_OF: Readonly<Record<string, ReportKind>> = {
  xml: "tests",
  info: "coverage",
  sarif: "findings",
  json: "performance",
};

const files = readdirSync(FOLDER).map((name) => ({
  name,
  kind: KIND_OF[name.slice(name.lastIndexOf(".") + 1)] ?? "tests",
  bytes: new Uint8Array(readFileSync(new URL(name, FOLDER))),
}));

const hostile =
  '\ufeff<?xml version="1.0"?>\r\n<testsuite>\r\n<testcase name="\u{1f600}\u0000&#x1F600;"><failure>a]]&gt;\r&#0;<![CDATA[]]]]><![CDATA[>]]></failure></testcase>\r\n';
const samples = [
  ...files,
  {
    name: "hostile, closed",
    kind: "tests" as const,
    bytes: new TextEncoder().encode(`${hostile}</testsuite>`),
  },
  { name: "hostile, cut", kind: "tests" as const, bytes: new TextEncoder().encode(hostile) },
  {
    name: "UTF-16",
    kind: "tests" as const,
    bytes: new Uint8Array(Buffer.from(`${hostile}</testsuite>`, "utf16le")),
  },
  {
    name: "bad UTF-8",
    kind: "coverage" as const,
    bytes: new Uint8Array(Buffer.from("SF:\xe9\xff.c\nDA:1,1\nend_of_record\n", "latin1")),
  },
];

describe("splitting the bytes anywhere gives the same result", () => {
  test.each(samples)("of $name", async ({ kind, bytes }) => {
    const whole = await readReport(kind, [bytes], "report");
    expect(await readReport(kind, split(bytes, [1]), "report")).toEqual(whole);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 20 }),
        async (sizes) => {
          expect(await readReport(kind, split(bytes, sizes), "report")).toEqual(whole);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe("a report cut anywhere is never read as the whole", () => {
  test.each(samples.filter(({ name }) => !name.startsWith("hostile, cut")))(
    "of $name",
    async ({ kind, bytes }) => {
      const whole = await readReport(kind, [bytes], "report");
      expect(whole.ok).toBe(true);
      const end = new TextDecoder().decode(bytes).trimEnd().length;
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 0, max: end - 2 }), async (length) => {
          const result = await readReport(kind, [bytes.subarray(0, length)], "report");
          // lcov has no end: a file cut between two records is a whole file of fewer records.
          if (kind !== "coverage") expect(result.ok).toBe(false);
          else expect(result).not.toEqual(whole);
        }),
        { numRuns: 60 },
      );
    },
  );
});

describe("any bytes are a report or a problem", () => {
  const pieces = fc.constantFrom(
    ..."<testsuite>|</testsuite>|<testcase name='a'>|</testcase>|<failure|/>|<![CDATA[|]]>|&amp;|&#0;|<!DOCTYPE a [|]>|<!--".split(
      "|",
    ),
    ..."SF:a\n|DA:1,1\n|BRDA:1,0,0,-\n|FN:1,2,f\n|FNDA:1,f\n|end_of_record\n|TN:\n".split("|"),
    ...`{|}|[|]|,|:|"version"|"2.1.0"|"runs"|"tool"|"driver"|"results"|"metrics"|"http_req_duration"|null|7`.split(
      "|",
    ),
  );
  const texts = fc.array(pieces, { maxLength: 30 }).map((parts) => new TextEncoder().encode(parts.join("")));
  const json = fc.json().map((text) => new TextEncoder().encode(text));
  const bytes = fc.oneof(fc.uint8Array({ maxLength: 400 }), texts, json);

  test.each<ReportKind>(["tests", "coverage", "findings", "performance"])("%s", async (kind) => {
    await fc.assert(
      fc.asyncProperty(bytes, async (all) => {
        const result = await readReport(kind, [all], "report");
        if (!result.ok) expect(result.problem.message).toMatch(/^report(:\d+)*: ./);
      }),
      { numRuns: 500 },
    );
  });
});

test("the source is closed when reading stops early", async () => {
  let closed = false;
  async function* chunks() {
    try {
      for (;;) yield new TextEncoder().encode("not xml".repeat(100));
    } finally {
      closed = true;
    }
  }
  expect((await readReport("tests", chunks(), "report")).ok).toBe(false);
  expect(closed).toBe(true);
});

test("a fault of the source is not a fault of the report", async () => {
  async function* chunks() {
    yield new TextEncoder().encode("<testsuite>");
    throw new Error("disk gone");
  }
  await expect(readReport("tests", chunks(), "report")).rejects.toThrow("disk gone");
});
