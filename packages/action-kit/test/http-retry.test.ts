import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type Attempted, askedDelay, retryDelay, retryMode } from "../src/http-retry.ts";

const NOW = Date.UTC(2026, 0, 1, 12);
const first = { attempt: 1, elapsedMs: 0, nowMs: NOW, random: 0.5 };

function answer(status: number, headers: Record<string, string> = {}): Attempted {
  return { status, headers };
}

describe("whether an attempt is followed by another", () => {
  const limited = { "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(NOW / 1_000 + 12) };
  test.each([
    ["200", "idempotent", answer(200), undefined],
    ["404", "idempotent", answer(404), undefined],
    ["501", "idempotent", answer(501), undefined],
    ["408", "idempotent", answer(408), 250],
    ["502", "idempotent", answer(502), 250],
    ["503 with Retry-After", "idempotent", answer(503, { "retry-after": "3" }), 3_000],
    ["429", "idempotent", answer(429), 250],
    ["429 of a used-up limit", "idempotent", answer(429, limited), 12_000],
    ["403", "idempotent", answer(403), undefined],
    [
      "403 with calls left",
      "idempotent",
      answer(403, { ...limited, "x-ratelimit-remaining": "9" }),
      undefined,
    ],
    ["403 of a used-up limit", "idempotent", answer(403, limited), 12_000],
    ["403 with Retry-After", "if-refused", answer(403, { "retry-after": "60" }), 60_000],
    ["429", "if-refused", answer(429), 250],
    ["500", "if-refused", answer(500), undefined],
    ["reset", "if-refused", { failure: "reset" }, undefined],
    ["reset", "idempotent", { failure: "reset" }, 250],
    ["timeout", "idempotent", { failure: "timeout" }, 250],
    ["tls", "idempotent", { failure: "tls" }, undefined],
    ["429", "never", answer(429), undefined],
    ["reset", "never", { failure: "reset" }, undefined],
  ] as const)("%s, %s", (_what, mode, outcome, expected) => {
    expect(retryDelay(mode, outcome as Attempted, first)).toBe(expected);
  });

  test("never begins later than two minutes after the first", () => {
    const moment = { ...first, elapsedMs: 100_000 };
    expect(retryDelay("idempotent", answer(429, { "retry-after": "20" }), moment)).toBe(20_000);
    expect(retryDelay("idempotent", answer(429, { "retry-after": "21" }), moment)).toBeUndefined();
  });

  test("waits at most 20 s of its own accord, and stops after four", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (attempt, random) => {
          const delay = retryDelay("idempotent", answer(500), { ...first, attempt, random });
          if (attempt >= 4) return delay === undefined;
          return delay !== undefined && delay >= 0 && delay <= Math.min(20_000, 500 * 2 ** (attempt - 1));
        },
      ),
    );
  });
});

describe("the delay a server asks for", () => {
  test.each([
    [{ "retry-after": "120" }, 120_000],
    [{ "retry-after": "Thu, 01 Jan 2026 12:00:30 GMT" }, 30_000],
    [{ "retry-after": "Thu, 01 Jan 2026 11:00:00 GMT" }, 0],
    [{ "retry-after": "soon" }, undefined],
    [{}, undefined],
  ])("%p is %p", (headers, expected) => {
    expect(askedDelay(headers as unknown as Record<string, string>, NOW)).toBe(expected);
  });
});

test.each([
  [undefined, "idempotent"],
  ["HEAD", "idempotent"],
  ["PUT", "idempotent"],
  ["DELETE", "idempotent"],
  ["POST", "never"],
  ["PATCH", "never"],
] as const)("the mode of %p is %s", (method, expected) => {
  const signal = new AbortController().signal;
  expect(retryMode({ url: "", signal, ...(method === undefined ? {} : { method }) })).toBe(expected);
});
