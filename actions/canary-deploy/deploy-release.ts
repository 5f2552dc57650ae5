import type { ActionContext } from "@deploy-actions/action-kit";
import type { EffectivePolicy } from "@deploy-actions/deploy-config";
import { ActionError, errorMessage } from "@deploy-actions/kernel";
import {
  type DeploymentEvent,
  type DeploymentKind,
  type DeploymentRecord,
  isOpen,
  type Ledger,
  lastVerified,
} from "@deploy-actions/ledger";
import { planTooCoarse, type Release, type RolloutIntent, triggersNeverKnown } from "@deploy-actions/rollout";
import { createCandidateProbes } from "../common/checks.ts";
import { planRollout } from "../common/deployment.ts";
import { LIVE_MS, runIdentity } from "../common/ledger.ts";
import type { TargetAccess } from "../common/platform.ts";
import { CandidateChecks } from "./candidate-checks.ts";
import { forgetRollout, rememberRollout } from "./interrupted.ts";
import { type RolloutEnd, runRollout } from "./run-rollout.ts";

/** A release on its way to an environment. */
export interface DeployRequest {
  readonly policy: EffectivePolicy;
  readonly release: Release;
  readonly target: TargetAccess;
  readonly ledger: Ledger;
  readonly kind: DeploymentKind;
  readonly planned: boolean;
  readonly reason: string | undefined;
  readonly migrations: readonly string[];
  /** Leaves the record open for a verification that follows. */
  readonly leaveOpen: boolean;
}

/** How it ended, and the record of it. */
export interface DeployResult {
  readonly record: DeploymentRecord;
  readonly end: RolloutEnd;
}

const CLEANUP_MS = 4_000;

/** Opens the record, rolls the release out, and writes how it ended. A run that died before is gone on with. */
export async function deployRelease(context: ActionContext, request: DeployRequest): Promise<DeployResult> {
  const { policy, release, target, ledger } = request;
  refuseWhatCannotHold(context, request);
  const record = await openRecord(context, request);
  rememberRollout(context, { deploymentId: record.id, version: release.version });
  const plan = planRollout(policy, release);
  const checks = await candidateChecks(context, request);
  let phase: DeploymentEvent["phase"] = "started";
  try {
    const end = await runRollout({
      plan,
      platform: target.platform,
      metricsFor: target.metricsFor,
      checks,
      intent: intentOf(record),
      intervalMs: policy.rollout.intervalMs,
      liveMs: LIVE_MS,
      clock: context.clock,
      log: context.log,
      signal: context.signal,
      record: (event, signal) => {
        phase = event.phase;
        return ledger.append(record.id, event, signal);
      },
      onLine: (line, fraction, isHolding) =>
        isHolding ? context.progress.update(line, fraction) : context.progress.done(line),
    });
    await closeRecord(context, request, record.id, end);
    forgetRollout(context);
    return { record, end };
  } catch (error) {
    await noteFailure(context, ledger, record.id, phase, error);
    throw error;
  }
}

/** Refuses, before traffic moves, what the target can never hold or answer. */
export function refuseWhatCannotHold(
  context: ActionContext,
  { policy, release, target }: Pick<DeployRequest, "policy" | "release" | "target">,
): void {
  const plan = planRollout(policy, release);
  const coarse = planTooCoarse(plan, target.platform.capabilities);
  if (coarse.length > 0) {
    throw new ActionError(
      "config",
      `The rollout of ${policy.environment} cannot be held:\n  ${coarse.join("\n  ")}`,
      {
        hint: "Change rollout.steps of the policy file.",
      },
    );
  }
  const hasChecks =
    (policy.verify?.checks ?? []).some((check) => check.kind === "http") && target.canAimChecks;
  for (const sentence of triggersNeverKnown(plan, { checks: hasChecks, counts: target.counts })) {
    context.log.warning(`Trigger ${sentence}: it stays unknown, and each step then ends by on-inconclusive.`);
  }
}

async function openRecord(context: ActionContext, request: DeployRequest): Promise<DeploymentRecord> {
  const { policy, release, ledger, kind, planned, migrations, reason } = request;
  const { service, environment } = policy;
  const records = await ledger.list({ service, environment }, context.signal);
  const previous = lastVerified(records, { excludeVersion: release.version });
  return ledger.open(
    {
      service,
      environment,
      release,
      kind,
      planned,
      strategy: policy.rollout.steps[0]?.weight === 0 ? "blue-green" : "canary",
      run: runIdentity(context),
      ...(previous === undefined ? {} : { previous: { id: previous.id, version: previous.release.version } }),
      ...(migrations.length === 0 ? {} : { migrations }),
      ...(reason === undefined ? {} : { reason }),
    },
    context.signal,
  );
}

/** What an earlier attempt of this run was doing when it died. */
function intentOf(record: DeploymentRecord): RolloutIntent | undefined {
  const last = record.events.at(-1);
  if (last === undefined || !isOpen(record)) return undefined;
  const { phase, reason, note } = last;
  switch (phase) {
    case "started":
    case "baking":
    case "promoting":
    case "aborting":
    case "verifying":
      return { phase, sentence: note, ...(reason === undefined ? {} : { reason }) };
    default:
      return undefined;
  }
}

async function candidateChecks(context: ActionContext, request: DeployRequest): Promise<CandidateChecks> {
  const { policy, target } = request;
  const traffic = await target.platform.observe(context.signal);
  const checks = policy.verify?.checks ?? [];
  return new CandidateChecks(createCandidateProbes(checks, target.platform.capabilities, traffic, context));
}

async function closeRecord(
  context: ActionContext,
  request: DeployRequest,
  id: string,
  { outcome, verdict }: RolloutEnd,
): Promise<void> {
  const base = { note: verdict.sentence, reason: verdict.reason, verdict: verdict.outcome };
  const event = ((): Omit<DeploymentEvent, "at"> => {
    if (verdict.reason === "cancelled") return { ...base, phase: "cancelled", weight: 0 };
    if (outcome === "aborted") return { ...base, phase: "aborted", weight: 0 };
    if (request.leaveOpen) return { ...base, phase: "verifying", weight: 100 };
    if (outcome === "already_stable") return { ...base, phase: "superseded", weight: 100 };
    // Live without evidence is not verified: a rollback must not choose it.
    return { ...base, phase: verdict.outcome === "pass" ? "verified" : "failed", weight: 100 };
  })();
  const signal = context.signal.aborted ? AbortSignal.timeout(CLEANUP_MS) : context.signal;
  await request.ledger.append(id, event, signal);
}

/** Leaves word of what failed; the record stays open in its phase, so that post or the next run goes on with it. */
async function noteFailure(
  context: ActionContext,
  ledger: Ledger,
  id: string,
  phase: DeploymentEvent["phase"],
  error: unknown,
): Promise<void> {
  try {
    const note = `stopped: ${errorMessage(error)}`;
    await ledger.append(id, { phase, note, reason: "error" }, AbortSignal.timeout(CLEANUP_MS));
  } catch (inner) {
    context.log.warning(`The ledger did not take the failure either: ${errorMessage(inner)}`);
  }
}
