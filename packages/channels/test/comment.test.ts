import { Markdown } from "@deploy-actions/kernel";
import { describe, expect, test } from "@jest/globals";
import {
  createCommentChannel,
  formatMarker,
  type RunOrder,
  readMarker,
  renderTemplate,
  upsertComment,
} from "../src/index.ts";
import { COMPLETED, HOSTILE } from "./support/announcements.ts";
import { comment, createFakeComments } from "./support/fake-comments.ts";

const signal = new AbortController().signal;
const where = { owner: "o", repo: "r", issue: 7, signal };
const run = (number: number, attempt = 1): RunOrder => ({ number, attempt });

describe("the marker", () => {
  test.each([
    ["gate", undefined, "<!-- deploy-actions:gate -->"],
    ["gate", run(123, 2), "<!-- deploy-actions:gate run=123.2 -->"],
    ["quality gate --> x", run(1), "<!-- deploy-actions:quality%20gate%20%2D%2D%3E%20x run=1.1 -->"],
  ])("of %j and %j is read back", (key, order, text) => {
    expect(formatMarker({ key, run: order })).toBe(text);
    expect(readMarker(`${text}\nbody`, key)?.run).toEqual(order);
    expect(readMarker(text, "gat")).toBeUndefined();
    expect(readMarker(`> ${text}`, key)).toBeUndefined();
  });
});

describe("upsertComment", () => {
  const upsert = (fake: ReturnType<typeof createFakeComments>, body: string, order?: RunOrder) =>
    upsertComment({
      ...where,
      github: fake.github,
      body: new Markdown(body),
      marker: { key: "gate", run: order },
    });

  test("creates, leaves alone what is the same, updates", async () => {
    const fake = createFakeComments([comment(1, "somebody's words", "ada")]);
    const url = "https://github.example/o/r/pull/7#issuecomment-2";
    expect(await upsert(fake, "first", run(5))).toEqual({ id: 2, url, action: "created" });
    expect(await upsert(fake, "first", run(5))).toEqual({ id: 2, url, action: "unchanged" });
    expect(await upsert(fake, "second", run(5, 2))).toEqual({ id: 2, url, action: "updated" });
    expect(fake.comments.map((item) => item.body)).toEqual([
      "somebody's words",
      "<!-- deploy-actions:gate run=5.2 -->\nsecond",
    ]);
    expect(fake.calls).toEqual(["GET", "POST", "GET", "GET", "PATCH"]);
  });

  test.each([
    [run(5), run(6), "updated"],
    [run(5), run(5, 2), "updated"],
    [run(6), run(5, 9), "outdated"],
    [run(5, 2), run(5), "outdated"],
    [run(99), run(100), "updated"],
    [undefined, run(5), "updated"],
    [run(5), undefined, "updated"],
  ])("a comment of run %j and then run %j: %s", async (written, now, action) => {
    const fake = createFakeComments([comment(1, `${formatMarker({ key: "gate", run: written })}\nold`)]);
    expect((await upsert(fake, "new", now)).action).toBe(action);
  });

  test.each([
    ["another author with our marker", comment(1, "<!-- deploy-actions:gate -->\nhi", "mallory")],
    ["our comment of another key", comment(1, "<!-- deploy-actions:gates -->\nhi")],
    ["our comment that quotes the marker", comment(1, "x\n<!-- deploy-actions:gate -->")],
  ])("%s is not touched", async (_, other) => {
    const fake = createFakeComments([other]);
    const before = other.body;
    expect((await upsert(fake, "new")).action).toBe("created");
    expect(other.body).toBe(before);
  });

  test("GitHub's own line endings are no difference", async () => {
    const fake = createFakeComments([comment(1, "<!-- deploy-actions:gate -->\r\na\r\nb\r\n")]);
    expect((await upsert(fake, "a\nb")).action).toBe("unchanged");
  });

  test("another author can be ours", async () => {
    const fake = createFakeComments([comment(1, "<!-- deploy-actions:gate -->\nhi", "shop-bot")]);
    const body = new Markdown("new");
    const { action } = await upsertComment({
      ...where,
      github: fake.github,
      body,
      marker: { key: "gate" },
      author: "shop-bot",
    });
    expect(action).toBe("updated");
  });

  test("a comment deleted in between is written anew", async () => {
    const fake = createFakeComments([comment(1, "<!-- deploy-actions:gate -->\nhi")], {
      route: /^PATCH/,
      status: 404,
    });
    expect((await upsert(fake, "new")).action).toBe("created");
  });

  test("a body too long for GitHub is cut with its blocks closed, on create and on update", async () => {
    const fake = createFakeComments([]);
    const long = `<details><summary>x</summary>\n\n${"line of text é\n".repeat(10_000)}\n</details>`;
    for (const body of [`a\n${long}`, `b\n${long}`]) {
      await upsert(fake, body);
      const stored = fake.comments[0]?.body ?? "";
      expect(stored.length).toBeLessThanOrEqual(65_000);
      expect(stored.startsWith(`<!-- deploy-actions:gate -->\n${body[0]}`)).toBe(true);
      expect(stored).toContain("</details>");
    }
  });
});

describe("the comment channel", () => {
  const announcement = renderTemplate("completed", { ...COMPLETED, features: [HOSTILE] });
  const send = (fake: ReturnType<typeof createFakeComments>, rest: object = {}) =>
    createCommentChannel({
      ...where,
      github: fake.github,
      required: false,
      marker: { key: "gate", run: run(5) },
      ...rest,
    }).send(announcement, signal);

  test("writes the announcement, harmless", async () => {
    const fake = createFakeComments([]);
    expect(await send(fake)).toEqual({
      channel: "comment",
      state: "sent",
      detail: "comment created: https://github.example/o/r/pull/7#issuecomment-1",
      attempts: 1,
    });
    const body = fake.comments[0]?.body ?? "";
    expect(body).toContain("## &#91;COMPLETED&#93; Production Deployment - v2");
    expect(body.slice(body.indexOf("\n"))).not.toMatch(/<[!a-z]/i);
  });

  test.each<[string, ReturnType<typeof createFakeComments>, object, object]>([
    ["no pull request", createFakeComments([]), { issue: undefined }, { state: "skipped", attempts: 0 }],
    [
      "a later run",
      createFakeComments([comment(1, formatMarker({ key: "gate", run: run(6) }))]),
      {},
      { state: "skipped", detail: expect.stringContaining("a later run") },
    ],
    [
      "a read-only token",
      createFakeComments([], { route: /^POST/, status: 403 }),
      {},
      { state: "failed", detail: "no comment: 403. Add `pull-requests: write`." },
    ],
  ])("%s", async (_, fake, rest, expected) => {
    expect(await send(fake, rest)).toMatchObject(expected);
  });
});
