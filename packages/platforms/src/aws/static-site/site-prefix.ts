import { ActionError } from "@deploy-actions/kernel";
import type { Release, StaticSiteTarget } from "@deploy-actions/rollout";

/** The prefix of a release without slashes at its ends, e.g. `releases/v2`. */
export function prefixOf(target: StaticSiteTarget, release: Release): string {
  const { prefix } = target;
  requireReleaseIn(target);
  if (prefix.includes("${commit}") && release.commit === undefined) {
    throw new ActionError(
      "config",
      `The prefix ${prefix} needs the commit of ${release.version}, which is not known`,
      { hint: "A prefix of ${release} alone can be found again when it is restored." },
    );
  }
  const filled = prefix
    .replaceAll("${release}", release.version)
    .replaceAll("${commit}", release.commit ?? "")
    .replace(/^\/+|\/+$/g, "");
  // What is the same in a key, an origin path and a URL; and the longest origin path there may be.
  if (/^[A-Za-z0-9!_.*'()/-]{1,250}$/.test(filled) && !filled.split("/").some((part) => /^\.*$/.test(part)))
    return filled;
  throw new ActionError(
    "config",
    `The prefix ${JSON.stringify(filled)} cannot be an origin path of CloudFront`,
    {
      hint: "Letters, digits, dots, hyphens and underscores between slashes; at most 250 characters.",
    },
  );
}

/** A `config` error unless each release has a prefix of its own. */
export function requireReleaseIn({ prefix }: StaticSiteTarget): void {
  if (prefix.includes("${release}")) return;
  throw new ActionError("config", `The prefix ${JSON.stringify(prefix)} is the same for every release`, {
    hint: "Put ${release} into it, for example releases/${release}.",
  });
}

/** Key of the object that lists a release's files, written last: beside its prefix, so that it is no page of the site. */
export function manifestKey(prefix: string): string {
  return `${prefix}${MANIFEST_SUFFIX}`;
}

export const MANIFEST_SUFFIX = ".manifest.json";

/** What stands before the release in every key, for listing the releases there are. */
export function prefixStart({ prefix }: StaticSiteTarget): string {
  return prefix.slice(0, Math.max(0, prefix.indexOf("${"))).replace(/^\/+/, "");
}

/** The version in an origin path that `prefix` made, else the path itself without its slash. */
export function versionOfPath({ prefix }: StaticSiteTarget, originPath: string): string {
  const path = originPath.replace(/^\/+|\/+$/g, "");
  const [start = "", end = ""] = prefix.replace(/^\/+|\/+$/g, "").split("${release}");
  if (start.includes("${") || end.includes("${") || !path.startsWith(start) || !path.endsWith(end))
    return path;
  const version = path.slice(start.length, path.length - end.length);
  return version === "" ? path : version;
}
