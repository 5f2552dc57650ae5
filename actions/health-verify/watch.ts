import type { ActionContext } from "@deploy-actions/action-kit";
import type { VerifyPolicy } from "@deploy-actions/deploy-config";
import { formatDuration, plural } from "@deploy-actions/kernel";
import { type HealthReport, watchHealth } from "@deploy-actions/probes";
import { createProbes } from "../common/checks.ts";

/** Watches the checks of a policy for as long as it says, with a live line. */
export async function watch(
  context: ActionContext,
  verify: VerifyPolicy,
  before?: HealthReport,
): Promise<HealthReport> {
  const { clock, signal, progress } = context;
  const startedAt = clock.now();
  let seen = 0;
  let bad = 0;
  const report = await watchHealth({
    probes: createProbes(verify.checks, context),
    forMs: verify.forMs,
    intervalMs: verify.intervalMs,
    settleMs: verify.settleMs,
    maxConsecutiveFailures: verify.maxConsecutiveFailures,
    errorRate: verify.errorRate,
    latency: verify.latency,
    clock,
    signal,
    before,
    onSample: (sample) => {
      seen += 1;
      if (sample.result !== "healthy") bad += 1;
      const elapsedMs = clock.now() - startedAt;
      const totalMs = verify.settleMs + verify.forMs;
      const problem = sample.result === "healthy" ? "" : ` | ${sample.check}: ${sample.detail}`;
      const left = formatDuration(Math.max(0, totalMs - elapsedMs));
      const looks = `${plural(seen, "look")}, ${bad} not healthy`;
      const text = `verify: ${looks} | ${left} of ${formatDuration(totalMs)} left${problem}`;
      progress.update(text, totalMs === 0 ? undefined : Math.min(1, elapsedMs / totalMs));
    },
  });
  progress.done(`verify: ${report.verdict.sentence}`);
  return report;
}

/** One look at each check, at what answers now: the question before a change whether it was healthy at all. */
export async function lookOnce(context: ActionContext, verify: VerifyPolicy): Promise<HealthReport> {
  const { clock, signal } = context;
  // Before a change it is the old version that answers: which one is not asked.
  const checks = verify.checks.map((check) =>
    check.kind === "http" ? { ...check, version: undefined } : check,
  );
  return watchHealth({
    probes: createProbes(checks, context),
    forMs: 0,
    intervalMs: Math.max(1, verify.intervalMs),
    settleMs: 0,
    maxConsecutiveFailures: verify.maxConsecutiveFailures,
    errorRate: undefined,
    latency: undefined,
    clock,
    signal,
  });
}
