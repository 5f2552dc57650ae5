import { describe, expect, test } from "@jest/globals";
import {
  ActionError,
  errorMessage,
  gitHubStatus,
  isError,
  systemErrorCode,
  toActionError,
} from "../src/index.ts";

describe("errors", () => {
  test("an ActionError stays itself, anything else becomes a bug of ours with its cause", () => {
    const own = new ActionError("input", "bad", { hint: "better" });
    expect(toActionError(own)).toBe(own);
    const wrapped = toActionError(new TypeError("boom"));
    expect(wrapped.code).toBe("internal");
    expect(wrapped.message).toContain("boom");
    expect(wrapped.cause).toBeInstanceOf(TypeError);
    expect(toActionError("text").message).toContain("text");
  });

  test("a message names its causes, the first of several when it says nothing itself", () => {
    expect(errorMessage(new Error("fetch failed", { cause: new Error("ECONNREFUSED") }))).toBe(
      "fetch failed: ECONNREFUSED",
    );
    expect(errorMessage(new AggregateError([new Error("first"), new Error("second")]))).toBe("first");
    expect(errorMessage(undefined)).toBe("undefined");
  });

  test("system codes are found through causes and aggregates", () => {
    const refused = Object.assign(new Error("refused"), { code: "ECONNREFUSED" });
    expect(systemErrorCode(new Error("outer", { cause: refused }))).toBe("ECONNREFUSED");
    expect(systemErrorCode(new Error("outer", { cause: new AggregateError([refused]) }))).toBe(
      "ECONNREFUSED",
    );
    expect(systemErrorCode(new Error("none"))).toBeUndefined();
  });

  test("an error of another realm counts as one", async () => {
    const { runInNewContext } = await import("node:vm");
    const foreign: unknown = runInNewContext("Object.assign(new Error('elsewhere'), { code: 'ENOENT' })");
    expect(foreign).not.toBeInstanceOf(Error);
    expect(isError(foreign)).toBe(true);
    expect(errorMessage(foreign)).toBe("elsewhere");
    expect(systemErrorCode(foreign)).toBe("ENOENT");
  });

  test("the status of a GitHub call is found in the causes", () => {
    const cause = Object.assign(new Error("Not Found"), { status: 404 });
    expect(gitHubStatus(new ActionError("permission", "no", { cause }))).toBe(404);
    expect(gitHubStatus(new Error("other"))).toBeUndefined();
  });
});
