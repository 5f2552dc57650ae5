import * as z from "zod/mini";
import { duration, flag, keys, optional, percent, plainText, wholeNumber } from "./schema-scalars.ts";

/** What can be compared, in the words of the file. */
export const ANALYSIS_METRICS = ["errors", "latency"] as const;

const EXPECTED_METRIC = "errors or latency";

function ratio(expected: string) {
  return z
    .number({ error: expected })
    .check(z.gte(1, { error: expected }), z.lte(1_000, { error: expected }));
}

const EXPECTED_TOLERANCE = "a ratio of at least 1, e.g. 1.1";
const EXPECTED_REGRESSION = "a ratio above the tolerance, e.g. 2";
const tolerance = () =>
  optional(ratio(EXPECTED_TOLERANCE), "How many times as often the candidate may fail and be no regression.");
const regression = () =>
  optional(ratio(EXPECTED_REGRESSION), "How many times as often it fails when it must not be promoted.");

const EXPECTED_CHANCE = "a chance above 0% and below 50%, e.g. 1%";
const chance = () =>
  percent().check(z.refine((value) => value > 0 && value < 50, { error: EXPECTED_CHANCE }));

const EXPECTED_BOUNDS = "a list of latencies, strictly increasing, e.g. [100ms, 300ms, 1s]";
const EXPECTED_WEIGHT = "a number above 0, e.g. 2";

const EXPECTED_ITEM =
  "errors, latency, or a map, e.g. { metric: latency, critical: false } or { gauge: cpu }";

const weight = () =>
  optional(
    z.number({ error: EXPECTED_WEIGHT }).check(z.gt(0, { error: EXPECTED_WEIGHT })),
    "Its share of the chance alpha, relative to the other metrics.",
  );

const metricMap = keys(
  {
    metric: z
      .enum(ANALYSIS_METRICS, { error: EXPECTED_METRIC })
      .check(z.describe("What is compared: failed requests, or how slow they are.")),
    weight: weight(),
    critical: optional(flag(), "Whether a regression of it alone takes the release back."),
    tolerance: tolerance(),
    regression: regression(),
    bounds: optional(
      z.array(duration(1), { error: EXPECTED_BOUNDS }).check(
        z.minLength(1, { error: EXPECTED_BOUNDS }),
        z.refine(
          (bounds) => bounds.every((bound, index) => index === 0 || bound > (bounds[index - 1] ?? 0)),
          {
            error: EXPECTED_BOUNDS,
          },
        ),
      ),
      "Latencies that requests are held against; chosen from stable's own when left out.",
    ),
  },
  EXPECTED_ITEM,
);

const EXPECTED_DIRECTION = "increase, decrease or either";
const EXPECTED_RATIO = "a ratio of at least 1, e.g. 1.25";

const gaugeMap = keys(
  {
    gauge: plainText("the name of one of metrics.gauges, e.g. cpu").check(
      z.describe("Which of metrics.gauges is compared."),
    ),
    direction: optional(
      z.enum(["increase", "decrease", "either"], { error: EXPECTED_DIRECTION }),
      "Which way is worse; increase by default.",
    ),
    "allowed-ratio": optional(
      ratio(EXPECTED_RATIO),
      "How many times as high (or low) is no difference yet; 1.25 by default.",
    ),
    weight: weight(),
    critical: optional(flag(), "Whether it alone takes the release back; false by default."),
  },
  EXPECTED_ITEM,
);

const MAX_HISTORY_MS = 86_400_000;
const EXPECTED_HISTORY = "a duration of at most 24h, e.g. 1h";

const EXPECTED_METRICS = "a list of metrics, e.g. [errors, latency]";

const analysisMap = keys({
  metrics: optional(
    z
      .array(
        z.union([z.enum(ANALYSIS_METRICS, { error: EXPECTED_METRIC }), metricMap, gaugeMap], {
          error: EXPECTED_ITEM,
        }),
        { error: EXPECTED_METRICS },
      )
      .check(z.minLength(1, { error: EXPECTED_METRICS })),
    "What is compared: errors, and latency where it is counted; gauges by name.",
  ),
  tolerance: tolerance(),
  regression: regression(),
  margin: optional(
    percent(),
    "The same as a difference of shares: what is certified to be below it needs no ratio.",
  ),
  alpha: optional(chance(), "Chance at most of taking back a release that is not worse than tolerated."),
  beta: optional(chance(), "Chance at most of passing a release that is a regression."),
  "min-requests": optional(wholeNumber(1), "Requests of the candidate before it can pass."),
  "warm-up": optional(duration(), "Counts so soon after the candidate's first request are left out."),
  burst: optional(duration(), "Failures of one cause come within this time; 0: each stands for itself."),
  history: optional(
    duration().check(z.refine((ms) => ms <= MAX_HISTORY_MS, { error: EXPECTED_HISTORY })),
    "How far back stable's past is read (of Prometheus), to learn how its bad requests come together. `0s`: not at all.",
  ),
  "min-bake": optional(duration(), "The shortest bake of a step, however good the evidence."),
  "early-promotion": optional(flag(), "Whether a pass cuts the bakes that are left to min-bake."),
  "zero-requests": optional(
    duration(1),
    "A candidate without a request for so long, while stable has some, has failed.",
  ),
  liveness: optional(duration(1), "Without counts for so long the source is dead, and nothing goes up."),
});

/** Whether and how the candidate is compared with stable while it gets traffic. */
export const analysis = z.union([z.enum(["on", "off"], { error: "on or off" }), analysisMap], {
  error: "on, off, or a map, e.g. { metrics: [errors, latency] }",
});
