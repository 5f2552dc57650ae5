import { ActionError, errorMessage } from "@deploy-actions/kernel";
import type { Announcement, Channel, Delivery } from "./types.ts";

/**
 * Sends to all channels side by side; one that fails stops no other. Deliveries come in the order of the channels.
 * Rejects only with `cancelled`, after every channel has ended.
 */
export async function announce(
  channels: readonly Channel[],
  announcement: Announcement,
  signal: AbortSignal,
): Promise<readonly Delivery[]> {
  const settled = await Promise.allSettled(channels.map((channel) => channel.send(announcement, signal)));
  if (signal.aborted) {
    throw new ActionError("cancelled", "Sending the announcement was cancelled", { cause: signal.reason });
  }
  return settled.map((result, index) => {
    if (result.status === "fulfilled") return result.value;
    const error: unknown = result.reason;
    const channel = channels[index]?.name ?? "";
    // A bug of a channel is reported like a failed delivery: the deployment is not undone for it.
    const detail = error instanceof ActionError ? errorMessage(error) : "unexpected error while sending";
    return { channel, state: "failed", detail, attempts: 1 };
  });
}
