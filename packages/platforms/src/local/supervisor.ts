import { randomBytes, randomUUID } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ActionError } from "@deploy-actions/kernel";
import { createAdminHandler } from "./admin-handler.ts";
import { errorCode } from "./error-code.ts";
import { lockFolder } from "./folder-lock.ts";
import { forward } from "./forward.ts";
import { forwardUpgrade } from "./forward-upgrade.ts";
import { endLeftovers } from "./leftovers.ts";
import { formatListenAddress, type ListenAddress, parseListenAddress } from "./listen-address.ts";
import type { StateFile } from "./protocol.ts";
import { openReleaseLog } from "./release-log.ts";
import { RunningRelease } from "./running-release.ts";
import { readStateFile, writeStateFile } from "./state-file.ts";
import { Traffic, type TrafficPorts } from "./traffic.ts";

const LAST_BYTES_MS = 1_000;

/** Where a supervisor keeps its state and which address users reach. */
export interface SupervisorOptions {
  /** Absolute path of the state folder. */
  readonly state: string;
  /** host:port, loopback only; port 0 is chosen once and then kept. */
  readonly listen: string;
}

/**
 * Runs the supervisor of a local target until it is told to stop (`POST /stop`, SIGTERM or SIGINT): the weighted proxy,
 * the releases behind it and the admin API. `env` is where the releases' variables come from. A supervisor that was
 * killed goes on, when started again, with what its state file says. Rejects with `conflict` when another one runs in
 * the folder, with `config` when it cannot listen.
 */
export async function runSupervisor(
  options: SupervisorOptions,
  env: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  await lockFolder(options.state);
  const before = await readStateFile(options.state);
  const wanted = parseListenAddress(options.listen);
  const address = wanted.port === 0 && before !== undefined ? parseListenAddress(before.listen) : wanted;
  const proxy = createServer({ requestTimeout: 0, keepAliveTimeout: 65_000 });
  // Who comes while the releases are not there yet waits a moment instead of never being answered.
  const { promise: opened, resolve: open } = Promise.withResolvers<Traffic>();
  proxy.on("request", (request, response) => {
    void opened.then((traffic) => forward(traffic, request, response));
  });
  proxy.on("upgrade", (request, socket, head) => {
    socket.on("error", () => {});
    void opened.then((traffic) => forwardUpgrade(traffic, request, socket, head));
  });
  const listen = formatListenAddress(await bind(proxy, address));
  if (before !== undefined) {
    const ended = await endLeftovers(before.bootId);
    if (ended.length > 0) log(`ended processes left by the supervisor before: ${ended.join(", ")}`);
  }
  const bootId = randomUUID();
  const token = randomBytes(32).toString("base64url");
  const state: StateFile = {
    ...(before ?? firstState()),
    listen,
    bootId,
    supervisor: null,
    processes: [],
  };
  // Before the first process: whoever cleans up after a kill looks for this id.
  await writeStateFile(options.state, state);

  let stop: () => void = () => {};
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  // The admin server needs the traffic, and the state the traffic starts from needs the admin server's port.
  const admin = createServer({ requestTimeout: 30_000 });
  const adminAddress = await bind(admin, { host: "127.0.0.1", port: 0 });
  const running: StateFile = {
    ...state,
    supervisor: {
      pid: process.pid,
      adminUrl: `http://${formatListenAddress(adminAddress)}`,
      token,
      startedAt: new Date().toISOString(),
    },
  };
  const traffic = new Traffic(running, createPorts(options, bootId, env));
  traffic.resume();
  open(traffic);
  admin.on("request", createAdminHandler(traffic, token, stop));
  await traffic.save();
  log(`pid ${process.pid} listens on ${listen}`);

  const onSignal = (): void => stop();
  process.on("SIGTERM", onSignal);
  process.on("SIGINT", onSignal);
  process.on("SIGHUP", () => {});
  process.on("exit", () => traffic.kill());
  await stopped;
  log("stopping");
  const closed = new Promise<void>((resolve) => {
    proxy.close(() => resolve());
  });
  await traffic.stop();
  // The releases have answered; slow clients get a moment to read it.
  await Promise.race([closed, sleep(LAST_BYTES_MS, undefined, { ref: false })]);
  proxy.closeAllConnections();
  admin.close();
  admin.closeAllConnections();
  process.off("SIGTERM", onSignal);
  process.off("SIGINT", onSignal);
  log("stopped");
}

function createPorts(
  options: SupervisorOptions,
  bootId: string,
  env: Readonly<Record<string, string | undefined>>,
): TrafficPorts {
  let started = 0;
  return {
    start: (slot, isCandidate, values, onProcess) => {
      started += 1;
      return new RunningRelease({
        slot,
        isCandidate,
        epoch: `${bootId.slice(0, 8)}-${started}`,
        environment: { values: { ...env, ...values }, instance: `${bootId}/${started}` },
        log: openReleaseLog(join(options.state, "logs"), slot.release.version),
        onProcess,
      });
    },
    write: (state) => writeStateFile(options.state, state),
    now: () => Date.now(),
    log,
  };
}

function firstState(): StateFile {
  return {
    schema: 1,
    id: randomBytes(4).toString("hex"),
    change: 0,
    listen: "",
    stable: null,
    candidate: null,
    weight: 0,
    lastChange: null,
    bootId: "",
    supervisor: null,
    processes: [],
  };
}

async function bind(server: Server, address: ListenAddress): Promise<ListenAddress> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(address.port, address.host, () => {
        server.off("error", reject);
        resolve();
      });
    });
  } catch (error) {
    const code = errorCode(error);
    const why = code === "EADDRINUSE" ? "another program uses this port" : (code ?? "the system refuses");
    throw new ActionError("config", `Cannot listen on ${formatListenAddress(address)}: ${why}`, {
      cause: error,
      hint: "Stop the other program or give the target another port.",
    });
  }
  // A string is the address of a pipe, which is never asked for.
  const bound = server.address() as AddressInfo;
  return { host: address.host, port: bound.port };
}

/** The supervisor's output is its log file. */
function log(line: string): void {
  process.stderr.write(`${new Date().toISOString()} ${line}\n`);
}
