import {
  commitBody,
  repositoryBody,
  repositoryPath,
  repositorySite,
  repositoryUrl,
  timeOf,
  userBody,
} from "./bodies.ts";
import { type Answer, type Call, page, problem, type Route } from "./route.ts";

const R = "/repos/{owner}/{repo}";
const readContents = [{ permission: "contents", level: "read" }] as const;

/** The repository itself, its branches and the user of the token. */
export const repositoryRoutes: readonly Route[] = [
  { route: "GET /user", needs: [], handle: getUser },
  { route: `GET ${R}`, needs: [], handle: (call) => ({ status: 200, body: repositoryBody(call) }) },
  { route: `GET ${R}/branches`, needs: readContents, handle: listBranches },
  { route: `GET ${R}/branches/{branch}`, needs: readContents, handle: getBranch },
];

function getUser(call: Call): Answer {
  // The GITHUB_TOKEN belongs to an installation, not to a user.
  if (call.identity.login.endsWith("[bot]")) return problem(403, "Resource not accessible by integration");
  const since = timeOf(Date.UTC(2020, 0, 1));
  return {
    status: 200,
    body: {
      ...userBody(call, call.identity.login),
      name: call.identity.login,
      company: null,
      blog: "",
      location: null,
      email: null,
      hireable: null,
      bio: null,
      public_repos: 1,
      public_gists: 0,
      followers: 0,
      following: 0,
      created_at: since,
      updated_at: since,
    },
  };
}

function branches(call: Call): readonly { readonly name: string; readonly sha: string }[] {
  return [...call.state.refs]
    .filter(([ref]) => ref.startsWith("refs/heads/"))
    .map(([ref, sha]) => ({ name: ref.slice("refs/heads/".length), sha }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function listBranches(call: Call): Answer {
  const items = branches(call).map(({ name, sha }) => ({
    name,
    commit: { sha, url: `${repositoryUrl(call)}/commits/${sha}` },
    protected: false,
  }));
  return page(call, `${repositoryPath(call.state)}/branches`, items);
}

function getBranch(call: Call): Answer {
  const branch = branches(call).find(({ name }) => name === call.params.branch);
  const commit = branch === undefined ? undefined : call.state.commits.get(branch.sha);
  if (branch === undefined || commit === undefined) return problem(404, "Branch not found");
  const self = `${repositoryUrl(call)}/branches/${branch.name}`;
  return {
    status: 200,
    body: {
      name: branch.name,
      commit: commitBody(call, commit),
      _links: { self, html: `${repositorySite(call.state)}/tree/${branch.name}` },
      protected: false,
      protection: { enabled: false },
      protection_url: `${self}/protection`,
    },
  };
}
