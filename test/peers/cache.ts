import { mkdir, mkdtemp, rename, rm, stat, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";

/** Where peers are kept between runs, outside the repository. */
export function peersFolder(): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "deploy-actions-peers");
}

/** Whether the folder `<name>` of the peers' cache is there and complete. */
export async function hasCachedPeer(name: string): Promise<boolean> {
  return await exists(join(peersFolder(), name, "complete"));
}

const installing = new Map<string, Promise<string>>();

/**
 * The folder `<name>` of the peers' cache, made by `install` when it is not there. `install` works in a folder beside
 * it that is moved into place when it is complete, so a broken or parallel installation is never seen.
 */
export async function cachedPeer(name: string, install: (staging: string) => Promise<void>): Promise<string> {
  const folder = join(peersFolder(), name);
  // Within this process nobody does again what is being done.
  const before = installing.get(folder);
  if (before !== undefined) return await before;
  const now = makeFolder(folder, install).finally(() => installing.delete(folder));
  installing.set(folder, now);
  return await now;
}

async function makeFolder(folder: string, install: (staging: string) => Promise<void>): Promise<string> {
  const complete = join(folder, "complete");
  if (await exists(complete)) return folder;
  await mkdir(dirname(folder), { recursive: true });
  const staging = await mkdtemp(`${folder}.`);
  try {
    await install(staging);
    await writeFile(join(staging, "complete"), "");
    try {
      await rename(staging, folder);
    } catch (error) {
      // Somebody else was faster: theirs is as good. Or a folder without the mark is in the way.
      if (await exists(complete)) return folder;
      await rm(folder, { recursive: true, force: true });
      await rename(staging, folder).catch(() => Promise.reject(error));
    }
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
  return folder;
}

async function exists(path: string): Promise<boolean> {
  return await stat(path).then(
    () => true,
    () => false,
  );
}
