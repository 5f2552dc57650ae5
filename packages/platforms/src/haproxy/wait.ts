import type { Clock } from "@deploy-actions/kernel";

const FIRST_POLL_MS = 50;
const LONGEST_POLL_MS = 1_000;

/** Looks again and again, ever less often, until `isDone` or `timeoutMs` have passed; gives the last look. */
export async function lookUntil<T>(
  clock: Clock,
  timeoutMs: number,
  signal: AbortSignal,
  look: () => Promise<T>,
  isDone: (seen: T) => boolean,
): Promise<T> {
  const deadline = clock.now() + timeoutMs;
  for (let pollMs = FIRST_POLL_MS; ; pollMs = Math.min(LONGEST_POLL_MS, pollMs * 1.5)) {
    const seen = await look();
    const leftMs = deadline - clock.now();
    if (isDone(seen) || leftMs <= 0) return seen;
    await clock.sleep(Math.min(pollMs, leftMs), signal);
  }
}
