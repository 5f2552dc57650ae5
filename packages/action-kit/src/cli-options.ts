import { nearest } from "@deploy-actions/kernel";
import type { GivenInputs } from "./inputs.ts";
import type { ActionSpec, InputSpec } from "./spec.ts";

/** Options every command has. */
export const COMMON_OPTIONS = {
  json: "print one JSON object on stdout, the log on stderr",
  debug: "print debug lines",
  help: "print this help",
} as const;

/** A command line, read. */
export interface ParsedOptions {
  readonly given: GivenInputs;
  readonly isJson: boolean;
  readonly showDebug: boolean;
  readonly wantsHelp: boolean;
}

/**
 * Reads `--name value`, `--name=value`, `--flag`, `--no-flag` and repeated lists. A secret that is not given is taken
 * from its environment variable ({@link secretVariable}), so that it need not stand on a command line.
 */
export function parseOptions(
  spec: ActionSpec,
  presets: Readonly<Record<string, string>>,
  argv: readonly string[],
  env: Readonly<Record<string, string>>,
): ParsedOptions {
  const texts: Record<string, string> = { ...presets };
  const common = new Set<string>();
  const problems: string[] = [];
  const explained: string[] = [];
  const seen = new Set<string>();
  const queue = [...argv];
  for (let argument = queue.shift(); argument !== undefined; argument = queue.shift()) {
    if (argument === "-h") {
      common.add("help");
      continue;
    }
    if (!argument.startsWith("--") || argument === "--") {
      problems.push(`"${argument}": unexpected argument; inputs are given as --name value.`);
      continue;
    }
    const equals = argument.indexOf("=");
    const name = argument.slice(2, equals < 0 ? undefined : equals);
    const inline = equals < 0 ? undefined : argument.slice(equals + 1);
    const input = spec.inputs[name];
    const negated = name.startsWith("no-") ? name.slice(3) : undefined;
    if (input !== undefined && Object.hasOwn(spec.inputs, name)) {
      const value = inline ?? (isFlag(input) ? "true" : takeValue(queue));
      if (Object.hasOwn(presets, name)) problems.push(`--${name}: fixed by this command.`);
      else if (value === undefined) {
        problems.push(`--${name}: a value is missing.`);
        explained.push(name);
      } else if (isList(input) && seen.has(name)) texts[name] = `${texts[name]}\n${value}`;
      else if (seen.has(name)) problems.push(`--${name}: given twice.`);
      else texts[name] = value;
      seen.add(name);
    } else if (negated !== undefined && isFlag(spec.inputs[negated]) && inline === undefined) {
      if (Object.hasOwn(presets, negated)) problems.push(`--${name}: fixed by this command.`);
      else if (seen.has(negated)) problems.push(`--${name}: --${negated} was already given.`);
      else texts[negated] = "false";
      seen.add(negated);
    } else if (Object.hasOwn(COMMON_OPTIONS, name) && inline === undefined) {
      common.add(name);
    } else {
      if (inline === undefined && queue[0]?.startsWith("-") === false) queue.shift();
      const near = nearest(name, [...Object.keys(spec.inputs), ...Object.keys(COMMON_OPTIONS)]);
      if (near !== undefined) explained.push(near);
      problems.push(`--${name}: unknown option.${near === undefined ? "" : ` Did you mean "--${near}"?`}`);
    }
  }
  for (const [name, input] of Object.entries(spec.inputs)) {
    if (input.secret && texts[name] === undefined) texts[name] = env[secretVariable(name)] ?? "";
  }
  return {
    given: { texts, unknown: [], problems, explained },
    isJson: common.has("json"),
    showDebug: common.has("debug") || env.RUNNER_DEBUG === "1",
    wantsHelp: common.has("help"),
  };
}

/** The environment variable a secret input is read from on a command line: `github-token` → `GITHUB_TOKEN`. */
export function secretVariable(input: string): string {
  return input.toUpperCase().replace(/[^A-Z0-9]/g, "_");
}

export function isFlag(input: InputSpec<unknown> | undefined): boolean {
  return input?.type.label === "boolean";
}

export function isList(input: InputSpec<unknown>): boolean {
  return input.type.label === "list";
}

function takeValue(queue: string[]): string | undefined {
  return queue[0] === undefined || queue[0].startsWith("--") ? undefined : queue.shift();
}
