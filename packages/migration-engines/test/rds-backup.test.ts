import { afterEach, describe, expect, test } from "@jest/globals";
import {
  accessTo,
  nameOf,
  never,
  realHttp,
  rejection,
  startWire,
  testClock,
  type WireAnswer,
} from "../../../test/support/aws-endpoint.ts";
import {
  describeRestorePlan,
  formatRestorePlan,
  type RdsBackupSettings,
  type RdsKind,
  rdsBackupCalls,
  rdsRestoreCalls,
  rdsSnapshotName,
  restoreRdsSnapshot,
  takeRdsSnapshot,
} from "../src/index.ts";

// The emulator's snapshots are complete at once and never fail: here is the wire format (AWS query protocol), with states.
const NOW = Date.UTC(2026, 5, 1, 12);
const RELEASE = { service: "shop", environment: "production", release: "v1.2.3" };
const NAME = rdsSnapshotName(RELEASE);
const stops: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

interface FakeDatabase {
  readonly retentionDays?: number;
  status?: string;
  readonly clusterOf?: string;
}

/** RDS as far as these tests need it: databases, and snapshots whose states come one after the other. */
class FakeRds {
  readonly databases: Record<RdsKind, Map<string, FakeDatabase>> = {
    instance: new Map(),
    cluster: new Map(),
  };
  readonly snapshots = new Map<string, { source: string; states: string[]; takenAt: number }>();
  states: string[] = ["creating", "creating", "available"];
  refusal: string | undefined;

  answer(input: Readonly<Record<string, unknown>>): WireAnswer {
    const operation = String(input.Action);
    const kind: RdsKind = operation.includes("Cluster") ? "cluster" : "instance";
    const tag = kind === "cluster" ? "DBCluster" : "DBInstance";
    const id = String(input[`${tag}Identifier`] ?? "");
    const snapshotId = String(
      input.DBSnapshotIdentifier ?? input.DBClusterSnapshotIdentifier ?? input.SnapshotIdentifier ?? "",
    );
    if (operation.startsWith("Restore") || operation === "CreateDBInstance") {
      this.databases[kind].set(id, { status: "available", retentionDays: 7 });
      return xml(operation, this.#database(kind, id));
    }
    if (operation.startsWith("Create")) {
      if (this.refusal !== undefined) return fault(this.refusal);
      if (this.snapshots.has(snapshotId)) return fault("DBSnapshotAlreadyExists");
      this.snapshots.set(snapshotId, { source: id, states: [...this.states], takenAt: NOW });
      return xml(operation, this.#snapshot(kind, snapshotId));
    }
    if (operation.endsWith("Snapshots")) {
      if (!this.snapshots.has(snapshotId))
        return fault(kind === "cluster" ? "DBClusterSnapshotNotFoundFault" : "DBSnapshotNotFound");
      const name = kind === "cluster" ? "DBClusterSnapshot" : "DBSnapshot";
      return xml(operation, `<${name}s>${this.#snapshot(kind, snapshotId)}</${name}s>`);
    }
    const ids = id === "" ? [...this.databases[kind].keys()] : [id];
    if (!ids.every((one) => this.databases[kind].has(one)))
      return fault(kind === "cluster" ? "DBClusterNotFoundFault" : "DBInstanceNotFound");
    return xml(operation, `<${tag}s>${ids.map((one) => this.#database(kind, one)).join("")}</${tag}s>`);
  }

  #database(kind: RdsKind, id: string): string {
    const { retentionDays = 7, status = "available", clusterOf } = this.databases[kind].get(id) ?? {};
    const facts = `<BackupRetentionPeriod>${retentionDays}</BackupRetentionPeriod><StorageEncrypted>false</StorageEncrypted><DeletionProtection>true</DeletionProtection>`;
    if (kind === "cluster") {
      return `<DBCluster><DBClusterIdentifier>${id}</DBClusterIdentifier><Status>${status}</Status><Engine>aurora-postgresql</Engine><Endpoint>${id}.cluster.example</Endpoint><DBClusterMembers><DBClusterMember><DBInstanceIdentifier>${id}-1</DBInstanceIdentifier><IsClusterWriter>true</IsClusterWriter></DBClusterMember></DBClusterMembers>${facts}</DBCluster>`;
    }
    return `<DBInstance><DBInstanceIdentifier>${id}</DBInstanceIdentifier><DBInstanceStatus>${status}</DBInstanceStatus><DBInstanceClass>db.t4g.large</DBInstanceClass><MultiAZ>true</MultiAZ><Endpoint><Address>${id}.db.example</Address></Endpoint>${clusterOf === undefined ? "" : `<DBClusterIdentifier>${clusterOf}</DBClusterIdentifier>`}<DBSubnetGroup><DBSubnetGroupName>private</DBSubnetGroupName></DBSubnetGroup><VpcSecurityGroups><VpcSecurityGroupMembership><VpcSecurityGroupId>sg-1</VpcSecurityGroupId></VpcSecurityGroupMembership></VpcSecurityGroups>${facts}</DBInstance>`;
  }

  #snapshot(kind: RdsKind, id: string): string {
    const snapshot = this.snapshots.get(id);
    const [status = "available"] = snapshot?.states ?? [];
    if ((snapshot?.states.length ?? 0) > 1) snapshot?.states.shift();
    const isCluster = kind === "cluster";
    const name = isCluster ? "DBClusterSnapshot" : "DBSnapshot";
    const source = isCluster ? "DBClusterIdentifier" : "DBInstanceIdentifier";
    return `<${name}><${name}Identifier>${id}</${name}Identifier><${source}>${snapshot?.source}</${source}><Status>${status}</Status><PercentProgress>40</PercentProgress><AllocatedStorage>100</AllocatedStorage><Engine>aurora-postgresql</Engine><SnapshotCreateTime>${new Date(snapshot?.takenAt ?? 0).toISOString()}</SnapshotCreateTime><Encrypted>false</Encrypted></${name}>`;
  }
}

