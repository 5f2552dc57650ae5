import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { findProblems, formatProblem } from "@deploy-actions/deploy-config";
import { describe, expect, test } from "@jest/globals";
import { parse } from "yaml";
import { ROOT } from "../support/door.ts";

/** Longest an example workflow may be, so that it is read before it is copied. */
const MAX_EXAMPLE_LINES = 40;
const CANARIES = ["kubernetes-canary", "ecs-canary", "lambda-canary", "staged-canary"];
/** Keys of one environment; a block of a page that has one of them is part of a policy file. */
const ENVIRONMENT_KEYS = ["target", "credentials", "rollout", "metrics", "image", "migrate"];

const PLATFORM_PAGES = globSync("docs/platforms/*.md", { cwd: ROOT }).sort();
const PAGES = globSync(["*.md", "docs/**/*.md", "workflows-examples/**/*.md"], { cwd: ROOT }).sort();

function read(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}

/** Every YAML block of the platforms' pages that is a policy file or part of one, as a whole file. */
function documentedPolicies(): readonly (readonly [string, string])[] {
  return PLATFORM_PAGES.flatMap((page) =>
    [...read(page).matchAll(/^```ya?ml\n(.*?)^```$/gms)].flatMap((match): readonly [string, string][] => {
      const text = match[1] ?? "";
      const value: unknown = parse(text);
      if (typeof value !== "object" || value === null) return [];
      const place = `${page}:${read(page).slice(0, match.index).split("\n").length}`;
      if ("version" in value) return [[place, text]];
      if (!ENVIRONMENT_KEYS.some((key) => key in value)) return [];
      const indented = text.replaceAll(/^(?=.)/gm, "    ");
      return [[place, `version: 1\nservice: shop\nenvironments:\n  production:\n${indented}`]];
    }),
  );
}

describe("a platform's page", () => {
  test("is there for every platform", () => {
    expect(PLATFORM_PAGES.map((page) => page.slice("docs/platforms/".length, -".md".length))).toEqual([
      "argo-rollouts",
      "ecs",
      "exec",
      "flagger",
      "haproxy",
      "helm",
      "kubernetes",
      "lambda",
      "local",
      "static-site",
    ]);
  });

  test.each(PLATFORM_PAGES)(
    "%s says what it needs, what an abort does, its limits and what was tested",
    (page) => {
      const headings = [...read(page).matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
      expect(headings).toEqual(
        expect.arrayContaining([
          "The policy",
          "What it needs",
          "What an abort does",
          "Limits",
          "What it was tested against",
        ]),
      );
    },
  );

  test.each(documentedPolicies())("%s is a policy without a mistake", (place, text) => {
    expect(findProblems(text, place).map(formatProblem)).toEqual([]);
  });

  test("has a policy on every page", () => {
    const pages = new Set(documentedPolicies().map(([place]) => place.split(":")[0]));
    expect([...pages]).toEqual(PLATFORM_PAGES);
  });
});

describe("an example", () => {
  test.each(CANARIES)("%s is short, and has a policy to copy", (name) => {
    const text = read(`workflows-examples/${name}.yml`);
    expect(text.trimEnd().split("\n").length).toBeLessThanOrEqual(MAX_EXAMPLE_LINES);
    expect(text).toContain(`policies/${name}.deploy.yml`);
    expect(existsSync(join(ROOT, `workflows-examples/policies/${name}.deploy.yml`))).toBe(true);
  });

  test.each(globSync("workflows-examples/policies/*.yml", { cwd: ROOT }).sort())(
    "%s is a policy without a mistake",
    (path) => {
      expect(findProblems(read(path), path).map(formatProblem)).toEqual([]);
    },
  );
});

test.each(PAGES)("every link of %s leads somewhere", (page) => {
  const prose = read(page).replaceAll(/^```.*?^```$/gms, "");
  const links = [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link ?? "");
  const broken = links.filter((link) => {
    if (/^[a-z]+:/.test(link)) return false;
    const [path = "", anchor] = link.split("#");
    const file = path === "" ? join(ROOT, page) : join(ROOT, dirname(page), path);
    if (!existsSync(file) || relative(ROOT, file).startsWith("..")) return true;
    return anchor !== undefined && !anchors(file).includes(anchor);
  });
  expect(broken).toEqual([]);
});

/** Names of a page's headings, as GitHub makes them. */
function anchors(file: string): readonly string[] {
  return [...readFileSync(file, "utf8").matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    (heading ?? "")
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}
