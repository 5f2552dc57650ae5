import {
  choice,
  defineAction,
  duration,
  optional,
  output,
  text,
  withDefault,
} from "@deploy-actions/action-kit";
import * as inputs from "../common/inputs.ts";
import * as outputs from "../common/outputs.ts";

/** Plans and applies database migrations. */
export const spec = defineAction({
  name: "migrate",
  door: "migrate",
  title: "Migrate",
  description:
    "Applies pending database migrations one transaction at a time, under a lock and with time-outs, so that a failing one leaves the schema as it was.",
  inputs: {
    environment: inputs.environment,
    config: inputs.config,
    command: withDefault(
      choice(["apply", "plan", "status"] as const),
      "apply",
      "`plan` lists the pending migrations with their SQL, `apply` applies them, `status` compares the folder with the history.",
    ),
    order: optional(
      choice(["before", "after"] as const),
      "Do nothing unless `migrate.order` of the policy file says this, for a workflow that has a step on either side of the rollout.",
    ),
    release: optional(
      text(),
      "Version of the release; names the snapshot, and fills `${release}` in `migrate.run-on`. Default for the snapshot's name: the commit.",
    ),
    commit: inputs.commit,
    "database-url": optional(
      text(),
      "PostgreSQL connection string. Default: the variable DATABASE_URL. From the command line also `pglite:<folder>`.",
      { secret: true },
    ),
    folder: optional(text(), "Folder of the migration files. Default: `migrate.folder` of the policy file."),
    "lock-wait": optional(
      duration(),
      "How long to wait for another run that is migrating. Default: `migrate.lock-wait`.",
    ),
    "lock-timeout": optional(
      duration(),
      "How long one statement may wait for a lock before it gives up. Default: `migrate.lock-timeout`.",
    ),
    "statement-timeout": optional(
      duration(),
      "How long one statement may run. Default: `migrate.statement-timeout`.",
    ),
    "github-token": inputs.githubToken,
    "fail-on": inputs.failOn,
  },
  outputs: {
    verdict: outputs.verdict,
    reason: outputs.reason,
    sentence: outputs.sentence,
    pending: output(
      "How many migrations are pending (before `apply` did its work); of commands in a task, all of them.",
    ),
    applied: output("JSON list of the versions this run applied, or of the commands it ran."),
    snapshot: output(
      "Id of the snapshot that was taken before anything was applied; empty when there is none.",
    ),
    "policy-commit": outputs.policyCommit,
    record: outputs.record,
  },
  permissions: [
    { name: "contents", level: "read", why: "reads the policy file" },
    {
      name: "id-token",
      level: "write",
      why: "signs in to AWS (only with `migrate.backup` or `migrate.run-on` in the policy file)",
    },
  ],
  examples: {
    minimal: `- uses: org/deploy-actions/migrate@v1
  with:
    environment: production
    database-url: \${{ secrets.DATABASE_URL }}`,
    complete: `- uses: org/deploy-actions/migrate@v1
  id: plan
  with:
    environment: production
    command: plan
    database-url: \${{ secrets.DATABASE_URL }}
- uses: org/deploy-actions/migrate@v1
  if: steps.plan.outputs.pending != '0'
  with:
    environment: production
    command: apply
    release: v2.4.0
    folder: db/migrations
    lock-wait: 2m
    lock-timeout: 5s
    statement-timeout: 10m
    database-url: \${{ secrets.DATABASE_URL }}`,
  },
  branding: { icon: "database", color: "blue" },
  post: false,
});
