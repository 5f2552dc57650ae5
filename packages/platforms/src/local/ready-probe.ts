import { request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

const INTERVAL_MS = 50;
const ANSWER_TIMEOUT_MS = 2_000;

/** `true` as soon as `path` answers 2xx; otherwise what was seen last, when the deadline passed or `isOver` says so. */
export async function waitUntilReady(
  port: number,
  path: string,
  deadline: number,
  isOver: () => boolean,
): Promise<true | string> {
  let last = "no answer";
  while (!isOver() && performance.now() < deadline) {
    const answer = await ask(port, path);
    if (typeof answer === "number" && answer >= 200 && answer < 300) return true;
    last = typeof answer === "number" ? `status ${answer}` : answer;
    await sleep(INTERVAL_MS);
  }
  return last;
}

function ask(port: number, path: string): Promise<number | string> {
  return new Promise((resolve) => {
    const probe = request({
      host: "127.0.0.1",
      port,
      path,
      agent: false,
      headers: { "user-agent": "deploy-actions-ready", connection: "close" },
      timeout: ANSWER_TIMEOUT_MS,
    });
    probe.once("response", (response) => {
      resolve(response.statusCode ?? 0);
      response.destroy();
    });
    probe.once("timeout", () => probe.destroy(new Error(`no answer within ${ANSWER_TIMEOUT_MS} ms`)));
    probe.on("error", (error: NodeJS.ErrnoException) => {
      resolve(error.code === "ECONNREFUSED" ? "connection refused" : error.message);
    });
    probe.end();
  });
}
