import { ActionError, type Clock } from "@deploy-actions/kernel";

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** A clock whose time jumps to the next sleeper as soon as everything else has had its turn. */
export function createVirtualClock(startAt = 1_000_000): Clock {
  let now = startAt;
  let sleepers: Sleeper[] = [];
  const advance = (): void => {
    const next = sleepers.reduce<Sleeper | undefined>(
      (first, item) => (first === undefined || item.at < first.at ? item : first),
      undefined,
    );
    if (next === undefined) return;
    sleepers = sleepers.filter((item) => item !== next);
    now = Math.max(now, next.at);
    next.wake();
    if (sleepers.length > 0) setImmediate(advance);
  };
  return {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        const cancel = (): void => {
          sleepers = sleepers.filter((item) => item !== sleeper);
          reject(new ActionError("cancelled", "Cancelled while waiting."));
        };
        const sleeper: Sleeper = {
          at: now + ms,
          wake: () => {
            signal.removeEventListener("abort", cancel);
            resolve();
          },
        };
        if (signal.aborted) return cancel();
        signal.addEventListener("abort", cancel, { once: true });
        sleepers.push(sleeper);
        setImmediate(advance);
      }),
  };
}
