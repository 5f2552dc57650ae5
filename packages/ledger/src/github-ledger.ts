import type { Clock, GitHubRest } from "@deploy-actions/kernel";
import { admit, beingDeployed, findEndedRuns, isSameRun, othersWithNews } from "./admission.ts";
import {
  compareIds,
  createDeployment,
  createStatus,
  type GitHubPlace,
  readRecord,
  readRecords,
  recordOf,
} from "./github-deployments.ts";
import { closedRecord, unknownRecord } from "./ledger-errors.ts";
import { isEnd, isOpen, lastNewsAt, lastPhase } from "./phases.ts";
import { replacedBy } from "./replaced.ts";
import type { DeploymentEvent, DeploymentRecord, Ledger, NewDeployment, RunIsAlive } from "./types.ts";

/** What a GitHub ledger needs. */
export interface GitHubLedgerOptions {
  readonly github: GitHubRest;
  readonly owner: string;
  readonly repo: string;
  readonly clock: Clock;
  /** A record without news for longer than this belongs to a run that died; at most 30 minutes, GitHub's own limit. */
  readonly liveMs: number;
  readonly runIsAlive?: RunIsAlive;
  /** Whether users are in this environment; without it GitHub says yes for the name `production` only. */
  readonly productionEnvironment?: boolean;
  /** Link to the log of the run, shown at every status. */
  readonly logUrl?: string;
  /** Link to the running system. */
  readonly environmentUrl?: string;
  /** Commit of the run, for a release that names none. */
  readonly sha?: string;
}

const DEFAULT_LIMIT = 30;
/** Newest records that are looked at before a deployment begins; each costs one request. */
const ADMISSION_LIMIT = 10;

/**
 * GitHub deployments as the ledger: one deployment a record, one status an event. GitHub has no lock, so `open` looks
 * again after it created its deployment: of two runs that began at the same moment the one GitHub created first goes on.
 */
export function createGitHubLedger(options: GitHubLedgerOptions): Ledger {
  const { clock, liveMs } = options;
  const place: GitHubPlace = { github: options.github, owner: options.owner, repo: options.repo };

  function add(
    id: string,
    event: Omit<DeploymentEvent, "at">,
    signal: AbortSignal,
  ): Promise<DeploymentEvent> {
    return createStatus(place, id, event, options, signal);
  }

  /** Gives way to a deployment of another run that GitHub created before ours. */
  async function yieldToEarlier(
    record: DeploymentRecord,
    endedRuns: ReadonlySet<string>,
    signal: AbortSignal,
  ): Promise<void> {
    const others = await readRecords(place, record, ADMISSION_LIMIT, signal);
    const now = clock.now();
    const earlier = others.find(
      (other) =>
        isOpen(other) &&
        !isSameRun(other, record) &&
        !endedRuns.has(other.run.runId) &&
        compareIds(other.id, record.id) < 0 &&
        now - lastNewsAt(other) < liveMs,
    );
    if (earlier === undefined) return;
    await add(record.id, { phase: "superseded", note: `run ${earlier.run.runId} was first` }, signal);
    throw beingDeployed(earlier, now, liveMs);
  }

  /** GitHub deactivates no production deployment by itself, and a list with two active ones is of no use to anybody. */
  async function deactivateOthers(record: DeploymentRecord, signal: AbortSignal): Promise<void> {
    const records = await readRecords(place, record, DEFAULT_LIMIT, signal);
    for (const other of replacedBy(record, records)) {
      if (compareIds(other.record.id, record.id) < 0) await add(other.record.id, other.event, signal);
    }
  }

  return {
    kind: "github",

    async open(
      deployment: NewDeployment,
      signal: AbortSignal,
      { takeOver = false, continues = false } = {},
    ): Promise<DeploymentRecord> {
      const records = await readRecords(place, deployment, ADMISSION_LIMIT, signal);
      const now = clock.now();
      const alive = othersWithNews(records, deployment, now, liveMs);
      const endedRuns = await findEndedRuns(alive, options.runIsAlive, signal);
      const admission = admit(records, deployment, { now, liveMs, endedRuns, takeOver, continues });
      if (admission.kind === "resume") return admission.record;
      for (const { record, event } of admission.closings) await add(record.id, event, signal);
      const source = await createDeployment(place, deployment, options, signal);
      const note = `${deployment.kind} of ${deployment.release.version}`;
      const started = await add(String(source.id), { phase: "started", note }, signal);
      const record = recordOf(source, deployment, [started]);
      if (!takeOver) await yieldToEarlier(record, endedRuns, signal);
      return record;
    },

    async append(id: string, event: Omit<DeploymentEvent, "at">, signal: AbortSignal): Promise<void> {
      const record = await readRecord(place, id, signal);
      if (record === undefined) throw unknownRecord(id, `of ${options.owner}/${options.repo}`);
      const isRepeated = isEnd(event.phase) && lastPhase(record) === event.phase;
      if (!isOpen(record) && !isRepeated) throw closedRecord(record);
      if (!isRepeated) await add(id, event, signal);
      if (event.phase === "verified") await deactivateOthers(record, signal);
    },

    async list(query, signal): Promise<DeploymentRecord[]> {
      return [...(await readRecords(place, query, query.limit ?? DEFAULT_LIMIT, signal))];
    },
  };
}
