// A release for tests: port from PORT, version from RELEASE, behaviour from the file named in the first argument.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";

const { PORT, RELEASE } = process.env;
const behaviours = process.argv[2] === undefined ? {} : JSON.parse(readFileSync(process.argv[2], "utf8"));
const behaviour = behaviours[RELEASE] ?? {};
if (behaviour.exitAtStart !== undefined) {
  console.error("first line of trouble");
  console.error(`cannot start ${RELEASE}: no database`);
  process.exit(behaviour.exitAtStart);
}
let served = 0;
const server = createServer((request, response) => {
  if (request.url === "/ready") {
    response.writeHead(behaviour.neverReady ? 503 : 200).end();
    return;
  }
  if (request.url === "/env") {
    response.end(JSON.stringify(process.env));
    return;
  }
  if (request.url === "/headers") {
    response.setHeader("set-cookie", ["a=1", "b=2"]);
    response.setHeader("keep-alive", "timeout=99");
    response.end(JSON.stringify(request.headers));
    return;
  }
  if (request.url === "/crash") {
    console.error("out of luck");
    process.exit(3);
  }
  if (request.url === "/echo") {
    request.pipe(response);
    return;
  }
  if (request.url === "/slow") {
    response.writeHead(200, { "content-type": "text/plain" });
    response.write("begin ");
    setTimeout(() => response.end("end"), 400);
    return;
  }
  served += 1;
  const isFailure = behaviour.failEvery !== undefined && served % behaviour.failEvery === 0;
  setTimeout(() => {
    response.writeHead(isFailure ? 500 : 200, { "content-type": "text/plain" });
    response.end(RELEASE);
  }, behaviour.latencyMs ?? 0);
});
server.on("upgrade", (_request, socket) => {
  socket.write("HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: echo\r\n\r\n");
  socket.on("data", (chunk) => socket.write(`${RELEASE}:${chunk}`));
  socket.on("end", () => socket.end());
  socket.on("error", () => {});
});
server.listen(Number(PORT), "127.0.0.1");
process.on("SIGTERM", () => {
  if (behaviour.ignoreTerm) return;
  server.close(() => process.exit(0));
  server.closeIdleConnections();
  setTimeout(() => process.exit(0), 2_000).unref();
});
