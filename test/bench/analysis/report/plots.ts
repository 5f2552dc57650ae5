import { calibratedOn, compareHarm, ofOurs } from "../goals.ts";
import type { Outcomes } from "../judges/outcomes.ts";
import { PEERS } from "../judges/peers.ts";
import { ALPHA, outcomeOf, type Results } from "../results.ts";
import { NULLS } from "../streams/scenarios.ts";
import { percent } from "./format.ts";
import { dot, label, line, svg } from "./svg.ts";

const WIDTH = 860;
const LEFT = 190;
const RIGHT = 20;
const ROW = 24;
const TOP = 60;

/** A position on a log scale from `low` to `high`; what is less is drawn at `low`. */
function onLog(low: number, high: number): (value: number) => number {
  const reach = Math.log(high / low);
  return (value) =>
    LEFT + ((WIDTH - LEFT - RIGHT) * Math.log(Math.min(high, Math.max(low, value)) / low)) / reach;
}

/** False rollbacks of each judge as documented, a dot for each null. */
export function falseRollbackPlot(results: Results): string {
  const low = 0.0005;
  const at = onLog(low, 1);
  const names = [...PEERS.map(({ name }) => name), "this analysis"];
  const bottom = TOP + names.length * ROW;
  const ticks = [
    [low, "0"],
    [0.001, "0.1 %"],
    [0.01, "1 %"],
    [0.1, "10 %"],
    [1, "100 %"],
  ] as const;
  const rows = names.flatMap((name, row) => {
    const y = TOP + (row + 0.5) * ROW;
    const isOurs = row === PEERS.length;
    const dots = NULLS.map((scenario) => {
      const { share } = isOurs
        ? ofOurs(results, scenario.name).rollback
        : outcomeOf(results, scenario.name, name, "default").rollback;
      return dot(at(share), y, 4, share > ALPHA ? "bad" : "good", `${scenario.name}: ${percent(share)} %`);
    });
    return [label(LEFT - 12, y + 4, name, 'text-anchor="end"'), line(LEFT, y, WIDTH - RIGHT, y), ...dots];
  });
  return svg(WIDTH, bottom + 40, "False rollbacks of each judge as documented, a dot for each null", [
    label(12, 24, "False rollbacks as documented, a dot for each null", 'font-size="15"'),
    label(12, 42, `dashed: ${100 * ALPHA} %; red: above it`, 'class="faint"'),
    ...ticks.map(([value, text]) =>
      label(at(value), bottom + 20, text, 'text-anchor="middle" class="faint"'),
    ),
    line(at(ALPHA), TOP, at(ALPHA), bottom, "bound"),
    ...rows,
  ]);
}

/** Harmed requests until the rollback: ours, and every peer that holds alpha on every null. */
export function harmPlot(results: Results): string {
  const compared = compareHarm(results);
  const rows: readonly { name: string; ours: Outcomes; best: Outcomes; all: readonly Outcomes[] }[] =
    compared.map(({ scenario, ours, best }) => ({
      name: scenario,
      ours,
      best,
      all: calibratedOn(results, scenario),
    }));
  const most = Math.max(...rows.flatMap(({ all }) => all.map(({ harmed }) => harmed.median)));
  const high = 10 ** Math.ceil(Math.log10(Math.max(10, most)));
  const at = onLog(1, high);
  const bottom = TOP + rows.length * ROW;
  const ticks = Array.from({ length: Math.round(Math.log10(high)) + 1 }, (_, power) => 10 ** power);
  return svg(WIDTH, bottom + 40, "Harmed requests until the rollback, median", [
    label(12, 24, "Harmed requests of the candidate until the rollback, median", 'font-size="15"'),
    dot(18, 38, 4, "ours", "this analysis"),
    label(28, 42, "this analysis"),
    dot(128, 38, 4, "best", "best peer"),
    label(138, 42, "best peer without too many false rollbacks"),
    dot(398, 38, 4, "peer", "others"),
    label(408, 42, "other such peers"),
    ...ticks.flatMap((value) => [
      line(at(value), TOP, at(value), bottom),
      label(at(value), bottom + 20, value.toLocaleString("en"), 'text-anchor="middle" class="faint"'),
    ]),
    ...rows.flatMap(({ name, ours, best, all }, row) => {
      const y = TOP + (row + 0.5) * ROW;
      const hint = (item: Outcomes): string =>
        `${item.setting.judge} (${item.setting.kind}): ${Math.round(item.harmed.median)}`;
      return [
        label(LEFT - 12, y + 4, name, 'text-anchor="end"'),
        ...all.map((item) => dot(at(item.harmed.median), y, 3, "peer", hint(item))),
        dot(at(best.harmed.median), y, 5, "best", hint(best)),
        dot(at(ours.harmed.median), y, 5, "ours", hint(ours)),
      ];
    }),
  ]);
}
