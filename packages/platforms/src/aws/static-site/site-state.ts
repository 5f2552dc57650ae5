import { createHash } from "node:crypto";
import { ActionError } from "@deploy-actions/kernel";
import type { RunningRelease, TrafficState } from "@deploy-actions/rollout";
import { putObject, readText, removeObject } from "./site-bucket.ts";
import { readDistribution, type SiteDistribution } from "./site-distribution.ts";
import { versionOfPath } from "./site-prefix.ts";
import { parseMarker, type SiteMarker } from "./site-records.ts";
import type { SiteSession } from "./site-session.ts";
import { readManifest } from "./site-upload.ts";

/** The site as it is: what the distribution serves, and what is going on. */
export interface SiteState {
  readonly distribution: SiteDistribution;
  /** `undefined` when there is none, or it tells of another traffic than there is. */
  readonly marker: SiteMarker | undefined;
  /** ETag of the marker's object, also of one that tells of another traffic. */
  readonly markerEtag: string | undefined;
  /** A switch was begun and nobody has seen it end. */
  readonly isUnsettled: boolean;
  readonly traffic: TrafficState;
}

/** Reads distribution, marker and manifests. */
export async function readSiteState(session: SiteSession): Promise<SiteState> {
  const distribution = await readDistribution(session);
  const stored = await readText(session, markerKey(session, distribution));
  const found = stored === undefined ? undefined : parseMarker(stored.text);
  const { originPath } = distribution;
  const marker =
    found !== undefined && (originPath === found.candidatePath || originPath === found.stablePath)
      ? found
      : undefined;
  const stablePath = marker?.stablePath ?? originPath;
  const stable = await runningAt(session, stablePath);
  const candidate = marker === undefined ? null : await candidateOf(session, marker);
  const candidateWeight = marker !== undefined && originPath === marker.candidatePath ? 100 : 0;
  return {
    distribution,
    marker,
    markerEtag: stored?.etag,
    isUnsettled: found?.unsettled === true,
    traffic: {
      stable,
      candidate,
      candidateWeight,
      revision: revisionOf(stablePath, marker?.candidatePath, candidateWeight),
    },
  };
}

/** Writes the marker; a `conflict` when somebody else wrote it meanwhile. */
export async function writeMarker(session: SiteSession, state: SiteState, marker: SiteMarker): Promise<void> {
  const key = markerKey(session, state.distribution);
  const text = `${JSON.stringify(marker)}\n`;
  const put = {
    contentType: "application/json",
    cacheControl: "no-store",
    expected: state.markerEtag ?? null,
  };
  try {
    await putObject(session, key, text, put);
  } catch (error) {
    if (!(error instanceof ActionError) || !/^(remote|conflict)$/.test(error.code)) throw error;
    // The answer may have been lost after it took effect.
    const stored = await readText(session, key);
    if (stored?.text !== text) throw error;
  }
}

/** Ends what the marker tells of. */
export async function removeMarker(session: SiteSession, state: SiteState): Promise<void> {
  await removeObject(session, markerKey(session, state.distribution));
}

/** Outside every release's prefix, one for each origin of each distribution. */
function markerKey({ options }: SiteSession, { origin }: SiteDistribution): string {
  const name = encodeURIComponent(origin.Id ?? "").replaceAll("%", "_");
  return `.deploy-actions/${options.target.distribution}/${name}.json`;
}

async function runningAt(session: SiteSession, originPath: string): Promise<RunningRelease | null> {
  if (originPath === "") return null;
  const manifest = await readManifest(session, originPath.slice(1));
  if (manifest !== undefined) return { release: manifest.release, ready: true };
  return {
    release: { version: versionOfPath(session.options.target, originPath) },
    ready: true,
    detail: `Nothing tells which release ${originPath} is: it has no manifest`,
  };
}

async function candidateOf(session: SiteSession, marker: SiteMarker): Promise<RunningRelease> {
  const manifest = await readManifest(session, marker.candidatePath.slice(1));
  if (manifest !== undefined) return { release: marker.candidate, ready: true };
  const detail = `${marker.candidatePath} is not uploaded to its end: it has no manifest`;
  return { release: marker.candidate, ready: false, detail };
}

function revisionOf(stablePath: string, candidatePath: string | undefined, weight: number): string {
  const facts = JSON.stringify([stablePath, candidatePath ?? null, weight]);
  return createHash("sha256").update(facts).digest("hex").slice(0, 16);
}
