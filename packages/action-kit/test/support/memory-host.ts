import { ActionError, type Clock, type Random } from "@deploy-actions/kernel";
import type { Crash, Host } from "../../src/host.ts";
import type { StopSignal } from "../../src/signals.ts";
import type { Writer } from "../../src/writer.ts";

/** A writer that keeps what was written. */
export function memoryWriter(options: { isTty?: boolean; columns?: number } = {}): Writer & {
  readonly text: () => string;
  readonly lines: () => readonly string[];
} {
  let text = "";
  return {
    write: (part) => {
      text += part;
    },
    isTty: options.isTty ?? false,
    columns: options.columns ?? 80,
    text: () => text,
    lines: () => text.split("\n").slice(0, -1),
  };
}

/** Ids 1, 2, 3 … and a constant in between. */
export function countingRandom(): Random {
  let count = 0;
  return {
    next: () => 0.5,
    id: () => {
      count += 1;
      return `id-${count}`;
    },
  };
}

/** A clock that stands still until it is told; sleeps end only with it or with their signal. */
export function manualClock(): Clock & { advance(ms: number): Promise<void> } {
  let now = 0;
  const sleepers = new Set<{ readonly at: number; readonly wake: () => void }>();
  return {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        const sleeper = { at: now + ms, wake: resolve };
        sleepers.add(sleeper);
        const onAbort = (): void => {
          sleepers.delete(sleeper);
          reject(new ActionError("cancelled", "Cancelled while waiting."));
        };
        if (signal.aborted) onAbort();
        else signal.addEventListener("abort", onAbort, { once: true });
      }),
    async advance(ms) {
      now += ms;
      for (const sleeper of sleepers) {
        if (sleeper.at > now) continue;
        sleepers.delete(sleeper);
        sleeper.wake();
      }
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

/** A host in memory; `stop` and `crash` are what the process would report. */
export function memoryHost(options: { env?: Record<string, string>; cwd: string; isTty?: boolean }) {
  const stdout = memoryWriter({ isTty: options.isTty ?? false });
  const stderr = memoryWriter();
  const clock = manualClock();
  const stops = new Set<(signal: StopSignal) => void>();
  const crashes = new Set<(crash: Crash) => void>();
  const exits: number[] = [];
  const unused = (): never => {
    throw new Error("not wired in this test");
  };
  const host: Host = {
    env: options.env ?? {},
    cwd: options.cwd,
    stdout,
    stderr,
    clock,
    random: countingRandom(),
    wire: () => ({
      http: { send: unused },
      exec: { run: unused },
      idTokens: { get: unused },
      github: unused,
    }),
    selfArgv: (entry) => ["node", entry],
    onStop(listener) {
      stops.add(listener);
      return () => stops.delete(listener);
    },
    onCrash(listener) {
      crashes.add(listener);
      return () => crashes.delete(listener);
    },
    exit: (code) => {
      exits.push(code);
    },
  };
  return {
    host,
    stdout,
    stderr,
    clock,
    exits,
    stop: (signal: StopSignal) => {
      for (const listener of stops) listener(signal);
    },
    crash: (crash: Crash) => {
      for (const listener of crashes) listener(crash);
    },
    listeners: () => stops.size + crashes.size,
  };
}
