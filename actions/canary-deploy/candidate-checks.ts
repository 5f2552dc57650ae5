import { type Evidence, judge, type Verdict } from "@deploy-actions/conditions";
import type { Probe } from "@deploy-actions/probes";

/** What the checks said in one look. */
export interface ChecksLook {
  readonly checks: Verdict | undefined;
  readonly consecutiveFailures: number;
}

/** Looks at the candidate's checks, and counts for each how often in a row it was unhealthy. */
export class CandidateChecks {
  readonly #probes: readonly Probe[];
  readonly #failuresInARow = new Map<string, number>();

  constructor(probes: readonly Probe[]) {
    this.#probes = probes;
  }

  get isEmpty(): boolean {
    return this.#probes.length === 0;
  }

  /** Asks all checks once, at the same time. */
  async look(signal: AbortSignal): Promise<ChecksLook> {
    if (this.isEmpty) return { checks: undefined, consecutiveFailures: 0 };
    const samples = await Promise.all(
      this.#probes.map(async (probe) => ({ probe, sample: await probe.run(signal) })),
    );
    const evidence = samples.map(({ probe, sample }): Evidence => {
      const before = this.#failuresInARow.get(probe.check) ?? 0;
      // An unknown answer neither adds to a row of failures nor ends it.
      const row = sample.result === "unhealthy" ? before + 1 : sample.result === "healthy" ? 0 : before;
      this.#failuresInARow.set(probe.check, row);
      return {
        name: probe.check,
        outcome:
          sample.result === "healthy" ? "pass" : sample.result === "unhealthy" ? "fail" : "inconclusive",
        reason: sample.result === "unhealthy" && probe.critical ? "check_failed_critical" : sample.reason,
        required: "healthy",
        found: sample.detail,
        advice: sample.result === "healthy" ? "" : "Look at the candidate's log.",
        sources: [],
      };
    });
    return {
      checks: judge(evidence, "checks of the candidate"),
      consecutiveFailures: Math.max(0, ...this.#failuresInARow.values()),
    };
  }
}
