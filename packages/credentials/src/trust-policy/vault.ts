import { GITHUB_ISSUER, type TrustPolicy, type TrustPolicyOptions } from "./options.ts";
import { subjectOf, workflowNotes } from "./subject.ts";

/** A role of Vault's JWT method, as the command that writes it. */
export function vaultTrustPolicy(options: Extract<TrustPolicyOptions, { cloud: "vault" }>): TrustPolicy {
  const subject = subjectOf(options);
  const owner = options.repository.split("/")[0] ?? "";
  const mount = options.mount ?? "jwt";
  const issuer = options.issuer ?? GITHUB_ISSUER;
  const claims: Record<string, string> = { sub: subject.value };
  if (options.workflow !== undefined) {
    claims.job_workflow_ref = options.workflow;
    if (options.ownerId === undefined) claims.repository_owner = owner;
  } else if (options.repositoryId !== undefined) claims.repository_id = options.repositoryId;
  if (options.ownerId !== undefined) claims.repository_owner_id = options.ownerId;
  const role = {
    role_type: "jwt",
    user_claim: "repository",
    bound_audiences: [options.audience ?? "<audience of deploy.yml>"],
    bound_claims_type: subject.isPattern ? "glob" : "string",
    bound_claims: claims,
    token_policies: options.policies ?? ["<policy>"],
    token_ttl: "15m",
  };
  return {
    title: "Role of Vault's JWT method",
    text: `vault write auth/${mount}/role/${options.role ?? "<role>"} - <<'EOF'\n${JSON.stringify(role, undefined, 2)}\nEOF`,
    notes: [
      ...subject.notes,
      ...workflowNotes(options),
      `The method is set up once: vault auth enable -path=${mount} jwt && vault write auth/${mount}/config oidc_discovery_url=${issuer} bound_issuer=${issuer}`,
      "Every claim that is bound must match; without bound_audiences Vault refuses a token that has an audience.",
    ],
  };
}
