import { type FakeGitHub, startFakeGitHub } from "@deploy-actions/testkit";
import { Act, type ActResult } from "./act.ts";
import { ExampleRepository, type Replacements } from "./example-repository.ts";
import { releaseForAct } from "./release-for-act.ts";

/** What an example is run with. */
export interface ExampleOptions {
  /** Name of the example without `.yml`. */
  readonly example: string;
  readonly replacements?: Replacements;
  /** More files of the repository. */
  readonly files?: Readonly<Record<string, string>>;
  /** Environment of the runner, where a kubeconfig or an emulator's address comes from. */
  readonly env?: Readonly<Record<string, string>>;
  readonly secrets?: Readonly<Record<string, string>>;
}

/** A deployment of the ledger: what was deployed, from where, GitHub's last state of it and the phase that stands for. */
export interface LedgerLine {
  readonly version: string;
  readonly sha: string;
  readonly state: string;
  readonly phase: string;
}

/** One example in the real runner, on the tree of a release, with a GitHub that signs its id tokens. */
export class ExampleRun {
  readonly github: FakeGitHub;
  readonly repository: ExampleRepository;
  readonly #options: ExampleOptions;
  readonly #tree: ReturnType<typeof releaseForAct>;
  readonly #act: Act;
  #runId = 200;

  private constructor(
    options: ExampleOptions,
    repository: ExampleRepository,
    github: FakeGitHub,
    binary: string,
  ) {
    this.#options = options;
    this.repository = repository;
    this.github = github;
    this.#tree = releaseForAct();
    this.#act = new Act(binary, this.#tree.folder);
  }

  static async start(binary: string, options: ExampleOptions): Promise<ExampleRun> {
    const repository = new ExampleRepository(options.example, options.replacements ?? {}, options.files);
    const github = await startFakeGitHub({
      files: repository.files(),
      // What the examples grant, which act itself does not enforce.
      permissions: { contents: "read", deployments: "write" },
    });
    return new ExampleRun(options, repository, github, binary);
  }

  /** Tags a new commit and runs the workflow for the push of that tag. */
  async deploy(
    tag: string,
    env: Readonly<Record<string, string>> = {},
  ): Promise<ActResult & { readonly sha: string }> {
    const sha = this.github.state.commit({ branch: "main", files: { "CHANGES.md": `${tag}\n` } });
    this.github.state.refs.set(`refs/tags/${tag}`, sha);
    const payload = { ref: `refs/tags/${tag}`, after: sha, created: true, deleted: false };
    return { ...(await this.#run("push", payload, env)), sha };
  }

  /** Runs the workflow as *Run workflow* does. */
  dispatch(env: Readonly<Record<string, string>> = {}): Promise<ActResult> {
    const after = this.github.state.resolve("main")?.sha ?? "";
    return this.#run("workflow_dispatch", { ref: "refs/heads/main", after, deleted: false }, env);
  }

  async #run(
    event: string,
    payload: Readonly<Record<string, unknown>>,
    env: Readonly<Record<string, string>>,
  ): Promise<ActResult> {
    this.#runId += 1;
    return await this.#act.run(this.repository.folder, this.github, {
      event,
      payload,
      workflow: this.repository.workflow,
      runId: this.#runId,
      env: { ...this.#options.env, ...env },
      secrets: this.#options.secrets ?? {},
    });
  }

  ledger(): readonly LedgerLine[] {
    return this.github.state.deployments.map(({ payload, sha, statuses }) => {
      const record = payload as { readonly version: string };
      const last = statuses.at(-1);
      return {
        version: record.version,
        sha,
        state: last?.state ?? "",
        phase: last?.description.split(/[ :]/)[0] ?? "",
      };
    });
  }

  async dispose(): Promise<void> {
    await this.github.close();
    this.#act.dispose();
    this.#tree.dispose();
    this.repository.dispose();
  }
}
