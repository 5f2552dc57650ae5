/** Helm as a peer of the tests, built by Go: `node test/peers/helm.ts` prints the path of its program. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { cachedPeer } from "./cache.ts";
import { goInstall } from "./go.ts";

const run = promisify(execFile);

/** The pinned version (Go module). */
export const HELM_VERSION = "3.19.2";

/** Has the program in the cache folder and returns its path. */
export async function installHelm(): Promise<string> {
  const folder = await cachedPeer(`helm-${HELM_VERSION}`, async (staging) => {
    await goInstall("helm.sh/helm/v3/cmd/helm", HELM_VERSION, staging);
    await run(join(staging, "helm"), ["version"]);
  });
  return join(folder, "helm");
}

if (import.meta.main) console.log(await installHelm());
