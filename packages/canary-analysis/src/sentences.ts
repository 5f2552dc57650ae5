import { formatCount, formatDuration, formatPercent } from "@deploy-actions/kernel";
import { BURSTS_FROM } from "./cells/single-bets.ts";
import { causeSize, doubtOf } from "./counts/clustering.ts";
import type { Ratio } from "./counts/ratio.ts";
import type { CountProgress } from "./metrics/count-progress.ts";
import type { GaugeProgress } from "./metrics/gauge-progress.ts";
import { ratioOfMeans } from "./metrics/gauge-progress.ts";

/** `candidate fails 4.1x as often as stable (95 % CS 2.2-7.9) on 312 of 41,200 requests`; users where users are counted. */
export function errorsSentence(count: CountProgress, ratio: Ratio | undefined): string {
  const { candidate, stable } = count;
  if (count.worse.unit === "users") {
    const users = `${formatCount(candidate.bad)} users harmed in ${formatCount(candidate.requests)} requests, at stable ${formatCount(stable.bad)} in ${formatCount(stable.requests)}`;
    return ratio === undefined
      ? `no user was harmed in ${formatCount(candidate.requests)} requests of the candidate`
      : `candidate harms users ${timesText(ratio)} as often as stable (${intervalText(ratio)}): ${users}`;
  }
  if (ratio === undefined) {
    return `no failed request in ${formatCount(candidate.requests)} of the candidate and ${formatCount(stable.requests)} of stable`;
  }
  return `candidate fails ${timesText(ratio)} as often as stable (${intervalText(ratio)}) on ${ofRequests(candidate)}`;
}

/** `candidate is slower than 250ms 3.2x as often as stable (95 % CS 1.9-5.4) on 812 of 9,300 requests`. */
export function latencySentence(boundMs: number, count: CountProgress, ratio: Ratio | undefined): string {
  const slower = `slower than ${formatDuration(boundMs)}`;
  if (ratio === undefined) return `no request was ${slower}`;
  return `candidate is ${slower} ${timesText(ratio)} as often as stable (${intervalText(ratio)}) on ${ofRequests(count.candidate)}`;
}

/** `shares in cells of 10s, and each request for itself`: what the evidence against a candidate takes for independent. */
export function countedByText(burstMs: number, { worse, clustering }: CountProgress): string {
  if (worse.unit === "users") return "users, at their first failure";
  if (worse.unit === "requests") return "each request for itself";
  const cells = `shares in cells of ${formatDuration(burstMs)}`;
  const size = clustering === undefined ? undefined : causeSize(clustering);
  if (clustering === undefined || size === undefined) return `${cells}, whatever bursts there are`;
  const known =
    size < BURSTS_FROM ? "each request for itself" : `bursts of about ${formatCount(Math.round(size))}`;
  const isNew = doubtOf(clustering) > 1;
  return `${cells}, and ${known} as stable's come${isNew ? "; held back by bursts that stable did not have before" : ""}`;
}

/** `cpu is 1.4x stable's (mean 0.61 of 30 samples, stable 0.44 of 90)`. */
export function gaugeSentence(name: string, gauge: GaugeProgress): string {
  const { candidate, stable } = gauge;
  if (candidate.count === 0 || stable.count === 0) return `${name} has no samples of both releases`;
  const ratio = ratioOfMeans(gauge);
  const mean = (of: typeof candidate): string => Number((of.sum / of.count).toPrecision(3)).toString();
  const means = `mean ${mean(candidate)} of ${formatCount(candidate.count)} samples, stable ${mean(stable)} of ${formatCount(stable.count)}`;
  return ratio === undefined
    ? `${name}: ${means}`
    : `${name} is ${Number(ratio.toPrecision(2))}x stable's (${means})`;
}

/** `chance of this under no regression < 1 in 1,000`, from the largest evidence so far. */
export function chanceText(logEvidence: number): string {
  if (logEvidence <= 0) return "no sign of a regression";
  const times = Math.exp(Math.min(logEvidence, 34));
  // Rounded down to two digits, so that the bound stays one.
  const scale = 10 ** Math.max(0, Math.floor(Math.log10(times)) - 1);
  const shown = Math.floor(times / scale) * scale;
  if (shown < 2) return "no sign of a regression";
  return `chance of this under no regression < 1 in ${logEvidence > 34 ? "10^14" : formatCount(shown)}`;
}

function timesText({ estimate }: Ratio): string {
  return `${estimate >= 100 ? formatCount(estimate) : Number(estimate.toPrecision(2))}x`;
}

function intervalText({ low, high }: Ratio): string {
  const show = (value: number): string =>
    value >= 1_000 ? "over 1,000" : value < 0.01 ? "under 0.01" : String(Number(value.toPrecision(2)));
  return `95 % CS ${show(low)}-${show(high)}`;
}

function ofRequests({ requests, bad }: CountProgress["candidate"]): string {
  const share = requests === 0 ? "" : ` (${formatPercent((100 * bad) / requests, 2)})`;
  return `${formatCount(bad)} of ${formatCount(requests)} requests${share}`;
}
