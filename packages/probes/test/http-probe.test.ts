import type { ServerResponse } from "node:http";
import { systemClock } from "@deploy-actions/action-kit";
import type { HttpCheck } from "@deploy-actions/conditions";
import { ActionError, type HttpClient, HttpFailure } from "@deploy-actions/kernel";
import { afterEach, describe, expect, test } from "@jest/globals";
import { createHttpProbe, type ProbeSample } from "../src/index.ts";
import { condition } from "./support/conditions.ts";
import { httpCheck, httpClient, serve } from "./support/http.ts";

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

type Answer = (response: ServerResponse) => void;

async function look(path: string, answer: Answer, rest: Partial<HttpCheck> = {}): Promise<ProbeSample> {
  const { url, close } = await serve((request, response) => {
    if (request.url === "/login") html("<title>Sign in</title>")(response);
    else answer(response);
  });
  closers.push(close);
  return lookAt(`${url}${path}`, rest);
}

function lookAt(url: string, rest: Partial<HttpCheck> = {}, http = httpClient()): Promise<ProbeSample> {
  const probe = createHttpProbe({ check: httpCheck(url, rest), http, clock: systemClock });
  return probe.run(new AbortController().signal);
}

const json =
  (body: unknown, status = 200): Answer =>
  (response) =>
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
const text =
  (body: string, headers: Record<string, string> = {}): Answer =>
  (response) =>
    response.writeHead(200, { "content-type": "text/plain", ...headers }).end(body);
const html =
  (body: string): Answer =>
  (response) =>
    response.writeHead(200, { "content-type": "text/html" }).end(`<!doctype html>${body}`);
const redirect =
  (location: string): Answer =>
  (response) =>
    response.writeHead(302, { location }).end();

describe("answers that look healthy and are not", () => {
  const endless: Answer = (response) => {
    response.writeHead(200, {
      "content-type": "application/octet-stream",
      "content-length": String(2 ** 31),
    });
    const chunk = Buffer.alloc(65_536, "x");
    const push = (): void => {
      while (!response.destroyed && response.write(chunk)) {}
    };
    response.on("drain", push);
    push();
  };

  test.each<[string, Answer, ProbeSample["result"], string]>([
    ["302 to a login page", redirect("/login"), "unhealthy", "redirected"],
    ["200 with a sign-in page", html("<title>Log in to Shop</title>"), "unhealthy", "login_page"],
    ["200 with a password field", html('<input name=p type="password">'), "unhealthy", "login_page"],
    ["200 with any other page", html("<p>Welcome"), "unknown", "html_unexpected"],
    ['200 {"status":"DOWN"}', json({ status: "DOWN" }), "unhealthy", "status_down"],
    ["200 UNHEALTHY", text("UNHEALTHY"), "unhealthy", "status_down"],
    ["503 with no checks yet", json({ status: "DOWN", checks: [] }, 503), "unknown", "not_started"],
    ["503 of a draining instance", json({ status: "shutting_down" }, 503), "unknown", "shutting_down"],
    ["503", json({ status: "DOWN" }, 503), "unhealthy", "status_unexpected"],
    ["200 Degraded", text("Degraded"), "unknown", "status_degraded"],
    ["200 UNKNOWN", json({ status: "UNKNOWN" }), "unknown", "status_token_unknown"],
    [
      "200 UP with a part that is down",
      json({ status: "UP", components: { db: { status: "DOWN" } } }),
      "unknown",
      "component_down",
    ],
    ["200 with an empty body", text(""), "unknown", "empty_body"],
    ["a body of 2 GiB", endless, "unknown", "body_too_large"],
    ["Age: 400", text("pong", { age: "400" }), "unknown", "cached"],
    ["a CDN's hit", text("pong", { "x-cache": "Hit from cloudfront" }), "unknown", "cached"],
  ])("%s", async (_, answer, result, reason) => {
    expect(await look("/health", answer)).toMatchObject({ result, reason });
  });

  test("a followed redirect that ends at a login page", async () => {
    expect(await look("/health", redirect("/login"), { followRedirects: true })).toMatchObject({
      result: "unhealthy",
      reason: "redirected",
    });
  });

  test("an unhealthy body beats a cached answer", async () => {
    const answer = text("DOWN", { age: "3" });
    expect(await look("/health", answer)).toMatchObject({ result: "unhealthy", reason: "status_down" });
  });

  test("`contains: HEALTHY` does not accept UNHEALTHY", async () => {
    expect(await look("/health", text("UNHEALTHY"), { contains: "HEALTHY" })).toMatchObject({
      result: "unhealthy",
      reason: "status_down",
    });
  });
});

