import type { ActionContext } from "@deploy-actions/action-kit";
import { takeRdsSnapshot } from "@deploy-actions/migration-engines";
import { openAccess } from "../common/access.ts";
import type { SnapshotRef } from "../common/snapshot-note.ts";
import { type MigrateRequest, releaseName } from "./migrator.ts";

/** Takes the snapshot the policy asks for, and waits for it; `undefined` when it asks for none. Warnings are printed. */
export async function takeBackup(
  context: ActionContext,
  { policy, settings, release, onSnapshot }: MigrateRequest,
  signal: AbortSignal,
): Promise<SnapshotRef | undefined> {
  const { backup } = settings;
  if (backup === undefined) return undefined;
  const { http, clock, log } = context;
  const access = await openAccess(context, policy).aws(backup.region);
  const snapshot = await log.group(`snapshot of ${backup.rds}`, () =>
    takeRdsSnapshot(
      {
        access,
        http,
        clock,
        onProgress: (text) => log.info(text),
        backup,
        release: {
          service: policy.service,
          environment: policy.environment,
          release: releaseName(context, release),
        },
      },
      signal,
    ),
  );
  const { id, kind, source, isReused, warnings } = snapshot;
  log.info(`snapshot ${id} of ${source} ${isReused ? "of an earlier run is used" : "is complete"}`);
  for (const warning of warnings) log.warning(warning, { title: "Backup" });
  const taken: SnapshotRef = { id, kind, source, region: access.region };
  await onSnapshot?.(taken);
  return taken;
}
