import type { HistoryLook, HistoryMetric, PlannedStep, RolloutHistory } from "../../src/index.ts";
import { randomOf } from "./random.ts";

const MINUTE_MS = 60_000;
const STARTED_AT = Date.UTC(2026, 10, 21, 14, 2, 40);
const LOOK_MS = 10_000;
const REQUESTS_A_LOOK = 6_000;
const STABLE_RATE = 0.0019;
/** How often a request of stable is bad by the metrics that are not counted look by look. */
const RATES: Readonly<Record<string, number>> = { "slower-300ms": 0.021, "checkout-failures": 0.0004 };
const LOG_1000 = Math.log(1_000);

export interface Story {
  /** How many times as often as stable the candidate fails. */
  readonly factor: number;
  /** How many times as slow as stable its slowest requests are. */
  readonly slowness: number;
  readonly seed: number;
  readonly steps: readonly PlannedStep[];
  /** When evidence for the certificate lets a step end before its time. */
  readonly mayPromoteEarly: boolean;
}

const STEPS: readonly PlannedStep[] = [
  { weight: 5, bakeMs: 10 * MINUTE_MS, certifyMs: 9 * MINUTE_MS },
  { weight: 25, bakeMs: 10 * MINUTE_MS, certifyMs: 4 * MINUTE_MS },
  { weight: 50, bakeMs: 10 * MINUTE_MS, certifyMs: 3 * MINUTE_MS },
  { weight: 100, bakeMs: 5 * MINUTE_MS },
];

/** A candidate that fails four times as often as stable, rolled back in the second step. */
export function abortedHistory(): RolloutHistory {
  const steps = STEPS.with(0, { weight: 5, bakeMs: 3 * MINUTE_MS, certifyMs: 9 * MINUTE_MS });
  const story = { factor: 4, slowness: 1.25, seed: 31, steps, mayPromoteEarly: false };
  const { looks, decisions, endedAt } = playRollout(story);
  const at = looks.at(-1);
  return {
    ...frame(story, looks, decisions, endedAt),
    outcome: "aborted",
    verdict: {
      outcome: "fail",
      reason: "metric_regressed",
      sentence: `candidate fails ${errorsRatio(looks).estimate.toFixed(1)}x as often as stable (95 % CS ${errorsRatio(looks).low.toFixed(1)}–${errorsRatio(looks).high.toFixed(1)}) on ${sum(looks, "errors")} of ${sum(looks, "requests").toLocaleString("en")} requests; chance of this under no regression < 1 in 1,000`,
    },
    analysis: {
      alpha: 0.001,
      beta: 0.05,
      tolerance: 1.1,
      regression: 2,
      metrics: [
        metric("errors", "regressed", looks, errorsRatio(looks)),
        metric("slower-300ms", "undecided", looks, { estimate: 1.24, low: 0.78, high: 1.92 }),
        metric("checkout-failures", "undecided", looks, { estimate: 1.7, low: 0.31, high: 9.4 }),
        { ...metric("cpu", "no-data", looks), sentence: "no samples of the candidate yet" },
      ],
    },
    checks: [
      { name: "readiness", outcome: "pass", text: "3 of 3 instances ready for 4m10s" },
      { name: "smoke /checkout", outcome: "fail", text: "2 of 20 answers were 502, limit 0" },
      { name: "restarts", outcome: "pass", text: "none in the last 10 minutes" },
      { name: "queue depth", outcome: "inconclusive", text: "the source answered nothing for 40s" },
    ],
    runUrl: `https://github.example/acme/shop/actions/runs/${at?.at ?? 0}`,
  };
}

/** A candidate as good as stable, promoted sooner than planned. */
export function promotedHistory(): RolloutHistory {
  const story = { factor: 0.95, slowness: 0.97, seed: 11, steps: STEPS, mayPromoteEarly: true };
  const { looks, decisions, endedAt } = playRollout(story);
  const counted = sum(looks, "requests").toLocaleString("en");
  return {
    ...frame(story, looks, decisions, endedAt),
    outcome: "promoted",
    verdict: {
      outcome: "pass",
      reason: "all_certified",
      sentence: `all 3 metrics certified: worse than stable by 2x or more is excluded at 95 % on ${counted} requests of the candidate`,
    },
    analysis: {
      alpha: 0.001,
      beta: 0.05,
      tolerance: 1.1,
      regression: 2,
      metrics: [
        metric("errors", "certified", looks, { estimate: 0.96, low: 0.61, high: 1.42 }),
        metric("slower-300ms", "certified", looks, { estimate: 0.98, low: 0.81, high: 1.18 }),
        metric("checkout-failures", "certified", looks, { estimate: 0.9, low: 0.42, high: 1.71 }),
      ],
    },
    checks: [
      { name: "readiness", outcome: "pass", text: "12 of 12 instances ready" },
      { name: "smoke /checkout", outcome: "pass", text: "120 of 120 answers were 200" },
    ],
    runUrl: "https://github.example/acme/shop/actions/runs/7001",
  };
}

