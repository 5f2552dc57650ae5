import { createHmac } from "node:crypto";
import { afterEach, describe, expect, test } from "@jest/globals";
import { createWebhookChannel, renderTemplate, type WebhookChannelOptions } from "../src/index.ts";
import { COMPLETED } from "./support/announcements.ts";
import { createFastClock, httpClient, type Reply, serveReplies } from "./support/http.ts";

const announcement = renderTemplate("completed", COMPLETED);
const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

async function deliver(replies: readonly (Reply | "cut")[], rest: Partial<WebhookChannelOptions> = {}) {
  const server = await serveReplies(replies);
  closers.push(server.close);
  const clock = createFastClock();
  const channel = createWebhookChannel({
    url: `${server.url}/hook?sig=s3cret`,
    http: httpClient(clock),
    clock,
    required: false,
    ...rest,
  });
  const delivery = await channel.send(announcement, new AbortController().signal);
  return { delivery, received: server.received, clock };
}

test("posts schema 1 with a signature a receiver can check", async () => {
  const { delivery, received } = await deliver([{ status: 202 }], { secret: "k3y" });
  expect(delivery).toEqual({
    channel: "webhook",
    state: "sent",
    detail: "webhook answered 202",
    attempts: 1,
  });
  const [request] = received;
  expect(request).toMatchObject({ method: "POST", path: "/hook?sig=s3cret" });
  expect(JSON.parse(request?.body ?? "")).toEqual({
    schema: 1,
    occasion: "completed",
    subject: "[COMPLETED] Production Deployment - v2",
    parts: announcement.parts,
    facts: announcement.facts,
    url: "",
    sent_at: "2023-11-14T22:13:20.000Z",
  });
  const digest = createHmac("sha256", "k3y").update(`1700000000.${request?.body}`).digest("hex");
  expect(request?.headers).toMatchObject({
    "content-type": "application/json",
    "x-deploy-actions-signature": `t=1700000000,v1=${digest}`,
    "x-deploy-actions-delivery": expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
  });
});

test("sends an id token as bearer, and no signature without a secret", async () => {
  const { received } = await deliver([{}], { idToken: async () => "t0ken", secret: " " });
  expect(received[0]?.headers.authorization).toBe("Bearer t0ken");
  expect(received[0]?.headers).not.toHaveProperty("x-deploy-actions-signature");
});

test("tries again after 429, 5xx and a cut connection, under one delivery id", async () => {
  const { delivery, received, clock } = await deliver([
    { status: 429, headers: { "retry-after": "7" } },
    { status: 503 },
    "cut",
    {},
  ]);
  expect(delivery).toMatchObject({ state: "sent", attempts: 4 });
  expect(new Set(received.map((request) => request.headers["x-deploy-actions-delivery"])).size).toBe(1);
  expect(clock.slept[0]).toBe(7_000);
});

describe("what cannot be delivered is said in one line without the secret", () => {
  test.each<[string, (Reply | "cut")[], Partial<WebhookChannelOptions>, object]>([
    [
      "a refusal",
      [{ status: 403 }],
      {},
      {
        state: "failed",
        detail: "not sent to webhook: it answered 403 (check the shared secret or the token's audience)",
      },
    ],
    [
      "a redirect",
      [{ status: 302, headers: { location: "/" } }],
      {},
      { state: "failed", detail: expect.stringContaining("a redirect is not followed") },
    ],
    [
      "a webhook that is gone",
      [{ status: 404 }],
      {},
      { state: "failed", detail: expect.stringContaining("make a new one") },
    ],
    [
      "a server that fails for ever",
      [{ status: 500 }],
      {},
      { state: "failed", attempts: 4, detail: "not sent to webhook: it answered 500" },
    ],
    [
      "connections that are cut for ever",
      ["cut"],
      {},
      { state: "failed", detail: "not sent to webhook: the connection was cut" },
    ],
    [
      "no secret on a fork",
      [{}],
      { url: "" },
      { state: "skipped", attempts: 0, detail: expect.stringContaining("from forks") },
    ],
    ["an unset secret", [{}], { url: undefined }, { state: "skipped" }],
    [
      "a URL in the clear",
      [{}],
      { url: "http://hooks.example/s3cret" },
      { state: "failed", detail: "not sent to webhook: its URL must begin with https://" },
    ],
    ["no URL at all", [{}], { url: "s3cret" }, { state: "failed" }],
    [
      "no id token",
      [{}],
      { idToken: () => Promise.reject(new Error("s3cret")) },
      { state: "failed", detail: expect.stringContaining("id-token: write") },
    ],
  ])("%s", async (_, replies, rest, expected) => {
    const { delivery } = await deliver(replies, rest);
    expect(delivery).toMatchObject(expected);
    expect(delivery.detail).not.toMatch(/s3cret|\n/);
  });

  test("nobody listens", async () => {
    const server = await serveReplies([{}]);
    await server.close();
    const { delivery } = await deliver([{}], { url: `${server.url}/s3cret` });
    expect(delivery).toMatchObject({
      state: "failed",
      detail: "not sent to webhook: its host refuses connections",
    });
  });

  test("an answer that never comes ends with the deadline", async () => {
    const server = await serveReplies(["hang"]);
    closers.push(server.close);
    const clock = createFastClock();
    const deadline = {
      ...clock,
      sleep: (ms: number, signal: AbortSignal) =>
        ms === 60_000 ? Promise.resolve() : clock.sleep(ms, signal),
    };
    const channel = createWebhookChannel({
      url: server.url,
      http: httpClient(clock),
      clock: deadline,
      required: true,
    });
    expect(channel).toMatchObject({ name: "webhook", required: true });
    const delivery = await channel.send(announcement, new AbortController().signal);
    expect(delivery).toMatchObject({ state: "failed", detail: "not sent to webhook: no answer in time" });
  });
});

test("cancelling rejects", async () => {
  const server = await serveReplies(["hang"]);
  closers.push(server.close);
  const clock = createFastClock();
  const abort = new AbortController();
  const channel = createWebhookChannel({ url: server.url, http: httpClient(clock), clock, required: false });
  const sending = channel.send(announcement, abort.signal);
  abort.abort();
  await expect(sending).rejects.toMatchObject({ code: "cancelled" });
});
