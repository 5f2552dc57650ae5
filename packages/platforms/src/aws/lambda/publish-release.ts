import { ActionError, formatDuration } from "@deploy-actions/kernel";
import type { Release } from "@deploy-actions/rollout";
import { describeRelease, parseDescription } from "../../release-description.ts";
import { waitUntil } from "../wait-until.ts";
import { LATEST } from "./alias-state.ts";
import type { LambdaApi, LambdaCode, LambdaPlatformOptions } from "./lambda-api.ts";
import { foreignVersion, MAX_DESCRIPTION } from "./release-mark.ts";

/** How often Lambda is asked whether it is done. */
export const POLL_MS = 2_000;

/** The newest published version of a release, `undefined` when there is none. */
export async function findVersion(api: LambdaApi, release: Release): Promise<string | undefined> {
  const versions = await api.versions();
  const ours = versions.find(({ Description }) => parseDescription(Description)?.version === release.version);
  if (ours !== undefined) return ours.Version;
  const foreign = foreignVersion(release);
  return versions.find(({ Version }) => foreign !== undefined && Version === foreign)?.Version;
}

/** Releases that have a version, the newest first; for messages. */
export async function knownReleases(api: LambdaApi): Promise<readonly string[]> {
  const versions = await api.versions();
  const names = versions.flatMap(({ Description }) => parseDescription(Description)?.version ?? []);
  return [...new Set(names)].slice(0, 20);
}

/**
 * The version of a release: the one that is there, or a new one from the release's code. Code and configuration that are
 * those of another release are published once more under this one's description, because Lambda would give that version.
 */
export async function publishRelease(
  api: LambdaApi,
  options: LambdaPlatformOptions,
  release: Release,
  signal: AbortSignal,
): Promise<string> {
  const found = await findVersion(api, release);
  if (found !== undefined) {
    options.log.debug(`${release.version} is version ${found} of ${options.target.function} already`);
    return found;
  }
  const description = describeRelease(release, MAX_DESCRIPTION);
  if (description === undefined) {
    throw new ActionError(
      "config",
      `The release ${release.version.slice(0, 60)}… is too long a name for a function version: its description holds ${MAX_DESCRIPTION} bytes`,
    );
  }
  const code = codeOf(options, release);
  await api.updateCode(code);
  const sha = await settled(api, options, "code", signal);
  const first = await api.publish(sha, description);
  if (isOf(first.Description, release)) return numberOf(first.Version);

  // Nothing had changed since that version: only another description makes it another one.
  const own = (await api.version(LATEST))?.Description ?? "";
  await api.describe(description);
  await settled(api, options, "description", signal);
  const second = await api.publish(sha, description);
  await api.describe(own);
  await settled(api, options, "description", signal);
  if (isOf(second.Description, release)) return numberOf(second.Version);
  const other = parseDescription(second.Description)?.version ?? "a release that is not ours";
  throw new ActionError(
    "conflict",
    `${release.version} has the code and configuration of version ${second.Version} (${other}), and Lambda publishes no other one of it`,
  );
}

/** The code of a release, its variables replaced. */
function codeOf(options: LambdaPlatformOptions, release: Release): LambdaCode {
  const { code } = options.target;
  const fill = (text: string): string => {
    if (text.includes("${commit}") && release.commit === undefined) {
      throw new ActionError(
        "config",
        `The code ${text} needs the commit of ${release.version}, which is not known`,
      );
    }
    return text.replaceAll("${release}", release.version).replaceAll("${commit}", release.commit ?? "");
  };
  return "image" in code ? { image: fill(code.image) } : { bucket: fill(code.bucket), key: fill(code.key) };
}

/** Waits until `$LATEST` has taken a change; gives the hash of its code. */
async function settled(
  api: LambdaApi,
  { target, clock }: LambdaPlatformOptions,
  what: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const wait = { timeoutMs: target.readyTimeoutMs, pollMs: POLL_MS };
  const look = await waitUntil(
    clock,
    wait,
    signal,
    () => api.version(LATEST),
    (seen) => seen?.LastUpdateStatus !== "InProgress" && seen?.State !== "Pending",
  );
  if (look?.LastUpdateStatus === "Failed" || look?.State === "Failed") {
    const reason = look.LastUpdateStatusReason ?? look.StateReason ?? "no reason given";
    throw new ActionError("remote", `The function ${target.function} did not take the ${what}: ${reason}`, {
      hint: "No version was published and no traffic moved.",
    });
  }
  if (look?.LastUpdateStatus === "InProgress" || look?.State === "Pending") {
    const limit = formatDuration(target.readyTimeoutMs);
    throw new ActionError(
      "remote",
      `The function ${target.function} did not take the ${what} within ${limit}`,
      {
        hint: "No version was published and no traffic moved. Raise the target's ready timeout if it needs longer.",
      },
    );
  }
  return look?.CodeSha256;
}

function isOf(description: string | undefined, release: Release): boolean {
  return parseDescription(description)?.version === release.version;
}

function numberOf(version: string | undefined): string {
  if (version !== undefined && /^[0-9]+$/.test(version)) return version;
  throw new ActionError("remote", `AWS published a version without a number: ${version ?? "none"}`);
}
