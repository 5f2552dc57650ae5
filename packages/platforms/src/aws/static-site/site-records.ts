import { isObject } from "@deploy-actions/kernel";
import type { Release } from "@deploy-actions/rollout";

/** The list of a release's files. It is written when all of them are there, so without it a release is not complete. */
export interface SiteManifest {
  readonly schema: 1;
  readonly release: Release;
  /** Path to what was uploaded; sizes in bytes. */
  readonly files: Readonly<Record<string, { readonly sha256: string; readonly bytes: number }>>;
}

/** What the distribution cannot say of a rollout: which release is the candidate, and where to go back to. */
export interface SiteMarker {
  readonly schema: 1;
  readonly candidate: Release;
  readonly candidatePath: string;
  /** Origin path of stable; empty before the first release. */
  readonly stablePath: string;
  /** An origin path was or is being switched, and its invalidation has not been seen to end. */
  readonly unsettled: boolean;
}

/** `undefined` for anything that is no manifest. */
export function parseManifest(text: string): SiteManifest | undefined {
  const value = parse(text);
  const release = isObject(value) ? parseRelease(value.release) : undefined;
  if (!isObject(value) || value.schema !== 1 || release === undefined || !isObject(value.files))
    return undefined;
  const files: Record<string, { sha256: string; bytes: number }> = {};
  for (const [path, file] of Object.entries(value.files)) {
    if (!isObject(file) || typeof file.sha256 !== "string" || typeof file.bytes !== "number")
      return undefined;
    files[path] = { sha256: file.sha256, bytes: file.bytes };
  }
  return { schema: 1, release, files };
}

/** `undefined` for anything that is no marker. */
export function parseMarker(text: string): SiteMarker | undefined {
  const value = parse(text);
  const candidate = isObject(value) ? parseRelease(value.candidate) : undefined;
  if (!isObject(value) || value.schema !== 1 || candidate === undefined) return undefined;
  const { candidatePath, stablePath, unsettled } = value;
  if (typeof candidatePath !== "string" || typeof stablePath !== "string") return undefined;
  return { schema: 1, candidate, candidatePath, stablePath, unsettled: unsettled === true };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function parseRelease(value: unknown): Release | undefined {
  if (!isObject(value) || typeof value.version !== "string" || value.version === "") return undefined;
  const { version, commit, artifact } = value;
  return {
    version,
    ...(typeof commit === "string" ? { commit } : {}),
    ...(typeof artifact === "string" ? { artifact } : {}),
  };
}
