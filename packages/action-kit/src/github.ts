import { ActionError, type GitHubRest, type HttpClient, type Secrets } from "@deploy-actions/kernel";
import { toGitHubError } from "./github-error.ts";
import { createGitHubFetch } from "./github-fetch.ts";

const DEFAULT_MAX_ITEMS = 1_000;
const PAGE_SIZE = 100;

/** What the GitHub client stands on. */
export interface GitHubOptions {
  readonly token: string;
  /** `https://api.github.com`, or the API of a GitHub Enterprise Server. */
  readonly apiUrl: string;
  readonly http: HttpClient;
  readonly secrets: Secrets;
  readonly userAgent: string;
}

/** GitHub's REST API through octokit (loaded here), with every call going through our HTTP client. Masks the token. */
export async function createGitHub(options: GitHubOptions): Promise<GitHubRest> {
  if (options.token.trim() === "") {
    throw new ActionError("permission", "There is no GitHub token.", {
      hint: "Pass github-token: ${{ github.token }}, or set GITHUB_TOKEN.",
    });
  }
  options.secrets.mask(options.token);
  const { getOctokit } = await import("@actions/github");
  const connect = (isRepeatable: boolean) =>
    getOctokit(options.token, {
      baseUrl: options.apiUrl.replace(/\/+$/, ""),
      userAgent: options.userAgent,
      request: { fetch: createGitHubFetch(options.http, isRepeatable) },
      // octokit prints deprecations to the console; the log of the action is not its place.
      log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
    });
  const octokit = connect(false);
  const repeating = connect(true);
  const redact = (text: string): string => options.secrets.redact(text);

  return {
    async request(route, parameters, call) {
      try {
        const client = call.isRepeatable === true ? repeating : octokit;
        const response = await client.request(route as string, {
          ...parameters,
          request: { signal: call.signal },
        });
        return { status: response.status, data: response.data };
      } catch (error) {
        throw translate(error, route, parameters, call.needs, redact);
      }
    },
    async paginate(route, parameters, call) {
      const maxItems = call.maxItems ?? DEFAULT_MAX_ITEMS;
      const items: unknown[] = [];
      try {
        const pages = octokit.paginate.iterator(route as string, {
          ...parameters,
          per_page: Math.min(PAGE_SIZE, Math.max(1, maxItems)),
          request: { signal: call.signal },
        });
        for await (const page of pages) {
          items.push(...(page.data as readonly unknown[]));
          if (items.length >= maxItems) break;
        }
      } catch (error) {
        throw translate(error, route, parameters, call.needs, redact);
      }
      return items.slice(0, maxItems) as never;
    },
  };
}

/** octokit wraps what its fetch threw; ours is already the error to show. */
function translate(
  error: unknown,
  route: string,
  parameters: object,
  needs: string,
  redact: (text: string) => string,
): unknown {
  if (error instanceof ActionError) return error;
  if (!(error instanceof Error)) return error;
  if (error.cause instanceof ActionError) return error.cause;
  const { status, response } = error as { status?: unknown; response?: unknown };
  if (typeof status !== "number") return error;
  const { headers, data } = (response ?? {}) as {
    headers?: Record<string, string | undefined>;
    data?: unknown;
  };
  const refused = toGitHubError({
    call: redact(fillRoute(route, parameters)),
    status,
    headers: headers ?? {},
    data,
    needs,
    nowMs: serverTime(headers?.date),
    cause: error,
  });
  return new ActionError(refused.code, redact(refused.message), {
    cause: refused.cause,
    ...(refused.hint === undefined ? {} : { hint: refused.hint }),
  });
}

/** `GET /repos/shop/web/deployments`: the route with its parameters filled in. */
function fillRoute(route: string, parameters: object): string {
  return route.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value: unknown = Reflect.get(parameters, name);
    return typeof value === "string" || typeof value === "number" ? String(value) : placeholder;
  });
}

/** The time by GitHub's own clock, so that "resets in" is right on a runner whose clock is not. */
function serverTime(date: string | undefined): number {
  const time = Date.parse(date ?? "");
  return Number.isFinite(time) ? time : Number.NaN;
}
