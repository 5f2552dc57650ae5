import { type Evidence, judge, type Verdict } from "@deploy-actions/conditions";
import { formatCount, plural } from "@deploy-actions/kernel";
import type { CheckReport, HealthCriteria } from "./health-report.ts";
import { failedSamples, judgeCheck } from "./judge-check.ts";
import { judgeErrorRate } from "./judge-error-rate.ts";
import { judgeLatency, latenciesOf } from "./judge-latency.ts";
import { nearestRank } from "./quantile.ts";
import { longestFailureRun } from "./streaks.ts";
import type { ProbeSample } from "./types.ts";

/**
 * The verdict over all samples: one piece of evidence for each check, one for the error rate and one for each check's
 * latency where they are asked for. Fail beats inconclusive beats pass; no sample of a check is inconclusive.
 */
export function judgeHealth(samples: readonly ProbeSample[], criteria: HealthCriteria): Verdict {
  const byCheck = criteria.checks.map((check) => ({ check, own: samplesOf(samples, check.name) }));
  const evidence: Evidence[] = byCheck.map(({ check, own }) => judgeCheck(check, own, criteria));
  const known = byCheck.map(({ check, own }) => {
    const failed = failedSamples(own, check).length;
    return { failed, known: failed + own.filter((sample) => sample.result === "healthy").length };
  });
  const failed = known.reduce((sum, item) => sum + item.failed, 0);
  const total = known.reduce((sum, item) => sum + item.known, 0);
  if (criteria.errorRate !== undefined && criteria.checks.length > 0) {
    evidence.push(judgeErrorRate(criteria.errorRate, failed, total));
  }
  const { latency } = criteria;
  if (latency !== undefined) {
    evidence.push(
      ...byCheck
        .filter(({ own }) => latenciesOf(own).length > 0)
        .map(({ check, own }) => judgeLatency(latency, check, own)),
    );
    if (latenciesOf(samples).length === 0)
      evidence.push(judgeLatency(latency, { name: "all checks", critical: false }, []));
  }
  const verdict = judge(evidence, "health");
  if (verdict.outcome !== "pass") return verdict;
  return { ...verdict, sentence: describePass(evidence, criteria, failed, total) };
}

/** What each check showed, for reports. */
export function summariseChecks(
  samples: readonly ProbeSample[],
  criteria: HealthCriteria,
): readonly CheckReport[] {
  return criteria.checks.map(({ name, critical }) => {
    const own = samplesOf(samples, name);
    const count = (result: ProbeSample["result"]): number =>
      own.filter((sample) => sample.result === result).length;
    const latencies = latenciesOf(own);
    return {
      name,
      critical,
      samples: own.length,
      healthy: count("healthy"),
      unhealthy: count("unhealthy"),
      unknown: count("unknown"),
      dropped: own.filter((sample) => sample.reason === "dropped").length,
      longestFailureRun: longestFailureRun(own),
      versionsSeen: [...new Set(own.flatMap(({ version }) => (version === undefined ? [] : [version])))],
      latency:
        latencies.length === 0
          ? undefined
          : {
              n: latencies.length,
              p50Ms: nearestRank(latencies, 50) ?? 0,
              p95Ms: nearestRank(latencies, 95) ?? 0,
              maxMs: latencies.at(-1) ?? 0,
            },
      lastProblem: own.findLast((sample) => sample.result !== "healthy")?.detail,
    };
  });
}

function samplesOf(samples: readonly ProbeSample[], check: string): readonly ProbeSample[] {
  return samples.filter((sample) => sample.check === check).sort((a, b) => a.at - b.at);
}

function describePass(
  evidence: readonly Evidence[],
  criteria: HealthCriteria,
  failed: number,
  total: number,
): string {
  const looks = `${plural(criteria.checks.length, "check")} healthy, ${formatCount(total)} samples, ${formatCount(failed)} failed`;
  const claims = evidence
    .slice(criteria.checks.length)
    .map((item) => `${item.name} ${item.found}, required ${item.required}`);
  return [looks, ...claims].join("; ");
}
