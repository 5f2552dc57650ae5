import { isObject, type Json, type JsonObject } from "@deploy-actions/kernel";
import { nodeId, repositoryPath, repositorySite, repositoryUrl, timeOf, userBody } from "./bodies.ts";
import { type Answer, type Call, invalid, page, problem, type Route, text } from "./route.ts";
import { latestStatuses } from "./routes-commits.ts";
import type { FakeCommit, FakeDeployment, FakeDeploymentStatus, FakeState } from "./state.ts";

const R = "/repos/{owner}/{repo}";
const LONGEST_DESCRIPTION = 140;
const read = [{ permission: "deployments", level: "read" }] as const;
const write = [{ permission: "deployments", level: "write" }] as const;

/** Deployments, their statuses and environments. */
export const deploymentRoutes: readonly Route[] = [
  { route: `GET ${R}/deployments`, needs: read, handle: listDeployments },
  { route: `POST ${R}/deployments`, needs: write, handle: createDeployment },
  { route: `GET ${R}/deployments/{deployment_id}/statuses/{status_id}`, needs: read, handle: getStatus },
  { route: `GET ${R}/deployments/{deployment_id}/statuses`, needs: read, handle: listStatuses },
  { route: `POST ${R}/deployments/{deployment_id}/statuses`, needs: write, handle: createStatus },
  { route: `GET ${R}/deployments/{deployment_id}`, needs: read, handle: getDeployment },
  {
    route: `GET ${R}/environments/{environment_name}`,
    needs: [{ permission: "actions", level: "read" }],
    handle: getEnvironment,
  },
];

function find(call: Call): FakeDeployment | undefined {
  return call.state.deployments.find(({ id }) => id === Number(call.params.deployment_id));
}

function listDeployments(call: Call): Answer {
  const { sha, ref, task, environment } = call.query;
  const matches = (wanted: string | undefined, found: string): boolean =>
    wanted === undefined || wanted === "none" || wanted === found;
  const found = call.state.deployments
    .filter((one) => matches(sha, one.sha) && matches(ref, one.ref))
    .filter((one) => matches(task, one.task) && matches(environment, one.environment))
    .sort((a, b) => b.id - a.id);
  return page(
    call,
    `${repositoryPath(call.state)}/deployments`,
    found.map((one) => deploymentBody(call, one)),
  );
}

function getDeployment(call: Call): Answer {
  const deployment = find(call);
  return deployment === undefined
    ? problem(404, "Not Found")
    : { status: 200, body: deploymentBody(call, deployment) };
}

function createDeployment(call: Call): Answer {
  const { state, body } = call;
  const ref = text(body.ref) ?? "";
  const commit = state.resolve(ref);
  if (commit === undefined) return problem(422, `No ref found for: ${ref}`);
  const description = text(body.description) ?? null;
  if ((description ?? "").length > LONGEST_DESCRIPTION) {
    return invalid("Deployment", "description", "description is too long (maximum is 140 characters)");
  }
  const merged = body.auto_merge === false ? undefined : autoMerge(state, ref, commit);
  if (merged !== undefined) return merged;
  const failing = failingContexts(state, commit, body.required_contexts);
  if (failing.length > 0) {
    return problem(409, `Conflict: Commit status checks failed for ${ref}.`, {
      errors: [{ contexts: failing, resource: "Deployment", field: "required_contexts", code: "invalid" }],
    });
  }
  const environment = text(body.environment) ?? "production";
  const at = state.now();
  const deployment: FakeDeployment = {
    id: state.nextId(),
    sha: commit.sha,
    ref,
    task: text(body.task) ?? "deploy",
    payload: payloadOf(body.payload),
    environment,
    originalEnvironment: environment,
    description,
    transient: body.transient_environment === true,
    production:
      typeof body.production_environment === "boolean"
        ? body.production_environment
        : environment === "production",
    login: call.identity.login,
    at,
    updatedAt: at,
    statuses: [],
  };
  state.deployments.push(deployment);
  if (!state.environments.has(environment)) state.environments.set(environment, { id: state.nextId(), at });
  return { status: 201, body: deploymentBody(call, deployment) };
}

/** `auto_merge` (default true): a branch that lacks commits of the default branch gets them merged instead of being deployed. */
function autoMerge(state: FakeState, ref: string, commit: FakeCommit): Answer | undefined {
  const base = state.resolve(state.defaultBranch);
  const isBranch = state.refs.has(`refs/heads/${ref}`);
  if (base === undefined || !isBranch || state.history(commit.sha).some(({ sha }) => sha === base.sha)) {
    return undefined;
  }
  const conflicts = [...commit.files].some(([path, content]) => {
    const other = base.files.get(path);
    return other !== undefined && other !== content;
  });
  if (conflicts) return problem(409, `Conflict merging ${state.defaultBranch} into ${ref}.`);
  const files = new Map([...base.files, ...commit.files]);
  const message = `Merge ${state.defaultBranch} into ${ref}`;
  state.refs.set(`refs/heads/${ref}`, state.addCommit(files, [commit.sha, base.sha], message));
  return { status: 202, body: { message: `Auto-merged ${state.defaultBranch} into ${ref} on deployment.` } };
}

