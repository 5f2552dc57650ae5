import type { MetricReading, ReleaseCounts } from "@deploy-actions/metrics";
import { describe, expect, test } from "@jest/globals";
import { type Counted, ReadingSeries } from "../reading-series.ts";

function counts(version: string, requests: number, errors = 0, epoch = "1"): ReleaseCounts {
  return { version, epoch, requests, errors, latency: { boundsMs: [], counts: [requests] } };
}

function reading(at: number, candidate: number | undefined, stable: number, epoch = "1"): MetricReading {
  return {
    known: true,
    at,
    candidate: candidate === undefined ? undefined : counts("v2", candidate, 0, epoch),
    stable: counts("v1", stable),
  };
}

const DOWN: MetricReading = { known: false, reason: "source_down", text: "no answer" };

/** Windows as `from-to: candidate/stable`, what is missing by its reason. */
function read(...readings: readonly MetricReading[]): readonly (string | undefined)[] {
  const series = new ReadingSeries();
  const show = (counted: Counted | undefined): string | undefined => {
    if (counted === undefined) return undefined;
    if (counted.kind === "missing") return `${counted.atMs}: ${counted.reason}`;
    return `${counted.fromMs}-${counted.toMs}: ${counted.candidate?.requests}/${counted.stable?.requests}`;
  };
  return readings.map((one) => show(series.next(one, one.known ? one.at : 0)));
}

describe("readings one after the other", () => {
  test("become windows that meet, each request in one of them", () => {
    expect(read(reading(10, 5, 100), reading(20, 8, 130), reading(30, 8, 160))).toEqual([
      undefined,
      "10-20: 3/30",
      "20-30: 0/30",
    ]);
  });

  test("with a hole where the source was down: the next window spans it, and loses nothing", () => {
    expect(read(reading(10, 5, 100), DOWN, DOWN, reading(40, 9, 180))).toEqual([
      undefined,
      "10: source_down",
      "10: source_down",
      "10-40: 4/80",
    ]);
  });

  test("begin anew after counters did", () => {
    expect(read(reading(10, 500, 100), reading(20, 3, 130, "2"), reading(30, 7, 160, "2"))).toEqual([
      undefined,
      "20: epoch_changed",
      "20-30: 4/30",
    ]);
    expect(read(reading(10, 500, 100), reading(20, 3, 130), reading(30, 7, 160))).toEqual([
      undefined,
      "20: counter_decreased",
      "20-30: 4/30",
    ]);
  });

  test("leave out the release that had no counters at both ends", () => {
    expect(read(reading(10, undefined, 100), reading(20, 3, 130), reading(30, 9, 160))).toEqual([
      undefined,
      "10-20: undefined/30",
      "20-30: 6/30",
    ]);
  });

  test("say nothing twice at one moment", () => {
    expect(read(reading(10, 5, 100), reading(10, 6, 110), reading(20, 8, 130))).toEqual([
      undefined,
      undefined,
      "10-20: 3/30",
    ]);
  });

  test("go on in order when the clock is put back", () => {
    expect(read(reading(5_000, 5, 100), reading(1_000, 8, 130), reading(1_010, 9, 140))).toEqual([
      undefined,
      "5000-5001: 3/30",
      "5001-5011: 1/10",
    ]);
  });

  test("are not counted twice when an older one comes late", () => {
    expect(read(reading(10, 5, 100), reading(30, 9, 180), reading(20, 7, 140), reading(40, 11, 220))).toEqual(
      [undefined, "10-30: 4/80", "30: reading_overtaken", "30-40: 2/40"],
    );
  });

  test("tell how far they reach: a source that is always late is not late again", () => {
    const series = new ReadingSeries();
    series.next(reading(1_000, 5, 100), 121_000);
    expect(series.timeOf(121_000)).toBe(1_000);
    expect(series.timeOf(131_000)).toBe(11_000);
  });
});
