import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { sessionName } from "../src/aws/session-name.ts";

describe("the name of an AWS session", () => {
  test.each([
    [undefined, { GITHUB_REPOSITORY: "shop/web", GITHUB_RUN_ID: "7" }, "deploy-shop-web-7"],
    [undefined, {}, "deploy-terminal"],
    ["night shift", {}, "night-shift"],
    ["x", {}, "x-"],
  ])("%p in %p is %s", (wanted, env, expected) => {
    expect(sessionName(wanted, env)).toBe(expected);
  });

  test("is always one STS takes, and keeps the run", () => {
    fc.assert(
      fc.property(
        fc.option(fc.string({ minLength: 1 }), { nil: undefined }),
        fc.string({ maxLength: 200 }),
        fc.nat(),
        (wanted, repository, run) => {
          const name = sessionName(wanted, { GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: String(run) });
          expect(name).toMatch(/^[\w+=,.@-]{2,64}$/);
          if (wanted === undefined) expect(name.endsWith(`-${run}`)).toBe(true);
        },
      ),
    );
  });
});
