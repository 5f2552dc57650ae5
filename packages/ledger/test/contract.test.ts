import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { isOpen, lastPhase } from "../src/index.ts";
import { byRun, deployment, LIVE_MS, MINUTE, NEVER } from "./builders.ts";
import { fileHarness, gitHubHarness, type Harness } from "./harness.ts";

const QUERY = { service: "shop", environment: "production" };

describe.each([
  ["file", fileHarness],
  ["GitHub", gitHubHarness],
] as const)("the %s ledger", (_name, make) => {
  let harness: Harness;
  beforeEach(async () => {
    harness = await make();
  });
  afterEach(async () => {
    await harness.close();
  });

  /** Opens, verifies and so ends a deployment. */
  async function deployed(version: string, runId: string): Promise<string> {
    const { id } = await harness.ledger.open(byRun(runId, version), NEVER);
    await harness.ledger.append(id, { phase: "verified", note: "all checks passed" }, NEVER);
    harness.clock.advance(MINUTE);
    return id;
  }

  test("gives back every fact of a deployment", async () => {
    const whole = deployment("v2", {
      release: { version: "v2", artifact: "registry.test/shop@sha256:0123" },
      kind: "rollback",
      planned: false,
      previous: { id: "7", version: "v1" },
      rollsBack: "7",
      migrations: ["0001_init", "0002_cart"],
      reason: "checkout fails | `since` <v1>",
    });
    const opened = await harness.ledger.open(whole, NEVER);
    expect(opened).toMatchObject(whole);
    const [listed] = await (await harness.another()).list(QUERY, NEVER);
    expect(listed).toEqual(opened);
    expect(listed).toMatchObject(whole);
    expect(listed?.createdAt).toBe(harness.clock.now());
  });

  test("gives back every event, oldest first", async () => {
    const { id } = await harness.ledger.open(deployment("v2"), NEVER);
    const events = [
      { phase: "baking", weight: 25, note: "error rate 0.3 %" },
      { phase: "baking", weight: 0.5, note: "a: b [c]" },
      { phase: "promoting", weight: 100, note: "" },
      {
        phase: "aborting",
        weight: 0,
        note: "error rate 8.1 % (25 of 309)",
        reason: "error_rate",
        verdict: "fail",
      },
      { phase: "aborting", note: "only a reason", reason: "pass_through" },
      { phase: "aborted", note: "only a verdict", verdict: "inconclusive" },
    ] as const;
    for (const event of events) {
      harness.clock.advance(1_000);
      await harness.ledger.append(id, event, NEVER);
    }
    const [listed] = await harness.ledger.list(QUERY, NEVER);
    const end = harness.clock.now();
    expect(listed?.events.slice(1)).toEqual(
      events.map((event, index) => ({ at: end - (events.length - 1 - index) * 1_000, ...event })),
    );
    expect(listed?.events[0]?.phase).toBe("started");
  });

  test("keeps at most 140 characters of a note, on one line", async () => {
    const { id } = await harness.ledger.open(deployment("v2"), NEVER);
    await harness.ledger.append(
      id,
      { phase: "baking", weight: 25, note: `first\nsecond \u{1f600} ${"é".repeat(300)}` },
      NEVER,
    );
    const [listed] = await harness.ledger.list(QUERY, NEVER);
    const note = listed?.events.at(-1)?.note ?? "";
    expect(note).toMatch(/^first second \? é+…$/);
    expect(note.length).toBeLessThanOrEqual(140);
  });

  test("finds the record this run opened before, also on its next attempt", async () => {
    const first = await harness.ledger.open(deployment("v2"), NEVER);
    const again = deployment("v2", { run: { ...deployment("v2").run, runAttempt: 2 } });
    expect((await (await harness.another()).open(again, NEVER)).id).toBe(first.id);
    expect(await harness.ledger.list(QUERY, NEVER)).toHaveLength(1);
  });

  test("opens a new record for a run whose first one has ended", async () => {
    const first = await harness.ledger.open(deployment("v2"), NEVER);
    await harness.ledger.append(first.id, { phase: "cancelled", note: "" }, NEVER);
    const second = await harness.ledger.open(deployment("v2"), NEVER);
    expect(second.id).not.toBe(first.id);
  });

  test("lets a run roll back what it deploys: that is another deployment", async () => {
    const first = await harness.ledger.open(deployment("v2"), NEVER);
    const back = await harness.ledger.open(
      deployment("v1", { kind: "rollback", rollsBack: first.id }),
      NEVER,
    );
    expect(back.id).not.toBe(first.id);
    const records = await harness.ledger.list(QUERY, NEVER);
    expect(records.map(lastPhase)).toEqual(["started", "superseded"]);
  });

  test("refuses a second run while the first is alive, and says who it is", async () => {
    const { id } = await harness.ledger.open(deployment("v2"), NEVER);
    harness.clock.advance(3 * MINUTE);
    await harness.ledger.append(id, { phase: "baking", weight: 25, note: "" }, NEVER);
    harness.clock.advance(LIVE_MS - 1_000);
    await expect(harness.ledger.open(byRun("200", "v3"), NEVER)).rejects.toMatchObject({
      code: "conflict",
      message:
        "shop in production is being deployed by run 100 of octocat: v2, baking at 25 %, last news 14m59s ago",
      hint: expect.stringContaining("https://github.test/shop/web/actions/runs/100"),
    });
  });

  test("keeps the environment for a rollout that waits for its next stage, a day long", async () => {
    const { id } = await harness.ledger.open(deployment("v2"), NEVER);
    await harness.ledger.append(id, { phase: "baking", weight: 25, note: "", reason: "paused" }, NEVER);
    harness.clock.advance(23 * 60 * MINUTE);
    await expect(harness.ledger.open(byRun("200", "v3"), NEVER)).rejects.toMatchObject({
      code: "conflict",
      hint: expect.stringContaining("After 1d without news it counts as abandoned."),
    });
    harness.clock.advance(60 * MINUTE);
    const next = await harness.ledger.open(byRun("200", "v3"), NEVER);
    expect(next.id).not.toBe(id);
  });

  test("lets another run go on with a paused rollout of the same release, and with nothing else", async () => {
    const { id } = await harness.ledger.open(deployment("v2"), NEVER);
    const goOn = { continues: true } as const;
    await expect(harness.ledger.open(byRun("200", "v2"), NEVER, goOn)).rejects.toMatchObject({
      code: "conflict",
      message: "shop in production has no rollout of v2 to go on with: its last record is of v2, started",
    });
    await harness.ledger.append(id, { phase: "baking", weight: 25, note: "", reason: "paused" }, NEVER);
    await expect(harness.ledger.open(byRun("200", "v3"), NEVER, goOn)).rejects.toMatchObject({
      code: "conflict",
    });
    expect((await harness.ledger.open(byRun("200", "v2"), NEVER, goOn)).id).toBe(id);
    await harness.ledger.append(id, { phase: "aborted", weight: 0, note: "" }, NEVER);
    await expect(harness.ledger.open(byRun("200", "v2"), NEVER, goOn)).rejects.toMatchObject({
      message: "shop in production has no rollout of v2 to go on with: its last record is of v2, aborted",
    });
  });

  test("closes a record without news as abandoned, and its late owner is told", async () => {
    const { id } = await harness.ledger.open(deployment("v2"), NEVER);
    harness.clock.advance(LIVE_MS);
    const next = await harness.ledger.open(byRun("200", "v3"), NEVER);
    const records = await harness.ledger.list(QUERY, NEVER);
    expect(records.map((each) => [each.id, lastPhase(each)])).toEqual([
      [next.id, "started"],
      [id, "abandoned"],
    ]);
    await expect(
      harness.ledger.append(id, { phase: "baking", weight: 50, note: "" }, NEVER),
    ).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("abandoned (no news for 15m, closed by run 200)"),
    });
  });

  test("does not mix services or environments", async () => {
    await harness.ledger.open(deployment("v2"), NEVER);
    await harness.ledger.open(byRun("200", "v2", { environment: "staging" }), NEVER);
    await harness.ledger.open(byRun("300", "v9", { service: "search" }), NEVER);
    const records = await harness.ledger.list(QUERY, NEVER);
    expect(records.map((each) => each.run.runId)).toEqual(["100"]);
    expect(await harness.ledger.list({ ...QUERY, service: "nobody" }, NEVER)).toEqual([]);
  });

  test("lists the newest first, as many as asked for", async () => {
    const ids = [await deployed("v1", "1"), await deployed("v2", "2"), await deployed("v3", "3")];
    const all = await harness.ledger.list(QUERY, NEVER);
    expect(all.map((each) => each.id)).toEqual(ids.toReversed());
    const two = await harness.ledger.list({ ...QUERY, limit: 2 }, NEVER);
    expect(two.map((each) => each.id)).toEqual(ids.toReversed().slice(0, 2));
  });

  test("has one active deployment of a service: a verified one replaces the one before", async () => {
    await deployed("v1", "1");
    await deployed("v2", "2");
    const other = await harness.ledger.open(byRun("9", "v1", { service: "search" }), NEVER);
    await harness.ledger.append(other.id, { phase: "verified", note: "" }, NEVER);
    const records = await harness.ledger.list(QUERY, NEVER);
    expect(records.map(lastPhase)).toEqual(["verified", "superseded"]);
    expect(records[1]?.events.at(-1)?.note).toBe("replaced by v2");
  });

  test("takes no event after the end, but the same end again is no error", async () => {
    const { id } = await harness.ledger.open(deployment("v2"), NEVER);
    await harness.ledger.append(id, { phase: "failed", note: "no" }, NEVER);
    await harness.ledger.append(id, { phase: "failed", note: "no" }, NEVER);
    await expect(harness.ledger.append(id, { phase: "verified", note: "" }, NEVER)).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("is closed: failed (no)"),
    });
    const [listed] = await harness.ledger.list(QUERY, NEVER);
    expect(listed?.events).toHaveLength(2);
    expect(listed !== undefined && isOpen(listed)).toBe(false);
  });

  test("names a record it does not have", async () => {
    await expect(harness.ledger.append("4711", { phase: "baking", note: "" }, NEVER)).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("no deployment 4711"),
    });
  });

  test("of two runs that begin at the same moment exactly one goes on", async () => {
    const other = await harness.another();
    const settled = await Promise.allSettled([
      harness.ledger.open(byRun("1", "v2"), NEVER),
      other.open(byRun("2", "v3"), NEVER),
    ]);
    expect(settled.map((each) => each.status).sort()).toEqual(["fulfilled", "rejected"]);
    const loser = settled.find((each) => each.status === "rejected");
    expect(loser?.reason).toMatchObject({ code: "conflict" });
    const records = await harness.ledger.list(QUERY, NEVER);
    expect(records.filter(isOpen)).toHaveLength(1);
  });
});
