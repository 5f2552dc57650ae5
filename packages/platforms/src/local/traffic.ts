import { ActionError } from "@deploy-actions/kernel";
import type { ReleaseMetrics } from "./metrics-text.ts";
import {
  type AdminState,
  type ChangeAction,
  type ChangeRefusal,
  type ChangeRequest,
  NO_REVISION,
  type ProcessRecord,
  type Role,
  revisionOf,
  type SlotRecord,
  type StateFile,
} from "./protocol.ts";
import type { RunningRelease } from "./running-release.ts";
import { WeightedPicker } from "./weighted-picker.ts";

/** What the traffic needs from outside. */
export interface TrafficPorts {
  /** Starts a release; `onProcess` is to be called when its process becomes another one. */
  readonly start: (
    slot: SlotRecord,
    isCandidate: boolean,
    env: Readonly<Record<string, string>>,
    onProcess: () => void,
  ) => RunningRelease;
  readonly write: (state: StateFile) => Promise<void>;
  readonly now: () => number;
  readonly log: (line: string) => void;
}

/** The answer to a change. */
export type ChangeResult =
  | { readonly ok: true; readonly state: AdminState }
  | { readonly ok: false; readonly refusal: ChangeRefusal };

type Decision =
  | { readonly next: Intent }
  | { readonly refuse: ChangeRefusal["reason"]; readonly message: string };

/** What a change wants to be true. */
interface Intent {
  readonly stable: RunningRelease | null;
  readonly candidate: RunningRelease | SlotRecord | null;
  readonly weight: number;
}

/**
 * The traffic of the target: which releases run and who gets how much. Changes go one after the other; each is written
 * to disk before it takes effect, so that a kill at any moment leaves the state before it or the state after it.
 */
export class Traffic {
  #state: StateFile;
  #stable: RunningRelease | null = null;
  #candidate: RunningRelease | null = null;
  readonly #retired = new Set<RunningRelease>();
  #picker: WeightedPicker;
  #queue: Promise<unknown> = Promise.resolve();
  #isClosed = false;
  readonly #ports: TrafficPorts;

  constructor(state: StateFile, ports: TrafficPorts) {
    this.#state = state;
    this.#ports = ports;
    this.#picker = new WeightedPicker(state.weight);
  }

  get stable(): RunningRelease | null {
    return this.#stable;
  }

  get candidate(): RunningRelease | null {
    return this.#candidate;
  }

  get weight(): number {
    return this.#state.weight;
  }

  /** Starts what the state says ran before. */
  resume(): void {
    const { stable, candidate } = this.#state;
    if (stable !== null) this.#stable = this.#start(stable, false, {});
    if (candidate !== null) this.#candidate = this.#start(candidate, true, {});
  }

  /** Writes the state as it is. */
  save(): Promise<void> {
    return this.#inTurn(() => this.#ports.write(this.#state));
  }

  /** Whether the next request without a wish is the candidate's. */
  pickCandidate(): boolean {
    return this.#candidate !== null && this.#state.weight > 0 && this.#picker.next();
  }

