import { bool, defineAction, lines, optional, output, text, withDefault } from "@deploy-actions/action-kit";
import * as inputs from "../common/inputs.ts";
import * as outputs from "../common/outputs.ts";

/** Judges the evidence about a release by the gates of the policy file. */
export const spec = defineAction({
  name: "quality-gate",
  door: "quality-gate",
  title: "Quality gate",
  description:
    "Judges test, coverage, security and performance reports by the policy of the base branch, and says in ten seconds what is wrong.",
  inputs: {
    environment: optional(
      text(),
      "Name of the environment whose gates are asked. Default: the gates of `defaults` in the policy file.",
    ),
    config: inputs.config,
    gates: optional(lines(), "Only these gates, one name a line. Default: all gates of the environment."),
    comment: withDefault(bool(), "true", "Keep one comment with the verdict on the pull request."),
    "issue-number": inputs.issueNumber,
    commit: optional(
      text(),
      "Commit the reports are about. Default: the head of the pull request, else the commit the workflow runs for.",
    ),
    "github-token": inputs.githubToken,
    "fail-on": inputs.failOn,
  },
  outputs: {
    verdict: outputs.verdict,
    reason: outputs.reason,
    sentence: outputs.sentence,
    gates: output("JSON: for each gate its outcome, reason, what was required and what was found."),
    "policy-commit": outputs.policyCommit,
    "comment-url": output("Link to the comment, when one was written."),
    record: outputs.record,
  },
  permissions: [
    { name: "contents", level: "read", why: "reads the policy file from the base branch" },
    {
      name: "pull-requests",
      level: "write",
      why: "keeps the comment with the verdict (not needed with `comment: false`)",
    },
  ],
  examples: {
    minimal: `- uses: org/deploy-actions/quality-gate@v1
  with:
    environment: production`,
    complete: `- uses: org/deploy-actions/quality-gate@v1
  id: gate
  with:
    environment: production
    config: .github/deploy.yml
    gates: |
      code_coverage
      integration_test
    comment: true
    fail-on: fail
- run: echo "judged by the policy of $COMMIT"
  env:
    COMMIT: \${{ steps.gate.outputs.policy-commit }}`,
  },
  branding: { icon: "check-circle", color: "green" },
  post: false,
});
