import { ActionError, type Clock } from "@deploy-actions/kernel";

/** How long and how often to look. */
export interface Wait {
  readonly timeoutMs: number;
  readonly pollMs: number;
}

/**
 * The last look: the first that `isEnough`, or the one when the time was up. A look that got no answer counts only when
 * there is no time left for another one.
 */
export async function waitUntil<T>(
  clock: Clock,
  wait: Wait,
  signal: AbortSignal,
  look: () => Promise<T>,
  isEnough: (seen: T) => boolean,
): Promise<T> {
  const deadline = clock.now() + wait.timeoutMs;
  for (;;) {
    try {
      const seen = await look();
      if (isEnough(seen) || clock.now() >= deadline) return seen;
    } catch (error) {
      const isPassing = error instanceof ActionError && error.code === "remote";
      if (!isPassing || clock.now() >= deadline) throw error;
    }
    await clock.sleep(Math.max(1, Math.min(wait.pollMs, deadline - clock.now())), signal);
  }
}
