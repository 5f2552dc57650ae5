import { ActionError } from "@deploy-actions/kernel";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import {
  type Announcement,
  type Occasion,
  renderTemplate,
  summaryRenderer,
  type TemplateValues,
} from "../src/index.ts";
import { COMPLETED, HOSTILE, SCHEDULED } from "./support/announcements.ts";

const plain = ({ subject, parts }: Announcement): string =>
  [
    subject,
    ...parts.flatMap(({ heading, items }) => [`${heading}:`, ...items.map((item) => `- ${item}`)]),
  ].join("\n");

function problem(occasion: Occasion, values: TemplateValues): ActionError {
  try {
    renderTemplate(occasion, values);
  } catch (error) {
    if (error instanceof ActionError) return error;
  }
  throw new Error("expected an ActionError");
}

describe("the wording", () => {
  test("of a schedule", () => {
    expect(plain(renderTemplate("scheduled", SCHEDULED))).toBe(`[SCHEDULED] Production Deployment - v2
DEPLOYMENT SCHEDULE:
- Start Time: 2026-03-01 02:00 UTC
- Expected Duration: 45m
- Deployment Type: canary
CHANGES INCLUDED:
- Faster search
- Fix for lost carts
EXPECTED IMPACT:
- No interruption expected
ROLLBACK PLAN:
- Automatic rollback if health checks fail
- Manual rollback available within 10m
Contact:
- Ada`);
  });

  test("of a completed deployment", () => {
    expect(plain(renderTemplate("completed", COMPLETED))).toBe(`[COMPLETED] Production Deployment - v2
DEPLOYMENT SUMMARY:
- Started: 02:00 UTC
- Completed: 02:40 UTC
- Duration: 40m
- Status: Successful
VALIDATION RESULTS:
- Health Checks: ✅ Passing: 2 checks healthy, 120 samples, 0 failed
- Performance: ❔ Inconclusive: no baseline
- Error Rate: not checked
- User Impact: not checked
MONITORING:
- Enhanced monitoring active for next 24h
NEW FEATURES AVAILABLE:
- Search as you type
Contact:
- Ada`);
  });

  test("of a failed one, with as little as is known [G22]", () => {
    const values = { environment: "staging", release: "v2", reason: "error rate 8 %" };
    expect(plain(renderTemplate("failed", values))).toBe(`[FAILED] Staging Deployment - v2
DEPLOYMENT SUMMARY:
- Reason: error rate 8 %
- Status: Failed`);
  });

  test("of trouble does not wait for what nobody knows", () => {
    const values = { environment: "production", release: "v2" };
    expect(plain(renderTemplate("rolled-back", values))).toContain("- To: not known\n- Reason: not given");
    expect(plain(renderTemplate("failed", values))).toContain("- Reason: not given");
  });

  test("of one that was rolled back [G22]", () => {
    const values: TemplateValues = {
      environment: "production",
      release: "v2",
      "previous-release": "v1",
      reason: "error rate 8 %",
      duration: "3m12s",
      "health-checks": { outcome: "fail", text: "" },
      "next-steps": "Review on Monday\nOwner: Ada",
    };
    expect(plain(renderTemplate("rolled-back", values))).toBe(`[ROLLED BACK] Production Deployment - v2
ROLLBACK SUMMARY:
- From: v2
- To: v1
- Reason: error rate 8 %
- Duration: 3m12s
VALIDATION RESULTS:
- Health Checks: ❌ Failing
NEXT STEPS:
- Review on Monday
- Owner: Ada`);
  });

  test("as Markdown", () => {
    expect(summaryRenderer(renderTemplate("failed", { ...SCHEDULED, reason: "8 % | bad" })).source).toBe(
      [
        "## &#91;FAILED&#93; Production Deployment - v2",
        "**DEPLOYMENT SUMMARY**",
        "- Started: 2026-03-01 02:00 UTC\n- Reason: 8 % &#124; bad\n- Status: Failed",
        "**Contact:** Ada",
        "[Open the run](https://github.example/o/r/actions/runs/1)",
      ].join("\n\n"),
    );
  });
});

