import type { Results } from "../results.ts";

const NUMBER = (value: number): string => (Number.isNaN(value) ? "" : `${Number(value.toPrecision(6))}`);

/** Every number of every cell: the page shows a part of them. */
export function csvOf({ outcomes }: Results): string {
  const heading = [
    "scenario",
    "judge",
    "setting",
    "knob",
    "runs",
    ...["rollback", "promote", "inconclusive"].flatMap((name) => [name, `${name}_low`, `${name}_high`]),
    "rollback_minutes_median",
    "rollback_minutes_p90",
    "promote_minutes_median",
    "promote_minutes_p90",
    "harmed_median",
    "harmed_mean",
  ];
  const rows = outcomes.map((item) => [
    JSON.stringify(item.scenario),
    JSON.stringify(item.setting.judge),
    item.setting.kind,
    item.setting.threshold === undefined ? "" : NUMBER(item.setting.threshold),
    `${item.rollback.runs}`,
    ...[item.rollback, item.promote, item.inconclusive].flatMap(({ share, low, high }) =>
      [share, low, high].map(NUMBER),
    ),
    ...[item.rollbackMinutes, item.promoteMinutes].flatMap(({ median, p90 }) => [median, p90].map(NUMBER)),
    NUMBER(item.harmed.median),
    NUMBER(item.harmed.mean),
  ]);
  return `${[heading, ...rows].map((row) => row.join(",")).join("\n")}\n`;
}
