import type { ActionContext, ActionResult } from "@deploy-actions/action-kit";
import type { Verdict } from "@deploy-actions/conditions";
import type { DeploymentRecord } from "@deploy-actions/ledger";
import { refuseWhatCannotHold } from "../canary-deploy/deploy-release.ts";
import { checkWindow, placeholdersOf, releaseOf } from "../common/deployment.ts";
import { openLedger } from "../common/ledger.ts";
import { concludeRollout } from "../common/outcome.ts";
import { openTarget } from "../common/platform.ts";
import { loadPolicy } from "../common/policy.ts";
import { preflight } from "../common/preflight.ts";
import { announce, announceError } from "./announce.ts";
import { beforeTraffic, begin } from "./begin.ts";
import { checkBefore } from "./check-before.ts";
import { gate } from "./gate.ts";
import { migrate } from "./migrate.ts";
import type { Pipeline, PipelineEnd } from "./phases.ts";
import { showPlan } from "./plan.ts";
import { endSentence, PhaseTable } from "./render.ts";
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
  const target = await openTarget(context, policy, { allowStart: !inputs.plan });
  if (inputs.plan) return showPlan(context, { policy, values, source, release, target });

  const ledger = await openLedger(context, {
    file: inputs.ledger,
    token: inputs["github-token"],
  });
  const pipeline: Pipeline = { context, policy, openPolicy, source, release, target, ledger, startedAt };
  const table = new PhaseTable(clock);
  const last = await runPhases(pipeline, table);
  const end = { ...last, verdict: { ...last.verdict, sentence: endSentence(last, release.version) } };
  outputs.set("outcome", end.outcome);
  if (end.deploymentId !== undefined) outputs.set("deployment-id", end.deploymentId);
  summary.add(table.render(end, `${policy.environment}, ${source.text}`), 0);
  const notTold = await announceEnd(pipeline, last);
  return judgeStep(end, concludeRollout(end.verdict, outputs), notTold);
}

async function announceEnd(pipeline: Pipeline, end: PipelineEnd): Promise<string | undefined> {
  const { outcome, verdict } = end;
  if (outcome === "not_started" && verdict.outcome === "pass") return undefined;
  if (outcome === "aborted" || outcome === "rolled_back") return announce(pipeline, "rolled-back", end);
  return announce(pipeline, verdict.outcome === "pass" ? "completed" : "failed", end);
}

/** What the step ends in: the verdict, except where a green step would say something that did not happen. */
function judgeStep(end: PipelineEnd, result: ActionResult, notTold: string | undefined): ActionResult {
  // `fail-on: fail` lets an inconclusive verdict pass; a deployment that was not even begun is none.
  const isBegun = end.outcome !== "not_started" || result.outcome === "pass";
  const outcome = isBegun ? result.outcome : "fail";
  if (notTold === undefined) return { ...result, outcome };
  return {
    ...result,
    outcome: "fail",
    reason: outcome === "pass" ? "channel_failed" : result.reason,
    sentence: `${result.sentence}; ${notTold}`,
  };
}

async function runPhases(begun: Pipeline, table: PhaseTable): Promise<PipelineEnd> {
  const { context, policy } = begun;
  const stop = (verdict: PipelineEnd["verdict"]): PipelineEnd => ({
    outcome: "not_started",
    verdict,
    deploymentId: undefined,
  });
  const gated = await table.time("gate", () => gate(begun));
  if (gated !== undefined && gated.verdict.outcome !== "pass") return stop(gated.verdict);
  const pipeline = withArtifact(begun, gated?.artifact);
  checkWindow(context, policy, context.inputs["break-glass"]);
  await preflight(context, policy, pipeline.target);
  await refuseWhatCannotHold(context, pipeline);
  const before = await table.time("check before", () => checkBefore(pipeline));
  if (before !== undefined && before.outcome !== "pass") return stop(before);
  const record = await begin(pipeline);
  try {
    const migrated = await beforeTraffic(pipeline, record, async () => {
      await announce(pipeline, "scheduled", undefined);
      return table.time("migrate", () => migrate(pipeline, "before", record.id));
    });
    if (migrated !== undefined && migrated.verdict.outcome !== "pass") {
      await refuse(pipeline, record, migrated.verdict);
      return { ...stop(migrated.verdict), deploymentId: record.id };
    }
    return await rollOutAndVerify(pipeline, table);
  } catch (error) {
    // People were told that it begins: they are told that it stopped.
    context.summary.add(table.renderError(error, `${policy.environment}, ${pipeline.source.text}`), 0);
    await announceError(pipeline, error);
    throw error;
  }
}

/** What was judged is what is deployed: by its digest, wherever the tag points by then. */
function withArtifact(pipeline: Pipeline, artifact: string | undefined): Pipeline {
  const { release } = pipeline;
  if (artifact === undefined || release.artifact !== undefined) return pipeline;
  return { ...pipeline, release: { ...release, artifact } };
}

/** Closes the record of a deployment that a verdict stopped before any traffic. */
async function refuse(
  { context, ledger }: Pipeline,
  record: DeploymentRecord,
  verdict: Verdict,
): Promise<void> {
  const { outcome, reason, sentence } = verdict;
  const event = { phase: "failed", weight: 0, note: sentence, reason, verdict: outcome } as const;
  await ledger.append(record.id, event, context.signal);
}
