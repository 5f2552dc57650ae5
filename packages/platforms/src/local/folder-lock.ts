import { createHash } from "node:crypto";
import { mkdir, realpath, rm } from "node:fs/promises";
import { connect, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ActionError } from "@deploy-actions/kernel";
import { errorCode } from "./error-code.ts";

/**
 * Makes this process the only supervisor of a state folder until it ends, however it ends. Rejects with `conflict` when
 * there is one already.
 */
export async function lockFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const hash = createHash("sha256")
    .update(await realpath(folder))
    .digest("hex")
    .slice(0, 32);
  // A bound socket and not a lock file: the system frees it with the process, so no lock is ever stale. Linux's abstract
  // sockets (leading NUL) leave no file behind either.
  const isAbstract = process.platform === "linux";
  const path = isAbstract ? `\0deploy-actions-${hash}` : join(tmpdir(), `deploy-actions-${hash}.sock`);
  const server = createServer((socket) => socket.destroy());
  try {
    await bind(server, path);
  } catch (error) {
    if (errorCode(error) !== "EADDRINUSE") throw error;
    if (isAbstract || (await answers(path))) {
      throw new ActionError("conflict", `Another supervisor runs in ${folder}`, { cause: error });
    }
    await rm(path, { force: true });
    await bind(server, path);
  }
  server.unref();
}

function bind(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(path, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
