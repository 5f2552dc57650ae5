import type { AnalysisWindow, ReleaseSample } from "./analysis-window.ts";

/** Why a window cannot be used; it is left out, and never taken for zero. */
export interface WindowProblem {
  readonly reason: "clock_jumped" | "windows_overlap" | "wrong_release" | "counts_invalid";
  readonly text: string;
}

/** What the windows before say of the next one. */
export interface SeenBefore {
  readonly lastToMs: number | undefined;
  readonly candidate: string | undefined;
  readonly stable: string | undefined;
}

/** The problem of a window, if it has one. */
export function problemOf(window: AnalysisWindow, seen: SeenBefore): WindowProblem | undefined {
  const { fromMs, toMs, candidate, stable } = window;
  if (!(Number.isFinite(fromMs) && Number.isFinite(toMs) && toMs > fromMs)) {
    return { reason: "clock_jumped", text: `a window that ends ${fromMs - toMs} ms before it begins` };
  }
  if (seen.lastToMs !== undefined && fromMs < seen.lastToMs) {
    const text = `the window begins ${seen.lastToMs - fromMs} ms before the end of the one before: no request may count twice`;
    return { reason: "windows_overlap", text };
  }
  for (const [role, sample] of [["candidate", candidate] as const, ["stable", stable] as const]) {
    const before = seen[role];
    if (before !== undefined && before !== sample.version) {
      const text = `the counts of ${role} are of ${sample.version}, those before of ${before}`;
      return { reason: "wrong_release", text };
    }
    const invalid = invalidCount(sample);
    if (invalid !== undefined) return { reason: "counts_invalid", text: `${role}: ${invalid}` };
  }
  if (candidate.version === stable.version) {
    const text = `candidate and stable are both counted as ${stable.version}`;
    return { reason: "wrong_release", text };
  }
  return undefined;
}

/** What is wrong with counts, if anything is. */
export function invalidCount({
  requests,
  errors,
  harmedUsers = 0,
  latency,
}: ReleaseSample): string | undefined {
  const named = { requests, errors, "harmed users": harmedUsers };
  for (const [name, count] of Object.entries(named)) {
    if (!isCount(count)) return `${count} ${name}, expected a whole number that is not negative`;
  }
  if (errors > requests) return `${errors} errors in ${requests} requests`;
  const bucket = latency.counts.find((count) => !isCount(count));
  if (bucket !== undefined) return `a latency bucket with ${bucket} requests`;
  return undefined;
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}
