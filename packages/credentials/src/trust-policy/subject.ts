import type { TrustedJob } from "./options.ts";

/** The subject to trust. */
export interface TrustedSubject {
  /** With `*` where any text may stand, when `isPattern`. */
  readonly value: string;
  readonly isPattern: boolean;
  readonly notes: readonly string[];
}

/** Colons of a value are `%3A` in a subject, so that nobody can name a branch `x:environment:production`. */
const encode = (value: string): string => value.replaceAll(":", "%3A");

/** The subject of the tokens of a job, as GitHub makes it. */
export function subjectOf(job: TrustedJob): TrustedSubject {
  const notes: string[] = [];
  if (typeof job.subject === "object" && "exact" in job.subject && job.workflow === undefined) {
    return { value: job.subject.exact, isPattern: false, notes };
  }
  if (job.environment === undefined && job.ref === undefined) {
    notes.push(
      "Neither an environment nor a ref was given, so the branch main is trusted. An environment is better: only jobs that passed its protection rules have it in their token.",
    );
  }
  if (typeof job.subject === "object" && "template" in job.subject) {
    const parts = job.subject.template.map((key) => templatePart(job, key, notes));
    notes.push(
      `The subject is customised (include_claim_keys: ${job.subject.template.join(", ")}); see \`gh api repos/${job.repository}/actions/oidc/customization/sub\`.`,
    );
    return { value: parts.join(":"), isPattern: parts.some((part) => part.includes("*")), notes };
  }
  const isImmutable =
    job.subject === "immutable" ||
    (typeof job.subject === "object" && /^repo:[^:/]+@\d+\//.test(job.subject.exact));
  const value = `${repositoryPart(job, isImmutable, notes)}:${contextPart(job)}`;
  return { value, isPattern: job.workflow !== undefined, notes };
}

function contextPart(job: TrustedJob): string {
  if (job.environment !== undefined) return `environment:${encode(job.environment)}`;
  return `ref:${encode(job.ref ?? "refs/heads/main")}`;
}

function repositoryPart(job: TrustedJob, isImmutable: boolean, notes: string[]): string {
  const [owner = "", name = ""] = job.repository.split("/");
  if (!isImmutable) return job.workflow === undefined ? `repo:${owner}/${name}` : `repo:${owner}/*`;
  if (job.ownerId === undefined || (job.repositoryId === undefined && job.workflow === undefined)) {
    notes.push(`The ids are printed by \`gh api repos/${job.repository} --jq '"\\(.owner.id) \\(.id)"'\`.`);
  }
  const ownerPart = `${owner}@${job.ownerId ?? "<owner-id>"}`;
  return job.workflow === undefined
    ? `repo:${ownerPart}/${name}@${job.repositoryId ?? "<repository-id>"}`
    : `repo:${ownerPart}/*`;
}

/** What stands for one of the `include_claim_keys`: `key:value`, `repo:owner/name`, or the context of the default. */
function templatePart(job: TrustedJob, key: string, notes: string[]): string {
  const [owner = "", name = ""] = job.repository.split("/");
  switch (key) {
    case "repo":
      return job.workflow === undefined ? `repo:${owner}/${name}` : `repo:${owner}/*`;
    case "context":
      return contextPart(job);
    case "environment":
      return `environment:${encode(job.environment ?? "")}`;
    case "ref":
      return `ref:${encode(job.ref ?? "refs/heads/main")}`;
    case "repository":
      return job.workflow === undefined ? `repository:${job.repository}` : `repository:${owner}/*`;
    case "repository_owner":
      return `repository_owner:${owner}`;
    case "repository_id":
      return `repository_id:${job.workflow === undefined ? (job.repositoryId ?? "<repository-id>") : "*"}`;
    case "repository_owner_id":
      return `repository_owner_id:${job.ownerId ?? "<owner-id>"}`;
    case "job_workflow_ref":
      if (job.workflow === undefined)
        notes.push("Replace <job_workflow_ref>, or say which workflow with --workflow.");
      return `job_workflow_ref:${encode(job.workflow ?? "<job_workflow_ref>")}`;
    default:
      notes.push(`Replace <${key}> by the value of that claim in the tokens of the job.`);
      return `${key}:<${key}>`;
  }
}

/** What to know when a reusable workflow is trusted. */
export function workflowNotes(job: TrustedJob): readonly string[] {
  if (job.workflow === undefined) return [];
  const ref = job.workflow.split("@")[1] ?? "";
  const owner = job.repository.split("/")[0] ?? "";
  return [
    `Every repository of ${owner} that calls this workflow is trusted${job.environment === undefined ? "" : ` when its job names the environment ${job.environment}`}.`,
    ref.startsWith("refs/tags/")
      ? `A tag can be moved: protect ${ref} with a ruleset. A caller that pins the workflow by commit has that commit after the @ instead.`
      : "The text after the @ is what the caller wrote after it: a tag, a branch or a commit.",
  ];
}
