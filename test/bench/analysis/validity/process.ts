import type { Random } from "../streams/random.ts";

/** An e-process and a null it has to hold under. */
export interface ValidityCase {
  readonly process: string;
  /** The null, at its boundary. */
  readonly null: string;
  readonly looks: number;
  /** Begins a run; each call draws a look and answers with the natural log of the evidence after it. */
  begin(random: Random): (look: number) => number;
}
