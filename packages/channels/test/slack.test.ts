import { utf8Length } from "@deploy-actions/kernel";
import { afterEach, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import {
  type Announcement,
  createSlackChannel,
  renderSlack,
  renderTemplate,
  type SlackBlock,
  type SlackChannelOptions,
} from "../src/index.ts";
import { COMPLETED, HOSTILE, SCHEDULED } from "./support/announcements.ts";
import { createFastClock, httpClient, type Reply, serveReplies } from "./support/http.ts";

const announcement = renderTemplate("scheduled", SCHEDULED);

function textsOf(blocks: readonly SlackBlock[]): string[] {
  return blocks.flatMap((block) =>
    (block.type === "context" ? block.elements : [block.text]).map(({ text }) => text),
  );
}

describe("the message", () => {
  test("has a header, a section for each part and a link to the run", () => {
    const { blocks, text } = renderSlack(announcement);
    expect(blocks[0]).toEqual({
      type: "header",
      text: { type: "plain_text", text: "[SCHEDULED] Production Deployment - v2", emoji: false },
    });
    expect(blocks[2]).toEqual({
      type: "section",
      text: {
        type: "mrkdwn",
        text: "*CHANGES INCLUDED*\n• Faster search\n• Fix for lost carts",
        verbatim: true,
      },
    });
    expect(blocks.at(-1)).toEqual({
      type: "context",
      elements: [
        { type: "mrkdwn", text: "<https://github.example/o/r/actions/runs/1|Open the run>", verbatim: true },
      ],
    });
    expect(text.split("\n").slice(0, 3)).toEqual([
      "[SCHEDULED] Production Deployment - v2",
      "DEPLOYMENT SCHEDULE",
      "• Start Time: 2026-03-01 02:00 UTC",
    ]);
  });

  test("hostile text notifies nobody and links nowhere", () => {
    const { blocks, text } = renderSlack(renderTemplate("failed", { ...COMPLETED, reason: HOSTILE }));
    for (const line of [text, ...textsOf(blocks.slice(1))]) {
      expect(line).not.toMatch(/<(?!https:\/\/github\.example)/);
      expect(line).not.toContain("@everyone");
    }
    expect(textsOf(blocks)[1]).toContain("&lt;!channel&gt;");
  });

  test.each(["javascript:alert(1)", "not a url", ""])("a run URL such as %j is no link", (url) => {
    expect(renderSlack({ ...announcement, url }).blocks.some((block) => block.type === "context")).toBe(
      false,
    );
  });

  test("whatever comes in, every limit of Slack holds", () => {
    const anyText = fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 300 }),
      fc.integer({ min: 0, max: 20_000 }).map((length) => "<&>é".repeat(length / 4)),
    );
    const part = fc.record({ heading: anyText, items: fc.array(anyText, { maxLength: 60 }) });
    const any = fc.record({ subject: anyText, parts: fc.array(part, { maxLength: 70 }) });
    fc.assert(
      fc.property(any, ({ subject, parts }) => {
        const message: Announcement = { ...announcement, subject, parts };
        const { text, blocks } = renderSlack(message);
        expect(text.length).toBeLessThanOrEqual(4_000);
        expect(blocks.length).toBeLessThanOrEqual(50);
        expect(utf8Length(JSON.stringify(blocks))).toBeLessThanOrEqual(12_000);
        for (const block of blocks) {
          const [first = ""] = textsOf([block]);
          expect(first.length).toBeLessThanOrEqual(block.type === "header" ? 150 : 3_000);
          if (block.type === "section") expect(first).not.toMatch(/&(?!amp;|lt;|gt;)|[<>]/);
        }
      }),
      { numRuns: 60 },
    );
  });

  test("what is left out is said", () => {
    const items = Array.from({ length: 500 }, (_, index) => `change ${index} with some more words to read`);
    const long = renderSlack({ ...announcement, parts: [{ heading: "CHANGES", items }] });
    expect(textsOf(long.blocks)[1]).toMatch(/\n_… \d+ more_$/);
    const parts = Array.from({ length: 60 }, (_, index) => ({ heading: `PART ${index}`, items: ["x"] }));
    expect(textsOf(renderSlack({ ...announcement, parts }).blocks).at(-1)).toMatch(/^_13 parts left out/);
  });
});

