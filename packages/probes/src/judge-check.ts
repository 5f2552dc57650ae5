import type { Evidence } from "@deploy-actions/conditions";
import { plural } from "@deploy-actions/kernel";
import { adviceFor } from "./advice.ts";
import type { CheckCriteria, HealthCriteria } from "./health-report.ts";
import { findTrip, switchedOverAt } from "./streaks.ts";
import type { ProbeSample } from "./types.ts";

/** The samples of a check that count as failed: not those of an old version before the switch-over. */
export function failedSamples(
  samples: readonly ProbeSample[],
  criteria: CheckCriteria,
): readonly ProbeSample[] {
  const settledFrom = criteria.expectsVersion === undefined ? 0 : switchedOverAt(samples, criteria);
  return samples.filter(
    ({ result, reason }, index) =>
      result === "unhealthy" && !(reason === "version_mismatch" && index < settledFrom),
  );
}

/** The evidence of one check over its samples, which are in the order in which they were due. */
export function judgeCheck(
  check: CheckCriteria,
  samples: readonly ProbeSample[],
  criteria: HealthCriteria,
): Evidence {
  const answer = (outcome: Evidence["outcome"], reason: string, found: string, advice: string): Evidence => ({
    name: check.name,
    outcome,
    reason,
    required: describeRequirement(check, criteria),
    found,
    advice,
    sources: check.source === undefined ? [] : [check.source],
  });
  if (samples.length === 0) {
    return answer("inconclusive", "no_samples", "nothing", "Watch at least one interval long");
  }
  const trip = findTrip(samples, check, criteria.maxConsecutiveFailures);
  if (trip !== undefined) {
    const rows = trip.run === 1 ? "a failure" : `${trip.run} failures in a row`;
    return answer("fail", trip.reason, `${rows}: ${explain(trip.sample)}`, adviceFor(trip.sample.reason));
  }
  const failed = failedSamples(samples, check);
  const last = failed.at(-1);
  if (last !== undefined && criteria.errorRate === undefined) {
    const found = `${failed.length} of ${samples.length} failed: ${explain(last)}`;
    return answer("fail", "failed_samples", found, adviceFor(last.reason));
  }
  return (
    judgeVersion(check, samples, answer) ??
    judgeUnknown(samples, criteria.maxConsecutiveFailures, answer) ??
    answer("pass", "passed", describeGood(samples, failed.length), "")
  );
}

type Answer = (outcome: Evidence["outcome"], reason: string, found: string, advice: string) => Evidence;

function judgeVersion(
  { expectsVersion }: CheckCriteria,
  samples: readonly ProbeSample[],
  answer: Answer,
): Evidence | undefined {
  if (expectsVersion === undefined) return undefined;
  const { expected, consecutive } = expectsVersion;
  const replies = samples.filter((sample) => sample.version !== undefined);
  const latest = replies.slice(-consecutive);
  const wrong = latest.findLast((sample) => sample.version !== expected);
  if (wrong !== undefined) {
    return answer("fail", "version_mismatch", explain(wrong), adviceFor("version_mismatch"));
  }
  if (latest.length >= consecutive) return undefined;
  const found = `${plural(replies.length, "reply", "replies")} with a version`;
  return answer("inconclusive", "too_few_replies", found, `Watch until ${consecutive} replies have come`);
}

function judgeUnknown(
  samples: readonly ProbeSample[],
  maxConsecutiveFailures: number,
  answer: Answer,
): Evidence | undefined {
  const unknown = samples.filter((sample) => sample.result === "unknown");
  const last = unknown.at(-1);
  if (last === undefined || unknown.length * 2 <= samples.length) return undefined;
  // Not started is forgiven look by look; as the only answer ever it is a service that does not start.
  const neverStarted =
    samples.length >= maxConsecutiveFailures && samples.every((sample) => sample.reason === "not_started");
  const found = `${unknown.length} of ${samples.length} unknown: ${explain(last)}`;
  if (neverStarted) return answer("fail", "not_started", found, adviceFor("not_started"));
  return answer(
    "inconclusive",
    unknown.length === samples.length ? "all_unknown" : "mostly_unknown",
    found,
    adviceFor(last.reason),
  );
}

function describeRequirement(check: CheckCriteria, criteria: HealthCriteria): string {
  const failures =
    check.critical || criteria.errorRate === undefined
      ? "no failure"
      : `fewer than ${criteria.maxConsecutiveFailures} failures in a row`;
  if (check.expectsVersion === undefined) return failures;
  const { expected, consecutive } = check.expectsVersion;
  return `${failures}, version ${expected} in ${plural(consecutive, "reply", "replies")} in a row`;
}

function describeGood(samples: readonly ProbeSample[], failed: number): string {
  const count = (result: ProbeSample["result"]): number =>
    samples.filter((sample) => sample.result === result).length;
  const excused = count("unhealthy") - failed;
  return [
    `${count("healthy")} of ${samples.length} healthy`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(excused > 0 ? [`${excused} of the old version before the switch-over`] : []),
    ...(count("unknown") > 0 ? [`${count("unknown")} unknown`] : []),
  ].join(", ");
}

function explain(sample: ProbeSample): string {
  return `${sample.reason} (${sample.detail})`;
}
