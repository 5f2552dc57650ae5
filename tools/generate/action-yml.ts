import type { ActionSpec } from "@deploy-actions/action-kit";
import { Document, isScalar, visit } from "yaml";

const HEADER = " Generated from actions/<name>/spec.ts by `npm run generate`. Do not edit.";

/** The text of an action's action.yml. */
export function actionYml(spec: ActionSpec): string {
  const main = `${spec.door === "." ? "" : "../"}dist/${spec.name}/index.js`;
  const inputs = Object.fromEntries(
    Object.entries(spec.inputs).map(([name, input]) => [
      name,
      {
        description: input.description,
        required: input.required,
        ...(defaultOf(input) === undefined ? {} : { default: defaultOf(input) }),
      },
    ]),
  );
  const outputs = Object.fromEntries(
    Object.entries(spec.outputs).map(([name, output]) => [name, { description: output.description }]),
  );
  const document = new Document({
    name: spec.title,
    description: spec.description,
    author: "deploy-actions",
    branding: { icon: spec.branding.icon, color: spec.branding.color },
    inputs,
    outputs,
    runs: { using: "node24", main, ...(spec.post ? { post: main } : {}) },
  });
  document.commentBefore = HEADER.replace("<name>", spec.name);
  visit(document, {
    Pair(_, pair) {
      // A default is always a string for the runner: quoted, so that a reader sees "true" and not a boolean.
      if (isScalar(pair.key) && pair.key.value === "default" && isScalar(pair.value))
        pair.value.type = "QUOTE_DOUBLE";
    },
  });
  return document.toString({ lineWidth: 0 });
}

/** The default as action.yml has it: text, or an expression of the runner. */
export function defaultOf(input: ActionSpec["inputs"][string]): string | undefined {
  return input.default ?? input.runnerDefault;
}