describe("no claim that nobody made", () => {
  test("an automatic rollback is promised only when it is on", () => {
    const text = plain(renderTemplate("scheduled", { ...SCHEDULED, "automatic-rollback": "false" }));
    expect(text).not.toContain("Automatic rollback");
    expect(text).toContain("Manual rollback available within 10m");
  });

  test("an own rollback plan stands alone", () => {
    const part = renderTemplate("scheduled", { ...SCHEDULED, "rollback-plan": ["Call Ada"] }).parts.at(-2);
    expect(part).toEqual({ heading: "ROLLBACK PLAN", items: ["Call Ada"] });
  });

  test("nothing is said about monitoring that was not given", () => {
    const { "monitoring-for": _, ...rest } = COMPLETED;
    expect(plain(renderTemplate("completed", rest))).not.toContain("MONITORING");
  });

  test("✅ comes only from a verdict, never from text [G22]", () => {
    const text = plain(renderTemplate("completed", { ...COMPLETED, "health-checks": "pass" }));
    expect(text).toContain("- Health Checks: pass");
    expect(text).not.toContain("✅");
  });

  test("an empty list is None, empty text is missing", () => {
    expect(renderTemplate("scheduled", { ...SCHEDULED, changes: [] }).parts[1]?.items).toEqual(["None"]);
    expect(problem("scheduled", { ...SCHEDULED, changes: " \n " }).message).toContain("[CHANGES]");
  });
});

describe("missing values", () => {
  test("are all in one error, with the place to give them and the likely typo", () => {
    const { contact: _, impact: __, "rollback-within": ___, "automatic-rollback": ____, ...rest } = SCHEDULED;
    const error = problem("scheduled", { ...rest, contct: "Ada" });
    expect(error.code).toBe("input");
    expect(error.message).toBe(
      'The "scheduled" announcement lacks 3 values: impact for [IMPACT], rollback-plan for [ROLLBACK_PLAN], contact for [CONTACT] (is "contct" meant for it?)',
    );
    expect(error.hint).toBe(
      "Give them below `notify.values` of the policy file (the notify action also takes them in its input `values`).",
    );
  });

  test("names may be written with - or _, in upper or lower case", () => {
    const { "start-time": start, ...rest } = SCHEDULED;
    expect(() => renderTemplate("scheduled", { ...rest, START_TIME: start ?? "" })).not.toThrow();
  });
});

describe("values are never templates", () => {
  test("what looks like a placeholder inside a value stays as it is", () => {
    const announcement = renderTemplate("scheduled", {
      ...SCHEDULED,
      changes: ["[LIST]", "[CONTACT] $& $1"],
    });
    expect(announcement.parts[1]?.items).toEqual(["[LIST]", "[CONTACT] $& $1"]);
  });

  test("any text comes through in its line, whatever it is", () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1 }).filter((text) => text.trim() !== "" && !/[\r\n]/.test(text)),
        (text) => {
          const { parts } = renderTemplate("failed", { environment: "e", release: "r", reason: text });
          expect(parts[0]?.items[0]).toBe(`Reason: ${text.trim()}`);
        },
      ),
    );
  });

  test("hostile text acts nowhere in the Markdown", () => {
    const { source } = summaryRenderer(renderTemplate("failed", { ...COMPLETED, reason: HOSTILE }));
    expect(source).not.toMatch(/<[!a-z]/i);
    expect(source).not.toContain("@everyone");
    expect(source.match(/`/g)).toBeNull();
    expect(source.split("\n").filter((line) => line.startsWith("::"))).toEqual([]);
  });
});

test("facts for machines are the single-line values and the outcomes", () => {
  expect(renderTemplate("completed", { ...COMPLETED, url: "https://x.example/" })).toMatchObject({
    url: "https://x.example/",
    facts: {
      environment: "production",
      release: "v2",
      "start-time": "02:00 UTC",
      "end-time": "02:40 UTC",
      duration: "40m",
      "health-checks": "pass",
      performance: "inconclusive",
      "monitoring-for": "24h",
      contact: "Ada",
    },
  });
});
