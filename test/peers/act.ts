/** The workflow runner `act` as a peer of the tests, built by Go: `node test/peers/act.ts` prints the path of its binary. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { cachedPeer } from "./cache.ts";
import { goInstall } from "./go.ts";

const run = promisify(execFile);

/** The pinned version (Go module). */
export const ACT_VERSION = "0.2.87";

/** Has the binary in the cache folder and returns its path. Needs Go and, the first time, about two minutes. */
export async function installAct(): Promise<string> {
  const folder = await cachedPeer(`act-${ACT_VERSION}`, async (staging) => {
    await goInstall("github.com/nektos/act", ACT_VERSION, staging);
    await run(join(staging, "act"), ["--version"]);
  });
  return join(folder, "act");
}

if (import.meta.main) console.log(await installAct());