describe("answers that are healthy", () => {
  test.each<[string, Answer, Partial<HttpCheck>]>([
    ["plain text", text("pong"), {}],
    ["health JSON", json({ status: "UP", components: { db: { status: "UP" } } }), {}],
    ["a status that is expected, also a redirect", redirect("/login"), { status: [{ from: 302, to: 302 }] }],
    ["Degraded, when the check says so", text("Degraded"), { contains: "Degraded" }],
    [
      "UNKNOWN, when the check says so",
      json({ status: "UNKNOWN" }),
      { json: [{ path: "$.status", expect: { equals: "UNKNOWN" } }] },
    ],
    ["an empty 200, when exactly 200 is expected", text(""), { status: [{ from: 200, to: 200 }] }],
    ["204", (response) => response.writeHead(204).end(), {}],
    ["HEAD", text("pong"), { method: "HEAD" }],
    ["a page with the text it must hold", html("<p>Welcome"), { contains: "Welcome" }],
    [
      "a cached answer, when the check asks for it",
      text("pong", { "x-cache": "HIT" }),
      { expectHeaders: { "x-cache": "HIT" } },
    ],
  ])("is healthy: %s [E17]", async (_, answer, rest) => {
    const sample = await look("/health", answer, rest);
    expect(sample).toMatchObject({ result: "healthy", reason: "ok" });
  });

  test("a home page at another path", async () => {
    expect(await look("/", html("<p>Welcome"))).toMatchObject({ result: "healthy" });
  });
});

describe("what a body must hold is compared without casts", () => {
  const body = json({ rate: 0.9, text: "0", version: "1.0", no: null, list: [1] });
  const condition0 = { condition: condition("<= 0") };

  test.each<[string, Partial<HttpCheck>, string]>([
    ["0.9 is not <= 0", { json: [{ path: "$.rate", expect: condition0 }] }, "json_unexpected"],
    ["a missing number is not 0", { json: [{ path: "$.errors", expect: condition0 }] }, "json_path_missing"],
    ['"0" is not a number', { json: [{ path: "$.text", expect: condition0 }] }, "json_not_a_number"],
    ["null is not a number", { json: [{ path: "$.no", expect: condition0 }] }, "json_not_a_number"],
    ["a list is not a number", { json: [{ path: "$.list", expect: condition0 }] }, "json_not_a_number"],
    ['"1.0" is not 1', { json: [{ path: "$.version", expect: { equals: 1 } }] }, "json_unexpected"],
    ["null is not missing", { json: [{ path: "$.gone", expect: { equals: null } }] }, "json_path_missing"],
    ["text that is not there", { contains: "Welcome" }, "text_missing"],
    ["a header that is not there", { expectHeaders: { "x-region": "eu" } }, "header_missing"],
    ["a header with another value", { expectHeaders: { "content-type": "xml" } }, "header_unexpected"],
  ])("does not hold what is expected of it: %s [E17]", async (_, rest, reason) => {
    expect(await look("/api", body, rest)).toMatchObject({ result: "unhealthy", reason });
  });

  test("several expectations that all hold", async () => {
    const sample = await look("/api", body, {
      json: [
        { path: "$.rate", expect: { condition: condition("< 1") } },
        { path: "no", expect: { equals: null } },
        { path: "$.list[0]", expect: { equals: 1 } },
      ],
      expectHeaders: { "content-type": "json" },
      latency: condition("<= 30s"),
    });
    expect(sample).toMatchObject({ result: "healthy", reason: "ok" });
  });

  test("an answer slower than its latency condition", async () => {
    const slow: Answer = (response) => void setTimeout(() => response.end("pong"), 60);
    expect(await look("/ping", slow, { latency: condition("<= 20ms") })).toMatchObject({
      reason: "too_slow",
    });
  });

  test("HTML where JSON is needed", async () => {
    const rest: Partial<HttpCheck> = { json: [{ path: "$.a", expect: { equals: 1 } }] };
    expect(await look("/", html("<p>Bad gateway"), rest)).toMatchObject({ reason: "not_json" });
    expect(await look("/", text(""), rest)).toMatchObject({ reason: "empty_body" });
  });
});

describe("the version", () => {
  const version = (from: string): Partial<HttpCheck> => ({
    version: { expected: "v2", from, consecutive: 3 },
  });

  test.each<[string, Answer, string, string, string | undefined]>([
    ["at a path", json({ app: { v: "v2" } }), "json:$.app.v", "ok", "v2"],
    ["in a header", text("pong", { "x-version": "v2" }), "header:X-Version", "ok", "v2"],
    ["as the body", text("v2\n"), "body", "ok", "v2"],
    ["in one of the usual places", json({ git: { commit: { id: "v2" } }, version: "7" }), "auto", "ok", "v2"],
    ["of the old release", json({ version: "v1" }), "auto", "version_mismatch", "v1"],
    ["that only begins alike", json({ version: "v2-rc" }), "auto", "version_mismatch", "v2-rc"],
    ["nowhere", json({ hello: 1 }), "auto", "version_missing", undefined],
    ["in no JSON", text("v2"), "auto", "not_json", undefined],
  ])("%s", async (_, answer, from, reason, found) => {
    expect(await look("/version", answer, version(from))).toMatchObject({ reason, version: found });
  });

  test("is what the watcher counts", () => {
    const probe = createHttpProbe({
      check: httpCheck("http://127.0.0.1:1/", version("body")),
      http: httpClient(),
      clock: systemClock,
    });
    expect(probe).toMatchObject({ kind: "http", expectsVersion: { expected: "v2", consecutive: 3 } });
  });
});

