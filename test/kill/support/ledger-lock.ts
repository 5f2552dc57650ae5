import { closeSync, openSync, rmSync, writeSync } from "node:fs";
import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * Takes the lock of a ledger file as another process would, as soon as it is free, so that whoever writes next waits for
 * ever. Gives a function that lets it go.
 */
export async function lockLedger(file: string): Promise<() => void> {
  const lock = `${file}.lock`;
  const holder = JSON.stringify({ pid: process.pid, host: hostname(), at: Date.now(), key: "the test" });
  for (;;) {
    try {
      const handle = openSync(lock, "wx");
      writeSync(handle, holder);
      closeSync(handle);
      return () => rmSync(lock, { force: true });
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
      await sleep(1);
    }
  }
}
