import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createHttpClient, createSecrets, systemClock, systemRandom } from "@deploy-actions/action-kit";
import { parseDeployConfig, resolvePolicy } from "@deploy-actions/deploy-config";
import { localStatus, stopLocalTarget } from "@deploy-actions/platforms";
import type { LocalTarget, Target } from "@deploy-actions/rollout";
import { POLICY_FILE } from "./workspace.ts";

const signal = new AbortController().signal;

/** What runs on the demo's target. */
export interface TargetStatus {
  /** Version users get. */
  readonly live: string | undefined;
  readonly pids: readonly number[];
}

/** Looks at the target of a workspace. */
export async function lookAtTarget(folder: string): Promise<TargetStatus> {
  const status = await localStatus(await contextOf(folder), signal);
  if (!status.running) return { live: undefined, pids: [] };
  const { pid, stable, candidate } = status.state;
  return {
    live: stable?.release.version,
    pids: [pid, stable?.pid, candidate?.pid].filter((one) => typeof one === "number"),
  };
}

/** Ends the supervisor of a workspace and the releases it runs. */
export async function stopTarget(folder: string): Promise<void> {
  await stopLocalTarget(await contextOf(folder), signal);
}

async function contextOf(folder: string) {
  const policy = await readFile(join(folder, POLICY_FILE), "utf8");
  const { target } = resolvePolicy(parseDeployConfig(policy, POLICY_FILE), "production").policy;
  return { target: requireLocal(target), workspace: folder, http, clock: systemClock };
}

function requireLocal(target: Target): LocalTarget {
  if (target.platform === "local") return target;
  throw new Error("The demo's policy names another platform.");
}

const http = createHttpClient({
  clock: systemClock,
  random: systemRandom,
  secrets: createSecrets(),
  env: {},
  userAgent: "deploy-actions/demo",
});
