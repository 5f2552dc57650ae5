import type { Clock, Log, Secrets } from "@deploy-actions/kernel";
import type { Progress } from "./action.ts";
import { visibleLines } from "./log.ts";
import type { Screen } from "./screen.ts";

const BAR_CELLS = 20;
const EIGHTHS = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"] as const;

/** Progress as one redrawn line of a terminal. */
export function createTerminalProgress(screen: Screen, secrets: Secrets, log: Log): Progress {
  return {
    update(line, fraction) {
      const text = visibleLines(secrets.redact(line)).join(" ");
      screen.live(fraction === undefined ? text : `${bar(fraction)} ${text}`);
    },
    done(line) {
      screen.live(undefined);
      log.info(line);
    },
  };
}

/** Progress in a job log: a changed line, at most once in `everyMs` (default 10 s), and the last one. */
export function createLogProgress(log: Log, clock: Clock, everyMs = 10_000): Progress {
  let printed: string | undefined;
  let printedAt = Number.NEGATIVE_INFINITY;
  const print = (line: string): void => {
    printed = line;
    printedAt = clock.now();
    log.info(line);
  };
  return {
    update(line) {
      if (line !== printed && clock.now() - printedAt >= everyMs) print(line);
    },
    done(line) {
      if (line !== printed) print(line);
      // The next live line starts afresh and is printed at once.
      printed = undefined;
      printedAt = Number.NEGATIVE_INFINITY;
    },
  };
}

/** A bar of 20 cells for a fraction of 0 to 1 (clamped), with eighths of a cell. */
export function bar(fraction: number): string {
  const safe = Number.isFinite(fraction) ? Math.min(1, Math.max(0, fraction)) : 0;
  const eighths = Math.floor(safe * BAR_CELLS * 8);
  const filled = "█".repeat(Math.floor(eighths / 8)) + EIGHTHS[eighths % 8];
  return `${filled}${"░".repeat(BAR_CELLS - filled.length)}`;
}