/** `required_contexts`: all statuses of the commit by default, none with `[]`. */
function failingContexts(
  state: FakeState,
  commit: FakeCommit,
  required: Json | undefined,
): readonly JsonObject[] {
  const latest = latestStatuses(state, commit.sha);
  const wanted = Array.isArray(required) ? required.map(String) : latest.map(({ context }) => context);
  return wanted.flatMap((context) => {
    const found = latest.find((status) => status.context === context)?.state ?? "pending";
    return found === "success" ? [] : [{ context, state: found }];
  });
}

function payloadOf(payload: Json | undefined): JsonObject | string {
  if (typeof payload === "string") return payload;
  return isObject(payload) ? (payload as JsonObject) : {};
}

function getStatus(call: Call): Answer {
  const deployment = find(call);
  const status = deployment?.statuses.find(({ id }) => id === Number(call.params.status_id));
  return deployment === undefined || status === undefined
    ? problem(404, "Not Found")
    : { status: 200, body: statusBody(call, deployment, status) };
}

function listStatuses(call: Call): Answer {
  const deployment = find(call);
  if (deployment === undefined) return problem(404, "Not Found");
  return page(
    call,
    `${repositoryPath(call.state)}/deployments/${deployment.id}/statuses`,
    deployment.statuses.toReversed().map((status) => statusBody(call, deployment, status)),
  );
}

function createStatus(call: Call): Answer {
  const { body, state } = call;
  const deployment = find(call);
  if (deployment === undefined) return problem(404, "Not Found");
  const description = text(body.description) ?? "";
  if (description.length > LONGEST_DESCRIPTION) {
    return invalid("DeploymentStatus", "description", "description is too long (maximum is 140 characters)");
  }
  for (const field of ["environment_url", "log_url", "target_url"]) {
    const url = text(body[field]) ?? "";
    if (url !== "" && !/^https?:\/\//.test(url)) {
      return invalid("DeploymentStatus", field, `${field} must use http(s) scheme`);
    }
  }
  deployment.environment = text(body.environment) ?? deployment.environment;
  const status = addStatus(state, deployment, {
    state: text(body.state) ?? "",
    description,
    environmentUrl: text(body.environment_url) ?? "",
    logUrl: text(body.log_url) ?? text(body.target_url) ?? "",
    login: call.identity.login,
  });
  if (status.state === "success" && body.auto_inactive !== false)
    deactivateEarlier(state, deployment, status);
  return { status: 201, body: statusBody(call, deployment, status) };
}

/** GitHub leaves production environments and transient ones alone. */
function deactivateEarlier(state: FakeState, live: FakeDeployment, status: FakeDeploymentStatus): void {
  for (const earlier of state.deployments) {
    if (earlier.id >= live.id || earlier.environment !== live.environment) continue;
    if (earlier.production || earlier.transient || earlier.statuses.at(-1)?.state !== "success") continue;
    addStatus(state, earlier, {
      state: "inactive",
      description: "",
      environmentUrl: "",
      logUrl: "",
      login: status.login,
    });
  }
}

function addStatus(
  state: FakeState,
  deployment: FakeDeployment,
  fields: Omit<FakeDeploymentStatus, "id" | "at" | "environment">,
): FakeDeploymentStatus {
  const status = {
    ...fields,
    id: state.nextId(),
    at: state.now(),
    environment: deployment.environment,
  };
  deployment.statuses.push(status);
  deployment.updatedAt = status.at;
  return status;
}

function getEnvironment(call: Call): Answer {
  const name = call.params.environment_name ?? "";
  const environment = call.state.environments.get(name);
  if (environment === undefined) return problem(404, "Not Found");
  return {
    status: 200,
    body: {
      id: environment.id,
      node_id: nodeId("Environment", environment.id),
      name,
      url: `${repositoryUrl(call)}/environments/${encodeURIComponent(name)}`,
      html_url: `${repositorySite(call.state)}/deployments/activity_log?environments_filter=${encodeURIComponent(name)}`,
      created_at: timeOf(environment.at),
      updated_at: timeOf(environment.at),
      protection_rules: [],
      deployment_branch_policy: null,
    },
  };
}

function deploymentBody(call: Call, deployment: FakeDeployment): JsonObject {
  const url = `${repositoryUrl(call)}/deployments/${deployment.id}`;
  return {
    url,
    id: deployment.id,
    node_id: nodeId("Deployment", deployment.id),
    sha: deployment.sha,
    ref: deployment.ref,
    task: deployment.task,
    payload: deployment.payload,
    original_environment: deployment.originalEnvironment,
    environment: deployment.environment,
    description: deployment.description,
    creator: userBody(call, deployment.login),
    created_at: timeOf(deployment.at),
    updated_at: timeOf(deployment.updatedAt),
    statuses_url: `${url}/statuses`,
    repository_url: repositoryUrl(call),
    transient_environment: deployment.transient,
    production_environment: deployment.production,
    performed_via_github_app: null,
  };
}

function statusBody(call: Call, deployment: FakeDeployment, status: FakeDeploymentStatus): JsonObject {
  const url = `${repositoryUrl(call)}/deployments/${deployment.id}`;
  return {
    url: `${url}/statuses/${status.id}`,
    id: status.id,
    node_id: nodeId("DeploymentStatus", status.id),
    state: status.state,
    creator: userBody(call, status.login),
    description: status.description,
    environment: status.environment,
    target_url: status.logUrl,
    log_url: status.logUrl,
    environment_url: status.environmentUrl,
    created_at: timeOf(status.at),
    updated_at: timeOf(status.at),
    deployment_url: url,
    repository_url: repositoryUrl(call),
    performed_via_github_app: null,
  };
}
