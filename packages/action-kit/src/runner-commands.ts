import { appendFileSync } from "node:fs";
import { ActionError } from "@deploy-actions/kernel";

// `@actions/core` has all of this, but importing it also loads an HTTP client (45 ms): too much for the start of every
// action. The formats are those of "Workflow commands for GitHub Actions" and of the toolkit's command.ts.

/** A line the runner acts on: `::name key=value,…::message`, escaped. */
export function formatCommand(
  name: string,
  properties: Readonly<Record<string, string | number | undefined>>,
  message: string,
): string {
  const pairs = Object.entries(properties).flatMap(([key, value]) =>
    value === undefined || value === "" ? [] : [`${key}=${escapeProperty(String(value))}`],
  );
  return `::${name}${pairs.length === 0 ? "" : ` ${pairs.join(",")}`}::${escapeData(message)}`;
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

/** Whether the runner could read a line of this text as a command: `::name::` at its start, `##[name]` anywhere. */
export function mayActAsCommand(text: string): boolean {
  return text.includes("::") || text.includes("##[");
}

/** Appends `name` = `value` to a command file (GITHUB_OUTPUT, GITHUB_STATE), in the form that takes any value. */
export function appendToCommandFile(path: string, name: string, value: string, delimiterId: string): void {
  const delimiter = `ghadelimiter_${delimiterId}`;
  if (value.includes(delimiter) || !/^[\w-]+$/.test(name)) {
    throw new ActionError("internal", `"${name}" cannot be written to a command file of the runner.`);
  }
  try {
    appendFileSync(path, `${name}<<${delimiter}\n${value}\n${delimiter}\n`);
  } catch (error) {
    throw new ActionError("remote", `The runner's command file for "${name}" cannot be written.`, {
      cause: error,
      hint: "Check that the runner's disk is not full.",
    });
  }
}
