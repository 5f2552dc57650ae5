import { describe, expect, test } from "@jest/globals";
import { rejection } from "../../../test/support/aws-endpoint.ts";
import { judgeTag, parseImageReference } from "../src/index.ts";

const image = (tag: string) => parseImageReference(`ghcr.io/octo/shop:${tag}`);

describe("the tag policy of an environment", () => {
  test.each([
    ["main-[0-9a-f]{7,40}", "main-1a2b3c4", "pass"],
    ["main-[0-9a-f]{7,40}", "main-1a2b3c4-dirty", "fail"],
    ["release-\\d+\\.\\d+\\.\\d+", "release-1.2.3", "pass"],
    ["release-\\d+\\.\\d+\\.\\d+", "main-1a2b3c4", "fail"],
    ["main|release", "main-x", "fail"],
    [undefined, "anything", "pass"],
  ])("%p on %s: %s [D12]", (pattern, tag, outcome) => {
    expect(judgeTag(image(tag), pattern, "production")).toMatchObject({ outcome });
  });

  test("that is not met shows an example of the environment's own [D12]", () => {
    const evidence = judgeTag(image("main-1a2b3c4"), "release-\\d+\\.\\d+\\.\\d+", "production");
    expect(evidence).toMatchObject({ reason: "tag_not_allowed", found: "main-1a2b3c4" });
    expect(evidence.advice).toContain("production");
    expect(evidence.advice).toContain("such as release-1.1.1");
  });

  test("is not met by a digest alone", () => {
    const pinned = parseImageReference(`ghcr.io/octo/shop@sha256:${"0".repeat(64)}`);
    expect(judgeTag(pinned, "main-.+", "staging")).toMatchObject({ outcome: "fail" });
    expect(judgeTag(pinned, undefined, "staging")).toMatchObject({ outcome: "pass" });
  });

  test("that is no expression is a mistake of the policy", async () => {
    const error = await rejection(Promise.resolve().then(() => judgeTag(image("x"), "(", "staging")));
    expect(error).toMatchObject({ code: "config" });
  });
});
