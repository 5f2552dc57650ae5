import { describe, expect, test } from "@jest/globals";
import { tagExample } from "../src/index.ts";

describe("the example of a tag policy", () => {
  test.each([
    ["main-[0-9a-f]{7,40}", "main-1a2b3c4"],
    ["^main-[0-9a-f]{7}$", "main-1a2b3c4"],
    ["release-\\d+\\.\\d+\\.\\d+", "release-1.1.1"],
    ["v(?:\\d+\\.){2}\\d+", "v1.1.1"],
    ["(main|release)-.+", "main-x"],
    ["build-?\\d{3}", "build-111"],
  ])("%s is %s", (pattern, example) => {
    expect(tagExample(pattern)).toBe(example);
  });

  test.each([["(?=main).*"], ["["], ["\\p{L}+"], ["a(b"], ["(a)\\1"]])(
    "is left out where none is found: %s",
    (pattern) => {
      const example = tagExample(pattern);
      if (example !== undefined) expect(example).toMatch(new RegExp(`^(?:${pattern})$`, "u"));
      else expect(example).toBeUndefined();
    },
  );
});
