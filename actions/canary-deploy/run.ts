import type { ActionContext, ActionResult } from "@deploy-actions/action-kit";
import type { Override } from "@deploy-actions/deploy-config";
import { ActionError, joinMarkdown, md } from "@deploy-actions/kernel";
import { checkWindow, placeholdersOf, planRollout, releaseOf } from "../common/deployment.ts";
import { openLedger } from "../common/ledger.ts";
import { conclude, concludeRollout } from "../common/outcome.ts";
import { openTarget } from "../common/platform.ts";
import { loadPolicy } from "../common/policy.ts";
import { deployRelease, refuseWhatCannotHold } from "./deploy-release.ts";
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
    const target = openTarget(context, policy, { allowStart: false });
    refuseWhatCannotHold(context, { policy, release, target });
    const traffic = await target.platform.observe(signal);
    const live = traffic.stable?.release.version ?? "nothing";
    const sentence = `${release.version} would be rolled out to ${policy.environment} over ${live}`;
    summary.add(joinMarkdown([md`## Plan (${subject})`, md`${sentence}.`, renderPlan(plan)]), 1);
    return conclude({ outcome: "pass", reason: "planned", sentence, evidence: [] }, outputs);
  }

  checkWindow(context, policy, inputs["break-glass"]);
  const target = openTarget(context, policy, { allowStart: true });
  const ledger = await openLedger(context, {
    file: inputs.ledger,
    token: inputs["github-token"],
  });
  const { record, end, unrecorded } = await deployRelease(context, {
    policy,
    release,
    target,
    ledger,
    kind: inputs.kind,
    planned: inputs.planned,
    reason: inputs["break-glass"],
    migrations: parseMigrations(inputs.migrations),
    closedBy: inputs.record === "leave-open" ? "later-step" : "rollout",
  });
  log.debug(`deployment ${record.id} ${record.url}`);
  outputs.set("outcome", end.outcome);
  outputs.set("release", end.traffic.stable?.release.version ?? "");
  outputs.set("previous", end.previous ?? "");
  outputs.set("requests", end.totals?.requests ?? "");
  outputs.set("errors", end.totals?.errors ?? "");
  for (const [index, section] of renderRollout(end, plan, subject).entries()) summary.add(section, index + 1);
  const result = concludeRollout(end.verdict, outputs);
  if (unrecorded !== undefined) throw unrecorded;
  return result;
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
