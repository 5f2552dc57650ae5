import { randomUUID } from "node:crypto";
import {
  CreateDBClusterCommand,
  CreateDBInstanceCommand,
  DeleteDBClusterCommand,
  DeleteDBClusterSnapshotCommand,
  DeleteDBInstanceCommand,
  DeleteDBSnapshotCommand,
  RDSClient,
} from "@aws-sdk/client-rds";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { describePeer } from "../../../test/peers/require-peer.ts";
import { accessTo, never, realHttp, rejection, testClock } from "../../../test/support/aws-endpoint.ts";
import { describeRestorePlan, type RdsKind, restoreRdsSnapshot, takeRdsSnapshot } from "../src/index.ts";

describePeer("RDS on an emulator", "DEPLOY_ACTIONS_PEER_MOTO_URL", (url) => {
  const suffix = randomUUID().slice(0, 8);
  const instance = `shop-db-${suffix}`;
  const cluster = `shop-aurora-${suffix}`;
  const sdk = new RDSClient({
    region: "eu-west-1",
    endpoint: url,
    credentials: { accessKeyId: "AKIDTEST", secretAccessKey: "test" },
  });
  const ports = { access: accessTo(url), http: realHttp(), clock: testClock(), onProgress: () => undefined };
  const made: { instances: string[]; clusters: string[]; snapshots: string[]; clusterSnapshots: string[] } = {
    instances: [instance],
    clusters: [cluster],
    snapshots: [],
    clusterSnapshots: [],
  };

  beforeAll(async () => {
    const login = { MasterUsername: "shop", MasterUserPassword: "not-a-secret-1" };
    await sdk.send(
      new CreateDBInstanceCommand({
        DBInstanceIdentifier: instance,
        DBInstanceClass: "db.t4g.small",
        Engine: "postgres",
        AllocatedStorage: 20,
        BackupRetentionPeriod: 1,
        ...login,
      }),
    );
    await sdk.send(
      new CreateDBClusterCommand({ DBClusterIdentifier: cluster, Engine: "aurora-postgresql", ...login }),
    );
  });

  afterAll(async () => {
    const quiet = { SkipFinalSnapshot: true, DeleteAutomatedBackups: true };
    for (const DBInstanceIdentifier of made.instances) {
      await sdk.send(new DeleteDBInstanceCommand({ DBInstanceIdentifier, ...quiet })).catch(() => undefined);
    }
    for (const DBClusterIdentifier of made.clusters) {
      await sdk
        .send(new DeleteDBClusterCommand({ DBClusterIdentifier, SkipFinalSnapshot: true }))
        .catch(() => undefined);
    }
    for (const DBSnapshotIdentifier of made.snapshots)
      await sdk.send(new DeleteDBSnapshotCommand({ DBSnapshotIdentifier }));
    for (const DBClusterSnapshotIdentifier of made.clusterSnapshots) {
      await sdk.send(new DeleteDBClusterSnapshotCommand({ DBClusterSnapshotIdentifier }));
    }
    sdk.destroy();
  });

  const backup = (rds: string, kind: RdsKind) =>
    takeRdsSnapshot(
      {
        ...ports,
        release: { service: `shop-${suffix}`, environment: kind, release: "12" },
        backup: { rds, kind, minimumRetentionDays: 7, timeoutMs: 60_000 },
      },
      never,
    );

  test("a snapshot of an instance is taken once, warns of its retention, and is restored beside it [D4] [D19]", async () => {
    const snapshot = await backup(instance, "instance");
    made.snapshots.push(snapshot.id);
    expect(snapshot).toMatchObject({ id: `shop-${suffix}-instance-12`, source: instance, isReused: false });
    expect(snapshot.warnings[0]).toContain(
      "keeps automated backups for 1 day, the policy wants at least 7 days",
    );
    expect(await backup(instance, "instance")).toMatchObject({ id: snapshot.id, isReused: true });

    const options = {
      ...ports,
      snapshotId: snapshot.id,
      kind: "instance" as const,
      newIdentifier: undefined,
    };
    const plan = await describeRestorePlan(options, never);
    expect(plan).toMatchObject({ source: instance, newIdentifier: `${snapshot.id}-restored` });
    const approval = { by: "ada", at: ports.clock.now() };
    made.instances.push(plan.newIdentifier);
    const restored = await restoreRdsSnapshot({ ...options, approval, timeoutMs: 60_000 }, never);
    expect(restored).toMatchObject({ identifier: plan.newIdentifier });
    expect(
      await rejection(restoreRdsSnapshot({ ...options, approval, timeoutMs: 60_000 }, never)),
    ).toMatchObject({ code: "conflict" });
  });

  test("a snapshot of a cluster is taken and restored beside it", async () => {
    const snapshot = await backup(cluster, "cluster");
    made.clusterSnapshots.push(snapshot.id);
    const options = {
      ...ports,
      snapshotId: snapshot.id,
      kind: "cluster" as const,
      newIdentifier: `back-${suffix}`,
    };
    made.clusters.push(`back-${suffix}`);
    made.instances.push(`back-${suffix}-1`);
    const approval = { by: "ada", at: ports.clock.now() };
    const restored = await restoreRdsSnapshot({ ...options, approval, timeoutMs: 60_000 }, never);
    expect(restored).toMatchObject({ identifier: `back-${suffix}` });
  });

  test("a database that is not there is told with the nearest name", async () => {
    const error = await rejection(backup(`shop-bd-${suffix}`, "instance"));
    expect(error.hint).toContain(instance);
  });
});
