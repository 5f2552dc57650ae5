/** How much of a history is shown. */
export interface Limits {
  readonly nameBytes: number;
  readonly sentenceBytes: number;
  readonly metrics: number;
  /** Rows of a list of checks or decisions. */
  readonly listRows: number;
  /** About what the table of all looks may take. */
  readonly tableBytes: number;
}

/** From all that a person would read to what always fits; each is tried until the page is small enough. */
export const LIMITS: readonly Limits[] = [
  { nameBytes: 120, sentenceBytes: 1_000, metrics: 20, listRows: 150, tableBytes: 120_000 },
  { nameBytes: 120, sentenceBytes: 400, metrics: 20, listRows: 80, tableBytes: 60_000 },
  { nameBytes: 60, sentenceBytes: 200, metrics: 12, listRows: 40, tableBytes: 20_000 },
  { nameBytes: 30, sentenceBytes: 100, metrics: 8, listRows: 20, tableBytes: 5_000 },
];
