import { ActionError } from "@deploy-actions/kernel";
import { pointer } from "../../json-pointer.ts";
import type { JsonPatchOperation, Patch } from "../../kubernetes-client.ts";
import type { KubernetesPlatformOptions } from "../../platform-options.ts";
import { ROLLOUTS, type Rollout } from "./rollout-object.ts";

/** Changes the status of a Rollout; Argo Rollouts before 0.10 has no subresource for it. */
export async function patchStatus(
  { client, target }: KubernetesPlatformOptions,
  patch: Patch,
  signal: AbortSignal,
): Promise<void> {
  const { name } = target.workload;
  try {
    await client.patch(ROLLOUTS, name, patch, signal, "status");
  } catch (error) {
    // A missing subresource and a missing Rollout look alike: the second call tells them apart.
    if (!(error instanceof ActionError) || error.code !== "config") throw error;
    await client.patch(ROLLOUTS, name, patch, signal);
  }
}

/** As `kubectl argo rollouts abort`, `retry` and `promote --full` write it. */
export function statusIs(field: "abort" | "promoteFull", value: boolean): Patch {
  return { type: "merge", body: { status: { [field]: value } } };
}

/**
 * Lets a paused Rollout go on, or with `to` on from that step. Under a test of the very pause that was seen: sent twice, a plain
 * change would go past the next pause too.
 */
export function resume({ status }: Rollout, to?: number): Patch {
  const path = (field: string): string => pointer("status", field);
  const { pauseConditions, currentStepIndex } = status ?? {};
  const operations: JsonPatchOperation[] = [
    { op: "test", path: path("pauseConditions"), value: pauseConditions ?? null },
    ...(currentStepIndex === undefined
      ? []
      : [{ op: "test", path: path("currentStepIndex"), value: currentStepIndex } as const]),
    { op: "remove", path: path("pauseConditions") },
    ...(to === undefined
      ? []
      : [
          // It was not the pause at which it is now that ended.
          { op: "add", path: path("controllerPause"), value: false } as const,
          { op: "add", path: path("currentStepIndex"), value: to } as const,
        ]),
  ];
  return { type: "json", operations };
}

/** Past a pause that was ended already, as a second `kubectl argo rollouts promote` writes it; under a test that it is still there. */
export function pastMissedPause({ status }: Rollout): Patch {
  const path = (field: string): string => pointer("status", field);
  const index = status?.currentStepIndex ?? 0;
  return {
    type: "json",
    operations: [
      { op: "test", path: path("controllerPause"), value: true },
      { op: "test", path: path("pauseConditions"), value: null },
      { op: "test", path: path("currentStepIndex"), value: index },
      { op: "add", path: path("controllerPause"), value: false },
      { op: "add", path: path("currentStepIndex"), value: index + 1 },
    ],
  };
}
