import { ActionError } from "@deploy-actions/kernel";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { parseImageReference } from "../src/index.ts";

const DIGEST = `sha256:${"a1".repeat(32)}`;

function refusal(text: string): ActionError {
  try {
    parseImageReference(text);
  } catch (error) {
    if (error instanceof ActionError) return error;
  }
  throw new Error(`${text} was not refused`);
}

describe("an image reference", () => {
  test.each([
    [
      "123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/shop:main-1a2b3c4",
      "ecr",
      "123456789012.dkr.ecr.eu-west-1.amazonaws.com",
      "team/shop",
      "main-1a2b3c4",
      undefined,
    ],
    [
      `123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com/shop@${DIGEST}`,
      "ecr",
      "123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com",
      "shop",
      undefined,
      DIGEST,
    ],
    [
      "123456789012.dkr-ecr.eu-west-1.on.aws/shop:1",
      "ecr",
      "123456789012.dkr-ecr.eu-west-1.on.aws",
      "shop",
      "1",
      undefined,
    ],
    ["nginx:1.27", "docker-hub", "docker.io", "library/nginx", "1.27", undefined],
    ["octo/shop:1.2.3", "docker-hub", "docker.io", "octo/shop", "1.2.3", undefined],
    ["docker.io/octo/shop:1.2.3", "docker-hub", "docker.io", "octo/shop", "1.2.3", undefined],
    [`ghcr.io/octo/shop:1.2.3@${DIGEST}`, "ghcr", "ghcr.io", "octo/shop", "1.2.3", DIGEST],
    ["localhost:5000/shop:x", "oci", "localhost:5000", "shop", "x", undefined],
    [
      "registry.example:5000/a/b__c/d-e:V1_0",
      "oci",
      "registry.example:5000",
      "a/b__c/d-e",
      "V1_0",
      undefined,
    ],
  ])("%s is read", (text, kind, registry, repository, tag, digest) => {
    expect(parseImageReference(text)).toMatchObject({ kind, registry, repository, tag, digest });
  });

  test("of ECR says account and region", () => {
    const image = parseImageReference("123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/shop:1");
    expect(image).toMatchObject({ account: "123456789012", region: "cn-north-1" });
  });

  test.each([
    ["shop", /neither tag nor digest/],
    ["registry.example:5000/shop", /neither tag nor digest/],
    ["shop:latest", /latest moves with every push/],
    [`ghcr.io/octo/shop:latest@${DIGEST}`, /latest moves/],
  ])("that pins nothing is refused with an example: %s [E27]", (text, why) => {
    const error = refusal(text);
    expect(error.code).toBe("config");
    expect(error.message).toMatch(why);
    expect(error.hint).toMatch(/main-1a2b3c4.*release-1\.2\.3.*digest/);
  });

  test.each([
    ["", /repository is missing/],
    ["Octo/Shop:1", /did you mean "octo\/shop"\?/],
    ["shop:bad tag", /no repository|no tag/],
    ["shop@sha256:12", /64 hexadecimal digits/],
    ["shop@md5:aa", /no digest/],
    [`${"a".repeat(700)}:1`, /700|702 characters/],
    ["a b.example/shop:1", /no host/],
  ])("that is malformed says what is wrong: %p", (text, why) => {
    expect(refusal(text).message).toMatch(why);
  });

  test("is read or refused, whatever it is", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), (text) => {
        try {
          const image = parseImageReference(text);
          expect(image.tag ?? image.digest).toBeDefined();
          expect(image.tag).not.toBe("latest");
        } catch (error) {
          expect(error).toBeInstanceOf(ActionError);
        }
      }),
    );
  });
});
