/**
 * Installs all peers side by side, starts those that tests share, and prints what the tests want to know as
 * `export NAME='value'` lines for a shell. `node test/peers/stop.ts "$DEPLOY_ACTIONS_PEER_STATE"` ends what runs.
 */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { installAct } from "./act.ts";
import { startArgoRollouts } from "./argo-rollouts.ts";
import { installChromium } from "./chromium.ts";
import { installHaproxy } from "./haproxy.ts";
import { installHelm } from "./helm.ts";
import { installKubectl } from "./kubectl.ts";
import { startKubernetes } from "./kubernetes.ts";
import { installMoto, startMoto } from "./moto.ts";
import { postgresState, startPostgres } from "./postgres.ts";
import { installPrometheus } from "./prometheus.ts";
import { endServer, killRunningServers, type ServerState, serverFolder } from "./servers.ts";
import { installZizmor } from "./zizmor.ts";

type Variables = Readonly<Record<string, string>>;

const started: ServerState[] = [];

async function preparePostgres(): Promise<Variables> {
  const { url, pid, dataDir } = await startPostgres();
  started.push(postgresState(pid, dataDir));
  return { POSTGRES_URL: url };
}

async function prepareMoto(): Promise<Variables> {
  const program = await installMoto();
  const { url, pid, folder } = await startMoto(program);
  started.push({ name: "moto", pids: [pid], folder });
  return { MOTO_URL: url, MOTO_SERVER: program };
}

async function prepareKubernetes(): Promise<Variables> {
  const { url, kubeconfig, tokens, pids, folder } = await startKubernetes();
  started.push({ name: "kubernetes", pids, folder });
  const controller = await startArgoRollouts(kubeconfig);
  started.push({ name: "argo-rollouts", pids: [controller.pid], folder: controller.folder });
  return {
    KUBERNETES_KUBECONFIG: kubeconfig,
    KUBERNETES_URL: url,
    KUBERNETES_TOKENS: JSON.stringify(tokens),
    ARGO_ROLLOUTS: "running",
  };
}

function program(name: string, install: () => Promise<string>): () => Promise<Variables> {
  return async () => ({ [name]: await install() });
}

const PEERS: readonly (() => Promise<Variables>)[] = [
  prepareKubernetes,
  preparePostgres,
  prepareMoto,
  program("KUBECTL", installKubectl),
  program("HELM", installHelm),
  program("ACT", installAct),
  program("ZIZMOR", installZizmor),
  program("HAPROXY", installHaproxy),
  program("PROMETHEUS", installPrometheus),
  program("CHROMIUM", installChromium),
];

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    killRunningServers();
    process.exit(1);
  });
}

const results = await Promise.allSettled(PEERS.map((prepare) => prepare()));
const failures = results.filter((result) => result.status === "rejected");
if (failures.length > 0) {
  for (const { reason } of failures) console.error(reason);
  await Promise.all(started.map((state) => endServer(state)));
  process.exitCode = 1;
} else {
  const folder = await serverFolder("peers");
  const file = join(folder, "state.json");
  await writeFile(file, JSON.stringify([...started, { name: "state", pids: [], folder }], null, 2));
  const found = results.map((result) => (result.status === "fulfilled" ? result.value : {}));
  const variables = { ...Object.assign({}, ...found), STATE: file } as Variables;
  for (const [name, value] of Object.entries(variables)) {
    console.log(`export DEPLOY_ACTIONS_PEER_${name}='${value.replaceAll("'", "'\\''")}'`);
  }
}
