import type { ActionContext, ActionResult } from "@deploy-actions/action-kit";
import type { EffectivePolicy, Override } from "@deploy-actions/deploy-config";
import { ActionError, joinMarkdown, md } from "@deploy-actions/kernel";
import type { Release } from "@deploy-actions/rollout";
import { checkWindow, placeholdersOf, planRollout, releaseOf } from "../common/deployment.ts";
import { openLedger } from "../common/ledger.ts";
import { conclude, concludeRollout } from "../common/outcome.ts";
import { openTarget } from "../common/platform.ts";
import { loadPolicy } from "../common/policy.ts";
import { preflight } from "../common/preflight.ts";
import type { SnapshotRef } from "../common/snapshot-note.ts";
import type { TargetAccess } from "../common/target-access.ts";
import { analysisOutputs } from "./analysis-outputs.ts";
import { type DeployResult, deployRelease, refuseWhatCannotHold } from "./deploy-release.ts";
import { renderPlan, renderRollout } from "./render.ts";
import type { spec } from "./spec.ts";

/** Rolls a release out, or says how it would. */
export async function run(context: ActionContext<typeof spec>): Promise<ActionResult> {
  const { inputs, outputs, summary, log, signal } = context;
  const release = releaseOf(inputs, context);
  const { policy, source } = await loadPolicy(context, {
    environment: inputs.environment,
    file: inputs.config,
    token: inputs["github-token"],
    overrides: overridesOf(context),
    placeholders: placeholdersOf(release, inputs.environment),
  });
  outputs.set("policy-commit", source.commit ?? "");
  const plan = planRollout(policy, release);
  const subject = `${policy.environment}, ${source.text}`;

  if (inputs.plan) {
    const target = await openTarget(context, policy, { allowStart: false });
    await preflight(context, policy, target);
    await refuseWhatCannotHold(context, { policy, release, target });
    const traffic = await target.platform.observe(signal);
    const live = traffic.stable?.release.version ?? "nothing";
    const sentence = `${release.version} would be rolled out to ${policy.environment} over ${live}`;
    summary.add(joinMarkdown([md`## Plan (${subject})`, md`${sentence}.`, renderPlan(plan)]), 1);
    return conclude({ outcome: "pass", reason: "planned", sentence, evidence: [] }, outputs);
  }

  // Taking a release back is never a matter of the hour.
  if (inputs["take-back"] === undefined) checkWindow(context, policy, inputs["break-glass"]);
  const target = await openTarget(context, policy, { allowStart: true });
  // What has to go is taken back with whatever rights there are.
  if (inputs["take-back"] === undefined) await preflight(context, policy, target);
  const ledger = await openLedger(context, {
    file: inputs.ledger,
    token: inputs["github-token"],
  });
  if (inputs["take-back"] !== undefined) {
    const { candidate } = await target.platform.observe(signal);
    if (candidate?.release.version !== release.version) {
      const found =
        candidate === null ? "there is no candidate" : `the candidate is ${candidate.release.version}`;
      const sentence = `nothing of ${release.version} to take back: ${found}`;
      return conclude({ outcome: "pass", reason: "nothing_to_take_back", sentence, evidence: [] }, outputs);
    }
  }
  const deployed = await deployRelease(context, {
    policy,
    release: await pinned(context, policy, release),
    target,
    ledger,
    kind: inputs.kind,
    planned: inputs.planned,
    reason: inputs["break-glass"],
    migrations: parseMigrations(inputs.migrations),
    snapshot: await snapshotGiven(context, policy, target),
    closedBy: inputs.record === "leave-open" ? "later-step" : "rollout",
    until: inputs.until,
    continues: inputs.continue && inputs["take-back"] === undefined,
    takeBack: inputs["take-back"],
  });
  const { record, end, unrecorded, keeper } = deployed;
  log.debug(`deployment ${record.id} ${record.url}`);
  outputs.set("outcome", end.outcome);
  outputs.set("release", end.traffic.stable?.release.version ?? "");
  outputs.set("previous", end.previous ?? "");
  outputs.set("requests", end.totals?.requests ?? "");
  outputs.set("errors", end.totals?.errors ?? "");
  const analysis = analysisOutputs(keeper.verdict);
  outputs.set("analysis-outcome", analysis.outcome);
  outputs.set("analysis-reason", analysis.reason);
  outputs.set("evidence-regressed", analysis.regressed);
  outputs.set("evidence-certified", analysis.certified);
  for (const [index, section] of renderRollout(end, plan, subject, keeper).entries())
    summary.add(section, index + 1);
  const result = concludeRollout(end.verdict, outputs);
  if (unrecorded !== undefined) throw unrecorded;
  await promote(context, policy, deployed);
  return result;
}

