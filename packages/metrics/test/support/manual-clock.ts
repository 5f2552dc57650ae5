import { ActionError, type Clock } from "@deploy-actions/kernel";

interface Sleeper {
  readonly atMs: number;
  readonly wake: () => void;
}

/** Time that only passes when a test says so. */
export class ManualClock implements Clock {
  #nowMs = 1_000_000;
  #sleepers: Sleeper[] = [];

  now(): number {
    return this.#nowMs;
  }

  get sleeping(): number {
    return this.#sleepers.length;
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const sleeper: Sleeper = { atMs: this.#nowMs + ms, wake: resolve };
      const cancel = (): void => {
        this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
        reject(new ActionError("cancelled", "cancelled"));
      };
      if (signal.aborted) return cancel();
      signal.addEventListener("abort", cancel, { once: true });
      this.#sleepers.push(sleeper);
    });
  }

  /** Lets time pass, waking each sleeper at its moment. */
  async pass(ms: number): Promise<void> {
    const endMs = this.#nowMs + ms;
    for (;;) {
      await settle();
      const [next] = this.#sleepers.filter(({ atMs }) => atMs <= endMs).sort((a, b) => a.atMs - b.atMs);
      if (next === undefined) break;
      this.#nowMs = Math.max(this.#nowMs, next.atMs);
      this.#wake(next);
    }
    this.#nowMs = endMs;
    await settle();
  }

  /** Sets the clock, as a suspended machine or a time server does; who sleeps wakes only then. */
  async jump(ms: number): Promise<void> {
    this.#nowMs += ms;
    for (const sleeper of [...this.#sleepers]) this.#wake(sleeper);
    await settle();
  }

  #wake(sleeper: Sleeper): void {
    this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
    sleeper.wake();
  }
}

/** Until every promise that can go on has gone on. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
