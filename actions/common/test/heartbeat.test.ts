import { ActionError, type Clock } from "@deploy-actions/kernel";
import type { Ledger } from "@deploy-actions/ledger";
import { describe, expect, test } from "@jest/globals";
import { whileVerifying } from "../heartbeat.ts";
import { contextWith } from "./context.ts";

/** A clock whose sleeps last until they are ended or the test wakes them. */
function stoppedClock() {
  const wakers: (() => void)[] = [];
  const clock: Clock = {
    now: () => 0,
    sleep: (_ms, signal) =>
      new Promise((resolve, reject) => {
        wakers.push(resolve);
        signal.addEventListener("abort", () => reject(new Error("aborted")), { once: true });
      }),
  };
  const tick = async (): Promise<void> => {
    for (const wake of wakers.splice(0)) wake();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { clock, tick };
}

function ledgerThat(append: Ledger["append"]): Ledger {
  return { append } as unknown as Ledger;
}

describe("a record while its release is verified", () => {
  test("hears regularly that the run lives, and nothing more once the work is done", async () => {
    const { clock, tick } = stoppedClock();
    const beats: string[] = [];
    const ledger = ledgerThat(async (id, event) => void beats.push(`${id} ${event.phase}`));
    const done = Promise.withResolvers<string>();
    const work = whileVerifying(contextWith({ clock, log: {} }), ledger, "7", () => done.promise);
    await tick();
    await tick();
    done.resolve("ok");
    await expect(work).resolves.toBe("ok");
    await tick();
    expect(beats).toEqual(["7 verifying", "7 verifying"]);
  });

  test("that another run closed gets no further signs; the work goes on", async () => {
    const { clock, tick } = stoppedClock();
    const warnings: string[] = [];
    const log = { warning: (text: string) => void warnings.push(text) };
    const ledger = ledgerThat(async () => {
      throw new ActionError("conflict", "closed by run 9");
    });
    const done = Promise.withResolvers<void>();
    const work = whileVerifying(contextWith({ clock, log }), ledger, "7", () => done.promise);
    await tick();
    await tick();
    done.resolve();
    await work;
    expect(warnings).toEqual([expect.stringContaining("closed by run 9")]);
  });

  test("whose work fails fails with that", async () => {
    const { clock } = stoppedClock();
    const ledger = ledgerThat(async () => undefined);
    const work = whileVerifying(contextWith({ clock, log: {} }), ledger, "7", async () => {
      throw new Error("no answer");
    });
    await expect(work).rejects.toThrow("no answer");
  });
});
