import { describe, expect, test } from "@jest/globals";
import { isWindowOpen, type WindowPolicy } from "../src/index.ts";

const HOUR = 3_600_000;
const MINUTE = 60_000;
const at = (text: string): number => Date.parse(text);
const iso = (ms: number | undefined): string | undefined =>
  ms === undefined ? undefined : new Date(ms).toISOString().slice(0, 19);

const sunday: WindowPolicy = { cron: "0 2 * * SUN", forMs: 2 * HOUR, zone: "UTC" };

function show(windows: readonly WindowPolicy[], when: string, neededMs = 0): string {
  const answer = isWindowOpen(windows, at(when), neededMs);
  return answer.open ? `open until ${iso(answer.until)}` : `closed until ${iso(answer.next)}`;
}

describe("Sunday 02:00 to 04:00 UTC", () => {
  test.each([
    ["2026-03-01T01:59:59Z", "closed until 2026-03-01T02:00:00"],
    ["2026-03-01T01:59:59.999Z", "closed until 2026-03-01T02:00:00"],
    ["2026-03-01T02:00:00Z", "open until 2026-03-01T04:00:00"],
    ["2026-03-01T02:00:00.500Z", "open until 2026-03-01T04:00:00"],
    ["2026-03-01T03:59:59Z", "open until 2026-03-01T04:00:00"],
    ["2026-03-01T03:59:59.999Z", "open until 2026-03-01T04:00:00"],
    ["2026-03-01T04:00:00Z", "closed until 2026-03-08T02:00:00"],
    ["2026-03-02T02:30:00Z", "closed until 2026-03-08T02:00:00"],
  ])("the window at %s is %s [G25]", (when, expected) => {
    expect(show([sunday], when)).toBe(expected);
  });

  test.each([
    ["2026-03-01T03:00:00Z", HOUR, "open until 2026-03-01T04:00:00"],
    ["2026-03-01T03:00:01Z", HOUR, "closed until 2026-03-08T02:00:00"],
    ["2026-03-01T02:00:00Z", 2 * HOUR, "open until 2026-03-01T04:00:00"],
    ["2026-03-01T02:00:00Z", 2 * HOUR + 1, "closed until undefined"],
  ])("at %s a step of %d ms has to be over in time: %s [G25]", (when, neededMs, expected) => {
    expect(show([sunday], when, neededMs)).toBe(expected);
  });
});

describe("windows", () => {
  test("are always open when there are none", () => {
    expect(isWindowOpen([], 0, Number.MAX_SAFE_INTEGER)).toEqual({ open: true });
  });

  test.each([
    ["2026-03-06T21:59:00Z", "closed until 2026-03-06T22:00:00"],
    ["2026-03-06T23:59:59Z", "open until 2026-03-07T04:00:00"],
    ["2026-03-07T00:00:00Z", "open until 2026-03-07T04:00:00"],
    ["2026-03-07T03:59:59Z", "open until 2026-03-07T04:00:00"],
    ["2026-03-07T04:00:00Z", "closed until 2026-03-13T22:00:00"],
  ])("may cross midnight: %s is %s", (when, expected) => {
    expect(show([{ cron: "0 22 * * FRI", forMs: 6 * HOUR, zone: "UTC" }], when)).toBe(expected);
  });

  test("of a whole day are found after midnight", () => {
    expect(show([{ cron: "30 0 * * *", forMs: 24 * HOUR, zone: "UTC" }], "2026-03-07T00:10:00Z")).toBe(
      "open until 2026-03-07T00:30:00",
    );
  });

  test("that overlap take the one that is open longest, however many there are", () => {
    const everyMinute = { cron: "* * * * *", forMs: 20 * 24 * HOUR, zone: "UTC" };
    expect(show([everyMinute], "2026-03-07T00:00:30Z", 20 * 24 * HOUR - MINUTE)).toBe(
      "open until 2026-03-27T00:00:00",
    );
  });

  test("of several lines are open when one is, and next is the first that is long enough", () => {
    const short = { cron: "0 12 * * *", forMs: 5 * MINUTE, zone: "UTC" };
    expect(show([short, sunday], "2026-03-07T12:01:00Z")).toBe("open until 2026-03-07T12:05:00");
    expect(show([short, sunday], "2026-03-07T12:01:00Z", HOUR)).toBe("closed until 2026-03-08T02:00:00");
  });

  test("that never come are closed for good", () => {
    expect(show([{ cron: "0 0 30 2 *", forMs: HOUR, zone: "UTC" }], "2026-03-07T00:00:00Z")).toBe(
      "closed until undefined",
    );
  });
});

describe("in Europe/Berlin", () => {
  const nightly = (cron: string, hours: number): WindowPolicy[] => [
    { cron, forMs: hours * HOUR, zone: "Europe/Berlin" },
  ];

  test.each([
    // Winter is UTC+1, summer UTC+2: 09:00 stays 09:00.
    ["0 9 * * *", 1, "2026-03-28T08:00:00Z", "open until 2026-03-28T09:00:00"],
    ["0 9 * * *", 1, "2026-03-29T07:00:00Z", "open until 2026-03-29T08:00:00"],
    ["0 9 * * *", 1, "2026-03-29T06:59:59Z", "closed until 2026-03-29T07:00:00"],
    // 29 March: 02:00 does not exist and becomes 03:00 (01:00 UTC).
    ["0 2 * * *", 2, "2026-03-29T00:59:59Z", "closed until 2026-03-29T01:00:00"],
    ["0 2 * * *", 2, "2026-03-29T01:00:00Z", "open until 2026-03-29T03:00:00"],
    // 01:00 to 05:00 is three hours that night.
    ["0 1 * * *", 4, "2026-03-29T02:59:59Z", "open until 2026-03-29T03:00:00"],
    ["0 1 * * *", 4, "2026-03-29T03:00:00Z", "closed until 2026-03-29T23:00:00"],
    // 25 October: 02:00 is shown twice, 00:00 and 01:00 UTC; the window opens at the first and is over at 04:00.
    ["0 2 * * *", 2, "2026-10-24T23:59:59Z", "closed until 2026-10-25T00:00:00"],
    ["0 2 * * *", 2, "2026-10-25T00:00:00Z", "open until 2026-10-25T03:00:00"],
    ["0 2 * * *", 2, "2026-10-25T01:30:00Z", "open until 2026-10-25T03:00:00"],
    ["0 2 * * *", 2, "2026-10-25T03:00:00Z", "closed until 2026-10-26T01:00:00"],
    // A day of 25 hours has no gap.
    ["0 0 * * *", 24, "2026-10-25T22:30:00Z", "open until 2026-10-25T23:00:00"],
  ])("%s for %d h of Berlin at %s is %s [G25]", (cron, hours, when, expected) => {
    expect(show(nightly(cron, hours), when)).toBe(expected);
  });

  test("a step that only fits into the long night waits for it", () => {
    const answer = isWindowOpen(nightly("0 2 * * SUN", 2), at("2026-10-20T00:00:00Z"), 3 * HOUR);
    expect(answer).toEqual({ open: false, next: at("2026-10-25T00:00:00Z") });
  });
});
