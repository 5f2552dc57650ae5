import { ActionError, type ErrorCode } from "@deploy-actions/kernel";
import { afterEach, describe, expect, test } from "@jest/globals";
import type { Platform } from "../src/platform.ts";

/** A platform under test with nothing deployed; `bad` is a version that never becomes ready. */
export interface PlatformSubject {
  readonly platform: Platform;
  /** The same target as another run sees it. */
  readonly other: Platform;
  /** What it says of the version `bad`; `no database` unless said otherwise. */
  readonly badDetail?: string;
  /** `with traffic`: at 0 % nothing of a candidate runs, so only traffic shows that it is bad. */
  readonly badShows?: "at once" | "with traffic";
  close(): Promise<void>;
}

/** Weights to test with: low, middle and high, as far as the platform has any between nothing and all. */
function weightsOf({ capabilities }: Platform): {
  readonly low: number;
  readonly middle: number;
  readonly high: number;
} {
  return capabilities.traffic === "all-at-once"
    ? { low: 0, middle: 0, high: 100 }
    : { low: 10, middle: 25, high: 50 };
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
      const { middle, high } = weightsOf(platform);
      const before = await platform.observe(signal);
      const first = await platform.setWeight(v2, middle, before, signal);
      expect(first).toMatchObject({ candidate: { release: v2, ready: true }, candidateWeight: middle });
      expect(first.revision).not.toBe(before.revision);
      const second = await platform.setWeight(v2, high, first, signal);
      expect(second).toMatchObject({ candidate: { release: v2, ready: true }, candidateWeight: high });
      expect(await platform.observe(signal)).toEqual(second);
    });

    test("a call whose wish is true already changes nothing, whatever revision it brings", async () => {
      const { platform } = await withStable();
      const { middle } = weightsOf(platform);
      const state = await platform.setWeight(v2, middle, await platform.observe(signal), signal);
      const stale = { revision: "stale" };
      expect((await platform.setWeight(v2, middle, stale, signal)).revision).toBe(state.revision);
      const promoted = await platform.promote(v2, state, signal);
      expect((await platform.promote(v2, stale, signal)).revision).toBe(promoted.revision);
      expect((await platform.abort(stale, signal)).revision).toBe(promoted.revision);
      expect((await platform.restore(v2, stale, signal)).revision).toBe(promoted.revision);
    });

    test("a change by somebody else is a conflict and nothing is changed", async () => {
      const { platform, other } = await withStable();
      const { low, middle, high } = weightsOf(platform);
      const mine = await platform.setWeight(v2, middle, await platform.observe(signal), signal);
      const theirs = await other.setWeight(v2, high, mine, signal);
      for (const change of [
        () => platform.setWeight(v2, low, mine, signal),
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
      const { high } = weightsOf(platform);
      const state = await platform.setWeight(v2, high, await platform.observe(signal), signal);
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
      const { middle } = weightsOf(platform);
      const state = await platform.setWeight(v2, middle, await platform.observe(signal), signal);
      const error = await rejection(platform.promote(v3, state, signal), "conflict");
      expect(error.message).toContain("v3 cannot be promoted: the candidate is v2");
    });

    test("the stable release cannot be a candidate too", async () => {
      const { platform } = await withStable();
      const error = await rejection(
        platform.setWeight(v1, weightsOf(platform).high, await platform.observe(signal), signal),
        "conflict",
      );
      expect(error.message).toContain("v1 is the stable release already");
    });

    test("restore brings an earlier release back, also during a rollout", async () => {
      const { platform } = await withStable();
      const state = await platform.setWeight(v2, 0, await platform.observe(signal), signal);
      await platform.promote(v2, state, signal);
      const { high } = weightsOf(platform);
      const during = await platform.setWeight(v3, high, await platform.observe(signal), signal);
      const restored = await platform.restore(v1, during, signal);
      expect(restored).toMatchObject({
        stable: { release: { version: "v1" }, ready: true },
        candidate: null,
        candidateWeight: 0,
      });
    });

    test("a newer candidate takes the place of the one before", async () => {
      const { platform } = await withStable();
      const { low, high } = weightsOf(platform);
      const state = await platform.setWeight(v2, high, await platform.observe(signal), signal);
      const newer = await platform.setWeight(v3, low, state, signal);
      expect(newer).toMatchObject({ candidate: { release: v3 }, candidateWeight: low });
    });

    test("a candidate that never becomes ready gets no traffic and is no error at 0 %", async () => {
      const { platform, badDetail = "no database", badShows = "at once" } = await withStable();
      const { middle, high } = weightsOf(platform);
      const bad = { version: "bad" };
      const state = await platform.setWeight(bad, 0, await platform.observe(signal), signal);
      const isSeen = badShows === "at once";
      expect(state).toMatchObject({ candidate: { release: bad, ready: !isSeen }, candidateWeight: 0 });
      if (isSeen) expect(state.candidate?.detail).toContain(badDetail);
      const error = await rejection(
        platform.setWeight(bad, middle > 0 ? middle : high, state, signal),
        "conflict",
      );
      expect(error.message).toContain(badDetail);
      const now = await platform.observe(signal);
      if (isSeen) expect(now.candidateWeight).toBe(0);
      expect(now.candidate).toMatchObject({ release: bad, ready: false });
      expect(await platform.abort(now, signal)).toMatchObject({
        stable: { release: { version: "v1" }, ready: true },
        candidate: null,
      });
    });

    test("an aborted signal ends a call as cancelled", async () => {
      const { platform } = await withStable();
      const state = await platform.observe(signal);
      const controller = new AbortController();
      controller.abort();
      const { high } = weightsOf(platform);
      await rejection(platform.setWeight(v2, high, state, controller.signal), "cancelled");
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
