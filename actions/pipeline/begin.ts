import { errorMessage } from "@deploy-actions/kernel";
import type { DeploymentRecord } from "@deploy-actions/ledger";
import { type DeployRequest, openDeployment } from "../canary-deploy/deploy-release.ts";
import { whilePreparing } from "../common/heartbeat.ts";
import { openMigrator } from "../migrate/open-migrator.ts";
import type { Pipeline } from "./phases.ts";

const CLEANUP_MS = 4_000;

/** The deployment a pipeline makes. */
export function deployRequest({ context, policy, release, target, ledger }: Pipeline): DeployRequest {
  const { inputs } = context;
  return {
    policy,
    release,
    target,
    ledger,
    kind: inputs.kind,
    planned: inputs.planned,
    reason: inputs["break-glass"],
    migrations: [],
    closedBy: "verification",
  };
}

/**
 * Opens the record before anything is touched, also the database: a second run is refused here, and a run that dies while
 * it migrates leaves word of what it was going to apply. The rollout finds the same record again.
 */
export async function begin(pipeline: Pipeline): Promise<DeploymentRecord> {
  const migrations = await pendingVersions(pipeline);
  return openDeployment(pipeline.context, { ...deployRequest(pipeline), migrations });
}

/** Runs what comes before the rollout; an error in it closes the record, since no traffic was touched. */
export async function beforeTraffic<T>(
  { context, ledger }: Pipeline,
  record: DeploymentRecord,
  body: () => Promise<T>,
): Promise<T> {
  try {
    return await whilePreparing(context, ledger, record.id, body);
  } catch (error) {
    const phase = context.signal.aborted ? "cancelled" : "failed";
    const note = `stopped before any traffic: ${errorMessage(error)}`;
    await ledger
      .append(record.id, { phase, weight: 0, note, reason: "not_started" }, AbortSignal.timeout(CLEANUP_MS))
      .catch((inner: unknown) => context.log.warning(`The ledger did not take it: ${errorMessage(inner)}`));
    throw error;
  }
}

async function pendingVersions({ context, policy, release }: Pipeline): Promise<readonly string[]> {
  const { migrate } = policy;
  if (migrate === undefined || migrate.order !== "before") return [];
  const migrator = await openMigrator(context, {
    policy,
    settings: migrate,
    databaseUrl: context.inputs["database-url"],
    release: release.version,
  });
  try {
    const { pending } = await migrator.plan(context.signal);
    return pending.map(({ name }) => name);
  } finally {
    await migrator.close();
  }
}
