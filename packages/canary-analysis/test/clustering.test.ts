import { describe, expect, test } from "@jest/globals";
import {
  addToClustering,
  type Clustering,
  causeSize,
  causeSizeOfCertificate,
  doubtOf,
  NO_CLUSTERING,
} from "../src/counts/clustering.ts";
import { geometric, poisson, seeded } from "./support/random.ts";

const BURST_MS = 10_000;
const STRETCH_MS = 20_000;

interface Stretch {
  readonly candidate?: number;
  readonly stable: number;
  readonly requests?: number;
}

/** Stretches of 20 s with 1,000 requests of stable, and 100 of the candidate where it has bad ones. */
function learn(stretches: readonly Stretch[]): Clustering {
  return stretches.reduce(
    (clustering, { candidate, stable, requests = 1_000 }) =>
      addToClustering(
        BURST_MS,
        clustering,
        {
          candidate: { requests: candidate === undefined ? 0 : 100, bad: candidate ?? 0 },
          stable: { requests, bad: stable },
        },
        STRETCH_MS,
      ),
    NO_CLUSTERING,
  );
}

/** Bad requests of a stretch: `causes` in the mean, of `size` in the mean each. */
function drawer(seed: number): (causes: number, size: number) => number {
  const random = seeded(seed);
  return (causes, size) => {
    let bad = 0;
    for (let left = poisson(causes, random); left > 0; left -= 1)
      bad += size === 1 ? 1 : geometric(size, random);
    return bad;
  };
}

const stretches = (count: number, of: (index: number) => Stretch): readonly Stretch[] =>
  Array.from({ length: count }, (_, index) => of(index));

describe("how many bad requests have one cause", () => {
  test("is not known from a few stretches, or a few bad requests", () => {
    const draw = drawer(1);
    expect(causeSize(learn(stretches(8, () => ({ stable: draw(5, 1) }))))).toBeUndefined();
    expect(
      causeSize(learn(stretches(200, (index) => ({ stable: index % 40 === 0 ? 1 : 0 })))),
    ).toBeUndefined();
    expect(causeSize(NO_CLUSTERING)).toBeUndefined();
    expect(causeSizeOfCertificate(NO_CLUSTERING)).toBeUndefined();
  });

  test("is one where each stands for itself", () => {
    const draw = drawer(12);
    const size = causeSize(learn(stretches(180, () => ({ stable: draw(10, 1) }))));
    expect(size).toBeGreaterThanOrEqual(1);
    expect(size).toBeLessThan(1.2);
  });

  test("is the mean square over the mean of the sizes, 9 for geometric bursts of 5, and not less than that", () => {
    const draw = drawer(3);
    const size = causeSize(learn(stretches(360, () => ({ stable: draw(2, 5) })))) ?? Number.NaN;
    expect(size).toBeGreaterThan(9);
    expect(size).toBeLessThan(14);
  });

  test("is not raised by an incident, or by the time of day", () => {
    const draw = drawer(4);
    const incident = learn(
      stretches(180, (index) => ({ stable: draw(index >= 60 && index < 90 ? 100 : 10, 1) })),
    );
    // Only the two edges of it count: over all stretches its counts vary seventy times as much.
    expect(causeSize(incident)).toBeLessThan(4);
    const wave = learn(
      stretches(180, (index) => {
        const times = 1 + 0.6 * Math.sin((2 * Math.PI * index) / 180);
        return { stable: draw(10 * times * times, 1), requests: Math.round(1_000 * times) };
      }),
    );
    expect(causeSize(wave)).toBeLessThan(1.2);
  });

  test("is told where half of the requests are bad, too", () => {
    const random = seeded(5);
    const half = (): number => {
      let bad = 0;
      for (let request = 0; request < 1_000; request += 1) bad += random() < 0.5 ? 1 : 0;
      return bad;
    };
    expect(causeSize(learn(stretches(180, () => ({ stable: half() }))))).toBeLessThan(1.2);
  });

  test("is taken larger for a certificate, and only from what is seen beside the candidate", () => {
    const draw = drawer(6);
    const past = stretches(60, () => ({ stable: draw(10, 1) }));
    expect(causeSizeOfCertificate(learn(past))).toBeUndefined();
    const beside = learn([...past, ...stretches(30, () => ({ stable: draw(10, 1), candidate: draw(1, 1) }))]);
    expect(causeSizeOfCertificate(beside)).toBeGreaterThan(causeSize(beside) ?? Number.NaN);
    const none = learn(stretches(30, () => ({ stable: 0, candidate: 0 })));
    expect(causeSize(none)).toBeUndefined();
    expect(causeSizeOfCertificate(none)).toBeGreaterThan(1);
  });
});

describe("doubt", () => {
  const draw = drawer(7);
  const past = stretches(180, () => ({ stable: draw(10, 1) }));

  test("is none while the candidate fails evenly, however often", () => {
    const beside = stretches(30, () => ({ stable: draw(10, 1), candidate: draw(10, 1) }));
    expect(doubtOf(learn([...past, ...beside]))).toBe(1);
  });

  test.each([
    ["the candidate", () => ({ stable: draw(10, 1), candidate: draw(0.5, 10) })],
    ["stable", () => ({ stable: draw(1, 10), candidate: draw(1, 1) })],
  ])("comes with bursts of a new kind on %s", (_, of) => {
    expect(doubtOf(learn([...past, ...stretches(30, of)]))).toBeGreaterThan(3);
  });
});
