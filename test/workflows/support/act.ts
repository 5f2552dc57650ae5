import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { FakeGitHub } from "@deploy-actions/testkit";
import { ROOT } from "../../support/door.ts";

/** What a run needs besides the workflow. */
export interface ActRun {
  /** Name of the event, e.g. `push`. */
  readonly event: string;
  /** Its payload as GitHub sends it. */
  readonly payload: Readonly<Record<string, unknown>>;
  /** File below the repository. */
  readonly workflow: string;
  readonly runId: number;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly vars?: Readonly<Record<string, string>>;
  /** Environment of every step. */
  readonly env?: Readonly<Record<string, string>>;
  readonly inputs?: Readonly<Record<string, string>>;
}

/** What a run left behind. */
export interface ActResult {
  readonly exitCode: number | null;
  readonly log: string;
  /** `success` or `failure` by name of the job as it is printed, e.g. `deploy/deploy`; a skipped one is not named. */
  readonly jobs: Readonly<Record<string, string>>;
  /** Error annotations, as they were printed. */
  readonly errors: readonly string[];
}

/** The real workflow runner in a folder of its own; it takes our repository from a release tree. */
export class Act {
  readonly folder = mkdtempSync(join(tmpdir(), "deploy-actions-act-"));
  readonly #binary: string;
  readonly #tree: string;

  /** `tree` stands for `org/deploy-actions@v1`. */
  constructor(binary: string, tree: string) {
    this.#binary = binary;
    this.#tree = tree;
  }

  /** Runs a workflow of the repository in `repository` against a GitHub; resolves when act has ended. */
  async run(repository: string, github: FakeGitHub, run: ActRun): Promise<ActResult> {
    const payload = join(this.folder, `event-${run.runId}.json`);
    writeFileSync(payload, JSON.stringify(run.payload));
    const { owner, name, defaultBranch } = github.state;
    const env = {
      ...github.issuer.env,
      GITHUB_API_URL: github.url,
      GITHUB_REPOSITORY: `${owner}/${name}`,
      GITHUB_REPOSITORY_OWNER: owner,
      GITHUB_RUN_ID: String(run.runId),
      GITHUB_RUN_NUMBER: String(run.runId),
      ARTIFACT_STAND_IN: join(this.folder, "artifacts"),
      ...run.env,
    };
    const pairs = (flag: string, values: Readonly<Record<string, string>> = {}): readonly string[] =>
      Object.entries(values).flatMap(([key, value]) => [flag, `${key}=${value}`]);
    return await this.#start(repository, [
      run.event,
      ...["--workflows", run.workflow, "--eventpath", payload, "--defaultbranch", defaultBranch],
      ...[
        "--platform",
        "ubuntu-latest=-self-hosted",
        "--actor",
        "octocat",
        "--json",
        "--rm",
        "--no-cache-server",
      ],
      ...["--action-cache-path", join(this.folder, "cache"), "--use-new-action-cache"],
      ...pairs("--local-repository", this.#repositories()),
      ...pairs("--env", env),
      ...pairs("--secret", { GITHUB_TOKEN: github.token, ...run.secrets }),
      ...pairs("--var", run.vars),
      ...pairs("--input", run.inputs),
    ]);
  }

  #repositories(): Record<string, string> {
    const standIn = (name: string): string => join(import.meta.dirname, "../fixtures", name);
    return {
      "org/deploy-actions@v1": this.#tree,
      [pinned("actions/upload-artifact")]: standIn("upload-artifact"),
      [pinned("actions/download-artifact")]: standIn("download-artifact"),
    };
  }

  async #start(cwd: string, argv: readonly string[]): Promise<ActResult> {
    // Nothing of this process but these: act hands its own environment on to every step.
    const env = { PATH: `${dirname(process.execPath)}:${process.env.PATH}`, HOME: this.folder, CI: "true" };
    const child = spawn(this.#binary, argv, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    const output: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk: Buffer) => output.push(chunk));
    const exitCode = await new Promise<number | null>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", resolve);
    });
    return { exitCode, ...readLog(Buffer.concat(output).toString("utf8")) };
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** `owner/name@commit` as our workflows and examples pin it. */
function pinned(action: string): string {
  const files = [".github/workflows/gate.yml", "workflows-examples/pr-gate.yml"];
  const text = files.map((file) => readFileSync(join(ROOT, file), "utf8")).join("\n");
  const found = new RegExp(`${action}@[0-9a-f]{40}`).exec(text)?.[0];
  if (found === undefined) throw new Error(`No workflow uses ${action}.`);
  return found;
}

interface LogLine {
  readonly job?: string;
  readonly msg?: string;
  readonly jobResult?: string;
}

function readLog(output: string): Omit<ActResult, "exitCode"> {
  const jobs: Record<string, string> = {};
  const lines = output.split("\n").flatMap((line) => {
    if (line.trim() === "") return [];
    if (!line.startsWith("{")) return [line];
    const entry = JSON.parse(line) as LogLine;
    // Padded to the longest name of those that run at the same time.
    const job = entry.job?.trimEnd();
    if (job !== undefined && entry.jobResult !== undefined) jobs[job] = entry.jobResult;
    return [`${job === undefined ? "" : `[${job}] `}${(entry.msg ?? "").trimEnd()}`];
  });
  const errors = lines.flatMap((line) => /::error.*/s.exec(line)?.[0] ?? []);
  return { log: lines.join("\n"), jobs, errors };
}
