import type { Scenario } from "../streams/scenario.ts";
import { CELLS_A_MINUTE, type Stream } from "../streams/stream.ts";
import { quantileMs, slowerThan } from "./histogram.ts";
import type { Judge } from "./judge.ts";

const SLOW_MS = 500;
/** What slow is for rules that compare shares: about stable's 99th percentile. */
const TAIL_MS = 300;

type MinuteScore = (minute: number) => number;

/** A rule that scores minute by minute and takes no notice of the warm-up. */
function minutely(judge: Omit<Judge, "watch">, begin: (stream: Stream) => MinuteScore): Judge {
  return {
    ...judge,
    watch: (scenario: Scenario, stream: Stream) => {
      const score = begin(stream);
      return (cells) => {
        const minute = cells / CELLS_A_MINUTE - 1;
        return minute < scenario.warmUpMinutes ? 0 : score(minute);
      };
    },
  };
}

function errorShare({ candidate }: Stream, minute: number): number {
  return (candidate.minutes.errors[minute] ?? 0) / (candidate.minutes.requests[minute] ?? 0);
}

function failsObjective(stream: Stream, minute: number): boolean {
  return errorShare(stream, minute) > 0.01 || quantileMs(stream.candidate.minutes, minute, 0.99) > SLOW_MS;
}

/** Failed checks are counted over the whole run, and a minute without requests is one. */
export const FLAGGER: Judge = minutely(
  {
    name: "Flagger",
    rule: "N minutes in all with success below 99 % or p99 above 500 ms, or without data",
    standard: 10,
    lowest: 1,
    isWhole: true,
  },
  (stream) => {
    let failed = 0;
    return (minute) => {
      const isEmpty = (stream.candidate.minutes.requests[minute] ?? 0) === 0;
      if (isEmpty || failsObjective(stream, minute)) failed += 1;
      return failed;
    };
  },
);

/** A failure limit of 3 tolerates three. */
export const ARGO: Judge = minutely(
  {
    name: "Argo Rollouts",
    rule: "N minutes in all with more than 5 % errors (failureLimit is N - 1)",
    standard: 4,
    lowest: 1,
    isWhole: true,
  },
  (stream) => {
    let failed = 0;
    return (minute) => {
      if (errorShare(stream, minute) > 0.05) failed += 1;
      return failed;
    };
  },
);

export const CONSECUTIVE: Judge = minutely(
  {
    name: "3 consecutive",
    rule: "N minutes on end with more than 1 % errors or p99 above 500 ms",
    standard: 3,
    lowest: 1,
    isWhole: true,
  },
  (stream) => {
    let onEnd = 0;
    return (minute) => {
      onEnd = failsObjective(stream, minute) ? onEnd + 1 : 0;
      return onEnd;
    };
  },
);

export const RUNBOOK: Judge = minutely(
  {
    name: "5 % rule",
    rule: "a minute with more than N times 5 % errors, or p95 above N times 200 % of stable's",
    standard: 1,
    lowest: 0.1,
    isWhole: false,
  },
  (stream) => (minute) => {
    const p95 = quantileMs(stream.candidate.minutes, minute, 0.95);
    const ofStable = quantileMs(stream.stable.minutes, minute, 0.95);
    const errors = errorShare(stream, minute) / 0.05;
    const latency = p95 / ofStable / 2;
    return Math.max(Number.isNaN(errors) ? 0 : errors, Number.isNaN(latency) ? 0 : latency);
  },
);

/** Windows with a smaller sample do not count, and the last five that do are looked at. */
export const THREE_OF_FIVE: Judge = minutely(
  {
    name: "3 of 5",
    rule: "3 of the last 5 minutes of at least 100 requests with N times stable's errors, or slow requests",
    standard: 2,
    lowest: 1,
    isWhole: false,
  },
  (stream) => {
    const lastOfErrors: number[] = [];
    const lastOfSlow: number[] = [];
    const third = (last: number[], ratio: number): number => {
      last.push(ratio);
      if (last.length > 5) last.shift();
      return [...last].sort((a, b) => b - a)[2] ?? 0;
    };
    const { candidate, stable } = stream;
    return (minute) => {
      const requests = candidate.minutes.requests[minute] ?? 0;
      if (requests < 100) return 0;
      const ofStable = stable.minutes.requests[minute] ?? 0;
      // Half an error more on stable's side, so that there is a ratio where it has none.
      const ratio = (bad: number, badOfStable: number): number =>
        bad / requests / ((badOfStable + 0.5) / (ofStable + 1));
      const errors = ratio(candidate.minutes.errors[minute] ?? 0, stable.minutes.errors[minute] ?? 0);
      const slow = ratio(
        slowerThan(candidate.minutes, minute, TAIL_MS),
        slowerThan(stable.minutes, minute, TAIL_MS),
      );
      return Math.max(third(lastOfErrors, errors), third(lastOfSlow, slow));
    };
  },
);
