import { isObject } from "@deploy-actions/kernel";
import { valueAt } from "../http-json.ts";
import type { CredentialSources } from "../sources.ts";
import { vaultCall } from "../vault/call.ts";
import { secretForbidden, secretMissing, storeFailed, valueAtKey } from "./found.ts";
import type { SecretReference } from "./reference.ts";

/** The value at a key of a secret of Vault's KV version 2. */
export async function readVaultSecret(
  reference: Extract<SecretReference, { store: "vault" }>,
  sources: CredentialSources,
  signal: AbortSignal,
): Promise<string> {
  const vault = sources.vault();
  const token = await vault.get(signal);
  const path = reference.path.split("/").map(encode).join("/");
  // A mount with a slash in its name is written with %2F.
  const mount = decode(reference.mount).split("/").map(encode).join("/");
  const answer = await vaultCall(vault.place, sources.ports, {
    method: "GET",
    path: `${mount}/data/${path}`,
    token: token.value,
    signal,
  });
  const data = valueAt(answer.body, "data", "data");
  if (answer.status === 200 && isObject(data)) {
    for (const value of Object.values(data)) if (typeof value === "string") sources.ports.secrets.mask(value);
    return valueAtKey(reference, data, reference.key);
  }
  // A deleted version is a 404 with metadata.
  if (answer.status === 404) throw secretMissing(reference, vault.place.url);
  if (answer.status === 403) {
    throw secretForbidden(
      reference,
      vault.place.url,
      `Give the role's policy: path "${mount}/data/${path}" { capabilities = ["read"] }. Vault says the same of a mount that does not exist.`,
    );
  }
  throw storeFailed(
    reference,
    answer.status === 200 ? "the answer is not that of a KV version 2 mount" : answer.text,
  );
}

const encode = (part: string): string => encodeURIComponent(decode(part));

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
