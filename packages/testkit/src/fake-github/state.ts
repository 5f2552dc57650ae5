import { createHash } from "node:crypto";
import type { Json, JsonObject } from "@deploy-actions/kernel";

/** A commit with its whole tree. */
export interface FakeCommit {
  readonly sha: string;
  readonly message: string;
  readonly parents: readonly string[];
  readonly at: number;
  readonly login: string;
  readonly files: ReadonlyMap<string, string>;
}

export interface FakePull {
  readonly number: number;
  title: string;
  body: string;
  state: "open" | "closed";
  merged: boolean;
  draft: boolean;
  readonly head: string;
  readonly base: string;
  /** Owner of the fork it comes from; the repository's own owner otherwise. */
  readonly headOwner: string;
  readonly login: string;
  readonly at: number;
}

export interface FakeComment {
  readonly id: number;
  readonly issue: number;
  body: string;
  readonly login: string;
  readonly at: number;
  updatedAt: number;
}

export interface FakeDeploymentStatus {
  readonly id: number;
  readonly state: string;
  readonly description: string;
  readonly environment: string;
  readonly environmentUrl: string;
  readonly logUrl: string;
  readonly login: string;
  readonly at: number;
}

export interface FakeDeployment {
  readonly id: number;
  readonly sha: string;
  readonly ref: string;
  readonly task: string;
  readonly payload: JsonObject | string;
  environment: string;
  readonly originalEnvironment: string;
  readonly description: string | null;
  readonly transient: boolean;
  readonly production: boolean;
  readonly login: string;
  readonly at: number;
  updatedAt: number;
  /** Oldest first. */
  readonly statuses: FakeDeploymentStatus[];
}

export interface FakeCommitStatus {
  readonly id: number;
  readonly context: string;
  readonly state: string;
  readonly description: string | null;
  readonly targetUrl: string | null;
  readonly login: string;
  readonly at: number;
}

/** A run of a workflow. */
export interface FakeWorkflowRun {
  readonly id: number;
  status: "queued" | "in_progress" | "completed";
  conclusion: "success" | "failure" | "cancelled" | null;
  readonly attempt: number;
  /** Default: the default branch. */
  readonly branch?: string;
}

/** What a new commit changes. */
export interface NewCommit {
  /** Default: the default branch. Created from it when it does not exist. */
  readonly branch?: string;
  readonly message?: string;
  /** Path to content; `null` removes the file. */
  readonly files?: Readonly<Record<string, string | null>>;
  readonly login?: string;
}

/** What a new pull request is about. */
export interface NewPull {
  readonly head: string;
  /** Default: the default branch. */
  readonly base?: string;
  readonly title?: string;
  readonly body?: string;
  readonly headOwner?: string;
  readonly login?: string;
  readonly draft?: boolean;
}

/** The repository behind a fake GitHub; tests read it and change it directly. */
export class FakeState {
  readonly owner: string;
  readonly name: string;
  readonly isPrivate: boolean;
  readonly defaultBranch: string;
  readonly now: () => number;
  readonly commits = new Map<string, FakeCommit>();
  /** `refs/heads/main` to sha. */
  readonly refs = new Map<string, string>();
  readonly pulls: FakePull[] = [];
  readonly issues = new Set<number>();
  readonly comments: FakeComment[] = [];
  readonly deployments: FakeDeployment[] = [];
  readonly runs: FakeWorkflowRun[] = [];
  readonly commitStatuses = new Map<string, FakeCommitStatus[]>();
  readonly environments = new Map<string, { readonly id: number; readonly at: number }>();
  #lastId = 1_000;

  constructor(options: {
    readonly repository: string;
    readonly isPrivate: boolean;
    readonly defaultBranch: string;
    readonly files: Readonly<Record<string, string>>;
    readonly now: () => number;
  }) {
    const [owner = "", name = ""] = options.repository.split("/");
    this.owner = owner;
    this.name = name;
    this.isPrivate = options.isPrivate;
    this.defaultBranch = options.defaultBranch;
    this.now = options.now;
    this.commit({ message: "First commit", files: options.files });
  }

  nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  /** Adds a commit on top of a branch and moves the branch; returns its sha. */
  commit(change: NewCommit = {}): string {
    const branch = change.branch ?? this.defaultBranch;
    const parent = this.refs.get(`refs/heads/${branch}`) ?? this.refs.get(`refs/heads/${this.defaultBranch}`);
    const files = new Map(parent === undefined ? [] : this.commits.get(parent)?.files);
    for (const [path, content] of Object.entries(change.files ?? {})) {
      if (content === null) files.delete(path);
      else files.set(path, content);
    }
    const parents = parent === undefined ? [] : [parent];
    const sha = this.addCommit(files, parents, change.message ?? `Change ${branch}`, change.login);
    this.refs.set(`refs/heads/${branch}`, sha);
    return sha;
  }

  /** Adds a commit no branch points to. */
  addCommit(
    files: ReadonlyMap<string, string>,
    parents: readonly string[],
    message: string,
    login = "octocat",
  ): string {
    const sha = createHash("sha1").update(`${this.nextId()}\n${message}\n${parents.join()}`).digest("hex");
    this.commits.set(sha, { sha, message, parents, at: this.now(), login, files });
    return sha;
  }

  /** Opens a pull request of an existing branch; returns its number. */
  openPull(pull: NewPull): number {
    const number = Math.max(0, ...this.issues, ...this.pulls.map((one) => one.number)) + 1;
    this.pulls.push({
      number,
      title: pull.title ?? `Merge ${pull.head}`,
      body: pull.body ?? "",
      state: "open",
      merged: false,
      draft: pull.draft ?? false,
      head: pull.head,
      base: pull.base ?? this.defaultBranch,
      headOwner: pull.headOwner ?? this.owner,
      login: pull.login ?? "octocat",
      at: this.now(),
    });
    return number;
  }

  /** The commit of a branch, tag, full ref or sha (also abbreviated to 7 and more). */
  resolve(ref: string): FakeCommit | undefined {
    const sha =
      this.refs.get(`refs/heads/${ref}`) ??
      this.refs.get(`refs/tags/${ref}`) ??
      this.refs.get(ref) ??
      this.refs.get(`refs/${ref}`) ??
      ref;
    const exact = this.commits.get(sha);
    if (exact !== undefined || !/^[0-9a-f]{7,39}$/.test(sha)) return exact;
    return [...this.commits.values()].find((commit) => commit.sha.startsWith(sha));
  }

  /** The commit and everything before it, newest first. */
  history(sha: string): readonly FakeCommit[] {
    const seen = new Set<string>();
    const found: FakeCommit[] = [];
    for (const queue = [sha]; queue.length > 0; ) {
      const next = queue.shift() ?? "";
      const commit = this.commits.get(next);
      if (commit === undefined || seen.has(next)) continue;
      seen.add(next);
      found.push(commit);
      queue.push(...commit.parents);
    }
    return found;
  }

  /** Everything as JSON, for another process. */
  toJSON(): Json {
    const { owner, name, isPrivate, defaultBranch, pulls, comments, deployments, runs } = this;
    return JSON.parse(
      JSON.stringify({
        owner,
        name,
        isPrivate,
        defaultBranch,
        pulls,
        comments,
        deployments,
        runs,
        refs: Object.fromEntries(this.refs),
        commitStatuses: Object.fromEntries(this.commitStatuses),
        commits: [...this.commits.values()].map(({ files, ...commit }) => ({
          ...commit,
          files: Object.fromEntries(files),
        })),
      }),
    ) as Json;
  }
}
