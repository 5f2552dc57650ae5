import type { Json, JsonObject } from "@deploy-actions/kernel";
import type { FakeState } from "./state.ts";
import type { FakeIdentity } from "./types.ts";

/** An answer of a route. */
export interface Answer {
  readonly status: number;
  readonly body?: Json;
  /** Sent as it is, with this content type, instead of `body`. */
  readonly raw?: { readonly contentType: string; readonly text: string };
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request that has passed every check. */
export interface Call {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: JsonObject;
  readonly headers: Readonly<Record<string, string>>;
  readonly identity: FakeIdentity;
  readonly state: FakeState;
  /** Base of the API, for the addresses in bodies. */
  readonly url: string;
}

/** A permission of a workflow token and the least level that is enough. */
export interface Need {
  readonly permission: string;
  readonly level: "read" | "write";
}

/** A route GitHub describes and the fake answers. */
export interface Route {
  /** Method and path as in GitHub's description. */
  readonly route: string;
  /** One of these is enough; none = no permission needed. */
  readonly needs: readonly Need[];
  handle(call: Call): Answer;
}

/** Parameters that may hold slashes (`x-multi-segment` in GitHub's description). */
const MULTI_SEGMENT = new Set(["path", "ref", "basehead", "branch", "environment_name"]);

/** The first route that matches, with its path parameters decoded. */
export function matchRoute(
  routes: readonly Route[],
  method: string,
  path: string,
): { readonly route: Route; readonly params: Readonly<Record<string, string>> } | undefined {
  for (const route of routes) {
    const [routeMethod, template = ""] = route.route.split(" ");
    if (routeMethod !== method) continue;
    const match = patternOf(template).exec(path);
    if (match === null) continue;
    const params = Object.entries(match.groups ?? {}).map(([name, value]) => [name, decode(value)]);
    return { route, params: Object.fromEntries(params) };
  }
  return undefined;
}

const patterns = new Map<string, RegExp>();

function patternOf(template: string): RegExp {
  const known = patterns.get(template);
  if (known !== undefined) return known;
  const source = template.replace(/\{(\w+)\}/g, (_all, name: string) =>
    MULTI_SEGMENT.has(name) ? `(?<${name}>.+?)` : `(?<${name}>[^/]+)`,
  );
  const pattern = new RegExp(`^${source}$`);
  patterns.set(template, pattern);
  return pattern;
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** GitHub's `{message, documentation_url}`. */
export function problem(status: number, message: string, extra: JsonObject = {}): Answer {
  return {
    status,
    body: { message, documentation_url: "https://docs.github.com/rest", status: String(status), ...extra },
  };
}

/** GitHub's 422 with its list of fields. */
export function invalid(resource: string, field: string, message: string): Answer {
  return problem(422, "Validation Failed", { errors: [{ resource, field, code: "custom", message }] });
}

/** One page of a list with GitHub's Link header: 30 a page, 100 at most. */
export function page(call: Call, path: string, items: readonly Json[]): Answer {
  const { slice, headers } = paginate(call, path, items);
  return { status: 200, body: slice, headers };
}

/** The slice of a page and the headers that go with it. */
export function paginate<T>(
  call: Call,
  path: string,
  items: readonly T[],
): { readonly slice: readonly T[]; readonly headers: Readonly<Record<string, string>> } {
  const size = Math.min(100, Math.max(1, Number(call.query.per_page ?? 30)));
  const number = Math.max(1, Number(call.query.page ?? 1));
  const last = Math.max(1, Math.ceil(items.length / size));
  const link = (target: number, rel: string): string => {
    const query = new URLSearchParams({ ...call.query, page: String(target) });
    return `<${call.url}${path}?${query.toString()}>; rel="${rel}"`;
  };
  const links = [
    ...(number > 1 ? [link(number - 1, "prev")] : []),
    ...(number < last ? [link(number + 1, "next"), link(last, "last")] : []),
    ...(number > 1 ? [link(1, "first")] : []),
  ];
  return {
    slice: items.slice((number - 1) * size, number * size),
    headers: links.length === 0 ? {} : { link: links.join(", ") },
  };
}

export function text(value: Json | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}
