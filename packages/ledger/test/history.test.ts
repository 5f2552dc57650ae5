import { describe, expect, test } from "@jest/globals";
import {
  currentlyLive,
  type DeploymentRecord,
  findRelease,
  heartbeatMs,
  isOpen,
  lastPhase,
  lastVerified,
} from "../src/index.ts";
import { record } from "./builders.ts";

const VERIFIED = ["started", "verifying", "verified"] as const;

describe("lastVerified", () => {
  const cases: readonly [
    string,
    readonly DeploymentRecord[],
    { excludeVersion?: string },
    string | undefined,
  ][] = [
    ["finds nothing in an empty ledger", [], {}, undefined],
    ["finds nothing when nothing was verified", [record("1", "v1", ["started", "failed"])], {}, undefined],
    ["takes the newest", [record("1", "v1", VERIFIED), record("2", "v2", VERIFIED)], {}, "2"],
    ["does not depend on the order", [record("2", "v2", VERIFIED), record("1", "v1", VERIFIED)], {}, "2"],
    [
      "leaves a version out",
      [record("1", "v1", VERIFIED), record("2", "v2", VERIFIED), record("3", "v2", VERIFIED)],
      { excludeVersion: "v2" },
      "1",
    ],
    ["counts one that was replaced later", [record("1", "v1", [...VERIFIED, "superseded"])], {}, "1"],
    ["does not count one that failed later", [record("1", "v1", [...VERIFIED, "failed"])], {}, undefined],
    [
      "does not count one that was rolled back from",
      [
        record("1", "v1", [...VERIFIED, "superseded"]),
        record("2", "v2", [...VERIFIED, "superseded"]),
        record("3", "v1", ["started"], { kind: "rollback", rollsBack: "2" }),
      ],
      {},
      "1",
    ],
    [
      "does not count one that was only replaced",
      [record("1", "v1", ["started", "superseded"])],
      {},
      undefined,
    ],
  ];
  test.each(cases)("%s", (_name, records, options, expected) => {
    expect(lastVerified(records, options)?.id).toBe(expected);
  });
});

describe("currentlyLive", () => {
  test("is the newest that took all traffic, also when its verification failed", () => {
    const records = [
      record("1", "v1", VERIFIED),
      record("2", "v2", ["started", "promoting", "verifying", "failed"]),
      record("3", "v3", ["started", "baking", "aborting", "aborted"]),
      record("4", "v4", ["started", "baking"]),
    ];
    expect(currentlyLive(records)?.id).toBe("2");
  });
  test("is nothing before the first deployment ended", () => {
    expect(currentlyLive([record("1", "v1", ["started"])])).toBeUndefined();
  });
});

test("findRelease finds the newest deployment of a version", () => {
  const records = [record("1", "v1", VERIFIED), record("2", "v1", ["started"]), record("3", "v2", VERIFIED)];
  expect(findRelease(records, "v1")?.id).toBe("2");
  expect(findRelease(records, "v9")).toBeUndefined();
});

test("a record without events has just started and is open", () => {
  const fresh = record("1", "v1", []);
  expect([lastPhase(fresh), isOpen(fresh)]).toEqual(["started", true]);
});

test("two of three heartbeats may get lost", () => {
  expect(heartbeatMs(900_000)).toBe(300_000);
});
