import type { Clock } from "@deploy-actions/kernel";
import { clock } from "../../../packages/platforms/test/support/ports.ts";

/** As long as a sleep really lasts at most. */
const NAP_MS = 10;

/** Time as it is, but long sleeps are short and count in full: for peers that need no time of their own. */
export class HastyClock implements Clock {
  #skippedMs = 0;

  now(): number {
    return clock.now() + this.#skippedMs;
  }

  async sleep(ms: number, signal: AbortSignal): Promise<void> {
    const napMs = Math.min(ms, NAP_MS);
    await clock.sleep(napMs, signal);
    this.#skippedMs += ms - napMs;
  }
}