/** The longest history there may be: 1,500 looks of ten metrics, with every text as long as it may be and more. */
export function longHistory(): RolloutHistory {
  const story = { ...promotedHistory(), outcome: "running" as const, endedAt: undefined };
  const random = randomOf(7);
  const count = 1_500;
  const metrics = Array.from({ length: 10 }, (_, index) => ({
    name: `metric-${index}-${"of-a-very-long-name-".repeat(3)}`,
    state: "undecided" as const,
    sentence: "neither a regression nor its absence is shown yet, ".repeat(20),
    candidate: { requests: 123_456_789, bad: 1_234_567 },
    stable: { requests: 1_234_567_890, bad: 12_345_678 },
    ratio: { estimate: 1 + index / 7, low: 1 / (2 + index), high: 2 + index * 3 },
  }));
  const looks = Array.from({ length: count }, (_, index): HistoryLook => {
    const weight = 1 + Math.floor(index / 300);
    return {
      at: story.startedAt + (index + 1) * 57_000,
      weight,
      ...(index % 97 < 4
        ? { missing: "the source did not answer" }
        : {
            candidate: counts(index % 131 < 9 ? 0 : 300 * weight, 0.0021, 1.02, random),
            stable: counts(2_000, 0.002, 1, random),
          }),
      together: Math.sin(index / 40) * 2,
      evidence: metrics.map((_, at) => ({
        regressed: Math.sin(index / (40 + at * 9)) * 3 + random(),
        certified: (index / 300) * (at / 5) + random(),
      })),
    };
  });
  const decisions = Array.from({ length: 500 }, (_, index) => ({
    at: story.startedAt + (index + 1) * 3 * 57_000,
    weight: 1 + (index % 7),
    text: `decision ${index}: the weight changes for a reason that is a whole sentence of its own`,
  }));
  const checks = Array.from({ length: 120 }, (_, index) => ({
    name: `check ${index}`,
    outcome: "pass" as const,
    text: "all is well with this one, too, ".repeat(4),
  }));
  const steps = Array.from({ length: 50 }, (_, index) => ({ weight: index * 2 + 2, bakeMs: 5 * MINUTE_MS }));
  const analysis = { alpha: 0.001, beta: 0.05, tolerance: 1.1, regression: 2, metrics };
  return { ...story, looks, decisions, checks, steps, analysis };
}

/** What comes from outside, with markup, control characters and numbers that are none. */
export function hostileHistory(): RolloutHistory {
  const evil = HOSTILE_TEXT;
  const history = abortedHistory();
  return {
    ...history,
    service: evil,
    environment: evil,
    platform: evil,
    candidate: { version: evil, commit: evil },
    stable: evil,
    verdict: { outcome: "fail", reason: evil, sentence: evil },
    runUrl: "javascript:alert(1)",
    decisions: history.decisions.map((decision) => ({ ...decision, text: evil })),
    looks: history.looks.map((look, index) => ({
      ...look,
      ...(index % 5 === 0 ? { missing: evil } : {}),
      evidence: [{ regressed: Number.NaN, certified: Number.POSITIVE_INFINITY }],
    })),
    analysis: {
      alpha: 0,
      beta: Number.NaN,
      tolerance: Number.NaN,
      regression: Number.POSITIVE_INFINITY,
      metrics: [
        {
          name: evil,
          state: "regressed",
          sentence: evil,
          candidate: { requests: Number.NaN, bad: -1 },
          stable: { requests: 0, bad: 0 },
          ratio: { estimate: Number.NaN, low: 0, high: Number.POSITIVE_INFINITY },
        },
      ],
    },
    checks: [{ name: evil, outcome: "fail", text: evil }],
  };
}

/** Leaves a text node, an attribute, a style sheet and a comment, if it can. */
export const HOSTILE_TEXT =
  "</title></style><script>alert(1)</script>--><img src=x onerror='alert(1)'>\" onload=\"alert(1)\u0000\u001b[31m\u202e\ud800";

type Play = Pick<RolloutHistory, "looks" | "decisions"> & { readonly endedAt: number };

