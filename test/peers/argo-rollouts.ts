/** The controller of Argo Rollouts as a peer of the tests, built by Go and run against a cluster of `kubernetes.ts`. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { ARGO_ROLLOUTS_VERSION } from "./argo-rollouts-version.ts";
import { cachedPeer } from "./cache.ts";
import { goBuild } from "./go.ts";
import { installKubectl } from "./kubectl.ts";
import { answers, endServer, freePort, serverFolder, spawnServer, untilReady } from "./servers.ts";

const run = promisify(execFile);
const NAMESPACE = "argo-rollouts";

/** Has the program in the cache folder and returns its path. Needs Go and, the first time, about three minutes. */
export async function installArgoRollouts(): Promise<string> {
  const folder = await cachedPeer(`argo-rollouts-${ARGO_ROLLOUTS_VERSION}`, async (staging) => {
    const build = {
      module: "github.com/argoproj/argo-rollouts",
      version: ARGO_ROLLOUTS_VERSION,
      programs: ["cmd/rollouts-controller"],
    };
    await goBuild(build, staging);
    await run(join(staging, "rollouts-controller"), ["--help"]);
  });
  return join(folder, "rollouts-controller");
}

export interface RunningArgoRollouts {
  readonly pid: number;
  readonly folder: string;
  log(): Promise<string>;
  stop(): Promise<void>;
}

/**
 * Starts the controller for all namespaces of the cluster, which has its custom resources already. It serves its health
 * and metrics on all interfaces, and knows no flag to say otherwise.
 */
export async function startArgoRollouts(kubeconfig: string): Promise<RunningArgoRollouts> {
  const [program, kubectl] = await Promise.all([installArgoRollouts(), installKubectl()]);
  const folder = await serverFolder("argo-rollouts");
  const pids: number[] = [];
  const stop = () => endServer({ name: "argo-rollouts", pids, folder });
  try {
    await run(kubectl, ["--kubeconfig", kubeconfig, "create", "namespace", NAMESPACE]);
    const [health, metrics] = [await freePort(), await freePort()];
    const args = [
      `--kubeconfig=${kubeconfig}`,
      "--leader-elect=false",
      `--healthzPort=${health}`,
      `--metricsport=${metrics}`,
      "--istio-api-version=v1",
      "--traefik-api-group=traefik.io",
      "--traefik-api-version=traefik.io/v1alpha1",
      "--loglevel=warn",
    ];
    const env = { PATH: process.env.PATH ?? "", HOME: folder, POD_NAMESPACE: NAMESPACE };
    const server = await spawnServer("argo-rollouts", folder, program, args, { cwd: folder, env });
    pids.push(server.pid);
    await untilReady("The controller of Argo Rollouts", server, () => {
      return answers(`http://127.0.0.1:${health}/healthz`);
    });
    return { pid: server.pid, folder, log: server.log, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

if (import.meta.main) console.log(await installArgoRollouts());
