import {
  ActionError,
  type HttpClient,
  type HttpResponse,
  type IdTokens,
  isObject,
  type Secrets,
} from "@deploy-actions/kernel";
import { READ_ONLY_TOKENS } from "./github-error.ts";

/** Room for the claims of an enterprise with many custom properties. */
const MAX_BYTES = 65_536;

/**
 * GitHub's tokens for OpenID Connect, as @actions/core asks for them: `GET $ACTIONS_ID_TOKEN_REQUEST_URL&audience=…`
 * with the request token as bearer. Each call fetches a new token; it lives for minutes only.
 */
export function createIdTokens(options: {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly http: HttpClient;
  readonly secrets: Secrets;
}): IdTokens {
  return {
    async get(audience, signal = new AbortController().signal) {
      const requestUrl = options.env.ACTIONS_ID_TOKEN_REQUEST_URL;
      const requestToken = options.env.ACTIONS_ID_TOKEN_REQUEST_TOKEN;
      if (!requestUrl || !requestToken) throw missingPermission(audience);
      options.secrets.mask(requestToken);
      const separator = requestUrl.includes("?") ? "&" : "?";
      const response = await options.http.send({
        url: `${requestUrl}${separator}audience=${encodeURIComponent(audience)}`,
        headers: { authorization: `Bearer ${requestToken}`, accept: "application/json; api-version=2.0" },
        maxBodyBytes: MAX_BYTES,
        signal,
      });
      return options.secrets.mask(readToken(response, audience));
    },
  };
}

function readToken(response: HttpResponse, audience: string): string {
  if (response.status === 401 || response.status === 403) {
    throw new ActionError(
      "permission",
      `GitHub refused an ID token for the audience "${audience}" (${response.status}).`,
      {
        cause: withStatus(response.status),
        hint: `Add "id-token: write" under permissions: of the job. ${READ_ONLY_TOKENS}`,
      },
    );
  }
  const value = response.status === 200 ? tokenIn(response.body) : undefined;
  if (value === undefined) {
    const found = response.status === 200 ? "an answer without a token" : `status ${response.status}`;
    throw new ActionError("remote", `GitHub gave no ID token for the audience "${audience}": ${found}.`, {
      cause: withStatus(response.status),
      hint: "Run the job again; if it persists, see https://www.githubstatus.com.",
    });
  }
  return value;
}

function tokenIn(body: Uint8Array): string | undefined {
  try {
    const answer: unknown = JSON.parse(new TextDecoder().decode(body));
    return isObject(answer) && typeof answer.value === "string" && answer.value !== ""
      ? answer.value
      : undefined;
  } catch {
    return undefined;
  }
}

function missingPermission(audience: string): ActionError {
  return new ActionError(
    "permission",
    `This job cannot get an ID token for the audience "${audience}": ACTIONS_ID_TOKEN_REQUEST_URL is not set.`,
    { hint: `Add "id-token: write" under permissions: of the job. ${READ_ONLY_TOKENS}` },
  );
}

function withStatus(status: number): Error {
  return Object.assign(new Error(`HTTP status ${status}`), { status });
}
