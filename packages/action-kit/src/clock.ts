import { ActionError, type Clock } from "@deploy-actions/kernel";

// setTimeout takes a signed 32-bit number of milliseconds and fires at once above it.
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The real {@link Clock}: every sleep ends with its signal and leaves no timer behind. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: async (ms, signal) => {
    for (let restMs = Math.max(0, ms); ; restMs -= LONGEST_TIMER_MS) {
      await sleepOnce(Math.min(restMs, LONGEST_TIMER_MS), signal);
      if (restMs <= LONGEST_TIMER_MS) return;
    }
  },
};

function sleepOnce(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(cancellation(signal));
      return;
    }
    const onAbort = (): void => {
      clearTimeout(timer);
      reject(cancellation(signal));
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", onAbort);
      resolve();
    }, ms);
    signal.addEventListener("abort", onAbort, { once: true });
  });
}

/** The signal's reason as a `cancelled` error. */
export function cancellation(signal: AbortSignal): ActionError {
  const reason: unknown = signal.reason;
  if (reason instanceof ActionError && reason.code === "cancelled") return reason;
  return new ActionError("cancelled", "Cancelled while waiting.", { cause: reason });
}
