import { ActionError } from "@deploy-actions/kernel";
import type { StaticSiteTarget } from "@deploy-actions/rollout";
import { describe, expect, test } from "@jest/globals";
import { prefixOf, versionOfPath } from "../../../src/aws/static-site/site-prefix.ts";
import { parseManifest, parseMarker } from "../../../src/aws/static-site/site-records.ts";
import { cloudFrontRegion } from "../../../src/aws/static-site/site-session.ts";

const target = (prefix: string): StaticSiteTarget => ({
  platform: "aws-s3-cloudfront",
  region: undefined,
  bucket: "site",
  distribution: "E1",
  origin: undefined,
  folder: "dist",
  prefix,
  invalidate: ["/*"],
  settleMs: 1,
});

describe("the prefix of a release", () => {
  test.each([
    ["releases/${release}", "releases/v1"],
    ["/${release}/site/", "v1/site"],
    ["${release}-${commit}", "v1-abc"],
  ])("%s is %s", (prefix, expected) => {
    expect(prefixOf(target(prefix), { version: "v1", commit: "abc" })).toBe(expected);
  });

  test.each([
    ["releases", "v1", "is the same for every release"],
    ["releases/${commit}/${release}", "v1", "needs the commit of v1"],
    ["${release}", "../other", "cannot be an origin path"],
    ["${release}", "a b", "cannot be an origin path"],
    ["x/${release}", "..", "cannot be an origin path"],
  ])("%s for %s is refused", (prefix, version, text) => {
    const call = (): string => prefixOf(target(prefix), { version });
    expect(call).toThrow(ActionError);
    expect(call).toThrow(text);
  });

  test("a version is found in the origin path it made, and a foreign path is its own name", () => {
    expect(versionOfPath(target("releases/${release}"), "/releases/v1")).toBe("v1");
    expect(versionOfPath(target("releases/${release}/site"), "/releases/v1/site")).toBe("v1");
    expect(versionOfPath(target("releases/${release}"), "/old/site")).toBe("old/site");
  });

  test("records that are not ours are none", () => {
    for (const text of ["", "[]", "{}", '{"schema":1,"release":{"version":""},"files":{}}']) {
      expect(parseManifest(text)).toBeUndefined();
      expect(parseMarker(text)).toBeUndefined();
    }
  });

  test("CloudFront's API is in one region of each partition", () => {
    expect(cloudFrontRegion("eu-west-1")).toBe("us-east-1");
    expect(cloudFrontRegion("cn-north-1")).toBe("cn-northwest-1");
  });
});
