/** Where a kill hits: before a call leaves, while it is under way, or once it took effect and nobody has seen the answer. */
export type KillMoment = "kill-before" | "kill-during" | "kill-after";

/** What becomes of one call: the `nth` change (from 1). */
export type Fault =
  | { readonly nth: number; readonly kind: KillMoment }
  /** Refused without an effect. */
  | { readonly nth: number; readonly kind: "status"; readonly status: 409 | 429 | 500 | 503 }
  /** It takes effect, and the answer is lost. */
  | { readonly nth: number; readonly kind: "lost-answer" }
  /** It never leaves, and no answer comes for so long. */
  | { readonly nth: number; readonly kind: "hang"; readonly forMs: number };

/** One call of a platform to the outside. */
export interface GateCall<T> {
  /** As messages name it, e.g. `PATCH /apis/apps/v1/…/deployments/web`. */
  readonly name: string;
  readonly isChange: boolean;
  readonly send: () => Promise<T>;
  /** What the port gives (or throws) when the peer refuses with this status. */
  readonly refuse: (status: number) => T;
  /** What the port gives (or throws) when no answer comes. */
  readonly lose: (how: "reset" | "timeout") => T;
}

/** Long enough for a request to be on its way, and shorter than its answer takes. */
const ON_ITS_WAY_MS = 2;

/** Every call passes it: counts the changes, and makes the fault happen. */
export class FaultGate {
  /** Names of the changes so far, in order. */
  readonly changes: string[] = [];
  /** Settles when a kill has hit a run of this process: from then on nothing it asks for is sent, and no answer reaches it. */
  readonly died: Promise<void>;
  readonly #fault: Fault | undefined;
  readonly #killsProcess: boolean;
  #isDead = false;
  #tellDeath: () => void = () => undefined;

  /** `killsProcess`: the process ends as a lost runner does, else only the run does. */
  constructor(fault: Fault | undefined, killsProcess: boolean) {
    this.#fault = fault;
    this.#killsProcess = killsProcess;
    this.died = new Promise((resolve) => {
      this.#tellDeath = resolve;
    });
  }

  async pass<T>({ name, isChange, send, refuse, lose }: GateCall<T>): Promise<T> {
    if (this.#isDead) return never();
    if (!isChange) return send();
    this.changes.push(name);
    const fault = this.#fault;
    if (fault === undefined || this.changes.length !== fault.nth) return send();
    switch (fault.kind) {
      case "kill-before":
        return this.#die();
      case "kill-during":
        this.#isDead = true;
        send().catch(() => undefined);
        await passed(ON_ITS_WAY_MS);
        return this.#die();
      case "kill-after":
        this.#isDead = true;
        await send().catch(() => undefined);
        return this.#die();
      case "status":
        return refuse(fault.status);
      case "lost-answer":
        await send();
        return lose("reset");
      case "hang":
        await passed(fault.forMs);
        return lose("timeout");
    }
  }

  /** No handler runs, no answer is read. */
  #die(): Promise<never> {
    this.#isDead = true;
    if (this.#killsProcess) process.kill(process.pid, "SIGKILL");
    this.#tellDeath();
    return never();
  }
}

function passed(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function never(): Promise<never> {
  return new Promise(() => undefined);
}
