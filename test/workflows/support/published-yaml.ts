import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { specs } from "../../../actions/specs.ts";
import { ROOT } from "../../support/door.ts";

/** A workflow that people run or copy, and where it stands. */
export interface PublishedWorkflow {
  /** `README.md:26`, or the file alone. */
  readonly place: string;
  /** The whole workflow; around a bare list of steps, what {@link workflowAround} adds. */
  readonly text: string;
}

/** Our own workflows and the examples, by path. */
export function workflowFiles(): readonly PublishedWorkflow[] {
  return glob(".github/workflows/*.yml", "workflows-examples/*.yml").map((place) => ({
    place,
    text: read(place),
  }));
}

/** The `action.yml` of every door. */
export function actionFiles(): readonly string[] {
  return specs.map(({ door }) => join(door, "action.yml"));
}

/** Every YAML block of the pages for people that is a workflow or a list of steps. */
export function documentedWorkflows(): readonly PublishedWorkflow[] {
  const pages = glob("*.md", "docs/**/*.md", ...specs.map(({ door }) => `${door}/README.md`));
  return [...new Set(pages)].flatMap((page) =>
    yamlBlocks(read(page)).flatMap(({ line, text }) => {
      const value: unknown = parse(text);
      const place = `${page}:${line}`;
      if (Array.isArray(value)) return [{ place, text: workflowAround(text) }];
      const isWorkflow = typeof value === "object" && value !== null && "jobs" in value;
      return isWorkflow ? [{ place, text }] : [];
    }),
  );
}

function yamlBlocks(page: string): readonly { readonly line: number; readonly text: string }[] {
  return [...page.matchAll(/^```ya?ml\n(.*?)^```$/gms)].map((match) => ({
    line: page.slice(0, match.index).split("\n").length,
    text: match[1] ?? "",
  }));
}

/** The smallest workflow around steps. Steps that they refer to and do not show come before them. */
function workflowAround(steps: string): string {
  const ids = (pattern: RegExp): readonly string[] => [...steps.matchAll(pattern)].map(([, id]) => id ?? "");
  const shown = ids(/^ +id: (.+)$/gm);
  const missing = new Set(ids(/\bsteps\.([\w-]+)\./g).filter((id) => !shown.includes(id)));
  const before = [...missing].map((id) => `- id: ${id}\n  run: "true"\n`).join("");
  const indented = (before + steps).replaceAll(/^(?=.)/gm, "      ");
  return `name: around
on:
  workflow_dispatch:
    inputs:
      reason: { type: string, required: true, description: Why }
permissions: {}
concurrency: { group: around, cancel-in-progress: false }
jobs:
  around:
    name: around
    runs-on: ubuntu-latest
    timeout-minutes: 5
    steps:
${indented}`;
}

function glob(...patterns: readonly string[]): readonly string[] {
  return patterns.flatMap((pattern) => globSync(pattern, { cwd: ROOT }).sort());
}

function read(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}
