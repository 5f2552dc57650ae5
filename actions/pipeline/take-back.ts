import type { Verdict } from "@deploy-actions/conditions";
import { ActionError } from "@deploy-actions/kernel";
import type { DeploymentRecord } from "@deploy-actions/ledger";
import { executeRollback } from "../rollback/execute.ts";
import { planRollback, type RollbackPlan } from "../rollback/plan-rollback.ts";
import { renderRollback } from "../rollback/render.ts";
import type { Pipeline, PipelineEnd } from "./phases.ts";
import type { PhaseTable } from "./render.ts";

/** Rolls back a release that was promoted and did not hold. The pipeline's verdict stays that of the release. */
export async function takeBack(
  pipeline: Pipeline,
  table: PhaseTable,
  record: DeploymentRecord,
  verdict: Verdict,
): Promise<PipelineEnd> {
  const { context, policy, openPolicy, source, target, ledger } = pipeline;
  const { clock, outputs, signal, summary, log } = context;
  const since = clock.now();
  const { service, environment } = policy;
  const records = await ledger.list({ service, environment, limit: 100 }, signal);
  const traffic = await target.platform.observe(signal);
  const version = record.release.version;
  const plan = planOrReason(() => {
    const made = planRollback(environment, records, traffic, undefined);
    if (made.from === version) return made;
    throw new ActionError("config", `${made.from} is rolling out instead of ${version} now`);
  });
  if (typeof plan === "string") {
    log.error(`${verdict.sentence}. It was not rolled back: ${plan}`, { title: "Not rolled back" });
    const sentence = `${verdict.sentence}; not rolled back: ${plan}`;
    return { outcome: "promoted", verdict: { ...verdict, sentence }, deploymentId: record.id };
  }
  log.warning(`${verdict.sentence}: rolls back from ${plan.from} to ${plan.to.version}`);
  const reason = `verification failed (${verdict.reason})`;
  const back = await table.time("rollback", async () => {
    const result = await executeRollback(context, {
      plan,
      policy: openPolicy,
      target,
      ledger,
      reason,
      planned: false,
      since,
    });
    outputs.set("rollback-verdict", result.verdict.outcome);
    outputs.set("release", result.traffic.stable?.release.version ?? "");
    summary.add(renderRollback(result, plan, source.text, reason), 2);
    return result.verdict;
  });
  const told = back === undefined ? "" : `; ${back.sentence}`;
  return {
    outcome: "rolled_back",
    verdict: { ...verdict, sentence: `${verdict.sentence}${told}` },
    deploymentId: record.id,
  };
}

/** The plan, or why there is none: without a release to go back to, the bad one stays and people have to know. */
function planOrReason(make: () => RollbackPlan): RollbackPlan | string {
  try {
    return make();
  } catch (error) {
    if (error instanceof ActionError && error.code === "config") return error.message;
    throw error;
  }
}
