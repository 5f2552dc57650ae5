/** What is wrong with an answer. */
export interface Finding {
  readonly result: "unhealthy" | "unknown";
  readonly reason: string;
  /** What came instead of what was expected. */
  readonly found: string;
  /** Nothing after it can be judged (the answer is not the system's own, or not whole). */
  readonly isFinal?: boolean;
}

/** The system answered, and the answer is wrong. */
export function unhealthy(reason: string, found: string): Finding {
  return { result: "unhealthy", reason, found };
}

/** Nobody can say: never a pass. */
export function unknown(reason: string, found: string): Finding {
  return { result: "unknown", reason, found };
}
