import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { isObject, type Json } from "@deploy-actions/kernel";
import { createOidcIssuer } from "../oidc-issuer.ts";
import { createFaults, faultAnswer } from "./faults.ts";
import { answerRest, routeOf } from "./rest.ts";
import { type Answer, problem } from "./route.ts";
import { FakeState, type NewCommit, type NewPull } from "./state.ts";
import type { FakeFault, FakeGitHub, FakeGitHubOptions, FakeIdentity, RecordedRequest } from "./types.ts";

const MAX_BODY = 33_554_432;
const RATE_LIMIT = 1_000;

/**
 * Starts a GitHub on loopback: REST with state, permissions, faults and GitHub's own description as the judge, and the
 * issuer of ID tokens. For another process, `GET /__state`, `/__requests`, `/__violations` and `POST /__fail`,
 * `/__commit`, `/__pull` read and change it.
 */
export async function startFakeGitHub(options: FakeGitHubOptions = {}): Promise<FakeGitHub> {
  const now = options.now ?? Date.now;
  const state = new FakeState({
    repository: options.repository ?? "shop/web",
    isPrivate: options.private ?? true,
    defaultBranch: options.defaultBranch ?? "main",
    files: options.files ?? { "README.md": "# web\n" },
    now,
  });
  for (const issue of options.issues ?? []) state.issues.add(issue);
  state.runs.push(...(options.runs ?? []));
  const token = options.token ?? "ghs_fakeTokenOfTheWorkflow0000000000000000";
  const identities: readonly FakeIdentity[] = [
    {
      token,
      login: "github-actions[bot]",
      ...(options.permissions === undefined ? {} : { permissions: options.permissions }),
    },
    ...(options.identities ?? []),
  ];
  const requests: RecordedRequest[] = [];
  const violations: string[] = [];
  const faults = createFaults(options.faults ?? []);

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      violations.push(`The fake GitHub itself failed: ${String(error)}`);
      if (!response.headersSent) send(response, problem(500, String(error)), requests.length, now());
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const issuer = createOidcIssuer({
    url,
    repository: `${state.owner}/${state.name}`,
    now,
    ...(options.claims === undefined ? {} : { claims: options.claims }),
  });
  const world = { state, identities, url, violate: (sentence: string) => void violations.push(sentence) };

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const target = new URL(request.url ?? "/", url);
    const method = request.method ?? "GET";
    const query = Object.fromEntries(target.searchParams);
    const headers = headersOf(request);
    const body = parse(await read(request));
    const control = answerControl(method, target.pathname, body);
    if (control !== undefined) return send(response, control, requests.length, now());
    const record: RecordedRequest = {
      method,
      path: decodeURIComponent(target.pathname),
      route: routeOf(method, target.pathname),
      query,
      headers: { ...headers, ...shownToken(headers.authorization, identities) },
      body,
      status: undefined,
    };
    requests.push(record);
    const fault = faults.take(method, `${target.pathname}${target.search}`);
    if (fault?.mode === "hang") return;
    if (fault?.mode === "drop") return void request.socket.destroy();
    const answer =
      fault !== undefined && fault.mode !== "drop-after-effect"
        ? faultAnswer(fault)
        : ((await issuer.answer(method, target, headers)) ??
          answerRest({ method, path: target.pathname, query, headers, body }, world));
    if (fault?.mode === "drop-after-effect") return void request.socket.destroy();
    record.status = answer.status;
    send(response, answer, requests.length, now());
  }

  function answerControl(method: string, path: string, body: Json | undefined): Answer | undefined {
    if (!path.startsWith("/__")) return undefined;
    const given = isObject(body) ? body : {};
    switch (`${method} ${path}`) {
      case "GET /__state":
        return { status: 200, body: state.toJSON() };
      case "GET /__requests":
        return { status: 200, body: JSON.parse(JSON.stringify(requests)) as Json };
      case "GET /__violations":
        return { status: 200, body: [...violations] };
      case "POST /__fail":
        faults.add(given as FakeFault);
        return { status: 204 };
      case "POST /__commit":
        return { status: 200, body: { sha: state.commit(given as NewCommit) } };
      case "POST /__pull":
        return { status: 200, body: { number: state.openPull({ head: "", ...given } as NewPull) } };
      default:
        return problem(404, "Not Found");
    }
  }

  return {
    url,
    token,
    requests,
    violations,
    state,
    issuer,
    fail: faults.add,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

function send(response: ServerResponse, answer: Answer, used: number, nowMs: number): void {
  const text = answer.raw?.text ?? (answer.body === undefined ? "" : JSON.stringify(answer.body));
  response.writeHead(answer.status, {
    ...(text === "" ? {} : { "content-type": answer.raw?.contentType ?? "application/json; charset=utf-8" }),
    "x-github-request-id": `FAKE:${used}`,
    "x-ratelimit-limit": String(RATE_LIMIT),
    "x-ratelimit-remaining": String(Math.max(1, RATE_LIMIT - used)),
    "x-ratelimit-reset": String(Math.ceil(nowMs / 1_000) + 3_600),
    ...answer.headers,
  });
  response.end(text);
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MAX_BODY) throw new Error("The request body is over 32 MiB.");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function parse(text: string): Json | undefined {
  if (text === "") return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

function headersOf(request: IncomingMessage): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(", ") : (value ?? ""),
    ]),
  );
}

function shownToken(
  authorization: string | undefined,
  identities: readonly FakeIdentity[],
): Readonly<Record<string, string>> {
  if (authorization === undefined) return {};
  const known = identities.find(({ token }) => authorization.endsWith(` ${token}`));
  return { authorization: known === undefined ? "(unknown)" : known.login };
}
