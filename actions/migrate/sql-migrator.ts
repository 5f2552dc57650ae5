import type { ActionContext } from "@deploy-actions/action-kit";
import type { Verdict } from "@deploy-actions/conditions";
import { ActionError, formatDuration, plural } from "@deploy-actions/kernel";
import {
  createSqlEngine,
  type MigrationEngine,
  type MigrationStatus,
} from "@deploy-actions/migration-engines";
import { takeBackup } from "./backup.ts";
import type { MigrateRequest, MigrationRun, MigrationStep, Migrator } from "./migrator.ts";

/** Ordered files of a folder, on this run's database. */
export function createSqlMigrator(context: ActionContext, request: MigrateRequest): Migrator {
  const engine = openEngine(context, request);
  return {
    plan: async (signal) => unchanged(await engine.status(signal)),
    apply: (signal) => apply(context, engine, request, signal),
    close: () => engine.close(),
  };
}

async function apply(
  context: ActionContext,
  engine: MigrationEngine,
  request: MigrateRequest,
  signal: AbortSignal,
): Promise<MigrationRun> {
  const status = await engine.status(signal);
  if (status.problems.length > 0) return unchanged(status);
  const snapshot = status.pending.length === 0 ? undefined : await takeBackup(context, request, signal);
  const applied = await engine.apply(
    request.settings,
    ({ migration, durationMs }) =>
      context.log.info(`applied ${migration.file} in ${formatDuration(durationMs)}`),
    signal,
  );
  const names = applied.map((item) => item.version);
  const sentence =
    names.length === 0
      ? "the database is up to date, nothing was pending"
      : `${plural(names.length, "migration")} applied (${names.join(", ")})`;
  const reason = names.length === 0 ? "up_to_date" : "applied";
  return {
    verdict: { outcome: "pass", reason, sentence, evidence: [] },
    pending: stepsOf(status),
    applied: names,
    snapshot,
  };
}

function openEngine(
  { runner, clock, log, secrets }: ActionContext,
  { settings, databaseUrl }: MigrateRequest,
): MigrationEngine {
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
    folder: settings.folder,
    workspace: runner.workspace,
    clock,
    log,
    secrets,
    runLabel: `${who} run ${runner.runId} by ${runner.actor}`,
  });
}

/** Folder and history held against each other. */
function unchanged(status: MigrationStatus): MigrationRun {
  return { verdict: statusVerdict(status), pending: stepsOf(status), applied: [], snapshot: undefined };
}

function stepsOf({ pending }: MigrationStatus): readonly MigrationStep[] {
  return pending.map(({ version, file, transactional, sql }) => ({
    name: version,
    file,
    how: transactional ? "one transaction" : "no transaction",
    sql,
  }));
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
