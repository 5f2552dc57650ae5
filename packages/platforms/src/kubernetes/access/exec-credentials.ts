import { resolve } from "node:path";
import { ActionError, isObject, printable, tail } from "@deploy-actions/kernel";
import type { ClusterCredential, CredentialSource } from "./cluster-connection.ts";
import type { KubeconfigEntry } from "./kubeconfig-file.ts";
import type { KubeconfigPorts } from "./kubeconfig-ports.ts";

const VERSIONS = ["client.authentication.k8s.io/v1", "client.authentication.k8s.io/v1beta1"];
const TIMEOUT_MS = 60_000;
/** A credential that ends sooner than this is asked for anew. */
const MARGIN_MS = 60_000;

interface Plugin {
  readonly argv: readonly string[];
  readonly apiVersion: string;
  readonly env: Readonly<Record<string, string>>;
  readonly installHint: string | undefined;
  readonly provideClusterInfo: boolean;
}

/** The credentials of an exec plugin (client-go credential plugins), run by argv and asked again before they end. */
export function createExecCredentials(
  user: KubeconfigEntry,
  cluster: KubeconfigEntry,
  server: string,
  ports: KubeconfigPorts,
): CredentialSource {
  const plugin = readPlugin(user);
  let known: { readonly credential: ClusterCredential; readonly expiresAt: number | undefined } | undefined;
  return {
    async get(signal, isRefused) {
      const now = ports.clock.now();
      const isGood = known?.expiresAt === undefined || known.expiresAt - now > MARGIN_MS;
      if (known !== undefined && isGood && !isRefused) return known.credential;
      const info = plugin.provideClusterInfo ? clusterInfo(cluster, server) : undefined;
      known = await runPlugin(plugin, user, info, ports, signal);
      return known.credential;
    },
  };
}

function readPlugin(user: KubeconfigEntry): Plugin {
  const { exec } = user.body;
  const where = `exec of user "${user.name}" in ${user.file}`;
  if (!isObject(exec) || typeof exec.command !== "string" || exec.command === "") {
    throw new ActionError("config", `${where} names no command.`);
  }
  const apiVersion = typeof exec.apiVersion === "string" ? exec.apiVersion : "";
  if (!VERSIONS.includes(apiVersion)) {
    throw new ActionError(
      "config",
      `${where} has apiVersion "${apiVersion}", expected ${VERSIONS.join(" or ")}.`,
      {
        hint: "Write the kubeconfig anew with the cloud's current tool.",
      },
    );
  }
  if (exec.interactiveMode === "Always") {
    throw new ActionError(
      "config",
      `${where} asks a person (interactiveMode: Always): there is none in a workflow.`,
    );
  }
  const args = Array.isArray(exec.args) ? exec.args.map(String) : [];
  const pairs = (Array.isArray(exec.env) ? exec.env : []).flatMap((pair: unknown) =>
    isObject(pair) && typeof pair.name === "string" ? [[pair.name, String(pair.value ?? "")] as const] : [],
  );
  // As client-go: a command with a slash is relative to the file it stands in.
  const command = /[\\/]/.test(exec.command) ? resolve(user.folder, exec.command) : exec.command;
  return {
    argv: [command, ...args],
    apiVersion,
    env: Object.fromEntries(pairs),
    installHint: typeof exec.installHint === "string" ? exec.installHint.trim() : undefined,
    provideClusterInfo: exec.provideClusterInfo === true,
  };
}

async function runPlugin(
  plugin: Plugin,
  user: KubeconfigEntry,
  cluster: unknown,
  ports: KubeconfigPorts,
  signal: AbortSignal,
): Promise<{ readonly credential: ClusterCredential; readonly expiresAt: number | undefined }> {
  const { apiVersion, argv } = plugin;
  const command = argv[0] ?? "";
  const what = `The exec plugin ${command} of user "${user.name}" in ${user.file}`;
  const info = {
    apiVersion,
    kind: "ExecCredential",
    spec: { interactive: false, ...(cluster === undefined ? {} : { cluster }) },
  };
  const inherited = Object.entries(ports.env).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  const result = await ports.exec
    .run({
      argv,
      env: { ...Object.fromEntries(inherited), ...plugin.env, KUBERNETES_EXEC_INFO: JSON.stringify(info) },
      timeoutMs: TIMEOUT_MS,
      signal,
    })
    .catch((error: unknown) => {
      if (!(error instanceof ActionError) || error.code !== "config") throw error;
      throw new ActionError("config", `${what} is not installed on this runner.`, {
        cause: error,
        hint:
          plugin.installHint ??
          `Install ${command} in a step before this one, or name eks, aks or gke as access in the target: then no plugin is needed.`,
      });
    });
  if (result.exitCode !== 0) {
    const ending = result.timedOut
      ? "did not end in time"
      : `ended with exit code ${result.exitCode ?? "none"}`;
    const said = printable(ports.secrets.redact(tail(result.stderr, 3)));
    throw new ActionError("permission", `${what} ${ending}: ${said === "" ? "it said nothing" : said}`, {
      hint: "Sign in to the cloud in a step before this one, and check that the plugin's own permissions suffice.",
    });
  }
  return readCredential(result.stdout, what, ports);
}

function readCredential(
  stdout: string,
  what: string,
  ports: KubeconfigPorts,
): { readonly credential: ClusterCredential; readonly expiresAt: number | undefined } {
  let parsed: unknown;
  try {
    parsed = JSON.parse(stdout);
  } catch {
    // What it printed may hold a token: it is not shown.
    throw new ActionError("config", `${what} printed no JSON.`);
  }
  const status = isObject(parsed) && isObject(parsed.status) ? parsed.status : {};
  const { token, clientCertificateData, clientKeyData, expirationTimestamp } = status;
  const expiry = typeof expirationTimestamp === "string" ? Date.parse(expirationTimestamp) : Number.NaN;
  const hasToken = typeof token === "string" && token !== "";
  const hasPair = typeof clientCertificateData === "string" && typeof clientKeyData === "string";
  if (!hasToken && !hasPair) {
    throw new ActionError(
      "config",
      `${what} printed an ExecCredential without status.token and without a certificate.`,
    );
  }
  if (hasPair) ports.secrets.mask(clientKeyData);
  return {
    credential: {
      authorization: hasToken ? `Bearer ${ports.secrets.mask(token)}` : undefined,
      certificate: hasPair ? { certificate: clientCertificateData, key: clientKeyData } : undefined,
    },
    expiresAt: Number.isFinite(expiry) ? expiry : undefined,
  };
}

function clusterInfo(cluster: KubeconfigEntry, server: string): unknown {
  const { body } = cluster;
  return {
    server,
    ...(body["certificate-authority-data"] === undefined
      ? {}
      : { "certificate-authority-data": body["certificate-authority-data"] }),
    ...(body["insecure-skip-tls-verify"] === true ? { "insecure-skip-tls-verify": true } : {}),
    ...(body["tls-server-name"] === undefined ? {} : { "tls-server-name": body["tls-server-name"] }),
    ...(body["proxy-url"] === undefined ? {} : { "proxy-url": body["proxy-url"] }),
    config: execConfig(body.extensions),
  };
}

/** The cluster extension that client-go hands to plugins. */
function execConfig(extensions: unknown): unknown {
  if (!Array.isArray(extensions)) return undefined;
  const found: unknown = extensions.find(
    (extension: unknown) => isObject(extension) && extension.name === "client.authentication.k8s.io/exec",
  );
  return isObject(found) ? found.extension : undefined;
}
