import { isObject } from "@deploy-actions/kernel";
import type { DeploymentKind, NewDeployment, RunIdentity } from "./types.ts";

const KINDS: readonly string[] = ["deploy", "hotfix", "rollback", "config"] satisfies DeploymentKind[];

/** The first thing that is wrong with a stored value, with the path of the key. */
export class ShapeError extends Error {
  constructor(path: string, expected: string) {
    super(`${path} is not ${expected}`);
    this.name = "ShapeError";
  }
}

/** A text under `key`; throws a {@link ShapeError}. */
export function textAt(value: Readonly<Record<string, unknown>>, key: string): string {
  const found = value[key];
  if (typeof found !== "string") throw new ShapeError(key, "a text");
  return found;
}

/** A text under `key`, or `undefined` when there is nothing. */
export function optionalTextAt(value: Readonly<Record<string, unknown>>, key: string): string | undefined {
  return value[key] === undefined || value[key] === null ? undefined : textAt(value, key);
}

/** A finite number under `key`. */
export function numberAt(value: Readonly<Record<string, unknown>>, key: string): number {
  const found = value[key];
  if (typeof found !== "number" || !Number.isFinite(found)) throw new ShapeError(key, "a number");
  return found;
}

/** An object under `key`. */
export function objectAt(
  value: Readonly<Record<string, unknown>>,
  key: string,
): Readonly<Record<string, unknown>> {
  const found = value[key];
  if (!isObject(found)) throw new ShapeError(key, "an object");
  return found;
}

/** A list of texts under `key`, or `undefined` when there is nothing. */
export function optionalTextsAt(
  value: Readonly<Record<string, unknown>>,
  key: string,
): readonly string[] | undefined {
  const found = value[key];
  if (found === undefined || found === null) return undefined;
  if (!Array.isArray(found)) throw new ShapeError(key, "a list");
  return found.map((item: unknown) => {
    if (typeof item !== "string") throw new ShapeError(key, "a list of texts");
    return item;
  });
}

/** The kind of a deployment under `key`. */
export function kindAt(value: Readonly<Record<string, unknown>>, key: string): DeploymentKind {
  const found = value[key];
  if (typeof found !== "string" || !KINDS.includes(found))
    throw new ShapeError(key, `one of ${KINDS.join(", ")}`);
  return found as DeploymentKind;
}

/** A yes or no under `key`. */
export function flagAt(value: Readonly<Record<string, unknown>>, key: string): boolean {
  const found = value[key];
  if (typeof found !== "boolean") throw new ShapeError(key, "true or false");
  return found;
}

/** A deployment from a line of the file ledger; throws a {@link ShapeError}. */
export function parseDeployment(value: Readonly<Record<string, unknown>>): NewDeployment {
  const release = objectAt(value, "release");
  const previous = value.previous === undefined ? undefined : objectAt(value, "previous");
  return {
    service: textAt(value, "service"),
    environment: textAt(value, "environment"),
    release: {
      version: textAt(release, "version"),
      ...optional("commit", optionalTextAt(release, "commit")),
      ...optional("artifact", optionalTextAt(release, "artifact")),
    },
    kind: kindAt(value, "kind"),
    planned: flagAt(value, "planned"),
    strategy: textAt(value, "strategy"),
    run: parseRun(objectAt(value, "run")),
    ...(previous === undefined
      ? {}
      : { previous: { id: textAt(previous, "id"), version: textAt(previous, "version") } }),
    ...optional("rollsBack", optionalTextAt(value, "rollsBack")),
    ...optional("migrations", optionalTextsAt(value, "migrations")),
    ...optional("reason", optionalTextAt(value, "reason")),
  };
}

/** A run from a line of the file ledger; throws a {@link ShapeError}. */
export function parseRun(run: Readonly<Record<string, unknown>>): RunIdentity {
  const holder = run.process === undefined ? undefined : objectAt(run, "process");
  return {
    actor: textAt(run, "actor"),
    runId: textAt(run, "runId"),
    runAttempt: numberAt(run, "runAttempt"),
    url: textAt(run, "url"),
    ...(holder === undefined
      ? {}
      : {
          process: {
            host: textAt(holder, "host"),
            pid: numberAt(holder, "pid"),
            started: textAt(holder, "started"),
          },
        }),
  };
}

/** An object with the key, or without it when there is no value (`exactOptionalPropertyTypes`). */
export function optional<K extends string, T>(key: K, value: T | undefined): { readonly [P in K]?: T } {
  return (value === undefined ? {} : { [key]: value }) as { readonly [P in K]?: T };
}
