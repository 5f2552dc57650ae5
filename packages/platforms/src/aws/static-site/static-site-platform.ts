import { ActionError, formatPercent, suggest } from "@deploy-actions/kernel";
import type { Release, TrafficState } from "@deploy-actions/rollout";
import type { Platform, Precondition } from "../../platform.ts";
import { isAllStable, isCandidate, showTraffic } from "../../traffic-state.ts";
import { listKeys } from "./site-bucket.ts";
import { settleDistribution, switchOriginPath } from "./site-distribution.ts";
import { MANIFEST_SUFFIX, prefixOf, prefixStart, versionOfPath } from "./site-prefix.ts";
import { preflightSite } from "./site-preflight.ts";
import type { SiteMarker } from "./site-records.ts";
import { openSite, type SiteSession, type StaticSitePlatformOptions } from "./site-session.ts";
import { readSiteState, removeMarker, type SiteState, writeMarker } from "./site-state.ts";
import { incompleteness, uploadRelease } from "./site-upload.ts";

export type { StaticSitePlatformOptions } from "./site-session.ts";

/**
 * A folder in a bucket behind CloudFront. A release is a prefix with a manifest written last; traffic is the origin path
 * of the distribution, all at once; a marker object says which release is the candidate and where to go back to.
 */
export function createPlatform(options: StaticSitePlatformOptions): Platform {
  const run = async <T>(signal: AbortSignal, body: (session: SiteSession) => Promise<T>): Promise<T> =>
    body(await openSite(options, signal));
  return {
    name: "aws-s3-cloudfront",
    capabilities: {
      traffic: "all-at-once",
      granularity: 100,
      candidateUrl: false,
      candidateHeader: undefined,
      waitsForFree: false,
      keepsStableWarm: true,
    },
    observe: (signal) => run(signal, async (session) => (await readSiteState(session)).traffic),
    setWeight: (candidate, weight, precondition, signal) =>
      run(signal, (session) => setWeight(session, candidate, weight, precondition)),
    promote: (candidate, precondition, signal) =>
      run(signal, (session) => promote(session, candidate, precondition)),
    abort: (precondition, signal) => run(signal, (session) => abort(session, precondition)),
    restore: (release, precondition, signal) =>
      run(signal, (session) => restore(session, release, precondition)),
    preflight: (signal) => run(signal, preflightSite),
  };
}

async function setWeight(
  session: SiteSession,
  candidate: Release,
  weight: number,
  precondition: Precondition,
): Promise<TrafficState> {
  if (weight !== 0 && weight !== 100) {
    throw new ActionError(
      "config",
      `A static site moves all traffic at once: ${formatPercent(weight)} is not possible, only 0 % and 100 %`,
    );
  }
  const before = await readSiteState(session);
  const isWanted = ({ traffic }: SiteState): boolean =>
    isCandidate(traffic, candidate) && traffic.candidateWeight === weight;
  if (isWanted(before) && before.traffic.candidate?.ready === true) {
    return (await settled(session, before, before.marker)).traffic;
  }
  if (before.traffic.stable?.release.version === candidate.version) {
    throw new ActionError("conflict", `${candidate.version} is the stable release already`);
  }
  requireRevision(before.traffic, precondition, "the new weight");
  const prefix = await uploadRelease(session, candidate);
  const staged = isCandidate(before.traffic, candidate)
    ? await readSiteState(session)
    : await stage(session, before, candidate, prefix);
  const { marker } = staged;
  if (marker === undefined || !isCandidate(staged.traffic, candidate)) throw lost(staged);
  if (isWanted(staged)) return (await settled(session, staged, marker)).traffic;
  if (weight > 0)
    requireReady(staged.traffic, `${candidate.version} cannot get ${formatPercent(weight)} of the traffic`);
  const path = weight === 0 ? marker.stablePath : marker.candidatePath;
  return (await switchTo(session, staged, marker, path, "keep")).traffic;
}

async function promote(
  session: SiteSession,
  candidate: Release,
  precondition: Precondition,
): Promise<TrafficState> {
  const now = await readSiteState(session);
  if (isAllStable(now.traffic, candidate)) return now.traffic;
  requireRevision(now.traffic, precondition, "promote");
  if (!isCandidate(now.traffic, candidate) || now.marker === undefined) {
    const found =
      now.traffic.candidate === null
        ? "there is no candidate"
        : `the candidate is ${now.traffic.candidate.release.version}`;
    throw new ActionError("conflict", `${candidate.version} cannot be promoted: ${found}`);
  }
  requireReady(now.traffic, `${candidate.version} cannot be promoted`);
  return (await switchTo(session, now, now.marker, now.marker.candidatePath, "remove")).traffic;
}