describe("sending", () => {
  const closers: (() => Promise<void>)[] = [];
  afterEach(async () => {
    await Promise.all(closers.splice(0).map((close) => close()));
  });

  async function deliver(
    replies: readonly (Reply | "cut")[],
    options: (url: string) => Partial<SlackChannelOptions>,
  ) {
    const server = await serveReplies(replies);
    closers.push(server.close);
    const clock = createFastClock();
    const channel = createSlackChannel({
      http: httpClient(clock),
      clock,
      required: false,
      ...options(server.url),
    });
    const delivery = await channel.send(announcement, new AbortController().signal);
    return { delivery, received: server.received, clock };
  }
  const bot = (apiUrl: string): Partial<SlackChannelOptions> => ({
    token: "xoxb-s3cret",
    channel: "#deploys",
    apiUrl,
  });
  const hook = (url: string): Partial<SlackChannelOptions> => ({
    webhookUrl: `${url}/services/T0/B0/s3cret`,
  });
  const json = (body: object, status = 200): Reply => ({ status, body: JSON.stringify(body) });

  test("a bot posts to its channel", async () => {
    const { delivery, received } = await deliver([json({ ok: true })], bot);
    expect(delivery).toEqual({
      channel: "slack",
      state: "sent",
      detail: "posted to Slack in #deploys",
      attempts: 1,
    });
    expect(received[0]).toMatchObject({ method: "POST", path: "/chat.postMessage" });
    expect(received[0]?.headers.authorization).toBe("Bearer xoxb-s3cret");
    expect(JSON.parse(received[0]?.body ?? "")).toMatchObject({
      channel: "#deploys",
      parse: "none",
      unfurl_links: false,
      ...renderSlack(announcement),
    });
  });

  test("an incoming webhook answers ok", async () => {
    const { delivery, received } = await deliver([{ body: "ok" }], hook);
    expect(delivery).toMatchObject({ state: "sent", attempts: 1 });
    expect(received[0]?.path).toBe("/services/T0/B0/s3cret");
    expect(received[0]?.headers).not.toHaveProperty("authorization");
  });

  test.each<[string, (Reply | "cut")[], typeof bot, RegExp]>([
    [
      "status 200 with ok false",
      [json({ ok: false, error: "not_in_channel" })],
      bot,
      /not_in_channel \(#deploys\), .*\/invite/,
    ],
    ["a bad token", [json({ ok: false, error: "invalid_auth" })], bot, /invalid_auth .*xoxb-…/],
    [
      "a missing scope",
      [json({ ok: false, error: "missing_scope", needed: "chat:write" })],
      bot,
      /chat:write/,
    ],
    [
      "an error nobody knows",
      [json({ ok: false, error: "brand_new_error" })],
      bot,
      /Slack answered brand_new_error/,
    ],
    [
      "an error that is no code",
      [json({ ok: false, error: "::error::\nx" })],
      bot,
      /Slack answered http_200/,
    ],
    ["an outage page", [{ status: 200, body: "<html>" }], bot, /Slack answered http_200/],
    ["a 500", [{ status: 500 }], bot, /Slack answered http_500/],
    [
      "a webhook's reason",
      [{ status: 400, body: "invalid_payload" }],
      hook,
      /Slack answered invalid_payload/,
    ],
    [
      "a webhook that is gone",
      [{ status: 404, body: "no_service" }],
      hook,
      /no_service, the webhook no longer exists/,
    ],
    ["a webhook's 200 that is not ok", [{ body: "maybe" }], hook, /Slack answered maybe/],
    ["a cut connection", ["cut"], bot, /the connection was cut; whether the message arrived is not known/],
  ])("%s is a failure that says what to do", async (_, replies, options, detail) => {
    const { delivery, received } = await deliver(replies, options);
    expect(delivery).toMatchObject({ state: "failed", attempts: 1, detail: expect.stringMatching(detail) });
    expect(delivery.detail).not.toMatch(/s3cret|[\r\n]/);
    expect(received).toHaveLength(1);
  });

  test("waits as long as a 429 asks, then posts", async () => {
    const limited: Reply = { status: 429, headers: { "retry-after": "3" }, body: "rate_limited" };
    const { delivery, clock } = await deliver([limited, json({ ok: true })], bot);
    expect(delivery).toMatchObject({ state: "sent", attempts: 2 });
    expect(clock.slept).toEqual([3_000]);
  });

  test.each<[string, Partial<SlackChannelOptions>, string, RegExp]>([
    [
      "no secret on a fork",
      { token: "", webhookUrl: " " },
      "skipped",
      /empty \(secrets are not given to pull requests from forks\)$/,
    ],
    ["a token without a channel", { token: "xoxb-s3cret" }, "failed", /notify\.slack\.channel/],
  ])("%s sends nothing", async (_, options, state, detail) => {
    const { delivery, received } = await deliver([{}], () => options);
    expect(delivery).toMatchObject({ state, attempts: 0, detail: expect.stringMatching(detail) });
    expect(received).toEqual([]);
  });
});
