import type { AnalysisConfig } from "@deploy-actions/canary-analysis";
import type { Verdict } from "@deploy-actions/conditions";
import {
  ActionError,
  type Clock,
  formatCount,
  formatDuration,
  formatPercent,
  type Log,
} from "@deploy-actions/kernel";
import type { DeploymentEvent } from "@deploy-actions/ledger";
import type { MetricReading, MetricSource } from "@deploy-actions/metrics";
import type { Platform } from "@deploy-actions/platforms";
import {
  beginRollout,
  type Decision,
  decide,
  formatDecisionLine,
  type RolloutIntent,
  type RolloutObservation,
  type RolloutOutcome,
  type RolloutPlan,
  type RolloutState,
  type TrafficState,
} from "@deploy-actions/rollout";
import { AnalysisLoop, evidenceLine, type LoopVerdict } from "./analysis-loop.ts";
import { type CandidateChecks, NO_LOOK } from "./candidate-checks.ts";
import { expectAnalysis, expectedLines, StableTraffic } from "./expected-traffic.ts";
import { type Counted, ReadingSeries } from "./reading-series.ts";
import type { RolloutKeeper } from "./rollout-keeper.ts";
import { type StepMeasurement, StepWindow, type Totals } from "./step-window.ts";

/** How the candidate is compared with stable. */
export interface RolloutAnalysis extends AnalysisConfig {
  /** How far back stable's past is read, where the source keeps one; 0: not at all. */
  readonly historyMs: number;
}

/** What the loop works with. */
export interface RolloutWork {
  readonly plan: RolloutPlan;
  readonly platform: Platform;
  /** Who counts, once it is known which releases run. */
  readonly metricsFor: (
    traffic: TrafficState,
    plan: RolloutPlan,
    signal: AbortSignal,
  ) => Promise<MetricSource | undefined>;
  readonly checks: CandidateChecks;
  /** How the candidate is compared with stable; `undefined`: not at all. */
  readonly analysis: RolloutAnalysis | undefined;
  /** Keeps what is seen and done, for the report. */
  readonly keeper: RolloutKeeper;
  /** What the ledger says this rollout was doing, when a run before this one died. */
  readonly intent: RolloutIntent | undefined;
  readonly intervalMs: number;
  /** A record without news for so long is taken for dead. */
  readonly liveMs: number;
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
  /** Rejects with `conflict` when the record is closed: somebody else has the environment now. */
  readonly record: (event: Omit<DeploymentEvent, "at">, signal: AbortSignal) => Promise<void>;
  /** Called before each change of the platform. */
  readonly onChange: () => void;
  readonly onLine: (line: string, fraction: number | undefined, isHolding: boolean) => void;
}

/** How a rollout ended. */
export interface RolloutEnd {
  readonly outcome: RolloutOutcome;
  readonly verdict: Verdict;
  readonly traffic: TrafficState;
  readonly previous: string | undefined;
  readonly totals: Totals | undefined;
  /** For the summary: one row a step that was left, and why. */
  readonly trail: readonly TrailEntry[];
}

/** One decision that changed something. */
export interface TrailEntry {
  readonly at: number;
  readonly weight: number;
  readonly text: string;
  readonly measurement: StepMeasurement | undefined;
}

const MAX_FAULTS = 5;
// The action leaves 7 s after its first signal; ending a hanging command takes up to 2 s of them.
const CLEANUP_MS = 4_500;
/** How long traffic waits for the ledger before it is taken from a candidate: in general, and after a cancel. */
const ABORT_RECORD_MS = 5_000;
const CANCEL_RECORD_MS = 1_000;

/**
 * Observe, decide, act, record, until the rollout is all stable or all candidate.
 *
 * Errors: `remote` when the platform stays unreachable (traffic is where it was; the next run goes on from there),
 * `conflict` when no act is safe, or the record is closed: then nothing more is changed.
 */
export async function runRollout(work: RolloutWork): Promise<RolloutEnd> {
  const loop = new RolloutLoop(work);
  return loop.run();
}

class RolloutLoop {
  readonly #work: RolloutWork;
  readonly #trail: TrailEntry[] = [];
  #window: StepWindow | undefined;
  #cleanup: AbortSignal | undefined;
  #recordedAt = Number.NEGATIVE_INFINITY;
  #recorded = "";
  #faults = 0;
  /** Why the environment is not ours any more. */
  #taken: ActionError | undefined;
  #seen: TrafficState | undefined;
  readonly #analysis: AnalysisLoop | undefined;
  readonly #series = new ReadingSeries();
  readonly #traffic = new StableTraffic();
  #counted: Counted | undefined;
  #weight = 0;
  #isPlanned = false;
  /** A source that has something to say of its own counting says it at every look, with other figures. */
  #isNoted = false;
  /** The candidate is on its way back, or the rollout is over: what comes now says nothing about it. */
  #isOver = false;

