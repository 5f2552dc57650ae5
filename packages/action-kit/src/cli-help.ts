import type { CatalogEntry, Command, TextOption } from "./cli-catalog.ts";
import { COMMON_OPTIONS, isFlag, isList, secretVariable } from "./cli-options.ts";
import type { ActionSpec, InputSpec } from "./spec.ts";

/** The list of commands. */
export function renderCommands(catalog: readonly Command[]): string {
  const rows = catalog.map(({ command, summary }) => [command, summary] as const);
  return [
    "Usage: deploy-actions <command> [--input value …]",
    "",
    "Commands:",
    ...columns(rows),
    "",
    "deploy-actions <command> --help lists the inputs of a command; --version prints the version.",
    "Exit codes: 0 ok, 1 failed verdict, 2 inconclusive verdict, 3 error, 130 cancelled.",
  ].join("\n");
}

/** The options of one command, from the spec of its action. */
export function renderOptions(entry: CatalogEntry, spec: ActionSpec): string {
  const inputs = Object.entries(spec.inputs)
    .filter(([name]) => !Object.hasOwn(entry.presets ?? {}, name))
    .map(([name, input]) => [optionForm(name, input), optionText(name, input)] as const);
  const common = Object.entries(COMMON_OPTIONS).map(([name, text]) => [`--${name}`, text] as const);
  return [
    `Usage: deploy-actions ${entry.command} [--input value …]`,
    "",
    entry.summary,
    "",
    "Inputs:",
    ...columns(inputs),
    "",
    "Options:",
    ...columns(common),
  ].join("\n");
}

/** The options of a command that prints a text. */
export function renderTextOptions({ command, summary }: Command, options: readonly TextOption[]): string {
  const rows = options.map(({ name, value, description, required, env }) => {
    const facts = [required ? "required" : undefined, env === undefined ? undefined : `default $${env}`];
    const known = facts.filter((fact) => fact !== undefined).join("; ");
    return [`--${name} ${value}`, `${description}${known === "" ? "" : ` (${known})`}`] as const;
  });
  return [
    `Usage: deploy-actions ${command} [--option value …]`,
    "",
    summary,
    "",
    "Options:",
    ...columns(rows),
  ].join("\n");
}

function optionForm(name: string, input: InputSpec<unknown>): string {
  return isFlag(input) ? `--[no-]${name}` : `--${name} <${isList(input) ? "item" : "value"}>`;
}

function optionText(name: string, input: InputSpec<unknown>): string {
  const facts = [
    isList(input) ? "list, may be repeated" : input.type.label,
    input.required ? "required" : undefined,
    input.default === undefined ? undefined : `default ${JSON.stringify(input.default)}`,
    input.runnerDefault === undefined ? undefined : `under a runner ${input.runnerDefault}`,
    input.secret ? `secret, better given as the environment variable ${secretVariable(name)}` : undefined,
  ];
  return `${input.description.replace(/\s+/g, " ")} (${facts.filter((fact) => fact !== undefined).join("; ")})`;
}

function columns(rows: readonly (readonly [string, string])[]): readonly string[] {
  const width = Math.max(0, ...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
