import type { JsonObject } from "@deploy-actions/kernel";
import {
  commitBody,
  nodeId,
  repositoryBody,
  repositoryPath,
  repositorySite,
  repositoryUrl,
  timeOf,
  userBody,
} from "./bodies.ts";
import { between, fileBody, mergeBaseOf } from "./comparison.ts";
import { compareTrees } from "./diff.ts";
import { type Answer, type Call, invalid, page, paginate, problem, type Route, text } from "./route.ts";
import type { FakeCommitStatus, FakeState } from "./state.ts";

const R = "/repos/{owner}/{repo}";
const MOST_FILES = 300;
const LONGEST_DESCRIPTION = 140;
const readContents = [{ permission: "contents", level: "read" }] as const;

/** Commits, what differs between two of them, and their statuses. */
export const commitRoutes: readonly Route[] = [
  { route: `GET ${R}/commits`, needs: readContents, handle: listCommits },
  {
    route: `GET ${R}/commits/{ref}/status`,
    needs: [{ permission: "statuses", level: "read" }],
    handle: combinedStatus,
  },
  { route: `GET ${R}/commits/{ref}`, needs: readContents, handle: getCommit },
  { route: `GET ${R}/compare/{basehead}`, needs: readContents, handle: compare },
  {
    route: `POST ${R}/statuses/{sha}`,
    needs: [{ permission: "statuses", level: "write" }],
    handle: createStatus,
  },
];

function listCommits(call: Call): Answer {
  const start = call.state.resolve(call.query.sha ?? call.state.defaultBranch);
  if (start === undefined) return problem(404, "Not Found");
  const path = call.query.path;
  const found = call.state.history(start.sha).filter((commit) => {
    if (path === undefined) return true;
    const before = call.state.commits.get(commit.parents[0] ?? "")?.files ?? new Map();
    return compareTrees(before, commit.files).some(
      (change) => change.path === path || change.path.startsWith(`${path}/`),
    );
  });
  return page(
    call,
    `${repositoryPath(call.state)}/commits`,
    found.map((commit) => commitBody(call, commit)),
  );
}

function getCommit(call: Call): Answer {
  const ref = call.params.ref ?? "";
  const commit = call.state.resolve(ref);
  if (commit === undefined) return problem(422, `No commit found for SHA: ${ref}`);
  if ((call.headers.accept ?? "").includes("application/vnd.github.sha")) {
    return {
      status: 200,
      raw: { contentType: "application/vnd.github.sha; charset=utf-8", text: commit.sha },
    };
  }
  const before = call.state.commits.get(commit.parents[0] ?? "")?.files ?? new Map();
  const changes = compareTrees(before, commit.files);
  const additions = changes.reduce((sum, change) => sum + change.additions, 0);
  const deletions = changes.reduce((sum, change) => sum + change.deletions, 0);
  return {
    status: 200,
    body: {
      ...commitBody(call, commit),
      stats: { additions, deletions, total: additions + deletions },
      files: changes.slice(0, MOST_FILES).map((change) => fileBody(call, commit, change)),
    },
  };
}

function compare(call: Call): Answer {
  const [baseName = "", headName = ""] = (call.params.basehead ?? "").split("...");
  // `owner:branch` names a branch of a fork; the fake keeps all branches in one place.
  const base = call.state.resolve(baseName.replace(/^[^:/]+:/, ""));
  const head = call.state.resolve(headName.replace(/^[^:/]+:/, ""));
  if (base === undefined || head === undefined) return problem(404, "Not Found");
  const mergeBase = mergeBaseOf(call.state, base, head);
  if (mergeBase === undefined) return problem(404, "No common ancestor");
  const ahead = between(call.state, base, head);
  const behind = between(call.state, head, base);
  const url = `${repositoryUrl(call)}/compare/${encodeURIComponent(call.params.basehead ?? "")}`;
  const site = `${repositorySite(call.state)}/compare/${base.sha}...${head.sha}`;
  const { slice, headers } = paginate(call, new URL(url).pathname, ahead);
  const changes = compareTrees(mergeBase.files, head.files).slice(0, MOST_FILES);
  const status =
    ahead.length === 0
      ? behind.length === 0
        ? "identical"
        : "behind"
      : behind.length === 0
        ? "ahead"
        : "diverged";
  return {
    status: 200,
    headers,
    body: {
      url,
      html_url: site,
      permalink_url: site,
      diff_url: `${site}.diff`,
      patch_url: `${site}.patch`,
      base_commit: commitBody(call, base),
      merge_base_commit: commitBody(call, mergeBase),
      status,
      ahead_by: ahead.length,
      behind_by: behind.length,
      total_commits: ahead.length,
      commits: slice.map((commit) => commitBody(call, commit)),
      // Files are on the first page only.
      files: Number(call.query.page ?? 1) > 1 ? [] : changes.map((change) => fileBody(call, head, change)),
    },
  };
}

function createStatus(call: Call): Answer {
  const commit = call.state.commits.get(call.params.sha ?? "");
  if (commit === undefined) return problem(422, `No commit found for SHA: ${call.params.sha}`);
  const description = text(call.body.description) ?? null;
  if ((description ?? "").length > LONGEST_DESCRIPTION) {
    return invalid("Status", "description", "description is too long (maximum is 140 characters)");
  }
  const status: FakeCommitStatus = {
    id: call.state.nextId(),
    context: text(call.body.context) ?? "default",
    state: text(call.body.state) ?? "",
    description,
    targetUrl: text(call.body.target_url) ?? null,
    login: call.identity.login,
    at: call.state.now(),
  };
  const all = call.state.commitStatuses.get(commit.sha) ?? [];
  all.push(status);
  call.state.commitStatuses.set(commit.sha, all);
  return {
    status: 201,
    body: { ...statusBody(call, commit.sha, status), creator: userBody(call, status.login) },
  };
}

function statusBody(call: Call, sha: string, status: FakeCommitStatus): JsonObject {
  return {
    url: `${repositoryUrl(call)}/statuses/${sha}`,
    avatar_url: "https://avatars.githubusercontent.com/u/1?v=4",
    id: status.id,
    node_id: nodeId("Status", status.id),
    state: status.state,
    description: status.description,
    target_url: status.targetUrl,
    context: status.context,
    created_at: timeOf(status.at),
    updated_at: timeOf(status.at),
  };
}

/** The newest status of each context of a commit. */
export function latestStatuses(state: FakeState, sha: string): readonly FakeCommitStatus[] {
  const latest = new Map((state.commitStatuses.get(sha) ?? []).map((status) => [status.context, status]));
  return [...latest.values()];
}

function combinedStatus(call: Call): Answer {
  const commit = call.state.resolve(call.params.ref ?? "");
  if (commit === undefined) return problem(404, "Not Found");
  const latest = latestStatuses(call.state, commit.sha);
  const failed = latest.some(({ state }) => state === "failure" || state === "error");
  const green = latest.length > 0 && latest.every(({ state }) => state === "success");
  const { slice, headers } = paginate(
    call,
    `${repositoryPath(call.state)}/commits/${commit.sha}/status`,
    latest,
  );
  return {
    status: 200,
    headers,
    body: {
      state: failed ? "failure" : green ? "success" : "pending",
      statuses: slice.map((status) => statusBody(call, commit.sha, status)),
      sha: commit.sha,
      total_count: latest.length,
      repository: repositoryBody(call),
      commit_url: `${repositoryUrl(call)}/commits/${commit.sha}`,
      url: `${repositoryUrl(call)}/commits/${commit.sha}/status`,
    },
  };
}
