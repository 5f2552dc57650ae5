import { createHash } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { ActionError, formatBytes, formatCount } from "@deploy-actions/kernel";

/** Most files and largest file of one release: each is held in memory while it is sent. */
const MAX_FILES = 20_000;
const MAX_FILE_BYTES = 128 * 1_024 * 1_024;

/** A file of a release. */
export interface SiteFile {
  /** Relative to the folder, with slashes. */
  readonly path: string;
  readonly bytes: number;
}

/** All files of a folder, by path. A `config` error when it is not there, is empty, too large, or holds a link. */
export async function listSiteFiles(folder: string, shown: string): Promise<readonly SiteFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    throw new ActionError("config", `The folder ${shown} of the site cannot be read`, {
      cause: error,
      hint: "Build the site before this step; `folder` is relative to the workspace.",
    });
  });
  const files: SiteFile[] = [];
  for (const entry of entries) {
    if (entry.isDirectory()) continue;
    const full = join(entry.parentPath, entry.name);
    const path = relative(folder, full).split(sep).join("/");
    if (!entry.isFile()) {
      throw new ActionError("config", `${shown}/${path} is no plain file, and only those are uploaded`, {
        hint: "Replace links in the built site by what they point at.",
      });
    }
    const { size } = await stat(full);
    if (size > MAX_FILE_BYTES) {
      throw new ActionError(
        "config",
        `${shown}/${path} has ${formatBytes(size)}; a file of a site may have ${formatBytes(MAX_FILE_BYTES)}`,
      );
    }
    files.push({ path, bytes: size });
    if (files.length > MAX_FILES) {
      throw new ActionError("config", `The folder ${shown} holds more than ${formatCount(MAX_FILES)} files`);
    }
  }
  if (files.length === 0) {
    throw new ActionError("config", `The folder ${shown} of the site is empty`, {
      hint: "Build the site before this step.",
    });
  }
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The bytes of a file and their SHA-256 in hex. */
export async function readSiteFile(
  folder: string,
  file: SiteFile,
): Promise<{ readonly body: Uint8Array; readonly sha256: string }> {
  const body = await readFile(join(folder, file.path));
  return { body, sha256: createHash("sha256").update(body).digest("hex") };
}
