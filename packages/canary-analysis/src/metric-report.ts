import type { AnalysisConfig, MetricConfig } from "./analysis-config.ts";
import type { MetricReport } from "./analysis-report.ts";
import type { MetricProgress } from "./analysis-state.ts";
import { oddsRatio, type Ratio } from "./counts/ratio.ts";
import { type CountProgress, dispersionOf } from "./metrics/count-progress.ts";
import { tellingBound } from "./metrics/latency-progress.ts";
import { logCertifiedOf, logRegressedOf } from "./metrics/metric-evidence.ts";
import { chanceText, countedByText, errorsSentence, gaugeSentence, latencySentence } from "./sentences.ts";

/** Confidence of the sequences that are shown; fixed, so that two reports compare. */
const SHOWN_ERROR = 0.05;

/** What is known of one metric. `isNamed`: it is among those that the analysis says have regressed. */
export function reportMetric(
  config: AnalysisConfig,
  metric: MetricConfig,
  progress: MetricProgress,
  isNamed: boolean,
): MetricReport {
  const logRegressed = logRegressedOf(metric, progress);
  const logCertified = logCertifiedOf(progress);
  const found = foundOf(metric, progress);
  const isCertified = logCertified >= Math.log(1 / config.beta);
  return {
    name: metric.name,
    critical: metric.critical,
    state: !found.hasData ? "no-data" : isNamed ? "regressed" : isCertified ? "certified" : "undecided",
    unit: found.unit,
    countedBy: found.count === undefined ? undefined : countedByText(config.burstMs, found.count),
    logRegressed,
    logCertified,
    candidate: found.candidate,
    stable: found.stable,
    ratio: found.ratio,
    sinceMs: isNamed ? progress.regressedSinceMs : isCertified ? progress.certifiedSinceMs : undefined,
    sentence: found.hasData ? `${found.sentence}; ${chanceText(progress.mostRegressed)}` : found.sentence,
  };
}

interface Found extends Pick<MetricReport, "unit" | "candidate" | "stable" | "ratio" | "sentence"> {
  readonly hasData: boolean;
  readonly count: CountProgress | undefined;
}

function foundOf(metric: MetricConfig, progress: MetricProgress): Found {
  const nothing = { requests: 0, bad: 0 };
  const none = {
    unit: undefined,
    candidate: nothing,
    stable: nothing,
    ratio: undefined,
    hasData: false,
    count: undefined,
  };
  switch (progress.kind) {
    case "errors":
      return progress.count === undefined || isEmpty(progress.count)
        ? { ...none, sentence: "no request was counted of both releases" }
        : ofCount(progress.count, (ratio, count) => errorsSentence(count, ratio));
    case "latency": {
      const bound = tellingBound(progress.latency);
      return bound === undefined || isEmpty(bound.count)
        ? { ...none, sentence: "no latencies were counted of both releases" }
        : ofCount(bound.count, (ratio, count) => latencySentence(bound.boundMs, count, ratio));
    }
    case "gauge": {
      const { candidate, stable } = progress.gauge;
      return {
        ...none,
        candidate: { requests: candidate.count, bad: 0 },
        stable: { requests: stable.count, bad: 0 },
        hasData: candidate.count > 0 && stable.count > 0,
        sentence: gaugeSentence(metric.name, progress.gauge),
      };
    }
  }
}

function isEmpty({ candidate, stable }: CountProgress): boolean {
  return candidate.requests + stable.requests === 0;
}

function ofCount(
  count: CountProgress,
  say: (ratio: Ratio | undefined, count: CountProgress) => string,
): Found {
  const ratio = oddsRatio(count, dispersionOf(count), SHOWN_ERROR);
  const hasData = count.candidate.requests > 0 && count.stable.requests > 0;
  const { candidate, stable } = count;
  return { unit: count.worse.unit, count, candidate, stable, ratio, hasData, sentence: say(ratio, count) };
}
