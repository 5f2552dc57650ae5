import { relative } from "node:path";
import { formatCount, formatDuration } from "@deploy-actions/kernel";
import type { DeploymentRecord } from "@deploy-actions/ledger";
import type { TrafficReport } from "@deploy-actions/testkit";
import type { CliReport } from "./pipeline.ts";

/** How one run of the demo went. */
export interface DemoResult {
  readonly release: string;
  readonly report: CliReport;
  /** Version users get at the end. */
  readonly live: string | undefined;
  readonly users: TrafficReport;
  readonly ratePerSecond: number;
  /** What the webhook was told, in order. */
  readonly told: readonly string[];
  readonly record: DeploymentRecord | undefined;
  readonly summary: string;
  readonly ledger: string;
  /** Until v1 was live and the shop's tests were run, side by side. */
  readonly preparedMs: number;
  /** From the start of the demo to its end. */
  readonly totalMs: number;
  /** Processes that were running before the demo ended them. */
  readonly pids: readonly number[];
}

const OUTCOMES: Readonly<Record<string, string>> = {
  promoted: "promoted",
  aborted: "taken back",
  rolled_back: "rolled back",
  already_stable: "already live",
  not_started: "not started",
};

/** The table at the end of the demo. */
export function renderResult(result: DemoResult): string {
  const { release, report, live = "nothing", users, told } = result;
  const { baking, verifying, rest } = spentMs(result);
  const outcome = OUTCOMES[String(report.outputs.outcome)] ?? "cancelled";
  const slowest = users.seconds.reduce((worst, { p95Ms }) => Math.max(worst, p95Ms), 0);
  const rows: readonly (readonly [string, string])[] = [
    ["release", `${release}: ${outcome} (${report.result?.reason ?? "no verdict"}); users get ${live}`],
    ["users' requests", `${formatCount(users.requests)} (${result.ratePerSecond} a second), ${harm(users)}`],
    [
      "of these by release",
      Object.entries(users.labels)
        .map(([label, count]) => `${label} ${formatCount(count.requests)}, ${failures(count.failed)}`)
        .join("; "),
    ],
    ["counted by the target", targetCounts(report, release)],
    ["p95 of users", `${formatDuration(users.p95Ms)}; in the slowest second ${formatDuration(slowest)}`],
    [
      "time",
      `${formatDuration(result.totalMs)}: v1, its database and the shop's tests ${formatDuration(result.preparedMs)}, baking ${formatDuration(baking)}, verifying ${formatDuration(verifying)}, everything else ${formatDuration(rest)}`,
    ],
    ["told the webhook", told.length === 0 ? "nothing" : told.join(", ")],
    ["summary", shorter(result.summary)],
    ["ledger", shorter(result.ledger)],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`).join("\n");
}

/** The same for machines. */
export function toJson(result: DemoResult, exitCode: number): object {
  const { release, report, live, users, told, summary, ledger, pids } = result;
  const { baking, verifying, rest } = spentMs(result);
  const { seconds, ...totals } = users;
  return {
    release,
    exitCode,
    outcome: report.outputs.outcome ?? null,
    reason: report.result?.reason ?? null,
    sentence: report.result?.sentence ?? report.error?.message ?? null,
    live: live ?? null,
    users: { ...totals, slowestP95Ms: Math.max(0, ...seconds.map(({ p95Ms }) => p95Ms)) },
    target: { requests: count(report.outputs.requests), errors: count(report.outputs.errors) },
    told,
    timesMs: { total: result.totalMs, prepared: result.preparedMs, baking, verifying, rest },
    summary,
    ledger,
    pids,
  };
}

/** Where the time went: the ledger says when the release baked and was verified. */
function spentMs({ record, totalMs, preparedMs }: DemoResult): {
  baking: number;
  verifying: number;
  rest: number;
} {
  const events = record?.events ?? [];
  const at = (phases: readonly string[]): number | undefined =>
    events.find(({ phase }) => phases.includes(phase))?.at;
  const last = events.at(-1)?.at ?? 0;
  const bakedFrom = at(["baking"]) ?? last;
  const bakedTo = at(["promoting", "aborting"]) ?? last;
  const verifiedFrom = at(["verifying"]) ?? last;
  const baking = Math.max(0, bakedTo - bakedFrom);
  const verifying = last - verifiedFrom;
  return { baking, verifying, rest: Math.max(0, totalMs - preparedMs - baking - verifying) };
}

function harm({ requests, failed }: TrafficReport): string {
  if (failed === 0) return "none failed";
  return `${failures(failed)} (${(Math.ceil((1_000 * failed) / requests) / 10).toFixed(1)} % of all users' requests)`;
}

function failures(failed: number): string {
  return failed === 0 ? "0 failed" : `${formatCount(failed)} failed`;
}

function targetCounts({ outputs }: CliReport, release: string): string {
  const requests = count(outputs.requests);
  if (requests === null) return `nothing of ${release}`;
  return `${release} served ${formatCount(requests)} while it was watched, ${failures(count(outputs.errors) ?? 0)}`;
}

/** An output that is a count; `null` when nobody counted. */
function count(output: unknown): number | null {
  const text = String(output ?? "");
  return /^\d+$/.test(text) ? Number(text) : null;
}

function shorter(path: string): string {
  const fromHere = relative(process.cwd(), path);
  return fromHere.length < path.length ? fromHere : path;
}
