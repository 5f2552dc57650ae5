import { readFileSync } from "node:fs";
import {
  type EffectivePolicy,
  findProblems,
  formatProblem,
  type Overrides,
  parseDeployConfig,
  resolvePolicy,
} from "../src/index.ts";

/** The text of a file of `fixtures/`. */
export function fixture(name: string): string {
  return readFileSync(new URL(`fixtures/${name}`, import.meta.url), "utf8");
}

/** A policy file with one environment, `production`; the text goes into it. */
export function fileOf(production: string, defaults = ""): string {
  const indent = (text: string, by: string): string => text.replace(/^(?=.)/gm, by);
  const below = defaults === "" ? "" : `defaults:\n${indent(defaults, "  ")}\n`;
  return `version: 1\nservice: shop\n${below}environments:\n  production:\n${indent(production, "    ")}\n`;
}

/** The policy of `production` in {@link fileOf}. */
export function policyOf(production: string, defaults = "", overrides: Overrides = {}): EffectivePolicy {
  const config = parseDeployConfig(fileOf(production, defaults), "deploy.yml");
  return resolvePolicy(config, "production", overrides).policy;
}

/** Its problems without file, line and column. */
export function problemsOf(production: string, defaults = ""): readonly string[] {
  return findProblems(fileOf(production, defaults), "deploy.yml").map((problem) =>
    formatProblem(problem).replace(/^\S+ {2}/, ""),
  );
}
