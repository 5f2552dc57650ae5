import { partly, slower, USUAL_LATENCY, wider } from "./latency-model.ts";
import type { Scenario } from "./scenario.ts";

const always = (value: number) => (): number => value;

const BASE = {
  minutes: 60,
  perMinute: always(6_000),
  split: always(0.05),
  stableErrors: always(0.005),
  candidateErrors: always(0.005),
  candidateLatency: () => USUAL_LATENCY,
  warmUpMinutes: 0,
  lookSeconds: 10,
  bakeMinutes: 0,
} as const;

const wave = (minute: number): number => Math.sin((2 * Math.PI * minute) / 60);
const ramp = (minute: number): number => (minute < 20 ? 0.05 : minute < 40 ? 0.25 : 0.5);
const fastRamp = (minute: number): number => (minute < 5 ? 0.05 : minute < 10 ? 0.25 : 0.5);
const incident = (minute: number): number => (minute >= 20 && minute < 30 ? 0.06 : 0.005);

function nullCase(name: string, text: string, change: Partial<Scenario>): Scenario {
  const errors = change.stableErrors ?? BASE.stableErrors;
  return { ...BASE, candidateErrors: errors, ...change, name, text, kind: "null" };
}

function alternative(name: string, text: string, change: Partial<Scenario>): Scenario {
  return { ...BASE, ...change, name, text, kind: "alternative" };
}

const AT_ONCE = { meanSize: 5, spreadMs: 0 };
const SPREAD = { meanSize: 5, spreadMs: 3_000 };

/** The candidate is not worse than stable. */
export const NULLS: readonly Scenario[] = [
  nullCase("constant", "0.5 % errors, 6,000 requests a minute, 5 % of them to the candidate; 360 looks", {}),
  nullCase("30 looks", "the same, looked at every two minutes", { lookSeconds: 120 }),
  nullCase("60 looks", "the same, looked at every minute", { lookSeconds: 60 }),
  nullCase("600 looks", "the same for 100 minutes, looked at every ten seconds", { minutes: 100 }),
  nullCase("diurnal", "traffic and error rate rise and fall together", {
    perMinute: (minute) => 6_000 * (1 + 0.6 * wave(minute)),
    stableErrors: (minute) => 0.005 * (1 + 0.6 * wave(minute)),
  }),
  nullCase("shared incident", "both fail 6 % from minute 20 to 30", { stableErrors: incident }),
  nullCase("weight ramp", "5, 25, 50 % for 20 minutes each", { split: ramp }),
  nullCase("ramp in an incident", "the same, and both fail 6 % from minute 20 to 30", {
    split: ramp,
    stableErrors: incident,
  }),
  nullCase("low traffic", "1 % errors, 120 requests a minute, 10 % of them to the candidate", {
    perMinute: always(120),
    split: always(0.1),
    stableErrors: always(0.01),
  }),
  nullCase("zero errors", "no request fails", { stableErrors: always(0) }),
  nullCase("clustered, at once, 5 %", "bursts of 5 in the mean, 30 errors a minute", { clusters: AT_ONCE }),
  nullCase("clustered, at once, 25 %", "the same at a split of 25 %", {
    clusters: AT_ONCE,
    split: always(0.25),
  }),
  nullCase("clustered, spread, 5 %", "each error 3 s in the mean after its burst began", {
    clusters: SPREAD,
  }),
  nullCase("clustered, spread, 25 %", "the same at a split of 25 %", {
    clusters: SPREAD,
    split: always(0.25),
  }),
  nullCase("clustered, large", "bursts of 20 in the mean, spread over 3 s", {
    clusters: { meanSize: 20, spreadMs: 3_000 },
  }),
  nullCase("slow in bursts", "1 % of the requests take 500 to 1,000 ms, in bursts of 10 spread over 3 s", {
    pauses: { meanSize: 10, spreadMs: 3_000, share: 0.01 },
  }),
  nullCase("few failures in bursts", "bursts of 1.5 in the mean at once, 30 errors a minute, 25 %", {
    clusters: { meanSize: 1.5, spreadMs: 0 },
    split: always(0.25),
  }),
  nullCase("new bursts, at once, 5 %", "bursts of 5 at once on both, and none before the rollout", {
    clusters: AT_ONCE,
    isNewKind: true,
  }),
  nullCase("new bursts, spread, 25 %", "the same spread over 3 s, 6 errors a minute, at a split of 25 %", {
    clusters: SPREAD,
    isNewKind: true,
    stableErrors: always(0.001),
    split: always(0.25),
  }),
  nullCase(
    "warm-up",
    "the candidate fails 5 % and is three times as slow for 2 minutes, which are announced",
    {
      candidateErrors: (minute) => (minute < 2 ? 0.05 : 0.005),
      candidateLatency: (minute) => (minute < 2 ? slower(3) : USUAL_LATENCY),
      warmUpMinutes: 2,
    },
  ),
];

const times = (factor: number): Scenario =>
  alternative(`x${factor}`, `0.5 % errors become ${factor * 0.5} %`, {
    candidateErrors: always(0.005 * factor),
  });

/** The candidate is worse. */
export const ALTERNATIVES: readonly Scenario[] = [
  ...[1.5, 2, 3, 5, 10, 30].map(times),
  alternative("0.01 to 0.3 %", "next to no errors become some", {
    stableErrors: always(0.0001),
    candidateErrors: always(0.003),
  }),
  alternative("x10, low traffic", "1 % become 10 % at 120 requests a minute, 10 % of them to the candidate", {
    perMinute: always(120),
    split: always(0.1),
    stableErrors: always(0.01),
    candidateErrors: always(0.1),
    isBeside: true,
  }),
  alternative("p50 shift", "every request takes 1.25 times as long", {
    candidateLatency: () => slower(1.25),
    harmAboveMs: 100,
  }),
  alternative("p99 shift", "4 % of the requests take about 600 ms", {
    candidateLatency: () => partly(0.04, 600, 0.3),
    harmAboveMs: 300,
  }),
  alternative("bimodal", "15 % of the requests take about 250 ms", {
    candidateLatency: () => partly(0.15, 250, 0.2),
    harmAboveMs: 150,
  }),
  alternative("variance only", "as fast in the mean, spread wider", {
    candidateLatency: () => wider(0.8),
    harmAboveMs: 300,
  }),
  alternative("one endpoint", "an endpoint with 2 % of the traffic always fails", {
    candidateErrors: always(0.005 + 0.02),
  }),
  alternative("leak", "from minute 40 on the error rate rises by 0.2 % each minute; baked for 90 minutes", {
    minutes: 90,
    bakeMinutes: 90,
    candidateErrors: (minute) => 0.005 + 0.002 * Math.max(0, minute - 40),
  }),
  ...([5, 25] as const).flatMap((percent) =>
    ([AT_ONCE, SPREAD] as const).map((clusters) =>
      alternative(
        `x3 clustered, ${clusters.spreadMs === 0 ? "at once" : "spread"}, ${percent} %`,
        "three times as many bursts of 5 in the mean",
        { clusters, split: always(percent / 100), candidateErrors: always(0.015), isBeside: true },
      ),
    ),
  ),
];

/** What is asked of a promotion: 3 steps of 5 minutes, with a good candidate and with one that must not be promoted. */
export const PROMOTIONS: readonly Scenario[] = [
  nullCase("3 x 5, good", "5, 25, 50 % for 5 minutes each", { minutes: 15, split: fastRamp }),
  alternative("3 x 5, x2", "the same with twice the errors", {
    minutes: 15,
    split: fastRamp,
    candidateErrors: always(0.01),
  }),
];
