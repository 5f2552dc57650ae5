import type { Verdict } from "@deploy-actions/conditions";
import { summarise, type WindowCounts } from "@deploy-actions/metrics";
import type { RolloutStep } from "@deploy-actions/rollout";
import type {
  HistoryAnalysis,
  HistoryCheck,
  HistoryLook,
  RolloutHistory,
} from "@deploy-actions/rollout-report";
import { evidenceOf, type LoopVerdict } from "./analysis-loop.ts";
import type { ExpectedAnalysis } from "./expected-traffic.ts";
import type { Counted } from "./reading-series.ts";

/** What a history says of its rollout as a whole. */
export type HistoryHead = Pick<
  RolloutHistory,
  "service" | "environment" | "platform" | "candidate" | "runUrl"
>;

/** Evidence at a look, as shares of the way to its threshold: 1 has reached it. */
export interface EvidencePoint {
  readonly at: number;
  readonly regressed: number;
  readonly certified: number | undefined;
}

/** How a rollout ended, as far as its history tells. */
export interface HistoryEnd {
  readonly outcome: RolloutHistory["outcome"];
  readonly verdict: Pick<Verdict, "outcome" | "reason" | "sentence">;
}

interface KeptLook {
  readonly look: HistoryLook;
  readonly point: EvidencePoint | undefined;
}

const MAX_LOOKS = 1_500;

/** Keeps what a rollout saw and did, for its report. */
export class RolloutKeeper {
  readonly #head: HistoryHead;
  readonly #steps: readonly RolloutStep[];
  readonly #limits: Omit<HistoryAnalysis, "metrics"> | undefined;
  readonly #startedAt: number;
  readonly #decisions: RolloutHistory["decisions"][number][] = [];
  #looks: KeptLook[] = [];
  #checks: readonly HistoryCheck[] = [];
  #stable: string | null = null;
  #verdict: LoopVerdict | undefined;
  #expected: ExpectedAnalysis | undefined;

  constructor(
    head: HistoryHead,
    steps: readonly RolloutStep[],
    limits: Omit<HistoryAnalysis, "metrics"> | undefined,
    startedAt: number,
  ) {
    this.#head = head;
    this.#steps = steps;
    this.#limits = limits;
    this.#startedAt = startedAt;
  }

  /** The release that was stable when it began. */
  began(stable: string | null): void {
    this.#stable = stable;
  }

  expected(expected: ExpectedAnalysis): void {
    this.#expected = expected;
  }

  look(
    at: number,
    weight: number,
    counted: Counted | undefined,
    verdict: LoopVerdict | undefined,
    checks: Verdict | undefined,
  ): void {
    this.#verdict = verdict ?? this.#verdict;
    if (checks !== undefined) {
      this.#checks = checks.evidence.map(({ name, outcome, found }) => ({ name, outcome, text: found }));
    }
    const evidence = verdict?.metrics.map(({ logRegressed, logCertified }) => ({
      regressed: logRegressed,
      certified: logCertified,
    }));
    const look = {
      at,
      weight,
      ...countsOf(counted),
      ...(evidence === undefined ? {} : { evidence, together: verdict?.logRegressed }),
    };
    this.#looks.push({ look, point: verdict === undefined ? undefined : pointOf(at, verdict) });
    if (this.#looks.length > MAX_LOOKS) this.#looks = thinned(this.#looks);
  }

  decided(at: number, weight: number, text: string): void {
    this.#decisions.push({ at, weight, text });
  }

  /** The last word of the analysis. */
  get verdict(): LoopVerdict | undefined {
    return this.#verdict;
  }

  /** What the analysis expected before traffic moved. */
  get expectation(): ExpectedAnalysis | undefined {
    return this.#expected;
  }

  /** The evidence over time. */
  get points(): readonly EvidencePoint[] {
    return this.#looks.flatMap(({ point }) => point ?? []);
  }

  /** All of it; without an end the rollout still goes on. */
  history(now: number, end: HistoryEnd | undefined): RolloutHistory {
    const { outcome, reason, sentence } = end?.verdict ?? UNDER_WAY;
    const expected = new Map(this.#expected?.steps.map(({ weight, certifyMs }) => [weight, certifyMs]));
    return {
      ...this.#head,
      stable: this.#stable,
      startedAt: this.#startedAt,
      endedAt: end === undefined ? undefined : now,
      outcome: end?.outcome ?? "running",
      verdict: { outcome, reason, sentence },
      steps: this.#steps.map(({ weight, bakeMs }) => ({ weight, bakeMs, certifyMs: expected.get(weight) })),
      decisions: this.#decisions,
      looks: this.#looks.map(({ look }) => look),
      analysis: this.#analysis(),
      checks: this.#checks,
    };
  }

  #analysis(): HistoryAnalysis | undefined {
    if (this.#limits === undefined) return undefined;
    const metrics = this.#verdict?.metrics ?? [];
    return {
      ...this.#limits,
      metrics: metrics.map(({ name, state, sentence, candidate, stable, ratio }) => ({
        name,
        state,
        sentence,
        candidate,
        stable,
        ...(ratio === undefined ? {} : { ratio }),
      })),
    };
  }
}

const UNDER_WAY = {
  outcome: "inconclusive",
  reason: "under_way",
  sentence: "the run stopped before the rollout came to an end",
} as const;

function countsOf(counted: Counted | undefined): Partial<HistoryLook> {
  if (counted === undefined) return {};
  if (counted.kind === "missing") return { missing: counted.text };
  return { candidate: historyCounts(counted.candidate), stable: historyCounts(counted.stable) };
}

function historyCounts(counts: WindowCounts | undefined): HistoryLook["candidate"] {
  if (counts === undefined) return undefined;
  const { requests, errors, p50Ms, p95Ms, p99Ms } = summarise(counts);
  return { requests, errors, p50Ms, p95Ms, p99Ms };
}

function pointOf(at: number, verdict: LoopVerdict): EvidencePoint {
  const { regressed, certified } = evidenceOf(verdict);
  return {
    at,
    regressed: regressed / verdict.logAlpha,
    certified: certified === undefined ? undefined : certified / verdict.logBeta,
  };
}

/** Half as many looks: two that follow each other become one, with the counts of both. */
function thinned(looks: readonly KeptLook[]): KeptLook[] {
  const kept: KeptLook[] = [];
  for (let index = 0; index < looks.length; index += 2) {
    const [first, second] = [looks[index], looks[index + 1]];
    if (first === undefined) continue;
    kept.push(second === undefined ? first : merged(first, second));
  }
  return kept;
}

function merged(first: KeptLook, second: KeptLook): KeptLook {
  const candidate = sum(first.look.candidate, second.look.candidate);
  const stable = sum(first.look.stable, second.look.stable);
  const missing = second.look.missing ?? first.look.missing;
  const look = { ...second.look, candidate, stable, ...(missing === undefined ? {} : { missing }) };
  return { look, point: second.point ?? first.point };
}

/** Percentiles cannot be added: those of the look with more requests stand for both. */
function sum(one: HistoryLook["candidate"], other: HistoryLook["candidate"]): HistoryLook["candidate"] {
  if (one === undefined || other === undefined) return one ?? other;
  const larger = one.requests > other.requests ? one : other;
  return { ...larger, requests: one.requests + other.requests, errors: one.errors + other.errors };
}
