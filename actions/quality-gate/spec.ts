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
    gates: optional(
      lines(),
      "Only these gates, one name a line. Default: all gates of the environment. `image` alone (with `release`) judges the image, where the policy names one.",
    ),
    comment: withDefault(bool(), "true", "Keep one comment with the verdict on the pull request."),
    "issue-number": inputs.issueNumber,
    release: optional(
      text(),
      "Version of the release whose image is asked, as the gate `image`; fills `${release}` in `image.reference`. Without it (on a pull request, where there is no image yet) the image is not asked.",
    ),
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
    "image-digest": output(
      "Digest of the image that was judged, e.g. `sha256:…`; empty when it was not asked or is not there.",
    ),
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
    {
      name: "packages",
      level: "read",
      why: "looks at an image in GitHub's registry (only with `release`)",
    },
    {
      name: "id-token",
      level: "write",
      why: "signs in to the cloud an image is in (only with `release`)",
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
