import type { ActionContext } from "@deploy-actions/action-kit";
import type { Verdict } from "@deploy-actions/conditions";
import type { EffectivePolicy } from "@deploy-actions/deploy-config";
import { substitute } from "@deploy-actions/deploy-config";
import { errorMessage, formatDuration } from "@deploy-actions/kernel";
import type { Ledger } from "@deploy-actions/ledger";
import type { Platform } from "@deploy-actions/platforms";
import type { HealthReport } from "@deploy-actions/probes";
import type { Release, TrafficState } from "@deploy-actions/rollout";
import { forgetRollout, rememberRollout } from "../canary-deploy/interrupted.ts";
import { placeholdersOf } from "../common/deployment.ts";
import { graceSignal } from "../common/grace-signal.ts";
import { whileVerifying } from "../common/heartbeat.ts";
import { runIdentity } from "../common/ledger.ts";
import type { TargetAccess } from "../common/target-access.ts";
import { watch } from "../health-verify/watch.ts";
import type { RollbackPlan } from "./plan-rollback.ts";

/** A rollback to carry out. */
export interface RollbackRequest {
  readonly plan: RollbackPlan;
  /** Policy whose `${release}` is still open: it becomes the version gone back to. */
  readonly policy: EffectivePolicy;
  readonly target: TargetAccess;
  readonly ledger: Ledger;
  readonly reason: string;
  readonly planned: boolean;
  /** When the trouble began; milliseconds since the epoch. */
  readonly since: number;
}

/** How a rollback ended. */
export interface RollbackResult {
  readonly verdict: Verdict;
  readonly deploymentId: string;
  readonly traffic: TrafficState;
  readonly health: HealthReport | undefined;
  readonly tookMs: number;
  readonly sloBreached: boolean;
}

const ATTEMPTS = 3;
// Twice after a cancel, of the 7 s there are: for the traffic, and for the record.
const CLEANUP_MS = 3_000;

/** Gives the traffic back, verifies, and records who, why and how long. An open record of another run is taken over. */
export async function executeRollback(
  context: ActionContext,
  request: RollbackRequest,
): Promise<RollbackResult> {
  const { plan, policy, ledger, since } = request;
  const { clock, signal, log } = context;
  const record = await ledger.open(
    {
      service: policy.service,
      environment: policy.environment,
      release: plan.to,
      kind: "rollback",
      planned: request.planned,
      strategy: plan.act,
      run: runIdentity(context),
      reason: request.reason,
      previous: { id: plan.takesBack?.id ?? "", version: plan.from },
      ...(plan.takesBack === undefined ? {} : { rollsBack: plan.takesBack.id }),
    },
    signal,
    { takeOver: true },
  );
  rememberRollout(context, { kind: "rollback", deploymentId: record.id, version: plan.to.version });
  let hasMoved = false;
  try {
    const traffic = await moveTraffic(context, plan.to, request.target.platform);
    hasMoved = true;
    log.info(`${plan.to.version} has all traffic again`);
    await ledger.append(
      record.id,
      { phase: "verifying", weight: 100, note: `back to ${plan.to.version}` },
      signal,
    );
    const verify = substitute(policy, placeholdersOf(plan.to, policy.environment)).verify;
    const health =
      verify === undefined || verify.checks.length === 0
        ? undefined
        : await whileVerifying(context, ledger, record.id, () => watch(context, verify));
    const tookMs = clock.now() - since;
    const limitMs = policy.rollback.withinMs;
    const sloBreached = limitMs !== undefined && tookMs > limitMs;
    const verdict = judgeRollback(plan, health, tookMs, limitMs);
    if (sloBreached) {
      log.warning(
        `The rollback took ${formatDuration(tookMs)}, longer than the ${formatDuration(limitMs)} of ${policy.environment}.`,
      );
    }
    await ledger.append(
      record.id,
      {
        phase: verdict.outcome === "pass" ? "verified" : "failed",
        weight: 100,
        note: verdict.sentence,
        reason: sloBreached ? "rollback_slo_breached" : verdict.reason,
        verdict: verdict.outcome,
      },
      graceSignal(signal, CLEANUP_MS),
    );
    forgetRollout(context);
    return { verdict, deploymentId: record.id, traffic, health, tookMs, sloBreached };
  } catch (error) {
    if (!hasMoved) await takeAwayWhatStarted(context, request);
    const where = hasMoved ? `${plan.to.version} has all traffic again, but the` : "the";
    const note = `${where} rollback stopped: ${errorMessage(error)}`;
    const reason = signal.aborted ? "cancelled" : "error";
    const phase = signal.aborted ? "cancelled" : "failed";
    try {
      const event = { phase, note, reason, ...(hasMoved ? { weight: 100 } : {}) } as const;
      await ledger.append(record.id, event, AbortSignal.timeout(CLEANUP_MS));
      forgetRollout(context);
    } catch (inner) {
      log.warning(`The ledger did not take it: ${errorMessage(inner)}`);
    }
    throw error;
  }
}

/** Makes `to` stable with all traffic; a change by somebody else in between is looked at again, a few times. */
export async function moveTraffic(
  { signal, clock, log }: Pick<ActionContext, "signal" | "clock" | "log">,
  to: Release,
  platform: Platform,
): Promise<TrafficState> {
  for (let attempt = 1; ; attempt += 1) {
    const seen = await platform.observe(signal);
    const isStable = seen.stable?.release.version === to.version;
    if (isStable && seen.candidate === null) return seen;
    try {
      const precondition = { revision: seen.revision };
      return isStable
        ? await platform.abort(precondition, signal)
        : await platform.restore(to, precondition, signal);
    } catch (error) {
      if (attempt >= ATTEMPTS || signal.aborted) throw error;
      log.warning(`${errorMessage(error)} (tries again)`);
      await clock.sleep(1_000, signal);
    }
  }
}

/** A release that was being brought back and did not get the traffic is not left running beside the other one. */
async function takeAwayWhatStarted({ log }: ActionContext, { plan, target }: RollbackRequest): Promise<void> {
  const signal = AbortSignal.timeout(CLEANUP_MS);
  try {
    const { candidate, revision } = await target.platform.observe(signal);
    if (plan.act !== "restore" || candidate?.release.version !== plan.to.version) return;
    await target.platform.abort({ revision }, signal);
  } catch (error) {
    log.warning(`${plan.to.version} may still run beside the other release: ${errorMessage(error)}`);
  }
}

function judgeRollback(
  plan: RollbackPlan,
  health: HealthReport | undefined,
  tookMs: number,
  limitMs: number | undefined,
): Verdict {
  const limit = limitMs === undefined ? "" : `, limit ${formatDuration(limitMs)}`;
  const took = `${formatDuration(tookMs)} from trigger to verified${limit}`;
  if (health === undefined) {
    return {
      outcome: "inconclusive",
      reason: "rollback_unverified",
      sentence: `${plan.to.version} has all traffic again, but there are no checks to verify it with`,
      evidence: [],
    };
  }
  if (health.verdict.outcome !== "pass") {
    return {
      outcome: health.verdict.outcome,
      reason: "rollback_unverified",
      sentence: `${plan.to.version} has all traffic again, but is not verified: ${health.verdict.sentence}`,
      evidence: health.verdict.evidence,
    };
  }
  return {
    outcome: "pass",
    reason: "rolled_back",
    sentence: `rolled back from ${plan.from} to ${plan.to.version} in ${took}`,
    evidence: health.verdict.evidence,
  };
}
