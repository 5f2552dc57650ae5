import { setTimeout as sleep } from "node:timers/promises";

const POLL_MS = 2;
const LIMIT_MS = 20_000;

/** Polls until `look` finds something, and gives it; after a generous time fails with what it was waiting for. */
export async function until<T>(what: string, look: () => T | Promise<T>): Promise<NonNullable<T>> {
  const deadline = performance.now() + LIMIT_MS;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== null && found !== false) return found;
    if (performance.now() > deadline) throw new Error(`waited ${LIMIT_MS} ms for ${what}`);
    await sleep(POLL_MS);
  }
}
