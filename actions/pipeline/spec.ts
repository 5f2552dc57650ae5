import { bool, choice, defineAction, optional, output, text, withDefault } from "@deploy-actions/action-kit";
import * as inputs from "../common/inputs.ts";
import * as outputs from "../common/outputs.ts";
import { channelInputs } from "../notify/spec.ts";

/** The whole pipeline in one step. */
export const spec = defineAction({
  name: "pipeline",
  door: ".",
  title: "Deploy actions",
  description:
    "The whole deployment in one step, from .github/deploy.yml: gate, migrate, canary, verify, record, notify, and back when it must.",
  inputs: {
    environment: inputs.environment,
    release: inputs.release,
    commit: inputs.commit,
    artifact: inputs.artifact,
    config: inputs.config,
    plan: withDefault(
      bool(),
      "false",
      "Only say what would happen, with every effective value and where it came from: nothing is touched.",
    ),
    kind: withDefault(
      choice(["deploy", "hotfix", "config"] as const),
      "deploy",
      "Why this is deployed; recorded for the DORA figures.",
    ),
    planned: inputs.planned,
    "break-glass": inputs.breakGlass,
    "database-url": optional(
      text(),
      "PostgreSQL connection string. Default: the variable DATABASE_URL. From the command line also `pglite:<folder>`.",
      { secret: true },
    ),
    ...channelInputs,
    "issue-number": inputs.issueNumber,
    ledger: inputs.ledgerFile,
    "github-token": inputs.githubToken,
    "fail-on": inputs.failOn,
  },
  outputs: {
    verdict: outputs.verdict,
    reason: outputs.reason,
    sentence: outputs.sentence,
    outcome: output(
      "`promoted`, `aborted`, `rolled_back`, `already_stable`, `paused` (with `on-inconclusive: pause`) or `not_started`; empty in a plan.",
    ),
    "gate-verdict": output("Verdict of the gates; empty when there are none."),
    "image-digest": output("Digest of the image that was judged; empty when the policy names none."),
    "image-promoted": output("Tag the verified image got; empty when it got none."),
    "migrate-applied": output("JSON list of the migrations that were applied."),
    snapshot: output("Id of the snapshot that was taken before they were; empty when there is none."),
    "canary-verdict": output("Verdict of the rollout."),
    ...outputs.analysisOutputs,
    report: outputs.report,
    "verify-verdict": output("Verdict of the verification; empty when there is none."),
    "rollback-verdict": output("Verdict of the rollback; empty when there was none."),
    "notify-deliveries": output("JSON: what each channel did with the announcement."),
    "deployment-id": outputs.deploymentId,
    release: output("Version that is stable now."),
    previous: output("Version that was stable before; empty on a first deploy."),
    requests: output("Requests the candidate served while it was watched; empty when nobody counts."),
    errors: output("How many of them failed; empty when nobody counts."),
    "policy-commit": outputs.policyCommit,
    record: outputs.record,
  },
  permissions: [
    { name: "contents", level: "read", why: "reads the policy file" },
    { name: "deployments", level: "write", why: "keeps the record of the deployment" },
    {
      name: "pull-requests",
      level: "write",
      why: "writes the comment (only with `notify.comment` in the policy file)",
    },
    {
      name: "packages",
      level: "write",
      why: "looks at an image in GitHub's registry, and promotes it (only with `image` in the policy file)",
    },
    {
      name: "id-token",
      level: "write",
      why: "signs in to clouds and the webhook (only with `credentials` or `oidc-audience` in the policy file)",
    },
  ],
  examples: {
    minimal: `- uses: org/deploy-actions@v1
  with:
    environment: production
    release: \${{ github.sha }}`,
    complete: `- uses: org/deploy-actions@v1
  id: deploy
  with:
    environment: production
    release: v2.4.0
    commit: \${{ github.sha }}
    database-url: \${{ secrets.DATABASE_URL }}
    slack-webhook-url: \${{ secrets.SLACK_WEBHOOK_URL }}
    kind: deploy
    fail-on: inconclusive
- if: steps.deploy.outputs.outcome == 'aborted'
  run: echo "taken back because of $REASON"
  env:
    REASON: \${{ steps.deploy.outputs.reason }}`,
  },
  branding: { icon: "upload-cloud", color: "blue" },
  post: true,
});
