import { ActionError, formatDuration, formatPercent } from "@deploy-actions/kernel";
import { CONTINUED, isOpen, isPaused, lastNewsAt, lastPhase, newsLimitMs } from "./phases.ts";
import type { DeploymentEvent, DeploymentRecord, NewDeployment, RunIsAlive } from "./types.ts";

/** A record that has to be closed before a new one is opened. */
export interface Closing {
  readonly record: DeploymentRecord;
  readonly event: Omit<DeploymentEvent, "at">;
}

/** Whether a deployment may begin. */
export type Admission =
  | { readonly kind: "resume"; readonly record: DeploymentRecord }
  | { readonly kind: "open"; readonly closings: readonly Closing[] };

/** What an admission is decided by, beside the records. */
export interface AdmissionRules {
  readonly now: number;
  readonly liveMs: number;
  /** Ids of runs that are known to have ended, whatever their records say. */
  readonly endedRuns: ReadonlySet<string>;
  /** A rollback does not wait for the deployment it is there to stop. */
  readonly takeOver: boolean;
  /** Only a paused rollout of this release may be gone on with, whichever run left it. */
  readonly continues: boolean;
}

/**
 * Decides whether a deployment may begin beside the records of its service and environment. Throws `conflict` when
 * another run's record is open, had news within `liveMs`, and the run is not known to have ended.
 */
export function admit(
  records: readonly DeploymentRecord[],
  deployment: NewDeployment,
  { now, liveMs, endedRuns, takeOver, continues }: AdmissionRules,
): Admission {
  const open = records.filter(isOpen);
  if (continues) return { kind: "resume", record: pausedOne(open, records, deployment) };
  const blocking = takeOver
    ? undefined
    : othersWithNews(open, deployment, now, liveMs).find((record) => !endedRuns.has(record.run.runId));
  if (blocking !== undefined) throw beingDeployed(blocking, now, liveMs);
  const own = open.find((record) => isSameDeployment(record, deployment));
  if (own !== undefined) return { kind: "resume", record: own };
  return { kind: "open", closings: open.map((record) => closing(record, deployment, now, takeOver)) };
}

/** The paused (or, by this run, already continued) rollout of the release; a `conflict` that says what there is instead. */
function pausedOne(
  open: readonly DeploymentRecord[],
  records: readonly DeploymentRecord[],
  deployment: NewDeployment,
): DeploymentRecord {
  const { version } = deployment.release;
  const found = open.find(
    (record) =>
      record.release.version === version &&
      record.kind === deployment.kind &&
      (isPaused(record) || isSameRun(record, deployment)),
  );
  if (found !== undefined) return found;
  const latest = records.find((record) => record.release.version === version) ?? records[0];
  const instead =
    latest === undefined
      ? "nothing was ever deployed there"
      : `its last record is of ${latest.release.version}, ${lastPhase(latest)}`;
  throw new ActionError(
    "conflict",
    `${deployment.service} in ${deployment.environment} has no rollout of ${version} to go on with: ${instead}`,
    { hint: "Nothing was touched. A rollout that was taken back is begun anew with its first stage." },
  );
}

/** Records of other runs that look alive: open, with news within `liveMs`. */
export function othersWithNews(
  records: readonly DeploymentRecord[],
  deployment: NewDeployment,
  now: number,
  liveMs: number,
): readonly DeploymentRecord[] {
  return records.filter(
    (record) =>
      isOpen(record) &&
      !isSameRun(record, deployment) &&
      now - lastNewsAt(record) < newsLimitMs(record, liveMs),
  );
}

/** Asks, for each run that still looks alive, whether it has ended; what nobody knows counts as alive. */
export async function findEndedRuns(
  looksAlive: readonly DeploymentRecord[],
  runIsAlive: RunIsAlive | undefined,
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const ended = new Set<string>();
  if (runIsAlive === undefined) return ended;
  for (const { run, events } of looksAlive) {
    // The run that opened it may have ended: another one has gone on.
    if (events.some((event) => event.reason === CONTINUED)) continue;
    if ((await runIsAlive(run, signal)) === false) ended.add(run.runId);
  }
  return ended;
}

/** The conflict with another run that is deploying the same service to the same environment. */
export function beingDeployed(record: DeploymentRecord, now: number, liveMs: number): ActionError {
  const { run } = record;
  const weight = record.events.findLast((event) => event.weight !== undefined)?.weight;
  const at = weight === undefined ? "" : ` at ${formatPercent(weight)}`;
  const age = formatDuration(Math.max(0, now - lastNewsAt(record)));
  const where = run.url === "" ? processOf(record) : ` (${run.url})`;
  return new ActionError(
    "conflict",
    `${record.service} in ${record.environment} is being deployed by run ${run.runId} of ${run.actor}: ${record.release.version}, ${lastPhase(record)}${at}, last news ${age} ago`,
    {
      hint: `Wait for that run${where} or cancel it, then run this one again. After ${formatDuration(newsLimitMs(record, liveMs))} without news it counts as abandoned.`,
    },
  );
}

function processOf({ run }: DeploymentRecord): string {
  return run.process === undefined ? "" : ` (process ${run.process.pid})`;
}

/** Whether a record was made by the run that now asks; attempts of one run are the same run. */
export function isSameRun(record: DeploymentRecord, deployment: NewDeployment): boolean {
  return record.run.runId === deployment.run.runId;
}

/** One run may deploy and then roll back: those are two deployments. */
function isSameDeployment(record: DeploymentRecord, deployment: NewDeployment): boolean {
  return (
    isSameRun(record, deployment) &&
    record.kind === deployment.kind &&
    record.release.version === deployment.release.version
  );
}

function closing(
  record: DeploymentRecord,
  deployment: NewDeployment,
  now: number,
  takeOver: boolean,
): Closing {
  if (isSameRun(record, deployment)) {
    const note = `${deployment.kind} of ${deployment.release.version} by the same run`;
    return { record, event: { phase: "superseded", note } };
  }
  if (takeOver) {
    const note = `taken over by ${deployment.run.actor} (run ${deployment.run.runId}): ${deployment.kind}`;
    return { record, event: { phase: "cancelled", note, reason: "taken_over" } };
  }
  const age = formatDuration(Math.max(0, now - lastNewsAt(record)));
  const note = `no news for ${age}, closed by run ${deployment.run.runId}`;
  return { record, event: { phase: "abandoned", note } };
}
