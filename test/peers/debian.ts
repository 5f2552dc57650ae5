/** Debian packages as peers of the tests: unpacked into the cache folder, never installed, so no service is started. */
import { execFile } from "node:child_process";
import { chmod, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { downloadPackages, fetchLists, MACHINE_LISTS } from "./apt.ts";
import { cachedPeer } from "./cache.ts";

const run = promisify(execFile);
const MACHINE_LIBRARIES = "usr/lib/x86_64-linux-gnu";

export interface DebianPeer {
  /** The package that gives the name. */
  readonly name: string;
  /** The version before Debian's own revision: the archive keeps only the newest revision of it. */
  readonly version: string;
  /** Libraries that it needs besides those of every machine. */
  readonly libraries?: readonly string[];
  /** Path of the program in the package. */
  readonly program: string;
}

/** Has the packages in the cache folder and returns the path of the program. Needs apt-get and dpkg, not root. */
export async function installDebian(peer: DebianPeer): Promise<string> {
  const { name, version, libraries = [], program } = peer;
  const folder = await cachedPeer(`${name}-${version}`, async (staging) => {
    const downloads = join(staging, "downloads");
    const packages = [`${name}=${version}*`, ...libraries];
    const state = join(staging, "apt");
    try {
      await downloadPackages(MACHINE_LISTS, packages, downloads);
    } catch {
      // The machine's lists are absent or old.
      const lists = await fetchLists(state);
      await downloadPackages(lists, packages, downloads).catch((error: unknown) => {
        throw new Error(`The archive of this machine has no ${packages.join(", ")}.`, { cause: error });
      });
    }
    await unpackPackages(downloads, join(staging, "root"));
    await rm(state, { recursive: true, force: true });
    const start = await writeStarter(staging, { name, program });
    await run(start, ["--version"]).catch(() => run(start, ["-v"]));
  });
  return join(folder, name);
}

/** Unpacks all packages in `downloads` below `root`, and removes `downloads`. */
export async function unpackPackages(downloads: string, root: string): Promise<void> {
  for (const file of await readdir(downloads)) await run("dpkg", ["-x", join(downloads, file), root]);
  await rm(downloads, { recursive: true, force: true });
}

export interface Starter {
  readonly name: string;
  /** Path of the program below `root`. */
  readonly program: string;
  /** Folders with libraries below that of all libraries. */
  readonly libraryFolders?: readonly string[];
  /** More variables; `$here` is the folder. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** Writes the script `<folder>/<name>` that starts a program of `<folder>/root` with the libraries beside it. */
export async function writeStarter(folder: string, starter: Starter): Promise<string> {
  const { name, program, libraryFolders = [], environment = {} } = starter;
  const start = join(folder, name);
  const libraries = `$here/root/${MACHINE_LIBRARIES}`;
  const libraryPath = [libraries, ...libraryFolders.map((one) => `${libraries}/${one}`)].join(":");
  const script = [
    "#!/bin/sh",
    'here="$(dirname "$0")"',
    ...Object.entries(environment).map(([key, value]) => `export ${key}="${value}"`),
    `LD_LIBRARY_PATH="${libraryPath}\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}" exec "$here/root/${program}" "$@"`,
    "",
  ];
  await writeFile(start, script.join("\n"));
  await chmod(start, 0o755);
  return start;
}
