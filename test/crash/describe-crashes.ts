import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Fault, KillMoment } from "./fault-gate.ts";
import type { Wish } from "./roll-out.ts";
import { type CleanEnds, CompileCache, Stage, type StageOptions } from "./stage.ts";

/** How the crashes of one platform are tried. */
export interface CrashOptions extends StageOptions {
  /** Targets at once: while one waits for its peer, another one works. */
  readonly parallel: number;
  /** Changes that are disturbed, by name, where the others are those of another subject exactly; default all. */
  readonly only?: (change: string) => boolean;
  /** Kills that are tried; default all. */
  readonly kills?: readonly KillMoment[];
  /** Whether faults that kill nobody are tried; default yes. */
  readonly areFaultsTried?: boolean;
  /** Kills that end a process of its own; the others stop a run of the test's process for good, which is cheaper. Default all. */
  readonly real?: readonly KillMoment[];
  /** Refusals that look different to the platform; default all. */
  readonly statuses?: readonly number[];
  /** Ends of the rollouts that are disturbed; default all. */
  readonly jobs?: readonly Rollout[];
}

type Rollout = "promote" | "abort" | "restore";

const JOBS: readonly Rollout[] = ["promote", "abort", "restore"];
const KILLS: readonly KillMoment[] = ["kill-before", "kill-during", "kill-after"];
const FAULTS = [
  { kind: "status", status: 409 },
  { kind: "status", status: 429 },
  { kind: "status", status: 503 },
  { kind: "lost-answer" },
  { kind: "hang", forMs: 200 },
] as const;
const TEST_MS = 10 * 60_000;

/**
 * SIGKILL before, during and after every change: one further run ends in all stable or all candidate, and the target is as an
 * undisturbed run leaves it. Then the faults that kill nobody: refusals, a lost answer, silence.
 */
