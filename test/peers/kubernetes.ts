/**
 * A Kubernetes cluster as a peer of the tests, without containers: the real API server, controllers and scheduler,
 * and kwok instead of kubelets. Which pods fail, and how, is said in kwok-stages.yaml.
 */
import { execFile } from "node:child_process";
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { installEtcd, installKubernetes, installKwok } from "./kubernetes-binaries.ts";
import { installCrds } from "./kubernetes-crds.ts";
import { configureKwok, writeKubeconfig } from "./kubernetes-files.ts";
import { answers, endServer, freePort, serverFolder, spawnServer, untilReady } from "./servers.ts";

const run = promisify(execFile);

/** Users that the API server knows by a token, with their group. Only `admin` has rights, until a test binds some. */
const USERS = {
  admin: "system:masters",
  deployer: "deployers",
  viewer: "viewers",
  stranger: "strangers",
} as const;
export type KubernetesUser = keyof typeof USERS;

// No others: they cost memory, wait for kubelets, or want certificates.
const CONTROLLERS = [
  ...["deployment", "replicaset", "statefulset", "daemonset", "job", "cronjob", "disruption"],
  ...["endpoints", "endpointslice", "namespace", "garbage-collector", "pod-garbage-collector"],
  ...["serviceaccount", "clusterrole-aggregation", "resourcequota", "ttl-after-finished"],
].map((name) => `${name}-controller`);

export interface RunningKubernetes {
  readonly url: string;
  /** PEM of the authority that the server's certificate is from. */
  readonly ca: string;
  readonly tokens: Readonly<Record<KubernetesUser, string>>;
  /** Path of a kubeconfig with one context for each user; the current one is `admin`. */
  readonly kubeconfig: string;
  /** In the order in which they were started. */
  readonly pids: readonly number[];
  readonly folder: string;
  stop(): Promise<void>;
}

/** Starts a cluster with one big node and the custom resources of `installCrds`. */
export async function startKubernetes(): Promise<RunningKubernetes> {
  const [programs, kwok, etcd, crds] = await Promise.all([
    installKubernetes(),
    installKwok(),
    installEtcd(),
    installCrds(),
  ]);
  const folder = await serverFolder("kubernetes");
  const pids: number[] = [];
  const stop = () => endServer({ name: "kubernetes", pids, folder });
  const start = async (name: string, command: string, args: readonly string[]) => {
    const server = await spawnServer(name, folder, command, args, { cwd: folder });
    pids.push(server.pid);
    return server;
  };
  try {
    const etcdUrl = `http://127.0.0.1:${await freePort()}`;
    const etcdServer = await start("etcd", etcd, etcdFlags(folder, etcdUrl, await freePort()));
    await untilReady("etcd", etcdServer, () => answers(`${etcdUrl}/health`));

    const port = await freePort();
    const tokens = await writeTokens(folder);
    const api = await start("kube-apiserver", join(programs, "kube-apiserver"), [
      ...(await apiServerFlags(folder, etcdUrl)),
      `--secure-port=${port}`,
    ]);
    const url = `https://127.0.0.1:${port}`;
    const kubeconfig = join(folder, "kubeconfig");
    const kubectl = (...args: string[]) =>
      run(join(programs, "kubectl"), ["--kubeconfig", kubeconfig, ...args]);
    let ca = "";
    await untilReady("The API server", api, async () => {
      ca = await authority(folder);
      await writeKubeconfig(kubeconfig, { url, ca, tokens });
      return (await kubectl("get", "--raw", "/readyz")).stdout === "ok";
    });
    await start("kube-controller-manager", join(programs, "kube-controller-manager"), [
      ...clientFlags(kubeconfig),
      `--controllers=${CONTROLLERS.join(",")}`,
    ]);
    await start("kube-scheduler", join(programs, "kube-scheduler"), clientFlags(kubeconfig));
    await start("kwok", kwok, await configureKwok(folder, kubeconfig, await freePort()));
    await kubectl("create", "-f", await nodeFile(folder));
    await kubectl("apply", "--server-side", "-f", crds);
    await kubectl("wait", "--for=condition=Established", "--timeout=60s", "crd", "--all");
    await kubectl("wait", "--for=condition=Ready", "--timeout=60s", "node", "--all");
    return { url, ca, tokens, kubeconfig, pids, folder, stop };
  } catch (error) {
    const logs = await Promise.all(
      ["kube-apiserver", "kube-controller-manager", "kube-scheduler", "kwok"].map((name) =>
        readFile(join(folder, `${name}.log`), "utf8").catch(() => ""),
      ),
    );
    await stop();
    const ends = logs.map((log) => log.slice(-2_000)).join("\n");
    throw new Error(`The Kubernetes cluster did not start:\n${ends}`, { cause: error });
  }
}

