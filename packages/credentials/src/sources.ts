import type { ApiCall, AwsAccess, SignIns, TokenSource } from "@deploy-actions/kernel";
import { createAwsAccess } from "./aws/access.ts";
import { azureCloud } from "./azure/cloud.ts";
import { createAzureTokens, scopeOf } from "./azure/tokens.ts";
import { createGoogleTokens } from "./google/tokens.ts";
import { type CredentialPorts, variable } from "./ports.ts";
import { createVaultTokens, type VaultTokens } from "./vault/tokens.ts";

/**
 * What one environment signs in to, each made when it is first asked for and kept for the run. Each call rejects as the
 * factory of its cloud does.
 */
export interface CredentialSources {
  readonly ports: CredentialPorts;
  aws(): AwsAccess;
  /** One source for each resource or scope. */
  azure(resource: string): TokenSource;
  /** Suffix of the hosts of key vaults in the cloud of the sign-in. */
  readonly keyVaultSuffix: string;
  /** Azure Resource Manager of the cloud of the sign-in. */
  readonly azureManagement: string;
  google(): TokenSource;
  vault(): VaultTokens;
  /** Takes back what can be taken back (Vault tokens of this run); for the end of a run. Never rejects. */
  revoke(signal: AbortSignal): Promise<void>;
}

/** The sources of an environment's sign-ins; nothing is asked and no SDK loaded before they are used. */
export function createCredentialSources(
  signIns: SignIns,
  ports: CredentialPorts,
  options: { readonly onCall?: (call: ApiCall) => void } = {},
): CredentialSources {
  const azure = new Map<string, TokenSource>();
  const cloud = () => azureCloud(signIns.azure?.authority ?? variable(ports.env, "AZURE_AUTHORITY_HOST"));
  let aws: AwsAccess | undefined;
  let google: TokenSource | undefined;
  let vault: VaultTokens | undefined;
  return {
    ports,
    get keyVaultSuffix() {
      return cloud().vaultSuffix;
    },
    get azureManagement() {
      return cloud().management;
    },
    aws() {
      aws ??= createAwsAccess(signIns.aws, ports, options);
      return aws;
    },
    azure(resource) {
      const scope = scopeOf(resource);
      const tokens = azure.get(scope) ?? createAzureTokens(signIns.azure, scope, ports);
      azure.set(scope, tokens);
      return tokens;
    },
    google() {
      google ??= createGoogleTokens(signIns.gcp, ports);
      return google;
    },
    vault() {
      vault ??= createVaultTokens(signIns.vault, ports);
      return vault;
    },
    async revoke(signal) {
      await vault?.revoke(signal);
    },
  };
}
