import {
  choice,
  defineAction,
  optional,
  output,
  required,
  text,
  url,
  yamlValue,
} from "@deploy-actions/action-kit";
import { parse } from "yaml";
import * as inputs from "../common/inputs.ts";
import * as outputs from "../common/outputs.ts";

/** Secrets of the channels; each is optional, an empty one (a fork's) skips its channel with a notice. */
export const channelInputs = {
  "slack-token": optional(text(), "Slack bot token (`chat:write`) for the channel of the policy file.", {
    secret: true,
  }),
  "slack-webhook-url": optional(text(), "Slack incoming webhook, instead of a bot token.", { secret: true }),
  "slack-api-url": optional(url(), "Base URL of Slack's API, for GovSlack."),
  "webhook-url": optional(text(), "URL of the generic webhook.", { secret: true }),
  "webhook-secret": optional(text(), "Key of the HMAC-SHA256 signature of the generic webhook.", {
    secret: true,
  }),
} as const;

/** Tells people what happened. */
export const spec = defineAction({
  name: "notify",
  door: "notify",
  title: "Notify",
  description:
    "Announces a scheduled, completed, failed or rolled-back deployment to Slack, a webhook, a comment and the step summary.",
  inputs: {
    environment: inputs.environment,
    release: inputs.release,
    occasion: required(
      choice(["scheduled", "completed", "failed", "rolled-back"] as const),
      "What happened; it chooses the template, and the policy file says which channels want it.",
    ),
    verdict: optional(
      choice(["pass", "fail", "inconclusive"] as const),
      "Verdict of the verification (output of health-verify); without it the announcement says so.",
    ),
    sentence: optional(text(), "The verdict in one sentence (output `sentence` of the other actions)."),
    "deployment-id": optional(
      text(),
      "Deployment it is about; its times, actor and previous release fill the template.",
    ),
    values: optional(
      yamlValue(parse),
      'YAML map of further template values, over `notify.values` of the policy file: `contact: "@shop-team"`.',
    ),
    ...channelInputs,
    "issue-number": inputs.issueNumber,
    config: inputs.config,
    ledger: inputs.ledgerFile,
    "github-token": inputs.githubToken,
  },
  outputs: {
    deliveries: output("JSON: for each channel `sent`, `failed` or `skipped`, with the detail and attempts."),
    sent: output("How many channels took the announcement."),
    record: outputs.record,
  },
  permissions: [
    { name: "contents", level: "read", why: "reads the policy file" },
    { name: "deployments", level: "read", why: "reads the record (only with `deployment-id`)" },
    {
      name: "pull-requests",
      level: "write",
      why: "writes the comment (only with `notify.comment` in the policy file)",
    },
    {
      name: "id-token",
      level: "write",
      why: "signs in to the webhook (only with `oidc-audience` in the policy file)",
    },
  ],
  examples: {
    minimal: `- uses: org/deploy-actions/notify@v1
  with:
    environment: production
    release: \${{ github.sha }}
    occasion: completed
    slack-webhook-url: \${{ secrets.SLACK_WEBHOOK_URL }}`,
    complete: `- uses: org/deploy-actions/notify@v1
  if: always()
  with:
    environment: production
    release: v2.4.0
    occasion: \${{ steps.verify.outputs.verdict == 'pass' && 'completed' || 'failed' }}
    verdict: \${{ steps.verify.outputs.verdict }}
    sentence: \${{ steps.verify.outputs.sentence }}
    deployment-id: \${{ steps.canary.outputs.deployment-id }}
    slack-token: \${{ secrets.SLACK_TOKEN }}
    webhook-url: \${{ secrets.WEBHOOK_URL }}
    webhook-secret: \${{ secrets.WEBHOOK_SECRET }}
    values: |
      contact: "@shop-team"
      features:
        - ratings on every product`,
  },
  branding: { icon: "bell", color: "orange" },
  post: false,
});
