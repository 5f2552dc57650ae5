import type { ActionContext, ActionResult } from "@deploy-actions/action-kit";
import type { Verdict } from "@deploy-actions/conditions";
import { ActionError } from "@deploy-actions/kernel";
import { openLedger } from "../common/ledger.ts";
import { conclude } from "../common/outcome.ts";
import { openTarget } from "../common/platform.ts";
import { loadPolicy } from "../common/policy.ts";
import { executeRollback } from "./execute.ts";
import { ledgerOfRollback } from "./ledger-of-rollback.ts";
import { planRollback, type RollbackPlan } from "./plan-rollback.ts";
import { renderPlan, renderRollback } from "./render.ts";
import { approvalText, orderOf, restore, sayRestore } from "./restore-phase.ts";
import type { spec } from "./spec.ts";

/** Returns an environment to an earlier release, or prints how it would. */
export async function run(context: ActionContext<typeof spec>): Promise<ActionResult> {
  const { inputs, outputs, summary, signal, clock } = context;
  const since = parseSince(inputs.since, clock.now());
  const { policy, source } = await loadPolicy(context, {
    environment: inputs.environment,
    file: inputs.config,
    token: inputs["github-token"],
  });
  const subject = `${policy.environment}, ${source.text}`;
  if (inputs.automatic && !policy.rollback.automatic) {
    const sentence = `${policy.environment} does not roll back by itself (rollback.automatic is false): somebody has to decide`;
    return conclude({ outcome: "inconclusive", reason: "not_automatic", sentence, evidence: [] }, outputs);
  }
  const target = await openTarget(context, policy, { allowStart: !inputs["dry-run"] });
  const real = await openLedger(context, { file: inputs.ledger, token: inputs["github-token"] });
  const ledger = ledgerOfRollback(real, context);
  const { service, environment } = policy;
  const records = await ledger.list({ service, environment, limit: 100 }, signal);
  const traffic = await target.platform.observe(signal);
  const plan = planRollback(environment, records, traffic, inputs.to, ledger.failure);
  outputs.set("plan", planJson(plan));
  outputs.set("from", plan.from);

  outputs.set("snapshot", plan.snapshot?.id ?? "");
  const asked = await orderOf(context, policy, records, ledger.failure !== undefined);

  if (inputs["dry-run"] || plan.act === "none") {
    summary.add(renderPlan(plan, subject, inputs.reason), 1);
    outputs.set("to", plan.act === "none" ? plan.to.version : "");
    outputs.set("slo-breached", false);
    const planned = conclusionOf(plan, environment);
    if (!inputs["dry-run"]) return conclude(await restore(context, policy, plan, asked, planned), outputs);
    await sayRestore(context, policy, plan, asked);
    return conclude(planned, outputs);
  }

  const result = await executeRollback(context, {
    plan,
    policy,
    target,
    ledger,
    reason: asked === undefined ? inputs.reason : `${inputs.reason}; ${approvalText(context, asked)}`,
    planned: inputs.planned,
    since,
  });
  outputs.set("to", result.traffic.stable?.release.version ?? "");
  outputs.set("deployment-id", result.deploymentId);
  outputs.set("seconds", Math.round(result.tookMs / 1_000));
  outputs.set("slo-breached", result.sloBreached);
  summary.add(renderRollback(result, plan, subject, inputs.reason), 1);
  const verdict = await restore(context, policy, plan, asked, result.verdict);
  return conclude(withRecord(verdict, ledger.failure), outputs);
}

/** What a plan says, and what there is to say when nothing has to move. */
function conclusionOf(plan: RollbackPlan, environment: string): Verdict {
  const isStable = plan.act === "none";
  const sentence = isStable
    ? `${plan.to.version} is stable already: nothing to roll back`
    : `${environment} would go back from ${plan.from} to ${plan.to.version} (${plan.basis})`;
  return { outcome: "pass", reason: isStable ? "already_stable" : "planned", sentence, evidence: [] };
}

/** A rollback nobody can find in the ledger later is not simply done. */
function withRecord(verdict: Verdict, failure: ActionError | undefined): Verdict {
  if (failure === undefined || verdict.outcome !== "pass") return verdict;
  const sentence = `${verdict.sentence}; it is not recorded: ${failure.message}`;
  return { ...verdict, outcome: "inconclusive", reason: "rollback_unrecorded", sentence };
}

// Clocks of people and of runners differ a little.
const MAX_AHEAD_MS = 60_000;

function parseSince(text: string | undefined, now: number): number {
  if (text === undefined) return now;
  const at = Date.parse(text);
  if (Number.isNaN(at) || !/^\d{4}-\d\d-\d\dT/.test(text)) {
    throw new ActionError("input", `Input since is "${text}", expected a time such as 2026-02-01T03:04:00Z.`);
  }
  if (at > now + MAX_AHEAD_MS) {
    const current = new Date(now).toISOString();
    throw new ActionError("input", `Input since is "${text}", which is still to come (it is ${current}).`, {
      hint: "Give the time with its zone: 2026-02-01T03:04:00Z, or 2026-02-01T04:04:00+01:00.",
    });
  }
  return Math.min(at, now);
}

function planJson(plan: RollbackPlan): { [key: string]: string | readonly string[] | number } {
  return {
    schema: 1,
    act: plan.act,
    from: plan.from,
    to: plan.to.version,
    basis: plan.basis,
    migrations_that_stay: plan.migrationsThatStay,
    ...(plan.snapshot === undefined ? {} : { snapshot: plan.snapshot.id }),
  };
}
