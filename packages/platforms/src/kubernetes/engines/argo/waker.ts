import type { KubernetesPlatformOptions } from "../../platform-options.ts";
import { ROLLOUTS } from "./rollout-object.ts";

/** Annotation that is written and taken away to make the controller look; it stays only where a run died in between. */
export const WAKE = "deploy-actions/look";

/** A controller that answers at all has moved long before. */
export const MISSED_AFTER_MS = 5_000;

/**
 * Makes the controller of a Rollout look at it again while nothing moves: it takes its own write for the newest state and may pass over
 * the event of what it was told (seen with Argo Rollouts 1.8.3), and then nothing else makes it look.
 */
export class Waker {
  readonly #options: KubernetesPlatformOptions;
  #mark = "";
  #stillSinceMs = 0;
  #afterMs = MISSED_AFTER_MS;

  constructor(options: KubernetesPlatformOptions) {
    this.#options = options;
  }

  /**
   * Takes in what is seen as text; where it has been the same for long, and each time twice as long, changes something that says
   * nothing, and takes that back. Whether it did.
   */
  async see(mark: string, signal: AbortSignal): Promise<boolean> {
    const { client, clock, log, target } = this.#options;
    const now = clock.now();
    if (mark !== this.#mark) {
      this.#mark = mark;
      this.#stillSinceMs = now;
      this.#afterMs = MISSED_AFTER_MS;
    }
    if (now - this.#stillSinceMs < this.#afterMs) return false;
    this.#afterMs *= 2;
    log.debug(`Rollout ${target.workload.name} does not move: its controller is made to look again.`);
    for (const value of ["again", null]) {
      const body = { metadata: { annotations: { [WAKE]: value } } };
      await client.patch(ROLLOUTS, target.workload.name, { type: "merge", body }, signal);
    }
    return true;
  }
}
