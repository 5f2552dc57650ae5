import type { Span } from "../model/span.ts";
import { formatTime } from "../page/format.ts";

export interface TimeTick {
  readonly at: number;
  readonly label: string;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEPS: readonly number[] = [
  ...[1, 2, 5, 10, 15, 30].map((seconds) => seconds * SECOND),
  ...[1, 2, 5, 10, 15, 20, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR),
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 10_000, 100_000].map((days) => days * DAY),
];

/** Round moments within the span, at most `count`, labelled in UTC; with the day where the span is longer than one. */
export function timeTicks(span: Span, count: number): TimeTick[] {
  const length = span.to - span.from;
  const step = stepFor(length, count, STEPS);
  const ticks: TimeTick[] = [];
  for (let at = Math.ceil(span.from / step) * step; at <= span.to && ticks.length < count; at += step) {
    ticks.push({ at, label: length > DAY ? dayAndTime(at) : formatTime(at) });
  }
  return ticks;
}

/** Round durations from 0 that reach at least `max`, at most `count` after 0. */
export function durationTicks(max: number, count: number): number[] {
  const step = stepFor(max, count, STEPS);
  return Array.from({ length: Math.ceil(max / step) + 1 }, (_, index) => index * step);
}

function stepFor(length: number, count: number, steps: readonly number[]): number {
  return steps.find((step) => length / step <= count) ?? length;
}

function dayAndTime(at: number): string {
  return new Date(at).toISOString().slice(5, 16).replace("T", " ");
}
