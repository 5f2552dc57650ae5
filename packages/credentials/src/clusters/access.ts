import { ActionError, suggest, type TokenSource } from "@deploy-actions/kernel";

/** How to reach the API server of a managed cluster; the token renews itself. */
export interface ClusterAccess {
  /** `https://…` */
  readonly server: string;
  /** Certificate authority, PEM in base64; `undefined`: a publicly trusted certificate. */
  readonly caData: string | undefined;
  readonly tokens: TokenSource;
}

/** There is no such cluster; names those there are. `where`: region, resource group or project that was asked. */
export function clusterMissing(
  name: string,
  where: string,
  names: readonly string[] | undefined,
): ActionError {
  const rest =
    names === undefined
      ? ""
      : names.length === 0
        ? " There is no cluster at all."
        : suggest(name, names.slice(0, 50));
  return new ActionError("config", `There is no cluster "${name}" in ${where}.${rest}`, {
    hint: "Correct the name of the cluster in deploy.yml, or the place it is looked for in.",
  });
}

/** The job may not look. */
export function clusterForbidden(what: string, said: string, allow: string): ActionError {
  return new ActionError("permission", `This job may not ${what}: ${said}`, { hint: allow });
}
