import type { ActionContext, ActionResult } from "@deploy-actions/action-kit";
import { checkWindow, placeholdersOf, releaseOf } from "../common/deployment.ts";
import { openLedger } from "../common/ledger.ts";
import { conclude } from "../common/outcome.ts";
import { openTarget } from "../common/platform.ts";
import { loadPolicy } from "../common/policy.ts";
import { announce } from "./announce.ts";
import { checkBefore } from "./check-before.ts";
import { gate } from "./gate.ts";
import { migrate } from "./migrate.ts";
import type { Pipeline, PipelineEnd } from "./phases.ts";
import { showPlan } from "./plan.ts";
import { PhaseTable } from "./render.ts";
import { rollOutAndVerify } from "./roll-out.ts";
import type { spec } from "./spec.ts";

/** The whole pipeline: gate, migrate, canary, verify, record, notify, and back when it must. */
export async function run(context: ActionContext<typeof spec>): Promise<ActionResult> {
  const { inputs, outputs, summary, clock } = context;
  const startedAt = clock.now();
  const release = releaseOf(inputs, context);
  const { policy, openPolicy, values, source } = await loadPolicy(context, {
    environment: inputs.environment,
    file: inputs.config,
    token: inputs["github-token"],
    placeholders: placeholdersOf(release, inputs.environment),
  });
  outputs.set("policy-commit", source.commit ?? "");
  const target = openTarget(context, policy, { allowStart: !inputs.plan });
  if (inputs.plan) return showPlan(context, { policy, values, source, release, target });

  const ledger = await openLedger(context, {
    file: inputs.ledger,
    token: inputs["github-token"],
  });
  const pipeline: Pipeline = { context, policy, openPolicy, source, release, target, ledger, startedAt };
  const table = new PhaseTable(clock);
  const end = await runPhases(pipeline, table);
  outputs.set("outcome", end.outcome);
  if (end.deploymentId !== undefined) outputs.set("deployment-id", end.deploymentId);
  summary.add(table.render(end, `${policy.environment}, ${source.text}`), 0);
  if (end.outcome !== "not_started") {
    const occasion = end.outcome === "aborted" || end.outcome === "rolled_back" ? "rolled-back" : undefined;
    await announce(pipeline, occasion ?? (end.verdict.outcome === "pass" ? "completed" : "failed"), end);
  } else if (end.verdict.outcome !== "pass") {
    await announce(pipeline, "failed", end);
  }
  return conclude(end.verdict, outputs);
}

async function runPhases(pipeline: Pipeline, table: PhaseTable): Promise<PipelineEnd> {
  const { context, policy } = pipeline;
  const stop = (verdict: PipelineEnd["verdict"]): PipelineEnd => ({
    outcome: "not_started",
    verdict,
    deploymentId: undefined,
  });
  const gated = await table.time("gate", () => gate(pipeline));
  if (gated !== undefined && gated.outcome !== "pass") return stop(gated);
  checkWindow(context, policy, context.inputs["break-glass"]);
  const before = await table.time("check before", () => checkBefore(pipeline));
  if (before !== undefined && before.outcome !== "pass") return stop(before);
  await announce(pipeline, "scheduled", undefined);
  const migrated = await table.time("migrate", () => migrate(pipeline, "before"));
  if (migrated !== undefined && migrated.verdict.outcome !== "pass") return stop(migrated.verdict);
  return rollOutAndVerify(pipeline, table, migrated?.applied ?? []);
}
