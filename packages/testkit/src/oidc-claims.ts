import type { Json } from "@deploy-actions/kernel";

type Claims = Readonly<Record<string, Json>>;

/**
 * The claims GitHub puts into an ID token of a run of this repository. `overrides` win; the subject follows them:
 * `repo:O/R:environment:E`, else `repo:O/R:pull_request`, else `repo:O/R:ref:refs/heads/main` (colons become `%3A`).
 */
export function oidcClaims(repository: string, overrides: Claims): Claims {
  const owner = repository.split("/")[0] ?? "";
  const claims: Claims = {
    ref: "refs/heads/main",
    ref_type: "branch",
    ref_protected: "true",
    sha: "0123456789abcdef0123456789abcdef01234567",
    repository,
    repository_id: "74",
    repository_owner: owner,
    repository_owner_id: "65",
    repository_visibility: "private",
    run_id: "30433642",
    run_number: "10",
    run_attempt: "1",
    check_run_id: "86417251",
    actor: "octocat",
    actor_id: "12",
    workflow: "deploy",
    workflow_ref: `${repository}/.github/workflows/deploy.yml@refs/heads/main`,
    workflow_sha: "0123456789abcdef0123456789abcdef01234567",
    job_workflow_ref: "org/deploy-actions/.github/workflows/deploy.yml@refs/tags/v1",
    job_workflow_sha: "89abcdef0123456789abcdef0123456789abcdef",
    head_ref: "",
    base_ref: "",
    event_name: "push",
    runner_environment: "github-hosted",
    ...overrides,
  };
  return { sub: subject(claims), ...claims };
}

function subject(claims: Claims): string {
  const encode = (value: Json | undefined): string => String(value ?? "").replaceAll(":", "%3A");
  const base = `repo:${String(claims.repository)}`;
  if (claims.environment !== undefined) return `${base}:environment:${encode(claims.environment)}`;
  if (claims.event_name === "pull_request") return `${base}:pull_request`;
  return `${base}:ref:${encode(claims.ref)}`;
}
