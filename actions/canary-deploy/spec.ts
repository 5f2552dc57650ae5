import {
  bool,
  choice,
  defineAction,
  integer,
  lines,
  optional,
  output,
  percent,
  text,
  withDefault,
} from "@deploy-actions/action-kit";
import * as inputs from "../common/inputs.ts";
import * as outputs from "../common/outputs.ts";

/** Rolls a release out in steps and takes it back when it is bad. */
export const spec = defineAction({
  name: "canary-deploy",
  door: "canary",
  title: "Canary deploy",
  description:
    "Gives a release its traffic in steps, watches it at each, promotes it or takes it back; a run that dies is finished by the next one.",
  inputs: {
    environment: inputs.environment,
    release: inputs.release,
    commit: inputs.commit,
    artifact: inputs.artifact,
    config: inputs.config,
    steps: optional(
      lines(),
      "Steps instead of those of the policy file, one a line: `25% 5m` (weight and bake). The last weight is 100%.",
    ),
    until: optional(
      percent(),
      "End this run once the step of this weight is reached, and leave its bake to a later run with `continue`: nobody pays a runner to sleep. On a platform whose engine drives the rollout, any value ends the run once the engine has begun.",
    ),
    continue: withDefault(
      bool(),
      "false",
      "Go on with the rollout that an earlier run left with `until`, and with no other: one that was taken back meanwhile is not begun again.",
    ),
    "take-back": optional(
      text(),
      "Take the release back instead of going on, for this reason: what a rejected or timed-out stage is followed by. Without a candidate of the release nothing is changed.",
    ),
    "min-requests": optional(
      integer({ min: 0 }),
      "Requests the candidate must have served at a step before its error rate and latency count.",
    ),
    "on-inconclusive": optional(
      choice(["abort", "promote", "pause"] as const),
      "What a step ends in when its evidence is still missing after its bake and grace; `pause` leaves it for a later run with `continue`.",
    ),
    kind: withDefault(
      choice(["deploy", "hotfix", "config"] as const),
      "deploy",
      "Why this is deployed; recorded for the DORA figures.",
    ),
    planned: inputs.planned,
    migrations: optional(
      text(),
      "JSON list of the migrations applied for this release (output `applied` of migrate); recorded.",
    ),
    snapshot: optional(
      text(),
      "Snapshot of the database that was taken before them (output `snapshot` of migrate); recorded, for a rollback to name.",
    ),
    record: withDefault(
      choice(["close", "leave-open"] as const),
      "close",
      "`leave-open`: the deployment is only verified once health-verify has finished it (give it `deployment-id`).",
    ),
    "break-glass": inputs.breakGlass,
    ledger: inputs.ledgerFile,
    plan: withDefault(bool(), "false", "Only say what would happen: nothing is touched."),
    "github-token": inputs.githubToken,
    "fail-on": inputs.failOn,
  },
  outputs: {
    verdict: outputs.verdict,
    reason: outputs.reason,
    sentence: outputs.sentence,
    outcome: output(
      "`promoted`, `aborted`, `already_stable` or `paused` (with `until`, or `on-inconclusive: pause`); empty in a plan.",
    ),
    "deployment-id": outputs.deploymentId,
    release: output("Version that is stable now."),
    previous: output("Version that was stable before; empty on a first deploy."),
    requests: output("Requests the candidate served while it was watched; empty when nobody counts."),
    errors: output("How many of them failed; empty when nobody counts."),
    ...outputs.analysisOutputs,
    report: outputs.report,
    "image-promoted": output(
      "Tag the verified image got (with `image.promote-to` in the policy file, when no later step verifies); empty when it got none.",
    ),
    "policy-commit": outputs.policyCommit,
    record: outputs.record,
  },
  permissions: [
    { name: "contents", level: "read", why: "reads the policy file" },
    { name: "deployments", level: "write", why: "keeps the record of the deployment" },
    {
      name: "packages",
      level: "write",
      why: "looks at an image in GitHub's registry, and promotes it (only with `image` in the policy file)",
    },
    {
      name: "id-token",
      level: "write",
      why: "signs in to the cloud of the target, an image or a secret (only with `credentials` in the policy file)",
    },
  ],
  examples: {
    minimal: `- uses: org/deploy-actions/canary@v1
  with:
    environment: production
    release: \${{ github.sha }}`,
    complete: `- uses: org/deploy-actions/canary@v1
  id: canary
  with:
    environment: production
    release: v2.4.0
    commit: \${{ github.sha }}
    steps: |
      10% 10m
      50% 10m
      100% 5m
    min-requests: 200
    on-inconclusive: abort
    kind: hotfix
    record: leave-open
- uses: org/deploy-actions/health-verify@v1
  with:
    environment: production
    release: v2.4.0
    deployment-id: \${{ steps.canary.outputs.deployment-id }}`,
  },
  branding: { icon: "trending-up", color: "yellow" },
  post: true,
});
