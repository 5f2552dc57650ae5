import { Agent } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { formatDuration, plural, printable, truncateUtf8 } from "@deploy-actions/kernel";
import { Counters } from "./counters.ts";
import type { AdminRelease, Phase, SlotRecord } from "./protocol.ts";
import { waitUntilReady } from "./ready-probe.ts";
import type { ReleaseLog } from "./release-log.ts";
import { type ReleaseEnvironment, type ReleaseProcess, startRelease } from "./release-process.ts";

const FIRST_BACKOFF_MS = 100;
const LONGEST_BACKOFF_MS = 10_000;
/** A process that ran this long starts its backoff anew. */
const SETTLED_MS = 60_000;
/** Failed starts before a candidate is given up. */
const FAILED_STARTS = 3;
const KILL_AFTER_MS = 5_000;
const LAST_WORDS_MS = 20;

/** Where requests to a release go. */
export interface Upstream {
  readonly port: number;
  readonly agent: Agent;
}

/**
 * A release kept running: started, watched, started again with backoff when its process ends. A candidate that never
 * becomes ready is given up (`failed`); a stable release is tried for ever.
 */
export class RunningRelease {
  readonly slot: SlotRecord;
  readonly epoch: string;
  readonly counters = new Counters();
  /** Whether it may be given up; false as soon as it is stable. */
  isCandidate: boolean;
  inFlight = 0;
  crashes = 0;
  #phase: Phase = "starting";
  #detail = "";
  #wasReady = false;
  #hasCrashed = false;
  #isRetired = false;
  #process: ReleaseProcess | undefined;
  #upstream: Upstream | undefined;
  readonly #stop = new AbortController();
  readonly #log: ReleaseLog;
  readonly #environment: ReleaseEnvironment;
  readonly #onProcess: () => void;
  readonly #ended: Promise<void>;

  constructor(options: {
    readonly slot: SlotRecord;
    readonly epoch: string;
    readonly isCandidate: boolean;
    readonly environment: ReleaseEnvironment;
    readonly log: ReleaseLog;
    /** Called when the process became another one. */
    readonly onProcess: () => void;
  }) {
    this.slot = options.slot;
    this.epoch = options.epoch;
    this.isCandidate = options.isCandidate;
    this.#environment = options.environment;
    this.#log = options.log;
    this.#onProcess = options.onProcess;
    this.#ended = this.#keepRunning();
  }

  get version(): string {
    return this.slot.release.version;
  }

  get phase(): Phase {
    return this.#phase;
  }

  get pid(): number | null {
    return this.#process?.pid ?? null;
  }

  get port(): number | null {
    return this.#process?.port ?? null;
  }

  /** Where to send a request, `undefined` while no process is ready for one. */
  get upstream(): Upstream | undefined {
    return this.#upstream;
  }

  /** Whether it served before and is down now: then a request it should have got is an error of it. */
  get isDown(): boolean {
    return this.#wasReady && this.#upstream === undefined;
  }

  /**
   * Whether it may get traffic. A candidate that ended by itself once is not ready any more, even though it runs again:
   * a look every few seconds must not miss a crash between two looks.
   */
  get isReady(): boolean {
    return this.#upstream !== undefined && !(this.isCandidate && this.#hasCrashed);
  }

  describe(): AdminRelease {
    const { port } = this;
    const detail = this.isReady ? "" : this.#detail || "starting";
    return {
      release: this.slot.release,
      phase: this.#phase,
      ready: this.isReady,
      ...(detail === "" ? {} : { detail }),
      ...(port === null ? {} : { url: `http://127.0.0.1:${port}` }),
      pid: this.pid,
      crashes: this.crashes,
      inFlight: this.inFlight,
      log: this.#log.path,
    };
  }

