import { createHash } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import { type RolloutHistory, renderRolloutReport } from "../src/index.ts";
import {
  abortedHistory,
  HOSTILE_TEXT,
  hostileHistory,
  longHistory,
  promotedHistory,
} from "./support/histories.ts";

const EMPTY: RolloutHistory = {
  service: "shop",
  environment: "staging",
  platform: "local",
  candidate: { version: "1.0.0" },
  stable: null,
  startedAt: Date.UTC(2026, 0, 1),
  endedAt: undefined,
  outcome: "running",
  verdict: { outcome: "inconclusive", reason: "no_evidence", sentence: "nothing was looked at yet" },
  steps: [],
  decisions: [],
  looks: [],
  analysis: undefined,
  checks: [],
};

/** Headings of the page in order. */
function headings(page: string): string[] {
  return Array.from(page.matchAll(/<h2[^>]*>(.*?)<\/h2>/g), (match) => match[1] ?? "");
}

function textOf(page: string): string {
  return page.replace(/<style>.*?<\/style>/s, "").replace(/<[^>]*>/g, " ");
}

describe("the page", () => {
  test("tells the whole story in a fixed order", () => {
    const expected = [
      "Traffic of the candidate",
      "Error rates",
      "Evidence",
      "Latency",
      "Metrics",
      "Checks",
      "The plan against what happened",
      "Decisions",
      "Every look",
    ];
    for (const history of [abortedHistory(), promotedHistory(), longHistory(), EMPTY]) {
      expect(headings(renderRolloutReport(history))).toEqual(expected);
    }
  });

  test("begins with the verdict and the figures behind it", () => {
    const text = textOf(renderRolloutReport(abortedHistory())).replace(/\s+/g, " ");
    expect(text).toMatch(/Aborted candidate fails 4\.0x as often as stable/);
    expect(text).toContain("Harmed before rollback 100 bad beyond stable’s rate");
    expect(text).toContain("Decisive metric errors regressed, 4× stable");
    expect(text).toContain("All together passed 1,000 at 14:07:20 UTC.");
    expect(text).toContain("2 of 4 steps reached");
  });

  test("of one metric names it where it passed the threshold", () => {
    const history = abortedHistory();
    const analysis = history.analysis && {
      ...history.analysis,
      metrics: history.analysis.metrics.slice(0, 1),
    };
    const text = textOf(renderRolloutReport({ ...history, analysis }));
    expect(text).toContain("The evidence against errors passed 1,000 at 14:07:00 UTC.");
  });

  test("is the same for the same history", () => {
    expect(renderRolloutReport(abortedHistory())).toBe(renderRolloutReport(abortedHistory()));
  });

  test("says of each part that is missing that it is missing", () => {
    const text = textOf(renderRolloutReport(EMPTY));
    for (const sentence of [
      "nothing: the first release",
      "still going on",
      "No traffic was shifted.",
      "Nobody counted the requests of this rollout.",
      "This rollout was not judged by a canary analysis.",
      "No latencies are known of this rollout.",
      "No metric was analysed.",
      "No checks were configured.",
      "There was no plan: no steps.",
      "Nothing was decided.",
      "Nobody has looked yet.",
    ]) {
      expect(text).toContain(sentence);
    }
    expect(text).not.toMatch(/NaN|Infinity|undefined|Invalid/);
  });

  test("links to the run by http(s) only", () => {
    const linked = renderRolloutReport({ ...EMPTY, runUrl: "https://ci.example/runs/1?a=1&b=2" });
    expect(linked).toContain('href="https://ci.example/runs/1?a=1&amp;b=2"');
    for (const runUrl of ["javascript:alert(1)", "data:text/html,x", " https://x.example"]) {
      expect(renderRolloutReport({ ...EMPTY, runUrl })).not.toContain("workflow run");
    }
  });
});

