/** One answer to a check. `unknown`: nobody can say (proxy down, DNS of the runner); it is neither healthy nor not. */
export interface ProbeSample {
  readonly check: string;
  /** Milliseconds since the epoch, when the probe was due (latency counts from here: no coordinated omission). */
  readonly at: number;
  readonly result: "healthy" | "unhealthy" | "unknown";
  /** Stable snake_case code, `ok` when healthy: `status_unexpected`, `redirected`, `timeout`, `version_mismatch`, … */
  readonly reason: string;
  /** One line: what was asked, what came. */
  readonly detail: string;
  /** A time-out counts with the time-out. `undefined` when there was no request. */
  readonly latencyMs: number | undefined;
  /** The version the answer claimed, where one was expected. */
  readonly version: string | undefined;
}

/** One question to a running system; `run` never throws except `cancelled`. */
export interface Probe {
  readonly check: string;
  readonly kind: "http" | "command" | "alarm";
  /** A critical check that fails counts at once, not after `n consecutive`. */
  readonly critical: boolean;
  /** The version that must answer, and in how many replies in a row; absent when none is expected. */
  readonly expectsVersion?: { readonly expected: string; readonly consecutive: number };
  /** What is asked, for the evidence: the URL without its query, or the command. */
  readonly source?: string;
  run(signal: AbortSignal): Promise<ProbeSample>;
}
