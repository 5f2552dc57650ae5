import { createHaproxyPlatform } from "@deploy-actions/platforms";
import type { HaproxyTarget } from "@deploy-actions/rollout";
import { openRuntimeSocket } from "../../../packages/platforms/src/haproxy/runtime-socket.ts";
import { clock, exec, http } from "../../../packages/platforms/test/support/ports.ts";
import { quietLog } from "../../../packages/platforms/test/support/quiet-log.ts";
import { gateExec, noAnswer } from "../gated-ports.ts";
import type { CrashSubject } from "../subject.ts";

/** A backend of an HAProxy and the folder of its socket. */
export interface HaproxyConfig {
  readonly target: HaproxyTarget;
  readonly workspace: string;
}

export const subject: CrashSubject = {
  async open(config, gate) {
    const { target, workspace } = config as HaproxyConfig;
    const socket = openRuntimeSocket(target.socket, workspace);
    return createHaproxyPlatform({
      target,
      workspace,
      exec: gateExec(exec, gate, ({ argv: [, command] }) => (command === "version" ? undefined : command)),
      http,
      clock,
      env: process.env,
      environment: "staging",
      log: quietLog(),
      socket: {
        address: socket.address,
        ask: (line, signal) =>
          gate.pass({
            name: line,
            isChange: line.startsWith("set "),
            send: () => socket.ask(line, signal),
            // The runtime API knows no status; it ends the connection of who has to wait.
            refuse: () => {
              throw noAnswer(socket.address, "reset");
            },
            lose: (how) => {
              throw noAnswer(socket.address, how);
            },
          }),
      },
    });
  },
};
