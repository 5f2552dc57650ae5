/**
 * The demo's database: PGlite behind a PostgreSQL port in a process of its own. `node database.ts [folder]` prints
 * `{"url"}` and serves until SIGTERM; without a folder the data is gone with the process.
 *
 * All clients share one session of the embedded database: it runs their statements one after the other, keeps everybody
 * waiting while one of them is in a transaction, and does not keep advisory locks or SET apart between them. Time-outs
 * and cancel requests have no effect.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath, pathToFileURL } from "node:url";
import { PGlite } from "@electric-sql/pglite";
import { servePGlite } from "./pglite-server.ts";

const START_TIMEOUT_MS = 60_000;

/** A running demo database. */
export interface DemoDatabase {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/** Starts the database as a child process, which also ends when this process does. */
export async function startDatabase(folder?: string): Promise<DemoDatabase> {
  const argv = [
    fileURLToPath(import.meta.url),
    "--exit-with-stdin",
    ...(folder === undefined ? [] : [folder]),
  ];
  const child = spawn(process.execPath, argv, {
    stdio: ["pipe", "pipe", "inherit"],
    env: { PATH: process.env.PATH ?? "" },
  });
  try {
    const url = await readUrl(child);
    return { url, pid: child.pid ?? 0, stop: () => end(child) };
  } catch (error) {
    await end(child);
    throw error;
  }
}

async function readUrl(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error("The database has no output.");
  const lines = createInterface(child.stdout);
  const signal = AbortSignal.timeout(START_TIMEOUT_MS);
  const first = once(lines, "line", { signal });
  const early = once(child, "exit", { signal }).then(([code]) => {
    throw new Error(`The database ended (${String(code)}) before it was ready.`);
  });
  early.catch(() => undefined);
  const [line] = (await Promise.race([first, early])) as [string];
  const { url } = JSON.parse(line) as { url: string };
  return url;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), 5_000);
  await ended;
  clearTimeout(timer);
}

async function serve(folder: string | undefined, hasParent: boolean): Promise<void> {
  const database = await (folder === undefined ? PGlite.create() : PGlite.create(folder));
  const server = await servePGlite(database);
  const stop = async (): Promise<void> => {
    await server.close();
    await database.close();
    process.exit(0);
  };
  process.once("SIGTERM", () => void stop());
  // Ctrl-C reaches every process of a terminal; a parent says itself when it no longer needs the database.
  process.on("SIGINT", () => (hasParent ? undefined : void stop()));
  console.log(JSON.stringify({ url: `postgres://postgres@127.0.0.1:${server.port}/postgres` }));
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [folder] = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
  const hasParent = process.argv.includes("--exit-with-stdin");
  if (hasParent) process.stdin.resume().once("end", () => process.exit(0));
  await serve(folder, hasParent);
}
