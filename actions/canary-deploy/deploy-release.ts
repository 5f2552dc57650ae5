import type { ActionContext } from "@deploy-actions/action-kit";
import type { EffectivePolicy } from "@deploy-actions/deploy-config";
import { ActionError, errorMessage, toActionError } from "@deploy-actions/kernel";
import {
  CONTINUED,
  type DeploymentEvent,
  type DeploymentKind,
  type DeploymentRecord,
  isOpen,
  isPaused,
  LEFT_OPEN,
  type Ledger,
  lastPhase,
  lastVerified,
  PAUSED,
} from "@deploy-actions/ledger";
import {
  planTooCoarse,
  type Release,
  type RolloutIntent,
  type RolloutPlan,
  triggersNeverKnown,
  WITHOUT_EVIDENCE,
} from "@deploy-actions/rollout";
import { createCandidateProbes } from "../common/checks.ts";
import { planRollout } from "../common/deployment.ts";
import { graceSignal } from "../common/grace-signal.ts";
import { BEFORE_TRAFFIC } from "../common/heartbeat.ts";
import { LIVE_MS, runIdentity } from "../common/ledger.ts";
import { SNAPSHOT, type SnapshotRef, snapshotEvent, snapshotOf } from "../common/snapshot-note.ts";
import type { TargetAccess } from "../common/target-access.ts";
import { CandidateChecks } from "./candidate-checks.ts";
import { forgetRollout, rememberRollout } from "./interrupted.ts";
import { RolloutKeeper } from "./rollout-keeper.ts";
import { writeReport } from "./rollout-report.ts";
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
  /** Taken by an earlier step before it applied them. */
  readonly snapshot?: SnapshotRef | undefined;
  /** Who closes the record of a release that is live: the rollout, this process after its verification, or a later step. */
  readonly closedBy: "rollout" | "verification" | "later-step";
  /** Weight of the step this run ends at, leaving its bake to a later one. */
  readonly until?: number | undefined;
  /** Only goes on with a rollout that another run left at a step. */
  readonly continues?: boolean;
  /** Why the candidate is to be taken back, whoever left it there; `undefined`: it goes on. */
  readonly takeBack?: string | undefined;
}

/** How it ended, and the record of it. */
export interface DeployResult {
  readonly record: DeploymentRecord;
  readonly end: RolloutEnd;
  /** What was seen and done on the way. */
  readonly keeper: RolloutKeeper;
  /** Path of the report; `undefined` when it was not written. */
  readonly report: string | undefined;
  /** Why the ledger does not say so: it failed, or somebody else closed the record. */
  readonly unrecorded: ActionError | undefined;
}

// After a cancel the rollout itself may have taken 4.5 s of the 7.
const CLEANUP_MS = 1_500;

/**
 * Opens the record, rolls the release out, and writes how it ended. A run that died before is gone on with.
 *
 * Nothing is touched without an open record. An error leaves the record open in its phase, for post or the next run, unless
 * nothing was touched yet.
 */
export async function deployRelease(context: ActionContext, request: DeployRequest): Promise<DeployResult> {
  const { policy, target, ledger } = request;
  await refuseWhatCannotHold(context, request);
  const record = await openDeployment(context, request);
  const release = asRecorded(request.release, record);
  context.outputs.set("deployment-id", record.id);
  rememberRollout(context, { kind: "rollout", deploymentId: record.id, version: release.version });
  const intent: RolloutIntent | undefined =
    request.takeBack === undefined
      ? intentOf(record)
      : { phase: "aborting", reason: "taken_back", sentence: request.takeBack };
  let phase = lastPhase(record);
  if (request.snapshot !== undefined && snapshotOf(record) === undefined) {
    await ledger.append(record.id, snapshotEvent(request.snapshot, phase), context.signal);
  }
  if (isPaused(record)) {
    const note = `run ${context.runner.runId} goes on`;
    await ledger.append(record.id, { phase, note, reason: CONTINUED }, context.signal);
  }
  // An attempt before this one may have died between its record and what it did.
  const plan = { ...planRollout(policy, release), ...optional("until", request.until) };
  const keeper = keeperOf(context, request, plan);
  if (
    policy.rollout.analysis !== undefined &&
    (request.continues === true || intent?.pausedAt !== undefined)
  ) {
    context.log.notice(
      "The analysis begins anew in this run: what earlier runs of this rollout counted is in none of its figures.",
    );
  }
  const report = async (end: RolloutEnd | undefined): Promise<string | undefined> => {
    const history = keeper.history(context.clock.now(), end);
    const path = await writeReport(context, record.id, history);
    if (path !== undefined) context.outputs.set("report", path);
    return path;
  };
  let isTouched = record.events.slice(1).some(({ reason }) => !isBeforeTraffic(reason));
  try {
    const end = await runRollout({
      plan,
      platform: target.platform,
      metricsFor: target.metricsFor,
      checks: candidateChecks(context, request),
      analysis: policy.rollout.analysis,
      keeper,
      intent,
      intervalMs: policy.rollout.intervalMs,
      liveMs: LIVE_MS,
      clock: context.clock,
      log: context.log,
      signal: context.signal,
      record: (event, signal) => {
        phase = event.phase;
        return ledger.append(record.id, event, signal);
      },
      onChange: () => {
        isTouched = true;
      },
      onLine: (line, fraction, isHolding) =>
        isHolding ? context.progress.update(line, fraction) : context.progress.done(line),
    });
    const closed = await closeRecord(context, request, record, end);
    return { ...closed, keeper, report: await report(closed.end) };
  } catch (error) {
    await noteFailure(context, ledger, record.id, isTouched ? phase : "failed", error);
    await report(undefined);
    if (!isTouched) forgetRollout(context);
    throw error;
  }
}

