import { ActionError } from "@deploy-actions/kernel";
import type { DeploymentRecord } from "@deploy-actions/ledger";
import type { TrafficState } from "@deploy-actions/rollout";
import { describe, expect, test } from "@jest/globals";
import { record } from "../../common/test/records.ts";
import { planRollback } from "../plan-rollback.ts";

function traffic(stable: string | null, candidate: string | null = null): TrafficState {
  const running = (version: string | null) =>
    version === null ? null : { release: { version }, ready: true };
  return { revision: "1", stable: running(stable), candidate: running(candidate), candidateWeight: 0 };
}

const HISTORY: readonly DeploymentRecord[] = [
  record("4", "v4", ["verified"], { migrations: ["0009", "0010"] }),
  record("3", "v3", ["failed"], { migrations: ["0008"] }),
  record("2", "v2", ["verified", "superseded"]),
  record("1", "v1", ["verified", "superseded"]),
];

const plan = (records: readonly DeploymentRecord[], now: TrafficState, wanted?: string) =>
  planRollback("production", records, now, wanted);

function refusal(records: readonly DeploymentRecord[], now: TrafficState, wanted?: string): ActionError {
  try {
    plan(records, now, wanted);
  } catch (error) {
    if (error instanceof ActionError) return error;
  }
  throw new Error("it was not refused");
}

describe("a rollback goes", () => {
  test("to the last verified release, past a newer one that failed", () => {
    expect(plan(HISTORY, traffic("v4"))).toMatchObject({
      act: "restore",
      from: "v4",
      to: { version: "v2" },
      basis: "verified by deployment 2",
      takesBack: { id: "4" },
      migrationsThatStay: ["0008", "0009", "0010"],
    });
  });

  test("to stable while a candidate is on its way", () => {
    expect(plan(HISTORY, traffic("v4", "v5"))).toMatchObject({
      act: "abort",
      from: "v5",
      to: { version: "v4" },
    });
  });

  test("to the one that is asked for, verified or not", () => {
    expect(plan(HISTORY, traffic("v4"), "v1")).toMatchObject({ act: "restore", to: { version: "v1" } });
    expect(plan(HISTORY, traffic("v4"), "v3").basis).toContain("never verified");
  });

  describe("to where an interrupted rollback was going", () => {
    const rollback = (phases: Parameters<typeof record>[2]): DeploymentRecord =>
      record("5", "v2", phases, {
        kind: "rollback",
        rollsBack: "4",
        previous: { id: "4", version: "v4" },
      });
    const expected = { act: "restore", from: "v4", to: { version: "v2" }, takesBack: { id: "4" } };

    test.each([
      ["its release is still the candidate", traffic("v4", "v2")],
      ["its release has all traffic already", traffic("v2")],
    ])("when %s and the record is open", (_name, now) => {
      const records = [rollback(["started"]), ...HISTORY];
      expect(plan(records, now)).toMatchObject(expected);
      expect(plan(records, now, "v2")).toMatchObject(expected);
    });

    test("when the record is closed and its release is still the candidate", () => {
      expect(plan([rollback(["started", "failed"]), ...HISTORY], traffic("v4", "v2"))).toMatchObject(
        expected,
      );
    });

    test("but not when another release is asked for", () => {
      const records = [rollback(["started"]), ...HISTORY];
      expect(plan(records, traffic("v4", "v2"), "v1")).toMatchObject({ from: "v4", to: { version: "v1" } });
    });
  });

  test("to an older one also while a candidate is on its way", () => {
    expect(plan(HISTORY, traffic("v4", "v5"), "v2")).toMatchObject({ act: "restore", from: "v5" });
  });

  test("nowhere when it is there already", () => {
    expect(plan(HISTORY, traffic("v4"), "v4")).toMatchObject({ act: "none" });
  });

  test("never to a release that was taken back", () => {
    const records = [record("5", "v2", ["verified"], { kind: "rollback", rollsBack: "4" }), ...HISTORY];
    expect(plan(records, traffic("v2")).to.version).toBe("v1");
  });
});

describe("a rollback is refused", () => {
  test("to a release the ledger does not know, with the nearest", () => {
    const error = refusal(HISTORY, traffic("v4"), "v22");
    expect(error).toMatchObject({ code: "config", message: expect.stringContaining('no release "v22"') });
    expect(error.message).toMatch(/Did you mean "v[12]"\?/);
  });

  test("to the candidate", () => {
    const records = [record("5", "v5", ["baking"]), ...HISTORY];
    expect(refusal(records, traffic("v4", "v5"), "v5")).toMatchObject({ code: "input" });
  });

  test("when nothing before was verified, with what there is", () => {
    const error = refusal([record("2", "v2", ["verified"]), record("1", "v1", ["failed"])], traffic("v2"));
    expect(error.message).toContain("no verified release before v2");
    expect(error.hint).toContain("the ledger knows v1");
  });

  test("when the ledger is empty", () => {
    expect(refusal([], traffic("v2")).hint).toContain("the ledger knows no other");
  });

  test("when nothing runs", () => {
    expect(refusal(HISTORY, traffic(null)).message).toContain("Nothing runs in production");
  });
});
