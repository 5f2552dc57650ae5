import type { FakeRun } from "@deploy-actions/testkit";
import { lockLedger } from "./ledger-lock.ts";
import type { LocalScene, SceneOptions } from "./local-scene.ts";
import { until } from "./until.ts";

/** A moment of a rollout at which the run dies. */
export interface KillMoment {
  readonly name: string;
  /** Whether v2 is bad. */
  readonly isBad?: boolean;
  /** How releases behave at first. */
  readonly behaviours?: SceneOptions["behaviours"];
  /** Resolves when the moment is there; gives what holds the run in it, to be let go after the kill. */
  readonly wait: (scene: LocalScene) => Promise<(() => void) | undefined>;
}

const weight = (scene: LocalScene, wanted: number): Promise<unknown> =>
  until(`${wanted} %`, async () => (await scene.state()).weight === wanted);

const phase = (scene: LocalScene, wanted: string): Promise<unknown> =>
  until(`"${wanted}" in the ledger`, async () => (await scene.phases()).includes(wanted));

/** Holds the run before whatever it writes next after `wanted`. */
async function heldAfter(scene: LocalScene, wanted: string): Promise<() => void> {
  await phase(scene, wanted);
  return lockLedger(scene.ledgerFile);
}

/** Every transition of a rollout from v1 to v2. */
export const MOMENTS: readonly KillMoment[] = [
  { name: "when the record is open", wait: (scene) => heldAfter(scene, "started") },
  {
    name: "while the candidate starts at 0 %",
    behaviours: { v2: { notReady: true } },
    async wait(scene) {
      await until("v2 to start", async () => (await scene.state()).candidate?.phase === "starting");
      return () => scene.behave({});
    },
  },
  {
    name: "when 25 % are set",
    async wait(scene) {
      await weight(scene, 25);
      return undefined;
    },
  },
  {
    name: "in the middle of the bake at 25 %",
    async wait(scene) {
      // The weight is there before the run is held: held earlier, it might wait for the ledger and never get to it.
      await weight(scene, 25);
      await until("an answer of v2", async () => (await (await fetch(scene.url)).text()) === "v2");
      return lockLedger(scene.ledgerFile);
    },
  },
  {
    name: "when 50 % are set",
    async wait(scene) {
      await weight(scene, 50);
      return undefined;
    },
  },
  {
    name: "when 100 % are set",
    async wait(scene) {
      await weight(scene, 100);
      return undefined;
    },
  },
  {
    name: "when it has decided to promote",
    async wait(scene) {
      await weight(scene, 100);
      return lockLedger(scene.ledgerFile);
    },
  },
  {
    name: "while it promotes",
    async wait(scene) {
      await phase(scene, "promoting");
      return undefined;
    },
  },
  {
    name: "when it is promoted and not recorded",
    async wait(scene) {
      const held = await heldAfter(scene, "promoting");
      await until("v2 to be stable", async () => (await scene.state()).stable?.release.version === "v2");
      return held;
    },
  },
  {
    name: "while it aborts",
    isBad: true,
    async wait(scene) {
      await phase(scene, "aborting");
      return undefined;
    },
  },
  {
    name: "when it is aborted and not recorded",
    isBad: true,
    async wait(scene) {
      const held = await heldAfter(scene, "aborting");
      await until("no candidate", async () => (await scene.state()).candidate === null);
      return held;
    },
  },
];

/** Kills the run when the moment is there. False when it was over before it could be held: then the moment was missed. */
export async function killAt(moment: KillMoment, scene: LocalScene, run: FakeRun): Promise<boolean> {
  const { pid } = run;
  const killed = moment.wait(scene).then(async (letGo) => {
    run.kill();
    // Post comes at once, and must not wait for what held main.
    await until("the end of main", () => !hasPid(pid));
    letGo?.();
  });
  let isMissed = false;
  // A run that is over fulfils no moment any more; one that never gets to it is not waited for.
  killed.catch(() => {
    isMissed = true;
    run.kill();
  });
  const { signal } = await run.result;
  if (signal === "SIGKILL") await killed.catch(() => {});
  return signal === "SIGKILL" && !isMissed;
}

function hasPid(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
