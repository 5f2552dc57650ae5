/** The run that writes a comment: a later run, or a later attempt of the same one, replaces it; an earlier one does not. */
export interface RunOrder {
  /** `github.run_number`, which grows within a workflow. */
  readonly number: number;
  /** `github.run_attempt`, from 1. */
  readonly attempt: number;
}

/** What tells our comment from all others. */
export interface CommentMarker {
  /** One comment for each key on an issue or pull request, e.g. `quality-gate production`. */
  readonly key: string;
  /** With it a later run is never overwritten by an earlier one that ends late. */
  readonly run?: RunOrder | undefined;
}

/** The hidden first line of a comment: `<!-- deploy-actions:<key> run=<number>.<attempt> -->`. */
export function formatMarker({ key, run }: CommentMarker): string {
  const order = run === undefined ? "" : ` run=${run.number}.${run.attempt}`;
  return `<!-- deploy-actions:${encodeKey(key)}${order} -->`;
}

/** The marker a comment begins with, when it is one of this key. Anywhere else it is text somebody wrote. */
export function readMarker(body: string, key: string): { readonly run: RunOrder | undefined } | undefined {
  const match = /^<!-- deploy-actions:(\S+?)(?: run=(\d{1,15})\.(\d{1,9}))? -->/.exec(body);
  if (match === null || match[1] !== encodeKey(key)) return undefined;
  if (match[2] === undefined) return { run: undefined };
  return { run: { number: Number(match[2]), attempt: Number(match[3]) } };
}

/** Whether `a` was started after `b`. */
export function isLaterRun(a: RunOrder, b: RunOrder): boolean {
  return a.number > b.number || (a.number === b.number && a.attempt > b.attempt);
}

// No space, no `>` and no `--`, which would end the comment.
function encodeKey(key: string): string {
  return encodeURIComponent(key).replaceAll("--", "%2D%2D");
}
