import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ActionContext } from "@deploy-actions/action-kit";
import type { ClusterAccess } from "@deploy-actions/credentials";
import { assertNever } from "@deploy-actions/kernel";
import {
  createHelmPlatform,
  createKubernetesPlatform,
  openKubernetesClient,
  type Platform,
} from "@deploy-actions/platforms";
import type { HelmTarget, KubernetesAccess, KubernetesTarget } from "@deploy-actions/rollout";
import type { RunAccess } from "../access.ts";
import { NOBODY_COUNTS, type OpenedTarget } from "../target-access.ts";

/** A workload of a cluster. */
export async function openKubernetes(
  context: ActionContext,
  run: RunAccess,
  target: KubernetesTarget,
): Promise<OpenedTarget> {
  const { clock, random, exec, secrets, log, runner, signal } = context;
  const clusterAccess = await clusterAccessOf(target.access, run, signal);
  const client = await openKubernetesClient({
    access: target.access,
    namespace: target.namespace,
    ...(clusterAccess === undefined ? {} : { clusterAccess }),
    clock,
    random,
    exec,
    secrets,
    log,
    env: runner.env,
  });
  const { workspace } = runner;
  return {
    ...NOBODY_COUNTS,
    platform: await createKubernetesPlatform({ target, client, clock, log, workspace }),
  };
}

/** A Helm release. On a managed cluster `helm` gets a kubeconfig of this run, with a token that is live at each call. */
export async function openHelm(
  context: ActionContext,
  run: RunAccess,
  target: HelmTarget,
): Promise<OpenedTarget> {
  const { clock, exec, runner, signal } = context;
  const cluster = await clusterAccessOf(target.access, run, signal);
  const { env, workspace, temp } = runner;
  const kubeconfigPath =
    cluster === undefined
      ? target.access.kind === "kubeconfig"
        ? target.access.path
        : undefined
      : join(temp, `deploy-actions-kubeconfig-${context.random.id()}.yml`);
  const platform = await createHelmPlatform({ target, exec, clock, env, workspace, kubeconfigPath });
  if (cluster === undefined || kubeconfigPath === undefined) return { ...NOBODY_COUNTS, platform };
  const refresh = (): Promise<void> => writeKubeconfig(kubeconfigPath, cluster, target.namespace, signal);
  return { ...NOBODY_COUNTS, platform: beforeEachCall(platform, refresh) };
}

/** The file holds a token: nobody else may read it, and each call writes it anew. */
async function writeKubeconfig(
  path: string,
  cluster: ClusterAccess,
  namespace: string,
  signal: AbortSignal,
): Promise<void> {
  const { value } = await cluster.tokens.get(signal);
  const name = "deploy-actions";
  const kubeconfig = {
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name, cluster: { server: cluster.server, "certificate-authority-data": cluster.caData } }],
    users: [{ name, user: { token: value } }],
    contexts: [{ name, context: { cluster: name, user: name, namespace } }],
    "current-context": name,
  };
  // JSON is YAML.
  await writeFile(path, JSON.stringify(kubeconfig), { mode: 0o600 });
}

/** The platform with `before` done ahead of each of its calls. */
function beforeEachCall(platform: Platform, before: () => Promise<void>): Platform {
  const { preflight, planProblems } = platform;
  return {
    ...platform,
    observe: (signal) => before().then(() => platform.observe(signal)),
    setWeight: (...call) => before().then(() => platform.setWeight(...call)),
    promote: (...call) => before().then(() => platform.promote(...call)),
    abort: (...call) => before().then(() => platform.abort(...call)),
    restore: (...call) => before().then(() => platform.restore(...call)),
    ...(preflight === undefined ? {} : { preflight: (signal) => before().then(() => preflight(signal)) }),
    ...(planProblems === undefined
      ? {}
      : { planProblems: (...call) => before().then(() => planProblems(...call)) }),
  };
}

/** The managed cluster an access names; `undefined` for those that need no cloud. */
async function clusterAccessOf(
  access: KubernetesAccess,
  run: RunAccess,
  signal: AbortSignal,
): Promise<ClusterAccess | undefined> {
  switch (access.kind) {
    case "kubeconfig":
    case "in-cluster":
      return undefined;
    case "eks": {
      const [{ eksClusterAccess }, { ports }] = await Promise.all([
        import("@deploy-actions/credentials"),
        run.sources(),
      ]);
      return eksClusterAccess(access.cluster, await run.aws(access.region), ports, signal);
    }
    case "aks": {
      const [{ aksClusterAccess }, sources] = await Promise.all([
        import("@deploy-actions/credentials"),
        run.sources(),
      ]);
      return aksClusterAccess(access.cluster, (resource) => sources.azure(resource), sources.ports, signal);
    }
    case "gke": {
      const [{ gkeClusterAccess }, sources] = await Promise.all([
        import("@deploy-actions/credentials"),
        run.sources(),
      ]);
      return gkeClusterAccess(access.cluster, sources.google(), sources.ports, signal);
    }
    default:
      return assertNever(access);
  }
}
