import { spawn } from "node:child_process";
import type { RequestListener } from "node:http";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { gzipSync } from "node:zlib";
import { HttpFailure } from "@deploy-actions/kernel";
import { afterEach, describe, expect, test } from "@jest/globals";
import {
  calm,
  freePort,
  rejection,
  serve,
  serveProxy,
  type TestServer,
  testClient,
} from "./network-ports.ts";

const open: { close(): Promise<void> }[] = [];

async function server(listener: RequestListener): Promise<TestServer> {
  const started = await serve(listener);
  open.push(started);
  return started;
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

function text(body: Uint8Array): string {
  return new TextDecoder().decode(body);
}

/** Answers with these statuses in turn, the last one for ever; counts the requests. */
function inTurn(...answers: readonly { status: number; headers?: Record<string, string> }[]) {
  const counter = { requests: 0 };
  const listener: RequestListener = (_request, response) => {
    const answer = answers[Math.min(counter.requests, answers.length - 1)];
    counter.requests += 1;
    response.writeHead(answer?.status ?? 500, answer?.headers).end("answer");
  };
  return { counter, listener };
}

describe("an answer", () => {
  test("comes with status, lower-case headers, body and the user agent sent", async () => {
    const { url } = await server((request, response) => {
      response.setHeader("X-Two", ["a", "b"]);
      response.writeHead(404).end(`agent ${request.headers["user-agent"]}`);
    });
    const answer = await testClient().http.send({ url: `${url}/x?y=1`, signal: calm() });
    expect(answer.status).toBe(404);
    expect(answer.headers["x-two"]).toBe("a, b");
    expect(text(answer.body)).toBe("agent deploy-actions/test/1.0.0");
    expect(answer).toMatchObject({ attempts: 1, redirects: 0, proxied: false, truncated: false });
    expect(answer.timings.totalMs).toBeGreaterThanOrEqual(answer.timings.headersMs);
  });

  test("sends method, headers and body as they are", async () => {
    const { url } = await server(async (request, response) => {
      let body = "";
      for await (const chunk of request) body += String(chunk);
      response.end(`${request.method} ${request.headers["x-key"]} ${body}`);
    });
    const answer = await testClient().http.send({
      url,
      method: "POST",
      headers: { "X-Key": "k" },
      body: "payload",
      signal: calm(),
    });
    expect(text(answer.body)).toBe("POST k payload");
  });

  test("user and password of the URL become basic authentication and leave the URL", async () => {
    const { url } = await server((request, response) => response.end(request.headers.authorization));
    const answer = await testClient().http.send({ url: url.replace("//", "//me:p%40ss@"), signal: calm() });
    expect(text(answer.body)).toBe(`Basic ${Buffer.from("me:p@ss").toString("base64")}`);
    expect(answer.url).toBe(`${url}/`);
  });

  test("a longer body is cut and says so", async () => {
    const { url } = await server((_request, response) => response.end("x".repeat(5_000)));
    const answer = await testClient().http.send({ url, maxBodyBytes: 100, signal: calm() });
    expect(answer.body.length).toBe(100);
    expect(answer.truncated).toBe(true);
  });

  test("an endless body is cut", async () => {
    const { url } = await server((_request, response) => {
      const more = (): boolean => response.write("x".repeat(65_536)) && !response.destroyed;
      response.on("drain", more);
      while (more());
    });
    const answer = await testClient().http.send({ url, maxBodyBytes: 100_000, signal: calm() });
    expect(answer).toMatchObject({ truncated: true });
    expect(answer.body.length).toBe(100_000);
  });

  test("a gzip body is decoded, and the limit is on what it becomes", async () => {
    const bomb = gzipSync("0".repeat(1_000_000));
    const { url } = await server((request, response) => {
      response.setHeader("content-encoding", "gzip");
      response.end(request.url === "/bomb" ? bomb : gzipSync("small"));
    });
    const { http } = testClient();
    const small = await http.send({ url, signal: calm() });
    expect(text(small.body)).toBe("small");
    expect(small.headers["content-encoding"]).toBeUndefined();
    const cut = await http.send({ url: `${url}/bomb`, maxBodyBytes: 1_000, signal: calm() });
    expect(cut.body.length).toBe(1_000);
    expect(cut.truncated).toBe(true);
  });

  test.each(["HEAD", "DELETE"] as const)(
    "%s with an encoding header and no body is no error",
    async (method) => {
      const { url } = await server((_request, response) => {
        response.writeHead(method === "DELETE" ? 204 : 200, { "content-encoding": "gzip" }).end();
      });
      expect((await testClient().http.send({ url, method, signal: calm() })).body.length).toBe(0);
    },
  );
});

describe("retries", () => {
  test("a 503 is tried again with full jitter, then its success is the answer", async () => {
    const { counter, listener } = inTurn({ status: 503 }, { status: 503 }, { status: 200 });
    const { url } = await server(listener);
    const { http, clock } = testClient();
    const answer = await http.send({ url, signal: calm() });
    expect(answer).toMatchObject({ status: 200, attempts: 3 });
    expect(clock.sleeps).toEqual([250, 500]);
    expect(counter.requests).toBe(3);
  });

  test("four attempts are the end, and the last answer is the answer", async () => {
    const { counter, listener } = inTurn({ status: 500 });
    const { url } = await server(listener);
    expect(await testClient().http.send({ url, signal: calm() })).toMatchObject({ status: 500, attempts: 4 });
    expect(counter.requests).toBe(4);
  });

  test("429 waits as long as Retry-After asks, in seconds", async () => {
    const { listener } = inTurn({ status: 429, headers: { "retry-after": "7" } }, { status: 200 });
    const { url } = await server(listener);
    const { http, clock } = testClient();
    expect((await http.send({ url, signal: calm() })).status).toBe(200);
    expect(clock.sleeps).toEqual([7_000]);
  });

  test("429 that asks for more than a minute is the answer", async () => {
    const { counter, listener } = inTurn({ status: 429, headers: { "retry-after": "61" } });
    const { url } = await server(listener);
    const { http, clock } = testClient();
    expect((await http.send({ url, signal: calm() })).status).toBe(429);
    expect(clock.sleeps).toEqual([]);
    expect(counter.requests).toBe(1);
  });

  test.each(["POST", "PATCH"] as const)("%s is not tried again", async (method) => {
    const { counter, listener } = inTurn({ status: 429, headers: { "retry-after": "1" } });
    const { url } = await server(listener);
    expect((await testClient().http.send({ url, method, signal: calm() })).status).toBe(429);
    expect(counter.requests).toBe(1);
  });

  test("a POST marked if-refused is tried again after 429, not after 500", async () => {
    const { listener } = inTurn({ status: 429, headers: { "retry-after": "1" } }, { status: 500 });
    const { url } = await server(listener);
    const answer = await testClient().http.send({ url, method: "POST", retry: "if-refused", signal: calm() });
    expect(answer).toMatchObject({ status: 500, attempts: 2 });
  });

  test("a connection that is closed is tried again", async () => {
    let requests = 0;
    const { url } = await server((request, response) => {
      requests += 1;
      if (requests === 1) request.socket.destroy();
      else response.end("ok");
    });
    expect(await testClient().http.send({ url, signal: calm() })).toMatchObject({ status: 200, attempts: 2 });
  });

  test("cancelling ends the wait between attempts", async () => {
    const { listener } = inTurn({ status: 503 });
    const { url } = await server(listener);
    const { http, clock } = testClient();
    const abort = new AbortController();
    clock.onSleep = () => abort.abort();
    expect((await rejection(http.send({ url, signal: abort.signal }))).code).toBe("cancelled");
  });
});

describe("redirects", () => {
  test("are returned as they are by default", async () => {
    const { url } = await server((_request, response) => {
      response.writeHead(302, { location: "/next" }).end();
    });
    const answer = await testClient().http.send({ url, signal: calm() });
    expect(answer).toMatchObject({ status: 302, redirects: 0 });
    expect(answer.headers.location).toBe("/next");
  });

  test("keep credentials on the same origin and drop them on another", async () => {
    const seen: Record<string, unknown>[] = [];
    const other = await server((request, response) => {
      seen.push(request.headers);
      response.end("there");
    });
    const first = await server((request, response) => {
      seen.push(request.headers);
      const location = request.url === "/" ? "/second" : `${other.url}/third`;
      response.writeHead(307, { location }).end();
    });
    const answer = await testClient().http.send({
      url: first.url,
      redirect: "follow",
      headers: { Authorization: "Bearer s", Cookie: "a=b", "X-Api-Key": "k", Accept: "text/plain" },
      signal: calm(),
    });
    expect(answer).toMatchObject({ status: 200, redirects: 2, url: `${other.url}/third` });
    expect(seen[1]).toMatchObject({ authorization: "Bearer s", cookie: "a=b" });
    expect(seen[2]).toMatchObject({ accept: "text/plain" });
    for (const name of ["authorization", "cookie", "x-api-key"]) expect(seen[2]).not.toHaveProperty(name);
  });

  test("end after five hops with the redirect itself", async () => {
    let requests = 0;
    const { url } = await server((_request, response) => {
      requests += 1;
      response.writeHead(302, { location: "/again" }).end();
    });
    const answer = await testClient().http.send({ url, redirect: "follow", signal: calm() });
    expect(answer).toMatchObject({ status: 302, redirects: 5 });
    expect(requests).toBe(6);
  });

  test.each([
    [303, "POST", "GET "],
    [302, "POST", "GET "],
    [307, "POST", "POST body"],
    [308, "PUT", "PUT body"],
  ] as const)("%i of %s goes on as %s", async (status, method, expected) => {
    const { url } = await server(async (request, response) => {
      if (request.url === "/") return void response.writeHead(status, { location: "/next" }).end();
      let body = "";
      for await (const chunk of request) body += String(chunk);
      response.end(`${request.method} ${body}`);
    });
    const { http } = testClient();
    const answer = await http.send({ url, method, body: "body", redirect: "follow", signal: calm() });
    expect(text(answer.body)).toBe(expected);
  });

  test("to another scheme is not followed", async () => {
    const { url } = await server((_request, response) => {
      response.writeHead(302, { location: "file:///etc/passwd" }).end();
    });
    expect((await testClient().http.send({ url, redirect: "follow", signal: calm() })).status).toBe(302);
  });
});

describe("failures", () => {
  test("a time-out covers a body that comes slowly", async () => {
    const { url } = await server((_request, response) => {
      response.write("beginning");
    });
    const error = await rejection(
      testClient().http.send({ url, timeoutMs: 150, retry: "never", signal: calm() }),
    );
    expect(error.code).toBe("remote");
    expect(error.cause).toBeInstanceOf(HttpFailure);
    expect(error.cause).toMatchObject({ failure: "timeout" });
    expect(error.message).toBe(`GET ${url}/ failed: no complete answer within 150ms.`);
  });

  test("a time-out covers redirects", async () => {
    const { url } = await server((request, response) => {
      if (request.url === "/") response.writeHead(302, { location: "/hang" }).end();
    });
    const sent = testClient().http.send({
      url,
      timeoutMs: 150,
      retry: "never",
      redirect: "follow",
      signal: calm(),
    });
    expect((await rejection(sent)).cause).toMatchObject({ failure: "timeout" });
  });

  test("nobody listening is refused, after four attempts", async () => {
    const port = await freePort();
    const error = await rejection(
      testClient().http.send({ url: `http://127.0.0.1:${port}/x`, signal: calm() }),
    );
    expect(error.cause).toMatchObject({ failure: "refused", systemCode: "ECONNREFUSED" });
    expect(error.message).toContain(
      `nothing accepts connections on 127.0.0.1:${port} (ECONNREFUSED), after 4 attempts`,
    );
    expect(error.hint).toContain("port");
  });

  test("a name that cannot exist is dns", async () => {
    const sent = testClient().http.send({ url: "http://nowhere.invalid/", retry: "never", signal: calm() });
    expect((await rejection(sent)).cause).toMatchObject({ failure: "dns" });
  });

  test("plain HTTP on an https port is tls and not tried again", async () => {
    const { url } = await server((_request, response) => response.end());
    const { http, clock } = testClient();
    const error = await rejection(http.send({ url: url.replace("http:", "https:"), signal: calm() }));
    expect(error.cause).toMatchObject({ failure: "tls" });
    expect(clock.sleeps).toEqual([]);
  });

  test("a connection closed in the middle of the body is a reset", async () => {
    const { url } = await server((_request, response) => {
      response.writeHead(200, { "content-length": "100" });
      response.write("part", () => response.socket?.destroy());
    });
    const sent = testClient().http.send({ url, retry: "never", signal: calm() });
    expect((await rejection(sent)).cause).toMatchObject({ failure: "reset" });
  });

  test("an answer that is not HTTP is a network failure", async () => {
    const tcp = createTcpServer((socket) => socket.resume().end("SSH-2.0-OpenSSH\r\n"));
    await new Promise<void>((resolve) => tcp.listen(0, "127.0.0.1", resolve));
    open.push({ close: () => new Promise((resolve) => tcp.close(() => resolve())) });
    const url = `http://127.0.0.1:${(tcp.address() as AddressInfo).port}`;
    const error = await rejection(testClient().http.send({ url, retry: "never", signal: calm() }));
    expect(error.cause).toMatchObject({ failure: "network" });
  });

  test("cancelling a request in flight is cancelled, not remote", async () => {
    const abort = new AbortController();
    const { url } = await server(() => abort.abort());
    expect((await rejection(testClient().http.send({ url, signal: abort.signal }))).code).toBe("cancelled");
  });

  test("a cancelled signal sends nothing", async () => {
    const peer = await server((_request, response) => response.end());
    const sent = testClient().http.send({ url: peer.url, signal: AbortSignal.abort() });
    expect((await rejection(sent)).code).toBe("cancelled");
    expect(peer.connections).toBe(0);
  });

  test("the message holds no password, no query value and no masked text", async () => {
    const port = await freePort();
    const { http, secrets } = testClient();
    secrets.mask("T0/B0/hook");
    const url = `http://user:hunter2@127.0.0.1:${port}/services/T0/B0/hook?sig=secret1&x=2#frag`;
    const error = await rejection(http.send({ url, retry: "never", signal: calm() }));
    expect(error.message).toContain(`GET http://127.0.0.1:${port}/services/***?sig=***&x=*** failed`);
    expect(error.message).not.toMatch(/hunter2|secret1|user|frag/);
  });

  test.each(["not a url", "ftp://host/file", ""])("%p is a configuration error", async (url) => {
    expect((await rejection(testClient().http.send({ url, signal: calm() }))).code).toBe("config");
  });

  test("a header with a line break is a configuration error", async () => {
    const { url } = await server((_request, response) => response.end());
    const sent = testClient().http.send({ url, headers: { "x-a": "1\r\nx-b: 2" }, signal: calm() });
    expect((await rejection(sent)).code).toBe("config");
  });
});

describe("connections", () => {
  test("are reused, unless a fresh one is asked for", async () => {
    const peer = await server((_request, response) => response.end("ok"));
    const { http } = testClient();
    for (let count = 0; count < 10; count += 1) await http.send({ url: peer.url, signal: calm() });
    // The next request may come before the connection of the last one is free again.
    const reused = peer.connections;
    expect(reused).toBeLessThan(5);
    for (let count = 0; count < 3; count += 1) {
      await http.send({ url: peer.url, freshConnection: true, signal: calm() });
    }
    expect(peer.connections).toBe(reused + 3);
  });

  test("do not keep the process alive", async () => {
    const { url } = await server((_request, response) => response.end("ok"));
    const program = `
      import { createHttpClient } from "@deploy-actions/action-kit";
      const http = createHttpClient({ clock: { now: Date.now, sleep: async () => {} }, random: { next: () => 0, id: () => "" },
        secrets: { mask: (v) => v, redact: (t) => t }, env: {}, userAgent: "test" });
      const answer = await http.send({ url: process.env.TARGET, signal: new AbortController().signal });
      process.stdout.write(String(answer.status) + " " + performance.now());
      process.on("exit", () => process.stdout.write(" " + performance.now()));
    `;
    const child = spawn(
      process.execPath,
      ["--conditions=deploy-actions-source", "--input-type=module", "--eval", program],
      {
        cwd: import.meta.dirname,
        env: { PATH: process.env.PATH, TARGET: url },
        stdio: ["ignore", "pipe", "inherit"],
      },
    );
    let printed = "";
    child.stdout.on("data", (chunk) => {
      printed += String(chunk);
    });
    await new Promise((resolve) => child.once("close", resolve));
    const [status, answered, exited] = printed.split(" ").map(Number);
    expect(status).toBe(200);
    // An idle connection would hold the process for the keep-alive time of the server (5 s).
    expect((exited ?? Number.NaN) - (answered ?? Number.NaN)).toBeLessThan(2_000);
  });
});

describe("a proxy", () => {
  test("carries plain HTTP in absolute form and is reported", async () => {
    const proxy = await serveProxy();
    open.push(proxy);
    const peer = await server((_request, response) => response.end("through"));
    const answer = await testClient({ HTTP_PROXY: proxy.url }).http.send({
      url: `${peer.url}/a`,
      signal: calm(),
    });
    expect(text(answer.body)).toBe("through");
    expect(answer.proxied).toBe(true);
    expect(proxy.seen).toEqual([`GET ${peer.url}/a`]);
  });

  test("carries fresh connections too", async () => {
    const proxy = await serveProxy();
    open.push(proxy);
    const peer = await server((_request, response) => response.end("through"));
    const { http } = testClient({ http_proxy: proxy.url });
    await http.send({ url: peer.url, freshConnection: true, signal: calm() });
    await http.send({ url: peer.url, freshConnection: true, signal: calm() });
    expect(proxy.connections).toBe(2);
  });

  test("is left out for what NO_PROXY names", async () => {
    const proxy = await serveProxy();
    open.push(proxy);
    const peer = await server((_request, response) => response.end("direct"));
    const { http } = testClient({ HTTP_PROXY: proxy.url, NO_PROXY: "example.com,127.0.0.1" });
    expect((await http.send({ url: peer.url, signal: calm() })).proxied).toBe(false);
    expect(proxy.seen).toEqual([]);
  });

  test("tunnels https with CONNECT", async () => {
    const proxy = await serveProxy();
    open.push(proxy);
    const peer = await server((_request, response) => response.end());
    const { http } = testClient({ HTTPS_PROXY: proxy.url });
    const error = await rejection(http.send({ url: peer.url.replace("http:", "https:"), signal: calm() }));
    expect(proxy.seen).toEqual([`CONNECT 127.0.0.1:${peer.port}`]);
    expect(error.cause).toMatchObject({ failure: "tls" });
  });

  test("that is down is a proxy failure that names it without its password", async () => {
    const port = await freePort();
    const { http } = testClient({ HTTP_PROXY: `http://me:hunter2@127.0.0.1:${port}` });
    const error = await rejection(http.send({ url: "http://shop.example/", retry: "never", signal: calm() }));
    expect(error.cause).toMatchObject({ failure: "proxy" });
    expect(error.message).toContain(`the proxy 127.0.0.1:${port}`);
    expect(error.message).not.toContain("hunter2");
    expect(error.hint).toContain("NO_PROXY");
  });

  test.each([
    ["http", "407 Proxy Authentication Required"],
    ["https", "403 Forbidden"],
  ])("that refuses %s with %s is a proxy failure", async (scheme, status) => {
    const refusing = await serve(
      (_request, response) => response.writeHead(407).end(),
      (proxy) =>
        proxy.on("connect", (_request, client) =>
          client.end(`HTTP/1.1 ${status}\r\ncontent-length: 0\r\n\r\n`),
        ),
    );
    open.push(refusing);
    const { http } = testClient({ HTTP_PROXY: refusing.url, HTTPS_PROXY: refusing.url });
    const error = await rejection(
      http.send({ url: `${scheme}://shop.example/`, retry: "never", signal: calm() }),
    );
    expect(error.cause).toMatchObject({ failure: "proxy" });
  });
});
