import { ActionError, type Clock, formatDuration } from "@deploy-actions/kernel";

/** What one look at something that takes its time says. */
export type Look<T> =
  | { readonly done: true; readonly value: T }
  /** `text`: how far it is. */
  | { readonly done: false; readonly text: string };

/** How something is awaited. */
export interface Waiting {
  readonly clock: Clock;
  readonly onProgress: (text: string) => void;
  readonly pollMs: number;
  readonly timeoutMs: number;
  /** What is awaited, as the start of a sentence: `Snapshot x of the RDS instance y`. */
  readonly subject: string;
  /** What to do when it took too long. */
  readonly hint: string;
}

const REPORT_EVERY_MS = 30_000;
const MAX_FAULTS = 5;

/**
 * Looks until it is done. A few faults of the API in a row are waited out: what is awaited goes on without us. Rejects
 * with `remote` after `timeoutMs`.
 */
export async function awaitDone<T>(
  waiting: Waiting,
  look: () => Promise<Look<T>>,
  signal: AbortSignal,
): Promise<T> {
  const { clock, onProgress, pollMs, timeoutMs, subject, hint } = waiting;
  const startedAt = clock.now();
  let said = "";
  let sayAgainAt = startedAt;
  let faults = 0;
  let text = "not seen yet";
  for (;;) {
    try {
      const seen = await look();
      if (seen.done) return seen.value;
      text = seen.text;
      faults = 0;
    } catch (error) {
      faults += 1;
      if (!(error instanceof ActionError) || error.code !== "remote" || faults > MAX_FAULTS) throw error;
      text = error.message;
    }
    const waitedMs = clock.now() - startedAt;
    if (waitedMs >= timeoutMs) {
      throw new ActionError("remote", `${subject}: ${text} after ${formatDuration(timeoutMs)}.`, { hint });
    }
    if (text !== said || clock.now() >= sayAgainAt) {
      onProgress(`${subject}: ${text}, ${formatDuration(timeoutMs - waitedMs)} left`);
      said = text;
      sayAgainAt = clock.now() + REPORT_EVERY_MS;
    }
    await clock.sleep(Math.max(1, Math.min(pollMs, timeoutMs - waitedMs)), signal);
  }
}
