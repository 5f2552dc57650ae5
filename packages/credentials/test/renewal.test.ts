import { ActionError } from "@deploy-actions/kernel";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { createRenewal, keyMarginMs, tokenMarginMs } from "../src/renewal.ts";
import { rejection, signal, testClock, testLog } from "./test-ports.ts";

interface Token {
  readonly number: number;
  readonly expiresAt: number | undefined;
}

function source(fetch: (number: number, signal: AbortSignal) => Promise<Token>, clock = testClock(0)) {
  let count = 0;
  const log = testLog();
  const renewal = createRenewal<Token>({
    what: "The tokens",
    clock,
    log,
    fetch: (inner) => {
      count += 1;
      return fetch(count, inner);
    },
    expiresAt: ({ expiresAt }) => expiresAt,
    marginMs: tokenMarginMs,
  });
  return { renewal, log, clock, count: () => count };
}

describe("a value that renews itself", () => {
  test("is never handed out dead, and always has the margin left, whatever the steps between looks", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 120, max: 7_200 }),
        fc.array(fc.integer({ min: 0, max: 4_000 }), { minLength: 1, maxLength: 60 }),
        async (lifetimeSeconds, steps) => {
          const clock = testClock(0);
          const lifetimeMs = lifetimeSeconds * 1_000;
          const { renewal } = source(
            async (number) => ({ number, expiresAt: clock.now() + lifetimeMs }),
            clock,
          );
          for (const step of steps) {
            clock.advance(step * 1_000);
            const token = await renewal.get(signal);
            expect((token.expiresAt ?? 0) - clock.now()).toBeGreaterThanOrEqual(60_000);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test("that nobody gave an end is fetched once", async () => {
    const { renewal, clock, count } = source(async (number) => ({ number, expiresAt: undefined }));
    await renewal.get(signal);
    clock.advance(1e9);
    await renewal.get(signal);
    expect(count()).toBe(1);
  });

  test("keeps what others wait for when one of them is cancelled", async () => {
    let finish: (token: Token) => void = () => {};
    const { renewal, count } = source(
      () =>
        new Promise((resolve) => {
          finish = resolve;
        }),
    );
    const controller = new AbortController();
    const impatient = renewal.get(controller.signal);
    const patient = renewal.get(signal);
    controller.abort();
    expect((await rejection(impatient)).code).toBe("cancelled");
    finish({ number: 1, expiresAt: undefined });
    expect(await patient).toMatchObject({ number: 1 });
    expect(count()).toBe(1);
  });

  test("ends the fetch when nobody waits any more", async () => {
    let inner: AbortSignal | undefined;
    const { renewal } = source((_number, given) => {
      inner = given;
      return new Promise((_resolve, reject) => given.addEventListener("abort", () => reject(given.reason)));
    });
    const controller = new AbortController();
    const waiting = renewal.get(controller.signal);
    controller.abort();
    expect((await rejection(waiting)).code).toBe("cancelled");
    expect(inner?.aborted).toBe(true);
  });

  test("says a failed renewal once and tries again after a pause", async () => {
    const { renewal, clock, log, count } = source(async (number) => {
      if (number === 2) throw new ActionError("remote", "STS is down\nsecond line");
      return { number, expiresAt: clock.now() + 600_000 };
    });
    await renewal.get(signal);
    clock.advance(500_000);
    expect(await Promise.all([renewal.get(signal), renewal.get(signal)])).toMatchObject([
      { number: 1 },
      { number: 1 },
    ]);
    expect(log.lines).toEqual([
      "warning: The tokens could not be renewed and are good for 1m40s more; it will be tried again: STS is down",
    ]);
    clock.advance(10_000);
    expect((await renewal.get(signal)).number).toBe(1);
    expect(count()).toBe(2);
    clock.advance(16_000);
    expect((await renewal.get(signal)).number).toBe(3);
  });

  test.each([
    [3_600_000, 720_000, 300_000],
    [900_000, 180_000, 300_000],
    [300_000, 60_000, 150_000],
    [60_000, 30_000, 30_000],
  ])("of %d ms is renewed %d ms (token) or %d ms (keys) before its end", (lifetime, token, keys) => {
    expect(tokenMarginMs(lifetime)).toBe(token);
    expect(keyMarginMs(lifetime)).toBe(keys);
  });
});
