import { existsSync } from "node:fs";
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { dirname, join, resolve } from "node:path";
import { ActionError } from "@deploy-actions/kernel";

/** The policy file, relative to a workspace. */
export const POLICY_FILE = ".github/deploy.yml";

const REPOSITORY = resolve(import.meta.dirname, "../..");
const WRITTEN_ADDRESS = "127.0.0.1:8080";
/** The only migration that belongs to v1; those after it come with v2. */
const MIGRATION_OF_V1 = "0001_create_shop.sql";

/** The shop's checkout in which one run of the demo happens. */
export interface Workspace {
  readonly folder: string;
  /** host:port users reach. */
  readonly address: string;
  /** Migrations as they were when v1 was the newest release; relative to the folder. */
  readonly migrationsOfV1: string;
  readonly summary: string;
  readonly ledger: string;
  /** Lets another demo of the same release begin. */
  close(): Promise<void>;
}

/** The bundled command line, as a workflow would run it. */
export const CLI = join(REPOSITORY, "dist/cli/index.js");

/**
 * Makes a fresh checkout of the shop, with the demo's policy file, for a release; what the last demo of that release
 * left goes. `stopOld` is called with the folder before it is removed. Throws `conflict` while another demo uses it.
 */
export async function openWorkspace(
  release: string,
  stopOld: (folder: string) => Promise<void>,
): Promise<Workspace> {
  // Below the repository: the shop finds its packages as in any checkout with an `npm ci`.
  const folder = join(REPOSITORY, ".deploy-actions", `demo-${release}`);
  const lock = `${folder}.pid`;
  await mkdir(dirname(folder), { recursive: true });
  await takeLock(lock, release);
  try {
    if (existsSync(join(folder, POLICY_FILE))) await stopOld(folder);
    await rm(folder, { recursive: true, force: true });
    const shop = join(import.meta.dirname, "shop");
    await cp(shop, folder, { recursive: true });
    const migrationsOfV1 = ".deploy-actions/v1-migrations";
    await mkdir(join(folder, migrationsOfV1), { recursive: true });
    await cp(join(shop, "migrations", MIGRATION_OF_V1), join(folder, migrationsOfV1, MIGRATION_OF_V1));
    const address = `127.0.0.1:${await freePort()}`;
    const policy = await readFile(join(import.meta.dirname, "deploy.yml"), "utf8");
    await mkdir(dirname(join(folder, POLICY_FILE)));
    await writeFile(join(folder, POLICY_FILE), policy.replaceAll(WRITTEN_ADDRESS, address));
    return {
      folder,
      address,
      migrationsOfV1,
      summary: join(folder, ".deploy-actions/summary.md"),
      ledger: join(folder, ".deploy-actions/ledger.jsonl"),
      close: () => rm(lock, { force: true }),
    };
  } catch (error) {
    await rm(lock, { force: true });
    throw error;
  }
}

async function takeLock(lock: string, release: string): Promise<void> {
  const pid = Number(await readFile(lock, "utf8").catch(() => ""));
  if (pid > 0 && isAlive(pid)) {
    throw new ActionError("conflict", `Another demo of ${release} is running (process ${pid}).`, {
      hint: `Wait for it; if that process is something else, delete ${lock}.`,
    });
  }
  await writeFile(lock, String(process.pid));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** A loopback port nobody listens on now. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (typeof address === "object" && address !== null) return address.port;
  throw new Error("The system gave no port.");
}
