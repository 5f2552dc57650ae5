/** Files that the parts of the tests' cluster are configured by. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const STAGES = fileURLToPath(new URL("kwok-stages.yaml", import.meta.url));

/** Writes a kubeconfig with one context for each user; `admin` is the current one. */
export async function writeKubeconfig(
  path: string,
  cluster: { readonly url: string; readonly ca: string; readonly tokens: Readonly<Record<string, string>> },
): Promise<void> {
  const users = Object.keys(cluster.tokens);
  const data = Buffer.from(cluster.ca).toString("base64");
  const config = {
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "peer", cluster: { server: cluster.url, "certificate-authority-data": data } }],
    users: users.map((name) => ({ name, user: { token: cluster.tokens[name] } })),
    contexts: users.map((name) => ({ name, context: { cluster: "peer", user: name } })),
    "current-context": "admin",
  };
  // JSON is YAML.
  await writeFile(path, `${JSON.stringify(config, null, 2)}\n`, { mode: 0o600 });
}

/** Writes what kwok serves as the logs of all pods, and returns its arguments. */
export async function configureKwok(
  folder: string,
  kubeconfig: string,
  port: number,
): Promise<readonly string[]> {
  const logs = join(folder, "pods.log");
  const previous = join(folder, "pods-previous.log");
  await writeFile(logs, criLog(["listening on :8080", "ready"]));
  await writeFile(previous, criLog(["listening on :8080", "fatal: no connection to the database"]));
  const config = join(folder, "kwok.json");
  const rule = { logsFile: logs, previousLogsFile: previous, follow: false };
  const clusterLogs = {
    apiVersion: "kwok.x-k8s.io/v1alpha1",
    kind: "ClusterLogs",
    metadata: { name: "all-pods" },
    spec: { logs: [rule] },
  };
  await writeFile(config, JSON.stringify(clusterLogs));
  return [
    `--kubeconfig=${kubeconfig}`,
    "--manage-all-nodes=true",
    "--node-lease-duration-seconds=0",
    "--cidr=10.64.0.0/16",
    "--node-ip=127.0.0.1",
    `--node-port=${port}`,
    `--server-address=127.0.0.1:${port}`,
    `--config=${STAGES}`,
    `--config=${config}`,
  ];
}

/** The format in which a container runtime writes logs. */
function criLog(lines: readonly string[]): string {
  return lines.map((line, second) => `2026-01-01T00:00:0${second}.000000000Z stdout F ${line}\n`).join("");
}