export function describeCrashes(name: string, options: CrashOptions): void {
  const { parallel, only = () => true, real = KILLS, jobs = JOBS, statuses } = options;
  const { kills = KILLS, areFaultsTried = true } = options;
  const faultsOf = FAULTS.filter(
    (fault) => fault.kind !== "status" || statuses?.includes(fault.status) !== false,
  );
  const killsProcess = ({ kind }: Fault): boolean => real.some((moment) => moment === kind);
  describe(`${name} is never left half done:`, () => {
    const ends: CleanEnds = {};
    let cache: CompileCache;
    let stages: readonly Stage[];
    const openStage = (): Promise<Stage> => Stage.open(options, ends, cache);
    beforeAll(async () => {
      cache = new CompileCache();
      stages = await Promise.all(Array.from({ length: parallel }, openStage));
    }, 120_000);
    afterAll(async () => {
      await Promise.all((stages ?? []).map((stage) => stage.close()));
      cache?.remove();
    }, 120_000);

    /** Changes that are disturbed, by their number from 1. */
    const disturbed = (changes: readonly string[]): readonly (readonly [number, string])[] =>
      changes.flatMap((change, index) => (only(change) ? [[index + 1, change] as const] : []));

    test(
      "SIGKILL at every call of a first deploy",
      async () => {
        const [first, ...rest] = stages;
        if (first === undefined) throw new Error("no stage");
        const wish = { job: "promote", version: first.newVersion() } as const;
        ends.empty = await first.scene.look();
        const changes = await first.run("a first deploy", wish);
        const faults = disturbed(changes).flatMap(([nth]) => kills.map((kind): Fault => ({ nth, kind })));
        expect(faults.length).toBeGreaterThan(0);
        await shared(rest.length > 0 ? rest : [await openStage()], faults, async (stage, fault) => {
          const what = `${fault.kind} ${fault.nth} (${changes[fault.nth - 1]}) of a first deploy`;
          // Whoever got to the end before is no first deploy any more: a new target.
          const target = stage.stable === undefined ? stage : await openStage();
          try {
            const version = target.newVersion();
            await target.kill(what, { job: "promote", version }, fault, killsProcess(fault));
            await target.run(what, { job: "take-back", version });
          } finally {
            if (target !== stage) await target.close();
          }
        });
        // Targets that are still empty after all that carry a release as any other.
        await Promise.all(
          stages.map(async (stage) => {
            if (stage.stable !== undefined) return;
            await stage.run("a first deploy", { job: "promote", version: stage.newVersion() });
          }),
        );
      },
      TEST_MS,
    );
    test.each(jobs)(
      "SIGKILL at every call of a rollout that ends in %s",
      async (job) => {
        const changes = await undisturbed(stages, job);
        const faults = disturbed(changes).flatMap(([nth]) => kills.map((kind): Fault => ({ nth, kind })));
        expect(faults.length).toBeGreaterThan(0);
        let missed = 0;
        await shared(stages, faults, async (stage, fault, index) => {
          const what = `${fault.kind} ${fault.nth} (${changes[fault.nth - 1]}) of ${job}`;
          const wish = wishOf(stage, job);
          if (!(await stage.kill(what, wish, fault, killsProcess(fault)))) missed += 1;
          // Half of the next runs go on, half take back.
          const goesOn = index % 2 === 0;
          const next = job === "abort" && goesOn ? "promote" : goesOn ? job : "take-back";
          await stage.run(what, { ...wish, job: next });
        });
        // A run may need a call less than the one before; most have to be hit.
        expect(missed).toBeLessThanOrEqual(faults.length / 10);
      },
      TEST_MS,
    );

    if (!areFaultsTried) return;
    test.each(jobs)(
      "refusals, lost answers and silence at every call of a rollout that ends in %s",
      async (job) => {
        const changes = await undisturbed(stages, job);
        const faults = disturbed(changes).flatMap(([nth]) =>
          // On the way to a promotion all of them; the calls of the others are much the same.
          faultsOf
            .filter((_, kind) => job === "promote" || (kind + nth) % 3 === 0)
            .map((fault): Fault => ({ nth, ...fault })),
        );
        await shared(stages, faults, async (stage, fault) => {
          const what = `${JSON.stringify(fault)} (${changes[fault.nth - 1]}) of ${job}`;
          await stage.run(what, wishOf(stage, job), fault);
        });
      },
      TEST_MS,
    );
  });
}

function wishOf(stage: Stage, job: Rollout): Wish {
  if (job !== "restore") return { job, version: stage.newVersion() };
  if (stage.previous === undefined) throw new Error("nothing to restore");
  return { job, version: stage.previous };
}

/** The changes of a run that nothing disturbs, on targets that all have a release and one before. */
async function undisturbed(stages: readonly Stage[], job: Rollout): Promise<readonly string[]> {
  await Promise.all(
    stages.map(async (stage) => {
      const deploys = stage.stable === undefined ? 2 : stage.previous === undefined ? 1 : 0;
      for (let deploy = 0; deploy < deploys; deploy += 1) {
        await stage.run("an undisturbed deploy", { job: "promote", version: stage.newVersion() });
      }
    }),
  );
  const [stage] = stages;
  if (stage === undefined) throw new Error("no stage");
  return stage.run(`an undisturbed ${job}`, wishOf(stage, job));
}

/** Plays all faults, each on the next stage that is free; the first failure ends it. */
async function shared(
  stages: readonly Stage[],
  faults: readonly Fault[],
  play: (stage: Stage, fault: Fault, index: number) => Promise<void>,
): Promise<void> {
  const queue = faults.entries();
  let isFailed = false;
  const ends = await Promise.allSettled(
    stages.map(async (stage) => {
      for (const [index, fault] of queue) {
        if (isFailed) return;
        try {
          await play(stage, fault, index);
        } catch (error) {
          isFailed = true;
          throw error;
        }
      }
    }),
  );
  const failed = ends.find((end) => end.status === "rejected");
  if (failed !== undefined) throw failed.reason;
}
