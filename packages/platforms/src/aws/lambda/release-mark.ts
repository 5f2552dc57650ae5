import { utf8Length } from "@deploy-actions/kernel";
import type { Release } from "@deploy-actions/rollout";
import { parseDescription } from "../../release-description.ts";

/** Longest description of a function version or an alias (the API's own limit). */
export const MAX_DESCRIPTION = 256;

const FOREIGN = /^function-version-([0-9]+)$/;
const STAGED = / ?\[deploy-actions candidate ([0-9]+)\]$/;

/** The release of a function version: from its description, or `function-version-<number>` when it is not one of ours. */
export function releaseOf(description: string | undefined, functionVersion: string): Release {
  return parseDescription(description) ?? { version: `function-version-${functionVersion}` };
}

/** The number in `function-version-<number>`, the name of a version that is not one of ours. */
export function foreignVersion(release: Release): string | undefined {
  return FOREIGN.exec(release.version)?.[1];
}

/** An alias' description as its owner wrote it, and the version that is marked in it as the candidate at 0 %. */
export function readAliasDescription(description: string | undefined): {
  readonly own: string;
  readonly staged: string | undefined;
} {
  const text = description ?? "";
  const match = STAGED.exec(text);
  return match === null
    ? { own: text, staged: undefined }
    : { own: text.slice(0, match.index), staged: match[1] };
}

/** The alias' description with the candidate marked; `undefined` when it does not fit. */
export function markAliasDescription(own: string, functionVersion: string): string | undefined {
  const text = `${own === "" ? "" : `${own} `}[deploy-actions candidate ${functionVersion}]`;
  return utf8Length(text) <= MAX_DESCRIPTION ? text : undefined;
}
