import { isOpen } from "@deploy-actions/ledger";
import { expect } from "@jest/globals";
import type { LocalScene } from "./local-scene.ts";
import { until } from "./until.ts";

/**
 * A rollout that is not half done: `stable` has all traffic and is the only release that runs, every record is closed, and
 * no request failed but by the answers in `own` (what a bad release says itself).
 */
export async function expectCleanEnd(
  scene: LocalScene,
  stable: string,
  own: readonly string[] = [],
): Promise<void> {
  const state = await scene.state();
  expect([state.stable?.release.version, state.candidate, state.weight]).toEqual([stable, null, 0]);
  await until(`${stable} alone`, () => scene.processes().join() === stable);
  const records = await scene.records();
  expect(records.filter(isOpen).map((record) => [record.release.version, record.events.at(-1)])).toEqual([]);
  const foreign = Object.entries(await scene.results()).filter(
    ([result]) => !["200", ...own].includes(result),
  );
  expect(foreign).toEqual([]);
}
