import { type Answer, type Need, problem, type Route } from "./route.ts";
import type { FakeState } from "./state.ts";
import type { FakeIdentity } from "./types.ts";

/** The identity of an Authorization header, or GitHub's refusal. */
export function authenticate(
  header: string | undefined,
  identities: readonly FakeIdentity[],
): FakeIdentity | Answer {
  if (header === undefined) return problem(401, "Requires authentication");
  const token = /^(?:bearer|token)\s+(.+)$/i.exec(header)?.[1];
  return identities.find((identity) => identity.token === token) ?? problem(401, "Bad credentials");
}

/** GitHub's refusal when the token lacks every permission that would be enough. */
export function authorize(route: Route, identity: FakeIdentity, state: FakeState): Answer | undefined {
  if (route.needs.length === 0 || route.needs.some((need) => isGranted(need, identity, state)))
    return undefined;
  return { ...problem(403, "Resource not accessible by integration"), headers: acceptedPermissions(route) };
}

/** The header GitHub answers with to tokens of apps: `issues=write; pull_requests=write`. */
export function acceptedPermissions(route: Route): Readonly<Record<string, string>> {
  const accepted = route.needs.map(({ permission, level }) => `${permission.replaceAll("-", "_")}=${level}`);
  return {
    "x-accepted-github-permissions":
      accepted.length === 0 ? "allows_permissionless_access=true" : accepted.join("; "),
  };
}

function isGranted(need: Need, identity: FakeIdentity, state: FakeState): boolean {
  if (identity.permissions === undefined) return true;
  if (need.level === "read" && !state.isPrivate) return true;
  const granted = identity.permissions[need.permission];
  return granted === "write" || (granted === "read" && need.level === "read");
}
