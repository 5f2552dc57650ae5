import { join } from "node:path";
import { ActionError, formatBytes, plural } from "@deploy-actions/kernel";
import type { Release } from "@deploy-actions/rollout";
import { listKeys, putObject, readText } from "./site-bucket.ts";
import { listSiteFiles, readSiteFile } from "./site-files.ts";
import { siteHeaders } from "./site-headers.ts";
import { manifestKey, prefixOf } from "./site-prefix.ts";
import { parseManifest, type SiteManifest } from "./site-records.ts";
import type { SiteSession } from "./site-session.ts";

const UPLOADS_AT_ONCE = 8;

/** Manifest of the release under a prefix, `undefined` when it was never uploaded to its end. */
export async function readManifest(session: SiteSession, prefix: string): Promise<SiteManifest | undefined> {
  const found = await readText(session, manifestKey(prefix));
  return found === undefined ? undefined : parseManifest(found.text);
}

/** What is missing of the release under a prefix, one line; `undefined` when it is complete. */
export async function incompleteness(session: SiteSession, prefix: string): Promise<string | undefined> {
  const manifest = await readManifest(session, prefix);
  if (manifest === undefined) return `${manifestKey(prefix)}, which is written last, is not there`;
  const stored = await listKeys(session, `${prefix}/`);
  const missing = Object.entries(manifest.files).filter(
    ([path, { bytes }]) => stored.get(`${prefix}/${path}`) !== bytes,
  );
  const [first] = missing;
  if (first === undefined) return undefined;
  return `${plural(missing.length, "file")} of ${Object.keys(manifest.files).length} missing or of another size, e.g. ${first[0]}`;
}

/** Makes the release complete under its prefix: uploads the folder unless it is there. Returns the prefix. */
export async function uploadRelease(session: SiteSession, release: Release): Promise<string> {
  const { options } = session;
  const { target, log, workspace } = options;
  const prefix = prefixOf(target, release);
  const found = await readManifest(session, prefix);
  if (found !== undefined && found.release.version !== release.version) {
    throw new ActionError(
      "config",
      `The prefix ${prefix} of ${release.version} holds the release ${found.release.version}`,
      { hint: "Each release needs a prefix of its own." },
    );
  }
  if ((await incompleteness(session, prefix)) === undefined) {
    log.info(
      `${release.version} is complete under s3://${target.bucket}/${prefix} already: nothing is uploaded`,
    );
    return prefix;
  }
  const folder = join(workspace, target.folder);
  const files = await listSiteFiles(folder, target.folder);
  const uploaded = new Map<string, { sha256: string; bytes: number }>();
  const left = [...files];
  const work = async (): Promise<void> => {
    for (let file = left.shift(); file !== undefined; file = left.shift()) {
      const { body, sha256 } = await readSiteFile(folder, file);
      await putObject(session, `${prefix}/${file.path}`, body, siteHeaders(file.path));
      uploaded.set(file.path, { sha256, bytes: body.byteLength });
    }
  };
  // One that fails ends the others: nothing is sent in the background after an error was told.
  const workers = Array.from({ length: UPLOADS_AT_ONCE }, () =>
    work().catch((error: unknown) => {
      left.length = 0;
      throw error;
    }),
  );
  const failed = (await Promise.allSettled(workers)).find((end) => end.status === "rejected");
  if (failed !== undefined) throw failed.reason;
  const sorted = [...uploaded].sort(([a], [b]) => (a < b ? -1 : 1));
  const manifest: SiteManifest = { schema: 1, release, files: Object.fromEntries(sorted) };
  await putObject(session, manifestKey(prefix), `${JSON.stringify(manifest, null, 1)}\n`, {
    contentType: "application/json",
    cacheControl: "no-store",
  });
  const bytes = sorted.reduce((sum, [, file]) => sum + file.bytes, 0);
  log.info(
    `${plural(sorted.length, "file")} (${formatBytes(bytes)}) uploaded to s3://${target.bucket}/${prefix}`,
  );
  return prefix;
}
