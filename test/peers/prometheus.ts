/** Prometheus as a peer of the tests (Debian package): `node test/peers/prometheus.ts` prints the path of the program. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { installDebian } from "./debian.ts";
import { answers, endServer, freePort, serverFolder, spawnServer, untilReady } from "./servers.ts";

export const PROMETHEUS_VERSION = "2.42.0";

/** Has the program in the cache folder and returns its path. `promtool` lies in `root/usr/bin` beside it. */
export async function installPrometheus(): Promise<string> {
  return await installDebian({
    name: "prometheus",
    version: PROMETHEUS_VERSION,
    program: "usr/bin/prometheus",
  });
}

export interface RunningPrometheus {
  readonly url: string;
  readonly pid: number;
  /** Holds its configuration, its log and its data. */
  readonly folder: string;
  log(): Promise<string>;
  stop(): Promise<void>;
}

/** Starts Prometheus with the configuration that `config` writes for the given folder; without one it scrapes nothing. */
export async function startPrometheus(
  config: (folder: string) => string = () => "scrape_configs: []\n",
  program?: string,
): Promise<RunningPrometheus> {
  const binary = program ?? (await installPrometheus());
  const folder = await serverFolder("prometheus");
  const pids: number[] = [];
  const stop = () => endServer({ name: "prometheus", pids, folder });
  try {
    const file = join(folder, "prometheus.yml");
    await writeFile(file, config(folder));
    const port = await freePort();
    const server = await spawnServer("prometheus", folder, binary, [
      `--config.file=${file}`,
      `--storage.tsdb.path=${join(folder, "data")}`,
      `--web.listen-address=127.0.0.1:${port}`,
      "--web.enable-lifecycle",
      "--web.enable-remote-write-receiver",
      "--log.level=warn",
    ]);
    pids.push(server.pid);
    const url = `http://127.0.0.1:${port}`;
    await untilReady("Prometheus", server, () => answers(`${url}/-/ready`));
    return { url, pid: server.pid, folder, log: server.log, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

if (import.meta.main) console.log(await installPrometheus());
