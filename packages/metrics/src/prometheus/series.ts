/** One series and its raw samples, oldest first: milliseconds since the epoch and value. */
export interface Series {
  readonly labels: Readonly<Record<string, string>>;
  readonly samples: readonly (readonly [number, number])[];
}