function playRollout({ factor, slowness, seed, steps, mayPromoteEarly }: Story): Play {
  const random = randomOf(seed);
  const looks: HistoryLook[] = [];
  const decisions: { at: number; weight: number; text: string }[] = [];
  let at = STARTED_AT + 20_000;
  let [regressed, certified, slow, checkout] = [0, 0, 0, 0];
  for (const step of steps) {
    decisions.push({ at, weight: step.weight, text: `${step.weight} % of the traffic to 2.4.0` });
    const until = at + step.bakeMs;
    while (at < until) {
      at += LOOK_MS;
      const share = step.weight / 100;
      const pull = Math.sqrt(share * (1 - share));
      regressed = Math.max(-1.6, regressed + (factor > 2 ? 1.1 : -0.02) * pull + (random() - 0.5) * 0.25);
      certified += (factor < 1.2 ? 0.24 : -0.4) * pull + (random() - 0.5) * 0.16;
      slow += (random() - 0.45) * 0.24;
      checkout += (factor < 1.2 ? 0.17 : 0) * pull + (random() - 0.5) * 0.1;
      const isLost = looks.length > 13 && looks.length < 17;
      const together = regressed - Math.log(3);
      looks.push({
        at,
        weight: step.weight,
        together,
        ...(isLost
          ? { missing: "prometheus: the query timed out after 5s" }
          : {
              candidate: counts(REQUESTS_A_LOOK * share, STABLE_RATE * factor, slowness, random),
              stable: counts(REQUESTS_A_LOOK * (1 - share), STABLE_RATE, 1, random),
            }),
        evidence: [
          { regressed, certified },
          { regressed: Math.min(1.5, slow * 0.4), certified: certified * 1.25 },
          { regressed: -0.4 + checkout * 0.05, certified: checkout * 1.2 },
          ...(factor > 2 ? [{ regressed: Number.NaN, certified: Number.NaN }] : []),
        ],
      });
      if (together >= LOG_1000) {
        decisions.push({
          at: at + 900,
          weight: 0,
          text: "rolled back: candidate fails more often than stable",
        });
        return { looks, decisions, endedAt: at + 4_200 };
      }
      if (mayPromoteEarly && at > until - step.bakeMs / 2 && certified > 3 && step.weight > 5) break;
    }
  }
  return { looks, decisions, endedAt: at + 1_500 };
}

function counts(mean: number, rate: number, slowness: number, random: () => number) {
  const requests = Math.round(mean * (0.9 + random() * 0.2));
  let errors = 0;
  for (let index = 0; index < requests; index += 1) if (random() < rate) errors += 1;
  const jitter = 0.92 + random() * 0.16;
  return {
    requests,
    errors,
    p50Ms: 42 * jitter,
    p95Ms: 180 * slowness * jitter,
    p99Ms: 460 * slowness * slowness * (0.8 + random() * 0.4),
  };
}

function frame({ steps }: Story, looks: Play["looks"], decisions: Play["decisions"], endedAt: number) {
  return {
    service: "shop",
    environment: "production",
    platform: "kubernetes",
    candidate: { version: "2.4.0", commit: "9f2c1d7e5b8a4c3d2e1f" },
    stable: "2.3.7",
    startedAt: STARTED_AT,
    endedAt,
    steps,
    looks,
    decisions,
  };
}

function sum(
  looks: Play["looks"],
  field: "requests" | "errors",
  side: "candidate" | "stable" = "candidate",
): number {
  return looks.reduce((total, look) => total + (look[side]?.[field] ?? 0), 0);
}

function errorsRatio(looks: Play["looks"]) {
  const rate = (side: "candidate" | "stable") => sum(looks, "errors", side) / sum(looks, "requests", side);
  const estimate = rate("candidate") / rate("stable");
  return { estimate, low: estimate / 1.9, high: estimate * 1.9 };
}

function metric(
  name: string,
  state: HistoryMetric["state"],
  looks: Play["looks"],
  ratio?: HistoryMetric["ratio"],
): HistoryMetric {
  const side = (release: "candidate" | "stable") => {
    const requests = sum(looks, "requests", release);
    const rate = (RATES[name] ?? 0) * (release === "candidate" ? (ratio?.estimate ?? 1) : 1);
    return { requests, bad: name === "errors" ? sum(looks, "errors", release) : Math.round(requests * rate) };
  };
  const sentences = {
    regressed:
      "fails more often than stable beyond the tolerance; chance of this under no regression < 1 in 1,000",
    certified: "worse than stable by 2x or more is excluded at 95 %",
    undecided: "neither a regression nor its absence is shown yet",
    "no-data": "no data",
  };
  return {
    name,
    state,
    sentence: sentences[state],
    candidate: state === "no-data" ? { requests: 0, bad: 0 } : side("candidate"),
    stable: state === "no-data" ? { requests: 0, bad: 0 } : side("stable"),
    ratio,
  };
}
