import { ActionError } from "@deploy-actions/kernel";
import { describe, expect, test } from "@jest/globals";
import { systemClock } from "../src/clock.ts";
import { systemRandom } from "../src/random.ts";

const never = new AbortController().signal;

describe("the system clock", () => {
  test("sleeps, and tells the time", async () => {
    const before = systemClock.now();
    await systemClock.sleep(5, never);
    await systemClock.sleep(-5, never);
    expect(systemClock.now()).toBeGreaterThanOrEqual(before);
  });

  test("wakes with a cancelled error as soon as the signal aborts, keeping the reason", async () => {
    const stop = new AbortController();
    // Longer than a timer of Node can be: it would fire at once.
    const sleep = systemClock.sleep(3 * 2 ** 31, stop.signal);
    stop.abort(new ActionError("cancelled", "Cancelled by SIGINT."));
    await expect(sleep).rejects.toMatchObject({ code: "cancelled", message: "Cancelled by SIGINT." });
  });

  test("does not start to sleep when already aborted", async () => {
    await expect(systemClock.sleep(3_600_000, AbortSignal.abort(new Error("why")))).rejects.toMatchObject({
      code: "cancelled",
      cause: expect.objectContaining({ message: "why" }),
    });
  });
});

test("random numbers lie in [0, 1), ids are UUIDs and differ", () => {
  const value = systemRandom.next();
  expect(value >= 0 && value < 1).toBe(true);
  expect(systemRandom.id()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(systemRandom.id()).not.toBe(systemRandom.id());
});
