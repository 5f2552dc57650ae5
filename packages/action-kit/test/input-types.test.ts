import { describe, expect, test } from "@jest/globals";
import {
  bool,
  choice,
  duration,
  integer,
  json,
  jsonObject,
  lines,
  percent,
  text,
  url,
  yamlValue,
} from "../src/input-types.ts";
import type { InputType } from "../src/spec.ts";

const accepted: readonly (readonly [string, InputType<unknown>, string, unknown])[] = [
  ["text", text(), "a b", "a b"],
  ["text of a form", text({ pattern: /^[0-9a-f]{4}$/, expected: "4 hex digits" }), "00ff", "00ff"],
  ["duration", duration(), "1h30m", 5_400_000],
  ["duration zero", duration(), "0", 0],
  ["percent", percent(), "12.5%", 12.5],
  ["integer", integer(), "-3", -3],
  ["integer within bounds", integer({ min: 1, max: 10 }), "10", 10],
  ["boolean true", bool(), "true", true],
  ["boolean False", bool(), "False", false],
  ["choice", choice(["fail", "never"]), "never", "never"],
  ["lines", lines(), " a \r\n\n  b b\n", ["a", "b b"]],
  ["url", url(), "https://shop.example/health?x=1", "https://shop.example/health?x=1"],
  ["json", json(), '{"a":[1]}', { a: [1] }],
  ["json object", jsonObject(), "{}", {}],
  ["yaml", yamlValue((source) => ({ source })), "a: 1", { source: "a: 1" }],
];

const refused: readonly (readonly [string, InputType<unknown>, string, string])[] = [
  ["text of a form", text({ pattern: /^[0-9a-f]{4}$/, expected: "4 hex digits" }), "xyz", "4 hex digits"],
  ["duration with a word", duration(), "5 minutes", "a duration such as 90s, 5m or 1h30m"],
  ["duration without a unit", duration(), "5", "a duration such as 90s, 5m or 1h30m"],
  ["duration below its minimum", duration({ minMs: 1_000, expected: "at least 1s" }), "10ms", "at least 1s"],
  ["percent above 100", percent(), "101%", "a percentage from 0% to 100%"],
  ["integer with a fraction", integer(), "1.5", "a whole number"],
  ["integer with a tail", integer({ min: 0 }), "10x", "a whole number from 0"],
  ["integer above its maximum", integer({ max: 5 }), "6", "a whole number up to 5"],
  ["integer below its minimum", integer({ min: 1, max: 5 }), "0", "a whole number from 1 to 5"],
  ["integer beyond safe numbers", integer(), "9007199254740993", "a whole number"],
  ["boolean yes", bool(), "yes", "true or false"],
  ["choice with a typo", choice(["fail", "never"]), "nevr", 'one of fail, never (did you mean "never"?)'],
  ["choice of something else", choice(["fail", "never"]), "tomorrow", "one of fail, never"],
  ["url of another scheme", url(), "javascript:alert(1)", "a URL that starts with https:// or http://"],
  ["url without a scheme", url(), "shop.example", "a URL that starts with https:// or http://"],
  ["json", json(), "{a}", "valid JSON"],
  ["json object", jsonObject(), "[]", "a JSON object, {…}"],
  [
    "yaml",
    yamlValue(() => {
      throw new Error("bad indentation\n  ^");
    }),
    "a: 1",
    "valid YAML (bad indentation)",
  ],
];

describe("input types", () => {
  test.each(accepted)("%s accepts its form", (_, type, given, value) => {
    expect(type.parse(given)).toEqual({ ok: true, value });
  });

  test.each(refused)("%s is refused with what was expected", (_, type, given, expected) => {
    expect(type.parse(given)).toEqual({ ok: false, expected });
  });
});