describe("the policy", () => {
  test("allows the one style sheet and nothing else", () => {
    const page = renderRolloutReport(promotedHistory());
    const style = /<style>(.*?)<\/style>/s.exec(page)?.[1] ?? "";
    const hash = createHash("sha256").update(style).digest("base64");
    expect(page).toContain(
      `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'">`,
    );
    expect(style.length).toBeGreaterThan(1_000);
  });

  test.each([
    ["aborted", abortedHistory()],
    ["promoted", promotedHistory()],
    ["hostile", hostileHistory()],
    ["empty", EMPTY],
  ])("has nothing to refuse in the %s rollout", (_, history) => {
    const page = renderRolloutReport(history);
    expect(page).not.toMatch(/<[^>"]*("[^"]*"[^>"]*)*\s(style|on\w+|src)\s*=/i);
    expect(page).not.toMatch(/<(script|img|link|iframe|object|embed|base|form|use|image)\b/i);
  });
});

describe("text from outside", () => {
  test("is shown as text wherever it stands", () => {
    const page = renderRolloutReport(hostileHistory());
    expect(page).not.toContain("<script");
    expect(page).not.toContain("<img");
    expect(page).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
    expect(page).toContain("\\x00\\x1b[31m\\u202e");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what is looked for
    expect(page).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
    expect(page.isWellFormed()).toBe(true);
    expect(page).not.toContain("javascript:");
    expect(page.match(/<title>/g)?.length).toBeGreaterThan(1);
  });

  test("of every kind leaves each place it is put in closed", () => {
    const page = renderRolloutReport(hostileHistory());
    for (const tag of ["title", "text", "td", "th", "svg", "section", "span"]) {
      const opened = page.match(new RegExp(`<${tag}[ >]`, "g"))?.length;
      expect([tag, opened]).toEqual([tag, page.match(new RegExp(`</${tag}>`, "g"))?.length]);
    }
    expect(page.split(HOSTILE_TEXT)).toHaveLength(1);
  });

  test("and numbers that are none never reach a drawing", () => {
    const page = renderRolloutReport(hostileHistory());
    expect(page).not.toMatch(/="[^"]*(NaN|Infinity|undefined)/);
    const odd = { at: Number.NaN, weight: 5 };
    const looks = [odd, { at: 1e300, weight: 5 }, { at: EMPTY.startedAt + 5, weight: Number.NaN }];
    const decisions = [{ at: Number.NaN, weight: Number.POSITIVE_INFINITY, text: "odd" }];
    const steps = [{ weight: 5, bakeMs: Number.NaN }];
    for (const startedAt of [EMPTY.startedAt, Number.NaN, 0]) {
      const weird = renderRolloutReport({
        ...EMPTY,
        startedAt,
        endedAt: Number.NaN,
        looks,
        decisions,
        steps,
      });
      expect(weird).not.toMatch(/="[^"]*(NaN|Infinity|undefined)/);
      expect(textOf(weird)).not.toMatch(/NaN|Infinity|Invalid/);
    }
  });
});

describe("the size", () => {
  test("of the longest history is at most 300 KB, quickly", () => {
    const page = renderRolloutReport(longHistory());
    expect(Buffer.byteLength(page)).toBeLessThanOrEqual(300_000);
    expect(page).toContain("of 1500 looks, evenly spread");
  });

  test("stays within 300 KB when every text is as long and as hostile as can be", () => {
    const history = longHistory();
    const evil = "\"'<\u0000".repeat(2_000);
    const page = renderRolloutReport({
      ...history,
      service: evil,
      candidate: { version: evil },
      verdict: { ...history.verdict, sentence: evil },
      decisions: history.decisions.map((decision) => ({ ...decision, text: evil })),
      checks: history.checks.map((check) => ({ ...check, name: evil, text: evil })),
      looks: history.looks.map((look, index) => (index % 2 === 0 ? { ...look, missing: evil } : look)),
      analysis: history.analysis && {
        ...history.analysis,
        metrics: Array.from({ length: 60 }, (_, index) => ({
          name: evil,
          state: "regressed" as const,
          sentence: evil,
          candidate: { requests: 1e15, bad: index },
          stable: { requests: 1e15, bad: index },
        })),
      },
    });
    expect(Buffer.byteLength(page)).toBeLessThanOrEqual(300_000);
    expect(headings(page)).toHaveLength(9);
  });
});
