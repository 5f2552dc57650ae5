import { ActionError } from "@deploy-actions/kernel";
import { describe, expect, test } from "@jest/globals";
import { announce, type Channel, type Delivery, renderTemplate } from "../src/index.ts";
import { COMPLETED } from "./support/announcements.ts";

const announcement = renderTemplate("completed", COMPLETED);

function channel(name: string, send: (signal: AbortSignal) => Promise<Delivery>): Channel {
  return { name, required: false, send: (_, signal) => send(signal) };
}

const sent = (name: string): Delivery => ({ channel: name, state: "sent", detail: "ok", attempts: 1 });

describe("announce", () => {
  test("a channel that breaks stops no other, and deliveries keep the order of the channels", async () => {
    const deliveries = await announce(
      [
        channel("late", async () => {
          await new Promise((resolve) => setImmediate(resolve));
          return sent("late");
        }),
        channel("broken", () => Promise.reject(new TypeError("https://hooks.example/s3cret"))),
        channel("early", async () => sent("early")),
      ],
      announcement,
      new AbortController().signal,
    );
    expect(deliveries).toEqual([
      sent("late"),
      { channel: "broken", state: "failed", detail: "unexpected error while sending", attempts: 1 },
      sent("early"),
    ]);
  });

  test("no channel is nothing delivered", async () => {
    expect(await announce([], announcement, new AbortController().signal)).toEqual([]);
  });

  test("cancelling rejects once every channel has ended", async () => {
    const abort = new AbortController();
    let isEnded = false;
    const hanging = channel("hanging", async (signal) => {
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
      await new Promise((resolve) => setImmediate(resolve));
      isEnded = true;
      throw new ActionError("cancelled", "Cancelled.");
    });
    const sending = announce([hanging], announcement, abort.signal);
    abort.abort();
    await expect(sending).rejects.toMatchObject({ code: "cancelled" });
    expect(isEnded).toBe(true);
  });
});
