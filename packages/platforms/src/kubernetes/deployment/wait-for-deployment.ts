import { ActionError, type Clock, formatDuration } from "@deploy-actions/kernel";
import type { ReleaseFailure } from "@deploy-actions/rollout";
import { DEPLOYMENTS, type KubernetesClient } from "../kubernetes-client.ts";
import type { Deployment } from "../objects.ts";
import { describeProgress, isComplete, isObserved } from "./deployment-status.ts";
import { diagnose } from "./diagnose.ts";

const FIRST_POLL_MS = 150;
const LONGEST_POLL_MS = 1_000;
const DIAGNOSE_EVERY_MS = 2_000;
const OBSERVED_POLL_MS = 100;
const OBSERVED_LOOKS = 20;

/** How a wait for a Deployment ended. */
export interface WaitEnd {
  readonly deployment: Deployment;
  readonly isDone: boolean;
  /** Why it will not be done by waiting longer. */
  readonly failure: ReleaseFailure | undefined;
}

export interface WaitOptions {
  readonly client: KubernetesClient;
  readonly clock: Clock;
  readonly name: string;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Default: every pod is of the current template and available, and no other is left. */
  readonly isDone?: (deployment: Deployment) => boolean;
  /** `false`: goes on waiting although pods fail (they may be those of another release). */
  readonly stopsOnFailure?: boolean;
}

/** Waits until a Deployment is complete, its pods fail for good, or the time is over. */
export async function waitForDeployment(options: WaitOptions): Promise<WaitEnd> {
  const { client, clock, name, timeoutMs, signal, isDone = isComplete } = options;
  const begin = clock.now();
  let pollMs = FIRST_POLL_MS;
  let diagnosedAt = begin - DIAGNOSE_EVERY_MS / 2;
  for (;;) {
    const deployment = await client.require<Deployment>(DEPLOYMENTS, name, signal);
    if (isDone(deployment)) return { deployment, isDone: true, failure: undefined };
    const now = clock.now();
    if (options.stopsOnFailure !== false && now - diagnosedAt >= DIAGNOSE_EVERY_MS) {
      diagnosedAt = now;
      const { failure } = await diagnose(client, deployment, now, signal);
      if (failure !== undefined) return { deployment, isDone: false, failure };
    }
    if (now - begin >= timeoutMs) {
      const { failure } = await diagnose(client, deployment, now, signal);
      return { deployment, isDone: false, failure };
    }
    await clock.sleep(pollMs, signal);
    pollMs = Math.min(LONGEST_POLL_MS, pollMs * 1.5);
  }
}

/** As {@link waitForDeployment}; anything but done is a `remote` error that says what is wrong. `then`: what stays as it is. */
export async function requireDeployment(options: WaitOptions, then: string): Promise<Deployment> {
  const end = await waitForDeployment(options);
  if (end.isDone) return end.deployment;
  const where = `Deployment ${options.client.namespace}/${options.name}`;
  const why = end.failure?.text ?? describeProgress(end.deployment);
  const lines = end.failure?.lines ?? [];
  const after = end.failure === undefined ? ` after ${formatDuration(options.timeoutMs)}` : "";
  throw new ActionError("remote", [`${where} is not up${after}: ${why}`, ...lines].join("\n"), {
    hint: then,
  });
}

/**
 * Reads a Deployment as its controller has seen it: every change, also of its annotations alone, is a new generation, and until
 * that is seen (some milliseconds) nobody knows whether the pods are those of it. A controller that is slow is not waited for.
 */
export async function readObserved(
  { client, clock }: Pick<WaitOptions, "client" | "clock">,
  name: string,
  signal: AbortSignal,
): Promise<Deployment | undefined> {
  for (let look = 1; ; look += 1) {
    const deployment = await client.read<Deployment>(DEPLOYMENTS, name, signal);
    if (deployment === undefined || isObserved(deployment) || look >= OBSERVED_LOOKS) return deployment;
    await clock.sleep(OBSERVED_POLL_MS, signal);
  }
}
