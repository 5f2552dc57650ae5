import type { ActionSpec } from "@deploy-actions/action-kit";
import { inputsTable, outputsTable, permissionsTable, permissionsYaml } from "./tables.ts";

/** The reference part of an action: examples, inputs, outputs, permissions. */
export function reference(spec: ActionSpec): string {
  return `## Minimal example

\`\`\`yaml
${spec.examples.minimal}
\`\`\`

## Complete example

\`\`\`yaml
${spec.examples.complete}
\`\`\`

## Permissions

\`\`\`yaml
${permissionsYaml(spec)}
\`\`\`

${permissionsTable(spec)}

## Inputs

${inputsTable(spec)}

## Outputs

${outputsTable(spec)}
`;
}

/** The README of a front door. */
export function doorReadme(spec: ActionSpec): string {
  return `<!-- Generated from actions/${spec.name}/spec.ts by \`npm run generate\`. Do not edit. -->
# ${spec.title}

${spec.description}

How it decides, what it prints and what goes wrong: [docs/actions/${spec.name}.md](../docs/actions/${spec.name}.md).

${reference(spec)}`;
}
