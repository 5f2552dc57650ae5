import { gainsOfBets } from "../cells/share-bets.ts";
import { gainsOfSingles } from "../cells/single-bets.ts";
import type { CountWindow } from "../counts/count-window.ts";
import { addWindow, type OddsHypothesis } from "../counts/odds-evidence.ts";
import { type Distribution, poissonPoints } from "../numeric/poisson.ts";

/**
 * Mean growth of the log of the evidence for a regression, a cell, of the bet that does best; cells that are left out counted in. The
 * bad requests of `expected` come one by one: with bursts it takes longer. Of the bets that hold whatever bursts there are.
 */
export function worseGrowth(tolerance: number, expected: CountWindow): number {
  const means = meanOver(expected, (cell) =>
    cell.candidate.bad + cell.stable.bad === 0 ? [] : gainsOfBets(tolerance, cell),
  );
  // After a cell with bad requests of the candidate one is left out.
  const used = 1 / (2 - Math.exp(-expected.candidate.bad));
  return Math.max(0, ...means) * used;
}

/** The same of the bets that know how many bad requests have one cause. */
export function singlesGrowth(tolerance: number, perCause: number, expected: CountWindow): number {
  const means = meanOver(expected, (cell) =>
    cell.candidate.bad + cell.stable.bad === 0
      ? []
      : gainsOfSingles(tolerance, perCause, cell).map(({ gain, most }) => Math.min(gain, most)),
  );
  return Math.max(0, ...means);
}

/** Mean growth of the log of the evidence for a certificate, a window, of the alternative that does best. */
export function alikeGrowth(hypothesis: OddsHypothesis, expected: CountWindow): number {
  return Math.max(0, ...meanOver(expected, (cell) => addWindow(hypothesis, [], cell)));
}

function meanOver(expected: CountWindow, gains: (cell: CountWindow) => readonly number[]): readonly number[] {
  const means: number[] = [];
  const candidate = Math.round(expected.candidate.requests);
  const stable = Math.round(expected.stable.requests);
  if (candidate === 0 || stable === 0) return means;
  const others: Distribution = poissonPoints(expected.stable.bad);
  for (const one of poissonPoints(expected.candidate.bad)) {
    for (const other of others) {
      const cell = {
        candidate: { requests: candidate, bad: Math.min(candidate, one.value) },
        stable: { requests: stable, bad: Math.min(stable, other.value) },
      };
      for (const [index, gain] of gains(cell).entries()) {
        means[index] = (means[index] ?? 0) + one.probability * other.probability * gain;
      }
    }
  }
  return means;
}
