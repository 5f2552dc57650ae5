import {
  ActionError,
  type Clock,
  type HttpClient,
  HttpFailure,
  type HttpFailureCode,
  type HttpRequest,
  type HttpResponse,
} from "@deploy-actions/kernel";
import type { Delivery } from "./types.ts";

/** How long a channel may try, waits included. */
export const DELIVERY_DEADLINE_MS = 60_000;

const ATTEMPT_TIMEOUT_MS = 15_000;

const NO_ANSWER: Readonly<Record<HttpFailureCode, string>> = {
  dns: "its host name does not resolve",
  refused: "its host refuses connections",
  tls: "no secure connection to it",
  timeout: "no answer in time",
  reset: "the connection was cut",
  proxy: "the runner's proxy did not let it through",
  network: "no way to its host",
};

/** An answer, or in one line without any secret why there is none. */
export type Sent =
  | { readonly answered: true; readonly response: HttpResponse }
  | { readonly answered: false; readonly why: string };

/**
 * One request to a channel within the deadline. Messages of the HTTP client name the URL, which is the secret itself for
 * a webhook, so they are replaced by our own words. Rejects only when the signal aborts.
 */
export async function sendWithin(
  http: HttpClient,
  clock: Clock,
  request: Omit<HttpRequest, "signal">,
  signal: AbortSignal,
): Promise<Sent> {
  const end = new AbortController();
  const deadline = new AbortController();
  const either = AbortSignal.any([signal, deadline.signal]);
  // Ends with the request: the sleep is cancelled as soon as there is an outcome.
  const timer = clock.sleep(DELIVERY_DEADLINE_MS, AbortSignal.any([signal, end.signal])).then(
    () => deadline.abort(),
    () => undefined,
  );
  try {
    const response = await http.send({ timeoutMs: ATTEMPT_TIMEOUT_MS, ...request, signal: either });
    return { answered: true, response };
  } catch (error) {
    if (signal.aborted) throw error;
    return { answered: false, why: deadline.signal.aborted ? NO_ANSWER.timeout : explain(error) };
  } finally {
    end.abort();
    await timer;
  }
}

function explain(error: unknown): string {
  for (let current: unknown = error; current instanceof Error; current = current.cause) {
    if (current instanceof HttpFailure) return NO_ANSWER[current.failure];
  }
  const isRefused = error instanceof ActionError && error.code === "config";
  return isRefused
    ? "its address or headers cannot be sent: check the secret for spaces"
    : "it could not be sent";
}

/** The delivery of a channel whose secret is empty, as on a pull request from a fork. */
export function skipped(channel: string, secrets: string): Delivery {
  return {
    channel,
    state: "skipped",
    detail: `nothing sent to ${channel}: ${secrets} is empty (secrets are not given to pull requests from forks)`,
    attempts: 0,
  };
}

/** The text without surrounding white space; `undefined` when nothing is left, as of an unset secret. */
export function givenSecret(value: string | undefined): string | undefined {
  const trimmed = value?.trim();
  return trimmed === "" ? undefined : trimmed;
}
