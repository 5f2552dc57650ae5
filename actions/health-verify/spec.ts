import { defineAction, duration, lines, optional, output, text, url } from "@deploy-actions/action-kit";
import * as inputs from "../common/inputs.ts";
import * as outputs from "../common/outputs.ts";

/** Watches a running system for a while and says whether it is healthy. */
export const spec = defineAction({
  name: "health-verify",
  door: "health-verify",
  title: "Health verify",
  description:
    "Asks a running system the same questions for a while, over fresh connections, and says healthy, unhealthy or unknown, with the numbers.",
  inputs: {
    environment: optional(
      text(),
      "Name of the environment whose `verify` checks are asked. Not needed with `url`.",
    ),
    url: optional(url(), "One URL to ask with GET instead of the checks of the policy file."),
    "expect-status": optional(
      lines(),
      "With `url`: accepted status codes or ranges, one a line. Default: 200-299.",
    ),
    "expect-version": optional(
      text(),
      "With `url`: version the answers must name. Default: `release`, when given.",
    ),
    release: optional(text(), "Version that must be answering; fills `${release}` in the checks."),
    for: optional(
      duration(),
      "How long to watch. Default: `verify.for`; with `url`, until it has been looked at 3 times.",
    ),
    interval: optional(duration(), "Time between two looks. Default: `verify.interval`."),
    settle: optional(duration(), "Waited before the first look. Default: `verify.settle`."),
    "deployment-id": optional(
      text(),
      "Deployment that this verification finishes: verified when healthy, failed otherwise.",
    ),
    config: inputs.config,
    ledger: inputs.ledgerFile,
    "github-token": inputs.githubToken,
    "fail-on": inputs.failOn,
  },
  outputs: {
    verdict: outputs.verdict,
    reason: outputs.reason,
    sentence: outputs.sentence,
    samples: output("How many answers were judged."),
    failures: output("How many of them were unhealthy."),
    "p95-ms": output("95th percentile of the latency in milliseconds; empty when there are too few samples."),
    "image-promoted": output(
      "Tag the verified image got (only with `deployment-id` and `image.promote-to` in the policy file); empty when it got none.",
    ),
    report: output("JSON: for each check its samples, failures, reasons and latency."),
    "policy-commit": outputs.policyCommit,
    record: outputs.record,
  },
  permissions: [
    { name: "contents", level: "read", why: "reads the policy file (not needed with `url`)" },
    {
      name: "deployments",
      level: "write",
      why: "finishes the record of the deployment (only with `deployment-id`)",
    },
    {
      name: "packages",
      level: "write",
      why: "promotes an image in GitHub's registry (only with `image.promote-to` in the policy file)",
    },
    {
      name: "id-token",
      level: "write",
      why: "signs in to the cloud of a secret in a check, or of an image to promote (only with `credentials` in the policy file)",
    },
  ],
  examples: {
    minimal: `- uses: org/deploy-actions/health-verify@v1
  with:
    url: https://shop.example/health`,
    complete: `- uses: org/deploy-actions/health-verify@v1
  id: verify
  with:
    environment: production
    release: v2.4.0
    for: 10m
    interval: 5s
    settle: 2m
    deployment-id: \${{ steps.canary.outputs.deployment-id }}
    fail-on: inconclusive`,
  },
  branding: { icon: "activity", color: "purple" },
  post: false,
});
