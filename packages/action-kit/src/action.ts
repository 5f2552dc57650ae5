import type {
  Clock,
  Exec,
  GitHubRest,
  HttpClient,
  IdTokens,
  Json,
  Log,
  Markdown,
  Random,
  Secrets,
} from "@deploy-actions/kernel";
import type { ActionSpec, InputsOf } from "./spec.ts";

/** How an action ended; a failed verdict is an ending, not an error. */
export interface ActionResult {
  readonly outcome: "pass" | "fail" | "inconclusive";
  /** Reason code, snake_case. */
  readonly reason: string;
  /** One sentence for the last line of the log and the annotation. */
  readonly sentence: string;
  /** The measured facts behind it, for the run's record. */
  readonly evidence?: readonly EvidenceRecord[];
}

/** One measured fact behind a result. */
export interface EvidenceRecord {
  readonly name: string;
  readonly outcome: "pass" | "fail" | "inconclusive";
  readonly reason: string;
  readonly required: string;
  readonly found: string;
}

/** What the runner says about where we are; everything parsed once from the environment. */
export interface RunnerContext {
  /** `actions` under a runner, `terminal` from the command line. */
  readonly mode: "actions" | "terminal";
  /** `owner/name`; undefined outside a repository. */
  readonly repository: { readonly owner: string; readonly name: string } | undefined;
  readonly sha: string | undefined;
  readonly ref: string | undefined;
  readonly actor: string;
  readonly runId: string;
  readonly runAttempt: number;
  /** Link to the run, empty in a terminal. */
  readonly runUrl: string;
  readonly eventName: string;
  /** The event's payload; `{}` when there is none. Untrusted. */
  readonly event: Readonly<Record<string, unknown>>;
  readonly workspace: string;
  readonly apiUrl: string;
  readonly serverUrl: string;
  /** Folder for files of this run that nobody else sees. */
  readonly temp: string;
  /** The environment as given, without INPUT_*. */
  readonly env: Readonly<Record<string, string>>;
}

/** Writes outputs as soon as they are true. A value that holds a masked secret, or is too large, is refused with an error. */
export interface Outputs<S extends ActionSpec> {
  set(name: keyof S["outputs"] & string, value: string | number | boolean | Json): void;
}

/** The step summary (or, in a terminal, a file): sections by importance, fitted into GitHub's limit when written. */
export interface Summary {
  /** The most important section (the lowest `priority`) comes first and is kept longest; equal ones stay in order. */
  add(section: Markdown, priority?: number): void;
}

/** One live line: redrawn in a terminal (with a bar when `fraction` is given), printed at most every `everyMs` in a job log. */
export interface Progress {
  update(line: string, fraction?: number): void;
  /** Ends the live line, printing `line` for good. */
  done(line: string): void;
}

/** Values that main leaves for post (GITHUB_STATE); strings, never secrets. */
export interface ActionState {
  save(key: string, value: string): void;
  get(key: string): string | undefined;
}

/** Effects, injected. */
export interface Ports {
  readonly clock: Clock;
  readonly random: Random;
  readonly http: HttpClient;
  readonly exec: Exec;
  readonly log: Log;
  readonly secrets: Secrets;
  readonly idTokens: IdTokens;
  /** A GitHub client with this token (loaded when first called); the token is masked. */
  github(token: string): GitHubRest;
}

/** All an action gets. */
export interface ActionContext<S extends ActionSpec = ActionSpec> extends Ports {
  readonly inputs: InputsOf<S>;
  readonly outputs: Outputs<S>;
  readonly summary: Summary;
  readonly progress: Progress;
  readonly state: ActionState;
  readonly runner: RunnerContext;
  /** Starts another program of this bundle (the local supervisor): argv of this program with another entry name. */
  readonly selfArgv: (entry: string) => readonly string[];
  /** Aborts on SIGINT, SIGTERM: then there are at most 7 s to leave. */
  readonly signal: AbortSignal;
}

/** An action: its spec and what it does. */
export interface Action<S extends ActionSpec = ActionSpec> {
  readonly spec: S;
  run(context: ActionContext<S>): Promise<ActionResult>;
  /** Finishes what `run` could not (cancelled, killed). Runs after every end of `run`, in a process of its own. */
  post?(context: ActionContext<S>): Promise<void>;
}
