/** Asking Debian's archive: with the lists of the machine, or with lists of our own. Needs apt, not root. */
import { execFile } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const MAX_BUFFER = 16 * 1_024 * 1_024;

/** Options of apt that choose the lists it reads. */
export type AptLists = readonly string[];

export const MACHINE_LISTS: AptLists = [];

/** Fetches today's lists of the archive into `folder`: those of the machine may be absent or old. */
export async function fetchLists(folder: string): Promise<AptLists> {
  await mkdir(join(folder, "lists", "partial"), { recursive: true });
  await mkdir(join(folder, "archives", "partial"), { recursive: true });
  const lists = [
    `Dir::State=${folder}`,
    `Dir::Cache=${folder}`,
    "Dir::State::status=/var/lib/dpkg/status",
    "Debug::NoLocking=true",
  ].flatMap((one) => ["-o", one]);
  await run("apt-get", [...lists, "update"], { maxBuffer: MAX_BUFFER });
  return lists;
}

/** The version that would be installed now; `undefined` when the lists do not know the package. */
export async function candidateVersion(lists: AptLists, name: string): Promise<string | undefined> {
  const { stdout } = await run("apt-cache", [...lists, "policy", name], { env: plainLanguage() });
  const version = /^\s*Candidate: (\S+)$/m.exec(stdout)?.[1];
  return version === "(none)" ? undefined : version;
}

/** The package and all that it needs and this machine lacks, as `name=version`. */
export async function missingPackages(lists: AptLists, names: readonly string[]): Promise<string[]> {
  const args = [...lists, "install", "--simulate", "--no-install-recommends", ...names];
  const { stdout } = await run("apt-get", args, { env: plainLanguage(), maxBuffer: MAX_BUFFER });
  const planned = stdout.matchAll(/^Inst (\S+) (?:\[[^\]]*\] )?\((\S+) /gm);
  return Array.from(planned, ([, name, version]) => `${name}=${version}`);
}

/** Downloads the packages (`name` or `name=version`) into `folder`, without what they need. */
export async function downloadPackages(
  lists: AptLists,
  packages: readonly string[],
  folder: string,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  await run("apt-get", [...lists, "download", ...packages], { cwd: folder, maxBuffer: MAX_BUFFER });
}

function plainLanguage(): NodeJS.ProcessEnv {
  return { ...process.env, LC_ALL: "C" };
}
