import type { JsonObject } from "@deploy-actions/kernel";
import { nodeId, repositoryUrl } from "./bodies.ts";
import { type Answer, type Call, problem, type Route, text } from "./route.ts";

const R = "/repos/{owner}/{repo}";
const read = [{ permission: "contents", level: "read" }] as const;
const write = [{ permission: "contents", level: "write" }] as const;

/** Git references: creating one is the only compare-and-set GitHub offers without contents, so locks use it. */
export const refRoutes: readonly Route[] = [
  { route: `GET ${R}/git/ref/{ref}`, needs: read, handle: getRef },
  { route: `GET ${R}/git/matching-refs/{ref}`, needs: read, handle: matchingRefs },
  { route: `POST ${R}/git/refs`, needs: write, handle: createRef },
  { route: `PATCH ${R}/git/refs/{ref}`, needs: write, handle: updateRef },
  { route: `DELETE ${R}/git/refs/{ref}`, needs: write, handle: deleteRef },
];

function getRef(call: Call): Answer {
  const ref = `refs/${call.params.ref}`;
  const sha = call.state.refs.get(ref);
  return sha === undefined ? problem(404, "Not Found") : { status: 200, body: refBody(call, ref, sha) };
}

function matchingRefs(call: Call): Answer {
  const found = [...call.state.refs].filter(([ref]) => ref.startsWith(`refs/${call.params.ref}`)).sort();
  return { status: 200, body: found.map(([ref, sha]) => refBody(call, ref, sha)) };
}

function createRef(call: Call): Answer {
  const ref = text(call.body.ref) ?? "";
  const sha = text(call.body.sha) ?? "";
  if (!/^refs\/[^/]+\/.+/.test(ref)) return problem(422, "Reference name is not valid");
  if (call.state.refs.has(ref)) return problem(422, "Reference already exists");
  if (!call.state.commits.has(sha)) return problem(422, "Object does not exist");
  call.state.refs.set(ref, sha);
  return { status: 201, body: refBody(call, ref, sha) };
}

function updateRef(call: Call): Answer {
  const ref = `refs/${call.params.ref}`;
  const old = call.state.refs.get(ref);
  const sha = text(call.body.sha) ?? "";
  if (old === undefined) return problem(422, "Reference does not exist");
  if (!call.state.commits.has(sha)) return problem(422, "Object does not exist");
  const isFastForward = call.state.history(sha).some((commit) => commit.sha === old);
  if (call.body.force !== true && !isFastForward) return problem(422, "Update is not a fast forward");
  call.state.refs.set(ref, sha);
  return { status: 200, body: refBody(call, ref, sha) };
}

function deleteRef(call: Call): Answer {
  if (!call.state.refs.delete(`refs/${call.params.ref}`)) return problem(422, "Reference does not exist");
  return { status: 204 };
}

function refBody(call: Call, ref: string, sha: string): JsonObject {
  return {
    ref,
    node_id: nodeId("Ref", ref),
    url: `${repositoryUrl(call)}/git/${ref}`,
    object: { type: "commit", sha, url: `${repositoryUrl(call)}/git/commits/${sha}` },
  };
}
