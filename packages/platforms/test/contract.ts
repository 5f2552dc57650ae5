import { ActionError, type ErrorCode } from "@deploy-actions/kernel";
import { afterEach, describe, expect, test } from "@jest/globals";
import type { Platform } from "../src/platform.ts";

/** A platform under test with nothing deployed; `bad` is a version that never becomes ready. */
export interface PlatformSubject {
  readonly platform: Platform;
  /** The same target as another run sees it. */
  readonly other: Platform;
  close(): Promise<void>;
}

const signal = new AbortController().signal;
const v1 = { version: "v1", commit: "1".repeat(40) };
const v2 = { version: "v2" };
const v3 = { version: "v3" };

/** What every platform has to hold. */
export function describePlatform(name: string, open: () => Promise<PlatformSubject>): void {
  describe(`${name} keeps the platform contract:`, () => {
    let subject: PlatformSubject | undefined;
    afterEach(async () => {
      await subject?.close();
      subject = undefined;
    });
    const begin = async (): Promise<PlatformSubject> => {
      subject = await open();
      return subject;
    };
    const withStable = async (): Promise<PlatformSubject> => {
      const opened = await begin();
      const started = await opened.platform.setWeight(v1, 0, await opened.platform.observe(signal), signal);
      await opened.platform.promote(v1, started, signal);
      return opened;
    };

    test("nothing runs before the first deploy", async () => {
      const { platform } = await begin();
      const state = await platform.observe(signal);
      expect(state).toMatchObject({ stable: null, candidate: null, candidateWeight: 0 });
    });

    test("the first ever deploy goes from nothing to stable", async () => {
      const { platform } = await begin();
      const before = await platform.observe(signal);
      const started = await platform.setWeight(v1, 0, before, signal);
      expect(started).toMatchObject({
        stable: null,
        candidate: { release: { version: "v1" }, ready: true },
        candidateWeight: 0,
      });
      const done = await platform.promote(v1, started, signal);
      expect(done).toMatchObject({ stable: { release: { version: "v1" }, ready: true }, candidate: null });
      expect(done.candidateWeight).toBe(0);
    });

    test("a weight is set, seen and changes the revision", async () => {
      const { platform } = await withStable();
      const before = await platform.observe(signal);
      const at25 = await platform.setWeight(v2, 25, before, signal);
      expect(at25).toMatchObject({ candidate: { release: v2, ready: true }, candidateWeight: 25 });
      expect(at25.revision).not.toBe(before.revision);
      const at50 = await platform.setWeight(v2, 50, at25, signal);
      expect(await platform.observe(signal)).toEqual(at50);
    });

    test("a call whose wish is true already changes nothing, whatever revision it brings", async () => {
      const { platform } = await withStable();
      const state = await platform.setWeight(v2, 25, await platform.observe(signal), signal);
      const stale = { revision: "stale" };
      expect((await platform.setWeight(v2, 25, stale, signal)).revision).toBe(state.revision);
      const promoted = await platform.promote(v2, state, signal);
      expect((await platform.promote(v2, stale, signal)).revision).toBe(promoted.revision);
      expect((await platform.abort(stale, signal)).revision).toBe(promoted.revision);
      expect((await platform.restore(v2, stale, signal)).revision).toBe(promoted.revision);
    });

    test("a change by somebody else is a conflict and nothing is changed", async () => {
      const { platform, other } = await withStable();
      const mine = await platform.setWeight(v2, 25, await platform.observe(signal), signal);
      const theirs = await other.setWeight(v2, 10, mine, signal);
      for (const change of [
        () => platform.setWeight(v2, 50, mine, signal),
        () => platform.promote(v2, mine, signal),
        () => platform.abort(mine, signal),
        () => platform.restore(v3, mine, signal),
      ]) {
        const error = await rejection(change(), "conflict");
        expect(error.message).toContain(mine.revision);
        expect(error.message).toContain(theirs.revision);
      }
      expect(await platform.observe(signal)).toEqual(theirs);
    });

    test("abort gives everything back to stable", async () => {
      const { platform } = await withStable();
      const state = await platform.setWeight(v2, 50, await platform.observe(signal), signal);
      const aborted = await platform.abort(state, signal);
      expect(aborted).toMatchObject({
        stable: { release: { version: "v1" } },
        candidate: null,
        candidateWeight: 0,
      });
    });

    test("promote makes the candidate stable and retires the old one", async () => {
      const { platform } = await withStable();
      const state = await platform.setWeight(v2, 100, await platform.observe(signal), signal);
      const done = await platform.promote(v2, state, signal);
      expect(done).toMatchObject({
        stable: { release: v2, ready: true },
        candidate: null,
        candidateWeight: 0,
      });
    });

    test("only the candidate can be promoted", async () => {
      const { platform } = await withStable();
      const state = await platform.setWeight(v2, 25, await platform.observe(signal), signal);
      const error = await rejection(platform.promote(v3, state, signal), "conflict");
      expect(error.message).toContain("v3 cannot be promoted: the candidate is v2");
    });

    test("the stable release cannot be a candidate too", async () => {
      const { platform } = await withStable();
      const error = await rejection(
        platform.setWeight(v1, 25, await platform.observe(signal), signal),
        "conflict",
      );
      expect(error.message).toContain("v1 is the stable release already");
    });

    test("restore brings an earlier release back, also during a rollout", async () => {
      const { platform } = await withStable();
      const state = await platform.setWeight(v2, 0, await platform.observe(signal), signal);
      await platform.promote(v2, state, signal);
      const during = await platform.setWeight(v3, 25, await platform.observe(signal), signal);
      const restored = await platform.restore(v1, during, signal);
      expect(restored).toMatchObject({
        stable: { release: { version: "v1" }, ready: true },
        candidate: null,
        candidateWeight: 0,
      });
    });

    test("a newer candidate takes the place of the one before", async () => {
      const { platform } = await withStable();
      const state = await platform.setWeight(v2, 50, await platform.observe(signal), signal);
      const newer = await platform.setWeight(v3, 10, state, signal);
      expect(newer).toMatchObject({ candidate: { release: v3 }, candidateWeight: 10 });
    });

    test("a candidate that never becomes ready gets no traffic and is no error at 0 %", async () => {
      const { platform } = await withStable();
      const bad = { version: "bad" };
      const state = await platform.setWeight(bad, 0, await platform.observe(signal), signal);
      expect(state).toMatchObject({ candidate: { release: bad, ready: false }, candidateWeight: 0 });
      expect(state.candidate?.detail).toContain("no database");
      const error = await rejection(platform.setWeight(bad, 25, state, signal), "conflict");
      expect(error.message).toContain("no database");
      expect((await platform.observe(signal)).candidateWeight).toBe(0);
      const now = await platform.observe(signal);
      expect((await platform.abort(now, signal)).candidate).toBeNull();
    });

    test("an aborted signal ends a call as cancelled", async () => {
      const { platform } = await withStable();
      const state = await platform.observe(signal);
      const controller = new AbortController();
      controller.abort();
      await rejection(platform.setWeight(v2, 25, state, controller.signal), "cancelled");
    });
  });
}

/** The error of a call that has to fail, with the code it has to have. */
export async function rejection(call: Promise<unknown>, code: ErrorCode): Promise<ActionError> {
  const error: unknown = await call.then(
    (value) => new Error(`expected an error, got ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  );
  if (!(error instanceof ActionError) || error.code !== code) throw error;
  return error;
}
