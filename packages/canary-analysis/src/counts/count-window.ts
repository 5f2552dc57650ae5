/** Requests of one release in a window, and how many of them were bad. Whole numbers, `bad <= requests`. */
export interface ReleaseCounts {
  readonly requests: number;
  readonly bad: number;
}

/** What was counted of both releases over the same time. */
export interface CountWindow {
  readonly candidate: ReleaseCounts;
  readonly stable: ReleaseCounts;
}
