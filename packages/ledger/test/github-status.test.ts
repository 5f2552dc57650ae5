import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { describeEvent, eventOf, stateOf } from "../src/github-status.ts";
import { DEPLOYMENT_PHASES } from "../src/index.ts";

const events = fc.record(
  {
    phase: fc.constantFrom(...DEPLOYMENT_PHASES),
    weight: fc.oneof(
      fc.integer({ min: 0, max: 100 }),
      fc.integer({ min: 0, max: 1_000 }).map((tenth) => tenth / 10),
    ),
    note: fc
      .string({ unit: "grapheme-ascii", maxLength: 50 })
      .map((text) => text.replace(/\s+/g, " ").trim()),
    reason: fc
      .stringMatching(/^[a-z][a-z0-9_]{0,20}$/)
      .filter((code) => !/^(pass|fail|inconclusive)$/.test(code)),
    verdict: fc.constantFrom("pass" as const, "fail" as const, "inconclusive" as const),
  },
  { requiredKeys: ["phase", "note"] },
);

test("an event is read back from its description as it was", () => {
  fc.assert(
    fc.property(events, (event) => {
      const description = describeEvent(event);
      expect(Buffer.byteLength(description)).toBeLessThanOrEqual(140);
      const status = { state: stateOf(event.phase), description, created_at: "2025-01-06T10:00:00Z" };
      expect(eventOf(status)).toEqual({ at: Date.parse(status.created_at), ...event });
    }),
  );
});

test("any description of any state is read as something", () => {
  const states = ["error", "failure", "inactive", "in_progress", "queued", "pending", "success"] as const;
  fc.assert(
    fc.property(fc.string(), fc.constantFrom(...states), (description, state) => {
      const event = eventOf({ state, description, created_at: "2025-01-06T10:00:00Z" });
      expect(DEPLOYMENT_PHASES).toContain(event.phase);
    }),
  );
});

test.each([
  [{ phase: "baking", weight: 25, note: "error rate 0.3 %" }, "baking 25%: error rate 0.3 %"],
  [{ phase: "verified", note: "" }, "verified"],
  [
    { phase: "aborted", weight: 0, note: "8.1 %", reason: "error_rate", verdict: "fail" },
    "aborted 0% [fail error_rate]: 8.1 %",
  ],
  [
    {
      phase: "aborting",
      weight: 100 / 3,
      note: "x".repeat(200),
      reason: `Odd-${"y".repeat(90)}`,
      verdict: "fail",
    },
    `aborting 33.33% [fail _dd_${"y".repeat(56)}]: ${"x".repeat(52)}…`,
  ],
] as const)("%j reads %s", (event, expected) => {
  expect(describeEvent(event)).toBe(expected);
});
