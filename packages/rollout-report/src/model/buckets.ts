import type { HistoryCounts, HistoryLook } from "../rollout-history.ts";
import type { Span } from "./span.ts";

/** Looks side by side taken together: from the end of the look before the first to the last of them. */
export interface Bucket extends Span {
  /** Sums, and latencies as means weighted by requests; `undefined` when nobody counted. */
  readonly candidate: HistoryCounts | undefined;
  readonly stable: HistoryCounts | undefined;
  /** The part whose counts are unknown, and why. */
  readonly unknown: (Span & { readonly reason: string }) | undefined;
}

interface Window extends Span {
  readonly look: HistoryLook;
}

/** When a bucket has enough: what it holds so far. */
export type IsFull = (span: Span, candidate: HistoryCounts | undefined) => boolean;

/**
 * The looks in buckets, each as long as `isFull` lets it grow. Looks with counts, without requests of the candidate and
 * with unknown counts are not thrown together, unless that changes so often that there were more than `most` buckets.
 */
export function bucketLooks(
  looks: readonly HistoryLook[],
  start: number,
  isFull: IsFull,
  most: number,
): Bucket[] {
  const fine = groupWindows(looks, start, isFull, kindOf);
  const groups = fine.length <= most ? fine : groupWindows(looks, start, isFull, () => "any");
  return groups.map(toBucket);
}

function groupWindows(
  looks: readonly HistoryLook[],
  start: number,
  isFull: IsFull,
  kind: (look: HistoryLook) => string,
): Window[][] {
  const groups: Window[][] = [];
  let group: Window[] = [];
  let isFirstOfKind = true;
  looks.forEach((look, index) => {
    group.push({ from: looks[index - 1]?.at ?? start, to: look.at, look });
    const next = looks[index + 1];
    const isLastOfKind = next === undefined || kind(next) !== kind(look);
    const span = { from: group[0]?.from ?? start, to: look.at };
    const full = isFull(span, addCounts(group.map((window) => window.look.candidate)));
    if (!full && !isLastOfKind) return;
    // What is left over at the end would be too little to tell anything by itself.
    if (!full && !isFirstOfKind) groups.at(-1)?.push(...group);
    else groups.push(group);
    isFirstOfKind = isLastOfKind;
    group = [];
  });
  return groups;
}

function kindOf(look: HistoryLook): string {
  if (isUnknown(look)) return "unknown";
  return look.candidate?.requests === 0 ? "empty" : "counted";
}

function toBucket(windows: readonly Window[]): Bucket {
  const lost = windows.filter(({ look }) => isUnknown(look));
  const first = lost[0];
  return {
    from: windows[0]?.from ?? 0,
    to: windows.at(-1)?.to ?? 0,
    candidate: addCounts(windows.map(({ look }) => look.candidate)),
    stable: addCounts(windows.map(({ look }) => look.stable)),
    unknown: first && {
      from: first.from,
      to: lost.at(-1)?.to ?? first.to,
      reason: first.look.missing ?? "nobody counted",
    },
  };
}

function isUnknown(look: HistoryLook): boolean {
  return look.missing !== undefined || (look.candidate === undefined && look.stable === undefined);
}

/** The sum of the known counts; `undefined` when none is known. */
export function addCounts(all: readonly (HistoryCounts | undefined)[]): HistoryCounts | undefined {
  const known = all.filter((counts) => counts !== undefined);
  if (known.length === 0) return undefined;
  return {
    requests: known.reduce((sum, counts) => sum + counts.requests, 0),
    errors: known.reduce((sum, counts) => sum + counts.errors, 0),
    p50Ms: weightedMean(known, "p50Ms"),
    p95Ms: weightedMean(known, "p95Ms"),
    p99Ms: weightedMean(known, "p99Ms"),
  };
}

export type Quantile = "p50Ms" | "p95Ms" | "p99Ms";

function weightedMean(all: readonly HistoryCounts[], quantile: Quantile): number | undefined {
  let weight = 0;
  let sum = 0;
  for (const counts of all) {
    const value = counts[quantile];
    if (value === undefined) continue;
    weight += counts.requests;
    sum += value * counts.requests;
  }
  return weight === 0 ? undefined : sum / weight;
}
