import type { GivenInputs } from "./inputs.ts";

/** How a run was asked for. */
export interface Launch {
  readonly given: GivenInputs;
  /** Writes an input's name as the user does (`--name` on a command line). */
  readonly label?: (name: string) => string;
  /** Prints one JSON object on stdout at the end, and the log on stderr. */
  readonly isJson: boolean;
  readonly showDebug: boolean;
  /** Whether a runner starts the same entry again for post; otherwise post runs at the end of main. */
  readonly hasPostStep: boolean;
}