/**
 * The release by the digest its image has now; a later stage, and a way back, are about the one it was begun with, which the
 * record knows.
 */
async function pinned(
  context: ActionContext<typeof spec>,
  policy: EffectivePolicy,
  release: Release,
): Promise<Release> {
  const { inputs } = context;
  if (policy.image === undefined || inputs.continue || inputs["take-back"] !== undefined) return release;
  const { withImage } = await import("../common/image.ts");
  return withImage(context, policy, release, inputs["github-token"]);
}

/** The snapshot an earlier step took, as the record names it. */
async function snapshotGiven(
  { inputs }: ActionContext<typeof spec>,
  policy: EffectivePolicy,
  target: TargetAccess,
): Promise<SnapshotRef | undefined> {
  const id = inputs.snapshot;
  const backup = policy.migrate?.backup;
  if (id === undefined) return undefined;
  if (!/^[A-Za-z][A-Za-z0-9:-]*$/.test(id)) {
    throw new ActionError("input", `Input snapshot is "${id}", which is no identifier of a snapshot.`, {
      hint: "Pass the output `snapshot` of the migrate action as it is.",
    });
  }
  if (backup === undefined) {
    throw new ActionError(
      "input",
      `Input snapshot is given, but ${policy.environment} has no migrate.backup.`,
    );
  }
  const region = backup.region ?? (await target.access.aws(undefined)).region;
  return { id, kind: backup.kind, region, source: backup.rds };
}

/** Gives the image of a release that this run verified its tag; a failure is said and changes nothing. */
async function promote(
  context: ActionContext<typeof spec>,
  policy: EffectivePolicy,
  { record, end }: DeployResult,
): Promise<void> {
  const { inputs, outputs, summary } = context;
  const { image } = policy;
  const isVerified =
    end.outcome === "promoted" && end.verdict.outcome === "pass" && inputs.record === "close";
  if (image?.promoteTo === undefined || !isVerified) return;
  const { promoteImage } = await import("../common/image.ts");
  const { renderPromotion } = await import("../common/render-image.ts");
  const { artifact } = record.release;
  const promoted = await promoteImage(context, { ...policy, image }, artifact, inputs["github-token"]);
  if (promoted === undefined) return;
  outputs.set("image-promoted", "digest" in promoted ? promoted.tag : "");
  summary.add(renderPromotion(promoted), 3);
}

function overridesOf({ inputs }: ActionContext<typeof spec>): Record<string, Override> {
  const overrides: Record<string, Override> = {};
  if (inputs.steps !== undefined) {
    overrides["rollout.steps"] = { value: inputs.steps.map(parseStep), place: "steps" };
  }
  if (inputs["min-requests"] !== undefined) {
    overrides["rollout.min-requests"] = { value: inputs["min-requests"], place: "min-requests" };
  }
  if (inputs["on-inconclusive"] !== undefined) {
    overrides["rollout.on-inconclusive"] = { value: inputs["on-inconclusive"], place: "on-inconclusive" };
  }
  return overrides;
}

function parseStep(line: string): { weight: string; bake?: string } {
  const [weight, bake, ...rest] = line.split(/\s+/);
  if (weight === undefined || rest.length > 0) {
    throw new ActionError(
      "input",
      `Input steps has the line "${line}", expected a weight and a bake, e.g. 25% 5m.`,
    );
  }
  return { weight, ...(bake === undefined ? {} : { bake }) };
}

function parseMigrations(text: string | undefined): string[] {
  if (text === undefined) return [];
  try {
    const value: unknown = JSON.parse(text);
    if (Array.isArray(value) && value.every((item) => typeof item === "string")) return value;
  } catch {
    // Falls through to the message below.
  }
  throw new ActionError(
    "input",
    `Input migrations is "${text}", expected a JSON list of versions such as ["0002"].`,
    {
      hint: "Pass the output `applied` of the migrate action as it is.",
    },
  );
}
