import { randomUUID } from "node:crypto";
import { dirname, join } from "node:path";
import type { Release } from "@deploy-actions/rollout";
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { describePeer } from "../../../../test/peers/require-peer.ts";
import { createPlatform } from "../../src/helm/helm-platform.ts";
import type { Platform } from "../../src/platform.ts";
import { describePlatform, rejection } from "../contract.ts";
import { clock, exec } from "../support/ports.ts";
import { helmTarget } from "./helm-target.ts";

const signal = new AbortController().signal;
const v1: Release = { version: "v1", commit: "1".repeat(40) };
const v2: Release = { version: "v2" };

describePeer("a real helm on a real cluster", "DEPLOY_ACTIONS_PEER_HELM", (helm) => {
  const kubeconfigPath = process.env.DEPLOY_ACTIONS_PEER_KUBERNETES_KUBECONFIG ?? "";
  const kubectl = process.env.DEPLOY_ACTIONS_PEER_KUBECTL ?? "";
  const namespace = `helm-${randomUUID().slice(0, 8)}`;
  const env = { ...process.env, PATH: `${dirname(helm)}:${process.env.PATH ?? ""}` };
  let name: string;
  let platform: Platform;

  const kube = async (...args: readonly string[]): Promise<string> => {
    const argv = [kubectl, "--kubeconfig", kubeconfigPath, "--namespace", namespace, ...args];
    const result = await exec.run({
      argv,
      env: { PATH: process.env.PATH ?? "", HOME: dirname(kubeconfigPath) },
      signal,
    });
    if (result.exitCode !== 0) throw new Error(`${args.join(" ")}: ${result.stderr}`);
    return result.stdout;
  };
  let node: string;
  const options = { exec, clock, env, workspace: import.meta.dirname, kubeconfigPath };
  const open = (readyTimeoutMs = 20_000): Platform =>
    createPlatform({
      target: helmTarget({
        namespace,
        release: name,
        chart: join(import.meta.dirname, "fixtures/tiny"),
        set: { tag: "${release}", node },
        readyTimeoutMs,
      }),
      ...options,
    });
  const image = () =>
    kube("get", "deployment", name, "-o", "jsonpath={.spec.template.spec.containers[0].image}");

  beforeAll(async () => {
    await kube("create", "namespace", namespace);
    node = (await kube("get", "nodes", "-o", "jsonpath={.items[0].metadata.name}")).trim();
  });
  afterAll(() => kube("delete", "namespace", namespace, "--wait=false"));
  beforeEach(() => {
    name = `shop-${randomUUID().slice(0, 6)}`;
    platform = open();
  });

  describePlatform("Helm", async () => {
    const chart = join(import.meta.dirname, "fixtures/plain");
    const target = helmTarget({ namespace, release: `plain-${randomUUID().slice(0, 6)}`, chart });
    const plain = createPlatform({ target, ...options });
    // A candidate at 0 % is known to the run that made it only, so the other run has to be the same one.
    return { platform: plain, other: plain, close: async () => undefined };
  });

  const withStable = async () => {
    const started = await platform.setWeight(v1, 0, await platform.observe(signal), signal);
    return platform.promote(v1, started, signal);
  };

  test("deploys, moves all traffic, aborts and restores [A17] [E23]", async () => {
    expect(await platform.preflight?.(signal)).toEqual([]);
    const before = await withStable();
    expect(before).toMatchObject({ stable: { release: v1 }, candidate: null });
    const at0 = await platform.setWeight(v2, 0, before, signal);
    expect(await image()).toBe("shop.example/shop:v1");
    const at100 = await platform.setWeight(v2, 100, at0, signal);
    expect(at100).toMatchObject({
      stable: { release: v1 },
      candidate: { release: v2 },
      candidateWeight: 100,
    });
    expect(await image()).toBe("shop.example/shop:v2");
    const aborted = await platform.abort(at100, signal);
    expect(aborted).toMatchObject({ stable: { release: v1 }, candidate: null });
    expect(await image()).toBe("shop.example/shop:v1");
    const again = await platform.setWeight(v2, 100, aborted, signal);
    const done = await platform.promote(v2, again, signal);
    expect(await open().observe(signal)).toEqual(done);
    const restored = await open().restore(v1, done, signal);
    expect(restored.stable?.release).toEqual(v1);
    expect(await image()).toBe("shop.example/shop:v1");
  }, 60_000);

  test("a chart the server refuses is not ready, an upgrade that hangs is rolled back", async () => {
    const before = await withStable();
    const bad = await platform.setWeight({ version: "bad" }, 0, before, signal);
    expect(bad.candidate).toMatchObject({ ready: false, detail: expect.stringContaining("no database") });
    const now = await platform.abort(bad, signal);
    platform = open(8_000);
    const error = await rejection(platform.setWeight({ version: "stuck" }, 100, now, signal), "remote");
    expect(error.message).toContain("was rolled back to revision 1");
    expect(await image()).toBe("shop.example/shop:v1");
    expect((await open().observe(signal)).stable?.release).toEqual(v1);
  }, 60_000);

  test("killed in the middle of an upgrade, the next run ends in all stable", async () => {
    const before = await withStable();
    const controller = new AbortController();
    const running = platform
      .setWeight({ version: "stuck" }, 100, before, controller.signal)
      .catch(() => undefined);
    const pending = async (): Promise<boolean> => (await open().observe(signal)).candidate !== null;
    while (!(await pending())) await clock.sleep(50, signal);
    controller.abort();
    await running;
    const next = open(8_000);
    const left = await next.observe(signal);
    expect(left.candidate?.detail).toContain("pending-upgrade");
    const aborted = await next.abort(left, signal);
    expect(aborted).toMatchObject({ stable: { release: v1 }, candidate: null });
    expect(await image()).toBe("shop.example/shop:v1");
  }, 60_000);

  test("a namespace that is not there is told", async () => {
    const target = helmTarget({ namespace: `${namespace}-x`, release: name, set: { tag: "v1", node } });
    const chart = join(import.meta.dirname, "fixtures/tiny");
    const elsewhere = createPlatform({
      target: { ...target, chart, readyTimeoutMs: 5_000 },
      ...options,
    });
    const none = await elsewhere.observe(signal);
    const error = await rejection(elsewhere.setWeight(v1, 100, none, signal), "config");
    expect(error.message).toContain(`namespaces "${namespace}-x" not found`);
  });
});
