import { compareHarm, ofOurs, ofOursWithoutPast } from "../goals.ts";
import type { Outcomes } from "../judges/outcomes.ts";
import { PEERS } from "../judges/peers.ts";
import { ALPHA, outcomeOf, type Results } from "../results.ts";
import type { Scenario } from "../streams/scenario.ts";
import { ALTERNATIVES, NULLS, PROMOTIONS } from "../streams/scenarios.ts";
import { count, knob, minutes, percent, percentWithin } from "./format.ts";
import { folded, markdownTable } from "./markdown-table.ts";

/** What each judge does, and where its knob stands. */
export function ruleSection({ runs, tuned }: Results): readonly string[] {
  return [
    "## The judges",
    `Each peer is shown as documented, and with its one knob N set to the most sensitive value at which it takes back at most ${100 * ALPHA} % ` +
      `of the ${runs.toLocaleString("en")} runs of every null. The value is found on those very runs, which favours the peers. A peer ` +
      "that has not rolled back promotes at the end of the run. Kayenta gets a baseline of the candidate's size, free of charge. This " +
      "analysis is shown as it is with a source that keeps a past (an hour of stable before the rollout, as Prometheus has it), and without.",
    markdownTable([
      ["judge", "rule", "N as documented", "N tuned"],
      ...PEERS.map(({ name, rule, standard }, index) => [
        name,
        rule,
        knob(standard),
        knob(tuned[index] ?? Number.POSITIVE_INFINITY),
      ]),
    ]),
  ];
}

/** How often each judge takes back what is as good. */
export function nullSection(results: Results): readonly string[] {
  return [
    "## Nothing is wrong: false rollbacks in %",
    "![False rollbacks of each judge](analysis-benchmark/false-rollbacks.svg)",
    ...(["default", "tuned"] as const).flatMap((kind) => [
      kind === "default" ? "As documented:" : "Tuned:",
      markdownTable([
        ["null", ...PEERS.map(({ name }) => name), "this analysis", "without a past"],
        ...NULLS.map(({ name }) => [
          name,
          ...PEERS.map((peer) => shown(outcomeOf(results, name, peer.name, kind))),
          percentWithin(ofOurs(results, name).rollback),
          percentWithin(ofOursWithoutPast(results, name).rollback),
        ]),
      ]),
    ]),
    "This analysis goes on after a promotion here, so that its bound is shown for who watches longer than needed. What each null is:",
    listOf(NULLS),
  ];
}

/** In bold where it is above the bound. */
function shown({ rollback }: Outcomes): string {
  return rollback.share > ALPHA ? `**${percent(rollback.share)}**` : percent(rollback.share);
}

