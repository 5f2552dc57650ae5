import type { Clock, Exec, HttpClient, Log } from "@deploy-actions/kernel";
import type { HaproxyTarget } from "@deploy-actions/rollout";
import { RuntimeClient } from "./runtime-client.ts";
import { openRuntimeSocket, type RuntimeSocket } from "./runtime-socket.ts";

/** What the platform is made of. */
export interface HaproxyPlatformOptions {
  readonly target: HaproxyTarget;
  /** Runs the target's start, stop and version commands. */
  readonly exec: Exec;
  /** Asks the releases whether they are ready. */
  readonly http: HttpClient;
  readonly clock: Clock;
  /** The runner's environment; of it only PATH, HOME and `target.passEnv` reach a command. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder the commands run in and a relative socket path starts from. */
  readonly workspace: string;
  /** Name of the environment, for ENVIRONMENT. */
  readonly environment: string;
  readonly log: Log;
  /** Instead of the target's own socket. */
  readonly socket?: RuntimeSocket;
}

/** The options with the runtime API opened (nothing is connected yet). */
export interface HaproxyContext extends HaproxyPlatformOptions {
  readonly runtime: RuntimeClient;
}

export function openHaproxy(options: HaproxyPlatformOptions): HaproxyContext {
  const { target, workspace } = options;
  const socket = options.socket ?? openRuntimeSocket(target.socket, workspace);
  return { ...options, runtime: new RuntimeClient(socket) };
}
