/**
 * The embedded target: a supervisor on this machine that runs each release as a command behind a weighted proxy.
 * `${release}`, `${port}` and `${commit}` in `command` are replaced inside an argument, never split into several.
 */
export interface LocalTarget {
  readonly platform: "local";
  /** host:port users reach; loopback only. */
  readonly listen: string;
  /** Folder of the supervisor's state: absolute, or relative to the workspace. */
  readonly state: string;
  /** argv of one release; PORT, RELEASE and COMMIT are in its environment too. */
  readonly command: readonly string[];
  /** Names of variables of the runner that the release may see (nothing else is inherited but PATH and HOME). */
  readonly passEnv: readonly string[];
  /** Path that answers 2xx when the release is ready. */
  readonly ready: string;
  readonly readyTimeoutMs: number;
  /** How long a release that lost its traffic may finish its requests. */
  readonly drainMs: number;
}

/**
 * The user's own commands as a platform. Each is an argv; RELEASE, COMMIT, WEIGHT, REVISION and ENVIRONMENT are in its environment.
 * `observe` prints one JSON object: {"stable": {"version", "ready"?, "url"?} | null, "candidate": … | null, "weight": 0-100,
 * "revision"?: string, "counts"?: {"stable": {"requests","errors"}, "candidate": …}}.
 */
export interface ExecTarget {
  readonly platform: "exec";
  readonly observe: readonly string[];
  readonly setWeight: readonly string[];
  readonly promote: readonly string[];
  readonly abort: readonly string[];
  /** Brings an earlier release back; without it `rollback` cannot run on this target. */
  readonly restore: readonly string[] | undefined;
  readonly passEnv: readonly string[];
  readonly timeoutMs: number;
  /** How long a change may take to be seen by `observe`. */
  readonly settleMs: number;
  /** Smallest step of weight the commands can hold; 100 = all at once. */
  readonly granularity: number;
}

/** One service on one platform in one environment. */
export type Target = LocalTarget | ExecTarget;
