/** The workflow auditor `zizmor` as a peer of the tests: `node test/peers/zizmor.ts` prints the path of its binary. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { cachedPeer } from "./cache.ts";

const run = promisify(execFile);

/** The pinned version (PyPI, a wheel that holds the binary). */
export const ZIZMOR_VERSION = "1.32.0";

/** Has the binary in the cache folder and returns its path. Needs Python with pip. */
export async function installZizmor(): Promise<string> {
  const folder = await cachedPeer(`zizmor-${ZIZMOR_VERSION}`, async (staging) => {
    const args = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"];
    await run("python3", [...args, "--target", staging, `zizmor==${ZIZMOR_VERSION}`], {
      maxBuffer: 16 * 1_024 * 1_024,
    });
    await run(join(staging, "bin", "zizmor"), ["--version"]);
  });
  return join(folder, "bin", "zizmor");
}

if (import.meta.main) console.log(await installZizmor());
