import { VAULT_SUFFIXES } from "../azure/cloud.ts";
import { type JsonAnswer, sendJson, textAt } from "../http-json.ts";
import type { CredentialSources } from "../sources.ts";
import { secretForbidden, secretMissing, storeFailed } from "./found.ts";
import type { SecretReference } from "./reference.ts";

const API_VERSION = "7.4";

/** The value of a secret of Azure Key Vault; its newest enabled version unless one is named. */
export async function readKeyVault(
  reference: Extract<SecretReference, { store: "azure-keyvault" }>,
  sources: CredentialSources,
  signal: AbortSignal,
): Promise<string> {
  const isWhole = reference.vaultHost.includes(".");
  const host = isWhole ? reference.vaultHost : `${reference.vaultHost}.${sources.keyVaultSuffix}`;
  const suffix = VAULT_SUFFIXES.find((one) => host.endsWith(`.${one}`)) ?? sources.keyVaultSuffix;
  const token = await sources.azure(`https://${suffix}`).get(signal);
  const version = reference.version === undefined ? "" : `/${reference.version}`;
  const answer = await sendJson(sources.ports, {
    url: `https://${host}/secrets/${reference.name}${version}?api-version=${API_VERSION}`,
    headers: { authorization: `Bearer ${token.value}` },
    signal,
  });
  const value = textAt(answer.body, "value");
  if (answer.status === 200 && value !== undefined) return value;
  if (answer.status === 404) throw secretMissing(reference, host);
  if (answer.status === 401 || answer.status === 403) throw secretForbidden(reference, host, allow(answer));
  throw storeFailed(reference, answer.status === 200 ? "the answer holds no value" : answer.text);
}

function allow(answer: JsonAnswer): string {
  const inner = textAt(answer.body, "error", "innererror", "code");
  if (inner === "ForbiddenByFirewall" || inner === "ForbiddenByConnection") {
    return "The vault's firewall does not let this runner in: allow its address or use a runner inside the network.";
  }
  if (inner === "SecretDisabled")
    return "The secret is disabled: enable it, or name a version that is enabled.";
  return 'Give the application of this job the role "Key Vault Secrets User" on the vault (Microsoft.KeyVault/vaults/secrets/getSecret/action), or with access policies the secret permission "get".';
}
