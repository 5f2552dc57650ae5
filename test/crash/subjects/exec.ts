import { join } from "node:path";
import { createExecPlatform } from "@deploy-actions/platforms";
import { clock, exec } from "../../../packages/platforms/test/support/ports.ts";
import { gateExec } from "../gated-ports.ts";
import type { CrashSubject } from "../subject.ts";

/** The file that is the platform. */
export interface ExecConfig {
  readonly file: string;
}

export const subject: CrashSubject = {
  async open(config, gate) {
    const { file } = config as ExecConfig;
    const command = (name: string): readonly string[] => [
      "/bin/sh",
      join(import.meta.dirname, "exec-target.sh"),
      name,
      file,
    ];
    return createExecPlatform({
      target: {
        platform: "exec",
        observe: command("observe"),
        setWeight: command("set-weight"),
        promote: command("promote"),
        abort: command("abort"),
        restore: command("restore"),
        passEnv: [],
        timeoutMs: 10_000,
        settleMs: 100,
        granularity: 1,
      },
      exec: gateExec(exec, gate, ({ argv }) => (argv[2] === "observe" ? undefined : argv[2])),
      environment: "staging",
      env: process.env,
      clock,
    });
  },
};
