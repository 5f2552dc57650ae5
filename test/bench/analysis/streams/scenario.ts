import type { LatencyModel } from "./latency-model.ts";

/** Errors that come in bursts, each wholly on one release. */
export interface Clusters {
  /** Mean errors of a burst; sizes are geometric. */
  readonly meanSize: number;
  /** Mean time of an error after the start of its burst (exponential), in milliseconds. 0: all at once. */
  readonly spreadMs: number;
}

/** What happens to both releases, and what every judge is told about it. */
export interface Scenario {
  readonly name: string;
  /** One line for the page. */
  readonly text: string;
  readonly kind: "null" | "alternative";
  readonly minutes: number;
  /** Requests in a minute, of both releases. */
  readonly perMinute: (minute: number) => number;
  /** The candidate's share of the requests. */
  readonly split: (minute: number) => number;
  readonly stableErrors: (minute: number) => number;
  readonly candidateErrors: (minute: number) => number;
  readonly clusters?: Clusters;
  /** Requests beyond the usual that are slow (half a second to one), in bursts too: pauses of a machine. Share of all requests. */
  readonly pauses?: Clusters & { readonly share: number };
  /** Bursts and pauses begin with the candidate, on both releases: before it there were none. */
  readonly isNewKind?: boolean;
  readonly candidateLatency: (minute: number) => LatencyModel;
  /** Every judge discards this much from the start. */
  readonly warmUpMinutes: number;
  /** How often the judges look that look as often as they like, in seconds. */
  readonly lookSeconds: number;
  /** No judge promotes earlier. */
  readonly bakeMinutes: number;
  /** A request of the candidate harms when it fails, or here when it is slower than this. */
  readonly harmAboveMs?: number;
  /** Shown, but not one of the alternatives that the median of harm is taken over: the issues of many causes at once. */
  readonly isBeside?: boolean;
}
