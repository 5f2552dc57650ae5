import type { Condition } from "./condition.ts";

/** An inclusive range of HTTP status codes; a single code has `from` = `to`. */
export interface StatusRange {
  readonly from: number;
  readonly to: number;
}

/** A condition on a value inside a JSON body: `path` as `$.checks.db.status` or `checks[0].status`. */
export interface JsonExpectation {
  readonly path: string;
  /** What the value must be: an exact JSON scalar (no casts: "1" is not 1), or a numeric condition. */
  readonly expect: { readonly equals: string | number | boolean | null } | { readonly condition: Condition };
}

/** Where a running system says which version it is. */
export interface VersionExpectation {
  readonly expected: string;
  /** `json:$.version`, `header:x-version`, or `body` (the whole trimmed body); `auto` looks for the usual JSON keys. */
  readonly from: string;
  /** Replies in a row that must say `expected` before the check is healthy at all; default 3. */
  readonly consecutive: number;
}

/** An HTTP question to a running system. */
export interface HttpCheck {
  readonly kind: "http";
  readonly name: string;
  readonly url: string;
  readonly method: "GET" | "HEAD" | "POST";
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** Default 200-299. */
  readonly status: readonly StatusRange[];
  /** Header name (lower case) to a text it must hold. */
  readonly expectHeaders: Readonly<Record<string, string>>;
  /** Text the body must hold, compared exactly. */
  readonly contains: string | undefined;
  readonly json: readonly JsonExpectation[];
  readonly version: VersionExpectation | undefined;
  /** e.g. `<= 200ms`, of one reply. */
  readonly latency: Condition | undefined;
  /** A redirect is an answer of its own (and, unless its status is expected, unhealthy) when false. */
  readonly followRedirects: boolean;
  readonly timeoutMs: number;
  readonly critical: boolean;
}

/** A program whose exit code is the answer: 0 healthy. */
export interface CommandCheck {
  readonly kind: "command";
  readonly name: string;
  readonly argv: readonly string[];
  readonly timeoutMs: number;
  readonly critical: boolean;
}

/** One question to a running system. */
export type Check = HttpCheck | CommandCheck;
