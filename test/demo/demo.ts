/** `npm run demo`: a release of a small shop goes through the whole pipeline, under load, on this machine. */
import { existsSync } from "node:fs";
import { EXIT } from "@deploy-actions/action-kit";
import { ActionError, toActionError } from "@deploy-actions/kernel";
import { HELP, readOptions } from "./options.ts";
import { renderResult, toJson } from "./result.ts";
import { tellStory } from "./story.ts";
import { CLI } from "./workspace.ts";

/** Runs the demo; resolves with the exit code. */
async function main(argv: readonly string[]): Promise<number> {
  const { release, isJson, wantsHelp } = readOptions(argv);
  if (wantsHelp) {
    console.log(HELP);
    return EXIT.ok;
  }
  if (!existsSync(CLI)) {
    throw new ActionError("config", `${CLI} does not exist.`, { hint: "npm run bundle makes it." });
  }
  const stop = new AbortController();
  // Once is enough, and a second Ctrl-C must not cut the clean-up short.
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => stop.abort(new ActionError("cancelled", `Cancelled by ${signal}.`)));
  }
  const say = isJson ? console.error : console.log;
  const result = await tellStory(release, { fd: isJson ? 2 : 1, say }, stop.signal);
  const { exitCode } = result.report;
  say(renderResult(result));
  say(`\nexit code ${exitCode}${MEANINGS[exitCode] ?? ""}`);
  if (isJson) console.log(JSON.stringify(toJson(result, exitCode)));
  return exitCode;
}

const MEANINGS: Readonly<Record<number, string>> = {
  [EXIT.ok]: ": the release is live",
  [EXIT.failed]: ": the release was taken back",
  [EXIT.cancelled]: ": cancelled, the release was taken back",
};

process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => {
  const { code, message, hint } = toActionError(error);
  console.error(`${code}: ${message}${hint === undefined ? "" : `\n${hint}`}`);
  return code === "cancelled" ? EXIT.cancelled : EXIT.error;
});
