/** moto, a stand-in for AWS, as a peer of the tests (PyPI): `node test/peers/moto.ts` prints the path of its server. */
import { execFile } from "node:child_process";
import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { cachedPeer } from "./cache.ts";
import { answers, endServer, freePort, serverFolder, spawnServer, untilReady } from "./servers.ts";

const run = promisify(execFile);

/** The pinned version (PyPI, with the extras `server` and `all`). */
export const MOTO_VERSION = "5.2.5";

/** Has the server in the cache folder and returns its path. Needs Python with pip. */
export async function installMoto(): Promise<string> {
  const folder = await cachedPeer(`moto-${MOTO_VERSION}`, async (staging) => {
    const args = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"];
    const packages = join(staging, "packages");
    await mkdir(packages);
    await run("python3", [...args, "--target", packages, `moto[server,all]==${MOTO_VERSION}`], {
      maxBuffer: 16 * 1_024 * 1_024,
    });
    const start = join(staging, "moto_server");
    const script = [
      "#!/bin/sh",
      'PYTHONPATH="$(dirname "$0")/packages" exec python3 -c "from moto.server import main; main()" "$@"',
      "",
    ];
    await writeFile(start, script.join("\n"));
    await chmod(start, 0o755);
    await run(start, ["--help"]);
  });
  return join(folder, "moto_server");
}

export interface RunningMoto {
  readonly url: string;
  readonly pid: number;
  readonly folder: string;
  log(): Promise<string>;
  stop(): Promise<void>;
}

/** Starts moto on a free loopback port, with nothing in it. */
export async function startMoto(program?: string): Promise<RunningMoto> {
  const binary = program ?? (await installMoto());
  const folder = await serverFolder("moto");
  const pids: number[] = [];
  const stop = () => endServer({ name: "moto", pids, folder });
  try {
    const port = await freePort();
    const server = await spawnServer("moto", folder, binary, ["-H", "127.0.0.1", "-p", String(port)], {
      cwd: folder,
      env: { PATH: process.env.PATH ?? "", HOME: folder, LC_ALL: "C.UTF-8" },
    });
    pids.push(server.pid);
    const url = `http://127.0.0.1:${port}`;
    await untilReady("moto", server, () => answers(`${url}/moto-api/`));
    return { url, pid: server.pid, folder, log: server.log, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

if (import.meta.main) console.log(await installMoto());
