import type { ActionSpec } from "@deploy-actions/action-kit";
import { defaultOf } from "./action-yml.ts";

/** The Markdown table of an action's inputs. */
export function inputsTable(spec: ActionSpec): string {
  const rows = Object.entries(spec.inputs).map(([name, input]) => {
    const value = input.required ? "**required**" : (codeOr(defaultOf(input)) ?? "");
    return `| \`${name}\` | ${cell(input.type.label)} | ${value} | ${cell(input.description)} |`;
  });
  return ["| input | type | default | what it is |", "| --- | --- | --- | --- |", ...rows].join("\n");
}

/** The Markdown table of an action's outputs. */
export function outputsTable(spec: ActionSpec): string {
  const rows = Object.entries(spec.outputs).map(
    ([name, output]) => `| \`${name}\` | ${cell(output.description)} |`,
  );
  return ["| output | what it is |", "| --- | --- |", ...rows].join("\n");
}

/** The Markdown table of the permissions an action needs. */
export function permissionsTable(spec: ActionSpec): string {
  const rows = spec.permissions.map((item) => `| \`${item.name}: ${item.level}\` | ${cell(item.why)} |`);
  return ["| permission | why |", "| --- | --- |", ...rows].join("\n");
}

/** The `permissions:` lines of a job that uses the action. */
export function permissionsYaml(spec: ActionSpec): string {
  return ["permissions:", ...spec.permissions.map((item) => `  ${item.name}: ${item.level}`)].join("\n");
}

/** The Markdown table of all actions. */
export function actionsTable(specs: readonly ActionSpec[]): string {
  const rows = specs.map((spec) => {
    const uses = spec.door === "." ? "org/deploy-actions@v1" : `org/deploy-actions/${spec.door}@v1`;
    const page = spec.door === "." ? "docs/actions/pipeline.md" : `${spec.door}/README.md`;
    return `| [\`${uses}\`](${page}) | ${cell(spec.description)} |`;
  });
  return ["| action | what it does |", "| --- | --- |", ...rows].join("\n");
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}

function codeOr(text: string | undefined): string | undefined {
  return text === undefined ? undefined : `\`${cell(text)}\``;
}
