import type { LatencyHistogram, ReleaseCounts } from "../metric-source.ts";
import type { ProbeFinding } from "./judge-answer.ts";

/** What the probes of one release found since the tally began. */
export class ProbeTally {
  readonly version: string;
  readonly #epoch: string;
  readonly #boundsMs: readonly number[];
  readonly #buckets: number[];
  #requests = 0;
  #errors = 0;
  /** Since the last look. */
  #answered = 0;
  #strays = 0;
  #lastStray: (ProbeFinding & { readonly kind: "stray" }) | undefined;

  constructor(version: string, epoch: string, boundsMs: readonly number[]) {
    this.version = version;
    this.#epoch = epoch;
    this.#boundsMs = boundsMs;
    this.#buckets = Array.from({ length: boundsMs.length + 1 }, () => 0);
  }

  /** Counts what a probe found; what says nothing about this release is no request of it. */
  add(finding: ProbeFinding, latencyMs: number): void {
    if (finding.kind === "stray") {
      this.#strays += 1;
      this.#lastStray = finding;
      return;
    }
    this.#answered += 1;
    this.#requests += 1;
    if (finding.kind === "error") this.#errors += 1;
    const above = this.#boundsMs.findIndex((bound) => latencyMs <= bound);
    const index = above === -1 ? this.#boundsMs.length : above;
    this.#buckets[index] = (this.#buckets[index] ?? 0) + 1;
  }

  get counts(): ReleaseCounts {
    const latency: LatencyHistogram = { boundsMs: this.#boundsMs, counts: [...this.#buckets] };
    return {
      version: this.version,
      epoch: this.#epoch,
      requests: this.#requests,
      errors: this.#errors,
      latency,
    };
  }

  /** What came since the last look: how many counted, how many did not, and why the last of those did not. */
  look(): {
    readonly answered: number;
    readonly strays: number;
    readonly last: (ProbeFinding & { readonly kind: "stray" }) | undefined;
  } {
    const seen = { answered: this.#answered, strays: this.#strays, last: this.#lastStray };
    this.#answered = 0;
    this.#strays = 0;
    this.#lastStray = undefined;
    return seen;
  }
}
