import { ActionError, errorMessage, plural } from "@deploy-actions/kernel";
import type { MetricReading, MetricSource } from "../metric-source.ts";
import { judgeAnswer, judgeNoAnswer } from "./judge-answer.ts";
import { runPaced } from "./paced-loop.ts";
import { ProbeTally } from "./probe-tally.ts";
import type { ProbeTarget, ProbeTargets, SyntheticSourceOptions } from "./synthetic-options.ts";

export type { AnswerCriteria, AnswerVersion } from "./judge-answer.ts";
export type { ProbeTarget, ProbeTargets, SyntheticSourceOptions } from "./synthetic-options.ts";

interface Lane {
  readonly role: "candidate" | "stable";
  readonly tally: ProbeTally;
  inFlight: number;
}

const MAX_BODY_BYTES = 65_536;
const DEFAULT_IN_FLIGHT = 64;
const DEFAULT_IDLE_MS = 120_000;

/**
 * Sends probes to candidate and stable in pairs, from the first reading on until its signal or `close` ends it, and counts
 * what they find: no other metrics are needed. Probes follow a fixed schedule whatever the answers do, each on a connection
 * of its own; a latency counts from when its probe was due, and a time-out is an error that took at least the time-out.
 * An answer of another release, and a failure of the way there (DNS, a proxy), count for nobody.
 *
 * Throws `config` for a rate or time-out that is not above zero.
 */
export function createSyntheticMetricSource(options: SyntheticSourceOptions): MetricSource {
  return new SyntheticSource(options);
}

class SyntheticSource implements MetricSource {
  readonly name = "synthetic";
  readonly #options: SyntheticSourceOptions;
  readonly #lanes: readonly Lane[];
  readonly #end = new AbortController();
  readonly #ended: AbortSignal;
  readonly #underWay = new Set<Promise<void>>();
  #targets: ProbeTargets | undefined;
  #dropped = 0;
  #readAtMs = 0;
  #isRunning = false;

  constructor(options: SyntheticSourceOptions) {
    const { perSecond, timeoutMs, clock, latencyBoundsMs } = options;
    if (!(perSecond > 0 && timeoutMs > 0)) {
      throw new ActionError(
        "config",
        `Probes ${perSecond} times a second with a time-out of ${timeoutMs} ms`,
        {
          hint: "Use a rate such as 2/s and a timeout such as 5s.",
        },
      );
    }
    this.#options = options;
    this.#ended = AbortSignal.any([options.signal, this.#end.signal]);
    // Counts of another process of ours began elsewhere.
    const epoch = String(clock.now());
    const lane = (role: Lane["role"], version: string | undefined): readonly Lane[] =>
      version === undefined
        ? []
        : [{ role, tally: new ProbeTally(version, epoch, latencyBoundsMs), inFlight: 0 }];
    this.#lanes = [...lane("candidate", options.candidateVersion), ...lane("stable", options.stableVersion)];
  }

