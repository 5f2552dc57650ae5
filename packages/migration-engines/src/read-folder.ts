import { lstat, readdir, readFile, realpath } from "node:fs/promises";
import { isAbsolute, relative, resolve, sep } from "node:path";
import { ActionError, formatBytes } from "@deploy-actions/kernel";
import { type FolderEntry, type MigrationFolder, readMigrations } from "./read-migrations.ts";

const MAX_FILE_BYTES = 8 * 1_024 * 1_024;
const MAX_ENTRIES = 10_000;

/**
 * Reads the migrations of `folder` (relative to `workspace`). An empty folder is a valid nothing; one that does not
 * exist, lies outside the workspace or is too large is a `config` ActionError.
 */
export async function readMigrationFolder(workspace: string, folder: string): Promise<MigrationFolder> {
  const absolute = await findFolder(workspace, folder);
  const entries = await readdir(absolute, { withFileTypes: true });
  if (entries.length > MAX_ENTRIES) {
    throw new ActionError(
      "config",
      `${folder} has ${entries.length} entries; at most ${MAX_ENTRIES} are read.`,
      {
        hint: "Is this the migrations folder?",
      },
    );
  }
  const read: FolderEntry[] = [];
  for (const entry of entries) {
    if (entry.isDirectory()) read.push({ kind: "folder", name: entry.name });
    else if (entry.isSymbolicLink()) read.push({ kind: "link", name: entry.name });
    else if (!entry.isFile()) read.push({ kind: "other", name: entry.name });
    else if (/\.sql$/i.test(entry.name)) {
      const content = await readCapped(resolve(absolute, entry.name), `${folder}/${entry.name}`);
      read.push({ kind: "file", name: entry.name, content });
    }
  }
  const path = relative(resolve(workspace), resolve(workspace, folder)).split(sep).join("/");
  return readMigrations(path, read);
}

async function findFolder(workspace: string, folder: string): Promise<string> {
  const wanted = resolve(workspace, folder);
  let found: string;
  try {
    found = await realpath(wanted);
  } catch (error) {
    const isMissing = (error as { readonly code?: unknown }).code === "ENOENT";
    const why = isMissing ? "does not exist" : "cannot be read";
    throw new ActionError("config", `The migrations folder ${folder} ${why} in ${workspace}.`, {
      hint: "Name the folder with the .sql files, and check the repository out before this step.",
      cause: error,
    });
  }
  const inside = relative(await realpath(workspace), found);
  if (isAbsolute(inside) || inside === ".." || inside.startsWith(`..${sep}`)) {
    throw new ActionError("config", `The migrations folder ${folder} lies outside the workspace.`, {
      hint: "Name a folder of the repository, relative to its root.",
    });
  }
  if ((await lstat(found)).isDirectory()) return found;
  throw new ActionError("config", `${folder} is a file, not a folder of .sql files.`, {
    hint: "Name the folder the migration lies in.",
  });
}

async function readCapped(path: string, file: string): Promise<Uint8Array> {
  const { size } = await lstat(path);
  if (size <= MAX_FILE_BYTES) return await readFile(path);
  throw new ActionError(
    "config",
    `${file} has ${formatBytes(size)}; at most ${formatBytes(MAX_FILE_BYTES)} are read.`,
    {
      hint: "Load large data outside of migrations, in batches.",
      location: { file },
    },
  );
}
