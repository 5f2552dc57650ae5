import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { startWebhookReceiver, type WebhookReceiver } from "../src/index.ts";

let receiver: WebhookReceiver;

beforeEach(async () => {
  receiver = await startWebhookReceiver();
});
afterEach(() => receiver.close());

function post(path: string, body: string): Promise<Response> {
  return fetch(`${receiver.url}${path}`, { method: "POST", body });
}

test("records requests and answers ok", async () => {
  const answer = await post("/services/T/B/x?y=1", '{"text":"hi"}');
  expect(await answer.text()).toBe("ok");
  await post("/plain", "text");
  expect(receiver.requests).toMatchObject([
    { method: "POST", path: "/services/T/B/x?y=1", body: '{"text":"hi"}', json: { text: "hi" } },
    { path: "/plain", body: "text", json: undefined },
  ]);
});

test("gives queued answers in order, then the default again", async () => {
  receiver.next(
    { status: 429, headers: { "retry-after": "1" } },
    { status: 200, body: { ok: false }, delayMs: 10 },
  );
  const limited = await post("/", "1");
  expect(limited.status).toBe(429);
  expect(limited.headers.get("retry-after")).toBe("1");
  expect(await (await post("/", "2")).json()).toEqual({ ok: false });
  expect((await post("/", "3")).status).toBe(200);
});

test("an answer can depend on the request", async () => {
  receiver.always(({ body }) => ({ status: body === "bad" ? 400 : 202, body: "" }));
  expect((await post("/", "bad")).status).toBe(400);
  expect((await post("/", "good")).status).toBe(202);
});

test("can read a request and drop the connection", async () => {
  receiver.next({ drop: true });
  await expect(post("/", "lost?")).rejects.toThrow();
  expect(receiver.requests).toHaveLength(1);
});

test("closes although an answer is still waiting", async () => {
  receiver.next({ delayMs: 60_000 });
  const waiting = post("/", "1").catch(() => "closed");
  while (receiver.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  await receiver.close();
  expect(await waiting).toBe("closed");
  receiver = await startWebhookReceiver();
});
