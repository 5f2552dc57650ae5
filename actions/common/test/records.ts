import type { DeploymentPhase, DeploymentRecord } from "@deploy-actions/ledger";

/** A deployment of a version; the newest first in a list, as a ledger gives it. */
export function record(
  id: string,
  version: string,
  phases: readonly DeploymentPhase[],
  more: Partial<DeploymentRecord> = {},
): DeploymentRecord {
  const createdAt = Number(id) * 60_000;
  return {
    id,
    createdAt,
    url: "",
    service: "shop",
    environment: "production",
    release: { version },
    kind: "deploy",
    planned: true,
    strategy: "canary",
    run: { actor: "ada", runId: id, runAttempt: 1, url: "" },
    events: phases.map((phase, index) => ({ at: createdAt + index, phase, note: "" })),
    ...more,
  };
}
