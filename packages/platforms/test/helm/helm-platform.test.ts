import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ActionError, type Clock } from "@deploy-actions/kernel";
import { beforeEach, describe, expect, test } from "@jest/globals";
import { createPlatform, type HelmPlatformOptions } from "../../src/helm/helm-platform.ts";
import type { Platform } from "../../src/platform.ts";
import { describePlatform, rejection } from "../contract.ts";
import { FakeHelm } from "./fake-helm.ts";
import { helmTarget } from "./helm-target.ts";

const signal = new AbortController().signal;
const v1 = { version: "v1", commit: "1".repeat(40) };
const v2 = { version: "v2" };
const v3 = { version: "v3" };

describePlatform("Helm's command line", async () => {
  const platform = createPlatform({
    target: helmTarget(),
    exec: new FakeHelm(),
    clock: { now: () => 0, sleep: async () => undefined },
    env: {},
    workspace: "/checkout",
    kubeconfigPath: undefined,
  });
  // A candidate at 0 % is known to the run that made it only, so the other run has to be the same one.
  return { platform, other: platform, close: async () => undefined };
});

describe("a Helm release", () => {
  let helm: FakeHelm;
  let nowMs: number;
  let platform: Platform;
  const clock: Clock = {
    now: () => nowMs,
    sleep: async (ms) => {
      nowMs += ms;
    },
  };
  const open = (changes: Partial<HelmPlatformOptions> = {}): Platform =>
    createPlatform({
      target: helmTarget(),
      exec: helm,
      clock,
      env: { PATH: "/bin", AWS_PROFILE: "shop", GITHUB_TOKEN: "secret", HELM_DRIVER: "secret" },
      workspace: "/checkout",
      kubeconfigPath: undefined,
      ...changes,
    });
  beforeEach(() => {
    helm = new FakeHelm();
    nowMs = 1_800_000_000_000;
    helm.now = () => nowMs;
    platform = open();
  });
  const withStable = async () => {
    const started = await platform.setWeight(v1, 0, await platform.observe(signal), signal);
    expect(started).toMatchObject({
      stable: null,
      candidate: { release: v1, ready: true },
      candidateWeight: 0,
    });
    return platform.promote(v1, started, signal);
  };

  test("the first deploy, a candidate at 0 % that only this run knows, all of it at 100 %, and its promotion", async () => {
    expect(await platform.observe(signal)).toMatchObject({ stable: null, candidate: null });
    const before = await withStable();
    expect(before).toMatchObject({ stable: { release: v1, ready: true }, candidate: null });
    const at0 = await platform.setWeight(v2, 0, before, signal);
    expect(at0).toMatchObject({ candidate: { release: v2, ready: true }, candidateWeight: 0 });
    expect((await open().observe(signal)).candidate).toBeNull();
    const at100 = await platform.setWeight(v2, 100, at0, signal);
    expect(at100).toMatchObject({
      stable: { release: v1 },
      candidate: { release: v2 },
      candidateWeight: 100,
    });
    expect(await platform.observe(signal)).toEqual(at100);
    const done = await platform.promote(v2, at100, signal);
    expect(done).toMatchObject({ stable: { release: v2 }, candidate: null, candidateWeight: 0 });
    expect(await open().observe(signal)).toEqual(done);
    expect(helm.changes).toEqual(["upgrade", "upgrade"]);
  });

  test("an abort rolls back to the revision before, and stable keeps its name", async () => {
    const before = await withStable();
    const at100 = await platform.setWeight(v2, 100, before, signal);
    const aborted = await platform.abort(at100, signal);
    expect(aborted).toMatchObject({ stable: { release: v1 }, candidate: null });
    expect(helm.changes).toEqual(["upgrade", "upgrade", "rollback 1"]);
    expect(helm.revisions.at(-1)).toMatchObject({ description: "Rollback to 1", status: "deployed" });
  });

  test("a call whose wish is true already changes nothing, whatever revision it brings", async () => {
    const before = await withStable();
    const stale = { revision: "stale" };
    const state = await platform.setWeight(v2, 100, before, signal);
    expect(await platform.setWeight(v2, 100, stale, signal)).toEqual(state);
    const done = await platform.promote(v2, state, signal);
    expect(await platform.promote(v2, stale, signal)).toEqual(done);
    expect(await platform.abort(stale, signal)).toEqual(done);
    expect(await platform.restore(v2, stale, signal)).toEqual(done);
    expect(helm.changes).toEqual(["upgrade", "upgrade"]);
  });

  test("a change by somebody else is a conflict and nothing is changed", async () => {
    const mine = await platform.setWeight(v2, 0, await withStable(), signal);
    const other = open();
    const theirs = await other.setWeight(v3, 100, await other.observe(signal), signal);
    for (const change of [
      () => platform.setWeight(v2, 100, mine, signal),
      () => platform.promote(v2, mine, signal),
      () => platform.abort(mine, signal),
      () => platform.restore(v1, mine, signal),
    ]) {
      expect((await rejection(change(), "conflict")).message).toContain(mine.revision);
    }
    expect(await other.observe(signal)).toEqual(theirs);
  });

  test("a chart that the server refuses is a candidate that is not ready, and gets no traffic", async () => {
    const before = await withStable();
    const bad = { version: "bad" };
    const state = await platform.setWeight(bad, 0, before, signal);
    expect(state.candidate).toMatchObject({ release: bad, ready: false });
    expect(state.candidate?.detail).toContain("no database");
    const error = await rejection(platform.setWeight(bad, 100, state, signal), "conflict");
    expect(error.message).toContain("no database");
    expect((await platform.abort(state, signal)).candidate).toBeNull();
    expect(helm.changes).toEqual(["upgrade"]);
  });

  test("an upgrade that fails is rolled back at once and is a failure of the candidate", async () => {
    const before = await withStable();
    const error = await rejection(platform.setWeight({ version: "stuck" }, 100, before, signal), "remote");
    expect(error.message).toContain("context deadline exceeded");
    expect(error.message).toContain("was rolled back to revision 1");
    const state = await platform.observe(signal);
    expect(state).toMatchObject({ stable: { release: v1 }, candidateWeight: 0 });
    expect(state.candidate?.failure?.reason).toBe("upgrade_failed");
    expect(helm.changes).toEqual(["upgrade", "upgrade", "rollback 1"]);
  });

  test("a first install that fails is removed again", async () => {
    const none = await platform.observe(signal);
    const error = await rejection(platform.setWeight({ version: "stuck" }, 100, none, signal), "remote");
    expect(error.message).toContain("was removed again");
    expect(await open().observe(signal)).toMatchObject({ stable: null, candidate: null });
  });

  test("what a killed helm left behind is waited for as long as it could live, then rolled back", async () => {
    const before = await withStable();
    const at0 = await platform.setWeight(v2, 0, before, signal);
    helm.isKilledNext = true;
    const running = helm.run({
      argv: ["helm", "upgrade", "--install", "shop", "x", "--set-string", "tag=v2", "--description", "x"],
      env: {},
      signal,
    });
    await running;
    expect(at0.candidateWeight).toBe(0);
    const next = open();
    const left = await next.observe(signal);
    expect(left).toMatchObject({
      stable: { release: v1 },
      candidate: { release: { version: "helm-revision-2" }, ready: false },
      candidateWeight: 100,
    });
    expect(left.candidate?.detail).toContain("pending-upgrade");
    const began = nowMs;
    const aborted = await next.abort(left, signal);
    expect(nowMs - began).toBe(65_000);
    expect(aborted).toMatchObject({ stable: { release: v1 }, candidate: null });
    expect(helm.changes.at(-1)).toBe("rollback 1");
  });

  test.each(["upgrade", "rollback"])(
    "killed in the middle of its %s, the next run ends in all stable",
    async (which) => {
      const before = await withStable();
      if (which === "upgrade") {
        helm.isKilledNext = true;
        await platform.setWeight(v2, 100, before, signal).catch(() => undefined);
      } else {
        const at100 = await platform.setWeight(v2, 100, before, signal);
        helm.isKilledNext = true;
        await platform.abort(at100, signal).catch(() => undefined);
      }
      const next = open();
      const seen = await next.observe(signal);
      const end = await next.restore(v1, seen, signal);
      expect(end).toMatchObject({ stable: { release: v1 }, candidate: null, candidateWeight: 0 });
      expect(helm.revisions.at(-1)?.status).toBe("deployed");
    },
  );

  test("an own helm that was killed is not waited for", async () => {
    const before = await withStable();
    helm.isKilledNext = true;
    const began = nowMs;
    await rejection(platform.setWeight(v2, 100, before, signal), "remote");
    expect(nowMs).toBe(began);
    expect((await platform.observe(signal)).stable?.release).toEqual(v1);
  });

  test("restore rolls back to the newest revision of that release, also during a rollout [E23]", async () => {
    const before = await withStable();
    const second = await platform.promote(v2, await platform.setWeight(v2, 100, before, signal), signal);
    const during = await platform.setWeight(v3, 100, second, signal);
    const restored = await platform.restore(v1, during, signal);
    expect(restored).toMatchObject({ stable: { release: v1 }, candidate: null });
    expect(helm.changes.at(-1)).toBe("rollback 1");
    const back = await platform.restore(v2, restored, signal);
    expect(back.stable?.release).toEqual(v2);
    const error = await rejection(platform.restore({ version: "v11" }, back, signal), "config");
    expect(error.message).toContain('has no v11. Did you mean "v1"?');
  });

  test("a newer candidate takes the place of the one before, and steps between are refused", async () => {
    const before = await withStable();
    const state = await platform.setWeight(v2, 100, before, signal);
    const newer = await platform.setWeight(v3, 0, state, signal);
    expect(newer).toMatchObject({ stable: { release: v1 }, candidate: { release: v3 }, candidateWeight: 0 });
    await rejection(platform.setWeight(v3, 25, newer, signal), "config");
    await rejection(platform.setWeight(v1, 100, newer, signal), "conflict");
    expect((await rejection(platform.promote(v2, newer, signal), "conflict")).message).toContain(
      "the candidate is v3",
    );
  });

  test("revisions of others are named by their number and can be restored", async () => {
    const revision = { updated: new Date(nowMs).toISOString(), chart: "c", tag: "x" };
    helm.revisions = [
      { ...revision, revision: 7, status: "superseded", description: "Upgrade complete" },
      { ...revision, revision: 8, status: "deployed", description: "Rollback to 3" },
    ];
    const state = await platform.observe(signal);
    expect(state.stable?.release).toEqual({ version: "helm-revision-3" });
    await rejection(platform.restore({ version: "helm-revision-6" }, state, signal), "config");
    const restored = await platform.restore({ version: "helm-revision-7" }, state, signal);
    expect(restored.stable?.release).toEqual({ version: "helm-revision-7" });
  });

  test("helm sees what it needs of the environment and nothing else", async () => {
    await platform.observe(signal);
    expect(helm.runs[0]?.env).toEqual({ PATH: "/bin", AWS_PROFILE: "shop", HELM_DRIVER: "secret" });
    await open({ target: helmTarget({ access: { kind: "in-cluster" } }) }).observe(signal);
    expect(helm.runs[1]?.env).toEqual({ PATH: "/bin", HELM_DRIVER: "secret" });
  });

  test("preflight names an old or missing helm, and values files with the nearest names", async () => {
    const workspace = mkdtempSync(join(tmpdir(), "deploy-actions-helm-"));
    try {
      writeFileSync(join(workspace, "values.yaml"), "");
      const target = helmTarget({ values: ["values.yaml", "value.yaml"] });
      const codes = async (changes: Partial<HelmPlatformOptions> = {}) =>
        open({ target, workspace, ...changes }).preflight?.(signal);
      expect(await codes()).toEqual([
        expect.objectContaining({
          code: "not_found",
          text: expect.stringContaining('Did you mean "values.yaml"?'),
        }),
      ]);
      helm.version = "v3.12.1";
      expect((await codes())?.[0]).toMatchObject({ code: "tool_version" });
      const exec = {
        run: async () => {
          throw new ActionError("config", "There is no program helm");
        },
      };
      expect((await codes({ exec }))?.[0]).toMatchObject({ code: "tool_missing" });
    } finally {
      rmSync(workspace, { recursive: true, force: true });
    }
  });
});
