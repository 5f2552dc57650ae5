import { assertNever } from "@deploy-actions/kernel";
import type { CredentialSources } from "../sources.ts";
import { maskSecret } from "./mask.ts";
import type { SecretReference } from "./reference.ts";

const resolved = new WeakMap<CredentialSources, Map<string, Promise<string>>>();

/**
 * The value of a reference: asked for once per `sources` (a run), masked before anybody else sees it, never in a message.
 *
 * Errors: `config` when it is not there (names reference and store), `permission` with the action to allow, `remote`,
 * and those of the sign-in. A failure is not remembered.
 */
export function resolveSecret(
  reference: SecretReference,
  sources: CredentialSources,
  signal: AbortSignal,
): Promise<string> {
  const known = resolved.get(sources) ?? new Map<string, Promise<string>>();
  resolved.set(sources, known);
  const running = known.get(reference.text);
  if (running !== undefined) return running;
  const value = read(reference, sources, signal).then((text) => maskSecret(text, sources.ports.secrets));
  known.set(reference.text, value);
  value.catch(() => known.delete(reference.text));
  return value;
}

async function read(
  reference: SecretReference,
  sources: CredentialSources,
  signal: AbortSignal,
): Promise<string> {
  switch (reference.store) {
    case "aws-secretsmanager": {
      const { readSecretsManager } = await import("./aws.ts");
      return readSecretsManager(reference, sources.aws(), sources.ports, signal);
    }
    case "aws-ssm": {
      const { readParameter } = await import("./aws.ts");
      return readParameter(reference, sources.aws(), sources.ports, signal);
    }
    case "azure-keyvault": {
      const { readKeyVault } = await import("./azure-keyvault.ts");
      return readKeyVault(reference, sources, signal);
    }
    case "vault": {
      const { readVaultSecret } = await import("./vault-kv.ts");
      return readVaultSecret(reference, sources, signal);
    }
    case "gcp-secretmanager": {
      const { readGoogleSecret } = await import("./gcp-secretmanager.ts");
      return readGoogleSecret(reference, sources, signal);
    }
    default:
      return assertNever(reference);
  }
}