  describe(): AdminState {
    return {
      revision: revisionOf(this.#state),
      listen: this.#state.listen,
      pid: process.pid,
      weight: this.#state.weight,
      stable: this.#stable?.describe() ?? null,
      candidate: this.#candidate?.describe() ?? null,
      lastChange: this.#state.lastChange,
    };
  }

  metrics(): readonly ReleaseMetrics[] {
    return this.#everyone().map(([release, role]) => ({
      version: release.version,
      role,
      epoch: release.epoch,
      counters: release.counters,
      isReady: release.upstream !== undefined,
      crashes: release.crashes,
      inFlight: release.inFlight,
    }));
  }

  /** Makes a change, after those asked for before. Success also when what it wants is true already. */
  change(action: ChangeAction, request: ChangeRequest): Promise<ChangeResult> {
    return this.#inTurn(() => this.#change(action, request));
  }

  /** Ends all releases, their requests first; the state stays, so that the next start serves it again. */
  async stop(): Promise<void> {
    await this.#inTurn(async () => {
      this.#isClosed = true;
      await Promise.all(this.#everyone().map(([release]) => release.retire()));
      this.#state = { ...this.#state, supervisor: null, processes: [] };
      await this.#ports.write(this.#state);
    });
  }

  /** Ends all releases at once. */
  kill(): void {
    for (const [release] of this.#everyone()) release.kill();
  }

  async #change(action: ChangeAction, request: ChangeRequest): Promise<ChangeResult> {
    if (this.#isClosed) throw new ActionError("conflict", "The supervisor is stopping");
    if (this.#isTrue(action, request)) return { ok: true, state: this.describe() };
    const revision = revisionOf(this.#state);
    const expected = request.precondition.revision;
    const isExpected = expected === revision || (expected === NO_REVISION && this.#state.change === 0);
    if (!isExpected) return this.#refuse("revision", `expected revision ${expected}, found ${revision}`);
    const decision = this.#decide(action, request);
    if ("refuse" in decision) return this.#refuse(decision.refuse, decision.message);
    await this.#apply(action, request, decision.next);
    return { ok: true, state: this.describe() };
  }

  #isTrue(action: ChangeAction, request: ChangeRequest): boolean {
    const stable = this.#stable?.version;
    const candidate = this.#candidate;
    const version = request.release?.version;
    switch (action) {
      case "abort":
        return candidate === null;
      case "promote":
      case "restore":
        return stable !== undefined && stable === version && candidate === null;
      case "set-weight":
        return (
          candidate?.version === version && candidate?.phase !== "failed" && this.weight === request.weight
        );
    }
  }

  #decide(action: ChangeAction, request: ChangeRequest): Decision {
    const stable = this.#stable;
    const candidate = this.#candidate;
    const release = request.release;
    if (action === "abort") return { next: { stable, candidate: null, weight: 0 } };
    if (release === undefined) throw new ActionError("internal", `${action} needs a release`);
    const { version } = release;
    if (action === "promote") return this.#decidePromotion(version);
    if (action === "restore" && stable?.version === version) {
      return { next: { stable, candidate: null, weight: 0 } };
    }
    const isRunning = candidate?.version === version && candidate.phase !== "failed";
    if (action === "restore" && isRunning) {
      // Not ready yet: the caller waits and asks again.
      return candidate.isReady ? this.#decidePromotion(version) : { next: { stable, candidate, weight: 0 } };
    }
    const weight = action === "restore" ? 0 : (request.weight ?? 0);
    if (stable?.version === version) return refuse("is_stable", `${version} is the stable release already`);
    if (weight > 0 && (!isRunning || !candidate.isReady)) {
      const detail =
        candidate?.version === version ? `: ${candidate.describe().detail}` : ": it does not run";
      return refuse("not_ready", `${version} cannot get ${weight} % of the traffic${detail}`);
    }
    if (isRunning) return { next: { stable, candidate, weight } };
    if (request.launch === undefined) throw new ActionError("internal", `${action} needs a launch`);
    return { next: { stable, candidate: { release, launch: request.launch }, weight } };
  }

  #decidePromotion(version: string): Decision {
    const candidate = this.#candidate;
    if (candidate?.version !== version) {
      const found = candidate === null ? "there is no candidate" : `the candidate is ${candidate.version}`;
      return refuse("not_candidate", `${version} cannot be promoted: ${found}`);
    }
    if (!candidate.isReady) {
      return refuse("not_ready", `${version} cannot be promoted: ${candidate.describe().detail}`);
    }
    return { next: { stable: candidate, candidate: null, weight: 0 } };
  }

  async #apply(action: ChangeAction, request: ChangeRequest, next: Intent): Promise<void> {
    const candidateSlot =
      next.candidate === null ? null : "slot" in next.candidate ? next.candidate.slot : next.candidate;
    const state: StateFile = {
      ...this.#state,
      change: this.#state.change + 1,
      stable: next.stable?.slot ?? null,
      candidate: candidateSlot,
      weight: next.weight,
      lastChange: { action, actor: request.actor, at: new Date(this.#ports.now()).toISOString() },
      processes: this.#processes(),
    };
    await this.#ports.write(state);
    this.#state = state;
    const before = [this.#stable, this.#candidate];
    this.#picker = new WeightedPicker(next.weight);
    this.#stable = next.stable;
    if (this.#stable !== null) this.#stable.isCandidate = false;
    this.#candidate =
      next.candidate === null || "slot" in next.candidate
        ? next.candidate
        : this.#start(next.candidate, true, request.env ?? {});
    for (const release of before) {
      if (release !== null && release !== this.#stable && release !== this.#candidate) this.#retire(release);
    }
    const version = request.release?.version ?? before[1]?.version ?? "";
    const weight = action === "set-weight" ? ` to ${next.weight} %` : "";
    this.#ports.log(`${action} ${version}${weight} by ${request.actor}: revision ${revisionOf(state)}`);
  }

  #start(slot: SlotRecord, isCandidate: boolean, env: Readonly<Record<string, string>>): RunningRelease {
    return this.#ports.start(slot, isCandidate, env, () => this.#recordProcesses());
  }

  #retire(release: RunningRelease): void {
    this.#retired.add(release);
    void release.retire().then(() => {
      this.#retired.delete(release);
      this.#recordProcesses();
    });
  }

  /** Pids and ports in the state file are for people and do not change the revision. */
  #recordProcesses(): void {
    void this.#inTurn(async () => {
      if (this.#isClosed) return;
      this.#state = { ...this.#state, processes: this.#processes() };
      await this.#ports.write(this.#state);
    }).catch((error: unknown) => this.#ports.log(`cannot write the state: ${String(error)}`));
  }

  #processes(): readonly ProcessRecord[] {
    return this.#everyone().flatMap(([release, role]) => {
      const { pid, port } = release;
      return pid === null || port === null ? [] : [{ version: release.version, role, pid, port }];
    });
  }

  #everyone(): readonly (readonly [RunningRelease, Role])[] {
    return [
      ...(this.#stable === null ? [] : [[this.#stable, "stable"] as const]),
      ...(this.#candidate === null ? [] : [[this.#candidate, "candidate"] as const]),
      ...[...this.#retired].map((release) => [release, "retired"] as const),
    ];
  }

  #refuse(reason: ChangeRefusal["reason"], message: string): ChangeResult {
    return { ok: false, refusal: { reason, message, state: this.describe() } };
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(work);
    this.#queue = result.catch(() => {});
    return result;
  }
}

function refuse(reason: ChangeRefusal["reason"], message: string): Decision {
  return { refuse: reason, message };
}
