import { type Evidence, judge, type Verdict } from "@deploy-actions/conditions";
import type { Probe } from "@deploy-actions/probes";
import type { RunningRelease } from "@deploy-actions/rollout";

/** What the checks said in one look. */
export interface ChecksLook {
  readonly checks: Verdict | undefined;
  /** Of the critical ones that failed; `undefined` when none did. */
  readonly critical: Verdict | undefined;
  readonly consecutiveFailures: number;
}

/** No check was asked. */
export const NO_LOOK: ChecksLook = { checks: undefined, critical: undefined, consecutiveFailures: 0 };

const CRITICAL = "check_failed_critical";

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
    if (probes.length === 0) return NO_LOOK;
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
        reason: isCriticalCheck(probe) && sample.result === "unhealthy" ? CRITICAL : sample.reason,
        required: "healthy",
        found: sample.detail,
        advice: sample.result === "healthy" ? "" : "Look at the candidate's log.",
        sources: [],
      };
    });
    const critical = evidence.filter(
      ({ outcome }, index) => outcome === "fail" && probes[index]?.critical === true,
    );
    return {
      checks: judge(evidence, "checks of the candidate"),
      critical: critical.length === 0 ? undefined : judge(critical, "critical checks of the candidate"),
      consecutiveFailures: Math.max(0, ...this.#failuresInARow.values()),
    };
  }
}

/** An alarm says by itself what it is. */
function isCriticalCheck({ critical, kind }: Probe): boolean {
  return critical && kind !== "alarm";
}
