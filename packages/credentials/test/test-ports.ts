import { createHttpClient, createIdTokens, createSecrets } from "@deploy-actions/action-kit";
import { ActionError, type Clock, type HttpClient, type Log, type Secrets } from "@deploy-actions/kernel";
import type { FakeGitHub } from "@deploy-actions/testkit";
import type { CredentialPorts } from "../src/index.ts";

/** A clock that stands until it is moved; a sleep moves it. */
export interface TestClock extends Clock {
  advance(ms: number): void;
  readonly slept: readonly number[];
}

/** Begins at a whole second, as tokens do. */
export function testClock(startMs = Math.floor(Date.now() / 1_000) * 1_000): TestClock {
  let nowMs = startMs;
  const slept: number[] = [];
  return {
    now: () => nowMs,
    advance: (ms) => {
      nowMs += ms;
    },
    slept,
    async sleep(ms, signal) {
      if (signal.aborted) throw new ActionError("cancelled", "Cancelled while waiting.");
      slept.push(ms);
      nowMs += ms;
    },
  };
}

export interface TestLog extends Log {
  readonly lines: readonly string[];
}

export function testLog(): TestLog {
  const lines: string[] = [];
  const at = (level: string) => (message: string) => void lines.push(`${level}: ${message}`);
  return {
    lines,
    info: at("info"),
    debug: at("debug"),
    notice: at("notice"),
    warning: at("warning"),
    error: at("error"),
    foreign: at("foreign"),
    group: (_title, body) => body(),
  };
}

export interface TestPorts extends CredentialPorts {
  readonly clock: TestClock;
  readonly log: TestLog;
  readonly secrets: Secrets;
  readonly masked: readonly string[];
}

/** Real HTTP, real masking and GitHub's real way to an ID token, at a clock of the test. */
export function testPorts(
  options: {
    readonly clock?: TestClock;
    readonly github?: FakeGitHub;
    readonly env?: Readonly<Record<string, string>>;
    /** `https://host` → URL of a fake; `*` for all others. */
    readonly routes?: Readonly<Record<string, string>>;
  } = {},
): TestPorts {
  const clock = options.clock ?? testClock();
  const masked: string[] = [];
  const secrets = createSecrets((line) => void masked.push(line));
  const random = { next: () => 0, id: () => "00000000-0000-4000-8000-000000000000" };
  const direct = createHttpClient({ clock, random, secrets, env: {}, userAgent: "deploy-actions/test" });
  const http = routed(direct, options.routes ?? {});
  const env = { GITHUB_REPOSITORY: "shop/web", GITHUB_RUN_ID: "30433642", ...options.env };
  const idTokens =
    options.github === undefined
      ? undefined
      : createIdTokens({ env: options.github.issuer.env, http: direct, secrets });
  return { idTokens, http, clock, random, secrets, env, log: testLog(), masked };
}

function routed(http: HttpClient, routes: Readonly<Record<string, string>>): HttpClient {
  return {
    send(request) {
      const url = new URL(request.url);
      const pattern = Object.keys(routes).find(
        (host) => url.hostname === host || (host.startsWith("*.") && url.hostname.endsWith(host.slice(1))),
      );
      const target = pattern === undefined ? undefined : routes[pattern];
      if (target === undefined) {
        if (url.hostname !== "127.0.0.1") throw new Error(`A test must not call ${url.hostname}.`);
        return http.send(request);
      }
      return http.send({
        ...request,
        url: `${target}${url.pathname}${url.search}`,
        headers: { ...request.headers, "x-fake-host": url.hostname },
      });
    },
  };
}

export const signal: AbortSignal = new AbortController().signal;

/** The ActionError a promise rejects with. */
export async function rejection(promise: Promise<unknown>): Promise<ActionError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof ActionError) return error;
  throw new Error(`Expected an ActionError, got ${error instanceof Error ? error.stack : String(error)}`);
}

/** Message and hint of an error, as a person reads them. */
export function textOf(error: ActionError): string {
  return `${error.message}\n${error.hint ?? ""}`;
}
