/** The programs of a Kubernetes cluster: all built by Go. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { cachedPeer } from "./cache.ts";
import { goBuild, goInstall } from "./go.ts";

const run = promisify(execFile);

/** The pinned versions. */
export const KUBERNETES_VERSION = "1.34.2";
export const KWOK_VERSION = "0.8.0";
export const ETCD_VERSION = "3.6.5";

const PROGRAMS = ["kube-apiserver", "kube-controller-manager", "kube-scheduler", "kubectl"];

/** Has the programs in the cache folder and returns the folder. Needs Go and, the first time, about five minutes. */
export async function installKubernetes(): Promise<string> {
  return await cachedPeer(`kubernetes-${KUBERNETES_VERSION}`, async (staging) => {
    // k8s.io/api and the others are published as v0.34.2 for 1.34.2.
    const libraries = KUBERNETES_VERSION.replace(/^1\./, "v0.");
    const build = {
      module: "k8s.io/kubernetes",
      version: KUBERNETES_VERSION,
      programs: PROGRAMS.map((program) => `cmd/${program}`),
      goMod: (text: string) => text.replace(/(k8s\.io\/\S+) => \.\/staging\/\S+/g, `$1 => $1 ${libraries}`),
      // Without it clients cannot make sense of the server's version.
      ldflags: `-X k8s.io/component-base/version.gitVersion=v${KUBERNETES_VERSION}`,
    };
    await goBuild(build, staging);
    for (const program of PROGRAMS.slice(0, 3)) await run(join(staging, program), ["--version"]);
  });
}

/** Has kwok, which plays the kubelets, in the cache folder and returns the path of its program. */
export async function installKwok(): Promise<string> {
  const folder = await cachedPeer(`kwok-${KWOK_VERSION}`, async (staging) => {
    await goInstall("sigs.k8s.io/kwok/cmd/kwok", KWOK_VERSION, staging);
    await run(join(staging, "kwok"), ["--version"]);
  });
  return join(folder, "kwok");
}

/** Has etcd in the cache folder and returns the path of its program. Debian's 3.4 cannot serve all that clients watch. */
export async function installEtcd(): Promise<string> {
  const folder = await cachedPeer(`etcd-${ETCD_VERSION}`, async (staging) => {
    const build = {
      module: "go.etcd.io/etcd/server/v3",
      version: ETCD_VERSION,
      programs: ["."],
      // Its other modules are required in the same version.
      goMod: (text: string) => text.replace(/^.* => \.\.?\/.*$/gm, ""),
    };
    await goBuild(build, staging);
    await run(join(staging, "server"), ["--version"]);
  });
  return join(folder, "server");
}
