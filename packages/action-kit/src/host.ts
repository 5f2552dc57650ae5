import type { Clock, Random, Secrets } from "@deploy-actions/kernel";
import type { Ports } from "./action.ts";
import type { StopSignal } from "./signals.ts";
import type { Writer } from "./writer.ts";

/** What the effects of an action need to be made. */
export interface Wiring {
  readonly env: Readonly<Record<string, string>>;
  readonly clock: Clock;
  readonly random: Random;
  readonly secrets: Secrets;
  readonly signal: AbortSignal;
  /** GitHub's REST API, from the runner. */
  readonly apiUrl: string;
  /** `deploy-actions/<action>/<version>`. */
  readonly userAgent: string;
}

/** The effects that are made for one action; the others are the kit's own. */
export type WiredPorts = Pick<Ports, "http" | "exec" | "idTokens" | "github">;

/** The process an action runs in. {@link nodeHost} is the real one; tests bring their own. */
export interface Host {
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly stdout: Writer;
  readonly stderr: Writer;
  readonly clock: Clock;
  readonly random: Random;
  /** Time from a stop signal to leaving whatever the action does; the runner kills at 10 s. Default 7,000. */
  readonly graceMs?: number;
  wire(wiring: Wiring): WiredPorts;
  selfArgv(entry: string): readonly string[];
  /** Calls the listener on SIGINT and SIGTERM until the returned function is called. */
  onStop(listener: (signal: StopSignal) => void): () => void;
  /**
   * Calls the listener on an error nobody caught, and with `drained` when nothing is left that could end the action;
   * until the returned function is called.
   */
  onCrash(listener: (crash: Crash) => void): () => void;
  /** Ends the process, after what was written has left it. */
  exit(code: number): void;
}

/** What happened outside every `catch`. */
export type Crash = { readonly kind: "error"; readonly error: unknown } | { readonly kind: "drained" };
