import type { AnalysisVerdict } from "@deploy-actions/canary-analysis";
import {
  codeBlock,
  formatDuration,
  formatPercent,
  joinMarkdown,
  type Markdown,
  md,
  table,
} from "@deploy-actions/kernel";
import { evidenceLine } from "./analysis-loop.ts";
import { type ExpectedAnalysis, timeText, trafficText } from "./expected-traffic.ts";
import type { EvidencePoint, RolloutKeeper } from "./rollout-keeper.ts";

/** GitHub draws a chart of many points too narrow to read. */
const MAX_POINTS = 40;
/** Beyond the threshold nothing changes any more. */
const HIGHEST = 120;

/** What the analysis said, with its evidence over time; `undefined` without an analysis. */
export function renderAnalysis({ verdict, expectation, points }: RolloutKeeper): Markdown | undefined {
  if (verdict === undefined) return undefined;
  return joinMarkdown([
    md`### Analysis: ${WORDS[verdict.outcome]}`,
    md`${verdict.sentence}.`,
    md`${evidenceLine(verdict)}.`,
    renderCounting(verdict),
    renderEvidenceChart(points),
    expectation === undefined ? undefined : renderExpected(expectation),
  ]);
}

const WORDS = { pass: "passed", fail: "failed", inconclusive: "not decided" } as const;

/** What the evidence takes for independent, by metric. */
function renderCounting({ metrics }: AnalysisVerdict): Markdown | undefined {
  const counted = metrics.flatMap(({ name, countedBy }) =>
    countedBy === undefined ? [] : [`${name} by ${countedBy}`],
  );
  return counted.length === 0 ? undefined : md`Counted: ${counted.join("; ")}.`;
}

/** The evidence as a Mermaid chart; `undefined` for fewer looks than make a line. */
export function renderEvidenceChart(points: readonly EvidencePoint[]): Markdown | undefined {
  const shown = spread(points);
  const [first, last] = [shown[0], shown.at(-1)];
  if (first === undefined || last === undefined || shown.length < 2 || last.at <= first.at) return undefined;
  const certified = shown.flatMap((point) => (point.certified === undefined ? [] : [point.certified]));
  const isMinutes = last.at - first.at >= 120_000;
  const end = ((last.at - first.at) / (isMinutes ? 60_000 : 1_000)).toFixed(1);
  const chart = [
    "xychart-beta",
    `  x-axis "${isMinutes ? "minutes" : "seconds"} of traffic" 0 --> ${end}`,
    `  y-axis "per cent of the way to a decision" 0 --> ${HIGHEST}`,
    `  line [${shown.map(({ regressed }) => heightOf(regressed)).join(", ")}]`,
    ...(certified.length === shown.length ? [`  line [${certified.map(heightOf).join(", ")}]`] : []),
  ].join("\n");
  const lines =
    certified.length === shown.length
      ? md`The first line is the evidence for a regression, the second that for a pass; at 100 it decides (log scale).`
      : md`The line is the evidence for a regression; at 100 it decides (log scale).`;
  return joinMarkdown([lines, codeBlock(chart, "mermaid")]);
}

function renderExpected({ traffic, steps, problems }: ExpectedAnalysis): Markdown | undefined {
  if (steps.length === 0) return undefined;
  const ratios = steps[0]?.detectMs.map(({ ratio }) => `found at x${ratio}`) ?? [];
  const rows = steps.map(({ weight, bakeMs, certifyMs, detectMs }) => [
    formatPercent(weight),
    formatDuration(bakeMs),
    timeText(certifyMs),
    ...detectMs.map(({ ms }) => timeText(ms)),
  ]);
  return joinMarkdown([
    md`Expected before traffic moved, at ${trafficText(traffic)}:`,
    table(["weight", "bake", "a good release passes", ...ratios], rows),
    ...problems.map((problem) => md`⚠️ Cannot decide in its bake: ${problem}.`),
  ]);
}

/** At most {@link MAX_POINTS}, evenly spread, with the first and the last. */
function spread(points: readonly EvidencePoint[]): readonly EvidencePoint[] {
  if (points.length <= MAX_POINTS) return points;
  const step = (points.length - 1) / (MAX_POINTS - 1);
  return Array.from({ length: MAX_POINTS }, (_, index) => points[Math.round(index * step)]).flatMap(
    (point) => point ?? [],
  );
}

function heightOf(share: number): number {
  return Math.round(10 * Math.min(HIGHEST, Math.max(0, share * 100))) / 10;
}
