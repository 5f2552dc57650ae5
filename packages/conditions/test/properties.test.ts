import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import {
  type Condition,
  compare,
  evaluate,
  formatCondition,
  type Measured,
  type Operator,
  parseCondition,
  ratioPercent,
} from "../src/index.ts";

const limit = fc.oneof(
  fc.nat(1_000_000),
  fc.double({ min: 1e-12, max: 1e12, noNaN: true }),
  fc.constantFrom(0, 1e-7, 0.1, 99.95),
);
const operator = fc.constantFrom<Operator>(">", ">=", "<", "<=", "==", "!=");
const percentile = fc.option(fc.constantFrom(50, 75, 90, 95, 99, 99.9), { nil: undefined });
const text = fc.constant("");

const condition: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({
    kind: fc.constant("threshold" as const),
    text,
    subject: fc.option(fc.constantFrom("error-rate", "coverage"), { nil: undefined }),
    operator,
    limit,
    unit: fc.constant("percent" as const),
    percentile: fc.constant(undefined),
  }),
  fc.record({
    kind: fc.constant("threshold" as const),
    text,
    subject: fc.option(fc.constant("latency"), { nil: undefined }),
    operator,
    limit,
    unit: fc.constant("ms" as const),
    percentile,
  }),
  fc.record({
    kind: fc.constant("threshold" as const),
    text,
    subject: fc.constant(undefined),
    operator,
    limit,
    unit: fc.constantFrom("count" as const, "bytes" as const),
    percentile: fc.constant(undefined),
  }),
  fc.record({
    kind: fc.constant("baseline" as const),
    text,
    subject: fc.option(fc.constantFrom("latency", "error-rate"), { nil: undefined }),
    operator,
    limitPercent: limit,
    percentile,
  }),
  fc.record({ kind: fc.constant("consecutive" as const), text, count: fc.integer({ min: 1, max: 1_000 }) }),
  fc.record({
    kind: fc.constant("no-findings" as const),
    text,
    atLeast: fc.constantFrom("critical" as const, "high" as const, "medium" as const, "low" as const),
  }),
  fc.record({
    kind: fc.constant("pass-rate" as const),
    text,
    percent: fc.double({ min: 0, max: 100, noNaN: true }).map((value) => Math.round(value * 100) / 100),
  }),
);

describe("for every condition", () => {
  test("reading what was formatted gives the condition back", () => {
    fc.assert(
      fc.property(condition, (value) => {
        const written = formatCondition(value);
        expect(parseCondition(written)).toEqual({ ok: true, condition: { ...value, text: written } });
      }),
    );
  });

  test("an unknown measurement never holds and never fails to hold", () => {
    fc.assert(
      fc.property(condition, fc.string(), (value, reason) => {
        const measured: Measured = { known: false, reason, text: "" };
        expect(evaluate(value, measured)).toEqual({ holds: "unknown", reason, text: "" });
      }),
    );
  });

  test("what is not finite is unknown", () => {
    const odd = fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY);
    fc.assert(
      fc.property(
        condition,
        odd,
        fc.constantFrom("percent", "ms", "count", "bytes"),
        (value, number, unit) => {
          const measured: Measured = { known: true, value: number, unit, text: "", baseline: 1 };
          expect(evaluate(value, measured).holds).toBe("unknown");
        },
      ),
    );
  });
});

describe("evaluate is monotonic", () => {
  test("a value at least as high never breaks >= and never fixes <", () => {
    fc.assert(
      fc.property(limit, limit, limit, (bound, a, b) => {
        const [low, high] = a <= b ? [a, b] : [b, a];
        if (compare(low, ">=", bound)) expect(compare(high, ">=", bound)).toBe(true);
        if (compare(high, "<", bound)) expect(compare(low, "<", bound)).toBe(true);
        expect(compare(a, "<", bound)).toBe(!compare(a, ">=", bound));
        expect(compare(a, ">", bound)).toBe(!compare(a, "<=", bound));
        expect(compare(a, "==", bound)).toBe(!compare(a, "!=", bound));
      }),
    );
  });

  test("a ratio of counts is judged as integers would be", () => {
    fc.assert(
      fc.property(
        fc.nat(100_000_000),
        fc.integer({ min: 1, max: 100_000_000 }),
        fc.nat(1_000),
        (a, b, tenths) => {
          const percent = ratioPercent(a, b) ?? Number.NaN;
          const exact = 1_000n * BigInt(a) - BigInt(tenths) * BigInt(b);
          expect(compare(percent, ">=", tenths / 10)).toBe(exact >= 0n);
          expect(compare(percent, ">", tenths / 10)).toBe(exact > 0n);
        },
      ),
    );
  });
});

test("any text is read or refused at a place inside it, and never throws", () => {
  const pieces = fc.constantFrom(
    ">=",
    "<",
    " ",
    "_",
    "-",
    "80",
    "%",
    "ms",
    "p95",
    "no",
    "high",
    "of",
    ".",
    "é",
  );
  const texts = fc.oneof(
    fc.string(),
    fc.array(pieces).map((parts) => parts.join("")),
  );
  fc.assert(
    fc.property(texts, (written) => {
      const result = parseCondition(written);
      if (result.ok) return;
      expect(result.problem.offset).toBeGreaterThanOrEqual(0);
      expect(result.problem.offset).toBeLessThanOrEqual(written.length);
      expect(result.problem.expected).not.toBe("");
    }),
    { numRuns: 500 },
  );
});