function etcdFlags(folder: string, url: string, peerPort: number): readonly string[] {
  const peer = `http://127.0.0.1:${peerPort}`;
  return [
    `--data-dir=${join(folder, "etcd")}`,
    `--listen-client-urls=${url}`,
    `--advertise-client-urls=${url}`,
    `--listen-peer-urls=${peer}`,
    `--initial-advertise-peer-urls=${peer}`,
    `--initial-cluster=default=${peer}`,
    "--unsafe-no-fsync",
    "--log-level=warn",
  ];
}

async function apiServerFlags(folder: string, etcdUrl: string): Promise<readonly string[]> {
  const key = join(folder, "service-account.pem");
  const { privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  await writeFile(key, privateKey, { mode: 0o600 });
  return [
    `--etcd-servers=${etcdUrl}`,
    "--bind-address=127.0.0.1",
    `--cert-dir=${join(folder, "certificates")}`,
    `--service-account-key-file=${key}`,
    `--service-account-signing-key-file=${key}`,
    "--service-account-issuer=https://kubernetes.default.svc",
    "--service-cluster-ip-range=10.96.0.0/16",
    "--authorization-mode=RBAC",
    `--token-auth-file=${join(folder, "tokens.csv")}`,
    // ServiceAccount waits for token controllers; the taint would need the controller of node heartbeats.
    "--disable-admission-plugins=ServiceAccount,TaintNodesByCondition",
    "--kubelet-preferred-address-types=InternalIP",
    "--endpoint-reconciler-type=none",
    "--shutdown-watch-termination-grace-period=0s",
    "--profiling=false",
  ];
}

function clientFlags(kubeconfig: string): readonly string[] {
  return [
    `--kubeconfig=${kubeconfig}`,
    "--leader-elect=false",
    "--secure-port=0",
    "--profiling=false",
    // By default 20 calls a second: many tests at once would wait for that, not for the machine.
    "--kube-api-qps=500",
    "--kube-api-burst=1000",
  ];
}

async function writeTokens(folder: string): Promise<Record<KubernetesUser, string>> {
  const token = () => randomBytes(24).toString("hex");
  const tokens = { admin: token(), deployer: token(), viewer: token(), stranger: token() };
  const lines = Object.entries(USERS).map(([user, group]) => {
    return `${tokens[user as KubernetesUser]},${user},${user},"${group}"\n`;
  });
  await writeFile(join(folder, "tokens.csv"), lines.join(""), { mode: 0o600 });
  return tokens;
}

/** The server makes its certificate and the authority of it when it starts; the authority is the last in the file. */
async function authority(folder: string): Promise<string> {
  const text = await readFile(join(folder, "certificates", "apiserver.crt"), "utf8");
  const last = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\n/g)?.at(-1);
  if (last === undefined) throw new Error("The API server's certificate file is not complete.");
  return last;
}

async function nodeFile(folder: string): Promise<string> {
  const file = join(folder, "node.json");
  const node = {
    apiVersion: "v1",
    kind: "Node",
    metadata: { name: "node-1", labels: { "kubernetes.io/hostname": "node-1", "kubernetes.io/os": "linux" } },
  };
  await writeFile(file, JSON.stringify(node));
  return file;
}
