/** HAProxy as a peer of the tests (Debian package): `node test/peers/haproxy.ts` prints the path of the program. */
import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { installDebian } from "./debian.ts";
import { endServer, serverFolder, spawnServer, untilReady } from "./servers.ts";

const run = promisify(execFile);

export const HAPROXY_VERSION = "2.6.12";

/** Has the program in the cache folder and returns its path. */
export async function installHaproxy(): Promise<string> {
  return await installDebian({
    name: "haproxy",
    version: HAPROXY_VERSION,
    libraries: ["liblua5.3-0", "libopentracing-c-wrapper0", "libopentracing1"],
    program: "usr/sbin/haproxy",
  });
}

export interface RunningHaproxy {
  readonly pid: number;
  /** Holds its configuration, its log, and sockets that the configuration puts there. */
  readonly folder: string;
  log(): Promise<string>;
  stop(): Promise<void>;
}

/**
 * Starts HAProxy with the configuration that `config` writes for the given folder (sockets go there), and waits until
 * it accepts connections at `port`, one that the configuration binds at 127.0.0.1 (see `freePort`).
 */
export async function startHaproxy(
  config: (folder: string) => string,
  port: number,
  program?: string,
): Promise<RunningHaproxy> {
  const binary = program ?? (await installHaproxy());
  const folder = await serverFolder("haproxy");
  const file = join(folder, "haproxy.cfg");
  const pids: number[] = [];
  const stop = () => endServer({ name: "haproxy", pids, folder });
  try {
    await writeFile(file, config(folder));
    await run(binary, ["-c", "-f", file]);
    const server = await spawnServer("haproxy", folder, binary, ["-db", "-f", file]);
    pids.push(server.pid);
    await untilReady("HAProxy", server, () => accepts(port), 10_000);
    return { pid: server.pid, folder, log: server.log, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function accepts(port: number): Promise<boolean> {
  return await new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => resolve(true));
    socket.once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}

if (import.meta.main) console.log(await installHaproxy());