function keeperOf(
  context: ActionContext,
  { policy, target }: DeployRequest,
  plan: RolloutPlan,
): RolloutKeeper {
  const { candidate, steps } = plan;
  const { runUrl } = context.runner;
  const head = {
    service: policy.service,
    environment: policy.environment,
    platform: target.platform.name,
    candidate: { version: candidate.version, ...optional("commit", candidate.commit) },
    ...(runUrl === "" ? {} : { runUrl }),
  };
  const { analysis } = policy.rollout;
  const limits =
    analysis === undefined
      ? undefined
      : {
          alpha: analysis.alpha,
          beta: analysis.beta,
          tolerance: analysis.tolerance,
          regression: analysis.regression,
        };
  return new RolloutKeeper(head, steps, limits, context.clock.now());
}

function isBeforeTraffic(reason: string | undefined): boolean {
  return reason === SNAPSHOT || reason === BEFORE_TRAFFIC;
}

/** The release with the artifact it was begun with: a later stage does not name it again. */
function asRecorded(release: Release, record: DeploymentRecord): Release {
  const { artifact } = record.release;
  return release.artifact !== undefined || artifact === undefined ? release : { ...release, artifact };
}

/** Refuses, before traffic moves, what the target can never hold or answer. */
export async function refuseWhatCannotHold(
  context: ActionContext,
  { policy, release, target }: Pick<DeployRequest, "policy" | "release" | "target">,
): Promise<void> {
  const plan = planRollout(policy, release);
  const { platform } = target;
  const isEngine = plan.drivenByEngine === true;
  if (isEngine && !platform.capabilities.waitsForFree) {
    throw new ActionError(
      "config",
      `rollout.driven-by is engine, but ${platform.name} has no engine that drives a rollout`,
      { hint: "Leave driven-by out: the steps of the policy are then made one by one." },
    );
  }
  const weights = plan.steps.map(({ weight }) => weight);
  const coarse = isEngine
    ? []
    : [
        ...planTooCoarse(plan, platform.capabilities),
        ...((await platform.planProblems?.(weights, context.signal)) ?? []),
      ];
  if (coarse.length > 0) {
    throw new ActionError(
      "config",
      `The rollout of ${policy.environment} cannot be held:\n  ${coarse.join("\n  ")}`,
      {
        hint: "Change rollout.steps of the policy file.",
      },
    );
  }
  if (plan.analysis !== undefined && !target.counts) {
    throw new ActionError(
      "config",
      `rollout.analysis of ${policy.environment} is on, but nobody counts requests on ${platform.name}`,
      { hint: "Say who counts both releases under `metrics`, or write `analysis: off`." },
    );
  }
  const hasChecks = policy.verify?.checks.some((check) => check.kind === "http") ?? false;
  for (const sentence of triggersNeverKnown(plan, { checks: hasChecks, counts: target.counts })) {
    context.log.warning(`Trigger ${sentence}: it stays unknown, and each step then ends by on-inconclusive.`);
  }
}

/** Opens the record of a deployment, or finds the one this run has opened already. Refused while another run deploys. */
export async function openDeployment(
  context: ActionContext,
  request: DeployRequest,
): Promise<DeploymentRecord> {
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
    { continues: request.continues === true, takeOver: request.takeBack !== undefined },
  );
}

function optional<K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [P in K]: V });
}

