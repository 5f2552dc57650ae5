import { nodeId, repositoryBody, repositorySite, repositoryUrl, timeOf, userBody } from "./bodies.ts";
import { type Answer, type Call, problem, type Route } from "./route.ts";

/** Workflow runs, for who wants to know whether another run still lives. */
export const runRoutes: readonly Route[] = [
  {
    route: "GET /repos/{owner}/{repo}/actions/runs/{run_id}",
    needs: [{ permission: "actions", level: "read" }],
    handle: getRun,
  },
];

function getRun(call: Call): Answer {
  const run = call.state.runs.find(({ id }) => id === Number(call.params.run_id));
  const commit = call.state.resolve(run?.branch ?? call.state.defaultBranch);
  if (run === undefined || commit === undefined) return problem(404, "Not Found");
  const url = `${repositoryUrl(call)}/actions/runs/${run.id}`;
  const path = ".github/workflows/deploy.yml";
  const person = { name: commit.login, email: `${commit.login}@users.noreply.github.com` };
  return {
    status: 200,
    body: {
      id: run.id,
      name: "deploy",
      node_id: nodeId("WorkflowRun", run.id),
      head_branch: run.branch ?? call.state.defaultBranch,
      head_sha: commit.sha,
      path,
      display_title: commit.message,
      run_number: 1,
      run_attempt: run.attempt,
      event: "push",
      status: run.status,
      conclusion: run.conclusion,
      workflow_id: 1,
      check_suite_id: 1,
      url,
      html_url: `${repositorySite(call.state)}/actions/runs/${run.id}`,
      pull_requests: [],
      created_at: timeOf(commit.at),
      updated_at: timeOf(commit.at),
      run_started_at: timeOf(commit.at),
      actor: userBody(call, commit.login),
      triggering_actor: userBody(call, commit.login),
      jobs_url: `${url}/jobs`,
      logs_url: `${url}/logs`,
      check_suite_url: `${repositoryUrl(call)}/check-suites/1`,
      artifacts_url: `${url}/artifacts`,
      cancel_url: `${url}/cancel`,
      rerun_url: `${url}/rerun`,
      previous_attempt_url: run.attempt > 1 ? `${url}/attempts/${run.attempt - 1}` : null,
      workflow_url: `${repositoryUrl(call)}/actions/workflows/1`,
      head_commit: {
        id: commit.sha,
        tree_id: commit.sha,
        message: commit.message,
        timestamp: timeOf(commit.at),
        author: person,
        committer: person,
      },
      repository: repositoryBody(call),
      head_repository: repositoryBody(call),
    },
  };
}
