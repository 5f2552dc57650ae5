import { expect, test } from "@jest/globals";
import { renderPlan } from "../render.ts";

const PLAN = {
  act: "restore",
  from: "v2",
  to: { version: "v1" },
  basis: "verified by deployment 1",
  takesBack: undefined,
  migrationsThatStay: ["0008"],
  snapshot: undefined,
} as const;

test("a plan says that the database is not rolled back, with the migrations that stay", () => {
  const { source } = renderPlan(PLAN, "production", "checkout fails");
  expect(source).toMatch(
    /The database is not rolled back\. Migrations applied since <code>v1<\/code> stay: 0008/,
  );
});

test("a plan that leaves no migration behind says nothing of the database", () => {
  expect(renderPlan({ ...PLAN, migrationsThatStay: [] }, "production", "x").source).not.toContain("database");
});

test("a reason with Markdown in it is text", () => {
  const reason = "[click](http://evil.example) | @octo-org/team\n# big";
  const { source } = renderPlan({ ...PLAN, from: "<b>" }, "production", reason);
  expect(source).not.toMatch(/\]\(http|@octo|\n# |<b>/);
});
