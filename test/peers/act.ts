/** The workflow runner `act` as a peer of the tests, built by Go: `node test/peers/act.ts` prints the path of its binary. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { cachedPeer } from "./cache.ts";

const run = promisify(execFile);

/** The pinned version (Go module). */
export const ACT_VERSION = "0.2.87";

/** Has the binary in the cache folder and returns its path. Needs Go and, the first time, about two minutes. */
export async function installAct(): Promise<string> {
  const folder = await cachedPeer(`act-${ACT_VERSION}`, async (staging) => {
    const env = { ...process.env, GOBIN: staging, GOFLAGS: "" };
    await run("go", ["install", `github.com/nektos/act@v${ACT_VERSION}`], {
      env,
      maxBuffer: 16 * 1_024 * 1_024,
    });
    await run(join(staging, "act"), ["--version"], { env });
  });
  return join(folder, "act");
}

if (import.meta.main) console.log(await installAct());
