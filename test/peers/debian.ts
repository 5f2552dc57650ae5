/** Debian packages as peers of the tests: unpacked into the cache folder, never installed, so no service is started. */
import { execFile } from "node:child_process";
import { chmod, mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
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
    await mkdir(downloads);
    const packages = [`${name}=${version}*`, ...libraries];
    const state = join(staging, "apt");
    const own = [`Dir::State=${state}`, `Dir::Cache=${state}`, "Debug::NoLocking=true"].flatMap((one) => [
      "-o",
      one,
    ]);
    const download = (options: readonly string[]) =>
      run("apt-get", [...options, "download", ...packages], { cwd: downloads });
    try {
      await download([]);
    } catch {
      // The machine's lists are absent or old: with lists of our own.
      await mkdir(join(state, "lists", "partial"), { recursive: true });
      await mkdir(join(state, "archives", "partial"), { recursive: true });
      await run("apt-get", [...own, "update"], { maxBuffer: 16 * 1_024 * 1_024 });
      await download(own).catch((error: unknown) => {
        throw new Error(`The archive of this machine has no ${packages.join(", ")}.`, { cause: error });
      });
    }
    const root = join(staging, "root");
    for (const file of await readdir(downloads)) await run("dpkg", ["-x", join(downloads, file), root]);
    for (const path of [downloads, state]) await rm(path, { recursive: true, force: true });
    const start = join(staging, name);
    const libraryPath = `"$here/root/${MACHINE_LIBRARIES}\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"`;
    const script = [
      "#!/bin/sh",
      'here="$(dirname "$0")"',
      `LD_LIBRARY_PATH=${libraryPath} exec "$here/root/${program}" "$@"`,
      "",
    ];
    await writeFile(start, script.join("\n"));
    await chmod(start, 0o755);
    await run(start, ["--version"]).catch(() => run(start, ["-v"]));
  });
  return join(folder, name);
}
