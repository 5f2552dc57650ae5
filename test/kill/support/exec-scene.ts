import { join } from "node:path";
import type { DeploymentRecord } from "@deploy-actions/ledger";
import type { FakeRun } from "@deploy-actions/testkit";
import { type DoorOptions, startDoor } from "../../support/door.ts";
import { createExecPlatform, type ExecPlatform } from "../../support/exec-platform.ts";
import { createWorkspace } from "../../support/workspace.ts";
import { openFileLedger, SERVICE } from "./file-ledger.ts";
import { NEVER } from "./ports.ts";

/** A platform of the user's own commands, with v1 on it. */
export interface ExecScene {
  readonly platform: ExecPlatform;
  start(action: string, inputs: Readonly<Record<string, string>>, options?: DoorOptions): FakeRun;
  /** Events of v2's record, oldest first. */
  events(): Promise<DeploymentRecord["events"]>;
}

/** What a test changes. */
export interface ExecSceneOptions {
  readonly steps?: string;
  readonly triggers?: string;
  readonly target?: Readonly<Record<string, string | number>>;
}

const STEPS = "[{ weight: 25%, bake: 200ms }, { weight: 100% }]";

/** Runs a test with an exec target, and ends what it started whatever happens. */
export async function withExecScene(
  options: ExecSceneOptions,
  body: (scene: ExecScene) => Promise<void>,
): Promise<void> {
  const workspace = createWorkspace();
  const platform = createExecPlatform(workspace.path, { timeout: "10s", ...options.target });
  const ledger = openFileLedger(join(workspace.path, "ledger.jsonl"));
  const runs: FakeRun[] = [];
  workspace.write({
    ".github/deploy.yml": `version: 1
service: ${SERVICE}
environments:
  production:
    target: ${platform.yaml}
    rollout: { steps: ${options.steps ?? STEPS}, abort-when: [${options.triggers ?? ""}], min-requests: 1, grace: 5s, interval: 50ms }
`,
  });
  platform.write({ stable: { version: "v1", ready: true } });
  try {
    await body({
      platform,
      start(action, inputs, more = {}) {
        const run = startDoor(action, {
          ...more,
          workspace: workspace.path,
          inputs: { environment: "production", ledger: "ledger.jsonl", ...inputs },
        });
        runs.push(run);
        return run;
      },
      async events() {
        const records = await ledger.list({ service: SERVICE, environment: "production" }, NEVER);
        return records.find((record) => record.release.version === "v2")?.events ?? [];
      },
    });
  } finally {
    await Promise.all(runs.map((run) => run.dispose()));
    workspace.dispose();
  }
}
