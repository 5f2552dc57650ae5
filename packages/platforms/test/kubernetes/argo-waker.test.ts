import { describe, expect, test } from "@jest/globals";
import { WAKE, Waker } from "../../src/kubernetes/engines/argo/waker.ts";
import type { KubernetesPlatformOptions } from "../../src/kubernetes/platform-options.ts";

/** A waker on a clock of its own, and what it writes. */
function wakerAt() {
  let now = 0;
  const written: unknown[] = [];
  const options = {
    clock: { now: () => now },
    log: { debug: () => {} },
    target: { workload: { name: "web" } },
    client: {
      patch: async (_type: unknown, name: string, { body }: { body: unknown }) => written.push([name, body]),
    },
  } as unknown as KubernetesPlatformOptions;
  const waker = new Waker(options);
  const seeAt = (seconds: number, mark: string): Promise<boolean> => {
    now = seconds * 1_000;
    return waker.see(mark, new AbortController().signal);
  };
  return { seeAt, written };
}

describe("a Rollout whose controller may have missed what it was told", () => {
  test("is touched after five seconds without movement, and nothing stays of it", async () => {
    const { seeAt, written } = wakerAt();
    expect(await seeAt(1, "a")).toBe(false);
    expect(await seeAt(5.9, "a")).toBe(false);
    expect(await seeAt(6, "a")).toBe(true);
    expect(written).toEqual([
      ["web", { metadata: { annotations: { [WAKE]: "again" } } }],
      ["web", { metadata: { annotations: { [WAKE]: null } } }],
    ]);
  });

  test("is touched ever less often while it stands still", async () => {
    const { seeAt } = wakerAt();
    const touched: number[] = [];
    for (let second = 0; second <= 60; second += 1) if (await seeAt(second, "a")) touched.push(second);
    expect(touched).toEqual([5, 10, 20, 40]);
  });

  test("is left alone while it moves", async () => {
    const { seeAt, written } = wakerAt();
    for (let second = 0; second <= 60; second += 1) await seeAt(second, String(Math.floor(second / 4)));
    expect(written).toEqual([]);
  });
});
