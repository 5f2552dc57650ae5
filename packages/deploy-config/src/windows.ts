import { Cron } from "croner";
import type { WindowPolicy } from "./policy.ts";
import { addWallClock } from "./wall-clock.ts";

/** Whether deploying is allowed now. Milliseconds since the epoch. */
export type WindowAnswer =
  /** `until` is the end of the window that is open (exclusive); absent when there are no windows at all. */
  | { readonly open: true; readonly until?: number }
  /** `next`: when one opens that is long enough; `undefined` when none ever is. */
  | { readonly open: false; readonly next: number | undefined };

interface Opening {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

/** Openings looked at for one that is long enough: the clock's changes make a window longer or shorter twice a year. */
const MAX_LOOKED_AT = 20;

/**
 * Whether a step that takes `neededMs` may start at `at` and be over before its window ends. A window opens at each
 * time of `cron` in its zone and ends, exclusive, when the clocks of that zone show `forMs` more: 02:00 for 2h is over
 * at 04:00 also on the day summer time ends. A time the clock skips opens when it goes on, one it shows twice opens
 * once. Windows do not add up: a step has to fit into one of them. No windows: always open.
 */
export function isWindowOpen(windows: readonly WindowPolicy[], at: number, neededMs: number): WindowAnswer {
  if (windows.length === 0) return { open: true };
  const ends = windows
    .map((window) => lastOpening(window, at)?.end ?? at)
    .filter((end) => at < end && at + neededMs <= end);
  if (ends.length > 0) return { open: true, until: Math.max(...ends) };
  const next = windows.flatMap((window) => nextFitting(window, at, neededMs)?.start ?? []);
  return { open: false, next: next.length === 0 ? undefined : Math.min(...next) };
}

/** The last opening that began at `at` or before; it also ends last. */
function lastOpening(window: WindowPolicy, at: number): Opening | undefined {
  // Openings are whole minutes, and the search excludes the second it begins at.
  const after = new Date(Math.floor(at / 1_000) * 1_000 + 1_000);
  const start = cronOf(window).previousRuns(1, after)[0]?.getTime();
  return start === undefined ? undefined : opening(window, start);
}

function nextFitting(window: WindowPolicy, at: number, neededMs: number): Opening | undefined {
  const cron = cronOf(window);
  let start = cron.nextRun(new Date(at))?.getTime();
  for (let looked = 0; start !== undefined && looked < MAX_LOOKED_AT; looked += 1) {
    const found = opening(window, start);
    if (found.start + neededMs <= found.end) return found;
    start = cron.nextRun(new Date(start))?.getTime();
  }
  return undefined;
}

function opening(window: WindowPolicy, start: number): Opening {
  return { start, end: addWallClock(start, window.forMs, window.zone) };
}

function cronOf(window: WindowPolicy): Cron {
  return new Cron(window.cron, {
    mode: "5-part",
    paused: true,
    timezone: window.zone,
    fixedTimeRule: "no-wildcard",
  });
}
