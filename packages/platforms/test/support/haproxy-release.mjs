// A release behind HAProxy for tests: port from PORT, version from RELEASE, behaviour from the file named in the first argument.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";

const { PORT, RELEASE } = process.env;
const behaviour = JSON.parse(readFileSync(process.argv[2], "utf8"))[RELEASE] ?? {};
const server = createServer((request, response) => {
  if (request.url === "/ready") {
    const isReady = behaviour.notReady === undefined;
    response.writeHead(isReady ? 200 : 503).end(isReady ? "" : behaviour.notReady);
    return;
  }
  response.setHeader("x-release", RELEASE);
  if (request.url === "/fail") response.writeHead(500).end();
  else if (request.url === "/close") request.socket.destroy();
  else if (request.url === "/slow") setTimeout(() => response.end(RELEASE), 1_000);
  else response.end(RELEASE);
});
// HAProxy keeps connections for later: none of them may be closed while it is about to use it.
server.keepAliveTimeout = 60_000;
server.listen(Number(PORT), "127.0.0.1");
process.on("SIGTERM", () => {
  server.close(() => process.exit(0));
  server.closeIdleConnections();
  setTimeout(() => process.exit(0), 500).unref();
});