function xml(operation: string, inner: string): WireAnswer {
  return {
    contentType: "text/xml",
    body: `<${operation}Response xmlns="http://rds.amazonaws.com/doc/2014-10-31/"><${operation}Result>${inner}</${operation}Result><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></${operation}Response>`,
  };
}

function fault(code: string): WireAnswer {
  return {
    status: 400,
    contentType: "text/xml",
    body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${code} said RDS</Message></Error><RequestId>r</RequestId></ErrorResponse>`,
  };
}

async function rds() {
  const fake = new FakeRds();
  fake.databases.instance.set("shop-db", {});
  fake.databases.cluster.set("shop-cluster", {});
  fake.databases.instance.set("shop-cluster-1", { clusterOf: "shop-cluster" });
  const wire = await startWire(({ input }) => fake.answer(input));
  stops.push(wire.stop);
  const access = accessTo(wire.url);
  const clock = testClock(NOW);
  const lines: string[] = [];
  const ports = { access, http: realHttp(), clock, onProgress: (text: string) => lines.push(text) };
  const backup = (more: Partial<RdsBackupSettings> = {}) =>
    takeRdsSnapshot(
      {
        ...ports,
        release: RELEASE,
        backup: { rds: "shop-db", kind: "instance", minimumRetentionDays: 7, timeoutMs: 600_000, ...more },
      },
      never,
    );
  return { fake, wire, access, clock, lines, ports, backup };
}

describe("the name of a snapshot", () => {
  test.each([
    [{ service: "shop", environment: "staging", release: "12" }, /^shop-staging-12$/],
    [
      { service: "shop", environment: "production", release: "v1.2.3" },
      /^shop-production-v1-2-3-[0-9a-f]{8}$/,
    ],
    [{ service: "1shop", environment: "p", release: "x" }, /^release-1shop-p-x-[0-9a-f]{8}$/],
    [{ service: "s".repeat(90), environment: "p", release: "x" }, /^s{43}-[0-9a-f]{8}$/],
  ])("of %p is one that RDS takes", (release, expected) => {
    const name = rdsSnapshotName(release);
    expect(name).toMatch(expected);
    expect(name).toMatch(/^[a-z](?:-?[a-z0-9])*$/);
  });

  test("keeps releases apart that would read the same", () => {
    expect(rdsSnapshotName({ ...RELEASE, release: "v1.2.3" })).not.toBe(
      rdsSnapshotName({ ...RELEASE, release: "v1-2.3" }),
    );
  });
});

describe("a snapshot before migrate", () => {
  test("is awaited, and its id is for the record [D4]", async () => {
    const { backup, lines, clock } = await rds();
    expect(await backup()).toMatchObject({
      id: NAME,
      source: "shop-db",
      isReused: false,
      takenAt: NOW,
      sizeGiB: 100,
    });
    expect(lines).toEqual([expect.stringMatching(/creating 40 %, 10m left$/)]);
    expect(clock.sleeps).toEqual([10_000]);
  });

  test("of a cluster is one of the cluster", async () => {
    const { backup, wire } = await rds();
    expect(await backup({ rds: "shop-cluster", kind: "cluster" })).toMatchObject({
      id: NAME,
      kind: "cluster",
    });
    expect(wire.requests.map((one) => one.operation)).toContain("CreateDBClusterSnapshot");
  });

  test("is taken once for a release, also when a run before this one was killed while it waited", async () => {
    const { backup, fake, wire, lines } = await rds();
    fake.snapshots.set(NAME, {
      source: "shop-db",
      states: ["creating", "creating", "available"],
      takenAt: NOW - 60_000,
    });
    expect(await backup()).toMatchObject({ id: NAME, isReused: true });
    expect(wire.requests.map((one) => one.operation)).not.toContain("CreateDBSnapshot");
    expect(lines[0]).toContain("earlier run");
  });

  test("that is older than what would be lost is taken anew beside it", async () => {
    const { backup, fake } = await rds();
    fake.snapshots.set(NAME, { source: "shop-db", states: ["available"], takenAt: NOW - 2 * 3_600_000 });
    fake.snapshots.set(`${NAME}-2`, { source: "shop-db", states: ["failed"], takenAt: NOW });
    expect(await backup()).toMatchObject({ id: `${NAME}-3`, isReused: false });
  });

  test.each([
    [3, /keeps automated backups for 3 days, the policy wants at least 7 days/],
    [0, /has no automated backups, the policy wants them kept for 7 days/],
  ])("warns of a retention of %d days [D4]", async (retentionDays, warning) => {
    const { backup, fake } = await rds();
    fake.databases.instance.set("shop-db", { retentionDays });
    expect((await backup()).warnings[0]).toMatch(warning);
    expect((await backup({ minimumRetentionDays: 0 })).warnings).toEqual([
      expect.stringContaining("not encrypted"),
    ]);
  });

  test("of a database that is not there names the nearest", async () => {
    const { backup } = await rds();
    const error = await rejection(backup({ rds: "shop-bd" }));
    expect(error).toMatchObject({ code: "config", hint: 'Did you mean "shop-db"?' });
  });

  test("of the other kind says which one", async () => {
    const { backup } = await rds();
    expect((await rejection(backup({ rds: "shop-cluster" }))).hint).toContain("kind: cluster");
    expect((await rejection(backup({ rds: "shop-db", kind: "cluster" }))).hint).toContain("kind: instance");
    expect((await rejection(backup({ rds: "shop-cluster-1" }))).hint).toContain("rds: shop-cluster");
  });

  test.each([
    ["SnapshotQuotaExceeded", "conflict", /100 unless raised/, /quota/],
    ["InvalidDBInstanceState", "conflict", /it is backing-up, not available/, /available/],
  ])("explains %s", async (refusal, code, text, hint) => {
    const { backup, fake } = await rds();
    fake.databases.instance.set("shop-db", { status: "backing-up" });
    fake.refusal = refusal;
    const error = await rejection(backup());
    expect(error).toMatchObject({ code });
    expect(error.message).toMatch(text);
    expect(error.message).toContain("Nothing was migrated");
    expect(error.hint).toMatch(hint);
  });

  test("that fails, or takes too long, ends before anything is migrated", async () => {
    const failed = await rds();
    failed.fake.states = ["creating", "failed"];
    expect((await rejection(failed.backup())).message).toMatch(/is failed\. Nothing was migrated/);
    const slow = await rds();
    slow.fake.states = ["creating"];
    const error = await rejection(slow.backup({ timeoutMs: 60_000 }));
    expect(error).toMatchObject({ code: "remote" });
    expect(error.message).toMatch(/creating 40 % after 1m/);
    expect(error.hint).toContain("run this again");
  });

  test("makes the declared calls", async () => {
    const { backup, access } = await rds();
    await backup();
    await backup({ rds: "shop-cluster", kind: "cluster" }).catch(() => undefined);
    expect(access.operations()).toEqual(rdsBackupCalls.map(nameOf).sort());
  });
});

describe("a restore", () => {
  async function withSnapshot(kind: RdsKind) {
    const world = await rds();
    const source = kind === "instance" ? "shop-db" : "shop-cluster";
    world.fake.snapshots.set("before", { source, states: ["available"], takenAt: NOW - 5_400_000 });
    const options = { ...world.ports, snapshotId: "before", kind, newIdentifier: undefined };
    return { ...world, options };
  }
  const approval = { by: "ada", at: NOW - 1_000 };

  test("is planned in exact steps, with what is lost first [D19]", async () => {
    const { options, wire } = await withSnapshot("instance");
    const lines = formatRestorePlan(await describeRestorePlan(options, never));
    expect(lines[1]).toBe(
      "Data loss: Everything written to shop-db after 2026-06-01T10:30:00Z (1h30m ago) is not in the snapshot before and is lost to the service: orders, sign-ups, everything.",
    );
    expect(lines).toContain(
      "   aws rds restore-db-instance-from-db-snapshot --db-instance-identifier before-restored --db-snapshot-identifier before --db-instance-class db.t4g.large --db-subnet-group-name private --vpc-security-group-ids sg-1 --multi-az --deletion-protection",
    );
    expect(lines).toContain(
      "   aws rds modify-db-instance --db-instance-identifier shop-db --new-db-instance-identifier shop-db-replaced --apply-immediately",
    );
    expect(lines).toContain(
      "   aws rds modify-db-instance --db-instance-identifier before-restored --new-db-instance-identifier shop-db --apply-immediately",
    );
    expect(wire.requests.every((one) => one.operation.startsWith("Describe"))).toBe(true);
  });

  test("of a cluster also makes its instance", async () => {
    const { options } = await withSnapshot("cluster");
    const lines = formatRestorePlan(await describeRestorePlan(options, never)).join("\n");
    expect(lines).toContain(
      "aws rds restore-db-cluster-from-snapshot --db-cluster-identifier before-restored --snapshot-identifier before --engine aurora-postgresql",
    );
    expect(lines).toContain(
      "aws rds create-db-instance --db-instance-identifier before-restored-1 --db-cluster-identifier before-restored --db-instance-class db.t4g.large",
    );
  });

  test.each([
    { by: " ", at: NOW },
    { by: "ada", at: NOW + 1 },
    { by: "ada", at: Number.NaN },
  ])("is refused without an approval: %p [D19]", async (wrong) => {
    const { options, wire } = await withSnapshot("instance");
    const error = await rejection(restoreRdsSnapshot({ ...options, approval: wrong, timeoutMs: 1 }, never));
    expect(error).toMatchObject({ code: "input" });
    expect(wire.requests).toHaveLength(0);
  });

  test("goes to a new identifier, and is awaited [D19]", async () => {
    const { options, fake } = await withSnapshot("instance");
    const restored = await restoreRdsSnapshot({ ...options, approval, timeoutMs: 600_000 }, never);
    expect(restored).toMatchObject({
      identifier: "before-restored",
      approvedBy: "ada",
      endpoint: "before-restored.db.example",
    });
    expect(fake.databases.instance.has("shop-db")).toBe(true);
  });

  test("never touches what is there", async () => {
    const { options, wire } = await withSnapshot("instance");
    const error = await rejection(
      restoreRdsSnapshot({ ...options, newIdentifier: "shop-db", approval, timeoutMs: 1 }, never),
    );
    expect(error).toMatchObject({ code: "conflict" });
    expect(wire.requests.every((one) => one.operation.startsWith("Describe"))).toBe(true);
  });

  test("of a snapshot that is not there says where its name is", async () => {
    const { options } = await withSnapshot("instance");
    const error = await rejection(describeRestorePlan({ ...options, snapshotId: "gone" }, never));
    expect(error).toMatchObject({ code: "config" });
    expect(error.hint).toContain("record");
  });

  test("makes the declared calls", async () => {
    const one = await withSnapshot("instance");
    await restoreRdsSnapshot({ ...one.options, approval, timeoutMs: 600_000 }, never);
    const other = await withSnapshot("cluster");
    await restoreRdsSnapshot({ ...other.options, approval, timeoutMs: 600_000 }, never);
    const made = [...new Set([...one.access.operations(), ...other.access.operations()])].sort();
    expect(made).toEqual(rdsRestoreCalls.map(nameOf).sort());
  });
});
