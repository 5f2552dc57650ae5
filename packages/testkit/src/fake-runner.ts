import { randomUUID } from "node:crypto";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createMasks } from "./fake-runner-masks.ts";
import { type CancelTimes, type FakeStep, type FakeStepReport, startStep } from "./fake-runner-step.ts";

/** How an entry is started. */
export interface FakeRunnerOptions {
  /** The file a runner starts: absolute path of `dist/<name>/index.js`, or any script. */
  readonly entry: string;
  /** Arguments of node before the entry, e.g. `--conditions=…`. */
  readonly nodeArgs?: readonly string[];
  /** Default: the node that runs the test. */
  readonly node?: string;
  /** `with:`, by input name as users write it. */
  readonly inputs?: Readonly<Record<string, string>>;
  /** Defaults of action.yml (`""` where it has none): a runner passes every declared input. */
  readonly defaults?: Readonly<Record<string, string>>;
  /** `env:` of the job, and overrides of the GITHUB_* and RUNNER_* variables. */
  readonly env?: Readonly<Record<string, string>>;
  /** Values masked from the start, as the secrets of a workflow are. */
  readonly secrets?: readonly string[];
  readonly event?: { readonly name: string; readonly payload: unknown };
  /** Default: a fresh folder, removed by `dispose`. */
  readonly workspace?: string;
  /** Whether the same entry is started again as post, when main ended. Default false. */
  readonly post?: boolean;
  /** Default: 7,500 ms from SIGINT to SIGTERM, 2,500 ms from SIGTERM to SIGKILL. */
  readonly cancelTimes?: CancelTimes;
  /** Longest time of each process, then SIGKILL. Default 60,000. */
  readonly timeoutMs?: number;
}

/** The end of main, and of post where it ran. */
export interface FakeRunResult extends FakeStepReport {
  readonly post: FakeStepReport | undefined;
}

/** A started entry. Call `dispose` when done: it ends the process and removes the folders. */
export interface FakeRun {
  readonly workspace: string;
  /** Process id of main, or of post once that runs. */
  readonly pid: number;
  /** The first line of main, printed already or to come, that matches; rejects when main ends without one. */
  waitForLine(pattern: RegExp): Promise<string>;
  /** Cancels as a runner does: SIGINT, SIGTERM, SIGKILL to the one process. Post still runs. */
  cancel(): void;
  /** SIGKILL now. */
  kill(): void;
  readonly result: Promise<FakeRunResult>;
  dispose(): Promise<void>;
}

// What of the machine's environment a hosted runner also has; anything else would make tests depend on the machine.
const INHERITED = ["PATH", "HOME", "LANG", "TZ", "TMPDIR", "SYSTEMROOT"] as const;

/** Starts an entry as GitHub's runner starts a JavaScript action: main, then post with the state main saved. */
export function startFakeRun(options: FakeRunnerOptions): FakeRun {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "fake-runner-")));
  const workspace = options.workspace ?? join(root, "workspace");
  const temp = join(root, "temp");
  for (const folder of [workspace, temp]) mkdirSync(folder, { recursive: true });
  const eventPath = join(temp, "event.json");
  writeFileSync(eventPath, JSON.stringify(options.event?.payload ?? {}));

  const masks = createMasks(options.secrets);
  const env = {
    ...inheritedEnv(),
    ...runnerEnv(workspace, temp, eventPath, options.event?.name ?? "push"),
    ...options.env,
    ...inputEnv({ ...options.defaults, ...options.inputs }),
  };
  const start = (extra: Readonly<Record<string, string>>): FakeStep =>
    startStep({
      argv: [options.node ?? process.execPath, ...(options.nodeArgs ?? []), options.entry],
      cwd: workspace,
      env: { ...env, ...extra },
      folder: join(temp, "_runner_file_commands"),
      masks,
      timeoutMs: options.timeoutMs ?? 60_000,
    });

  const main = start({});
  let current = main;
  let isDisposed = false;
  const result = main.report.then(async (report): Promise<FakeRunResult> => {
    if (options.post !== true || isDisposed) return { ...report, post: undefined };
    current = start(
      Object.fromEntries(Object.entries(report.state).map(([key, value]) => [`STATE_${key}`, value])),
    );
    return { ...report, post: await current.report };
  });
  // Whoever only waits for a line need not also handle the result.
  result.catch(() => {});

  return {
    workspace,
    get pid() {
      return current.pid;
    },
    result,
    waitForLine: (pattern) => main.waitForLine(pattern),
    cancel: () => current.cancel(options.cancelTimes ?? { sigintMs: 7_500, sigtermMs: 2_500 }),
    kill: () => current.kill(),
    async dispose() {
      isDisposed = true;
      current.kill();
      await result.catch(() => {});
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** Runs an entry to its end, and cleans up. Files of the workspace are gone then unless `workspace` was given. */
export async function runFakeRun(options: FakeRunnerOptions): Promise<FakeRunResult> {
  const run = startFakeRun(options);
  try {
    return await run.result;
  } finally {
    await run.dispose();
  }
}

function inheritedEnv(): Readonly<Record<string, string>> {
  return Object.fromEntries(
    INHERITED.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** `INPUT_` + name in upper case, spaces as `_`; hyphens stay (Handler.cs). */
function inputEnv(inputs: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [
      `INPUT_${name.replaceAll(" ", "_").toUpperCase()}`,
      value,
    ]),
  );
}

function runnerEnv(
  workspace: string,
  temp: string,
  eventPath: string,
  eventName: string,
): Readonly<Record<string, string>> {
  return {
    CI: "true",
    GITHUB_ACTIONS: "true",
    GITHUB_ACTION: "step",
    GITHUB_ACTOR: "octocat",
    // Nothing listens here: a test that forgets its fake GitHub must not reach the real one.
    GITHUB_API_URL: "http://127.0.0.1:9",
    GITHUB_EVENT_NAME: eventName,
    GITHUB_EVENT_PATH: eventPath,
    GITHUB_JOB: "deploy",
    GITHUB_REF: "refs/heads/main",
    GITHUB_REF_NAME: "main",
    GITHUB_REF_TYPE: "branch",
    GITHUB_REPOSITORY: "octo-org/shop",
    GITHUB_REPOSITORY_OWNER: "octo-org",
    GITHUB_RUN_ATTEMPT: "1",
    GITHUB_RUN_ID: "1658821493",
    GITHUB_RUN_NUMBER: "3",
    GITHUB_SERVER_URL: "https://github.com",
    GITHUB_SHA: "ffac537e6cbbf934b08745a378932722df287a53",
    GITHUB_WORKFLOW: "Deploy",
    GITHUB_WORKSPACE: workspace,
    RUNNER_ARCH: "X64",
    RUNNER_ENVIRONMENT: "github-hosted",
    RUNNER_NAME: "fake",
    RUNNER_OS: "Linux",
    RUNNER_TEMP: temp,
    RUNNER_TRACKING_ID: `github_${randomUUID()}`,
  };
}
