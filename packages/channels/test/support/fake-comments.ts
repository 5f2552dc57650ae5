import { ActionError, type GitHubRest } from "@deploy-actions/kernel";

export interface FakeComment {
  id: number;
  body: string;
  html_url: string;
  user: { login: string };
}

/** GitHub's comments of one issue, as far as they are used; every call is recorded. */
export function createFakeComments(comments: FakeComment[], failWith?: { route: RegExp; status: number }) {
  const calls: string[] = [];
  const enter = (route: string): void => {
    calls.push(route.split(" ")[0] ?? "");
    if (failWith?.route.test(route) === true) {
      const cause = Object.assign(new Error("refused"), { status: failWith.status });
      const code = failWith.status === 403 ? "permission" : "remote";
      throw new ActionError(code, `${failWith.status}.`, { cause, hint: "Add `pull-requests: write`." });
    }
  };
  const github = {
    async request(route: string, parameters: { body: string; comment_id?: number }) {
      enter(route);
      const existing = comments.find((comment) => comment.id === parameters.comment_id);
      if (existing !== undefined) {
        existing.body = parameters.body;
        return { status: 200, data: existing };
      }
      const created = comment(comments.length + 1, parameters.body);
      comments.push(created);
      return { status: 201, data: created };
    },
    async paginate(route: string) {
      enter(route);
      return comments;
    },
  };
  return { github: github as unknown as GitHubRest, comments, calls };
}

export function comment(id: number, body: string, login = "github-actions[bot]"): FakeComment {
  return { id, body, html_url: `https://github.example/o/r/pull/7#issuecomment-${id}`, user: { login } };
}
