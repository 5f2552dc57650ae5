import { open, stat } from "node:fs/promises";
import { delimiter, dirname, join, resolve } from "node:path";
import { ActionError, systemErrorCode } from "@deploy-actions/kernel";
import { type Kubeconfig, type KubeconfigText, mergeKubeconfigs } from "./kubeconfig-file.ts";

const MAX_BYTES = 4 * 1_024 * 1_024;

/** The kubeconfig of `path`, else of the files KUBECONFIG names, else ~/.kube/config. */
export async function readKubeconfig(
  path: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Kubeconfig> {
  const listed = (env.KUBECONFIG ?? "").split(delimiter).filter((file) => file !== "");
  const home = env.HOME ?? env.USERPROFILE;
  const standard = home === undefined ? [] : [join(home, ".kube", "config")];
  const files = path !== undefined ? [path] : listed.length > 0 ? listed : standard;
  const texts: KubeconfigText[] = [];
  for (const file of files) {
    const text = await readIfThere(file);
    if (text !== undefined) texts.push({ file, folder: dirname(resolve(file)), text });
  }
  if (texts.length > 0) return mergeKubeconfigs(texts);
  const origin = path !== undefined ? "the target" : listed.length > 0 ? "KUBECONFIG" : "the default";
  const names = files.length === 0 ? "no file (HOME is not set)" : files.join(", ");
  throw new ActionError("config", `There is no kubeconfig: ${names} (named by ${origin}) does not exist.`, {
    hint: "Run the cluster's login action before this one, set KUBECONFIG, or name another access (in-cluster, eks, aks, gke) in the target.",
  });
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readCapped(file, "kubeconfig");
  } catch (error) {
    if (systemErrorCode(error) === "ENOENT") return undefined;
    throw error;
  }
}

/** The text of a file of at most 4 MiB; ENOENT is passed on, anything else names the file. */
export async function readCapped(file: string, what: string): Promise<string> {
  let found: Awaited<ReturnType<typeof stat>>;
  try {
    found = await stat(file);
  } catch (error) {
    if (systemErrorCode(error) === "ENOENT") throw error;
    throw new ActionError("config", `The ${what} ${file} cannot be read.`, { cause: error });
  }
  if (!found.isFile()) throw new ActionError("config", `The ${what} ${file} is not a file.`);
  const handle = await open(file, "r").catch((error: unknown) => {
    throw new ActionError("config", `The ${what} ${file} cannot be read.`, { cause: error });
  });
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(Math.min(MAX_BYTES + 1, found.size + 1)));
    if (bytesRead > MAX_BYTES) throw new ActionError("config", `The ${what} ${file} is larger than 4 MiB.`);
    return buffer.subarray(0, bytesRead).toString("utf8");
  } finally {
    await handle.close();
  }
}