describe("no answer", () => {
  test("a server that hangs is a time-out that lasted at least the time-out", async () => {
    const sample = await look("/health", () => {}, { timeoutMs: 100 });
    expect(sample).toMatchObject({ result: "unhealthy", reason: "timeout" });
    expect(sample.latencyMs).toBeGreaterThanOrEqual(100);
  });

  test("nobody listens", async () => {
    const { url, close } = await serve(() => {});
    await close();
    expect(await lookAt(url)).toMatchObject({ result: "unhealthy", reason: "connection_refused" });
  });

  test("a connection that is cut", async () => {
    const sample = await look("/health", (response) => response.destroy());
    expect(sample).toMatchObject({ result: "unhealthy", reason: "connection_reset" });
  });

  test.each([
    ["dns", "ENOTFOUND", "unhealthy", "dns"],
    ["dns", "EAI_AGAIN", "unknown", "resolver_unavailable"],
    ["tls", "CERT_HAS_EXPIRED", "unhealthy", "tls_expired"],
    ["tls", "DEPTH_ZERO_SELF_SIGNED_CERT", "unhealthy", "tls"],
    ["proxy", "ECONNREFUSED", "unknown", "proxy"],
    ["network", "ENETUNREACH", "unknown", "network_unreachable"],
    ["network", "EHOSTUNREACH", "unhealthy", "network"],
  ] as const)("%s %s is %s %s", async (failure, code, result, reason) => {
    const http: HttpClient = {
      send: () =>
        Promise.reject(
          new ActionError("remote", "failed", { cause: new HttpFailure(failure, "failed", code) }),
        ),
    };
    const sample = await lookAt("https://shop.example/", {}, http);
    expect(sample).toMatchObject({ result, reason });
    expect(sample.latencyMs === undefined).toBe(result === "unknown");
  });

  test.each([
    [407, false, "https:"],
    [502, true, "http:"],
  ])("a proxy's %i says nothing about the system", async (status, proxied, scheme) => {
    const http: HttpClient = {
      send: async ({ url }) => ({
        status,
        headers: {},
        body: new Uint8Array(),
        truncated: false,
        url,
        redirects: 0,
        proxied,
        timings: { headersMs: 1, totalMs: 1 },
        attempts: 1,
      }),
    };
    expect(await lookAt(`${scheme}//shop.example/`, {}, http)).toMatchObject({
      result: "unknown",
      reason: "proxy",
    });
  });

  test("cancelling rejects", async () => {
    const { url, close } = await serve(() => {});
    closers.push(close);
    const abort = new AbortController();
    const probe = createHttpProbe({ check: httpCheck(url), http: httpClient(), clock: systemClock });
    const running = probe.run(abort.signal);
    abort.abort();
    await expect(running).rejects.toMatchObject({ code: "cancelled" });
  });
});

describe("what is sent and shown", () => {
  test("caches are asked to step aside, own headers win, the body goes out", async () => {
    const seen: unknown[] = [];
    const { url, close } = await serve((request, response) => {
      seen.push([request.method, request.headers["cache-control"], request.headers["x-key"]]);
      request.pipe(response);
    });
    closers.push(close);
    await lookAt(url);
    const rest = {
      headers: { "Cache-Control": "no-store", "X-Key": "k" },
      method: "POST",
      body: "ping",
    } as const;
    expect(await lookAt(url, { ...rest, contains: "ping" })).toMatchObject({ result: "healthy" });
    expect(seen).toEqual([
      ["GET", "no-cache", undefined],
      ["POST", "no-store", "k"],
    ]);
  });

  test("the detail is one harmless line without query and credentials", async () => {
    const answer = redirect("/login?ticket=s3cret");
    const sample = await look("/health?token=s3cret", answer);
    expect(sample.detail).toMatch(
      /^GET http:\/\/127\.0\.0\.1:\d+\/health: 302 to \S+\/login, expected 200-299$/,
    );
    const hostile = await look("/", text("a\r\n::error::x\u001b[31m"), { contains: "welcome" });
    expect(hostile.detail).toMatch(/: a body without "welcome": "a ::error::x\\x1b\[31m"$/);
  });
});

test.each<[string, Partial<HttpCheck>, RegExp]>([
  [
    "a path",
    { json: [{ path: "$..x", expect: { equals: 1 } }] },
    /Check "shop": JSON path "\$\.\.x".*character 2/,
  ],
  ["a place", { version: { expected: "1", from: "heder:x", consecutive: 1 } }, /"heder:x" is not a place/],
  ["HEAD with a body", { method: "HEAD", contains: "x" }, /asks with HEAD/],
])("%s that cannot work is refused before anything is asked", (_, rest, message) => {
  const create = () =>
    createHttpProbe({ check: httpCheck("http://127.0.0.1/", rest), http: httpClient(), clock: systemClock });
  expect(create).toThrow(message);
  expect(create).toThrow(expect.objectContaining({ code: "config" }));
});
