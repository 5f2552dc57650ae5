import {
  bool,
  defineAction,
  optional,
  output,
  required,
  text,
  withDefault,
} from "@deploy-actions/action-kit";
import * as inputs from "../common/inputs.ts";
import * as outputs from "../common/outputs.ts";

/** Returns an environment to an earlier release. */
export const spec = defineAction({
  name: "rollback",
  door: "rollback",
  title: "Rollback",
  description:
    "Returns an environment to the last verified release (or one you name), verifies it, and records who, why and how long it took.",
  inputs: {
    environment: inputs.environment,
    to: optional(
      text(),
      "Version to return to; it must be in the ledger. Default: the last verified release before the current one.",
    ),
    reason: required(text(), "Why; recorded, and part of the announcement."),
    "dry-run": withDefault(bool(), "false", "Print the plan and touch nothing."),
    planned: withDefault(
      bool(),
      "false",
      "Whether this rollback was planned; unplanned ones count as failed changes.",
    ),
    automatic: withDefault(
      bool(),
      "false",
      "Set by a workflow that rolls back by itself: does nothing where `rollback.automatic` of the policy file is false.",
    ),
    since: optional(
      text(),
      "When the trouble was noticed (ISO 8601), the start of the measured time. Default: the start of this step.",
    ),
    "restore-snapshot": optional(
      text(),
      "Also restore this snapshot of the database to a new instance, after the traffic is back; nothing that is there is touched. Only a snapshot that a deployment of this environment took, and only with `restore-approval`. A dry run names it.",
    ),
    "restore-approval": optional(
      text(),
      "Why the loss of all that was written since the snapshot is accepted; recorded with who started the run.",
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
    plan: output("JSON: from, to, how it is known to be good, steps, migrations that stay."),
    from: output("Version that was stable."),
    to: output("Version that is stable now."),
    "deployment-id": outputs.deploymentId,
    seconds: output("Seconds from `since` to verified; empty in a dry run."),
    "slo-breached": output("`true` when that was longer than `rollback.within` of the environment."),
    snapshot: output("Snapshot that was taken before the migrations that stay; empty when there is none."),
    "data-loss": output("What restoring it loses, in a sentence; empty when there is none."),
    restored: output("Identifier of the instance or cluster it was restored to; empty without a restore."),
    record: outputs.record,
  },
  permissions: [
    { name: "contents", level: "read", why: "reads the policy file" },
    { name: "deployments", level: "write", why: "finds the last verified release and records the rollback" },
    {
      name: "id-token",
      level: "write",
      why: "signs in to the cloud of the target or of a snapshot (only with `credentials` in the policy file)",
    },
  ],
  examples: {
    minimal: `- uses: org/deploy-actions/rollback@v1
  with:
    environment: production
    reason: checkout fails for half of the customers`,
    complete: `- uses: org/deploy-actions/rollback@v1
  with:
    environment: production
    to: v2.3.1
    reason: \${{ inputs.reason }}
    dry-run: false
    planned: false
    since: "2026-02-01T03:04:00Z"`,
  },
  branding: { icon: "rotate-ccw", color: "red" },
  post: true,
});
