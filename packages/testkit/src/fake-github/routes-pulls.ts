import type { JsonObject } from "@deploy-actions/kernel";
import {
  href,
  nodeId,
  repositoryBody,
  repositoryPath,
  repositorySite,
  repositoryUrl,
  timeOf,
  userBody,
} from "./bodies.ts";
import { fileBody, mergeBaseOf } from "./comparison.ts";
import { compareTrees } from "./diff.ts";
import { type Answer, type Call, page, problem, type Route } from "./route.ts";
import type { FakePull } from "./state.ts";

const R = "/repos/{owner}/{repo}";
const MOST_FILES = 3_000;
const readPulls = [{ permission: "pull-requests", level: "read" }] as const;

/** Pull requests and their files. */
export const pullRoutes: readonly Route[] = [
  { route: `GET ${R}/pulls`, needs: readPulls, handle: listPulls },
  { route: `GET ${R}/pulls/{pull_number}/files`, needs: readPulls, handle: listFiles },
  { route: `GET ${R}/pulls/{pull_number}`, needs: readPulls, handle: getPull },
  { route: `GET ${R}/commits/{commit_sha}/pulls`, needs: readPulls, handle: listPullsOfCommit },
];

function find(call: Call): FakePull | undefined {
  return call.state.pulls.find(({ number }) => number === Number(call.params.pull_number));
}

function listPulls(call: Call): Answer {
  const { state = "open", head, base, direction = "desc" } = call.query;
  const found = call.state.pulls
    .filter((pull) => state === "all" || pull.state === state)
    .filter((pull) => head === undefined || `${pull.headOwner}:${pull.head}` === head)
    .filter((pull) => base === undefined || pull.base === base)
    .sort((a, b) => (direction === "asc" ? a.number - b.number : b.number - a.number));
  return page(
    call,
    `${repositoryPath(call.state)}/pulls`,
    found.map((pull) => pullBody(call, pull)),
  );
}

function getPull(call: Call): Answer {
  const pull = find(call);
  if (pull === undefined) return problem(404, "Not Found");
  const changes = changesOf(call, pull);
  return {
    status: 200,
    body: {
      ...pullBody(call, pull),
      merged: pull.merged,
      mergeable: true,
      mergeable_state: "clean",
      merged_by: null,
      comments: call.state.comments.filter(({ issue }) => issue === pull.number).length,
      review_comments: 0,
      maintainer_can_modify: false,
      commits: 1,
      additions: changes.reduce((sum, change) => sum + change.additions, 0),
      deletions: changes.reduce((sum, change) => sum + change.deletions, 0),
      changed_files: changes.length,
    },
  };
}

function listFiles(call: Call): Answer {
  const pull = find(call);
  const head = pull === undefined ? undefined : call.state.resolve(pull.head);
  if (pull === undefined || head === undefined) return problem(404, "Not Found");
  return page(
    call,
    `${repositoryPath(call.state)}/pulls/${pull.number}/files`,
    changesOf(call, pull)
      .slice(0, MOST_FILES)
      .map((change) => ({ ...fileBody(call, head, change), sha: head.sha })),
  );
}

function listPullsOfCommit(call: Call): Answer {
  const commit = call.state.resolve(call.params.commit_sha ?? "");
  if (commit === undefined) return problem(422, `No commit found for SHA: ${call.params.commit_sha}`);
  const found = call.state.pulls.filter((pull) => {
    const head = call.state.resolve(pull.head);
    const base = call.state.resolve(pull.base);
    if (head === undefined) return false;
    const inBase = new Set(base === undefined ? [] : call.state.history(base.sha).map(({ sha }) => sha));
    return (
      head.sha === commit.sha ||
      (!inBase.has(commit.sha) && call.state.history(head.sha).some(({ sha }) => sha === commit.sha))
    );
  });
  return page(
    call,
    `${repositoryPath(call.state)}/commits/${commit.sha}/pulls`,
    found.map((pull) => pullBody(call, pull)),
  );
}

function changesOf(call: Call, pull: FakePull) {
  const head = call.state.resolve(pull.head);
  const base = call.state.resolve(pull.base);
  if (head === undefined || base === undefined) return [];
  return compareTrees(mergeBaseOf(call.state, base, head)?.files ?? new Map(), head.files);
}

/** A `pull-request-simple`. */
export function pullBody(call: Call, pull: FakePull): JsonObject {
  const { state } = call;
  const url = `${repositoryUrl(call)}/pulls/${pull.number}`;
  const issue = `${repositoryUrl(call)}/issues/${pull.number}`;
  const site = `${repositorySite(state)}/pull/${pull.number}`;
  const headSha = state.resolve(pull.head)?.sha ?? "";
  const baseSha = state.resolve(pull.base)?.sha ?? "";
  const statuses = `${repositoryUrl(call)}/statuses/${headSha}`;
  const side = (owner: string, ref: string, sha: string): JsonObject => ({
    label: `${owner}:${ref}`,
    ref,
    sha,
    user: userBody(call, owner),
    repo: repositoryBody(call, owner),
  });
  return {
    url,
    id: 100_000 + pull.number,
    node_id: nodeId("PullRequest", pull.number),
    html_url: site,
    diff_url: `${site}.diff`,
    patch_url: `${site}.patch`,
    issue_url: issue,
    commits_url: `${url}/commits`,
    review_comments_url: `${url}/comments`,
    review_comment_url: `${repositoryUrl(call)}/pulls/comments{/number}`,
    comments_url: `${issue}/comments`,
    statuses_url: statuses,
    number: pull.number,
    state: pull.state,
    locked: false,
    title: pull.title,
    user: userBody(call, pull.login),
    body: pull.body,
    labels: [],
    milestone: null,
    draft: pull.draft,
    created_at: timeOf(pull.at),
    updated_at: timeOf(pull.at),
    closed_at: pull.state === "closed" ? timeOf(pull.at) : null,
    merged_at: pull.merged ? timeOf(pull.at) : null,
    merge_commit_sha: null,
    assignee: null,
    head: side(pull.headOwner, pull.head, headSha),
    base: side(state.owner, pull.base, baseSha),
    _links: {
      self: href(url),
      html: href(site),
      issue: href(issue),
      comments: href(`${issue}/comments`),
      review_comments: href(`${url}/comments`),
      review_comment: href(`${repositoryUrl(call)}/pulls/comments{/number}`),
      commits: href(`${url}/commits`),
      statuses: href(statuses),
    },
    author_association: pull.headOwner === state.owner ? "MEMBER" : "CONTRIBUTOR",
    auto_merge: null,
  };
}
