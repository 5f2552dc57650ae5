import { ActionError, suggest, toActionError } from "@deploy-actions/kernel";
import type { Command } from "./cli-catalog.ts";
import { renderCommands, renderOptions } from "./cli-help.ts";
import { parseOptions } from "./cli-options.ts";
import { EXIT, errorText } from "./ending.ts";
import type { Host } from "./host.ts";
import { launchAction } from "./program.ts";
import { VERSION } from "./version.ts";

/**
 * Runs a command line (`argv` without node and file) and ends the process: the same action, inputs and exit codes as
 * under a runner.
 */
export async function runCli(
  catalog: readonly Command[],
  argv: readonly string[],
  host: Host,
): Promise<number> {
  const exitCode = await dispatch(catalog, argv, host).catch((error: unknown) => {
    host.stderr.write(`${errorText(toActionError(error))}\n`);
    return EXIT.error;
  });
  host.exit(exitCode);
  return exitCode;
}

async function dispatch(catalog: readonly Command[], argv: readonly string[], host: Host): Promise<number> {
  const [command, ...rest] = argv;
  if (command === undefined) {
    // No command is a mistake (an empty variable in a script), not a success.
    host.stderr.write(`${renderCommands(catalog)}\n`);
    return EXIT.error;
  }
  if (command === "--help" || command === "-h" || command === "help") {
    host.stdout.write(`${renderCommands(catalog)}\n`);
    return EXIT.ok;
  }
  if (command === "--version") {
    host.stdout.write(`${VERSION}\n`);
    return EXIT.ok;
  }
  const entry = catalog.find((candidate) => candidate.command === command);
  if (entry === undefined) {
    const commands = catalog.map((candidate) => candidate.command);
    // Some actions are used by the first word of their name (`uses: …/canary@v1`).
    const meant = commands.find((one) => one.startsWith(`${command}-`));
    const hint = meant === undefined ? suggest(command, commands) : ` Did you mean "${meant}"?`;
    throw new ActionError("input", `"${command}" is not a command.${hint}`, {
      hint: "deploy-actions --help lists the commands.",
    });
  }
  if ("loadText" in entry) return (await import("./cli-text.ts")).printText(entry, rest, host);
  const action = await entry.load();
  const options = parseOptions(action.spec, entry.presets ?? {}, rest, host.env);
  if (options.wantsHelp) {
    host.stdout.write(`${renderOptions(entry, action.spec)}\n`);
    return EXIT.ok;
  }
  return launchAction(action, host, {
    given: { ...options.given, help: `deploy-actions ${command} --help lists its inputs.` },
    label: (name) => `--${name}`,
    isJson: options.isJson,
    showDebug: options.showDebug,
    hasPostStep: false,
  });
}
