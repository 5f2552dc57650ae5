import { readFile, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import type { ActionContext, RunnerContext } from "@deploy-actions/action-kit";
import { isObject } from "@deploy-actions/kernel";
import type { ImageReference, RegistryLogin } from "@deploy-actions/registries";

const MAX_BYTES = 1_024 * 1_024;

/**
 * The login of an earlier step (`docker login`) for the registry of an image, else the job's own token for GitHub's
 * registry; `undefined`: anonymously. A password that a credential helper keeps is not to be had.
 */
export async function registryLogin(
  { runner, secrets, log }: Pick<ActionContext, "runner" | "secrets" | "log">,
  image: ImageReference,
  token: string | undefined,
): Promise<RegistryLogin | undefined> {
  const found = await dockerLogin(runner, image.registry);
  if (found !== undefined) {
    log.debug(`${image.registry}: uses the login of an earlier step`);
    return { ...found, password: secrets.mask(found.password) };
  }
  const isGitHub = image.kind === "ghcr" && runner.serverUrl === "https://github.com";
  return isGitHub && token !== undefined ? { user: runner.actor, password: token } : undefined;
}

/** docs.docker.com/reference/cli/docker/login: `auths` by host, `auth` is base64 of `user:password`. */
async function dockerLogin({ env }: RunnerContext, registry: string): Promise<RegistryLogin | undefined> {
  const auths = await readAuths(
    join(env.DOCKER_CONFIG || join(env.HOME || homedir(), ".docker"), "config.json"),
  );
  const entry = Object.entries(auths).find(([name]) => hostOf(name) === registry)?.[1];
  if (!isObject(entry) || typeof entry.auth !== "string") return undefined;
  const text = Buffer.from(entry.auth, "base64").toString("utf8");
  const colon = text.indexOf(":");
  const password = text.slice(colon + 1);
  return colon < 1 || password === "" ? undefined : { user: text.slice(0, colon), password };
}

async function readAuths(file: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    if ((await stat(file)).size > MAX_BYTES) return {};
    const config: unknown = JSON.parse(await readFile(file, "utf8"));
    return isObject(config) && isObject(config.auths) ? config.auths : {};
  } catch {
    // No file, or one that is not Docker's: there is no login in it.
    return {};
  }
}

function hostOf(name: string): string {
  const host = name.replace(/^https?:\/\//, "").replace(/\/.*$/, "");
  return host === "index.docker.io" || host === "registry-1.docker.io" ? "docker.io" : host;
}
