import { type Evidence, judge, type Verdict } from "@deploy-actions/conditions";
import type { Probe } from "@deploy-actions/probes";
import type { RunningRelease } from "@deploy-actions/rollout";

/** What the checks said in one look. */
export interface ChecksLook {
  readonly checks: Verdict | undefined;
  readonly consecutiveFailures: number;
}

/** Looks at the candidate's checks, and counts for each how often in a row it was unhealthy. */
export class CandidateChecks {
  readonly #probesFor: (candidate: RunningRelease) => readonly Probe[];
  readonly #failuresInARow = new Map<string, number>();
  #aimedAt: { readonly url: string | undefined; readonly probes: readonly Probe[] } | undefined;

  /** `probesFor` gives the checks as probes of a candidate where it runs now, none when it cannot be asked alone. */
  constructor(probesFor: (candidate: RunningRelease) => readonly Probe[]) {
    this.#probesFor = probesFor;
  }

  /** Asks all checks once, at the same time. */
  async look(candidate: RunningRelease, signal: AbortSignal): Promise<ChecksLook> {
    if (this.#aimedAt === undefined || this.#aimedAt.url !== candidate.url) {
      this.#aimedAt = { url: candidate.url, probes: this.#probesFor(candidate) };
    }
    const { probes } = this.#aimedAt;
    if (probes.length === 0) return { checks: undefined, consecutiveFailures: 0 };
    const samples = await Promise.all(
      probes.map(async (probe) => ({ probe, sample: await probe.run(signal) })),
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
