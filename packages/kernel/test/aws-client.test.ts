import { describe, expect, test } from "@jest/globals";
import { ActionError, awsError } from "../src/index.ts";

function refusal(name: string, httpStatusCode: number, message: string): Error {
  return Object.assign(new Error(message), { name, $metadata: { httpStatusCode } });
}

const told = (error: unknown): Pick<ActionError, "code" | "message" | "hint"> => {
  const { code, message, hint } = awsError(error, "update service shop", "ecs:UpdateService");
  return { code, message, hint };
};

describe("what AWS refused", () => {
  test.each([
    ["AccessDeniedException", 400, "permission"],
    ["Unknown", 403, "permission"],
    ["ServiceNotFoundException", 400, "config"],
    ["NoSuchBucket", 404, "config"],
    ["ResourceConflictException", 409, "conflict"],
    ["PreconditionFailed", 412, "conflict"],
    ["ThrottlingException", 400, "remote"],
    ["InternalFailure", 500, "remote"],
  ] as const)("%s with status %i is %s", (name, status, code) => {
    expect(told(refusal(name, status, "no")).code).toBe(code);
  });

  test("is told with the call in words, and the right that lacks", () => {
    expect(told(refusal("AccessDeniedException", 400, "not authorized"))).toEqual({
      code: "permission",
      message: "AWS did not update service shop: AccessDeniedException: not authorized",
      hint: expect.stringContaining("Allow ecs:UpdateService to the role of this job"),
    });
  });

  test("that no AWS service has written names the server in between, not the SDK's insides", () => {
    const error = refusal(
      "Error",
      502,
      "@aws-sdk XML parse error: unexpected content.\n  Deserialization error: to see the raw response, inspect the hidden field {error}.$response on this object.",
    );
    expect(told(error).message).toBe(
      "AWS did not update service shop: HTTP 502 with a body that is none of AWS's. Is a proxy or another server at the endpoint?",
    );
  });

  test("stays what it is when it is an error of ours already", () => {
    const error = new ActionError("config", "no region");
    expect(awsError(error, "x", "y")).toBe(error);
  });
});
