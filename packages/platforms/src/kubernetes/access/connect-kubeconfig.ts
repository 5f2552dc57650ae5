import { resolve } from "node:path";
import { ActionError, isObject, suggest, systemErrorCode } from "@deploy-actions/kernel";
import type { ClusterConnection, CredentialSource } from "./cluster-connection.ts";
import { createExecCredentials } from "./exec-credentials.ts";
import type { Kubeconfig, KubeconfigEntry } from "./kubeconfig-file.ts";
import type { KubeconfigPorts } from "./kubeconfig-ports.ts";
import { readCapped } from "./read-kubeconfig.ts";

/** The connection of a context, `undefined`: of the current one. Errors: `config`, with what is there instead. */
export async function connectKubeconfig(
  config: Kubeconfig,
  contextName: string | undefined,
  ports: KubeconfigPorts,
): Promise<ClusterConnection> {
  const files = config.files.join(", ");
  const wanted = contextName ?? config.currentContext;
  if (wanted === undefined) {
    const names = config.contexts.map(({ name }) => name).join(", ");
    throw new ActionError("config", `The kubeconfig ${files} has no current context.`, {
      hint: names === "" ? "It has no context at all." : `Name one in the target: ${names}.`,
    });
  }
  const context = pick(config.contexts, wanted, "context", files);
  const cluster = pick(config.clusters, text(context, "cluster", "context"), "cluster", files);
  const userName = text(context, "user", "context");
  const user = userName === "" ? undefined : pick(config.users, userName, "user", files);
  const server = text(cluster, "server", "cluster");
  if (!/^https?:\/\/./.test(server) || !URL.canParse(server)) {
    throw new ActionError(
      "config",
      `server of cluster "${cluster.name}" in ${cluster.file} is no URL: "${server}".`,
    );
  }
  return {
    server,
    ca: await material(cluster, "certificate-authority", "cluster"),
    tlsServerName: optional(cluster, "tls-server-name"),
    isInsecure: cluster.body["insecure-skip-tls-verify"] === true,
    proxyUrl: optional(cluster, "proxy-url"),
    user: user === undefined ? "nobody (the context names no user)" : `user "${user.name}"`,
    credentials: user === undefined ? anonymous : await credentialsOf(user, cluster, server, ports),
  };
}

const anonymous: CredentialSource = {
  get: async () => ({ authorization: undefined, certificate: undefined }),
};

async function credentialsOf(
  user: KubeconfigEntry,
  cluster: KubeconfigEntry,
  server: string,
  ports: KubeconfigPorts,
): Promise<CredentialSource> {
  const { body } = user;
  if (body.as !== undefined || body["as-groups"] !== undefined || body["as-uid"] !== undefined) {
    throw new ActionError(
      "config",
      `User "${user.name}" in ${user.file} impersonates another one (as), which is not supported.`,
      {
        hint: "Use a user of its own with just the permissions of this deployment.",
      },
    );
  }
  const provider = body["auth-provider"];
  if (provider !== undefined) {
    const name = isObject(provider) && typeof provider.name === "string" ? ` "${provider.name}"` : "";
    throw new ActionError(
      "config",
      `User "${user.name}" in ${user.file} signs in with the auth-provider${name}, which Kubernetes removed in 1.26.`,
      {
        hint: "Write the kubeconfig anew with the cloud's own tool (it uses an exec plugin today), or name eks, aks or gke as access in the target.",
      },
    );
  }
  if (body.exec !== undefined) return createExecCredentials(user, cluster, server, ports);

  const certificate = await material(user, "client-certificate", "user");
  const key = await material(user, "client-key", "user");
  if ((certificate === undefined) !== (key === undefined)) {
    const missing = certificate === undefined ? "client-certificate" : "client-key";
    throw new ActionError("config", `User "${user.name}" in ${user.file} has no ${missing}.`);
  }
  if (key !== undefined) ports.secrets.mask(key);
  const pair = certificate === undefined || key === undefined ? undefined : { certificate, key };
  const token = optional(user, "token");
  const tokenFile = optional(user, "tokenFile");
  const username = optional(user, "username");
  const password = optional(user, "password");
  return {
    get: async () => {
      // As client-go: the file wins over the token, and is read anew because what is in it is renewed.
      const bearer = tokenFile === undefined ? token : await readToken(user, tokenFile);
      if (bearer !== undefined) {
        return { authorization: `Bearer ${ports.secrets.mask(bearer)}`, certificate: pair };
      }
      if (username === undefined) return { authorization: undefined, certificate: pair };
      const basic = Buffer.from(`${username}:${ports.secrets.mask(password ?? "")}`).toString("base64");
      return { authorization: `Basic ${ports.secrets.mask(basic)}`, certificate: pair };
    },
  };
}

async function readToken(user: KubeconfigEntry, tokenFile: string): Promise<string> {
  const file = resolve(user.folder, tokenFile);
  try {
    const token = (await readCapped(file, "token file")).trim();
    if (token !== "") return token;
  } catch (error) {
    if (systemErrorCode(error) !== "ENOENT") throw error;
    throw new ActionError(
      "config",
      `tokenFile of user "${user.name}" in ${user.file} does not exist: ${file}.`,
    );
  }
  throw new ActionError("config", `tokenFile of user "${user.name}" in ${user.file} is empty: ${file}.`);
}

/** PEM of `<key>-data` (base64), else of the file `<key>` names. */
async function material(entry: KubeconfigEntry, key: string, kind: string): Promise<string | undefined> {
  const data = optional(entry, `${key}-data`);
  if (data !== undefined) {
    const pem = Buffer.from(data, "base64").toString("utf8");
    if (pem.includes("-----BEGIN")) return pem;
    throw new ActionError(
      "config",
      `${key}-data of ${kind} "${entry.name}" in ${entry.file} is not the base64 of a PEM text.`,
    );
  }
  const path = optional(entry, key);
  if (path === undefined) return undefined;
  const file = resolve(entry.folder, path);
  try {
    return await readCapped(file, key);
  } catch (error) {
    if (systemErrorCode(error) !== "ENOENT") throw error;
    throw new ActionError(
      "config",
      `${key} of ${kind} "${entry.name}" in ${entry.file} does not exist: ${file}.`,
    );
  }
}

function pick(
  entries: readonly KubeconfigEntry[],
  name: string,
  kind: string,
  files: string,
): KubeconfigEntry {
  const found = entries.find((entry) => entry.name === name);
  if (found !== undefined) return found;
  const names = entries.map((entry) => entry.name);
  throw new ActionError("config", `The kubeconfig ${files} has no ${kind} "${name}".${suggest(name, names)}`);
}

function text(entry: KubeconfigEntry, key: string, kind: string): string {
  const value = entry.body[key];
  if (typeof value === "string") return value;
  if (value === undefined && key === "user") return "";
  throw new ActionError("config", `${key} of ${kind} "${entry.name}" in ${entry.file} is not a text.`);
}

function optional(entry: KubeconfigEntry, key: string): string | undefined {
  const value = entry.body[key];
  return typeof value === "string" && value !== "" ? value : undefined;
}