/** How much harm each judge lets through. */
export function alternativeSection(results: Results): readonly string[] {
  const compared = compareHarm(results);
  const detection = ({ rollback, rollbackMinutes }: Outcomes): string =>
    rollback.hits === 0
      ? "0"
      : `${percent(rollback.share)} (${minutes(rollbackMinutes.median)}, ${minutes(rollbackMinutes.p90)})`;
  const harmed = ({ harmed: { median, mean } }: Outcomes): string => `${count(median)} (${count(mean)})`;
  const table = (kind: "default" | "tuned", cell: (item: Outcomes) => string): string =>
    markdownTable([
      ["alternative", ...PEERS.map(({ name }) => name), "this analysis", "without a past"],
      ...ALTERNATIVES.map(({ name }) => [
        name,
        ...PEERS.map((peer) => cell(outcomeOf(results, name, peer.name, kind))),
        cell(ofOurs(results, name)),
        cell(ofOursWithoutPast(results, name)),
      ]),
    ]);
  return [
    "## Something is wrong: harmed requests",
    "A request of the candidate is harmed when it fails, or in the alternatives of latency when it is slower than the bound named " +
      "below. Where a judge does not roll back, all until the end of the run count.",
    "![Harmed requests until the rollback](analysis-benchmark/harmed-requests.svg)",
    markdownTable([
      [
        "alternative",
        "this analysis",
        "best calibrated peer",
        "its harm",
        "ratio",
        "minutes",
        "its minutes",
        "without a past",
        "ratio",
      ],
      ...compared.map(({ scenario, ours, withoutPast, best, ratio }) => [
        scenario,
        count(ours.harmed.median),
        `${best.setting.judge} (${best.setting.kind})`,
        count(best.harmed.median),
        ratio.toFixed(2),
        minutes(ours.rollbackMinutes.median),
        minutes(best.rollbackMinutes.median),
        count(withoutPast.harmed.median),
        (withoutPast.harmed.median / best.harmed.median).toFixed(2),
      ]),
    ]),
    folded("All judges, tuned: harmed requests, median (mean)", table("tuned", harmed)),
    folded(
      "All judges, as documented, where many are fast because they also fire when nothing is wrong",
      table("default", harmed),
    ),
    "## Something is wrong: rollbacks in % (minutes: median, 90th percentile)",
    folded("All judges, tuned", table("tuned", detection)),
    folded("All judges, as documented", table("default", detection)),
    "This analysis on its own. It may promote as soon as it has its certificate; that is against a regression of twice the odds or " +
      "more, so a smaller one may be promoted rightly.",
    markdownTable([
      ["alternative", "rolled back", "promoted", "inconclusive", "minutes", "p90"],
      ...ALTERNATIVES.map(({ name }) => {
        const { rollback, promote, inconclusive, rollbackMinutes } = ofOurs(results, name);
        const ends = [rollback, promote, inconclusive].map(percentWithin);
        return [name, ...ends, minutes(rollbackMinutes.median), minutes(rollbackMinutes.p90)];
      }),
    ]),
    "What each alternative is:",
    listOf(ALTERNATIVES),
  ];
}

/** How long it takes to be sure of a good one. */
export function promotionSection(results: Results): readonly string[] {
  const [good, bad] = PROMOTIONS;
  if (good === undefined || bad === undefined) throw new RangeError("no promotions");
  const row = (name: string, ofGood: Outcomes, ofBad: Outcomes): string[] => [
    name,
    percent(ofGood.rollback.share),
    percentWithin(ofGood.promote),
    minutes(ofGood.promoteMinutes.median),
    minutes(ofGood.promoteMinutes.p90),
    percentWithin(ofBad.promote),
  ];
  const peers = (["default", "tuned"] as const).flatMap((kind) =>
    PEERS.map(({ name }) =>
      row(
        `${name} (${kind})`,
        outcomeOf(results, good.name, name, kind),
        outcomeOf(results, bad.name, name, kind),
      ),
    ),
  );
  return [
    "## Promotion of a good canary",
    "Weights of 5, 25 and 50 % for 5 minutes each. A miss is a promotion of a candidate with twice the errors.",
    markdownTable([
      ["judge", "good: rolled back %", "good: promoted %", "minutes", "p90", "missed %"],
      ...peers,
      row("this analysis", ofOurs(results, good.name), ofOurs(results, bad.name)),
      row("without a past", ofOursWithoutPast(results, good.name), ofOursWithoutPast(results, bad.name)),
    ]),
    "How long this analysis takes to certify on each null:",
    markdownTable([
      ["null", "promoted %", "minutes", "p90"],
      ...NULLS.map(({ name }) => {
        const { promote, promoteMinutes } = ofOurs(results, name);
        return [name, percentWithin(promote), minutes(promoteMinutes.median), minutes(promoteMinutes.p90)];
      }),
    ]),
  ];
}

function listOf(scenarios: readonly Scenario[]): string {
  return scenarios
    .map(({ name, text, harmAboveMs }) => {
      const harm = harmAboveMs === undefined ? "" : `; harmed above ${harmAboveMs} ms`;
      return `- ${name}: ${text}${harm}`;
    })
    .join("\n");
}
