import { ActionError, suggest } from "@deploy-actions/kernel";
import type { TextCommand, TextOption } from "./cli-catalog.ts";
import { renderTextOptions } from "./cli-help.ts";
import { EXIT } from "./ending.ts";
import type { Host } from "./host.ts";

/** Runs a command that prints a text; returns the exit code. */
export async function printText(entry: TextCommand, argv: readonly string[], host: Host): Promise<number> {
  const { options, render } = await entry.loadText();
  if (argv.includes("--help") || argv.includes("-h")) {
    host.stdout.write(`${renderTextOptions(entry, options)}\n`);
    return EXIT.ok;
  }
  const given = { ...fromEnvironment(options, host), ...parse(entry, options, argv) };
  host.stdout.write(`${render(given).trimEnd()}\n`);
  return EXIT.ok;
}

function fromEnvironment(options: readonly TextOption[], host: Host): Record<string, string | undefined> {
  return Object.fromEntries(
    options.flatMap(({ name, env }) => (env === undefined ? [] : [[name, host.env[env]] as const])),
  );
}

function parse(
  { command }: TextCommand,
  options: readonly TextOption[],
  argv: readonly string[],
): Record<string, string> {
  const names = options.map(({ name }) => name);
  const given: Record<string, string> = {};
  for (let index = 0; index < argv.length; index += 1) {
    const word = argv[index] ?? "";
    const [, name, inline] = /^--([\w-]+)(?:=(.*))?$/s.exec(word) ?? [];
    if (name === undefined || !names.includes(name)) {
      throw new ActionError(
        "input",
        `"${word}" is not an option of ${command}.${suggest(name ?? word, names)}`,
        {
          hint: `deploy-actions ${command} --help lists its options.`,
        },
      );
    }
    const value = inline ?? argv[index + 1];
    if (value === undefined) throw new ActionError("input", `--${name} has no value.`);
    if (inline === undefined) index += 1;
    given[name] = value;
  }
  return given;
}
