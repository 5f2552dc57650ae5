import type { Json, JsonObject } from "@deploy-actions/kernel";
import type { Call } from "./route.ts";
import type { FakeCommit, FakeState } from "./state.ts";

const SITE = "https://github.com";

/** GitHub's time: UTC, whole seconds. */
export function timeOf(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d{3}Z$/, "Z");
}

/** GitHub's GraphQL identifier: opaque. */
export function nodeId(kind: string, id: number | string): string {
  return Buffer.from(`${kind}:${id}`).toString("base64");
}

export function repositoryPath(state: FakeState): string {
  return `/repos/${state.owner}/${state.name}`;
}

export function repositoryUrl(call: Call): string {
  return `${call.url}${repositoryPath(call.state)}`;
}

export function repositorySite(state: FakeState): string {
  return `${SITE}/${state.owner}/${state.name}`;
}

/** A `simple-user`; the number comes from the name, so that it is the same everywhere. */
export function userBody(call: Call, login: string): JsonObject {
  const bot = login.endsWith("[bot]");
  const url = `${call.url}/users/${encodeURIComponent(login)}`;
  const suffixes = {
    followers_url: "followers",
    following_url: "following{/other_user}",
    gists_url: "gists{/gist_id}",
    starred_url: "starred{/owner}{/repo}",
    subscriptions_url: "subscriptions",
    organizations_url: "orgs",
    repos_url: "repos",
    events_url: "events{/privacy}",
    received_events_url: "received_events",
  };
  return {
    login,
    id: numberOf(login),
    node_id: nodeId("User", login),
    avatar_url: `https://avatars.githubusercontent.com/u/${numberOf(login)}?v=4`,
    gravatar_id: "",
    url,
    html_url: bot ? `${SITE}/apps/${login.replace("[bot]", "")}` : `${SITE}/${login}`,
    ...Object.fromEntries(Object.entries(suffixes).map(([key, suffix]) => [key, `${url}/${suffix}`])),
    type: bot ? "Bot" : "User",
    site_admin: false,
  };
}

export function numberOf(name: string): number {
  return [...name].reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) % 90_000_000, 7) + 1_000;
}

const REPOSITORY_URLS: Readonly<Record<string, string>> = {
  archive_url: "{archive_format}{/ref}",
  assignees_url: "assignees{/user}",
  blobs_url: "git/blobs{/sha}",
  branches_url: "branches{/branch}",
  collaborators_url: "collaborators{/collaborator}",
  comments_url: "comments{/number}",
  commits_url: "commits{/sha}",
  compare_url: "compare/{base}...{head}",
  contents_url: "contents/{+path}",
  contributors_url: "contributors",
  deployments_url: "deployments",
  downloads_url: "downloads",
  events_url: "events",
  forks_url: "forks",
  git_commits_url: "git/commits{/sha}",
  git_refs_url: "git/refs{/sha}",
  git_tags_url: "git/tags{/sha}",
  hooks_url: "hooks",
  issue_comment_url: "issues/comments{/number}",
  issue_events_url: "issues/events{/number}",
  issues_url: "issues{/number}",
  keys_url: "keys{/key_id}",
  labels_url: "labels{/name}",
  languages_url: "languages",
  merges_url: "merges",
  milestones_url: "milestones{/number}",
  notifications_url: "notifications{?since,all,participating}",
  pulls_url: "pulls{/number}",
  releases_url: "releases{/id}",
  stargazers_url: "stargazers",
  statuses_url: "statuses/{sha}",
  subscribers_url: "subscribers",
  subscription_url: "subscription",
  tags_url: "tags",
  teams_url: "teams",
  trees_url: "git/trees{/sha}",
};

/** A `repository` and `full-repository`; `owner` differs for a fork. */
export function repositoryBody(call: Call, owner = call.state.owner): JsonObject {
  const { state } = call;
  const fullName = `${owner}/${state.name}`;
  const url = `${call.url}/repos/${fullName}`;
  const created = timeOf(Date.UTC(2024, 0, 1));
  return {
    id: numberOf(fullName),
    node_id: nodeId("Repository", fullName),
    name: state.name,
    full_name: fullName,
    owner: userBody(call, owner),
    private: state.isPrivate,
    visibility: state.isPrivate ? "private" : "public",
    html_url: `${SITE}/${fullName}`,
    description: null,
    fork: owner !== state.owner,
    url,
    ...Object.fromEntries(Object.entries(REPOSITORY_URLS).map(([key, suffix]) => [key, `${url}/${suffix}`])),
    clone_url: `${SITE}/${fullName}.git`,
    git_url: `git://github.com/${fullName}.git`,
    ssh_url: `git@github.com:${fullName}.git`,
    svn_url: `${SITE}/${fullName}`,
    mirror_url: null,
    homepage: null,
    language: null,
    license: null,
    forks: 0,
    forks_count: 0,
    stargazers_count: 0,
    watchers: 0,
    watchers_count: 0,
    size: 1,
    default_branch: state.defaultBranch,
    open_issues: 0,
    open_issues_count: 0,
    network_count: 0,
    subscribers_count: 0,
    has_issues: true,
    has_projects: true,
    has_wiki: false,
    has_pages: false,
    has_downloads: true,
    has_discussions: false,
    archived: false,
    disabled: false,
    pushed_at: created,
    created_at: created,
    updated_at: created,
  };
}

/** The git half of a commit. */
function gitCommit(call: Call, commit: FakeCommit): JsonObject {
  const person = {
    name: commit.login,
    email: `${commit.login}@users.noreply.github.com`,
    date: timeOf(commit.at),
  };
  return {
    url: `${repositoryUrl(call)}/git/commits/${commit.sha}`,
    author: person,
    committer: person,
    message: commit.message,
    comment_count: 0,
    tree: { sha: commit.sha, url: `${repositoryUrl(call)}/git/trees/${commit.sha}` },
    verification: { verified: false, reason: "unsigned", payload: null, signature: null, verified_at: null },
  };
}

/** A `commit`. */
export function commitBody(call: Call, commit: FakeCommit): JsonObject {
  const url = `${repositoryUrl(call)}/commits/${commit.sha}`;
  const site = `${repositorySite(call.state)}/commit/${commit.sha}`;
  return {
    url,
    sha: commit.sha,
    node_id: nodeId("Commit", commit.sha),
    html_url: site,
    comments_url: `${url}/comments`,
    commit: gitCommit(call, commit),
    author: userBody(call, commit.login),
    committer: userBody(call, commit.login),
    parents: commit.parents.map((sha) => ({ sha, url: `${repositoryUrl(call)}/commits/${sha}` })),
  };
}

/** A link object. */
export function href(url: string): Json {
  return { href: url };
}