  /** Lets its requests finish for at most `drainMs`, then ends it; resolves when its process is gone. */
  async retire(): Promise<void> {
    if (!this.#isRetired) {
      this.#isRetired = true;
      const deadline = performance.now() + this.slot.launch.drainMs;
      while (this.inFlight > 0 && performance.now() < deadline) await sleep(20);
      this.#stop.abort();
      this.#process?.signal("SIGTERM");
      const killer = setTimeout(() => this.#process?.signal("SIGKILL"), KILL_AFTER_MS);
      await this.#ended;
      clearTimeout(killer);
      await this.#log.close();
    }
    await this.#ended;
  }

  /** Ends its processes at once, for a supervisor that has no time left. */
  kill(): void {
    this.#isRetired = true;
    this.#stop.abort();
    this.#process?.signal("SIGKILL");
  }

  async #keepRunning(): Promise<void> {
    let backoffMs = FIRST_BACKOFF_MS;
    let failedStarts = 0;
    while (!this.#stop.signal.aborted) {
      const startedAt = performance.now();
      const end = await this.#runOnce();
      if (this.#stop.signal.aborted) break;
      const ranMs = performance.now() - startedAt;
      this.#detail = this.#describeEnd(end.text, ranMs);
      this.crashes += 1;
      failedStarts = end.wasReady ? 0 : failedStarts + 1;
      const isGivenUp = !this.#wasReady && (end.isLate || failedStarts >= FAILED_STARTS);
      if (this.isCandidate && isGivenUp) {
        this.#phase = "failed";
        this.#onProcess();
        return;
      }
      this.#phase = this.#wasReady ? "crashed" : "starting";
      this.#onProcess();
      if (ranMs > SETTLED_MS) backoffMs = FIRST_BACKOFF_MS;
      await sleep(backoffMs, undefined, { signal: this.#stop.signal }).catch(() => {});
      backoffMs = Math.min(backoffMs * 2, LONGEST_BACKOFF_MS);
    }
  }

  /** One process from start to end. */
  async #runOnce(): Promise<{
    readonly text: string;
    readonly wasReady: boolean;
    readonly isLate: boolean;
  }> {
    const { release, launch } = this.slot;
    this.#log.startOver();
    const running = await startRelease(release, launch, this.#environment, this.#log);
    this.#process = running;
    this.#onProcess();
    if (this.#stop.signal.aborted) running.signal("SIGKILL");
    let hasEnded = false;
    const ended = running.ended.finally(() => {
      hasEnded = true;
    });
    const deadline = performance.now() + launch.readyTimeoutMs;
    const isOver = (): boolean => hasEnded || this.#stop.signal.aborted;
    const answer = await waitUntilReady(running.port, launch.ready, deadline, isOver);
    const isReady = answer === true && !hasEnded && !this.#stop.signal.aborted;
    const isLate = answer !== true && !isOver();
    if (isReady) this.#takeRequests(running.port);
    else if (isLate) await this.#end(running, ended);
    const end = await ended;
    this.#process = undefined;
    this.#upstream?.agent.destroy();
    this.#upstream = undefined;
    if (isReady && !this.#stop.signal.aborted) this.#hasCrashed = true;
    // The stream's end would wait for grandchildren that hold the pipe; a moment is enough for the last words.
    await sleep(LAST_WORDS_MS);
    // What a dead leader left in its group would hold ports and files of the next one.
    running.signal("SIGKILL");
    const late = `no 2xx from ${launch.ready} within ${formatDuration(launch.readyTimeoutMs)} (last: ${answer})`;
    return { text: isLate ? late : end, wasReady: isReady, isLate };
  }

  #takeRequests(port: number): void {
    this.#upstream = { port, agent: new Agent({ keepAlive: true, maxFreeSockets: 64 }) };
    this.#wasReady = true;
    this.#phase = "ready";
    if (!this.#hasCrashed) this.#detail = "";
    this.#onProcess();
  }

  async #end(running: ReleaseProcess, ended: Promise<unknown>): Promise<void> {
    running.signal("SIGTERM");
    const killer = setTimeout(() => running.signal("SIGKILL"), KILL_AFTER_MS);
    await ended;
    clearTimeout(killer);
  }

  #describeEnd(end: string, ranMs: number): string {
    const count = plural(this.crashes + 1, "time");
    const words = this.#log.lastWords();
    const text = `ended ${count}, last after ${formatDuration(ranMs)}: ${end}${words === "" ? "" : `: ${words}`}`;
    return truncateUtf8(printable(text), 400);
  }
}
