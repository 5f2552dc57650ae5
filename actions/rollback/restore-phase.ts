import type { ActionContext } from "@deploy-actions/action-kit";
import type { Verdict } from "@deploy-actions/conditions";
import type { EffectivePolicy } from "@deploy-actions/deploy-config";
import { errorMessage, toActionError } from "@deploy-actions/kernel";
import type { DeploymentRecord } from "@deploy-actions/ledger";
import type { RestorePlan } from "@deploy-actions/migration-engines";
import type { RollbackPlan } from "./plan-rollback.ts";
import type { RestoreOrder } from "./restore.ts";
import type { spec } from "./spec.ts";

/** A restore that somebody asked for, with what it would lose. */
export interface AskedRestore {
  readonly order: RestoreOrder;
  readonly plan: RestorePlan;
}

/** Read before anything is touched: what cannot be restored is no reason to begin. */
export async function orderOf(
  context: ActionContext<typeof spec>,
  policy: EffectivePolicy,
  records: readonly DeploymentRecord[],
  isUnread: boolean,
): Promise<AskedRestore | undefined> {
  const { inputs } = context;
  if (inputs["restore-snapshot"] === undefined && inputs["restore-approval"] === undefined) return undefined;
  const { restoreOrder, readRestorePlan } = await import("./restore.ts");
  const order = restoreOrder(inputs, policy, records, isUnread);
  if (order === undefined) return undefined;
  return { order, plan: await readRestorePlan(context, policy, order.snapshot) };
}

/** What the record says of it. */
export function approvalText({ runner }: ActionContext<typeof spec>, { order, plan }: AskedRestore): string {
  return `restore of ${order.snapshot.id} approved by ${runner.actor} (${order.approval}). ${plan.dataLoss}`;
}

/** Says how the database would be brought back, and what would be lost; nothing is done. */
export async function sayRestore(
  context: ActionContext<typeof spec>,
  policy: EffectivePolicy,
  { snapshot }: RollbackPlan,
  asked: AskedRestore | undefined,
): Promise<void> {
  if (asked === undefined && snapshot === undefined) return;
  const { logRestorePlan, readRestorePlanIfPossible, renderRestore } = await import("./restore.ts");
  const plan =
    asked?.plan ??
    (snapshot === undefined ? undefined : await readRestorePlanIfPossible(context, policy, snapshot));
  if (plan === undefined) return;
  await logRestorePlan(context, plan);
  context.outputs.set("data-loss", plan.dataLoss);
  context.summary.add(renderRestore(plan, undefined), 2);
}

/**
 * Restores what was asked for; without an order only says how. Resolves with the verdict and what became of the database: a
 * restore that fails does not hide what the rollback came to.
 */
export async function restore(
  context: ActionContext<typeof spec>,
  policy: EffectivePolicy,
  plan: RollbackPlan,
  asked: AskedRestore | undefined,
  verdict: Verdict,
): Promise<Verdict> {
  if (asked === undefined) {
    await sayRestore(context, policy, plan, asked);
    return verdict;
  }
  const { log, outputs, signal, summary } = context;
  const { executeRestore, logRestorePlan, renderRestore } = await import("./restore.ts");
  const { id } = asked.order.snapshot;
  await logRestorePlan(context, asked.plan);
  outputs.set("data-loss", asked.plan.dataLoss);
  try {
    const restored = await executeRestore(context, policy, asked.order);
    outputs.set("restored", restored.identifier);
    summary.add(renderRestore(restored.plan, restored), 2);
    const sentence = `${verdict.sentence}; ${id} is restored to ${restored.identifier}, approved by ${restored.approvedBy}`;
    return { ...verdict, sentence };
  } catch (error) {
    if (signal.aborted) throw error;
    const { hint } = toActionError(error);
    const sentence = `${verdict.sentence}; ${id} was not restored: ${errorMessage(error)}`;
    log.error(hint === undefined ? sentence : `${sentence} ${hint}`, { title: "Not restored" });
    summary.add(renderRestore(asked.plan, undefined), 2);
    return { ...verdict, outcome: "fail", reason: "restore_failed", sentence };
  }
}
