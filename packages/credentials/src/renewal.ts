import {
  ActionError,
  type Clock,
  errorMessage,
  formatDuration,
  type Log,
  toActionError,
} from "@deploy-actions/kernel";

/** Something that is fetched, lives for a while and has to be fetched again. */
export interface RenewalOptions<T> {
  /** For people: `the AWS keys of arn:…`. */
  readonly what: string;
  readonly clock: Clock;
  readonly log: Log;
  fetch(signal: AbortSignal, previous: T | undefined): Promise<T>;
  /** Milliseconds since the epoch, `undefined`: it does not expire as far as anybody said. */
  expiresAt(value: T): number | undefined;
  /** How long before its end a value that lives for `lifetimeMs` is to be replaced. */
  marginMs(lifetimeMs: number): number;
}

/** Keys are replaced five minutes before they end: a request that was signed with them may still be on its way. */
export const keyMarginMs = (lifetimeMs: number): number => Math.min(300_000, lifetimeMs / 2);

/** Tokens are replaced when a fifth of their life, and at least a minute, is left. */
export const tokenMarginMs = (lifetimeMs: number): number =>
  Math.min(Math.max(60_000, lifetimeMs / 5), lifetimeMs / 2);

const LONGEST_PAUSE_MS = 30_000;

interface Held<T> {
  readonly value: T;
  readonly expiresAt: number | undefined;
  readonly renewFrom: number | undefined;
  /** Not tried again before, after a renewal failed. */
  readonly retryFrom: number;
}

interface Flight<T> {
  readonly promise: Promise<Held<T>>;
  readonly controller: AbortController;
  waiters: number;
}

/**
 * A cache of one value that renews itself when it is asked for: one fetch at a time however many ask, and a failed
 * renewal keeps the old value while that still lives, and says so. Rejects with the fetch's error once nothing lives.
 */
export function createRenewal<T>(options: RenewalOptions<T>): { get(signal: AbortSignal): Promise<T> } {
  const { clock, log, what } = options;
  let held: Held<T> | undefined;
  let flight: Flight<T> | undefined;

  const fetch = async (signal: AbortSignal): Promise<Held<T>> => {
    // The life of what comes back began no earlier than this: counted from here it is never overrated.
    const startedAt = clock.now();
    const value = await options.fetch(signal, held?.value);
    const expiresAt = options.expiresAt(value);
    const renewFrom =
      expiresAt === undefined ? undefined : expiresAt - options.marginMs(Math.max(0, expiresAt - startedAt));
    return { value, expiresAt, renewFrom, retryFrom: 0 };
  };

  const join = async (signal: AbortSignal): Promise<Held<T>> => {
    if (flight === undefined) {
      const controller = new AbortController();
      const started: Flight<T> = {
        controller,
        waiters: 0,
        promise: fetch(controller.signal).finally(() => {
          if (flight === started) flight = undefined;
        }),
      };
      flight = started;
    }
    const joined = flight;
    joined.waiters += 1;
    try {
      return await withSignal(joined.promise, signal);
    } finally {
      joined.waiters -= 1;
      // Only when nobody waits any more: one caller's cancellation is not the others'.
      if (joined.waiters === 0 && signal.aborted) joined.controller.abort(signal.reason);
    }
  };

  return {
    async get(signal) {
      if (signal.aborted) throw cancelled(signal, what);
      const nowMs = clock.now();
      if (held !== undefined && (held.renewFrom === undefined || nowMs < held.renewFrom)) return held.value;
      const old = held;
      const lives = (): boolean => old?.expiresAt !== undefined && clock.now() < old.expiresAt;
      if (old !== undefined && lives() && nowMs < old.retryFrom) return old.value;
      try {
        held = await join(signal);
        return held.value;
      } catch (error) {
        if (signal.aborted) throw cancelled(signal, what);
        if (old === undefined || old.expiresAt === undefined || !lives()) throw error;
        const restMs = old.expiresAt - clock.now();
        // All who waited for the one fetch come through here; one of them says it.
        if (held === old) {
          held = { ...old, retryFrom: clock.now() + Math.min(LONGEST_PAUSE_MS, restMs / 4) };
          log.warning(
            `${what} could not be renewed and are good for ${formatDuration(restMs)} more; it will be tried again: ${firstLine(errorMessage(error))}`,
          );
        }
        return old.value;
      }
    },
  };
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0] ?? "";
}

function withSignal<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(cancelled(signal, "a sign-in"));
    signal.addEventListener("abort", onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
  });
}

function cancelled(signal: AbortSignal, what: string): ActionError {
  const reason: unknown = signal.reason;
  if (reason instanceof ActionError && reason.code === "cancelled") return toActionError(reason);
  return new ActionError("cancelled", `Cancelled while waiting for ${what}.`, { cause: reason });
}
