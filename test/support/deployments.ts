import type { FakeGitHub } from "@deploy-actions/testkit";

/** A deployment that happened before the test began. */
export interface PastDeployment {
  readonly version: string;
  /** Phases in order; the last one is where it stands. */
  readonly phases: readonly ("verifying" | "verified" | "failed" | "started" | "superseded")[];
  readonly environment?: string;
  readonly service?: string;
  readonly runId?: string;
  readonly migrations?: readonly string[];
}

const STATES = {
  started: "in_progress",
  verifying: "in_progress",
  verified: "success",
  failed: "failure",
  superseded: "inactive",
} as const;

/** Puts a deployment into the ledger of a fake GitHub, in the form `docs/ledger.md` describes; returns its id. */
export function addDeployment(github: FakeGitHub, past: PastDeployment): number {
  const { state } = github;
  const { version, phases, environment = "production", service = "shop", runId = "77" } = past;
  const at = state.now();
  const id = state.nextId();
  const login = "github-actions[bot]";
  const sha = state.resolve(state.defaultBranch)?.sha ?? "";
  state.deployments.push({
    id,
    sha,
    ref: sha,
    task: "deploy",
    payload: {
      type: "deploy-actions",
      schema: 1,
      service,
      version,
      sha,
      kind: "deploy",
      planned: true,
      strategy: "canary",
      actor: "octocat",
      run_id: runId,
      run_attempt: 1,
      run_url: "",
      ...(past.migrations === undefined ? {} : { migrations: [...past.migrations] }),
    },
    environment,
    originalEnvironment: environment,
    description: null,
    transient: false,
    production: environment === "production",
    login,
    at,
    updatedAt: at,
    statuses: phases.map((phase) => ({
      id: state.nextId(),
      state: STATES[phase],
      description: `${phase} 100%: ${version}`,
      environment,
      environmentUrl: "",
      logUrl: "",
      login,
      at,
    })),
  });
  return id;
}

/** State and description of a deployment's newest status. */
export function lastStatus(github: FakeGitHub, id: number | string | undefined): string {
  const status = github.state.deployments.find((one) => one.id === Number(id))?.statuses.at(-1);
  return status === undefined ? "no status" : `${status.state} ${status.description}`;
}
