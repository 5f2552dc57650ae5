import type { Evidence, Outcome } from "@deploy-actions/conditions";
import { formatCount, formatDuration } from "@deploy-actions/kernel";
import type { AnalysisConfig } from "./analysis-config.ts";
import type { AnalysisVerdict, MetricReport } from "./analysis-report.ts";
import type { AnalysisState } from "./analysis-state.ts";
import { reportMetric } from "./metric-report.ts";
import { logRegressedOf } from "./metrics/metric-evidence.ts";
import { nameRegressed } from "./name-regressed.ts";
import { logWeightedMean } from "./numeric/log-mean.ts";

/** Requests that should have come before their absence says anything: none of so many is a chance of 1 in 22,000. */
const EXPECTED_AT_LEAST = 10;

/**
 * The answer as of `atMs`; asking as often as one likes changes no bound. `fail`: anything critical regressed, or the candidate gets no
 * request. `pass`: every critical metric that can be is certified. Else `inconclusive`, with what is waited for.
 */
export function verdictOf(config: AnalysisConfig, state: AnalysisState, atMs: number): AnalysisVerdict {
  const evidence = config.metrics.map((metric, index) => {
    const progress = state.metrics[index];
    return { index, metric, logEvidence: progress === undefined ? 0 : logRegressedOf(metric, progress) };
  });
  const critical = evidence.filter(({ metric }) => metric.critical);
  const logRegressed = logWeightedMean(
    critical.map(({ metric, logEvidence }) => ({ weight: metric.weight, logEvidence })),
  );
  const logAlpha = Math.log(1 / config.alpha);
  const isRegressed = critical.length > 0 && logRegressed >= logAlpha;
  const named = new Set(nameRegressed(evidence, config.alpha));
  const strongest = critical.reduce<(typeof critical)[number] | undefined>(
    (best, next) => (best === undefined || next.logEvidence > best.logEvidence ? next : best),
    undefined,
  );
  // Together they are enough though none is alone: the strongest is the one to look at.
  if (isRegressed && strongest !== undefined) named.add(strongest.index);
  const metrics = config.metrics.flatMap((metric, index) => {
    const progress = state.metrics[index];
    return progress === undefined ? [] : [reportMetric(config, metric, progress, named.has(index))];
  });
  const answer = answerOf(config, state, atMs, metrics, isRegressed ? strongest?.index : undefined);
  return {
    ...answer,
    evidence: metrics.map((report) => evidenceOf(config, report)),
    metrics,
    logRegressed,
    logAlpha,
    logBeta: Math.log(1 / config.beta),
  };
}

interface Answer {
  readonly outcome: Outcome;
  readonly reason: string;
  readonly sentence: string;
}

function answerOf(
  config: AnalysisConfig,
  state: AnalysisState,
  atMs: number,
  metrics: readonly MetricReport[],
  regressed: number | undefined,
): Answer {
  const worst = regressed === undefined ? undefined : metrics[regressed];
  if (worst !== undefined)
    return { outcome: "fail", reason: `regressed_${codeOf(worst.name)}`, sentence: worst.sentence };
  const silent = silenceOf(config, state, atMs);
  if (silent !== undefined) return silent;
  const dead = deathOf(config, state, atMs);
  if (dead !== undefined) return dead;
  const waits = waitingFor(config, state, metrics);
  if (waits !== undefined) return { outcome: "inconclusive", ...waits };
  const sentence = metrics
    .filter(({ state }) => state === "certified")
    .map((report) => report.sentence)
    .join("; ");
  return {
    outcome: "pass",
    reason: "certified",
    sentence: `not worse than stable by ${config.regression}x: ${sentence}`,
  };
}

/** Zero requests where there should be some is a failure of its own: routing, registration or readiness is broken. */
function silenceOf(config: AnalysisConfig, state: AnalysisState, atMs: number): Answer | undefined {
  const { silentSinceMs, silentExpected } = state;
  if (silentSinceMs === undefined || silentExpected < EXPECTED_AT_LEAST) return undefined;
  if (atMs - silentSinceMs < config.zeroRequestsMs) return undefined;
  const sentence = `candidate got no request for ${formatDuration(atMs - silentSinceMs)}, about ${formatCount(silentExpected)} were to be expected by its weight`;
  return { outcome: "fail", reason: "zero_requests", sentence };
}

function deathOf(
  config: AnalysisConfig,
  { lastKnownMs, missing }: AnalysisState,
  atMs: number,
): Answer | undefined {
  if (lastKnownMs === undefined || atMs - lastKnownMs < config.livenessMs) return undefined;
  const why = missing === undefined ? "" : `: ${missing.text}`;
  const sentence = `nothing was counted for ${formatDuration(atMs - lastKnownMs)}${why}`;
  return { outcome: "inconclusive", reason: missing?.reason ?? "no_counts", sentence };
}

/** What stands between now and the certificate. */
function waitingFor(
  config: AnalysisConfig,
  state: AnalysisState,
  metrics: readonly MetricReport[],
): Omit<Answer, "outcome"> | undefined {
  const { candidate, stable } = state.requests;
  // A gauge cannot be certified, but it must have been seen.
  const isOpen = ({ critical, state: found }: MetricReport, index: number): boolean =>
    critical && (config.metrics[index]?.kind === "gauge" ? found === "no-data" : found !== "certified");
  if (candidate === 0 && state.missing !== undefined) {
    return { reason: state.missing.reason, sentence: `nothing is known yet: ${state.missing.text}` };
  }
  if (candidate < config.minRequests) {
    const sentence = `${formatCount(candidate)} of at least ${formatCount(config.minRequests)} requests of the candidate`;
    return { reason: candidate === 0 ? "no_requests" : "too_few_requests", sentence };
  }
  if (stable === 0)
    return { reason: "no_stable_requests", sentence: "stable has no request to compare with" };
  const open = metrics.filter(isOpen);
  const first = open[0];
  if (first !== undefined) {
    const reason = first.state === "no-data" ? `no_data_${codeOf(first.name)}` : "not_certified";
    return {
      reason,
      sentence: `${open.map(({ name }) => name).join(", ")} not certified yet: ${first.sentence}`,
    };
  }
  if (!metrics.some(({ critical, state: found }) => critical && found === "certified")) {
    return {
      reason: "nothing_to_certify",
      sentence: "no critical metric counts requests, so nothing can be certified",
    };
  }
  const objecting = metrics.find(({ state: found }) => found === "regressed");
  if (objecting === undefined || !objecting.critical) return undefined;
  return { reason: "not_certified", sentence: `${objecting.name} speaks against it: ${objecting.sentence}` };
}

function evidenceOf(config: AnalysisConfig, report: MetricReport): Evidence {
  const outcome: Outcome =
    report.state === "regressed" ? "fail" : report.state === "certified" ? "pass" : "inconclusive";
  return {
    name: report.name,
    outcome,
    reason: report.state.replace("-", "_"),
    required: `not ${config.regression}x as bad as stable`,
    found: report.sentence,
    advice: adviceFor(outcome),
    sources: [],
  };
}

function adviceFor(outcome: Outcome): string {
  if (outcome === "fail") return "Compare the logs of candidate and stable since then";
  return outcome === "pass" ? "" : "Bake longer, or give the candidate more traffic";
}

function codeOf(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, "_");
}