  async read(signal: AbortSignal): Promise<MetricReading> {
    const { clock, targets } = this.#options;
    if (signal.aborted) throw new ActionError("cancelled", "Reading the metrics was cancelled");
    try {
      this.#targets = await targets(signal);
    } catch (error) {
      if (signal.aborted) throw new ActionError("cancelled", "Reading the metrics was cancelled");
      const text = errorMessage(error);
      if (error instanceof ActionError && error.code === "config") {
        return { known: false, reason: "no_url", text };
      }
      // Where the releases were a moment ago is as good as anybody knows: the probes go on there.
      if (this.#targets === undefined) return { known: false, reason: "platform_unreachable", text };
    }
    this.#readAtMs = clock.now();
    this.#start();
    return this.#look();
  }

  async close(): Promise<void> {
    this.#end.abort();
    await Promise.all(this.#underWay);
  }

  #start(): void {
    if (this.#isRunning || this.#ended.aborted) return;
    this.#isRunning = true;
    const { clock, perSecond, timeoutMs, idleMs = DEFAULT_IDLE_MS } = this.#options;
    const loop = runPaced({
      clock,
      intervalMs: 1_000 / perSecond,
      latestMs: timeoutMs,
      signal: this.#ended,
      isWanted: () => clock.now() - this.#readAtMs <= idleMs,
      onDue: (dueMs, index) => this.#sendPair(dueMs, index),
      onMissed: (count) => {
        this.#dropped += this.#openPair() === undefined ? 0 : count;
      },
    }).finally(() => {
      this.#isRunning = false;
      this.#underWay.delete(loop);
    });
    this.#underWay.add(loop);
  }

  /** Where the probes of a pair go; `undefined` while there is no pair: one release alone has nothing beside it. */
  #openPair(): readonly (readonly [Lane, ProbeTarget])[] | undefined {
    const pair: (readonly [Lane, ProbeTarget])[] = [];
    for (const lane of this.#lanes) {
      const target = this.#targets?.[lane.role];
      if (target === undefined) return undefined;
      pair.push([lane, target]);
    }
    return pair.length === 0 ? undefined : pair;
  }

  #sendPair(dueMs: number, index: number): void {
    const pair = this.#openPair();
    if (pair === undefined) return;
    const { maxInFlight = DEFAULT_IN_FLIGHT } = this.#options;
    // Both or none: what is left out of one release alone would make it look better.
    if (pair.some(([lane]) => lane.inFlight >= maxInFlight)) {
      this.#dropped += 1;
      return;
    }
    for (const [lane, target] of index % 2 === 0 ? pair : pair.toReversed()) {
      const probe = this.#probe(lane, target, dueMs).finally(() => this.#underWay.delete(probe));
      this.#underWay.add(probe);
    }
  }

  async #probe(lane: Lane, target: ProbeTarget, dueMs: number): Promise<void> {
    const { http, clock, timeoutMs, criteria } = this.#options;
    lane.inFlight += 1;
    const lateMs = Math.max(0, clock.now() - dueMs);
    try {
      const response = await http.send({
        url: target.url,
        headers: { "cache-control": "no-cache", ...target.headers },
        timeoutMs,
        maxBodyBytes: MAX_BODY_BYTES,
        redirect: "manual",
        retry: "never",
        // A kept connection stays with one instance behind most balancers and would hide the others.
        freshConnection: true,
        signal: this.#ended,
      });
      lane.tally.add(judgeAnswer(criteria, response, lane.tally.version), lateMs + response.timings.totalMs);
    } catch (error) {
      if (this.#ended.aborted) return;
      const finding = judgeNoAnswer(error);
      const elapsedMs = Math.max(lateMs, clock.now() - dueMs);
      const isTimeout = finding.kind === "error" && finding.timedOut;
      lane.tally.add(finding, isTimeout ? Math.max(elapsedMs, lateMs + timeoutMs) : elapsedMs);
    } finally {
      lane.inFlight -= 1;
    }
  }

  #look(): MetricReading {
    const dropped = this.#dropped;
    this.#dropped = 0;
    const notes: string[] = [];
    let nobody: { readonly reason: string; readonly text: string } | undefined;
    if (dropped > 0) {
      notes.push(
        `${plural(dropped, "pair")} of probes not sent: earlier ones had no answer yet, or this process stood still`,
      );
    }
    for (const { role, tally } of this.#lanes) {
      const { answered, strays, last } = tally.look();
      if (last !== undefined) {
        const text = `${strays} of ${plural(answered + strays, "probe")} of the ${role} ${tally.version} say nothing about it: ${last.text}`;
        notes.push(text);
        if (answered === 0) nobody ??= { reason: last.reason, text };
      }
      if (answered === 0 && dropped > 0) nobody ??= { reason: "probes_dropped", text: notes[0] ?? "" };
    }
    if (nobody !== undefined) return { known: false, ...nobody };
    const countsOf = (role: Lane["role"]) => this.#lanes.find((lane) => lane.role === role)?.tally.counts;
    return {
      known: true,
      at: this.#options.clock.now(),
      candidate: countsOf("candidate"),
      stable: countsOf("stable"),
      ...(notes.length === 0 ? {} : { note: notes.join("; ") }),
    };
  }
}
