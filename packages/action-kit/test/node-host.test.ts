import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "@jest/globals";
import { systemClock } from "../src/clock.ts";
import type { Wiring } from "../src/host.ts";
import { wireLazily } from "../src/lazy-ports.ts";
import { nodeHost } from "../src/node-host.ts";
import { systemRandom } from "../src/random.ts";
import { createSecrets } from "../src/secrets.ts";
import { listenForStop } from "../src/signals.ts";

function wiring(more: Partial<Wiring> = {}): Wiring {
  return {
    env: {},
    clock: systemClock,
    random: systemRandom,
    secrets: createSecrets(),
    signal: new AbortController().signal,
    apiUrl: "http://127.0.0.1:9",
    userAgent: "deploy-actions/sample/1.0.0",
    ...more,
  };
}

describe("the host of a real process", () => {
  const host = nodeHost({ entryUrl: pathToFileURL("/opt/dist/pipeline/index.js").href });

  test("starts another entry of the same bundle", () => {
    const argv = host.selfArgv("local-supervisor");
    expect(argv[0]).toBe(process.execPath);
    expect(argv.at(-1)).toBe(join("/opt/dist/local-supervisor/index.js"));
  });

  test.each(["../x", "a/b", "", "A"])("refuses %j as an entry", (entry) => {
    expect(() => host.selfArgv(entry)).toThrow("is not the name of an entry");
  });

  test("gives back the signals when nobody listens any more", () => {
    const before = process.listenerCount("SIGINT") + process.listenerCount("SIGTERM");
    const stop = listenForStop(() => {});
    expect(process.listenerCount("SIGINT") + process.listenerCount("SIGTERM")).toBe(before + 2);
    stop();
    expect(process.listenerCount("SIGINT") + process.listenerCount("SIGTERM")).toBe(before);
  });
});

describe("effects that are loaded when they are first used", () => {
  test("run programs and send requests under the action's name", async () => {
    const server = createServer((request, response) => response.end(request.headers["user-agent"]));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    try {
      const { port } = server.address() as AddressInfo;
      const { signal } = new AbortController();
      const ports = wireLazily(wiring());
      const answer = await ports.http.send({ url: `http://127.0.0.1:${port}/`, signal });
      expect(Buffer.from(answer.body).toString()).toBe("deploy-actions/sample/1.0.0");
      const program = await ports.exec.run({
        argv: [process.execPath, "-e", "console.log(6 * 7)"],
        env: {},
        signal,
      });
      expect(program).toMatchObject({ exitCode: 0, stdout: "42\n" });
    } finally {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  });

  test("a request for an id token ends with the run's signal", async () => {
    const stop = new AbortController();
    const server = createServer(() => stop.abort());
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    try {
      const { port } = server.address() as AddressInfo;
      const env = {
        ACTIONS_ID_TOKEN_REQUEST_URL: `http://127.0.0.1:${port}/?v=1`,
        ACTIONS_ID_TOKEN_REQUEST_TOKEN: "request-token",
      };
      const { idTokens } = wireLazily(wiring({ env, signal: stop.signal }));
      await expect(idTokens.get("sts.example")).rejects.toMatchObject({ code: "cancelled" });
    } finally {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  });

  test("a GitHub token is masked before the client is loaded", () => {
    const secrets = createSecrets();
    wireLazily(wiring({ secrets })).github("ghs_hunter2");
    expect(secrets.redact("ghs_hunter2")).toBe("***");
  });
});
