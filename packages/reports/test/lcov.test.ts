import { describe, expect, test } from "@jest/globals";
import { mergeCoverage, readLcov } from "../src/index.ts";
import { chunksOf, fixture, problemOf, reportOf, utf16 } from "./support/chunks.ts";

describe("readLcov", () => {
  test("sums a file that is named twice, and a line counted twice, before it counts", async () => {
    const model = reportOf(await readLcov(fixture("twice.info"), "lcov.info"));
    expect(model.files.map((file) => file.path)).toEqual(["src/cart.ts", "C:/shop/src/pay.ts"]);
    expect(model.lines).toEqual({ covered: 4, total: 8 });
    expect(model.functions).toEqual({ covered: 1, total: 2 });
    expect(model.branches).toEqual({ covered: 1, total: 3 });
    expect(model.negativeCounts).toBe(1);
    expect(model.files[0]).toMatchObject({
      lines: { covered: 3, total: 6 },
      uncovered: [{ from: 10, to: 20 }],
    });
    expect(model.files[0]?.hits.lines.get(9)).toBe(4_294_967_297);
  });

  test("counts a function with aliases once (lcov 2)", async () => {
    const text = "SF:a\nFNL:0,3,9\nFNA:0,0,f<int>\nFNA:0,2,f<a, b>\nFNL:1,12\nFNA:1,0,g\nend_of_record\n";
    expect(reportOf(await readLcov(chunksOf(text), "l")).functions).toEqual({ covered: 1, total: 2 });
  });

  test("reads Windows line ends, comments, unknown records and a last line without an end", async () => {
    const text =
      "# made by hand\r\nTN:\r\nSF:a\\b.c\r\nVER:1\r\nMCDC:1,2,t,0,0,x\r\nDA:1,1e3\r\nend_of_record";
    const model = reportOf(await readLcov(chunksOf(text), "l"));
    expect(model.files[0]).toMatchObject({ path: "a/b.c", lines: { covered: 1, total: 1 } });
  });

  test("names files relative to the root", async () => {
    const text = "SF:/home/runner/shop/src/a.ts\nDA:1,1\nend_of_record\n";
    const model = reportOf(await readLcov(chunksOf(text), "l", { root: "/home/runner/shop/" }));
    expect(model.files[0]?.path).toBe("src/a.ts");
  });

  test("reads UTF-16", async () => {
    const model = reportOf(await readLcov(utf16("SF:größe.ts\nDA:1,1\nend_of_record\n", "le"), "l"));
    expect(model.files[0]?.path).toBe("größe.ts");
  });

  test("does not believe the totals, and a record without lines is no coverage", async () => {
    const model = reportOf(await readLcov(chunksOf("SF:a\nLF:9\nLH:9\nend_of_record\n"), "l"));
    expect(model.lines).toEqual({ covered: 0, total: 0 });
  });

  test.each([
    ["an empty file", "", "report_empty", undefined, "empty"],
    ["a truncated file", "SF:a\nDA:1,1\n", "report_unreadable", undefined, "end_of_record is missing"],
    [
      "a record begun inside another",
      "SF:a\nDA:1,1\nSF:b\n",
      "report_unreadable",
      3,
      "record of a has no end",
    ],
    ["an end without a begin", "end_of_record\n", "report_unreadable", 1, "without a record"],
    ["data outside of a record", "TN:\nDA:1,1\n", "report_unreadable", 2, "outside of a record"],
    ["a cut line", "SF:a\nDA:1", "report_unreadable", 2, "expected DA:<line>,<count>"],
    ["a count that is none", "SF:a\nDA:1,x\n", "report_unreadable", 2, 'read "DA:1,x"'],
    ["a branch without a count", "SF:a\nBRDA:1,0,0\n", "report_unreadable", 2, "expected BRDA"],
    ["hits of an unknown function", "SF:a\nFNA:0,1,f\n", "report_unreadable", 2, "expected FNA"],
    ["a file without a name", "SF:\n", "report_unreadable", 1, "names no file"],
    ["XML", "<coverage/>", "report_unreadable", 1, "not an lcov tracefile"],
    ["binary data", "\u0000\u0001\u0002", "report_unreadable", 1, "not an lcov tracefile"],
    ["an endless line", `SF:${"x".repeat(1_100_000)}`, "report_unreadable", 1, "more than 1 MiB"],
  ])("refuses %s", async (_, text, reason, line, message) => {
    const problem = problemOf(await readLcov(chunksOf(text), "lcov.info"));
    expect(problem.reason).toBe(reason);
    expect(problem.line).toBe(line);
    expect(problem.message).toContain(message);
  });

  test("mergeCoverage sums hits of a line over reports", async () => {
    const a = reportOf(await readLcov(chunksOf("SF:a\nDA:1,1\nDA:2,0\nDA:3,0\nend_of_record\n"), "1"));
    const b = reportOf(await readLcov(chunksOf("SF:a\nDA:1,0\nDA:2,5\nDA:3,0\nend_of_record\n"), "2"));
    const model = mergeCoverage([a, b]);
    expect(model.lines).toEqual({ covered: 2, total: 3 });
    expect(model.files[0]?.uncovered).toEqual([{ from: 3, to: 3 }]);
  });
});
