import { plural } from "@deploy-actions/kernel";
import type { Limits } from "../model/limits.ts";
import { formatEvidence, formatTime, formatWeight } from "../page/format.ts";
import { type Html, html } from "../page/html.ts";
import { absent, type Column, section, table } from "../page/parts.ts";
import type { HistoryCounts, HistoryLook, RolloutHistory } from "../rollout-history.ts";

const TITLE = "Every look";
const MAX_ROWS = 400;
/** What a cell takes at most: a number with its tags. */
const CELL_BYTES = 24;
/** More columns of evidence than this are read by nobody. */
const MAX_METRICS = 6;

/** The table behind the charts, folded, at most 400 rows. */
export function rawSection(history: RolloutHistory, { tableBytes }: Limits): Html {
  const { looks } = history;
  if (looks.length === 0) return section("looks", TITLE, absent("Nobody has looked yet."));
  const columns = columnsOf(history);
  const fit = Math.floor(tableBytes / (columns.length * CELL_BYTES));
  const shown = spreadLooks(looks, Math.min(MAX_ROWS, fit));
  const note =
    shown.length < looks.length
      ? `${shown.length} of ${looks.length} looks, evenly spread; the counts are those of the windows shown.`
      : "All looks, with the counts of the window that ended with each.";
  return section(
    "looks",
    TITLE,
    html`<details><summary>${plural(looks.length, "look")} in numbers</summary>
<p class="caption">${note} A dash: unknown.</p>
${table(
  "Every look",
  columns,
  shown.map((look) => columns.map((column) => column.cell(look))),
)}</details>`,
  );
}

/** At most `count` looks, evenly spread, the first and the last among them. */
export function spreadLooks(looks: readonly HistoryLook[], count: number): readonly HistoryLook[] {
  if (looks.length <= count) return looks;
  const step = (looks.length - 1) / (count - 1);
  return Array.from({ length: count }, (_, index) => looks[Math.round(index * step)]).filter(
    (look) => look !== undefined,
  );
}

interface LookColumn extends Column {
  readonly cell: (look: HistoryLook) => string | number;
}

function columnsOf(history: RolloutHistory): LookColumn[] {
  const column = (title: string, cell: LookColumn["cell"]): LookColumn => ({
    title,
    cell,
  });
  const metrics = (history.analysis?.metrics ?? []).slice(0, MAX_METRICS);
  const hasLatency = history.looks.some(
    (look) => (look.candidate?.p95Ms ?? look.stable?.p95Ms) !== undefined,
  );
  const sides = (["candidate", "stable"] as const).flatMap((release) => [
    column(`${release} requests`, (look) => known(look[release]?.requests)),
    column(`${release} bad`, (look) => known(look[release]?.errors)),
    ...(hasLatency ? [column(`${release} p95, ms`, (look) => latency(look[release]))] : []),
  ]);
  const evidence = metrics.flatMap(({ name }, index) => [
    column(`${name}: regressed`, (look) => formatEvidence(look.evidence?.[index]?.regressed ?? Number.NaN)),
    column(`${name}: certified`, (look) => formatEvidence(look.evidence?.[index]?.certified ?? Number.NaN)),
  ]);
  const hasMissing = history.looks.some((look) => look.missing !== undefined);
  return [
    column("UTC", (look) => formatTime(look.at)),
    column("Weight", (look) => formatWeight(look.weight)),
    ...sides,
    ...evidence,
    ...(hasMissing ? [{ title: "Unknown because", cell: (look: HistoryLook) => look.missing ?? "" }] : []),
  ];
}

function known(value: number | undefined): string | number {
  return value === undefined ? "–" : value;
}

function latency(counts: HistoryCounts | undefined): string | number {
  return counts?.p95Ms === undefined ? "–" : Math.round(counts.p95Ms);
}
