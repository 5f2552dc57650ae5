import { createLocalPlatform } from "@deploy-actions/platforms";
import type { LocalTarget } from "@deploy-actions/rollout";
import { supervisorArgv } from "../../../packages/platforms/test/support/local-fixture.ts";
import { clock, http } from "../../../packages/platforms/test/support/ports.ts";
import { gateHttp } from "../gated-ports.ts";
import type { CrashSubject } from "../subject.ts";

/** A local target and the folder it runs in. */
export interface LocalConfig {
  readonly workspace: string;
  readonly target: LocalTarget;
}

export const subject: CrashSubject = {
  async open(config, gate) {
    const { workspace, target } = config as LocalConfig;
    return createLocalPlatform({
      target,
      workspace,
      http: gateHttp(http, gate, {
        nameOf: ({ method = "GET", url }) => `${method} ${new URL(url).pathname}`,
        isChange: ({ method }) => method === "POST",
        refuse: (_request, status) => ({
          headers: { "content-type": "application/json" },
          body: new TextEncoder().encode(JSON.stringify(refusal(status))),
        }),
      }),
      clock,
      supervisorArgv,
      env: process.env,
      allowStart: true,
      actor: "a run",
    });
  },
};

/** What the supervisor says when it will not. */
function refusal(status: number): object {
  if (status !== 409) return { message: "try again later" };
  return { reason: "revision", message: "expected another revision", state: { lastChange: null } };
}
