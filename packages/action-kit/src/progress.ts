import type { Clock, Log, Secrets } from "@deploy-actions/kernel";
import type { Progress } from "./action.ts";
import { visibleLines } from "./log.ts";
import { cutToWidth, type Screen } from "./screen.ts";

const BAR_CELLS = 20;
const SHORT_BAR_CELLS = 8;
const EIGHTHS = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"] as const;

/** Progress as one redrawn line of a terminal. */
export function createTerminalProgress(screen: Screen, secrets: Secrets, log: Log): Progress {
  return {
    update(line, fraction) {
      const text = visibleLines(secrets.redact(line)).join(" ");
      screen.live(fitBar(text, fraction, screen.writer.columns - 1));
    },
    done(line) {
      screen.live(undefined);
      log.info(line);
    },
  };
}

/**
 * Progress in a job log: a changed line, at most once in `everyMs` (default 10 s), and before a line that stays the one it
 * followed on from: what a decision was based on.
 */
export function createLogProgress(log: Log, clock: Clock, everyMs = 10_000): Progress {
  let printed: string | undefined;
  let held: string | undefined;
  let printedAt = Number.NEGATIVE_INFINITY;
  const print = (line: string): void => {
    printed = line;
    held = undefined;
    printedAt = clock.now();
    log.info(line);
  };
  return {
    update(line) {
      if (line === printed) held = undefined;
      else if (clock.now() - printedAt >= everyMs) print(line);
      else held = line;
    },
    done(line) {
      if (held !== undefined && held !== line) print(held);
      if (line !== printed) print(line);
      held = undefined;
      // The next live line starts afresh and is printed at once.
      printed = undefined;
      printedAt = Number.NEGATIVE_INFINITY;
    },
  };
}

/** Bar and text; where that is too wide, first without the padding of columns, then with a short bar. */
function fitBar(text: string, fraction: number | undefined, columns: number): string {
  const packed = text.replace(/ {2,}/g, " ").trim();
  const forms =
    fraction === undefined
      ? [text, packed]
      : [
          `${bar(fraction)} ${text}`,
          `${bar(fraction)} ${packed}`,
          `${bar(fraction, SHORT_BAR_CELLS)} ${packed}`,
        ];
  return forms.find((form) => cutToWidth(form, columns) === form) ?? forms.at(-1) ?? text;
}

/** A bar of `cells` cells for a fraction of 0 to 1 (clamped), with eighths of a cell. */
export function bar(fraction: number, cells: number = BAR_CELLS): string {
  const safe = Number.isFinite(fraction) ? Math.min(1, Math.max(0, fraction)) : 0;
  const eighths = Math.floor(safe * cells * 8);
  const filled = "█".repeat(Math.floor(eighths / 8)) + EIGHTHS[eighths % 8];
  return `${filled}${"░".repeat(cells - filled.length)}`;
}
