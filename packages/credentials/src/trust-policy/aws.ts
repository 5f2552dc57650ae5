import { GITHUB_ISSUER, type TrustPolicy, type TrustPolicyOptions } from "./options.ts";
import { subjectOf, workflowNotes } from "./subject.ts";

/** The trust policy of an IAM role, as JSON. */
export function awsTrustPolicy(options: Extract<TrustPolicyOptions, { cloud: "aws" }>): TrustPolicy {
  const issuer = (options.issuer ?? GITHUB_ISSUER).replace(/^https?:\/\//, "");
  const subject = subjectOf(options);
  const audience = options.audience ?? "sts.amazonaws.com";
  const equal: Record<string, string> = { [`${issuer}:aud`]: audience };
  const like: Record<string, string> = {};
  (subject.isPattern ? like : equal)[`${issuer}:sub`] = subject.value;
  if (options.workflow !== undefined) equal[`${issuer}:job_workflow_ref`] = options.workflow;
  else if (options.repositoryId !== undefined && options.subject === "default") {
    equal[`${issuer}:repository_id`] = options.repositoryId;
  }
  const partition = options.partition ?? "aws";
  const provider = `arn:${partition}:iam::${options.account ?? "<account-id>"}:oidc-provider/${issuer}`;
  const policy = {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Federated: provider },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: {
          StringEquals: equal,
          ...(Object.keys(like).length === 0 ? {} : { StringLike: like }),
        },
      },
    ],
  };
  return {
    title: "Trust policy of the IAM role",
    text: JSON.stringify(policy, undefined, 2),
    notes: [
      ...subject.notes,
      ...workflowNotes(options),
      `The account needs the identity provider once: aws iam create-open-id-connect-provider --url https://${issuer} --client-id-list ${audience}`,
      ...(Object.keys(equal).some((key) => /:(job_workflow_ref|repository_id)$/.test(key))
        ? [
            "STS reads repository_id and job_workflow_ref as condition keys since January 2026; sub and aud it always read.",
          ]
        : []),
      ...(partition === "aws-cn" && options.audience === undefined
        ? [
            "In China the audience is often sts.amazonaws.com.cn: it must be what deploy.yml and the provider say.",
          ]
        : []),
    ],
  };
}
