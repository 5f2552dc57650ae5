/** kubectl as a peer of the tests, built with the rest of Kubernetes: `node test/peers/kubectl.ts` prints its path. */
import { join } from "node:path";
import { installKubernetes } from "./kubernetes-binaries.ts";

/** Has the program in the cache folder and returns its path. */
export async function installKubectl(): Promise<string> {
  return join(await installKubernetes(), "kubectl");
}

if (import.meta.main) console.log(await installKubectl());
