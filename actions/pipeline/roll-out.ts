import type { Verdict } from "@deploy-actions/conditions";
import { errorMessage } from "@deploy-actions/kernel";
import type { DeploymentRecord } from "@deploy-actions/ledger";
import { analysisOutputs } from "../canary-deploy/analysis-outputs.ts";
import { deployRelease } from "../canary-deploy/deploy-release.ts";
import { forgetRollout } from "../canary-deploy/interrupted.ts";
import { renderRollout } from "../canary-deploy/render.ts";
import type { RolloutEnd } from "../canary-deploy/run-rollout.ts";
import { planRollout } from "../common/deployment.ts";
import { graceSignal } from "../common/grace-signal.ts";
import { whileVerifying } from "../common/heartbeat.ts";
import { renderHealth } from "../health-verify/render.ts";
import { watch } from "../health-verify/watch.ts";
import { deployRequest } from "./begin.ts";
import { migrate } from "./migrate.ts";
import type { Pipeline, PipelineEnd } from "./phases.ts";
import type { PhaseTable } from "./render.ts";
import { takeBack } from "./take-back.ts";

const CLEANUP_MS = 4_000;

/** Rolls the release out; once it is live verifies it, and takes it back when it does not hold. */
export async function rollOutAndVerify(pipeline: Pipeline, table: PhaseTable): Promise<PipelineEnd> {
  const { context, policy, source, release } = pipeline;
  const { outputs, summary } = context;
  let result: Awaited<ReturnType<typeof deployRelease>> | undefined;
  const rolled = await table.time("canary", async () => {
    result = await deployRelease(context, deployRequest(pipeline));
    return result.end.verdict;
  });
  if (result === undefined || rolled === undefined) throw new Error("a rollout ends with a verdict");
  const { record, end, unrecorded, keeper, report } = result;
  outputs.set("canary-verdict", end.verdict.outcome);
  outputs.set("release", end.traffic.stable?.release.version ?? "");
  outputs.set("previous", end.previous ?? "");
  outputs.set("requests", end.totals?.requests ?? "");
  outputs.set("errors", end.totals?.errors ?? "");
  const analysis = analysisOutputs(keeper.verdict);
  outputs.set("analysis-outcome", analysis.outcome);
  outputs.set("analysis-reason", analysis.reason);
  outputs.set("evidence-regressed", analysis.regressed);
  outputs.set("evidence-certified", analysis.certified);
  outputs.set("report", report ?? "");
  const sections = renderRollout(end, planRollout(policy, release), source.text, keeper);
  for (const [index, section] of sections.entries()) summary.add(section, index === 0 ? 1 : 4);
  if (unrecorded !== undefined && end.verdict.reason !== "cancelled") throw unrecorded;
  if (end.outcome === "paused") return { outcome: "paused", verdict: end.verdict, deploymentId: record.id };
  if (end.outcome === "aborted") return { outcome: "aborted", verdict: end.verdict, deploymentId: record.id };

  const after = await table.time("migrate after", () =>
    whileOpen(pipeline, record.id, () => migrate(pipeline, "after", record.id)),
  );
  if (after !== undefined && after.verdict.outcome !== "pass") {
    await finish(pipeline, record.id, after.verdict);
    return { outcome: "promoted", verdict: after.verdict, deploymentId: record.id };
  }
  return verify(pipeline, table, record, end);
}

async function verify(
  pipeline: Pipeline,
  table: PhaseTable,
  record: DeploymentRecord,
  end: RolloutEnd,
): Promise<PipelineEnd> {
  const { context, policy, source } = pipeline;
  const outcome = end.outcome === "already_stable" ? "already_stable" : "promoted";
  const settings = policy.verify;
  if (settings === undefined || settings.checks.length === 0) {
    await finish(pipeline, record.id, end.verdict);
    if (end.verdict.outcome === "pass") await promote(pipeline);
    return { outcome, verdict: end.verdict, deploymentId: record.id };
  }
  const verdict = await table.time("verify", async () => {
    const report = await whileOpen(pipeline, record.id, () => watch(context, settings));
    context.summary.add(renderHealth(report, source.text), 3);
    context.outputs.set("verify-verdict", report.verdict.outcome);
    return report.verdict;
  });
  if (verdict === undefined) throw new Error("a verification ends with a verdict");
  await finish(pipeline, record.id, verdict);
  if (verdict.outcome === "pass") await promote(pipeline);
  const isBad =
    verdict.outcome === "fail" ||
    (verdict.outcome === "inconclusive" && policy.rollout.onInconclusive === "abort");
  if (outcome === "promoted" && isBad && policy.rollback.automatic && end.previous !== undefined) {
    return takeBack(pipeline, table, record, verdict);
  }
  // What the rollout went without is not healed by a verification that passed.
  const last = verdict.outcome === "pass" && end.verdict.outcome !== "pass" ? end.verdict : verdict;
  return { outcome, verdict: last, deploymentId: record.id };
}

/** Gives the image of the release its tag, where the policy wants one; a failure is said and changes nothing. */
async function promote({ context, policy, release }: Pipeline): Promise<void> {
  const { image } = policy;
  if (image?.promoteTo === undefined) return;
  const [{ promoteImage }, { renderPromotion }] = await Promise.all([
    import("../common/image.ts"),
    import("../common/render-image.ts"),
  ]);
  const token = context.inputs["github-token"];
  const promoted = await promoteImage(context, { ...policy, image }, release.artifact, token);
  if (promoted === undefined) return;
  context.outputs.set("image-promoted", "digest" in promoted ? promoted.tag : "");
  context.summary.add(renderPromotion(promoted), 3);
}

async function finish({ context, ledger }: Pipeline, id: string, verdict: Verdict): Promise<void> {
  const phase = verdict.outcome === "pass" ? "verified" : "failed";
  const event = {
    phase,
    weight: 100,
    note: verdict.sentence,
    reason: verdict.reason,
    verdict: verdict.outcome,
  } as const;
  await ledger.append(id, event, graceSignal(context.signal, CLEANUP_MS));
  forgetRollout(context);
}

/** Work on a release that is live, under its record: signs of life meanwhile, and word of what cut it short. */
async function whileOpen<T>(pipeline: Pipeline, id: string, work: () => Promise<T>): Promise<T> {
  try {
    return await whileVerifying(pipeline.context, pipeline.ledger, id, work);
  } catch (error) {
    await interrupted(pipeline, id, error);
    throw error;
  }
}

/** What was cut short: the release is live, and nobody knows whether it is good. */
async function interrupted({ context, ledger }: Pipeline, id: string, error: unknown): Promise<void> {
  const note = `live, but its verification was cut short: ${errorMessage(error)}`;
  const event = { phase: "failed", weight: 100, note, reason: "verification_interrupted" } as const;
  try {
    await ledger.append(id, event, AbortSignal.timeout(CLEANUP_MS));
    forgetRollout(context);
  } catch (inner) {
    context.log.warning(`The ledger did not take it: ${errorMessage(inner)}`);
  }
}
