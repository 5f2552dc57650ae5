import { ActionError, suggest } from "@deploy-actions/kernel";

/** Hosts of one of Azure's clouds. */
export interface AzureCloud {
  /** Sign-in host, e.g. `https://login.microsoftonline.com`. */
  readonly authority: string;
  /** Azure Resource Manager. */
  readonly management: string;
  /** Suffix of key vaults' hosts. */
  readonly vaultSuffix: string;
}

const CLOUDS: readonly AzureCloud[] = [
  {
    authority: "https://login.microsoftonline.com",
    management: "https://management.azure.com",
    vaultSuffix: "vault.azure.net",
  },
  {
    authority: "https://login.microsoftonline.us",
    management: "https://management.usgovcloudapi.net",
    vaultSuffix: "vault.usgovcloudapi.net",
  },
  {
    authority: "https://login.chinacloudapi.cn",
    management: "https://management.chinacloudapi.cn",
    vaultSuffix: "vault.azure.cn",
  },
  {
    authority: "https://login.partner.microsoftonline.cn",
    management: "https://management.chinacloudapi.cn",
    vaultSuffix: "vault.azure.cn",
  },
];

/** Suffixes a key vault's host may have. */
export const VAULT_SUFFIXES: readonly string[] = [...new Set(CLOUDS.map(({ vaultSuffix }) => vaultSuffix))];

/** Whether Entra's libraries know the sign-in host. */
export function isKnownAuthority(authority: string): boolean {
  return CLOUDS.some((cloud) => cloud.authority === authority);
}

/** The cloud of a sign-in host; `undefined`: the public one. Another https host (or loopback) is its own sign-in host. */
export function azureCloud(authority: string | undefined): AzureCloud {
  const [publicCloud] = CLOUDS as readonly [AzureCloud, ...AzureCloud[]];
  if (authority === undefined) return publicCloud;
  const text = authority.includes("://") ? authority : `https://${authority}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const known = CLOUDS.find((cloud) => cloud.authority === url?.origin);
  if (known !== undefined) return known;
  const isSafe = url !== undefined && (url.protocol === "https:" || isLoopback(url));
  if (!isSafe) {
    throw new ActionError(
      "config",
      `"${authority}" is no sign-in host of Azure.${suggest(
        text,
        CLOUDS.map((cloud) => cloud.authority),
      )}`,
    );
  }
  return { ...publicCloud, authority: url.origin };
}

/** Whether a URL stays on this machine, where http is no risk. */
export function isLoopback(url: URL): boolean {
  return (
    url.protocol === "http:" &&
    (url.hostname === "127.0.0.1" || url.hostname === "localhost" || url.hostname === "[::1]")
  );
}
