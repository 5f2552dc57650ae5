import {
  ActionError,
  errorMessage,
  isObject,
  plural,
  truncateUtf8,
  utf8Length,
} from "@deploy-actions/kernel";
import {
  flagAt,
  kindAt,
  numberAt,
  objectAt,
  optional,
  optionalTextAt,
  optionalTextsAt,
  ShapeError,
  textAt,
} from "./deployment-shape.ts";
import type { NewDeployment } from "./types.ts";

const TYPE = "deploy-actions";
const SCHEMA = 1;
/** GitHub documents no limit for a payload; this stays below what is known to work. */
const MAX_BYTES = 8_000;
const MAX_REASON_BYTES = 1_000;

/** A deployment as the payload of GitHub's deployment, below 8 kB: a long list of migrations is cut, and says so. */
export function payloadOf(deployment: NewDeployment): Record<string, unknown> {
  const { release, run, migrations } = deployment;
  const payload = {
    type: TYPE,
    schema: SCHEMA,
    service: deployment.service,
    version: release.version,
    sha: release.commit,
    artifact: release.artifact,
    kind: deployment.kind,
    planned: deployment.planned,
    strategy: deployment.strategy,
    actor: run.actor,
    run_id: run.runId,
    run_attempt: run.runAttempt,
    run_url: run.url,
    previous: deployment.previous,
    rolls_back: deployment.rollsBack,
    reason:
      deployment.reason === undefined ? undefined : truncateUtf8(deployment.reason.trim(), MAX_REASON_BYTES),
    migrations,
    migrations_omitted: undefined as number | undefined,
  };
  let kept = migrations?.length ?? 0;
  while (utf8Length(JSON.stringify(payload)) > MAX_BYTES && kept > 0) {
    kept = Math.floor(kept * 0.8);
    payload.migrations = migrations?.slice(0, kept);
    payload.migrations_omitted = (migrations?.length ?? 0) - kept;
  }
  if (utf8Length(JSON.stringify(payload)) > MAX_BYTES) {
    throw new ActionError("input", "The deployment's facts are longer than GitHub's payload may be", {
      hint: "Shorten the version, artifact or service name: 8 kB is the limit for all of them.",
    });
  }
  return JSON.parse(JSON.stringify(payload)) as Record<string, unknown>;
}

/**
 * The deployment in a payload; `undefined` when it is not one of ours, or not of the service that is asked for. One of ours that cannot be
 * read is a `config` ActionError: it may be the one that is live.
 */
export function parsePayload(
  raw: unknown,
  place: { readonly service?: string; readonly environment: string; readonly id: string },
): NewDeployment | undefined {
  const value = typeof raw === "string" ? parseJson(raw) : raw;
  if (!isObject(value) || value.type !== TYPE) return undefined;
  if (place.service !== undefined && value.service !== place.service) return undefined;
  try {
    if (value.schema !== SCHEMA) {
      throw new ShapeError("schema", `${SCHEMA} (written by another version of deploy-actions?)`);
    }
    return read(value, place.environment);
  } catch (error) {
    throw new ActionError(
      "config",
      `The payload of GitHub deployment ${place.id} in ${place.environment} cannot be read: ${errorMessage(error)}`,
      {
        hint: "Use the version of deploy-actions that wrote it, or delete that deployment (set it inactive first).",
        cause: error,
      },
    );
  }
}

function read(value: Readonly<Record<string, unknown>>, environment: string): NewDeployment {
  const previous = value.previous === undefined ? undefined : objectAt(value, "previous");
  const migrations = optionalTextsAt(value, "migrations");
  const omitted = value.migrations_omitted === undefined ? 0 : numberAt(value, "migrations_omitted");
  return {
    service: textAt(value, "service"),
    environment,
    release: {
      version: textAt(value, "version"),
      ...optional("commit", optionalTextAt(value, "sha")),
      ...optional("artifact", optionalTextAt(value, "artifact")),
    },
    kind: kindAt(value, "kind"),
    planned: flagAt(value, "planned"),
    strategy: textAt(value, "strategy"),
    run: {
      actor: textAt(value, "actor"),
      runId: textAt(value, "run_id"),
      runAttempt: numberAt(value, "run_attempt"),
      url: textAt(value, "run_url"),
    },
    ...(previous === undefined
      ? {}
      : { previous: { id: textAt(previous, "id"), version: textAt(previous, "version") } }),
    ...optional("rollsBack", optionalTextAt(value, "rolls_back")),
    // Whoever asks about a migration must not take a cut list for the whole one: the rest is an entry nobody knows.
    ...optional(
      "migrations",
      omitted === 0
        ? migrations
        : [...(migrations ?? []), `(${plural(omitted, "more migration")} not recorded)`],
    ),
    ...optional("reason", optionalTextAt(value, "reason")),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
