import type { ActionContext } from "@deploy-actions/action-kit";
import type { Verdict } from "@deploy-actions/conditions";
import type { MigratePolicy } from "@deploy-actions/deploy-config";
import { ActionError, formatDuration, plural } from "@deploy-actions/kernel";
import {
  type AppliedMigration,
  createSqlEngine,
  type MigrationEngine,
  type MigrationStatus,
} from "@deploy-actions/migration-engines";

/** What a migration phase came to. */
export interface MigrationRun {
  readonly verdict: Verdict;
  readonly status: MigrationStatus;
  /** What this run applied, in order; empty for a plan. */
  readonly applied: readonly AppliedMigration[];
}

/** The engine of a policy on this run's database. */
export function openEngine(
  context: ActionContext,
  policy: MigratePolicy,
  databaseUrl: string | undefined,
): MigrationEngine {
  const { runner, clock, log, secrets } = context;
  const url = databaseUrl ?? runner.env.DATABASE_URL;
  if (url === undefined || url === "") {
    throw new ActionError(
      "input",
      "There is no database to migrate: the input database-url is empty and DATABASE_URL is not set.",
      {
        hint: "Pass `database-url: ${{ secrets.DATABASE_URL }}`. A pull request from a fork gets no secrets.",
      },
    );
  }
  secrets.mask(url);
  const who =
    runner.repository === undefined ? runner.actor : `${runner.repository.owner}/${runner.repository.name}`;
  return createSqlEngine({
    databaseUrl: url,
    folder: policy.folder,
    workspace: runner.workspace,
    clock,
    log,
    secrets,
    runLabel: `${who} run ${runner.runId} by ${runner.actor}`,
  });
}

/** Holds folder and history against each other; changes nothing. */
export async function planMigrations(engine: MigrationEngine, signal: AbortSignal): Promise<MigrationRun> {
  const status = await engine.status(signal);
  return { verdict: statusVerdict(status), status, applied: [] };
}

/** Applies what is pending. Problems of the folder or the history are a failed verdict; a failing file is an error. */
export async function applyMigrations(
  context: ActionContext,
  engine: MigrationEngine,
  policy: MigratePolicy,
): Promise<MigrationRun> {
  const { log, signal } = context;
  const status = await engine.status(signal);
  if (status.problems.length > 0) return { verdict: statusVerdict(status), status, applied: [] };
  const applied = await engine.apply(
    policy,
    ({ migration, durationMs }) => log.info(`applied ${migration.file} in ${formatDuration(durationMs)}`),
    signal,
  );
  const sentence =
    applied.length === 0
      ? "the database is up to date, nothing was pending"
      : `${plural(applied.length, "migration")} applied (${applied.map((item) => item.version).join(", ")})`;
  const reason = applied.length === 0 ? "up_to_date" : "applied";
  return { verdict: { outcome: "pass", reason, sentence, evidence: [] }, status, applied };
}

function statusVerdict(status: MigrationStatus): Verdict {
  const [first] = status.problems;
  if (first !== undefined) {
    return {
      outcome: "fail",
      reason: first.reason,
      sentence: `migrations: ${plural(status.problems.length, "problem")}, nothing was applied (${first.sentence})`,
      evidence: status.problems.map((problem) => ({
        name: problem.file,
        outcome: "fail",
        reason: problem.reason,
        required: "files as they were applied, one version each",
        found: problem.sentence,
        advice: problem.advice,
        sources: [problem.file],
      })),
    };
  }
  const { pending, applied } = status;
  const sentence =
    pending.length === 0
      ? `the database is up to date (${plural(applied.length, "migration")} applied)`
      : `${plural(pending.length, "migration")} pending (${pending.map((item) => item.version).join(", ")})`;
  return { outcome: "pass", reason: pending.length === 0 ? "up_to_date" : "pending", sentence, evidence: [] };
}
