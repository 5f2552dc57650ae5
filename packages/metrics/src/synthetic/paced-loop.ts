import type { Clock } from "@deploy-actions/kernel";

/** Work on a fixed schedule. */
export interface PacedWork {
  readonly clock: Clock;
  readonly intervalMs: number;
  /** What is later than this is not done any more. */
  readonly latestMs: number;
  readonly signal: AbortSignal;
  /** Asked before each turn; the loop ends when it says no. */
  readonly isWanted: () => boolean;
  /** Begins the turn that was due then; it must not wait for anything. */
  readonly onDue: (dueMs: number, index: number) => void;
  /** Turns that were too late. */
  readonly onMissed: (count: number) => void;
}

/**
 * Turn i is due at t0 + i * interval whatever becomes of the others (an open loop: what waits for answers measures itself).
 * A clock that is set back begins the schedule anew; one that jumps ahead, or a process that stood still, misses turns.
 * Resolves when the signal aborts, or nobody wants any more.
 */
export async function runPaced(work: PacedWork): Promise<void> {
  const { clock, intervalMs, latestMs, signal } = work;
  let startMs = clock.now();
  let turn = 0;
  let index = 0;
  while (!signal.aborted) {
    let nowMs = clock.now();
    if (startMs + turn * intervalMs - nowMs > 2 * intervalMs) {
      startMs = nowMs;
      turn = 0;
    }
    const dueMs = startMs + turn * intervalMs;
    if (dueMs > nowMs) {
      try {
        await clock.sleep(dueMs - nowMs, signal);
      } catch {
        return;
      }
      nowMs = clock.now();
      // Timers come a millisecond early; much too early is a clock that was set back meanwhile.
      if (dueMs - nowMs > intervalMs) continue;
    }
    if (!work.isWanted()) return;
    const lateMs = nowMs - dueMs;
    if (lateMs > latestMs) {
      const missed = Math.floor(lateMs / intervalMs);
      if (missed > 0) {
        work.onMissed(missed);
        turn += missed;
        continue;
      }
    }
    work.onDue(dueMs, index);
    turn += 1;
    index += 1;
  }
}
