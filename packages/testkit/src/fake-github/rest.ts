import { isObject, type Json, type JsonObject } from "@deploy-actions/kernel";
import { acceptedPermissions, authenticate, authorize } from "./access.ts";
import { operationOf } from "./openapi.ts";
import { type Answer, matchRoute, problem } from "./route.ts";
import { ROUTES } from "./routes.ts";
import type { FakeState } from "./state.ts";
import type { FakeIdentity } from "./types.ts";

/** A request as the server has read it. */
export interface RestRequest {
  readonly method: string;
  /** Encoded path, without query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON; `undefined` without a body. */
  readonly body: Json | undefined;
}

/** What a REST request stands on. */
export interface RestWorld {
  readonly state: FakeState;
  readonly identities: readonly FakeIdentity[];
  readonly url: string;
  violate(sentence: string): void;
}

/** The route a request is for, in GitHub's words. */
export function routeOf(method: string, path: string): string | undefined {
  return matchRoute(ROUTES, method, path)?.route.route;
}

/** GitHub's answer; everything that contradicts GitHub's own description becomes a violation. */
export function answerRest(request: RestRequest, world: RestWorld): Answer {
  if (request.headers["user-agent"] === undefined) {
    return problem(403, "Request forbidden by administrative rules: no User-Agent header");
  }
  const identity = authenticate(request.headers.authorization, world.identities);
  if ("status" in identity) return identity;
  const match = matchRoute(ROUTES, request.method, request.path);
  if (match === undefined) {
    world.violate(`${request.method} ${request.path}: the fake GitHub has no such route`);
    return problem(404, "Not Found");
  }
  const { route, params } = match;
  const operation = operationOf(route.route);
  const wrong = operation.request({ params, query: request.query, body: request.body });
  if (wrong.length > 0) {
    for (const one of wrong) world.violate(`${route.route}: ${one}`);
    return problem(500, `Fake GitHub: the request is not valid: ${wrong.join("; ")}`);
  }
  if (!isOurs(params, world.state)) return problem(404, "Not Found");
  const refused = authorize(route, identity, world.state);
  if (refused !== undefined) return refused;
  const answer = route.handle({
    params,
    query: request.query,
    body: isObject(request.body) ? (request.body as JsonObject) : {},
    headers: request.headers,
    identity,
    state: world.state,
    url: world.url,
  });
  const contentType = answer.raw?.contentType ?? "application/json";
  for (const one of operation.response(answer.status, contentType, answer.raw?.text ?? answer.body)) {
    world.violate(`${route.route}, our answer: ${one}`);
  }
  return { ...answer, headers: { ...acceptedPermissions(route), ...answer.headers } };
}

function isOurs(params: Readonly<Record<string, string>>, state: FakeState): boolean {
  const same = (given: string | undefined, own: string): boolean =>
    given === undefined || given.toLowerCase() === own.toLowerCase();
  return same(params.owner, state.owner) && same(params.repo, state.name);
}
