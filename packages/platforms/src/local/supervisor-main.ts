import { parseArgs } from "node:util";
import { ActionError, printable, toActionError } from "@deploy-actions/kernel";
import { EXIT_CONFIG, EXIT_LOCKED } from "./protocol.ts";
import { runSupervisor, type SupervisorOptions } from "./supervisor.ts";

/** The arguments that a client appends to the supervisor's argv. */
export function formatSupervisorArgs(options: SupervisorOptions): readonly string[] {
  return ["--state", options.state, "--listen", options.listen];
}

/** Reads the arguments of {@link formatSupervisorArgs}; rejects anything else as `input`. */
export function parseSupervisorArgs(args: readonly string[]): SupervisorOptions {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { state: { type: "string" }, listen: { type: "string" } },
    });
    if (values.state !== undefined && values.listen !== undefined) {
      return { state: values.state, listen: values.listen };
    }
  } catch (error) {
    throw new ActionError("input", "The supervisor takes --state <folder> --listen <host:port>", {
      cause: error,
    });
  }
  throw new ActionError("input", "The supervisor needs --state <folder> and --listen <host:port>");
}

/**
 * The supervisor as a program: `process.exitCode = await supervisorMain(process.argv.slice(2), process.env)`. Resolves
 * with the exit code: 0 stopped as asked, 75 another one runs in the folder, 78 configuration, else 1.
 */
export async function supervisorMain(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<number> {
  try {
    await runSupervisor(parseSupervisorArgs(args), env);
    return 0;
  } catch (error) {
    const { code, message, hint } = toActionError(error);
    process.stderr.write(`${printable(`${message}${hint === undefined ? "" : `. ${hint}`}`)}\n`);
    if (code === "conflict") return EXIT_LOCKED;
    return code === "config" || code === "input" ? EXIT_CONFIG : 1;
  }
}
