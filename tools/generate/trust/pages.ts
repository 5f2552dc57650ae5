import { renderTrustPolicy, TRUST_POLICY_CLOUDS } from "@deploy-actions/credentials";

const FOLDER = "docs/trust";
const GENERATED =
  "<!-- Generated from what `deploy-actions trust-policy` prints, by `npm run generate`. Do not edit. -->";

type Cloud = (typeof TRUST_POLICY_CLOUDS)[number];
type Options = Readonly<Record<string, string>>;

const TITLES: Readonly<Record<Cloud, string>> = {
  aws: "AWS",
  azure: "Azure",
  gcp: "Google Cloud",
  vault: "Vault",
};

/** What is known of the cloud's own side in the examples. */
const OF_CLOUD: Readonly<Record<Cloud, Options>> = {
  aws: { account: "123456789012" },
  azure: {},
  gcp: { provider: "projects/123456789/locations/global/workloadIdentityPools/github/providers/acme" },
  vault: { role: "shop-production", policies: "shop-production" },
};

const REPOSITORY: Options = { repository: "acme/shop", environment: "production" };
const IDS: Options = { "repository-id": "74", "owner-id": "65" };
const WORKFLOW: Options = { workflow: "acme/deploy/.github/workflows/deploy.yml@refs/tags/v1" };

/** The ways a job is trusted. */
const WAYS: readonly { readonly title: string; readonly text: string; readonly options: Options }[] = [
  {
    title: "The default subject",
    text: "`repo:<owner>/<name>:environment:<name>`: what a repository has until somebody changes it. The ids close the door on a repository that later gets the same name.",
    options: { ...REPOSITORY, ...IDS },
  },
  {
    title: "A branch instead of an environment",
    text: "For a job that names no environment. Whoever may push there may deploy.",
    options: { repository: "acme/shop", ref: "refs/heads/main", ...IDS },
  },
  {
    title: "The immutable subject",
    text: "With the ids in the subject itself: repositories that were made, renamed or transferred after 2026-07-15, or that opted in.",
    options: { ...REPOSITORY, ...IDS, subject: "immutable" },
  },
  {
    title: "A customised subject",
    text: "For a repository or organisation with an `include_claim_keys` of its own; the list is given in its order.",
    options: { ...REPOSITORY, ...IDS, subject: "repo,context,repository_owner_id" },
  },
  {
    title: "The reusable workflow instead of the repository",
    text: "Every repository of the organisation that deploys through this one workflow is trusted, and none that goes round it.",
    options: { ...REPOSITORY, ...IDS, ...WORKFLOW },
  },
  {
    title: "The reusable workflow in a customised subject",
    text: "Where the cloud compares nothing but the subject.",
    options: { ...REPOSITORY, ...IDS, subject: "repo,context,job_workflow_ref", ...WORKFLOW },
  },
];

/** A page of trust policies for each cloud, and the list of them. */
export function trustPages(): ReadonlyMap<string, string> {
  return new Map([
    [`${FOLDER}/README.md`, index()],
    ...TRUST_POLICY_CLOUDS.map((cloud) => [`${FOLDER}/${cloud}.md`, page(cloud)] as const),
  ]);
}

function page(cloud: Cloud): string {
  return [
    GENERATED,
    `# Trust policies: ${TITLES[cloud]}`,
    "",
    "What has to be trusted before the first job signs in. The command makes no call and needs no login: print yours, with your names.",
    "",
    ...WAYS.flatMap(({ title, text, options }) => {
      const given = { cloud, ...options, ...OF_CLOUD[cloud] };
      return [
        `## ${title}`,
        "",
        text,
        "",
        "```sh",
        commandOf(given),
        "```",
        "",
        "```text",
        renderTrustPolicy(given).trim(),
        "```",
        "",
      ];
    }),
  ].join("\n");
}

function commandOf(given: Options): string {
  const options = Object.entries(given).map(([name, value]) => `--${name} ${value}`);
  return ["deploy-actions trust-policy", ...options].join(" \\\n  ");
}

function index(): string {
  return [
    GENERATED,
    "# Trust policies",
    "",
    "A job proves who it is with GitHub's token (`permissions: id-token: write`); no key is stored anywhere. A cloud accepts the token when its trust policy names the job. These pages show what `deploy-actions trust-policy` prints for each way a job can be trusted.",
    "",
    ...TRUST_POLICY_CLOUDS.map((cloud) => `- [${TITLES[cloud]}](${cloud}.md)`),
    "",
    "When a cloud refuses a token, the error shows its claims beside the policy that would accept them. What the role may do then is on the pages of [least permissions](../permissions/README.md).",
    "",
  ].join("\n");
}
