/** Who has to act on an error: the closed set of codes an {@link ActionError} can carry. */
export type ErrorCode =
  /** An action input (or command-line option) is missing, unknown or malformed: the caller's workflow is wrong. */
  | "input"
  /** The policy file, a migration or another file of the repository is wrong. */
  | "config"
  /** A token or role may not do what was asked: a permission has to be granted. */
  | "permission"
  /** A remote (API, database, platform) failed or did not answer. */
  | "remote"
  /** Somebody else holds or changed what this run needs. */
  | "conflict"
  /** The run was cancelled or timed out. */
  | "cancelled"
  /** A bug of ours. */
  | "internal";

/** Extra facts of an {@link ActionError}. */
export interface ActionErrorOptions {
  /** The error that caused this one; its chain is printed at debug level. */
  readonly cause?: unknown;
  /** What to do now: one sentence, the nearest right thing. */
  readonly hint?: string;
  /** Where in a file the error is, for an annotation. */
  readonly location?: SourceLocation;
}

/** A place in a file of the repository; line and column count from 1. */
export interface SourceLocation {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

/**
 * An error a person has to act on: what failed, on what (`message`), and what to do (`hint`).
 *
 * A failed verdict is not an error: it is an outcome with outputs.
 */
export class ActionError extends Error {
  readonly code: ErrorCode;
  readonly hint: string | undefined;
  readonly location: SourceLocation | undefined;

  constructor(code: ErrorCode, message: string, options: ActionErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "ActionError";
    this.code = code;
    this.hint = options.hint;
    this.location = options.location;
  }
}

/** The error as an {@link ActionError}: itself, or wrapped as `internal` with itself as the cause. */
export function toActionError(error: unknown): ActionError {
  if (error instanceof ActionError) return error;
  return new ActionError("internal", `Unexpected error: ${errorMessage(error)}`, {
    cause: error,
    hint: "This is a bug of deploy-actions. Please report it with the debug log of the run.",
  });
}

/** The text of anything that was thrown, with the code of a system error and the first of several causes. */
export function errorMessage(error: unknown): string {
  const [first] = nestedErrors(error);
  if (first !== undefined && isError(error) && error.message === "") return errorMessage(first);
  if (isError(error)) {
    const cause = isError(error.cause) ? `: ${errorMessage(error.cause)}` : "";
    return `${error.message}${cause}`;
  }
  return String(error);
}

/** The system error code (`ECONNREFUSED`, `ENOSPC`, …) of an error or of one of its causes, if any. */
export function systemErrorCode(error: unknown): string | undefined {
  for (let current: unknown = error, depth = 0; isError(current) && depth < 8; depth += 1) {
    const code: unknown = (current as { code?: unknown }).code;
    if (typeof code === "string") return code;
    current = nestedErrors(current)[0] ?? current.cause;
  }
  return undefined;
}

/**
 * Whether something thrown is an error, also one of another realm: what Node's core throws inside a `vm` context (as
 * test runners use) is no `instanceof Error` there.
 */
export function isError(value: unknown): value is Error {
  return value instanceof Error || Object.prototype.toString.call(value) === "[object Error]";
}

function nestedErrors(error: unknown): readonly unknown[] {
  const errors: unknown = isError(error) ? (error as { errors?: unknown }).errors : undefined;
  return Array.isArray(errors) ? errors : [];
}

/** Makes an exhaustive `switch` a compile error when a case is missing. */
export function assertNever(value: never): never {
  throw new ActionError("internal", `Unhandled case: ${JSON.stringify(value)}`);
}
