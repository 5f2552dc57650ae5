import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type EffectivePolicy, parseDeployConfig, resolvePolicy, substitute } from "../src/index.ts";
import { fixture } from "./fixtures.ts";

const shop = parseDeployConfig(fixture("shop.yml"), "deploy.yml");
const { policy } = resolvePolicy(shop, "production");

function firstUrl(of: EffectivePolicy): string | undefined {
  const check = of.verify?.checks[0];
  return check?.kind === "http" ? check.url : undefined;
}

function commandOf(run: string, release: string): readonly string[] {
  const source = `version: 1\ngates:\n  x: { run: [${run}] }\n  unit: 100%_pass_rate\nservice: shop\ndefaults:\n  target: { platform: exec, observe: [o, "\${release}"], set-weight: [s], promote: [p], abort: [a] }\nenvironments: { e: }\n`;
  const resolved = resolvePolicy(parseDeployConfig(source, "deploy.yml"), "e").policy;
  return substitute(resolved, { release }).gates[0]?.run ?? [];
}

describe("placeholders", () => {
  test("are replaced in checks, gates and messages", () => {
    const done = substitute(policy, { release: "1.2.3", commit: "abc" });
    expect(firstUrl(done)).toBe("https://shop.example/health?release=1.2.3");
    expect(done.verify?.checks[0]).toMatchObject({ version: { expected: "1.2.3" } });
    expect(done.verify?.checks[1]).toMatchObject({ argv: ["./smoke.sh", "shop"] });
    expect(done.gates[2]?.run).toEqual(["npx", "licence-check", "--for", "production"]);
    expect(done.notify.values.features).toEqual(["search", "cart 1.2.3"]);
  });

  test("leave the local command to the platform, which starts earlier releases with it too", () => {
    expect(substitute(policy, { release: "1.2.3" }).target).toEqual(policy.target);
    expect(policy.target).toMatchObject({
      command: ["node", "server.js", "--release=${release}", "--port=${port}"],
    });
  });

  test("are percent-encoded in a URL", () => {
    expect(firstUrl(substitute(policy, { release: "1+2/&x=#" }))).toBe(
      "https://shop.example/health?release=1%2B2%2F%26x%3D%23",
    );
  });

  test("do not change the policy they came from", () => {
    const before = structuredClone(policy);
    substitute(policy, { release: "1.2.3" });
    expect(policy).toEqual(before);
  });

  test.each([
    ['a, "$${release}"', ["a", "${release}"]],
    ['a, "$$${release}"', ["a", "$${release}"]],
    ['a, "${release}-${release}"', ["a", "v1-v1"]],
    ['a, "$release"', ["a", "$release"]],
    ['a, "${commit}"', ["a", "${commit}"]],
  ])("[%s] becomes %j", (run, argv) => {
    expect(commandOf(run, "v1")).toEqual(argv);
  });

  test("never split an argument and never look at what came in again", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (release) => {
        expect(commandOf('a, "x${release}y"', release)).toEqual(["a", `x${release}y`]);
      }),
    );
    expect(commandOf('a, "${release}"', "${environment} $& $1")).toEqual(["a", "${environment} $& $1"]);
  });
});
