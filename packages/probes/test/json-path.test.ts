import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { parseJsonPath, readJsonPath } from "../src/json-path.ts";

describe("parseJsonPath", () => {
  test.each<[string, (string | number)[]]>([
    ["$", []],
    ["$.a.b", ["a", "b"]],
    ["a.b", ["a", "b"]],
    ["checks[0].status", ["checks", 0, "status"]],
    ["$.a.b[0]['c d']", ["a", "b", 0, "c d"]],
    ['$["cassandra:responseTime"][12]', ["cassandra:responseTime", 12]],
    ["$.release-id", ["release-id"]],
  ])("reads %s", (text, segments) => {
    expect(parseJsonPath(text)).toEqual({ ok: true, segments });
  });

  test.each([
    ["", 0],
    ["$.", 1],
    ["$a", 1],
    [".a", 0],
    ["$.a..b", 3],
    ["$.*[?(@.x)]", 3],
    ["$.a[-1]", 3],
    ["$.a['x", 3],
    ["$.a b", 3],
  ])("stops in %j at %i", (text, offset) => {
    expect(parseJsonPath(text)).toEqual({ ok: false, offset });
  });
});

describe("readJsonPath", () => {
  const document: unknown = JSON.parse('{"a":{"b":[{"c d":null}]},"n":0,"__proto__":{"x":1}}');

  test.each<[(string | number)[], unknown]>([
    [["a", "b", 0, "c d"], null],
    [["n"], 0],
    [["__proto__", "x"], 1],
  ])("follows %j", (segments, value) => {
    expect(readJsonPath(document, segments)).toEqual({ found: true, value });
  });

  test.each<[(string | number)[], string]>([
    [["a", "x"], "$.a"],
    [["a", "b", 1], "$.a.b"],
    [["a", "b", "length"], "$.a.b"],
    [["n", "toString"], "$.n"],
    [["constructor"], "$"],
    [["a", 0], "$.a"],
  ])("does not find %j beyond %s", (segments, at) => {
    expect(readJsonPath(document, segments)).toEqual({ found: false, at });
  });

  test("never throws, whatever the path and the document", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string(), (value, text) => {
        const parsed = parseJsonPath(text);
        if (parsed.ok) readJsonPath(value, parsed.segments);
      }),
    );
  });
});
