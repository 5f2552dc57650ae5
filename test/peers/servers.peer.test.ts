import { existsSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { startHaproxy } from "./haproxy.ts";
import { startMoto } from "./moto.ts";
import { startPrometheus } from "./prometheus.ts";
import { describePeer } from "./require-peer.ts";
import { answers, freePort } from "./servers.ts";

interface Server {
  readonly folder: string;
  stop(): Promise<void>;
}

/** Stops it, and sees that nothing is left. */
async function expectGoneAfterStop(server: Server, url: string): Promise<void> {
  await server.stop();
  await expect(answers(url)).rejects.toThrow("fetch failed");
  expect(existsSync(server.folder)).toBe(false);
}

describePeer("HAProxy", "DEPLOY_ACTIONS_PEER_HAPROXY", (program) => {
  test("runs with a configuration of ours and leaves nothing behind", async () => {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}/`;
    const config = (folder: string) =>
      [
        `global\n  stats socket ${folder}/admin.sock mode 600 level admin`,
        "defaults\n  mode http\n  timeout client 5s\n  timeout server 5s\n  timeout connect 5s",
        `frontend shop\n  bind 127.0.0.1:${port}\n  http-request return status 200`,
        "",
      ].join("\n");
    const server = await startHaproxy(config, port, program);
    try {
      expect(await answers(url)).toBe(true);
      expect(existsSync(`${server.folder}/admin.sock`)).toBe(true);
    } finally {
      await expectGoneAfterStop(server, url);
    }
  });

  test("says what is wrong with a configuration", async () => {
    await expect(startHaproxy(() => "nonsense\n", await freePort(), program)).rejects.toThrow("nonsense");
  });
});

describePeer("Prometheus", "DEPLOY_ACTIONS_PEER_PROMETHEUS", (program) => {
  test("answers a query and leaves nothing behind", async () => {
    const server = await startPrometheus(undefined, program);
    const url = `${server.url}/api/v1/query?query=vector(1)`;
    try {
      expect(await answers(url)).toBe(true);
    } finally {
      await expectGoneAfterStop(server, url);
    }
  });
});

describePeer("moto", "DEPLOY_ACTIONS_PEER_MOTO_SERVER", (program) => {
  test("answers and leaves nothing behind", async () => {
    const server = await startMoto(program);
    const url = `${server.url}/moto-api/`;
    try {
      expect(await answers(url)).toBe(true);
    } finally {
      await expectGoneAfterStop(server, url);
    }
  });
});
