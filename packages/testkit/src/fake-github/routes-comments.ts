import type { JsonObject } from "@deploy-actions/kernel";
import { nodeId, repositoryPath, repositorySite, repositoryUrl, timeOf, userBody } from "./bodies.ts";
import { type Answer, type Call, page, problem, type Route, text } from "./route.ts";
import type { FakeComment } from "./state.ts";

const R = "/repos/{owner}/{repo}";
const LONGEST_BODY = 65_536;
const read = [
  { permission: "issues", level: "read" },
  { permission: "pull-requests", level: "read" },
] as const;
const write = [
  { permission: "issues", level: "write" },
  { permission: "pull-requests", level: "write" },
] as const;

/** Comments of issues and pull requests. */
export const commentRoutes: readonly Route[] = [
  { route: `GET ${R}/issues/{issue_number}/comments`, needs: read, handle: listComments },
  { route: `POST ${R}/issues/{issue_number}/comments`, needs: write, handle: createComment },
  { route: `GET ${R}/issues/comments/{comment_id}`, needs: read, handle: getComment },
  { route: `PATCH ${R}/issues/comments/{comment_id}`, needs: write, handle: updateComment },
  { route: `DELETE ${R}/issues/comments/{comment_id}`, needs: write, handle: deleteComment },
];

function issueOf(call: Call): number | undefined {
  const number = Number(call.params.issue_number);
  const exists = call.state.issues.has(number) || call.state.pulls.some((pull) => pull.number === number);
  return exists ? number : undefined;
}

function find(call: Call): FakeComment | undefined {
  return call.state.comments.find(({ id }) => id === Number(call.params.comment_id));
}

function listComments(call: Call): Answer {
  const issue = issueOf(call);
  if (issue === undefined) return problem(404, "Not Found");
  const since = Date.parse(call.query.since ?? "");
  const found = call.state.comments
    .filter((comment) => comment.issue === issue)
    .filter((comment) => !Number.isFinite(since) || comment.updatedAt >= since)
    .sort((a, b) => a.id - b.id);
  return page(
    call,
    `${repositoryPath(call.state)}/issues/${issue}/comments`,
    found.map((comment) => commentBody(call, comment)),
  );
}

function createComment(call: Call): Answer {
  const issue = issueOf(call);
  if (issue === undefined) return problem(404, "Not Found");
  const refused = refusedBody(call);
  if (refused !== undefined) return refused;
  const at = call.state.now();
  const comment: FakeComment = {
    id: call.state.nextId(),
    issue,
    body: text(call.body.body) ?? "",
    login: call.identity.login,
    at,
    updatedAt: at,
  };
  call.state.comments.push(comment);
  return { status: 201, body: commentBody(call, comment) };
}

function getComment(call: Call): Answer {
  const comment = find(call);
  return comment === undefined
    ? problem(404, "Not Found")
    : { status: 200, body: commentBody(call, comment) };
}

function updateComment(call: Call): Answer {
  const comment = find(call);
  if (comment === undefined) return problem(404, "Not Found");
  const refused = refusedBody(call);
  if (refused !== undefined) return refused;
  comment.body = text(call.body.body) ?? "";
  comment.updatedAt = call.state.now();
  return { status: 200, body: commentBody(call, comment) };
}

function deleteComment(call: Call): Answer {
  const comment = find(call);
  if (comment === undefined) return problem(404, "Not Found");
  call.state.comments.splice(call.state.comments.indexOf(comment), 1);
  return { status: 204 };
}

function refusedBody(call: Call): Answer | undefined {
  const body = text(call.body.body) ?? "";
  const complaint =
    body.trim() === ""
      ? "Body cannot be blank"
      : [...body].length > LONGEST_BODY
        ? `Body is too long (maximum is ${LONGEST_BODY} characters)`
        : undefined;
  if (complaint === undefined) return undefined;
  return problem(422, "Validation Failed", {
    errors: [{ resource: "IssueComment", code: "unprocessable", field: "data", message: complaint }],
  });
}

function commentBody(call: Call, comment: FakeComment): JsonObject {
  const kind = call.state.pulls.some(({ number }) => number === comment.issue) ? "pull" : "issues";
  return {
    url: `${repositoryUrl(call)}/issues/comments/${comment.id}`,
    html_url: `${repositorySite(call.state)}/${kind}/${comment.issue}#issuecomment-${comment.id}`,
    issue_url: `${repositoryUrl(call)}/issues/${comment.issue}`,
    id: comment.id,
    node_id: nodeId("IssueComment", comment.id),
    user: userBody(call, comment.login),
    created_at: timeOf(comment.at),
    updated_at: timeOf(comment.updatedAt),
    author_association: comment.login.endsWith("[bot]") ? "NONE" : "MEMBER",
    body: comment.body,
    performed_via_github_app: null,
  };
}
