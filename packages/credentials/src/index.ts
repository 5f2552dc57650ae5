export { awsAccessInRegion, createAwsAccess } from "./aws/access.ts";
export { createAzureTokens } from "./azure/tokens.ts";
export type { ClusterAccess } from "./clusters/access.ts";
export { aksClusterAccess } from "./clusters/aks.ts";
export { eksClusterAccess } from "./clusters/eks.ts";
export { gkeClusterAccess } from "./clusters/gke.ts";
export { createGoogleTokens } from "./google/tokens.ts";
export type { CredentialPorts, TokenClaims } from "./ports.ts";
export { preflightAws, preflightAzure, preflightGoogle, preflightVault } from "./preflight.ts";
export {
  isSecretReference,
  parseSecretReference,
  SECRET_STORES,
  type SecretReference,
} from "./secrets/reference.ts";
export { resolveSecret } from "./secrets/resolve.ts";
export { type CredentialSources, createCredentialSources } from "./sources.ts";
export {
  printTrustPolicy,
  renderTrustPolicy,
  TRUST_POLICY_OPTIONS,
  type TrustPolicyOption,
} from "./trust-policy/command.ts";
export {
  type SubjectForm,
  TRUST_POLICY_CLOUDS,
  type TrustedJob,
  type TrustPolicy,
  type TrustPolicyOptions,
} from "./trust-policy/options.ts";
export { trustPolicy } from "./trust-policy/trust-policy.ts";
export { createVaultTokens, type VaultTokens } from "./vault/tokens.ts";
