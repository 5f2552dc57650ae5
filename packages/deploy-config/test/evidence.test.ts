import { describe, expect, test } from "@jest/globals";
import { substitute } from "../src/index.ts";
import { policyOf, problemsOf } from "./fixtures.ts";

const TARGET = "target: { platform: exec, observe: [o], set-weight: [s], promote: [p], abort: [a] }";
const WHERE = "environments.production";
const production = (section: string): string => `${TARGET}\n${section}`;

describe("preflight", () => {
  test("asks nothing when nobody says so", () => {
    expect(policyOf(TARGET).preflight).toEqual({ tools: {}, variables: [] });
  });

  test("names programs with their versions, and variables without their values", () => {
    const written = 'preflight: { tools: { kubectl: ">= 1.30", git: "*" }, variables: [DATABASE_URL] }';
    expect(policyOf(production(written)).preflight).toEqual({
      tools: { kubectl: ">= 1.30", git: "*" },
      variables: ["DATABASE_URL"],
    });
  });

  test("merges its tools, replaces its variables, and can be switched off", () => {
    const defaults = `${TARGET}\npreflight: { tools: { helm: ">= 3" }, variables: [A] }`;
    expect(policyOf('preflight: { tools: { kubectl: "1.x" }, variables: [B] }', defaults).preflight).toEqual({
      tools: { helm: ">= 3", kubectl: "1.x" },
      variables: ["B"],
    });
    expect(policyOf("preflight: off", defaults).preflight).toEqual({ tools: {}, variables: [] });
  });

  test.each([">= 1.30", ">=1.30 <2", "^24.1", "~3.14.2", "1.x", "v1.2.3-rc.1", "< 2 || >= 3.1", "*"])(
    "takes the range %s",
    (range) => expect(problemsOf(production(`preflight: { tools: { a: "${range}" } }`))).toEqual([]),
  );

  test.each(["latest", ">= 1.30,", "", ">=", "1.2.3.4", "=> 1", ">= 1 and < 2"])(
    "refuses the range %j",
    (range) => {
      expect(problemsOf(production(`preflight: { tools: { a: "${range}" } }`))).toEqual([
        `${JSON.stringify(range)} for ${WHERE}.preflight.tools.a: expected a version range in quotes, e.g. ">= 1.30", ">= 1.30 < 2" or "^24.1"`,
      ]);
    },
  );

  test.each([
    [
      "{ tools: { kubectl: 1.30 } }",
      '1.3 for environments.production.preflight.tools.kubectl: expected a version range in quotes, e.g. ">= 1.30", ">= 1.30 < 2" or "^24.1"',
    ],
    [
      "{ variables: [A=b] }",
      '"A=b" for environments.production.preflight.variables[0]: expected the name of a variable, e.g. DATABASE_URL (names only, never values)',
    ],
  ])("refuses %s", (written, expected) => {
    expect(problemsOf(production(`preflight: ${written}`))).toEqual([expected]);
  });
});

describe("image", () => {
  const IMAGE = "ghcr.io/acme/shop:${release}";

  test("is nothing, a text, or a map", () => {
    expect(policyOf(TARGET).image).toBeUndefined();
    const plain = {
      reference: IMAGE,
      tag: undefined,
      scan: undefined,
      noSecrets: false,
      promoteTo: undefined,
    };
    expect(policyOf(production(`image: "${IMAGE}"`)).image).toEqual(plain);
    expect(
      policyOf(
        production(
          `image: { reference: "${IMAGE}", tag: "release-.*", scan: no_critical_issues, no-secrets: true, promote-to: "\${environment}-\${release}" }`,
        ),
      ).image,
    ).toMatchObject({
      tag: "release-.*",
      scan: { text: "no_critical_issues" },
      noSecrets: true,
      promoteTo: "production-${release}",
    });
  });

  test("merges with the defaults whichever form they have, and can be switched off", () => {
    const defaults = `${TARGET}\nimage: "${IMAGE}"`;
    expect(policyOf("image: { tag: main-.* }", defaults).image).toMatchObject({
      reference: IMAGE,
      tag: "main-.*",
    });
    expect(policyOf("image: off", defaults).image).toBeUndefined();
  });

  test("can be overridden by an input", () => {
    const overrides = { image: { value: "ghcr.io/acme/cart:${release}", place: "image" } };
    expect(policyOf(production(`image: "${IMAGE}"`), "", overrides).image?.reference).toBe(
      overrides.image.value,
    );
  });

  test("is that of the release that is deployed", () => {
    const policy = policyOf(production(`image: { reference: "${IMAGE}", promote-to: "live-\${commit}" }`));
    expect(substitute(policy, { release: "v2", commit: "abc" }).image).toMatchObject({
      reference: "ghcr.io/acme/shop:v2",
      promoteTo: "live-abc",
    });
  });

  test.each([
    [
      '"ghcr.io/acme/shop:latest"',
      `"ghcr.io/acme/shop:latest" for ${WHERE}.image.reference: expected an image that names the release, e.g. ${IMAGE}`,
    ],
    ["{ tag: main-.* }", `no "reference" in ${WHERE}.image: expected the image, e.g. reference: "${IMAGE}"`],
    [
      `{ reference: "${IMAGE}", tag: "(" }`,
      `"(" for ${WHERE}.image.tag: expected a regular expression for the whole tag, e.g. "release-.*"`,
    ],
    [
      `{ reference: "${IMAGE}", scan: ">= 80%" }`,
      `">= 80%" for ${WHERE}.image.scan: expected a condition on findings, e.g. no_critical_issues`,
    ],
    [
      "5",
      '5 for environments.production.image: expected an image, e.g. "ghcr.io/acme/shop:${release}", or a map with reference, or off',
    ],
  ])("refuses %s", (image, expected) => {
    expect(problemsOf(production(`image: ${image}`))).toEqual([expected]);
  });
});
