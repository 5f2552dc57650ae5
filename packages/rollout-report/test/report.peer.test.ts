import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { describePeer } from "../../../test/peers/require-peer.ts";
import { type RolloutHistory, renderRolloutReport } from "../src/index.ts";
import { abortedHistory, hostileHistory, longHistory, promotedHistory } from "./support/histories.ts";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const WIDTHS = [360, 1_280];
const SCHEMES = ["light", "dark"] as const;

const promoted = promotedHistory();
const BARE: RolloutHistory = {
  ...promoted,
  outcome: "running",
  endedAt: undefined,
  looks: [],
  decisions: [],
  steps: [],
  checks: [],
  analysis: undefined,
};
const HISTORIES: readonly (readonly [string, RolloutHistory])[] = [
  ["aborted", abortedHistory()],
  ["promoted", promoted],
  ["longest", longHistory()],
  ["hostile", hostileHistory()],
  ["bare", BARE],
];

describePeer("the report page in Chromium", "DEPLOY_ACTIONS_PEER_CHROMIUM", (executablePath) => {
  let browser: Browser;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "deploy-actions-report-"));
    // As root, as in many containers, Chromium does not start with its sandbox.
    browser = await chromium.launch({ executablePath, chromiumSandbox: false, timeout: 120_000 });
  }, 150_000);

  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function open(context: BrowserContext, name: string, history: RolloutHistory): Promise<Page> {
    const file = join(folder, `${name}.html`);
    await writeFile(file, renderRolloutReport(history));
    const page = await context.newPage();
    await page.goto(pathToFileURL(file).href);
    return page;
  }

  describe.each(HISTORIES)("%s", (name, history) => {
    const looks = WIDTHS.flatMap((width) => SCHEMES.map((colorScheme) => ({ width, colorScheme })));

    test.each(looks)(
      "is clean at $width px in $colorScheme colours",
      async ({ width, colorScheme }) => {
        const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme });
        const complaints: string[] = [];
        const requests: string[] = [];
        context.on("console", (message) => complaints.push(`${message.type()}: ${message.text()}`));
        context.on("weberror", (error) => complaints.push(String(error.error())));
        context.on("dialog", (dialog) => complaints.push(`dialog: ${dialog.message()}`));
        context.on("request", (request) => requests.push(request.url()));
        try {
          const page = await open(context, name, history);
          expect(await page.locator("h1").isVisible()).toBe(true);
          await page.evaluate(OPEN_DETAILS);
          const overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
          expect(await page.evaluate(overflow)).toBe(0);
          expect(await page.evaluate(CLIPPED_TEXTS)).toEqual([]);
          // A violation of the policy is an error on the console.
          expect(complaints).toEqual([]);
          expect(requests).toEqual([page.url()]);
        } finally {
          await context.close();
        }
      },
      120_000,
    );

    // These two differ from the others in lengths and texts, not in colours: a look at each scheme and width will do.
    const isAlike = name === "longest" || name === "hostile";
    const examined = looks.filter((_, index) => !isAlike || index % 3 === 0);

    test.each(examined)(
      "has no violations for axe at $width px in $colorScheme colours",
      async ({ width, colorScheme }) => {
        const viewport = { width, height: 800 };
        const context = await browser.newContext({ viewport, colorScheme, bypassCSP: true });
        try {
          const page = await open(context, name, history);
          await page.evaluate(OPEN_DETAILS);
          await page.evaluate(await readFile(AXE, "utf8"));
          const result = await page.evaluate(RUN_AXE);
          expect(result).toMatchObject({ violations: [] });
          expect(result).not.toMatchObject({ passes: 0 });
        } finally {
          await context.close();
        }
      },
      120_000,
    );
  });

  test("takes its colours from the scheme, and prints in light ones", async () => {
    const context = await browser.newContext({ colorScheme: "dark" });
    try {
      const page = await open(context, "aborted", abortedHistory());
      const ground = "getComputedStyle(document.body).backgroundColor";
      expect(await page.evaluate(ground)).toBe("rgb(17, 21, 26)");
      await page.emulateMedia({ media: "print" });
      expect(await page.evaluate(ground)).toBe("rgb(255, 255, 255)");
      await page.emulateMedia({ media: "screen", colorScheme: "light" });
      expect(await page.evaluate(ground)).toBe("rgb(255, 255, 255)");
    } finally {
      await context.close();
    }
  }, 120_000);

  test("would show a violation of its policy", async () => {
    const context = await browser.newContext();
    const complaints: string[] = [];
    context.on("console", (message) => complaints.push(message.text()));
    try {
      const file = join(folder, "violating.html");
      const page = await context.newPage();
      await writeFile(
        file,
        renderRolloutReport(BARE).replace("</main>", '<p style="color:red">x</p></main>'),
      );
      await page.goto(pathToFileURL(file).href);
      expect(complaints.join("\n")).toContain("Content Security Policy");
    } finally {
      await context.close();
    }
  }, 120_000);
});

const OPEN_DETAILS = "document.querySelectorAll('details').forEach((one) => { one.open = true; })";

/** The violations, each with its rule and the first elements. */
const RUN_AXE = `axe.run().then(({ violations, passes }) => ({
  passes: passes.length,
  violations: violations.map(({ id, nodes }) => id + ": " + nodes.slice(0, 3).map(({ html }) => html).join(" ")),
}))`;

/** Texts of the drawings that reach beyond their drawing, or lie on one another at the right margin. */
const CLIPPED_TEXTS = `(() => {
  const wrong = [];
  for (const svg of document.querySelectorAll("svg.chart")) {
    const frame = svg.getBoundingClientRect();
    if (frame.width === 0) continue;
    const texts = Array.from(svg.querySelectorAll("text"), (text) => [text.textContent, text.getBoundingClientRect()]);
    for (const [text, box] of texts) {
      if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1)
        wrong.push("beyond the drawing: " + text);
    }
    for (let one = 0; one < texts.length; one += 1) for (let other = one + 1; other < texts.length; other += 1) {
      const [a, b] = [texts[one][1], texts[other][1]];
      const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (width > 2 && height > 4) wrong.push("on one another: " + texts[one][0] + " / " + texts[other][0]);
    }
  }
  return wrong.slice(0, 10);
})()`;
