import type { ActionContext } from "@deploy-actions/action-kit";
import type { EffectivePolicy } from "@deploy-actions/deploy-config";
import {
  ActionError,
  codeBlock,
  errorMessage,
  joinMarkdown,
  type Markdown,
  md,
  suggest,
} from "@deploy-actions/kernel";
import type { DeploymentRecord } from "@deploy-actions/ledger";
import {
  describeRestorePlan,
  formatRestorePlan,
  type RdsRestored,
  type RdsRestoreOptions,
  type RestorePlan,
  restoreRdsSnapshot,
} from "@deploy-actions/migration-engines";
import { openAccess } from "../common/access.ts";
import { type SnapshotRef, snapshotOf } from "../common/snapshot-note.ts";

/** Where the policy does not say how long a backup may take, it does not say it of a restore. */
const RESTORE_TIMEOUT_MS = 3_600_000;

/** A person's word that a snapshot is restored, and why. */
export interface RestoreOrder {
  readonly snapshot: SnapshotRef;
  readonly approval: string;
}

/** What the inputs say about a restore. */
export interface RestoreInputs {
  readonly "restore-snapshot": string | undefined;
  readonly "restore-approval": string | undefined;
}

/**
 * The restore somebody asked for: only with both inputs, only of a snapshot the ledger knows, or, when that could not be
 * read (`isUnread`), of the database the policy backs up. `undefined` when nobody asked.
 */
export function restoreOrder(
  inputs: RestoreInputs,
  policy: EffectivePolicy,
  records: readonly DeploymentRecord[],
  isUnread: boolean,
): RestoreOrder | undefined {
  const { "restore-snapshot": id, "restore-approval": approval } = inputs;
  if (id === undefined && approval === undefined) return undefined;
  if (id === undefined || approval === undefined) {
    const missing = id === undefined ? "restore-snapshot" : "restore-approval";
    throw new ActionError("input", `A restore needs two inputs, and ${missing} is missing.`, {
      hint: "restore-snapshot names the snapshot, restore-approval says why its loss of data is accepted. A dry run prints what would be lost.",
    });
  }
  const known = records.flatMap((record) => snapshotOf(record) ?? []);
  const snapshot = known.find((one) => one.id === id) ?? (isUnread ? ofPolicy(policy, id) : undefined);
  if (snapshot !== undefined) return { snapshot, approval };
  const ids = known.map((one) => one.id);
  throw new ActionError(
    "input",
    `Input restore-snapshot names "${id}", which no deployment of ${policy.environment} took.${suggest(id, ids)}`,
    { hint: "A dry run prints the snapshot of the release that is taken back." },
  );
}

function ofPolicy({ migrate, signIns }: EffectivePolicy, id: string): SnapshotRef | undefined {
  const backup = migrate?.backup;
  const region = backup?.region ?? signIns.aws?.region;
  if (backup === undefined || region === undefined) return undefined;
  return { id, kind: backup.kind, region, source: backup.rds };
}

/** How a snapshot would be brought back, and what would be lost; changes nothing. */
export async function readRestorePlan(
  context: ActionContext,
  policy: EffectivePolicy,
  snapshot: SnapshotRef,
): Promise<RestorePlan> {
  return describeRestorePlan(await optionsOf(context, policy, snapshot), context.signal);
}

/** The same for a person who only looks: what cannot be read is said, and nothing fails. */
export async function readRestorePlanIfPossible(
  context: ActionContext,
  policy: EffectivePolicy,
  snapshot: SnapshotRef,
): Promise<RestorePlan | undefined> {
  try {
    return await readRestorePlan(context, policy, snapshot);
  } catch (error) {
    if (context.signal.aborted) throw error;
    context.log.warning(
      `The snapshot ${snapshot.id} was taken before the migrations; how it is restored cannot be said: ${errorMessage(error)}`,
    );
    return undefined;
  }
}

/** Prints a plan: what is lost first. */
export async function logRestorePlan({ log }: ActionContext, plan: RestorePlan): Promise<void> {
  await log.group("how the database would be brought back", async () => {
    for (const line of formatRestorePlan(plan)) log.info(line);
  });
}

/** Restores to a new instance or cluster, in the name of whoever started this run; what is there is never touched. */
export async function executeRestore(
  context: ActionContext,
  policy: EffectivePolicy,
  { snapshot, approval }: RestoreOrder,
): Promise<RdsRestored> {
  const { clock, log, runner, signal } = context;
  log.warning(`${runner.actor} approved the restore of ${snapshot.id}: ${approval}`, { title: "Restore" });
  const options = await optionsOf(context, policy, snapshot);
  const timeoutMs = policy.migrate?.backup?.timeoutMs ?? RESTORE_TIMEOUT_MS;
  const restored = await log.group(`restore of ${snapshot.id}`, () =>
    restoreRdsSnapshot({ ...options, timeoutMs, approval: { by: runner.actor, at: clock.now() } }, signal),
  );
  log.info(`${restored.identifier} is available; the swap of names is left to a person`);
  return restored;
}

async function optionsOf(
  context: ActionContext,
  policy: EffectivePolicy,
  { id, kind, region }: SnapshotRef,
): Promise<RdsRestoreOptions> {
  const { http, clock, log } = context;
  const access = await openAccess(context, policy).aws(region);
  const onProgress = (text: string): void => log.info(text);
  return { access, http, clock, onProgress, snapshotId: id, kind, newIdentifier: undefined };
}

/** The section of a summary about the database: the loss, the steps, and what was done of them. */
export function renderRestore(plan: RestorePlan, restored: RdsRestored | undefined): Markdown {
  return joinMarkdown([
    md`### Database`,
    md`**Data loss**: ${plan.dataLoss}`,
    restored === undefined
      ? undefined
      : md`Restored to ${restored.identifier}${restored.endpoint === undefined ? "" : ` (${restored.endpoint})`}, approved by ${restored.approvedBy}. Nothing else was changed: go on with the steps after it.`,
    codeBlock(formatRestorePlan(plan).join("\n")),
  ]);
}
