import { ActionError, suggest } from "@deploy-actions/kernel";
import {
  type SubjectForm,
  TRUST_POLICY_CLOUDS,
  type TrustPolicy,
  type TrustPolicyOptions,
} from "./options.ts";
import { trustPolicy } from "./trust-policy.ts";

/** One option of the command `trust-policy`. */
export interface TrustPolicyOption {
  readonly name: string;
  /** What stands for its value in help, e.g. `<owner/name>`. */
  readonly value: string;
  readonly description: string;
  readonly required: boolean;
  /** Taken from this variable of the environment when it is not given. */
  readonly env: string | undefined;
  readonly pattern: RegExp;
}

const ID = /^\d+$/;
const NAME = /^[\w.@:/-]+$/;

/** The options of the command, for whoever reads a command line and prints help. All values are text. */
export const TRUST_POLICY_OPTIONS: readonly TrustPolicyOption[] = [
  option("cloud", "aws|azure|gcp|vault", "cloud whose form the policy is printed in", /^/, {
    required: true,
  }),
  option("repository", "<owner/name>", "repository whose jobs are trusted", /^[\w.-]+\/[\w.-]+$/, {
    required: true,
    env: "GITHUB_REPOSITORY",
  }),
  option("environment", "<name>", "environment the job names", /^[^\r\n]+$/),
  option(
    "ref",
    "<ref>",
    "branch or tag that is trusted when there is no environment, e.g. refs/heads/main",
    /^refs\/\S+$/,
  ),
  option(
    "subject",
    "default|immutable|<claim,claim,…>",
    "how the repository's subjects are made; a list is the customised include_claim_keys, e.g. repo,context,job_workflow_ref",
    /^\w+(\s*,\s*\w+)*$/,
  ),
  option("repository-id", "<id>", "number of the repository", ID, { env: "GITHUB_REPOSITORY_ID" }),
  option("owner-id", "<id>", "number of its owner", ID, { env: "GITHUB_REPOSITORY_OWNER_ID" }),
  option(
    "workflow",
    "<org/repo/.github/workflows/file.yml@ref>",
    "reusable workflow that is trusted instead of the repository",
    /^[\w.-]+\/[\w.-]+\/\.github\/workflows\/[\w.-]+\.ya?ml@\S+$/,
  ),
  option("issuer", "<url>", "issuer of the tokens, for GitHub Enterprise", /^https:\/\/[\w.:/-]+$/),
  option(
    "audience",
    "<text>",
    "audience of the tokens, when it is not the cloud's usual one",
    /^[\w.:/@-]+$/,
  ),
  option("account", "<number>", "aws: account of the role", /^\d{12}$/),
  option("partition", "aws|aws-cn|aws-us-gov", "aws: partition of the account", /^aws(-[a-z]+)*$/),
  option("client", "<id>", "azure: application (client) id", NAME),
  option(
    "provider",
    "<projects/…/providers/…>",
    "gcp: full name of the workload identity provider",
    /^projects\/[\w.:-]+\/locations\/global\/workloadIdentityPools\/[\w-]+\/providers\/[\w-]+$/,
  ),
  option("service-account", "<email>", "gcp: account that is acted as", /^[\w.-]+@[\w.-]+$/),
  option("mount", "<path>", "vault: path of the JWT method, default jwt", NAME),
  option("role", "<name>", "vault: name of the role", NAME),
  option("policies", "<name,name>", "vault: policies a login gets", /^[\w./-]+(\s*,\s*[\w./-]+)*$/),
];

function option(
  name: string,
  value: string,
  description: string,
  pattern: RegExp,
  more: { readonly required?: boolean; readonly env?: string } = {},
): TrustPolicyOption {
  return { name, value, description, pattern, required: more.required ?? false, env: more.env };
}

/**
 * The text the command prints, from option texts by name (absent or empty: not given). Rejects with one `input` error
 * that lists every problem.
 */
export function renderTrustPolicy(given: Readonly<Record<string, string | undefined>>): string {
  const policy = trustPolicy(parseTrustPolicyOptions(given));
  return printTrustPolicy(policy);
}

/** Title, text and notes as plain text. */
export function printTrustPolicy(policy: TrustPolicy): string {
  const notes = policy.notes.map((note) => `- ${note}`).join("\n");
  return `${policy.title}:\n\n${policy.text}\n${notes === "" ? "" : `\n${notes}\n`}`;
}

function parseTrustPolicyOptions(given: Readonly<Record<string, string | undefined>>): TrustPolicyOptions {
  const names = TRUST_POLICY_OPTIONS.map(({ name }) => name);
  const problems = Object.keys(given)
    .filter((name) => !names.includes(name))
    .map((name) => `--${name}: unknown option.${suggest(name, names)}`);
  const texts: Record<string, string | undefined> = {};
  for (const { name, required, pattern, value } of TRUST_POLICY_OPTIONS) {
    const text = given[name]?.trim() ?? "";
    if (text === "") {
      if (required) problems.push(`--${name}: is missing; expected ${value}.`);
    } else if (!pattern.test(text)) problems.push(`--${name}: "${text}" was read; expected ${value}.`);
    else texts[name] = text;
  }
  const cloud = TRUST_POLICY_CLOUDS.find((name) => name === texts.cloud);
  if (texts.cloud !== undefined && cloud === undefined) {
    problems.push(`--cloud: "${texts.cloud}" is none.${suggest(texts.cloud, TRUST_POLICY_CLOUDS)}`);
  }
  if (cloud === undefined || texts.repository === undefined || problems.length > 0) {
    throw new ActionError(
      "input",
      `trust-policy cannot be printed:\n${problems.map((one) => `  ${one}`).join("\n")}`,
      {
        hint: "deploy-actions trust-policy --cloud aws --repository owner/name --environment production",
      },
    );
  }
  const job = {
    repository: texts.repository,
    repositoryId: texts["repository-id"],
    ownerId: texts["owner-id"],
    environment: texts.environment,
    ref: texts.ref,
    subject: subjectForm(texts.subject),
    workflow: texts.workflow,
    issuer: texts.issuer,
    audience: texts.audience,
  };
  switch (cloud) {
    case "aws":
      return { ...job, cloud, account: texts.account, partition: texts.partition };
    case "azure":
      return { ...job, cloud, client: texts.client };
    case "gcp":
      return { ...job, cloud, provider: texts.provider, serviceAccount: texts["service-account"] };
    case "vault":
      return { ...job, cloud, mount: texts.mount, role: texts.role, policies: list(texts.policies) };
  }
}

function subjectForm(text: string | undefined): SubjectForm {
  if (text === undefined || text === "default") return "default";
  return text === "immutable" ? "immutable" : { template: list(text) ?? [] };
}

function list(text: string | undefined): readonly string[] | undefined {
  return text?.split(",").map((part) => part.trim());
}
