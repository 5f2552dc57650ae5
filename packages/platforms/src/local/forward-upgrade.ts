import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { trySend } from "./forward.ts";
import { requestHeaders, responseHeaders } from "./headers.ts";
import { chooseRoute } from "./route.ts";
import type { Traffic } from "./traffic.ts";

/** Passes an upgrade (WebSocket) on to the release whose turn it is; afterwards bytes flow both ways untouched. */
export function forwardUpgrade(
  traffic: Traffic,
  request: IncomingMessage,
  client: Duplex,
  head: Buffer,
): void {
  client.on("error", () => client.destroy());
  const route = chooseRoute(traffic, request);
  if (route.kind === "answer") {
    refuse(client, route.status, route.text);
    return;
  }
  const { release, upstream } = route;
  const upstreamRequest = trySend({
    host: "127.0.0.1",
    port: upstream.port,
    agent: false,
    method: request.method ?? "GET",
    path: request.url ?? "/",
    headers: [...requestHeaders(request), "connection", "upgrade", "upgrade", request.headers.upgrade ?? ""],
    setHost: false,
  });
  if (upstreamRequest === undefined) {
    refuse(client, 400, "this request cannot be passed on");
    return;
  }
  const startedAt = performance.now();
  release.inFlight += 1;
  let isOver = !route.isCounted;
  const count = (outcome: "ok" | "error" | "cancelled"): void => {
    if (isOver) return;
    isOver = true;
    release.counters.record(outcome, performance.now() - startedAt);
  };
  client.once("close", () => {
    release.inFlight -= 1;
    count("cancelled");
    upstreamRequest.destroy();
  });
  upstreamRequest.on("error", () => {
    count("error");
    refuse(client, 502, `release ${release.version} broke the connection`);
  });
  upstreamRequest.on("upgrade", (answer, socket, upstreamHead) => {
    count("ok");
    const hop = ["connection", "upgrade", "upgrade", answer.headers.upgrade ?? ""];
    client.write(rawHead(101, "Switching Protocols", [...responseHeaders(answer, release.version), ...hop]));
    client.write(upstreamHead);
    socket.write(head);
    socket.on("error", () => client.destroy());
    socket.on("close", () => client.destroy());
    client.on("close", () => socket.destroy());
    socket.pipe(client).pipe(socket);
  });
  upstreamRequest.on("response", (answer) => {
    const status = answer.statusCode ?? 502;
    count(status >= 500 ? "error" : "ok");
    // The end of the connection is the end of the body: its own framing is a matter of the hop before.
    const headers = [...responseHeaders(answer, release.version), "connection", "close"];
    client.write(rawHead(status, answer.statusMessage ?? "", headers));
    answer.on("error", () => client.destroy());
    answer.pipe(client);
  });
  upstreamRequest.end();
}

function refuse(client: Duplex, status: number, text: string): void {
  if (client.destroyed) return;
  client.write(rawHead(status, "Refused", ["content-type", "text/plain", "connection", "close"]));
  client.end(`${text}\n`);
}

function rawHead(status: number, message: string, headers: readonly string[]): Buffer {
  const lines = [`HTTP/1.1 ${status} ${message}`];
  for (let index = 0; index + 1 < headers.length; index += 2) {
    lines.push(`${headers[index]}: ${headers[index + 1]}`);
  }
  // Header bytes are read as latin1 by node:http and go back as what they were.
  return Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "latin1");
}
