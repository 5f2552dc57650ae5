import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";
import type { Release } from "@deploy-actions/rollout";
import { INSTANCE_VARIABLE, type LaunchSpec } from "./protocol.ts";
import type { ReleaseLog } from "./release-log.ts";

/** How a process ended, e.g. `exit code 3`, `signal SIGKILL` or `command not found: nod`. */
export type ProcessEnd = string;

/** One running process of a release. */
export interface ReleaseProcess {
  readonly port: number;
  readonly pid: number | null;
  readonly ended: Promise<ProcessEnd>;
  /** Signals the process and what it started. */
  signal(name: NodeJS.Signals): void;
}

/** What the environment of a release is made of. */
export interface ReleaseEnvironment {
  /** Values by name; of these only PATH, HOME and `launch.passEnv` reach the release. */
  readonly values: Readonly<Record<string, string | undefined>>;
  /** Marks the process as ours. */
  readonly instance: string;
}

/** Starts the command of a release on a free loopback port. */
export async function startRelease(
  release: Release,
  launch: LaunchSpec,
  environment: ReleaseEnvironment,
  log: ReleaseLog,
): Promise<ReleaseProcess> {
  const port = await findFreePort();
  const [program = "", ...args] = launch.command.map((argument) => fillIn(argument, release, port));
  let child: ChildProcess;
  try {
    child = spawn(program, args, {
      cwd: launch.cwd,
      env: releaseEnv(release, launch, port, environment),
      stdio: ["ignore", "pipe", "pipe"],
      // A process group of its own: what the command starts itself is ended with it.
      detached: true,
    });
  } catch (error) {
    // spawn throws for an argument it cannot pass at all, e.g. one with a NUL.
    return { port, pid: null, ended: Promise.resolve(String(error)), signal: () => {} };
  }
  child.stdout?.on("data", (chunk: Buffer) => log.write(chunk, false));
  child.stderr?.on("data", (chunk: Buffer) => log.write(chunk, true));
  const ended = new Promise<ProcessEnd>((resolve) => {
    child.once("error", (error: NodeJS.ErrnoException) => {
      resolve(error.code === "ENOENT" ? `command not found: ${program}` : error.message);
    });
    child.once("exit", (code, signalName) => {
      resolve(code === null ? `signal ${signalName}` : `exit code ${code}`);
    });
  });
  return { port, pid: child.pid ?? null, ended, signal: (name) => signalGroup(child, name) };
}

/** Replaces `${release}`, `${port}` and `${commit}` inside one argument, in one pass. */
export function fillIn(argument: string, release: Release, port: number): string {
  return argument.replace(/\$\{(release|port|commit)\}/g, (_, name: string) => {
    if (name === "port") return String(port);
    return name === "release" ? release.version : (release.commit ?? "");
  });
}

function releaseEnv(
  release: Release,
  launch: LaunchSpec,
  port: number,
  environment: ReleaseEnvironment,
): Record<string, string> {
  const env: Record<string, string> = {};
  for (const name of ["PATH", "HOME", ...launch.passEnv]) {
    const value = environment.values[name];
    if (value !== undefined) env[name] = value;
  }
  env.PORT = String(port);
  env.RELEASE = release.version;
  env.COMMIT = release.commit ?? "";
  env[INSTANCE_VARIABLE] = environment.instance;
  return env;
}

function signalGroup(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, name);
  } catch {
    // The group is gone.
  }
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
