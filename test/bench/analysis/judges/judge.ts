import type { Scenario } from "../streams/scenario.ts";
import type { Stream } from "../streams/stream.ts";

/**
 * A rule of today, with one knob. Looking gives a score, and it rolls back at the first look whose score reaches the knob's value:
 * so a run need be watched once to know what the rule would have done at every setting.
 */
export interface Judge {
  readonly name: string;
  /** The rule with `N` for the knob. */
  readonly rule: string;
  /** The knob as documented. */
  readonly standard: number;
  /** Settings below make no sense for the rule. */
  readonly lowest: number;
  /** The knob is a whole number. */
  readonly isWhole: boolean;
  /** Looks at this grain; by default at every minute. */
  readonly looksAsOftenAsItLikes?: boolean;
  /** Looks only at the end. */
  readonly looksOnce?: boolean;
  /** The score after `cells` cells of the run; called in order. */
  watch(scenario: Scenario, stream: Stream): (cells: number) => number;
}
