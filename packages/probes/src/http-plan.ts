import type { HttpCheck, JsonExpectation } from "@deploy-actions/conditions";
import { ActionError, suggest } from "@deploy-actions/kernel";
import { type JsonPathSegment, parseJsonPath } from "./json-path.ts";

/** Where an answer says its version. */
export type VersionPlace =
  | { readonly kind: "json"; readonly path: string; readonly segments: readonly JsonPathSegment[] }
  | { readonly kind: "header"; readonly name: string }
  | { readonly kind: "body" }
  | { readonly kind: "auto" };

/** A JSON expectation with its path parsed. */
export interface PlannedExpectation {
  readonly path: string;
  readonly segments: readonly JsonPathSegment[];
  readonly expect: JsonExpectation["expect"];
}

/** An HTTP check with everything parsed that can be wrong in it. */
export interface HttpPlan {
  readonly check: HttpCheck;
  readonly json: readonly PlannedExpectation[];
  readonly version: { readonly expected: string; readonly place: VersionPlace } | undefined;
  /** Whether the answer has to be JSON for the check to be judged. */
  readonly needsJson: boolean;
  /** Whether the check says anything about the body, so that a mere status is not the answer. */
  readonly needsBody: boolean;
}

/** Parses the paths of a check; throws a `config` ActionError that names the check and the place. */
export function planHttpCheck(check: HttpCheck): HttpPlan {
  const json = check.json.map((item) => ({
    path: item.path,
    segments: parsePath(check.name, item.path),
    expect: item.expect,
  }));
  const version =
    check.version === undefined
      ? undefined
      : {
          expected: check.version.expected,
          place: parseVersionPlace(check.name, check.version.from),
        };
  const needsJson = json.length > 0 || version?.place.kind === "json" || version?.place.kind === "auto";
  const needsBody = needsJson || version?.place.kind === "body" || check.contains !== undefined;
  if (needsBody && check.method === "HEAD") {
    throw new ActionError(
      "config",
      `Check "${check.name}" expects something of the body but asks with HEAD`,
      {
        hint: "Use method GET, or expect only a status, headers or a version from a header.",
      },
    );
  }
  return { check, json, version, needsJson, needsBody };
}

function parsePath(name: string, path: string): readonly JsonPathSegment[] {
  const parsed = parseJsonPath(path);
  if (parsed.ok) return parsed.segments;
  throw new ActionError(
    "config",
    `Check "${name}": JSON path "${path}" cannot be read from character ${parsed.offset + 1} on`,
    { hint: "A path is made of names and indexes, such as $.checks.db[0]['response time']." },
  );
}

function parseVersionPlace(name: string, from: string): VersionPlace {
  const text = from.trim();
  if (text === "body" || text === "auto") return { kind: text };
  const header = /^header:\s*([!#$%&'*+.^_`|~0-9A-Za-z-]+)$/.exec(text)?.[1];
  if (header !== undefined) return { kind: "header", name: header.toLowerCase() };
  if (text.startsWith("json:")) {
    const path = text.slice("json:".length).trim();
    return { kind: "json", path, segments: parsePath(name, path) };
  }
  const near = suggest(text, ["body", "auto", "header:x-version", "json:$.version"]);
  throw new ActionError("config", `Check "${name}": "${from}" is not a place where a version can be read`, {
    hint: `${near.trim()} A place is json:<path>, header:<name>, body or auto.`,
  });
}
