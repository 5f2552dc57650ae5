import { ActionError, type HttpClient, type HttpRequest } from "@deploy-actions/kernel";

/** A page of 100 deployments with full payloads stays far below this. */
const MAX_BYTES = 16_777_216;
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"] as const;

/**
 * The `fetch` octokit calls, over our client: one place for time-outs, retries, proxy and redaction. `isRepeatable`: also
 * a POST or PATCH that may have happened is sent again.
 */
export function createGitHubFetch(http: HttpClient, isRepeatable = false): typeof fetch {
  return async (input, init) => {
    const url = String(input instanceof Request ? input.url : input);
    const method = METHODS.find((known) => known === (init?.method ?? "GET").toUpperCase()) ?? "GET";
    const answer = await http.send({
      method,
      url,
      headers: Object.fromEntries(new Headers(init?.headers).entries()),
      ...bodyOf(init?.body),
      redirect: "follow",
      // What GitHub refused for a rate limit it did not do; anything else may have happened.
      retry: !isRepeatable && (method === "POST" || method === "PATCH") ? "if-refused" : "idempotent",
      maxBodyBytes: MAX_BYTES,
      signal: init?.signal ?? new AbortController().signal,
    });
    if (answer.truncated) {
      throw new ActionError(
        "remote",
        `GitHub's answer to ${method} ${new URL(url).pathname} is over 16 MiB.`,
        {
          hint: "Ask for less: fewer items, or a smaller file.",
        },
      );
    }
    const empty = answer.status === 204 || answer.status === 205 || answer.status === 304;
    const response = new Response(empty ? null : new Uint8Array(answer.body), {
      status: answer.status,
      headers: answer.headers,
    });
    Object.defineProperty(response, "url", { value: answer.url });
    return response;
  };
}

function bodyOf(body: unknown): Pick<HttpRequest, "body"> {
  if (body === undefined || body === null) return {};
  if (typeof body === "string" || body instanceof Uint8Array) return { body };
  throw new ActionError("internal", "A GitHub call has a body that is neither text nor bytes.");
}
