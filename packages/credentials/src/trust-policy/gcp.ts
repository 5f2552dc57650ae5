import { utf8Length } from "@deploy-actions/kernel";
import { GITHUB_ISSUER, type TrustPolicy, type TrustPolicyOptions } from "./options.ts";
import { shellQuote } from "./shell-quote.ts";
import { subjectOf, workflowNotes } from "./subject.ts";

const PROVIDER =
  /^projects\/([\w.:-]+)\/locations\/global\/workloadIdentityPools\/([\w-]+)\/providers\/([\w-]+)$/;
/** Longest `google.subject`. */
const MAX_SUBJECT_BYTES = 127;

/** The provider of a workload identity pool and who may use it, as gcloud commands. */
export function gcpTrustPolicy(options: Extract<TrustPolicyOptions, { cloud: "gcp" }>): TrustPolicy {
  const [, project = "<project-number>", pool = "<pool>", provider = "<provider>"] =
    PROVIDER.exec(options.provider ?? "") ?? [];
  const subject = subjectOf(options);
  const issuer = options.issuer ?? GITHUB_ISSUER;
  const isLong = utf8Length(subject.value) > MAX_SUBJECT_BYTES;
  const mapping = [
    isLong ? "google.subject=assertion.repository_id" : "google.subject=assertion.sub",
    "attribute.repository_id=assertion.repository_id",
    "attribute.repository_owner_id=assertion.repository_owner_id",
    "attribute.job_workflow_ref=assertion.job_workflow_ref",
  ].join(",");
  const members = `iam.googleapis.com/projects/${project}/locations/global/workloadIdentityPools/${pool}`;
  const member =
    options.workflow !== undefined
      ? `principalSet://${members}/attribute.job_workflow_ref/${options.workflow}`
      : isLong
        ? `principal://${members}/subject/${options.repositoryId ?? "<repository-id>"}`
        : `principal://${members}/subject/${subject.value}`;
  const audience =
    options.audience === undefined ? "" : ` \\\n  --allowed-audiences=${shellQuote(options.audience)}`;
  const grant =
    options.serviceAccount === undefined
      ? `gcloud projects add-iam-policy-binding ${project} \\\n  --role=<role> \\\n  --member=${shellQuote(member)}`
      : `gcloud iam service-accounts add-iam-policy-binding ${shellQuote(options.serviceAccount)} \\\n  --role=roles/iam.workloadIdentityUser \\\n  --member=${shellQuote(member)}`;
  return {
    title: "Workload identity provider and its principal",
    text: `gcloud iam workload-identity-pools providers create-oidc ${provider} \\
  --project=${project} --location=global --workload-identity-pool=${pool} \\
  --issuer-uri=${shellQuote(issuer)}${audience} \\
  --attribute-mapping=${shellQuote(mapping)} \\
  --attribute-condition=${shellQuote(condition(options, subject.value))}
${grant}`,
    notes: [
      ...subject.notes,
      ...workflowNotes(options),
      "Use update-oidc for a provider that exists. Bindings take a few minutes until they act.",
      ...(isLong
        ? [
            `The subject has more than ${MAX_SUBJECT_BYTES} bytes, which google.subject cannot hold: the repository's id stands for it, and the condition holds the rest.`,
          ]
        : []),
      ...(options.ownerId === undefined
        ? ["Names can be taken over after a rename; ids cannot: give --owner-id and --repository-id."]
        : []),
    ],
  };
}

function condition(options: TrustPolicyOptions, subject: string): string {
  const owner = options.repository.split("/")[0] ?? "";
  const parts = [
    options.ownerId === undefined
      ? equal("repository_owner", owner)
      : equal("repository_owner_id", options.ownerId),
  ];
  if (options.workflow !== undefined) {
    parts.push(equal("job_workflow_ref", options.workflow));
    if (options.environment !== undefined) parts.push(equal("environment", options.environment));
  } else {
    if (options.repositoryId !== undefined) parts.push(equal("repository_id", options.repositoryId));
    parts.push(equal("sub", subject));
  }
  return parts.join(" && ");
}

/** A comparison in CEL. */
function equal(claim: string, value: string): string {
  return `assertion.${claim} == '${value.replace(/[\\']/g, "\\$&")}'`;
}
