import {
  bool,
  choice,
  type InputSpec,
  integer,
  optional,
  required,
  text,
  withDefault,
} from "@deploy-actions/action-kit";

/** Inputs that several actions share, so that a name means the same everywhere. */

export const environment = required(
  text(),
  "Name of the environment, as in `environments` of the policy file.",
);

export const release = required(
  text(),
  "Version of the release, e.g. a tag or a commit SHA. It names the release on the platform and in the ledger.",
);

export const commit = optional(
  text(),
  "Full commit SHA of the release. Default: the commit the workflow runs for.",
);

export const artifact = optional(
  text(),
  "Image digest or artifact reference of the release; recorded, and given to commands as ARTIFACT.",
);

export const config = withDefault(
  text(),
  ".github/deploy.yml",
  "Path of the policy file. On a pull request it is read from the base branch, never from the head.",
);

export const githubToken: InputSpec<string, false> = {
  ...optional(text(), "Token for GitHub's API.", { secret: true }),
  runnerDefault: "${{ github.token }}",
};

export const failOn = withDefault(
  choice(["fail", "inconclusive", "never"] as const),
  "inconclusive",
  "Which verdicts fail the step: `fail` only failed ones, `inconclusive` also those nobody could decide, `never` none.",
);

export const ledgerFile = optional(
  text(),
  "Keep the ledger in this file instead of GitHub Deployments (the default outside a workflow: `.deploy-actions/ledger.jsonl`).",
);

export const breakGlass = optional(
  text(),
  "Reason for deploying outside the allowed windows. It is printed, recorded and counted.",
);

export const planned = withDefault(
  bool(),
  "true",
  "Whether this deployment was planned; recorded for the DORA figures.",
);

export const issueNumber = optional(
  integer({ min: 1 }),
  "Number of the pull request or issue to comment on. Default: the pull request of the event.",
);