async function abort(session: SiteSession, precondition: Precondition): Promise<TrafficState> {
  const now = await readSiteState(session);
  if (now.marker === undefined) return now.traffic;
  requireRevision(now.traffic, precondition, "abort");
  return (await switchTo(session, now, now.marker, now.marker.stablePath, "remove")).traffic;
}

async function restore(
  session: SiteSession,
  release: Release,
  precondition: Precondition,
): Promise<TrafficState> {
  const now = await readSiteState(session);
  if (isAllStable(now.traffic, release)) return now.traffic;
  requireRevision(now.traffic, precondition, "restore");
  const { target } = session.options;
  if (now.traffic.stable?.release.version === release.version && now.marker !== undefined) {
    return (await switchTo(session, now, now.marker, now.marker.stablePath, "remove")).traffic;
  }
  const prefix = prefixOf(target, release);
  const missing = await incompleteness(session, prefix);
  if (missing !== undefined) {
    const known = await knownReleases(session);
    const near = known.includes(release.version) ? "" : suggest(release.version, known);
    throw new ActionError(
      "config",
      `${release.version} cannot be restored from s3://${target.bucket}/${prefix}: ${missing}.${near}`,
      {
        hint: "Nothing was changed. Only a release that is complete in the bucket can be switched to: deploy it again.",
      },
    );
  }
  // What serves now is where a run that dies in the middle goes back to.
  const marker: SiteMarker = {
    schema: 1,
    candidate: release,
    candidatePath: `/${prefix}`,
    stablePath: now.distribution.originPath,
    unsettled: true,
  };
  return (await switchTo(session, now, marker, marker.candidatePath, "remove")).traffic;
}

/** Makes a release that is uploaded the candidate at 0 %; one before it loses its traffic first. */
async function stage(
  session: SiteSession,
  before: SiteState,
  candidate: Release,
  prefix: string,
): Promise<SiteState> {
  const { marker } = before;
  const free =
    marker !== undefined && before.traffic.candidateWeight > 0
      ? await switchTo(session, before, marker, marker.stablePath, "keep")
      : before.isUnsettled
        ? await settled(session, before, marker)
        : before;
  await writeMarker(session, free, {
    schema: 1,
    candidate,
    candidatePath: `/${prefix}`,
    stablePath: free.distribution.originPath,
    unsettled: false,
  });
  return readSiteState(session);
}

/**
 * Switches the origin path, waits for the edges and for the invalidation; the marker is written before and kept or removed
 * after it, so that another run finishes what this one leaves.
 */
async function switchTo(
  session: SiteSession,
  now: SiteState,
  marker: SiteMarker,
  originPath: string,
  after: "keep" | "remove",
): Promise<SiteState> {
  const isThere = now.distribution.originPath === originPath;
  if (!isThere) {
    await writeMarker(session, now, { ...marker, unsettled: true });
    await switchOriginPath(session, now.distribution, originPath);
  }
  if (!isThere || now.isUnsettled) await settleDistribution(session);
  const done = await readSiteState(session);
  if (done.distribution.originPath !== originPath) throw lost(done);
  if (after === "remove") await removeMarker(session, done);
  else await writeMarker(session, done, { ...marker, unsettled: false });
  return readSiteState(session);
}

/** Finishes a switch that another run began, if there is one. */
async function settled(
  session: SiteSession,
  state: SiteState,
  marker: SiteMarker | undefined,
): Promise<SiteState> {
  if (!state.isUnsettled) return state;
  await settleDistribution(session);
  const now = await readSiteState(session);
  if (marker === undefined) await removeMarker(session, now);
  else await writeMarker(session, now, { ...marker, unsettled: false });
  return readSiteState(session);
}

/** Releases that are complete, for messages. */
async function knownReleases(session: SiteSession): Promise<readonly string[]> {
  const { target } = session.options;
  const keys = [...(await listKeys(session, prefixStart(target))).keys()];
  return keys
    .filter((key) => key.endsWith(MANIFEST_SUFFIX))
    .map((key) => versionOfPath(target, key.slice(0, -MANIFEST_SUFFIX.length)))
    .slice(0, 50);
}

function requireRevision(now: TrafficState, precondition: Precondition, action: string): void {
  if (now.revision === precondition.revision) return;
  throw new ActionError(
    "conflict",
    `The site changed meanwhile, ${action} refused: expected revision ${precondition.revision}, found ${now.revision} (${showTraffic(now)})`,
    { hint: "Nothing was changed. Run again: it looks at the traffic anew and goes on from there." },
  );
}

function requireReady({ candidate }: TrafficState, what: string): void {
  if (candidate?.ready === true) return;
  throw new ActionError("conflict", `${what}: ${candidate?.detail ?? "there is no candidate"}`);
}

function lost({ traffic }: SiteState): ActionError {
  return new ActionError(
    "conflict",
    `Somebody else changed the site in the middle: ${showTraffic(traffic)}`,
    {
      hint: "Run again: it looks at the traffic anew and goes on from there.",
    },
  );
}