/** What an earlier attempt of this run was doing when it died. */
function intentOf(record: DeploymentRecord): RolloutIntent | undefined {
  const phase = lastPhase(record);
  if (record.events.length === 0 || !isOpen(record)) return undefined;
  // Later events of the phase are signs of life and failures; the first one has the reason.
  const first = record.events.find((event) => event.phase === phase);
  const about = {
    sentence: first?.note ?? "",
    ...(first?.reason === undefined ? {} : { reason: first.reason }),
    ...optional("pausedAt", pausedSince(record)),
    hasGaps: record.events.findLast(({ reason }) => reason === PAUSED)?.verdict === "inconclusive",
  };
  switch (phase) {
    case "started":
    case "baking":
    case "promoting":
    case "aborting":
    case "verifying":
      return { phase, ...about };
    default:
      return undefined;
  }
}

/** When the rollout was left at its step; its first word counts, later ones are of runs that looked and went. */
function pausedSince(record: DeploymentRecord): number | undefined {
  const last = record.events.findLast((event) => event.reason !== CONTINUED);
  if (last?.reason !== PAUSED) return undefined;
  const earlier = record.events.findLastIndex(
    (event) => event.reason !== CONTINUED && (event.reason !== PAUSED || event.weight !== last.weight),
  );
  return record.events.slice(earlier + 1).find((event) => event.reason === PAUSED)?.at;
}

function candidateChecks(context: ActionContext, { policy, target }: DeployRequest): CandidateChecks {
  const checks = policy.verify?.checks ?? [];
  const { capabilities } = target.platform;
  return new CandidateChecks((candidate) => {
    const probes = createCandidateProbes(checks, capabilities, candidate, context);
    probes.push(...(target.alarms ?? []));
    if (probes.length === 0 && checks.length > 0) {
      context.log.warning(
        "The checks cannot be asked of the candidate alone: the target gives it no URL (`url` of the candidate in what observe prints).",
      );
    }
    return probes;
  });
}

/** Writes the end. The traffic is where it belongs already: a ledger that fails now does not undo the result. */
async function closeRecord(
  context: ActionContext,
  request: DeployRequest,
  record: DeploymentRecord,
  end: RolloutEnd,
): Promise<Omit<DeployResult, "keeper" | "report">> {
  try {
    const signal = graceSignal(context.signal, CLEANUP_MS);
    await request.ledger.append(record.id, endEvent(end, request.closedBy), signal);
    if (request.closedBy !== "verification" || end.outcome === "aborted" || end.outcome === "paused")
      forgetRollout(context);
    return { record, end, unrecorded: undefined };
  } catch (error) {
    const unrecorded = toActionError(error);
    if (end.verdict.reason === "cancelled") {
      // The step ends as cancelled, which leaves no room for another error; post writes the end once more.
      context.log.warning(`The ledger did not take the end: ${unrecorded.message}`);
    }
    if (unrecorded.code !== "conflict") return { record, end, unrecorded };
    const verdict = {
      ...end.verdict,
      outcome: "inconclusive",
      reason: "taken_over",
      sentence: unrecorded.message,
    } as const;
    return { record, end: { ...end, verdict }, unrecorded };
  }
}

function endEvent(
  { outcome, verdict, traffic }: RolloutEnd,
  closedBy: DeployRequest["closedBy"],
): Omit<DeploymentEvent, "at"> {
  const base = { note: verdict.sentence, reason: verdict.reason, verdict: verdict.outcome };
  if (outcome === "paused") {
    const weight = traffic.candidateWeight;
    const outcome = verdict.reason === WITHOUT_EVIDENCE ? "inconclusive" : verdict.outcome;
    return { phase: "baking", weight, note: verdict.sentence, reason: PAUSED, verdict: outcome };
  }
  if (outcome === "aborted") {
    return { ...base, phase: verdict.reason === "cancelled" ? "cancelled" : "aborted", weight: 0 };
  }
  if (closedBy === "later-step") return { ...base, phase: "verifying", weight: 100, reason: LEFT_OPEN };
  if (closedBy === "verification") return { ...base, phase: "verifying", weight: 100 };
  if (outcome === "already_stable") return { ...base, phase: "superseded", weight: 100 };
  // Live without evidence is not verified: a rollback must not choose it.
  return { ...base, phase: verdict.outcome === "pass" ? "verified" : "failed", weight: 100 };
}

/** Leaves word of what failed, in the phase the rollout was in; an end (`failed`) when nothing was touched. */
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
    // A closed record is somebody else's, and the failure is usually just that.
    if (inner instanceof ActionError && inner.code === "conflict") return;
    context.log.warning(`The ledger did not take the failure either: ${errorMessage(inner)}`);
  }
}