  constructor(work: RolloutWork) {
    this.#work = work;
    this.#analysis =
      work.analysis === undefined ? undefined : new AnalysisLoop(work.analysis, work.plan.candidate.version);
  }

  async run(): Promise<RolloutEnd> {
    try {
      return await this.#run();
    } finally {
      await this.#window?.close();
    }
  }

  async #run(): Promise<RolloutEnd> {
    let state: RolloutState | undefined;
    let previous: string | undefined;
    for (;;) {
      try {
        const seen = await this.#observe();
        if (state === undefined) {
          previous = seen.observation.traffic.stable?.release.version;
          this.#work.keeper.began(previous ?? null);
          state = beginRollout(this.#work.plan, seen.observation, this.#work.intent);
        }
        const decision = decide(this.#work.plan, state, seen.observation);
        await this.#expect(decision, seen.observation.traffic);
        this.#isOver ||= decision.state.phase === "aborting" || decision.state.phase === "done";
        this.#report(decision, seen);
        await this.#recordIntent(decision);
        if (decision.act.kind === "finished") {
          return {
            outcome: decision.act.outcome,
            verdict: decision.act.verdict,
            traffic: seen.observation.traffic,
            previous,
            totals: this.#window?.totals,
            trail: this.#trail,
          };
        }
        // Before the act: an abort that was begun stays one, also when the platform fails to carry it out.
        state = decision.state;
        await this.#act(decision, seen.observation);
        this.#faults = 0;
      } catch (error) {
        await this.#afterFault(error);
      }
    }
  }

  /** The signal of the next call: after a cancel, a short time of its own to clean up in. */
  get #signal(): AbortSignal {
    if (!this.#work.signal.aborted) return this.#work.signal;
    this.#cleanup ??= AbortSignal.timeout(CLEANUP_MS);
    return this.#cleanup;
  }

  async #observe(): Promise<Seen> {
    const { clock, platform, plan, checks, metricsFor, signal, keeper } = this.#work;
    const traffic = await platform.observe(this.#signal);
    this.#seen = traffic;
    this.#weight = traffic.candidateWeight;
    if (this.#window === undefined) {
      this.#window = new StepWindow(await metricsFor(traffic, plan, this.#signal), plan, (reading) =>
        this.#count(reading),
      );
      if (traffic.stable !== undefined && !signal.aborted) await this.#learn(this.#window);
    }
    // After a cancel the candidate goes whatever the numbers say, and there is little time.
    const measurement = signal.aborted ? NOT_MEASURED : await this.#window.measure(this.#signal);
    const { candidate } = traffic;
    const isCandidateUp = candidate?.ready === true && candidate.release.version === plan.candidate.version;
    const look = isCandidateUp && !signal.aborted ? await checks.look(candidate, this.#signal) : NO_LOOK;
    const at = clock.now();
    const analysis = this.#isOver ? undefined : this.#analysis?.verdict(this.#series.timeOf(at));
    keeper.look(at, this.#weight, this.#counted, analysis, look.checks);
    this.#counted = undefined;
    const observation: RolloutObservation = {
      at,
      traffic,
      measured: measurement.measured,
      candidateRequests: measurement.candidateRequests,
      checks: look.checks,
      critical: look.critical,
      consecutiveFailures: look.consecutiveFailures,
      cancelled: signal.aborted,
      analysis,
    };
    return { observation, measurement, analysis };
  }

  /** Reads stable's past, from which the analysis learns how its failures come together. */
  async #learn(window: StepWindow): Promise<void> {
    const { analysis, log, signal } = this.#work;
    if (analysis === undefined || analysis.historyMs === 0 || analysis.burstMs === 0) return;
    const past = await window.past(analysis.historyMs, analysis.burstMs, signal);
    if (past === undefined) return;
    if (!past.known) {
      log.info(`Nothing was learnt from stable's past, so a regression takes longer to find: ${past.text}`);
      return;
    }
    this.#analysis?.learn(past.stretches);
    const [first] = past.stretches;
    const last = past.stretches.at(-1);
    if (first === undefined || last === undefined) return;
    const counted = past.stretches.reduce((sum, { stable }) => sum + stable.requests, 0);
    log.info(
      `The analysis knows stable's last ${formatDuration(last.toMs - first.fromMs)}: ${formatCount(counted)} requests.`,
    );
  }

  /** Takes in what was counted since the reading before. */
  #count(reading: MetricReading): void {
    this.#traffic.see(reading);
    const note = reading.known ? reading.note : undefined;
    if (note !== undefined && !this.#isNoted) {
      this.#isNoted = true;
      this.#work.log.warning(`Metrics are known, but: ${note}`);
    }
    const counted = this.#series.next(reading, this.#work.clock.now());
    this.#counted = counted ?? this.#counted;
    if (!this.#isOver) this.#analysis?.add(counted, this.#weight);
  }

  /** Before the first traffic moves: how long the steps will need, and whether that is longer than they bake. */
  async #expect({ act }: Decision, { candidateWeight }: TrafficState): Promise<void> {
    const { analysis, plan, log, clock, intervalMs, signal, keeper } = this.#work;
    const isFirstTraffic = act.kind === "set-weight" && act.weight > 0 && candidateWeight === 0;
    if (analysis === undefined || this.#isPlanned || !isFirstTraffic || signal.aborted) return;
    this.#isPlanned = true;
    if (this.#traffic.expectation() === undefined) {
      await clock.sleep(Math.min(intervalMs, LONGEST_LOOK_MS), signal).catch(ignoreCancel);
      await this.#window?.restart(this.#signal);
    }
    const traffic = this.#traffic.expectation();
    const expected = expectAnalysis(
      analysis,
      traffic === undefined ? undefined : { ...traffic, perCause: this.#analysis?.causeSize },
      plan.steps,
      this.#window?.isPaired === true,
    );
    if (expected === undefined) {
      log.info("What the analysis will need is not known: stable had no traffic to plan with.");
      return;
    }
    keeper.expected(expected);
    for (const line of expectedLines(expected)) log.info(line);
    for (const problem of expected.problems) {
      log.warning(`${problem}. It may end by on-inconclusive.`, { title: "Cannot decide in its bake" });
    }
  }

  #report(decision: Decision, { observation, measurement, analysis }: Seen): void {
    const { act, line, state } = decision;
    const time = new Date(observation.at).toISOString().slice(11, 19);
    const isHolding = act.kind === "hold";
    const counted = state.phase === "baking" ? countsWorthShowing(measurement, line.weight) : {};
    const evidence = analysis === undefined || line.weight === 100 ? undefined : evidenceLine(analysis);
    const parts = { weight: line.weight, text: line.text, ...counted, evidence };
    const text = `${time}  ${formatDecisionLine(parts)}`;
    this.#work.onLine(text, fractionDone(this.#work.plan, state, observation.at), isHolding);
    if (isHolding) return;
    this.#trail.push({ at: observation.at, weight: line.weight, text: line.text, measurement });
    this.#work.keeper.decided(observation.at, line.weight, line.text);
  }

  /**
   * Writes the intent before each change, and the heartbeat while holding. The same intent is written again before the same
   * change: only the answer says that the environment is still ours.
   */
  async #recordIntent(decision: Decision): Promise<void> {
    const { act, intent, line } = decision;
    if (intent === undefined) return;
    const { clock, liveMs } = this.#work;
    const key = `${intent.phase} ${line.weight}`;
    const isKnown = key === this.#recorded && clock.now() - this.#recordedAt < liveMs / 3;
    if (isKnown && act.kind === "hold") return;
    const event: Omit<DeploymentEvent, "at"> = {
      phase: intent.phase,
      weight: line.weight,
      note: intent.sentence ?? line.text,
      ...(intent.reason === undefined ? {} : { reason: intent.reason }),
    };
    const isAbort = intent.phase === "aborting";
    try {
      await this.#record(event, isAbort);
      this.#recorded = key;
      this.#recordedAt = clock.now();
    } catch (error) {
      if (error instanceof ActionError && error.code === "conflict") this.#taken = error;
      // Traffic away from a bad candidate does not wait for the record; anything else does.
      if (!isAbort || this.#taken !== undefined) throw error;
      this.#work.log.warning(`The ledger did not take "${intent.phase}": ${messageOf(error)}`);
    }
  }

  async #record(event: Omit<DeploymentEvent, "at">, isAbort: boolean): Promise<void> {
    const { record, signal } = this.#work;
    if (!isAbort) return record(event, this.#signal);
    const limitMs = signal.aborted ? CANCEL_RECORD_MS : ABORT_RECORD_MS;
    return record(event, AbortSignal.any([this.#signal, AbortSignal.timeout(limitMs)]));
  }

  async #act(decision: Decision, observation: RolloutObservation): Promise<void> {
    const { act } = decision;
    const { platform, plan, clock, intervalMs, signal } = this.#work;
    const precondition = { revision: observation.traffic.revision };
    if (act.kind !== "hold" && act.kind !== "finished") this.#work.onChange();
    switch (act.kind) {
      case "set-weight":
        await platform.setWeight(plan.candidate, act.weight, precondition, this.#signal);
        this.#weight = act.weight;
        await this.#window?.restart(this.#signal);
        return;
      case "promote":
        await platform.promote(plan.candidate, precondition, this.#signal);
        return;
      case "abort":
        await platform.abort(precondition, this.#signal);
        return;
      case "hold": {
        const waitMs = Math.max(0, Math.min(intervalMs, act.untilMs - clock.now()));
        // A cancel ends the wait early; the next look then sees it.
        await clock.sleep(Math.max(waitMs, 1), signal.aborted ? this.#signal : signal).catch(ignoreCancel);
        return;
      }
      case "finished":
        return;
    }
  }

  /** A fault is waited out a few times; what is decided next depends on what is then seen. */
  async #afterFault(error: unknown): Promise<void> {
    const { clock, log, signal } = this.#work;
    if (this.#taken !== undefined) throw error;
    const isOurCancel = isCancel(error) && signal.aborted && this.#cleanup === undefined;
    if (isOurCancel) return;
    if (this.#cleanup?.aborted === true) throw this.#leftBehind(error);
    const retryable = error instanceof ActionError && (error.code === "remote" || error.code === "conflict");
    // A rollout that was not begun has nothing to hold on for: a platform that cannot even be seen is said at once.
    const isBegun = this.#seen !== undefined || (this.#work.intent?.phase ?? "started") !== "started";
    this.#faults += 1;
    if (!retryable || !isBegun || this.#faults > MAX_FAULTS) throw error;
    const waitMs = signal.aborted ? 200 : Math.min(15_000, 1_000 * 2 ** (this.#faults - 1));
    log.warning(`${messageOf(error)} (looks again in ${formatDuration(waitMs)})`);
    await clock.sleep(waitMs, this.#signal).catch(ignoreCancel);
  }

  /** The end of a cancelled rollout that had no time to take its candidate back. */
  #leftBehind(cause: unknown): ActionError {
    const { version } = this.#work.plan.candidate;
    const seen = this.#seen;
    const share =
      seen?.candidate?.release.version === version
        ? `${version} had ${formatPercent(seen.candidateWeight)} of the traffic when it was seen last`
        : `where the traffic of ${version} is was not seen in time`;
    const text = `Cancelled, and not taken back within ${formatDuration(CLEANUP_MS)}: ${share} (${messageOf(cause)})`;
    return new ActionError("cancelled", text, {
      cause,
      hint: "The post step takes it back; where there is none, run the deployment again: it looks at the traffic and goes on from there.",
    });
  }
}

/** One look, as the loop has it. */
interface Seen {
  readonly observation: RolloutObservation;
  readonly measurement: StepMeasurement;
  readonly analysis: LoopVerdict | undefined;
}

/** How long stable's traffic is looked at before the first change, at most; the first two looks may do. */
const LONGEST_LOOK_MS = 3_000;

const NOT_MEASURED: StepMeasurement = {
  measured: {},
  candidateRequests: undefined,
  candidate: undefined,
  stable: undefined,
};

/** Columns of zeros say nothing: at the start of a step both, and at 100 % those of stable. */
function countsWorthShowing(
  { candidate, stable }: StepMeasurement,
  weight: number,
): Pick<StepMeasurement, "candidate" | "stable"> {
  const isAnything = (candidate?.requests ?? 0) + (stable?.requests ?? 0) > 0;
  return {
    candidate: isAnything ? candidate : undefined,
    stable: isAnything && (weight < 100 || (stable?.requests ?? 0) > 0) ? stable : undefined,
  };
}

function fractionDone(plan: RolloutPlan, state: RolloutState, at: number): number | undefined {
  if (state.phase === "aborting") return undefined;
  if (state.phase === "done") return 1;
  const total = plan.steps.reduce((sum, step) => sum + step.bakeMs, 0);
  if (total === 0) return undefined;
  const before = plan.steps.slice(0, state.stepIndex).reduce((sum, step) => sum + step.bakeMs, 0);
  const bakeMs = plan.steps[state.stepIndex]?.bakeMs ?? 0;
  const here = state.phase === "baking" ? Math.min(bakeMs, at - state.stepStartedAt) : 0;
  return Math.min(1, (before + here) / total);
}

function isCancel(error: unknown): boolean {
  return error instanceof ActionError && error.code === "cancelled";
}

function ignoreCancel(error: unknown): void {
  if (!isCancel(error)) throw error;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
